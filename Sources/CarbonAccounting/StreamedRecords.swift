import CKernels
import EmissionFactors
import NumericalMethods
import Tables

/// Which columns of a stream hold what of a record.
struct StreamedColumns: Sendable {
  let requests: [RowStreamRequest]
  let entity: Int
  let quantity: Int
  let year: Int?
  /// Kind, item and unit.
  let words: [Int?]
  /// Columns with which single records would have to be told apart; they must be empty.
  let besides: [Int]
  private let holdsWords: [Bool]

  /// - Returns: `nil` where a column that is needed is missing or holds what a record cannot say.
  init?(_ columns: [RowStreamColumn]) {
    var requests: [RowStreamRequest] = []
    func request(_ name: String, _ form: RowStreamRequest.Form = .keys) -> Int? {
      guard
        let place = AccountColumns.place(
          of: name, among: AccountColumns.activity, in: columns.map { ($0.name, $0.label) })
      else { return nil }
      requests.append(RowStreamRequest(place, form))
      return requests.count - 1
    }
    guard let entity = request("entity"), let item = request("item"), let unit = request("unit"),
      let quantity = request("quantity", .numbers)
    else { return nil }
    self.entity = entity
    self.quantity = quantity
    year = request("year")
    words = [request("kind"), item, unit]
    besides = ["region", "ncv", "carbon_content", "oxidation", "factor", "uncertainty"].compactMap { request($0) }
    self.requests = requests
    holdsWords = requests.map { columns[$0.column].holdsWords }
    guard !holdsWords[quantity], year.map({ !holdsWords[$0] }) ?? true else { return nil }
  }

  func holdsWords(_ request: Int) -> Bool { holdsWords[request] }

  /// The key of a cell in which nothing stands.
  func missingKey(_ request: Int) -> Int32 {
    holdsWords[request] ? RowBlock.missingWord : RowBlock.missingNumber
  }

  func text(_ request: Int, _ key: Int32, in block: RowBlock) -> String {
    holdsWords[request] ? block.word(request, key) : String(key)
  }
}

/// One stretch of records, added up in blocks: enterprises, years and what records say are numbered as they are met.
///
/// A cell is an enterprise in a year, a joint is what a record says besides enterprise and quantity. Both are sums of
/// numbers that the columns of a row add, so no row is looked at as a whole.
struct StreamedRecords {
  let columns: StreamedColumns
  private let fixedYear: Int?
  private let register: EntityRegister?
  private let maker: RecipeMaker

  private(set) var entities: KeyNumbers
  private(set) var entityWords: [String] = []
  private(set) var years: [Int] = []
  /// Kind, item and unit: the words met.
  private(set) var words: [[String]] = [[], [], []]
  /// Those of the register; 0 is none.
  private(set) var regions: [Region?] = [nil]
  private(set) var joints: [Joint] = []
  private(set) var recipes: [LineRecipe] = []
  private(set) var channels: [Channel] = []
  /// For each cell its channels and then the number of its records.
  private(set) var sums: [Double] = []
  /// How many years an enterprise has room for.
  private(set) var yearRoom = 1

  private var yearCells: KeyNumbers
  private var yearParts: KeyNumbers
  private var wordParts: [KeyNumbers]
  private var cellRegions: KeyNumbers
  private var regionPlaces: [UInt32] = []
  private var codes: KeyNumbers
  private var coefficients: [Double] = []
  /// How many bits of a joint kind, item, unit, year and region take.
  private var bits = [2, 4, 2, 2, 1]
  private var hasNewLayout = false

  /// What a record says: places among kinds, items and units (0 is nothing), years and regions.
  struct Joint: Sendable {
    let parts: [Int]

    func key(_ words: [[String]], years: [Int], fixedYear: Int?, regions: [Region?]) -> RecordKey {
      func word(_ column: Int) -> String? { parts[column] == 0 ? nil : words[column][parts[column] - 1] }
      return RecordKey(
        kind: word(0), item: word(1), unit: word(2), year: years.isEmpty ? fixedYear : years[parts[3]],
        region: regions[parts[4]])
    }
  }

  /// The most bits of a joint: four million combinations.
  private static let mostBits = 22

