import Evidence
import Foundation
import Phrasebook
import Testing

@testable import EmissionFactors

@Suite struct FactorLibraryTests {
  let library = FactorLibrary.builtIn

  @Test func `the built-in library is datasets factors`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = root.appendingPathComponent("datasets/factors")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".csv") && $0 != "uncertainties.csv"
    }
    let ranges = try String(contentsOf: folder.appendingPathComponent("uncertainties.csv"), encoding: .utf8)
    #expect(builtInUncertainties + "\n" == ranges, "run script/generate/factor_library.py")
    var rows: Set<String> = []
    var count = 0
    for name in names {
      let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      let lines = text.split(separator: "\n").dropFirst().map(String.init)
      rows.formUnion(lines)
      count += lines.count
    }
    let built = builtInFactors.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }.split(separator: "\n").dropFirst()
    #expect(Set(built.map(String.init)) == rows, "run script/generate/factor_library.py")
    #expect(built.count == count)
    #expect(library.factors.count == count)
  }

  @Test func `every factor has a source, and those nobody checked are in one edition`() {
    for factor in library.factors {
      #expect(!factor.source.isEmpty)
      #expect((factor.verification == .no) == (factor.edition == FactorLibrary.unverifiedEdition), "\(factor.key)")
      #expect(!factor.chineseNames.isEmpty && !factor.englishNames.isEmpty, "\(factor.key)")
    }
  }

  @Test(
    arguments: [
      ("山东", 2022, "elec.prov.shandong.2022", 0, 0), ("山东省", 2025, "elec.prov.shandong.2023", 0, 2),
      ("Zhejiang", 2024, "elec.prov.zhejiang.2022", 0, 2), ("西藏", 2022, "elec.cn.2022", 1, 0),
      ("全国", 2019, "elec.cn.2021", 0, 2), ("华东", 2023, "elec.cn.2023", 1, 0),
    ] as [(String, Int, String, Int, Int)])
  func `electricity falls back from the province to the nation, to the nearest year`(
    _ region: String, _ year: Int, _ key: String, _ steps: Int, _ apart: Int
  ) throws {
    let place = try #require(Region.named(region))
    let match = library.match(item: "electricity", .emissions, in: place, year: year)
    #expect(region == "华东" || match?.factor.key == key)
    #expect(region == "华东" || match?.regionSteps == steps)
    #expect(match?.yearsApart == apart)
  }

  @Test func `a province without a factor takes that of its grid`() throws {
    let own = """
      key,item,property,value,unit,region,edition,source,verified
      grid,power,emission_factor,0.7,tCO2/MWh,华北,mine,own,yes
      land,power,emission_factor,0.5,tCO2/MWh,cn,mine,own,yes

      """
    let mine = try library.adding(Array(own.utf8), file: "own.csv")
    let match = try #require(mine.match(item: "power", .emissions, in: Region.named("北京")!, year: 2022))
    #expect(match.factor.key == "grid")
    #expect(match.asked == ["beijing", "grid.north"])
    #expect(mine.match(item: "power", .emissions, in: Region.named("广东")!, year: 2022)?.factor.key == "land")
  }

  @Test func `the user's factor wins in its years and says so`() throws {
    let own = """
      key,item,property,value,unit,region,from,to,edition,source,verified
      elec.prov.shandong.2022,electricity,emission_factor,0.5,kgCO2/kWh,山东,2022,2022,mine,meter,yes

      """
    let mine = try library.adding(Array(own.utf8), file: "own.csv")
    let shandong = Region.named("山东")!
    #expect(mine.match(item: "electricity", .emissions, in: shandong, year: 2022)?.factor.value == 0.5)
    #expect(mine.match(item: "electricity", .emissions, in: shandong, year: 2023)?.factor.value == 0.6191)
    #expect(mine.overridden.map(\.own.key) == ["elec.prov.shandong.2022"])
    #expect(mine.overridden.first?.builtIn.value == 0.6410)
    #expect(mine.overridden.first?.own.origin == .file("own.csv", line: 2))
  }

  @Test func `unverified figures are used only where their edition is preferred`() throws {
    #expect(library.match(item: "ammonia", .emissions, in: .china, year: 2022) == nil)
    let trusting = try library.preferring([FactorLibrary.unverifiedEdition])
    #expect(trusting.match(item: "ammonia", .emissions, in: .china, year: 2022)?.factor.value == 2.104)
  }

  @Test func `a preferred edition comes before others`() throws {
    let ipcc = try library.preferring(["ipcc-2006"])
    #expect(ipcc.match(item: "diesel", .netCalorificValue, in: .china, year: 2022)?.factor.value == 43.0)
    #expect(library.match(item: "diesel", .netCalorificValue, in: .china, year: 2022)?.factor.value == 43.33)
  }

  @Test func `editions are compared item by item`() throws {
    let differences = try library.differences(from: "mee-power-2021", to: "mee-power-2022")
    let nation = try #require(differences.first { $0.region == "cn" && $0.property == .emissions })
    #expect(nation.old?.value == 0.5568)
    #expect(nation.new?.value == 0.5366)
    #expect(abs(try #require(nation.change) - (0.5366 / 0.5568 - 1)) < 1e-15)
    #expect(throws: Fault.self) { try library.differences(from: "none", to: "mee-power-2022") }
  }

  @Test func `items are found by key, family and name in both languages`() {
    for name in ["anthracite", "Anthracite", "无烟煤", "cn_fuel.anthracite", "cn_fuel.anthracite.ncv", "ANTHRACITE"] {
      #expect(library.item(named: name) == "anthracite")
    }
    #expect(library.item(named: "其他煤气") == "other_gas")
    #expect(library.suggestions(for: "无烟媒") == ["无烟煤"])
    #expect(library.suggestions(for: "antracite").first == "Anthracite")
  }
}

