import Crosstabs
import Evidence
import Tables

/// Several yes-or-no questions to the same people: Cochran's Q over all of them, McNemar's test of every two.
public struct RepeatedQuestions: Sendable, Hashable {
  public struct Pair: Sendable, Hashable {
    public let first: Int
    public let second: Int
    /// `nil` where all answered both alike.
    public let test: McNemarTest?
    public fileprivate(set) var adjustedP: Double?
  }

  public let names: [String]
  public let labels: [Label]
  /// The answer that counts as yes; which of the two it is changes no test.
  public let counted: LevelValue?
  /// Of all rows, those that lack an answer.
  public let excluded: Int
  public let test: CochranQTest
  public let pairs: [Pair]

  /// Rows that answer every question. The greater of the two values counts as yes.
  ///
  /// - Throws: `crosstab-not-two-answers`, `crosstab-no-common-rows`, `crosstab-no-discordant-pairs`.
  public init(_ questions: [Categories]) throws(Fault) {
    var values: Set<LevelValue> = []
    for question in questions {
      let used = Set(question.codes.places()).filter { $0 >= 0 }
      values.formUnion(used.map { question.levels[Int($0)].value })
      guard values.count <= 2 else {
        throw Fault(
          CrosstabFault.notTwoAnswers,
          ["column": .text(question.name), "answers": .list(values.sorted().map(\.description))])
      }
    }
    let yes = values.max()
    let places = questions.map { $0.codes.places() }
    let isYes = questions.map { $0.levels.map { $0.value == yes } }
    let rows = (places.first ?? []).indices.filter { row in places.allSatisfy { $0[row] >= 0 } }
    guard !rows.isEmpty else {
      throw Fault(
        CrosstabFault.noCommonRows,
        [
          "rows": .text(questions.first?.name ?? ""), "columns": .text(questions.last?.name ?? ""),
          "excluded": .integer(places.first?.count ?? 0),
        ])
    }
    try self.init(
      rows.map { row in questions.indices.map { isYes[$0][Int(places[$0][row])] } }, names: questions.map(\.name),
      labels: questions.map(\.label), counted: yes, excluded: (places.first?.count ?? 0) - rows.count)
  }

  /// The options of a question that allows several, as yes-or-no questions to everybody who ticked anything or passed.
  public init(_ set: MultipleResponseSet, in table: Table) throws(Fault) {
    let options = try TickedOptions(of: set, in: table)
    try self.init(
      options.ticks, names: options.levels.map(\.value.description), labels: options.levels.map(\.label), counted: nil,
      excluded: table.rowCount - options.rows.count)
  }

  private init(
    _ answers: [[Bool]], names: [String], labels: [Label], counted: LevelValue?, excluded: Int
  ) throws(Fault) {
    test = try CochranQTest(answers)
    self.names = names
    self.labels = labels
    self.counted = counted
    self.excluded = excluded
    var pairs: [Pair] = []
    for first in names.indices {
      for second in names.indices where second > first {
        var cells = [Int](repeating: 0, count: 4)
        for answer in answers { cells[(answer[first] ? 0 : 2) + (answer[second] ? 0 : 1)] += 1 }
        let table = try ContingencyTable(
          rows: .init(name: names[first], count: 2), columns: .init(name: names[second], count: 2), counts: cells)
        pairs.append(Pair(first: first, second: second, test: cells[1] + cells[2] == 0 ? nil : try McNemarTest(table)))
      }
    }
    let adjusted = PValueAdjustment.holm.adjusted(pairs.map { $0.test.map { $0.exact?.pValue ?? $0.pValue } })
    for place in pairs.indices { pairs[place].adjustedP = adjusted[place] }
    self.pairs = pairs
  }
}

/// Who ticked which option of a question that allows several.
public struct TickedOptions: Sendable {
  public let levels: [Level]
  /// The rows of those who answered at all.
  public let rows: [Int32]
  /// For each of ``rows``, one tick or none an option.
  public let ticks: [[Bool]]

  public init(of set: MultipleResponseSet, in table: Table) throws(Fault) {
    let options = try FrequencyTable.options(of: set, in: table)
    let answered = options.answered.indices.filter { options.answered[$0] }
    var place = [Int](repeating: -1, count: options.answered.count)
    for (index, row) in answered.enumerated() { place[row] = index }
    var ticks = [[Bool]](
      repeating: [Bool](repeating: false, count: options.levels.count), count: answered.count)
    for (option, rows) in options.rows.enumerated() {
      for row in rows { ticks[place[row]][option] = true }
    }
    levels = options.levels
    rows = answered.map { Int32($0) }
    self.ticks = ticks
  }
}
