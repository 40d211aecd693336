import EmissionFactors
import Evidence

/// Quantities held against the enterprise's other years and against its sector: outliers, slips of units, changed boundaries.
///
/// A quantity of a thousand or ten thousand times the middle of the other years (within a factor of two) looks like
/// kg for t, kWh for MWh or a forgotten 万; 3.6 times (within 5 %, the other years being steady) like GJ for MWh.
/// Five times or a fifth is an outlier. Where there are but two other years the nearer amount counts instead of the middle. Among at least five others of its sector an enterprise stands out when its
/// quantity for each unit of value added is a hundred times the middle one, or a hundredth.
struct QuantityComparisons: Sendable {
  private struct Series: Hashable {
    let entity: Int
    let kind: ActivityKind
    let item: String
    let dimension: Dimension
  }

  private struct PeerGroup: Hashable {
    let sector: String
    let year: Int
    let kind: ActivityKind
    let item: String
    let dimension: Dimension
  }

  private var caveatsByCell: [Int: [Caveat]] = [:]

  init(activity: CodedActivity, recipes: [LineRecipe?], rows: RowsByCell, register: EntityRegister?) {
    let years = max(activity.years.count, 1)
    var series: [Series: [(year: Int, amount: Double)]] = [:]
    var order: [Series] = []
    var peers: [PeerGroup: [(cell: Int, ratio: Double)]] = [:]
    for cell in 0..<activity.cellCount {
      var amounts: [Series: Double] = [:]
      var seen: [Series] = []
      for row in rows.rows(of: cell) {
        guard let recipe = recipes[Int(activity.codes[Int(row)])] else { continue }
        let key = Series(
          entity: cell / years, kind: recipe.kind, item: recipe.item, dimension: recipe.unit.dimension)
        if amounts[key] == nil { seen.append(key) }
        amounts[key, default: 0] += activity.quantities[Int(row)] * recipe.unit.scale
      }
      let entry = register?.entry(activity.entity(ofCell: cell), year: activity.year(ofCell: cell))
      for key in seen {
        if series[key] == nil { order.append(key) }
        series[key, default: []].append((cell % years, amounts[key]!))
        if let sector = entry?.sector, let valueAdded = entry?.valueAdded, valueAdded > 0, amounts[key]! > 0 {
          let group = PeerGroup(
            sector: sector, year: cell % years, kind: key.kind, item: key.item, dimension: key.dimension)
          peers[group, default: []].append((cell, amounts[key]! / valueAdded))
        }
      }
    }
    for key in order { compareYears(key, series[key]!, years) }
    comparePeers(peers)
    if years > 1 { compareBoundaries(activity, rows, series, order, register) }
  }

  func caveats(of cell: Int) -> [Caveat] { caveatsByCell[cell] ?? [] }

  private mutating func add(_ caveat: Caveat, to cell: Int) { caveatsByCell[cell, default: []].append(caveat) }

  private static func middle(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let half = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
  }

  /// How many times one amount is the other, whichever is larger.
  private static func apart(_ one: Double, _ other: Double) -> Double { max(one / other, other / one) }

  /// The factor a ratio looks like when a unit was mistaken.
  private static func slip(_ ratio: Double) -> Double? {
    for power in [1000.0, 10_000, 1e6, 1e8] {
      for factor in [power, 1 / power] where ratio > factor / 2 && ratio < factor * 2 { return factor }
    }
    return nil
  }

  private mutating func compareYears(_ key: Series, _ amounts: [(year: Int, amount: Double)], _ years: Int) {
    guard amounts.count >= 2 else { return }
    for (index, own) in amounts.enumerated() {
      let others = amounts.enumerated().filter { $0.offset != index }.map(\.element.amount)
      guard own.amount > 0, others.allSatisfy({ $0 > 0 }) else { continue }
      // Of two others one may be the wrong one, so the nearer of them is the measure.
      let middle =
        others.count == 2
        ? others.min { Self.apart($0, own.amount) < Self.apart($1, own.amount) }! : Self.middle(others)
      let ratio = own.amount / middle
      let cell = key.entity * years + own.year
      let spread = others.max()! / others.min()!
      // With two years nobody can tell which of them is wrong; a slip is then noted at both.
      if let factor = Self.slip(ratio) {
        add(
          Caveat(
            AccountCaveat.unitSlip,
            ["item": .text(key.item), "ratio": .number(ratio), "factor": .number(factor)]), to: cell)
      } else if others.count >= 2, spread < 1.1,
        let factor = [3.6, 1 / 3.6].first(where: { abs(ratio / $0 - 1) < 0.05 })
      {
        add(
          Caveat(
            AccountCaveat.unitSlip,
            ["item": .text(key.item), "ratio": .number(ratio), "factor": .number(factor)]), to: cell)
      } else if ratio >= 5 || ratio <= 0.2 {
        add(Caveat(AccountCaveat.outlier, ["item": .text(key.item), "ratio": .number(ratio)]), to: cell)
      }
    }
  }

  private mutating func comparePeers(_ groups: [PeerGroup: [(cell: Int, ratio: Double)]]) {
    for (group, members) in groups where members.count >= 6 {
      for member in members {
        let middle = Self.middle(members.filter { $0.cell != member.cell }.map(\.ratio))
        let ratio = member.ratio / middle
        guard ratio >= 100 || ratio <= 0.01 else { continue }
        add(
          Caveat(
            AccountCaveat.peerOutlier,
            ["item": .text(group.item), "ratio": .number(ratio), "sector": .text(group.sector)]), to: member.cell)
      }
    }
  }

  /// Items that come or go between one year and the next that has records, and changes in the register.
  private mutating func compareBoundaries(
    _ activity: CodedActivity, _ rows: RowsByCell, _ series: [Series: [(year: Int, amount: Double)]],
    _ order: [Series], _ register: EntityRegister?
  ) {
    let years = activity.years.count
    var items: [Int: [String]] = [:]
    for key in order {
      for entry in series[key]! where entry.amount > 0 {
        items[key.entity * years + entry.year, default: []].append("\(key.kind.rawValue) \(key.item)")
      }
    }
    for entity in activity.entities.indices {
      let cells = (0..<years).map { entity * years + $0 }.filter { rows.count(of: $0) > 0 }
      for (earlier, later) in zip(cells, cells.dropFirst()) {
        let before = items[earlier] ?? []
        let after = items[later] ?? []
        let gained = after.filter { !before.contains($0) }
        let lost = before.filter { !after.contains($0) }
        if !gained.isEmpty || !lost.isEmpty {
          add(
            Caveat(
              AccountCaveat.boundaryChanged,
              ["before": .integer(activity.year(ofCell: earlier)!), "gained": .list(gained), "lost": .list(lost)]),
            to: later)
        }
        let name = activity.entities[entity]
        if let old = register?.entry(name, year: activity.year(ofCell: earlier)),
          let new = register?.entry(name, year: activity.year(ofCell: later)),
          old.sector != new.sector || old.province != new.province
        {
          add(
            Caveat(
              AccountCaveat.registerChanged,
              [
                "before": .integer(activity.year(ofCell: earlier)!),
                "old": .list([old.sector, old.province].compactMap { $0 }),
                "new": .list([new.sector, new.province].compactMap { $0 }),
              ]), to: later)
        }
      }
    }
  }
}
