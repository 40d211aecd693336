import CarbonAccounting
import EmissionFactors
import Evidence
import NumericalMethods
import Tables

/// What a sum over enterprises covers, what it may count twice, and how it stands to totals that others published.
public struct RollUp: Sendable, Hashable {
  /// How much of what the register lists is in the account, by year and group.
  public struct Coverage: Sendable, Hashable {
    public let year: Int?
    public let group: [String?]
    public let listed: Int
    public let accounted: Int
    /// Of those that state it: the part that is accounted for; `nil` where nobody does.
    public let shareOfValueAdded: Double?
    public let shareOfOutput: Double?
    public let shareOfEnergy: Double?
    /// Listed enterprises without records, in the order of the register.
    public let missing: [String]
  }

  /// What a sum may count twice, or not where it belongs.
  public struct Overlap: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      /// Bought from a listed enterprise that states no such sale: its scope 1 is in the buyer's scope 2 too.
      case boughtFromListed = "bought-from-listed"
      /// Sold to a listed enterprise that states no such purchase: taken off and added nowhere.
      case soldToListed = "sold-to-listed"
      /// A listed enterprise makes electricity and states no sale, while others buy from the grid.
      case unsoldPower = "unsold-power"
      /// Two ids with the same name or the same records.
      case sameEnterprise = "same-enterprise"
      /// Registered in one province, its records in another.
      case elsewhere
    }
    public let kind: Kind
    public let year: Int?
    /// The enterprise and the other one, or the place.
    public let entity: String
    public let other: String
    /// Tonnes of CO2e, at most, that are counted twice, or nowhere, or elsewhere.
    public let tonnes: Double
  }

  /// A published total against the sum.
  public struct Reconciliation: Sendable, Hashable {
    public let entry: ControlTotals.Entry
    public let sum: Double
    public let enterprises: Int
    /// What the sum leaves of the published total; negative where it is more.
    public var gap: Double { entry.published - sum }
    public var share: Double { sum / entry.published }
  }

  /// The whole of each year first, then by group.
  public let coverage: [Coverage]
  public let overlaps: [Overlap]
  /// Provinces where what is registered and what is emitted differ.
  public let placeTotals: [PlaceTotal]
  /// Records left out because an earlier one says the same.
  public let repeatedRecords: Int
  public let reconciliations: [Reconciliation]
  public let caveats: [Caveat]

  /// - Parameter table: The activity records of `accounts`; their column `counterparty` names who sold or bought.
  public init(
    of accounts: CarbonAccounts, table: Table, by groupings: [AccountTotals.Grouping] = [],
    control: ControlTotals? = nil
  ) throws(Fault) {
    coverage = Self.coverage(accounts, groupings.filter { $0 != .entity && $0 != .year })
    overlaps = OverlapSearch(accounts, table).overlaps
    placeTotals = Self.placeTotals(accounts, overlaps)
    repeatedRecords = accounts.excluded.count { $0.reason.code == AccountCaveat.duplicate.rawValue }
    let years = Set(accounts.inventories.map(\.year))
    var reconciliations: [Reconciliation] = []
    for entry in control?.entries ?? [] {
      guard entry.of[.year] != nil || years.count < 2 else {
        throw Fault(
          BenchmarkingFault.controlYear, at: Place(line: entry.line),
          ["years": .list(accounts.years.map { String($0) })])
      }
      let members = accounts.inventories.filter(entry.holds)
      reconciliations.append(
        Reconciliation(
          entry: entry, sum: members.lazy.map(entry.measure.value).compensatedSum(), enterprises: members.count))
    }
    self.reconciliations = reconciliations
    var caveats: [Caveat] = []
    let whole = coverage.filter { $0.group.isEmpty && $0.accounted < $0.listed }
    if let least = whole.min(by: { $0.accounted * $1.listed < $1.accounted * $0.listed }) {
      caveats.append(
        Caveat(
          BenchmarkingCaveat.partCovered,
          [
            "accounted": .integer(least.accounted), "listed": .integer(least.listed),
            "year": .text(least.year.map { String($0) } ?? "–"),
          ]))
    }
    if !overlaps.isEmpty {
      var entities: [String] = []
      for overlap in overlaps where !entities.contains(overlap.entity) { entities.append(overlap.entity) }
      caveats.append(
        Caveat(
          BenchmarkingCaveat.countedTwice,
          [
            "count": .integer(overlaps.count), "entities": .list(entities),
            "tonnes": .number(overlaps.lazy.map(\.tonnes).compensatedSum()),
          ]))
    }
    let over = reconciliations.filter { $0.share > 1 }
    if !over.isEmpty {
      caveats.append(
        Caveat(BenchmarkingCaveat.moreThanPublished, ["lines": .list(over.map { String($0.entry.line) })]))
    }
    let unmatched = reconciliations.filter { $0.enterprises == 0 }
    if !unmatched.isEmpty {
      caveats.append(
        Caveat(BenchmarkingCaveat.publishedOfNone, ["lines": .list(unmatched.map { String($0.entry.line) })]))
    }
    self.caveats = caveats
  }

  private static func coverage(
    _ accounts: CarbonAccounts, _ groupings: [AccountTotals.Grouping]
  ) -> [Coverage] {
    guard let register = accounts.register else { return [] }
    var all: [Coverage] = []
    var years: [Int?] = []
    for inventory in accounts.inventories where !years.contains(inventory.year) { years.append(inventory.year) }
    years.sort { ($0 ?? 0) < ($1 ?? 0) }
    for year in years {
      let accounted = Set(accounts.inventories.lazy.filter { $0.year == year }.map(\.entity))
      let entries = register.entities.compactMap { register.entry($0, year: year) }
      func row(_ group: [String?], _ entries: [EntityRegister.Entry]) -> Coverage {
        func share(_ value: (EntityRegister.Entry) -> Double?) -> Double? {
          let stated = entries.compactMap { entry in value(entry).flatMap { $0 > 0 ? (entry.entity, $0) : nil } }
          let whole = stated.lazy.map(\.1).compensatedSum()
          guard whole > 0 else { return nil }
          return stated.lazy.filter { accounted.contains($0.0) }.map(\.1).compensatedSum() / whole
        }
        return Coverage(
          year: year, group: group, listed: entries.count, accounted: entries.count { accounted.contains($0.entity) },
          shareOfValueAdded: share(\.valueAdded), shareOfOutput: share(\.output), shareOfEnergy: share(\.energyTce),
          missing: entries.filter { !accounted.contains($0.entity) }.map(\.entity))
      }
      all.append(row([], entries))
      guard !groupings.isEmpty else { continue }
      var members: [[String?]: [EntityRegister.Entry]] = [:]
      var order: [[String?]] = []
      for entry in entries {
        let group = groupings.map { $0.value(of: entry) }
        if members[group] == nil { order.append(group) }
        members[group, default: []].append(entry)
      }
      all += order.map { row($0, members[$0]!) }
    }
    return all
  }
}
