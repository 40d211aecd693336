import Documents

/// How a spreadsheet is told to show a number as the document shows it.
struct NumberFormat: Hashable {
  /// In the language of spreadsheets: `0.00`.
  let code: String
  /// The number to store.
  let value: Double

  /// Formats round from the decimal digits of a number, documents from its exact value: ties may differ.
  init(_ quantity: Quantity) {
    let value = quantity.value
    switch quantity.rule {
    case .decimals(let decimals):
      self.init(Self.digits(decimals), value)
    case .bounded(let decimals):
      self.init(Self.digits(decimals, hasZero: quantity.style == .gb), value)
    case .pValue:
      let zero = quantity.style == .gb ? "0" : ""
      let digits = Self.digits(3, hasZero: quantity.style == .gb)
      let text = quantity.rule.text(value, style: quantity.style)
      switch text.first {
      case "<": self.init("[<0.001]\"<\(zero).001\";\(digits)", value)
      case ">": self.init("[>=0.9995]\">\(zero).999\";\(digits)", value)
      default: self.init(digits, value)
      }
    case .percent(let decimals):
      // Only the sign makes a spreadsheet multiply by 100; in the other styles it stands in the heading.
      if quantity.style == .spss {
        self.init(Self.digits(decimals) + "%", value)
      } else {
        self.init(Self.digits(decimals), value * 100)
      }
    }
  }

  /// The number a text shows that was written without one: `12`, `-0.5`, `.031`, `12.5%`. `nil` for all else, also for
  /// what would not be the same when shown again: `007`, `1e5`, whole numbers beyond those of a double.
  init?(text: String) {
    let isPercent = text.last == "%"
    let body = isPercent ? text.dropLast() : text[...]
    let digits = body.first == "-" ? body.dropFirst() : body
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard digits.utf8.count <= 16, digits.utf8.contains(where: { $0 != UInt8(ascii: ".") }),
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let whole = parts.first, whole.utf8.count < 2 || whole.first != "0",
      parts.count == 1 || !parts[1].isEmpty, let value = Double(isPercent ? body + "e-2" : body)
    else { return nil }
    let code = Self.digits(parts.count == 1 ? 0 : parts[1].utf8.count, hasZero: !whole.isEmpty)
    self.init(isPercent ? code + "%" : code, value)
  }

  private init(_ code: String, _ value: Double) {
    self.code = code
    self.value = value
  }

  /// The same with superscripts behind the number.
  func marked(_ marks: [String]) -> NumberFormat {
    guard !marks.isEmpty else { return self }
    let text = marks.map { $0.superscripted() }.joined().filter { $0 != "\"" }
    let sections = code.split(separator: ";").map { "\($0)\"\(text)\"" }
    return NumberFormat(sections.joined(separator: ";"), value)
  }

  private static func digits(_ decimals: Int, hasZero: Bool = true) -> String {
    guard decimals > 0 else { return "0" }
    // Spreadsheets know 30 decimals.
    return (hasZero ? "0." : ".") + String(repeating: "0", count: min(decimals, 30))
  }
}
