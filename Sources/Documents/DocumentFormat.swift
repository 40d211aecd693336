import Charting

/// A way of writing a document as text.
public protocol DocumentFormat: Sendable {
  func text(of document: Document) -> String
}

extension Document {
  /// The document written in one of the formats: `.markdown`, `.html`, `.terminal()`, `.csv`.
  public func text(as format: some DocumentFormat) -> String {
    format.text(of: self)
  }

  /// Every table, also those inside quotes and lists, and those of charts that say what no other table does.
  public var tables: [DocumentTable] { blocks.flatMap(\.tables) }

  /// Every chart, also those inside quotes and lists.
  public var charts: [Chart] { blocks.flatMap(\.charts) }
}

extension Block {
  var charts: [Chart] {
    switch self {
    case .figure(let figure): [figure.chart]
    case .quote(let blocks): blocks.flatMap(\.charts)
    case .list(ordered: _, let items): items.joined().flatMap(\.charts)
    default: []
    }
  }

  var tables: [DocumentTable] {
    switch self {
    case .table(let table): [table]
    case .figure(let figure): figure.substitute.flatMap(\.tables)
    case .quote(let blocks): blocks.flatMap(\.tables)
    case .list(ordered: _, let items): items.joined().flatMap(\.tables)
    default: []
    }
  }
}

extension DocumentTable {
  /// `Table 2`, `表 2`, or nothing for a table without a number.
  package func numberText(language: String) -> String {
    guard let number else { return "" }
    return language.hasPrefix("zh") ? "表 \(number)" : "Table \(number)"
  }
}

extension String {
  /// Raised letters where Unicode has all of them, else `^` and the text.
  package func superscripted() -> String {
    raised(
      plain: "0123456789+-=()abcdefghijklmnoprstuvwxyz",
      shifted: "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", otherwise: "^")
  }

  /// Lowered digits and signs where Unicode has all of them, else `_` and the text.
  package func subscripted() -> String {
    raised(plain: "0123456789+-=()", shifted: "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", otherwise: "_")
  }

  private func raised(plain: String, shifted: String, otherwise: String) -> String {
    let table = Dictionary(uniqueKeysWithValues: zip(plain, shifted))
    let characters = map { table[$0] }
    guard characters.allSatisfy({ $0 != nil }) else { return count > 1 ? "\(otherwise)(\(self))" : otherwise + self }
    return String(characters.compactMap { $0 })
  }
}
