import Evidence

/// Tests found in tables as statistics programs print them: a row a test, a column each for value, df and p.
enum TestTableReading {
  static func tests(in table: PublishedTable, file: String, group: Int) -> [PublishedTest] {
    guard
      let heading = table.rows.prefix(4).firstIndex(where: { row in
        let known = row.compactMap { StatisticLabels.column($0.text) }
        return known.contains { if case .statistic = $0 { true } else { false } }
          || (known.contains { if case .degrees = $0 { true } else { false } }
            && known.contains { if case .p = $0 { true } else { false } })
      })
    else { return [] }
    let columns = table.rows[heading].map { StatisticLabels.column($0.text) }
    var tests: [PublishedTest] = []
    var n: PrintedNumber?
    for row in table.rows[(heading + 1)...] {
      // A mis-set label (`总计 皮尔逊卡方`) stands in a cell of its own, so all cells before the first number count.
      let firstNumber = row.firstIndex { PrintedNumber($0.text) != nil } ?? row.count
      let labels = row[..<firstNumber].map(\.text)
      if labels.contains(where: StatisticLabels.isSampleSize) {
        n = row.dropFirst().compactMap { PrintedNumber($0.text) }.first
        continue
      }
      guard let kind = labels.compactMap(StatisticLabels.test).first else { continue }
      var test = PublishedTest(kind, at: Place(file: file, line: row[0].line))
      test.group = group
      for (cell, column) in zip(row, columns) {
        guard let column, let number = PrintedNumber(cell.text) else { continue }
        switch column {
        case .statistic: test.statistic = number
        case .degrees: test.degreesOfFreedom = number
        case .p: test.p = number
        case .exactP: test.exactP = number
        case .oneSidedExactP: test.oneSidedExactP = number
        }
      }
      tests.append(test)
    }
    return tests.map { test in
      var test = test
      test.n = test.n ?? n
      return test
    }
  }
}

/// Tests found in sentences: `χ²(4, N = 226) = 13.61, p = .009`, `χ² = 13.61，ν = 4，P = 0.009`, `卡方值为5.385，自由度为2`.
enum TestProseReading {
  static func tests(in tokens: [ProseTokens.Token], file: String, firstGroup: Int) -> [PublishedTest] {
    var tests: [PublishedTest] = []
    var index = 0
    while index < tokens.count {
      if let found = test(tokens, at: index, file) {
        var test = found.test
        test.group = firstGroup + tests.count
        tests.append(test)
        index = found.end
      } else {
        index += 1
      }
    }
    return tests
  }

  private static func kind(_ word: String, _ tokens: [ProseTokens.Token], _ index: Int) -> PublishedTest.Kind? {
    switch word {
    case "χ²", "χ2", "X²", "X2", "x2", "chi2", "chi²": return .pearson
    case "G²", "G2", "LR": return .likelihoodRatio
    case "t": return .studentT
    case "F": return .f
    case "z", "Z": return .normal
    case "r": return .correlation
    case "chi", "Chi":
      guard tokens.sign(index + 1) == "-", tokens.word(index + 2)?.lowercased().hasPrefix("square") == true else {
        return nil
      }
      return .pearson
    default:
      guard word.unicodeScalars.first?.isHan == true else { return nil }
      if let range = word.firstRange(of: "似然比"), word.distance(from: range.upperBound, to: word.endIndex) <= 2 {
        return .likelihoodRatio
      }
      if let range = word.firstRange(of: "卡方"), word.distance(from: range.upperBound, to: word.endIndex) <= 2 {
        return .pearson
      }
      return nil
    }
  }

