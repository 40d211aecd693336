import NumericalMethods

/// The clusters of a cut as clouds in space.
struct ClusterSpread: Sendable {
  let sizes: [Double]
  /// The sum of squares of each cluster around its centre.
  let squares: [Double]
  let daviesBouldin: Double?

  /// The sum of squares within clusters.
  var within: Double { squares.compensatedSum() }

  init(_ points: PointSet, _ cut: DendrogramCut) {
    let (count, width) = (cut.clusterCount, points.dimensions.count)
    var sizes = [Double](repeating: 0, count: count)
    var sums = [CompensatedSum](repeating: CompensatedSum(), count: count * width)
    for point in 0..<points.count {
      let cluster = cut.labels[point] - 1
      let weight = Double(points.multiplicities[point])
      sizes[cluster] += weight
      for dimension in 0..<width {
        sums[cluster * width + dimension].add(weight * points.coordinates[dimension * points.count + point])
      }
    }
    let centres = sums.indices.map { sums[$0].value / sizes[$0 / width] }
    var squares = [CompensatedSum](repeating: CompensatedSum(), count: count)
    var lengths = squares
    for point in 0..<points.count {
      let cluster = cut.labels[point] - 1
      var square = 0.0
      for dimension in 0..<width {
        let difference = points.coordinates[dimension * points.count + point] - centres[cluster * width + dimension]
        square += difference * difference
      }
      let weight = Double(points.multiplicities[point])
      squares[cluster].add(weight * square)
      lengths[cluster].add(weight * square.squareRoot())
    }
    self.sizes = sizes
    self.squares = squares.map(\.value)
    let scatter = lengths.indices.map { lengths[$0].value / sizes[$0] }
    var sum = 0.0
    for first in 0..<count {
      var worst = 0.0
      for second in 0..<count where second != first {
        var square = 0.0
        for dimension in 0..<width {
          let difference = centres[first * width + dimension] - centres[second * width + dimension]
          square += difference * difference
        }
        worst = max(worst, (scatter[first] + scatter[second]) / square.squareRoot())
      }
      sum += worst
    }
    daviesBouldin = count > 1 && sum.isFinite ? sum / Double(count) : nil
  }
}
