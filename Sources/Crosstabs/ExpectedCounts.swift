import Evidence

/// The counts to expect if the answers to one question told nothing about the other.
public struct ExpectedCounts: Sendable, Hashable {
  /// Row by row, 0 in empty rows and columns.
  public let values: [Double]
  /// How far each count is from its expected one, as a share of it: exact where the counts are whole. 0 in empty rows
  /// and columns.
  let relativeDeviations: [Double]
  /// Cells in occupied rows and columns.
  public let cells: Int
  public let cellsBelowFive: Int
  public let cellsBelowOne: Int
  public let minimum: Double

  /// The share of cells with an expected count below 5, of those in occupied rows and columns.
  public var shareBelowFive: Double { cells == 0 ? 0 : Double(cellsBelowFive) / Double(cells) }

  /// Whether chi-square tests may be read: fewer than 20 % of cells below 5 and none below 1 (Cochran 1954).
  public var meetsCochransRule: Bool { cellsBelowFive * 5 < cells && cellsBelowOne == 0 }

  public init(_ table: ContingencyTable) {
    let width = table.columnCount
    var values = [Double](repeating: 0, count: table.counts.count)
    var deviations = values
    var cells = 0
    var belowFive = 0
    var belowOne = 0
    var minimum = Double.infinity
    // Products of whole totals below 2³¹ stay exact in 64 bits, so independence gives exactly 0.
    let isExact = !table.isWeighted && table.total < 2_147_483_648
    for row in 0..<table.rowCount where table.rowTotals[row] > 0 {
      for column in 0..<width where table.columnTotals[column] > 0 {
        let place = row * width + column
        let product = table.rowTotals[row] * table.columnTotals[column]
        let expected = product / table.total
        values[place] = expected
        if isExact {
          let margins = Int(table.rowTotals[row]) * Int(table.columnTotals[column])
          let difference = Int(table.counts[place]) * Int(table.total) - margins
          deviations[place] = Double(difference) / Double(margins)
        } else {
          deviations[place] = (table.counts[place] - expected) / expected
        }
        cells += 1
        if expected < 5 { belowFive += 1 }
        if expected < 1 { belowOne += 1 }
        minimum = min(minimum, expected)
      }
    }
    self.values = values
    self.relativeDeviations = deviations
    self.cells = cells
    self.cellsBelowFive = belowFive
    self.cellsBelowOne = belowOne
    self.minimum = cells == 0 ? 0 : minimum
  }

  /// The worry that the chi-square approximation is poor, if there is cause.
  var caveats: [Caveat] {
    if meetsCochransRule { return [] }
    return [
      Caveat(
        CrosstabCaveat.lowExpectedCounts,
        [
          "cells": .integer(cellsBelowFive), "of": .integer(cells),
          "percent": .number((shareBelowFive * 1000).rounded() / 10),
          "minimum": .number(minimum), "belowOne": .integer(cellsBelowOne),
        ])
    ]
  }
}
