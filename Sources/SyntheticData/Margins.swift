import Evidence

/// Whole parts of a whole.
enum Apportionment {
  /// `total` in parts as `weights` are to each other, by largest remainders; ties go to the earlier.
  static func parts(of total: Int, by weights: [Int]) -> [Int] {
    let sum = weights.reduce(0, +)
    guard sum > 0 else { return weights.map { _ in 0 } }
    var parts: [Int] = []
    var remainders: [(rest: Int, index: Int)] = []
    for (index, weight) in weights.enumerated() {
      let (quotient, rest) = (total * weight).quotientAndRemainder(dividingBy: sum)
      parts.append(quotient)
      remainders.append((rest, index))
    }
    remainders.sort { $0.rest != $1.rest ? $0.rest > $1.rest : $0.index < $1.index }
    for remainder in remainders.prefix(total - parts.reduce(0, +)) { parts[remainder.index] += 1 }
    return parts
  }
}

extension SyntheticSpecification.Item {
  /// How many of `valid` answers each level gets.
  ///
  /// - Throws: `synthetic-impossible-share`, `synthetic-margins-do-not-sum`.
  func counts(valid: Int) throws(Fault) -> [Int] {
    var counts = [Int](repeating: 0, count: levels.count)
    var parts = [Int](repeating: 0, count: levels.count)
    for (index, level) in levels.enumerated() {
      switch level.margin {
      case .count(let count): counts[index] = count
      case .share(let share):
        guard let count = share.count(ofPercentOf: valid) else {
          var facts = ImpossibleShare(share, of: valid).facts
          facts["item"] = .text(name)
          throw Fault(SyntheticFault.impossibleShare, at: level.place, facts)
        }
        counts[index] = count
      case .parts(let weight): parts[index] = weight
      case .open: break
      }
    }
    let given = counts.reduce(0, +)
    let hasParts = parts.contains { $0 > 0 }
    if given > valid || (given < valid && !hasParts) {
      throw Fault(
        SyntheticFault.marginsDoNotSum, at: place,
        ["item": .text(name), "sum": .integer(given), "n": .integer(valid)])
    }
    for (index, part) in Apportionment.parts(of: valid - given, by: parts).enumerated() { counts[index] += part }
    return counts
  }
}

/// A percentage that no whole number of so many cases has.
struct ImpossibleShare {
  let share: StatedNumber
  let n: Int

  init(_ share: StatedNumber, of n: Int) {
    self.share = share
    self.n = n
  }

  var facts: Facts {
    let below = max(0, min(n - 1, share.mantissa * n / (100 * share.scale)))
    func percent(_ count: Int) -> String { decimals(100 * Double(count) / Double(n), share.decimals + 1) }
    var facts: Facts = [
      "share": .text(share.text), "n": .integer(n), "below": .integer(below), "above": .integer(below + 1),
      "belowShare": .text(percent(below)), "aboveShare": .text(percent(below + 1)),
    ]
    // A few people who did not answer make most percentages possible; of very few cases only more of them do.
    let answered =
      (1..<n).reversed().first { share.count(ofPercentOf: $0) != nil }
      ?? (n...).first { share.count(ofPercentOf: $0) != nil || $0 > n + 100 * share.scale }!
    facts["answered"] = .integer(answered)
    facts["count"] = .integer(share.count(ofPercentOf: answered) ?? 0)
    return facts
  }
}
