import CommandGrammar
import Commands
import Foundation
import StructuredText
import Testing

@testable import Notebooks

/// What programs rely on in the JSON of notebooks and exercises: fields are added, never renamed or dropped.
@Suite struct NotebookContractTests {
  let folder: NotebookFolder

  init() throws {
    folder = try NotebookFolder()
    try folder.put(
      NotebookFolder.front + "```tansuo name=votes\nfreq $survey --items vote\n```\n\n" + WorksheetTests.exercise(),
      "lesson.md")
  }

  /// The fields of the result, and of the first thing in one of its lists.
  private func result(_ words: [String], code: Int32, schema: String) throws -> JSONValue {
    let answer = Answer(to: words + ["--json"], in: Surroundings(language: .english))
    #expect(answer.exitCode == code)
    for file in answer.files {
      let place = URL(fileURLWithPath: file.path)
      try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.bytes).write(to: place)
    }
    let envelope = try JSONValue(parsing: answer.standardOutput)
    #expect(envelope["schema"]?.asString == schema)
    return try #require(envelope["result"])
  }

  private func names(_ value: JSONValue?) -> Set<String> { Set(value?.asObject?.members.map(\.key) ?? []) }

  private func has(_ fields: Set<String>, _ value: JSONValue?) -> Bool { names(value).isSuperset(of: fields) }

  @Test func `notebooks run, checked and made`() throws {
    let lesson = folder.file("lesson.md")
    let checked = try result(["notebook", "check", lesson], code: 4, schema: "tansuo/notebook-check/1")["notebooks"]?[0]
    #expect(has(["path", "cells", "differences", "diff"], checked))
    #expect(has(["kind", "line", "cell", "detail"], checked?["differences"]?[0]))
    #expect(checked?["differences"]?[0]?["kind"]?.asString == "missing")
    let run = try result(["notebook", "run", lesson], code: 0, schema: "tansuo/notebook-run/1")["notebooks"]?[0]
    #expect(has(["path", "cells", "run", "written", "orphans"], run))
    let (cells, written) = (run?["cells"]?.asInteger, run?["written"]?.asArray?.count)
    #expect(cells == 2 && written == 2)
    let new = try result(
      ["notebook", "new", folder.file("new.md"), "--data", folder.file("survey.csv")], code: 0,
      schema: "tansuo/notebook-new/1")
    #expect(new["path"]?.asString == folder.file("new.md"))
  }

  @Test func `exercises made, checked and marked`() throws {
    let lesson = folder.file("lesson.md")
    _ = try result(["notebook", "run", lesson], code: 0, schema: "tansuo/notebook-run/1")
    let made = try result(
      ["exercise", "make", lesson, "--student", "s1", "--out", folder.file("sheets")], code: 0,
      schema: "tansuo/exercise-make/1")
    #expect(made["student"]?.asString == "s1")
    let sheet = try #require(made["files"]?.asArray?.compactMap(\.asString).first { $0.hasSuffix(".md") })
    let checked = try result(
      ["exercise", "check", sheet, "--lesson", lesson], code: 4, schema: "tansuo/exercise-check/1")
    #expect(names(checked["exercises"]?[0]) == ["id", "steps", "right", "firstWrong"])
    #expect(names(checked["exercises"]?[0]?["firstWrong"]) == ["step", "kind", "message"])
    let marked = try result(
      ["exercise", "grade", folder.file("sheets"), "--lesson", lesson], code: 0, schema: "tansuo/exercise-grade/1")
    #expect(
      names(marked["marks"]?[0])
        == ["file", "student", "exercise", "steps", "right", "firstWrong", "reason", "mark"])
  }

  @Test func `pictures of a cell that was renamed are told of, and kept`() throws {
    let lesson = folder.file("lesson.md")
    _ = try folder.tansuo("notebook", "run", lesson)
    try folder.put(
      try folder.read("lesson.md").replacingOccurrences(of: "name=votes", with: "name=ballots"), "lesson.md")
    let run = try folder.tansuo("notebook", "run", lesson)
    #expect(run.out.contains("lesson.md: no cell draws lesson.files/cell-votes.svg any more, it can be deleted\n"))
    let check = try folder.tansuo("notebook", "check", lesson)
    #expect(check.code == 4)
    #expect(
      check.out.contains("lesson.md:1: no cell draws the picture lesson.files/cell-votes.svg any more; delete it"))
    try FileManager.default.removeItem(atPath: folder.file("lesson.files/cell-votes.svg"))
    #expect(try folder.tansuo("notebook", "check", lesson).code == 0)
  }
}
