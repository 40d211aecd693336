import Evidence
import Foundation
import StructuredText
import TestSupport
import Testing

@testable import CommandGrammar
@testable import Commands

/// `tansuo benchmark` and `tansuo portrait` as scripts rely on them.
@Suite struct BenchmarkCommandTests {
  /// Six enterprises in each of two provinces, two years, two sectors.
  static let activity: String = {
    var text = "entity,year,kind,item,quantity,unit\n"
    for place in 0..<12 {
      for year in [2021, 2022] {
        text += "E\(place),\(year),combustion,anthracite,\(100 + place * 7 + (year - 2021) * 5),t\n"
        text += "E\(place),\(year),electricity,电力,\(200 + place),MWh\n"
      }
    }
    return text
  }()
  static let entities: String = {
    var text = "entity,year,name,province,sector,value_added\n"
    for place in 0..<12 {
      for year in [2021, 2022] {
        let (province, sector) = (place < 6 ? "山东" : "浙江", place % 2 == 0 ? "造纸" : "化工")
        text += "E\(place),\(year),<b>厂\(place)</b>,\(province),\(sector),\(place == 11 ? -1 : 100 + year - 2021)\n"
      }
    }
    return text
  }()

  func answer(_ line: String, language: Language = .english, threads: Int = 1) throws -> Answer {
    let files = [
      "activity.csv": Self.activity, "entities.csv": Self.entities,
      "old.csv": Self.activity.replacingOccurrences(of: ",2021,", with: ",2003,"),
      "old-entities.csv": Self.entities.replacingOccurrences(of: ",2021,", with: ",2003,"),
    ]
    return try TemporaryFolder.holding(files) { folder in
      Answer(to: try folder.words(line), in: Surroundings(language: language, width: Int.max, threads: threads))
    }
  }

  static let shape: JSONValue = [
    "by": "province", "year": 2022, "ratioOfTotals": 0, "meanOfRatios": 0,
    "groups": [
      [
        "name": "…", "enterprises": 0, "ratioOfTotals": 0, "meanOfRatios": 0, "standardized": 0,
        "standardizedInterval": ["low": 0, "high": 0], "rank": 0, "rankInterval": ["low": 0, "high": 0],
        "deviation": 0, "verdict": "within",
      ]
    ],
    "bands": [["sector": "…", "median": 0]], "inequality": ["theil": ["total": 0, "between": 0, "within": 0]],
    "change": [
      "effects": ["activity": 0, "structure": 0, "intensity": 0, "energyMix": 0, "factor": 0, "other": 0],
      "decoupling": ["elasticity": 0, "state": "…"],
    ],
    "excluded": [["id": "E11", "reason": "no-value-added"]],
  ]

  @Test func `sectors are compared without standardising them to themselves`() throws {
    let line = "benchmark activity.csv --entities entities.csv --by "
    let sectors = String(decoding: try answer(line + "sector --draws 0").standardOutput, as: UTF8.self)
    #expect(sectors.contains("so nothing is standardised to a mix of sectors"))
    #expect(!sectors.contains("Standardised") && !sectors.contains("used to standardise"))
    let chinese = String(
      decoding: try answer(line + "sector --draws 0", language: .chinese).standardOutput, as: UTF8.self)
    #expect(chinese.contains("各组就是行业，不作行业构成的标准化") && !chinese.contains("标准化强度"))
    let provinces = String(decoding: try answer(line + "province --draws 0").standardOutput, as: UTF8.self)
    #expect(provinces.contains("Standardised") && provinces.contains("used to standardise"))
  }

  @Test func `notes are about the years that are shown`() throws {
    let line = "benchmark old.csv --entities old-entities.csv --by province --draws 0 --year "
    func codes(_ line: String) throws -> [String] {
      let notes = try JSONValue(parsing: try answer(line + " --json").standardOutput)["caveats"]?.asArray ?? []
      return notes.compactMap { $0["code"]?.asString }
    }
    let old = try codes(line + "2003")
    let recent = try codes(line + "2022")
    #expect(old.contains("account-factor-of-other-year"))
    #expect(!recent.contains("account-factor-of-other-year"))
    #expect(try codes(line + "2022 --change 2003,2022").contains("account-factor-of-other-year"))
  }

  @Test func `a benchmark has its fields, and its effects add up`() throws {
    let line = "benchmark activity.csv --entities entities.csv --by province --change 2021,2022 --draws 50 --json"
    let answered = try answer(line)
    #expect(answered.exitCode == 0)
    let object = try JSONValue(parsing: answered.standardOutput)
    #expect(ContractTests.differences(object, from: ContractTests.envelope) == [])
    let result = try #require(object["result"])
    #expect(ContractTests.differences(result, from: Self.shape) == [])
    #expect(result["excluded"]?[0]?["id"] == "E11")
    let change = try #require(result["change"])
    let sum = change["effects"]!.asObject!.members.reduce(0) { $0 + $1.value.asNumber! }
    let total = change["to"]!["total"]!.asNumber! - change["from"]!["total"]!.asNumber!
    #expect(abs(sum - total) < 1e-8)
    let other = try answer(line, threads: 3)
    #expect(try JSONValue(parsing: other.standardOutput)["result"] == result)
  }

