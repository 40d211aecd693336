import Evidence
import Tables

/// What a column holds, counted: the ground of every guess about it.
struct ColumnProfile {
  /// More distinct values than this are not listed.
  static let mostValues = 5000

  let column: Column
  let header: CodebookHeader
  let answered: Int
  /// Distinct values and how often each occurs, by value; `nil` where there are too many.
  var counts: [(value: LevelValue, count: Int)]?
  let isText: Bool

  init(_ column: Column, _ header: CodebookHeader) {
    self.column = column
    self.header = header
    var counts: [LevelValue: Int] = [:]
    var answered = 0
    func fill(_ codes: Codes, _ value: (Int) -> LevelValue) {
      var tally: [Int] = []
      for place in codes.places() where place >= 0 {
        if tally.count <= Int(place) { tally += Array(repeating: 0, count: Int(place) + 1 - tally.count) }
        tally[Int(place)] += 1
      }
      answered = tally.reduce(0, +)
      for (place, count) in tally.enumerated() where count > 0 { counts[value(place), default: 0] += count }
    }
    switch column.values {
    case .category(let codes, let levels):
      fill(codes) { levels[$0].value }
      isText = levels.contains { if case .text = $0.value { true } else { false } }
    case .text(let codes, let pool):
      fill(codes) { .text(pool[$0]) }
      isText = true
    case .integer, .real, .date, .dateTime:
      isText = false
      for row in 0..<column.count {
        guard let value = column.value(at: row) else { continue }
        answered += 1
        if counts.count <= Self.mostValues { counts[value, default: 0] += 1 }
      }
    }
    self.answered = answered
    self.counts =
      counts.count > Self.mostValues
      ? nil : counts.map { (value: $0.key, count: $0.value) }.sorted { $0.value < $1.value }
  }

  var isEveryValueDifferent: Bool {
    answered == column.count && answered > 2 && (counts.map { $0.count == answered } ?? allDiffer)
  }

  private var allDiffer: Bool {
    var seen: Set<LevelValue> = []
    return (0..<column.count).allSatisfy { row in column.value(at: row).map { seen.insert($0).inserted } ?? false }
  }

  var texts: [String] { counts?.map(\.value.description) ?? [] }
  var numbers: [Double]? {
    guard !isText, let counts else { return nil }
    let numbers = counts.compactMap(\.value.number)
    return numbers.count == counts.count ? numbers : nil
  }
  /// The numbers, where they are few, whole and small, as the codes of answers are.
  var smallCodes: [Int]? {
    guard let numbers, numbers.count <= 12, answered > numbers.count else { return nil }
    let codes = numbers.filter { $0 == $0.rounded() && abs($0) < 10_000 }.map { Int($0) }
    return codes.count == numbers.count && codes.count > 0 ? codes : nil
  }
}
