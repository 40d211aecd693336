import CommandGrammar
import Commands
import Evidence
import Foundation
import Synchronization
import TableSources
import TestSupport
import Testing

@testable import Documents
@testable import Notebooks

@Suite struct HostileNotebookTests {
  let folder: NotebookFolder

  init() throws { folder = try NotebookFolder() }

  @Test(arguments: [
    ("freq ../secret.csv --items a", "path-outside"), ("freq x/../../secret.csv --items a", "path-outside"),
    ("freq /etc/passwd --items a", "path-absolute"), ("freq file:///etc/passwd --items a", "path-absolute"),
    ("freq link.csv --items a", "path-outside"), ("freq folder/hostname --items a", "path-outside"),
    ("freq $survey --items sex --codebook ../c.yml", "path-outside"), ("audit ../secret.csv", "path-outside"),
    ("freq pipe --items a", "path-no-plain-file"), ("freq - --items a", "notebook-standard-input"),
    ("freq $survey --items sex -o x.csv", "notebook-option-not-allowed"),
    ("freq $survey --items sex --output=x.csv", "notebook-option-not-allowed"),
    ("freq $survey --items sex --force", "notebook-option-not-allowed"),
    ("freq $survey --items sex --format html", "notebook-option-not-allowed"),
    ("notebook run a.md", "notebook-command-not-allowed"),
    ("--lang zh notebook run a.md", "usage-unknown-command"),
    ("exercise grade .", "notebook-command-not-allowed"), ("convert $survey b.csv", "notebook-command-not-allowed"),
    ("doctor", "notebook-command-not-allowed"), ("completions bash", "notebook-command-not-allowed"),
    ("--help", "notebook-option-not-allowed"), ("freq --help", "notebook-option-not-allowed"),
    ("rm -rf /", "usage-unknown-command"), ("synth spec.yml --out .", "notebook-writes-files"),
    ("hclust $survey --items n --clusters 2 --labels out.csv", "notebook-writes-files"),
  ])
  func `a cell cannot leave its folder, write files or start another notebook`(_ line: String, _ code: String) throws {
    let outside = try TemporaryFolder(["secret.csv": "a\n1\n"])
    defer { withExtendedLifetime(outside) {} }
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link.csv"), withDestinationPath: outside.file("secret.csv"))
    try FileManager.default.createSymbolicLink(atPath: folder.file("folder"), withDestinationPath: "/etc")
    mkfifo(folder.file("pipe"), 0o600)
    let specification = "units: {name: r, count: 20}\n"
    try folder.put(specification, "spec.yml")
    try folder.put(NotebookFolder.front + "```tansuo\n\(line)\n```\n", "a.md")
    let before = try folder.read("a.md")
    let answer = Answer(to: ["notebook", "run", folder.file("a.md"), "--json"], in: Surroundings())
    let out = String(decoding: answer.standardOutput, as: UTF8.self)
    // Whether a specification is sound is not asked here; it must not write.
    if code == "notebook-writes-files", line.hasPrefix("synth") {
      #expect(answer.exitCode != 0)
    } else {
      #expect(out.contains("\"code\": \"\(code)\"") || out.contains("\"code\":\"\(code)\""))
      #expect(out.contains("a.md:8"))
    }
    #expect(answer.files.isEmpty)
    #expect(try folder.read("a.md") == before)
  }

