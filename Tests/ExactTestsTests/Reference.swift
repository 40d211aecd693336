import Crosstabs
import StructuredText
import Tables
import TestSupport

func table(_ counts: JSONValue, rows: Int) -> ContingencyTable {
  let cells = counts.asArray!.map { $0.asInteger! }
  return try! ContingencyTable(
    rows: .init(name: "rows", count: rows), columns: .init(name: "columns", count: cells.count / rows), counts: cells)
}
