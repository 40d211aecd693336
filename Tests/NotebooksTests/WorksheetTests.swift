import CommandGrammar
import Evidence
import Foundation
import StructuredText
import Testing

@testable import Notebooks

@Suite struct WorksheetTests {
  let folder: NotebookFolder

  init() throws { folder = try NotebookFolder() }

  static func exercise(
    command: String = "crosstab $survey --rows sex --cols vote", answer: String = "sum(counts[0])",
    mistake: String = "sum(counts[0]) + sum(counts[1])", more: String = "    figures: 3\n"
  ) -> String {
    """
    ```exercise
    id: margin
    command: \(command)
    steps:
      - id: row
        ask: How many are in the first row?
        answer: \(answer)
    \(more)    mistakes:
          - {value: "\(mistake)", hint: That is everybody}
      - id: E11
        ask: What is expected in the second cell?
        answer: expected[0][1]
        hidden: false
        figures: 3
        mistakes:
          - {value: "sum(counts[0]) * sum(counts[0]) / n", hint: You used the row margin twice}
    ```

    """
  }

  @Test func `questions are shown, answers only where they are not hidden`() throws {
    let run = try folder.run(Self.exercise())
    #expect(run.code == 0)
    #expect(
      run.text.hasSuffix(
        """
        1. How many are in the first row? (3 significant figures)
        2. What is expected in the second cell? (3 significant figures)

           Answer: 1.71

        <!-- tansuo:end -->

        """))
    #expect(try folder.tansuo("notebook", "check", folder.file("a.md")).code == 0)
  }

  @Test(arguments: [
    (exercise(mistake: "counts[0][0] + counts[0][1]"), "exercise-mistake-is-answer", 16),
    (exercise(answer: "sum(count[0])"), "exercise-no-such-result", 13),
    (exercise(answer: "1 +"), "exercise-bad-expression", 13),
    (exercise(more: "    figures: 3\n    decimals: 1\n"), "exercise-two-tolerances", 11),
    (exercise(more: "    figures: 99\n"), "exercise-bad-tolerance", 14),
    (exercise(more: "    figurs: 3\n"), "yaml-misspelled-key", 14),
    (exercise(more: "    choice: [a, b]\n"), "exercise-answer-no-choice", 13),
    (exercise(command: "crosstab $survey --rows sx --cols vote"), "column-unknown", 9),
    (exercise(command: "notebook run a.md"), "notebook-command-not-allowed", 9),
    ("```exercise\nid: a\n```\n", "yaml-missing-key", 8), ("```exercise\n- a\n```\n", "yaml-not-mapping", 8),
  ])
  func `an exercise that cannot be is refused with its line`(_ text: String, _ code: String, _ line: Int) throws {
    try folder.put(NotebookFolder.front + text, "a.md")
    let answer = Answer(to: ["notebook", "check", folder.file("a.md"), "--json"], in: Surroundings())
    let out = try JSONValue(parsing: answer.standardOutput)
    let found = try #require(out["error"])
    if code != "column-unknown" { #expect(found["code"] == .string(code)) }
    #expect(found["where"]?.asString?.contains("a.md:\(line)") ?? false, "\(found)")
  }

  func lesson(_ cells: String) throws -> String {
    try folder.put(NotebookFolder.front + "# Title\n\nContext of it.\n\n" + cells, "l.md")
    return folder.file("l.md")
  }

  @Test func `a student has always the same data, and others have others`() throws {
    let rows = (0..<60).map { "\($0 % 2 == 0 ? "m" : "f"),\($0 % 3 == 0 ? "yes" : "no"),\($0 / 4),1\n" }.joined()
    try folder.put("sex,vote,firm,n\n" + rows, "survey.csv")
    let path = try lesson(Self.exercise())
    func data(_ student: String) throws -> String {
      let made = try folder.tansuo("exercise", "make", path, "--student", student, "--out", folder.path)
      #expect(made.code == 0, "\(made.error)")
      #expect(made.files == ["\(student)/l.md", "\(student)/l.data/survey.csv"])
      return try folder.read("\(student)/l.data/survey.csv")
    }
    let first = try data("s1")
    #expect(try data("s1") == first)
    #expect(try data("s2") != first)
    let originals = Set(rows.split(separator: "\n"))
    let drawn = first.split(separator: "\n").dropFirst()
    #expect(drawn.count == 60 && drawn.allSatisfy { originals.contains($0) })
  }

  @Test func `two names of one file are one draw, and right answers are right`() throws {
    let rows = (0..<60).map { "\($0 % 2 == 0 ? "m" : "f"),\($0 % 3 == 0 ? "yes" : "no"),\($0 / 4),1\n" }.joined()
    try folder.put("sex,vote,firm,n\n" + rows, "survey.csv")
    let front = "---\ntansuo:\n  data:\n    raw: survey.csv\n    survey: survey.csv\n---\n\n"
    let second = Self.exercise(command: "crosstab $raw --rows sex --cols vote")
      .replacingOccurrences(of: "id: margin", with: "id: second")
    try folder.put(front + "# Title\n\n" + Self.exercise() + "\n" + second, "l.md")
    let made = try folder.tansuo(
      "exercise", "make", folder.file("l.md"), "--student", "s1", "--out", folder.path)
    #expect(made.code == 0, "\(made.error)")
    let raw = try folder.read("s1/l.data/raw.csv")
    #expect(raw == (try folder.read("s1/l.data/survey.csv")))
    // Levels are sorted, so the first row is that of f.
    let females = raw.split(separator: "\n").count { $0.hasPrefix("f,") }
    let sheet = try folder.read("s1/l.md")
    try folder.put(sheet.replacingOccurrences(of: "\nrow: \n", with: "\nrow: \(females)\n"), "s1/l.md")
    let checked = try folder.tansuo("exercise", "check", folder.file("s1/l.md"), "--lesson", folder.file("l.md"))
    #expect(
      checked.out
        == "margin: 1 of 2 steps right; first wrong E11: no answer\nsecond: 1 of 2 steps right; first wrong E11: no answer\n"
    )
  }

  /// A worksheet of a lesson without data, so that the answers are known: 15 in the first row, 6.43 expected.
  func sheet(_ answers: [String: String]) throws -> String {
    let path = try lesson(Self.exercise(command: "crosstab --table '12,3;4,9'"))
    try folder.tansuo("exercise", "make", path, "--student", "s1", "--out", folder.path)
    var text = try folder.read("s1/l.md")
    for (step, answer) in answers {
      text = text.replacingOccurrences(of: "\n\(step): \n", with: "\n\(step): \(answer)\n")
    }
    try folder.put(text, "s1/l.md")
    return folder.file("s1/l.md")
  }

  @Test func `a worksheet holds the questions and no answers`() throws {
    _ = try sheet([:])
    let text = try folder.read("s1/l.md")
    #expect(text.contains("# Title\n\nContext of it.\n"))
    #expect(text.contains("1. **row** How many are in the first row? (3 significant figures)\n"))
    #expect(text.contains("```answers margin\nrow: \nE11: \n```\n"))
    #expect(text.contains("  lesson: '../l.md'\n") || text.contains("  lesson: ../l.md\n") || text.contains("l.md"))
    for secret in ["counts[", "expected[", "6.43", "hint", "everybody"] { #expect(!text.contains(secret)) }
  }

  @Test(arguments: [
    (["row": "15", "E11": "6.43"], 0, "margin: 2 of 2 steps right\n"),
    (
      ["row": "15", "E11": "8.0357"], 4, "margin: 1 of 2 steps right; first wrong E11: You used the row margin twice\n"
    ),
    (["row": "15", "E11": "6.2"], 4, "margin: 1 of 2 steps right; first wrong E11: right to 1 figure, 3 asked\n"),
    (["row": "15", "E11": "70"], 4, "margin: 1 of 2 steps right; first wrong E11: not right\n"),
    (["row": "28", "E11": "6.43"], 4, "margin: 1 of 2 steps right; first wrong row: That is everybody\n"),
    (["row": "many"], 4, "margin: 0 of 2 steps right; first wrong row: 'many' is not a number\n"),
    ([:], 4, "margin: 0 of 2 steps right; first wrong row: no answer\n"),
  ])
  func `the first wrong step is named with its reason`(_ answers: [String: String], _ code: Int, _ out: String) throws {
    let path = try sheet(answers)
    let check = try folder.tansuo("exercise", "check", path, "--lesson", folder.file("l.md"))
    #expect(check.code == Int32(code), "\(check.error)")
    #expect(check.out == out)
  }

  @Test func `marks of a folder are a table, and a sheet that is none gets no mark`() throws {
    _ = try sheet(["row": "15", "E11": "6.43"])
    try folder.put(
      try folder.read("s1/l.md").replacingOccurrences(of: "s1", with: "s2").replacingOccurrences(
        of: ": 15", with: ": =HYPERLINK(1)"), "in/s2.md")
    try folder.put(try folder.read("s1/l.md"), "in/deeper/s1.md")
    try folder.put("---\na: &x\n---\n", "in/bad.md")
    try folder.put(try folder.read("s1/l.md").replacingOccurrences(of: "l.md", with: "other.md"), "in/other.md")
    try folder.put("no notebook", "in/notes.txt")
    try FileManager.default.createSymbolicLink(atPath: folder.file("in/link.md"), withDestinationPath: "/etc/passwd")
    let grade = try folder.tansuo("exercise", "grade", folder.file("in"), "--lesson", folder.file("l.md"))
    #expect(grade.code == 0, "\(grade.error)")
    let lines = grade.out.replacingOccurrences(of: folder.path + "/", with: "").split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines[0] == "student,exercise,steps,right,first_wrong,reason,mark,file")
    #expect(lines[1].hasSuffix(",in/bad.md") && lines[1].hasPrefix(",,,,,"))
    #expect(lines[2] == "s1,margin,2,2,,,100.0,in/deeper/s1.md")
    #expect(lines[3].contains("other") && lines[3].hasPrefix(",,,,,"))
    #expect(
      lines[4] == "s2,margin,2,1,row,'=HYPERLINK(1)' is not a number,50.0,in/s2.md"
        || lines[4].hasPrefix("s2,margin,2,1,row,\"'"))
    #expect(try folder.tansuo("exercise", "grade", folder.file("nothing"), "--lesson", folder.file("l.md")).code == 2)
  }

  @Test(arguments: ["../x", "a/b", "", "-x", ".x", "=1", "a b", String(repeating: "a", count: 65)])
  func `an id that could be a path or a formula is refused`(_ student: String) {
    #expect(!LessonVariant.isSound(student))
  }

  @Test func `a first answer cannot be corrected below`() throws {
    let path = try sheet(["row": "1\nrow: 15", "E11": "6.43"])
    #expect(
      try folder.tansuo("exercise", "check", path, "--lesson", folder.file("l.md")).out.contains("1 of 2 steps right"))
  }
}
