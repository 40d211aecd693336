import Evidence

/// What a publication counts: the sizes of its units, named in its sentences.
enum CountedUnit: String, Sendable, Hashable, CaseIterable {
  case enterprises, answers

  /// The unit a word names.
  init?(_ word: String) {
    let name = word.lowercased()
    let enterprises = ["企业", "公司", "工厂", "enterprise", "firm", "compan", "plant"]
    let answers = ["问卷", "受访", "答卷", "员工", "人员", "居民", "questionnaire", "respondent", "response", "employee"]
    if enterprises.contains(where: { name.firstRange(of: $0) != nil }) {
      self = .enterprises
    } else if answers.contains(where: { name.firstRange(of: $0) != nil }) {
      self = .answers
    } else {
      return nil
    }
  }
}

/// A share that a sentence states of a unit.
struct PercentageClaim: Sendable, Hashable {
  let number: PrintedNumber
  let place: Place
  let unit: CountedUnit?
}

/// What sentences claim besides tests.
struct Claims: Sendable {
  /// The sizes each unit was said to have, in order of the text.
  var sizes: [CountedUnit: [Int]] = [:]
  var percentages: [PercentageClaim] = []
  /// Where strong words about an association stand, with the words and the table they speak of.
  var strongWords: [(words: String, table: Int?, place: Place)] = []
  var eps: (number: PrintedNumber, place: Place)?
  var minimumSamples: PrintedNumber?
  var speaksOfDensityClusters = false
  var speaksOfAnswers = false
  var speaksOfScaling = false

  mutating func read(_ tokens: [ProseTokens.Token], file: String) {
    var sentenceStart = 0
    for index in tokens.indices {
      let place = Place(file: file, line: tokens[index].line, column: tokens[index].column)
      switch tokens[index].kind {
      case .number(let number):
        if number.isPercent {
          readPercentage(number, tokens, index, place)
        } else if let count = number.wholeNumber, count >= 10, let unit = unit(after: index, in: tokens) {
          sizes[unit, default: []].append(count)
        }
      case .word(let word):
        readWord(word, tokens, index, place)
      case .stop:
        readSentence(tokens[sentenceStart..<index], file)
        sentenceStart = index + 1
      case .sign: break
      }
    }
    readSentence(tokens[sentenceStart...], file)
  }

  /// `426 家企业`, `3497份有效问卷`, `426 high-energy-consuming enterprises`: the unit within a few words, before any
  /// other number.
  private func unit(after index: Int, in tokens: [ProseTokens.Token]) -> CountedUnit? {
    for next in index + 1...index + 6 {
      guard !tokens.isStop(next), tokens.number(next) == nil else { return nil }
      if let sign = tokens.sign(next), sign != "-" { return nil }
      guard let word = tokens.word(next) else { continue }
      if word.unicodeScalars.first?.isHan == true {
        // 426家企业: the classifier decides, so that 3497份问卷的企业 is no count of enterprises.
        if let first = word.first {
          if "家户".contains(first) { return CountedUnit.enterprises }
          if "份名位人".contains(first) { return CountedUnit.answers }
        }
        return nil
      }
      if ["from", "of", "in", "and", "to"].contains(word.lowercased()) { return nil }
      if let unit = CountedUnit(word) { return unit }
    }
    return nil
  }

  /// Changes (下降 15%) and round guesses (近 50%) are no counts divided by a count.
  private mutating func readPercentage(
    _ number: PrintedNumber, _ tokens: [ProseTokens.Token], _ index: Int, _ place: Place
  ) {
    let before = [tokens.word(index - 1), tokens.word(index - 2)].compactMap { $0?.lowercased() }
    let changes = [
      "降", "升", "增", "减", "提高", "超过", "至少", "近", "约", "左右", "以上", "by", "about", "nearly", "approximately", "over",
      "around", "least", "than", "increased", "decreased", "rose", "fell", "ci",
    ]
    if before.contains(where: { word in changes.contains { word.hasSuffix($0) } }) { return }
    if let after = tokens.word(index + 1),
      ["左右", "以上", "以下", "置信", "confidence", "CI"].contains(where: { after.hasPrefix($0) })
    {
      return
    }
    guard number.value - number.unit <= 100, number.value >= 0 else { return }
    var unit: CountedUnit?
    for next in index + 1...index + 5 {
      guard !tokens.isStop(next), tokens.number(next) == nil else { break }
      if let sign = tokens.sign(next), [",", "，", ";", "；"].contains(sign) { break }
      if let word = tokens.word(next), let named = CountedUnit(word) {
        unit = named
        break
      }
    }
    percentages.append(PercentageClaim(number: number, place: place, unit: unit))
  }

