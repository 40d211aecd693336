import Evidence
import Phrasebook
import Testing

@testable import StructuredText

/// What a person reads when `body` fails: the English sentence, the place and the way out.
func report(_ body: () throws(Fault) -> Void) -> String {
  do {
    try body()
    return "no fault"
  } catch {
    return error.inFile("f").report(in: .english)
  }
}

@Suite struct JSONTests {
  @Test func `literals keep their order`() {
    let p: Double? = nil
    let value: JSONValue = [
      "n": 12, "labels": ["a", "乙"], "p": JSONValue(p), "share": 0.25, "exact": true, "none": .null,
      "counts": JSONValue([[12, 3], [4, 9]]), "r": JSONValue([1.0, .nan]),
    ]
    #expect(
      value.written()
        == #"{"n":12,"labels":["a","乙"],"p":null,"share":0.25,"exact":true,"none":null,"counts":[[12,3],[4,9]],"r":[1,null]}"#
    )
    #expect(
      value.written(.pretty) == """
        {
          "n": 12,
          "labels": ["a", "乙"],
          "p": null,
          "share": 0.25,
          "exact": true,
          "none": null,
          "counts": [
            [12, 3],
            [4, 9]
          ],
          "r": [1, null]
        }
        """)
  }

  @Test func `empty arrays and objects stay on one line`() {
    #expect(JSONValue.array([]).written(.pretty) == "[]")
    #expect(JSONValue.object([:]).written(.pretty) == "{}")
    #expect((["a": [[]], "b": [:]] as JSONValue).written(.pretty) == "{\n  \"a\": [[]],\n  \"b\": {}\n}")
  }

  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (5.0, "5"), (-3.0, "-3"), (0.1, "0.1"), (1e-5, "1e-05"), (1e22, "1e+22"),
    (Double.leastNonzeroMagnitude, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"),
    (1.0 / 3, "0.3333333333333333"),
    (9_007_199_254_740_992, "9007199254740992"), (.infinity, "null"), (.nan, "null"), (-.infinity, "null"),
  ])
  func `doubles are written short and read back the same`(_ number: Double, _ text: String) throws {
    #expect(JSONValue.number(number).written() == text)
    if number.isFinite { #expect(try JSONValue(parsing: text).asNumber == number) }
  }

  @Test func `text cannot break out of a script element`() {
    let text = "</script>\u{2028}\u{2029}\u{7F}\u{85}\u{0}\t\n\r\u{8}\u{C}\"\\é中😀"
    #expect(
      JSONValue.string(text).written()
        == #""\u003c/script>\u2028\u2029\u007f\u0085\u0000\t\n\r\b\f\"\\é中😀""#)
    #expect(throws: Never.self) { try #require(JSONValue(parsing: JSONValue.string(text).written()) == .string(text)) }
  }

  @Test func `every number form of RFC 8259 is read`() throws {
    let value = try JSONValue(
      parsing:
        "[0, -0, 12, -3, 0.5, 1e3, 1E+2, 25e-1, -0.0, 9223372036854775807, -9223372036854775808, 9223372036854775808]")
    #expect(
      value == [
        0, 0, 12, -3, .number(0.5), .number(1000), .number(100), .number(2.5), .number(-0.0), .integer(.max),
        .integer(.min), .number(9_223_372_036_854_775_808),
      ])
  }

  @Test(arguments: [
    "0.1", "123456789012345678901234567890", "1.7976931348623157e308", "2.2250738585072014e-308", "4.9e-324",
    "9007199254740993.0", "0.000000000000000000000000000001", "3.141592653589793238462643383279", "1e23", "8.5e22",
  ])
  func `decimals become the nearest double`(_ text: String) throws {
    #expect(try JSONValue(parsing: text).asNumber == Double(text))
  }

  @Test func `escapes are decoded`() throws {
    #expect(
      try JSONValue(parsing: #""\u4e2d\ud83d\ude00\"\\\/\b\f\n\r\t""#).asString == "中😀\"\\/\u{8}\u{C}\n\r\t")
  }

  @Test func `members are found by key and elements by index`() throws {
    let value = try JSONValue(parsing: #"{"a": {"b": [1, 2.5, "c", false]}}"#)
    #expect(value["a"]?["b"]?[1]?.asNumber == 2.5)
    #expect(value["a"]?["b"]?[3]?.asBoolean == false)
    #expect(value["a"]?["b"]?[4] == nil)
    #expect(value["a"]?["c"] == nil)
    #expect(value["a"]?["b"]?["c"] == nil)
  }

  @Test func `an object behaves the same with few and with many members`() {
    var object = JSONObject()
    var plain: [(String, Int)] = []
    for number in 0..<40 {
      object["k\(number)"] = .integer(number)
      plain.append(("k\(number)", number))
    }
    object["k3"] = nil
    object["k20"] = 99
    plain[20].1 = 99
    plain.remove(at: 3)
    #expect(object.keys == plain.map(\.0))
    for (key, number) in plain { #expect(object[key] == .integer(number)) }
    #expect(object["k3"] == nil)
    for number in 0..<35 { object["k\(number)"] = nil }
    #expect(object.keys == ["k35", "k36", "k37", "k38", "k39"])
    #expect(object["k39"] == 39)
  }

  @Test(arguments: [
    ("", "The JSON text ends too early (f:1:1)"),
    ("[1, 2", "The JSON text ends too early (f:1:6)"),
    ("{\"省\": 1,", "The JSON text ends too early (f:1:9)"),
    ("[1,\n 2,]", "']' is not a JSON value (f:2:4)"),
    ("{\"a\": 1,}", "A key in double quotes should stand here, but there is '}' (f:1:9)"),
    ("{a: 1}", "A key in double quotes should stand here, but there is 'a' (f:1:2)"),
    ("{\"a\" 1}", "'1' stands where one of : should be (f:1:6)"),
    ("[1 2]", "'2' stands where one of , ] should be (f:1:4)"),
    ("{\"a\": 1 \"b\": 2}", "'\"' stands where one of , } should be (f:1:9)"),
    ("{\"a\": 1}\n{}", "There is more after the end of the JSON value: '{' (f:2:1)"),
    ("NaN", "'NaN' is not a JSON value (f:1:1)"),
    ("[\"中\", 'a']", "''' is not a JSON value (f:1:7)"),
    ("// no", "'/' is not a JSON value (f:1:1)"),
    ("01", "'01' is not a JSON number (f:1:1)"),
    ("[1.]", "'1.' is not a JSON number (f:1:2)"),
    ("[-]", "'-' is not a JSON number (f:1:2)"),
    ("1e", "'1e' is not a JSON number (f:1:1)"),
    ("1e400", "The number 1e400 is too large (f:1:1)"),
    ("\"abc", "This text is never closed (f:1:1)"),
    ("\"a\\x\"", "'\\x' is not an escape of JSON (f:1:3)"),
    ("\"\\u12\"", "'\\u12' is not an escape of JSON (f:1:2)"),
    ("\"\\ud83d\"", "'\\ud83d' is half of a character (f:1:2)"),
    ("\"\\ude00\"", "'\\ude00' is half of a character (f:1:2)"),
    ("\"\\ud83d\\u0041\"", "'\\ud83d' is half of a character (f:1:2)"),
    ("\"a\nb\"", "The control character U+000A stands inside a text (f:1:3)"),
    ("{\"a\": 1,\r\n \"a\": 2}", "The key 'a' is there twice, first at 1:2 (f:2:2)"),
    (String(repeating: "[", count: 129), "Values are nested more than 128 deep (f:1:129)"),
  ])
  func `malformed JSON is refused with its place`(_ text: String, _ message: String) {
    let report = report { () throws(Fault) in _ = try JSONValue(parsing: text) }
    #expect(report.split(separator: "\n")[0] == "tansuo: error: \(message)")
    #expect(report.contains("\n  fix: "))
  }

  @Test(arguments: [
    ([0x22, 0xFF, 0x22], 2), ([0x22, 0xC0, 0x80, 0x22], 2), ([0x22, 0xED, 0xA0, 0x80, 0x22], 2),
    ([0x22, 0xE4, 0xB8], 2), ([0x22, 0xE4, 0xB8, 0xAD, 0xF5, 0x22], 3), ([0xF0, 0x8F, 0xBF, 0xBF], 1),
  ])
  func `bytes that are not UTF-8 are refused`(_ bytes: [UInt8], _ column: Int) {
    #expect(
      report { () throws(Fault) in _ = try JSONValue(parsing: bytes) } == """
        tansuo: error: The JSON text is not UTF-8 (f:1:\(column))
          fix: Save the file as UTF-8

        """)
  }

  @Test func `random values survive writing and reading`() throws {
    var random = SmallRandom(seed: 7)
    for _ in 0..<2000 {
      let value = random.json(depth: 4)
      #expect(try JSONValue(parsing: value.written()) == value)
      #expect(try JSONValue(parsing: value.written(.pretty)) == value)
    }
  }

  @Test func `a million numbers are written and read`() throws {
    var random = SmallRandom(seed: 1)
    let value = JSONValue((0..<1_000_000).map { _ in random.double() })
    #expect(try JSONValue(parsing: value.bytes()) == value)
  }
}

/// A small generator for test values, the same on every run.
struct SmallRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  /// Any finite double that is not a whole number, since those come back as integers.
  mutating func double() -> Double {
    while true {
      let number = Double(bitPattern: next())
      if number.isFinite, number != number.rounded() || abs(number) > 1e19 { return number }
    }
  }

  mutating func text() -> String {
    let pieces = [
      "a", "Z", "0", "1", ".", "-", ":", ": ", " ", "#", " #", "'", "\"", "\\", "\n", "\t", "\r", "<", "{", "}", "[",
      "]",
      ",", "&", "*", "!", "|", ">", "%", "@", "`", "~", "?", "=", "中", "文", "、", "┋", "😀", "é", "\u{301}", "\u{2028}",
      "\u{FEFF}", "\u{85}", "\u{7F}", "\u{0}", "\u{A0}", "\u{3000}", "yes", "no", "null", "true", "<<", "---", "...",
      "\u{E000}", "\u{FFFF}", "𠀀",
    ]
    return (0..<below(7)).map { _ in pieces[below(pieces.count)] }.joined()
  }

  mutating func json(depth: Int) -> JSONValue {
    switch below(depth > 0 ? 8 : 6) {
    case 0: return .null
    case 1: return .boolean(below(2) == 0)
    case 2: return .integer(Int(bitPattern: UInt(next())) >> below(64))
    case 3: return .number(double())
    case 4, 5: return .string(text())
    case 6: return .array((0..<below(5)).map { _ in json(depth: depth - 1) })
    default:
      var object = JSONObject()
      for _ in 0..<below(20) { object[text()] = json(depth: depth - 1) }
      return .object(object)
    }
  }
}
