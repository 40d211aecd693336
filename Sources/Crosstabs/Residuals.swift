import Evidence

/// How far each cell is from what independence would put there, on four scales.
///
/// Lists run row by row; cells of empty rows and columns are `nil`.
public struct Residuals: Sendable, Hashable {
  public let table: ContingencyTable
  public let expected: ExpectedCounts
  /// O − E
  public let raw: [Double?]
  /// (O − E)/√E: R's `residuals`, SPSS's SRESID.
  public let standardized: [Double?]
  /// (O − E)/√(E (1 − r)(1 − c)), close to normal: R's `stdres`, SPSS's ASRESID.
  public let adjusted: [Double?]
  /// ±√(2 (O ln(O/E) − (O − E)))
  public let deviance: [Double?]
  /// Two-sided normal p of the adjusted residuals, each looked at alone.
  public let pValues: [Double?]

  /// - Complexity: O(*rows* × *columns*).
  public init(_ table: ContingencyTable) {
    let expected = ExpectedCounts(table)
    let cells = table.counts.count
    var raw = [Double?](repeating: nil, count: cells)
    var (standardized, adjusted, deviance, pValues) = (raw, raw, raw, raw)
    for row in 0..<table.rowCount where table.rowTotals[row] > 0 {
      for column in 0..<table.columnCount where table.columnTotals[column] > 0 {
        let place = row * table.columnCount + column
        let (value, deviation) = (expected.values[place], expected.relativeDeviations[place])
        raw[place] = value * deviation
        standardized[place] = value.squareRoot() * deviation
        deviance[place] = (deviation < 0 ? -1 : 1) * (2 * value * entropyGap(deviation)).squareRoot()
        let rest =
          (table.total - table.rowTotals[row]) / table.total
          * ((table.total - table.columnTotals[column]) / table.total)
        if rest > 0 {
          let residual = value.squareRoot() * deviation / rest.squareRoot()
          adjusted[place] = residual
          pValues[place] = NormalTail(residual).pValue
        }
      }
    }
    self.table = table
    self.expected = expected
    self.raw = raw
    self.standardized = standardized
    self.adjusted = adjusted
    self.deviance = deviance
    self.pValues = pValues
  }

  /// The same cells, with the distances and p-values of a design instead of those of independent draws.
  init(_ own: Residuals, of design: DesignResiduals) {
    (table, expected, raw, standardized, deviance) = (own.table, own.expected, own.raw, own.standardized, own.deviance)
    (adjusted, pValues) = (design.values, design.pValues)
  }

  /// The p-values corrected for having looked at every cell.
  public func pValues(_ adjustment: PValueAdjustment) -> [Double?] { adjustment.adjusted(pValues) }

  /// What a sentence about one cell needs.
  public struct NotableCell: Sendable, Hashable {
    public let row: Int
    public let column: Int
    public let observed: Double
    public let expected: Double
    public let adjusted: Double
    /// Corrected as asked.
    public let pValue: Double
    public var isMoreThanExpected: Bool { observed > expected }
  }

  /// The cells whose p reaches `alpha` or less, the furthest from expectation first; ties in the order of the table.
  public func notableCells(
    alpha: Double = 0.05, adjustment: PValueAdjustment = .holm
  ) -> [NotableCell] {
    let corrected = pValues(adjustment)
    let places = corrected.indices.filter { corrected[$0].map { $0 <= alpha } ?? false }
    return places.map { place in
      NotableCell(
        row: place / table.columnCount, column: place % table.columnCount, observed: table.counts[place],
        expected: expected.values[place], adjusted: adjusted[place]!, pValue: corrected[place]!)
    }.sorted { (-abs($0.adjusted), $0.row, $0.column) < (-abs($1.adjusted), $1.row, $1.column) }
  }
}
