import Evidence
import NumericalMethods
import SurveyDesigns
import Tables

/// The design-based test of every pair of items, or of every item against one, beside the naive ones of a ``Screen``.
///
///     let screen = try Screen(of: columns)
///     let corrected = try RaoScottScreen(of: columns, in: design, adjustment: screen.adjustment)
///     corrected["q1", "q2"]?.adjustedP
public struct RaoScottScreen: Sendable, Hashable {
  /// The test of one pair.
  public struct Pair: Sendable, Hashable {
    public let a: String
    public let b: String
    public let test: RaoScottTest
    public fileprivate(set) var adjustedP: Double
  }

  /// Two items that cannot be tested under the design, and why.
  public struct Untestable: Sendable, Hashable {
    public let a: String
    public let b: String
    public let fault: Fault
  }

  /// Ordered by log p, then by the names.
  public let pairs: [Pair]
  public let untestable: [Untestable]
  public let adjustment: PValueAdjustment
  private let places: [String: [String: Int]]

  /// - Complexity: O(pairs × rows × degrees of freedom); the same numbers as ``RaoScottTest``, on any number of threads.
  public init(
    of columns: [Column], against: Column? = nil, in design: SurveyDesign, adjustment: PValueAdjustment = .holm,
    threads: Int = 1
  ) throws(Fault) {
    var items: [DesignItem] = []
    for column in [against].compactMap({ $0 }) + columns { items.append(DesignItem(try column.categories())) }
    var indices: [(Int, Int)] = []
    for i in 0..<(against == nil ? items.count : min(1, items.count)) {
      for j in i + 1..<max(i + 1, items.count) { indices.append((i, j)) }
    }
    let (prepared, wanted) = (items, indices)
    let results = Parallel.map(wanted.count, threads: threads) { index -> Result<RaoScottTest, Fault> in
      let (i, j) = wanted[index]
      do throws(Fault) {
        return .success(try RaoScottTest(prepared[i], prepared[j], in: design))
      } catch { return .failure(error) }
    }
    var pairs: [Pair] = []
    var untestable: [Untestable] = []
    for ((i, j), result) in zip(wanted, results) {
      switch result {
      case .success(let test): pairs.append(Pair(a: prepared[i].name, b: prepared[j].name, test: test, adjustedP: .nan))
      case .failure(let fault): untestable.append(Untestable(a: prepared[i].name, b: prepared[j].name, fault: fault))
      }
    }
    let adjusted = adjustment.adjusted(pairs.map(\.test.pValue))
    for index in pairs.indices { pairs[index].adjustedP = adjusted[index] }
    pairs.sort { left, right in
      if left.test.logP != right.test.logP { return left.test.logP < right.test.logP }
      return (left.a, left.b) < (right.a, right.b)
    }
    var places: [String: [String: Int]] = [:]
    for (place, pair) in pairs.enumerated() { places[pair.a, default: [:]][pair.b] = place }
    self.pairs = pairs
    self.untestable = untestable
    self.adjustment = adjustment
    self.places = places
  }

  /// The test of two items, in the order in which they were given.
  public subscript(a: String, b: String) -> Pair? { places[a]?[b].map { pairs[$0] } }
}
