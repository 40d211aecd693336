import CommandGrammar
import Evidence
import Foundation
import TestSupport
import Testing

@testable import tansuo

@Suite struct OutputFolderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  var report: String { folder.file("report") }

  func write(_ contents: [String: String], force: Bool = false) -> Fault? {
    let files = contents.map { Output.File(path: $0.key, bytes: Array($0.value.utf8)) }
    do throws(Fault) {
      try OutputFolder.write(Output.Folder(path: report, files: files), replacingForeignFolder: force)
      return nil
    } catch {
      return error
    }
  }

  func contents() throws -> [String: String] {
    var found: [String: String] = [:]
    for name in try folder.names(in: "report") { found[name] = try folder.read("report/\(name)") }
    return found
  }

  @Test func `a folder is made, replaced whole, and nothing else is left beside it`() throws {
    #expect(write(["a": "1", "b": "1"]) == nil)
    #expect(write(["a": "2", "c": "2"]) == nil)
    #expect(try contents() == ["a": "2", "c": "2"])
    #expect(try folder.names() == ["report"])
  }

  @Test func `a folder with something of others in it is kept, unless forced`() throws {
    #expect(write(["a": "1"]) == nil)
    try folder.put("theirs", "report/notes.txt")
    let fault = try #require(write(["a": "2"]))
    #expect(fault.code == "output-foreign-folder")
    #expect(fault.report(in: .english, from: .grammar).contains("notes.txt"))
    #expect(try contents() == ["a": "1", "notes.txt": "theirs"])
    #expect(write(["a": "2"], force: true) == nil)
    #expect(try contents() == ["a": "2"])
  }

  @Test func `a file in the place and a missing parent are named`() throws {
    try folder.put("x", "report")
    #expect(write(["a": "1"])?.code == "output-not-a-folder")
    #expect(throws: Fault.self) {
      try OutputFolder.write(Output.Folder(path: report + "/x/y", files: []), replacingForeignFolder: false)
    }
  }

  /// Runs that replace one report by another are killed at many moments; whoever looks then finds one whole report.
  @Test func `a run that is killed leaves the old report or the new one`() throws {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let command = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("tansuo")
    let data = "q1,q2\n" + (0..<60).map { "\($0 % 2),\($0 % 3)" }.joined(separator: "\n") + "\n"
    try folder.put(data, "a.csv")
    func study(_ title: String) throws -> String {
      let text = """
        study: \(title)
        data: {answers: a.csv}
        analyses: [{id: \(title), crosstab: {rows: q1, cols: q2}}]
        """
      try folder.put(text, "\(title).yml")
      return folder.file("\(title).yml")
    }
    let studies = try [study("first"), study("second")]
    func start(_ index: Int) throws -> Process {
      let process = Process()
      process.executableURL = command
      process.arguments = ["run", studies[index % 2], "--out", report, "--quiet"]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      return process
    }
    let whole = try start(0)
    whole.waitUntilExit()
    #expect(whole.terminationStatus == 0)
    for round in 1...24 {
      let process = try start(round)
      usleep(UInt32(round) * 1500)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let found = try contents()
      #expect(found.keys.sorted() == ["findings.en.md", "findings.html", "findings.json", "findings.zh.md"])
      let titles = ["first", "second"].filter { title in found.values.allSatisfy { $0.contains(title) } }
      #expect(titles.count == 1, "files of two reports are mixed")
    }
  }
}
