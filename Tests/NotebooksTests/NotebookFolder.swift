import CommandGrammar
import Commands
import Evidence
import Foundation
import TestSupport

/// A folder for one test, with a few rows of data, gone when the test is over.
struct NotebookFolder {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder(["survey.csv": Self.survey]) }

  static let survey = "sex,vote,firm,n\nm,yes,1,4\nm,no,1,3\nf,yes,2,6\nf,yes,2,2\nf,no,3,1\nm,no,3,5\nm,yes,3,2\n"

  var path: String { folder.path }
  func file(_ name: String) -> String { folder.file(name) }
  func put(_ text: String, _ name: String) throws { try folder.put(text, name) }
  func put(_ bytes: [UInt8], _ name: String) throws { try folder.put(bytes, name) }
  func read(_ name: String) throws -> String { try folder.read(name) }

  private func write(_ answer: Answer) throws {
    for file in answer.files { try folder.put(file.bytes, file.path.replacingOccurrences(of: path + "/", with: "")) }
  }

  /// What a command line leads to, with its files written.
  @discardableResult
  func tansuo(_ words: String...) throws -> (code: Int32, out: String, error: String, files: [String]) {
    let answer = Answer(to: words, in: Surroundings(language: .english, threads: 2))
    try write(answer)
    return (
      answer.exitCode, String(decoding: answer.standardOutput, as: UTF8.self), answer.standardError,
      answer.files.map { $0.path.replacingOccurrences(of: path + "/", with: "") }
    )
  }

  /// Writes a notebook over the data with some cells, and runs it.
  func run(_ cells: String, _ more: [String] = []) throws -> (code: Int32, out: String, error: String, text: String) {
    try put(Self.front + cells, "a.md")
    let answer = Answer(to: ["notebook", "run", file("a.md")] + more, in: Surroundings(language: .english))
    try write(answer)
    return (
      answer.exitCode, String(decoding: answer.standardOutput, as: UTF8.self),
      answer.standardError.replacingOccurrences(of: path + "/", with: ""), try read("a.md")
    )
  }

  static let front = "---\ntansuo:\n  data:\n    survey: survey.csv\n---\n\n"
}
