import CKernels
import Evidence
import Glibc
import NumericalMethods

/// Carries an ``ExactPlan`` out.
struct ExactEnumeration {
  let plan: ExactPlan
  let margins: ScoredMargins
  let threads: Int
  let progress: (@Sendable (Double) -> Void)?

  /// The lists of each side, and one list while it is sorted, may hold this many scores of 24 and 32 bytes: with both
  /// sides made at once below 2 GB.
  private static let mostValues: Int64 = 1 << 24

  /// The probability of a score of at least `limit`; with `negated`, of minus the score.
  ///
  /// Scores of parts within 1e-10 (for statistics, of that times their size) are one, so a score can be off by that
  /// times the number of columns: far less than the 1e-7 within which tables tie.
  func probability(ofAtLeast limit: Double, negated: Bool = false) throws(Fault) -> Double {
    let sign = negated ? -1.0 : 1.0
    var scores: [Double] = []
    var offsets: [Int32] = []
    for column in plan.columns.indices {
      for row in plan.rowOrder {
        offsets.append(Int32(scores.count))
        scores += (plan.transposed ? margins.scores[column][row] : margins.scores[row][column]).map { $0 * sign }
      }
    }
    let n = margins.total
    let logFactorials = (0...n).map(logFactorial)
    // Scaled so that all tables together weigh 1.
    let scale = (plan.rows.reduce(0) { $0 + logFactorials[$1] } - logFactorials[n]) / Double(n)
    let symmetric = margins.ordering == .probability
    let tables = KernelTables(
      rows: plan.rows.map { Int32($0) }, columns: plan.columns.map { Int32($0) }, scores: scores, offsets: offsets,
      logFactorials: logFactorials, symmetric: symmetric, scale: scale, limit: limit,
      tolerance: symmetric ? 1e-10 : 1e-11 * max(margins.magnitude, 1e-300))

    let sides = try Parallel.map(2, threads: threads) { (side) throws(Fault) in
      try tables.lists(of: side == 0 ? plan.left : plan.right, limit: Self.mostValues)
    }
    let middle = try tables.states(of: plan.columns[plan.link] + plan.right.reduce(0) { $0 + plan.columns[$1] })
    let count = Int(ck_exact_state_count(middle.pointer))
    let chunk = max(1, min(64, count / 64))
    let parts = try Parallel.mapChunks(of: count, by: chunk, threads: threads) { (range) throws(Fault) -> Double in
      let part = tables.withProblem { problem in
        ck_exact_join(
          &problem, sides[0].pointer, sides[1].pointer, Int32(plan.link), middle.pointer, Int64(range.lowerBound),
          Int64(range.upperBound))
      }
      if part < 0 { throw try Self.failure() }
      progress?(Double(range.upperBound) / Double(count))
      return part
    }
    return min(parts.reduce(0, +), 1)
  }

  static func failure() throws(Fault) -> Fault {
    try Interruption.check()
    return Fault(ExactTestFault.outOfMemory)
  }
}

/// Lists made by the kernel, freed with this object. Written once, then only read.
private final class KernelLists: @unchecked Sendable {
  let pointer: OpaquePointer
  init(_ pointer: OpaquePointer) { self.pointer = pointer }
  deinit { ck_exact_free(pointer) }
}

/// The arrays a `ck_exact_problem` points into.
private struct KernelTables: Sendable {
  let rows: [Int32]
  let columns: [Int32]
  let scores: [Double]
  let offsets: [Int32]
  let logFactorials: [Double]
  let symmetric: Bool
  let scale: Double
  let limit: Double
  let tolerance: Double

  func withProblem<Value>(_ body: (inout ck_exact_problem) -> Value) -> Value {
    rows.withUnsafeBufferPointer { rowTotals in
      columns.withUnsafeBufferPointer { columnTotals in
        scores.withUnsafeBufferPointer { scores in
          offsets.withUnsafeBufferPointer { offsets in
            logFactorials.withUnsafeBufferPointer { logFactorials in
              var problem = ck_exact_problem(
                rows: Int32(rows.count), symmetric: symmetric ? 1 : 0, row_totals: rowTotals.baseAddress,
                column_totals: columnTotals.baseAddress, scores: scores.baseAddress, offsets: offsets.baseAddress,
                log_factorials: logFactorials.baseAddress, log_scale: scale, at_least: limit, tolerance: tolerance)
              return body(&problem)
            }
          }
        }
      }
    }
  }

  func lists(of chosen: [Int], limit: Int64) throws(Fault) -> KernelLists {
    guard let none = withProblem({ ck_exact_none(&$0) }) else { throw try ExactEnumeration.failure() }
    var lists = KernelLists(none)
    for column in chosen {
      guard let longer = withProblem({ ck_exact_extended(&$0, lists.pointer, Int32(column), limit) }) else {
        throw try ExactEnumeration.failure()
      }
      lists = KernelLists(longer)
    }
    return lists
  }

  func states(of sum: Int) throws(Fault) -> KernelLists {
    guard let states = withProblem({ ck_exact_states(&$0, Int32(sum)) }) else {
      throw try ExactEnumeration.failure()
    }
    return KernelLists(states)
  }
}
