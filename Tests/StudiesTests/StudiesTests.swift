import CommandGrammar
import Documents
import Evidence
import Foundation
import Phrasebook
import StructuredText
import TestSupport
import Testing

@testable import Commands
@testable import Studies

/// A folder with a study of 240 answers of 30 firms.
struct StudyFolder {
  let folder: TemporaryFolder

  init(study: String? = nil, responses: String? = nil) throws {
    folder = try TemporaryFolder(["answers.csv": responses ?? Self.responses, "study.yml": study ?? Self.study])
  }

  static let responses: String = {
    var lines = ["firm,training,knowledge,open"]
    for row in 0..<240 {
      let firm = row / 8
      let training = (firm + row / 3) % 3 + 1
      let knowledge = (training + (row % 5 == 0 ? 1 : 0) + firm % 2) % 3 + 1
      lines.append("f\(firm),\(training),\(row % 40 == 7 ? "" : String(knowledge)),\(row % 4)")
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  static let study = """
    study: small
    title: {zh: 小研究, en: A small study}
    data: {answers: answers.csv}
    design: {cluster: firm}
    analyses:
      - id: both
        crosstab: {rows: training, cols: knowledge}
      - id: answers
        freq: {items: [training, open]}
      - id: pairs
        screen: {items: [training, knowledge, open]}
    """

  func put(_ text: String, _ name: String) throws { try folder.put(text, name) }

  func path(_ name: String) -> String { folder.file(name) }

  func study() throws -> Study { try Study(opening: path("study.yml")) }

  func run(threads: Int = 1) throws -> StudyRun {
    try StudyRun(
      StudyPlan(study(), commands: CommandRegistry.all), in: Surroundings(threads: threads),
      wording: CommandRegistry.wording)
  }

  func files(threads: Int = 1) throws -> [String: String] {
    let report = StudyReport(of: try run(threads: threads), wording: CommandRegistry.wording)
    var files: [String: String] = [:]
    for file in try report.files(studyPath: "study.yml", in: Surroundings()) {
      files[file.path] = String(decoding: file.bytes, as: UTF8.self)
    }
    return files
  }

  func verification(_ findings: String) throws -> Verification {
    try Verification(
      of: FindingsFile(parsing: Array(findings.utf8), path: path("findings.json")), study: path("study.yml"),
      commands: CommandRegistry.all, in: Surroundings(threads: 2))
  }
}

@Suite struct StudyReadingTests {
  func message(_ yaml: String) -> String {
    do {
      let study = try Study(parsing: Array(yaml.utf8), file: "study.yml")
      _ = try StudyPlan(study, commands: CommandRegistry.all)
      return "read"
    } catch {
      return error.report(in: .english, from: CommandRegistry.wording)
    }
  }

  @Test func `options become a command line that can be typed, with codebook and design`() throws {
    let study = try Study(
      parsing: Array(
        """
        study: s
        data: {answers: {file: a b.csv, codebook: c.yml}}
        design: {cluster: firm, weights: w}
        disclosure: {minimum: 5}
        analyses:
          - {id: one, crosstab: {rows: q1, cols: q2, exact: true, naive: false}}
          - {id: two, design: false, freq: {items: [q1, q2]}}
        """.utf8), file: "study.yml")
    let lines = try StudyPlan(study, commands: CommandRegistry.all).steps.map(\.commandLine)
    #expect(
      lines[0].hasPrefix(
        "tansuo crosstab 'a b.csv' --rows q1 --cols q2 --exact --codebook c.yml --weights w --cluster firm --style gb"))
    #expect(lines[1].hasPrefix("tansuo freq 'a b.csv' --items q1,q2 --codebook c.yml --style gb"))
  }

  @Test func `mistakes are named with their line and the way out`() {
    let head = "study: s\ndata: {answers: a.csv}\n"
    #expect(
      message(head + "analyses:\n  - {crosstab: {row: q1, cols: q2}}\n")
        == "tansuo: error: 'crosstab' has no option 'row' (study.yml:4:17)\n  fix: Did you mean 'rows'?\n")
    #expect(
      message(head + "analyses:\n  - {crostab: {rows: q1}}\n").hasPrefix(
        "tansuo: error: A study cannot run 'crostab' (study.yml:4:5)\n  fix: It can run: account, audit,"))
    #expect(
      message(head + "analyses:\n  - {freq: {items: q1}, screen: {items: q1}}\n").hasPrefix(
        "tansuo: error: An analysis names one command, this one names 2: freq, screen (study.yml:4:5)"))
    #expect(
      message(head + "analyses:\n  - {id: a, freq: {items: q1}}\n  - {id: a, freq: {items: q1}}\n")
        == "tansuo: error: The id 'a' is used twice, first in line 4 (study.yml:5:5)\n  fix: Give each analysis and each bottleneck its own id\n"
    )
    #expect(
      message(head + "analyses:\n  - {id: 'a b', freq: {items: q1}}\n")
        == "tansuo: error: 'a b' cannot be an id (study.yml:4:5)\n  fix: Use letters, digits, hyphens and underscores\n"
    )
    #expect(
      message(head + "analyses:\n  - {of: other, freq: {items: q1}}\n")
        == "tansuo: error: The study has no data called 'other' (study.yml:4:5)\n  fix: Under 'data' there are: answers\n"
    )
    #expect(
      message(head + "accounting: {year: 2022}\n")
        == "tansuo: error: 'accounting' needs activity records (study.yml:3:1)\n  fix: Add 'activity' under 'data'\n")
    #expect(
      message(head + "alpha: 5\n")
        == "tansuo: error: 'alpha' is 5, but must lie between 0 and 1 (study.yml:3:1)\n  fix: Write 0.05 for 5 %\n")
    #expect(
      message(head + "analyses:\n  - {crosstab: {rows: q1, cols: q2, exact: perhaps}}\n").hasPrefix(
        "tansuo: error: The option 'exact' should have a text, a number, yes or no, or a list of them, but has perhaps (study.yml:4:44)"
      ))
    #expect(
      message(
        head + "bottlenecks: {stages: [x], dimensions: [{id: y, items: [{column: q, when: q = 1, of: answers}]}]}\n"
      )
      .hasPrefix("tansuo: error: There is no bottleneck 'x' among the dimensions"))
    #expect(message("study: ../../x\ndata: {answers: a.csv}\n").hasPrefix("tansuo: error: '../../x' cannot be an id"))
    #expect(
      message("study: s\ndata: {activity: a.csv}\nbenchmarks: [{by: a}, {by: a}]\n").hasPrefix(
        "tansuo: error: The id 'benchmark-a' is used twice, first in line 3"))
    #expect(message(head + "analysis: []\n").contains("Did you mean 'analyses'"))
    #expect(message("- 1\n").hasPrefix("tansuo: error: "))
  }
}

