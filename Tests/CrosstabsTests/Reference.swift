import Glibc
import StructuredText
import Tables

@testable import Crosstabs

/// A file of reference values beside these tests, with the script that made it.
func reference(_ name: String) -> JSONValue {
  let file = #filePath
  let folder = file.prefix(upTo: file.lastIndex(of: "/")!) + "/reference/"
  guard let stream = fopen(folder + name, "r") else { preconditionFailure("\(name) is not there") }
  defer { fclose(stream) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&buffer, 1, buffer.count, stream)
    if count == 0 { break }
    bytes += buffer.prefix(count)
  }
  return try! JSONValue(parsing: bytes)
}

extension JSONValue {
  var numbers: [Double] { asArray!.map { $0.asNumber! } }

  /// A table of the reference: `rows` and `counts`.
  var table: ContingencyTable { CrosstabsTests.table(self["counts"]!, rows: self["rows"]!.asInteger!) }
}

func table(_ counts: JSONValue, rows: Int) -> ContingencyTable {
  let cells = counts.asArray!.map { $0.asInteger! }
  return try! ContingencyTable(
    rows: .init(name: "rows", count: rows), columns: .init(name: "columns", count: cells.count / rows), counts: cells)
}

/// Whether two numbers agree to a relative tolerance, or to an absolute one for what should be 0.
func agree(_ value: Double?, _ expected: Double?, _ relative: Double = 1e-10, absolute: Double = 1e-11) -> Bool {
  guard let value, let expected else { return value == nil && expected == nil }
  return abs(value - expected) <= max(relative * abs(expected), absolute)
}
