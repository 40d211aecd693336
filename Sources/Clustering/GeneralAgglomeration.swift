import Evidence
import NumericalMethods

/// Merging the nearest pair of all, again and again, for every linkage: the definition itself, and the judge of the engines.
///
/// Among equally near pairs the one with the lesser names goes first, a cluster being named by its least leaf. Leaves
/// that stand for several rows count as often, which makes the tree that of the rows (R's `members` does so too, except
/// that with Ward it forgets to rescale the distances it starts from).
struct GeneralAgglomeration: Sendable {
  /// In the order in which they were made.
  let merges: [RawMerge]
  /// Merges for which another pair was as near, to a relative 1e-12.
  let tiedMerges: Int

  /// A pair within this of the least distance is as near.
  private static let tolerance = 1e-12

  /// - Parameter triangle: The distances, or their squares for ``Linkage/ward``, ``Linkage/centroid`` and
  ///   ``Linkage/median``, whose heights are then squares too.
  /// - Complexity: O(*n*²) where the nearest neighbour of a cluster seldom goes, O(*n*³) at worst.
  init(
    of triangle: consuming DistanceTriangle, weights: [Int], by linkage: Linkage,
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws(Fault) {
    let count = triangle.count
    var sizes = weights.map(Double.init)
    // Sums of distances over the pairs inside each cluster, for the linkage that counts them.
    var inside = [Double](repeating: 0, count: linkage == .within ? count : 0)
    Self.prepare(triangle, sizes, linkage)
    var alive = Array(0..<count)
    var nearest = [Int](repeating: -1, count: count)
    var least = [Double](repeating: .infinity, count: count)

    func distance(_ value: Double, _ first: Int, _ second: Int) -> Double {
      if linkage != .within { return value }
      let size = sizes[first] + sizes[second]
      return (inside[first] + inside[second] + value) / (0.5 * size * (size - 1))
    }
    // Every pair is looked after by the later of its two clusters.
    func search(_ index: Int) {
      nearest[index] = -1
      least[index] = .infinity
      let row = triangle.row(index)
      for other in alive {
        if other >= index { return }
        let near = distance(row[other], index, other)
        if nearest[index] < 0 || near < least[index] {
          nearest[index] = other
          least[index] = near
        }
      }
    }
    for index in alive { search(index) }
    var merges: [RawMerge] = []
    merges.reserveCapacity(max(count - 1, 0))
    var tied = 0
    while alive.count > 1 {
      try Interruption.check()
      progress?(1 - Double(alive.count * alive.count) / Double(count * count))
      var best = -1
      for index in alive where nearest[index] >= 0 {
        if best >= 0, (least[index], nearest[index], index) >= (least[best], nearest[best], best) { continue }
        best = index
      }
      let kept = nearest[best]
      let height = least[best]
      let limit = height + Self.tolerance * abs(height)
      let row = triangle.row(best)
      if alive.contains(where: { $0 != best && least[$0] <= limit })
        || alive.contains(where: { $0 < best && $0 != kept && distance(row[$0], best, $0) <= limit })
      {
        tied += 1
      }
      merges.append(RawMerge(first: Int32(kept), second: Int32(best), height: height))
      alive.remove(at: alive.firstIndex(of: best)!)
      let between = triangle[kept, best]
      for other in alive where other != kept {
        triangle[other, kept] = linkage.updated(
          (triangle[other, kept], triangle[other, best]), sizes: (sizes[kept], sizes[best], sizes[other]), between)
      }
      if linkage == .within { inside[kept] += inside[best] + between }
      sizes[kept] += sizes[best]
      for other in alive where other >= kept {
        if other == kept || nearest[other] == kept || nearest[other] == best {
          search(other)
        } else {
          let near = distance(triangle[other, kept], other, kept)
          if near < least[other] || (near == least[other] && kept < nearest[other]) {
            nearest[other] = kept
            least[other] = near
          }
        }
      }
    }
    self.merges = merges
    tiedMerges = tied
  }

  /// Ward starts from 2·*a*·*b*/(*a* + *b*) times the squared distance, within-groups from the sum over all pairs of rows.
  private static func prepare(_ triangle: borrowing DistanceTriangle, _ sizes: [Double], _ linkage: Linkage) {
    guard linkage == .ward || linkage == .within else { return }
    for index in 0..<triangle.count {
      let row = triangle.row(index)
      for other in 0..<index {
        let product = sizes[index] * sizes[other]
        row[other] *= linkage == .within ? product : 2 * product / (sizes[index] + sizes[other])
      }
    }
  }
}

extension Linkage {
  /// What stands between a cluster and the union of two others, from what stood between it and both (Lance and Williams).
  func updated(
    _ both: (Double, Double), sizes: (Double, Double, Double), _ between: Double
  ) -> Double {
    switch self {
    case .single: return min(both.0, both.1)
    case .complete: return max(both.0, both.1)
    case .average: return (sizes.0 * both.0 + sizes.1 * both.1) / (sizes.0 + sizes.1)
    case .weighted: return 0.5 * (both.0 + both.1)
    case .within: return both.0 + both.1
    case .ward:
      let total = sizes.0 + sizes.1 + sizes.2
      return ((sizes.0 + sizes.2) * both.0 + (sizes.1 + sizes.2) * both.1 - sizes.2 * between) / total
    case .centroid:
      let total = sizes.0 + sizes.1
      return (sizes.0 * both.0 + sizes.1 * both.1 - sizes.0 * sizes.1 * between / total) / total
    case .median: return 0.5 * (both.0 + both.1) - 0.25 * between
    }
  }
}
