import Evidence

/// Cohen's κ: agreement of two ratings beyond what their margins alone would give.
public struct AgreementEffects: Sendable, Hashable {
  public let kappa: AssociationMeasure
  /// The share on the diagonal.
  public let observedAgreement: Double
  public let expectedAgreement: Double

  /// - Throws: `crosstab-only-square`, `crosstab-no-common-rows`, `crosstab-constant-variable` where both ratings use
  ///   one category only, `crosstab-level`.
  public init(_ table: ContingencyTable, level: Double = 0.95) throws(Fault) {
    try table.demandSquare("κ")
    guard table.total > 0 else {
      _ = try table.associable()
      preconditionFailure("an empty table is refused above")
    }
    let n = table.total
    let rows = table.rowTotals.map { $0 / n }
    let columns = table.columnTotals.map { $0 / n }
    var (observed, expected) = (0.0, 0.0)
    for place in rows.indices {
      observed += table[place, place] / n
      expected += rows[place] * columns[place]
    }
    guard expected < 1 else {
      _ = try table.associable()
      preconditionFailure("a table of one occupied cell is refused above")
    }
    let kappa = (observed - expected) / (1 - expected)
    // Fleiss, Cohen and Everitt 1969.
    var (diagonal, rest, cubes) = (0.0, 0.0, 0.0)
    for row in rows.indices {
      let both = rows[row] + columns[row]
      let weight = 1 - both * (1 - kappa)
      diagonal += table[row, row] / n * weight * weight
      cubes += rows[row] * columns[row] * both
      for column in columns.indices where column != row {
        let across = columns[row] + rows[column]
        rest += table[row, column] / n * across * across
      }
    }
    let gap = kappa - expected * (1 - kappa)
    let scale = (1 - expected) * (1 - expected) * n
    self.kappa = try AssociationMeasure(
      kappa, variance: (diagonal + (1 - kappa) * (1 - kappa) * rest - gap * gap) / scale,
      nullVariance: (expected + expected * expected - cubes) / scale, level: level)
    observedAgreement = observed
    expectedAgreement = expected
  }
}
