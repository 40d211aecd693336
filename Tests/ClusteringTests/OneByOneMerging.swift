import Evidence
import NumericalMethods

@testable import Clustering

extension AgglomerationEngines {
  /// Merges the nearest pair of all, again and again; among equally near pairs the one with the lesser names.
  ///
  /// - Complexity: O(*n*²) where the nearest neighbor of a cluster seldom goes, O(*n*³) at worst.
  static func mergesOneByOne(
    of triangle: borrowing DistanceTriangle, weights: [Double]?, by linkage: TriangleLinkage
  ) throws(Fault) -> [RawMerge] {
    let count = triangle.count
    if count < 2 { return [] }
    var sizes = weights ?? [Double](repeating: 1, count: count)
    if linkage == .ward {
      for index in 1..<count {
        let row = triangle.row(index)
        for other in 0..<index {
          row[other] *= 2 * (sizes[index] * sizes[other]) / (sizes[index] + sizes[other])
        }
      }
    }
    var alive = Array(0..<count)
    var nearest = [Int](repeating: -1, count: count)
    var nearestDistance = [Double](repeating: .infinity, count: count)
    // The nearest of the clusters before each one, so that every pair is looked after once.
    func search(_ index: Int) {
      nearest[index] = -1
      nearestDistance[index] = .infinity
      for other in alive {
        if other >= index { return }
        let distance = triangle[index, other]
        if nearest[index] < 0 || distance < nearestDistance[index] {
          nearest[index] = other
          nearestDistance[index] = distance
        }
      }
    }
    for index in alive { search(index) }
    var merges: [RawMerge] = []
    merges.reserveCapacity(count - 1)
    while alive.count > 1 {
      try Interruption.check()
      var best = -1
      for index in alive where nearest[index] >= 0 {
        if best >= 0 {
          let now = (nearestDistance[index], nearest[index], index)
          if now >= (nearestDistance[best], nearest[best], best) { continue }
        }
        best = index
      }
      let kept = nearest[best]
      let height = nearestDistance[best]
      merges.append(RawMerge(first: Int32(kept), second: Int32(best), height: height))
      alive.remove(at: alive.firstIndex(of: best)!)
      for other in alive where other != kept {
        triangle[other, kept] = linkage.distance(
          to: (triangle[other, kept], triangle[other, best]), sizes: (sizes[kept], sizes[best], sizes[other]), height)
      }
      sizes[kept] += sizes[best]
      for other in alive where other >= kept {
        if other == kept || nearest[other] == kept || nearest[other] == best {
          search(other)
        } else if other > kept {
          let distance = triangle[other, kept]
          if distance < nearestDistance[other] || (distance == nearestDistance[other] && kept < nearest[other]) {
            nearest[other] = kept
            nearestDistance[other] = distance
          }
        }
      }
    }
    return merges
  }
}

extension TriangleLinkage {
  /// The distance of a cluster to the union of two others, from its distances to both (Lance and Williams).
  func distance(to both: (Double, Double), sizes: (Double, Double, Double), _ height: Double) -> Double {
    switch self {
    case .single: return min(both.0, both.1)
    case .complete: return max(both.0, both.1)
    case .average: return (sizes.0 * both.0 + sizes.1 * both.1) / (sizes.0 + sizes.1)
    case .weighted: return 0.5 * (both.0 + both.1)
    case .ward:
      let total = sizes.0 + sizes.1 + sizes.2
      return ((sizes.0 + sizes.2) * both.0 + (sizes.1 + sizes.2) * both.1 - sizes.2 * height) / total
    }
  }
}
