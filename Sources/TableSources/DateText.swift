import Tables

/// Days and times as text: `2022-03-01`, `2022/3/1 8:05`, `2022.3.1`, `2022年3月1日`, `2022-03-01T08:05:00Z`.
enum DateText {
  /// Reads ASCII in which the bytes 1, 2, 3 stand for 年, 月 and 日. The year has four digits and comes first, because
  /// nothing else is clear.
  static func meaning(of text: UnsafeBufferPointer<UInt8>) -> CellMeaning? {
    guard text.count >= 8 else { return nil }
    var reader = Reader(text: text)
    guard let year = reader.number(digits: 4...4) else { return nil }
    let mark = reader.next()
    guard let month = reader.number(digits: 1...2) else { return nil }
    let second = reader.next()
    guard let day = reader.number(digits: 1...2) else { return nil }
    switch (mark, second) {
    case (UInt8(ascii: "-"), UInt8(ascii: "-")), (UInt8(ascii: "/"), UInt8(ascii: "/")),
      (UInt8(ascii: "."), UInt8(ascii: ".")):
      break
    case (1, 2): guard reader.next() == 3 else { return nil }
    default: return nil
    }
    guard let date = CalendarDate(year: year, month: month, day: day) else { return nil }
    if reader.isAtEnd { return .date(days: date.daysSince1970) }
    guard let seconds = time(&reader) else { return nil }
    return .dateTime(seconds: Int64(date.daysSince1970) * 86_400 + Int64(seconds))
  }

  private static func time(_ reader: inout Reader) -> Int? {
    let mark = reader.next()
    guard mark == UInt8(ascii: " ") || mark == UInt8(ascii: "T") else { return nil }
    while reader.peek == UInt8(ascii: " ") { _ = reader.next() }
    guard let hour = reader.number(digits: 1...2), hour < 24, reader.next() == UInt8(ascii: ":"),
      let minute = reader.number(digits: 2...2), minute < 60
    else { return nil }
    var second = 0
    if reader.peek == UInt8(ascii: ":") {
      _ = reader.next()
      guard let read = reader.number(digits: 2...2), read < 60 else { return nil }
      second = read
      if reader.peek == UInt8(ascii: ".") {
        _ = reader.next()
        // Whole seconds are what a column holds, so parts of one would be lost.
        guard reader.number(digits: 1...9) == 0 else { return nil }
      }
    }
    if reader.peek == UInt8(ascii: "Z") { _ = reader.next() }
    return reader.isAtEnd ? hour * 3600 + minute * 60 + second : nil
  }

  private struct Reader {
    let text: UnsafeBufferPointer<UInt8>
    var at = 0

    var isAtEnd: Bool { at == text.count }
    var peek: UInt8? { at < text.count ? text[at] : nil }

    mutating func next() -> UInt8? {
      guard at < text.count else { return nil }
      at += 1
      return text[at - 1]
    }

    mutating func number(digits: ClosedRange<Int>) -> Int? {
      var value = 0
      let start = at
      while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), at - start < digits.upperBound {
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
        at += 1
      }
      return at - start >= digits.lowerBound ? value : nil
    }
  }
}
