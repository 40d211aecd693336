import Glibc

/// The first cell of a 2×2 table whose margins are fixed, in log space.
///
/// Probabilities come from Loader's saddle-point form, whose error does not grow with the counts, and sums from
/// ratios of neighbours. (Differences of log-gammas lose eight digits at a million rows.)
struct CellDistribution: Sendable, Hashable {
  let firstRow: Int
  let secondRow: Int
  let firstColumn: Int

  /// The margins of the table `[a b; c d]`.
  init(firstRow: Int, secondRow: Int, firstColumn: Int) {
    self.firstRow = firstRow
    self.secondRow = secondRow
    self.firstColumn = firstColumn
  }

  var total: Int { firstRow + secondRow }
  var support: ClosedRange<Int> { max(0, firstColumn - secondRow)...min(firstRow, firstColumn) }

  /// The most probable count; the smaller one if two are.
  var mode: Int {
    let (a, b) = (Double(firstRow) + 1, Double(firstColumn) + 1)
    var guess = Int((a * b / (Double(total) + 2)).rounded(.up)) - 1
    guess = min(max(guess, support.lowerBound), support.upperBound)
    while guess < support.upperBound, ratio(above: guess) > 1 { guess += 1 }
    while guess > support.lowerBound, ratio(above: guess - 1) <= 1 { guess -= 1 }
    return guess
  }

  /// P(`count` + 1) / P(`count`) where all tables are equally likely given the margins.
  @inline(__always) func ratio(above count: Int) -> Double {
    let up = Double(firstRow - count) * Double(firstColumn - count)
    let down = Double(count + 1) * Double(secondRow - firstColumn + count + 1)
    return up / down
  }

  /// The logarithm of the probability of exactly `count`.
  func logProbability(of count: Int) -> Double {
    guard support.contains(count) else { return -.infinity }
    if support.count == 1 { return 0 }
    let share = Double(firstColumn) / Double(total)
    let rest = Double(secondRow + firstRow - firstColumn) / Double(total)
    return logBinomial(count, of: firstRow, share, rest)
      + logBinomial(firstColumn - count, of: secondRow, share, rest)
      - logBinomial(firstColumn, of: total, share, rest)
  }

  /// log P(X ≤ `count`).
  func logLowerTail(_ count: Int) -> Double {
    if count < support.lowerBound { return -.infinity }
    if count >= support.upperBound { return 0 }
    // The far side of the mode is one minus a sum that is small.
    if count >= mode { return logComplement(logSum(upwardFrom: count + 1)) }
    return logSum(downwardFrom: count)
  }

  /// log P(X ≥ `count`).
  func logUpperTail(_ count: Int) -> Double {
    if count > support.upperBound { return -.infinity }
    if count <= support.lowerBound { return 0 }
    if count <= mode { return logComplement(logSum(downwardFrom: count - 1)) }
    return logSum(upwardFrom: count)
  }

  private func logSum(upwardFrom start: Int) -> Double {
    var (sum, term, count) = (1.0, 1.0, start)
    while count < support.upperBound {
      let ratio = ratio(above: count)
      term *= ratio
      sum += term
      count += 1
      if ratio < 1, term < sum * 0x1p-56 * (1 - ratio) { break }
    }
    return logProbability(of: start) + log(sum)
  }

  private func logSum(downwardFrom start: Int) -> Double {
    var (sum, term, count) = (1.0, 1.0, start)
    while count > support.lowerBound {
      let ratio = ratio(above: count - 1)
      term /= ratio
      sum += term
      count -= 1
      if ratio > 1, term < sum * 0x1p-56 * (1 - 1 / ratio) { break }
    }
    return logProbability(of: start) + log(sum)
  }
}

/// log(1 − exp(`x`)) for `x` ≤ 0.
func logComplement(_ x: Double) -> Double {
  if x >= 0 { return -.infinity }
  return x > -0.6931471805599453 ? log(-expm1(x)) : log1p(-exp(x))
}

/// log(exp(`x`) + exp(`y`)).
func logSum(_ x: Double, _ y: Double) -> Double {
  let (large, small) = (max(x, y), min(x, y))
  return small == -.infinity ? large : large + log1p(exp(small - large))
}

/// The logarithm of the binomial probability, after Loader (2000), "Fast and accurate computation of binomial
/// probabilities"; `share` and `rest` add to 1 and are both given because neither is exact.
private func logBinomial(_ count: Int, of trials: Int, _ share: Double, _ rest: Double) -> Double {
  let (x, n) = (Double(count), Double(trials))
  if count == 0 {
    if trials == 0 { return 0 }
    return share < 0.1 ? -deviance(n, n * rest) - n * share : n * log(rest)
  }
  if count == trials {
    return rest < 0.1 ? -deviance(n, n * share) - n * rest : n * log(share)
  }
  let exponent =
    stirlingError(trials) - stirlingError(count) - stirlingError(trials - count)
    - deviance(x, n * share) - deviance(n - x, n * rest)
  return exponent - 0.5 * (1.8378770664093455 + log(x) + log1p(-x / n))
}

/// x log(x/m) + m − x without cancellation near x = m.
private func deviance(_ x: Double, _ mean: Double) -> Double {
  if abs(x - mean) < 0.1 * (x + mean) {
    let v = (x - mean) / (x + mean)
    var sum = (x - mean) * v
    var power = 2 * x * v
    var odd = 3.0
    while true {
      power *= v * v
      let next = sum + power / odd
      if next == sum { return sum }
      sum = next
      odd += 2
    }
  }
  return x * log(x / mean) + mean - x
}

/// log n!
func logFactorial(_ n: Int) -> Double {
  if n < 2 { return 0 }
  let x = Double(n)
  return (x + 0.5) * log(x) - x + 0.9189385332046727 + stirlingError(n)
}

/// log n! − log(√(2πn) (n/e)ⁿ).
func stirlingError(_ n: Int) -> Double {
  if n < smallStirlingErrors.count { return smallStirlingErrors[n] }
  let x = Double(n)
  let y = x * x
  return (1 / 12.0 - (1 / 360.0 - (1 / 1260.0 - (1 / 1680.0 - (1 / 1188.0) / y) / y) / y) / y) / x
}

/// The errors for 0 … 31, computed with 60 digits; that of 0 is never used.
private let smallStirlingErrors: [Double] = [
  0, 0.08106146679532726, 0.0413406959554093, 0.02767792568499834,
  0.020790672103765093, 0.016644691189821193, 0.013876128823070748, 0.01189670994589177,
  0.010411265261972096, 0.009255462182712733, 0.00833056343336287, 0.007573675487951841,
  0.00694284010720953, 0.006408994188004207, 0.0059513701127588475, 0.005554733551962801,
  0.0052076559196096404, 0.004901395948434738, 0.004629153749334028, 0.004385560249232324,
  0.004166319691996922, 0.00396795421864086, 0.0037876180684444346, 0.0036229602246830948,
  0.003472021382978767, 0.003333155636728093, 0.003204970228055038, 0.0030862786826087773,
  0.002976063983550409, 0.0028734493623524663, 0.0027776749297526936, 0.002688078828531143,
]
