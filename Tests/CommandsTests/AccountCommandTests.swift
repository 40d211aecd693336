import Evidence
import StructuredText
import TestSupport
import Testing

@testable import CommandGrammar
@testable import Commands

/// `tansuo account` as scripts rely on it.
@Suite struct AccountCommandTests {
  static let activity = """
    entity,year,kind,item,quantity,unit,note
    E001,2022,combustion,anthracite,1000,t,
    E001,2022,electricity,电力,5000,MWh,
    E001,2022,process,CF4,0.01,t,
    E001,2022,capture,地质封存,10,t,
    E002,2022,combustion,无烟媒,10,t,
    E002,2022,combustion,柴油,10,t,

    """
  static let entities = """
    entity,name,province,sector,output,value_added,product
    E001,甲厂,山东,水泥,12000,4000,100
    E002,乙厂,浙江省,化工,8000,-5,

    """

  static let flows = """
    entity,year,flow,item,quantity,unit,carbon_content
    E001,2022,input,无烟煤,1000,t,
    E001,2022,input,某料,1,kg,
    E002,2022,input,柴油,10,t,
    E002,2022,product,甲醇,1,t,

    """
  static let control = "province,value,unit,source\n山东,1,万吨,公报\n"
  static let grades = "edition,measure,grade,upper,source\nown,grade,A,1,x\nown,grade,B,,x\n"

  func answer(_ line: String, language: Language = .english, threads: Int = 1) throws -> Answer {
    let files = [
      "green.csv":
        "entity,year,kind,item,quantity,unit\nE1,2022,electricity,电力,5,MWh\nE1,2022,green_electricity,电力,2,MWh\n",
      "activity.csv": Self.activity, "entities.csv": Self.entities, "flows.csv": Self.flows,
      "control.csv": Self.control, "grades.csv": Self.grades, "badgrades.csv": Self.grades + "own,grade,C,,x\n",
    ]
    return try TemporaryFolder.holding(files) { folder in
      Answer(to: try folder.words(line), in: Surroundings(language: language, width: Int.max, threads: threads))
    }
  }

  static let shape: JSONValue = [
    "entities": [
      [
        "id": "E001", "year": 2022, "scope1": 0, "scope2Location": 0, "scope2Market": 0, "total": 0,
        "byGas": ["co2": 0, "ch4": 0], "energyTce": 0, "uncertainty": ["low": 0, "high": 0],
        "intensity": ["valueAdded": .null, "output": 0, "product": .null, "tce": 0], "grade": .null, "allowance": .null,
        "lines": [
          [
            "record": "activity.csv:17", "item": "anthracite", "factor": "cn_fuel.anthracite", "edition": "…",
            "tCO2e": 0,
            "filled": false,
          ]
        ],
      ]
    ],
    "totals": [
      "entities": 0, "scope1": 0, "scope2Location": 0, "total": 0, "byGroup": [["group": ["sector": "…"], "total": 0]],
    ],
    "excluded": [["record": "activity.csv:40", "reason": "…"]],
  ]

  @Test func `records are called by their line of the file though --where left others out`() throws {
    let line = "account activity.csv --entities entities.csv --where entity=E002 --json"
    let result = try #require(JSONValue(parsing: try answer(line).standardOutput)["result"])
    let records = result["entities"]?[0]?["lines"]?.asArray?.compactMap { $0["record"]?.asString }
    #expect(records == ["activity.csv:7"])
    #expect(result["excluded"]?[0]?["record"] == "activity.csv:6")
    let text = try answer("account activity.csv --where entity=E002 --explain")
    #expect(String(decoding: text.standardOutput, as: UTF8.self).contains("activity.csv:7"))
  }

  @Test func `green electricity is said to be taken off, not emitted`() throws {
    func text(_ language: Language) throws -> String {
      String(
        decoding: try answer("account green.csv --explain", language: language).standardOutput, as: UTF8.self)
    }
    let english = try text(.english)
    #expect(english.contains("2 MWh: counts 0 by market, and "))
    #expect(english.contains(" tCO2e are taken off the purchased electricity"))
    #expect(try text(.chinese).contains("2 MWh：按市场法计 0，从外购电力中减去 "))
  }

  @Test func `the result has the fields of the contract`() throws {
    let answered = try answer("account activity.csv --entities entities.csv --by sector,province --json")
    #expect(answered.exitCode == 0)
    let object = try JSONValue(parsing: answered.standardOutput)
    #expect(ContractTests.differences(object, from: ContractTests.envelope) == [])
    let result = try #require(object["result"])
    #expect(ContractTests.differences(result, from: Self.shape) == [])
    #expect(object["input"]?[1]?["rows"] == 2)
    let line = result["entities"]?[0]?["lines"]?[0]
    #expect(line?["record"] == "activity.csv:2")
    #expect(line?["factor"] == "cn_fuel.anthracite")
    #expect(line?["edition"] == "ndrc-2015")
    #expect(result["excluded"]?[0]?["record"] == "activity.csv:6")
    #expect(result["excluded"]?[0]?["reason"] == "There is no factor for '无烟媒'; nearest: 无烟煤")
    #expect(result["entities"]?[1]?["intensity"]?["valueAdded"] == .null)
  }

