import Codebooks
import Crosstabs
import Evidence
import ExactTests
import TableSources
import Tables
import Testing

@testable import SyntheticData

/// The data that are shipped: unchanged, readable, and with the statistics that are printed of them.
@Suite struct DatasetTests {
  static let folders = ["classics", "grid-factors", "high-energy-enterprises", "provincial-warnings-2021"]

  @Test(arguments: folders)
  func `files are those whose checksums are listed`(_ folder: String) throws {
    let list = String(decoding: try TableSource.bytes(ofFile: "\(datasets)/\(folder)/CHECKSUMS"), as: UTF8.self)
    let lines = list.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 1) }
    #expect(lines.contains { $0[1].contains("README.md") })
    for line in lines {
      let name = line[1].drop { $0 == " " || $0 == "*" }
      let bytes = try TableSource.bytes(ofFile: "\(datasets)/\(folder)/\(name)")
      #expect(
        ContentHash(of: bytes).hexadecimal == line[0], "\(folder)/\(name); script/datasets-checksums writes the list")
    }
  }

  @Test(arguments: [
    ("classics/tables.csv", "classics/codebook.yml"), ("grid-factors/factors.csv", "grid-factors/codebook.yml"),
    ("provincial-warnings-2021/warnings.csv", "provincial-warnings-2021/codebook.yml"),
  ])
  func `tables are what their codebooks say`(table: String, codebook: String) throws {
    let applied = try Codebook(parsing: TableSource.bytes(ofFile: "\(datasets)/\(codebook)"))
      .applied(to: TableSource.read("\(datasets)/\(table)").table)
    try applied.check()
    #expect(applied.caveats.isEmpty)
    #expect(applied.table.columns.allSatisfy { $0.label.chinese != nil && $0.label.english != nil })
  }

  @Test func `thirty provinces have a factor in each of two years`() throws {
    let table = try TableSource.read("\(datasets)/grid-factors/factors.csv").table
    let province = try #require(table["province"])
    let factor = try #require(table["factor"])
    #expect(table.rowCount == 60)
    var found: [String: Double] = [:]
    for row in 0..<60 {
      let value = try #require(factor.number(at: row))
      #expect(value > 0.1 && value < 0.8)
      found["\(province.value(at: row)!) \(table["year"]!.value(at: row)!)"] = value
    }
    #expect(found.count == 60)
    // Facts 04.
    #expect(found["山东 2021"] == 0.6838)
    #expect(found["云南 2022"] == 0.1073)
  }

  // MARK: Classical tables

  struct Classic {
    var rows: [String] = []
    var columns: [String] = []
    var counts: [Int] = []
  }

  static let classics: Result<[String: Classic], any Error> = Result {
    let table = try TableSource.read("\(datasets)/classics/tables.csv").table
    var classics: [String: Classic] = [:]
    for row in 0..<table.rowCount {
      func text(_ name: String) -> String { table[name]!.value(at: row)?.description ?? "" }
      var classic = classics[text("table")] ?? Classic()
      if !classic.rows.contains(text("row")) { classic.rows.append(text("row")) }
      if !classic.columns.contains(text("column")) { classic.columns.append(text("column")) }
      classic.counts.append(Int(table["count"]!.number(at: row)!))
      classics[text("table")] = classic
    }
    return classics
  }

  func recomputed(_ statistic: String, _ classic: Classic) throws -> Double {
    let counts = classic.counts.map(Double.init)
    switch statistic {
    case "mean": return zip(classic.rows, counts).reduce(0) { $0 + Double($1.0)! * $1.1 } / counts.reduce(0, +)
    case "fit": return try GoodnessOfFitTest(counts, proportions: [9, 3, 3, 1].map { $0 / 16 }).result.statistic
    case "rate-first": return 100_000 * counts[0] / (counts[0] + counts[1])
    case "rate-second": return 100_000 * counts[2] / (counts[2] + counts[3])
    default: break
    }
    let table = try ContingencyTable(
      rows: .init(name: "row", count: classic.rows.count), columns: .init(name: "column", count: classic.columns.count),
      counts: classic.counts)
    switch statistic {
    case "pearson": return try PearsonTest(table).result.statistic
    case "likelihood-ratio": return try LikelihoodRatioTest(table).result.statistic
    case "odds-ratio": return try #require(try TwoByTwoEffects(table).oddsRatio).value
    case "risk-ratio": return try #require(try TwoByTwoEffects(table).riskRatios[0]).value
    case "exact-greater": return try FisherExactTest(table).greater.pValue
    case "exact" where classic.counts.count == 4: return try FisherExactTest(table).pValue
    case "exact": return try ExactTest(table).pValue
    default: throw UnknownStatistic()
    }
  }
  struct UnknownStatistic: Error {}

  @Test func `the statistics that are printed of classical tables follow from their cells`() throws {
    let classics = try Self.classics.get()
    let published = try TableSource.read("\(datasets)/classics/published.csv").table
    #expect(classics.count == 12)
    var named: Set<String> = []
    for row in 0..<published.rowCount {
      func text(_ name: String) -> String { published[name]!.value(at: row)?.description ?? "" }
      named.insert(text("table"))
      let printed = try #require(StatedNumber(text("printed")))
      let value = try recomputed(text("statistic"), try #require(classics[text("table")]))
      #expect(printed.contains(value), "\(text("table")) \(text("statistic")) \(value)")
      #expect(!text("source").isEmpty)
    }
    #expect(named == Set(classics.keys))
  }
}

/// The page that says how data are specified.
@Suite struct SpecificationPageTests {
  @Test func `its example can be made and meets its targets`() throws {
    let page = String(decoding: try TableSource.bytes(ofFile: datasets + "/SPECIFICATION.md"), as: UTF8.self)
    let fence = try #require(page.firstRange(of: "```yaml\n"))
    let rest = page[fence.upperBound...]
    let example = rest[..<(try #require(rest.firstRange(of: "```"))).lowerBound]
    let data = try SyntheticData(SyntheticSpecification(parsing: Array(example.utf8)))
    #expect(data.respondents.rowCount == 300)
    #expect(data.targets.filter { !$0.isMet }.isEmpty)
    let trained = try FrequencyTable(of: try #require(data.respondents["trained"]))
    #expect(trained.lines.map(\.count) == [186, 114])
  }
}