@Suite struct StudyRunTests {
  @Test func `threads and repetition change no byte`() throws {
    let folder = try StudyFolder()
    let one = try folder.files(threads: 1)
    #expect(one.keys.sorted() == ["findings.en.md", "findings.html", "findings.json", "findings.zh.md"])
    #expect(try folder.files(threads: 3) == one)
  }

  @Test func `both languages print the same numbers in their sentences`() throws {
    for outcome in try StudyFolder().run().outcomes {
      for finding in outcome.findings {
        for sentence in [finding.headline] + finding.hedges {
          let numbers = [Language.chinese, .english].map { language in
            sentence.text(in: language).matches(of: /[0-9][0-9.,]*[0-9]|[0-9]/).map { String($0.0) }.sorted()
          }
          #expect(numbers[0] == numbers[1], "\(sentence.text(in: .english))")
        }
      }
    }
  }

  @Test func `every number of a sentence has its recipe and its value in findings json`() throws {
    let json = try JSONValue(parsing: #require(try StudyFolder().files()["findings.json"]))
    let numbers = try #require(json["numbers"]?.asObject)
    #expect(numbers.count > 10)
    for member in numbers.members {
      let recipe = try #require(member.value["recipe"]?.asString)
      let path = try #require(member.value["path"]?.asString.flatMap { JSONPath($0) })
      #expect(json["recipes"]?[recipe]?["result"]?[path]?.asNumber == member.value["value"]?.asNumber)
    }
  }

  @Test func `an analysis that fails becomes a finding, and the others stand`() throws {
    let folder = try StudyFolder(
      study: StudyFolder.study + "\n  - id: broken\n    crosstab: {rows: trainin, cols: knowledge}\n")
    let run = try folder.run()
    #expect(run.failedAnalyses == ["broken"])
    let text = try #require(try folder.files()["findings.en.md"])
    #expect(text.contains("This analysis could not be done: There is no column trainin"))
    #expect(text.contains("‘training’ and ‘knowledge’"))
  }

  @Test func `what must not be shown is called withheld, in every form of the report`() throws {
    let rare = StudyFolder.responses + (0..<6).map { "f1,1,\($0 < 4 ? 9 : 2),1\n" }.joined()
    let folder = try StudyFolder(study: StudyFolder.study + "\ndisclosure: {minimum: 5}\n", responses: rare)
    let run = try folder.run()
    #expect(run.withheldAnalyses.contains("both"))
    let finding = try #require(run.outcomes[0].findings.first)
    #expect(finding.strength == .withheld)
    #expect(
      finding.headline.text(in: .english)
        == "The rules of disclosure withhold the numbers this analysis would speak of.")
    let json = try JSONValue(parsing: #require(try folder.files()["findings.json"]))
    let cells = try #require(json["recipes"]?["both"]?["result"]?["counts"]?.asArray)
    #expect(cells.contains { $0.asArray?.contains(.null) ?? true })
  }

  @Test func `analyses that withhold and count the same answers are named to the reader`() throws {
    let rare = StudyFolder.responses + (0..<6).map { "f1,1,\($0 < 4 ? 9 : 2),1\n" }.joined()
    let study = StudyFolder.study + "\n  - id: again\n    freq: {items: [training]}\ndisclosure: {minimum: 5}\n"
    let folder = try StudyFolder(study: study, responses: rare)
    let run = try folder.run()
    func caveats(_ id: String) throws -> [Caveat] {
      try #require(run.outcomes.first { $0.step.id == id }).completed.get().caveats
    }
    let caveat = try #require(try caveats("both").first { $0.code == "study-shared-margin" })
    let sentence = caveat.message(in: .english, from: CommandRegistry.wording).what
    #expect(sentence.hasPrefix("Numbers are withheld here so that this analysis alone does not give them away. "))
    #expect(sentence.contains("Other analyses count training, knowledge too: answers, pairs, again; "))
    #expect(try #require(try folder.files()["findings.zh.md"]).contains("另有分析也对 training、knowledge 计数："))
    // An analysis that withholds nothing needs no such word, nor does one that stands alone.
    #expect(
      try !caveats("again").contains { $0.code == "study-shared-margin" } || run.withheldAnalyses.contains("again"))
    let alone = """
      study: alone
      data: {answers: answers.csv}
      analyses: [{id: only, freq: {items: [knowledge]}}]
      disclosure: {minimum: 5}
      """
    let single = try StudyFolder(study: alone, responses: rare).run()
    #expect(single.withheldAnalyses == ["only"])
    #expect(try !single.outcomes[0].completed.get().caveats.contains { $0.code == "study-shared-margin" })
  }

