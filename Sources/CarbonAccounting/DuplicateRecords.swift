/// Records that say the same as an earlier one: same enterprise, year, kind, item, unit, place, measurements, quantity and note.
struct DuplicateRecords {
  /// Each later record with the first that says the same.
  let pairs: [(row: Int, first: Int)]

  private struct Statement: Hashable {
    let cell: UInt32
    let code: UInt32
    let quantity: UInt64
    let note: Int32
  }

  init(_ activity: CodedActivity, notes: [Int32]?, recipes: [LineRecipe?]) {
    var first: [Statement: Int32] = [:]
    first.reserveCapacity(activity.cells.count)
    var pairs: [(row: Int, first: Int)] = []
    for row in 0..<activity.cells.count {
      let code = activity.codes[row]
      guard recipes[Int(code)] != nil, activity.problems[row] == nil else { continue }
      let statement = Statement(
        cell: activity.cells[row], code: code, quantity: activity.quantities[row].bitPattern,
        note: notes?[row] ?? -1)
      if let known = first[statement] {
        pairs.append((row, Int(known)))
      } else {
        first[statement] = Int32(row)
      }
    }
    self.pairs = pairs
  }
}
