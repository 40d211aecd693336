import NumericalMethods

extension HierarchicalClustering {
  /// Beyond so many leaves the distances are too many to go through.
  public static let mostForCophenetic = 20_000

  /// How well the tree keeps the distances: the correlation, over all pairs of rows, between the distance of two rows and
  /// the height at which they meet. `nil` where one of the two is constant, or beyond ``mostForCophenetic`` leaves.
  ///
  /// Pairs of rows that are alike count with 0 on both sides.
  ///
  /// - Complexity: O(*leaves*²), without holding the distances.
  public var copheneticCorrelation: Double? {
    let count = dendrogram.leafCount
    guard count > 1, count <= Self.mostForCophenetic else { return nil }
    if let known = correlationOfMeans { return known }
    let order = dendrogram.leafOrder
    // Of two neighbours in the order, the merge at which they meet; of any two, the last of those between them.
    let meeting = dendrogram.meetings(order)
    let heights = dendrogram.merges.map(\.height)
    let weights = order.map { Double(dendrogram.multiplicities[$0]) }
    let total = weights.compensatedSum()
    let pairs = total * (total - 1) / 2
    // Sums are taken around the mean height, near which distances lie too.
    var heightSum = CompensatedSum()
    var sizes = dendrogram.multiplicities
    for merge in dendrogram.merges {
      heightSum.add(product: merge.height, Double(sizes[merge.a]) * Double(sizes[merge.b]))
      sizes.append(merge.size)
    }
    let centre = heightSum.value / pairs
    struct Moments: Sendable {
      var d = CompensatedSum(), c = CompensatedSum()
      var dd = CompensatedSum(), cc = CompensatedSum(), dc = CompensatedSum()
    }
    let ordered = distances.permuted(order)
    let chunks = Parallel.mapChunks(of: count, by: 32, threads: count > 300 ? options.threads : 1) { rows in
      var moments = Moments()
      withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { buffer in
        for row in rows where row + 1 < count {
          ordered.distances(from: row, to: row + 1..<count, into: buffer)
          var met = -1
          var (d, c, dd, cc, dc) = (0.0, 0.0, 0.0, 0.0, 0.0)
          for other in row + 1..<count {
            met = max(met, meeting[other - 1])
            let weight = weights[other]
            let distance = buffer[other - row - 1] - centre
            let height = heights[met] - centre
            d += weight * distance
            c += weight * height
            dd += weight * distance * distance
            cc += weight * height * height
            dc += weight * distance * height
          }
          let own = weights[row]
          moments.d.add(own * d)
          moments.c.add(own * c)
          moments.dd.add(own * dd)
          moments.cc.add(own * cc)
          moments.dc.add(own * dc)
        }
      }
      return moments
    }
    var sum = Moments()
    for chunk in chunks {
      sum.d.add(chunk.d)
      sum.c.add(chunk.c)
      sum.dd.add(chunk.dd)
      sum.cc.add(chunk.cc)
      sum.dc.add(chunk.dc)
    }
    // The pairs within a leaf: 0 on both sides.
    let alike = weights.map { $0 * ($0 - 1) / 2 }.compensatedSum()
    sum.d.add(-centre * alike)
    sum.c.add(-centre * alike)
    for place in [\Moments.dd, \Moments.cc, \Moments.dc] { sum[keyPath: place].add(centre * centre * alike) }
    let dd = sum.dd.value - sum.d.value * sum.d.value / pairs
    let cc = sum.cc.value - sum.c.value * sum.c.value / pairs
    let dc = sum.dc.value - sum.d.value * sum.c.value / pairs
    guard dd > 1e-14 * sum.dd.value, cc > 1e-14 * sum.cc.value else { return nil }
    return max(-1, min(1, dc / (dd * cc).squareRoot()))
  }
}

extension HierarchicalClustering {
  /// The same of average linkage over Euclidean distances, from the merges and the spread of the points alone.
  ///
  /// A height is the mean of the distances it stands for, so sums of distances, and of distances times heights, are those
  /// of heights; squares of distances add up to the spread. `nil` elsewhere, and where distances are so much alike that
  /// the difference of sums would not be exact enough.
  private var correlationOfMeans: Double? {
    guard options.linkage == .average, case .points(.euclidean, let columns, let dimensions) = distances.source else {
      return nil
    }
    let total = Double(dendrogram.n)
    let pairs = total * (total - 1) / 2
    var sizes = dendrogram.multiplicities
    sizes.reserveCapacity(sizes.count + dendrogram.merges.count)
    var (sum, squares) = (CompensatedSum(), CompensatedSum())
    for merge in dendrogram.merges {
      let times = Double(sizes[merge.a]) * Double(sizes[merge.b])
      sum.add(product: merge.height, times)
      squares.add(product: merge.height * merge.height, times)
      sizes.append(merge.size)
    }
    var spread = CompensatedSum()
    for dimension in 0..<dimensions {
      let values = columns[dimension * distances.count..<(dimension + 1) * distances.count]
      var first = CompensatedSum()
      for (value, times) in zip(values, dendrogram.multiplicities) { first.add(product: value, Double(times)) }
      let mean = first.value / total
      for (value, times) in zip(values, dendrogram.multiplicities) {
        spread.add(product: (value - mean) * (value - mean), Double(times))
      }
    }
    let square = sum.value * (sum.value / pairs)
    let ofDistances = total * spread.value - square
    let ofHeights = squares.value - square
    guard ofDistances > 1e-3 * square, ofHeights > 1e-3 * square else { return nil }
    return min(1, (ofHeights / ofDistances).squareRoot())
  }
}

extension Dendrogram {
  /// For each two neighbours in `order`, the place of the merge at which they meet.
  func meetings(_ order: [Int]) -> [Int] {
    var position = [Int](repeating: 0, count: leafCount)
    for (place, leaf) in order.enumerated() { position[leaf] = place }
    var first = position
    var last = position
    var meeting = [Int](repeating: 0, count: max(leafCount - 1, 0))
    for (index, merge) in merges.enumerated() {
      let (left, right) = first[merge.a] < first[merge.b] ? (merge.a, merge.b) : (merge.b, merge.a)
      meeting[last[left]] = index
      first.append(first[left])
      last.append(last[right])
    }
    return meeting
  }
}
