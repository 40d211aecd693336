import EmissionFactors
import Evidence
import NumericalMethods

/// Quantities held against the enterprise's other years and against its sector: outliers, slips of units, changed boundaries.
///
/// A quantity of a thousand or ten thousand times the middle of the other years (within a factor of two) looks like
/// kg for t, kWh for MWh or a forgotten 万; 3.6 times (within 5 %, the other years being steady) like GJ for MWh.
/// Five times or a fifth is an outlier. Where there are but two other years the nearer amount counts instead of the middle. Among at least five others of its sector an enterprise stands out when its
/// quantity for each unit of value added is a hundred times the middle one, or a hundredth.
struct QuantityComparisons: Sendable {
  private var caveatsByCell: [Int: [Caveat]] = [:]

  init(
    activity: CodedActivity, recipes: [LineRecipe?], rows: RowsByCell, register: EntityRegister?, threads: Int
  ) {
    let kinds = SeriesKinds(recipes)
    let years = max(activity.years.count, 1)
    let parts = Parallel.mapChunks(of: activity.entities.count, by: 512, threads: threads) { entities in
      var part = EntityComparisons(activity: activity, kinds: kinds, rows: rows, register: register, years: years)
      for entity in entities { part.compare(entity) }
      return part
    }
    for part in parts {
      for found in part.ofYears { add(found.caveat, to: found.cell) }
    }
    for found in PeerComparisons(parts.map(\.peers), kinds, years: years, threads: threads).found {
      add(found.caveat, to: found.cell)
    }
    for part in parts {
      for found in part.ofBoundaries { add(found.caveat, to: found.cell) }
    }
  }

  func caveats(of cell: Int) -> [Caveat] { caveatsByCell[cell] ?? [] }

  private mutating func add(_ caveat: Caveat, to cell: Int) { caveatsByCell[cell, default: []].append(caveat) }
}

/// A doubt about one cell.
struct CellDoubt: Sendable {
  let cell: Int
  let caveat: Caveat
}

/// The numbers of what can be compared: records of one kind, item and dimension.
struct SeriesKinds: Sendable {
  struct Kind: Hashable, Sendable {
    let kind: ActivityKind
    let item: String
    let dimension: Dimension
    let name: Label

    /// What a reader is told came or went.
    var label: Label {
      Label(
        chinese: "\(kind.label.chinese!) \(name.text(in: .chinese) ?? item)",
        english: "\(kind.label.english!) \(name.text(in: .english) ?? item)")
    }
  }

  let kinds: [Kind]
  /// For each kind the first that reads the same.
  let sameText: [Int]
  /// For each recipe its kind, −1 for records that are left out, and what turns its quantities into base units.
  let ofRecipe: [Int]
  let scales: [Double]

  init(_ recipes: [LineRecipe?]) {
    var kinds: [Kind] = []
    var places: [Kind: Int] = [:]
    ofRecipe = recipes.map { recipe in
      guard let recipe else { return -1 }
      let kind = Kind(kind: recipe.kind, item: recipe.item, dimension: recipe.unit.dimension, name: recipe.label)
      if let known = places[kind] { return known }
      places[kind] = kinds.count
      kinds.append(kind)
      return kinds.count - 1
    }
    scales = recipes.map { $0?.unit.scale ?? 0 }
    self.kinds = kinds
    sameText = kinds.map { kind in kinds.firstIndex { $0.label == kind.label }! }
  }
}

/// Enterprises held against their own other years, one after the other.
private struct EntityComparisons: Sendable {
  let activity: CodedActivity
  let kinds: SeriesKinds
  let rows: RowsByCell
  let register: EntityRegister?
  let years: Int
  private(set) var ofYears: [CellDoubt] = []
  private(set) var ofBoundaries: [CellDoubt] = []
  private(set) var peers: [PeerComparisons.Member] = []

  /// For each kind the amounts of the enterprise at hand, year by year, and its kinds in the order of their first record.
  private var series: [[(year: Int, amount: Double)]]
  private var order: [Int] = []
  private var amounts: [Double]
  private var isSeen: [Bool]

  init(activity: CodedActivity, kinds: SeriesKinds, rows: RowsByCell, register: EntityRegister?, years: Int) {
    self.activity = activity
    self.kinds = kinds
    self.rows = rows
    self.register = register
    self.years = years
    series = Array(repeating: [], count: kinds.kinds.count)
    amounts = Array(repeating: 0, count: kinds.kinds.count)
    isSeen = Array(repeating: false, count: kinds.kinds.count)
  }

  mutating func compare(_ entity: Int) {
    order.removeAll(keepingCapacity: true)
    let cells = entity * years..<(entity + 1) * years
    for cell in cells { addUp(cell, year: cell - cells.lowerBound) }
    for kind in order { compareYears(kind, cells.lowerBound) }
    if years > 1 { compareBoundaries(entity) }
    for kind in order { series[kind].removeAll(keepingCapacity: true) }
  }

