import Densities

/// DBSCAN by its definition, every pair compared, for rows one by one.
struct BruteForce {
  let labels: [Int32]
  let core: [Bool]
  let contested: [Bool]

  init(
    _ columns: [[Double]], radius: Double, minimum: Int, distance: DensityDistance = .euclidean,
    border: DBSCAN.Border = .nearest
  ) {
    self.init(
      columns, distances: Self.distances(columns, distance), radius: radius, minimum: minimum, border: border)
  }

  /// Row by row.
  static func distances(_ columns: [[Double]], _ distance: DensityDistance) -> [Double] {
    let n = columns[0].count
    var sums = [Double](repeating: 0, count: n * n)
    sums.withUnsafeMutableBufferPointer { sums in
      for column in columns {
        column.withUnsafeBufferPointer { column in
          var place = 0
          for a in 0..<n {
            for b in 0..<n {
              let difference = column[a] - column[b]
              switch distance {
              case .euclidean: sums[place] += difference * difference
              case .manhattan: sums[place] += difference.magnitude
              case .chebyshev: sums[place] = max(sums[place], difference.magnitude)
              }
              place &+= 1
            }
          }
        }
      }
    }
    return distance == .euclidean ? sums.map { $0.squareRoot() } : sums
  }

  init(_ columns: [[Double]], distances: [Double], radius: Double, minimum: Int, border: DBSCAN.Border = .nearest) {
    let n = columns[0].count
    func point(_ index: Int) -> [Double] { columns.map { $0[index] } }
    var near = [[Int]](repeating: [], count: n)
    distances.withUnsafeBufferPointer { distances in
      for a in 0..<n {
        for b in 0..<n where distances[a &* n &+ b] <= radius { near[a].append(b) }
      }
    }
    let core = near.map { $0.count >= minimum }
    var labels = [Int32](repeating: 0, count: n)
    var contested = [Bool](repeating: false, count: n)
    var clusters: Int32 = 0
    for row in 0..<n where core[row] && labels[row] == 0 {
      clusters += 1
      var open = [row]
      labels[row] = clusters
      while let next = open.popLast() {
        for other in near[next] where core[other] && labels[other] == 0 {
          labels[other] = clusters
          open.append(other)
        }
      }
    }
    for row in 0..<n where !core[row] {
      let cores = near[row].filter { core[$0] }
      contested[row] = Set(cores.map { labels[$0] }).count > 1
      switch border {
      case .noise: break
      case .first: labels[row] = cores.map { labels[$0] }.min() ?? 0
      case .nearest:
        let best = cores.min {
          distances[row * n + $0] == distances[row * n + $1]
            ? point($0).lexicographicallyPrecedes(point($1)) : distances[row * n + $0] < distances[row * n + $1]
        }
        labels[row] = best.map { labels[$0] } ?? 0
      }
    }
    self.labels = labels
    self.core = core
    self.contested = contested
  }
}
