import Evidence
import Phrasebook
import StructuredText
import Testing

@testable import CommandGrammar
@testable import Commands

/// The command line as scripts rely on it: streams, exit codes and the fields of every result, from a table of lines.
@Suite struct ContractTests {
  /// 24 rows with a level of each kind, a missing answer, weights, strata and clusters.
  static let survey: String = {
    let answers = ["1", "2", "3", "2", "1", ""]
    let provinces = ["山东", "北京", "广东"]
    let rows = (0..<24).map { (row: Int) -> String in
      let answer = answers[row % 6]
      let province = provinces[row % 3]
      let design = "\(row % 4 + 1).5,\(row / 12),f\(row / 2),\(row % 3 + 1)"
      return "\(row % 2 + 1),\(answer),\(province),\(row / 3 % 2),\(design)"
    }
    return "q1,q2,province,q3,w,s,firm,n\n" + rows.joined(separator: "\n") + "\n"
  }()

  func answer(_ line: [String], csv: String = survey, language: Language = .english, threads: Int = 1) -> Answer {
    Answer(
      to: line,
      in: Surroundings(
        language: language, width: Int.max, threads: threads, readStandardInput: { Array(csv.utf8) }))
  }

  func text(_ answer: Answer) -> String { String(decoding: answer.standardOutput, as: UTF8.self) }

  // MARK: Shapes

  /// What is missing in `value` or of another kind than in `pattern`. An array's first element stands for all of them,
  /// `null` for anything.
  static func differences(_ value: JSONValue, from pattern: JSONValue, at path: String = "") -> [String] {
    switch (pattern, value) {
    case (.null, _), (.string, .string), (.boolean, .boolean), (.integer, .integer): return []
    case (.integer, .number), (.number, .integer), (.number, .number): return []
    case (.array(let patterns), .array(let values)):
      guard let first = patterns.first else { return [] }
      if values.isEmpty { return ["\(path) is empty"] }
      return values.enumerated().flatMap { differences($0.element, from: first, at: "\(path)[\($0.offset)]") }
    case (.object(let fields), .object):
      return fields.members.flatMap { field -> [String] in
        guard let inner = value[field.key] else { return ["\(path).\(field.key) is missing"] }
        return differences(inner, from: field.value, at: "\(path).\(field.key)")
      }
    default: return ["\(path) is \(value)"]
    }
  }

