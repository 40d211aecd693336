import Benchmarking
import CarbonAccounting
import CarbonPresentation
import CommandGrammar
import Documents
import Evidence
import Phrasebook
import Presentation
import StructuredText

extension CommandDescription {
  package static let benchmark = CommandDescription(
    "benchmark", in: .carbon,
    Label(chinese: "省份、行业或城市的碳强度对标", english: "carbon intensity of provinces, sectors or cities side by side"),
    details: [
      Label(
        chinese: "给出合计之比、比值均值、同一行业构成下的标准化强度、带区间的名次、漏斗判定、行业分位和差异分解；--change 另给 LMDI 分解和脱钩状态。",
        english:
          "Ratio of totals, mean of ratios, the ratio under one mix of sectors, ranks with intervals, funnel verdicts, quantiles within sectors and inequality; --change adds causes by LMDI and the state of decoupling."
      )
    ],
    examples: [
      Example(
        "tansuo benchmark activity.csv --entities enterprises.csv --by province --year 2022",
        Label(chinese: "2022 年各省对标", english: "provinces side by side in 2022")),
      Example(
        "tansuo benchmark activity.csv --entities enterprises.csv --by sector --change 2021,2022",
        Label(chinese: "各行业对标，并分解两年的变化", english: "sectors, and what made the change between two years")),
    ],
    operands: [.activity],
    options: [
      .entities.required, .by.required, .year, .change, .factors, .edition, .warming, .combustionGases, .fill,
      .duplicates,
      .checks, .rankDraws, .smallestGroup, .seed, .suppress, .dominance,
    ] + .opening
  ) { invocation, surroundings throws(Fault) in
    let request = try AccountRequest(invocation, surroundings, year: nil, keepsRecords: true)
    let accounts = request.accounts
    let groupings = request.groupings
    guard groupings.count == 1 else {
      throw Fault(
        AccountFault.noSuchGroup,
        [
          "group": .text(groupings.map(\.rawValue).joined(separator: ",")),
          "choices": .list(["sector", "province", "city"]),
        ])
    }
    let change = try invocation.text(.change).map { text throws(Fault) in
      let years = text.split(whereSeparator: { ",，-–".contains($0) }).map { Int($0) }
      guard years.count == 2, let first = years[0], let last = years[1] else {
        throw Fault(
          BenchmarkingFault.needsYears,
          ["from": .text(text), "to": .text("?"), "years": .list(accounts.years.map { String($0) })])
      }
      return try MatchedYears(of: accounts, from: first, to: last)
    }
    let year = invocation.integer(.year) ?? accounts.years.max()
    if let year, !accounts.years.contains(year) {
      throw Fault(
        AccountFault.noYear, ["year": .integer(year), "years": .list(accounts.years.map { String($0) })])
    }
    let grouping = groupings[0]
    let all = BenchmarkSubjects(
      of: accounts.inventories.filter { year == nil || $0.year == year }, by: grouping)
    let options = BenchmarkOptions(
      minimumSize: invocation.integer(.smallestGroup) ?? 5, draws: invocation.integer(.rankDraws) ?? 1000,
      seed: UInt64(invocation.integer(.seed) ?? 1), threads: surroundings.threads)
    let selection = try invocation.enterpriseRule().map { SuppressedBenchmark.Selection(all.subjects, rule: $0) }
    let subjects = selection.map { BenchmarkSubjects($0.subjects, excluded: all.excluded) } ?? all
    let report =
      selection?.leavesNothing == true
      ? nil
      : BenchmarkReport(
        grouping: grouping, year: year, benchmark: try GroupBenchmark(of: subjects.subjects, options: options),
        subjects: subjects, years: change)
    let suppressed = selection.flatMap { SuppressedBenchmark(report, by: grouping, $0, of: accounts) }
    var caveats = request.caveats
    if let suppressed {
      // Doubts about records name enterprises and quote their quantities.
      caveats.append(suppressed.caveat)
    } else {
      let shown = Set([year, change?.first, change?.last].compactMap { $0 })
      caveats += accounts.caveats(ofYears: shown) + (report?.benchmark.caveats ?? []) + (change?.caveats ?? [])
      if !subjects.excluded.isEmpty {
        caveats.append(Caveat(BenchmarkingCaveat.leftOut, ["count": .integer(subjects.excluded.count)]))
      }
    }
    // A report that does not exist is one that is withheld.
    return Output(
      document: { language in suppressed?.document(in: language) ?? report!.document(in: language) },
      envelope: { language throws(Fault) in
        Envelope(
          "benchmark/1", inputs: try request.inputs(),
          method: request.method([
            "emissions": "scope1+scope2Location", "base": "valueAdded, 10^4 CNY",
            "gwp": .string(accounts.options.warming.edition),
            "combustionGases": .string(accounts.options.combustionGases.statement),
            "standard": "direct; sector shares of value added of all; a missing sector takes the ratio of all",
            "intervals": "percentile 95 %, enterprises redrawn within groups", "draws": .integer(options.draws),
            "seed": .integer(Int(options.seed)), "minimumSize": .integer(options.minimumSize),
            "funnel": "mean of ratios relative to the sector; 1.96 and 3.09 standard errors", "quantiles": "type 7",
            "decomposition": "LMDI-I additive; what appears or vanishes counts under the first cause that was zero",
            "decoupling": "Tapio, 0.8 and 1.2", "inequality": "Theil T and Gini weighted by value added",
          ]), result: suppressed?.json(in: language) ?? report!.json(in: language))
      }, caveats: caveats, ending: suppressed == nil ? .done : .withheldPart)
  }
}

extension CommandOption {
  static let change = CommandOption(
    "change", .text, placeholder: "FROM,TO",
    Label(chinese: "分解这两年之间的变化", english: "two years whose change is decomposed"))
  static let rankDraws = CommandOption(
    "draws", .integer(0...100_000), default: "1000",
    Label(chinese: "区间的自助抽样次数，0 为不算", english: "how often enterprises are redrawn for intervals; 0 for none"))
  static let smallestGroup = CommandOption(
    "minimum-size", .integer(1...10_000), default: "5",
    Label(chinese: "少于这么多企业的组不排名", english: "groups with fewer enterprises get no rank"))
}
