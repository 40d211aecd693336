/// A way of writing a document as text.
public protocol DocumentFormat: Sendable {
  func text(of document: Document) -> String
}

extension Document {
  /// The document written in one of the formats: `.markdown`, `.html`, `.terminal()`, `.csv`.
  public func text(as format: some DocumentFormat) -> String {
    format.text(of: self)
  }

  /// Every table, also those inside quotes and lists.
  public var tables: [DocumentTable] { blocks.flatMap(\.tables) }
}

extension Block {
  var tables: [DocumentTable] {
    switch self {
    case .table(let table): [table]
    case .quote(let blocks): blocks.flatMap(\.tables)
    case .list(ordered: _, let items): items.joined().flatMap(\.tables)
    default: []
    }
  }
}

extension DocumentTable {
  /// `Table 2`, `表 2`, or nothing for a table without a number.
  func numberText(language: String) -> String {
    guard let number else { return "" }
    return language.hasPrefix("zh") ? "表 \(number)" : "Table \(number)"
  }
}

extension String {
  /// The text as it may stand in a running document: breaks and tabs are spaces, other control characters and marks
  /// that reverse or hide text are shown as U+FFFD.
  func inOneLine() -> String {
    guard unicodeScalars.contains(where: \.isTreacherous) else { return self }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar {
      case "\n", "\t", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}": result.append(" ")
      case _ where scalar.isTreacherous: result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// The lines of a text whose line ends may be of any system, made as harmless as ``inOneLine()`` does; tabs are kept.
  func inLines() -> [String] {
    var lines = [""]
    var wasReturn = false
    for scalar in unicodeScalars {
      switch scalar {
      case "\n" where wasReturn: break
      case "\n", "\r": lines.append("")
      case _ where scalar.isTreacherous && scalar != "\t": lines[lines.count - 1] += "\u{FFFD}"
      default: lines[lines.count - 1].unicodeScalars.append(scalar)
      }
      wasReturn = scalar == "\r"
    }
    return lines
  }

  /// `-1.5` with a true minus sign, other text as it is.
  func withMinusSign() -> String {
    guard hasPrefix("-"), let next = dropFirst().first, next.isASCII, next.isNumber || next == "." else { return self }
    return "\u{2212}" + dropFirst()
  }

  /// Raised letters where Unicode has all of them, else `^` and the text.
  func superscripted() -> String {
    raised(
      plain: "0123456789+-=()abcdefghijklmnoprstuvwxyz",
      shifted: "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", otherwise: "^")
  }

  /// Lowered digits and signs where Unicode has all of them, else `_` and the text.
  func subscripted() -> String {
    raised(plain: "0123456789+-=()", shifted: "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", otherwise: "_")
  }

  private func raised(plain: String, shifted: String, otherwise: String) -> String {
    let table = Dictionary(uniqueKeysWithValues: zip(plain, shifted))
    let characters = map { table[$0] }
    guard characters.allSatisfy({ $0 != nil }) else { return count > 1 ? "\(otherwise)(\(self))" : otherwise + self }
    return String(characters.compactMap { $0 })
  }
}
