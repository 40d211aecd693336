import Evidence

/// Every two columns compared in every row: z tests of the share of the column that falls in the row, with letters.
///
/// As in SPSS, a column whose share is 0 or 1 is not compared, and the p of a row are corrected for its comparisons.
public struct ColumnProportions: Sendable, Hashable {
  public enum Correction: String, Sendable, Hashable, CaseIterable {
    /// What SPSS does.
    case bonferroni
    case holm
    case none
  }

  public struct Comparison: Sendable, Hashable {
    public let row: Int
    public let first: Int
    public let second: Int
    public let z: Double
    public let pValue: Double
    public let adjustedP: Double
  }

  public let table: ContingencyTable
  public let correction: Correction
  public let alpha: Double
  public let comparisons: [Comparison]
  /// Row by row. Columns of one row that share a letter do not differ; columns that are not compared have none.
  public let letters: [String]

  /// - Complexity: O(*rows* × *columns*²), and in the worst case more for the letters.
  public init(_ table: ContingencyTable, correction: Correction = .bonferroni, alpha: Double = 0.05) {
    var comparisons: [Comparison] = []
    var letters: [String] = []
    for row in 0..<table.rowCount {
      let compared = (0..<table.columnCount).filter {
        table.columnTotals[$0] > 0 && table[row, $0] > 0 && table[row, $0] < table.columnTotals[$0]
      }
      let found = Self.compared(table, row, compared, correction)
      comparisons += found
      let different = found.filter { $0.adjustedP <= alpha }.map { [$0.first, $0.second] }
      letters += Self.letters(for: compared, differing: Set(different), columns: table.columnCount)
    }
    self.table = table
    self.correction = correction
    self.alpha = alpha
    self.comparisons = comparisons
    self.letters = letters
  }

  private static func compared(
    _ table: ContingencyTable, _ row: Int, _ columns: [Int], _ correction: Correction
  ) -> [Comparison] {
    var pairs: [(first: Int, second: Int, z: Double, p: Double)] = []
    for (place, first) in columns.enumerated() {
      for second in columns[(place + 1)...] {
        let (n1, n2) = (table.columnTotals[first], table.columnTotals[second])
        let (x1, x2) = (table[row, first], table[row, second])
        let pooled = (x1 + x2) / (n1 + n2)
        let z = (x1 / n1 - x2 / n2) / (pooled * (1 - pooled) * (1 / n1 + 1 / n2)).squareRoot()
        pairs.append((first, second, z, NormalTail(z).pValue))
      }
    }
    let raw = pairs.map(\.p)
    let adjusted =
      switch correction {
      case .bonferroni: raw.map { min(1, $0 * Double(raw.count)) }
      case .holm: PValueAdjustment.holm.adjusted(raw)
      case .none: raw
      }
    return zip(pairs, adjusted).map { pair, adjusted in
      Comparison(
        row: row, first: pair.first, second: pair.second, z: pair.z, pValue: pair.p, adjustedP: adjusted)
    }
  }

  /// The fewest sets of columns without a difference inside, found by splitting and absorbing (Piepho 2004), and a
  /// letter for each.
  private static func letters(for compared: [Int], differing: Set<[Int]>, columns: Int) -> [String] {
    var result = [String](repeating: "", count: columns)
    if compared.isEmpty { return result }
    var groups: [Set<Int>] = [Set(compared)]
    for pair in differing.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      var split: [Set<Int>] = []
      for group in groups {
        if group.contains(pair[0]), group.contains(pair[1]) {
          split += [group.subtracting([pair[1]]), group.subtracting([pair[0]])]
        } else {
          split.append(group)
        }
      }
      groups = []
      for (place, group) in split.enumerated() {
        let isAbsorbed = split.enumerated().contains { other, larger in
          other != place && group.isSubset(of: larger) && (group != larger || other < place)
        }
        if !isAbsorbed { groups.append(group) }
      }
    }
    let ordered = groups.map { $0.sorted() }.sorted { $0.lexicographicallyPrecedes($1) }
    for (place, group) in ordered.enumerated() {
      for column in group { result[column] += letter(place) }
    }
    return result
  }

  /// a … z, then a1, b1 …
  private static func letter(_ place: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(97 + place % 26)))
    return place < 26 ? letter : letter + String(place / 26)
  }
}
