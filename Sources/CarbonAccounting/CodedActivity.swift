import EmissionFactors
import Evidence
import NumericalMethods
import Tables

/// Activity records as numbers: for each row the cell it belongs to (an enterprise in a year), what it says, and its quantity.
struct CodedActivity: Sendable {
  let entities: [String]
  /// In ascending order.
  let years: [Int]
  /// What records say besides enterprise and quantity; `nil` at 0, which stands for rows that are left out, and where no
  /// record has the number.
  let keys: [RecordKey?]
  /// Enterprise × number of years + year.
  var cells: Cells<UInt32>
  /// The place in ``keys``.
  var codes: Cells<UInt32>
  /// In the unit of the record; 0 where a row is left out.
  var quantities: Cells<Double>
  /// The rows that are left out for what stands in them, in order.
  var problems: [Int: RecordProblem]
  /// The rows without a quantity that were kept for filling.
  var gaps: [Int]

  var cellCount: Int { entities.count * max(years.count, 1) }
  func cell(entity: Int, year: Int) -> Int { entity * max(years.count, 1) + year }
  func year(ofCell cell: Int) -> Int? { years.isEmpty ? nil : years[cell % years.count] }
  func entity(ofCell cell: Int) -> String { entities[cell / max(years.count, 1)] }

  /// - Parameter year: The year of all records where the table has no column of years.
  init(_ table: Table, year: Int?, register: EntityRegister?, threads: Int) throws(Fault) {
    let known = AccountColumns.activity
    let entityColumn = try AccountColumns.require("entity", among: known, in: table, .activityColumn)
    let itemColumn = try AccountColumns.require("item", among: known, in: table, .activityColumn)
    let quantityColumn = try AccountColumns.require("quantity", among: known, in: table, .activityColumn)
    let unitColumn = try AccountColumns.require("unit", among: known, in: table, .activityColumn)
    if case .text = quantityColumn.values {
      throw Fault(
        TableFault.notNumeric, ["column": .text(quantityColumn.name), "kind": .text(quantityColumn.kindName)])
    }
    func optional(_ name: String) -> Column? { AccountColumns.find(name, among: known, in: table) }

    let rows = table.rowCount
    let entity = PlaceColumn(entityColumn, threads: threads)
    let item = PlaceColumn(itemColumn, threads: threads)
    let unit = PlaceColumn(unitColumn, threads: threads)
    let kind = optional("kind").map { PlaceColumn($0, threads: threads) } ?? .absent
    let ownRegion = optional("region").map { PlaceColumn($0, threads: threads) } ?? .absent
    let measured = MeasuredColumn(
      ["ncv", "carbon_content", "oxidation", "factor", "uncertainty"].map { optional($0) }, rows: rows)

    entities = entity.words
    let yearColumn = optional("year").map { PlaceColumn($0, threads: threads) }
    let yearNumbers = yearColumn?.words.map { Int($0) ?? Double($0).map { Int($0) } ?? -1 } ?? []
    let years = Set(yearNumbers.filter { (1900...2200).contains($0) }).sorted()
    self.years = yearColumn == nil ? (year.map { [$0] } ?? []) : years
    // The place of each word of the year column among the years, −1 for what is no year.
    let yearPlaces = yearNumbers.map { number in Int32(years.firstIndex(of: number) ?? -1) }

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
    let namedRegions = ownRegion.words.map { place(of: Region.named($0)) }
    let yearCount = max(self.years.count, 1)
    var cellRegions = [Int32](repeating: 0, count: entities.count * yearCount)
    if let register {
      for (number, name) in entities.enumerated() {
        for place in 0..<yearCount {
          let year = self.years.isEmpty ? nil : self.years[place]
          cellRegions[number * yearCount + place] = Self.place(
            register.region(of: name, year: year), &regions, &regionPlaces)
        }
      }
    }

    let regionOfCell = cellRegions
    let shape = JointShape(
      kinds: kind.words.count + 1, items: item.words.count + 1, units: unit.words.count + 1, years: yearCount,
      regions: regions.count, measured: measured.values.count)
    let numbers = QuantityColumn(quantityColumn)
    let hasYears = yearColumn != nil
    let memory = Memory(byteCount: max(rows, 1) * 8)
    let output = Output(
      cells: memory.base.bindMemory(to: UInt32.self, capacity: rows),
      codes: (memory.base + rows * 4).bindMemory(to: UInt32.self, capacity: rows))
    // Joints that are few are the codes themselves; of many only those that occur get one.
    let isNarrow = shape.size <= JointShape.narrow
    var wide = [Int64](repeating: 0, count: isNarrow ? 0 : rows)
    let found = wide.withUnsafeMutableBufferPointer { wide -> [Stretch] in
      let wideOutput = WideOutput(joints: wide.baseAddress)
      return Parallel.mapChunks(of: rows, by: Self.stretch(rows: rows), threads: threads) { range -> Stretch in
        var problems: [(Int, RecordProblem)] = []
        var gaps: [Int] = []
        var isSeen = [Bool](repeating: false, count: isNarrow ? shape.size : 0)
        // Looked up through bare buffers: counting references for each row would cost more than the work.
        isSeen.withUnsafeMutableBufferPointer { isSeen in
          yearPlaces.withUnsafeBufferPointer { yearPlaces in
            namedRegions.withUnsafeBufferPointer { namedRegions in
              regionOfCell.withUnsafeBufferPointer { regionOfCell in
                measured.places.withUnsafeBufferPointer { measuredPlaces in
                  withUnsafeTemporaryAllocation(of: Int32.self, capacity: 6 * Self.block) { places in
                    withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.block) { amounts in
                      let base = places.baseAddress!
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
                        entity.fill(block, entities)
                        yearColumn?.fill(block, years)
                        kind.fill(block, kinds)
                        item.fill(block, items)
                        unit.fill(block, units)
                        ownRegion.fill(block, regions)
                        numbers.fill(block, quantities)
                        for index in 0..<block.count {
                          let row = start + index
                          output.cells[row] = 0
                          output.codes[row] = 0
                          if !isNarrow { wideOutput.joints![row] = -1 }
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
                          output.cells[row] = UInt32(truncatingIfNeeded: cell)
                          let quantity = quantities[index]
                          if !(quantity >= 0 && quantity < .infinity) {
                            guard quantity.isNaN else {
                              problems.append(
                                (row, RecordProblem(.negativeQuantity, ["quantity": .number(quantity)])))
                              continue
                            }
                            gaps.append(row)
                          }
                          let own = regions[index]
                          let region =
                            own >= 0 && namedRegions[Int(own)] > 0 ? namedRegions[Int(own)] : regionOfCell[cell]
                          let joint = shape.joint(
                            kind: kinds[index], item: items[index], unit: units[index], year: year, region: region,
                            measured: measuredPlaces.isEmpty ? 0 : measuredPlaces[row])
                          if isNarrow {
                            isSeen[Int(joint)] = true
                            output.codes[row] = UInt32(truncatingIfNeeded: joint &+ 1)
                          } else {
                            wideOutput.joints![row] = joint
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
    cells = Cells(in: memory, count: rows)
    codes = Cells(in: memory, offset: rows * 4, count: rows)
    var problems: [Int: RecordProblem] = [:]
    var gaps: [Int] = []
    for stretch in found {
      for (row, problem) in stretch.problems { problems[row] = problem }
      gaps += stretch.gaps
    }
    self.problems = problems
    self.gaps = gaps

    var joints: [Int64]
    if isNarrow {
      joints = (0..<shape.size).map { joint in found.contains { $0.isSeen[joint] } ? Int64(joint) : -1 }
    } else {
      joints = Set(wide.lazy.filter { $0 >= 0 }).sorted()
      var numbers: [Int64: UInt32] = [:]
      for (index, joint) in joints.enumerated() { numbers[joint] = UInt32(index + 1) }
      for row in 0..<rows where wide[row] >= 0 { output.codes[row] = numbers[wide[row]]! }
    }
    let yearsOfKeys = self.years
    keys =
      [nil]
      + joints.map { joint in
        if joint < 0 { return nil }
        let parts = shape.parts(of: joint)
        func word(_ column: PlaceColumn, _ place: Int) -> String? { place == 0 ? nil : column.words[place - 1] }
        return RecordKey(
          kind: word(kind, parts.kind), item: word(item, parts.item), unit: word(unit, parts.unit),
          year: yearsOfKeys.isEmpty ? nil : yearsOfKeys[parts.year], region: regions[parts.region],
          measured: measured.values[parts.measured])
      }
    if problems.isEmpty && gaps.isEmpty, let cells = numbers.cells {
      quantities = cells
    } else {
      quantities = Cells(count: rows) { target in
        for row in 0..<rows {
          let quantity = numbers[row]
          target[row] = quantity.isFinite ? quantity : 0
        }
      }
    }
  }

  private static func place(_ region: Region?, _ regions: inout [Region?], _ places: inout [String: Int32]) -> Int32 {
    guard let region else { return 0 }
    if let known = places[region.key] { return known }
    regions.append(region)
    places[region.key] = Int32(regions.count - 1)
    return Int32(regions.count - 1)
  }
}

extension CodedActivity {
  /// Rows a thread takes at a time.
  /// A stretch fills whole large pages, so that two threads do not both clear the same one.
  fileprivate static func stretch(rows: Int) -> Int { rows >= 1 << 22 ? 1 << 19 : 1 << 17 }
  /// Rows whose places are looked up at a time.
  fileprivate static let block = 1 << 11
}

/// What one stretch of rows came to.
private struct Stretch: Sendable {
  let problems: [(Int, RecordProblem)]
  let gaps: [Int]
  let isSeen: [Bool]
}

/// Where the threads write, each at its own rows.
private struct Output: @unchecked Sendable {
  let cells: UnsafeMutablePointer<UInt32>
  let codes: UnsafeMutablePointer<UInt32>
}

private struct WideOutput: @unchecked Sendable {
  let joints: UnsafeMutablePointer<Int64>?
}

/// The quantities, read in place where the file holds real numbers.
private struct QuantityColumn: Sendable {
  let cells: Cells<Double>?
  private let numbers: [Double]

  init(_ column: Column) {
    if case .real(let cells) = column.values {
      self.cells = cells
      numbers = []
    } else {
      cells = nil
      numbers = column.numbers()
    }
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
private struct MeasuredColumn: Sendable {
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
private struct JointShape: Sendable {
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
