import CExtendedAttributes
import Foundation
import TestSupport
import Testing

/// Cells that end the program, run by the program itself.
@Suite struct SurvivorTests {
  private let folder: TemporaryFolder

  init() throws {
    var state: UInt64 = 1
    let rows = (0..<9000).map { _ in
      (0..<4).map { _ -> String in
        state = state &* 6_364_136_223_846_793_005 &+ 1
        return String(state >> 33)
      }.joined(separator: ",")
    }
    folder = try TemporaryFolder([
      "big.csv": "a,b,c,d\n" + rows.joined(separator: "\n") + "\n", "small.csv": "q\n1\n2\n2\n",
    ])
  }

  /// Cells begin on lines 7, 11 and 15.
  private func notebook(_ cells: [String]) -> String {
    "---\nlang: en\ntansuo:\n  data: {big: big.csv, small: small.csv}\n---\n\n"
      + cells.map { "```tansuo\n\($0)\n```\n\n" }.joined()
  }

  private let greedy = "hclust $big --items a-d --linkage complete --clusters 3 --merges no"

  private func tansuo(_ words: String...) throws -> (code: Int32, out: String, error: String) {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("tansuo")
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.arguments = words
    process.environment = ["LANG": "C"]
    let (out, error) = (Pipe(), Pipe())
    process.standardOutput = out
    process.standardError = error
    try process.run()
    let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let told = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    return (process.terminationStatus, text, told)
  }

  @Test func `a cell that dies is told by its line, and the other cells and notebooks are checked`() throws {
    try folder.put(notebook(["freq $small", greedy, "freq $small"]), "a.md")
    try folder.put(notebook(["freq $small"]), "b.md")
    let checked = try tansuo("notebook", "check", "a.md", "b.md", "--memory-limit", "150")
    #expect(checked.code == 4)
    #expect(checked.out.contains("a.md:11: the cell at line 11 ended the program (signal "))
    #expect(checked.out.contains("a.md:7: this cell has no output yet"))
    #expect(checked.out.contains("a.md:15: this cell has no output yet"))
    #expect(checked.out.contains("b.md:7: this cell has no output yet"))
    #expect(checked.out.contains("2 notebooks, 4 cells, "))
  }

  @Test func `two cells that die at once are told one after the other`() throws {
    try folder.put(notebook([greedy]), "a.md")
    try folder.put(notebook(["freq $small", greedy]), "b.md")
    let checked = try tansuo("notebook", "check", "a.md", "b.md", "--memory-limit", "150")
    #expect(checked.code == 4)
    #expect(checked.out.contains("a.md:7: the cell at line 7 ended the program"))
    #expect(checked.out.contains("b.md:11: the cell at line 11 ended the program"))
  }

  @Test func `a run in which a cell dies writes nothing`() throws {
    let text = notebook(["freq $small", greedy])
    try folder.put(text, "a.md")
    let run = try tansuo("notebook", "run", "a.md", "--memory-limit", "150")
    #expect(run.code == 1)
    #expect(run.error.contains("(a.md:11)"))
    #expect(try folder.read("a.md") == text)
  }

  @Test func `cells are taken over from this build of the program only`() throws {
    try folder.put(notebook(["freq $small"]), "a.md")
    #expect(try tansuo("notebook", "run", "a.md").out == "a.md: 1 cell, 1 run, updated\n")
    let path = folder.file("a.md")
    guard getxattr(path, "user.tansuo.program", nil, 0) > 0 else { return }  // a file system without attributes
    #expect(try tansuo("notebook", "run", "a.md").out == "a.md: 1 cell, 0 run, up to date\n")
    setxattr(path, "user.tansuo.program", "another", 7, 0)
    #expect(try tansuo("notebook", "run", "a.md").out == "a.md: 1 cell, 1 run, up to date\n")
    #expect(try tansuo("notebook", "run", "a.md").out == "a.md: 1 cell, 0 run, up to date\n")
  }
}
