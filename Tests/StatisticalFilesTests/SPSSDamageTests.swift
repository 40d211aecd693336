import Evidence
import Phrasebook
import Tables
import TestSupport
import Testing

@testable import StatisticalFiles

/// A sound file and the places in it that are damaged below.
enum Sound {
  /// A number with a label, value labels and a missing code, a string of three elements, and three rows.
  static let table: Table = {
    let levels = [Level(.integer(1), label: Label(english: "one")), Level(.integer(2), label: Label(english: "two"))]
    let refused = MissingValue(.refused, value: .integer(-9), label: Label(english: "refused"))
    let columns = [
      Column(
        name: "A", label: Label(english: "A"),
        values: .category(Codes(places: [0, 1, -2], levelCount: 2, missingCount: 2), levels: levels),
        missing: [.system, refused]),
      Column(
        name: "B",
        values: .text(
          Codes(places: [0, 1, 2], levelCount: 3, missingCount: 1),
          TextPool(["twenty bytes of text", "b", String(repeating: "z", count: 20)]))),
    ]
    return try! Table(name: "sound", columns: columns)
  }()

  static func bytes(compressed: Bool = false) -> [UInt8] {
    (try? SPSSFile.encoded(table, options: SPSSFile.WritingOptions(isCompressed: compressed)).bytes) ?? []
  }

  /// Where these integers stand one after another.
  static func place(of integers: Int32..., in bytes: [UInt8]) -> Int {
    let pattern = integers.flatMap { integer in withUnsafeBytes(of: integer.littleEndian) { Array($0) } }
    return (0...(bytes.count - pattern.count)).first { bytes[$0..<($0 + pattern.count)].elementsEqual(pattern) } ?? -1
  }
}

extension [UInt8] {
  func putting(_ integer: Int32, at place: Int) -> [UInt8] {
    var copy = self
    Swift.withUnsafeBytes(of: integer.littleEndian) { copy.replaceSubrange(place..<(place + 4), with: $0) }
    return copy
  }
}

/// One way to damage a file, and what a person is told.
struct Damage: Sendable, CustomTestStringConvertible {
  let message: String
  let make: @Sendable () -> [UInt8]

  init(_ message: String, _ make: @escaping @Sendable () -> [UInt8]) {
    self.message = message
    self.make = make
  }

  var testDescription: String { message }

