import Evidence
import NumericalMethods
import Testing

@testable import DisclosureControl

/// A reader with patience: every table that agrees with what is published, found by trying all of them.
private struct Attacker {
  let suppression: TableSuppression
  let published: [[Int]]
  /// The rounded statistic, where it is published.
  var statistic: TableSuppression.RoundedStatistic?

  /// What each position can be.
  func candidates() -> [TableSuppression.Position: Set<Int>] {
    let (rows, columns) = (suppression.rowCount, suppression.columnCount)
    let hidden = (0..<rows * columns).filter { suppression.isHidden(row: $0 / columns, column: $0 % columns) }
    let total = published.reduce(0) { $0 + $1.reduce(0, +) }
    let unsafe = Set(suppression.unsafe)
    var found: [TableSuppression.Position: Set<Int>] = [:]
    var table = published
    func isPlausible(_ position: TableSuppression.Position, _ value: Int) -> Bool {
      unsafe.contains(position)
        ? suppression.rule.isUnsafe(count: value) : value >= suppression.rule.minimumCount
    }
    func check() {
      guard table.reduce(0, { $0 + $1.reduce(0, +) }) == total else { return }
      var values: [TableSuppression.Position: Int] = [:]
      if suppression.hasRowTotals {
        for row in 0..<rows {
          let sum = table[row].reduce(0, +)
          if suppression.isRowTotalHidden(row) {
            let position = TableSuppression.Position(row: row, column: nil)
            guard isPlausible(position, sum) else { return }
            values[position] = sum
          } else if sum != published[row].reduce(0, +) {
            return
          }
        }
        for column in 0..<columns {
          let sum = table.reduce(0) { $0 + $1[column] }
          if suppression.isColumnTotalHidden(column) {
            let position = TableSuppression.Position(row: nil, column: column)
            guard isPlausible(position, sum) else { return }
            values[position] = sum
          } else if sum != published.reduce(0, { $0 + $1[column] }) {
            return
          }
        }
      }
      if let statistic {
        guard abs(TableSuppression.pearson(table) - statistic.value) <= statistic.unit * 0.500001 else { return }
      }
      for place in hidden {
        values[.init(row: place / columns, column: place % columns)] = table[place / columns][place % columns]
      }
      for (position, value) in values { found[position, default: []].insert(value) }
    }
    func fill(_ index: Int, _ left: Int) {
      // A row that is filled must have the total that is shown; looking at once saves most of the trying.
      if index > 0, suppression.hasRowTotals {
        let row = hidden[index - 1] / columns
        let isFilled = index == hidden.count || hidden[index] / columns != row
        if isFilled, !suppression.isRowTotalHidden(row), table[row].reduce(0, +) != published[row].reduce(0, +) {
          return
        }
      }
      guard index < hidden.count else { return check() }
      let (row, column) = (hidden[index] / columns, hidden[index] % columns)
      for value in 0...left where isPlausible(.init(row: row, column: column), value) {
        table[row][column] = value
        fill(index + 1, left - value)
      }
    }
    let shown = (0..<rows * columns).filter { !hidden.contains($0) }.reduce(0) {
      $0 + published[$1 / columns][$1 % columns]
    }
    fill(0, total - shown)
    return found
  }
}

private func randomTable(_ generator: inout SeededGenerator, _ rows: Int, _ columns: Int, most: Int) -> [[Int]] {
  (0..<rows).map { _ in
    (0..<columns).map { _ in
      // Small counts are what the matter is about.
      let kind = generator.next() % 4
      return Int(generator.next() % (kind < 2 ? 4 : UInt64(most)))
    }
  }
}

@Suite struct TableSuppressionTests {
  let three = try! DisclosureRule(minimumCount: 3)
  let five = try! DisclosureRule(minimumCount: 5)

  @Test func `a table of large counts and zeros hides nothing`() {
    let suppression = TableSuppression(counts: [[9, 0], [12, 30]], rule: five)
    #expect(!suppression.hidesSomething)
    #expect(suppression.unsafe.isEmpty)
    #expect(suppression.complementary.isEmpty)
  }

  @Test func `one small count of a two by two table takes all four`() {
    let suppression = TableSuppression(counts: [[2, 19], [18, 17]], rule: five)
    #expect(!suppression.isBodyWithheld)
    #expect(suppression.unsafe == [.init(row: 0, column: 0)])
    #expect(suppression.complementary.count == 3)
    #expect(suppression.reach(row: 0, column: 0) == 1...4)
    #expect(suppression.roundedPearson == nil || suppression.roundedPearson!.unit >= 1)
  }

