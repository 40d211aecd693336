import Evidence

/// How many respondents each cluster has: whole numbers within bounds that add up.
struct ClusterSizes {
  let sizes: [Int]

  init(_ specification: SyntheticSpecification, _ draws: NamedDraws) throws(Fault) {
    let respondents = specification.respondents
    guard let clusters = specification.clusters else {
      sizes = Array(repeating: 1, count: respondents.count)
      return
    }
    let fewest = respondents.perCluster.lowerBound
    let most = respondents.perCluster.upperBound
    guard clusters.count * fewest <= respondents.count, respondents.count <= clusters.count * most else {
      throw Fault(
        SyntheticFault.clustersDoNotFit, at: respondents.place,
        [
          "respondents": .integer(respondents.count), "clusters": .integer(clusters.count),
          "fewest": .integer(fewest), "most": .integer(most), "least": .integer(clusters.count * fewest),
          "largest": .integer(clusters.count * most),
        ])
    }
    var generator = draws.generator(clusters.table, "sizes")
    let weights = (0..<clusters.count).map { _ in 100 + generator.integer(below: 900) }
    var sizes = Array(repeating: fewest, count: clusters.count)
    // What is above the most goes to those below it, until nothing is left.
    var left = respondents.count - clusters.count * fewest
    while left > 0 {
      let open = sizes.map { $0 < most }
      let parts = Apportionment.parts(of: left, by: zip(weights, open).map { $1 ? $0 : 0 })
      for index in sizes.indices {
        let given = min(parts[index], most - sizes[index])
        sizes[index] += given
        left -= given
      }
    }
    self.sizes = sizes
  }
}
