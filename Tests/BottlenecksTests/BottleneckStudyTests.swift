import Bottlenecks
import Evidence
import Phrasebook
import SurveyDesigns
import Tables
import Testing

/// Small studies at the edges: nobody, everybody, one enterprise, nothing known, nothing that differs.
@Suite struct BottleneckStudyTests {
  /// Two respondents each of enterprises `E0`, `E1` …
  static func respondents(_ enterprises: Int, each: Int = 2) -> Table {
    var entity = ColumnBuilder(name: "entity")
    for index in 0..<enterprises * each { entity.append("E\(index / each)") }
    return try! Table(name: "responses", columns: [entity.finished()])
  }

  static func study(
    _ dimensions: [BottleneckDimension], enterprises count: Int, each: Int = 2, metrics: [BottleneckMetric] = [],
    groupings: [BottleneckGrouping] = [], ids: [String]? = nil, stages: [BottleneckDimension] = [],
    weights: [Double]? = nil, _ change: (inout BottleneckStudy.Options) -> Void = { _ in }
  ) throws(Fault) -> BottleneckStudy {
    var options = BottleneckStudy.Options()
    options.draws = 40
    options.permutations = 10
    change(&options)
    let table = respondents(count, each: each)
    return try BottleneckStudy(
      of: dimensions, respondents: table, entity: "entity",
      design: SurveyDesign(of: table, clusters: count > 1 ? ["entity"] : []),
      enterprises: BottleneckEnterprises(
        ids: ids ?? (0..<count).map { "E\($0)" }, metrics: metrics, groupings: groupings, weights: weights),
      stages: stages, options: options)
  }

  static func dimension(_ id: String, _ presence: [Bool?], scores: [Double?] = [], atLeast: Int = 1)
    -> BottleneckDimension
  {
    BottleneckDimension(
      id: id, items: [BottleneckItem("\(id)-item", presence: presence, scores: scores)], atLeast: atLeast)
  }

  static func codes(_ study: BottleneckStudy) -> [String] { study.caveats.map(\.code) }

  // MARK: Rules of evidence

  @Test func `a respondent is unknown only where the unknown items could decide`() throws {
    let dimension = BottleneckDimension(
      id: "d",
      items: [
        BottleneckItem("a", presence: [true, true, true, nil, nil, false]),
        BottleneckItem("b", presence: [true, nil, false, nil, false, false]),
        BottleneckItem("c", presence: [nil, nil, nil, true, false, nil]),
      ], atLeast: 2)
    // Present: 2; 1 + 2 unknown; 1 + 1 unknown; 1 + 2 unknown; 0 + 1 unknown; 0 + 1 unknown.
    let study = try Self.study([dimension], enterprises: 6, each: 1)
    #expect(study.dimensions[0].status == [true, nil, nil, nil, false, false])
    #expect(study.dimensions[0].respondents.known == 3 && study.dimensions[0].respondents.shown == 1)
  }

  @Test func `an enterprise shows from its share of known respondents on, the threshold included`() throws {
    let shows: [Bool?] = [true, false, true, true, false, false, nil, nil, true, nil]
    let half = try Self.study([Self.dimension("d", shows)], enterprises: 5)
    #expect(half.dimensions[0].status == [true, true, false, nil, true])
    let most = try Self.study([Self.dimension("d", shows)], enterprises: 5) { $0.enterpriseThreshold = 0.6 }
    #expect(most.dimensions[0].status == [false, true, false, nil, true])
    #expect(half.dimensions[0].enterprises.known == 4 && half.dimensions[0].enterprises.shown == 3)
  }

  @Test func `facts of the enterprise itself decide with its respondents or alone`() throws {
    let own = BottleneckItem("own", presence: [true, false, nil, false])
    let both = BottleneckDimension(
      id: "both", items: [BottleneckItem("asked", presence: [false, false, true, true, false, false, nil, nil])],
      enterpriseItems: [own])
    let alone = BottleneckDimension(id: "alone", items: [], enterpriseItems: [own])
    let study = try Self.study([both, alone], enterprises: 4)
    #expect(study.dimensions[0].status == [true, true, nil, nil])
    #expect(study.dimensions[1].status == [true, false, nil, false])
    #expect(study.dimensions[1].respondents.share == nil)
    #expect(study.dimensions[1].loads == [1, 0, nil, 0])
    // Among the three that are known, one shows.
    #expect(abs(study.dimensions[1].rank.value - 1.0 / 3) < 1e-15)
  }

