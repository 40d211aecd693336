import Benchmarking
import CarbonAccounting
import CarbonMetrics
import Charting
import Documents
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

  /// - Parameters:
  ///   - entity: Its id.
  ///   - year: `nil` for its latest.
  /// - Throws: `metrics-no-such-entity`.
  public init(
    of entity: String, year: Int?, in accounts: CarbonAccounts, _ assessments: CarbonAssessments, excluded: Int
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
      throw Fault(
        MetricsFault.noSuchEntity,
        ["entity": .text(entity), "nearest": .list(Similarity.nearest(to: entity, in: names))])
    }
    let inventory = accounts.inventories[place]
    self.inventory = inventory
    assessment = assessments.entries[place]
    lines = accounts.lines(of: inventory)
    rules = assessments.options.gradeRules
    self.excluded = excluded
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

  /// The page.
  public func document(in language: Language, wording: Wording = .all) -> Document {
    let chinese = language == .chinese
    func words(_ a: String, _ b: String) -> String { chinese ? a : b }
    func number(_ value: Double?, _ decimals: Int = 0) -> String {
      DisplayRule.decimals(decimals).text(value, style: .gb)
    }
    func row(_ cells: String...) -> DocumentTable.Row { .init(cells.map { .init($0) }) }
    let name = inventory.entry?.name.map { "\(inventory.entity) \($0)" } ?? inventory.entity
    let efficiency = assessment.efficiency
    let allowance = assessment.allowance
    var facts: [DocumentTable.Row] = [
      row(
        words("行业、省份、年份", "Sector, province, year"),
        [inventory.entry?.sector, inventory.entry?.province, inventory.year.map { String($0) }].compactMap { $0 }
          .joined(separator: words("，", ", "))),
      row(words("合计（吨）", "Total (t)"), number(inventory.total)),
      row(words("范围一（吨）", "Scope 1 (t)"), number(inventory.scope1)),
      row(
        words("范围二：位置法 / 市场法", "Scope 2: by location / by market"),
        "\(number(inventory.scope2Location)) / \(number(inventory.scope2Market))"),
      row(words("能耗（吨标准煤）", "Energy (tce)"), number(inventory.energyTce)),
      row(
        words("清洁能源占比 %（天然气、生物质、自发非化石电力、绿电）", "Clean energy % (gas, biomass, own non-fossil power, green power)"),
        number(cleanEnergy.share.map { 100 * $0 }, 1)),
      row(
        words("每万元增加值（吨）/ 行业中位数", "Per 10⁴ CNY of value added (t) / median of the sector"),
        "\(number(inventory.perValueAdded, 3)) / \(number(band?.median, 3))"),
      row(
        words("超出行业先进值（P10）/ 中位数（吨）", "Above the sector's advanced level (P10) / median (t)"),
        "\(number(gap(to: .advanced)?.tonnes)) / \(number(gap(to: .baseline)?.tonnes))"),
      row(
        words("碳效水平与等级", "Carbon-efficiency level and grade"), label(in: language)),
      row(words("碳效编码（规则/企业/年份/水平/等级）", "Code (rules/enterprise/year/level/grade)"), code),
      row(
        words("升一级需减排（吨）/ 或增加值需增（万元）", "To the next grade (t less / or 10⁴ CNY more)"),
        "\(number(efficiency?.nextGrade?.tonnes)) / \(number(efficiency?.nextGrade?.valueAdded))"),
      row(
        words("配额 / 盈缺（吨）", "Allowance / surplus or shortfall (t)"),
        "\(number(allowance?.allotted)) / \(number(allowance.map { $0.surplus - $0.shortfall }))"),
    ]
    if let cost = allowance?.cost {
      facts.append(
        row(
          words("履约成本（元，低–中–高）", "Cost of compliance (CNY, low – middle – high)"),
          "\(number(cost.low)) – \(number(cost.middle)) – \(number(cost.high))"))
    }
    facts.append(
      row(
        words("记录数 / 填补 / 未计入", "Records / filled in / left out"),
        "\(inventory.recordCount) / \(inventory.filledCount) / \(excluded)"))
    let energy = inventory.energyTce
    var blocks: [Block] = [
      .table(
        DocumentTable(
          columns: [.init(Phrase(words("项目", "Item"))), .init(Phrase(words("数值", "Value")), .right)], rows: facts))
    ]
    if let ratio = efficiency?.ratio {
      let reach = max(ratio * 1.1, 2.5)
      let chart = Chart(
        title: words("碳效等级", "Carbon-efficiency grade"),
        subtitle: words("K：与行业之比；\(rules.edition)", "K: ratio to the sector; \(rules.edition)"),
        plot: BandPlot(
          from: 0,
          bands: rules.grades.map { .init($0.title(in: language), upTo: $0.upper ?? reach) },
          markers: [.init(name, ratio)]), language: language)
      blocks.append(.figure(Figure(chart, isIllustration: true)))
    }
    if let allowance {
      let chart = Chart(
        title: words("配额与排放", "Allowance and emissions"), subtitle: words("吨", "t"),
        plot: BalancePlot([.init(name, allowance: allowance.allotted, emissions: allowance.obligation)]),
        language: language)
      blocks.append(.figure(Figure(chart, isIllustration: true)))
    }
    blocks.append(
      .table(
        DocumentTable(
          title: Phrase(words("能源与排放构成", "Energy and emissions by source")),
          columns: [
            .init(Phrase(words("品种", "Source"))), .init(Phrase(words("吨标准煤", "tce")), .right),
            .init(Phrase(words("占能耗 %", "% of energy")), .right),
            .init(Phrase(words("排放（吨）", "Emissions (t)")), .right),
          ],
          rows: sources.map {
            row(
              $0.label.text(in: language) ?? $0.item, number($0.energy),
              energy > 0 ? number($0.energy / energy * 100, 1) : DisplayRule.missing, number($0.tonnes))
          })))
    blocks.append(
      .table(
        DocumentTable(
          title: Phrase(words("因子与版本", "Factors and editions")),
          columns: [.init(Phrase(words("版本", "Edition"))), .init(Phrase(words("因子", "Factors")))],
          rows: editions.map { row($0.edition, $0.keys.joined(separator: words("，", ", "))) })))
    for caveat in inventory.caveats + assessment.caveats {
      blocks.append(.note(Phrase(caveat.message(in: language, from: wording).what)))
    }
    return Document(title: words("碳画像：\(name)", "Carbon portrait: \(name)"), language: language.rawValue, blocks)
  }
}
