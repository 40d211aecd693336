/// A day of the Gregorian calendar, carried back before its introduction.
public struct CalendarDate: Sendable, Hashable {
  public let year: Int
  public let month: Int
  public let day: Int

  /// `nil` unless the day exists.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1, day <= CalendarDate.length(ofMonth: month, in: year) else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Counts in eras of 400 years, whose lengths are equal, from a year that begins in March, so that the leap day is last.
  public init(daysSince1970 days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  public var daysSince1970: Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// `2022-03-01 08:05:00`, as ISO 8601 writes it but for the blank.
  public static func dateTime(secondsSince1970 seconds: Int64) -> String {
    let day = Int((seconds >= 0 ? seconds : seconds - 86_399) / 86_400)
    let rest = Int(seconds) - day * 86_400
    return "\(CalendarDate(daysSince1970: day)) \(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}

extension CalendarDate: CustomStringConvertible {
  /// `2022-03-01`, as ISO 8601 writes it.
  public var description: String {
    let digits = String(abs(year))
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return "\(year < 0 ? "-" : "")\(padded)-\(CalendarDate.two(month))-\(CalendarDate.two(day))"
  }
}

extension CalendarDate {
  /// Reads `2022-03-01`; `nil` for anything else.
  public init?(iso text: String) {
    guard let (days, seconds) = CalendarDate.iso8601(text.utf8), seconds == nil else { return nil }
    self.init(daysSince1970: days)
  }

  /// Reads an ISO 8601 date with or without a time of day: `2022-03-01`, `2022-03-01T08:05:00Z`. Parts of seconds are dropped.
  ///
  /// The answer is days since 1970 and, where there is a time, its seconds since midnight.
  public static func iso8601(_ text: some Sequence<UInt8>) -> (days: Int, seconds: Int?)? {
    let bytes = Array(text)
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[range] {
        guard byte >= 48, byte <= 57 else { return nil }
        value = value * 10 + Int(byte) - 48
      }
      return value
    }
    guard bytes.count >= 10, bytes[4] == 45, bytes[7] == 45, let year = number(0..<4), let month = number(5..<7),
      let day = number(8..<10), let date = CalendarDate(year: year, month: month, day: day)
    else { return nil }
    if bytes.count == 10 { return (date.daysSince1970, nil) }
    guard bytes[10] == UInt8(ascii: "T") || bytes[10] == 32, bytes.count >= 16, bytes[13] == 58,
      let hour = number(11..<13), let minute = number(14..<16), hour < 24, minute < 60
    else { return nil }
    var rest = bytes[16...]
    var seconds = 0
    if rest.first == 58 {
      guard let found = number(17..<19), found < 60 else { return nil }
      seconds = found
      rest = rest.dropFirst(3)
      if rest.first == 46 { rest = rest.dropFirst().drop { $0 >= 48 && $0 <= 57 } }
    }
    guard rest.isEmpty || rest.elementsEqual([UInt8(ascii: "Z")]) else { return nil }
    return (date.daysSince1970, hour * 3600 + minute * 60 + seconds)
  }
}
