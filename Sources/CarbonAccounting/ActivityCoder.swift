import EmissionFactors
import Evidence
import NumericalMethods
import Tables

/// The columns of a table of records, and how their cells become numbers a block of rows at a time.
struct ActivityCoder: Sendable {
  let rows: Int
  let entities: [String]
  /// In ascending order.
  let years: [Int]
  let numbers: QuantityColumn
  /// How many combinations of kind, item, unit, year, region and measured values there can be.
  let shape: JointShape
  private let entity: PlaceColumn
  private let item: PlaceColumn
  private let unit: PlaceColumn
  private let kind: PlaceColumn
  private let ownRegion: PlaceColumn
  private let yearColumn: PlaceColumn?
  private let measured: MeasuredColumn
  /// The place of each word of the year column among the years, −1 for what is no year.
  private let yearPlaces: [Int32]
  private let regions: [Region?]
  private let namedRegions: [Int32]
  private let cellRegions: [Int32]

  /// Joints that are few are the codes themselves; of many only those that occur get one.
  var isNarrow: Bool { shape.size <= JointShape.narrow }
  var cellCount: Int { entities.count * max(years.count, 1) }

  /// - Parameter year: The year of all records where the table has no column of years.
  init(_ table: Table, year: Int?, register: EntityRegister?, threads: Int) throws(Fault) {
    let known = AccountColumns.activity
    let entityColumn = try AccountColumns.require("entity", among: known, in: table, .activityColumn)
    let itemColumn = try AccountColumns.require("item", among: known, in: table, .activityColumn)
    let quantityColumn = try AccountColumns.require("quantity", among: known, in: table, .activityColumn)
    let unitColumn = try AccountColumns.require("unit", among: known, in: table, .activityColumn)
    numbers = QuantityColumn(quantityColumn)
    guard numbers.hasNumbers else {
      throw Fault(
        TableFault.notNumeric, ["column": .text(quantityColumn.name), "kind": .text(quantityColumn.kindName)])
    }
    func optional(_ name: String) -> Column? { AccountColumns.find(name, among: known, in: table) }

    rows = table.rowCount
    entity = PlaceColumn(entityColumn, threads: threads)
    item = PlaceColumn(itemColumn, threads: threads)
    unit = PlaceColumn(unitColumn, threads: threads)
    kind = optional("kind").map { PlaceColumn($0, threads: threads) } ?? .absent
    ownRegion = optional("region").map { PlaceColumn($0, threads: threads) } ?? .absent
    measured = MeasuredColumn(
      ["ncv", "carbon_content", "oxidation", "factor", "uncertainty"].map { optional($0) }, rows: rows)

    entities = entity.words
    yearColumn = optional("year").map { PlaceColumn($0, threads: threads) }
    let yearNumbers = yearColumn?.words.map { Int($0) ?? Double($0).map { Int($0) } ?? -1 } ?? []
    let years = Set(yearNumbers.filter(Self.possibleYears.contains)).sorted()
    self.years = yearColumn == nil ? (year.map { [$0] } ?? []) : years
    yearPlaces = yearNumbers.map { number in Int32(years.firstIndex(of: number) ?? -1) }

    // Regions: those the records name, then those of the register by cell.
    var regions: [Region?] = [nil]
    var regionPlaces: [String: Int32] = [:]
    func place(of region: Region?) -> Int32 {
      guard let region else { return 0 }
      if let known = regionPlaces[region.key] { return known }
      regions.append(region)
      regionPlaces[region.key] = Int32(regions.count - 1)
      return Int32(regions.count - 1)
    }
    namedRegions = ownRegion.words.map { place(of: Region.named($0)) }
    let yearCount = max(self.years.count, 1)
    var cellRegions = [Int32](repeating: 0, count: entities.count * yearCount)
    if let register {
      for (number, name) in entities.enumerated() {
        for offset in 0..<yearCount {
          let year = self.years.isEmpty ? nil : self.years[offset]
          cellRegions[number * yearCount + offset] = place(of: register.region(of: name, year: year))
        }
      }
    }
    self.cellRegions = cellRegions
    self.regions = regions
    shape = JointShape(
      kinds: kind.words.count + 1, items: item.words.count + 1, units: unit.words.count + 1, years: yearCount,
      regions: regions.count, measured: measured.values.count)
  }

