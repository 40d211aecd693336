import Bottlenecks
import Evidence
import Phrasebook
import Testing

@Suite struct NecessaryConditionTests {
  typealias Variable = NecessaryCondition.Variable

  static func analysis(
    _ x: [Double?], _ y: [Double?], _ change: (inout NecessaryCondition.Options) -> Void = { _ in }
  ) throws(Fault) -> NecessaryCondition {
    var options = NecessaryCondition.Options()
    options.permutations = 0
    change(&options)
    return try NecessaryCondition(of: Variable("x", x), for: Variable("y", y), options: options)
  }

  /// The five peers that R's package NCA 5.0.1 finds in its data of 28 countries (individualism and innovation
  /// performance; facts 12, `nca.ref.individualism.peers`), and 23 cases well below them that keep the published range.
  static let peers: [(x: Double, y: Double)] = [(18, 42.3), (46, 171.6), (63, 173.1), (71, 184.9), (91, 214.4)]
  static let countries: [(x: Double, y: Double)] = {
    var countries = peers
    countries.append((20, 1.2))
    for index in 0..<22 { countries.append((30 + 2.5 * Double(index), 5 + Double(index % 7))) }
    return countries
  }()

  static func close(_ a: Double?, _ b: Double, _ tolerance: Double) -> Bool {
    a.map { abs($0 - b) <= tolerance * max(1, abs(b)) } ?? false
  }

