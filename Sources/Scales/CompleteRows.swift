import Tables

/// The rows in which every one of several columns holds an answer.
enum CompleteRows {
  /// `nil` if all rows are complete.
  ///
  /// - Complexity: O(rows × columns).
  static func of(_ items: [ScoredItem]) -> [Int32]? {
    guard let first = items.first else { return nil }
    let rows = first.column.count
    if items.allSatisfy({ $0.answered == rows }) { return nil }
    var isComplete = [Bool](repeating: true, count: rows)
    for item in items where item.answered < rows {
      switch item.column.values {
      case .category(.bytes(let cells), _):
        cells.withBuffer { cells in
          for row in 0..<rows where cells[row] >= Codes.firstMissingByte { isComplete[row] = false }
        }
      case .integer(.bytes(let cells)):
        cells.withBuffer { cells in
          for row in 0..<rows where cells[row] < Integers.leastByte { isComplete[row] = false }
        }
      default:
        for row in 0..<rows where isComplete[row] && item.column.isMissing(at: row) { isComplete[row] = false }
      }
    }
    return (0..<Int32(rows)).filter { isComplete[Int($0)] }
  }
}
