import Documents
import Evidence
import StructuredText
import Testing

@testable import CommandGrammar
@testable import Commands

enum SampleCaveat: String, CaveatCode {
  case fewRows = "sample-few-rows"
}

extension CommandDescription {
  /// A command with a result in every form and a caveat nobody has words for.
  static let result = CommandDescription(
    "result", in: .test, Label(english: "a result for tests"), examples: [], operands: [.data.optional],
    options: [.items, .threads]
  ) { invocation, surroundings in
    let table = DocumentTable(
      columns: [.init("a"), .init("n", .right)], rows: [.init(["x", "\(surroundings.threads)"])])
    let blocks: [Block] = invocation.isGiven(.items) ? [.paragraph("no table")] : [.table(table)]
    return Output(
      document: { language in Document(language: language.rawValue, blocks) },
      envelope: { _ in
        Envelope(
          "result/1", inputs: [.init(path: "a.csv", sha256: "00", rows: 2)], method: ["alpha": 0.05], result: ["n": 2])
      },
      caveats: [Caveat(SampleCaveat.fewRows, ["rows": 2])], ending: .withheldPart,
      files: [.init(path: "labels.csv", bytes: [1])])
  }
}

@Suite struct AnswerTests {
  func answer(_ line: String...) -> Answer {
    Answer(to: line, in: Surroundings(width: Int.max, threads: 3), commands: [.sample, .result])
  }

  func text(_ answer: Answer) -> String { String(decoding: answer.standardOutput, as: UTF8.self) }

  @Test func `on a terminal the table is output and the caveat a note`() {
    let answer = answer("result")
    #expect(text(answer) == "a  n\n────\nx  3\n")
    #expect(answer.standardError == "tansuo: note: sample-few-rows (rows: 2)\n")
    #expect(answer.exitCode == 5)
    #expect(answer.files == [Output.File(path: "labels.csv", bytes: [1])])
  }

  @Test func `quiet leaves the note out`() {
    #expect(answer("result", "--quiet").standardError == "")
  }

