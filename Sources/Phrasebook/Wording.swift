import CarbonWording
import DataWording
import Evidence
import StatisticsWording
import Typography

/// The one place where codes and facts become sentences.
///
/// The sentences stand in three rooms below this one, by subject, a file for each room that states codes
/// (`TablesWording.swift`): there its code enums adopt ``Worded``. Rooms above (`Commands`, `Studies`) make a larger
/// `Wording` with ``adding(_:)``.
public struct Wording: Sendable {
  public let codes: [any Worded.Type]

  public init(_ codes: [any Worded.Type]) {
    self.codes = codes
  }

  /// The codes of every room below `Presentation`.
  public static let all = Wording(DataCodes.all + StatisticsCodes.all + CarbonCodes.all)

  public func adding(_ more: [any Worded.Type]) -> Wording {
    Wording(codes + more)
  }

  /// The templates of a code, `nil` where no room has registered it.
  ///
  /// - Complexity: O(*rooms*).
  public func words(for code: String) -> Words? {
    for type in codes {
      if let words = Self.words(of: type, code) { return words }
    }
    return nil
  }

  /// The sentences of a code with its facts put in. A code nobody registered is shown with its facts as they are.
  public func message(_ code: String, _ facts: Facts, in language: Language) -> Message {
    guard let words = words(for: code) else {
      let known = facts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.text(in: language))" }
      return Message(what: known.isEmpty ? code : "\(code) (\(known.joined(separator: "; ")))", fix: nil)
    }
    let template = language == .chinese ? words.chinese : words.english
    return Message(
      what: Template(template.what).filled(with: facts, in: language),
      fix: template.fix.map { Template($0).filled(with: facts, in: language) })
  }

  private static func words<Code: Worded>(of type: Code.Type, _ code: String) -> Words? {
    Code(rawValue: code)?.words
  }
}

extension Fault {
  /// What went wrong and the way out, as a person reads it.
  public func message(in language: Language, from wording: Wording = .all) -> Message {
    wording.message(code, facts, in: language)
  }

  /// The fault as the terminal shows it, with a line feed at the end.
  ///
  ///     tansuo: error: Column 5 of this row is missing (survey.csv:17)
  ///       fix: Add the missing field, or remove the row
  public func report(in language: Language, from wording: Wording = .all) -> String {
    let message = message(in: language, from: wording)
    var report = "tansuo: error: \(message.what)"
    if let place { report += " (\(place.description.withControlsVisible()))" }
    report += "\n"
    if let fix = message.fix { report += "  fix: \(fix)\n" }
    return report
  }
}

extension Caveat {
  /// What should worry the reader and, where there is one, the way out.
  public func message(in language: Language, from wording: Wording = .all) -> Message {
    wording.message(code, facts, in: language)
  }

  /// The caveat as the terminal shows it, with a line feed at the end.
  public func report(in language: Language, from wording: Wording = .all) -> String {
    let message = message(in: language, from: wording)
    var report = "tansuo: note: \(message.what)"
    if let place { report += " (\(place.description.withControlsVisible()))" }
    report += "\n"
    if let fix = message.fix { report += "  fix: \(fix)\n" }
    return report
  }
}
