import Bottlenecks
import Evidence
import StructuredText
import SurveyDesigns
import Tables
import TestSupport
import Testing

/// Against R: survey, t.test, lm over all subsets, and the definitions written out (`reference/make_bottlenecks.R`).
@Suite struct BottleneckReferenceTests {
  static let expected = reference("bottlenecks.json")

  static func column(_ table: String, _ name: String) -> [Double?] {
    expected[table]!.asArray!.map { $0[name]?.asNumber }
  }
  static func texts(_ table: String, _ name: String) -> [String] {
    expected[table]!.asArray!.map { $0[name]!.asString! }
  }

  static func presence(_ values: [Double?], _ shows: (Double) -> Bool) -> [Bool?] { values.map { $0.map(shows) } }

  static let dimensions: [BottleneckDimension] = {
    let (training, staffing) = (column("respondents", "training"), column("respondents", "staffing"))
    let (faults, shared) = (column("respondents", "faults"), column("respondents", "shared"))
    return [
      BottleneckDimension(
        id: "people",
        items: [
          BottleneckItem(
            "training", presence: presence(training) { $0 <= 2 }, scores: training, isHighBad: false, scale: 1...5),
          BottleneckItem(
            "staffing", presence: presence(staffing) { $0 <= 2 }, scores: staffing, isHighBad: false, scale: 1...5),
        ]),
      BottleneckDimension(
        id: "equipment",
        items: [BottleneckItem("faults", presence: presence(faults) { $0 >= 3 }, scores: faults, scale: 1...4)]),
      BottleneckDimension(id: "data", items: [BottleneckItem("shared", presence: presence(shared) { $0 == 0 })]),
    ]
  }()

  static let respondents: Table = {
    var (entity, weight) = (ColumnBuilder(name: "entity"), ColumnBuilder(name: "weight"))
    for id in texts("respondents", "entity") { entity.append(id) }
    for value in column("respondents", "weight") { weight.append(value!) }
    return try! Table(name: "responses", columns: [entity.finished(), weight.finished()])
  }()
  static let design = try! SurveyDesign(of: respondents, weights: "weight", clusters: ["entity"])
  static let enterprises = try! BottleneckEnterprises(
    ids: texts("enterprises", "id"),
    metrics: [
      BottleneckMetric("emissions", column("enterprises", "emissions"), role: .emissions),
      BottleneckMetric("valueAdded", column("enterprises", "valueAdded"), role: .valueAdded, isHighBad: false),
      BottleneckMetric("intensity", column("enterprises", "intensity")),
    ],
    groupings: [
      BottleneckGrouping("sector", texts("enterprises", "sector")),
      BottleneckGrouping("province", texts("enterprises", "province")),
    ], weights: column("enterprises", "weight").map { $0! })

  static let study: BottleneckStudy = {
    var options = BottleneckStudy.Options()
    options.draws = 200
    options.permutations = 50
    return try! BottleneckStudy(
      of: dimensions, respondents: respondents, entity: "entity", design: design, enterprises: enterprises,
      outcomes: [.init("quality", column("respondents", "quality"))], options: options)
  }()

  static func of(_ part: String, _ id: String) -> JSONValue { expected[part]![id]! }

