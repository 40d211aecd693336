import Evidence

/// What a file holds for one answer: a number or a text.
public enum LevelValue: Sendable, Hashable {
  case integer(Int)
  case real(Double)
  case text(String)

  /// The value as a number, if it is one.
  public var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .real(let value): value
    case .text: nil
    }
  }
}

extension LevelValue: CustomStringConvertible {
  /// The value as files write it: `3`, `2.5`, `山东`.
  public var description: String {
    switch self {
    case .integer(let value): String(value)
    case .real(let value): value.rounded() == value && abs(value) < 1e15 ? String(Int(value)) : String(value)
    case .text(let value): value
    }
  }
}

extension LevelValue: Comparable {
  /// Numbers by size, before texts; texts by code point.
  public static func < (left: LevelValue, right: LevelValue) -> Bool {
    switch (left, right) {
    case (.integer(let a), .integer(let b)): a < b
    case (.text(let a), .text(let b)): a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars)
    case (.text, _): false
    case (_, .text): true
    default: left.number! < right.number!
    }
  }
}

/// One answer of a categorical column: its value in the file and what it is called.
public struct Level: Sendable, Hashable {
  public var value: LevelValue
  public var label: Label

  public init(_ value: LevelValue, label: Label = Label()) {
    self.value = value
    self.label = label
  }

  /// The label in `language`, else the value.
  public func text(in language: Language) -> String {
    label.text(in: language) ?? value.description
  }
}

extension Level {
  /// Yes and no as spreadsheets and databases keep them.
  public static let truthValues = [
    Level(.integer(0), label: Label(chinese: "否", english: "FALSE")),
    Level(.integer(1), label: Label(chinese: "是", english: "TRUE")),
  ]
}
