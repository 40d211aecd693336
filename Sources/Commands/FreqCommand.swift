import CommandGrammar
import CrosstabPresentation
import Crosstabs
import Documents
import Evidence
import NumericalMethods
import Presentation
import StructuredText
import SurveyDesigns
import Tables

extension CommandDescription {
  static let freq = CommandDescription(
    "freq", in: .look,
    Label(chinese: "各选项的频数、占比与 95% 区间", english: "counts, shares and 95% intervals of answers"),
    examples: [
      Example("tansuo freq survey.csv --items q1-q8", Label(chinese: "八道题", english: "eight questions")),
      Example(
        "tansuo freq survey.sav --items 满意度 --where 'province=山东'",
        Label(chinese: "按标签选题，只看一个省", english: "by label, one province only")),
      Example(
        "tansuo freq survey.csv --items q1 --weights w --cluster enterprise",
        Label(chinese: "加权占比，区间考虑企业内的相似性", english: "weighted shares whose intervals heed the enterprises")),
      Example(
        "tansuo freq counts.csv --items answer --freq n",
        Label(chinese: "汇总表：每行代表 n 个个案", english: "a table of counts: each row stands for n cases")),
    ],
    operands: [.data], options: [.items, .freq, .style, .suppress] + .design + .opening
  ) { invocation, surroundings throws(Fault) in
    let open = try OpenTable(invocation, surroundings)
    let style = invocation.choice(.style, of: TableStyle.self) ?? .spss
    let counts = try open.counts(invocation)
    let design = try SurveyDesign(invocation, open)
    if design != nil, counts != nil { throw Fault(OpeningFault.countsAndDesign) }
    let tables = try open.frequencyTables(invocation, counts: counts, design: design, threads: surroundings.threads)
    let rule = try invocation.disclosureRule()
    let shown = tables.map { table in
      (table: table, suppressed: rule.flatMap { SuppressedFrequencies(table, rule: $0) })
    }
    let hidden = shown.compactMap(\.suppressed)
    let method = open.method([
      "interval": design == nil ? "wilson" : "logit", "level": 0.95, "shares": design == nil ? "valid" : "weighted",
    ])
    return Output(
      document: { language in
        Document(
          title: language == .chinese ? "频数表" : "Frequencies", language: language.rawValue,
          shown.flatMap { table, suppressed in
            if let suppressed { return suppressed.blocks(style: style, in: language) }
            return [.table(table.documentTable(style: style, in: language))]
              + [table.figure(in: language)].compactMap { $0.map(Block.figure) }
          })
      },
      envelope: { language throws(Fault) in
        try Envelope(
          "freq/1", inputs: [open.input], method: method,
          result: ["items": .array(shown.map { $0.suppressed?.json(in: language) ?? $0.table.json(in: language) })])
      },
      caveats: open.caveats + (design?.caveats ?? []) + hidden.map(\.caveat),
      ending: hidden.isEmpty ? .done : .withheldPart)
  }
}

extension OpenTable {
  /// How many cases each row stands for, where a column says so.
  func counts(_ invocation: Invocation) throws(Fault) -> [Int]? {
    guard let selection = invocation.columns(.freq) else { return nil }
    let column = try selection.column(in: table)
    var counts = [Int](repeating: 0, count: table.rowCount)
    for row in counts.indices {
      guard let number = column.number(at: row) else { continue }
      guard number >= 0, number == number.rounded(), number < 9e15 else {
        throw Fault(
          OpeningFault.notACount, at: Place(file: location),
          [
            "column": .text(column.name), "value": .text(LevelValue(shortest: number).description),
            "row": .integer(fileRow(row)),
          ])
      }
      counts[row] = Int(number)
    }
    return counts
  }

  fileprivate func frequencyTables(
    _ invocation: Invocation, counts: [Int]?, design: SurveyDesign?, threads: Int
  ) throws(Fault) -> [FrequencyTable] {
    let table = table
    /// The sets that were named stand as one question; all of them where nothing was named.
    let words = invocation.columns(.items)?.words
    let sets = table.responseSets.filter { words?.contains($0.name) ?? true }
    let members = Set(sets.flatMap(\.members))
    let countColumn = try invocation.columns(.freq)?.column(in: table).name
    var columns = try columns(invocation.columns(.items)).filter {
      !members.contains($0.name) && $0.name != countColumn
    }
    if words == nil {
      let designColumns = try SurveyDesign.columnNames(invocation, table)
      columns = columns.filter { $0.hasAnswersToCount && !designColumns.contains($0.name) }
    }
    let single = columns
    let tables = try Parallel.map(single.count, threads: threads) { (index) throws(Fault) in
      if let design { return try FrequencyTable(of: single[index], in: design) }
      return try FrequencyTable(of: single[index], counts: counts)
    }
    var several: [FrequencyTable] = []
    for set in sets {
      if let design {
        several.append(try FrequencyTable(of: set, in: table, design: design))
      } else {
        several.append(try FrequencyTable(of: set, in: table, counts: counts))
      }
    }
    return tables + several
  }
}

extension Column {
  /// Whether counting the values one by one tells anything: not for open text, measurements and running numbers.
  fileprivate var hasAnswersToCount: Bool {
    switch values {
    case .category: true
    case .integer: (try? categories(limit: 30)) != nil
    case .real, .date, .dateTime, .text: false
    }
  }
}