  @Test func `the figures of R's package NCA follow from its peers`() throws {
    let analysis = try Self.analysis(Self.countries.map(\.x), Self.countries.map(\.y))
    // Printed in facts 12, nca.ref.individualism.
    #expect(analysis.n == 28)
    #expect(Self.close(analysis.scope, 15563.6, 1e-12))
    #expect(analysis.peers.map(\.condition) == Self.peers.map(\.x))
    #expect(Self.close(analysis.steps.zone, 6466.8, 1e-12))
    #expect(Self.close(analysis.steps.effect, 0.415508, 5e-7))
    #expect(Self.close(analysis.line.zone, 4772.541, 5e-7))
    #expect(Self.close(analysis.line.effect, 0.3066477, 5e-8))
    #expect(Self.close(analysis.line.slope, 2.23023, 5e-6))
    #expect(Self.close(analysis.line.intercept, 28.35271, 5e-7))
    #expect(analysis.line.above == 2)
    #expect(Self.close(analysis.line.accuracy, 92.85714, 5e-8))
    #expect(Self.close(analysis.line.fit, 73.80067, 1e-7))
    #expect(analysis.steps.size == .large && analysis.line.size == .large)
    let steps: [Double?] = [nil, nil, 38.4, 38.4, 38.4, 38.4, 38.4, 38.4, 61.6, 100, 100]
    let line: [Double?] = [nil, nil, nil, nil, 11.0, 24.1, 37.2, 50.3, 63.4, 76.5, 89.6]
    for (level, (step, lined)) in zip(analysis.levels, zip(steps, line)) {
      #expect((level.range.stepsPercent == nil) == (step == nil))
      #expect((level.range.linePercent == nil) == (lined == nil))
      if let step { #expect(Self.close(level.range.stepsPercent, step, 0.05)) }
      if let lined { #expect(Self.close(level.range.linePercent, lined, 0.05)) }
    }
    #expect(analysis.caveats.isEmpty)
  }

  /// The area above the steps, strip by strip.
  private func slowStepZone(_ cases: [(x: Double, y: Double)]) -> Double {
    let xs = Set(cases.map(\.x)).sorted()
    let top = cases.map(\.y).max()!
    return zip(xs, xs.dropFirst()).reduce(0) { sum, strip in
      sum + (strip.1 - strip.0) * (top - cases.filter { $0.x <= strip.0 }.map(\.y).max()!)
    }
  }

  @Test(arguments: 0..<40)
  func `steps are those of a sweep over strips`(_ seed: Int) throws {
    let cases = (0..<30).map { index in
      (x: Double((index * 37 + seed * 11) % 13), y: Double((index * index * 7 + seed * 5) % 17))
    }
    let analysis = try Self.analysis(cases.map(\.x), cases.map(\.y))
    #expect(Self.close(analysis.steps.zone, slowStepZone(cases), 1e-12))
    for peer in analysis.peers {
      #expect(!cases.contains { $0.x <= peer.condition && $0.y > peer.outcome })
      #expect(!cases.contains { $0.x < peer.condition && $0.y >= peer.outcome })
    }
  }

  @Test(arguments: NecessityCorner.allCases)
  func `a corner is the upper left one of the scatter turned`(_ corner: NecessityCorner) throws {
    let signX: Double = corner == .upperRight || corner == .lowerRight ? -1 : 1
    let signY: Double = corner == .lowerLeft || corner == .lowerRight ? -1 : 1
    let upright = try Self.analysis(Self.countries.map(\.x), Self.countries.map(\.y)) { $0.permutations = 100 }
    let turned = try Self.analysis(Self.countries.map { signX * $0.x }, Self.countries.map { signY * $0.y }) {
      $0.permutations = 100
      $0.corner = corner
    }
    #expect(turned.steps.effect == upright.steps.effect)
    #expect(turned.line.effect == upright.line.effect)
    #expect(turned.steps.permutation == upright.steps.permutation)
    #expect(turned.peers.map(\.outcome) == upright.peers.map { signY * $0.outcome })
    #expect(turned.line.slope == upright.line.slope.map { signX * signY * $0 })
    #expect(turned.line.intercept == upright.line.intercept.map { signY * $0 })
    for (a, b) in zip(turned.levels, upright.levels) {
      #expect(a.steps.value == b.steps.value.map { signX * $0 })
      #expect(a.outcome == signY * b.outcome)
      // A condition of which little is needed is counted from its lowest value.
      if let percent = b.range.stepsPercent {
        #expect(Self.close(a.range.stepsPercent, signX > 0 ? percent : 100 - percent, 1e-12))
      }
    }
    // The line as it is drawn goes through the turned box.
    let slope = try #require(turned.line.slope)
    let intercept = try #require(turned.line.intercept)
    #expect(Self.close(signY * (slope * signX * 46 + intercept), 2.2302300 * 46 + 28.35271, 1e-5))
  }

  @Test func `a theoretical scope adds what lies left of all cases and above them`() throws {
    let cases: [(x: Double, y: Double)] = [(2, 2), (3, 4), (4, 3)]
    let analysis = try Self.analysis(cases.map(\.x), cases.map(\.y)) {
      $0.conditionScope = 1...5
      $0.outcomeScope = 1...5
    }
    // The step of 1 × 2, the strip left of 2, and the strip above 4 less their common corner.
    #expect(analysis.scope == 16)
    #expect(analysis.steps.zone == 2 + 4 + 4 - 1)
    // y = 2 x − 2 enters the box of 1…5 at 1.5 and leaves it at 3.5: 0.5 × 4 and half of 2 × 4.
    #expect(analysis.line.slope == 2)
    #expect(analysis.line.zone == 6)
    #expect(analysis.levels.last?.steps == .beyondScope)
  }

  @Test func `tied peers are one, or weigh with their cases as in R`() throws {
    let x: [Double] = [1, 1, 1, 2, 3, 3]
    let y: [Double] = [1, 1, 0, 2, 4, 4]
    let once = try Self.analysis(x, y)
    let counted = try Self.analysis(x, y) { $0.countsTiedPeers = true }
    #expect(once.peers.map(\.cases) == [2, 1, 2])
    #expect(Self.close(once.line.slope, 1.5, 1e-15))
    #expect(Self.close(once.line.intercept, -2.0 / 3, 1e-15))
    // R: lm(c(1, 1, 2, 4, 4) ~ c(1, 1, 2, 3, 3)) gives -0.6 and 1.5.
    #expect(Self.close(counted.line.slope, 1.5, 1e-15))
    #expect(Self.close(counted.line.intercept, -0.6, 1e-14))
    #expect(once.steps == counted.steps)
  }

  @Test func `percentiles stand at quantiles of the outcome and count cases of the condition`() throws {
    let analysis = try Self.analysis([1, 2, 3, 4, 5], [1, 2, 3, 4, 10]) { $0.steps = 4 }
    #expect(analysis.levels.map(\.percentile.outcome) == [1, 2, 3, 4, 10])
    #expect(analysis.levels.map(\.percentile.stepsPercent) == [nil, 40, 60, 80, 100])
    #expect(analysis.levels.map(\.range.outcome) == [1, 3.25, 5.5, 7.75, 10])
    #expect(analysis.levels.map(\.range.stepsPercent) == [nil, 75, 100, 100, 100])
    #expect(analysis.levels.map { $0.steps.value } == [nil, 4, 5, 5, 5])
  }

  @Test func `inefficiencies are the parts of the ranges that nothing limits`() throws {
    let analysis = try Self.analysis([0, 4, 10], [2, 10, 0])
    // The line is the one through (0, 2) and (4, 10).
    for ceiling in [analysis.steps, analysis.line] {
      #expect(ceiling.inefficiency?.condition == 60 && ceiling.inefficiency?.outcome == 20)
    }
    #expect(analysis.caveats.map(\.code) == ["nca-two-peers"])
  }

  // MARK: Permutations

  @Test func `a permutation test counts every arrangement alike`() throws {
    // Of the 24 orders of 1…4 over 1…4 the step zone of the rising order, 0, is met by all: it is the largest only
    // where all peers lie on the diagonal.
    let analysis = try Self.analysis([1, 2, 3, 4], [1, 2, 3, 4]) { $0.permutations = 20_000 }
    var larger = 0
    for order in Self.orders(of: [1, 2, 3, 4]) {
      let cases = zip([1.0, 2, 3, 4], order).map { (x: $0, y: $1) }
      if slowStepZone(cases) >= analysis.steps.zone - 1e-9 { larger += 1 }
    }
    let p = try #require(analysis.steps.permutation)
    #expect(abs(p.pValue - Double(larger) / 24) < 3 * p.accuracy)
    #expect(larger < 12)
  }

  static func orders(of values: [Double]) -> [[Double]] {
    if values.count < 2 { return [values] }
    return values.indices.flatMap { index -> [[Double]] in
      var rest = values
      let first = rest.remove(at: index)
      return orders(of: rest).map { [first] + $0 }
    }
  }

  @Test func `p is never below one over the permutations, and the same on any number of threads`() throws {
    let x = (0..<60).map(Double.init)
    let single = try Self.analysis(x, x) {
      $0.permutations = 999
      $0.threads = 1
    }
    let several = try Self.analysis(x, x) {
      $0.permutations = 999
      $0.threads = 7
    }
    #expect(single.steps.permutation == several.steps.permutation)
    #expect(single.line.permutation == several.line.permutation)
    #expect(single.steps.permutation?.pValue == 1.0 / 999)
    let other = try Self.analysis(Self.countries.map(\.x), Self.countries.map(\.y)) { $0.permutations = 999 }
    let seeded = try Self.analysis(Self.countries.map(\.x), Self.countries.map(\.y)) {
      $0.permutations = 999
      $0.seed = 2
    }
    #expect(other.steps.permutation != seeded.steps.permutation)
  }

  // MARK: Bad input

  @Test func `a highest outcome at the least of the condition leaves nothing empty`() throws {
    let analysis = try Self.analysis([1, 2, 3], [5, 1, 2]) { $0.permutations = 50 }
    #expect(analysis.steps.effect == 0 && analysis.line.effect == 0)
    #expect(analysis.line.slope == nil && analysis.line.permutation == nil && analysis.line.fit == nil)
    #expect(analysis.steps.permutation?.pValue == 1)
    #expect(analysis.levels.allSatisfy { $0.steps == .notNecessary && $0.line == .notNecessary })
    #expect(analysis.caveats.map(\.code) == ["nca-single-peer"])
  }

  @Test func `missing and infinite values take no part and are counted`() throws {
    let analysis = try Self.analysis([1, nil, 3, .infinity, 5, 6], [1, 2, nil, 4, 5, .nan])
    #expect(analysis.n == 2 && analysis.excluded == 4)
    #expect(analysis.caveats.map(\.code) == ["nca-missing-pairs", "nca-two-peers"])
    let message = Wording.all.message(analysis.caveats[0].code, analysis.caveats[0].facts, in: .english)
    #expect(message.what == "4 cases without 'x' or 'y' take no part")
  }

  private func message(_ x: [Double?], _ y: [Double?], _ change: (inout NecessaryCondition.Options) -> Void = { _ in })
    throws -> [String]
  {
    let fault = try #require(throws: Fault.self) { try Self.analysis(x, y, change) }
    return [Language.english, .chinese].map { fault.message(in: $0).what }
  }

  @Test func `faults say what is wrong in both languages`() throws {
    #expect(
      try message([1], [1]) == [
        "A ceiling needs two cases with both 'x' and 'y'; there is 1", "上限分析至少需要两个同时有“x”和“y”的个案，现有 1 个",
      ])
    #expect(
      try message([], []).first == "A ceiling needs two cases with both 'x' and 'y'; there are 0")
    #expect(
      try message([1, 1, 1], [1, 2, 3]) == [
        "'x' is 1 in all 3 cases, so nothing can limit or be limited", "“x”在全部 3 个个案中都是 1，谈不上限制",
      ])
    #expect(try message([1, 2], [-7, -7]) { $0.corner = .lowerLeft }.first?.hasPrefix("'y' is -7 in all 2") == true)
    #expect(
      try message([1, 6], [1, 2]) { $0.conditionScope = 1...5 } == [
        "'x' runs from 1 to 6, beyond the scope of 1 to 5 that was given", "“x”的取值为 1 至 6，超出给定范围 1 至 5",
      ])
    #expect(try message([1, 2], [1]).first == "The condition has 2 values, the outcome 1")
  }

  @Test func `caveats have words in both languages`() {
    for code in NecessityCaveat.allCases {
      for language in Language.allCases {
        let message = Wording.all.message(
          code.rawValue, ["condition": "x", "outcome": "y", "excluded": 1], in: language)
        #expect(!message.what.contains("{") && message.what.contains("x"))
      }
    }
    #expect(
      Wording.all.message("nca-single-peer", ["condition": "x", "outcome": "y"], in: .english).what
        == "The highest outcome occurs with the least of 'x': no ceiling can be drawn, and it is not necessary")
    #expect(
      Wording.all.message("nca-two-peers", ["condition": "x", "outcome": "y"], in: .chinese).what
        == "“x”的上限只由两个个案决定，多一个个案就可能完全改变")
  }
}
