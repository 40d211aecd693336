import Evidence
import NumericalMethods
import Testing

@testable import Exercises

@Suite struct DataVariantTests {
  @Test func `whole clusters are drawn, each copy with an id of its own`() throws {
    let rows = (0..<40).map { "\($0),\($0 / 4 + 1)" }
    let bytes = Array(("x,firm\n" + rows.joined(separator: "\n") + "\n").utf8)
    var generator = SeededGenerator(seed: 5)
    let drawn = try DataVariant.clusters(column: "firm").drawn(bytes, name: "a.csv", by: &generator)
    let records = try #require(DelimitedRecords(drawn))
    #expect(records.records.count == 40)
    let firms = Dictionary(grouping: records.records.indices) { records.value(1, of: $0) }
    #expect(firms.count == 10)
    for rows in firms.values {
      #expect(rows.count == 4)
      let values = rows.compactMap { Int(records.value(0, of: $0)) }
      #expect(Set(values.map { $0 / 4 }).count == 1 && Set(values).count == 4)
    }
  }

  @Test func `counts are drawn anew with the same total`() throws {
    let bytes = Array("a;b,\"n\"\nx,400\n\"y,1\",500\nz,0\n".utf8)
    var generator = SeededGenerator(seed: 1)
    let text = String(
      decoding: try DataVariant.counts(column: "n").drawn(bytes, name: "a", by: &generator), as: UTF8.self)
    let records = try #require(DelimitedRecords(Array(text.utf8)))
    let counts = (0..<3).compactMap { Int(records.value(1, of: $0)) }
    #expect(counts.reduce(0, +) == 900 && counts[2] == 0 && abs(counts[0] - 400) < 80 && counts[0] != 400)
    #expect(text.hasPrefix("a;b,\"n\"\nx,") && text.contains("\n\"y,1\","))
    #expect(throws: Fault(ExerciseFault.noCounts, ["file": "a", "column": "n"])) {
      try DataVariant.counts(column: "n").drawn(Array("n\n1.5\n".utf8), name: "a", by: &generator)
    }
    #expect(throws: Fault(ExerciseFault.noColumn, ["file": "a", "column": "m"])) {
      try DataVariant.clusters(column: "m").drawn(Array("n\n1\n".utf8), name: "a", by: &generator)
    }
    #expect(throws: Fault(ExerciseFault.notCSV, ["file": "a"])) {
      try DataVariant.rows.drawn([0x50, 0x4B, 0, 1], name: "a", by: &generator)
    }
  }
}
