import Documents
import Evidence
import NumericalMethods

/// Does the printed p follow from the printed statistic?
enum TestChecks {
  static func checks(of test: PublishedTest, alpha: Double) -> [AuditCheck] {
    var checks: [AuditCheck] = []
    if let impossible = impossibleStatistic(test) { return [impossible] }
    if let p = test.p, let check = probability(test, p, alpha) { checks.append(check) }
    if let check = exact(test) { checks.append(check) }
    checks += EffectChecks.checks(of: test)
    return checks
  }

  static func reported(_ test: PublishedTest) -> [AuditCheck.Reported] {
    let parts: [(String, PrintedNumber?)] = [
      ("statistic", test.statistic), ("df", test.degreesOfFreedom), ("df2", test.secondDegreesOfFreedom),
      ("n", test.n), ("p", test.p), ("exactP", test.exactP), ("oneSidedExactP", test.oneSidedExactP),
    ]
    return parts.compactMap { name, number in number.map { .init(name, $0.text) } }
  }

  /// Statistics and probabilities that nothing can have.
  private static func impossibleStatistic(_ test: PublishedTest) -> AuditCheck? {
    func flag(_ code: AuditMessage, _ number: PrintedNumber) -> AuditCheck {
      AuditCheck(
        .statisticInRange, kind: test.kind.rawValue, at: test.place, reported: reported(test), verdict: .impossible,
        message: Caveat(audit: code, ["value": .text(number.text)]))
    }
    if let statistic = test.statistic, statistic.rounded.upperBound < 0, !test.kind.hasDirection {
      return flag(.negativeStatistic, statistic)
    }
    if test.kind == .correlation, let r = test.statistic, abs(r.value) - r.unit / 2 > 1 {
      return flag(.correlationTooLarge, r)
    }
    for p in [test.p, test.exactP, test.oneSidedExactP] {
      if let p, p.rounded.lowerBound > 1 || p.rounded.upperBound < 0, p.bound != .below {
        return flag(.noProbability, p)
      }
    }
    return nil
  }

  private static func probability(_ test: PublishedTest, _ printed: PrintedNumber, _ alpha: Double) -> AuditCheck? {
    guard let statistic = test.statistic, statistic.bound == .exactly, let tail = TestTail(test),
      let whole = tail.probability(at: statistic.value),
      let rounded = tail.probability(over: statistic.rounded),
      let admissible = tail.probability(over: statistic.admissible)
    else { return nil }
    let p = (whole.lowerBound + whole.upperBound) / 2
    let agrees = Agreement(printed)
    var verdict: AuditVerdict
    var code: AuditMessage
    if agrees.rounded(rounded) {
      (verdict, code) = (.consistent, .pFollows)
    } else if agrees.admissible(admissible) {
      (verdict, code) = (.rounding, .pFollowsByTruncation)
    } else if test.kind.hasDirection, agrees.admissible(half(admissible)) {
      (verdict, code) = (.rounding, .pIsOneSided)
    } else {
      (verdict, code) = (.inconsistent, .pDoesNotFollow)
    }
    let claim = claim(printed, alpha)
    // A p so near the line that its printed digits hide the side is rounding at the worst, yet worth a word.
    let decision = claim.map { $0 != (p < alpha) } ?? false
    if verdict == .consistent, decision { code = .pAtTheLine }
    let changes = decision && verdict != .rounding
    if verdict == .consistent, decision { verdict = .rounding }
    var facts: Facts = [
      "test": .text(test.kind.rawValue), "statistic": .text(statistic.text), "printed": .text(printed.text),
      "p": .text(short(p)), "low": .text(short(rounded.lowerBound, digits: 4)),
      "high": .text(short(rounded.upperBound, digits: 4)),
      "df": .text(degrees(test, tail)),
    ]
    if code == .pDoesNotFollow {
      if changes { code = p < alpha ? .pHidesSignificance : .pClaimsSignificance }
      if let needed = tail.statistic(givingP: printed.value) { facts["needed"] = .text(short(needed)) }
      if facts["needed"] == nil { code = changes ? .decisionDoesNotFollow : .pDoesNotFollowAtAll }
    }
    facts["alpha"] = .number(alpha)
    return AuditCheck(
      .pFromStatistic, kind: test.kind.rawValue, at: test.place, reported: reported(test),
      recomputed: [.init("p", p), .init("pLow", rounded.lowerBound), .init("pHigh", rounded.upperBound)],
      verdict: verdict, decisionChanges: claim == nil ? nil : changes, message: Caveat(audit: code, facts))
  }

  private static func half(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    range.lowerBound / 2...range.upperBound / 2
  }

  /// Whether the printed p claims significance; `nil` where it does not say.
  private static func claim(_ p: PrintedNumber, _ alpha: Double) -> Bool? {
    switch p.bound {
    case .exactly: p.value < alpha
    case .below: p.value <= alpha ? true : nil
    case .above: p.value >= alpha ? false : nil
    }
  }

  private static func degrees(_ test: PublishedTest, _ tail: TestTail) -> String {
    var text = test.degreesOfFreedom?.text ?? short(tail.degrees.lowerBound)
    if let second = test.secondDegreesOfFreedom { text += ", " + second.text }
    return text
  }

  /// At large n the exact test and its approximation agree, so a gap means that they are of different tables. A table
  /// with a rare category is an exception, so this is said and never flagged.
  private static func exact(_ test: PublishedTest) -> AuditCheck? {
    guard let exact = test.exactP, exact.bound == .exactly, let n = test.n?.wholeNumber, n >= 1000,
      let statistic = test.statistic, let tail = TestTail(test), tail.kind.isChiSquare,
      let range = tail.probability(over: statistic.admissible)
    else { return nil }
    let gap = max(exact.admissible.lowerBound - range.upperBound, range.lowerBound - exact.admissible.upperBound)
    let apart = gap > 0.005
    return AuditCheck(
      .exactAgainstAsymptotic, kind: test.kind.rawValue, at: test.place, reported: reported(test),
      recomputed: [.init("p", (range.lowerBound + range.upperBound) / 2)], verdict: .consistent,
      message: Caveat(
        audit: apart ? .exactFarFromAsymptotic : .exactNearAsymptotic,
        [
          "exact": .text(exact.text), "p": .text(short((range.lowerBound + range.upperBound) / 2)),
          "n": .integer(n),
        ]))
  }

  /// A few significant digits, for sentences.
  static func short(_ value: Double, digits: Int = 3) -> String {
    guard value != 0, value.isFinite else { return "0" }
    var decimals = digits - 1
    var size = abs(value)
    while size < 1, decimals < 12 {
      size *= 10
      decimals += 1
    }
    if abs(value) < 1e-10 { return "<1e-10" }
    if abs(value) >= 100 { decimals = max(0, digits - 3) } else if abs(value) >= 10 { decimals = digits - 2 }
    return value.rounded(decimals: decimals)
  }
}

/// Whether a printed p can stand for a probability in a range.
struct Agreement {
  let printed: PrintedNumber

  init(_ printed: PrintedNumber) { self.printed = printed }

  func rounded(_ range: ClosedRange<Double>) -> Bool { agrees(range, printed.rounded) }
  func admissible(_ range: ClosedRange<Double>) -> Bool { agrees(range, printed.admissible) }

  private func agrees(_ range: ClosedRange<Double>, _ exactly: ClosedRange<Double>) -> Bool {
    switch printed.bound {
    case .exactly: range.overlaps(exactly)
    case .below: range.lowerBound <= printed.value
    case .above: range.upperBound >= printed.value
    }
  }
}
