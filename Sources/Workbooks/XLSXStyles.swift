import Evidence
import Tables

/// What kind of quantity a number format shows.
enum XLSXFormatKind: UInt8 {
  case number, date, dateTime, time
  /// Built-in formats that are dates in Japanese Excel and times in Chinese Excel; the value tells.
  case dateOrTime
}

/// The number formats of a workbook, which alone say that a number is a date.
struct XLSXStyles {
  /// What each cell style (`s="3"`) shows.
  private(set) var kinds: [XLSXFormatKind] = []

  init() {}

  init(_ entry: ZipArchive.Entry, in archive: ZipArchive) throws(Fault) {
    var formats: [Int: String] = [:]
    var styles: [Int] = []
    try XLSXMarkup.elements(entry, in: archive) { element in
      if element.name == "numFmt", let id = element.attributes["numFmtId"].flatMap({ Int($0) }) {
        formats[id] = element.attributes["formatCode"]
      } else if element.name == "xf", element.path.last == "cellXfs" {
        styles.append(element.attributes["numFmtId"].flatMap { Int($0) } ?? 0)
      }
    }
    // A workbook may give its own meaning to an id that is built in.
    kinds = styles.map { id in formats[id].map(XLSXStyles.kind(ofCode:)) ?? XLSXStyles.kind(ofBuiltIn: id) }
  }

  /// ECMA-376 part 1, 18.8.30, with the East Asian ids 27–36 and 50–58.
  static func kind(ofBuiltIn id: Int) -> XLSXFormatKind {
    switch id {
    case 14...17, 27...31, 36, 50...54, 57, 58: .date
    case 18...21, 32, 33, 45...47: .time
    case 22: .dateTime
    case 34, 35, 55, 56: .dateOrTime
    default: .number
    }
  }

  /// What a format such as `[$-804]yyyy"年"m"月"d"日"` shows.
  ///
  /// Only the first section counts, which is the one for positive numbers. Quoted and escaped characters, colours,
  /// conditions and locales are passed over. `m` is a month unless hours or seconds stand in the format without a day
  /// or a year.
  static func kind(ofCode code: String) -> XLSXFormatKind {
    let letters = significantLetters(of: code)
    if letters.contains("general") { return .number }
    let hasTime = letters.contains { $0 == "h" || $0 == "s" } || letters.contains("am/pm")
    let hasDay = letters.contains { "ydgeb".contains($0) } || letters.contains("aaa")
    let hasMonth = letters.contains("m")
    if hasDay { return hasTime ? .dateTime : .date }
    if hasTime { return .time }
    return hasMonth ? .date : .number
  }

  private static func significantLetters(of code: String) -> String {
    var kept = ""
    var scalars = Array(code.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"": scalars = scalars.drop { $0 != "\"" }.dropFirst()
      case "\\", "_", "*": scalars = scalars.dropFirst()
      case "[":
        let inside = String(String.UnicodeScalarView(scalars.prefix { $0 != "]" })).lowercased()
        scalars = scalars.drop { $0 != "]" }.dropFirst()
        // [h], [mm] and [ss] count hours, minutes and seconds that have passed.
        if !inside.isEmpty, inside.allSatisfy({ "hms".contains($0) }) { kept += inside.first == "m" ? "s" : inside }
      case ";": return kept
      case "E", "e":
        // 0.00E+00 is not an era.
        if scalars.first == "+" || scalars.first == "-" { scalars = scalars.dropFirst() } else { kept += "e" }
      default: kept.unicodeScalars.append(contentsOf: String(scalar).lowercased().unicodeScalars)
      }
    }
    return kept
  }
}

/// Days as a workbook counts them.
struct XLSXCalendar {
  /// Whether day 0 is 1 January 1904, as on old Macs, and not the last of December 1899.
  var countsFrom1904 = false

  /// Excel's last day, 9999-12-31.
  private static let last1900 = 2_958_465.0

  /// Days since 1970 of a serial number; `nil` for what is no day: below 1, past 9999, and 29 February 1900.
  ///
  /// Excel takes 1900 for a leap year, so that in its first two months serials run one ahead of those of later dates.
  func days(_ serial: Double) -> Int? {
    let day = serial.rounded(.down)
    if countsFrom1904 {
      return day >= 0 && day <= XLSXCalendar.last1900 - 1462 ? Int(day) - 24_107 : nil
    }
    guard day >= 1, day <= XLSXCalendar.last1900, day != 60 else { return nil }
    return Int(day) - (day < 60 ? 25_568 : 25_569)
  }

  /// Seconds since 1970, rounded to the nearest, because times of day are fractions that binary numbers cannot hold.
  func seconds(_ serial: Double) -> Int64? {
    guard let day = days(serial) else { return nil }
    return Int64(day) * 86_400 + Int64(((serial - serial.rounded(.down)) * 86_400).rounded())
  }
}
