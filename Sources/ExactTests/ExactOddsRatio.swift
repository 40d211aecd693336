import Evidence
import Glibc

/// The first cell of a 2×2 table with fixed margins where the odds ratio is not 1: Fisher's noncentral hypergeometric
/// distribution.
struct NoncentralCell: Sendable, Hashable {
  let central: CellDistribution

  init(_ central: CellDistribution) { self.central = central }

  /// What sums over the support give at one odds ratio.
  private struct Sums {
    var mean = 0.0
    /// P(X ≤ observed) and P(X ≥ observed).
    var lower = 0.0
    var upper = 0.0
  }

  /// The mode at the odds ratio exp(`logRatio`), by bisection: the ratio of neighbours falls with the count.
  private func mode(_ logRatio: Double) -> Int {
    let support = central.support
    var (low, high) = (support.lowerBound, support.upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      if log(central.ratio(above: middle)) + logRatio > 0 { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func sums(_ logRatio: Double, _ observed: Int) -> Sums {
    let support = central.support
    let odds = exp(logRatio)
    let peak = mode(logRatio)
    // Weights are relative to the mode's, so nothing overflows and what underflows is negligible. Each walk adds up
    // what lies on its side of the observed count and what lies beyond it.
    var (below, above, atObserved) = (0.0, 0.0, 0.0)
    var (moment, term) = (0.0, 1.0)
    var count = peak
    while true {
      if count < observed { below += term } else if count > observed { above += term } else { atObserved = term }
      moment += Double(count - peak) * term
      if count == support.upperBound { break }
      let ratio = central.ratio(above: count) * odds
      if ratio < 1, term < 0x1p-60 * (1 - ratio) { break }
      term *= ratio
      count += 1
    }
    (term, count) = (1, peak)
    while count > support.lowerBound {
      let ratio = central.ratio(above: count - 1) * odds
      if ratio > 1, term < 0x1p-60 * (1 - 1 / ratio) { break }
      term /= ratio
      count -= 1
      if count < observed { below += term } else if count > observed { above += term } else { atObserved = term }
      moment += Double(count - peak) * term
    }
    let total = below + above + atObserved
    return Sums(
      mean: Double(peak) + moment / total, lower: (below + atObserved) / total, upper: (above + atObserved) / total)
  }

  /// The odds ratio whose mean count is `observed`: 0 and infinity at the ends of the support.
  func likeliestOddsRatio(of observed: Int) -> Double {
    if observed == central.support.lowerBound { return 0 }
    if observed == central.support.upperBound { return .infinity }
    return exp(root(near: start(observed)) { sums($0, observed).mean - Double(observed) })
  }

  /// The odds ratios at which the tails beyond `observed` weigh half of 1 − `level` each.
  func interval(of observed: Int, level: Double) -> ConfidenceInterval {
    let tail = (1 - level) / 2
    let first = start(observed)
    let low =
      observed == central.support.lowerBound
      ? 0 : exp(root(near: first) { sums($0, observed).upper - tail })
    let high =
      observed == central.support.upperBound
      ? .infinity : exp(root(near: first) { tail - sums($0, observed).lower })
    return ConfidenceInterval(low: low, high: high, level: level, method: "exact-conditional")
  }

  /// The logarithm of the sample odds ratio, with a half added to every count so that it exists.
  private func start(_ observed: Int) -> Double {
    let a = Double(observed) + 0.5
    let b = Double(central.firstRow - observed) + 0.5
    let c = Double(central.firstColumn - observed) + 0.5
    let d = Double(central.secondRow - central.firstColumn + observed) + 0.5
    return log(a) + log(d) - log(b) - log(c)
  }

  /// Where a growing function is 0: widening steps, then the Illinois rule guarded by bisection.
  private func root(near start: Double, _ function: (Double) -> Double) -> Double {
    var (low, high) = (start, start)
    var (atLow, atHigh) = (function(start), 0.0)
    atHigh = atLow
    var step = 0.5
    while atLow > 0 {
      (high, atHigh) = (low, atLow)
      low -= step
      step *= 2
      atLow = function(low)
    }
    while atHigh < 0 {
      (low, atLow) = (high, atHigh)
      high += step
      step *= 2
      atHigh = function(high)
    }
    var side = 0
    for round in 0..<200 where high - low > 4 * max(low.ulp, high.ulp, 0x1p-54) {
      let secant = (low * atHigh - high * atLow) / (atHigh - atLow)
      // Every third step halves, so that flat stretches cannot hold it up.
      let inside = secant > low && secant < high && round % 3 != 2
      let middle = inside ? secant : low + (high - low) / 2
      let value = function(middle)
      if value == 0 { return middle }
      if value < 0 {
        (low, atLow) = (middle, value)
        if side < 0 { atHigh /= 2 }
        side = -1
      } else {
        (high, atHigh) = (middle, value)
        if side > 0 { atLow /= 2 }
        side = 1
      }
    }
    return low + (high - low) / 2
  }
}
