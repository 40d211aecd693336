import Evidence

/// How much a finding says: graded by the size of the effect where a test that respects the design finds one.
public enum Strength: String, Sendable, Hashable, CaseIterable {
  case strong, moderate, weak
  /// A test found nothing, which does not mean that there is nothing.
  case none
  /// Something is described, nothing tested.
  case description
  /// Something published does not hold.
  case contradiction
  /// The rules of disclosure leave nothing to say.
  case withheld
  /// The analysis could not be done.
  case failed

  /// The grade of an effect that is there: `small`, `medium` and `large` are where the next grade begins.
  init(effect: Double, medium: Double, large: Double) {
    self = effect >= large ? .strong : effect >= medium ? .moderate : .weak
  }

  public var name: Label {
    switch self {
    case .strong: Label(chinese: "强", english: "strong")
    case .moderate: Label(chinese: "中等", english: "moderate")
    case .weak: Label(chinese: "弱", english: "weak")
    case .none: Label(chinese: "未见证据", english: "no evidence")
    case .description: Label(chinese: "描述", english: "description")
    case .contradiction: Label(chinese: "不成立", english: "does not hold")
    case .withheld: Label(chinese: "未公布", english: "withheld")
    case .failed: Label(chinese: "未完成", english: "not done")
    }
  }
}

/// What an analysis says in words: a claim, what limits it, and the numbers of both.
public struct Finding: Sendable, Hashable {
  public let analysis: String
  /// What it is about, as a heading.
  public var title: Label
  public var strength: Strength
  /// One sentence that can be quoted.
  public var headline: Sentence
  /// What else must be said before anybody quotes it.
  public var hedges: [Sentence]

  init(_ analysis: AnalysisResult, title: Label, _ strength: Strength, _ headline: Sentence, _ hedges: [Sentence?] = [])
  {
    self.analysis = analysis.id
    self.title = title
    self.strength = strength
    self.headline = headline
    self.hedges = hedges.compactMap(\.self)
  }

  /// An analysis that could not be done, and why.
  public init(failed analysis: String, title: Label, because what: Label, fix: Label?) {
    self.analysis = analysis
    self.title = title
    strength = .failed
    headline = Sentence("这项分析未能完成：{what}", "This analysis could not be done: {what}", ["what": .name(what)])
    hedges = fix.map { [Sentence("处理办法：{fix}", "What to do: {fix}", ["fix": .name($0)])] } ?? []
  }

  /// An analysis whose numbers must not be shown.
  public init(withheld analysis: String, title: Label) {
    self.analysis = analysis
    self.title = title
    strength = .withheld
    headline = Sentence(
      "按披露规则，这项分析的结论所依据的数字未予公布。",
      "The rules of disclosure withhold the numbers this analysis would speak of.")
    hedges = []
  }

  public var measures: [Measure] { ([headline] + hedges).flatMap(\.measures) }
}

extension Finding {
  /// What an analysis says, one finding or several. Analyses of other kinds say nothing in words.
  public static func all(of analysis: AnalysisResult) -> [Finding] {
    switch analysis.command {
    case "freq": frequencies(analysis)
    case "crosstab": crosstab(analysis)
    case "screen": screen(analysis)
    case "compare": comparison(analysis)
    case "correlate": correlations(analysis)
    case "reliability": reliability(analysis)
    case "hclust": hierarchy(analysis)
    case "dbscan": densities(analysis)
    case "account": account(analysis)
    case "benchmark": benchmark(analysis)
    case "bottleneck": bottlenecks(analysis)
    case "nca": necessity(analysis)
    case "audit": audit(analysis)
    default: []
    }
  }

  /// The commands a study can run and this room can put in words.
  public static let commands: Set<String> = [
    "freq", "crosstab", "screen", "compare", "correlate", "reliability", "hclust", "dbscan", "account", "benchmark",
    "bottleneck", "nca", "audit",
  ]
}

extension Sentence {
  /// What every association needs said.
  static let notACause = Sentence("关联不等于因果。", "An association is not a cause.")
}
