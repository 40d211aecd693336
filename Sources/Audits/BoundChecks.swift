import Crosstabs
import Evidence

/// What the tests of one table say about each other.
enum BoundChecks {
  static func checks(of tests: [PublishedTest]) -> [AuditCheck] {
    guard let pearson = tests.first(where: { $0.kind == .pearson }), let x2 = pearson.statistic else { return [] }
    var checks: [AuditCheck] = []
    for test in tests {
      guard let statistic = test.statistic else { continue }
      switch test.kind {
      case .likelihoodRatio:
        if let check = likelihoodRatio(test, statistic, x2) { checks.append(check) }
        if let check = degrees(test, pearson) { checks.append(check) }
      case .linearByLinear:
        checks.append(linear(test, statistic, x2))
      default: break
      }
    }
    return checks
  }

  private static func likelihoodRatio(
    _ test: PublishedTest, _ statistic: PrintedNumber, _ x2: PrintedNumber
  ) -> AuditCheck? {
    guard let n = test.n?.wholeNumber, n > 0 else { return nil }
    let range = ChiSquareBounds.likelihoodRatio(givenPearson: x2.admissible, n: n)
    let fits = range.overlaps(statistic.admissible)
    return AuditCheck(
      .likelihoodRatioBound, kind: test.kind.rawValue, at: test.place,
      reported: [.init("statistic", statistic.text), .init("pearson", x2.text), .init("n", "\(n)")],
      recomputed: [.init("low", range.lowerBound), .init("high", range.upperBound)],
      verdict: fits ? .consistent : .impossible,
      message: Caveat(
        audit: fits ? .likelihoodRatioFits : .likelihoodRatioImpossible,
        [
          "printed": .text(statistic.text), "pearson": .text(x2.text),
          "low": .text(TestChecks.short(range.lowerBound)), "high": .text(TestChecks.short(range.upperBound)),
        ]))
  }

  private static func linear(_ test: PublishedTest, _ statistic: PrintedNumber, _ x2: PrintedNumber) -> AuditCheck {
    let largest = x2.admissible.upperBound
    let bound = test.n?.wholeNumber.map { ChiSquareBounds.linear(givenPearson: largest, n: $0) } ?? largest
    let fits = statistic.admissible.lowerBound <= bound
    return AuditCheck(
      .linearBound, kind: test.kind.rawValue, at: test.place,
      reported: [.init("statistic", statistic.text), .init("pearson", x2.text)],
      recomputed: [.init("high", bound)], verdict: fits ? .consistent : .impossible,
      message: Caveat(
        audit: fits ? .linearFits : .linearImpossible,
        ["printed": .text(statistic.text), "pearson": .text(x2.text), "high": .text(TestChecks.short(bound))]))
  }

  /// Pearson and the likelihood ratio of one table have the same degrees of freedom.
  private static func degrees(_ test: PublishedTest, _ pearson: PublishedTest) -> AuditCheck? {
    guard let own = test.degreesOfFreedom, let other = pearson.degreesOfFreedom else { return nil }
    let same = own.value == other.value
    return AuditCheck(
      .degreesFromShape, kind: test.kind.rawValue, at: test.place,
      reported: [.init("df", own.text), .init("pearsonDf", other.text)],
      verdict: same ? .consistent : .inconsistent,
      message: Caveat(
        audit: same ? .degreesAgree : .degreesDisagree, ["printed": .text(own.text), "other": .text(other.text)])
    )
  }
}

/// Words about the strength of an association against what the statistic allows.
enum WordChecks {
  /// Cohen's line between small and medium; a V below it is not strong by any custom.
  private static let medium = 0.3

