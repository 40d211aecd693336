import Glibc

/// Numbers to places along a line, straight.
public struct Scale: Sendable, Hashable {
  public let low: Double
  public let high: Double
  public let start: Double
  public let end: Double

  /// A scale whose ends are round numbers around all values. Equal values get room on both sides.
  ///
  /// `count` is about how many steps there should be between the ticks.
  init(
    covering values: [Double], includingZero: Bool = false, bounds: ClosedRange<Double>? = nil, from start: Double,
    to end: Double, steps count: Int = 5
  ) {
    var values = values.filter(\.isFinite)
    if includingZero || values.isEmpty { values.append(0) }
    var (low, high) = (values.min()!, values.max()!)
    if low == high {
      if low == 0 { high = 1 } else { (low, high) = (min(low * 0.9, low * 1.1), max(low * 0.9, low * 1.1)) }
      if includingZero { (low, high) = (min(0, low), max(0, high)) }
    }
    let step = Self.step(for: high - low, count: count)
    low = (low / step + 1e-9).rounded(.down) * step
    high = (high / step - 1e-9).rounded(.up) * step
    if let bounds { (low, high) = (max(low, bounds.lowerBound), min(high, bounds.upperBound)) }
    self.init(low: low, high: max(high, low + step), start: start, end: end)
  }

  init(low: Double, high: Double, start: Double, end: Double) {
    self.low = low
    self.high = high
    self.start = start
    self.end = end
  }

  /// The place of a value; values outside are put on the nearer end.
  func place(_ value: Double) -> Double {
    let share = (min(max(value, low), high) - low) / (high - low)
    return start + share * (end - start)
  }

  /// Round numbers from end to end, about `count` steps of them, in rising order.
  func ticks(_ count: Int) -> (values: [Double], step: Double) {
    let step = Self.step(for: high - low, count: max(1, count))
    let first = (low / step - 1e-9).rounded(.up)
    let last = (high / step + 1e-9).rounded(.down)
    guard last >= first, last - first < 1000 else { return ([low, high], high - low) }
    return (stride(from: first, through: last, by: 1).map { $0 * step }, step)
  }

  /// 1, 2 or 5 times a power of ten.
  private static func step(for range: Double, count: Int) -> Double {
    let rough = range / Double(count)
    guard rough.isFinite, rough > 0 else { return 1 }
    let power = pow(10, floor(log10(rough)))
    let factor = rough / power
    return (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10) * power
  }
}

extension ValueFormat {
  /// The same form with as many decimals as ticks so far apart need.
  func forTicks(step: Double) -> ValueFormat {
    let shown = isPercent ? step * 100 : step
    var format = self
    format.decimals = shown >= 1 || shown <= 0 ? 0 : min(6, Int(ceil(-log10(shown) - 1e-9)))
    format.showsSign = false
    return format
  }
}
