import Evidence
import Glibc
import NumericalMethods
import StructuredText
import Tables
import TestSupport

@testable import Scales

extension JSONValue {
  /// Whole numbers become an integer column, others a real one.
  func column(_ name: String) -> Column {
    var builder = ColumnBuilder(name: name)
    for cell in asArray! {
      if let integer = cell.asInteger {
        builder.append(Int64(integer))
      } else if let number = cell.asNumber {
        builder.append(number)
      } else {
        builder.appendMissing()
      }
    }
    return builder.finished()
  }

  var columns: [Column] { asArray!.enumerated().map { $1.column("q\($0 + 1)") } }
}

func column(_ name: String, _ values: [Int64?], notes: Column.Notes = Column.Notes()) -> Column {
  var builder = ColumnBuilder(name: name)
  for value in values {
    if let value { builder.append(value) } else { builder.appendMissing() }
  }
  return builder.finished(notes: notes)
}

func column(_ name: String, _ values: [Double]) -> Column {
  var builder = ColumnBuilder(name: name)
  for value in values { builder.append(value) }
  return builder.finished()
}

/// Items with something in common, some answers missing, some items real where `levels` is 0.
func items(rows: Int, count: Int, levels: [Int], missing: Int = 0, seed: UInt64) -> [Column] {
  var generator = SeededGenerator(seed: seed)
  let common = (0..<rows).map { _ in generator.normal() }
  return (0..<count).map { item in
    var builder = ColumnBuilder(name: "q\(item + 1)")
    let levels = levels[item % levels.count]
    for row in 0..<rows {
      let value = 0.6 * common[row] + 0.8 * generator.normal()
      if missing > 0, generator.integer(below: missing) == 0 {
        builder.appendMissing()
      } else if levels == 0 {
        builder.append(value)
      } else {
        builder.append(Int64(max(1, min(Double(levels), (Double(levels + 1) / 2 + value * 1.3).rounded()))))
      }
    }
    return builder.finished()
  }
}

/// Whether two numbers agree to a relative tolerance, or to an absolute one for what should be 0.
func agree(_ value: Double?, _ expected: Double?, _ relative: Double = 1e-10, absolute: Double = 1e-13) -> Bool {
  guard let value, let expected else { return value == nil && expected == nil }
  return abs(value - expected) <= max(relative * abs(expected), absolute)
}
