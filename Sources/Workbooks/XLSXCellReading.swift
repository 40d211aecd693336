import Evidence
import NumericalMethods
import Tables

extension XLSXSheetReader {
  /// What the text of a cell stands for under its type and format; `nil` where it is refused, which is recorded.
  mutating func cell(_ parser: UnsafeMutableRawPointer?) -> XLSXCell? {
    switch type {
    case .number: return number(parser)
    case .shared:
      guard let number = XLSXNumber(text.bytes), case .integer(let index) = number,
        let place = sheet.strings.place(ofIndex: Int(index))
      else {
        let facts: Facts = [
          "index": .text(String(decoding: text.bytes, as: UTF8.self)), "count": .integer(sheet.strings.places.count),
        ]
        refuse(.badSharedString, parser, facts)
        return nil
      }
      return place < 0 ? .empty : .text(place)
    case .text:
      text.unescape()
      let place = sheet.strings.place(ofInline: text)
      return place < 0 ? .empty : .text(place)
    case .boolean: return .boolean(text.bytes[0] == 49 || text.bytes[0] | 32 == 116)
    case .error: return error(String(decoding: text.bytes, as: UTF8.self))
    case .date:
      guard let (days, seconds) = CalendarDate.iso8601(text.bytes) else {
        let place = sheet.strings.place(ofInline: text)
        return place < 0 ? .empty : .text(place)
      }
      if let seconds { return .instant(Int64(days) * 86_400 + Int64(seconds)) }
      return .day(Int64(days))
    }
  }

  private mutating func number(_ parser: UnsafeMutableRawPointer?) -> XLSXCell? {
    guard let number = XLSXNumber(text.bytes) else { return irregularNumber(parser) }
    return cell(number)
  }

  /// A number under the format of the cell.
  @inline(__always)
  func cell(_ number: XLSXNumber) -> XLSXCell {
    let kind = styleKinds.indices.contains(style) ? styleKinds[style] : .number
    if kind != .number { return .moment(number.double, kind) }
    switch number {
    case .integer(let value): return .integer(value)
    case .real(let value): return .real(value)
    }
  }

  /// Some writers put blanks around numbers, and NaN where they have none.
  private mutating func irregularNumber(_ parser: UnsafeMutableRawPointer?) -> XLSXCell? {
    if text.isBlank { return .empty }
    let written = String(decoding: text.bytes, as: UTF8.self)
    let word = written.filter { !$0.isWhitespace }.lowercased()
    if ["nan", "-nan", "inf", "-inf", "infinity", "-infinity"].contains(word) { return error("#NUM!") }
    var bytes = Array(word.utf8)
    if let number = bytes.withUnsafeMutableBufferPointer({ XLSXNumber(UnsafeBufferPointer($0)) }) {
      return .real(number.double)
    }
    refuse(.badNumber, parser, ["value": .text(written)])
    return nil
  }

  private mutating func error(_ name: String) -> XLSXCell {
    if let place = sheet.errors.firstIndex(of: name) { return .error(Int32(place)) }
    // A hostile file could invent a name a cell.
    if sheet.errors.count >= 32 { return .error(0) }
    sheet.errors.append(name)
    return .error(Int32(sheet.errors.count - 1))
  }
}
