import Evidence
import Glibc
import StructuredText
import Tables
import TestSupport

@testable import StatisticalFiles

/// The sample files, and what pyreadstat reads in each.
enum Samples {
  static let folder = String(#filePath.dropLast("/SPSSSamples.swift".count))

  static func path(_ name: String) -> String { "\(folder)/files/spss/\(name)" }

  static func write(_ bytes: [UInt8], to path: String) throws {
    guard let file = fopen(path, "wb") else { return }
    defer { fclose(file) }
    _ = fwrite(bytes, 1, bytes.count, file)
  }

  static let expected: [JSONValue] = {
    let json = try? JSONValue(parsing: bytes(ofFile: "\(folder)/reference/spss.json"))
    return json?.asObject?["files"]?.asArray ?? []
  }()

  static let names = expected.compactMap { $0.asObject?["file"]?.asString }

  static func expected(_ name: String) -> JSONObject {
    expected.lazy.compactMap(\.asObject).first { $0["file"]?.asString == name } ?? JSONObject()
  }

  static func read(_ name: String, encoding: String? = nil) throws -> ReadTable {
    let options = ReadingOptions(encoding: encoding)
    return try bytes(ofFile: path(name)).withUnsafeBytes { bytes in
      name.hasSuffix(".dta")
        ? try StataFile.read(bytes, name: name, options: options)
        : try SPSSFile.read(bytes, name: name, options: options)
    }
  }

  static func read(spss bytes: [UInt8]) throws -> ReadTable {
    try bytes.withUnsafeBytes { try SPSSFile.read($0, name: "sample") }
  }

  static func read(stata bytes: [UInt8]) throws -> ReadTable {
    try bytes.withUnsafeBytes { try StataFile.read($0, name: "sample") }
  }
}

extension Column {
  /// A cell as the file holds it: its number, also where it is missing by decree, or its text; `nil` for nothing.
  func raw(at row: Int, _ program: DayCounting.Program) -> LevelValue? {
    if let slot = missingSlot(at: row) { return missing[slot].value.map(Self.canonical) }
    let days = number(at: row)
    switch (values, program) {
    case (.date, .spss): return LevelValue(shortest: days! * 86_400 + 12_219_379_200)
    case (.date, .stata): return LevelValue(shortest: days! + 3653)
    case (.dateTime, .spss): return LevelValue(shortest: days! + 12_219_379_200)
    case (.dateTime, .stata): return LevelValue(shortest: (days! + 315_619_200) * 1000)
    default: return value(at: row).map(Self.canonical)
    }
  }

  static func canonical(_ value: LevelValue) -> LevelValue {
    if case .real(let number) = value { LevelValue(shortest: number) } else { value }
  }

  /// Every labelled value, answers and missing codes alike.
  var labelled: [LevelValue: String] {
    var labels: [LevelValue: String] = [:]
    if case .category(_, let levels) = values {
      for level in levels where !level.label.isEmpty { labels[level.value] = level.label.text(in: .chinese) }
    }
    for way in missing where way.value != nil && !way.label.isEmpty {
      labels[way.value!] = way.label.text(in: .chinese)
    }
    return labels
  }
}
