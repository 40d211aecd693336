import Evidence
import Tables

/// Turns columns into variables, and notes what SPSS cannot hold.
struct SPSSVariableMaker {
  static let longestText = 32_767
  static let longestLabel = 255
  /// How many bytes of a string a missing value of it has.
  static let longestMissingText = 8

  let language: Language
  private var cutTexts: [String] = []
  private var cutLabels: [String] = []
  private var otherLanguage: [String] = []
  private var recoded: [String] = []
  private var reordered: [String] = []

  init(language: Language) {
    self.language = language
  }

  var caveats: [Caveat] {
    let found: [(SPSSCaveat, [String])] = [
      (.textsCut, cutTexts), (.labelsCut, cutLabels), (.otherLanguageDropped, otherLanguage),
      (.missingValuesRecoded, recoded), (.levelOrderLost, reordered),
    ]
    return found.filter { !$0.1.isEmpty }.map { Caveat($0.0, ["columns": .list($0.1)]) }
  }

  mutating func variable(_ column: Column, named name: String) throws(Fault) -> SPSSVariable {
    var labels = [column.label] + column.missing.map(\.label)
    let isText: Bool
    switch column.values {
    case .text: isText = true
    case .category(_, let levels):
      isText = levels.contains { $0.value.number == nil }
      labels += levels.map(\.label)
      if zip(levels, levels.dropFirst()).contains(where: { $1.value < $0.value }) { reordered.append(column.name) }
    default: isText = false
    }
    if labels.contains(where: { $0.chinese != nil && $0.english != nil }) { otherLanguage.append(column.name) }
    var variable = isText ? try text(column, name) : try numeric(column, name)
    // A name that had to change is kept as the label where there is none.
    let label = column.label.text(in: language) ?? (name == column.name ? "" : column.name)
    variable.label = labelBytes(label, of: column)
    if case .category = column.values {
      variable.measure = column.notes.isOrdered ? 2 : 1
    } else {
      variable.measure = column.notes.isOrdered ? 2 : isText ? 1 : 3
    }
    return variable
  }

  private mutating func labelBytes(_ label: String, of column: Column) -> [UInt8] {
    if label.utf8.count > Self.longestLabel, cutLabels.last != column.name { cutLabels.append(column.name) }
    return Array(SPSSNames.cut(label, to: Self.longestLabel).utf8)
  }

  /// What a missing code is called: its label, else the text it had, else its reason.
  private mutating func label(_ way: MissingValue, isRecoded: Bool, of column: Column) -> [UInt8]? {
    if let label = way.label.text(in: language) { return labelBytes(label, of: column) }
    if case .text(let text)? = way.value {
      if isRecoded { return labelBytes(text, of: column) }
      if MissingReason(guessedFrom: Label(sniffing: text)) == way.reason { return nil }
    }
    let words: (String, String)
    switch way.reason {
    case .system: return nil
    case .refused: words = ("拒绝回答", "Refused")
    case .notApplicable: words = ("不适用", "Not applicable")
    case .dontKnow: words = ("不知道", "Don't know")
    case .skipped: words = ("跳过", "Skipped")
    }
    return Array((language == .chinese ? words.0 : words.1).utf8)
  }

  // MARK: - Numbers

  private mutating func numeric(_ column: Column, _ name: String) throws(Fault) -> SPSSVariable {
    let (valid, cellNumbers) = numbers(column)
    var used = Set(valid)
    used.formUnion(column.missing.compactMap { $0.value?.number })
    var codes: [Double] = []
    var labels: [(SPSSVariable.Value, [UInt8])] = []
    var next = -99.0
    var wasRecoded = false
    for (slot, way) in column.missing.enumerated() {
      if slot == 0 || (way.reason == .system && way.value == nil) {
        codes.append(.nan)
        continue
      }
      var code = way.value?.number
      if code == nil || valid.contains(code!) {
        while !used.insert(next).inserted { next += next == -1 ? 1000 : 1 }
        code = next
        wasRecoded = true
        if let label = label(way, isRecoded: true, of: column) { labels.append((.number(code!), label)) }
      } else if let label = label(way, isRecoded: false, of: column) {
        labels.append((.number(code!), label))
      }
      codes.append(code!)
    }
    if wasRecoded { recoded.append(column.name) }
    if case .category(_, let levels) = column.values {
      let everyLevelIsLabelled = levels.allSatisfy { !$0.label.isEmpty }
      for level in levels {
        let own = level.label.text(in: language) ?? (everyLevelIsLabelled ? nil : level.value.description)
        if let own { labels.append((.number(level.value.number!), labelBytes(own, of: column))) }
      }
    }
    let cells = cellNumbers.enumerated().map { row, number in
      number.isNaN ? codes[min(column.missingSlot(at: row) ?? 0, codes.count - 1)] : number
    }
    return SPSSVariable(
      name: name, label: [], width: 0, format: format(of: column), measure: 3,
      valueLabels: labels.sorted { SPSSVariableMaker.number($0.0) < SPSSVariableMaker.number($1.0) },
      missing: try declared(codes.filter { !$0.isNaN }, valid, column), cells: .numbers(cells))
  }

  private static func number(_ value: SPSSVariable.Value) -> Double {
    if case .number(let number) = value { number } else { .nan }
  }