  @Test func `lines can be left out, and intervals with them`() throws {
    let answered = try answer("account activity.csv --entities entities.csv --lines no --json")
    let first = try JSONValue(parsing: answered.standardOutput)["result"]?["entities"]?[0]
    #expect(first?["lines"] == nil)
    #expect(first?["uncertainty"] == .null)
    #expect(first?["total"] != nil)
  }

  @Test func `totals alone are those of the whole account, streamed or not`() throws {
    func totals(_ options: String) throws -> JSONValue {
      let answered = try answer("account green.csv \(options) --json")
      #expect(answered.exitCode == 0)
      return try #require(JSONValue(parsing: answered.standardOutput)["result"])
    }
    let whole = try totals("")
    #expect(whole["entities"]?.asArray?.count == 1)
    for options in [
      "--totals", "--totals --checks no --duplicates keep", "--totals --checks no --duplicates keep --where year=2022",
    ] {
      let alone = try totals(options)
      #expect(alone["entities"] == [])
      for field in ["entities", "scope1", "scope2Location", "total", "totalMarket", "energyTce"] {
        #expect(alone["totals"]?[field] == whole["totals"]?[field])
      }
    }
    let page = String(decoding: try answer("account green.csv --totals").standardOutput, as: UTF8.self)
    #expect(page.contains("Totals (tonnes of CO2e)") && !page.contains("E1"))
    let sure = try totals("--totals --checks no --quantity-uncertainty 10")["totals"]?["uncertainty"]?["relative"]
    #expect(sure?.asNumber ?? 0 > 1)
  }

  @Test func `explain prints the arithmetic`() throws {
    let answered = try answer("account activity.csv --entities entities.csv --explain")
    let text = String(decoding: answered.standardOutput, as: UTF8.self)
    #expect(text.contains("1000 t × 24.515 GJ/t × 27.49 tC/TJ × 94 % × 44/12 ÷ 1000 = 2322.76846633333"))
    #expect(text.contains("5000 MWh × 0.6410 kgCO2/kWh = 3205 tCO2e"))
    #expect(text.contains("-10 t = -10 tCO2e"))
  }

