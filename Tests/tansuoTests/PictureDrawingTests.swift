import CommandGrammar
import Evidence
import Foundation
import Testing

@testable import tansuo

@Suite struct PictureDrawingTests {
  func code(_ drawing: PictureDrawing, _ svg: String) -> String? {
    do throws(Fault) {
      _ = try drawing.png(of: svg)
      return nil
    } catch {
      return error.code
    }
  }

  /// A program for one test.
  func program(_ script: String) throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("draw-\(UUID().uuidString)").path
    try script.write(toFile: path, atomically: false, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
  }

  @Test func `a program that is not there is named with what to do`() {
    #expect(code(PictureDrawing(program: "no-such-program-of-ours"), "<svg/>") == "chart-no-program")
  }

  @Test func `what a program writes is the picture, however much goes in`() throws {
    let path = try program("#!/bin/sh\nprintf '\\211PNG'\ncat\n")
    defer { unlink(path) }
    let svg = String(repeating: "碳索", count: 200_000)
    let png = try PictureDrawing(program: path).png(of: svg)
    #expect(png == [0x89, 0x50, 0x4E, 0x47] + Array(svg.utf8))
  }

  @Test func `a program that fails, writes no picture or does not end is refused`() throws {
    let failing = try program("#!/bin/sh\nprintf '\\211PNG'\nexit 3\n")
    let talking = try program("#!/bin/sh\necho no picture\n")
    let sleeping = try program("#!/bin/sh\nexec sleep 60\n")
    defer { for path in [failing, talking, sleeping] { unlink(path) } }
    #expect(code(PictureDrawing(program: failing), String(repeating: "x", count: 1 << 20)) == "chart-not-drawn")
    #expect(code(PictureDrawing(program: talking), "<svg/>") == "chart-not-drawn")
    #expect(code(PictureDrawing(program: sleeping, patience: 100), "<svg/>") == "chart-too-slow")
  }
}
