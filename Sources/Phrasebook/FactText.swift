import Evidence
import Glibc
import Typography

extension Fact {
  /// The longest text of a fact that is shown whole, in characters.
  static let longestText = 200
  /// The most things of a list that are named.
  static let longestList = 8

  /// The fact as it stands in a sentence. Text from files is shown with its control characters escaped.
  public func text(in language: Language) -> String {
    switch self {
    case .text(let text): return Self.shown(text)
    case .integer(let integer): return String(integer)
    case .number(let number): return Self.short(number)
    case .list(let things): return Self.list(things, in: language)
    case .label(let label): return Self.shown(label.text(in: language) ?? "")
    case .labels(let labels): return Self.list(labels.map { $0.text(in: language) ?? "" }, in: language)
    }
  }

  private static func list(_ things: [String], in language: Language) -> String {
    let separator = language == .chinese ? "、" : ", "
    let named = things.prefix(Self.longestList).map(Self.shown).joined(separator: separator)
    let left = things.count - Self.longestList
    guard left > 0 else { return named }
    return language == .chinese ? "\(named)……另有 \(left) 项" : "\(named), …and \(left) more"
  }

  private static func shown(_ text: String) -> String {
    let cut = text.count > longestText ? text.prefix(longestText - 1) + "…" : text
    return cut.withControlsVisible()
  }

  /// Six significant digits, without trailing zeros.
  private static func short(_ number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e15 { return String(Int64(number)) }
    var buffer = [CChar](repeating: 0, count: 40)
    let length = withVaList([number]) { vsnprintf(&buffer, buffer.count, "%.6g", $0) }
    return String(decoding: buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
