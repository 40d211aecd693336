import Evidence
import Phrasebook
import Tables
import Testing

@testable import Codebooks

/// A table as a CSV reader would make it: cells that are all whole numbers become integers, empty ones are missing.
func surveyTable(_ columns: KeyValuePairs<String, [String]>) throws -> Table {
  try Table(
    name: "survey",
    columns: columns.map { name, cells in
      let isWhole = cells.allSatisfy { $0.isEmpty || (Int64($0).map(String.init) == $0) }
      let isReal = cells.allSatisfy { $0.isEmpty || (Double($0) != nil && !$0.hasPrefix("00")) }
      var builder = ColumnBuilder(name: name)
      for cell in cells {
        if cell.isEmpty {
          builder.appendMissing()
        } else if isWhole {
          builder.append(Int64(cell)!)
        } else if isReal {
          builder.append(Double(cell)!)
        } else {
          builder.append(cell)
        }
      }
      return builder.finished()
    })
}

/// The words of a text, separated by blanks; `_` is an empty cell.
func cells(_ text: String, times: Int = 1) -> [String] {
  let once = text.split(separator: " ").map { $0 == "_" ? "" : String($0) }
  return (0..<times).flatMap { _ in once }
}

extension Fault {
  /// What a person reads, without the way out.
  var line: String {
    let report = report(in: .english)
    return String(report.split(separator: "\n")[0].dropFirst("tansuo: error: ".count))
  }
}

extension Caveat {
  var line: String {
    String(report(in: .english).split(separator: "\n")[0].dropFirst("tansuo: note: ".count))
  }
}

/// A small generator for test values, the same on every run.
final class SmallRandom {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
  func maybe<Value>(_ value: @autoclosure () -> Value) -> Value? { below(2) == 0 ? value() : nil }
  func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }
}
