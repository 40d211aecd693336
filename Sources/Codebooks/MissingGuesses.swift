import Evidence
import Tables

/// Words and numbers that people write where there is no answer.
enum MissingGuesses {
  /// Texts that can mean nothing else.
  static func reason(ofText text: String) -> MissingReason? {
    unmistakable[folded(text)]
  }

  /// Texts that may be an answer or may mean that there is none.
  static func isDoubtful(_ text: String) -> Bool { doubtful.contains(folded(text)) }

  /// Numbers that stand apart from the answers as missing codes do, each with the reason it often means.
  ///
  /// Negative codes count where every answer is 0 or more, and 9, 99, 999 and their like where they lie well above all
  /// answers and occur more than once.
  static func codes(in counts: [(value: LevelValue, count: Int)]) -> [(code: Int, reason: MissingReason)] {
    let numbers = counts.compactMap { pair in pair.value.number.map { (number: $0, count: pair.count) } }
    let answers = numbers.map(\.number).filter { reasons[Int(exactly: $0) ?? 0] == nil }
    guard let least = answers.min(), let most = answers.max(), least >= 0 else { return [] }
    return numbers.compactMap { pair in
      guard let code = Int(exactly: pair.number), let reason = reasons[code] else { return nil }
      if code < 0 { return (code, reason) }
      let standsApart = code == 9 ? most <= 7 : Double(code) >= 1.2 * most && Double(code) > most + 1
      return standsApart && pair.count >= 2 ? (code, reason) : nil
    }
  }

  private static let reasons: [Int: MissingReason] = [
    -1: .notApplicable, -2: .notApplicable, -3: .skipped, -7: .refused, -8: .dontKnow, -9: .refused, -77: .refused,
    -88: .dontKnow, -99: .refused, -999: .refused, 9: .refused, 77: .refused, 88: .dontKnow, 97: .refused,
    98: .dontKnow,
    99: .refused, 888: .dontKnow, 997: .refused, 998: .dontKnow, 999: .refused, 9998: .dontKnow, 9999: .refused,
    99999: .refused,
  ]

  private static let unmistakable: [String: MissingReason] = [
    "不适用": .notApplicable, "n/a": .notApplicable, "not applicable": .notApplicable, "不涉及": .notApplicable,
    "拒绝回答": .refused, "拒答": .refused, "不愿回答": .refused, "不愿意回答": .refused, "不便回答": .refused, "不便透露": .refused,
    "refused": .refused, "prefer not to say": .refused, "prefer not to answer": .refused, "不知道": .dontKnow,
    "don't know": .dontKnow, "dont know": .dontKnow, "do not know": .dontKnow, "跳过": .skipped, "已跳过": .skipped,
    "skipped": .skipped,
  ]

  private static let doubtful: Set<String> = [
    "不清楚", "说不清", "不好说", "无", "没有", "不详", "未知", "空", "未填", "未填写", "缺失", "-", "--", "—", "——", "/", "na", "null", "none",
    "unknown", ".", "?", "？",
  ]

  private static func folded(_ text: String) -> String {
    var word = text.trimmed
    if let first = word.first, let last = word.last, "(（[【".contains(first), ")）]】".contains(last), word.count > 2 {
      word = word.dropFirst().dropLast()
    }
    return word.lowercased().replacing("’", with: "'")
  }
}