  /// The distinct answers, also those of levels that do not occur, and every row in SPSS's way of counting.
  private func numbers(_ column: Column) -> (Set<Double>, [Double]) {
    var cells = column.numbers()
    switch column.values {
    case .date: for row in cells.indices { cells[row] = cells[row] * 86_400 + DayCounting.spssSecondsBefore1970 }
    case .dateTime: for row in cells.indices { cells[row] += DayCounting.spssSecondsBefore1970 }
    default: break
    }
    var valid = Set(cells.lazy.filter { !$0.isNaN })
    if case .category(_, let levels) = column.values { valid.formUnion(levels.compactMap(\.value.number)) }
    return (valid, cells)
  }

  /// Up to three codes stand alone; more must lie in one range that no answer lies in, with at most one beside it.
  private func declared(
    _ codes: [Double], _ valid: Set<Double>, _ column: Column
  ) throws(Fault) -> SPSSVariable.Missing {
    let codes = Set(codes).sorted()
    if codes.count <= 3 { return .values(codes.map { .number($0) }) }
    for alone in [nil] + codes.map(Optional.some) {
      let others = codes.filter { $0 != alone }
      let range = others.first!...others.last!
      if !valid.contains(where: range.contains) { return .range(range.lowerBound, range.upperBound, and: alone) }
    }
    throw Fault(
      SPSSFault.tooManyMissingCodes,
      ["column": .text(column.name), "codes": .list(codes.map { LevelValue(shortest: $0).description })])
  }

  private func format(of column: Column) -> SPSSVariable.Format {
    let days = DayCounting(program: .spss)
    let noted = column.notes.format.flatMap { SPSSVariable.Format($0) }
    let notedKind = days.kind(of: column.notes.format ?? "")
    switch column.values {
    case .date: return notedKind == .day ? noted! : SPSSVariable.Format(type: 20, width: 11, decimals: 0)
    case .dateTime: return notedKind == .moment ? noted! : SPSSVariable.Format(type: 22, width: 20, decimals: 0)
    default:
      if let noted, notedKind == .number, noted.type > 2, noted.width <= 40 { return noted }
      if case .real = column.values { return SPSSVariable.Format(type: 5, width: 8, decimals: 2) }
      return SPSSVariable.Format(type: 5, width: 8, decimals: 0)
    }
  }

  // MARK: - Texts

  private mutating func text(_ column: Column, _ name: String) throws(Fault) -> SPSSVariable {
    var texts: [[UInt8]] = []
    var labels: [(SPSSVariable.Value, [UInt8])] = []
    var places: [Int32]
    var isCut = false
    func bytes(_ text: String) -> [UInt8] {
      if text.utf8.count > Self.longestText { isCut = true }
      return Array(SPSSNames.cut(text, to: Self.longestText).utf8)
    }
    switch column.values {
    case .category(let codes, let levels):
      places = codes.places()
      texts = levels.map { bytes($0.value.description) }
      let restored = isRestored(levels, places)
      for (level, text) in zip(levels, texts) {
        let own = level.label.text(in: language) ?? (restored ? nil : level.value.description)
        if let own, !text.isEmpty { labels.append((.text(text), labelBytes(own, of: column))) }
      }
    case .text(let codes, let pool):
      places = codes.places()
      texts = (0..<pool.count).map { bytes(pool[$0]) }
    default: preconditionFailure("only texts and categories are written as strings")
    }
    if isCut { cutTexts.append(column.name) }

    var used = Set(texts)
    var codes: [[UInt8]] = []
    var next = -99
    var wasRecoded = false
    for (slot, way) in column.missing.enumerated() {
      if slot == 0 || (way.reason == .system && way.value == nil) {
        codes.append([])
        continue
      }
      var code = way.value.map { Array($0.description.utf8) } ?? []
      let needsCode = code.isEmpty || code.count > Self.longestMissingText || used.contains(code)
      if needsCode {
        wasRecoded = true
        while !used.insert(Array(String(next).utf8)).inserted { next += 1 }
        code = Array(String(next).utf8)
      }
      if let label = label(way, isRecoded: needsCode, of: column) { labels.append((.text(code), label)) }
      codes.append(code)
    }
    if wasRecoded { recoded.append(column.name) }
    let declared = codes.filter { !$0.isEmpty }
    guard declared.count <= 3 else {
      throw Fault(
        SPSSFault.tooManyMissingCodes,
        ["column": .text(column.name), "codes": .list(declared.map { String(decoding: $0, as: UTF8.self) })])
    }
    // The missing codes follow the answers in the list of texts.
    let answers = texts.count
    texts += codes
    places = places.map { $0 >= 0 ? $0 : Int32(answers) + (-1 - $0) }
    let noted = column.notes.format.flatMap { SPSSVariable.Format($0) }
    var width = max(1, texts.map(\.count).max() ?? 1)
    if let noted, noted.type == 1 { width = max(width, Int(noted.width)) }
    return SPSSVariable(
      name: name, label: [], width: width,
      format: SPSSVariable.Format(type: 1, width: Int32(min(width, 255)), decimals: 0), measure: 1,
      valueLabels: labels, missing: .values(declared.map { .text($0) }), cells: .texts(texts, places: places))
  }

  /// Whether a reader that sees the bare texts makes the same levels of them.
  private func isRestored(_ levels: [Level], _ places: [Int32]) -> Bool {
    guard levels.allSatisfy(\.label.isEmpty) else { return levels.allSatisfy { !$0.label.isEmpty } }
    var occurs = [Bool](repeating: false, count: levels.count)
    for place in places where place >= 0 { occurs[Int(place)] = true }
    let pool = TextPool(levels.map(\.value.description))
    guard occurs.allSatisfy({ $0 }),
      case .category(_, let again) = Column.textOrCategory(places: places, pool: pool, missingCount: 1)
    else { return false }
    return again == levels
  }
}
