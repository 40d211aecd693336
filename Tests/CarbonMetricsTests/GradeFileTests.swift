import CarbonAccounting
import CarbonMetrics
import Evidence
import Phrasebook
import TableSources
import Testing

/// Cut-points of a user's own.
@Suite struct GradeFileTests {
  static let header = "edition,measure,grade,upper,source\n"

  func rules(_ rows: String, header: String = Self.header) throws(Fault) -> GradeRules {
    try GradeRules(parsing: Array((header + rows).utf8), file: "own.csv")
  }

  @Test func `a user's cut-points win, and what they leave out stays`() throws {
    let rules = try rules("park-2024,grade,A,0.5,园区标准\npark-2024,grade,B,1,园区标准\npark-2024,grade,C,,园区标准\n")
    #expect(rules.edition == "park-2024")
    #expect(rules.source == "园区标准")
    #expect(rules.ownMeasures == ["grade"])
    #expect([0.5, 0.50001, 1, 7].map { rules.grade(of: $0).key } == ["A", "B", "B", "C"])
    #expect(rules.levels == GradeRules.huzhou2021.levels)
    let assessments = CarbonAssessments(
      of: [], options: try AssessmentOptions(gradeRules: rules))
    #expect(
      assessments.caveats.map { $0.message(in: .english).what } == [
        "grade cut-points are those of park-2024 in own.csv, not of huzhou-2021"
      ])
    #expect(
      assessments.caveats.map { $0.message(in: .chinese).what } == ["grade 的分级界限采用 own.csv 中的 park-2024，而非 huzhou-2021"]
    )
  }

  @Test(arguments: [
    ("", "The file of grades has no rows (own.csv)", "分级文件没有任何行"),
    (
      "a,grade,1,0.5,s\nb,grade,2,,s\n", "'b' is a second edition in one file, after 'a' (own.csv:3:1)",
      "同一文件中出现第二个版本“b”，前面是“a”"
    ),
    ("a,grade,1,0.5,s\na,grade,1,,s\n", "'1' appears twice (own.csv:3:3)", "“1”出现了两次"),
    ("a,grade,1,,s\na,grade,2,1,s\n", "'1' has no upper end, yet another follows (own.csv:2:4)", "“1”没有上限，后面却还有一级"),
    (
      "a,grade,1,0.5,s\na,grade,2,0.4,s\n", "'2' ends at 0.4, not above 0.5 where the one before it ends (own.csv:3:4)",
      "“2”的上限 0.4 不大于前一级的 0.5"
    ),
    ("a,grade,1,0.5,s\n", "'1' is the last and must be open at the top (own.csv:2:4)", "“1”是最后一级，不能有上限"),
    ("a,colour,1,,s\n", "'measure' cannot be 'colour' (own.csv:2:2)", "“measure”不能取“colour”"),
    (
      "a,grade,1,half,s\n", "'upper' should be a number from 0 up, not 'half' (own.csv:2:4)",
      "“upper”应为不小于 0 的数字，而不是“half”"
    ),
    ("a,grade,1\n", "This row has 3 fields where the header has 5 (own.csv:2)", "这一行有 3 个字段，而表头有 5 个"),
  ])
  func `a wrong file says where`(_ rows: String, _ english: String, _ chinese: String) throws {
    let fault = try #require(throws: Fault.self) { try rules(rows) }
    #expect(fault.report(in: .english).hasPrefix("tansuo: error: \(english)\n"), "\(fault.report(in: .english))")
    #expect(fault.message(in: .chinese).what == chinese)
  }
}

/// Energy as dual control assesses it, from renewable electricity of two years.
@Suite struct AssessedEnergyTests {
  func assessments(_ entities: String, coal: Double = 0.1229) throws -> CarbonAssessments {
    let table = try TableSource.read(bytes: Array(entities.utf8)).table
    let accounts = try CarbonAccounts(
      of: TableSource.read(
        bytes: Array("entity,year,kind,item,quantity,unit\nA,2022,electricity,电力,1000,MWh\n".utf8)
      ).table, register: EntityRegister(table))
    return CarbonAssessments(
      of: accounts.inventories, data: OperatingData(table), options: try AssessmentOptions(coalPerRenewable: coal))
  }

  @Test func `the increment over 2020 leaves the total and stays in the intensity`() throws {
    let found = try assessments("entity,year,renewable,feedstock_tce\nA,2020,100,\nA,2022,400,10\n")
    let entry = found.entries[0]
    #expect(abs(try #require(entry.assessedEnergyForIntensity) - (122.9 - 10)) < 1e-9)
    #expect(abs(try #require(entry.assessedEnergyTotal) - (122.9 - 10 - 300 * 0.1229)) < 1e-9)
    #expect(
      found.caveats.map { $0.message(in: .english).what } == [
        "Energy of 1 enterprise is assessed less feedstock and new renewable electricity (0.1229 kgce/kWh); which feedstocks count and the coefficient by coal consumed are in no source that could be read"
      ])
    #expect(
      found.caveats[0].message(in: .chinese).what
        == "1 家企业的考核能耗已扣减原料用能和新增可再生能源电力（0.1229 千克标准煤/千瓦时）；哪些原料可扣减、等价折标系数，未能在可查的资料中找到")
    let declared = try assessments("entity,year,renewable\nA,2020,100\nA,2022,400\n", coal: 0.3)
    #expect(abs(try #require(declared.entries[0].assessedEnergyTotal) - (122.9 - 90)) < 1e-9)
  }

  @Test func `less than in 2020 is no increment, and 2020 must be stated`() throws {
    let fallen = try assessments("entity,year,renewable\nA,2020,400\nA,2022,100\n")
    #expect(abs(try #require(fallen.entries[0].assessedEnergyTotal) - 122.9) < 1e-9)
    let unknown = try assessments("entity,year,renewable\nA,2022,100\n")
    #expect(unknown.entries[0].assessedEnergyTotal == nil)
    #expect(
      unknown.caveats.map { $0.message(in: .english).what } == [
        "The register states renewable electricity of A but not that of 2020, so no increment is taken off (first of 1)"
      ])
    #expect(unknown.caveats[0].message(in: .chinese).what == "名录有 A 的可再生能源电力，但没有 2020 年的数，无法扣减增量（共 1 家，此为首个）")
  }

  @Test func `deductions beyond the energy are named`() throws {
    let found = try assessments("entity,year,feedstock_tce\nA,2022,500\n")
    #expect(
      found.caveats.map { $0.message(in: .english).what }.contains(
        "Feedstock and new renewable electricity are more than the energy of A (first of 1)"))
    #expect(
      found.caveats.map { $0.message(in: .chinese).what }.contains("原料用能与新增可再生能源电力之和超过 A 的能耗（共 1 家，此为首个）"))
  }
}