  /// What records of a joint say.
  func key(of joint: Int64) -> RecordKey {
    let parts = shape.parts(of: joint)
    func word(_ column: PlaceColumn, _ place: Int) -> String? { place == 0 ? nil : column.words[place - 1] }
    return RecordKey(
      kind: word(kind, parts.kind), item: word(item, parts.item), unit: word(unit, parts.unit),
      year: years.isEmpty ? nil : years[parts.year], region: regions[parts.region],
      measured: measured.values[parts.measured])
  }

  /// What one stretch of rows came to besides its numbers.
  struct Stretch: Sendable {
    var problems: [(Int, RecordProblem)] = []
    var gaps: [Int] = []
    var isSeen: [Bool]
  }

  /// Where the numbers of a block of rows are written, the first row first.
  struct Places {
    let cells: UnsafeMutablePointer<UInt32>
    let codes: UnsafeMutablePointer<UInt32>
    /// Only where there are many joints: −1 for a row that is left out.
    var joints: UnsafeMutablePointer<Int64>?
  }

  /// Numbers that may be years.
  static let possibleYears = 1900...2200

  /// Rows whose places are looked up at a time.
  static let block = 1 << 11

  /// Codes `range` a block at a time: `places` says where a block goes.
  func code(_ range: Range<Int>, into places: (_ block: Range<Int>) -> Places) -> Stretch {
    let (isNarrow, hasYears, yearCount) = (isNarrow, yearColumn != nil, max(years.count, 1))
    var problems: [(Int, RecordProblem)] = []
    var gaps: [Int] = []
    var isSeen = [Bool](repeating: false, count: isNarrow ? shape.size : 0)
    // Looked up through bare buffers: counting references for each row would cost more than the work.
    isSeen.withUnsafeMutableBufferPointer { isSeen in
      yearPlaces.withUnsafeBufferPointer { yearPlaces in
        namedRegions.withUnsafeBufferPointer { namedRegions in
          cellRegions.withUnsafeBufferPointer { cellRegions in
            measured.places.withUnsafeBufferPointer { measuredPlaces in
              withUnsafeTemporaryAllocation(of: Int32.self, capacity: 6 * Self.block) { words in
                withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.block) { amounts in
                  let base = words.baseAddress!
                  let entities = base
                  let years = base + Self.block
                  let kinds = base + 2 * Self.block
                  let items = base + 3 * Self.block
                  let units = base + 4 * Self.block
                  let regions = base + 5 * Self.block
                  let quantities = amounts.baseAddress!
                  var start = range.lowerBound
                  while start < range.upperBound {
                    let block = start..<min(start + Self.block, range.upperBound)
                    let output = places(block)
                    entity.fill(block, entities)
                    yearColumn?.fill(block, years)
                    kind.fill(block, kinds)
                    item.fill(block, items)
                    unit.fill(block, units)
                    ownRegion.fill(block, regions)
                    numbers.fill(block, quantities)
                    for index in 0..<block.count {
                      let row = start + index
                      output.cells[index] = 0
                      output.codes[index] = 0
                      if !isNarrow { output.joints![index] = -1 }
                      guard entities[index] >= 0 else {
                        problems.append((row, RecordProblem(.noEntity, [:])))
                        continue
                      }
                      var year: Int32 = 0
                      if hasYears {
                        let word = years[index]
                        year = word >= 0 ? yearPlaces[Int(word)] : -1
                        guard year >= 0 else {
                          let text = word >= 0 ? yearColumn!.words[Int(word)] : ""
                          problems.append((row, RecordProblem(.badYear, ["year": .text(text)])))
                          continue
                        }
                      }
                      let cell = Int(entities[index]) * yearCount + Int(year)
                      output.cells[index] = UInt32(truncatingIfNeeded: cell)
                      let quantity = quantities[index]
                      if !(quantity >= 0 && quantity < .infinity) {
                        guard quantity.isNaN else {
                          problems.append((row, RecordProblem(.negativeQuantity, ["quantity": .number(quantity)])))
                          continue
                        }
                        gaps.append(row)
                      }
                      let own = regions[index]
                      let region =
                        own >= 0 && namedRegions[Int(own)] > 0 ? namedRegions[Int(own)] : cellRegions[cell]
                      let joint = shape.joint(
                        kind: kinds[index], item: items[index], unit: units[index], year: year, region: region,
                        measured: measuredPlaces.isEmpty ? 0 : measuredPlaces[row])
                      if isNarrow {
                        isSeen[Int(joint)] = true
                        output.codes[index] = UInt32(truncatingIfNeeded: joint &+ 1)
                      } else {
                        output.joints![index] = joint
                      }
                    }
                    start = block.upperBound
                  }
                }
              }
            }
          }
        }
      }
    }
    return Stretch(problems: problems, gaps: gaps, isSeen: isSeen)
  }
}

