import StructuredText
import TestSupport
import Testing

@testable import ScanCodes

/// Against python-qrcode, whose codes OpenCV reads (`reference/make_codes.py`).
@Suite struct QuickResponseCodeTests {
  static let expected = reference("codes.json")["codes"]!.asArray!

  @Test func `modules are those of another encoder with the same mask`() throws {
    var compared = 0
    for row in Self.expected {
      let text = row["text"]!.asString!
      let code = try #require(QuickResponseCode(text))
      guard Double(code.mask) == row["mask"]!.asNumber! else { continue }
      let rows = (0..<code.size).map { line in
        (0..<code.size).map { code[line, $0] ? "1" : "0" }.joined()
      }
      #expect(rows == row["rows"]!.asArray!.map { $0.asString! }, "\(text)")
      compared += 1
    }
    #expect(compared == Set(Self.expected.map { $0["text"]!.asString! }).count)
    let versions = Set(Self.expected.map { $0["version"]!.asNumber! })
    #expect(versions.isSuperset(of: [1, 4, 6, 7, 8, 9, 10]))
  }

  @Test func `what does not fit has no code, and nothing is a text like any other`() {
    #expect(QuickResponseCode(String(repeating: "x", count: 213))?.size == 57)
    #expect(QuickResponseCode(String(repeating: "x", count: 214)) == nil)
    #expect(QuickResponseCode("")?.size == 21)
    #expect(QuickResponseCode("碳") != QuickResponseCode("炭"))
  }
}
