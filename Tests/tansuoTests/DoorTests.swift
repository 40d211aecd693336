import CommandGrammar
import Commands
import Evidence
import Foundation
import TestSupport
import Testing

@testable import tansuo

@Suite struct DoorTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func path(_ name: String) -> String { folder.file(name) }
  func read(_ name: String) -> String? { try? folder.read(name) }
  func put(_ text: String, _ name: String) throws { try folder.put(text, name) }

  func write(_ text: String, _ name: String, force: Bool = false) -> Fault? {
    do throws(Fault) {
      try OutputFile.write([.init(path: path(name), bytes: Array(text.utf8))], replacingForeignFiles: force)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a new file is written whole, a file of ours replaced, nothing else left`() throws {
    #expect(write("first", "a.csv") == nil)
    #expect(write("second", "a.csv") == nil)
    #expect(read("a.csv") == "second")
    #expect(try folder.names() == ["a.csv"])
    let mode = try FileManager.default.attributesOfItem(atPath: path("a.csv"))[.posixPermissions] as? Int
    #expect(mode.map { $0 & 0o600 } == 0o600)
  }

  @Test func `a file somebody else wrote is kept, unless forced`() throws {
    try put("theirs", "a.csv")
    #expect(write("ours", "a.csv")?.code == "output-foreign-file")
    #expect(read("a.csv") == "theirs")
    #expect(write("ours", "a.csv", force: true) == nil)
    #expect(read("a.csv") == "ours")
  }

  @Test func `a file of ours that somebody changed is kept`() throws {
    #expect(write("{\"schema\": \"tansuo/freq/1\"}", "a.json") == nil)
    let handle = try #require(FileHandle(forWritingAtPath: path("a.json")))
    handle.seekToEndOfFile()
    handle.write(Data(" edited".utf8))
    try handle.close()
    #expect(write("ours", "a.json")?.code == "output-foreign-file")
  }

  @Test(arguments: [
    "{\n  \"schema\": \"tansuo/freq/1\"}", "<!-- written by tansuo -->\nx",
    "<!DOCTYPE html>\n<meta name=\"generator\" content=\"tansuo\">", "",
  ])
  func `a copy that lost its mark is known by its first lines`(_ text: String) throws {
    try put(text, "copy")
    #expect(write("new", "copy") == nil)
  }

  @Test func `one foreign file among several keeps all from being written`() throws {
    try put("theirs", "b.csv")
    #expect(throws: Fault.self) {
      try OutputFile.write(
        [.init(path: path("a.csv"), bytes: [1]), .init(path: path("b.csv"), bytes: [1])], replacingForeignFiles: false)
    }
    #expect(read("a.csv") == nil)
  }

  @Test func `places that cannot be written are named`() throws {
    #expect(write("x", "none/a.csv")?.code == "output-no-such-folder")
    #expect(write("x", ".")?.code == "output-is-folder")
    #expect(write("x", "")?.code == "output-is-folder")
    #expect(write("x", String(repeating: "n", count: 300))?.code == "output-cannot-write")
  }

  @Test func `a missing folder is made where a file says so, one level deep`() throws {
    func write(_ name: String, makesFolder: Bool) -> Fault? {
      do throws(Fault) {
        let file = Output.File(path: path(name), bytes: Array("x".utf8), makesFolder: makesFolder)
        try OutputFile.write([file], replacingForeignFiles: false)
        return nil
      } catch {
        return error
      }
    }
    #expect(write("new/a.csv", makesFolder: false) != nil)
    #expect(write("new/a.csv", makesFolder: true) == nil)
    #expect(write("new/b.csv", makesFolder: true) == nil)
    #expect(read("new/a.csv") == "x" && read("new/b.csv") == "x")
    let deep = try #require(write("no/where/a.csv", makesFolder: true))
    #expect(deep.report(in: .english).contains("no/where"))
    try put("x", "plain")
    #expect(write("plain/a.csv", makesFolder: true) != nil)
  }

  @Test func `a link is followed, not replaced`() throws {
    #expect(write("first", "target.csv") == nil)
    try FileManager.default.createSymbolicLink(atPath: path("link.csv"), withDestinationPath: path("target.csv"))
    #expect(write("second", "link.csv") == nil)
    #expect(read("target.csv") == "second")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path("link.csv")) == path("target.csv"))
  }

  @Test(arguments: [
    (0.0, "──────────────────────────────   0 %"), (0.5, "━━━━━━━━━━━━━━━───────────────  50 %"),
    (1.0, "━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 100 %"), (7, "━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 100 %"),
    (.nan, "──────────────────────────────   0 %"),
  ])
  func `the progress line keeps its length`(_ share: Double, _ line: String) {
    #expect(ProgressLine.line(share) == line)
  }

  // MARK: The built command

  struct Ended {
    let output: String
    let error: String
    let status: Int32
  }

  /// Beside the program that runs the tests.
  var command: URL {
    get throws {
      let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("tansuo")
    }
  }

  func tansuo(_ arguments: [String], environment: [String: String] = [:]) throws -> Ended {
    let process = Process()
    let output = Pipe()
    let error = Pipe()
    process.executableURL = try command
    process.arguments = arguments
    process.environment = environment
    process.standardOutput = output
    process.standardError = error
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let message = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Ended(
      output: String(decoding: text, as: UTF8.self), error: String(decoding: message, as: UTF8.self),
      status: process.terminationStatus)
  }

  @Test func `results go to standard output, errors to standard error`() throws {
    let version = try tansuo(["--version"])
    #expect(version.output.hasPrefix("tansuo 0.1.0\n"))
    #expect(version.error == "" && version.status == 0)
    let wrong = try tansuo(["versoin"])
    #expect(wrong.output == "")
    #expect(wrong.error == "tansuo: error: There is no command 'versoin'\n  fix: Did you mean version?\n")
    #expect(wrong.status == 2)
  }

  @Test func `the environment chooses the language, the line overrules it`() throws {
    #expect(try tansuo(["help", "exit-codes"], environment: ["LANG": "zh_CN.UTF-8"]).output.hasPrefix("退出码\n"))
    #expect(
      try tansuo(["help", "exit-codes", "--lang", "en"], environment: ["TANSUO_LANG": "zh"]).output.hasPrefix("Exit"))
  }

  @Test func `a failed write is an error with a code, in JSON too`() throws {
    let answer = try tansuo(["doctor", "--json", "-o", path("none/a.json")])
    #expect(answer.status == 2)
    #expect(answer.output.hasPrefix("{\"error\":{\"code\":\"output-no-such-folder\""))
    #expect(answer.error.hasPrefix("tansuo: error: The folder to write into does not exist (\(path("none/a.json")))\n"))
  }

  @Test func `Ctrl-C ends a command that waits for standard input, quietly and with 130`() throws {
    let process = Process()
    let (input, output, error) = (Pipe(), Pipe(), Pipe())
    process.executableURL = try command
    process.arguments = ["describe", "-"]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = error
    try process.run()
    // Before it listens for the signal there would be nothing to test.
    let status = "/proc/\(process.processIdentifier)/status"
    var isListening = false
    for _ in 0..<1000 where !isListening {
      let caught = try String(contentsOfFile: status, encoding: .utf8).split(separator: "\n")
        .first { $0.hasPrefix("SigCgt:") }?.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) }
      isListening = (caught ?? 0) & (1 << UInt64(SIGINT - 1)) != 0
      if !isListening { usleep(10_000) }
    }
    #expect(isListening)
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 130)
    #expect(output.fileHandleForReading.readDataToEndOfFile().isEmpty)
    #expect(error.fileHandleForReading.readDataToEndOfFile().isEmpty)
    try input.fileHandleForWriting.close()
  }

  @Test func `a reader who goes away is no error`() throws {
    let process = Process()
    let error = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    // More than a pipe holds, so that the writer meets the closed end.
    process.arguments = [
      "-c", "\"$0\" crosstab --table \"$1\" --json | head -c 1 > /dev/null; echo done", try command.path,
      (0..<30).map { row in (0..<30).map { "\(10 + (row * $0) % 7)" }.joined(separator: ",") }.joined(separator: ";"),
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = error
    try process.run()
    let message = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(message.isEmpty)
    #expect(process.terminationStatus == 0)
  }

  @Test func `doctor finds the libraries this was built with`() throws {
    let answer = try tansuo(["doctor", "--format", "csv"])
    #expect(answer.output.hasPrefix("Library,Version,Used for\r\n"))
    #expect(answer.output.contains("\r\nSQLite,3."))
  }
}
