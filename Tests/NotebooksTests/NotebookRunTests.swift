import CommandGrammar
import Evidence
import Foundation
import Testing

@testable import Notebooks

@Suite struct NotebookRunTests {
  let folder: NotebookFolder

  init() throws { folder = try NotebookFolder() }

  static let cell = "Before.\n\n```tansuo name=votes\ncrosstab $survey --rows sex --cols vote\n```\nAfter.\n"

  @Test func `an output goes below its cell and a second run changes nothing`() throws {
    let first = try folder.run(Self.cell)
    #expect(first.code == 0)
    #expect(first.text.hasPrefix(NotebookFolder.front + "Before.\n\n```tansuo name=votes\n"))
    #expect(first.text.hasSuffix("<!-- tansuo:end -->\n\nAfter.\n"))
    #expect(first.text.contains("| **Total** "))
    #expect(first.text.contains("](a.files/cell-votes.svg)"))
    #expect(try folder.read("a.files/cell-votes.svg").hasPrefix("<svg"))
    for more in [[], ["--all"]] {
      let answer = Answer(to: ["notebook", "run", folder.file("a.md")] + more, in: Surroundings())
      #expect(answer.files.isEmpty)
    }
    #expect(try folder.tansuo("notebook", "check", folder.file("a.md")).code == 0)
  }