/// The quantities, read in place where the file holds real numbers.
struct QuantityColumn: Sendable {
  let cells: Cells<Double>?
  private let numbers: [Double]
  /// The column where some cell is no number, so that the file holds words.
  private let words: Column?

  init(_ column: Column) {
    switch column.values {
    case .real(let cells):
      self.cells = cells
      (numbers, words) = ([], nil)
    case .category, .text:
      cells = nil
      let own = column.numbers()
      numbers = own.indices.map { row in
        own[row].isNaN ? column.text(at: row, in: .chinese).flatMap { Double($0) } ?? .nan : own[row]
      }
      words = column
    default:
      (cells, numbers, words) = (nil, column.numbers(), nil)
    }
  }

  /// Whether any cell of a column of words is a number after all.
  var hasNumbers: Bool { words == nil || numbers.isEmpty || numbers.contains { !$0.isNaN } }

  /// What stands in a cell that is no number; `nil` for an empty one.
  func word(at row: Int) -> String? {
    words.flatMap { $0.text(at: row, in: .chinese) }.flatMap { $0.isEmpty || Double($0) != nil ? nil : $0 }
  }

  /// Writes the quantities of `rows` to `target`.
  func fill(_ rows: Range<Int>, _ target: UnsafeMutablePointer<Double>) {
    if let cells {
      cells.withBuffer { cells in target.update(from: cells.baseAddress! + rows.lowerBound, count: rows.count) }
    } else {
      numbers.withUnsafeBufferPointer { numbers in
        target.update(from: numbers.baseAddress! + rows.lowerBound, count: rows.count)
      }
    }
  }

  subscript(row: Int) -> Double { cells.map { $0[row] } ?? numbers[row] }
}

/// The combinations of measured values that occur; place 0 is a record without any.
struct MeasuredColumn: Sendable {
  var places: [Int32] = []
  var values = [RecordKey.Measured()]

  /// - Parameter columns: Calorific value, carbon content, oxidation, factor, uncertainty.
  init(_ columns: [Column?], rows: Int) {
    let numbers = columns.map { column in column.map { $0.numbers() } }
    guard numbers.contains(where: { $0?.contains { !$0.isNaN } ?? false }) else { return }
    var known: [RecordKey.Measured: Int32] = [RecordKey.Measured(): 0]
    places = [Int32](repeating: 0, count: rows)
    for row in 0..<rows {
      func value(_ column: Int) -> Double? { numbers[column].flatMap { $0[row].isNaN ? nil : $0[row] } }
      let measured = RecordKey.Measured(
        netCalorificValue: value(0), carbonContent: value(1), oxidation: value(2), factor: value(3),
        uncertainty: value(4))
      if let place = known[measured] {
        places[row] = place
      } else {
        places[row] = Int32(values.count)
        known[measured] = Int32(values.count)
        values.append(measured)
      }
    }
  }
}

/// How several small numbers make one.
struct JointShape: Sendable {
  let kinds: Int
  let items: Int
  let units: Int
  let years: Int
  let regions: Int
  let measured: Int

  /// The most joints that are codes as they stand.
  static let narrow = 1 << 14

  var size: Int { kinds * items * units * years * regions * measured }

  func joint(kind: Int32, item: Int32, unit: Int32, year: Int32, region: Int32, measured place: Int32) -> Int64 {
    var joint = Int(kind) + 1
    joint = joint &* items &+ Int(item) &+ 1
    joint = joint &* units &+ Int(unit) &+ 1
    joint = joint &* years &+ Int(year)
    joint = joint &* regions &+ Int(region)
    return Int64(joint &* measured &+ Int(place))
  }

  func parts(of joint: Int64) -> (kind: Int, item: Int, unit: Int, year: Int, region: Int, measured: Int) {
    var rest = Int(joint)
    func take(_ size: Int) -> Int {
      defer { rest /= size }
      return rest % size
    }
    let place = take(measured)
    let region = take(regions)
    let year = take(years)
    let unit = take(units)
    let item = take(items)
    return (rest, item, unit, year, region, place)
  }
}