  private static func test(
    _ tokens: [ProseTokens.Token], at start: Int, _ file: String
  ) -> (test: PublishedTest, end: Int)? {
    guard let word = tokens.word(start), let kind = kind(word, tokens, start) else { return nil }
    var test = PublishedTest(kind, at: Place(file: file, line: tokens[start].line, column: tokens[start].column))
    var index = start + 1
    if word == "chi" || word == "Chi" { index += 2 }
    // 卡方值 χ² = …: the sign after the word is the same statistic.
    if let next = tokens.word(index), self.kind(next, tokens, index) == kind { index += 1 }
    if tokens.sign(index) == "(" {
      guard let end = degrees(tokens, index + 1, &test) else { return nil }
      index = end
    }
    let isHan = word.unicodeScalars.first?.isHan == true
    var saysEquals = isHan
    while index < tokens.count {
      if tokens.sign(index) == "=" || tokens.sign(index) == ":" {
        saysEquals = true
      } else if let between = tokens.word(index), ["为", "值", "值为", "是", "is", "was", "of"].contains(between) {
        saysEquals = true
      } else {
        break
      }
      index += 1
    }
    guard saysEquals, let statistic = tokens.number(index), !statistic.isPercent else { return nil }
    test.statistic = statistic
    index += 1
    let limit = min(tokens.count, index + 40)
    while index < limit, !tokens.isStop(index) {
      if let next = tokens.word(index) {
        if self.kind(next, tokens, index) != nil, tokens.sign(index + 1) == "(" || tokens.sign(index + 1) == "=" {
          break
        }
        if let role = role(next) ?? effect(next, tokens, index), let value = value(tokens, index + 1) {
          switch role {
          case .degrees where test.degreesOfFreedom == nil: test.degreesOfFreedom = value.number
          case .n where test.n == nil: test.n = value.number
          case .p where test.p == nil: test.p = value.number
          case .effect(let kind) where test.kind == .pearson && !test.effects.contains { $0.kind == kind }:
            let place = Place(file: file, line: tokens[index].line, column: tokens[index].column)
            test.effects.append(PublishedEffect(kind, value.number, at: place))
          default: break
          }
          index = value.end
          continue
        }
      }
      index += 1
    }
    guard test.p != nil || test.kind == .pearson && test.n != nil else { return nil }
    return (test, index)
  }

  private enum Role {
    case degrees, n, p
    case effect(PublishedEffect.Kind)
  }

  /// A bare C is the contingency coefficient only before a number that it could be.
  private static func effect(_ word: String, _ tokens: [ProseTokens.Token], _ index: Int) -> Role? {
    switch word {
    case "V", "φc", "φ_c", "phi_c": return .effect(.cramersV)
    case "φ", "phi", "Phi": return .effect(.phi)
    case "C":
      guard let number = value(tokens, index + 1)?.number, number.decimals > 0, abs(number.value) <= 1 else {
        return nil
      }
      return .effect(.contingency)
    case "coefficient":
      return tokens.word(index - 1)?.lowercased() == "contingency" ? .effect(.contingency) : nil
    default:
      let isNamed = ["列联系数", "相依系数", "列联相关系数"].contains { word.hasSuffix($0) || word.hasSuffix($0 + "为") }
      return isNamed ? .effect(.contingency) : nil
    }
  }

  private static func role(_ word: String) -> Role? {
    switch word {
    case "df", "ν", "自由度", "自由度为", "v": .degrees
    case "N", "n", "样本量", "样本量为": .n
    case "p", "P", "p值", "P值", "Sig", "sig", "显著性", "显著性为": .p
    default: nil
    }
  }

  /// What stands in the brackets behind a statistic: degrees of freedom and the size of the sample.
  private static func degrees(
    _ tokens: [ProseTokens.Token], _ start: Int, _ test: inout PublishedTest
  ) -> Int? {
    var index = start
    var role: Role?
    var plain: [PrintedNumber] = []
    while index < tokens.count, index < start + 16 {
      if tokens.sign(index) == ")" {
        if let first = plain.first, test.degreesOfFreedom == nil { test.degreesOfFreedom = first }
        if plain.count > 1 {
          if test.kind == .f { test.secondDegreesOfFreedom = plain[1] } else if test.n == nil { test.n = plain[1] }
        }
        return index + 1
      }
      if let word = tokens.word(index) {
        role = self.role(word)
      } else if let number = tokens.number(index) {
        switch role {
        case .n: test.n = number
        case .degrees where test.kind != .f: test.degreesOfFreedom = number
        default: plain.append(number)
        }
        role = nil
      } else if tokens.isStop(index) {
        return nil
      }
      index += 1
    }
    return nil
  }

  /// The number behind `p =`, `P <`, `自由度为`.
  private static func value(_ tokens: [ProseTokens.Token], _ start: Int) -> (number: PrintedNumber, end: Int)? {
    var index = start
    var bound = PrintedNumber.Bound.exactly
    while index < start + 4 {
      if let number = tokens.number(index) {
        guard !number.isPercent else { return nil }
        let value = PrintedNumber(
          text: (bound == .below ? "<" : bound == .above ? ">" : "") + number.text, value: number.value,
          decimals: number.decimals, bound: bound, isPercent: false)
        return (value, index + 1)
      }
      switch tokens.sign(index) {
      case "=", ":", ".": break
      case "<", "≤": bound = .below
      case ">", "≥": bound = .above
      default:
        guard let word = tokens.word(index), ["值", "为", "值为", "value", "系数", "系数为"].contains(word) else { return nil }
      }
      index += 1
    }
    return nil
  }
}