/// Factor files are read strictly: every fault names line and column.
@Suite struct FactorFileTests {
  static let header = "key,item,property,value,unit,region,edition,source,verified"
  static let row = "a.ncv,a,ncv,20,GJ/t,cn,mine,own,yes"

  @Test(arguments: [
    ("", "The file is empty (own.csv:1)"),
    (
      "key,item\n",
      "The file lacks these columns: property, value, unit, region, edition, source, verified (own.csv:1)"
    ),
    (header + ",colour\n", "Such a file has no column 'colour' (own.csv:1:10)"),
    (header + ",key\n", "Column 'key' appears twice (own.csv:1:10)"),
    (header + "\na,b\n", "This row has 2 fields where the header has 9 (own.csv:2)"),
    (header + "\n\n" + row.replacing("20", with: "x"), "'value' should be a number from 0 up, not 'x' (own.csv:3:4)"),
    (header + "\n" + row.replacing("20", with: "-1"), "'value' should be a number from 0 up, not '-1' (own.csv:2:4)"),
    (
      header + "\n" + row.replacing("GJ/t", with: "GJ/kWh"),
      "The unit 'GJ/kWh' does not fit the property 'ncv' (own.csv:2:5)"
    ),
    (header + "\n" + row.replacing("GJ/t", with: "XX/t"), "'XX' is no unit that is known here (own.csv:2:5)"),
    (header + "\n" + row.replacing("cn", with: "山栋"), "There is no region '山栋' (own.csv:2:6)"),
    (header + "\n" + row.replacing("yes", with: "maybe"), "'verified' cannot be 'maybe' (own.csv:2:9)"),
    (header + "\n" + row.replacing("own", with: ""), "'source' is empty (own.csv:2:8)"),
    (header + "\n" + row + "\n" + row, "The key 'a.ncv' of edition 'mine' stands already in line 2 (own.csv:3:1)"),
    (header + "\n\"a,b\n", "A quote is opened here and never closed (own.csv:2:1)"),
    (header + "\n\"a\"x,b\n", "Text follows the closing quote of this cell (own.csv:2:1)"),
  ])
  func `broken files are refused with line and column`(_ text: String, _ message: String) throws {
    let fault = try #require(throws: Fault.self) {
      try FactorLibrary.builtIn.adding(Array(text.utf8), file: "own.csv")
    }
    #expect(fault.report(in: .english).split(separator: "\n").first == "tansuo: error: \(message)")
    #expect(fault.kind == .input)
  }

  @Test func `a key that stands twice is named in both languages, with what to do`() throws {
    let fault = try #require(throws: Fault.self) {
      try FactorLibrary.builtIn.adding(Array((Self.header + "\n" + Self.row + "\n" + Self.row).utf8), file: "own.csv")
    }
    #expect(fault.place == Place(file: "own.csv", line: 3, column: 1))
    #expect(
      fault.message(in: .chinese) == Message(what: "版本“mine”的键“a.ncv”在第 2 行已经出现", fix: "请只保留一行，或为其中一行换一个版本名"))
    #expect(fault.message(in: .english).fix == "Keep one of the two rows, or give one of them another edition")
  }

  @Test func `names that differ in case alone are suggested once`() {
    #expect(FactorLibrary.builtIn.suggestions(for: "antracite").filter { $0.lowercased() == "anthracite" }.count == 1)
  }

  @Test func `an edition that was asked for comes before one that was not`() throws {
    let library = try FactorLibrary.builtIn.preferring(["ipcc-2006"])
    #expect(library.prefers("ipcc-2006", over: "ndrc-2015"))
    #expect(!library.prefers("ndrc-2015", over: "ipcc-2006") && !library.prefers("ndrc-2015", over: "ndrc-2013"))
  }

  @Test func `a line that is not UTF-8 is named`() throws {
    let fault = try #require(throws: Fault.self) {
      try FactorLibrary.builtIn.adding(Array((Self.header + "\n").utf8) + [0xD6, 0xD0, 10], file: "own.csv")
    }
    #expect(fault.report(in: .chinese).hasPrefix("tansuo: error: 文件的这一行不是 UTF-8 (own.csv:2)"))
  }

  @Test func `years that run backwards are refused`() throws {
    let text = Self.header + ",from,to\n" + Self.row + ",2022,2020\n"
    let fault = try #require(throws: Fault.self) {
      try FactorLibrary.builtIn.adding(Array(text.utf8), file: "own.csv")
    }
    #expect(fault.message(in: .english).what == "The factor ends in 2020, before it begins in 2022")
    #expect(fault.place?.column == 11)
  }

  @Test func `quotes, carriage returns and a byte order mark are understood`() throws {
    let text = "\u{FEFF}" + Self.header + "\r\n" + Self.row.replacing("own", with: "\"a, \"\"b\"\"\"") + "\r\n"
    let library = try FactorLibrary.builtIn.adding(Array(text.utf8), file: "own.csv")
    #expect(library.factors.first?.source == "a, \"b\"")
    #expect(library.factors.first?.verification == .yes)
  }
}
