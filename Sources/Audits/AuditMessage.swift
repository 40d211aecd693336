import Evidence

/// What can be said of a published number.
public enum AuditMessage: String, CaveatCode {
  case pFollows = "audit-p-follows"
  case pAtTheLine = "audit-p-at-the-line"
  case pFollowsByTruncation = "audit-p-truncated"
  case pIsOneSided = "audit-p-one-sided"
  case pDoesNotFollow = "audit-p-does-not-follow"
  case pDoesNotFollowAtAll = "audit-p-does-not-follow-at-all"
  case pClaimsSignificance = "audit-p-claims-significance"
  case pHidesSignificance = "audit-p-hides-significance"
  case decisionDoesNotFollow = "audit-decision-does-not-follow"
  case exactNearAsymptotic = "audit-exact-near"
  case exactFarFromAsymptotic = "audit-exact-far"
  case negativeStatistic = "audit-negative-statistic"
  case correlationTooLarge = "audit-correlation-too-large"
  case noProbability = "audit-no-probability"
  case likelihoodRatioFits = "audit-likelihood-ratio-fits"
  case likelihoodRatioImpossible = "audit-likelihood-ratio-impossible"
  case linearFits = "audit-linear-fits"
  case linearImpossible = "audit-linear-impossible"
  case degreesAgree = "audit-df-agree"
  case degreesDisagree = "audit-df-disagree"
  case wordsFit = "audit-words-fit"
  case wordsTooStrong = "audit-words-too-strong"
  case clusteringNoted = "audit-clustering-noted"
  case clusteringOverturns = "audit-clustering-overturns"
  case clustersAreAnswers = "audit-clusters-are-answers"
  case epsReachesNeighbours = "audit-eps-reaches-neighbours"
  case scaledAnswersMerge = "audit-scaled-answers-merge"
  case scaledAnswersStayApart = "audit-scaled-answers-apart"
  case percentageExists = "audit-percentage-exists"
  case percentageTruncated = "audit-percentage-truncated"
  case percentageUninformative = "audit-percentage-uninformative"
  case percentageImpossible = "audit-percentage-impossible"
  case percentageNeedsMissing = "audit-percentage-needs-missing"
  case percentageNeedsMissingOrOtherUnit = "audit-percentage-needs-missing-or-unit"
  case meanExists = "audit-mean-exists"
  case meanTruncated = "audit-mean-truncated"
  case meanUninformative = "audit-mean-uninformative"
  case meanImpossible = "audit-mean-impossible"
  case meanOutsideScale = "audit-mean-outside-scale"
  case deviationExists = "audit-deviation-exists"
  case deviationTruncated = "audit-deviation-truncated"
  case deviationImpossible = "audit-deviation-impossible"
  case binaryDeviationFits = "audit-binary-deviation-fits"
  case binaryDeviationImpossible = "audit-binary-deviation-impossible"
  case totalsRight = "audit-totals-right"
  case totalWrong = "audit-total-wrong"
  case effectFits = "audit-effect-fits"
  case effectDoesNotFollow = "audit-effect-does-not-follow"
  case effectTooLarge = "audit-effect-too-large"
  case sharesSum = "audit-shares-sum"
  case sharesDoNotSum = "audit-shares-do-not-sum"
  case sharesRight = "audit-shares-right"
  case shareWrong = "audit-share-wrong"
  case sharesOfNothing = "audit-shares-of-nothing"
  case degreesFit = "audit-df-fit"
  case degreesWrong = "audit-df-wrong"
  case sizeWrong = "audit-size-wrong"
  case statisticFits = "audit-statistic-fits"
  case statisticWrong = "audit-statistic-wrong"
  case nothingFound = "audit-nothing-found"
}

/// What can be wrong with the way an audit is asked for.
public enum AuditFault: String, FaultCode {
  case levelOutsideRange = "audit-level-outside-range"

  public var kind: Fault.Kind { .usage }
}

extension Caveat {
  init(audit code: AuditMessage, _ facts: Facts = [:]) {
    self.init(code, facts)
  }
}
