import NumericalMethods

/// The sums of distances from every leaf to the clusters of the finest cut; coarser cuts add them up.
struct Silhouettes: Sendable {
  private let sums: [Double]
  private let finest: DendrogramCut
  private let weights: [Double]

  /// - Complexity: O(*leaves*²) distances.
  init(_ distances: LeafDistances, _ multiplicities: [Int], finest: DendrogramCut, threads: Int) {
    let count = distances.count
    let clusters = finest.clusterCount
    let weights = multiplicities.map(Double.init)
    // Leaves of one cluster stand together, so that a sum over a cluster is one stretch.
    let order = (0..<count).sorted { (finest.labels[$0], $0) < (finest.labels[$1], $1) }
    var starts: [Int] = []
    for (place, leaf) in order.enumerated() where starts.count < finest.labels[leaf] { starts.append(place) }
    starts.append(count)
    let ordered = distances.permuted(order)
    let orderedWeights = order.map { weights[$0] }
    let chunks = Parallel.mapChunks(of: count, by: 32, threads: count > 300 ? threads : 1) { [starts] rows in
      var sums: [Double] = []
      sums.reserveCapacity(rows.count * clusters)
      withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { buffer in
        for row in rows {
          ordered.distances(from: row, to: 0..<count, into: buffer)
          for cluster in 0..<clusters {
            sums.append(Self.sum(buffer, orderedWeights, starts[cluster]..<starts[cluster + 1]))
          }
        }
      }
      return sums
    }
    var sums = [Double](repeating: 0, count: count * clusters)
    for (place, sum) in chunks.joined().enumerated() {
      sums[order[place / clusters] * clusters + place % clusters] = sum
    }
    self.sums = sums
    self.finest = finest
    self.weights = weights
  }

  /// The weighted sum of a stretch, in four strands that do not wait for each other.
  private static func sum(
    _ distances: UnsafeMutableBufferPointer<Double>, _ weights: [Double], _ stretch: Range<Int>
  ) -> Double {
    weights.withUnsafeBufferPointer { weights in
      var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0)
      var place = stretch.lowerBound
      while place + 4 <= stretch.upperBound {
        a += weights[place] * distances[place]
        b += weights[place + 1] * distances[place + 1]
        c += weights[place + 2] * distances[place + 2]
        d += weights[place + 3] * distances[place + 3]
        place += 4
      }
      while place < stretch.upperBound {
        a += weights[place] * distances[place]
        place += 1
      }
      return (a + b) + (c + d)
    }
  }

  /// The mean over all rows. Rows of a leaf are 0 apart and count one another.
  func mean(_ cut: DendrogramCut) -> Double {
    let fine = finest.clusterCount
    var coarse = [Int](repeating: 0, count: fine)
    for (small, large) in zip(finest.labels, cut.labels) { coarse[small - 1] = large - 1 }
    var sizes = [Double](repeating: 0, count: cut.clusterCount)
    for (leaf, label) in cut.labels.enumerated() { sizes[label - 1] += weights[leaf] }
    var total = CompensatedSum()
    var toCluster = [Double](repeating: 0, count: cut.clusterCount)
    for leaf in weights.indices {
      let own = cut.labels[leaf] - 1
      guard sizes[own] > 1 else { continue }
      for cluster in toCluster.indices { toCluster[cluster] = 0 }
      for cluster in 0..<fine { toCluster[coarse[cluster]] += sums[leaf * fine + cluster] }
      let inside = toCluster[own] / (sizes[own] - 1)
      var outside = Double.infinity
      for cluster in toCluster.indices where cluster != own {
        outside = min(outside, toCluster[cluster] / sizes[cluster])
      }
      let greater = max(inside, outside)
      if greater > 0 { total.add(weights[leaf] * (outside - inside) / greater) }
    }
    return total.value / weights.compensatedSum()
  }
}
