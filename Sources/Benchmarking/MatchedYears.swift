import CarbonAccounting
import Evidence
import NumericalMethods

/// Two years of the enterprises of an account that have both, with sector and value added: what a decomposition needs.
public struct MatchedYears: Sendable {
  public let first: Int
  public let last: Int
  public let before: SectorYear
  public let after: SectorYear
  public let enterprises: Int
  /// Enterprises with one of the years only, or without sector or positive value added in either.
  public let unmatched: [String]
  public let caveats: [Caveat]

  /// - Parameter accounts: Of all years, its records kept.
  /// - Throws: `benchmark-needs-years` unless both years are in the account; `benchmark-nothing-in-both-years`.
  public init(of accounts: CarbonAccounts, from first: Int, to last: Int) throws(Fault) {
    guard first != last, accounts.years.contains(first), accounts.years.contains(last) else {
      throw Fault(
        BenchmarkingFault.needsYears,
        [
          "from": .text(String(first)), "to": .text(String(last)), "years": .list(accounts.years.map { String($0) }),
        ])
    }
    self.first = first
    self.last = last
    var order: [String] = []
    var years: [String: [Int: EntityInventory]] = [:]
    for inventory in accounts.inventories {
      guard let year = inventory.year, year == first || year == last else { continue }
      if years[inventory.entity] == nil { order.append(inventory.entity) }
      years[inventory.entity, default: [:]][year] = inventory
    }
    var unmatched: [String] = []
    var activity: [[String: [Double]]] = [[:], [:]]
    var flows: [[SectorFlow]] = [[], []]
    var isChanged = false
    var matched = 0
    for entity in order {
      guard let one = years[entity]![first], let two = years[entity]![last], let sector = two.entry?.sector,
        let before = one.entry?.valueAdded, let after = two.entry?.valueAdded, before > 0, after > 0
      else {
        unmatched.append(entity)
        continue
      }
      matched += 1
      if before != after { isChanged = true }
      for (place, (inventory, money)) in [(one, before), (two, after)].enumerated() {
        activity[place][sector, default: []].append(money)
        for line in accounts.lines(of: inventory) where line.recipe.kind.scope != .beside {
          let isProcess = line.recipe.kind == .process
          flows[place].append(
            SectorFlow(
              sector: sector, source: (isProcess ? "process." : "") + line.recipe.item,
              energy: isProcess ? 0 : line.quantity * line.recipe.coalEquivalentPerUnit, emissions: line.tonnes))
        }
      }
    }
    guard matched > 0 else {
      throw Fault(
        BenchmarkingFault.nothingInBoth, ["from": .text(String(first)), "to": .text(String(last))])
    }
    before = SectorYear(activity: activity[0].mapValues { $0.compensatedSum() }, flows: flows[0])
    after = SectorYear(activity: activity[1].mapValues { $0.compensatedSum() }, flows: flows[1])
    enterprises = matched
    self.unmatched = unmatched
    caveats =
      (isChanged ? [] : [Caveat(BenchmarkingCaveat.unchangedActivity)])
      + (unmatched.isEmpty ? [] : [Caveat(BenchmarkingCaveat.unmatched, ["entities": .list(unmatched)])])
  }

  public var decomposition: ChangeDecomposition { ChangeDecomposition(from: before, to: after) }

  /// `nil` where value added did not change.
  public var decoupling: Decoupling? {
    let change = decomposition
    return Decoupling(
      emissions: (change.from, change.to),
      activity: (
        before.activity.values.sorted().compensatedSum(), after.activity.values.sorted().compensatedSum()
      ))
  }
}
