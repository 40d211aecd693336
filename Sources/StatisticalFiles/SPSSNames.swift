/// Makes names that SPSS allows, and the short ones of eight bytes that every variable also needs.
struct SPSSNames {
  private static let reserved: Set<String> = [
    "ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH",
  ]
  static let longest = 64

  private var taken: Set<String> = []
  private var short: Set<String> = []
  private var number = 0
  /// What was changed, as `old → new`.
  private(set) var renamed: [String] = []

  /// A name of letters, digits and `. _ $ # @` that begins with a letter, ends with no period, is no word of the
  /// command language, has at most 64 bytes and differs from the others also where case is ignored.
  mutating func long(_ name: String) -> String {
    let legal = Self.legal(name)
    var candidate = legal
    var number = 2
    while !taken.insert(candidate.lowercased()).inserted {
      let ending = "_\(number)"
      candidate = Self.cut(legal, to: Self.longest - ending.utf8.count) + ending
      number += 1
    }
    if candidate != name { renamed.append("\(name) → \(candidate)") }
    return candidate
  }

  static func legal(_ name: String) -> String {
    var legal = ""
    for scalar in name.unicodeScalars {
      let isAllowed =
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "._$#@".unicodeScalars.contains(scalar)
      legal.unicodeScalars.append(isAllowed ? scalar : "_")
    }
    if let first = legal.unicodeScalars.first, !first.properties.isAlphabetic, first != "@" { legal = "V" + legal }
    legal = cut(legal, to: longest)
    while legal.hasSuffix(".") { legal.removeLast() }
    if legal.isEmpty { legal = "V" }
    return reserved.contains(legal.uppercased()) ? legal + "_" : legal
  }

  /// As many whole characters as fit into `limit` bytes of UTF-8.
  static func cut(_ text: String, to limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    var cut = ""
    var count = 0
    for character in text {
      count += character.utf8.count
      if count > limit { break }
      cut.append(character)
    }
    return cut
  }

  /// The long name itself in capitals, where it is short and plain enough and not yet in use.
  mutating func ownShortName(_ long: String) -> String? {
    let upper = long.uppercased()
    let isPlain = upper.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || byte == 0x5F
    }
    guard isPlain, upper.utf8.count <= 8, short.insert(upper).inserted else { return nil }
    return upper
  }

  /// `V1`, `V2` … for the others and for the pieces of very long strings; called after every name that fits was claimed.
  mutating func madeShortName() -> String {
    repeat { number += 1 } while !short.insert("V\(number)").inserted
    return "V\(number)"
  }
}
