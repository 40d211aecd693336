import Evidence
import Testing

@testable import Notebooks

@Suite struct NotebookReadingTests {
  func read(_ text: String) throws(Fault) -> Notebook { try Notebook(Array(text.utf8), path: "a.md") }

  func fault(_ text: String) -> (code: String, line: Int?)? {
    do throws(Fault) {
      _ = try read(text)
      return nil
    } catch {
      return (error.code, error.place?.line)
    }
  }

  @Test func `a cell is found with what its fence says`() throws {
    let notebook = try read(
      "# A\n\n```tansuo name=a\nversion\n```\n\n```{tansuo, name=b depends=\"a\" fails=2 show=table}\nx\n```\n")
    #expect(notebook.cells.map(\.name) == ["a", "b"])
    #expect(notebook.cells[0].fence == 2..<5)
    #expect(notebook.cells[1].dependencies == ["a"])
    #expect(notebook.cells[1].ending == 2)
    #expect(notebook.cells[1].show == .table)
  }

  @Test(arguments: [
    "~~~tansuo\nversion\n~~~\n", "  ```tansuo\n  version\n  ```\n", "```` tansuo\nversion\n`````",
    "```tansuo\r\nversion\r\n```\r\n",
  ])
  func `fences of every kind hold cells`(_ text: String) throws {
    #expect(try read(text).cells.count == 1)
  }

  @Test(arguments: [
    "````md\n```tansuo\nversion\n```\n````\n", "    ```tansuo\n    version\n    ```\n", "```text\ntansuo\n```\n",
    "<!--\n```tansuo\nversion\n```\n-->\n", "````\n<!-- tansuo:output sha256=1 -->\n````\n",
  ])
  func `what only shows a cell is none`(_ text: String) throws {
    #expect(try read(text).cells.isEmpty)
  }

  @Test(arguments: [
    ("---\ntitle: x\n", "notebook-front-matter-open", 1),
    ("---\nlang: fr\n---\n", "notebook-unknown-language", 2),
    ("---\ntansuo:\n  dta: {}\n---\n", "yaml-misspelled-key", 3),
    ("---\ntansuo:\n  data:\n    1x: a.csv\n---\n", "notebook-bad-name", 4),
    ("---\na: &x [1]\nb: *x\n---\n", "yaml-anchor", 2),
    ("```tansuo\nversion\n", "notebook-unclosed-cell", 1),
    ("- item\n\n  ```tansuo\n  version\n  ```\n", "notebook-nested-cell", 3),
    ("> ```tansuo\n> version\n> ```\n", "notebook-nested-cell", 1),
    ("\n```tansuo nme=a\nversion\n```\n", "notebook-unknown-attribute", 2),
    ("```tansuo name=../a\nversion\n```\n", "notebook-bad-name", 1),
    ("```tansuo fails=0\nversion\n```\n", "notebook-bad-attribute", 1),
    ("```tansuo show=all,none\nversion\n```\n", "notebook-bad-attribute", 1),
    ("```tansuo name=a\nx\n```\n\n```tansuo name=a\nx\n```\n", "notebook-name-twice", 5),
    ("```tansuo depends=b\nx\n```\n\n```tansuo name=b\nx\n```\n", "notebook-unknown-dependency", 1),
    ("```tansuo name=a depends=a\nx\n```\n", "notebook-unknown-dependency", 1),
    ("```tansuo\nx\n```\n\n<!-- tansuo:output sha256=1 -->\n\ntext\n", "notebook-output-open", 5),
    (
      "```tansuo\nx\n```\n<!-- tansuo:output sha256=1 -->\n\n```tansuo\ny\n```\n<!-- tansuo:output sha256=1 -->\n<!-- tansuo:end -->\n",
      "notebook-output-open", 4
    ),
    ("text\n\n<!-- tansuo:output sha256=1 -->\n<!-- tansuo:end -->\n", "notebook-output-alone", 3),
  ])
  func `what is wrong is told with its line`(_ text: String, _ code: String, _ line: Int) {
    let found = fault(text)
    #expect(found?.code == code)
    #expect(found?.line == line)
  }

  @Test func `a file that is no text or too large is refused`() {
    #expect(throws: Fault(NotebookFault.notUTF8)) { try Notebook([0x61, 0xFF], path: "a.md") }
    let line = [UInt8](repeating: 0x61, count: 10_000_000)
    #expect(throws: Fault(NotebookFault.tooLarge, ["limit": .integer(4 << 20)])) { try Notebook(line, path: "a.md") }
  }

  @Test func `an output cannot change what the text below it means`() throws {
    let text =
      "```tansuo\nx\n```\n\n<!-- tansuo:output sha256=1 -->\n````\n<!--\n<!-- tansuo:end -->\n\n```tansuo\ny\n```\n"
    let notebook = try read(text)
    #expect(notebook.cells.map(\.line) == [1, 10])
    #expect(notebook.cells[0].output == 4..<8)
  }

  @Test func `fences inside thousands of quotes are read and refused`() {
    #expect(fault(String(repeating: ">", count: 5000) + " ```tansuo\n")?.code == "notebook-nested-cell")
  }

  let data = [
    FrontMatter.Data(name: "survey", file: "data/s 1.csv", codebook: "c.yml"),
    FrontMatter.Data(name: "x", file: "x.csv", codebook: nil),
  ]

  @Test(arguments: [
    ("freq $survey --items q1", ["freq", "data/s 1.csv", "--items", "q1"]),
    ("a 'b $x' \"c $x\" d\\ e", ["a", "b $x", "c x.csv", "d e"]),
    ("--where 'n>=2 and \"a b\"=1'", ["--where", "n>=2 and \"a b\"=1"]),
    ("$survey.codebook $x#t --p=$x $ $1", ["c.yml", "x.csv#t", "--p=x.csv", "$", "$1"]),
    ("''", [""]),
  ])
  func `lines are split as in a shell`(_ line: String, _ words: [String]) throws {
    #expect(try CellCommand(line, line: 1, data: data).words.map(\.text) == words)
  }

  @Test(arguments: [
    ("freq $y", "notebook-unknown-data"), ("freq $x.codebook", "notebook-no-codebook"),
    ("freq 'a", "notebook-unclosed-quote"), ("freq \"a", "notebook-unclosed-quote"),
    ("freq a | sh", "notebook-shell"), ("freq a; ls", "notebook-shell"), ("freq `ls`", "notebook-shell"),
    ("freq $(ls)", "notebook-shell"), ("freq a > b", "notebook-shell"), ("freq a & b", "notebook-shell"),
    ("tansuo freq a", "notebook-program-name"),
  ])
  func `what belongs to a shell is refused`(_ line: String, _ code: String) {
    #expect { try CellCommand(line, line: 7, data: data) } throws: { error in
      (error as? Fault)?.code == code && (error as? Fault)?.place?.line == 7
    }
  }

  @Test func `lines go on after a backslash, and remarks are left out`() throws {
    let commands = try CellCommand.all(in: "# no\n\na \\\n  b\nc\n", firstLine: 10, data: [])
    #expect(commands.map { $0.words.map(\.text) } == [["a", "b"], ["c"]])
    #expect(commands.map(\.line) == [12, 14])
  }
}
