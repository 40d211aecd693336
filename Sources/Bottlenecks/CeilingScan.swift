import NumericalMethods

/// Condition and outcome turned so that the empty corner lies at the upper left, and the cases in order of the condition.
///
/// Everything a permutation needs is laid out once; a permutation then only deals the outcomes anew to the places.
struct CeilingScan: Sendable {
  /// The different values of the condition, ascending.
  let positions: [Double]
  /// Where the cases of each position end in the order of the condition.
  let ends: [Int]
  /// The outcomes in the order of the condition, ties by outcome.
  let outcomes: [Double]
  let bounds: Bounds
  let countsTiedPeers: Bool

  /// The box of all cases, and the box of all possible cases around it.
  struct Bounds: Sendable, Hashable {
    var low: (x: Double, y: Double) { (scopeX.lowerBound, scopeY.lowerBound) }
    let observedX: ClosedRange<Double>
    let observedY: ClosedRange<Double>
    let scopeX: ClosedRange<Double>
    let scopeY: ClosedRange<Double>

    var width: Double { scopeX.upperBound - scopeX.lowerBound }
    var height: Double { scopeY.upperBound - scopeY.lowerBound }
    var area: Double { width * height }

    /// The part of the scope left of every case or above every case.
    var margin: Double {
      let left = observedX.lowerBound - scopeX.lowerBound
      let upper = scopeY.upperBound - observedY.upperBound
      return left * height + width * upper - left * upper
    }
  }

  /// The cases no other case lies above and left of.
  struct Peers {
    var x: [Double] = []
    var y: [Double] = []
    var count: [Double] = []

    mutating func removeAll() {
      x.removeAll(keepingCapacity: true)
      y.removeAll(keepingCapacity: true)
      count.removeAll(keepingCapacity: true)
    }

    mutating func append(_ x: Double, _ y: Double, _ count: Double) {
      self.x.append(x)
      self.y.append(y)
      self.count.append(count)
    }
  }

  init(x: [Double], y: [Double], bounds: Bounds, countsTiedPeers: Bool) {
    let order = x.indices.sorted { (x[$0], y[$0], $0) < (x[$1], y[$1], $1) }
    outcomes = order.map { y[$0] }
    var positions: [Double] = []
    var ends: [Int] = []
    for (place, index) in order.enumerated() {
      if positions.last == x[index] {
        ends[ends.count - 1] = place + 1
      } else {
        positions.append(x[index])
        ends.append(place + 1)
      }
    }
    self.positions = positions
    self.ends = ends
    self.bounds = bounds
    self.countsTiedPeers = countsTiedPeers
  }

  /// The peers of the cases as they are.
  func peers() -> Peers {
    var peers = Peers()
    var start = 0
    var peak = -Double.infinity
    for (group, end) in ends.enumerated() {
      let top = outcomes[start..<end].max()!
      if top > peak {
        peak = top
        peers.append(positions[group], top, Double(outcomes[start..<end].count { $0 == top }))
      }
      start = end
    }
    return peers
  }

  /// The peers of the outcomes dealt anew. Outcomes are drawn place by place, and no more once the highest was drawn:
  /// no later case can be a peer.
  func shuffledPeers(_ generator: inout SeededGenerator, _ dealt: inout [Double], into peers: inout Peers) {
    peers.removeAll()
    let highest = bounds.observedY.upperBound
    let count = outcomes.count
    dealt.withUnsafeMutableBufferPointer { dealt in
      outcomes.withUnsafeBufferPointer { dealt.baseAddress!.update(from: $0.baseAddress!, count: count) }
      var place = 0
      var peak = -Double.infinity
      for (group, end) in ends.enumerated() {
        var (top, ties) = (-Double.infinity, 0.0)
        while place < end {
          let chosen = place &+ generator.integer(below: count &- place)
          let value = dealt[chosen]
          dealt[chosen] = dealt[place]
          if value > top {
            (top, ties) = (value, 1)
          } else if value == top {
            ties += 1
          }
          place &+= 1
        }
        if top > peak {
          peak = top
          peers.append(positions[group], top, ties)
          if top == highest { return }
        }
      }
    }
  }

  /// The area above the steps through the peers.
  func stepZone(_ peers: Peers) -> Double {
    var zone = bounds.margin
    let left = bounds.observedX.lowerBound
    for index in peers.x.indices.dropFirst() { zone += (peers.x[index] - left) * (peers.y[index] - peers.y[index - 1]) }
    return zone
  }

  /// The straight line through the peers by least squares; `nil` for a single peer.
  func line(_ peers: Peers) -> (slope: Double, intercept: Double)? {
    guard peers.x.count > 1 else { return nil }
    var (weight, meanX, meanY) = (0.0, 0.0, 0.0)
    for index in peers.x.indices {
      let count = countsTiedPeers ? peers.count[index] : 1
      weight += count
      meanX += count * peers.x[index]
      meanY += count * peers.y[index]
    }
    meanX /= weight
    meanY /= weight
    var (squares, products) = (0.0, 0.0)
    for index in peers.x.indices {
      let count = countsTiedPeers ? peers.count[index] : 1
      let distance = peers.x[index] - meanX
      squares += count * distance * distance
      products += count * distance * (peers.y[index] - meanY)
    }
    let slope = products / squares
    return (slope, meanY - slope * meanX)
  }

  /// The area of the scope above a rising line.
  func lineZone(_ line: (slope: Double, intercept: Double)?) -> Double {
    guard let line else { return 0 }
    let (low, high) = (bounds.scopeY.lowerBound, bounds.scopeY.upperBound)
    let (left, right) = (bounds.scopeX.lowerBound, bounds.scopeX.upperBound)
    // Where the line enters the box and where it leaves it.
    let enters = min(right, max(left, (low - line.intercept) / line.slope))
    let leaves = max(enters, min(right, (high - line.intercept) / line.slope))
    let yEnters = min(high, max(low, line.slope * enters + line.intercept))
    let yLeaves = min(high, max(low, line.slope * leaves + line.intercept))
    return (enters - left) * (high - low) + (leaves - enters) * (high - (yEnters + yLeaves) / 2)
      + (right - leaves) * (high - yLeaves)
  }
}
