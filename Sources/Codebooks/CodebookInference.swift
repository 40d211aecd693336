import Evidence
import Tables

/// A first codebook, guessed from data, with what a person should check.
///
/// Guesses are made from the headers, the values and how often they occur; what cannot be known from data, such as the
/// other language, is left as an empty slot. Put over the table it came from, the codebook finds no drift.
public struct InferredCodebook: Sendable, Hashable {
  public let codebook: Codebook
  /// In the order of the variables.
  public let remarks: [CodebookRemark]

  /// - Complexity: O(*rows* · *columns*), and O(*rows* · *items*) for each matrix of items.
  public init(from table: Table) {
    var inference = Inference(table)
    inference.guessVariables()
    inference.joinScales()
    inference.guessGroups()
    inference.doubtReversedItems()
    codebook = inference.codebook
    remarks = inference.remarks
  }
}

private struct Inference {
  let table: Table
  let profiles: [ColumnProfile]
  var codebook = Codebook()
  var remarks: [CodebookRemark] = []
  /// The family of words of each variable whose answers form a scale.
  private var families: [Int: String] = [:]
  /// The places of the variables of each matrix.
  private let groups: [[Int]]

  init(_ table: Table) {
    self.table = table
    let headers = CodebookHeader.headers(of: table.columns.map(\.name))
    profiles = zip(table.columns, headers).map { ColumnProfile($0, $1) }
    var stems: [String] = []
    var members: [String: [Int]] = [:]
    for (index, header) in headers.enumerated() {
      guard let stem = header.stem else { continue }
      if members[stem] == nil { stems.append(stem) }
      members[stem, default: []].append(index)
    }
    groups = stems.map { members[$0]! }.filter { $0.count >= 2 }
    codebook.title = table.label
    codebook.responseSets = []
  }

  mutating func guessVariables() {
    for (index, profile) in profiles.enumerated() {
      var variable = CodebookVariable(describing: profile.column)
      variable.name = profile.header.name
      variable.column = profile.header.column
      nameIt(&variable, profile)
      let hasLabels = variable.levels.contains { !$0.label.isEmpty }
      if profile.isText && !hasLabels {
        guessText(&variable, profile, index)
      } else if !hasLabels {
        guessNumber(&variable, profile)
      }
      codebook.variables.append(variable)
    }
    let names = Dictionary(
      uniqueKeysWithValues: zip(table.columns.map(\.name), codebook.variables.map(\.name)))
    codebook.responseSets = table.responseSets.map { set in
      var set = set
      set.members = set.members.map { names[$0] ?? $0 }
      return set
    }
  }

  private mutating func nameIt(_ variable: inout CodebookVariable, _ profile: ColumnProfile) {
    if let wording = profile.header.wording, variable.wording.isEmpty { variable.wording = Label(sniffing: wording) }
    guard variable.label.isEmpty else { return }
    if let option = profile.header.option {
      variable.label = Label(sniffing: option)
    } else if let wording = profile.header.wording, wording.count <= 30 {
      variable.label = Label(sniffing: wording)
    } else if Label(sniffing: variable.name).chinese != nil {
      variable.label = Label(chinese: variable.name)
    } else {
      remarks.append(CodebookRemark(variable.name, "label", .labelNeeded))
    }
  }
}

// MARK: - Texts

extension Inference {
  private mutating func guessText(_ variable: inout CodebookVariable, _ profile: ColumnProfile, _ index: Int) {
    variable.levels = []
    guard let counts = profile.counts else {
      variable.kind = isNamedLikeID(profile) && profile.isEveryValueDifferent ? .id : .text
      return
    }
    var answers: [(text: String, count: Int)] = []
    for (value, count) in counts {
      let text = value.description
      if let reason = MissingGuesses.reason(ofText: text) {
        variable.missing.append(MissingValue(reason, value: value, label: Label(sniffing: text)))
      } else {
        answers.append((text, count))
      }
    }
    let texts = answers.map(\.text)
    guard !texts.isEmpty else {
      variable.kind = .text
      return
    }
    if isID(profile, texts) {
      variable.kind = .id
      variable.missing = []
    } else if texts.allSatisfy({ CalendarDate(written: $0) != nil }) {
      variable.kind = .date
    } else if let numbers = numbers(texts) {
      variable.kind = numbers.allSatisfy { $0 == $0.rounded() } ? .integer : .real
    } else if let split = DelimitedAnswers(answers) {
      variable.kind = .multiple
      variable.separator = split.separator
      variable.levels = split.options.map { CodebookVariable.Level(.text($0), label: Label(sniffing: $0)) }
      remarks.append(
        CodebookRemark(
          variable.name, "separator", .separatorGuessed,
          ["separator": .text(split.separator), "options": .integer(split.options.count)]))
    } else if let scale = LikertScale.ordered(texts) {
      variable.kind = .ordered
      families[index] = scale.family
      variable.levels = coded(scale.texts)
    } else if let order = NumberedAnswers.order(texts) {
      variable.kind = order.isScale ? .ordered : .category
      variable.levels = order.texts.map { CodebookVariable.Level(.text($0), label: Label(sniffing: $0)) }
      if order.isScale { remarkOrder(variable) }
    } else if case .category = profile.column.values {
      variable.kind = .category
      variable.levels = texts.map { CodebookVariable.Level(.text($0), label: Label(sniffing: $0)) }
    } else {
      variable.kind = .text
    }
    let doubtful = texts.filter(MissingGuesses.isDoubtful)
    if !doubtful.isEmpty && families[index] == nil && variable.kind != .id {
      remarks.append(CodebookRemark(variable.name, "missing", .missingTexts, ["values": .list(doubtful)]))
    }
  }

