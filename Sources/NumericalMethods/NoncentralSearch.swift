import Evidence

/// The probability that a noncentral chi-square variate is at most `x`, to about 1e-12.
///
/// The Poisson mixture of central tails, each got from the one above it by adding a density, so that the whole costs
/// O(√noncentrality) multiplications. `NoncentralChiSquareDistribution` has more digits and full tails but takes a
/// thousand times as long, and an interval asks dozens of times.
package func noncentralLowerTail(
  at x: Double, degreesOfFreedom: Double, noncentrality: Double
) throws(Fault) -> Double {
  let mean = noncentrality / 2
  let reach = 9 * mean.squareRoot() + 30
  let last = Int(mean + reach)
  let first = max(0, Int(mean - reach))
  var tail = try ChiSquareDistribution(degreesOfFreedom: degreesOfFreedom + 2 * Double(last)).lowerTail(at: x)
  let shape = degreesOfFreedom / 2
  let half = x / 2
  // y^s e^−y / Γ(s + 1), what the tail gains as the shape falls from s + 1 to s.
  func gain(_ place: Int) throws(Fault) -> Double {
    let shapeThere = shape + Double(place)
    return 2 * (try ChiSquareDistribution(degreesOfFreedom: 2 * (shapeThere + 1)).density(at: x))
  }
  let mode = Int(mean)
  var weights = [Double](repeating: 0, count: last - first + 1)
  weights[mode - first] = 1
  if mode < last {
    for place in (mode + 1)...last { weights[place - first] = weights[place - first - 1] * mean / Double(place) }
  }
  if mode > first {
    for place in stride(from: mode, to: first, by: -1) {
      weights[place - first - 1] = weights[place - first] * Double(place) / mean
    }
  }
  // The density at the far end may underflow; it is taken anew until it does not.
  var step = try gain(last - 1)
  var sum = weights[last - first] * tail
  var total = weights[last - first]
  var place = last - 1
  while place >= first {
    if step < 1e-280 { step = try gain(place) }
    tail = min(1, tail + step)
    sum += weights[place - first] * tail
    total += weights[place - first]
    step *= (shape + Double(place)) / half
    place -= 1
  }
  return sum / total
}

/// The noncentralities under which the statistic would be as high, or as low, as (1 − level)/2 allows; `reach` is the
/// normal quantile of that tail, near which the search starts.
package func noncentralityBounds(
  _ statistic: Double, _ degrees: Double, level: Double, reach: Double
) throws(Fault) -> (low: Double, high: Double) {
  let tail = (1 - level) / 2
  // The lower tail falls as the noncentrality rises.
  func solved(_ wanted: Double, _ side: Double) throws(Fault) -> Double {
    let central = try ChiSquareDistribution(degreesOfFreedom: degrees).lowerTail(at: statistic)
    if central <= wanted { return 0 }
    let center = statistic.squareRoot() + side * reach
    if statistic > 1e8 { return center * center }
    func excess(_ root: Double) throws(Fault) -> Double {
      root <= 0
        ? central - wanted
        : try noncentralLowerTail(at: statistic, degreesOfFreedom: degrees, noncentrality: root * root) - wanted
    }
    var low = max(0, center - 1)
    var high = max(center + 1, 1)
    while low > 0 {
      if try excess(low) > 0 { break }
      low = max(0, low - 2)
    }
    while try excess(high) > 0 { high += 2 }
    let root = try fallingRoot(from: low, to: high) { (x) throws(Fault) in try excess(x) }
    return root * root
  }
  return (try solved(1 - tail, -1), try solved(tail, 1))
}

/// Where a falling function crosses zero, by the Illinois form of false position.
package func fallingRoot(
  from start: Double, to end: Double, _ function: (Double) throws(Fault) -> Double
) throws(Fault) -> Double {
  var (low, high) = (start, end)
  var (atLow, atHigh) = (try function(low), try function(high))
  if atLow == 0 { return low }
  var side = 0
  for _ in 0..<100 {
    if high - low <= 1e-13 * abs(high) || atHigh == 0 { break }
    var middle = high - atHigh * (high - low) / (atHigh - atLow)
    if !(middle > low && middle < high) { middle = low + (high - low) / 2 }
    let value = try function(middle)
    if value == 0 || (abs(value) < 1e-13 && side != 0) { return middle }
    if value > 0 {
      (low, atLow) = (middle, value)
      if side == 1 { atHigh /= 2 }
      side = 1
    } else {
      (high, atHigh) = (middle, value)
      if side == -1 { atLow /= 2 }
      side = -1
    }
  }
  return abs(atLow) < abs(atHigh) ? low : high
}
