import Documents

extension DocumentTable {
  /// The table in parts of at most so many columns and rows, itself where it is small enough.
  ///
  /// The first column, which names the rows, is in every part; notes stand under the last.
  func parts(columns mostColumns: Int, rows mostRows: Int) -> [DocumentTable] {
    parts(columnGroups: columnGroups(most: mostColumns), rows: mostRows)
  }

  /// The columns after the first, cut where a group is full.
  private func columnGroups(most: Int) -> [Range<Int>] {
    guard columns.count > most, most > 1 else { return [1..<max(columns.count, 1)] }
    return stride(from: 1, to: columns.count, by: most - 1).map { $0..<min($0 + most - 1, columns.count) }
  }

  /// - Parameter columnGroups: ranges of the columns after the first.
  func parts(columnGroups: [Range<Int>], rows mostRows: Int) -> [DocumentTable] {
    if columnGroups.count == 1, rows.count <= mostRows { return [self] }
    var parts = columnGroups.flatMap { group in
      stride(from: 0, to: max(rows.count, 1), by: mostRows).map { start in
        part(group, rows: start..<min(start + mostRows, rows.count))
      }
    }
    for place in parts.indices.dropLast() { parts[place].notes = [] }
    return parts
  }

  private func part(_ group: Range<Int>, rows range: Range<Int>) -> DocumentTable {
    var part = self
    let kept = [0] + Array(group)
    part.columns = kept.map { columns[$0] }
    part.spanners = spanners.map { row in
      row.flatMap { spanner -> [Spanner] in
        var pieces: [Spanner] = []
        if spanner.columns.contains(0) { pieces.append(Spanner(spanner.heading, over: 0..<1)) }
        let inside = spanner.columns.clamped(to: group)
        if !inside.isEmpty {
          let start = inside.lowerBound - group.lowerBound + 1
          pieces.append(Spanner(spanner.heading, over: start..<start + inside.count))
        }
        // A spanner over the first column and its neighbors stays one.
        if pieces.count == 2, pieces[1].columns.lowerBound == 1 {
          return [Spanner(spanner.heading, over: 0..<pieces[1].columns.upperBound)]
        }
        return pieces
      }
    }
    part.rows = rows[range].map { row in
      var row = row
      row.cells = kept.map { row.cells.indices.contains($0) ? row.cells[$0] : Cell("") }
      return row
    }
    return part
  }
}