  @Test func `severity counts scales from their best answer, turned where low is bad`() throws {
    let scores: [Double?] = [1, 2, 3, 4, 5, nil]
    let high = BottleneckDimension(
      id: "high",
      items: [BottleneckItem("a", presence: scores.map { $0.map { $0 >= 4 } }, scores: scores, scale: 1...5)])
    let low = BottleneckDimension(
      id: "low",
      items: [
        BottleneckItem(
          "b", presence: scores.map { $0.map { $0 <= 2 } }, scores: scores.map { $0.map { $0 - 3 } }, isHighBad: false,
          scale: -2...2)
      ])
    let study = try Self.study([high, low], enterprises: 6, each: 1)
    for dimension in study.dimensions {
      // Σ W / (A N) = 15 / (5 × 5).
      #expect(abs(dimension.severity!.relativeImportance - 0.6) < 1e-15)
      #expect(abs(dimension.severity!.topTwo! - 0.4) < 1e-15)
      #expect(dimension.severity!.n == 5)
    }
    #expect(study.dimensions[0].loads == [0, 0.25, 0.5, 0.75, 1, nil])
    #expect(study.dimensions[1].loads == [1, 0.75, 0.5, 0.25, 0, nil])
  }

  // MARK: The edges

  @Test func `a dimension nobody shows and one everybody shows have an interval and no contrast`() throws {
    let count = 8
    let values: [Double?] = (0..<count).map { Double($0) }
    let study = try Self.study(
      [
        Self.dimension("none", Array(repeating: false, count: 2 * count)),
        Self.dimension("all", Array(repeating: true, count: 2 * count)),
      ], enterprises: count, metrics: [.init("total", values, role: .emissions), .init("intensity", values)])
    let (none, all) = (study.dimensions[0], study.dimensions[1])
    #expect(none.enterprises.share == 0 && none.enterprises.interval?.low == 0)
    #expect(none.enterprises.interval!.high > 0.2 && none.enterprises.interval?.method == "wilson-clusters")
    #expect(all.respondents.share == 1 && all.respondents.interval!.low < 0.75)
    // Sixteen respondents of eight enterprises tell no more than eight.
    #expect(all.respondents.interval == all.enterprises.interval)
    #expect(none.emissions?.share == 0 && all.emissions?.share == 1)
    #expect(none.contrasts.isEmpty && all.contrasts.isEmpty)
    #expect(none.obstacleDegree == nil && all.obstacleDegree == nil)
    #expect(study.order == [1, 0] && all.rank.low == 1 && none.rank.high == 2)
    #expect(study.necessities.isEmpty && study.drivers.isEmpty)
    let codes = Self.codes(study)
    for code in [
      "bottleneck-everybody", "bottleneck-nobody", "bottleneck-no-severity", "bottleneck-skipped-contrast",
      "bottleneck-skipped-necessity", "bottleneck-skipped-drivers",
    ] { #expect(codes.contains(code)) }
  }

  @Test func `one enterprise is described and not compared`() throws {
    let study = try Self.study(
      [Self.dimension("d", [true, false, nil], scores: [5, 1, nil])], enterprises: 1, each: 3,
      metrics: [.init("total", [7], role: .emissions), .init("intensity", [2])],
      groupings: [.init("province", ["河北"])])
    let found = study.dimensions[0]
    #expect(found.enterprises.share == 1 && found.emissions?.share == 1)
    #expect(found.respondents.share == 0.5 && found.respondents.known == 2)
    #expect(found.rank.rank == 1 && found.rank.median == 1 && found.rank.withoutGroups == nil)
    #expect(found.contrasts.isEmpty && study.withoutGroups.isEmpty)
    #expect(found.pooled?.correlation == 0)
  }

  @Test func `metrics that are all missing, negative or tied are told apart`() throws {
    let count = 6
    let presence: [Bool?] = (0..<2 * count).map { $0 < count }
    let study = try Self.study(
      [Self.dimension("d", presence)], enterprises: count,
      metrics: [
        .init("total", Array(repeating: nil, count: count), role: .emissions),
        .init("valueAdded", [-10, -5, 1, 2, 3, 4], role: .valueAdded),
        .init("tied", Array(repeating: 3, count: count)), .init("infinite", [.infinity, .nan, 1, 2, 3, 5]),
      ])
    let found = study.dimensions[0]
    #expect(found.emissions?.share == nil && found.emissions?.coverage == 0)
    // The total is negative, so a share of it means nothing.
    #expect(found.valueAdded?.share == nil && found.valueAdded?.interval == nil)
    #expect(found.contrasts.map(\.metric) == ["infinite"])
    // The one enterprise that shows has no spread, so there is no Welch test; the ranks still say something.
    #expect(found.contrasts[0].with == 1 && found.contrasts[0].crude.pValue == nil)
    #expect(found.contrasts[0].shift != nil && found.contrasts[0].rankP != nil)
    #expect(Self.codes(study).contains("bottleneck-negative-metric"))
    let coverage = study.caveats.filter { $0.code == "bottleneck-coverage" }
    #expect(coverage.map { $0.facts["metric"] } == [.text("total"), .text("infinite")])
  }

  @Test func `a net total that is negative for some still has shares`() throws {
    let study = try Self.study(
      [Self.dimension("d", [true, false, true, false], scores: [])], enterprises: 4, each: 1,
      metrics: [.init("valueAdded", [-2, 4, 6, 2], role: .valueAdded)])
    #expect(study.dimensions[0].valueAdded?.share == 0.4)
  }

  @Test func `respondents of unknown enterprises count among respondents only`() throws {
    let study = try Self.study(
      [Self.dimension("d", [true, true, false, false])], enterprises: 2, ids: ["E1"])
    #expect(study.dimensions[0].respondents.share == 0.5)
    #expect(study.dimensions[0].status == [false])
    #expect(study.caveats.first { $0.code == "bottleneck-strangers" }?.facts["count"] == .integer(2))
  }

  @Test func `dimensions that are the same share the better rank in every draw`() throws {
    let presence: [Bool?] = (0..<20).map { $0 % 3 == 0 }
    let study = try Self.study(
      [Self.dimension("a", presence), Self.dimension("b", presence), Self.dimension("c", presence.map { !$0! })],
      enterprises: 10)
    #expect(study.dimensions.map(\.rank.rank) == [2, 2, 1])
    #expect(study.dimensions[0].rank == study.dimensions[1].rank)
    #expect(study.order == [2, 0, 1])
  }

  @Test(arguments: BottleneckCriterion.allCases)
  func `the same seed gives the same study on any number of threads`(_ criterion: BottleneckCriterion) throws {
    let count = 30
    let scores: [Double?] = (0..<2 * count).map { Double(1 + $0 * 7 % 5) }
    let others: [Double?] = (0..<2 * count).map { (row: Int) -> Double? in Double(1 + (row * row + row / 3) % 4) }
    let dimensions = [
      Self.dimension("a", scores.map { $0! >= 4 }, scores: scores),
      Self.dimension("b", others.map { $0! >= 3 }, scores: others),
    ]
    let metrics: [BottleneckMetric] = [
      .init("total", (0..<count).map { Double(1 + $0 * 13 % 17) }, role: .emissions),
      .init("intensity", (0..<count).map { Double($0 * 5 % 11) }),
    ]
    let province = BottleneckGrouping("province", (0..<count).map { ["A", "B", "C"][$0 % 3] })
    func run(_ threads: Int, _ seed: UInt64 = 3) throws -> BottleneckStudy {
      try Self.study(dimensions, enterprises: count, metrics: metrics, groupings: [province]) {
        $0.criterion = criterion
        $0.threads = threads
        $0.seed = seed
      }
    }
    let (one, many) = (try run(1), try run(5))
    #expect(one.dimensions == many.dimensions && one.drivers == many.drivers)
    #expect(one.necessities.map(\.steps) == many.necessities.map(\.steps))
    #expect(one.criterion == criterion)
    #expect(try run(1, 4).dimensions.map(\.rank.interval) != one.dimensions.map(\.rank.interval))
    #expect(one.withoutGroups.map(\.group) == ["A", "B", "C"])
    for dimension in one.dimensions {
      let own = one.withoutGroups.map { $0.ranks[one.dimensions.firstIndex(of: dimension)!] }
      #expect(dimension.rank.withoutGroups == own.min()!...own.max()!)
      let interval = try #require(dimension.rank.interval)
      #expect(interval.low <= interval.high)
    }
  }

  @Test func `the binding stage is the first that fails, unknown where an earlier one is`() throws {
    let first = Self.dimension("collection", [true, false, nil, false, false])
    let second = Self.dimension("transmission", [true, true, true, false, nil])
    let study = try Self.study(
      [first], enterprises: 5, each: 1, metrics: [.init("total", [1, 2, 3, 4, 10], role: .emissions)],
      stages: [first, second])
    let stages = try #require(study.stages)
    #expect(stages.bindings == [.stage(0), .stage(1), .unknown, .none, .unknown])
    #expect(stages.stages.map(\.binding) == [1, 1] && stages.stages.map(\.failing) == [1, 3])
    #expect(stages.free == 1 && stages.unknown == 2)
    #expect(stages.stages[0].share == 1.0 / 3 && stages.stages[1].emissionsShare == 0.1)
  }

  // MARK: Parts by themselves

  @Test(arguments: 0..<30)
  func `the shift is the middle of all differences`(_ seed: Int) throws {
    let x = (0..<(3 + seed % 7)).map { Double(($0 * 31 + seed * 7) % 23) - 11 }
    let y = (0..<(2 + seed % 9)).map { Double(($0 * 17 + seed * 5) % 19) / 2 - 4 }
    let all = x.flatMap { a in y.map { a - $0 } }.sorted()
    let middle =
      all.count % 2 == 1 ? all[all.count / 2] : (all[all.count / 2 - 1] + all[all.count / 2]) / 2
    let found = try #require(HodgesLehmannShift(of: x, against: y))
    #expect(found.shift == middle)
    if let interval = found.interval {
      #expect(all.contains(interval.low) && all.contains(interval.high))
      #expect(interval.low <= middle && middle <= interval.high)
    }
    #expect(HodgesLehmannShift(of: [], against: y) == nil)
  }

  @Test func `drivers that tell the same share alike, and one that is still is named`() throws {
    let outcome: [Double?] = [1, 2, 3, 4, 6, 5, nil, 9]
    let twin: [Double?] = [1, 3, 2, 4, 6, 5, 1, 8]
    let other: [Double?] = [2, 1, 2, 1, 2, 1, 7, 4]
    var options = RelativeImportance.Options()
    options.draws = 25
    let found = try RelativeImportance(
      of: outcome,
      drivers: [
        ("a", Label(), twin), ("b", Label(), twin), ("still", Label(), Array(repeating: 4, count: 8)),
        ("c", Label(), other),
      ], options: options)
    #expect(found.dropped == ["still"] && found.n == 7)
    #expect(found.drivers.map(\.name) == ["a", "b", "c"])
    #expect(abs(found.drivers[0].share - found.drivers[1].share) < 1e-12)
    #expect(abs(found.drivers.map(\.share).reduce(0, +) - found.rSquared) < 1e-12)
    #expect(abs(found.drivers[0].last) < 1e-9)
  }

  private func english(_ body: () throws -> Void) throws -> String {
    try #require(throws: Fault.self) { try body() }.message(in: .english).what
  }

  @Test func `faults name what is wrong`() throws {
    let shows: [Bool?] = [true, false]
    let good = Self.dimension("d", shows)
    func run(_ dimensions: [BottleneckDimension]) throws { _ = try Self.study(dimensions, enterprises: 1) }
    #expect(try english { try run([]) } == "A study of bottlenecks needs at least one dimension")
    #expect(try english { try run([BottleneckDimension(id: "d", items: [])]) } == "Dimension 'd' has no items")
    #expect(try english { try run([good, good]) } == "Two dimensions are called 'd'")
    #expect(try english { try run([Self.dimension("d", [true])]) } == "'d-item' has 1 value where 2 were expected")
    #expect(try english { _ = try BottleneckEnterprises(ids: []) } == "There are no enterprises to tie the answers to")
    #expect(try english { _ = try BottleneckEnterprises(ids: ["E", "E"]) } == "Enterprise 'E' is listed twice")
    #expect(
      try english { _ = try BottleneckEnterprises(ids: ["E"], metrics: [.init("m", [1, 2])]) }
        == "'m' has 2 values where 1 was expected")
    let (table, empty) = (Self.respondents(1), Self.respondents(0))
    #expect(
      try english {
        _ = try BottleneckStudy(
          of: [Self.dimension("d", [])], respondents: empty, entity: "entity", design: SurveyDesign(of: table),
          enterprises: BottleneckEnterprises(ids: ["E"]))
      } == "There are no respondents")
    #expect(
      try english {
        _ = try BottleneckStudy(
          of: [good], respondents: table, entity: "firm", design: SurveyDesign(of: table),
          enterprises: BottleneckEnterprises(ids: ["E"]))
      }.hasPrefix("There is no column"))
    #expect(
      try english { _ = try BottleneckEnterprises(ids: ["E", "F"], weights: [1]) }
        == "'weight' has 1 value where 2 were expected")
    func drivers(_ outcome: [Double?], _ drivers: [[Double?]]) throws {
      _ = try RelativeImportance(
        of: outcome, drivers: drivers.enumerated().map { ("x\($0.offset)", Label(), $0.element) })
    }
    let values: [Double?] = [1, 2, 4, 3]
    #expect(
      try english { try drivers(values, Array(repeating: values, count: 17)) }
        == "R² can be shared out among 16 drivers at most, not 17")
    #expect(try english { try drivers([1, 2], [[1, 2]]) } == "Only 2 rows have the outcome and all 1 drivers")
    #expect(
      try english { try drivers([7, 7, 7, 7], [values]) }
        == "The outcome is the same in all 4 rows, so there is nothing to explain")
    #expect(try english { try drivers(values, [[1, 1, 1, 1]]) } == "None of the drivers ever changes: x0")
  }

  @Test(arguments: BottleneckCaveat.allCases)
  func `caveats have words in both languages`(_ code: BottleneckCaveat) {
    let facts: Facts = [
      "count": 2, "dimensions": .list(["people", "data"]), "metric": "intensity", "known": 3, "outcome": "grade",
    ]
    for language in Language.allCases {
      let message = Wording.all.message(code.rawValue, facts, in: language)
      #expect(!message.what.contains("{"))
    }
    let english = Wording.all.message(code.rawValue, facts, in: .english).what
    switch code {
    case .strangers:
      #expect(english == "2 respondents of enterprises that are not listed count among respondents only")
    case .unanswered: #expect(english == "Of no enterprise it is known whether it shows: people, data")
    case .everybody: #expect(english == "All enterprises show, so none can be compared: people, data")
    case .nobody: #expect(english == "No enterprise shows, so none can be compared: people, data")
    case .coverage: #expect(english == "'intensity' is known of 3 of 2 enterprises")
    case .negativeMetric:
      #expect(english == "'intensity' is below zero at 2 enterprises, so its shares are of a net total")
    case .noSeverity:
      #expect(english == "Ranked by prevalence, for these have no ordered items to tell severity: people, data")
    case .skippedContrast:
      #expect(english == "'intensity' cannot be contrasted, for one side is empty or nothing differs: people, data")
    case .skippedNecessity:
      #expect(english == "No ceiling of 'grade', for too few enterprises are known or nothing differs: people, data")
    case .skippedDrivers: #expect(english.hasPrefix("What drives 'grade' cannot be told"))
    case .constantDrivers: #expect(english == "These never change and explain nothing of 'grade': people, data")
    }
  }
}
