import CommandGrammar
import Evidence
import NumericalMethods
import Presentation
import StructuredText
import Tables

extension CommandDescription {
  static let describe = CommandDescription(
    "describe", in: .look,
    Label(chinese: "列出每一列的标签、类型、取值和缺失原因", english: "show each column with its label, kind, values and missing reasons"),
    examples: [
      Example("tansuo describe survey.csv", Label(chinese: "一个 CSV 文件", english: "a CSV file")),
      Example("tansuo describe book.xlsx#2022", Label(chinese: "工作簿中的一个工作表", english: "one sheet of a workbook")),
      Example(
        "tansuo describe survey.sav --lang zh",
        Label(chinese: "SPSS 文件，中文标签", english: "an SPSS file, with Chinese labels")),
    ],
    operands: [.data], options: [.items] + .opening
  ) { invocation, surroundings throws(Fault) in
    let open = try OpenTable(invocation, surroundings)
    let columns = try open.columns(invocation.columns(.items))
    let names = Set(columns.map(\.name))
    let table = open.table.keepingColumns { names.contains($0.name) }
    let summaries = Parallel.map(table.columns.count, threads: surroundings.threads) {
      ColumnSummary(table.columns[$0])
    }
    let description = TableDescription(table, summaries: summaries)
    return Output(
      document: { language in description.document(in: language) },
      envelope: { language throws(Fault) in
        try Envelope(
          "describe/1", inputs: [open.input], method: open.method([:]),
          result: description.json(in: language))
      },
      caveats: open.caveats)
  }

  /// The names of a file's columns, a line each, for the shells' completions.
  static let columns = CommandDescription(
    "__columns", in: .workshop, Label(chinese: "列名，供补全使用", english: "column names, for completions"), examples: [],
    operands: [.data], isHidden: true
  ) { invocation, surroundings throws(Fault) in
    let open = try OpenTable(invocation, surroundings)
    return Output(text: open.table.columns.map { $0.name + "\n" }.joined())
  }
}
