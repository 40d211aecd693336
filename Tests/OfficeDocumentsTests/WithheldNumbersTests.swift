import CommandGrammar
import Commands
import Testing

/// Numbers that may not be seen are in no part of a file: not behind a cell, not in a chart, not in its data table.
@Suite struct WithheldNumbersTests {
  /// 4,321 and 4,477 are too few where 5,000 are asked for; what goes with them is far from both.
  static let counts = """
    kind,place,n
    a,north,4321
    a,south,71113
    a,east,82217
    b,north,91331
    b,south,64409
    b,east,4477
    c,north,75577
    c,south,88801
    c,east,93979

    """

  /// All text of an answer and of its files, packages taken apart.
  private func everything(_ words: [String], code: Int32 = 5) throws -> String {
    let answer = Answer(
      to: words + ["--suppress", "5000"],
      in: Surroundings(language: .english, readStandardInput: { Array(Self.counts.utf8) }))
    #expect(answer.exitCode == code, "\(answer.standardError)")
    var text = ""
    for bytes in answer.files.map(\.bytes) + [answer.standardOutput] {
      if bytes.starts(with: [0x50, 0x4B]) {
        let package = try Unpacked(bytes)
        text += package.names.map { package.text($0) }.joined(separator: "\n")
      } else {
        text += String(decoding: bytes, as: UTF8.self)
      }
    }
    return text
  }

  static let commands = [
    ["crosstab", "-", "--rows", "kind", "--cols", "place", "--freq", "n"],
    ["freq", "-", "--items", "kind", "--freq", "n", "--where", "place=north"],
  ]

  @Test(arguments: commands, ["table", "md", "html", "csv", "json", "xlsx", "docx"])
  func `no form holds a count that is withheld`(_ command: [String], _ format: String) throws {
    let text = try everything(command + ["--format", format])
    #expect(!text.isEmpty)
    for hidden in ["4321", "4,321", "4477", "4,477"] { #expect(!text.contains(hidden), "\(hidden) in \(format)") }
  }

  @Test(arguments: commands)
  func `nor does a picture`(_ command: [String]) throws {
    // What is withheld in part has no picture at all, and that is said.
    let text = try everything(command + ["--chart", "withheld.svg"], code: 2)
    for hidden in ["4321", "4,321", "4477", "4,477"] { #expect(!text.contains(hidden)) }
  }
}