  @Test func `labels from a stranger stay text in every form`() throws {
    let hostile = StudyFolder.responses.replacingOccurrences(of: "training", with: "<script>alert(1)</script>|=cmd()")
    let study = StudyFolder.study.replacingOccurrences(of: "training", with: "'<script>alert(1)</script>|=cmd()'")
    let files = try StudyFolder(study: study, responses: hostile).files()
    let html = try #require(files["findings.html"])
    #expect(!html.contains("<script>alert"))
    #expect(html.contains("&lt;script&gt;alert(1)"))
    #expect(!(try #require(files["findings.en.md"])).contains("\n<script>"))
  }
}

@Suite struct StudyFormatTests {
  @Test func `a workbook and a Word file come with the others where they are asked for`() throws {
    let folder = try StudyFolder(study: StudyFolder.study + "\nformats: [md, xlsx, docx]\nlanguages: [en]\n")
    let report = StudyReport(of: try folder.run(), wording: CommandRegistry.wording)
    let files = try report.files(studyPath: "study.yml", in: Surroundings())
    #expect(files.map(\.path) == ["findings.en.md", "findings.xlsx", "findings.en.docx", "findings.json"])
    #expect(files[1].bytes.starts(with: [0x50, 0x4B]) && files[2].bytes.starts(with: [0x50, 0x4B]))
    let again = try report.files(studyPath: "study.yml", in: Surroundings())
    #expect(again == files)
  }
}