  @Test func `coverage, published totals, balances and own cut-points stand in JSON and pages`() throws {
    let line =
      "account activity.csv --entities entities.csv --flows flows.csv --control control.csv --grades grades.csv"
    let answered = try answer(line + " --by province --json")
    #expect(answered.exitCode == 0)
    let object = try JSONValue(parsing: answered.standardOutput)
    let result = try #require(object["result"])
    let shape: JSONValue = [
      "coverage": [
        [
          "year": 2022, "group": [:], "listed": 2, "accounted": 2, "valueAdded": .null, "output": 1, "energy": .null,
          "missing": [],
        ]
      ], "overlaps": [], "repeatedRecords": 0,
      "reconciliation": [
        [
          "line": 2, "of": ["province": "山东"], "measure": "total", "published": 10000, "sum": 0, "gap": 0, "share": 0,
          "enterprises": 1, "source": "公报",
        ]
      ],
    ]
    #expect(ContractTests.differences(try #require(result["totals"]), from: shape) == [])
    let balance: JSONValue = [
      "carbonIn": 0, "inProducts": 0, "inWaste": 0, "emitted": 0, "accounted": 0, "unburnt": 0, "gap": 0,
      "relativeGap": 0,
    ]
    #expect(result["entities"]?[0]?["carbonBalance"] == .null)
    #expect(
      ContractTests.differences(try #require(result["entities"]?[1]?["carbonBalance"]), from: balance) == [])
    #expect(result["excludedFlows"]?[0]?["record"] == "flows.csv:3")
    #expect(object["method"]?["grade"] == "own")
    #expect(object["method"]?["gradeFile"]?.asString?.hasSuffix("grades.csv") == true)
    #expect(object["method"]?["combustionGases"]?.asString?.contains("left out") == true)
    #expect(object["method"]?["quantityUncertaintyVerified"] == "partly")
    let codes = object["caveats"]?.asArray?.compactMap { $0["code"]?.asString } ?? []
    #expect(codes.contains("metrics-own-grades") && codes.contains("account-combustion-gases-left-out"))
    #expect(object["input"]?.asArray?.count == 4)

    let page = String(decoding: try answer(line + " --by province", language: .chinese).standardOutput, as: UTF8.self)
    for title in ["覆盖率：名录中的企业有多少已核算", "与公布总量核对（吨）", "碳平衡核对"] { #expect(page.contains(title)) }
    let english = String(decoding: try answer(line + " --by province").standardOutput, as: UTF8.self)
    for title in [
      "Coverage: how much of the register", "Against published totals", "Carbon balance against the account",
    ] {
      #expect(english.contains(title))
    }
  }

  @Test func `gases of burning stand in each line with their factors, and what is unsure is told`() throws {
    let line = "account activity.csv --entities entities.csv --combustion-gases by-sector --gwp ar6 --uncertainty 500"
    let object = try JSONValue(parsing: try answer(line + " --json").standardOutput)
    #expect(
      object["method"]?["combustionGases"]?.asString
        == "ch4 and n2o of combustion by sector, defaults of stationary combustion, IPCC 2006 Vol 2 Ch 2: Table 2.2 for energy industries, else Table 2.3"
    )
    let entity = try #require(object["result"]?["entities"]?[0])
    #expect(entity["combustionUse"] == "manufacturing")
    let energy = 1000 * 24.515 / 1000
    #expect(abs(try #require(entity["byGas"]?["ch4"]?.asNumber) - energy * 10 * 27 / 1000) < 1e-9)
    #expect(abs(try #require(entity["byGas"]?["n2o"]?.asNumber) - energy * 1.5 * 273 / 1000) < 1e-9)
    let gases = try #require(entity["lines"]?[0]?["gases"]?.asArray)
    #expect(gases.map { $0["gas"]?.asString } == ["co2", "ch4", "n2o"])
    #expect(
      gases.map { $0["factor"]?.asString } == [
        "cn_fuel.anthracite", "ipcc2006.anthracite.ch4_manufacturing", "ipcc2006.anthracite.n2o_manufacturing",
      ])
    let tonnes = try #require(entity["lines"]?[0]?["tCO2e"]?.asNumber)
    #expect(abs(gases.reduce(0) { $0 + ($1["tCO2e"]?.asNumber ?? 0) } - tonnes) < 1e-9)
    let sources = try #require(entity["uncertainty"]?["sources"]?.asArray)
    #expect(sources.contains { $0["record"] == "activity.csv:2" && $0["kind"] == "activity" })
    let page = String(decoding: try answer(line + " --explain", language: .chinese).standardOutput, as: UTF8.self)
    for words in ["不确定度的来源：E001", "无烟煤 (activity.csv:2)", "；CH4: ", "按 IPCC 2006 第 2 卷第 2 章固定源缺省因子计入"] {
      #expect(page.contains(words))
    }
  }

  @Test func `the document speaks Chinese`() throws {
    let answered = try answer("account activity.csv --entities entities.csv --by 行业", language: .chinese)
    let text = String(decoding: answered.standardOutput, as: UTF8.self)
    #expect(text.contains("各企业排放量（吨二氧化碳当量）"))
    #expect(text.contains("没有“无烟媒”的因子；相近的有：无烟煤"))
    #expect(answered.standardError.contains("增加值不为正（-5），没有按它计算的强度：E002"))
  }

  @Test func `threads change nothing`() throws {
    let line = "account activity.csv --entities entities.csv --uncertainty 5000 --json"
    func result(_ threads: Int) throws -> JSONValue? {
      try JSONValue(parsing: answer(line, threads: threads).standardOutput)["result"]
    }
    #expect(try result(1) == result(7))
  }

  @Test(arguments: [
    ("account activity.csv --year 1999", 2, "account-no-such-year"),
    ("account activity.csv --by colour", 2, "account-no-such-group"),
    ("account entities.csv", 3, "account-activity-column"),
    ("account activity.csv --entities none.csv", 3, "file-not-found"),
    ("account activity.csv --factors entities.csv", 3, "factor-unknown-column"),
    ("account activity.csv --edition none", 2, "factor-no-such-edition"),
    ("account activity.csv --grades badgrades.csv", 3, "metrics-band-after-last"),
    ("account activity.csv --grades entities.csv", 3, "factor-unknown-column"),
    ("account activity.csv --control entities.csv", 3, "rollup-control-column"),
    ("account activity.csv --flows entities.csv", 3, "account-flow-column"),
  ])
  func `wrong lines are refused`(_ line: String, _ exitCode: Int, _ code: String) throws {
    let answered = try answer(line + " --json")
    #expect(answered.exitCode == Int32(exitCode))
    #expect(try JSONValue(parsing: answered.standardOutput)["error"]?["code"]?.asString == code)
  }
}
