import Glibc

/// Points and weights that integrate every polynomial of degree below twice their number exactly.
///
///     GaussLegendreRule(points: 3).integral(from: 0, to: 1) { $0 * $0 }    // 0.3333333333333333
public struct GaussLegendreRule: Sendable, Hashable {
  /// On the interval from −1 to 1, ascending.
  public let nodes: [Double]
  public let weights: [Double]

  /// - Complexity: O(`points`²), once.
  public init(points: Int) {
    precondition(points > 0, "a rule has at least one point")
    var nodes = [Double](repeating: 0, count: points)
    var weights = nodes
    for index in 0..<(points + 1) / 2 {
      // Newton's method on the Legendre polynomial from Tricomi's approximation to its zeros.
      var x = cos(.pi * (Double(index) + 0.75) / (Double(points) + 0.5))
      var derivative = 0.0
      for _ in 0..<100 {
        var (value, previous) = (1.0, 0.0)
        for degree in 0..<points {
          let n = Double(degree)
          (value, previous) = (((2 * n + 1) * x * value - n * previous) / (n + 1), value)
        }
        derivative = Double(points) * (x * value - previous) / (x * x - 1)
        let change = value / derivative
        x -= change
        if abs(change) <= 1e-16 { break }
      }
      if 2 * index + 1 == points { x = 0 }
      nodes[index] = -x
      nodes[points - 1 - index] = x
      let weight = 2 / ((1 - x * x) * derivative * derivative)
      weights[index] = weight
      weights[points - 1 - index] = weight
    }
    self.nodes = nodes
    self.weights = weights
  }

  public func integral(from low: Double, to high: Double, of function: (Double) -> Double) -> Double {
    let (half, middle) = ((high - low) / 2, (high + low) / 2)
    var sum = CompensatedSum()
    for (node, weight) in zip(nodes, weights) { sum.add(product: weight, function(middle + half * node)) }
    return half * sum.value
  }
}
