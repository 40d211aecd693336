import Evidence

/// What a check of a published number came to.
public enum AuditVerdict: String, Sendable, Hashable, CaseIterable {
  /// The number follows from the others as printed.
  case consistent
  /// It follows only if digits were cut off instead of rounded, or from the same test in another form.
  case rounding
  /// It does not follow, whatever the rounding; another table could have given it.
  case inconsistent
  /// No data can give these numbers together.
  case impossible

  /// Whether a reader must be told.
  public var isFlag: Bool { self == .inconsistent || self == .impossible }
}

/// The rules published numbers are held to. The raw value is their name in JSON.
public enum AuditRule: String, Sendable, Hashable, CaseIterable {
  case pFromStatistic = "p-from-statistic"
  case statisticInRange = "statistic-in-range"
  case likelihoodRatioBound = "likelihood-ratio-bound"
  case linearBound = "linear-bound"
  case exactAgainstAsymptotic = "exact-against-asymptotic"
  case countFromPercentage = "grim-percentage"
  case meanFromCounts = "grim"
  case deviationFromCounts = "grimmer"
  case deviationOfBinary = "debit"
  case samplesExist = "sprite"
  case percentagesSum = "percentages-sum"
  case margins = "margins"
  case cellPercentages = "cell-percentages"
  case statisticFromCounts = "statistic-from-counts"
  case degreesFromShape = "df-from-shape"
  case sampleSize = "sample-size"
  case effectAgainstWords = "effect-against-words"
  case effectInRange = "effect-in-range"
  case effectFromStatistic = "effect-from-statistic"
  case effectFromCounts = "effect-from-counts"
  case expectedCounts = "expected-counts"
  case expectedCountsNote = "expected-counts-note"
  case clusteredAnswers = "clustered-answers"
  case densityOnCodes = "dbscan-on-codes"
  case densityOnScaledCodes = "dbscan-on-scaled-codes"

  /// Where the rule comes from, in a form that can be looked up.
  public var citation: String {
    switch self {
    case .pFromStatistic, .statisticInRange:
      "Nuijten et al. 2016, Behavior Research Methods 48, 1205-1226"
    case .likelihoodRatioBound:
      "G2 = 2 sum(o ln(o/e) - (o - e)) term by term against (o - e)^2/e; Jensen's inequality above"
    case .linearBound: "Cauchy-Schwarz: M2 n/(n - 1) <= X2"
    case .exactAgainstAsymptotic: "Exact and asymptotic p meet as n grows; a hint, not a proof"
    case .countFromPercentage, .meanFromCounts: "Brown and Heathers 2017, SPPS 8, 363-369"
    case .deviationFromCounts: "Anaya 2016; Allard 2018"
    case .deviationOfBinary: "Heathers and Brown 2019"
    case .samplesExist: "Heathers, Anaya, van der Zee and Brown 2018"
    case .percentagesSum: "k rounded shares sum to 100 within k half units"
    case .margins, .cellPercentages, .statisticFromCounts, .degreesFromShape, .sampleSize:
      "Definition of the table"
    case .effectAgainstWords: "Cohen 1988: w = 0.1 small, 0.3 medium, 0.5 large"
    case .effectInRange: "Cramer 1946: V is at most 1; C at most sqrt((k - 1)/k)"
    case .effectFromStatistic, .effectFromCounts:
      "phi = sqrt(X2/n), V = sqrt(X2/(n(k - 1))), C = sqrt(X2/(X2 + n)); Bergsma 2013 for the corrected V"
    case .expectedCounts: "Expected count = row total times column total over n"
    case .expectedCountsNote: "Cochran 1954; the smallest expected count is at most n over the number of cells"
    case .clusteredAnswers: "Kish 1965: design effect 1 + (m - 1) times the intra-class correlation"
    case .densityOnCodes, .densityOnScaledCodes:
      "Ester et al. 1996: points farther apart than eps are no neighbours"
    }
  }
}

/// One check of one published number.
public struct AuditCheck: Sendable, Hashable {
  /// A figure that was worked out again, by the name JSON has for it.
  public struct Figure: Sendable, Hashable {
    public let name: String
    public let value: Double

    public init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// What was printed, by the name JSON has for it.
  public struct Reported: Sendable, Hashable {
    public let name: String
    public let text: String

    public init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }

  /// Set when all checks are in order of the file: `check-1`, `check-2` …
  public internal(set) var id = ""
  public let place: Place
  /// The test or figure that was checked: `chi-square`, `percentage`, `mean` …
  public let kind: String
  public let rule: AuditRule
  public let reported: [Reported]
  public let recomputed: [Figure]
  public let verdict: AuditVerdict
  /// Whether a claim of significance turns into its opposite; `nil` where none was made.
  public let decisionChanges: Bool?
  /// The sentence, as a code and facts.
  public let message: Caveat

  init(
    _ rule: AuditRule, kind: String, at place: Place, reported: [Reported], recomputed: [Figure] = [],
    verdict: AuditVerdict, decisionChanges: Bool? = nil, message: Caveat
  ) {
    self.rule = rule
    self.kind = kind
    self.place = place
    self.reported = reported
    self.recomputed = recomputed
    self.verdict = verdict
    self.decisionChanges = decisionChanges
    self.message = message
  }
}
