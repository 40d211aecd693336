/// The scores behind an item: a disposition, what the cluster adds, what the respondent adds.
struct ScoreMaker {
  private let loading: Double
  /// The factor of each row, of variance 1.
  private let disposition: [Double]
  private let own: [Double]
  private let ofCluster: [Double]

  init(_ item: SyntheticSpecification.Item, _ answers: Answers) {
    self.init(name: item.name, factor: item.factor, loading: item.loading, unit: item.unit, answers)
  }

  init(
    name: String, factor: String?, loading: Double, unit: SyntheticSpecification.Unit, _ answers: Answers
  ) {
    let isClusters = unit == .clusters
    let count = isClusters ? answers.clusterCount : answers.clusterOfRow.count
    own = answers.draws.normals(name, "own", count)
    let clusters = answers.draws.normals(name, "cluster", answers.clusterCount)
    ofCluster = isClusters ? [] : answers.clusterOfRow.map { clusters[Int($0)] }
    if let factor, let settings = answers.specification.factors.first(where: { $0.name == factor }) {
      self.loading = loading
      let shared = answers.disposition(factor)
      if isClusters {
        disposition = shared
      } else {
        let between = settings.shared.squareRoot()
        let within = (1 - settings.shared).squareRoot()
        let respondents = answers.respondentPart(factor)
        disposition = answers.clusterOfRow.enumerated().map { row, cluster in
          between * shared[Int(cluster)] + within * respondents[row]
        }
      }
    } else {
      self.loading = 0
      disposition = []
    }
  }

  /// - Parameters:
  ///   - shared: The part of the item's own variance that lies between clusters.
  ///   - blend: Scores of another item, mixed in with this weight.
  func scores(shared: Double, blendedWith blend: (weight: Double, scores: [Double])?) -> [Double] {
    let rest = (1 - loading * loading).squareRoot()
    let between = ofCluster.isEmpty ? 0 : rest * shared.squareRoot()
    let within = rest * (ofCluster.isEmpty ? 1 : (1 - shared).squareRoot())
    var scores = Self.sum(own, times: within)
    if between > 0 { scores = Self.sum(ofCluster, times: between, and: scores, times: 1) }
    if loading != 0 { scores = Self.sum(disposition, times: loading, and: scores, times: 1) }
    guard let blend else { return scores }
    let left = (1 - blend.weight * blend.weight).squareRoot()
    return Self.sum(scores, times: left, and: blend.scores, times: blend.weight)
  }

  private static func sum(
    _ first: [Double], times a: Double, and second: [Double] = [], times b: Double = 0
  ) -> [Double] {
    [Double](unsafeUninitializedCapacity: first.count) { sums, count in
      count = first.count
      first.withUnsafeBufferPointer { first in
        second.withUnsafeBufferPointer { second in
          var row = 0
          while row < count {
            sums[row] = second.isEmpty ? a * first[row] : a * first[row] + b * second[row]
            row += 1
          }
        }
      }
    }
  }
}

/// Sums of squares and products of the pairs in which neither is NaN.
struct PairedMoments {
  let correlation: Double

  init(_ first: [Double], _ second: [Double]) {
    var n = 0.0
    var (a, b, aa, bb, ab) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (x, y) in zip(first, second) where !x.isNaN && !y.isNaN {
      n += 1
      a += x
      b += y
      aa += x * x
      bb += y * y
      ab += x * y
    }
    let scale = (n * aa - a * a) * (n * bb - b * b)
    correlation = scale > 0 ? (n * ab - a * b) / scale.squareRoot() : 0
  }
}
