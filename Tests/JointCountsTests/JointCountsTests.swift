import CKernels
import Evidence
import NumericalMethods
import Tables
import Testing

@testable import JointCounts

/// Items with every trait that changes the way they are counted.
func randomColumns(rows: Int, seed: UInt64) -> [Column] {
  var generator = SeededGenerator(seed: seed)
  func draw(_ levels: Int, missing: Int) -> [Int32] {
    (0..<rows).map { _ in
      generator.integer(below: 10) < missing
        ? Int32(-1 - generator.integer(below: 2)) : Int32(generator.integer(below: levels))
    }
  }
  let missing = [MissingValue.system, MissingValue(.refused)]
  func category(_ name: String, _ declared: Int, _ places: [Int32]) -> Column {
    Column(
      name: name,
      values: .category(
        Codes(places: places, levelCount: declared, missingCount: 2),
        levels: (0..<declared).map { Level(.integer($0 + 1)) }),
      missing: missing)
  }
  func integers(_ name: String, _ places: [Int32], offset: Int64, step: Int64) -> Column {
    Column(
      name: name,
      values: .integer(
        Integers(places.map { offset + step * Int64($0) }, slots: places.map { $0 < 0 ? -1 - $0 : -1 }, missingCount: 2)
      ),
      missing: missing)
  }
  return [
    category("full", 4, draw(4, missing: 0)), category("gaps", 5, draw(5, missing: 3)),
    category("unused", 7, draw(3, missing: 1)), integers("whole", draw(6, missing: 0), offset: -2, step: 1),
    integers("spread", draw(3, missing: 2), offset: 1, step: 4),
    integers("far", draw(4, missing: 2), offset: -100, step: 50),
    integers("wide", draw(60, missing: 1), offset: 0, step: 1), category("many", 300, draw(300, missing: 1)),
    category("one", 1, draw(1, missing: 0)), category("oneOrNone", 1, draw(1, missing: 5)),
    integers("nothing", draw(2, missing: 10), offset: 0, step: 1),
    integers("big", draw(3, missing: 1), offset: 100_000, step: 7),
  ]
}

/// The slow and obvious way: row by row.
private func counted(_ a: Categories, _ b: Categories) -> [Level: [Level: Int]] {
  let width = b.levels.count
  var cells = [Int](repeating: 0, count: a.levels.count * width)
  for (x, y) in zip(a.codes.places(), b.codes.places()) where x >= 0 && y >= 0 { cells[Int(x) * width + Int(y)] += 1 }
  var counts: [Level: [Level: Int]] = [:]
  for cell in cells.indices where cells[cell] > 0 {
    counts[a.levels[cell / width], default: [:]][b.levels[cell % width]] = cells[cell]
  }
  return counts
}

@Suite struct JointCountsTests {
  @Test(arguments: [0, 1, 63, 64, 65, 511, 513, 16_383, 16_385, 33_000])
  func `all pairs are counted as row by row`(_ rows: Int) throws {
    let columns = randomColumns(rows: rows, seed: UInt64(rows + 1))
    let categories = try columns.map { try $0.categories() }
    let joints = try [1, 2, 3].map { try JointCounts(of: columns, threads: $0) }
    for i in columns.indices {
      for j in (i + 1)..<max(i + 1, columns.count) {
        let expected = counted(categories[i], categories[j])
        for joint in joints {
          let (pair, turned) = (joint.pair(i, j), joint.pair(j, i))
          var isEqual = true
          for (r, row) in joint.items[i].levels.enumerated() {
            for (c, column) in joint.items[j].levels.enumerated() {
              let count = expected[row]?[column] ?? 0
              if pair.counts[r * pair.columns + c] != count || turned.counts[c * turned.columns + r] != count {
                isEqual = false
              }
            }
          }
          #expect(isEqual, "\(columns[i].name) by \(columns[j].name)")
          #expect(pair.counts.reduce(0, +) == expected.values.reduce(0) { $0 + $1.values.reduce(0, +) })
        }
      }
    }
  }

  @Test func `each item against one gives the same counts`() throws {
    let columns = randomColumns(rows: 3000, seed: 9)
    let all = try JointCounts(of: columns, threads: 2)
    let some = try JointCounts(of: Array(columns.dropFirst(2)), against: columns[1], threads: 2)
    #expect(some.items[0].name == "gaps")
    for item in 1..<some.items.count {
      let (a, b) = (some.pair(0, item), all.pair(1, item + 1))
      #expect(a.counts.filter { $0 > 0 } == b.counts.filter { $0 > 0 })
    }
  }

  @Test func `levels of a codebook stay without rows and gaps of numbers go`() throws {
    let joint = try JointCounts(of: randomColumns(rows: 500, seed: 3))
    #expect(joint.items[2].levels.count == 7)
    #expect(joint.items[4].levels.map(\.value) == [.integer(1), .integer(5), .integer(9)])
  }

  @Test(arguments: [1, 64, 100, 640, 1000])
  func `every set of instructions gives the same planes and counts`(_ rows: Int) {
    var generator = SeededGenerator(seed: UInt64(rows))
    let bytes = (0..<rows).map { _ in UInt8(generator.integer(below: 7)) }
    let values: [UInt8] = [0, 1, 2, 3, 4]
    let words = ((rows + 63) / 64 + 7) / 8 * 8
    func planes(_ level: Int32) -> [UInt64] {
      var planes = [UInt64](repeating: .max, count: 5 * words)
      ck_planes_build(level, bytes, rows, values, 5, 4, 1, &planes, words)
      return planes
    }
    func counts(_ level: Int32) -> [UInt32] {
      var counts = [UInt32](repeating: 0, count: 25)
      ck_planes_gram(level, planes(level), 5, 5, words, words, &counts)
      return (0..<25).map { $0 / 5 <= $0 % 5 ? counts[$0] : 0 }
    }
    let best = ck_processor_level()
    for level in 0...best {
      #expect(planes(level) == planes(0))
      #expect(counts(level) == counts(0))
    }
    for row in 0..<rows {
      let bit = planes(0)[4 * words + row / 64] >> UInt64(row % 64) & 1
      #expect((bit == 1) == (bytes[row] < 5))
    }
  }

  @Test func `every set of instructions finds the same range`() {
    var generator = SeededGenerator(seed: 5)
    for size in [0, 1, 31, 64, 200] {
      let codes = (0..<size).map { _ in UInt8(generator.integer(below: 256)) }
      let numbers = codes.map { Int8(bitPattern: $0) }
      for level in 0...ck_processor_level() {
        let range = ck_code_range(level, codes, size, 240)
        #expect(range.low == Int32(codes.filter { $0 < 240 }.min() ?? 255))
        #expect(range.high == Int32(codes.filter { $0 < 240 }.max() ?? 0))
        #expect((range.has_missing != 0) == codes.contains { $0 >= 240 })
        let signed = ck_number_range(level, numbers, size, -112)
        #expect(signed.low == Int32(numbers.filter { $0 >= -112 }.min() ?? 127))
        #expect(signed.high == Int32(numbers.filter { $0 >= -112 }.max() ?? -128))
        #expect((signed.has_missing != 0) == numbers.contains { $0 < -112 })
      }
    }
  }
}