  // The first variable lies at 176, the second at 224 with two more pieces, the value labels at 320.
  static let spss: [Damage] = [
    Damage("This is not an SPSS file: it does not begin with $FL2 or $FL3") { [] },
    Damage("This is not an SPSS file: it does not begin with $FL2 or $FL3") { Array("PK\u{3}\u{4} and more".utf8) },
    Damage("This is not an SPSS file: it does not begin with $FL2 or $FL3") { Array("$FL4".utf8) },
    Damage("The SPSS file ends after 100 bytes, inside its header") { Array(Sound.bytes()[..<100]) },
    Damage("The SPSS file has layout 7, which is neither 2 nor 3") { Sound.bytes().putting(7, at: 64) },
    Damage("The SPSS file says compression 9, which does not exist for its kind") { Sound.bytes().putting(9, at: 72) },
    Damage("The SPSS file says compression 2, which does not exist for its kind") { Sound.bytes().putting(2, at: 72) },
    Damage("The SPSS file says it has -5 cases") { Sound.bytes().putting(-5, at: 80) },
    Damage("The SPSS dictionary has a record of unknown type 42 at byte 176") { Sound.bytes().putting(42, at: 176) },
    Damage("The SPSS file ends inside its dictionary, at byte 200") { Array(Sound.bytes()[..<200]) },
    Damage("The value labels at byte 320 of the SPSS file say they are 3, more than fit") {
      Array(Sound.bytes()[..<330])
    },
    Damage("The variable at byte 176 of the SPSS file has width 300, outside 0 to 255") {
      Sound.bytes().putting(300, at: 180)
    },
    Damage("The string variable before byte 176 of the SPSS file lacks or exceeds its pieces") {
      Sound.bytes().putting(-1, at: 180)
    },
    Damage("The string variable before byte 288 of the SPSS file lacks or exceeds its pieces") {
      Sound.bytes().putting(0, at: 292)
    },
    Damage("The string variable before byte 288 of the SPSS file lacks or exceeds its pieces") {
      Sound.bytes().putting(3, at: 288)
    },
    Damage("The variable at byte 176 of the SPSS file says its label has -1 bytes") {
      Sound.bytes().putting(-1, at: 208)
    },
    Damage("The variable at byte 176 of the SPSS file says its label has 2147483647 bytes") {
      Sound.bytes().putting(.max, at: 208)
    },
    Damage("The variable at byte 176 of the SPSS file says it has 7 missing values, outside -3 to 3") {
      Sound.bytes().putting(7, at: 188)
    },
    Damage("The value labels at byte 320 of the SPSS file say they are 2147483647, more than fit") {
      Sound.bytes().putting(.max, at: 324)
    },
    Damage("The value labels at byte 320 of the SPSS file say they are -1, more than fit") {
      Sound.bytes().putting(-1, at: 324)
    },
    Damage("The value labels at byte 320 of the SPSS file belong to no variable") {
      let bytes = Sound.bytes()
      return bytes.putting(5, at: Sound.place(of: 4, 1, 1, in: bytes))
    },
    Damage("The value labels at byte 320 of the SPSS file say they are 1000000, more than fit") {
      let bytes = Sound.bytes()
      return bytes.putting(1_000_000, at: Sound.place(of: 4, 1, 1, in: bytes) + 4)
    },
    Damage("A record at byte 320 of the SPSS file refers to variable 99, which is not there") {
      let bytes = Sound.bytes()
      return bytes.putting(99, at: Sound.place(of: 4, 1, 1, in: bytes) + 8)
    },
    Damage("A record at byte 320 of the SPSS file refers to variable 3, which is not there") {
      let bytes = Sound.bytes()
      return bytes.putting(3, at: Sound.place(of: 4, 1, 1, in: bytes) + 8)
    },
    Damage("The extension record 3 at byte 388 of the SPSS file contradicts itself") {
      let bytes = Sound.bytes()
      return bytes.putting(7, at: Sound.place(of: 7, 3, 4, 8, in: bytes) + 12)
    },
    Damage("The extension record 3 at byte 388 of the SPSS file contradicts itself") {
      let bytes = Sound.bytes()
      return bytes.putting(-8, at: Sound.place(of: 7, 3, 4, 8, in: bytes) + 12)
    },
    Damage("The SPSS file ends inside its dictionary, at byte 388") {
      let bytes = Sound.bytes()
      return bytes.putting(.max, at: Sound.place(of: 7, 3, 4, 8, in: bytes) + 12)
    },
    Damage("The SPSS file has no variables") {
      var bytes = Array(Sound.bytes()[..<176])
      for integer: Int32 in [999, 0] { withUnsafeBytes(of: integer.littleEndian) { bytes += $0 } }
      return bytes
    },
    Damage("The SPSS file ends at byte \(Sound.bytes().count - 1), after 2 complete cases of 3") {
      Array(Sound.bytes().dropLast())
    },
    Damage("The SPSS file ends at byte \(Sound.bytes().count), after 3 complete cases of 2147483647") {
      Sound.bytes().putting(.max, at: 80)
    },
    Damage("The SPSS file ends at byte \(Sound.bytes(compressed: true).count - 8), after 2 complete cases of 3") {
      Array(Sound.bytes(compressed: true).dropLast(8))
    },
    Damage(
      "The SPSS file ends at byte \(bytes(ofFile: Samples.path("survey.zsav")).count - 1), after 0 complete cases of 8"
    ) {
      Array(bytes(ofFile: Samples.path("survey.zsav")).dropLast())
    },
    Damage("A record at byte 596 of the SPSS file refers to variable NOSUCH, which is not there") {
      longString("NOSUCH=00600")
    },
    Damage("The extension record 14 at byte 560 of the SPSS file contradicts itself") { longString("A=99999") },
    Damage("The extension record 14 at byte 560 of the SPSS file contradicts itself") { longString("A=") },
  ]