  private mutating func readWord(_ word: String, _ tokens: [ProseTokens.Token], _ index: Int, _ place: Place) {
    let name = word.lowercased()
    if name == "dbscan" { speaksOfDensityClusters = true }
    if ["问卷", "题项", "questionnaire", "likert", "量表"].contains(where: { name.firstRange(of: $0) != nil }) {
      speaksOfAnswers = true
    }
    if ["标准化处理", "归一化", "zscore", "normalised", "normalized", "standardised", "standardized", "minmax"].contains(
      where: { name.firstRange(of: $0) != nil })
    {
      speaksOfScaling = true
    }
    readParameter(name, tokens, index, place)
  }

  /// The parameters of a clustering, wherever they stand.
  mutating func readParameters(_ tokens: [ProseTokens.Token], file: String) {
    for index in tokens.indices {
      guard let word = tokens.word(index) else { continue }
      if word.lowercased() == "dbscan" { speaksOfDensityClusters = true }
      readParameter(
        word.lowercased(), tokens, index, Place(file: file, line: tokens[index].line, column: tokens[index].column))
    }
  }

  private mutating func readParameter(
    _ name: String, _ tokens: [ProseTokens.Token], _ index: Int, _ place: Place
  ) {
    if name == "eps" || name == "ε" || name == "epsilon", eps == nil, let number = number(after: index, in: tokens) {
      eps = (number, place)
    }
    if name == "min_samples" || name == "minpts" || name == "minsamples", minimumSamples == nil {
      minimumSamples = number(after: index, in: tokens)
    }
    if name == "samples", tokens.word(index - 1)?.lowercased() == "min", minimumSamples == nil {
      minimumSamples = number(after: index, in: tokens)
    }
  }

  private func number(after index: Int, in tokens: [ProseTokens.Token]) -> PrintedNumber? {
    for next in index + 1...index + 3 {
      if let number = tokens.number(next) { return number }
      guard tokens.sign(next) == "=" || tokens.sign(next) == ":" || tokens.word(next) == "为" else { return nil }
    }
    return nil
  }

  private static let strongChinese = ["高度相关", "强相关", "高度关联", "强烈相关", "密切相关", "强关联"]
  private static let strongEnglish = [
    "highly correlated", "strongly correlated", "highly associated", "strongly associated", "strong association",
    "strong correlation", "high correlation", "closely related",
  ]

  private mutating func readSentence(_ sentence: ArraySlice<ProseTokens.Token>, _ file: String) {
    guard let first = sentence.first else { return }
    let text = sentence.map { token in
      switch token.kind {
      case .word(let word): word.lowercased() + " "
      case .number(let number): number.text + " "
      default: ""
      }
    }.joined()
    let squeezed = String(text.filter { $0 != " " })
    let chinese = Self.strongChinese.first { squeezed.firstRange(of: $0) != nil }
    let english = Self.strongEnglish.first { text.firstRange(of: $0) != nil }
    guard let words = chinese ?? english else { return }
    if let range = squeezed.firstRange(of: chinese ?? ""), chinese != nil {
      let before = squeezed[..<range.lowerBound].suffix(2)
      if before.contains(where: { "不非无没未".contains($0) }) { return }
    }
    if chinese == nil, text.firstRange(of: "not ") != nil || text.firstRange(of: "no ") != nil { return }
    var table: Int?
    let tokens = Array(sentence)
    for index in tokens.indices {
      guard let word = tokens.word(index)?.lowercased(), word.hasSuffix("表") || word == "table" else { continue }
      if let number = tokens.number(index + 1)?.wholeNumber { table = number }
    }
    let isAboutChiSquare =
      table != nil || squeezed.firstRange(of: "卡方") != nil || squeezed.firstRange(of: "chisquare") != nil
    guard isAboutChiSquare else { return }
    strongWords.append((words, table, Place(file: file, line: first.line, column: first.column)))
  }
}
