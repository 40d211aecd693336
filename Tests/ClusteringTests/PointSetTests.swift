import Evidence
import NumericalMethods
import Phrasebook
import Tables
import Testing

@testable import Clustering

func numbers(_ name: String, _ values: [Double]) -> Column {
  Column(name: name, values: .real(Cells(values)))
}

func whole(_ name: String, _ values: [Int64?]) -> Column {
  Column(
    name: name,
    values: .integer(Integers(values.map { $0 ?? 0 }, slots: values.map { $0 == nil ? 0 : -1 }, missingCount: 1)))
}

func texts(_ name: String, _ values: [String]) -> Column {
  var builder = ColumnBuilder(name: name)
  for value in values { builder.append(value) }
  return builder.finished()
}

/// The sentence of a fault in one language.
func sentence(_ fault: Fault, _ language: Language) -> String {
  let words = fault.message(in: language)
  return words.fix.map { "\(words.what)|\($0)" } ?? words.what
}

@Suite struct PointSetTests {
  /// What the fast ways must agree with: distinct rows in a dictionary, sorted by their coordinates.
  func obvious(_ columns: [[Double]]) -> (points: [[Double]], multiplicities: [Int], pointOfRow: [Int32]) {
    let rows = columns[0].indices.map { row in columns.map { $0[row] } }
    let points = Set(rows.filter { !$0.contains(where: \.isNaN) }).sorted { $0.lexicographicallyPrecedes($1) }
    let places = rows.map { row in points.firstIndex(of: row).map { Int32($0) } ?? -1 }
    return (points, points.indices.map { point in places.count { $0 == point } }, places)
  }

  func check(_ set: PointSet, _ columns: [[Double]]) {
    let expected = obvious(columns)
    #expect((0..<set.count).map { set.point($0) } == expected.points)
    #expect(set.multiplicities == expected.multiplicities)
    #expect(set.pointOfRow == expected.pointOfRow)
    #expect(set.n == expected.multiplicities.reduce(0, +))
    #expect(set.excluded == columns[0].count - set.n)
  }

  @Test(arguments: 0..<12) func `distinct points agree with a dictionary of rows`(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let rowCount = 1 + random.integer(below: 900)
    let width = 1 + random.integer(below: 4)
    let coded = (0..<width).map { _ in
      (0..<rowCount).map { _ -> Int64? in
        let value = random.integer(below: 6)
        return value == 5 ? nil : Int64(value) - 2
      }
    }
    let numbered = coded.map { $0.map { $0.map(Double.init) ?? .nan } }
    try check(PointSet(of: coded.enumerated().map { whole("q\($0)", $1) }), numbered)
    try check(PointSet(of: numbered.enumerated().map { numbers("q\($0)", $1) }), numbered)
    let fractions = numbered.map { $0.map { $0 < 0 ? $0 - random.uniform() : $0 / 3 } }
    try check(PointSet(of: fractions.enumerated().map { numbers("q\($0)", $1) }), fractions)
  }

  @Test func `codes that are too many for a table are sorted`() throws {
    var random = SeededGenerator(seed: 5)
    let columns = (0..<6).map { _ in (0..<400).map { _ in Int64(random.integer(below: 100)) } }
    try check(PointSet(of: columns.enumerated().map { whole("q\($0)", $1) }), columns.map { $0.map(Double.init) })
  }

  @Test func `numbers that differ in their last bits beside a far one are told apart`() throws {
    var random = SeededGenerator(seed: 6)
    let close = (0..<700).map { _ in 1 + Double(random.integer(below: 500)) * 0x1p-50 }
    let far = close.enumerated().map { $0.offset % 70 == 3 ? 1e300 : $0.offset % 70 == 9 ? -1e-300 : $0.element }
    let second = (0..<700).map { _ in Double(random.integer(below: 3)) }
    try check(PointSet(of: [numbers("a", far), numbers("b", second)]), [far, second])
  }

  @Test func `many points are put together alike on any number of threads`() throws {
    var random = SeededGenerator(seed: 10)
    let column = (0..<140_000).map { _ in Double(random.integer(below: 60_000)) / 7 }
    let one = try PointSet(of: [numbers("a", column)], threads: 1)
    let three = try PointSet(of: [numbers("a", column)], threads: 3)
    #expect(one.coordinates == Set(column).sorted())
    #expect(zip(one.pointOfRow, column).allSatisfy { one.coordinates[Int($0)] == $1 })
    #expect(one.multiplicities == three.multiplicities)
    #expect(one.pointOfRow == three.pointOfRow)
  }

  @Test func `the order of rows changes nothing but their numbers, and threads nothing at all`() throws {
    var random = SeededGenerator(seed: 9)
    let columns = (0..<3).map { _ in (0..<500).map { _ in random.normal() * 3 } }
    let order = random.permutation(of: 500)
    for scaling in PointSet.Scaling.allCases {
      let set = try PointSet(of: columns.map { numbers("q\($0[0])", $0) }, scaling: scaling, threads: 1)
      let shuffled = try PointSet(
        of: columns.map { column in numbers("q\(column[0])", order.map { column[$0] }) }, scaling: scaling, threads: 3)
      #expect(set.coordinates == shuffled.coordinates)
      #expect(order.map { set.pointOfRow[$0] } == shuffled.pointOfRow)
    }
  }