  @Test func `line breaks, a byte order mark and a missing end stay as they were`() throws {
    let text =
      "\u{FEFF}"
      + (NotebookFolder.front + "x  \n\n```tansuo show=table\nfreq $survey --items sex\n```").replacingOccurrences(
        of: "\n", with: "\r\n")
    try folder.put(text, "b.md")
    try folder.tansuo("notebook", "run", folder.file("b.md"))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file("b.md")))
    #expect(bytes.starts(with: Data(text.utf8)))
    let after = String(decoding: bytes, as: UTF8.self)
    #expect(!after.replacingOccurrences(of: "\r\n", with: "").contains("\n"))
    #expect(try folder.tansuo("notebook", "run", folder.file("b.md")).files.isEmpty)
    #expect(try folder.tansuo("notebook", "check", folder.file("b.md")).code == 0)
  }

  @Test func `front matter of other programs is kept byte for byte`() throws {
    let front = "---\ntitle:   \"x\"   # remark\njupytext: {formats: 'md,ipynb'}\nexecute:\n    echo: false\n...\n"
    try folder.put(front + "\n```tansuo\nversion\n```\n", "b.md")
    #expect(try folder.tansuo("notebook", "run", folder.file("b.md")).code == 0)
    #expect(try folder.read("b.md").hasPrefix(front))
  }

  @Test func `one number that was changed is found with its line`() throws {
    let text = try folder.run("```tansuo show=table\nfreq $survey --items sex\n```\n").text
    let lines = text.components(separatedBy: "\n")
    let line = try #require(lines.firstIndex { $0.contains("42.9%") })
    try folder.put(text.replacingOccurrences(of: "42.9%", with: "43.9%"), "a.md")
    let check = try folder.tansuo("notebook", "check", folder.file("a.md"))
    #expect(check.code == 4)
    #expect(check.out.hasPrefix("\(folder.file("a.md")):\(line + 1): the cell at line 7 gives something else\n--- "))
    #expect(check.out.contains("\n-\(lines[line].replacingOccurrences(of: "42.9%", with: "43.9%"))\n+\(lines[line])\n"))
    #expect(check.out.hasSuffix("1 notebook, 1 cell, 1 difference\n"))
    // A run mends it, though nothing the output comes from has changed.
    try folder.tansuo("notebook", "run", folder.file("a.md"))
    #expect(try folder.read("a.md") == text)
  }

  @Test func `a cell is run again when it, its data or what it depends on changed`() throws {
    let cells =
      "```tansuo name=a\nfreq $survey --items sex\n```\n\n```tansuo depends=a\nversion\n```\n\n```tansuo\nversion\n```\n"
    #expect(try folder.run(cells).out.hasSuffix("a.md: 3 cells, 3 run, updated\n"))
    let text = try folder.read("a.md")
    func again() throws -> String { try folder.tansuo("notebook", "run", folder.file("a.md")).out }
    #expect(try again().hasSuffix("a.md: 3 cells, 0 run, up to date\n"))
    try folder.put(NotebookFolder.survey + "f,no,4,1\n", "survey.csv")
    #expect(try folder.tansuo("notebook", "check", folder.file("a.md")).out.contains("the output is stale"))
    #expect(try again().hasSuffix("a.md: 3 cells, 2 run, updated\n"))
    try folder.put(NotebookFolder.survey, "survey.csv")
    try folder.put(text.replacingOccurrences(of: "--items sex", with: "--items sex,vote"), "a.md")
    #expect(try again().hasSuffix("a.md: 3 cells, 2 run, updated\n"))
  }

  @Test func `a picture that was changed or lost is found and mended`() throws {
    _ = try folder.run(Self.cell)
    for spoil in ["<svg/>", nil] {
      if let spoil {
        try folder.put(spoil, "a.files/cell-votes.svg")
      } else {
        try FileManager.default.removeItem(atPath: folder.file("a.files/cell-votes.svg"))
      }
      let check = try folder.tansuo("notebook", "check", folder.file("a.md"))
      #expect(check.code == 4)
      #expect(check.out.contains("a.md:9: the picture a.files/cell-votes.svg is missing or differs\n"))
      #expect(try folder.tansuo("notebook", "run", folder.file("a.md")).files == ["a.files/cell-votes.svg"])
    }
  }

  @Test func `show leaves out what is not wanted`() throws {
    let cells = ["table", "chart", "none"].map { "```tansuo show=\($0)\nfreq $survey --items sex\n```\n\n" }
    let texts = try cells.map { try folder.run($0).text }
    #expect(
      texts[0].contains("| m ") && !texts[0].contains("![") && texts[1].contains("![") && !texts[1].contains("| m "))
    #expect(texts[2].contains("-->\n<!-- tansuo:end -->"))
  }

  @Test func `an error can be shown, and only the one that is expected`() throws {
    let shown = try folder.run("```tansuo fails=1\ncompare $survey --of sex --by vote\n```\n")
    #expect(shown.code == 0)
    #expect(shown.text.contains("```text\ntansuo: error: "))
    let usage = try folder.run("```tansuo fails=2\nfreq $survey --itms n\n```\n")
    #expect(
      usage.text.contains("```text\ntansuo: error: 'freq' has no option --itms\n  fix: Did you mean --items?\n```"))
    let other = try folder.run("```tansuo fails=2\nversion\n```\n")
    #expect(
      other.error == """
        tansuo: error: The cell should end with exit code 2 and ended with 0 (a.md:8)
          fix: Mend the command, or say fails=0 in the cell

        """)
    let unexpected = try folder.run("text\n\n```tansuo\nversion\nfreq $survey --items sx\n```\n")
    #expect(unexpected.code == 2)
    #expect(unexpected.error.contains("(a.md:11"))
    #expect(unexpected.text == NotebookFolder.front + "text\n\n```tansuo\nversion\nfreq $survey --items sx\n```\n")
  }

  @Test func `the codebook of the data is used where a command takes one`() throws {
    try folder.put(
      "variables:\n  - name: sex\n    label: {zh: 性别, en: Sex}\n    kind: category\n    levels: [m, f]\n", "c.yml")
    try folder.put(
      "---\nlang: zh\ntansuo:\n  data:\n    survey: {file: survey.csv, codebook: c.yml}\n---\n```tansuo show=table\nfreq $survey --items sex\n```\n",
      "b.md")
    let run = try folder.tansuo("notebook", "run", folder.file("b.md"))
    if run.code == 0 {
      #expect(try folder.read("b.md").contains("性别"))
    } else {
      // The codebook of this test is read, and judged as in a terminal.
      #expect(run.error.contains("c.yml"))
    }
  }

  @Test func `the same notebook in two languages is held together`() throws {
    let exercise =
      "```exercise\nid: e\ncommand: freq $survey --items sex\nsteps:\n  - id: a\n    ask: ASK\n    answer: ANSWER\n    choice: [ANSWER, b]\n```\n"
    func pair(_ zh: String, _ en: String) throws -> (code: Int32, out: String) {
      try folder.put(NotebookFolder.front.replacingOccurrences(of: "---\nt", with: "---\nlang: zh\nt") + zh, "l.zh.md")
      try folder.put(NotebookFolder.front.replacingOccurrences(of: "---\nt", with: "---\nlang: en\nt") + en, "l.en.md")
      try folder.tansuo("notebook", "run", folder.file("l.zh.md"), folder.file("l.en.md"))
      let answer = try folder.tansuo("notebook", "check", folder.file("l.zh.md"))
      return (answer.code, answer.out)
    }
    let zh =
      "中文\n\n```tansuo\n# 注\nversion\n```\n"
      + exercise.replacingOccurrences(of: "ASK", with: "问").replacingOccurrences(of: "ANSWER", with: "是")
    let en = "English\n\n```tansuo\n# remark\nversion\n```\n" + exercise.replacingOccurrences(of: "ANSWER", with: "yes")
    #expect(try pair(zh, en).code == 0)
    let other = try pair(zh, en.replacingOccurrences(of: "items sex", with: "items vote"))
    #expect(other.code == 4)
    #expect(other.out.contains("l.zh.md:25: not the same as \(folder.file("l.en.md")):25\n"))
    #expect(try pair(zh, en.replacingOccurrences(of: "version", with: "version --lang en")).code == 4)
    #expect(try pair(zh, en + "\n```tansuo\nversion\n```\n").code == 4)
  }

  @Test func `a new notebook runs`() throws {
    let new = try folder.tansuo("notebook", "new", folder.file("n.md"))
    #expect(new.code == 0)
    #expect(try folder.tansuo("notebook", "run", folder.file("n.md")).code == 0)
    #expect(try folder.tansuo("notebook", "check", folder.file("n.md")).code == 0)
  }

  @Test func `a page holds text, cells and results, in both languages`() throws {
    try folder.put(
      "---\ntitle: 题\nlang: zh\n---\n一行\n两行 **粗**\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n```tansuo\ncrosstab --table '12,3;4,9'\n```\n",
      "p.md")
    try folder.put(
      "---\ntitle: T\nlang: en\n---\n# Head\n\nplain <b>x</b> [l](javascript:alert(1)) <script>alert(1)</script>\n\n<script>alert(2)</script>\n",
      "q.md")
    let page = try folder.tansuo("notebook", "render", folder.file("p.md"), folder.file("q.md")).out
    #expect(page.contains("<h1 id=\"zh-section-1\">题</h1>"))
    #expect(page.contains("<p>一行两行 <strong>粗</strong></p>"))
    #expect(page.contains("<pre tabindex=\"0\"><code class=\"language-tansuo\">crosstab --table"))
    #expect(page.contains("<figure") && page.contains("图 1") && page.contains(">Head</h1>"))
    #expect(
      !page.contains("javascript:") && !page.contains("alert(1)</script>")
        && page.components(separatedBy: "<script").count == 2)
    #expect(try folder.tansuo("notebook", "render", folder.file("p.md"), folder.file("p.md")).code == 2)
  }
}
