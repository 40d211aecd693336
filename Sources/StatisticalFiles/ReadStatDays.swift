/// How a format of SPSS or Stata turns numbers into days and moments.
struct DayCounting {
  enum Kind { case number, day, moment }
  enum Program { case spss, stata }

  let program: Program

  /// SPSS counts seconds from 1582-10-14, the eve of the Gregorian calendar.
  static let spssSecondsBefore1970 = 12_219_379_200.0
  /// Stata counts days and milliseconds from 1960-01-01.
  static let stataSecondsBefore1970 = 315_619_200.0

  func kind(of format: String) -> Kind {
    switch program {
    case .spss:
      switch format.prefix(while: \.isLetter).uppercased() {
      case "DATE", "ADATE", "EDATE", "JDATE", "SDATE", "QYR", "MOYR", "WKYR": return .day
      case "DATETIME", "YMDHMS": return .moment
      default: return .number
      }
    case .stata:
      let name = format.drop { $0 == "%" || $0 == "-" }
      if name.hasPrefix("tc") || name.hasPrefix("tC") { return .moment }
      return name.hasPrefix("td") || name.hasPrefix("d") ? .day : .number
    }
  }

  /// Seconds since 1970 of a number in a column of days or of moments.
  func seconds(_ number: Double, _ kind: Kind) -> Double {
    switch (program, kind) {
    case (.spss, _): number - Self.spssSecondsBefore1970
    case (.stata, .moment): number / 1000 - Self.stataSecondsBefore1970
    case (.stata, _): number * 86_400 - Self.stataSecondsBefore1970
    }
  }

  /// Whether our dates reach that far: five million years either way.
  func isInReach(_ number: Double, _ kind: Kind) -> Bool { abs(seconds(number, kind)) < 1.5e14 }
  func isWholeDay(_ number: Double, _ kind: Kind) -> Bool {
    let days = seconds(number, kind) / 86_400
    return days.rounded() == days
  }
  func isWholeSecond(_ number: Double, _ kind: Kind) -> Bool {
    let seconds = seconds(number, kind)
    return seconds.rounded() == seconds
  }
}
