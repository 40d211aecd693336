import Evidence
import Tables
import Testing

@testable import TableSources

@Suite struct CSVTests {
  @Test func `columns are as narrow as their numbers and texts that repeat are answers`() throws {
    let read = try readCSV(
      """
      id,省份,score,income,day,note
      1,山东,5,1.5,2022-03-01,a
      2,广东,,2.25,2022/3/2,"b, ""c""
      d"
      300,山东,4,-3e2,2022年3月3日,
      4,山东,NA,.5,,e

      """)
    #expect(read.table.rowCount == 4)
    #expect(read.table.columns.map(\.kindName) == ["integer", "category", "integer", "real", "date", "text"])
    #expect(values(read.table["id"]!) == ["1", "2", "300", "4"])
    #expect(values(read.table["省份"]!) == ["山东", "广东", "山东", "山东"])
    #expect(values(read.table["score"]!) == ["5", nil, "4", nil])
    #expect(values(read.table["income"]!) == ["1.5", "2.25", "-300", "0.5"])
    #expect(values(read.table["day"]!) == ["2022-03-01", "2022-03-02", "2022-03-03", nil])
    #expect(values(read.table["note"]!) == ["a", "b, \"c\"\nd", nil, "e"])
    #expect(read.caveats.map(\.code) == ["csv-not-available-marks"])
  }
}

func readCSV(
  _ text: String, options: ReadingOptions = ReadingOptions(), tuning: CSVReader.Tuning = CSVReader.Tuning()
) throws(Fault) -> ReadTable {
  try CSVReader.read(FileBytes(Array(text.utf8)), path: "survey.csv", options: options, tuning: tuning)
}

func values(_ column: Column) -> [String?] {
  (0..<column.count).map { column.value(at: $0)?.description }
}
