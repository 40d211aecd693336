/// A number as a publication shows it: its digits say how far it may be from the number that was computed.
///
///     PrintedNumber("<.001")      // bound .below, value 0.001
///     PrintedNumber("５.385")     // full-width digits are digits
public struct PrintedNumber: Sendable, Hashable {
  public enum Bound: Sendable, Hashable {
    case exactly, below, above
  }

  /// What was printed, with full-width characters made plain.
  public let text: String
  public let value: Double
  /// Digits after the point; negative powers of ten in scientific notation count as digits.
  public let decimals: Int
  public let bound: Bound
  public let isPercent: Bool

  /// Reads a whole cell or word: an optional bound (`<`, `>`, `≤`, `≥`), a sign, digits with or without commas and a
  /// leading zero, an exponent, a percent sign, stars of significance or a footnote letter behind it. `nil` for
  /// anything else.
  public init?(_ cell: some StringProtocol) {
    var scanner = NumberScanner(Array(PlainText.plain(cell).unicodeScalars))
    guard let number = scanner.cell() else { return nil }
    self = number
  }

  init(text: String, value: Double, decimals: Int, bound: Bound, isPercent: Bool) {
    self.text = text
    self.value = value
    self.decimals = decimals
    self.bound = bound
    self.isPercent = isPercent
  }

  /// One unit of the last printed place.
  public var unit: Double { powerOfTen(-decimals) }

  /// Whether it has no fraction and could be a count.
  public var wholeNumber: Int? {
    guard decimals <= 0, bound == .exactly, !isPercent, abs(value) < 1e15 else { return nil }
    return Int(value)
  }

  /// Numbers that print as this one when halves go up, down or to even: both ends belong to it.
  public var rounded: ClosedRange<Double> { widened(by: unit / 2, unit / 2) }

  /// Numbers that print as this one when digits are cut off: the next printed number is not among them.
  public var truncated: ClosedRange<Double> {
    value < 0 ? widened(by: unit - 3 * hair, 0) : widened(by: 0, unit - 3 * hair)
  }

  /// Numbers that print as this one under any of the customs.
  public var admissible: ClosedRange<Double> {
    min(rounded.lowerBound, truncated.lowerBound)...max(rounded.upperBound, truncated.upperBound)
  }

  /// The ends are decimal fractions that doubles miss by a hair, so each gives a hair.
  private var hair: Double { 1e-9 * unit + 4 * value.ulp }

  private func widened(by below: Double, _ above: Double) -> ClosedRange<Double> {
    value - below - hair...value + above + hair
  }
}

/// 10 to a whole power, exactly rounded from 1e-22 to 1e22.
func powerOfTen(_ exponent: Int) -> Double {
  var power = 1.0
  for _ in 0..<min(abs(exponent), 400) { power *= 10 }
  return exponent < 0 ? 1 / power : power
}

/// Reads numbers out of a line of scalars that have been made plain.
struct NumberScanner {
  let scalars: [Unicode.Scalar]
  var index = 0

  init(_ scalars: [Unicode.Scalar], at index: Int = 0) {
    self.scalars = scalars
    self.index = index
  }

  private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private func scalar(_ offset: Int) -> Unicode.Scalar? {
    index + offset < scalars.count ? scalars[index + offset] : nil
  }

  private mutating func skipBlanks() {
    while let scalar = current, scalar == " " || scalar == "\t" { index += 1 }
  }

  /// A number that is all of the text.
  mutating func cell() -> PrintedNumber? {
    skipBlanks()
    var bound = PrintedNumber.Bound.exactly
    if let scalar = current {
      switch scalar {
      case "<", "≤": (bound, index) = (.below, index + 1)
      case ">", "≥": (bound, index) = (.above, index + 1)
      case "=": index += 1
      default: break
      }
    }
    skipBlanks()
    guard var number = number() else { return nil }
    skipBlanks()
    // Stars of significance and one letter of a footnote stand behind numbers in tables.
    while let scalar = current, scalar == "*" || scalar == "†" { index += 1 }
    if let scalar = current, scalar.properties.isAlphabetic, scalar.isASCII, index + 1 == scalars.count { index += 1 }
    skipBlanks()
    guard index == scalars.count else { return nil }
    if bound != .exactly {
      number = PrintedNumber(
        text: (bound == .below ? "<" : ">") + number.text, value: number.value, decimals: number.decimals, bound: bound,
        isPercent: number.isPercent)
    }
    return number
  }

  /// The number that starts here. Leaves the index behind its digits, also where they are too many for a number.
  mutating func number() -> PrintedNumber? {
    let start = index
    var digits = ""
    if let scalar = current, scalar == "-" || scalar == "+" {
      if scalar == "-" { digits = "-" }
      index += 1
    }
    var whole = 0
    while let scalar = current {
      if scalar.isDigit {
        digits.unicodeScalars.append(scalar)
        whole += 1
      } else if scalar == ",", whole > 0, whole <= 3 || digits.count > 3, threeDigitsFollow() {
        // A comma before exactly three digits groups thousands.
      } else {
        break
      }
      index += 1
    }
    var decimals = 0
    if current == ".", let next = scalar(1), next.isDigit {
      index += 1
      if whole == 0 { digits += "0" }
      digits += "."
      while let scalar = current, scalar.isDigit {
        digits.unicodeScalars.append(scalar)
        decimals += 1
        index += 1
      }
    }
    guard whole + decimals > 0 else {
      index = start
      return nil
    }
    if let scalar = current, scalar == "e" || scalar == "E", let exponent = exponent() {
      digits += "e\(exponent)"
      decimals -= exponent
    }
    var isPercent = false
    if current == "%" {
      isPercent = true
      index += 1
    } else if current == " ", scalar(1) == "%" {
      isPercent = true
      index += 2
    }
    guard let value = Double(digits), value.isFinite else { return nil }
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars[start..<index])
    return PrintedNumber(text: text, value: value, decimals: decimals, bound: .exactly, isPercent: isPercent)
  }

  private func threeDigitsFollow() -> Bool {
    for offset in 1...3 {
      guard let next = scalar(offset), next.isDigit else { return false }
    }
    if let next = scalar(4), next.isDigit { return false }
    return true
  }

  /// `E-05` or `e12`; the index moves only where digits follow.
  private mutating func exponent() -> Int? {
    var place = index + 1
    var sign = 1
    if place < scalars.count, scalars[place] == "-" || scalars[place] == "+" {
      if scalars[place] == "-" { sign = -1 }
      place += 1
    }
    var value = 0
    let first = place
    while place < scalars.count, scalars[place].isDigit, place - first < 3 {
      value = value * 10 + Int(scalars[place].value - 48)
      place += 1
    }
    guard place > first else { return nil }
    index = place
    return sign * value
  }
}

extension Unicode.Scalar {
  /// 0 to 9.
  var isDigit: Bool { value >= 48 && value <= 57 }

  var isHan: Bool { (0x4E00...0x9FFF).contains(value) || (0x3400...0x4DBF).contains(value) }
}
