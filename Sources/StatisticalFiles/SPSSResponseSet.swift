/// A multiple-response set as extension records 7 and 19 of an SPSS file write it, still in the file's encoding.
struct SPSSResponseSet: Hashable {
  enum Coding: Hashable {
    case categories
    /// The value that counts as ticked, as text.
    case dichotomies(counted: [UInt8])
    /// The same, but each option is called by the label of its counted value. The set's label may be that of its first member.
    case labelledDichotomies(counted: [UInt8], takesFirstLabel: Bool)
  }

  /// Without the dollar sign.
  var name: [UInt8]
  var label: [UInt8]
  var coding: Coding
  /// Short names in lower case, or long names: writers differ.
  var members: [[UInt8]]
  /// Whether the line could be understood to its end.
  var isWhole = true

  /// Each line is a set; one that cannot be understood is kept with `isWhole` false, so that it can be reported.
  static func read(_ body: [UInt8]) -> [SPSSResponseSet] {
    body.split(whereSeparator: { $0 == 0x0A || $0 == 0 }).map { line in
      var scan = Scan(rest: line)
      return scan.set()
        ?? SPSSResponseSet(
          name: Array(line.prefix { $0 != 0x3D }.drop { $0 == 0x24 }), label: [], coding: .categories, members: [],
          isWhole: false)
    }
  }

  /// The line of the record, with its line feed.
  var line: [UInt8] {
    var line = Array("$".utf8) + name + Array("=".utf8)
    func counted(_ text: [UInt8]) -> [UInt8] { Array("\(text.count) ".utf8) + text + [0x20] }
    switch coding {
    case .categories: line += Array("C ".utf8)
    case .dichotomies(let value): line += Array("D".utf8) + counted(value)
    case .labelledDichotomies(let value, let takesFirstLabel):
      line += Array((takesFirstLabel ? "E 11 " : "E 1 ").utf8) + counted(value)
    }
    line += Array("\(label.count) ".utf8) + label
    for member in members { line += [0x20] + member }
    return line + [0x0A]
  }

  private struct Scan {
    var rest: ArraySlice<UInt8>

    mutating func set() -> SPSSResponseSet? {
      guard rest.popFirst() == 0x24, let equals = rest.firstIndex(of: 0x3D) else { return nil }
      let name = Array(rest[..<equals])
      rest = rest[(equals + 1)...]
      let coding: Coding
      switch rest.popFirst() {
      case 0x43: coding = .categories
      case 0x44:
        guard let value = counted() else { return nil }
        coding = .dichotomies(counted: value)
      case 0x45:
        skipBlanks()
        guard let flag = number(), let value = counted() else { return nil }
        coding = .labelledDichotomies(counted: value, takesFirstLabel: flag == 11)
      default: return nil
      }
      guard var label = counted() else { return nil }
      while label.last == 0x20 { label.removeLast() }
      let members = rest.split(separator: 0x20).map(Array.init)
      guard !name.isEmpty, !members.isEmpty else { return nil }
      return SPSSResponseSet(name: name, label: label, coding: coding, members: members)
    }

    mutating func skipBlanks() { rest = rest.drop { $0 == 0x20 } }

    mutating func number() -> Int? {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      rest = rest.dropFirst(digits.count)
      return Int(String(decoding: digits, as: UTF8.self))
    }

    /// A length, a blank and as many bytes.
    mutating func counted() -> [UInt8]? {
      skipBlanks()
      guard let length = number(), rest.popFirst() == 0x20, rest.count >= length else { return nil }
      defer { rest = rest.dropFirst(length) }
      return Array(rest.prefix(length))
    }
  }
}
