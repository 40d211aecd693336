extension String {
  /// `45013135.5` as `45,013,135.5`: commas between groups of three of the digits before a point. Text that is more than
  /// numbers and what stands between two of them stays as it is, and so does text that has commas already, except
  /// between the ends of an interval: `[-9831.5, 12000]` becomes `[-9,831.5; 12,000]`.
  ///
  /// - Complexity: O(*characters*).
  package func withGroupedDigits() -> String {
    if let ends = intervalEnds { return "[\(ends.low.withGroupedDigits()); \(ends.high.withGroupedDigits())]" }
    guard Self.isMadeOfNumbers(self) else { return self }
    var result = ""
    var digits = ""
    var isFraction = false
    func groups(_ digits: String) -> String {
      guard !isFraction, digits.utf8.count > 3 else { return digits }
      var grouped = ""
      for (place, digit) in digits.enumerated() {
        if place > 0, (digits.utf8.count - place).isMultiple(of: 3) { grouped.append(",") }
        grouped.append(digit)
      }
      return grouped
    }
    for character in self {
      if character.isASCII, character.isNumber {
        digits.append(character)
      } else {
        result += groups(digits)
        result.append(character)
        (digits, isFraction) = ("", character == ".")
      }
    }
    return result + groups(digits)
  }

  /// Whether the text holds a number of five digits or more before its point and nothing that is no number.
  package var hasNumberToGroup: Bool {
    if let ends = intervalEnds { return ends.low.hasNumberToGroup || ends.high.hasNumberToGroup }
    guard utf8.count > 4, Self.isMadeOfNumbers(self) else { return false }
    var run = 0
    var isFraction = false
    for character in utf8 {
      switch character {
      case 0x30...0x39: run += isFraction ? 0 : 1
      case 0x2E: (run, isFraction) = (0, true)
      default: (run, isFraction) = (0, false)
      }
      if run == 5 { return true }
    }
    return false
  }

  /// The two numbers of `[low, high]`.
  private var intervalEnds: (low: String, high: String)? {
    guard first == "[", last == "]" else { return nil }
    let ends = dropFirst().dropLast().split(separator: ", ", omittingEmptySubsequences: false).map(String.init)
    return ends.count == 2 && !ends.contains { $0.contains(",") || $0.contains("[") } ? (ends[0], ends[1]) : nil
  }

  private static func isMadeOfNumbers(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { "0123456789.-\u{2212}+–()[]%<>= ".unicodeScalars.contains($0) }
  }
}
