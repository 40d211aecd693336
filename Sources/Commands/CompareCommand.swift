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
      Example(
        "tansuo compare survey.csv --of score --by province --adjust-for sector,size --cluster enterprise",
        Label(
          chinese: "控制行业与规模后各省的差异", english: "what is left between provinces of one sector and size")),
    ],
    operands: [.data],
    options: [.of.required, .by.required, .adjustFor, .model, .naive, .style, .suppress] + .design + .opening
  ) { invocation, surroundings throws(Fault) in
    let open = try OpenTable(invocation, surroundings)
    let whole = try ColumnSelection(invocation.required(.of)).column(in: open.table)
    let by = try ColumnSelection(invocation.required(.by)).column(in: open.table)
    let design = try SurveyDesign(invocation, open)
    let hidden = try HiddenGroups(of: whole, by: by, in: design, under: invocation.disclosureRule())
    if let hidden, hidden.shown < 2 { return hidden.output(open) }
    let metric = hidden?.metric ?? whole
    let comparison = try GroupComparison(
      of: metric, by: by, in: design, keepsNaive: invocation.flag(.naive))
    let suppressed = hidden.map {
      SuppressedComparison(comparison, levels: $0.levels, suppression: $0.suppression)
    }
    let style = invocation.choice(.style, of: TableStyle.self) ?? .spss
    let adjusted = try invocation.adjustedComparison(of: metric, by: by, in: design, open)
    let method = open.method([
      "adjustment": adjusted.map { .string("predictive margins, \($0.model.model.rawValue)") } ?? .null,
      "means": design == nil ? "rows" : "weighted", "interval": "t", "level": 0.95, "pairwise": "holm",
      "pairwiseTest": design == nil ? "welch-t" : "design-t",
      "median": design == nil ? "middle" : "inverse-distribution",
      "mannWhitney": "normal-with-continuity-correction", "naiveTests": "unweighted",
    ])
    return Output(
      document: { language in
        suppressed?.document(style: style, in: language, adjusted: adjusted)
          ?? comparison.document(style: style, in: language, adjusted: adjusted)
      },
      envelope: { language throws(Fault) in
        try Envelope(
          "compare/1", inputs: [open.input], method: method,
          result: suppressed?.json(in: language, adjusted: adjusted)
            ?? comparison.json(in: language, adjusted: adjusted))
      },
      caveats: open.caveats + (design?.caveats ?? []) + comparison.caveats + (adjusted?.caveats ?? [])
        + (suppressed.map { [$0.caveat] } ?? []), ending: suppressed == nil ? .done : .withheldPart)
  }
}

extension HiddenGroups {
  /// What `compare` answers where no two groups are left.
  fileprivate func output(_ open: OpenTable) -> Output {
    let suppressed = SuppressedComparison(nil, levels: levels, suppression: suppression)
    return Output(
      document: { language in suppressed.document(style: .spss, in: language) },
      envelope: { language throws(Fault) in
        try Envelope(
          "compare/1", inputs: [open.input], method: open.method([:]), result: suppressed.json(in: language))
      },
      caveats: open.caveats + [suppressed.caveat], ending: .withheldPart)
  }
}

extension Invocation {
  /// What `--adjust-for` asks for; rows drawn one by one where no design is named.
  fileprivate func adjustedComparison(
    of metric: Column, by: Column, in design: SurveyDesign?, _ open: OpenTable
  ) throws(Fault) -> AdjustedComparison? {
    guard let selection = columns(.adjustFor) else { return nil }
    let sampling: SurveyDesign
    if let design { sampling = design } else { sampling = try SurveyDesign(of: open.table) }
    return try AdjustedComparison(
      of: metric, by: by, adjustingFor: open.columns(selection), in: sampling,
      kind: choice(.model, of: DesignRegression.Model.self))
  }
}

extension CommandOption {
  static let of = CommandOption(
    "of", .column, Label(chinese: "要比较的数值列", english: "the column of numbers to compare"))
  static let adjustFor = CommandOption(
    "adjust-for", .columns,
    Label(chinese: "调整变量：在这些方面相同的条件下比较", english: "columns in which the groups are made alike first"))
  static let model = CommandOption(
    "model", .choice(of: DesignRegression.Model.self),
    Label(
      chinese: "调整所用的回归；未给时 0/1 指标用逻辑回归，其余用线性回归",
      english: "the regression of --adjust-for; logistic for a metric of 0 and 1 unless given"))
}
