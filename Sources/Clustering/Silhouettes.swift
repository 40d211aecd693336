import CKernels
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
    let clusterOfPlace = order.map { finest.labels[$0] - 1 }
    // Each distance is computed once and counts for both its leaves: a chunk holds the sums of its own leaves to those
    // behind them, and what these are to the clusters the chunk lies in.
    struct Share: Sendable {
      var own: [Double]
      var firstCluster: Int
      var others: [Double]
    }
    let size = 64
    let shares = Parallel.mapChunks(of: count, by: size, threads: count > 300 ? threads : 1) { [starts] rows in
      let width = count - rows.lowerBound
      let first = clusterOfPlace[rows.lowerBound]
      var share = Share(
        own: [Double](repeating: 0, count: rows.count * clusters), firstCluster: first,
        others: [Double](repeating: 0, count: (clusterOfPlace[rows.upperBound - 1] - first + 1) * width))
      withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { buffer in
        share.others.withUnsafeMutableBufferPointer { others in
          for row in rows where row + 1 < count {
            ordered.distances(from: row, to: row + 1..<count, into: buffer)
            let column = others.baseAddress! + (clusterOfPlace[row] - first) * width - rows.lowerBound
            for cluster in clusterOfPlace[row]..<clusters {
              let begin = max(starts[cluster], row + 1)
              let end = starts[cluster + 1]
              if begin >= end { continue }
              share.own[(row - rows.lowerBound) * clusters + cluster] = orderedWeights.withUnsafeBufferPointer {
                ck_leaf_fold(
                  ordered.level, buffer.baseAddress! + (begin - row - 1), $0.baseAddress! + begin, $0[row],
                  Int64(end - begin), column + begin)
              }
            }
          }
        }
      }
      return share
    }
    var sums = [Double](repeating: 0, count: count * clusters)
    for (chunk, share) in shares.enumerated() {
      let begin = chunk * size
      for (place, sum) in share.own.enumerated() {
        sums[order[begin + place / clusters] * clusters + place % clusters] += sum
      }
      let width = count - begin
      for (place, sum) in share.others.enumerated() {
        sums[order[begin + place % width] * clusters + share.firstCluster + place / width] += sum
      }
    }
    self.sums = sums
    self.finest = finest
    self.weights = weights
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
