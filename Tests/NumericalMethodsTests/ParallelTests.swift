import Evidence
import NumericalMethods
import Testing

@Suite struct `Parallel loops` {
  private static let threads = [1, 2, 3, 8, 64]

  @Test(arguments: threads)
  func `results come in index order on any number of threads`(_ threads: Int) {
    let squares = Parallel.map(1000, threads: threads) { $0 * $0 }
    #expect(squares == (0..<1000).map { $0 * $0 })
  }

  @Test(arguments: [-1, 0, 1, 2], threads)
  func `few indices are no special case`(_ count: Int, _ threads: Int) {
    #expect(Parallel.map(count, threads: threads) { $0 } == (count > 0 ? Array(0..<count) : []))
  }

  @Test func `zero threads are one`() {
    #expect(Parallel.map(3, threads: 0) { $0 } == [0, 1, 2])
  }

  @Test(arguments: threads)
  func `the error thrown is that of the smallest index`(_ threads: Int) {
    struct Refusal: Error, Equatable { let index: Int }
    for _ in 0..<20 {
      #expect(throws: Refusal(index: 37)) {
        try Parallel.map(500, threads: threads) { (index) throws(Refusal) in
          if index >= 37 && index % 3 == 1 { throw Refusal(index: index) }
          return index
        }
      }
    }
  }

  @Test(arguments: threads)
  func `chunks cover every index once and depend on nothing but the count`(_ threads: Int) {
    let ranges = Parallel.mapChunks(of: 10, by: 4, threads: threads) { $0 }
    #expect(ranges == [0..<4, 4..<8, 8..<10])
    #expect(Parallel.mapChunks(of: 8, by: 4, threads: threads) { $0 } == [0..<4, 4..<8])
    #expect(Parallel.mapChunks(of: 0, by: 4, threads: threads) { $0 } == [])
  }

  @Test(arguments: threads)
  func `sums of random numbers have the same bits on any number of threads`(_ threads: Int) {
    let parts = Parallel.mapChunks(of: 10_000, by: 100, threads: threads) { range in
      var generator = SeededGenerator(seed: 1, stream: UInt64(range.lowerBound))
      return range.map { _ in generator.uniform() }.pairwiseSum()
    }
    let alone = stride(from: 0, to: 10_000, by: 100).map { start in
      var generator = SeededGenerator(seed: 1, stream: UInt64(start))
      return (0..<100).map { _ in generator.uniform() }.pairwiseSum()
    }
    #expect(parts == alone)
  }

  @Test func `a loop inside a loop stays on its thread and is right`() {
    let table = Parallel.map(20, threads: 4) { row in
      Parallel.map(20, threads: 4) { column in row * column }
    }
    #expect(table == (0..<20).map { row in (0..<20).map { row * $0 } })
  }

  @Test func `after a loop its caller may start another`() {
    for _ in 0..<50 { #expect(Parallel.map(4, threads: 4) { $0 }.count == 4) }
  }

  @Test func `there is at least one processor`() {
    #expect(Parallel.availableThreads >= 1)
  }
}

@Suite(.serialized) struct `Interruption flag` {
  @Test func `a request is seen until it is withdrawn`() {
    #expect(!Interruption.isRequested)
    Interruption.request()
    #expect(Interruption.isRequested)
    #expect(throws: Fault(NumericalFault.interrupted)) { try Interruption.check() }
    Interruption.withdraw()
    #expect(throws: Never.self) { try Interruption.check() }
  }
}