  static let envelope: JSONValue = [
    "schema": "tansuo/crosstab/1", "tool": ["name": "tansuo", "version": "…"], "method": [:], "caveats": [],
    "input": [], "result": [:],
  ]
  static let test: JSONValue = ["statistic": 0, "df": 1, "p": 0.5, "logP": -0.69]
  static let levels: JSONValue = [
    "items": [
      [
        "name": "…", "n": 0, "missing": 0,
        "levels": [["value": "…", "label": "…", "count": 0, "share": 0, "low": 0, "high": 0]],
      ]
    ]
  ]
  static let crosstab: JSONValue = [
    "rows": ["name": "A", "labels": ["…"]], "columns": ["name": "B", "labels": ["…"]], "counts": [[12]], "n": 28,
    "excluded": 2, "expected": [[0]], "adjustedResiduals": [[0]], "adjustedResidualP": [[0]],
    "expectedBelow5": ["cells": 0, "share": 0, "minimum": 5.571],
    "tests": [
      "pearson": .null, "likelihoodRatio": .null, "continuityCorrection": .null, "linearByLinear": .null,
      "fisherExact": .null, "monteCarlo": .null, "raoScott": .null,
    ],
    "effects": [
      "phi": .null, "cramersV": 0, "cramersVCorrected": 0, "contingency": 0, "gamma": 0, "tauB": 0, "tauC": 0,
      "somersD": ["columnsGivenRows": 0, "rowsGivenColumns": 0],
      "lambda": ["columnsGivenRows": 0, "rowsGivenColumns": 0, "symmetric": 0],
      "goodmanKruskalTau": ["columnsGivenRows": 0, "rowsGivenColumns": 0],
      "uncertainty": ["columnsGivenRows": 0, "rowsGivenColumns": 0, "symmetric": 0], "oddsRatio": .null,
    ],
  ]
  static let naive: JSONValue = ["pearson": test, "likelihoodRatio": test, "linearByLinear": test]
  static let twoByTwo: JSONValue = [
    "tests": [
      "continuityCorrection": test,
      "fisherExact": ["p": 0.5, "logP": 0, "pLess": 0.5, "pGreater": 0.5, "midP": 0.5],
    ], "effects": ["phi": 0, "oddsRatio": 0],
  ]
  static let raoScott: JSONValue = [
    "f": 0, "ndf": 1, "ddf": 40, "p": 0.5, "logP": 0, "designDf": 40, "x2": 0, "firstOrder": test,
    "secondOrder": test, "deltas": [1.7], "meanDesignEffect": 1.7, "effectiveN": 1900,
  ]
  static let monteCarlo: JSONValue = [
    "draws": 10000, "seed": 1, "statistic": "pearson", "p": 0.5, "logP": 0, "estimate": 0.5, "low99": 0.49,
    "high99": 0.51,
  ]
  static let pairs: JSONValue = [
    "pairs": [
      [
        "a": "…", "b": "…", "n": 0, "statistic": 0, "df": 0, "p": 0, "logP": 0, "adjustedP": 0, "cramersV": 0,
      ]
    ]
  ]
  static let mantelHaenszel: JSONValue = [
    "statistic": 0, "df": 1, "p": 0.5, "logP": 0, "uncorrected": test, "corrected": test,
    "commonOddsRatio": ["value": 0, "low": 0, "high": 0], "general": test, "rowMeanScores": test, "correlation": test,
  ]
  static let fTest: JSONValue = ["f": 0, "ndf": 1, "ddf": 0, "p": 0.5, "logP": 0]
  static let compare: JSONValue = [
    "groups": [["label": "…", "n": 0, "mean": 0, "low": 0, "high": 0, "median": 0]],
    "tests": ["welch": fTest, "anova": fTest, "kruskalWallis": test, "wald": .null],
    "pairwise": [["a": "…", "b": "…", "difference": 0, "p": 0, "adjustedP": 0]],
    "effects": ["etaSquared": 0, "omegaSquared": 0, "epsilonSquared": 0],
  ]
  static let weightedPairs: JSONValue = [
    "pairs": [
      [
        "a": "…", "b": "…", "n": 0, "statistic": .null, "df": 0, "p": .null, "logP": .null, "adjustedP": .null,
        "cramersV": 0, "raoScott": ["f": 0, "p": 0.5, "logP": 0, "adjustedP": 0.5], "verdict": .null,
      ]
    ]
  ]
  static let factor: JSONValue = [
    "key": "…", "value": 0, "unit": "…", "edition": "…", "source": "…", "verified": "yes",
  ]
  static let hierarchy: JSONValue = [
    "n": 0, "patterns": 0, "merges": [["a": 0, "b": 3, "height": 0.1, "size": 2]], "order": [0],
    "copheneticCorrelation": 0, "tiedMerges": 0, "representatives": [],
  ]
  static let pair = "crosstab - --rows q2 --cols province"

  /// A command line, words apart by blanks, and what its result holds.
  struct Expectation: Sendable, CustomTestStringConvertible {
    let line: String
    let pattern: JSONValue
    init(_ line: String, _ pattern: JSONValue) {
      self.line = line
      self.pattern = pattern
    }
    var testDescription: String { line }
  }

  static let necessity: JSONValue = [
    "n": 0, "scope": 0, "peers": [[0, 0]], "ceFdh": ["zone": 0, "effect": 0, "p": 0],
    "crFdh": ["zone": 0, "effect": 0, "p": .null, "slope": .null, "intercept": .null, "accuracy": 0],
    "bottleneck": ["outcomePercent": [0, 10], "ceFdh": [.null], "crFdh": [.null]],
  ]
  static let density: JSONValue = [
    "n": 20, "patterns": 12, "excluded": 4, "clusters": 1, "noise": 0, "coreRows": 1, "borderRows": 1,
    "contestedRows": 0, "labels": [.null], "core": [.null], "suggestedEps": .null,
    "sizes": [["cluster": 1, "rows": 1, "core": 1, "border": 0]],
    "kDistance": ["k": 2, "distances": [0], "suggestedEps": .null, "rule": "…", "sampledPoints": 1, "isSample": false],
    "profiles": [
      ["cluster": 1, "rows": 1, "items": [["name": "…", "mean": 1, "restMean": .null, "cohensD": .null]]]
    ],
  ]
  static let densityScan: JSONValue = [
    "scan": ["steps": [["eps": 1, "clusters": 1, "noise": 0, "core": 1]], "plateaus": .null],
    "against": ["column": "…", "n": 20, "adjustedRand": 0.5],
  ]
  static let densityOrder: JSONValue = [
    "n": 20, "patterns": 12, "excluded": 4, "clusters": 1, "noise": 0, "labels": [.null], "order": [0],
    "reachability": [.null], "coreDistance": [.null],
  ]
  static let densityTree: JSONValue = [
    "n": 20, "patterns": 12, "excluded": 4, "clusters": 1, "noise": 0, "labels": [.null], "strength": [.null],
    "tree": [["parent": .null, "birth": 0, "rows": 1, "stability": .null, "selected": false]],
  ]

