import CommandGrammar
import Documents
import Evidence
import NumericalMethods
import Phrasebook
import Presentation
import Scales
import StructuredText
import Tables

extension CommandDescription {
  static let factor = CommandDescription(
    "factor", in: .test,
    Label(chinese: "探索性因子分析：因子数、载荷、旋转", english: "exploratory factor analysis: how many factors, loadings, rotation"),
    details: [
      Label(
        chinese: "未给因子数时按平行分析决定：特征值大于随机数据第 95 百分位的个数。给了因子数时，平行分析的建议也一并列出。",
        english:
          "Without a number of factors parallel analysis decides: as many as have eigenvalues above the 95th percentile of random data. With one, its advice stands beside it."
      )
    ],
    examples: [
      Example(
        "tansuo factor survey.csv --items q1-q12", Label(chinese: "主轴法、最大方差旋转", english: "principal axes, varimax")),
      Example(
        "tansuo factor survey.csv --items q1-q12 --factors 3 --rotation promax",
        Label(chinese: "三个相关的因子", english: "three factors that may correlate")),
      Example(
        "tansuo factor survey.csv --items q1-q12 --method components --correlation polychoric",
        Label(chinese: "有序答案的主成分", english: "principal components of ordered answers")),
    ],
    operands: [.data],
    options: [
      .items, .factorCount, .extraction, .rotation, .factorCorrelation, .missing, .seed, .style,
    ] + .opening
  ) { invocation, surroundings throws(Fault) in
    let open = try OpenTable(invocation, surroundings)
    let columns = try open.columns(invocation.columns(.items))
    var options = FactorAnalysis.Options()
    options.factors = try invocation.factorCount()
    options.extraction =
      switch invocation.text(.extraction) {
      case "components": .components
      case "minres": .minres
      default: .axes
      }
    options.rotation = invocation.choice(.rotation, of: FactorAnalysis.Rotation.self) ?? .varimax
    options.seed = UInt64(invocation.integer(.seed) ?? 1)
    let missing = invocation.choice(.missing, of: MissingPolicy.self) ?? .listwise
    let isPolychoric = invocation.text(.factorCorrelation) == "polychoric"
    let factors: FactorAnalysis
    var caveats = open.caveats
    if isPolychoric {
      let matrix = try PolychoricMatrix(of: columns, missing: missing, threads: surroundings.threads)
      factors = try FactorAnalysis(
        matrix.matrix(), items: matrix.items, n: matrix.pairs.lazy.map(\.n).min() ?? 0, options: options,
        threads: surroundings.threads)
      caveats += matrix.caveats
    } else {
      factors = try FactorAnalysis(of: columns, options: options, missing: missing, threads: surroundings.threads)
    }
    let advice: ParallelAnalysis
    if let made = factors.parallel {
      advice = made
    } else {
      advice = try ParallelAnalysis(
        eigenvalues: factors.eigenvalues, n: factors.n, seed: options.seed, threads: surroundings.threads)
    }
    let labels = columns.map(\.label)
    let style = invocation.choice(.style, of: TableStyle.self) ?? .spss
    let method = open.method([
      "extraction": .string(options.extraction.name), "rotation": .string(options.rotation.rawValue),
      "kaiserNormalization": true, "correlation": isPolychoric ? "polychoric" : "pearson",
      "missing": .string(missing.rawValue), "factors": options.factors == nil ? "parallel" : "given",
      "parallelDraws": .integer(advice.draws), "parallelQuantile": advice.quantile.json,
      "seed": .integer(Int(clamping: options.seed)),
    ])
    let noted = caveats + factors.caveats
    return Output(
      document: { language in factors.document(labels: labels, advice: advice, style: style, in: language) },
      envelope: { _ throws(Fault) in
        try Envelope(
          "factor/1", inputs: [open.input], method: method, result: factors.json(advice: advice))
      },
      caveats: noted)
  }
}

extension Invocation {
  /// `nil` for `parallel`.
  fileprivate func factorCount() throws(Fault) -> Int? {
    guard let text = text(.factorCount), text != "parallel" else { return nil }
    guard let count = Int(text), count >= 1 else {
      throw Fault(FactorUsageFault.notACount, ["text": .text(text)])
    }
    return count
  }
}

extension CommandOption {
  static let factorCount = CommandOption(
    "factors", .text, placeholder: "K|parallel", default: "parallel",
    Label(chinese: "因子数，或由平行分析决定", english: "how many factors, or let parallel analysis decide"))
  static let extraction = CommandOption(
    "method", .choice(["principal-axis", "minres", "components"]), default: "principal-axis",
    Label(chinese: "提取方法", english: "where the loadings come from"))
  static let rotation = CommandOption(
    "rotation", .choice(of: FactorAnalysis.Rotation.self), default: "varimax",
    Label(chinese: "旋转方法", english: "how factors are turned"))
  static let factorCorrelation = CommandOption(
    "correlation", .choice(["pearson", "polychoric"]), default: "pearson",
    Label(chinese: "所依据的相关系数", english: "the correlations it starts from"))
}

/// What can be wrong with the way factors are asked for.
enum FactorUsageFault: String, FaultCode {
  case notACount = "factor-not-a-count"

  var kind: Fault.Kind { .usage }
}

extension FactorUsageFault: Worded {
  var words: Words {
    switch self {
    case .notACount:
      Words(
        english: "'{text}' is no number of factors", fix: "Write a whole number from 1, or parallel",
        chinese: "“{text}”不是因子数", fix: "请写不小于 1 的整数，或 parallel")
    }
  }
}
