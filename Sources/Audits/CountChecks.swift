import Documents
import Evidence

/// Shares and means that come from whole counts: which exist at a size, and which do not.
enum CountChecks {
  /// The counts k for which k of `n` prints as `percentage`, at most two.
  static func counts(_ percentage: PrintedNumber, of n: Int, truncated: Bool = false) -> ClosedRange<Int>? {
    let range = truncated ? percentage.admissible : percentage.rounded
    let low = Int((range.lowerBound / 100 * Double(n)).rounded(.up))
    let high = Int((range.upperBound / 100 * Double(n)).rounded(.down))
    return max(0, low) <= min(n, high) ? max(0, low)...min(n, high) : nil
  }

  /// Whether every percentage with these decimals exists at `n`, so that none can be wrong.
  static func isUninformative(_ percentage: PrintedNumber, at n: Int) -> Bool {
    Double(n) * percentage.unit >= 100
  }

  static func check(_ claim: PercentageClaim, sizes: [CountedUnit: [Int]]) -> AuditCheck? {
    // A unit that was given two sizes says nothing definite of its shares.
    func size(_ unit: CountedUnit) -> Int? {
      let all = Set(sizes[unit] ?? [])
      return all.count == 1 ? all.first : nil
    }
    let units = claim.unit.map { [$0] } ?? CountedUnit.allCases
    let known = units.compactMap { unit in size(unit).map { (unit, $0) } }
    guard !known.isEmpty else { return nil }
    let number = claim.number
    let possible = known.filter { self.counts(number, of: $0.1, truncated: true) != nil }
    let reported = [
      AuditCheck.Reported("percentage", number.text), .init("n", known.map { "\($0.1)" }.joined(separator: ", ")),
    ]
    guard let (_, n) = possible.first else {
      let n = known[0].1
      let below = Int(number.value / 100 * Double(n))
      let others = CountedUnit.allCases.compactMap(size).filter { $0 != n && self.counts(number, of: $0) != nil }
      let smaller: [Int] = (1...max(1, n / 50)).map { n - $0 }
      let fewer = smaller.filter { (size: Int) -> Bool in size > 0 && self.counts(number, of: size) != nil }
      var facts: Facts = [
        "printed": .text(number.text), "n": .integer(n), "below": .integer(below), "above": .integer(below + 1),
        "belowShare": .text(share(below, n, number.decimals + 1)),
        "aboveShare": .text(share(below + 1, n, number.decimals + 1)),
        "fewer": .list(fewer.prefix(4).map(String.init)),
      ]
      var code = fewer.isEmpty ? AuditMessage.percentageImpossible : .percentageNeedsMissing
      if let other = others.first, isUninformative(number, at: other), !fewer.isEmpty {
        facts["other"] = .integer(other)
        code = .percentageNeedsMissingOrOtherUnit
      }
      return AuditCheck(
        .countFromPercentage, kind: "percentage", at: claim.place, reported: reported,
        recomputed: [
          .init("nearestBelow", 100 * Double(below) / Double(n)),
          .init("nearestAbove", 100 * Double(below + 1) / Double(n)),
        ], verdict: .impossible, message: Caveat(audit: code, facts))
    }
    let rounded = self.counts(number, of: n)
    let counts = rounded ?? self.counts(number, of: n, truncated: true)!
    let isRounded = rounded != nil
    let facts: Facts = ["printed": .text(number.text), "n": .integer(n), "count": .integer(counts.lowerBound)]
    let code: AuditMessage =
      isUninformative(number, at: n) ? .percentageUninformative : isRounded ? .percentageExists : .percentageTruncated
    return AuditCheck(
      .countFromPercentage, kind: "percentage", at: claim.place, reported: reported,
      recomputed: [.init("count", Double(counts.lowerBound))], verdict: isRounded ? .consistent : .rounding,
      message: Caveat(audit: code, facts))
  }

  private static func share(_ count: Int, _ n: Int, _ decimals: Int) -> String {
    DisplayRule.percent(decimals: max(0, decimals)).text(count, of: n, style: .gb) + "%"
  }
}

/// A mean and a standard deviation of whole answers, as printed.
public struct PublishedMean: Sendable, Hashable {
  public var place: Place
  public var mean: PrintedNumber
  public var standardDeviation: PrintedNumber?
  public var n: Int
  /// How many items were averaged into each answer.
  public var items = 1
  /// The lowest and highest answer, where they are known.
  public var minimum: Int?
  public var maximum: Int?
  /// Whether the answers are 0 and 1, so that the mean fixes the deviation.
  public var isBinary = false

