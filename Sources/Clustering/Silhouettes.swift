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
        sums[place % clusters * count + order[begin + place / clusters]] += sum
      }
      let width = count - begin
      for (place, sum) in share.others.enumerated() {
        sums[(share.firstCluster + place / width) * count + order[begin + place % width]] += sum
      }
    }
    self.sums = sums
    self.finest = finest
    self.weights = weights
  }

  /// The means over all rows of cuts that each join clusters of the next; the last is the finest. Rows of a leaf are 0 apart
  /// and count one another.
  ///
  /// - Complexity: O(*leaves* · *clusters*) for each cut.
  func means(_ cuts: [DendrogramCut]) -> [Double] {
    var (sums, labels) = (sums, finest.labels)
    var sizes = [Double](repeating: 0, count: finest.clusterCount)
    for (leaf, label) in labels.enumerated() { sizes[label - 1] += weights[leaf] }
    let total = weights.compensatedSum()
    var means: [Double] = []
    for cut in cuts.reversed() {
      join(&sums, &sizes, labels, cut)
      labels = cut.labels
      means.append(sum(sums, sizes, labels) / total)
    }
    return means.reversed()
  }

  /// Adds the columns and sizes of the clusters that are one in `cut`.
  private func join(_ sums: inout [Double], _ sizes: inout [Double], _ labels: [Int], _ cut: DendrogramCut) {
    let count = weights.count
    var coarse = [Int](repeating: 0, count: sizes.count)
    for (small, large) in zip(labels, cut.labels) { coarse[small - 1] = large - 1 }
    if coarse == Array(sizes.indices) { return }
    var joined = [Double](repeating: 0, count: cut.clusterCount * count)
    var joinedSizes = [Double](repeating: 0, count: cut.clusterCount)
    for (small, large) in coarse.enumerated() {
      joinedSizes[large] += sizes[small]
      for leaf in 0..<count { joined[large * count + leaf] += sums[small * count + leaf] }
    }
    (sums, sizes) = (joined, joinedSizes)
  }

  /// The sum of the silhouettes of all rows.
  private func sum(_ sums: [Double], _ sizes: [Double], _ labels: [Int]) -> Double {
    let count = weights.count
    var outside = [Double](repeating: .infinity, count: count)
    for (cluster, size) in sizes.enumerated() {
      for leaf in 0..<count {
        let distance = sums[cluster * count + leaf] / size
        if distance < outside[leaf], labels[leaf] != cluster + 1 { outside[leaf] = distance }
      }
    }
    var total = CompensatedSum()
    for leaf in 0..<count {
      let own = labels[leaf] - 1
      guard sizes[own] > 1 else { continue }
      let inside = sums[own * count + leaf] / (sizes[own] - 1)
      let greater = max(inside, outside[leaf])
      if greater > 0 { total.add(weights[leaf] * (outside[leaf] - inside) / greater) }
    }
    return total.value
  }
}
