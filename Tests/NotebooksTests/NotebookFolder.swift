import CommandGrammar
import Commands
import Evidence
import Foundation
import Testing

@testable import Notebooks

/// A folder for one test, with a few rows of data, gone when the test is over.
final class NotebookFolder {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("notebook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
    try put(Self.survey, "survey.csv")
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  static let survey = "sex,vote,firm,n\nm,yes,1,4\nm,no,1,3\nf,yes,2,6\nf,yes,2,2\nf,no,3,1\nm,no,3,5\nm,yes,3,2\n"

  func file(_ name: String) -> String { "\(path)/\(name)" }

  func put(_ text: String, _ name: String) throws {
    let place = URL(fileURLWithPath: file(name))
    try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: place)
  }

  func put(_ bytes: [UInt8], _ name: String) throws { try Data(bytes).write(to: URL(fileURLWithPath: file(name))) }

  func read(_ name: String) throws -> String { try String(contentsOfFile: file(name), encoding: .utf8) }

  /// What a command line leads to, with its files written.
  @discardableResult
  func tansuo(_ words: String...) throws -> (code: Int32, out: String, error: String, files: [String]) {
    let answer = Answer(to: words, in: Surroundings(language: .english, threads: 2))
    for file in answer.files {
      let place = URL(fileURLWithPath: file.path)
      try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.bytes).write(to: place)
    }
    return (
      answer.exitCode, String(decoding: answer.standardOutput, as: UTF8.self), answer.standardError,
      answer.files.map { $0.path.replacingOccurrences(of: path + "/", with: "") }
    )
  }

  /// Writes a notebook over the data with some cells, and runs it.
  func run(_ cells: String, _ more: [String] = []) throws -> (code: Int32, out: String, error: String, text: String) {
    try put(Self.front + cells, "a.md")
    let answer = Answer(to: ["notebook", "run", file("a.md")] + more, in: Surroundings(language: .english))
    for file in answer.files {
      let place = URL(fileURLWithPath: file.path)
      try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.bytes).write(to: place)
    }
    return (
      answer.exitCode, String(decoding: answer.standardOutput, as: UTF8.self),
      answer.standardError.replacingOccurrences(of: path + "/", with: ""), try read("a.md")
    )
  }

  static let front = "---\ntansuo:\n  data:\n    survey: survey.csv\n---\n\n"
}