  private func coded(_ texts: [String]) -> [CodebookVariable.Level] {
    texts.enumerated().map { CodebookVariable.Level(.text($1), code: .integer($0 + 1), label: Label(sniffing: $1)) }
  }

  private mutating func remarkOrder(_ variable: CodebookVariable) {
    remarks.append(
      CodebookRemark(variable.name, "levels", .orderGuessed, ["order": .list(variable.levels.map(\.value.description))])
    )
  }

  private func numbers(_ texts: [String]) -> [Double]? {
    let numbers = texts.compactMap { text in Double(text.trimmed).flatMap { $0.isFinite ? $0 : nil } }
    guard numbers.count == texts.count else { return nil }
    // 007 is a code and not the number 7.
    return texts.contains { $0.count > 1 && $0.first == "0" && !$0.contains(".") } ? nil : numbers
  }

  private func isNamedLikeID(_ profile: ColumnProfile) -> Bool {
    let name = profile.column.name
    return ["编号", "序号", "代码", "编码", "工号", "学号"].contains { name.contains($0) } || name.lowercased() == "id"
      || name.hasSuffix("ID") || name.hasSuffix("_id") || name.hasSuffix("Id")
  }

  private func isID(_ profile: ColumnProfile, _ texts: [String]) -> Bool {
    if isNamedLikeID(profile) && texts.count * 2 > profile.answered { return true }
    guard profile.isEveryValueDifferent, let length = texts.first?.count else { return isNamedLikeID(profile) }
    return isNamedLikeID(profile)
      || texts.allSatisfy { text in
        text.count == length && length <= 32 && text.contains(where: \.isNumber)
          && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
      } && texts.contains { $0.contains(where: \.isLetter) || $0.first == "0" }
  }

  /// Columns judged in the same words share one list of answers, also where one of them lacks an answer.
  mutating func joinScales() {
    for family in Set(families.values).sorted() {
      let members = families.keys.filter { families[$0] == family }.sorted()
      let union = Set(members.flatMap { codebook.variables[$0].levels.map(\.value.description) })
      guard let scale = LikertScale.ordered(union.sorted()) else { continue }
      for member in members { codebook.variables[member].levels = coded(scale.texts) }
    }
    for member in families.keys.sorted() { remarkOrder(codebook.variables[member]) }
  }
}

// MARK: - Numbers

extension Inference {
  private mutating func guessNumber(_ variable: inout CodebookVariable, _ profile: ColumnProfile) {
    guard case .integer = profile.column.values else { return }
    if isNamedLikeID(profile) || isCount(profile) {
      variable.kind = .id
      return
    }
    let missing = profile.counts.map(MissingGuesses.codes) ?? []
    if !missing.isEmpty {
      let lines = missing.map { "{value: \($0.code), reason: \($0.reason.rawValue)}" }
      remarks.append(
        CodebookRemark(
          variable.name, "missing", .missingCodes,
          ["values": .list(missing.map { String($0.code) }), "lines": .list(lines)]))
    }
    let isAlone = !groups.contains { group in group.contains { profiles[$0].column.name == profile.column.name } }
    if isAlone, let codes = profile.smallCodes {
      variable.kind = .category
      variable.levels = codes.map { CodebookVariable.Level(.integer($0)) }
      remarks.append(CodebookRemark(variable.name, "levels", .levelLabelsNeeded, ["count": .integer(codes.count)]))
      remarks.append(CodebookRemark(variable.name, "kind", .kindGuessed, ["other": "integer"]))
    }
  }

  /// 1, 2, 3 … in every row: the number of the answer sheet.
  private func isCount(_ profile: ColumnProfile) -> Bool {
    guard case .integer(let integers) = profile.column.values, integers.count > 2, let first = integers[0] else {
      return false
    }
    return (0..<integers.count).allSatisfy { integers[$0] == first + Int64($0) }
  }

