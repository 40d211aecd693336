import Evidence
import NumericalMethods
import Phrasebook
import Presentation
import StructuredText
import Tables
import TestSupport
import Testing

@testable import Scales

/// τb as its definition has it: every pair of rows is looked at.
private func obviousTauB(_ x: [Double], _ y: [Double]) -> Double? {
  var (difference, differX, differY) = (0.0, 0.0, 0.0)
  for i in x.indices where !x[i].isNaN && !y[i].isNaN {
    for j in 0..<i where !x[j].isNaN && !y[j].isNaN {
      let (a, b) = (x[i] - x[j], y[i] - y[j])
      difference += a * b > 0 ? 1 : a * b < 0 ? -1 : 0
      differX += a != 0 ? 1 : 0
      differY += b != 0 ? 1 : 0
    }
  }
  return differX > 0 && differY > 0 ? difference / (differX * differY).squareRoot() : nil
}

@Suite struct CorrelationMatrixTests {
  static let cases = reference("scales.json")["cases"]!
  static let names = [
    "likert", "holes", "real", "ragged", "small", "tiny", "weak", "negative", "pair", "wide", "long",
  ]

  @Test(arguments: names) func `coefficients, p-values and intervals are those of R`(_ name: String) throws {
    let expected = Self.cases[name]!
    let columns = expected["columns"]!.columns
    let matrices = try CorrelationMatrix.matrices(of: columns)
    for (index, pair) in expected["pairs"]!.asArray!.enumerated() {
      for matrix in matrices {
        let method = matrix.method.rawValue
        let found = matrix.pairs[index]
        #expect(found.n == pair["n"]!.asInteger)
        #expect(agree(found.r, pair[method]!.asNumber), "\(method) \(index)")
        #expect(agree(found.p, pair[method + "P"]!.asNumber), "\(method) p \(index)")
        if matrix.method == .pearson {
          #expect(agree(found.interval?.low, pair["low"]!.asNumber))
          #expect(agree(found.interval?.high, pair["high"]!.asNumber))
        }
      }
    }
  }

  @Test(arguments: [(40, 0), (40, 7), (1000, 9)])
  func `counting and going through the rows give the same`(_ rows: Int, _ missing: Int) throws {
    let columns = items(rows: rows, count: 6, levels: [2, 3, 5, 7], missing: missing, seed: 5)
    let counted = try ItemPairs(columns, missing: .pairwise, threads: 2)
    let byRows = try ItemPairs(columns, missing: .pairwise, path: .rows, threads: 2)
    let methods = CorrelationMethod.allCases
    let a = CorrelationMatrix.matrices(counted, methods: methods, adjustment: .holm, level: 0.95, threads: 2)
    let b = CorrelationMatrix.matrices(byRows, methods: methods, adjustment: .holm, level: 0.95, threads: 1)
    for (left, right) in zip(a, b) {
      for (l, r) in zip(left.pairs, right.pairs) {
        #expect(l.n == r.n)
        #expect(agree(l.r, r.r, 1e-12, absolute: 1e-15))
        #expect(agree(l.p, r.p, 1e-11))
        #expect(agree(l.adjustedP, r.adjustedP, 1e-11))
      }
    }
  }

  @Test(arguments: [[0], [0, 4], [3, 0, 60]])
  func `Kendall by sorting is Kendall by looking at every pair of rows`(_ levels: [Int]) throws {
    let columns = items(rows: 150, count: 4, levels: levels, missing: 11, seed: 8)
    let matrix = try CorrelationMatrix(of: columns, method: .kendall)
    for i in columns.indices {
      for j in 0..<i {
        #expect(agree(matrix[i, j]!.r, obviousTauB(columns[i].numbers(), columns[j].numbers()), 1e-14))
      }
    }
  }

