import Evidence
import Tables

/// What a header says of its column: a short name, the question, and the option or line of a matrix.
///
/// Survey platforms write whole questions as headers: `5、您关注哪些问题？(碳排放)`, `Q3_1|企业规模`, `6.我了解双碳政策`.
struct CodebookHeader: Hashable {
  /// The name the variable gets.
  var name: String
  /// The header itself, where the name is another.
  var column: String?
  /// What the question says.
  var wording: String?
  /// The option, where the header ends in one.
  var option: String?
  /// What headers of one question share.
  var stem: String?

  /// The longest header that is kept as a name, in characters.
  static let longestName = 24

  /// A header for each column, with names that are short and different.
  static func headers(of names: [String]) -> [CodebookHeader] {
    var numberCounts: [String: Int] = [:]
    let parsed = names.map { CodebookHeader(parsing: $0) }
    for header in parsed { if let stem = header.stem { numberCounts[stem, default: 0] += 1 } }
    var taken = Set(names.filter(isShort))
    var nextOfStem: [String: Int] = [:]
    return parsed.enumerated().map { index, header in
      var header = header
      if isShort(names[index]) {
        header.name = names[index]
        return header
      }
      var candidate = header.name
      if let stem = header.stem, numberCounts[stem]! > 1, candidate == stem {
        nextOfStem[stem, default: 0] += 1
        candidate = "\(stem)_\(nextOfStem[stem]!)"
      }
      if candidate.isEmpty { candidate = "q\(index + 1)" }
      var number = 2
      let base = candidate
      while !taken.insert(candidate).inserted {
        candidate = "\(base)_\(number)"
        number += 1
      }
      header.name = candidate
      header.column = names[index]
      return header
    }
  }

  /// Whether a header can be typed as a name: letters, digits, `_` and `.`, and not a sentence.
  static func isShort(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, first.properties.isAlphabetic || first == "_" else { return false }
    return name.count <= longestName
      && name.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_" || $0 == "."
      }
  }

  private init(parsing header: String) {
    name = ""
    if Self.isShort(header) {
      name = header
      stem = Self.stem(ofName: header)
      return
    }
    var rest = header.trimmed
    if let (number, part, after) = Self.number(at: rest) {
      stem = "q\(number)"
      name = part.map { "q\(number)_\($0)" } ?? "q\(number)"
      rest = after
    }
    let text = rest.trimmed
    wording = text.isEmpty ? nil : String(text)
    option = Self.option(of: text)
  }

  /// `q5` of `q5_3`: what stands before the last run of digits, if a sign or letter joins them.
  private static func stem(ofName name: String) -> String? {
    let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }.count
    guard digits > 0, digits < name.count else { return nil }
    let before = name.dropLast(digits)
    guard let last = before.last else { return nil }
    if last == "_" || last == "." { return before.count > 1 ? String(before.dropLast()) : nil }
    return nil
  }

  /// The question number at the start: `5、`, `Q5.`, `第5题`, `5_2|`, `5(2)`.
  private static func number(at text: Substring) -> (number: String, part: String?, rest: Substring)? {
    var rest = text
    if let first = rest.first, "QqＱｑ第".contains(first) { rest = rest.dropFirst() }
    func digits() -> String {
      let run = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest[run.endIndex...]
      return String(run)
    }
    let number = digits()
    guard !number.isEmpty, number.count <= 3 else { return nil }
    var part: String?
    if let sign = rest.first, "_-.(（".contains(sign) {
      let before = rest
      rest = rest.dropFirst()
      let run = digits()
      let isClosed = !"(（".contains(sign) || rest.first.map { ")）".contains($0) } ?? false
      if run.isEmpty || run.count > 3 || !isClosed {
        rest = before
      } else {
        part = run
        if "(（".contains(sign) { rest = rest.dropFirst() }
      }
    }
    if rest.hasPrefix("题") { rest = rest.dropFirst() }
    guard let mark = rest.first else { return (number, part, rest) }
    if "、.．。:：,，|)）_- \t".contains(mark) { return (number, part, rest.dropFirst()) }
    return part == nil && !text.first!.isNumber ? (number, nil, rest) : part.map { (number, $0, rest) }
  }

  /// The option or line in brackets, or after a dash, at the end of a question.
  private static func option(of text: Substring) -> String? {
    if let last = text.last, ")）".contains(last), let open = text.lastIndex(where: { "(（".contains($0) }) {
      let inside = text[text.index(after: open)...].dropLast().trimmed
      if !inside.isEmpty && open > text.startIndex { return String(inside) }
    }
    for dash in ["—", "－", "|", "｜", ":", "："] {
      if let cut = text.ranges(of: dash).last, cut.lowerBound > text.startIndex {
        let after = text[cut.upperBound...].trimmed
        if !after.isEmpty && after.count <= 60 { return String(after) }
      }
    }
    return nil
  }
}