  init(_ columns: StreamedColumns, fixedYear: Int?, register: EntityRegister?, _ maker: RecipeMaker) {
    self.columns = columns
    self.fixedYear = fixedYear
    self.register = register
    self.maker = maker
    entities = KeyNumbers(missingKey: columns.missingKey(columns.entity), missingNumber: nil)
    yearCells = KeyNumbers(missingKey: RowBlock.missingNumber, missingNumber: nil)
    yearParts = yearCells
    wordParts = columns.words.map { request in
      KeyNumbers(missingKey: request.map(columns.missingKey) ?? 0, missingNumber: 0)
    }
    // No cell and no joint has this number.
    cellRegions = KeyNumbers(missingKey: -1, missingNumber: nil)
    codes = cellRegions
  }

  /// Adds the records of a block.
  ///
  /// - Returns: `false` where one of them needs a closer look.
  mutating func add(_ block: RowBlock) -> Bool {
    let rows = block.rowCount
    for request in columns.besides {
      let (keys, missing) = (block.keys(request), columns.missingKey(request))
      for row in 0..<rows where keys[row] != missing { return false }
    }
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 3 * max(rows, 1)) { numbers in
      let cells = numbers.baseAddress!
      let joints = cells + rows
      let codes = joints + rows
      repeat {
        hasNewLayout = false
        cells.update(repeating: 0, count: 3 * rows)
        guard addNumbers(block, cells, joints, codes) else { return false }
      } while hasNewLayout
      let room = entities.count * yearRoom * (channels.count + 1)
      if sums.count < room { sums.append(contentsOf: repeatElement(0, count: max(room, 1 << 12))) }
      return sums.withUnsafeMutableBufferPointer { sums in
        coefficients.withUnsafeBufferPointer { coefficients in
          ck_channel_sums_counted(
            cells, codes, block.numbers(columns.quantity), rows, coefficients.baseAddress, channels.count,
            sums.baseAddress) != 0
        }
      }
    }
  }

  /// The cell and the code of every row. Ends early where a key made a new layout necessary.
  private mutating func addNumbers(
    _ block: RowBlock, _ cells: UnsafeMutablePointer<UInt32>, _ joints: UnsafeMutablePointer<UInt32>,
    _ codes: UnsafeMutablePointer<UInt32>
  ) -> Bool {
    let rows = block.rowCount
    /// Adds the numbers of one column; `learn` gives a number to a key that is met for the first time.
    func add(
      _ keys: UnsafePointer<Int32>, to sums: UnsafeMutablePointer<UInt32>, _ column: (Self) -> KeyNumbers,
      _ records: inout Self, learn: (inout Self, Int32) -> Bool
    ) -> Bool {
      var row = column(records).add(keys, from: 0, to: rows, sums)
      while row < rows {
        guard learn(&records, keys[row]) else { return false }
        if records.hasNewLayout { return true }
        row = column(records).add(keys, from: row, to: rows, sums)
      }
      return true
    }
    guard
      add(
        block.keys(columns.entity), to: cells, { $0.entities }, &self, learn: { $0.learnEntity($1, block) })
    else { return false }
    if let year = columns.year {
      let keys = block.keys(year)
      guard add(keys, to: cells, { $0.yearCells }, &self, learn: { $0.learnYear($1) }) else { return false }
      if hasNewLayout { return true }
      guard add(keys, to: joints, { $0.yearParts }, &self, learn: { _, _ in false }) else { return false }
    }
    for (place, request) in columns.words.enumerated() {
      guard let request else { continue }
      guard
        add(
          block.keys(request), to: joints, { $0.wordParts[place] }, &self,
          learn: { $0.learnWord(place, request, $1, block) })
      else { return false }
      if hasNewLayout { return true }
    }
    if register != nil {
      let isKnown = cells.withMemoryRebound(to: Int32.self, capacity: rows) { cells in
        add(cells, to: joints, { $0.cellRegions }, &self, learn: { $0.learnRegion(ofCell: $1) })
      }
      guard isKnown else { return false }
      if hasNewLayout { return true }
    }
    return joints.withMemoryRebound(to: Int32.self, capacity: rows) { joints in
      add(joints, to: codes, { $0.codes }, &self, learn: { $0.learnJoint($1) })
    }
  }

  // MARK: What is met for the first time

  private mutating func learnEntity(_ key: Int32, _ block: RowBlock) -> Bool {
    guard !entities.isMissing(key), (entities.count + 1) * (yearRoom + 1) <= KeyNumbers.widest else { return false }
    if columns.holdsWords(columns.entity) { entityWords.append(block.word(columns.entity, key)) }
    return entities.add(key, UInt32(entities.count * yearRoom))
  }

  private mutating func learnYear(_ key: Int32) -> Bool {
    guard ActivityCoder.possibleYears.contains(Int(key)) else { return false }
    let place = years.count
    years.append(Int(key))
    if years.count > yearRoom { widenYears() }
    guard makeRoom(for: place, ofPart: 3) else { return false }
    return yearCells.add(key, UInt32(place)) && yearParts.add(key, UInt32(place << shift(of: 3)))
  }

  private mutating func learnWord(_ place: Int, _ request: Int, _ key: Int32, _ block: RowBlock) -> Bool {
    words[place].append(columns.text(request, key, in: block))
    let number = words[place].count
    guard makeRoom(for: number, ofPart: place) else { return false }
    return wordParts[place].add(key, UInt32(number << shift(of: place)))
  }

  private mutating func learnRegion(ofCell cell: Int32) -> Bool {
    let entity = Int(cell) / yearRoom
    let name = columns.holdsWords(columns.entity) ? entityWords[entity] : String(entities.keys[entity])
    let region = register?.region(of: name, year: years.isEmpty ? fixedYear : years[Int(cell) % yearRoom])
    let place = regions.firstIndex(of: region) ?? regions.count
    if place == regions.count { regions.append(region) }
    regionPlaces.append(UInt32(place))
    guard makeRoom(for: place, ofPart: 4) else { return false }
    return cellRegions.add(cell, UInt32(place << shift(of: 4)))
  }

  private mutating func learnJoint(_ number: Int32) -> Bool {
    let joint = Joint(
      parts: bits.indices.map { part in Int(number) >> shift(of: part) & ((1 << bits[part]) - 1) })
    let key = joint.key(words, years: years, fixedYear: fixedYear, regions: regions)
    guard let recipe = try? maker.recipe(for: key), !recipe.isFarFetched else { return false }
    guard codes.add(number, UInt32(recipes.count)) else { return false }
    joints.append(joint)
    recipes.append(recipe)
    let known = channels
    channels += ChannelPlan([recipe]).channels.filter { !known.contains($0) }
    if channels.count > known.count {
      widenSums(from: known.count)
      coefficients = recipes.flatMap { recipe in channels.map { $0.coefficient(of: recipe) } }
    } else {
      coefficients += channels.map { $0.coefficient(of: recipe) }
    }
    return true
  }

  // MARK: More room

  private func shift(of part: Int) -> Int { bits[..<part].reduce(0, +) }

  /// Gives a part of the joints the bits that `place` takes; all numbers of joints change with it.
  private mutating func makeRoom(for place: Int, ofPart part: Int) -> Bool {
    guard place >> bits[part] > 0 else { return true }
    while place >> bits[part] > 0 { bits[part] += 1 }
    guard bits.reduce(0, +) <= Self.mostBits else { return false }
    hasNewLayout = true
    for column in wordParts.indices {
      let shift = shift(of: column)
      wordParts[column].renumber { UInt32(($0 + 1) << shift) }
    }
    let (yearShift, regionShift, regions) = (shift(of: 3), shift(of: 4), regionPlaces)
    yearParts.renumber { UInt32($0 << yearShift) }
    cellRegions.renumber { regions[$0] << UInt32(regionShift) }
    codes = KeyNumbers(missingKey: -1, missingNumber: nil)
    for (code, joint) in joints.enumerated() {
      let number = joint.parts.enumerated().reduce(0) { $0 + $1.element << shift(of: $1.offset) }
      guard codes.add(Int32(number), UInt32(code)) else { return false }
    }
    return true
  }

  private mutating func widenYears() {
    hasNewLayout = true
    let (before, stride) = (yearRoom, channels.count + 1)
    yearRoom += 1
    let (room, old) = (yearRoom, sums)
    sums = [Double](repeating: 0, count: entities.count * room * stride)
    for cell in 0..<min(entities.count * before, old.count / stride) {
      let target = cell / before * room + cell % before
      for channel in 0..<stride { sums[target * stride + channel] = old[cell * stride + channel] }
    }
    entities.renumber { UInt32($0 * room) }
    // Cells have other numbers now.
    cellRegions = KeyNumbers(missingKey: -1, missingNumber: nil)
    regionPlaces = []
  }

  private mutating func widenSums(from before: Int) {
    let (old, stride) = (sums, channels.count + 1)
    let cells = old.count / (before + 1)
    sums = [Double](repeating: 0, count: cells * stride)
    for cell in 0..<cells {
      for channel in 0..<before { sums[cell * stride + channel] = old[cell * (before + 1) + channel] }
      sums[cell * stride + stride - 1] = old[cell * (before + 1) + before]
    }
  }
}