  /// Matrices: columns of 0 and 1 are options of one question, columns of a few numbers its lines.
  mutating func guessGroups() {
    for group in groups {
      let open = group.filter { codebook.variables[$0].kind == .integer && codebook.variables[$0].levels.isEmpty }
      guard open.count == group.count else { continue }
      let counts = group.compactMap { profiles[$0].counts }
      guard counts.count == group.count else { continue }
      let answers = counts.map { counts -> [Int] in
        let missing = Set(MissingGuesses.codes(in: counts).map(\.code))
        return counts.compactMap { $0.value.number.map { Int($0) } }.filter { !missing.contains($0) }
      }
      let seen = answers.flatMap { $0 }
      guard let least = seen.min(), let most = seen.max(), least >= 0, most <= 11 else { continue }
      most <= 1 ? addSet(group) : addBounds(group, low: min(least, 1), high: most)
    }
  }

  private mutating func addSet(_ group: [Int]) {
    let names = group.map { codebook.variables[$0].name }
    guard !codebook.responseSets.contains(where: { !Set($0.members).isDisjoint(with: names) }) else { return }
    for index in group {
      codebook.variables[index].kind = .category
      codebook.variables[index].levels = [
        CodebookVariable.Level(.integer(0), label: Label(chinese: "未选", english: "Not chosen")),
        CodebookVariable.Level(.integer(1), label: Label(chinese: "选中", english: "Chosen")),
      ]
      // What was taken for a missing code is a level that nobody declared; it stays a level to be decided.
      for code in profiles[index].numbers ?? [] where code != 0 && code != 1 {
        codebook.variables[index].levels.append(CodebookVariable.Level(LevelValue(shortest: code)))
      }
    }
    var name = profiles[group[0]].header.stem ?? names[0]
    let taken = Set(codebook.variables.map(\.name) + codebook.responseSets.map(\.name))
    while taken.contains(name) { name += "_set" }
    codebook.responseSets.append(
      MultipleResponseSet(name: name, members: names, coding: .dichotomies(counted: .integer(1))))
    remarks.append(CodebookRemark(name, "members", .setGuessed, ["count": .integer(names.count)]))
  }

  private mutating func addBounds(_ group: [Int], low: Int, high: Int) {
    for index in group {
      codebook.variables[index].scaleBounds = Double(low)...Double(high)
      remarks.append(
        CodebookRemark(
          codebook.variables[index].name, "scale", .boundsGuessed, ["low": .integer(low), "high": .integer(high)]))
    }
  }

  /// An item that runs against the rest of its matrix may be worded the other way round.
  mutating func doubtReversedItems() {
    let applied = codebook.applied(to: table).table
    for group in groups where group.count >= 3 {
      let scales = group.filter {
        codebook.variables[$0].scaleBounds != nil || codebook.variables[$0].kind == .ordered
      }
      guard scales.count == group.count else { continue }
      let columns = group.compactMap { index in
        applied[codebook.variables[index].name].map { column in
          let bounds = codebook.variables[index].scaleBounds
          return column.numbers().map { bounds?.contains($0) ?? true ? $0 : .nan }
        }
      }
      guard columns.count == group.count else { continue }
      for (index, correlation) in restCorrelations(columns).enumerated() where correlation < -0.2 {
        remarks.append(
          CodebookRemark(
            codebook.variables[group[index]].name, "reverse", .looksReversed,
            ["correlation": .number((correlation * 100).rounded() / 100)]))
      }
    }
    let order = Dictionary(
      codebook.variables.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    remarks = remarks.enumerated().sorted {
      (order[$0.element.variable] ?? .max, $0.offset) < (order[$1.element.variable] ?? .max, $1.offset)
    }.map(\.element)
  }

  /// The correlation of each item with the sum of the others, over rows that answered all.
  private func restCorrelations(_ columns: [[Double]]) -> [Double] {
    let rows = (0..<table.rowCount).filter { row in columns.allSatisfy { !$0[row].isNaN } }
    guard rows.count >= 10 else { return columns.map { _ in 0 } }
    let totals = rows.map { row in columns.reduce(0) { $0 + $1[row] } }
    return columns.map { column in
      let item = rows.map { column[$0] }
      let rest = zip(totals, item).map { $0 - $1 }
      let itemMean = item.reduce(0, +) / Double(rows.count)
      let restMean = rest.reduce(0, +) / Double(rows.count)
      var (products, itemSquares, restSquares) = (0.0, 0.0, 0.0)
      for (a, b) in zip(item, rest) {
        products += (a - itemMean) * (b - restMean)
        itemSquares += (a - itemMean) * (a - itemMean)
        restSquares += (b - restMean) * (b - restMean)
      }
      return itemSquares > 0 && restSquares > 0 ? products / (itemSquares * restSquares).squareRoot() : 0
    }
  }
}
