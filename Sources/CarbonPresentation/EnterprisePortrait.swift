import Benchmarking
import CarbonAccounting
import CarbonMetrics
import EmissionFactors
import Evidence
import Phrasebook
import StructuredText

/// One enterprise in one year on one page (碳画像).
public struct EnterprisePortrait: Sendable {
  public let inventory: EntityInventory
  public let assessment: CarbonAssessment
  public let lines: [AccountLine]
  public let band: QuantileBands.Band?
  /// The share of the sector's enterprises that emit less for each 10⁴ CNY.
  public let shareBelow: Double?
  public let rules: GradeRules
  /// Records of this enterprise that are not in the account.
  public let excluded: Int
  /// The enterprise in every year it has, in order, with its grade.
  public let years: [(inventory: EntityInventory, assessment: CarbonAssessment)]
  /// Whether the data are invented, which every page of them must say.
  public let isSynthetic: Bool

  /// - Parameters:
  ///   - entity: Its id.
  ///   - year: `nil` for its latest.
  /// - Throws: `metrics-no-such-entity`.
  public init(
    of entity: String, year: Int?, in accounts: CarbonAccounts, _ assessments: CarbonAssessments, excluded: Int,
    isSynthetic: Bool = false
  ) throws(Fault) {
    let places = accounts.inventories.indices.filter {
      accounts.inventories[$0].entity == entity && (year == nil || accounts.inventories[$0].year == year)
    }
    guard let place = places.max(by: { accounts.inventories[$0].year ?? 0 < accounts.inventories[$1].year ?? 0 }) else {
      var names: [String] = []
      var seen: Set<String> = []
      for inventory in accounts.inventories where seen.insert(inventory.entity).inserted {
        names.append(inventory.entity)
      }
      let nearest = Similarity.nearest(to: entity, in: names)
      throw Fault(
        MetricsFault.noSuchEntity,
        ["entity": .text(entity), "nearest": .list(nearest.isEmpty ? names : nearest)])
    }
    let inventory = accounts.inventories[place]
    self.inventory = inventory
    assessment = assessments.entries[place]
    lines = accounts.lines(of: inventory)
    rules = assessments.options.gradeRules
    self.excluded = excluded
    self.isSynthetic = isSynthetic
    years = accounts.inventories.indices.filter { accounts.inventories[$0].entity == entity }
      .sorted { accounts.inventories[$0].year ?? 0 < accounts.inventories[$1].year ?? 0 }
      .map { (accounts.inventories[$0], assessments.entries[$0]) }
    let peers = BenchmarkSubjects(of: accounts.inventories.filter { $0.year == inventory.year }, by: .sector)
    let bands = QuantileBands(of: peers.subjects)
    band = inventory.entry?.sector.flatMap { bands.band(of: $0) }
    shareBelow = inventory.entry?.sector.flatMap { sector in
      inventory.perValueAdded.flatMap { bands.share(below: $0, in: sector) }
    }
  }

  /// Tonnes of standard coal and of CO2e by item, in the order of the records.
  public var sources: [(item: String, label: Label, energy: Double, tonnes: Double)] {
    var order: [String] = []
    var sums: [String: (label: Label, energy: Double, tonnes: Double)] = [:]
    for line in lines where line.recipe.kind.scope != .beside {
      let key = line.recipe.item + (line.recipe.kind == .process ? " process" : "")
      if sums[key] == nil { order.append(key) }
      let energy = line.recipe.kind == .process ? 0 : line.quantity * line.recipe.coalEquivalentPerUnit
      let known = sums[key] ?? (line.recipe.label, 0, 0)
      sums[key] = (known.label, known.energy + energy, known.tonnes + line.tonnes)
    }
    return order.map { ($0, sums[$0]!.label, sums[$0]!.energy, sums[$0]!.tonnes) }
  }

  public var cleanEnergy: CleanEnergy { CleanEnergy(of: lines) }

  /// What an enterprise is held against: the tenth of its sector that emits least for its value added, and the middle.
  public enum Benchmark: String, Sendable, CaseIterable {
    case advanced, baseline
  }

  /// Tonnes for each 10⁴ CNY, and the tonnes the enterprise emits beyond that; negative where it emits less.
  public func gap(to benchmark: Benchmark) -> (intensity: Double, tonnes: Double)? {
    guard let band, let own = inventory.perValueAdded, let money = inventory.entry?.valueAdded else { return nil }
    let level = benchmark == .advanced ? band.p10 : band.median
    return (level, (own - level) * money)
  }

