import Crosstabs
import Documents
import Evidence

/// Do φ, Cramér's V and the contingency coefficient follow from the statistic, and can they be that large?
///
/// With x = X²/n and k the shorter side of the table, φ = √x, V = √(x/(k − 1)) and C = √(x/(1 + x)), of which the
/// largest possible are √(k − 1), 1 and √((k − 1)/k).
enum EffectChecks {
  static func checks(of test: PublishedTest) -> [AuditCheck] {
    guard test.kind == .pearson, let df = test.degreesOfFreedom?.wholeNumber, df > 0, df < 1_000_000 else { return [] }
    // One side of the table is a divisor of the degrees of freedom plus one, the shorter one at most their root.
    let sides = (1...df).prefix { $0 * $0 <= df }.filter { df % $0 == 0 }
    var checks: [AuditCheck] = []
    if let check = statisticInRange(test, longest: sides.last!) { checks.append(check) }
    for effect in test.effects {
      if let check = outOfRange(effect, df: df, side: sides.last!) {
        checks.append(check)
      } else if let check = follows(effect, test, df: df, sides: sides) {
        checks.append(check)
      }
    }
    return checks
  }

  /// Against the counts themselves, where they were printed too.
  static func checks(of test: PublishedTest, counts table: ContingencyTable) -> [AuditCheck] {
    guard test.kind == .pearson, let statistic = (try? PearsonTest(table))?.statistic else { return [] }
    let side = max(1, min(table.occupiedRows.count, table.occupiedColumns.count) - 1)
    return test.effects.map { effect in
      let value = value(effect.kind, statistic / table.total, side: side)
      let printed = size(effect)
      let isRounded = printed.rounded.contains(value)
      let isAdmissible = isRounded || printed.admissible.contains(value)
      return AuditCheck(
        .effectFromCounts, kind: effect.kind.rawValue, at: effect.place, reported: [reported(effect)],
        recomputed: [.init(name(effect.kind), value)],
        verdict: isRounded ? .consistent : isAdmissible ? .rounding : .inconsistent,
        message: Caveat(
          audit: isAdmissible ? .effectFitsCounts : .effectDoesNotFitCounts,
          [
            "measure": .text(effect.kind.symbol), "printed": .text(effect.value.text),
            "value": .text(TestChecks.short(value)),
          ]))
    }
  }

  private static func value(_ kind: PublishedEffect.Kind, _ x: Double, side: Int) -> Double {
    switch kind {
    case .cramersV: (x / Double(side)).squareRoot()
    case .phi: x.squareRoot()
    case .contingency: (x / (1 + x)).squareRoot()
    }
  }

  private static func largest(_ kind: PublishedEffect.Kind, side: Int) -> Double {
    switch kind {
    case .cramersV: 1
    case .phi: Double(side).squareRoot()
    case .contingency: (Double(side) / Double(side + 1)).squareRoot()
    }
  }

  private static func name(_ kind: PublishedEffect.Kind) -> String {
    switch kind {
    case .cramersV: "cramersV"
    case .phi: "phi"
    case .contingency: "contingency"
    }
  }

  private static func reported(_ effect: PublishedEffect) -> AuditCheck.Reported {
    .init(name(effect.kind), effect.value.text)
  }

  /// The sign of φ, and of V in a table of four cells, is its direction.
  private static func size(_ effect: PublishedEffect) -> PrintedNumber {
    let value = effect.value
    return PrintedNumber(
      text: value.text, value: abs(value.value), decimals: value.decimals, bound: .exactly, isPercent: false)
  }

  /// X² is at most n(k − 1).
  private static func statisticInRange(_ test: PublishedTest, longest side: Int) -> AuditCheck? {
    guard let statistic = test.statistic, let n = test.n?.wholeNumber, n > 0 else { return nil }
    let most = Double(n) * Double(side)
    guard statistic.rounded.lowerBound > most else { return nil }
    return AuditCheck(
      .statisticInRange, kind: test.kind.rawValue, at: test.place, reported: TestChecks.reported(test),
      recomputed: [.init("most", most)], verdict: .impossible,
      message: Caveat(
        audit: .statisticTooLarge,
        ["printed": .text(statistic.text), "n": .integer(n), "most": .integer(n * side)]))
  }