  /// The sound file with a record of very long strings before the end of its dictionary.
  static func longString(_ text: String) -> [UInt8] {
    var bytes = Sound.bytes()
    let end = Sound.place(of: 999, 0, in: bytes)
    var record: [UInt8] = []
    for integer: Int32 in [7, 14, 1, Int32(text.utf8.count)] {
      withUnsafeBytes(of: integer.littleEndian) { record += $0 }
    }
    bytes.insert(contentsOf: record + Array(text.utf8), at: end)
    return bytes
  }

  static let stata: [Damage] = [
    Damage("This is not a Stata data file") { [] },
    Damage("This is not a Stata data file") { Array("hello, world".utf8) },
    Damage("The Stata file has format 200, which is not known") {
      Array("<stata_dta><header><release>200</release>".utf8)
    },
    Damage("The Stata file ends at byte 29, after 0 rows of ?") { Array("<stata_dta><header><release>1".utf8) },
    Damage("The Stata file ends at byte 1500, after 0 rows of 5") {
      Array(bytes(ofFile: Samples.path("stata14.dta"))[..<1500])
    },
    Damage("Column note holds long texts (strL) in Stata format 119, which cannot be read") {
      bytes(ofFile: Samples.path("stata119-long.dta"))
    },
  ]
}

@Suite struct `Damaged SPSS and Stata files` {
  @Test(arguments: Damage.spss)
  func `an SPSS file is refused with what is wrong and where`(_ damage: Damage) throws {
    let fault = try #require(throws: Fault.self) { try Samples.read(spss: damage.make()) }
    let message = fault.message(in: .english)
    #expect(message.what == damage.message)
    #expect(message.fix != nil)
    #expect(!fault.message(in: .chinese).what.contains("?"))
  }

  @Test(arguments: Damage.stata)
  func `a Stata file is refused with what is wrong and where`(_ damage: Damage) throws {
    let fault = try #require(throws: Fault.self) { try Samples.read(stata: damage.make()) }
    #expect(fault.message(in: .english).what == damage.message)
    #expect(fault.message(in: .english).fix != nil)
  }

  @Test(arguments: Samples.names)
  func `a file cut anywhere is refused, or whole but for its padding`(_ name: String) throws {
    let whole = bytes(ofFile: Samples.path(name))
    let rows = try Samples.read(name).table.rowCount
    let isStata = name.hasSuffix(".dta")
    // Every cut of the dictionary, then every seventh.
    for cut in (0..<whole.count) where cut < 600 || cut % 7 == 0 {
      let part = Array(whole[..<cut])
      let table = try? (isStata ? Samples.read(stata: part) : Samples.read(spss: part)).table
      guard let table, name != "unknown-case-count.sav" else { continue }
      #expect(table.rowCount == rows, "\(name) cut at \(cut)")
    }
  }

  @Test(arguments: Samples.names)
  func `a file with wrong bytes is read or refused, never worse`(_ name: String) {
    let whole = bytes(ofFile: Samples.path(name))
    var state: UInt64 = 42
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var outcomes: [Bool: Int] = [:]
    for _ in 0..<200 {
      var bytes = whole
      for _ in 0...next(3) { bytes[next(bytes.count)] = UInt8(next(256)) }
      let isRead =
        name.hasSuffix(".dta") ? (try? Samples.read(stata: bytes)) != nil : (try? Samples.read(spss: bytes)) != nil
      outcomes[isRead, default: 0] += 1
    }
    #expect(outcomes.values.reduce(0, +) == 200)
    #expect(outcomes[true] != nil && outcomes[false] != nil)
  }

  @Test func `trailing bytes after the last case are left alone`() throws {
    let table = try Samples.read(spss: Sound.bytes() + [1, 2, 3]).table
    #expect(table.rowCount == 3)
  }

  @Test func `half a character at the end of a narrow string is dropped, with a caveat`() throws {
    var bytes = Sound.bytes()
    let start = bytes.count - 20 - 4
    bytes.replaceSubrange(start..<(start + 20), with: Array("十九个字节以".utf8) + [0xE4, 0xB8])
    let read = try Samples.read(spss: bytes)
    #expect(read.table["B"]?.value(at: 2) == .text("十九个字节以"))
    #expect(
      read.caveats.map { $0.message(in: .english).what } == [
        "1 text holds bytes that mean nothing in UTF-8; those were left out or replaced"
      ])
  }
}
