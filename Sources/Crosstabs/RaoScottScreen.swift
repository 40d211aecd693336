import Evidence
import JointCounts
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

  /// Where rows were drawn one by one, all pairs are summed together (``WeightedJointCounts``).
  ///
  /// - Complexity: O(pairs × rows × degrees of freedom) with clusters or strata; the same numbers as ``RaoScottTest``, on any
  ///   number of threads, up to the order of sums.
  public init(
    of columns: [Column], against: Column? = nil, in design: SurveyDesign, adjustment: PValueAdjustment = .holm,
    threads: Int = 1
  ) throws(Fault) {
    if design.drawsSingleRows {
      let sums = try WeightedJointCounts(
        of: columns, weights: design.weights, against: against, squares: true, threads: threads)
      self.init(sums, in: design, adjustment: adjustment, threads: threads)
      return
    }
    var items: [DesignItem] = []
    for column in [against].compactMap({ $0 }) + columns { items.append(DesignItem(try column.categories())) }
    let prepared = items
    self.init(prepared, leading: against == nil ? items.count : 1, adjustment: adjustment, threads: threads) {
      (i, j) throws(Fault) in try RaoScottTest(prepared[i], prepared[j], in: design)
    }
  }

  /// The same from the sums of all pairs, with squares, of a design that drew single rows.
  public init(
    _ sums: WeightedJointCounts, in design: SurveyDesign, adjustment: PValueAdjustment = .holm, threads: Int = 1
  ) {
    precondition(sums.hasSquares && design.drawsSingleRows, "sums are enough only where single rows were drawn")
    let items = sums.items.map { DesignItem($0) }
    self.init(items, leading: sums.leading, adjustment: adjustment, threads: threads) { (i, j) throws(Fault) in
      try RaoScottTest(DesignCells(sums.pair(i, j), in: design), items[i], items[j], in: design)
    }
  }

  private init(
    _ prepared: [DesignItem], leading: Int, adjustment: PValueAdjustment, threads: Int,
    test: @Sendable (Int, Int) throws(Fault) -> RaoScottTest
  ) {
    var indices: [(Int, Int)] = []
    for i in 0..<min(leading, prepared.count) {
      for j in i + 1..<max(i + 1, prepared.count) { indices.append((i, j)) }
    }
    let wanted = indices
    let results = Parallel.map(wanted.count, threads: threads) { index -> Result<RaoScottTest, Fault> in
      let (i, j) = wanted[index]
      do throws(Fault) { return .success(try test(i, j)) } catch { return .failure(error) }
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
