import CommandGrammar
import Documents
import Evidence
import GroupComparisons
import Presentation
import StructuredText
import SurveyDesigns
import Tables

extension CommandDescription {
  static let compare = CommandDescription(
    "compare", in: .test,
    Label(chinese: "各组之间比较一个指标：均值、检验、两两比较", english: "a metric between groups: means, tests, every pair"),
    examples: [
      Example(
        "tansuo compare survey.csv --of score --by province",
        Label(chinese: "各省的得分", english: "the score of each province")),
      Example(
        "tansuo compare survey.csv --of score --by sector --weights w --cluster enterprise",
        Label(chinese: "加权，并考虑企业内的相似性", english: "weighted, heeding that people of one enterprise are alike")),
    ],
    operands: [.data], options: [.of.required, .by.required, .naive, .style] + .design + .opening
  ) { invocation, surroundings throws(Fault) in
    let open = try OpenTable(invocation, surroundings)
    let metric = try ColumnSelection(invocation.required(.of)).column(in: open.table)
    let by = try ColumnSelection(invocation.required(.by)).column(in: open.table)
    let design = try SurveyDesign(invocation, open)
    let comparison = try GroupComparison(
      of: metric, by: by, in: design, keepsNaive: invocation.flag(.naive))
    let style = invocation.choice(.style, of: TableStyle.self) ?? .spss
    let language = surroundings.language
    let method = open.method([
      "means": design == nil ? "rows" : "weighted", "interval": "t", "level": 0.95, "pairwise": "holm",
      "pairwiseTest": design == nil ? "welch-t" : "design-t",
      "median": design == nil ? "middle" : "inverse-distribution",
      "mannWhitney": "normal-with-continuity-correction", "naiveTests": "unweighted",
    ])
    return Output(
      document: comparison.document(style: style, in: language),
      envelope: try Envelope(
        "compare/1", inputs: [open.input], method: method, result: comparison.json(in: language)),
      caveats: open.caveats + (design?.caveats ?? []) + comparison.caveats)
  }
}

extension CommandOption {
  static let of = CommandOption(
    "of", .column, Label(chinese: "要比较的数值列", english: "the column of numbers to compare"))
}