@Suite struct VerificationTests {
  @Test func `nothing has moved where nothing was touched`() throws {
    let folder = try StudyFolder()
    let verification = try folder.verification(#require(try folder.files()["findings.json"]))
    #expect(verification.checked > 100)
    #expect(verification.drifts.isEmpty)
    #expect(verification.movedAnalyses.isEmpty)
  }

  @Test func `one cell moves the analyses that use its column, and no others`() throws {
    let folder = try StudyFolder()
    let findings = try #require(try folder.files()["findings.json"])
    var lines = StudyFolder.responses.split(separator: "\n").map(String.init)
    var cells = lines[5].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    cells[3] = cells[3] == "1" ? "2" : "1"
    lines[5] = cells.joined(separator: ",")
    try folder.put(lines.joined(separator: "\n") + "\n", "answers.csv")
    let verification = try folder.verification(findings)
    #expect(verification.movedAnalyses == ["answers", "pairs"])
    #expect(verification.changedInputs == ["answers.csv"])
    let drift = try #require(verification.drifts.first { $0.id == "answers.items[1].levels[1].count" })
    #expect(drift.was != drift.now)
  }

  @Test func `a number that was changed by hand is found`() throws {
    let folder = try StudyFolder()
    let findings = try #require(try folder.files()["findings.json"])
    let numbers = try #require(try JSONValue(parsing: findings)["numbers"]?.asObject?.members.first)
    let value = try #require(numbers.value["value"]?.written())
    let marker = try #require(findings.range(of: "\"\(numbers.key)\": {"))
    let place = try #require(findings.range(of: value, range: marker.upperBound..<findings.endIndex))
    let verification = try folder.verification(findings.replacingCharacters(in: place, with: "0.123"))
    #expect(verification.drifts.map(\.id) == [numbers.key])
  }

  @Test func `a file that would run something else is refused`() throws {
    let folder = try StudyFolder()
    let findings = try #require(try folder.files()["findings.json"])
    let foreign = findings.replacingOccurrences(of: "\"crosstab\",", with: "\"convert\",")
    let verification = try folder.verification(foreign)
    #expect(verification.failures.map(\.analysis) == ["both"])
    #expect(verification.failures.first?.fault.code == "usage-unknown-command")
  }

  @Test func `what is no report is named`() {
    #expect(throws: Fault.self) { try FindingsFile(parsing: Array("{}".utf8), path: "x.json") }
    #expect(throws: Fault.self) { try FindingsFile(parsing: Array("[".utf8), path: "x.json") }
  }

  @Test func `an explanation shows the command, the definitions and the arithmetic`() throws {
    let folder = try StudyFolder()
    let file = try FindingsFile(
      parsing: Array(#require(try folder.files()["findings.json"]).utf8), path: folder.path("findings.json"))
    func explanation(_ id: String) throws -> Explanation {
      try Explanation(
        of: id, in: file, study: folder.path("study.yml"), commands: CommandRegistry.all, Surroundings())
    }
    let text = try explanation("both.tests.pearson.statistic").document(in: .english).text(as: .markdown)
    #expect(text.contains("tansuo crosstab answers.csv --rows training --cols knowledge"))
    #expect(text.contains("E\\[1,1\\]") || text.contains("E[1,1]"))
    do {
      _ = try explanation("both.tests.pearson.q")
      Issue.record("a number that is not there was explained")
    } catch {
      #expect((error as? Fault)?.code == "findings-no-such-number")
    }
  }
}

@Suite struct StudyPathTests {
  @Test(arguments: ["plain-1.csv", "企业.csv"])
  func `plain words are not quoted`(word: String) { #expect(word.quotedForShell() == word) }

  @Test(arguments: [("a b", "'a b'"), ("it's", "'it'\\''s'"), ("$(rm)", "'$(rm)'"), ("", "''"), ("a;b", "'a;b'")])
  func `other words are quoted so that a shell takes them as they are`(word: String, quoted: String) {
    #expect(word.quotedForShell() == quoted)
  }

  @Test func `a draft of a study runs as it is, whatever the columns are called`() throws {
    let folder = try StudyFolder(
      responses: StudyFolder.responses.replacingOccurrences(of: "training", with: "\"a: [b] # \\\\ {c}\""))
    let answer = Answer(to: ["init", folder.path("answers.csv"), "-o", folder.path("study.yml")], in: Surroundings())
    #expect(answer.exitCode == 0)
    try folder.put(String(decoding: answer.files[0].bytes, as: UTF8.self), "study.yml")
    let run = try folder.run()
    #expect(run.failedAnalyses.isEmpty)
    #expect(run.plan.study.design.cluster == "firm")
  }
}