  @Test(arguments: ["people", "equipment", "data"])
  func `prevalence, severity and obstacle degree`(_ id: String) throws {
    let found = try #require(Self.study.dimensions.first { $0.id == id })
    for (prevalence, part) in [(found.respondents, "respondentShares"), (found.enterprises, "enterpriseShares")] {
      let share = Self.of(part, id)
      #expect(prevalence.known == share["known"]!.asInteger && prevalence.shown == share["shown"]!.asInteger)
      #expect(agree(prevalence.share, share["share"]!.asNumber))
      #expect(agree(prevalence.interval?.low, share["low"]!.asNumber, 1e-9))
      #expect(agree(prevalence.interval?.high, share["high"]!.asNumber, 1e-9))
    }
    let severity = Self.expected["severity"]![id]
    #expect((found.severity == nil) == (severity == nil))
    if let severity {
      #expect(agree(found.severity?.relativeImportance, severity["value"]!.asNumber))
      #expect(agree(found.severity?.interval?.low, severity["low"]!.asNumber))
      #expect(agree(found.severity?.interval?.high, severity["high"]!.asNumber))
      #expect(agree(found.severity?.topTwo, severity["topTwo"]!.asNumber))
    }
    #expect(agree(found.obstacleDegree, Self.of("obstacle", id).asNumber))
    let status = Self.of("status", id).asArray!
    #expect(found.status == status.map { $0.asNumber.map { $0 == 1 } })
    for (load, expected) in zip(found.loads, Self.of("loads", id).asArray!) { #expect(agree(load, expected.asNumber)) }
  }

  @Test(arguments: ["people", "equipment", "data"])
  func `contrasts and shares of totals`(_ id: String) throws {
    let found = try #require(Self.study.dimensions.first { $0.id == id })
    let expected = Self.of("contrast", id)
    let contrast = try #require(found.contrasts.first)
    func holds(_ value: Double?, _ name: String) -> Bool { agree(value, expected[name]!.asNumber, 1e-9) }
    #expect(found.contrasts.count == 1)
    #expect(contrast.with == expected["with"]!.asInteger && contrast.without == expected["without"]!.asInteger)
    #expect(holds(contrast.crude.value, "difference") && holds(contrast.crude.pValue, "p"))
    #expect(holds(contrast.crude.interval?.low, "low") && holds(contrast.crude.interval?.high, "high"))
    #expect(holds(contrast.adjusted?.value, "adjusted") && holds(contrast.adjusted?.pValue, "adjustedP"))
    #expect(holds(contrast.adjusted?.interval?.low, "adjustedLow"))
    #expect(holds(contrast.adjusted?.interval?.high, "adjustedHigh"))
    #expect(holds(contrast.shift?.shift, "shift") && holds(contrast.superiority, "superiority"))
    #expect(holds(contrast.shift?.interval?.low, "shiftLow") && holds(contrast.shift?.interval?.high, "shiftHigh"))
    #expect(holds(contrast.rankP, "rankP"))
    let totals = Self.of("totals", id)
    #expect(agree(found.emissions?.share, totals["emissions"]!.asNumber))
    #expect(agree(found.emissions?.weightedShare, totals["weightedEmissions"]!.asNumber))
    #expect(agree(found.emissions?.unknownShare, totals["unknown"]!.asNumber))
    #expect(agree(found.valueAdded?.share, totals["valueAdded"]!.asNumber))
  }

  @Test func `the worst contrast is adjusted most`() {
    let contrasts = Self.study.dimensions.map { $0.contrasts[0] }
    let adjusted = PValueAdjustment.holm.adjusted(contrasts.map(\.difference.pValue))
    #expect(contrasts.map(\.adjustedP) == adjusted)
  }

  @Test func `entropy weights and degrees of a case`() {
    let items =
      [
        ("training", { 5 - $0 }), ("staffing", { 5 - $0 }), ("faults", { $0 - 1 }), ("shared", { 1 - $0 }),
      ] as [(String, (Double) -> Double)]
    let ids = Self.texts("enterprises", "id")
    let entities = Self.texts("respondents", "entity")
    let values = items.map { name, bad in
      ids.map { id -> Double? in
        let own = zip(entities, Self.column("respondents", name)).compactMap { $0 == id ? $1.map(bad) : nil }
        return own.isEmpty ? nil : own.reduce(0, +) / Double(own.count)
      }
    }
    let degrees = ObstacleDegrees(of: values, highIsGood: [false, false, false, false])
    for (weight, expected) in zip(degrees.weights, Self.expected["entropyWeights"]!.numbers) {
      #expect(agree(weight, expected))
    }
    for (degree, expected) in zip(degrees.degrees[0]!, Self.expected["degreesOfFirst"]!.numbers) {
      #expect(agree(degree, expected))
    }
  }

  @Test func `R² of swiss data is shared out as printed`() throws {
    let names = ["Agriculture", "Examination", "Education", "Catholic", "Infant.Mortality"]
    let data = Self.expected["swissData"]!
    var options = RelativeImportance.Options()
    options.draws = 0
    let importance = try RelativeImportance(
      of: data["Fertility"]!.numbers, drivers: names.map { ($0, Label(), data[$0]!.numbers) }, options: options)
    // Facts 12, lmg.ref.swiss.
    let printed = [0.05709122, 0.17117303, 0.26013468, 0.10557015, 0.11276592]
    for (driver, (value, computed)) in zip(importance.drivers, zip(printed, Self.expected["swiss"]!["shares"]!.numbers))
    {
      #expect(abs(driver.share - value) < 5.1e-9)
      #expect(agree(driver.share, computed))
      #expect(driver.interval == nil)
    }
    #expect(abs(importance.rSquared - 0.706735) < 5e-7)
    // R: summary(lm(Fertility ~ ., swiss)), p-value 5.594e-10.
    #expect(close(importance.pValue, 5.594e-10, 1e-4))
    #expect(agree(importance.drivers.map(\.share).reduce(0, +), importance.rSquared, 1e-13))
  }

  @Test func `drivers of respondents and of enterprises, weighted`() throws {
    for (drivers, part) in zip(Self.study.drivers, ["answers", "drivers"]) {
      #expect(drivers.level == (part == "answers" ? .respondents : .enterprises))
      #expect(drivers.importance.n == Self.expected[part]!["n"]!.asInteger)
      #expect(agree(drivers.importance.rSquared, Self.expected[part]!["r2"]!.asNumber))
      for (driver, share) in zip(drivers.importance.drivers, Self.expected[part]!["shares"]!.numbers) {
        #expect(agree(driver.share, share, 1e-9))
        let interval = try #require(driver.interval)
        #expect(interval.low <= interval.high && interval.low >= 0)
      }
    }
    #expect(Self.study.drivers.count == 2)
  }

  @Test(arguments: ["people", "equipment", "data"])
  func `groups are pooled as far as they differ by chance`(_ id: String) throws {
    let pooled = try #require(Self.study.dimensions.first { $0.id == id }?.pooled)
    let expected = Self.of("pooled", id)
    #expect(agree(pooled.correlation, expected["correlation"]!.asNumber))
    #expect(agree(pooled.overall, expected["overall"]!.asNumber))
    #expect(pooled.groups.map(\.name) == ["Anhui", "Hebei", "Jiangsu"])
    for (place, group) in pooled.groups.enumerated() {
      #expect(agree(group.raw, expected["raw"]![place]!.asNumber))
      #expect(agree(group.pooled, expected["pooled"]![place]!.asNumber))
      let low = expected["low"]!.asNumber ?? expected["low"]![place]!.asNumber
      #expect(agree(group.interval?.low, low))
    }
  }

  @Test(arguments: NecessityCorner.allCases)
  func `ceilings of tied cases in every corner`(_ corner: NecessityCorner) throws {
    let data = Self.expected["ceilingData"]!
    for counts in [false, true] {
      var options = NecessaryCondition.Options()
      options.corner = corner
      options.permutations = 0
      options.countsTiedPeers = counts
      let found = try NecessaryCondition(
        of: .init("x", data["x"]!.numbers), for: .init("y", data["y"]!.numbers), options: options)
      let expected = Self.expected["ceilings"]![corner.rawValue - 1]![counts ? "counted" : "once"]!
      #expect(agree(found.steps.zone, expected["step"]!.asNumber))
      // Integrated over 4,000,000 strips.
      #expect(agree(found.line.zone, expected["line"]!.asNumber, 1e-6))
      #expect(found.line.above == expected["above"]!.asInteger)
      let turn: Double = corner == .upperLeft || corner == .lowerRight ? 1 : -1
      #expect(agree(found.line.slope, turn * expected["slope"]!.asNumber!))
      let down: Double = corner == .lowerLeft || corner == .lowerRight ? -1 : 1
      #expect(agree(found.line.intercept, down * expected["intercept"]!.asNumber!))
      #expect(agree(found.scope, expected["scope"]!.asNumber))
    }
  }

  @Test func `the p of all 5,040 orders is met within its accuracy`() throws {
    let data = Self.expected["permutation"]!
    var options = NecessaryCondition.Options()
    options.permutations = 20_000
    let found = try NecessaryCondition(
      of: .init("x", data["x"]!.numbers), for: .init("y", data["y"]!.numbers), options: options)
    let permutation = try #require(found.steps.permutation)
    #expect(abs(permutation.pValue - data["p"]!.asNumber!) < 1.5 * permutation.accuracy)
  }
}
