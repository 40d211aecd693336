import EmissionFactors
import Evidence
import NumericalMethods
import Tables

/// Activity records as numbers: for each row the cell it belongs to (an enterprise in a year), what it says, and its quantity.
struct CodedActivity: Sendable {
  let entities: [String]
  /// In ascending order.
  let years: [Int]
  /// What records say besides enterprise and quantity; number 0 stands for rows that are left out.
  let keys: [RecordKey]
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
    let entity = WordColumn(entityColumn)
    let item = WordColumn(itemColumn)
    let unit = WordColumn(unitColumn)
    let kind = optional("kind").map(WordColumn.init) ?? WordColumn(absentIn: rows)
    let ownRegion = optional("region").map(WordColumn.init) ?? WordColumn(absentIn: rows)
    let measured = MeasuredColumn(
      ["ncv", "carbon_content", "oxidation", "factor", "uncertainty"].map { optional($0) }, rows: rows)

    entities = entity.words
    let yearColumn = optional("year").map(WordColumn.init)
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
    let yearOfRow = yearColumn?.places
    var joints = [Int64](repeating: 0, count: rows)
    var problems: [Int: RecordProblem] = [:]
    var gaps: [Int] = []
    cells = Cells(count: rows) { target in
      let output = Output(cells: target.baseAddress!, rows: rows)
      joints.withUnsafeMutableBufferPointer { joints in
        let jointOutput = JointOutput(joints: joints.baseAddress!)
        let found = Parallel.mapChunks(of: rows, by: 1 << 16, threads: threads) {
          range -> (problems: [(Int, RecordProblem)], gaps: [Int]) in
          var problems: [(Int, RecordProblem)] = []
          var gaps: [Int] = []
          for row in range {
            output.cells[row] = 0
            jointOutput.joints[row] = -1
            let entityPlace = entity.places[row]
            guard entityPlace >= 0 else {
              problems.append((row, RecordProblem(.noEntity, [:])))
              continue
            }
            var yearPlace: Int32 = 0
            if hasYears {
              let word = yearOfRow![row]
              yearPlace = word >= 0 ? yearPlaces[Int(word)] : -1
              guard yearPlace >= 0 else {
                let text = word >= 0 ? yearColumn!.words[Int(word)] : ""
                problems.append((row, RecordProblem(.badYear, ["year": .text(text)])))
                continue
              }
            }
            let cell = Int(entityPlace) * yearCount + Int(yearPlace)
            output.cells[row] = UInt32(cell)
            let quantity = numbers[row]
            if !(quantity >= 0 && quantity < .infinity) {
              if quantity.isNaN {
                gaps.append(row)
              } else {
                problems.append((row, RecordProblem(.negativeQuantity, ["quantity": .number(quantity)])))
                continue
              }
            }
            let own = ownRegion.places[row]
            let region = own >= 0 && namedRegions[Int(own)] > 0 ? namedRegions[Int(own)] : regionOfCell[cell]
            jointOutput.joints[row] = shape.joint(
              kind: kind.places[row], item: item.places[row], unit: unit.places[row], year: yearPlace, region: region,
              measured: measured.places.isEmpty ? 0 : measured.places[row])
          }
          return (problems, gaps)
        }
        for part in found {
          for (row, problem) in part.problems { problems[row] = problem }
          gaps += part.gaps
        }
      }
    }
    self.problems = problems
    self.gaps = gaps

    let numbering = JointNumbering(joints, shape: shape)
    codes = Cells(count: rows) { target in
      for row in 0..<rows { target[row] = numbering.number(of: joints[row]) }
    }
    let yearsOfKeys = self.years
    keys =
      [RecordKey()]
      + numbering.joints.map { joint in
        let parts = shape.parts(of: joint)
        func word(_ column: WordColumn, _ place: Int) -> String? { place == 0 ? nil : column.words[place - 1] }
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

/// Where the threads write the cells of their rows.
private struct Output: @unchecked Sendable {
  let cells: UnsafeMutablePointer<UInt32>
  let rows: Int
}

private struct JointOutput: @unchecked Sendable {
  let joints: UnsafeMutablePointer<Int64>
}

/// A column as places among its distinct words; −1 is missing or empty.
struct WordColumn: Sendable {
  let places: [Int32]
  let words: [String]

  init(absentIn rows: Int) {
    places = [Int32](repeating: -1, count: rows)
    words = []
  }

  init(_ column: Column) {
    switch column.values {
    case .category(let codes, let levels):
      self.init(codes.places(), levels.map { $0.value.description })
    case .text(let codes, let pool):
      self.init(codes.places(), (0..<pool.count).map { pool[$0] })
    default:
      let numbers = column.numbers()
      var known: [Double: Int32] = [:]
      var words: [String] = []
      let places = numbers.map { number -> Int32 in
        if number.isNaN { return -1 }
        if let place = known[number] { return place }
        let place = Int32(words.count)
        known[number] = place
        words.append(LevelValue(shortest: number).description)
        return place
      }
      self.init(places, words)
    }
  }

  private init(_ places: [Int32], _ words: [String]) {
    self.words = words
    let empty = words.firstIndex(of: "").map(Int32.init)
    let hasMissing = places.contains { $0 < -1 }
    self.places = empty == nil && !hasMissing ? places : places.map { $0 < 0 || $0 == empty ? -1 : $0 }
  }
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

/// Numbers from 1 for the combinations that occur, in ascending order; 0 for rows that are left out.
private struct JointNumbering {
  let joints: [Int64]
  private let dense: [UInt32]
  private let sparse: [Int64: UInt32]

  init(_ rows: [Int64], shape: JointShape) {
    let isDense = shape.size <= 1 << 22
    var found: [Int64] = []
    if isDense {
      var seen = [Bool](repeating: false, count: shape.size)
      for joint in rows where joint >= 0 { seen[Int(joint)] = true }
      for (joint, isSeen) in seen.enumerated() where isSeen { found.append(Int64(joint)) }
    } else {
      found = Set(rows.lazy.filter { $0 >= 0 }).sorted()
    }
    joints = found
    var dense = [UInt32](repeating: 0, count: isDense ? shape.size : 0)
    var sparse: [Int64: UInt32] = [:]
    for (index, joint) in found.enumerated() {
      if isDense { dense[Int(joint)] = UInt32(index + 1) } else { sparse[joint] = UInt32(index + 1) }
    }
    self.dense = dense
    self.sparse = sparse
  }

  func number(of joint: Int64) -> UInt32 {
    if joint < 0 { return 0 }
    return dense.isEmpty ? sparse[joint]! : dense[Int(joint)]
  }
}