  static func check(
    _ claim: (words: String, table: Int?, place: Place), about pearson: PublishedTest
  ) -> AuditCheck? {
    guard let statistic = pearson.statistic, let n = pearson.n?.wholeNumber, n > 0 else { return nil }
    // The table's smaller side is not known; two rows or columns give the largest V there can be.
    let largest = (statistic.admissible.upperBound / Double(n)).squareRoot()
    let contradicts = largest < medium
    return AuditCheck(
      .effectAgainstWords, kind: "words", at: claim.place,
      reported: [.init("words", claim.words), .init("statistic", statistic.text), .init("n", "\(n)")],
      recomputed: [.init("cramersV", (statistic.value / Double(n)).squareRoot())],
      verdict: contradicts ? .inconsistent : .consistent,
      message: Caveat(
        audit: contradicts ? .wordsTooStrong : .wordsFit,
        [
          "words": .text(claim.words), "v": .text(TestChecks.short((statistic.value / Double(n)).squareRoot())),
          "statistic": .text(statistic.text), "n": .integer(n),
        ]))
  }
}

/// What it would do to a test that several answers come from one enterprise.
enum ClusterChecks {
  static let correlations = [0.05, 0.1, 0.2]

  static func check(
    of test: PublishedTest, enterprises: Int, answers: Int, alpha: Double
  ) -> AuditCheck? {
    guard let statistic = test.statistic, let tail = TestTail(test), test.kind == .pearson else { return nil }
    let size = Double(answers) / Double(enterprises)
    var figures = [AuditCheck.Figure("answersPerEnterprise", size)]
    var smallest = 1.0
    var largest = 0.0
    for correlation in correlations {
      let effect = 1 + (size - 1) * correlation
      guard let p = tail.probability(at: statistic.value / effect)?.upperBound else { return nil }
      let percent = Int(correlation * 100)
      figures += [.init("designEffect\(percent)", effect), .init("p\(percent)", p)]
      smallest = min(smallest, p)
      largest = max(largest, p)
    }
    let claims = test.p.map { $0.bound == .above ? false : $0.value < alpha }
    let naive = tail.probability(at: statistic.value)?.upperBound ?? 1
    let changes = (claims ?? (naive < alpha)) && smallest >= alpha
    return AuditCheck(
      .clusteredAnswers, kind: test.kind.rawValue, at: test.place,
      reported: [
        .init("statistic", statistic.text), .init("n", "\(answers)"), .init("enterprises", "\(enterprises)"),
      ], recomputed: figures, verdict: .consistent, decisionChanges: changes,
      message: Caveat(
        audit: changes ? .clusteringOverturns : .clusteringNoted,
        [
          "size": .text(TestChecks.short(size)), "low": .text(TestChecks.short(smallest)),
          "high": .text(TestChecks.short(largest)),
          "effect": .text(TestChecks.short(1 + (size - 1) * 0.1)),
        ]))
  }
}

/// What eps does to answers that are whole numbers.
enum DensityChecks {
  static func checks(_ claims: Claims) -> [AuditCheck] {
    guard claims.speaksOfDensityClusters, claims.speaksOfAnswers, let (eps, place) = claims.eps, eps.value > 0 else {
      return []
    }
    let reported =
      [AuditCheck.Reported("eps", eps.text)]
      + (claims.minimumSamples.map { [AuditCheck.Reported("minSamples", $0.text)] } ?? [])
    let facts: Facts = ["eps": .text(eps.text), "samples": .text(claims.minimumSamples?.text ?? "min_samples")]
    var checks: [AuditCheck] = []
    if !claims.speaksOfScaling {
      let alone = eps.value < 1
      checks.append(
        AuditCheck(
          .densityOnCodes, kind: "dbscan", at: place, reported: reported, recomputed: [.init("step", 1)],
          verdict: alone ? .inconsistent : .consistent,
          message: Caveat(audit: alone ? .clustersAreAnswers : .epsReachesNeighbours, facts)))
    }
    // The custom of scaling to 0…1 makes the step of a five-point item a quarter.
    let merges = eps.value >= 0.25
    checks.append(
      AuditCheck(
        .densityOnScaledCodes, kind: "dbscan", at: place, reported: reported, recomputed: [.init("step", 0.25)],
        verdict: merges && eps.value < 1 ? .inconsistent : .consistent,
        message: Caveat(audit: merges ? .scaledAnswersMerge : .scaledAnswersStayApart, facts)))
    return checks
  }
}
