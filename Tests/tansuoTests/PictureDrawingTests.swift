import CommandGrammar
import Evidence
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

  /// Speaks as the script does.
  func drawing(_ script: String, patience: Int = 20_000) -> PictureDrawing {
    PictureDrawing(program: "sh", arguments: ["-c", script], patience: patience)
  }

  @Test func `a program that is not there is named with what to do`() {
    #expect(code(PictureDrawing(program: "no-such-program-of-ours"), "<svg/>") == "chart-no-program")
  }

  @Test func `what a program writes is the picture, however much goes in`() throws {
    let svg = String(repeating: "碳索", count: 200_000)
    let png = try drawing("printf '\\211PNG'; cat").png(of: svg)
    #expect(png == [0x89, 0x50, 0x4E, 0x47] + Array(svg.utf8))
  }

  @Test func `a program that fails, writes no picture or does not end is refused`() throws {
    let large = String(repeating: "x", count: 1 << 20)
    #expect(code(drawing("printf '\\211PNG'; exit 3"), large) == "chart-not-drawn")
    #expect(code(drawing("echo no picture"), "<svg/>") == "chart-not-drawn")
    #expect(code(drawing("exec sleep 60", patience: 100), "<svg/>") == "chart-too-slow")
  }
}
