import CKernels
import Evidence
import Tables

extension CSVWords {
  /// The words as numbers. `nil` where their commas contradict each other, so that they stay texts.
  func numbersColumn(_ meanings: [CellMeaning], _ cellReader: CellReader) -> CSVColumn? {
    let groupings = meanings.compactMap { meaning in
      if case .grouped(let grouping) = meaning { grouping } else { nil }
    }
    var commas: CSVColumn.Commas?
    if !groupings.isEmpty {
      let decimal = groupings.contains { $0.evidence == .decimalComma }
      let thousands = groupings.contains { $0.evidence == .thousands }
      let hasPoints = meanings.contains { if case .real = $0 { true } else { false } }
      if decimal, thousands || hasPoints { return nil }
      guard decimal || thousands else {
        var column = textColumn(meanings: nil)
        column.commas = .ambiguous
        return column
      }
      commas = decimal ? .decimal : .thousands
    }
    var values: [Double?] = []
    var wholes: [Int64?] = []
    for meaning in meanings {
      switch meaning {
      case .whole(let value):
        values.append(Double(value))
        wholes.append(value)
      case .real(let value):
        values.append(value)
        wholes.append(value.rounded() == value && abs(value) < 9e15 ? Int64(value) : nil)
      case .grouped(let grouping):
        guard let value = commas == .decimal ? grouping.asDecimal : grouping.asThousands else { return nil }
        values.append(value)
        wholes.append(value.rounded() == value && abs(value) < 9e15 ? Int64(value) : nil)
      default:
        values.append(nil)
        wholes.append(nil)
      }
    }
    let isWhole = zip(values, wholes).allSatisfy { $0 == nil || $1 != nil }
    var column = CSVColumn(values: isWhole ? .integer(integers(wholes)) : .real(reals(values)))
    column.isFullWidth = cellReader.sawFullWidth
    column.commas = commas
    column.marks = marks(meanings)
    return column
  }

  func daysColumn(_ meanings: [CellMeaning]) -> CSVColumn {
    let hasTimes = meanings.contains { if case .dateTime = $0 { true } else { false } }
    let values = meanings.map { meaning -> Int64? in
      switch meaning {
      case .date(let days): hasTimes ? Int64(days) * 86_400 : Int64(days)
      case .dateTime(let seconds): seconds
      default: nil
      }
    }
    var column: CSVColumn
    if hasTimes {
      let bits = spread(values.map { $0.map { UInt64(bitPattern: $0) } }, missing: UInt64(bitPattern: Int64.min))
      column = CSVColumn(values: .dateTime(Cells(in: bits, count: reader.rowCount)))
    } else {
      let codes = values.map { UInt32(bitPattern: $0.map { Int32($0) } ?? Int32.min) }
      column = CSVColumn(
        values: .date(
          Cells(in: recode(codes, missing: UInt32(bitPattern: Int32.min), width: 4), count: reader.rowCount)))
    }
    column.marks = marks(meanings)
    return column
  }

  /// The words as answers from a list where they repeat, else as open text. `meanings` are looked at for numbers that
  /// a few texts have made texts.
  func textColumn(meanings: [CellMeaning]?) -> CSVColumn {
    var isBlank = [Bool](repeating: false, count: count)
    for word in 0..<count {
      let text = text(word)
      if text.count <= 64 { isBlank[word] = text.isBlank }
      if let bad = invalid(text) {
        var column = CSVColumn(values: .text(Codes(places: [], levelCount: 0, missingCount: 1), TextPool()))
        column.undecodable = (offset(word) ?? reader.dataStart) + bad
        return column
      }
    }
    let kept = (0..<count).filter { !isBlank[$0] }
    let counts = kept.count <= Column.mostTextLevels || meanings != nil ? tally() : []
    let answered = kept.count <= Column.mostTextLevels ? kept.reduce(0) { $0 + counts[$1] } : 0
    var column: CSVColumn
    if Column.isAnswerList(levels: kept.count, answered: answered) {
      let levels = kept.map { (word: $0, level: Level(.text(String(decoding: text($0), as: UTF8.self)))) }
        .sorted { $0.level.value < $1.level.value }
      column = CSVColumn(values: .category(codes(levels.map(\.word)), levels: levels.map(\.level)))
    } else {
      column = CSVColumn(values: .text(codes(kept), pool(kept)))
    }
    if let meanings { column.addStrays(self, meanings, counts) }
    return column
  }

  private func invalid(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    let end = ck_utf8_valid(text.baseAddress, text.count)
    return end < text.count ? end : nil
  }

  private func pool(_ words: [Int]) -> TextPool {
    var bytes: [UInt8] = []
    var ends: [Int] = []
    bytes.reserveCapacity(words.reduce(0) { $0 + text($1).count })
    ends.reserveCapacity(words.count)
    for word in words {
      bytes.append(contentsOf: text(word))
      ends.append(bytes.count)
    }
    return TextPool(bytes: bytes, ends: ends)
  }

  /// Codes where the word `order[k]` has the code k; other words are missing.
  private func codes(_ order: [Int]) -> Codes {
    var code = [UInt32](repeating: .max, count: count)
    for (place, word) in order.enumerated() { code[word] = UInt32(place) }
    let rows = reader.rowCount
    if order.count <= Int(Codes.firstMissingByte) {
      return .bytes(Cells(in: recode(code, missing: .max, width: 1), count: rows))
    }
    if order.count <= Int(Codes.firstMissingShort) {
      return .shorts(Cells(in: recode(code, missing: .max, width: 2), count: rows))
    }
    return .words(Cells(in: recode(code, missing: .max, width: 4), count: rows))
  }