  private static func outOfRange(_ effect: PublishedEffect, df: Int, side: Int) -> AuditCheck? {
    func flag(_ code: AuditMessage, _ facts: Facts, _ figures: [AuditCheck.Figure] = []) -> AuditCheck {
      AuditCheck(
        .effectInRange, kind: effect.kind.rawValue, at: effect.place, reported: [reported(effect)],
        recomputed: figures, verdict: .impossible, message: Caveat(audit: code, facts))
    }
    if effect.value.rounded.upperBound < 0, df > 1 || effect.kind == .contingency {
      return flag(.negativeStatistic, ["value": .text(effect.value.text)])
    }
    let most = largest(effect.kind, side: side)
    guard size(effect).rounded.lowerBound > most else { return nil }
    return flag(
      .effectTooLarge,
      [
        "measure": .text(effect.kind.symbol), "printed": .text(effect.value.text),
        "most": .text(most == most.rounded() ? "\(Int(most))" : TestChecks.short(most)),
      ], [.init("most", most)])
  }

  private static func follows(_ effect: PublishedEffect, _ test: PublishedTest, df: Int, sides: [Int]) -> AuditCheck? {
    guard let statistic = test.statistic, statistic.bound == .exactly, let n = test.n?.wholeNumber, n > 1,
      effect.value.bound == .exactly
    else { return nil }
    let size = size(effect)
    let shorterSides = sides
    let sides = effect.kind == .cramersV ? sides : [1]
    func range(
      _ statistics: ClosedRange<Double>, _ side: Int, _ kind: PublishedEffect.Kind
    ) -> ClosedRange<Double> {
      let (low, high) = (max(0, statistics.lowerBound) / Double(n), max(0, statistics.upperBound) / Double(n))
      return value(kind, low, side: side)...value(kind, high, side: side)
    }
    let isRounded = sides.contains { range(statistic.rounded, $0, effect.kind).overlaps(size.rounded) }
    let isAdmissible = sides.contains { range(statistic.admissible, $0, effect.kind).overlaps(size.admissible) }
    let isOtherForm =
      df == 1 && isOfUncorrected(effect.kind, size, statistic, n)
      || effect.kind == .cramersV && isBiasCorrected(size, statistic, n, df, sides)
      // "Cramér's φ" is V.
      || effect.kind == .phi
        && shorterSides.contains { range(statistic.admissible, $0, .cramersV).overlaps(size.admissible) }
    let values = sides.map { value(effect.kind, max(0, statistic.value) / Double(n), side: $0) }
    let verdict: AuditVerdict = isRounded ? .consistent : isAdmissible || isOtherForm ? .rounding : .inconsistent
    return AuditCheck(
      .effectFromStatistic, kind: effect.kind.rawValue, at: effect.place,
      reported: [reported(effect), .init("statistic", statistic.text), .init("n", "\(n)")],
      recomputed: values.enumerated().map {
        .init(name(effect.kind) + (sides.count > 1 ? "\($0.offset + 1)" : ""), $0.element)
      }, verdict: verdict,
      message: Caveat(
        audit: isAdmissible ? .effectFits : isOtherForm ? .effectOfOtherForm : .effectDoesNotFollow,
        [
          "measure": .text(effect.kind.symbol), "printed": .text(effect.value.text),
          "statistic": .text(statistic.text), "n": .integer(n), "values": .list(values.map { TestChecks.short($0) }),
        ]))
  }

  /// Programs print the corrected statistic of a 2×2 table beside a measure of the uncorrected one. The correction takes
  /// n√n/(2√(product of the margins)) off √X²: 2/√n with margins of halves, 10/√n where both are as uneven as 95 to 5.
  private static func isOfUncorrected(
    _ kind: PublishedEffect.Kind, _ size: PrintedNumber, _ statistic: PrintedNumber, _ n: Int
  ) -> Bool {
    let root = Double(n).squareRoot()
    func uncorrected(_ corrected: Double, _ shift: Double) -> Double {
      let x = max(0, corrected).squareRoot() + shift / root
      return value(kind, x * x / Double(n), side: 1)
    }
    let range =
      uncorrected(statistic.admissible.lowerBound, 2)...uncorrected(statistic.admissible.upperBound, 10)
    return range.overlaps(size.admissible)
  }

  /// Bergsma's correction, which some programs call V too.
  private static func isBiasCorrected(
    _ size: PrintedNumber, _ statistic: PrintedNumber, _ n: Int, _ df: Int, _ sides: [Int]
  ) -> Bool {
    let less = Double(n) - 1
    return sides.contains { side in
      func corrected(_ value: Double) -> Double {
        let x = max(0, value / Double(n) - Double(df) / less)
        let sides = [Double(side), Double(df / side)].map { $0 - $0 * $0 / less }
        return (x / max(sides.min()!, 1e-9)).squareRoot()
      }
      let range = corrected(statistic.admissible.lowerBound)...corrected(statistic.admissible.upperBound)
      return range.overlaps(size.admissible)
    }
  }
}