  @Test func `benchmark pages speak both languages and carry pictures`() throws {
    let line = "benchmark activity.csv --entities entities.csv --by sector --change 2021,2022 --format html"
    for (language, words) in [(Language.english, "League table"), (.chinese, "对标排名")] {
      let page = String(decoding: try answer(line, language: language).standardOutput, as: UTF8.self)
      #expect(page.contains(words))
      #expect(page.contains("<svg"))
    }
  }

  @Test func `a portrait is one page of one enterprise, and names never become markup`() throws {
    let line = "portrait activity.csv E4 --entities entities.csv"
    let object = try JSONValue(parsing: try answer(line + " --json").standardOutput)
    #expect(ContractTests.differences(object, from: ContractTests.envelope) == [])
    let result = try #require(object["result"])
    #expect(result["id"] == "E4" && result["year"] == 2022)
    #expect(result["sources"]?.asArray?.count == 2)
    #expect(result["factors"]?[0]?["edition"] == "ndrc-2015")
    #expect(result["grade"]?["grade"] == 3)
    #expect(result["quality"]?["records"] == 2)
    #expect(result["code"]?.asString?.hasPrefix("huzhou-2021/E4/2022/") == true)
    #expect(result["label"]?.asString?.isEmpty == false)
    let intensity = try #require(result["intensity"]?["valueAdded"]?.asNumber)
    let median = try #require(result["intensity"]?["sectorMedian"]?.asNumber)
    let baseline = try #require(result["benchmarks"]?["baseline"])
    #expect(baseline["intensity"]?.asNumber == median)
    let gap = try #require(baseline["gapTonnes"]?.asNumber)
    let total = try #require(result["totals"]?["total"]?.asNumber)
    #expect(abs(gap - total * (1 - median / intensity)) < 1e-6)
    #expect((0...1).contains(try #require(result["cleanEnergy"]?["share"]?.asNumber)))
    let page = String(
      decoding: try answer(line + " --format html", language: .chinese).standardOutput, as: UTF8.self)
    #expect(page.contains("碳画像") && page.contains("<svg") && !page.contains("<b>厂"))
  }

  @Test(arguments: [
    ("benchmark activity.csv --entities entities.csv --by colour", 2, "account-no-such-group"),
    ("benchmark activity.csv --entities entities.csv --by city", 1, "benchmark-no-subjects"),
    ("benchmark activity.csv --entities entities.csv --by province --year 1999", 2, "account-no-such-year"),
    ("benchmark activity.csv --entities entities.csv --by province --change 2019,2022", 2, "benchmark-needs-years"),
    ("benchmark activity.csv --entities entities.csv --by province --change soon", 2, "benchmark-needs-years"),
    ("benchmark activity.csv --by province", 2, "usage-missing-option"),
    ("portrait activity.csv E99 --entities entities.csv", 2, "metrics-no-such-entity"),
    ("portrait activity.csv E1 --entities entities.csv --price 9,8,7", 2, "metrics-bad-prices"),
    ("portrait activity.csv E1 --entities entities.csv --power-class wind", 2, "metrics-no-such-class"),
  ])
  func `bad requests are refused by name`(_ line: String, _ exitCode: Int, _ code: String) throws {
    let answered = try answer(line + " --json")
    #expect(Int(answered.exitCode) == exitCode)
    #expect(try JSONValue(parsing: answered.standardOutput)["error"]?["code"] == JSONValue.string(code))
  }

  @Test func `recalled benchmarks of allowances have a switch of their own, and factors stay as they are`() throws {
    let line = "account activity.csv --entities entities.csv --lines no --json"
    let plain = try JSONValue(parsing: try answer(line).standardOutput)
    let other = try JSONValue(parsing: try answer(line + " --allowances unverified").standardOutput)
    #expect(plain["result"]?["totals"] == other["result"]?["totals"])
    #expect(plain["method"]?["allowanceUnverified"] == false && other["method"]?["allowanceUnverified"] == true)
    #expect(plain["result"]?["entities"]?[1]?["grade"]?["edition"] == "huzhou-2021")
  }

  @Test func `an enterprise that is not there is answered with the nearest`() throws {
    let english = try answer("portrait activity.csv E99 --entities entities.csv")
    #expect(
      english.standardError.contains("There is no enterprise 'E99' in the account"))
    let chinese = try answer(
      "portrait activity.csv E1 --entities entities.csv --price 9,8,7", language: .chinese)
    #expect(chinese.standardError.contains("“9,8,7”不是三个由低到高的价格"))
  }
}