  @Test func `the cheapest cycle is hidden`() {
    let suppression = TableSuppression(
      counts: [[2, 60, 21], [70, 90, 80], [22, 50, 23]], rule: five)
    #expect(suppression.isHidden(row: 0, column: 0))
    #expect(
      suppression.complementary == [.init(row: 0, column: 2), .init(row: 2, column: 0), .init(row: 2, column: 2)])
  }

  @Test func `a small row total is hidden with its row`() {
    let suppression = TableSuppression(counts: [[2, 0, 0], [30, 40, 50], [60, 70, 80]], rule: five)
    #expect(!suppression.isBodyWithheld)
    #expect(suppression.isRowTotalHidden(0))
    #expect(suppression.hidesTotals)
    #expect(suppression.complementary.contains { $0.column == nil })
  }

  @Test func `a table of few respondents is withheld as a whole`() {
    #expect(TableSuppression(counts: [[1, 1], [1, 1]], rule: five).isBodyWithheld)
    #expect(TableSuppression(counts: [[2, 1], [1, 0]], rule: five).isBodyWithheld)
    #expect(TableSuppression(list: [3], rule: five).isBodyWithheld)
    #expect(!TableSuppression(list: [], rule: five).hidesSomething)
    #expect(!TableSuppression(counts: [], rule: five).hidesSomething)
  }

  @Test func `a list hides the smallest other count that has room`() {
    let suppression = TableSuppression(list: [2, 40, 9, 5, 0], rule: five)
    #expect(suppression.unsafe == [.init(row: 0, column: 0)])
    #expect(suppression.complementary.map(\.row) == [2] || suppression.complementary.map(\.row) == [3])
    #expect(!suppression.isHidden(row: 4, column: 0))
  }

  @Test(arguments: [1, 2, 3, 4])
  func `no hidden count of a small table can be worked out by trying everything`(_ seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var (shown, withheld, statistics) = (0, 0, 0)
    for _ in 0..<300 {
      let rule = seed % 2 == 0 ? three : five
      let (rows, columns) = (2 + Int(generator.next() % 2), 2 + Int(generator.next() % 2))
      let counts = randomTable(&generator, rows, columns, most: 9)
      let suppression = TableSuppression(counts: counts, rule: rule)
      if suppression.isBodyWithheld { withheld += 1 }
      guard suppression.hidesSomething, !suppression.isBodyWithheld else { continue }
      shown += 1
      // The unsafe are hidden, all of them.
      for row in 0..<rows {
        for column in 0..<columns where rule.isUnsafe(count: counts[row][column]) {
          #expect(suppression.isHidden(row: row, column: column))
        }
        if rule.isUnsafe(count: counts[row].reduce(0, +)) { #expect(suppression.isRowTotalHidden(row)) }
      }
      let statistic = suppression.roundedPearson
      if statistic != nil { statistics += 1 }
      let hidden = suppression.unsafe.count + suppression.complementary.count
      guard hidden <= 7 else { continue }
      let found = Attacker(suppression: suppression, published: counts).candidates()
      for position in suppression.unsafe { #expect(found[position]!.count >= rule.valuesKept, "\(counts)") }
      for position in suppression.complementary { #expect(found[position]!.count >= 2, "\(counts)") }
      for row in 0..<rows {
        for column in 0..<columns where suppression.isHidden(row: row, column: column) {
          let values = found[.init(row: row, column: column)]!
          #expect(suppression.reach(row: row, column: column) == values.min()!...values.max()!, "\(counts)")
        }
      }
      if let statistic {
        let narrowed = Attacker(suppression: suppression, published: counts, statistic: statistic).candidates()
        for position in suppression.unsafe { #expect(narrowed[position]!.count >= rule.valuesKept, "\(counts)") }
      }
    }
    #expect(shown > 50)
    #expect(withheld > 0)
    #expect(statistics > 5)
  }

  @Test func `no hidden count of a list can be worked out by trying everything`() {
    var generator = SeededGenerator(seed: 9)
    var shown = 0
    for _ in 0..<800 {
      let rule = generator.next() % 2 == 0 ? three : five
      let counts = randomTable(&generator, 1, 2 + Int(generator.next() % 3), most: 12)[0]
      let suppression = TableSuppression(list: counts, rule: rule)
      guard suppression.hidesSomething, !suppression.isBodyWithheld else { continue }
      shown += 1
      let found = Attacker(suppression: suppression, published: counts.map { [$0] }).candidates()
      for position in suppression.unsafe { #expect(found[position]!.count >= rule.valuesKept, "\(counts)") }
      for position in suppression.complementary { #expect(found[position]!.count >= 2, "\(counts)") }
    }
    #expect(shown > 150)
  }

  @Test func `a large table is protected in good time`() {
    var generator = SeededGenerator(seed: 4)
    let counts = randomTable(&generator, 31, 12, most: 60)
    let suppression = TableSuppression(counts: counts, rule: five)
    #expect(!suppression.isBodyWithheld)
    #expect(suppression.unsafe.count > 50)
    #expect(suppression.complementary.count < suppression.unsafe.count)
  }

  @Test func `a search that takes too long withholds the table`() {
    var network = CountNetwork(nodeCount: 2)
    for count in [2, 40, 50] { network.add(from: 0, to: 1, count, under: five) }
    network.mostSteps = 0
    network.hide(1)
    let values = network.values(of: 0, most: 3)
    #expect(values == 3)
    #expect(network.isExhausted)
    let isProtected = network.protect(0, wanted: 3)
    #expect(!isProtected)
  }
}