  public init(at place: Place, mean: PrintedNumber, standardDeviation: PrintedNumber? = nil, n: Int) {
    self.place = place
    self.mean = mean
    self.standardDeviation = standardDeviation
    self.n = n
  }
}

enum MeanChecks {
  static func checks(of published: PublishedMean) -> [AuditCheck] {
    guard published.n > 0, published.items > 0 else { return [] }
    if published.isBinary { return binary(published).map { [$0] } ?? [] }
    let first = mean(published)
    guard !first.verdict.isFlag else { return [first] }
    return [first] + (deviation(published).map { [$0] } ?? [])
  }

  private static func reported(_ published: PublishedMean) -> [AuditCheck.Reported] {
    var reported = [AuditCheck.Reported("mean", published.mean.text), .init("n", "\(published.n)")]
    if let deviation = published.standardDeviation { reported.append(.init("sd", deviation.text)) }
    if published.items != 1 { reported.append(.init("items", "\(published.items)")) }
    return reported
  }

  /// Sums of whole answers that give the printed mean.
  private static func sums(_ range: ClosedRange<Double>, _ grains: Double) -> ClosedRange<Double>? {
    let low = (range.lowerBound * grains).rounded(.up)
    let high = (range.upperBound * grains).rounded(.down)
    return low <= high ? low...high : nil
  }

  private static func mean(_ published: PublishedMean) -> AuditCheck {
    let grains = Double(published.n) * Double(published.items)
    let mean = published.mean
    let below = (mean.value * grains).rounded(.down)
    var facts: Facts = [
      "printed": .text(mean.text), "n": .integer(published.n),
      "below": .text((below / grains).rounded(decimals: mean.decimals + 2)),
      "above": .text(((below + 1) / grains).rounded(decimals: mean.decimals + 2)),
    ]
    var (verdict, code) = (AuditVerdict.consistent, AuditMessage.meanExists)
    if let minimum = published.minimum, mean.rounded.upperBound < Double(minimum) {
      (verdict, code) = (.impossible, .meanOutsideScale)
    } else if let maximum = published.maximum, mean.rounded.lowerBound > Double(maximum) {
      (verdict, code) = (.impossible, .meanOutsideScale)
    } else if grains * mean.unit >= 1 {
      code = .meanUninformative
    } else if sums(mean.rounded, grains) == nil {
      (verdict, code) =
        sums(mean.admissible, grains) == nil ? (.impossible, .meanImpossible) : (.rounding, .meanTruncated)
    }
    facts["scale"] = .text("\(published.minimum.map(String.init) ?? "?")-\(published.maximum.map(String.init) ?? "?")")
    return AuditCheck(
      .meanFromCounts, kind: "mean", at: published.place, reported: reported(published),
      recomputed: [.init("nearestBelow", below / grains), .init("nearestAbove", (below + 1) / grains)],
      verdict: verdict, message: Caveat(audit: code, facts))
  }

  /// GRIMMER: the sum of squares of whole answers is whole, and odd when their sum is odd. With the bounds of the scale
  /// and few answers, samples are looked for (SPRITE), so that a deviation no sample has is found too.
  private static func deviation(_ published: PublishedMean) -> AuditCheck? {
    guard let deviation = published.standardDeviation, published.items == 1, published.n > 1 else { return nil }
    let n = Double(published.n)
    guard n * published.mean.unit < 1, let sums = sums(published.mean.admissible, n),
      sums.upperBound - sums.lowerBound < 100
    else { return nil }
    func exists(_ range: ClosedRange<Double>) -> Bool {
      var sum = sums.lowerBound
      while sum <= sums.upperBound {
        let (low, high) = (max(0, range.lowerBound), max(0, range.upperBound))
        let least = (low * low * (n - 1) + sum * sum / n).rounded(.up)
        let most = (high * high * (n - 1) + sum * sum / n).rounded(.down)
        var squares = least
        while squares <= most, squares - least < 10_000 {
          if (squares - sum).truncatingRemainder(dividingBy: 2) == 0,
            SampleSearch.exists(
              n: published.n, sum: Int(sum), squares: Int(squares), minimum: published.minimum,
              maximum: published.maximum)
          {
            return true
          }
          squares += 1
        }
        sum += 1
      }
      return false
    }
    let isRounded = exists(deviation.rounded)
    let isAdmissible = isRounded || exists(deviation.admissible)
    let searched = published.minimum != nil && published.maximum != nil
    return AuditCheck(
      searched ? .samplesExist : .deviationFromCounts, kind: "standard-deviation", at: published.place,
      reported: reported(published), verdict: isRounded ? .consistent : isAdmissible ? .rounding : .impossible,
      message: Caveat(
        audit: isRounded ? .deviationExists : isAdmissible ? .deviationTruncated : .deviationImpossible,
        [
          "printed": .text(deviation.text), "mean": .text(published.mean.text), "n": .integer(published.n),
        ]))
  }

