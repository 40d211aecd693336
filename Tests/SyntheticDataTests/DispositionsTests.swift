import NumericalMethods
import Testing

@testable import SyntheticData

@Suite struct DispositionsTests {
  @Test func `numbers by name have mean 0 and variance 1 and depend on no other name`() {
    let draws = NamedDraws(seed: 5)
    let numbers = draws.normals("q1", "own", 20_000)
    let mean = numbers.reduce(0, +) / 20_000
    let variance = numbers.reduce(0) { $0 + $1 * $1 } / 20_000 - mean * mean
    #expect(abs(mean) < 0.03)
    #expect(abs(variance - 1) < 0.03)
    #expect(draws.normals("q1", "own", 3) == Array(numbers.prefix(3)))
    #expect(draws.normals("q2", "own", 3) != Array(numbers.prefix(3)))
    #expect(draws.normals("q1", "cluster", 3) != Array(numbers.prefix(3)))
  }

  @Test func `rows come in the order of their scores, equal ones as they stood`() {
    var generator = SeededGenerator(seed: 3)
    let scores = (0..<3000).map { _ in Double(generator.integer(below: 4000)) / 250 - 8 }
    let rows = (0..<Int32(3000)).filter { $0 % 3 != 1 }
    let obvious = rows.sorted { a, b in
      scores[Int(a)] != scores[Int(b)] ? scores[Int(a)] < scores[Int(b)] : a < b
    }
    #expect(RankOrder.sorted(rows, by: scores) == obvious)
    #expect(RankOrder.sorted([], by: []) == [])
    #expect(RankOrder.sorted([1, 0], by: [-99, 99]) == [0, 1])
  }

  @Test func `parts of a whole add up and are nearest to the weights`() {
    #expect(Apportionment.parts(of: 10, by: [1, 1, 1]) == [4, 3, 3])
    #expect(Apportionment.parts(of: 100, by: [61, 0, 39]) == [61, 0, 39])
    #expect(Apportionment.parts(of: 0, by: [2, 3]) == [0, 0])
    #expect(Apportionment.parts(of: 5, by: [0, 0]) == [0, 0])
    #expect(Apportionment.parts(of: 7, by: []) == [])
    for total in [1, 99, 3497] {
      #expect(Apportionment.parts(of: total, by: [3, 8, 22, 40, 27]).reduce(0, +) == total)
    }
  }

  /// The one-way analysis of variance written out: between 12.25 with 2 degrees of freedom, within 3.75 with 3.
  @Test func `likeness inside clusters is that of the analysis of variance`() {
    let result = IntraclassCorrelation(of: [1, 2, 4, 4.5, .nan, 5, 2.5], in: [0, 0, 1, 1, 1, 2, 2])
    let means = [1.5, 4.25, 3.75]
    let grand = 19.0 / 6
    let between = means.reduce(0) { $0 + 2 * ($1 - grand) * ($1 - grand) } / 2
    let within = (0.5 + 0.125 + 3.125) / 3
    #expect(abs(result.estimate - (between - within) / (between + within)) < 1e-14)
    #expect(result.n == 6)
    #expect(result.clusters == 3)
    #expect(IntraclassCorrelation(of: [1, 1, 2, 2], in: [0, 0, 1, 1]).estimate == 1)
    #expect(IntraclassCorrelation(of: [1, 2, 1, 2], in: [0, 0, 1, 1]).estimate == -1)
    #expect(IntraclassCorrelation(of: [3, 3, 3, 3], in: [0, 0, 1, 1]).estimate == 0)
    #expect(IntraclassCorrelation(of: [1, 2], in: [0, 1]).estimate == 0)
    #expect(IntraclassCorrelation(of: [], in: []).estimate == 0)
  }
}
