import Clustering
import Evidence
import Tables

/// How well clusters agree with another labelling of the same rows: Hubert and Arabie's adjusted Rand index.
///
/// 1 for the same groups under whatever names, 0 as chance would have it. Noise counts as a group of its own. Rows without a
/// cluster or without an answer are left out.
public struct LabelAgreement: Sendable, Hashable {
  public let column: String
  /// Rows that have both.
  public let n: Int
  /// `nil` where fewer than two rows have both.
  public let adjustedRand: Double?

  /// - Complexity: O(*rows*).
  public init(clusters: [Int32?], with column: Column) throws(Fault) {
    self.init(clusters: clusters, places: try column.categories(limit: .max).codes.places(), column: column.name)
  }

  init(clusters: [Int32?], places: [Int32], column: String) {
    var cells: [UInt64: Int] = [:]
    var ours: [Int32: Int] = [:]
    var theirs: [Int32: Int] = [:]
    var n = 0
    for (cluster, place) in zip(clusters, places) where place >= 0 {
      guard let cluster else { continue }
      n += 1
      cells[UInt64(UInt32(bitPattern: cluster)) << 32 | UInt64(UInt32(bitPattern: place)), default: 0] += 1
      ours[cluster, default: 0] += 1
      theirs[place, default: 0] += 1
    }
    self.column = column
    self.n = n
    // Whole numbers until the end: the order in which a dictionary is walked changes nothing.
    func pairs(_ counts: some Collection<Int>) -> Double { Double(counts.reduce(0) { $0 + $1 * ($1 - 1) / 2 }) }
    let all = Double(n) * Double(n - 1) / 2
    guard n > 1 else {
      adjustedRand = nil
      return
    }
    let (together, a, b) = (pairs(cells.values), pairs(ours.values), pairs(theirs.values))
    let expected = a * b / all
    let most = (a + b) / 2
    // Both all in one group or both all apart.
    adjustedRand = most == expected ? 1 : (together - expected) / (most - expected)
  }
}