  /// DEBIT: among zeros and ones the mean fixes the deviation.
  private static func binary(_ published: PublishedMean) -> AuditCheck? {
    guard let deviation = published.standardDeviation, published.n > 1 else { return nil }
    let n = Double(published.n)
    func range(_ means: ClosedRange<Double>) -> ClosedRange<Double> {
      let low = min(max(means.lowerBound, 0), 1)
      let high = min(max(means.upperBound, 0), 1)
      func deviation(_ mean: Double) -> Double { (n / (n - 1) * mean * (1 - mean)).squareRoot() }
      let ends = [deviation(low), deviation(high)]
      let top = low <= 0.5 && high >= 0.5 ? deviation(0.5) : ends.max()!
      return ends.min()!...top
    }
    let rounded = range(published.mean.rounded)
    let isRounded = rounded.overlaps(deviation.rounded)
    let isAdmissible = range(published.mean.admissible).overlaps(deviation.admissible)
    return AuditCheck(
      .deviationOfBinary, kind: "standard-deviation", at: published.place, reported: reported(published),
      recomputed: [.init("low", rounded.lowerBound), .init("high", rounded.upperBound)],
      verdict: isRounded ? .consistent : isAdmissible ? .rounding : .impossible,
      message: Caveat(
        audit: isAdmissible ? .binaryDeviationFits : .binaryDeviationImpossible,
        [
          "printed": .text(deviation.text), "mean": .text(published.mean.text),
          "low": .text(TestChecks.short(rounded.lowerBound)), "high": .text(TestChecks.short(rounded.upperBound)),
        ]))
  }
}

/// Whether whole answers exist with a given count, sum and sum of squares.
enum SampleSearch {
  /// Between `minimum` and `maximum` the answer is exact. Sums of squares of samples with one sum move in steps of two,
  /// from the most even sample to the most spread one, and every step but a few at the ends is reached; the few are
  /// looked for. Without bounds, the most even sample is the only limit.
  static func exists(n: Int, sum: Int, squares: Int, minimum: Int?, maximum: Int?) -> Bool {
    let base = Int((Double(sum) / Double(n)).rounded(.down))
    let above = sum - base * n
    let least = (n - above) * base * base + above * (base + 1) * (base + 1)
    guard squares >= least, (squares - least) % 2 == 0 else { return false }
    guard let minimum, let maximum else { return true }
    guard minimum <= maximum, sum >= n * minimum, sum <= n * maximum else { return false }
    guard maximum - minimum <= 10, n <= 200 else { return squares <= mostSpread(n, sum, minimum, maximum) }
    return search(n, sum - n * minimum, shifted(squares, n, sum, minimum), maximum - minimum)
  }

  private static func mostSpread(_ n: Int, _ sum: Int, _ minimum: Int, _ maximum: Int) -> Int {
    let width = maximum - minimum
    guard width > 0 else { return n * minimum * minimum }
    let rest = sum - n * minimum
    let top = rest / width
    let between = minimum + rest % width
    return top * maximum * maximum + (top < n ? between * between + (n - top - 1) * minimum * minimum : 0)
  }

  /// The sum of squares once `minimum` is taken off each answer.
  private static func shifted(_ squares: Int, _ n: Int, _ sum: Int, _ minimum: Int) -> Int {
    squares - 2 * minimum * sum + n * minimum * minimum
  }

  /// Counts of the answers 0…width, the largest first, within the least and the most that the rest can add.
  private static func search(_ n: Int, _ sum: Int, _ squares: Int, _ width: Int) -> Bool {
    if n == 0 { return sum == 0 && squares == 0 }
    guard sum >= 0, squares >= 0, sum <= n * width else { return false }
    if width == 0 { return sum == 0 && squares == 0 }
    if width == 1 { return squares == sum }
    guard squares >= sum, squares <= width * sum else { return false }
    let base = sum / n
    let above = sum - base * n
    guard squares >= (n - above) * base * base + above * (base + 1) * (base + 1) else { return false }
    for count in stride(from: min(n, sum / width), through: 0, by: -1) {
      if search(n - count, sum - count * width, squares - count * width * width, width - 1) { return true }
    }
    return false
  }
}
