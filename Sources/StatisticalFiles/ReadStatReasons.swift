import Evidence
import Tables

extension MissingReason {
  /// The reason a label of a missing code gives, in Chinese or English. A code whose label says nothing known, or that
  /// has none, is `system`; its value stays beside the reason.
  init(guessedFrom label: Label) {
    let text = ((label.chinese ?? "") + " " + (label.english ?? "")).lowercased()
    let plain = text.filter { $0 != "'" && $0 != "’" && $0 != "‘" }
    func has(_ words: [String]) -> Bool { words.contains { plain.contains($0) } }
    let tokens = Set(plain.split { !($0.isLetter || $0.isNumber || $0 == "/" || $0 == ".") }.map(String.init))
    if has(["拒绝", "拒答", "不愿", "不便", "refus", "declin", "prefer not"]) {
      self = .refused
    } else if has(["不适用", "not applicable", "inapplicable", "does not apply"])
      || !tokens.isDisjoint(with: ["n/a", "n.a.", "n.a", "na", "iap"])
    {
      self = .notApplicable
    } else if has(["不知道", "不清楚", "说不清", "不了解", "不确定", "dont know", "do not know", "not sure", "unsure"])
      || !tokens.isDisjoint(with: ["dk", "d.k."])
    {
      self = .dontKnow
    } else if has(["跳过", "跳答", "跳题", "skip", "not asked", "routed"]) {
      self = .skipped
    } else {
      self = .system
    }
  }
}