  static let expectations: [Expectation] = [
    .init("dbscan - --items q1,q2,q3 --eps 1 --min-samples 3", density),
    .init("dbscan - --items q1,q2 --min-samples 3 --scan --against province", densityScan),
    .init("optics - --items q1,q2,q3 --min-samples 3 --eps 1", densityOrder),
    .init("hdbscan - --items q1,q2,q3 --min-cluster-size 3", densityTree),
    .init("describe - --items q1,q2,province", levels),
    .init("freq - --items q1-q3", levels),
    .init("freq - --items q2 --freq n", levels),
    .init("freq - --items q2 --weights w --strata s --cluster firm", levels),
    .init(pair, crosstab),
    .init(pair, ["tests": naive]),
    .init(pair + " --freq n", crosstab),
    .init("crosstab --table 12,3;4,9", crosstab),
    .init("crosstab --table 12,3;4,9", twoByTwo),
    .init("crosstab - --rows q1 --cols q3", twoByTwo),
    .init(pair + " --exact", ["tests": ["fisherExact": ["p": 0.5, "logP": 0]]]),
    .init(pair + " --monte-carlo 200", ["tests": ["monteCarlo": monteCarlo]]),
    .init(pair + " --cluster firm", ["tests": ["raoScott": raoScott, "pearson": test]]),
    .init(pair + " --strata s --cluster firm", ["tests": ["raoScott": raoScott, "pearson": test]]),
    .init(
      pair + " --weights w",
      ["counts": [[1.5]], "n": 20, "adjustedResiduals": [[0]], "tests": ["raoScott": raoScott]]),
    .init(pair + " --weights w --naive", ["tests": naive]),
    .init(
      "crosstab - --rows q1 --cols q3 --by province",
      [
        "layers": [["label": "…", "value": "…", "counts": [[0]], "n": 0]], "mantelHaenszel": mantelHaenszel,
        "by": ["name": "…", "labels": ["…"], "excluded": 0],
      ]),
    .init(
      "paired - --items q1,q2",
      [
        "counts": [[0]], "n": 0, "excluded": 0,
        "tests": ["mcNemar": .null, "bowker": test, "stuartMaxwell": test, "cochranQ": .null],
        "changes": [["label": "…", "before": 0, "after": 0, "difference": 0, "low": 0, "high": 0, "p": .null]],
      ]),
    .init(
      "paired --table 12,3;4,9",
      ["tests": ["mcNemar": ["statistic": 0, "df": 1, "p": 0, "logP": 0, "corrected": test, "exactP": 0, "midP": 0]]]),
    .init(
      "goodness-of-fit - --items q2 --cluster firm",
      [
        "items": [
          [
            "name": "…", "n": 0, "missing": 0, "levels": [["value": "…", "label": "…", "count": 0, "expected": 0]],
            "tests": [
              "pearson": test, "likelihoodRatio": test, "raoScott": ["meanDesignEffect": 0, "firstOrder": test],
            ],
          ]
        ]
      ]),
    .init("correlate - --items q1,q2,w", ["items": ["…"], "n": [[0]], "r": [[0]], "p": [[.null]], "adjustedP": .null]),
    .init("correlate - --items q1,q2 --method polychoric", ["items": ["…"], "r": [[0]], "p": [[.null]]]),
    .init(
      "factor - --items q2,w,n --factors 1 --method components",
      [
        "items": ["…"], "n": 0, "factors": 1, "loadings": [[0]], "communalities": [0],
        "explained": [["sum": 0, "share": 0]], "eigenvalues": [0], "factorCorrelations": .null, "kmo": .null,
        "parallel": ["suggested": 0, "kaiser": 0, "randomQuantiles": [0]],
      ]),
    .init("screen - --items q1-q3,province", pairs),
    .init(
      "screen - --items q1-q3 --cluster firm", ["pairs": [["a": "…", "b": "…", "n": 0, "p": 0, "adjustedP": 0]]]),
    .init("compare - --of w --by province", compare),
    .init(
      "compare - --of w --by q1 --adjust-for q3",
      [
        "adjusted": [
          "model": "linear", "adjustFor": ["…"], "n": 0, "df": 0,
          "groups": [["label": "…", "n": 0, "crude": 0, "mean": 0, "standardError": 0, "low": 0, "high": 0]],
          "wald": fTest, "pairwise": [["a": "…", "b": "…", "difference": 0, "p": 0, "adjustedP": 0]],
          "coefficients": [["name": "…", "value": 0, "standardError": 0, "oddsRatio": .null]],
        ]
      ]),
    .init(
      "compare - --of n --by q1 --cluster firm --strata s", ["groups": [["designEffect": 0]], "tests": ["wald": fTest]]),
    .init(
      "freq - --items q2 --weights w --cluster firm",
      ["items": [["name": "…", "n": 0, "levels": [["count": 0, "share": 0, "low": 0, "high": 0]]]]]),
    .init("nca - --condition q1 --outcome w --permutations 20", necessity),
    .init(
      "nca - --condition q1,n --outcome w --permutations 0 --corner lower-left",
      ["outcome": "…", "conditions": [["n": 0, "ceFdh": ["effect": 0, "p": .null]]]]),
    .init("factors list 无烟煤", ["factors": [factor]]),
    .init("factors show cn_fuel.diesel.ncv", ["factors": [factor]]),
    .init(
      "factors diff mee-power-2021 mee-power-2022",
      ["old": "…", "new": "…", "differences": [["item": "…", "property": "…", "region": "…", "change": .null]]]),
    .init("hclust - --items q1,q3,n", hierarchy),
    .init("hclust - --items q1,q3,n --clusters 2", ["labels": [1]]),
    .init("hclust - --items q1,q3,n --height 1", ["labels": [1], "merges": [["height": 0]]]),
    .init(
      "hclust - --items q1,q3,n,w --of items --clusters 2",
      ["labels": [1], "representatives": [["cluster": 1, "item": "…"]]]),
    .init("screen - --items q1,q2 --against province --adjust bh", pairs),
    .init("screen - --items q1-q3,province --weights w --naive", pairs),
    .init("screen - --items q1-q3,province --weights w", weightedPairs),
  ]