  @Test func `exact p-values of Kendall count every order of the rows`() throws {
    let x: [Double] = [1, 2, 3, 4, 5, 6]
    let y = [0.3, 0.1, 0.5, 0.4, 0.9, 0.7]
    let found = try CorrelationMatrix(of: [column("x", x), column("y", y)], method: .kendall).pairs[0]
    var orders = [[Double]]()
    func permute(_ rest: [Double], _ chosen: [Double]) {
      if rest.isEmpty { orders.append(chosen) }
      for (index, value) in rest.enumerated() {
        var left = rest
        left.remove(at: index)
        permute(left, chosen + [value])
      }
    }
    permute(y, [])
    let taus = orders.map { obviousTauB(x, $0)! }
    let asFar = taus.count { $0 >= found.r! - 1e-12 }
    #expect(found.isExact)
    #expect(agree(found.p, 2 * Double(asFar) / Double(orders.count)))
  }

  @Test func `a perfect correlation is exactly one with p zero`() throws {
    let matrix = try CorrelationMatrix(of: [column("a", [1, 2, 3, 4, 5]), column("b", [10, 8, 6, 4, 2])])
    #expect(matrix[0, 1]?.r == -1)
    #expect(matrix[1, 0]?.p == 0)
    #expect(matrix[0, 0] == nil)
  }

  @Test func `two rows have a coefficient but no p-value, three no interval`() throws {
    let two = try CorrelationMatrix(of: [column("a", [1, 2]), column("b", [5, 3])])
    #expect(two.pairs[0].r == -1)
    #expect(two.pairs[0].p == nil)
    let three = try CorrelationMatrix(of: [column("a", [1, 2, 3]), column("b", [5, 3, 4])])
    #expect(three.pairs[0].p != nil)
    #expect(three.pairs[0].interval == nil)
  }

  @Test func `threads change nothing`() throws {
    let columns = items(rows: 3000, count: 8, levels: [2, 5, 0], missing: 10, seed: 3)
    let one = try CorrelationMatrix.matrices(of: columns, adjustment: .benjaminiHochberg)
    for threads in 2...4 {
      #expect(try CorrelationMatrix.matrices(of: columns, adjustment: .benjaminiHochberg, threads: threads) == one)
    }
  }

  @Test func `listwise leaves out every row that lacks an answer`() throws {
    let columns = items(rows: 200, count: 4, levels: [5, 0], missing: 6, seed: 12)
    let complete = (0..<Int32(200)).filter { row in columns.allSatisfy { !$0.isMissing(at: Int(row)) } }
    let listwise = try CorrelationMatrix(of: columns, method: .spearman, missing: .listwise)
    let gathered = try CorrelationMatrix(of: columns.map { $0.gathered(complete) }, method: .spearman)
    #expect(listwise.pairs == gathered.pairs)
    #expect(listwise.answered == [Int](repeating: complete.count, count: 4))
  }

  @Test func `ordered answers without numbers count as one, two, three`() throws {
    var notes = Column.Notes()
    notes.isOrdered = true
    let levels = ["never", "sometimes", "always"].map { Level(.text($0)) }
    let places: [Int32] = [0, 1, 2, 2, 1, 0, -1, 1]
    let answers = Column(
      name: "a", values: .category(Codes(places: places, levelCount: 3, missingCount: 1), levels: levels), notes: notes)
    let numbers = column("n", places.map { $0 < 0 ? nil : Int64($0 + 1) })
    for other in [column("x", [4, 5, 9, 7, 7, 5, 1, 1]), column("x", [0.1, 0.7, 0.4, 2, 3, 0.2, 1, 9])] {
      for method in CorrelationMethod.allCases {
        let found = try CorrelationMatrix(of: [answers, other], method: method).pairs
        #expect(try found == CorrelationMatrix(of: [numbers, other], method: method).pairs)
      }
    }
    var unordered = answers
    unordered.notes.isOrdered = false
    let fault = #expect(throws: Fault.self) { try CorrelationMatrix(of: [unordered, numbers]) }
    #expect(fault?.message(in: .english).what == "The answers of 'a' have neither numbers nor an order")
    #expect(fault?.message(in: .chinese).what == "“a”的选项既没有数值也没有顺序")
  }

