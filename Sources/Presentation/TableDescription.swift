import Documents
import Evidence
import Phrasebook
import StructuredText
import SurveyDesigns
import Tables

/// A table at a glance: each column with its label, kind, values and reasons for missing ones.
public struct TableDescription: Sendable {
  public let table: Table
  public let summaries: [ColumnSummary]

  public init(_ table: Table, summaries: [ColumnSummary]) {
    self.table = table
    self.summaries = summaries
  }

  /// `{"rows": …, "items": [{"name": …, "n": …, "missing": …, "levels": […]}], "responseSets": […]}`
  public func json(in language: Language) -> JSONValue {
    [
      "rows": .integer(table.rowCount),
      "label": table.label.json,
      "items": .array(zip(table.columns, summaries).map { item($0, $1, language) }),
      "responseSets": .array(table.responseSets.map(Self.set)),
    ]
  }

  private func item(_ column: Column, _ summary: ColumnSummary, _ language: Language) -> JSONValue {
    [
      "name": .string(summary.name), "label": summary.label.json, "kind": .string(summary.kind),
      "n": .integer(summary.n), "missing": .integer(column.count - summary.n),
      "missingReasons": .array(
        summary.missing.map {
          [
            "reason": .string($0.way.reason.rawValue), "value": JSONValue($0.way.value?.description),
            "label": $0.way.label.json, "count": .integer($0.count),
          ]
        }),
      "distinct": JSONValue(summary.distinct),
      "levels": .array(
        summary.levels.map {
          let interval = ProportionInterval.wilson(successes: Double($0.count), trials: Double(summary.n))
          return [
            "value": .string($0.level.value.description), "label": .string($0.level.text(in: language)),
            "count": .integer($0.count), "share": summary.n > 0 ? .number(Double($0.count) / Double(summary.n)) : .null,
            "low": JSONValue(interval?.low), "high": JSONValue(interval?.high),
          ]
        }),
      "minimum": JSONValue(summary.range?.lowerBound), "maximum": JSONValue(summary.range?.upperBound),
      "mean": JSONValue(summary.mean), "standardDeviation": JSONValue(summary.standardDeviation),
      "question": column.notes.wording.json, "unit": JSONValue(column.notes.unit),
      "reversed": .boolean(column.notes.isReversed),
    ]
  }

  private static func set(_ set: MultipleResponseSet) -> JSONValue {
    let coding: JSONValue
    switch set.coding {
    case .dichotomies(let counted): coding = ["kind": "dichotomies", "counted": counted.json]
    case .categories: coding = ["kind": "categories"]
    }
    return [
      "name": .string(set.name), "label": set.label.json, "members": JSONValue(set.members), "coding": coding,
    ]
  }

  public func document(in language: Language) -> Document {
    let chinese = language == .chinese
    let title =
      "\(table.name): "
      + (chinese
        ? "\(table.rowCount) 行 × \(table.columns.count) 列"
        : counted(table.rowCount, "row", "rows") + " × " + counted(table.columns.count, "column", "columns"))
    var blocks: [Block] = []
    if let label = table.label.text(in: language) { blocks.append(.paragraph(Phrase(label))) }
    blocks.append(
      .table(
        DocumentTable(
          title: Phrase(title),
          columns: [
            .init(chinese ? "列" : "Column"), .init(chinese ? "类型" : "Kind"), .init(chinese ? "有效" : "Valid", .right),
            .init(chinese ? "缺失" : "Missing", .right), .init(chinese ? "取值" : "Values"),
          ],
          rows: zip(table.columns, summaries).map { row($0, $1, language) })))
    if !table.responseSets.isEmpty {
      blocks.append(
        .table(
          DocumentTable(
            title: chinese ? "多选题" : "Multiple-response sets",
            columns: [.init(chinese ? "名称" : "Set"), .init(chinese ? "成员列" : "Columns")],
            rows: table.responseSets.map {
              .init([.init(Naming.column($0.name, $0.label, in: language)), .init($0.members.joined(separator: ", "))])
            })))
    }
    return Document(title: title, language: language.rawValue, blocks)
  }

  private func row(_ column: Column, _ summary: ColumnSummary, _ language: Language) -> DocumentTable.Row {
    let missing = summary.missing.map { entry -> String in
      // What the file leaves empty needs no word, unless other reasons stand beside it.
      if summary.missing.count == 1, entry.way == .system { return String(entry.count) }
      return "\(Naming.missing(entry.way, in: language)) \(entry.count)"
    }
    return .init([
      .init(Naming.column(summary.name, summary.label, in: language)),
      .init(ColumnKind.name(summary.kind, in: language)), .init(String(summary.n)),
      .init(missing.isEmpty ? "0" : missing.joined(separator: ", ")), .init(values(of: column, summary, language)),
    ])
  }

  /// A few levels, a range, or how many different texts there are.
  private func values(of column: Column, _ summary: ColumnSummary, _ language: Language) -> String {
    let chinese = language == .chinese
    if !summary.levels.isEmpty {
      let shown = summary.levels.prefix(6).map { entry -> String in
        let text = entry.level.text(in: language)
        let value = entry.level.value.description
        return text == value ? text : "\(value)=\(text)"
      }
      let rest = summary.levels.count - shown.count
      return shown.joined(separator: " ")
        + (rest > 0 ? (chinese ? " …等 \(summary.levels.count) 项" : " … \(summary.levels.count) in all") : "")
    }
    if let range = summary.range {
      var text = "\(shown(range.lowerBound, column)) … \(shown(range.upperBound, column))"
      if let mean = summary.mean {
        text += chinese ? "，均值 " : ", mean "
        text += DisplayRule.decimals(2).text(mean, style: .gb)
      }
      return text
    }
    guard summary.n > 0, let distinct = summary.distinct else { return DisplayRule.missing }
    return chinese ? "\(distinct) 种不同的文本" : "\(distinct) different texts"
  }

  private func shown(_ number: Double, _ column: Column) -> String {
    switch column.values {
    case .date: CalendarDate(daysSince1970: Int(number)).description
    case .dateTime: CalendarDate.dateTime(secondsSince1970: Int64(number))
    default: LevelValue(shortest: number).description
    }
  }
}
