import CommandGrammar
import Documents
import Evidence
import Phrasebook
import Presentation
import Scales
import StructuredText
import Tables

extension CommandDescription {
  static let correlate = CommandDescription(
    "correlate", in: .test,
    Label(chinese: "题目两两之间的相关系数", english: "correlations of every pair of items"),
    examples: [
      Example(
        "tansuo correlate survey.csv --items q1-q8", Label(chinese: "八题的皮尔逊相关", english: "Pearson, eight items")),
      Example(
        "tansuo correlate survey.csv --items q1-q8 --method kendall --adjust holm",
        Label(chinese: "有序答案的 τb，校正多重检验", english: "τb of ordered answers, adjusted for testing many pairs")),
      Example(
        "tansuo correlate survey.csv --items q1-q8 --method polychoric",
        Label(chinese: "有序答案背后的连续变量之间的相关", english: "of the normal variables behind ordered answers")),
    ],
    operands: [.data], options: [.items, .correlationMethod, .correlationAdjustment, .missing, .style] + .opening
  ) { invocation, surroundings throws(Fault) in
    let open = try OpenTable(invocation, surroundings)
    if invocation.text(.correlationMethod) == "polychoric" {
      return try open.polychoric(invocation, surroundings)
    }
    let method = invocation.choice(.correlationMethod, of: CorrelationMethod.self) ?? .pearson
    let adjustment = invocation.choice(.correlationAdjustment, of: PValueAdjustment.self) ?? .none
    let missing = invocation.choice(.missing, of: MissingPolicy.self) ?? .pairwise
    let matrix = try CorrelationMatrix(
      of: try open.columns(invocation.columns(.items)), method: method, missing: missing, adjustment: adjustment,
      threads: surroundings.threads)
    return Output(
      document: { language in
        matrix.document(
          style: invocation.choice(.style, of: TableStyle.self) ?? .spss, in: language)
      },
      envelope: { _ throws(Fault) in
        try Envelope(
          "correlate/1", inputs: [open.input],
          method: open.method([
            "correlation": .string(method.rawValue), "missing": .string(missing.rawValue),
            "adjustment": .string(adjustment.rawValue), "p": method == .kendall ? "normal-or-exact" : "student-t",
            "interval": .string(matrix.pairs.lazy.compactMap(\.interval).first?.method ?? "fisher-z"), "level": 0.95,
          ]), result: matrix.json)
      },
      caveats: open.caveats + matrix.caveats)
  }
}

extension OpenTable {
  /// Polychoric correlations, which come without p-values.
  fileprivate func polychoric(_ invocation: Invocation, _ surroundings: Surroundings) throws(Fault) -> Output {
    if invocation.isGiven(.correlationAdjustment) {
      throw Fault(CorrelateUsageFault.nothingToAdjust)
    }
    let missing = invocation.choice(.missing, of: MissingPolicy.self) ?? .pairwise
    let matrix = try PolychoricMatrix(
      of: columns(invocation.columns(.items)), missing: missing, threads: surroundings.threads)
    let style = invocation.choice(.style, of: TableStyle.self) ?? .spss
    return Output(
      document: { language in matrix.document(style: style, in: language) },
      envelope: { _ throws(Fault) in
        try Envelope(
          "correlate/1", inputs: [input],
          method: method([
            "correlation": "polychoric", "missing": .string(missing.rawValue), "thresholds": "item",
            "estimate": "two-step",
          ]), result: matrix.json)
      },
      caveats: caveats + matrix.caveats)
  }
}

/// What can be wrong with the way correlations are asked for.
enum CorrelateUsageFault: String, FaultCode {
  case nothingToAdjust = "correlate-nothing-to-adjust"

  var kind: Fault.Kind { .usage }
}

extension CorrelateUsageFault: Worded {
  var words: Words {
    switch self {
    case .nothingToAdjust:
      Words(
        english: "Polychoric correlations have no p-values to adjust", fix: "Leave --adjust out",
        chinese: "多项相关没有 p 值，无从校正", fix: "请去掉 --adjust")
    }
  }
}

extension CommandOption {
  static let correlationMethod = CommandOption(
    "method", .choice(CorrelationMethod.allCases.map(\.rawValue) + ["polychoric"]), default: "pearson",
    Label(chinese: "哪种相关系数", english: "which correlation"))
  static let correlationAdjustment = CommandOption(
    "adjust", .choice(of: PValueAdjustment.self), default: "none",
    Label(chinese: "多重检验的校正", english: "the correction for testing many pairs"))
}
