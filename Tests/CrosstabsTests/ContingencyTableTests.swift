import Evidence
import Tables
import Testing

@testable import Crosstabs

@Suite struct ContingencyTableTests {
  @Test func `a typed table is read with either punctuation`() throws {
    let table = try ContingencyTable(typed: "12,3;4,9")
    #expect(table.counts == [12, 3, 4, 9])
    #expect(table.rowTotals == [15, 13])
    #expect(table.columnTotals == [16, 12])
    #expect(table.respondents == 28)
    #expect(table.degreesOfFreedom == 1)
    #expect(try ContingencyTable(typed: "12，3；4，9") == table)
    #expect(try ContingencyTable(typed: "12 3\n4 9\n") == table)
    #expect(try ContingencyTable(typed: "12, 3; 4, 9;") == table)
  }

  @Test(arguments: [
    ("", CrosstabFault.typedEmpty), (" ; ", .typedEmpty), ("1,x", .typedNumber), ("1,-2", .typedNumber),
    ("1,2.5", .typedNumber), ("1,2;3", .typedRagged), ("9223372036854775807,1", .countsTooLarge),
    ("99999999999999999999", .typedNumber),
  ])
  func `a bad typed table is refused`(_ text: String, _ code: CrosstabFault) throws {
    let fault = try #require(throws: Fault.self) { try ContingencyTable(typed: text) }
    #expect(fault.code == code.rawValue)
  }

  @Test func `empty categories stay in the counts and leave the degrees of freedom`() throws {
    let table = try ContingencyTable(typed: "3,0,4;1,0,2;0,0,0")
    #expect(table.counts.count == 9)
    #expect(table.degreesOfFreedom == 1)
    #expect(table.droppingEmptyCategories().counts == [3, 4, 1, 2])
    #expect(table.droppingEmptyCategories().columns.levels.map(\.value) == [.integer(1), .integer(3)])
    #expect(table.transposed.transposed == table)
    #expect(table.transposed[2, 0] == 4)
  }
}
