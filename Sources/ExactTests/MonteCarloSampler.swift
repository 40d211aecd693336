import CKernels
import Evidence
import Glibc
import NumericalMethods

/// Draws tables with given margins and counts those that are at least as extreme as the observed one.
///
/// Small tables are drawn by permuting labels sixteen tables abreast, where each observation costs a few cycles; large
/// ones cell by cell from hypergeometric distributions (as Patefield 1981, algorithm AS 159). Draws come in blocks, each
/// with its own stream of the seed, so threads share them out in any order.
struct MarginSampler: Sendable {
  /// The side whose members are dealt out to the columns.
  private let labels: [Int32]
  /// In the order in which they are filled, the largest last because it takes what is left.
  private let columns: [Int32]
  private let scores: [Double]
  private let offsets: [Int32]
  private let atLeast: Double
  private let atMost: Double
  private let permutes: Bool
  private let total: Int
  private let logFactorials: [Double]

  /// How many tables share a stream.
  static let block = 4096

  init(_ margins: ScoredMargins) {
    let transposed = Self.cost(margins.columns, margins.rows) < Self.cost(margins.rows, margins.columns)
    let (dealt, filled) = transposed ? (margins.columns, margins.rows) : (margins.rows, margins.columns)
    let order = filled.indices.sorted { (filled[$0], $0) < (filled[$1], $1) }
    var scores: [Double] = []
    var offsets: [Int32] = []
    for column in order {
      for label in dealt.indices {
        offsets.append(Int32(scores.count))
        scores += transposed ? margins.scores[column][label] : margins.scores[label][column]
      }
    }
    labels = dealt.map { Int32($0) }
    columns = order.map { Int32(filled[$0]) }
    self.scores = scores
    self.offsets = offsets
    // R's factor for X²: 64 units in the last place.
    (atLeast, atMost) = margins.limits(slack: 64 * Double.ulpOfOne)
    total = margins.total
    permutes = Self.mayPermute(dealt, filled) && Self.cost(dealt, filled) < Self.costOfDrawing(dealt, filled)
    logFactorials = permutes ? [] : (0...margins.total).map(logFactorial)
  }

  /// Nanoseconds a table, about: one for each observation dealt, three for each score.
  private static func cost(_ dealt: [Int], _ filled: [Int]) -> Double {
    let moved = dealt.reduce(0, +) - filled.max()!
    return mayPermute(dealt, filled)
      ? 1.2 * Double(moved) + 2 * Double(dealt.count * filled.count) : costOfDrawing(dealt, filled)
  }

  private static func costOfDrawing(_ dealt: [Int], _ filled: [Int]) -> Double {
    let spread = (Double(dealt.reduce(0, +)) / Double(dealt.count * filled.count)).squareRoot()
    return Double(dealt.count * filled.count) * (30 + 3 * spread)
  }

  private static func mayPermute(_ dealt: [Int], _ filled: [Int]) -> Bool {
    let mostBelowLast = filled.sorted().dropLast().last ?? 0
    return dealt.count <= Int(CK_MARGIN_LABELS) && mostBelowLast <= Int(CK_MARGIN_COLUMN)
      && dealt.reduce(0, +) <= 16_384
  }

  func exceedances(
    in draws: Int, seed: UInt64, threads: Int, level: Int32 = ck_processor_level(),
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws(Fault) -> Int {
    let blocks = (draws - 1) / Self.block + 1
    let counts = try Parallel.map(blocks, threads: threads) { (block) throws(Fault) -> Int in
      try Interruption.check()
      let size = min(Self.block, draws - block * Self.block)
      let hits = exceedances(ofBlock: block, size: size, seed: seed, level: level)
      progress?(Double(block + 1) / Double(blocks))
      return hits
    }
    return counts.reduce(0, +)
  }

  private func exceedances(ofBlock block: Int, size: Int, seed: UInt64, level: Int32) -> Int {
    var generator = SeededGenerator(seed: seed, stream: UInt64(block))
    let seeds = (0..<32).map { _ in generator.next() }
    let lanes = Int(CK_MARGIN_LANES)
    return labels.withUnsafeBufferPointer { labelTotals in
      columns.withUnsafeBufferPointer { columnTotals in
        scores.withUnsafeBufferPointer { scores in
          offsets.withUnsafeBufferPointer { offsets in
            var margins = ck_margins(
              labels: Int32(labels.count), columns: Int32(columns.count), label_totals: labelTotals.baseAddress,
              column_totals: columnTotals.baseAddress, scores: scores.baseAddress, offsets: offsets.baseAddress,
              at_least: atLeast, at_most: atMost)
            var left = [Int32](repeating: 0, count: labels.count)
            guard permutes else {
              return Int(ck_margins_draw(&margins, seeds, Int64(size), logFactorials, &left))
            }
            var pool = [Int32](repeating: 0, count: total * lanes)
            var rejection = [UInt32](repeating: 0, count: total)
            return Int(ck_margins_permute(&margins, seeds, Int64(size), &pool, &rejection, level))
          }
        }
      }
    }
  }
}
