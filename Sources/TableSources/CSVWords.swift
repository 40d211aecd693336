import CKernels
import Evidence
import Glibc
import Tables

/// The distinct texts of one column, put together from its chunks in order of first appearance, and what they mean.
struct CSVWords {
  let reader: CSVReader
  let place: Int
  let results: [CSVChunkResult]
  let table: WordTable
  /// For each chunk, the place in `table` of each of its words.
  private(set) var places: [[UInt32]] = []

  init(_ reader: CSVReader, _ place: Int, _ results: [CSVChunkResult]) {
    self.reader = reader
    self.place = place
    self.results = results
    table = WordTable()
    for result in results {
      var map = [UInt32](repeating: 0, count: Int(result.words[place].count))
      ck_csv_words_merge(&table.words, &result.words[place], &map)
      places.append(map)
    }
  }

  var count: Int { Int(table.words.count) }

  func text(_ word: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: table.words.words[word].text, count: Int(table.words.words[word].length))
  }

  func offset(_ word: Int) -> Int? {
    let offset = table.words.words[word].text - reader.bytes.base
    return offset >= 0 && offset < reader.bytes.count ? offset : nil
  }

  /// How many rows hold each word.
  func tally() -> [Int] {
    var counts = [UInt64](repeating: 0, count: count)
    for (chunk, result) in results.enumerated() { ck_csv_tally(&result.words[place], places[chunk], &counts) }
    return counts.map(Int.init)
  }

  func column() -> CSVColumn {
    var cellReader = CellReader()
    var meanings: [CellMeaning] = []
    meanings.reserveCapacity(count)
    var texts = 0
    var numbers = 0
    for word in 0..<count {
      let meaning = cellReader.meaning(of: text(word))
      switch meaning {
      case .text: texts += 1
      case .whole, .real, .grouped: numbers += 1
      default: break
      }
      meanings.append(meaning)
      // Where most of the first words are texts, the rest need not be understood.
      if word == 255, texts > 200 { return textColumn(meanings: nil) }
    }
    if texts == 0, numbers > 0, !meanings.contains(where: \.isDay), let column = numbersColumn(meanings, cellReader) {
      return column
    }
    if texts == 0, numbers == 0, meanings.contains(where: \.isDay) { return daysColumn(meanings) }
    return textColumn(meanings: meanings)
  }
}

/// A C table of words with an owner.
final class WordTable {
  var words = ck_csv_words()

  init() { ck_csv_words_begin(&words, 0) }
  deinit { ck_csv_words_end(&words) }
}

extension CellMeaning {
  var isDay: Bool {
    switch self {
    case .date, .dateTime: true
    default: false
    }
  }
}