  static func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }

  @Test(arguments: expectations)
  func `results have the fields of the contract`(_ expectation: Expectation) throws {
    let line = Self.words(expectation.line)
    let answered = answer(line + ["--json"])
    #expect(answered.exitCode == 0)
    let object = try JSONValue(parsing: answered.standardOutput)
    #expect(Self.differences(object, from: Self.envelope) == [])
    #expect(object["schema"]?.asString == "tansuo/\(line[0])/1")
    #expect(Self.differences(try #require(object["result"]), from: expectation.pattern) == [])
    if line.contains("-") {
      #expect(object["input"]?[0]?["rows"] == 24)
      #expect(object["input"]?[0]?["sha256"]?.asString?.count == 64)
    }
  }

  @Test func `the checker of shapes sees what is missing or of another kind`() {
    #expect(Self.differences(["a": 1], from: ["b": 0]) == [".b is missing"])
    #expect(Self.differences(["a": "1"], from: ["a": 0]).count == 1)
    #expect(Self.differences(["a": [1, .null]], from: ["a": [0]]).count == 1)
    #expect(Self.differences(["a": []], from: ["a": [0]]) == [".a is empty"])
  }

  // MARK: Lines that come to nothing

  /// A command line, its exit code, and the code of its error.
  struct Refusal: Sendable, CustomTestStringConvertible {
    let line: String
    let exitCode: Int32
    let code: String
    init(_ line: String, _ exitCode: Int32, _ code: String) {
      self.line = line
      self.exitCode = exitCode
      self.code = code
    }
    var testDescription: String { line }
  }

  static let refusals: [Refusal] = [
    .init("nonsense", 2, "usage-unknown-command"),
    .init("descrbe -", 2, "usage-misspelled-command"),
    .init("freq - --itmes q1", 2, "usage-misspelled-option"),
    .init("freq", 2, "usage-missing-operand"),
    .init("freq - --threads 0", 2, "usage-too-small"),
    .init("freq - --format xml", 2, "usage-not-a-choice"),
    .init("freq - --chart answers.gif", 2, "chart-unknown-ending"),
    .init("describe - --chart columns.svg", 2, "chart-none"),
    .init("freq - --items q1 --chart answers.png", 2, "chart-no-program"),
    .init("freq - --items provinse", 2, "table-no-such-column"),
    .init("freq - --items zz*", 2, "selection-nothing-matches"),
    .init("freq - --where provinse=1", 2, "table-no-such-column"),
    .init("crosstab - --rows q1", 2, "usage-missing-option"),
    .init("nca - --condition q1 --outcome province", 1, "table-not-numeric"),
    .init("nca - --condition q1 --outcome w --condition-scope 5", 2, "nca-not-a-scope"),
    .init("describe none.csv", 3, "file-not-found"),
    .init("account -", 3, "account-activity-column"),
    .init("factors diff mee-power-2021 mee-power-1999", 2, "factor-no-such-edition"),
    .init("factors show nonsense", 2, "factor-no-such-key"),
  ]

  @Test(arguments: refusals)
  func `errors have a code, both languages, and an object where JSON was asked for`(
    _ refusal: Refusal
  ) throws {
    let line = Self.words(refusal.line)
    let plain = answer(line)
    #expect(plain.exitCode == refusal.exitCode)
    #expect(plain.standardOutput.isEmpty)
    let lines = plain.standardError.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("tansuo: error: "))
    #expect(lines[1].hasPrefix("  fix: "))
    #expect(answer(line, language: .chinese).standardError != plain.standardError)

    let answered = answer(line + ["--json"])
    #expect(answered.exitCode == refusal.exitCode)
    #expect(answered.standardError == plain.standardError)
    let fault = try #require(try JSONValue(parsing: answered.standardOutput)["error"])
    #expect(Self.differences(fault, from: ["code": "…", "message": "…", "where": .null, "fix": "…"]) == [])
    #expect(fault["code"]?.asString == refusal.code)
  }

  // MARK: Rules for every command

  static let lines: [String] = [
    "describe -", "freq -", "screen - --items q1-q3", "screen - --items q1-q3,province --weights w",
    pair + " --monte-carlo 500", pair + " --cluster firm",
  ]

  @Test(arguments: lines, OutputFormat.allCases)
  func `any number of threads writes the same bytes`(_ words: String, _ format: OutputFormat) {
    let line = Self.words(words)
    let one = answer(line + ["--format", format.rawValue])
    #expect(one.exitCode == 0)
    for threads in 2...4 {
      let more = answer(line + ["--format", format.rawValue, "--threads", "\(threads)"], threads: 4)
      #expect(more.standardOutput == one.standardOutput)
    }
  }

  @Test(arguments: lines)
  func `JSON holds no number that does not exist`(_ line: String) {
    let words = text(answer(Self.words(line) + ["--json"])).lowercased()
    for word in ["nan", "infinity", ": inf", ": -inf"] { #expect(!words.contains(word)) }
  }

  @Test(arguments: ["version", "help", "codebook infer -", "completions bash", "doctor"])
  func `every command answers JSON with one object`(_ line: String) throws {
    let answered = answer(Self.words(line) + ["--json"])
    #expect(answered.exitCode == 0)
    #expect(Self.differences(try JSONValue(parsing: answered.standardOutput), from: Self.envelope) == [])
  }

  @Test func `categories come in order of size or of code point, a level nobody chose stays`() throws {
    let csv = "a,b\n10,乙\n9,甲\n2,丙\n10,甲\n9,乙\n2,甲\n"
    let result = try JSONValue(
      parsing: answer(["crosstab", "-", "--rows", "a", "--cols", "b", "--json"], csv: csv).standardOutput)["result"]!
    #expect(result["rows"]?["labels"] == ["2", "9", "10"])
    #expect(result["columns"]?["labels"] == ["丙", "乙", "甲"])
    let empty = try JSONValue(
      parsing: answer(["crosstab", "--table", "5,0,4;3,0,6", "--json"]).standardOutput)["result"]!
    #expect(empty["counts"] == [[5, 0, 4], [3, 0, 6]])
    #expect(empty["tests"]?["pearson"]?["df"] == 1)
  }

  // MARK: Wording

  @Test func `a notable cell is named by its questions`() {
    let line = ["crosstab", "-", "--rows", "intensity", "--cols", "total"]
    let csv =
      "intensity,total\n" + String(repeating: "low,few\n", count: 20) + String(repeating: "high,many\n", count: 20)
    #expect(
      text(answer(line, csv: csv)).contains(
        "• More than expected: 'low' (intensity) with 'few' (total): 20 against 10.0 (adjusted residual 6.32"))
    #expect(
      text(answer(line, csv: csv, language: .chinese)).contains(
        "• intensity 为“low”时，total 为“few”者多于期望：20 对 10.0（调整后残差 6.32"))
    #expect(
      text(answer(["crosstab", "--table", "20,0;0,20"], language: .chinese)).contains("• 行 为“1”时，列 为“1”者多于期望"))
  }

  @Test func `a manual page keeps the quotes of its examples`() {
    #expect(text(answer(["help", "crosstab", "--man"])).contains("\\-\\-table \\(dq12,3;4,9\\(dq"))
  }
}