  @Test func `z-scores divide by n − 1 and count every row`() throws {
    let set = try PointSet(of: [numbers("x", [4, 1, 2, 3])], scaling: .zscore)
    // R 4.2: scale(1:4)
    for (value, known) in zip(
      set.coordinates, [-1.16189500386222, -0.387298334620742, 0.387298334620742, 1.16189500386222])
    {
      #expect(abs(value - known) < 1e-14)
    }
    let repeated = try PointSet(of: [numbers("x", [1, 1, 1, 4])], scaling: .zscore)
    #expect(repeated.dimensions[0].centre == 1.75)
    #expect(repeated.dimensions[0].divisor == 1.5)
    #expect(repeated.multiplicities == [3, 1])
  }

  @Test func `minmax goes from 0 to 1`() throws {
    let set = try PointSet(of: [numbers("x", [10, 4, 6, .nan])], scaling: .minmax)
    #expect(set.coordinates == [0, 1.0 / 3, 1])
    #expect(set.pointOfRow == [2, 0, 1, -1])
  }

  @Test func `zero and minus zero are one number, and numbers that scaling makes equal are one point`() throws {
    #expect(try PointSet(of: [numbers("x", [0, -0.0, 1])]).multiplicities == [2, 1])
    let merged = try PointSet(
      of: [numbers("x", [0, .leastNonzeroMagnitude, 1e300]), numbers("y", [2, 1, 3])], scaling: .minmax)
    #expect((0..<3).map { merged.point($0) } == [[0, 0], [0, 0.5], [1, 1]])
    #expect(merged.pointOfRow == [1, 0, 2])
  }

  @Test func `answers with codes are numbers, ordered texts ranks, other texts names where they are asked for`() throws
  {
    let codes = Codes(places: [2, 0, 1], levelCount: 3, missingCount: 1)
    let coded = Column(
      name: "a", values: .category(codes, levels: [Level(.integer(9)), Level(.integer(1)), Level(.integer(5))]))
    #expect(try PointSet(of: [coded]).pointOfRow == [1, 2, 0])
    let words = [Level(.text("low")), Level(.text("mid")), Level(.text("high"))]
    var ordered = Column(name: "b", values: .category(codes, levels: words))
    #expect(try PointSet(of: [ordered], texts: .named).coordinates == [0, 1, 2])
    #expect(try PointSet(of: [ordered], texts: .named).dimensions[0].isNominal)
    ordered.notes.isOrdered = true
    let set = try PointSet(of: [ordered])
    #expect(set.coordinates == [1, 2, 3])
    #expect(!set.dimensions[0].isNominal)
    let named = try PointSet(of: [texts("c", ["山东", "北京", "山东"])], scaling: .zscore, texts: .named)
    #expect(named.coordinates == [0, 1])
    #expect(named.dimensions[0].levels.map(\.value) == [.text("北京"), .text("山东")])
  }

  // MARK: Bad input

  @Test func `points that cannot be made are refused in both languages`() {
    func refusal(_ columns: [Column], _ scaling: PointSet.Scaling = .none) -> [String] {
      do throws(Fault) {
        _ = try PointSet(of: columns, scaling: scaling)
        return []
      } catch {
        return [sentence(error, .english), sentence(error, .chinese)]
      }
    }
    #expect(
      refusal([]) == [
        "No columns were named, so there are no points|Name columns of numbers with --items",
        "没有指定任何列，无法构成点|请用 --items 指定数值列",
      ])
    #expect(
      refusal([texts("province", ["山东", "北京"])]) == [
        "'province' holds texts such as '山东', between which there is no distance|Give its answers codes or an order in a codebook, leave the column out, or use --distance gower",
        "“province”的内容是“山东”这样的文字，彼此之间没有距离|请在编码簿中为选项编码或排序，去掉该列，或使用 --distance gower",
      ])
    #expect(refusal([texts("x", ["1", "inf", "2"])])[0].hasPrefix("'x' holds texts such as 'inf', "))
    #expect(
      refusal([numbers("x", [1, .nan, -.infinity])]) == [
        "'x' is infinite in row 3|Mark the value as missing, or keep the row out with --where",
        "“x”在第 3 行是无穷大|请把该值标为缺失，或用 --where 去掉该行",
      ])
    #expect(
      refusal([numbers("x", [3, 3, .nan])], .zscore) == [
        "'x' is 3 in every row used, so it cannot be scaled by zscore|Leave the column out, or use --scale none",
        "“x”在所用各行中都是 3，无法按 zscore 标准化|请去掉该列，或使用 --scale none",
      ])
    #expect(refusal([numbers("x", [3])], .minmax).count == 2)
    #expect(
      refusal([numbers("x", [1, .nan]), whole("y", [nil, 2])]) == [
        "None of the 2 rows has an answer in all 2 columns|Leave out the column with the most missing answers, or widen the --where condition",
        "2 行中没有一行在全部 2 列都有答案|请去掉缺失最多的列，或放宽 --where 条件",
      ])
    #expect(refusal([numbers("x", [])]).count == 2)
  }
}