  /// Level and grade in words: `Medium-carbon, grade 3 (near the sector average)`.
  public func label(in language: Language) -> String {
    let efficiency = assessment.efficiency
    return [efficiency?.level.label.text(in: language), efficiency?.grade?.title(in: language)].compactMap { $0 }
      .joined(separator: language == .chinese ? "，" : ", ")
  }

  /// Rules, enterprise, year, level and grade in one word, a dash for what is unknown. A layout of our own: that of
  /// DB33/T 1347-2023 could not be read.
  public var code: String {
    [
      rules.edition, inventory.entity, inventory.year.map { String($0) } ?? "-",
      assessment.efficiency?.level.key ?? "-", assessment.efficiency?.grade?.key ?? "-",
    ].joined(separator: "/")
  }

  /// The editions of factors that went in, with the keys from each.
  public var editions: [(edition: String, keys: [String])] {
    var order: [String] = []
    var keys: [String: [String]] = [:]
    for match in lines.flatMap(\.matches) {
      if keys[match.factor.edition] == nil { order.append(match.factor.edition) }
      if keys[match.factor.edition]?.contains(match.factor.key) != true {
        keys[match.factor.edition, default: []].append(match.factor.key)
      }
    }
    return order.map { ($0, keys[$0]!) }
  }

  public func json(in language: Language, wording: Wording = .all) -> JSONValue {
    let energy = inventory.energyTce
    return [
      "id": .string(inventory.entity), "name": JSONValue(inventory.entry?.name), "year": JSONValue(inventory.year),
      "province": JSONValue(inventory.entry?.province), "sector": JSONValue(inventory.entry?.sector),
      "synthetic": .boolean(isSynthetic), "check": .string(checkNumber), "scan": .string(codeText),
      "years": .array(
        years.map { own in
          [
            "year": JSONValue(own.inventory.year), "total": own.inventory.total.json,
            "valueAdded": JSONValue(own.inventory.perValueAdded), "K": JSONValue(own.assessment.efficiency?.ratio),
            "grade": JSONValue(own.assessment.efficiency?.grade.flatMap { Int($0.key) }),
          ]
        }),
      "totals": [
        "scope1": inventory.scope1.json, "scope2Location": inventory.scope2Location.json,
        "scope2Market": inventory.scope2Market.json, "total": inventory.total.json, "energyTce": energy.json,
        "captured": inventory.captured.json, "sinks": inventory.sinks.json,
      ],
      "intensity": [
        "valueAdded": JSONValue(inventory.perValueAdded), "output": JSONValue(inventory.perOutput),
        "product": JSONValue(inventory.perProduct), "sectorMedian": JSONValue(band?.median),
        "sectorP10": JSONValue(band?.p10), "sectorP90": JSONValue(band?.p90), "shareBelow": JSONValue(shareBelow),
      ],
      "label": .string(label(in: language)), "code": .string(code),
      "cleanEnergy": ["tce": cleanEnergy.clean.json, "share": JSONValue(cleanEnergy.share)],
      "benchmarks": .object(
        Benchmark.allCases.reduce(into: JSONObject()) { object, benchmark in
          object[benchmark.rawValue] =
            gap(to: benchmark).map { ["intensity": $0.intensity.json, "gapTonnes": $0.tonnes.json] } ?? .null
        }),
      "grade": assessment.efficiency?.json(in: language) ?? .null, "allowance": assessment.allowance?.json ?? .null,
      "sources": .array(
        sources.map {
          [
            "item": .string($0.item), "name": JSONValue($0.label.text(in: language)), "energyTce": $0.energy.json,
            "energyShare": energy > 0 ? ($0.energy / energy).json : .null, "tCO2e": $0.tonnes.json,
          ]
        }),
      "factors": .array(
        editions.map { ["edition": .string($0.edition), "keys": .array($0.keys.map { .string($0) })] }),
      "quality": [
        "records": .integer(inventory.recordCount), "filled": .integer(inventory.filledCount),
        "excluded": .integer(excluded),
        "caveats": .array(
          (inventory.caveats + assessment.caveats).map { caveat in
            [
              "code": .string(caveat.code), "message": .string(caveat.message(in: language, from: wording).what),
            ]
          }),
      ],
    ]
  }
}
