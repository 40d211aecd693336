import Evidence
import SurveyDesigns
import Tables

/// How often each answer to one question was given.
///
///     let table = try FrequencyTable(of: survey["q1"]!)
///     table.lines[0].share        // of the valid answers
public struct FrequencyTable: Sendable, Hashable {
  /// One answer.
  public struct Line: Sendable, Hashable {
    public let level: Level
    /// Rows, or the sum of a column of counts.
    public let count: Int
    /// Of the valid answers; of the respondents where several answers are allowed. `nil` where there are none.
    public let share: Double?
    public let interval: ConfidenceInterval?
    /// Of all ticks, where several answers are allowed.
    public let shareOfAnswers: Double?
    /// Under a design: of the share.
    public let standardError: Double?
    public let designEffect: Double?
  }

  /// Rows that gave no answer, by the way in which they gave none.
  public struct Missing: Sendable, Hashable {
    public let way: MissingValue
    public let count: Int
  }

  public let name: String
  public let label: Label
  /// Valid answers; respondents with at least one valid answer where several are allowed.
  public let n: Int
  public let missing: Int
  public let missingWays: [Missing]
  public let lines: [Line]
  public let allowsSeveral: Bool
  /// Whether shares are weighted and intervals those of a sampling design.
  public let isDesignBased: Bool
  /// Whether rows weigh differently.
  public let isWeighted: Bool

  /// Counts the answers of a column. With `counts`, each row stands for so many cases.
  ///
  /// - Throws: `table-too-many-categories`.
  public init(of column: Column, counts: [Int]? = nil, limit: Int = 2000) throws(Fault) {
    let categories = try column.categories(limit: limit)
    var answers = [Int](repeating: 0, count: categories.levels.count)
    var ways = [Int](repeating: 0, count: categories.missing.count)
    func count(_ place: Int32, _ times: Int) {
      if place >= 0 { answers[Int(place)] += times } else { ways[Int(-1 - place)] += times }
    }
    if let counts {
      for (row, place) in categories.codes.places().enumerated() { count(place, counts[row]) }
    } else if case .bytes(let cells) = categories.codes {
      let histogram = cells.histogram()
      for index in answers.indices { answers[index] = histogram[index] }
      for slot in ways.indices { ways[slot] = histogram[255 - slot] }
    } else {
      for place in categories.codes.places() { count(place, 1) }
    }
    self.init(
      name: column.name, label: column.label, levels: categories.levels, answers: answers,
      n: answers.reduce(0, +), missingWays: zip(categories.missing, ways).map(Missing.init), allowsSeveral: false)
  }

  /// Counts the options of a question that allows several. A respondent who ticked nothing and skipped no member counts.
  public init(of set: MultipleResponseSet, in table: Table, counts: [Int]? = nil) throws(Fault) {
    let options = try Self.options(of: set, in: table)
    let answered = options.answered
    let answers = options.rows.map { rows in rows.reduce(0) { $0 + (counts?[$1] ?? 1) } }
    let n = answered.indices.reduce(0) { answered[$1] ? $0 + (counts?[$1] ?? 1) : $0 }
    self.init(
      name: set.name, label: set.label, levels: options.levels, answers: answers, n: n,
      missingWays: Self.waysOfSkipping(set, in: table, answered: answered) { counts?[$0] ?? 1 }, allowsSeveral: true)
  }

  private init(
    name: String, label: Label, levels: [Level], answers: [Int], n: Int, missingWays: [Missing], allowsSeveral: Bool
  ) {
    let ticks = answers.reduce(0, +)
    self.name = name
    self.label = label
    self.n = n
    self.missingWays = missingWays.filter { $0.count > 0 }
    missing = missingWays.reduce(0) { $0 + $1.count }
    self.allowsSeveral = allowsSeveral
    isDesignBased = false
    isWeighted = false
    lines = zip(levels, answers).map { level, count in
      Line(
        level: level, count: count, share: n > 0 ? Double(count) / Double(n) : nil,
        interval: ProportionInterval.wilson(successes: Double(count), trials: Double(n)),
        shareOfAnswers: allowsSeveral && ticks > 0 ? Double(count) / Double(ticks) : nil, standardError: nil,
        designEffect: nil)
    }
  }

  init(
    name: String, label: Label, n: Int, missingWays: [Missing], lines: [Line], allowsSeveral: Bool,
    in design: SurveyDesign
  ) {
    self.name = name
    self.label = label
    self.n = n
    self.missingWays = missingWays.filter { $0.count > 0 }
    missing = missingWays.reduce(0) { $0 + $1.count }
    self.lines = lines
    self.allowsSeveral = allowsSeveral
    isDesignBased = true
    isWeighted = design.weights.contains { $0 != 0 && $0 != 1 }
  }

  /// The options of a question that allows several, who answered it at all, and the rows that ticked each, in order.
  package static func options(
    of set: MultipleResponseSet, in table: Table
  ) throws(Fault) -> (levels: [Level], answered: [Bool], rows: [[Int]]) {
    var columns: [Column] = []
    for member in set.members {
      guard let column = table[member] else { throw table.noSuchColumn(member) }
      columns.append(column)
    }
    var answered = [Bool](repeating: false, count: table.rowCount)
    switch set.coding {
    case .dichotomies(let counted):
      let rows = columns.map { column in
        (0..<table.rowCount).filter { row in
          guard let value = column.value(at: row) else { return false }
          answered[row] = true
          return same(value, counted)
        }
      }
      return (columns.map { Level(.text($0.name), label: $0.label) }, answered, rows)
    case .categories:
      var found: [LevelValue: (label: Label, rows: Set<Int>)] = [:]
      for column in columns {
        let categories = try column.categories()
        for level in categories.levels where found[level.value] == nil { found[level.value] = (level.label, []) }
        for row in 0..<table.rowCount {
          let place = categories.codes[row]
          guard place >= 0 else { continue }
          answered[row] = true
          // An option named twice by one respondent is one answer.
          found[categories.levels[Int(place)].value]!.rows.insert(row)
        }
      }
      let sorted = found.sorted { $0.key < $1.key }
      return (sorted.map { Level($0, label: $1.label) }, answered, sorted.map { $1.rows.sorted() })
    }
  }

  /// Why respondents have no answer to any member: the reason all members give, else only that there is no entry.
  static func waysOfSkipping(
    _ set: MultipleResponseSet, in table: Table, answered: [Bool], times: (Int) -> Int
  ) -> [Missing] {
    let columns = set.members.compactMap { table[$0] }
    var ways: [MissingValue] = []
    var counts: [Int] = []
    for row in answered.indices where !answered[row] {
      let found = columns.map { column in column.missingSlot(at: row).map { column.missing[$0] } ?? .system }
      let isOne = found.dropFirst().allSatisfy { $0 == found[0] }
      let way = isOne ? found.first ?? .system : .system
      if let place = ways.firstIndex(of: way) {
        counts[place] += times(row)
      } else {
        ways.append(way)
        counts.append(times(row))
      }
    }
    return zip(ways, counts).map(Missing.init)
  }

  /// A tick is a tick whether the file holds 1, 1.0 or "1".
  private static func same(_ value: LevelValue, _ counted: LevelValue) -> Bool {
    value == counted || (value.number != nil && value.number == counted.number)
      || value.description == counted.description
  }
}