  @Test func `paths of the front matter are held to the folder, and to --root where it is given`() throws {
    try folder.put(
      "---\ntansuo:\n  data: {s: ../survey.csv}\n---\n```tansuo show=table\nfreq $s --items sex\n```\n", "sub/b.md")
    let closed = try folder.tansuo("notebook", "run", folder.file("sub/b.md"))
    #expect(closed.code == 3)
    #expect(
      closed.error == """
        tansuo: error: This path leads out of the folder that may be read (\(folder.file("sub/b.md")):6 ../survey.csv)
          fix: Keep the data beside the notebook, or name a folder above both with --root

        """)
    #expect(try folder.tansuo("notebook", "run", folder.file("sub/b.md"), "--root", folder.path).code == 0)
    #expect(try folder.tansuo("notebook", "run", folder.file("a.md"), "--root", folder.file("sub")).code != 0)
  }

  @Test func `bounds inside bounds cannot widen them`() throws {
    try folder.put("x\n1\n", "inside/deep/d.csv")
    var outer = try ReadingBounds(folder: folder.file("inside"), root: folder.file("inside"))
    outer.put(Array("y\n2\n".utf8), at: "deep/e.csv")
    let held = outer
    func code(_ start: String?, _ path: String) -> String {
      do throws(Fault) {
        return try held.hold { () throws(Fault) in
          try ReadingBounds(startingIn: start).hold { () throws(Fault) in
            String(decoding: try TableSource.bytes(ofFile: path), as: UTF8.self)
          }
        }
      } catch {
        return error.code
      }
    }
    #expect(code("deep", "d.csv") == "x\n1\n")
    #expect(code("deep", "e.csv") == "y\n2\n")
    #expect(code(nil, "deep/d.csv") == "x\n1\n")
    #expect(code("deep", "../../survey.csv") == "path-outside")
    #expect(code("..", "survey.csv") == "path-outside")
    #expect(code("/", "etc/passwd") == "path-outside")
    #expect(code("/etc", "passwd") == "path-outside")
    #expect(code("deep", "/etc/passwd") == "path-absolute")
  }

  @Test func `pictures are never written through a link`() throws {
    let elsewhere = try NotebookFolder()
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("a.files"), withDestinationPath: elsewhere.path)
    let run = try folder.run(NotebookRunTests.cell)
    #expect(run.code == 3)
    #expect(run.error.contains("The place of the notebook's pictures is a link"))
    #expect(!FileManager.default.fileExists(atPath: elsewhere.file("cell-votes.svg")))
  }

  @Test func `a cell without end is given up after its time`() throws {
    let state = Mutex<Fault?>(nil)
    let slow = CommandDescription("slow", in: .look, Label(), examples: []) { _, _ throws(Fault) in
      while state.withLock({ $0 }) == nil { usleep(1000) }
      return Output(text: "late\n")
    }
    try folder.put("# A\n\n```tansuo\nslow\n```\n", "a.md")
    let commands = NotebookCommands(running: { [slow] }, wording: { .grammar })
    let path = folder.file("a.md")
    let surroundings = Surroundings(abandon: { fault in state.withLock { $0 = fault } })
    _ = Answer(to: ["notebook", "run", path, "--time-limit", "0.2"], in: surroundings, commands: commands.all)
    let fault = try #require(state.withLock { $0 })
    #expect(fault.place?.line == 3)
    let wording = CommandRegistry.wording
    #expect(
      fault.report(in: .english, from: wording) == """
        tansuo: error: This cell took longer than 0.2 seconds (\(path):3)
          fix: Do less in it, or raise --time-limit; nothing was written

        """)
    #expect(fault.report(in: .chinese, from: wording).contains("该单元运行超过 0.2 秒"))
  }

  @Test func `an output that is too large is refused`() throws {
    let rows = (0..<500).map { "\"answer \($0)\"\n" }.joined()
    try folder.put("x\n" + rows, "big.csv")
    let run = try folder.run("```tansuo show=table\nfreq big.csv --items x\n```\n", ["--max-output", "5000"])
    #expect(run.code == 1)
    #expect(run.error.hasPrefix("tansuo: error: The output of this cell is larger than 5000 bytes (a.md:7)\n"))
  }

  @Test func `labels cannot close the output, make markup or become cells`() throws {
    let labels = [
      "<!-- tansuo:end -->", "```tansuo", "<script>alert(1)</script>", "![x](javascript:alert(1))", "| a | b |",
      "# head", "$survey", "\"\"\"", "a\u{202E}b",
    ]
    let rows = labels.map { "\"" + $0.replacingOccurrences(of: "\"", with: "\"\"") + "\",1\n" }.joined()
    try folder.put("x,n\n" + rows, "bad.csv")
    let cells = ["", " --format csv", " --json"].map { "```tansuo\nfreq bad.csv --items x\($0)\n```\n\n" }.joined()
    let run = try folder.run(cells + "after\n")
    #expect(run.code == 0)
    let notebook = try Notebook(reading: folder.file("a.md"))
    #expect(notebook.cells.count == 3)
    #expect(run.text.components(separatedBy: "\n<!-- tansuo:end -->\n").count == 4)
    #expect(run.text.hasSuffix("\nafter\n"))
    #expect(try folder.tansuo("notebook", "run", folder.file("a.md"), "--all").files.isEmpty)
    let page = try folder.tansuo("notebook", "render", folder.file("a.md")).out
    #expect(page.components(separatedBy: "<script").count == 2)
    #expect(!page.contains("src=\"javascript") && !page.contains("href=\"javascript"))
  }

  @Test func `a line of output that looks like a marker is defused`() {
    #expect(OutputMarkers.defused("<!-- tansuo:end -->") != OutputMarkers.end)
    #expect(!OutputMarkers.isStart(OutputMarkers.defused("<!-- tansuo:output sha256=1 -->")))
    #expect(OutputMarkers.defused("a <!-- tansuo:end -->") == "a <!-- tansuo:end -->")
  }

  @Test func `quotes and emphasis nested beyond reason become plain text`() {
    for text in [
      String(repeating: ">", count: 20_000) + "x", String(repeating: "*a **b ", count: 3000),
      String(repeating: "- ", count: 3000) + "x",
    ] {
      let blocks = MarkdownReader.blocks(of: Array(text.utf8))
      #expect(!Document(blocks).text(as: .html).isEmpty)
    }
  }

  @Test func `a front matter with a bomb of aliases is refused at its line`() throws {
    let bomb = (1...20).map { "a\($0): &x\($0) [*x\($0 - 1), *x\($0 - 1)]\n" }.joined()
    try folder.put("---\na0: &x0 [1]\n" + bomb + "---\n", "a.md")
    let run = try folder.tansuo("notebook", "run", folder.file("a.md"))
    #expect(run.code == 3)
    #expect(run.error.contains("a.md:2"))
  }

  @Test func `a notebook changed while it was run is not overwritten`() throws {
    try folder.put(NotebookFolder.front + NotebookRunTests.cell, "a.md")
    let answer = Answer(to: ["notebook", "run", folder.file("a.md")], in: Surroundings())
    let file = try #require(answer.files.last)
    #expect(file.replaced == Array(try folder.read("a.md").utf8))
  }
}
