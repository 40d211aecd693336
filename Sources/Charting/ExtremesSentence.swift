import Evidence

/// What a reader who cannot see named values should hear first: how many, the largest, the smallest.
struct ExtremesSentence {
  let values: [(label: String, value: Double)]
  let format: ValueFormat

  init(_ values: [(String, Double)], format: ValueFormat) {
    self.values = values
    self.format = format
  }

  func text(in language: Language) -> String {
    let isChinese = language == .chinese
    guard let most = values.max(by: { $0.value < $1.value }), let least = values.min(by: { $0.value < $1.value }) else {
      return isChinese ? "没有可画的数值" : "No values to draw"
    }
    if values.count == 1 { return "\(most.label): \(format.text(most.value))" }
    return isChinese
      ? "\(values.count) 项；最高：\(most.label) \(format.text(most.value))；最低：\(least.label) \(format.text(least.value))"
      : "\(values.count) items; highest: \(most.label) \(format.text(most.value)); lowest: \(least.label) \(format.text(least.value))"
  }
}