  private func integers(_ values: [Int64?]) -> Integers {
    let numbers = values.compactMap { $0 }
    let low = numbers.min() ?? 0
    let high = numbers.max() ?? 0
    let rows = reader.rowCount
    if low >= Int64(Integers.leastByte), high <= Int64(Int8.max) {
      let cells = values.map { UInt32(truncatingIfNeeded: $0 ?? Int64(Int8.min)) }
      return .bytes(Cells(in: recode(cells, missing: UInt32(truncatingIfNeeded: Int8.min), width: 1), count: rows))
    }
    if low >= Int64(Integers.leastShort), high <= Int64(Int16.max) {
      let cells = values.map { UInt32(truncatingIfNeeded: $0 ?? Int64(Int16.min)) }
      return .shorts(Cells(in: recode(cells, missing: UInt32(truncatingIfNeeded: Int16.min), width: 2), count: rows))
    }
    if low >= Int64(Integers.leastWord), high <= Int64(Int32.max) {
      let cells = values.map { UInt32(truncatingIfNeeded: $0 ?? Int64(Int32.min)) }
      return .words(Cells(in: recode(cells, missing: UInt32(truncatingIfNeeded: Int32.min), width: 4), count: rows))
    }
    let bits = values.map { $0.map { UInt64(bitPattern: $0) } }
    return .longs(Cells(in: spread(bits, missing: UInt64(bitPattern: Int64.min)), count: rows))
  }

  private func reals(_ values: [Double?]) -> Cells<Double> {
    let bits = values.map { $0.map(\.bitPattern) }
    return Cells(in: spread(bits, missing: MissingSlots.real(0).bitPattern), count: reader.rowCount)
  }

  /// A cell of `width` bytes a row, by the word that stands in it.
  private func recode(_ cells: [UInt32], missing: UInt32, width: Int) -> Memory {
    let memory = Memory(byteCount: reader.rowCount * width)
    for (chunk, result) in results.enumerated() where reader.chunks[chunk].rowCount > 0 {
      let local = places[chunk].map { cells[Int($0)] }
      ck_csv_recode(
        &result.words[place], local, missing, memory.base + reader.chunks[chunk].firstRow * width, UInt32(width))
    }
    return memory
  }

  private func spread(_ values: [UInt64?], missing: UInt64) -> Memory {
    let memory = Memory(byteCount: reader.rowCount * 8)
    let cells = memory.base.bindMemory(to: UInt64.self, capacity: reader.rowCount)
    for (chunk, result) in results.enumerated() where reader.chunks[chunk].rowCount > 0 {
      let local = places[chunk].map { values[Int($0)] ?? missing }
      ck_csv_spread(&result.words[place], local, missing, cells + reader.chunks[chunk].firstRow)
    }
    return memory
  }

  private func marks(_ meanings: [CellMeaning]) -> TextCounts {
    var marks = TextCounts()
    guard meanings.contains(.notAvailable) else { return marks }
    let counts = tally()
    for word in 0..<count where meanings[word] == .notAvailable {
      marks.add(String(decoding: text(word), as: UTF8.self), counts[word])
    }
    return marks
  }
}

extension CSVColumn {
  /// How many of a hundred cells must be numbers for the texts among them to be worth a word.
  static let numberShare = 90

  /// Notes the first text where nearly all cells are numbers, and columns of percentages.
  fileprivate mutating func addStrays(_ words: CSVWords, _ meanings: [CellMeaning], _ counts: [Int]) {
    var numbers = 0
    var texts = 0
    var percentages = 0
    var first: Int?
    var firstPercentage: Int?
    for (word, meaning) in meanings.enumerated() {
      switch meaning {
      case .whole, .real, .grouped: numbers += counts[word]
      case .text:
        if words.text(word).isPercentage {
          percentages += counts[word]
          if firstPercentage == nil { firstPercentage = word }
        }
        texts += counts[word]
        if first == nil { first = word }
      default: break
      }
    }
    if let firstPercentage, percentages * 100 >= (numbers + texts) * CSVColumn.numberShare {
      self.percentages = stray(words, firstPercentage, percentages, numbers)
    } else if let first, numbers > 0, numbers * 100 >= (numbers + texts) * CSVColumn.numberShare {
      stray = stray(words, first, texts, numbers)
    }
  }

  private func stray(_ words: CSVWords, _ word: Int, _ count: Int, _ numbers: Int) -> Stray {
    Stray(
      text: String(decoding: words.text(word), as: UTF8.self), offset: words.offset(word), count: count,
      numbers: numbers)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether there is nothing but blanks, ideographic and no-break ones included.
  var isBlank: Bool {
    var reader = CellReader()
    return reader.meaning(of: self) == .nothing
  }

  /// Whether this is a plain number and a percent sign.
  fileprivate var isPercentage: Bool {
    guard let last, last == UInt8(ascii: "%") || suffix(3).elementsEqual([0xEF, 0xBC, 0x85]) else { return false }
    var reader = CellReader()
    let body = UnsafeBufferPointer(rebasing: self[..<(last == UInt8(ascii: "%") ? count - 1 : count - 3)])
    switch reader.meaning(of: body) {
    case .whole, .real: return true
    default: return false
    }
  }
}
