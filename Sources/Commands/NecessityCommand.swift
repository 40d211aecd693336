import BottleneckPresentation
import Bottlenecks
import CommandGrammar
import Documents
import Evidence
import Phrasebook
import Presentation
import StructuredText
import Tables

extension CommandDescription {
  static let necessity = CommandDescription(
    "nca", in: .test,
    Label(
      chinese: "必要条件分析：没有足够的条件，结果到不了多高", english: "necessary conditions: how much outcome there is without a condition"),
    details: [
      Label(
        chinese: "两种上限：CE-FDH（阶梯）和 CR-FDH（直线）；瓶颈表以百分比、百分位和实际单位给出。同一位置的多个上限点算一个，--compat r 时如 R 的 NCA 包按个案数计。",
        english:
          "Two ceilings, CE-FDH (steps) and CR-FDH (a line); the bottleneck table in percent, percentiles and actual units. Several cases at one place of the ceiling count once; with --compat r each counts, as in R's package NCA."
      )
    ],
    examples: [
      Example(
        "tansuo nca survey.csv --condition training --outcome quality",
        Label(chinese: "培训是否是数据质量的必要条件", english: "whether training is necessary for the quality of data")),
      Example(
        "tansuo nca survey.csv --condition training,staffing --outcome quality --permutations 50000 --seed 7",
        Label(chinese: "多个条件，重排 5 万次", english: "several conditions, 50,000 permutations")),
      Example(
        "tansuo nca enterprises.csv --condition training --outcome intensity --corner lower-left",
        Label(chinese: "低强度是否需要培训：空角在左下", english: "whether a low intensity needs training: the lower left is empty")),
    ],
    operands: [.data],
    options: [
      .condition.required, .outcome.required, .permutations, .corner, .levelSteps, .conditionScope, .outcomeScope,
      .seed, .compat, .style,
    ] + .opening
  ) { invocation, surroundings throws(Fault) in
    let open = try OpenTable(invocation, surroundings)
    let conditions = try open.columns(invocation.columns(.condition))
    let outcome = try NecessaryCondition.Variable(ColumnSelection(invocation.required(.outcome)).column(in: open.table))
    let options = try invocation.necessityOptions(surroundings)
    let analyses = try conditions.map { condition throws(Fault) in
      try NecessaryCondition(of: .init(condition), for: outcome, options: options)
    }
    let result: JSONValue =
      analyses.count == 1
      ? analyses[0].json : ["outcome": .string(outcome.name), "conditions": NecessityReport(analyses).json]
    let style = invocation.choice(.style, of: TableStyle.self) ?? .spss
    let method = open.method([
      "corner": .integer(options.corner.rawValue),
      "scope": options.conditionScope == nil && options.outcomeScope == nil ? "empirical" : "theoretical",
      "tiedPeers": options.countsTiedPeers ? "each case counts" : "one peer", "missing": "pairwise",
      "permutations": .integer(options.permutations), "seed": .integer(Int(options.seed)),
      "p": "(permutations with d at least as large + 1) / (permutations + 1), at least 1 / permutations",
      "percentile": "outcome: quantile type 7; condition: cases at or below",
    ])
    return Output(
      document: { language in NecessityReport(analyses).document(style: style, in: language) },
      envelope: { _ throws(Fault) in
        try Envelope("nca/1", inputs: [open.input], method: method, result: result)
      }, caveats: open.caveats + analyses.flatMap(\.caveats))
  }
}

/// The corners as they are typed.
private enum CornerChoice: String, CaseIterable {
  case upperLeft = "upper-left"
  case upperRight = "upper-right"
  case lowerLeft = "lower-left"
  case lowerRight = "lower-right"

  var corner: NecessityCorner {
    switch self {
    case .upperLeft: .upperLeft
    case .upperRight: .upperRight
    case .lowerLeft: .lowerLeft
    case .lowerRight: .lowerRight
    }
  }
}

extension Invocation {
  fileprivate func necessityOptions(_ surroundings: Surroundings) throws(Fault) -> NecessaryCondition.Options {
    var options = NecessaryCondition.Options()
    options.permutations = integer(.permutations) ?? options.permutations
    options.seed = UInt64(integer(.seed) ?? 1)
    options.threads = surroundings.threads
    options.steps = integer(.levelSteps) ?? options.steps
    options.corner = choice(.corner, of: CornerChoice.self)?.corner ?? .upperLeft
    options.conditionScope = try scope(.conditionScope)
    options.outcomeScope = try scope(.outcomeScope)
    options.countsTiedPeers = text(.compat) == "r"
    return options
  }

  /// `1,5`: the least and the most there can be.
  fileprivate func scope(_ option: CommandOption) throws(Fault) -> ClosedRange<Double>? {
    guard let text = text(option) else { return nil }
    let ends = text.split(whereSeparator: { ",，".contains($0) }).map { Double($0) }
    guard ends.count == 2, let low = ends[0], let high = ends[1], low < high, low.isFinite, high.isFinite else {
      throw Fault(NecessityUsageFault.notAScope, ["option": .text(option.dashed), "value": .text(text)])
    }
    return low...high
  }
}

/// What can be wrong with the way necessary conditions are asked for.
enum NecessityUsageFault: String, FaultCode {
  case notAScope = "nca-not-a-scope"

  var kind: Fault.Kind { .usage }
}

extension NecessityUsageFault: Worded {
  var words: Words {
    switch self {
    case .notAScope:
      Words(
        english: "'{value}' is not a scope: {option} takes the least and the most there can be",
        fix: "Write two numbers, the smaller first: {option} 1,5",
        chinese: "“{value}”不是范围：{option} 需要可能的最小值和最大值", fix: "请写两个数，小的在前：{option} 1,5")
    }
  }
}

extension CommandOption {
  static let condition = CommandOption(
    "condition", .columns, Label(chinese: "条件列，可以多列", english: "the column of the condition, or several"))
  static let outcome = CommandOption("outcome", .column, Label(chinese: "结果列", english: "the column of the outcome"))
  static let permutations = CommandOption(
    "permutations", .integer(0...10_000_000), default: "10000",
    Label(chinese: "求 p 值的重排次数，0 为不算", english: "how often outcomes are dealt anew for the p-value; 0 for none"))
  fileprivate static let corner = CommandOption(
    "corner", .choice(of: CornerChoice.self), default: "upper-left",
    Label(chinese: "条件若必要，哪个角是空的", english: "the corner that is empty if the condition is necessary"))
  fileprivate static let levelSteps = CommandOption(
    "steps", .integer(1...100), default: "10", Label(chinese: "瓶颈表分几步", english: "the steps of the bottleneck table"))
  fileprivate static let conditionScope = CommandOption(
    "condition-scope", .text, placeholder: "LOW,HIGH",
    Label(chinese: "条件在理论上的范围，未给时取数据的范围", english: "what the condition can be in theory; as seen unless given"))
  fileprivate static let outcomeScope = CommandOption(
    "outcome-scope", .text, placeholder: "LOW,HIGH",
    Label(chinese: "结果在理论上的范围，未给时取数据的范围", english: "what the outcome can be in theory; as seen unless given"))
}