  /// Sums the records of one year by kind.
  private mutating func addUp(_ cell: Int, year: Int) {
    var seen: [Int] = []
    for row in rows.rows(of: cell) {
      let code = Int(activity.codes[Int(row)])
      let kind = kinds.ofRecipe[code]
      guard kind >= 0 else { continue }
      if !isSeen[kind] {
        isSeen[kind] = true
        amounts[kind] = 0
        seen.append(kind)
      }
      amounts[kind] += activity.quantities[Int(row)] * kinds.scales[code]
    }
    guard !seen.isEmpty else { return }
    let entry = register?.entry(activity.entity(ofCell: cell), year: activity.year(ofCell: cell))
    for kind in seen {
      isSeen[kind] = false
      if series[kind].isEmpty { order.append(kind) }
      series[kind].append((year, amounts[kind]))
      if let sector = entry?.sector, let valueAdded = entry?.valueAdded, valueAdded > 0, amounts[kind] > 0 {
        peers.append(
          PeerComparisons.Member(
            sector: sector, year: year, kind: kind, cell: cell, ratio: amounts[kind] / valueAdded))
      }
    }
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

  private mutating func compareYears(_ kind: Int, _ firstCell: Int) {
    let amounts = series[kind]
    guard amounts.count >= 2 else { return }
    var least = Double.infinity
    var most = 0.0
    for entry in amounts {
      least = min(least, entry.amount)
      most = max(most, entry.amount)
    }
    // A year without any is compared with none, and years this close are nowhere 3.6 times apart, nor five.
    guard least > 0, most / least > 3.4 else { return }
    let sorted = amounts.map(\.amount).sorted()
    let item = Fact.label(kinds.kinds[kind].name)
    for own in amounts {
      let others = SortedOthers(sorted, without: own.amount)
      // Of two others one may be the wrong one, so the nearer of them is the measure.
      let middle: Double
      if others.count == 2 {
        let pair = amounts.filter { $0.year != own.year }.map(\.amount)
        middle = Self.apart(pair[1], own.amount) < Self.apart(pair[0], own.amount) ? pair[1] : pair[0]
      } else {
        middle = others.middle
      }
      let ratio = own.amount / middle
      let spread = others.last / others.first
      // With two years nobody can tell which of them is wrong; a slip is then noted at both.
      var factor = Self.slip(ratio)
      if factor == nil, others.count >= 2, spread < 1.1 {
        factor = [3.6, 1 / 3.6].first { abs(ratio / $0 - 1) < 0.05 }
      }
      let cell = firstCell + own.year
      if let factor {
        ofYears.append(
          CellDoubt(
            cell: cell,
            caveat: Caveat(
              AccountCaveat.unitSlip, ["item": item, "ratio": .number(ratio), "factor": .number(factor)])))
      } else if ratio >= 5 || ratio <= 0.2 {
        ofYears.append(
          CellDoubt(cell: cell, caveat: Caveat(AccountCaveat.outlier, ["item": item, "ratio": .number(ratio)])))
      }
    }
  }

  /// Items that come or go between one year and the next that has records, and changes in the register.
  private mutating func compareBoundaries(_ entity: Int) {
    var earlier: Int?
    let name = activity.entities[entity]
    for place in 0..<years where rows.count(of: entity * years + place) > 0 {
      defer { earlier = place }
      guard let before = earlier else { continue }
      let later = entity * years + place
      let old = kindsWithAmounts(in: before)
      let new = kindsWithAmounts(in: place)
      if old != new {
        let gained = new.filter { kind in !old.contains { isSameText($0, kind) } }
        let lost = old.filter { kind in !new.contains { isSameText($0, kind) } }
        if !gained.isEmpty || !lost.isEmpty {
          ofBoundaries.append(
            CellDoubt(
              cell: later,
              caveat: Caveat(
                AccountCaveat.boundaryChanged,
                [
                  "before": .integer(activity.years[before]), "gained": labels(of: gained), "lost": labels(of: lost),
                ])))
        }
      }
      if let register, let old = register.entry(name, year: activity.years[before]),
        let new = register.entry(name, year: activity.years[place]),
        old.sector != new.sector || old.province != new.province
      {
        ofBoundaries.append(
          CellDoubt(
            cell: later,
            caveat: Caveat(
              AccountCaveat.registerChanged,
              [
                "before": .integer(activity.years[before]),
                "old": .list([old.sector, old.province].compactMap { $0 }),
                "new": .list([new.sector, new.province].compactMap { $0 }),
              ])))
      }
    }
  }

  private func labels(of places: [Int]) -> Fact {
    places.isEmpty
      ? .label(Label(chinese: "无", english: "nothing")) : .labels(places.map { kinds.kinds[$0].label })
  }

  private func isSameText(_ one: Int, _ other: Int) -> Bool { kinds.sameText[one] == kinds.sameText[other] }

  private func kindsWithAmounts(in year: Int) -> [Int] {
    order.filter { kind in series[kind].contains { $0.year == year && $0.amount > 0 } }
  }
}

/// Sorted numbers without one of them.
struct SortedOthers {
  private let sorted: [Double]
  private let place: Int

  init(_ sorted: [Double], without number: Double) {
    self.init(sorted, withoutPlace: sorted.firstIndex(of: number)!)
  }

  init(_ sorted: [Double], withoutPlace place: Int) {
    self.sorted = sorted
    self.place = place
  }

  var count: Int { sorted.count - 1 }
  private subscript(index: Int) -> Double { sorted[index < place ? index : index + 1] }
  var first: Double { self[0] }
  var last: Double { self[count - 1] }
  var middle: Double {
    let half = count / 2
    return count % 2 == 1 ? self[half] : (self[half - 1] + self[half]) / 2
  }
}