  @Test func `constant and empty items are named and leave gaps`() throws {
    let columns = [
      column("a", [1, 2, 3, 4]), column("b", [2, 1, 4, 4]), column("same", [3, 3, 3, 3]),
      column("empty", [nil, nil, nil, nil]),
    ]
    for method in CorrelationMethod.allCases {
      let matrix = try CorrelationMatrix(of: columns, method: method, adjustment: .holm)
      #expect(matrix[0, 1]?.r != nil)
      #expect(matrix[0, 1]?.adjustedP == matrix[0, 1]?.p)
      #expect(matrix[0, 2]?.r == nil)
      #expect(matrix[0, 2]?.p == nil)
      #expect(matrix[0, 3]?.n == 0)
      #expect(
        matrix.caveats.map { $0.message(in: .english).what } == [
          "5 correlations do not exist because an item never varies in the rows of the pair: same, empty"
        ])
      #expect(
        matrix.caveats.map { $0.message(in: .chinese).what } == [
          "5 个相关系数不存在，因为在该对共有的行中有题目没有变化：same、empty"
        ])
    }
  }

  @Test func `a constant whose mean is not a number of the machine is still constant`() throws {
    let matrix = try CorrelationMatrix(of: [
      column("a", (0..<50).map { _ in 0.1 }), column("b", (0..<50).map { Double($0) / 7 }),
    ])
    #expect(matrix.pairs[0].r == nil)
  }

  @Test func `text, a single item and no complete row are refused with the way out`() throws {
    var builder = ColumnBuilder(name: "name")
    for row in 0..<40 { builder.append("firm \(row) of a long list of names") }
    let numbers = column("a", (0..<40).map { Int64($0 % 5) })
    let text = #expect(throws: Fault.self) { try CorrelationMatrix(of: [builder.finished(), numbers]) }
    #expect(
      text?.message(in: .english)
        == Message(
          what: "Column 'name' holds text values, not numbers or ordered answers",
          fix: "Leave it out of --items, or give it ordered levels in a codebook"))
    let single = #expect(throws: Fault.self) { try CorrelationMatrix(of: [numbers]) }
    #expect(single?.message(in: .english).what == "2 items are needed, 1 given")
    #expect(single?.message(in: .chinese).what == "至少需要 2 道题，只给了 1 道")
    let apart = #expect(throws: Fault.self) {
      try CorrelationMatrix(of: [column("a", [1, nil, 2]), column("b", [nil, 3, nil])], missing: .listwise)
    }
    #expect(
      apart?.message(in: .english)
        == Message(
          what: "0 of 3 rows answer all 2 items; at least 2 are needed",
          fix: "Leave out items that few people answered, or use --missing pairwise"))
    #expect(apart?.message(in: .chinese).what == "3 行中有 0 行回答了全部 2 道题；至少需要 2 行")
  }

  @Test func `the JSON is square with the answers of each item on the diagonal of n`() throws {
    let matrix = try CorrelationMatrix(of: [column("a", [1, 2, 3, nil]), column("b", [1, 3, 3, 4])])
    #expect(matrix.json["n"] == [[3, 3], [3, 4]])
    #expect(matrix.json["r"]![0]![0] == 1)
    #expect(matrix.json["p"]![0]![0] == .null)
    #expect(matrix.json["adjustedP"] == .null)
  }

  @Test func `columns without rows have no correlation and no scale`() throws {
    let columns = [column("a", [Int64?]()), column("b", [Int64?]())]
    let matrix = try CorrelationMatrix(of: columns)
    #expect(matrix.pairs.map(\.n) == [0])
    #expect(matrix.pairs.map(\.r) == [nil])
    let fault = #expect(throws: Fault.self) { try Reliability(of: columns) }
    #expect(fault?.code == "scale-all-missing")
  }
}
