import Evidence
import Tables

/// Cells that hold several answers between separators: `节能改造┋绿电采购`.
struct DelimitedAnswers {
  let separator: String
  /// By code point.
  let options: [String]

  private static let separators = ["┋", "│", ";", "；", "|", "、", "，", ","]

  /// `nil` unless some separator splits the cells into a few options that recur in different company.
  init?(_ answers: [(text: String, count: Int)]) {
    for separator in Self.separators {
      let isCertain = separator == "┋"
      var counts: [String: Int] = [:]
      var split = 0
      var total = 0
      var companies: [String: Int] = [:]
      for (text, count) in answers {
        let pieces = text.pieces(at: separator)
        total += count
        if pieces.count > 1 { split += count }
        for piece in pieces {
          counts[piece, default: 0] += count
          companies[piece, default: 0] += 1
        }
      }
      guard split > 0, counts.count <= 40, counts.keys.allSatisfy({ $0.count <= 60 }) else { continue }
      let isFrequent = split * 20 >= total && counts.values.reduce(0, +) >= 2 * counts.count
      // "钢铁、水泥" as one option never meets another partner; true options do.
      let isMixed = companies.values.filter { $0 > 1 }.count * 2 >= companies.count
      guard isCertain || (isFrequent && isMixed && counts.count < max(answers.count, 3)) else { continue }
      self.separator = separator
      options = counts.keys.sorted { LevelValue.text($0) < LevelValue.text($1) }
      return
    }
    return nil
  }
}

/// Answers that carry their order in digits: `1.是`, `50人以下`, `100-300人`, `300人以上`.
enum NumberedAnswers {
  /// The answers in the order of their numbers, and whether the numbers measure something.
  static func order(_ texts: [String]) -> (texts: [String], isScale: Bool)? {
    guard texts.count >= 2, texts.count <= 30 else { return nil }
    if let ranges = ranges(texts) { return (ranges, true) }
    var numbers: [Int] = []
    for text in texts {
      let digits = text.trimmed.prefix { $0.isASCII && $0.isNumber }
      let after = text.trimmed[digits.endIndex...]
      guard let number = Int(digits), digits.count <= 2, let sign = after.first, "、.．:：)）=".contains(sign),
        after.count > 1
      else { return nil }
      numbers.append(number)
    }
    guard Set(numbers).count == numbers.count else { return nil }
    return (texts.indices.sorted { numbers[$0] < numbers[$1] }.map { texts[$0] }, false)
  }

  /// Ranges of an amount in ascending order, `nil` unless every text is one and at least one says so in words or a dash.
  private static func ranges(_ texts: [String]) -> [String]? {
    var keys: [Double] = []
    var ranges = 0
    for text in texts {
      let numbers = numbers(in: text)
      guard let first = numbers.first, numbers.count <= 2 else { return nil }
      let isBelow = ["以下", "以内", "不足", "低于", "少于", "小于", "under", "below", "less than", "<", "≤"].contains {
        text.lowercased().contains($0)
      }
      let isAbove = ["以上", "超过", "高于", "多于", "大于", "over", "above", "more than", ">", "≥", "+"].contains {
        text.lowercased().contains($0)
      }
      if isBelow || isAbove || numbers.count == 2 { ranges += 1 }
      keys.append(
        numbers.count == 2
          ? first + 1e-6 : isBelow ? first - 1e-3 * max(1, first) : isAbove ? first + 1e-3 * max(1, first) : first)
    }
    guard ranges * 2 >= texts.count, ranges >= 2, Set(keys).count == keys.count else { return nil }
    return texts.indices.sorted { keys[$0] < keys[$1] }.map { texts[$0] }
  }

  /// The numbers in a text; 万 and 亿 multiply the one before them, commas between digits are dropped.
  private static func numbers(in text: String) -> [Double] {
    var numbers: [Double] = []
    var digits = ""
    for character in text.filter({ $0 != "," && $0 != "，" }) + " " {
      if character.isASCII && (character.isNumber || (character == "." && !digits.isEmpty)) {
        digits.append(character)
        continue
      }
      if let number = Double(digits) {
        numbers.append(number * (character == "万" ? 1e4 : character == "亿" ? 1e8 : 1))
      }
      digits = ""
    }
    return numbers
  }
}