  @Test func `JSON is one object with its envelope and carries its caveats`() throws {
    let answer = answer("result", "--json")
    #expect(
      text(answer) == """
        {
          "schema": "tansuo/result/1",
          "tool": {
            "name": "tansuo",
            "version": "\(Version.number)"
          },
          "input": [
            {
              "path": "a.csv",
              "sha256": "00",
              "rows": 2
            }
          ],
          "method": {
            "alpha": 0.05
          },
          "caveats": [
            {
              "code": "sample-few-rows",
              "message": "sample-few-rows (rows: 2)"
            }
          ],
          "result": {
            "n": 2
          }
        }

        """)
    #expect(answer.standardError == "")
    #expect(OutputMarker.isPresent(inStart: answer.standardOutput))
  }

  @Test func `Markdown and HTML carry their caveats and name their maker`() {
    let markdown = answer("result", "--format", "md")
    #expect(
      text(markdown)
        == "<!-- written by tansuo -->\n\n| a   |   n |\n| :-- | --: |\n| x   |   3 |\n\nsample-few-rows (rows: 2)\n")
    #expect(markdown.standardError == "")
    #expect(OutputMarker.isPresent(inStart: markdown.standardOutput))
    let html = answer("result", "--format=html")
    #expect(text(html).contains("<p class=\"note\" role=\"note\">sample-few-rows (rows: 2)</p>"))
    #expect(OutputMarker.isPresent(inStart: html.standardOutput))
  }

  @Test func `CSV names no maker, and needs a table`() {
    let csv = answer("result", "--format", "csv")
    #expect(text(csv) == "a,n\r\nx,3\r\n")
    #expect(!OutputMarker.isPresent(inStart: csv.standardOutput))
    #expect(answer("result", "--items", "q", "--format", "csv").standardError.contains("no table to write as csv"))
  }

  @Test func `a workbook carries its caveats, is known by its start, and is not thrown at a terminal`() {
    let workbook = answer("result", "--format", "xlsx")
    #expect(OutputMarker.isPresent(inStart: Array(workbook.standardOutput.prefix(4096))))
    #expect(workbook.standardError == "")
    #expect(answer("result", "-o", "x.XLSX").files[0].bytes == workbook.standardOutput)
    #expect(
      answer("result", "--items", "q", "-o", "x.xlsx").standardError.contains("no table to write as xlsx"))
    let shown = Answer(
      to: ["result", "--format", "xlsx"], in: Surroundings(outputIsTerminal: true), commands: [.result],
      wording: .grammar)
    #expect(shown.exitCode == 2)
    #expect(shown.standardOutput.isEmpty)
    #expect(
      shown.standardError == """
        tansuo: error: A terminal cannot show a file of the form xlsx
          fix: Name a file with -o result.xlsx, or send the output into one

        """)
  }

  @Test func `several charts are numbered, one has the name that was given`() {
    func files(_ items: String) -> [Output.File] {
      let csv = "a,b\n1,2\n2,1\n"
      return Answer(
        to: ["freq", "-", "--items", items, "--chart", "figures.d/chart.svg"],
        in: Surroundings(width: Int.max, readStandardInput: { Array(csv.utf8) })
      ).files
    }
    #expect(files("a").map(\.path) == ["figures.d/chart.svg"])
    #expect(files("a,b").map(\.path) == ["figures.d/chart-1.svg", "figures.d/chart-2.svg"])
    #expect(String(decoding: files("a")[0].bytes, as: UTF8.self).hasPrefix("<svg xmlns="))
  }

  @Test func `a Word file holds pictures, or tables and a remark where nothing draws`() {
    func file(_ draws: Bool, _ more: String...) -> Answer {
      var surroundings = Surroundings(width: Int.max, readStandardInput: { Array("a,b\n1,2\n2,1\n".utf8) })
      if draws { surroundings.drawPictures = { (pictures) throws(Fault) in pictures.map { _ in [7] } } }
      return Answer(to: ["freq", "-", "--items", "a", "-o", "x.docx"] + more, in: surroundings)
    }
    #expect(file(true).standardError == "")
    #expect(file(true).exitCode == 0)
    #expect(file(true).files[0].bytes != file(false).files[0].bytes)
    #expect(
      file(false).standardError == """
        tansuo: note: Charts stand as tables in this file, because rsvg-convert is not installed
          fix: Install it (Debian: librsvg2-bin)

        """)
    #expect(
      file(false, "--lang", "zh").standardError == """
        tansuo: note: 没有安装 rsvg-convert，文件中的图以数据表代替
          fix: 请安装它（Debian：librsvg2-bin）

        """)
    #expect(file(false, "--quiet").standardError == "")
    #expect(file(false).exitCode == 0)
  }

  @Test(arguments: [
    ("x.md", "<!-- written"), ("x.HTML", "<!DOCTYPE"), ("x.csv", "a,n"), ("a.b/x.json", "{"), ("x.txt", "a  n"),
    ("x", "a  n"),
    ("x.xyz", "a  n"), (".json", "{"),
  ])
  func `a file is written in the form its extension says`(_ path: String, _ start: String) {
    let answer = answer("result", "-o", path)
    #expect(answer.standardOutput.isEmpty)
    #expect(answer.files.map(\.path) == [path, "labels.csv"])
    #expect(String(decoding: answer.files[0].bytes, as: UTF8.self).hasPrefix(start))
    #expect(!answer.mayReplaceForeignFiles)
  }

  @Test func `a form that is asked for goes before the extension`() {
    let answer = answer("result", "--format", "csv", "--force", "-o", "x.json")
    #expect(String(decoding: answer.files[0].bytes, as: UTF8.self) == "a,n\r\nx,3\r\n")
    #expect(answer.mayReplaceForeignFiles)
  }

  @Test func `output to a minus is standard output`() {
    #expect(text(answer("result", "-o", "-")) == "a  n\n────\nx  3\n")
  }

  @Test func `threads come from the line, else from the surroundings`() {
    #expect(text(answer("result", "--threads", "7", "--format", "csv")) == "a,n\r\nx,7\r\n")
  }

  @Test func `text with one form refuses another`() {
    let answer = answer("sample", "d.csv", "--format", "html")
    #expect(answer.exitCode == 2)
    #expect(
      answer.standardError
        == "tansuo: error: 'sample' cannot be written as html\n  fix: Leave out --format, or ask for --format json\n")
  }

  @Test func `an error is also an object where JSON was asked for`() {
    for line in [["sample", "--json"], ["sample", "--format", "json"], ["sample", "--format=json"]] {
      let answer = Answer(to: line, in: Surroundings(), commands: [.sample])
      #expect(
        text(answer)
          == """
          {"error":{"code":"usage-missing-operand","message":"'sample' needs DATA","where":null,\
          "fix":"Add DATA; 'tansuo sample --help' has examples"}}

          """)
      #expect(answer.standardError.hasPrefix("tansuo: error: 'sample' needs DATA\n"))
      #expect(answer.exitCode == 2)
    }
    #expect(answer("sample", "--", "--json", "x").standardOutput.isEmpty)
  }

  @Test func `the language is heeded even where the line is wrong`() {
    #expect(
      answer("sample", "--lang", "zh").standardError
        == "tansuo: error: “sample”缺少 DATA\n  fix: 加上 DATA；示例见“tansuo sample --help”\n")
    #expect(answer("--lang=zh", "nonsense").standardError.hasPrefix("tansuo: error: 没有“nonsense”这个命令"))
  }

  @Test(arguments: [
    ([:], Language.english), (["LANG": "zh_CN.UTF-8"], .chinese), (["LANG": "en_US"], .english),
    (["LANG": "zh_TW", "LC_ALL": "C"], .english), (["LC_ALL": "", "LANG": "zh"], .chinese),
    (["TANSUO_LANG": "zh", "LC_ALL": "en"], .chinese), (["LC_MESSAGES": "zh_CN", "LANG": "de"], .chinese),
  ])
  func `the language comes from the environment`(_ environment: [String: String], _ language: Language) {
    #expect(Surroundings.language { environment[$0] } == language)
  }

  @Test func `version and first screen need no command`() {
    #expect(text(answer("--version")) == "tansuo 0.1.0\nrandom numbers: Philox4x32-10\nJSON schemas: 1\n")
    #expect(text(answer()).hasPrefix("tansuo 0.1.0: "))
    #expect(text(answer("--help")) == text(answer()))
  }
}
