import Evidence

/// What a table says over all layers of a third question together, and whether the layers agree.
///
///     let tests = try LayeredTests(layers)
///     tests.mantelHaenszel?.commonOddsRatio?.value
///
/// Categories nobody chose in any layer are left out first, so that a 2×2 table stays one.
public struct LayeredTests: Sendable, Hashable {
  /// 2×2 only.
  public let mantelHaenszel: CochranMantelHaenszelTest?
  /// 2×2 only; `nil` also where the common odds ratio is 0 or infinite or one layer is left.
  public let breslowDay: BreslowDayTest?
  public let general: StratifiedAssociationTest
  /// `nil` where the scores of a question do not differ, as is ``correlation``.
  public let rowMeanScores: StratifiedAssociationTest?
  public let correlation: StratifiedAssociationTest?

  public var caveats: [Caveat] { general.caveats }

  /// - Throws: `crosstab-unequal-layers`, `crosstab-no-usable-layer`, `crosstab-score-count`, `crosstab-level`.
  public init(
    _ layers: [ContingencyTable], rowScores: CategoryScores = .codes, columnScores: CategoryScores = .codes,
    level: Double = 0.95
  ) throws(Fault) {
    let occupied = Self.droppingEverywhereEmptyCategories(layers)
    general = try StratifiedAssociationTest(occupied)
    func scored(_ alternative: StratifiedAssociationTest.Alternative) throws(Fault) -> StratifiedAssociationTest? {
      do throws(Fault) {
        return try StratifiedAssociationTest(
          occupied, alternative: alternative, rowScores: rowScores, columnScores: columnScores)
      } catch {
        guard error.code == CrosstabFault.noUsableLayer.rawValue else { throw error }
        return nil
      }
    }
    rowMeanScores = try scored(.rowMeanScores)
    correlation = try scored(.correlation)
    guard occupied[0].isTwoByTwo else {
      (mantelHaenszel, breslowDay) = (nil, nil)
      return
    }
    mantelHaenszel = try CochranMantelHaenszelTest(occupied, level: level)
    do throws(Fault) {
      breslowDay = try BreslowDayTest(occupied)
    } catch {
      guard error.code == CrosstabFault.noUsableLayer.rawValue else { throw error }
      breslowDay = nil
    }
  }

  private static func droppingEverywhereEmptyCategories(_ layers: [ContingencyTable]) -> [ContingencyTable] {
    guard let first = layers.first,
      layers.allSatisfy({ $0.rowCount == first.rowCount && $0.columnCount == first.columnCount })
    else { return layers }
    let rows = (0..<first.rowCount).filter { row in layers.contains { $0.rowTotals[row] > 0 } }
    let columns = (0..<first.columnCount).filter { column in layers.contains { $0.columnTotals[column] > 0 } }
    return layers.map { $0.keeping(rows: rows, columns: columns) }
  }
}
