import CKernels

/// Numbers with commas: `3,14`, `1,234,567.8`, `1.234,5`.
enum GroupedNumber {
  /// What the separators of a number say, `nil` if it is no number at all.
  static func grouping(of text: UnsafeBufferPointer<UInt8>) -> CellMeaning.Grouping? {
    let hasSign = text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+")
    let body = hasSign ? 1..<text.count : 0..<text.count
    var runs = [0]
    var marks: [UInt8] = []
    var firstDigit: UInt8 = 0
    for index in body {
      let byte = text[index]
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ".") {
        marks.append(byte)
        runs.append(0)
      } else if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
        if index == body.lowerBound { firstDigit = byte }
        runs[runs.count - 1] += 1
      } else {
        return nil
      }
    }
    guard let last = marks.last, runs[0] > 0 else { return nil }
    let startsWithZero = firstDigit == UInt8(ascii: "0")
    let commas = marks.count { $0 == UInt8(ascii: ",") }
    let points = marks.count - commas
    // Groups of three after a first group of one to three, the first not being an idle zero.
    let groupsAreThrees = { (groups: ArraySlice<Int>) in
      runs[0] <= 3 && !startsWithZero && groups.allSatisfy { $0 == 3 }
    }
    let inner = runs.dropFirst().dropLast()
    if commas > 0, points == 0 {
      let threes = groupsAreThrees(runs.dropFirst())
      if commas == 1 {
        if runs[0] > 1, startsWithZero { return nil }
        let decimal = number(text, decimal: UInt8(ascii: ","))
        return threes
          ? .init(evidence: .either, asDecimal: decimal, asThousands: number(text, decimal: UInt8(ascii: ".")))
          : runs[1] > 0 ? .init(evidence: .decimalComma, asDecimal: decimal, asThousands: nil) : nil
      }
      return threes
        ? .init(evidence: .thousands, asDecimal: nil, asThousands: number(text, decimal: UInt8(ascii: "."))) : nil
    }
    if commas > 0, points == 1, last == UInt8(ascii: ".") {
      return groupsAreThrees(inner)
        ? .init(evidence: .thousands, asDecimal: nil, asThousands: number(text, decimal: UInt8(ascii: "."))) : nil
    }
    if points > 0, commas == 1, last == UInt8(ascii: ",") {
      return groupsAreThrees(inner)
        ? .init(evidence: .decimalComma, asDecimal: number(text, decimal: UInt8(ascii: ",")), asThousands: nil) : nil
    }
    if points > 1, commas == 0, groupsAreThrees(runs.dropFirst()) {
      return .init(evidence: .decimalComma, asDecimal: number(text, decimal: UInt8(ascii: ",")), asThousands: nil)
    }
    return nil
  }

  /// The number when `decimal` is the decimal mark and the other one separates groups.
  private static func number(_ text: UnsafeBufferPointer<UInt8>, decimal: UInt8) -> Double? {
    var plain: [UInt8] = []
    for byte in text {
      if byte == decimal {
        plain.append(UInt8(ascii: "."))
      } else if byte != UInt8(ascii: ","), byte != UInt8(ascii: ".") {
        plain.append(byte)
      }
    }
    var whole: Int64 = 0
    var real = 0.0
    return ck_csv_number(plain, plain.count, &whole, &real) == 0 ? nil : real
  }
}
