import Benchmarking
import CarbonAccounting
import Charting
import Documents
import Evidence
import Phrasebook

extension BenchmarkReport {
  /// The league table, the spread within sectors, inequality, the causes of a change, and pictures of them.
  public func document(in language: Language) -> Document {
    let page = BenchmarkPage(report: self, language: language)
    var blocks: [Block] = page.tables.map { .table($0) } + page.leagueFigures
    if let mix = page.mixTable { blocks.append(.table(mix)) }
    if !bands.bands.isEmpty { blocks.append(.table(page.bandTable)) }
    if let inequality { blocks.append(.table(page.inequalityTable(inequality))) }
    if let years { blocks += page.change(years) }
    if !subjects.excluded.isEmpty { blocks.append(.table(page.excludedTable)) }
    return Document(title: page.words("碳对标", "Carbon benchmark"), language: language.rawValue, blocks)
  }
}

/// One report in one language.
struct BenchmarkPage {
  let report: BenchmarkReport
  let language: Language

  func words(_ chinese: String, _ english: String) -> String { language == .chinese ? chinese : english }

  func heading(_ chinese: String, _ english: String) -> DocumentTable.Column {
    .init(Phrase(words(chinese, english)), .right)
  }

  func cell(_ value: Double?, _ decimals: Int = 3) -> DocumentTable.Cell {
    DisplayRule.decimals(decimals).cell(value, style: .gb)
  }

  private func ranks(_ rank: Int?, _ interval: GroupBenchmark.Interval?) -> DocumentTable.Cell {
    guard let rank else { return .init(DisplayRule.missing) }
    guard let interval else { return .init(String(rank)) }
    return .init("\(rank) (\(Int(interval.low))–\(Int(interval.high)))")
  }

  /// Where groups are sectors, one mix for all makes all alike.
  private var isStandardized: Bool { !report.benchmark.groupsAreSectors }

  func name(_ group: GroupBenchmark.Group) -> String { report.grouping.text(group.name, in: language) }

  /// The ranking, the two averages behind it, and what chance would do: each narrow enough for a phone.
  var tables: [DocumentTable] { [league, averages, funnelTable] }

  private var groupColumn: DocumentTable.Column { .init(Phrase(report.grouping.name(in: language))) }

  var league: DocumentTable {
    let benchmark = report.benchmark
    let rows = benchmark.groups.map { group -> DocumentTable.Row in
      .init([
        .init(name(group)), .init(String(group.enterprises)),
        isStandardized
          ? ranks(group.standardizedRank, group.standardizedRankInterval) : ranks(group.rank, group.rankInterval),
        cell(isStandardized ? group.standardized : group.ratioOfTotals),
      ])
    }
    let columns = [
      groupColumn, heading("企业数", "Enterprises"), heading("名次（95% 区间）", "Rank (95%)"),
      isStandardized ? heading("标准化强度", "Standardised") : heading("合计之比", "Ratio of totals"),
    ]
    let minimum = benchmark.options.minimumSize
    let all = DisplayRule.decimals(3).text(benchmark.ratioOfTotals, style: .gb)
    return DocumentTable(
      title: Phrase(words("对标排名（吨/万元增加值）", "League table (t for each 10⁴ CNY of value added)")),
      columns: columns, rows: rows,
      notes: [
        .init(
          Phrase(
            isStandardized
              ? words(
                "名次由低到高，全体为 \(all)。标准化强度是各组采用全体的行业构成后的强度，缺少的行业取全体强度。名次区间相交的组分不出高低；少于 \(minimum) 家不排名。",
                "Ranks from the least; all together \(all). Standardised, each group is given the sector mix of all, a missing sector taking the ratio of all. Groups whose rank intervals overlap cannot be told apart; under \(minimum) enterprises there is no rank."
              )
              : words(
                "名次由低到高，全体为 \(all)。各组就是行业，不作行业构成的标准化。名次区间相交的组分不出高低；少于 \(minimum) 家不排名。",
                "Ranks from the least; all together \(all). The groups are sectors, so nothing is standardised to a mix of sectors. Groups whose rank intervals overlap cannot be told apart; under \(minimum) enterprises there is no rank."
              )))
      ], isSortable: true)
  }

  private var averages: DocumentTable {
    let benchmark = report.benchmark
    var columns = [
      groupColumn, heading("排放量（万吨）", "Emissions, 10⁴ t"), heading("合计之比", "Ratio of totals"),
      heading("比值均值", "Mean of ratios"),
    ]
    if isStandardized { columns.append(heading("按合计之比的名次", "Rank by ratio of totals")) }
    var rows = benchmark.groups.map { group -> DocumentTable.Row in
      .init(
        [.init(name(group)), cell(group.emissions / 1e4, 1), cell(group.ratioOfTotals), cell(group.meanOfRatios)]
          + (isStandardized ? [ranks(group.rank, group.rankInterval)] : []))
    }
    let emissions = benchmark.groups.lazy.map(\.emissions).reduce(0, +)
    rows.append(
      .init(
        [
          .init(words("全体", "All")), cell(emissions / 1e4, 1), cell(benchmark.ratioOfTotals),
          cell(benchmark.meanOfRatios),
        ]
          + (isStandardized ? [.init("")] : []), role: .total))
    return DocumentTable(
      title: Phrase(words("两种平均（吨/万元增加值）", "Two averages (t for each 10⁴ CNY of value added)")),
      columns: columns, rows: rows,
      notes: [
        .init(
          Phrase(
            words(
              "合计之比是排放合计除以增加值合计，大企业说话多；比值均值是各企业比值的平均，每家说话一样多；两者相差大，说明大企业与小企业的强度不同。",
              "The ratio of totals is all emissions over all value added, so large enterprises speak louder; in the mean of the enterprises' ratios each speaks once; where they are far apart, large and small enterprises differ."
            )))
      ], isSortable: true)
  }

  private var funnelTable: DocumentTable {
    let rows = report.benchmark.groups.map { group -> DocumentTable.Row in
      let verdict =
        switch group.verdict {
        case .within: words("正常波动", "as chance allows")
        case .beyond95: words("超出 95%", "beyond 95%")
        case .beyond998: words("超出 99.8%", "beyond 99.8%")
        case nil: words("企业太少", "too few")
        }
      return .init([
        .init(name(group)), .init(String(group.enterprises)), cell(group.relativeMean), .init(verdict),
      ])
    }
    let minimum = report.benchmark.options.minimumSize
    return DocumentTable(
      title: Phrase(words("漏斗：与行业水平的距离是否超出偶然", "Funnel: is the distance to the sectors more than chance?")),
      columns: [
        groupColumn, heading("企业数", "Enterprises"), heading("相对行业", "Relative to sector"),
        .init(Phrase(words("判定", "Verdict"))),
      ], rows: rows,
      notes: [
        .init(
          Phrase(
            words(
              "相对行业是各企业强度与其行业强度之比的均值，1 为行业水平；距全体均值 1.96 和 3.09 个标准误为界，企业越少界越宽；少于 \(minimum) 家不判定。",
              "Relative to sector is the mean of each enterprise's ratio to that of its sector, 1 being the sector; the limits are 1.96 and 3.09 standard errors from the mean of all, wider for fewer enterprises; under \(minimum) there is no verdict."
            )))
      ], isSortable: true)
  }

  /// The mix of sectors each group is given; `nil` where nothing is standardised.
  var mixTable: DocumentTable? {
    guard isStandardized else { return nil }
    let mix = report.benchmark.standardMix.sorted { left, right in
      left.value == right.value
        ? left.key.unicodeScalars.lexicographicallyPrecedes(right.key.unicodeScalars) : left.value > right.value
    }
    return DocumentTable(
      title: Phrase(words("标准化所用的行业构成（占增加值）", "The mix of sectors used to standardise (of value added)")),
      columns: [.init(Phrase(words("行业", "Sector"))), heading("占比 %", "Share, %")],
      rows: mix.map { sector, share in
        .init([
          .init(
            sector.isEmpty
              ? words("行业不明", "unknown") : AccountTotals.Grouping.sector.text(sector, in: language)),
          cell(100 * share, 1),
        ])
      })
  }

  var excludedTable: DocumentTable {
    let excluded = report.subjects.excluded
    let shown = excluded.prefix(20)
    var notes: [DocumentTable.Note] = []
    if excluded.count > shown.count {
      let left = excluded.count - shown.count
      notes.append(.init(Phrase(words("另有 \(left) 家，见 --json", "\(left) more are in the --json form"))))
    }
    return DocumentTable(
      title: Phrase(words("未参加对标的企业：\(excluded.count) 家", "Left out of the comparison: \(excluded.count)")),
      columns: [.init(Phrase(words("企业", "Enterprise"))), .init(Phrase(words("原因", "Reason")))],
      rows: shown.map { exclusion in
        let reason =
          switch exclusion.reason {
          case .noGroup: words("名录未写明所属的组", "the register does not say which group it is in")
          case .noValueAdded: words("没有正的增加值", "no positive value added")
          case .negativeEmissions: words("排放为负", "negative emissions")
          }
        return .init([.init(exclusion.id), .init(reason)])
      }, notes: notes)
  }

  private func figure(_ chart: Chart) -> Block { .figure(Figure(chart, isIllustration: true)) }

  var leagueFigures: [Block] {
    let benchmark = report.benchmark
    let intervals = Chart(
      title: isStandardized ? words("标准化碳强度", "Standardised carbon intensity") : words("碳强度", "Carbon intensity"),
      subtitle: words("吨/万元增加值，95% 自助区间", "t for each 10⁴ CNY of value added, 95% bootstrap interval"),
      plot: IntervalPlot(
        benchmark.groups.map {
          let interval = isStandardized ? $0.standardizedInterval : $0.ratioInterval
          return .init(
            name($0), isStandardized ? $0.standardized : $0.ratioOfTotals, low: interval?.low, high: interval?.high,
            count: $0.enterprises)
        }, reference: benchmark.ratioOfTotals, referenceLabel: words("全体", "all")), language: language)
    let funnel = Chart(
      title: words("相对行业强度的漏斗图", "Funnel of intensity relative to the sector"),
      subtitle: words(
        "各组企业相对行业强度的均值，1 为行业水平", "Mean of each enterprise's ratio to that of its sector; 1 is the sector"),
      plot: FunnelPlot(
        benchmark.groups.filter { $0.enterprises >= benchmark.options.minimumSize }.map {
          .init(name($0), size: Double($0.enterprises), rate: $0.relativeMean)
        }, center: benchmark.funnelCenter, spread: benchmark.funnelSpread, format: .number(decimals: 2),
        xTitle: words("企业数", "Enterprises"), yTitle: words("相对行业", "Relative to sector")), language: language)
    return [figure(intervals), figure(funnel)]
  }

  func sectorName(_ band: QuantileBands.Band) -> String {
    AccountTotals.Grouping.sector.text(band.sector, in: language)
  }

  var bandTable: DocumentTable {
    DocumentTable(
      title: Phrase(words("行业内分位（吨/万元增加值）", "Quantiles within sectors (t for each 10⁴ CNY of value added)")),
      columns: [
        .init(Phrase(words("行业", "Sector"))), heading("企业数", "Enterprises"), heading("P10", "P10"),
        heading("P25", "P25"),
        heading("中位数", "Median"), heading("P75", "P75"), heading("P90", "P90"),
      ],
      rows: report.bands.bands.map {
        .init([
          .init(sectorName($0)), .init(String($0.enterprises)), cell($0.p10), cell($0.p25), cell($0.median),
          cell($0.p75),
          cell($0.p90),
        ])
      },
      notes: [
        .init(
          Phrase(
            words(
              "P10 为行业内最低的十分之一所在：一成企业不高于它，可作先进值；中位数为居中的企业。",
              "A tenth of the sector's enterprises lie at or below P10, which may serve as the advanced value; half of them lie below the median."
            )))
      ], isSortable: true)
  }

  func inequalityTable(_ inequality: IntensityInequality) -> DocumentTable {
    func row(_ name: String, _ split: IntensityInequality.Split) -> DocumentTable.Row {
      let share = split.total > 0 ? 100 * split.between / split.total : nil
      return .init([
        .init(name), cell(split.total, 4), cell(split.between, 4), cell(split.within, 4), cell(split.overlap, 4),
        cell(share, 1),
      ])
    }
    return DocumentTable(
      title: Phrase(words("碳强度的差异从何而来", "Inequality of intensities, and where it lies")),
      columns: [
        .init(Phrase(words("指标", "Coefficient"))), heading("总体", "Total"), heading("组间", "Between"),
        heading("组内", "Within"), heading("交叠", "Overlap"), heading("组间占比 %", "Between, %"),
      ],
      rows: [row(words("泰尔指数", "Theil"), inequality.theil), row(words("基尼系数", "Gini"), inequality.gini)],
      notes: [
        .init(
          Phrase(
            words(
              "以增加值为权；0 为各企业强度相同。组间为各组之间的差异，组内为组内企业之间的差异，基尼系数另有两组高低交错的部分。",
              "Weighted by value added; 0 is everybody alike. Between is what differs from group to group, within is what differs inside groups; Gini has a rest where groups overlap."
            )))
      ])
  }

  func change(_ years: MatchedYears, showsSectors: Bool = true) -> [Block] {
    let change = years.decomposition
    let effects = change.effects
    var causes = [
      (words("规模", "Activity"), effects.activity), (words("结构", "Structure"), effects.structure),
      (words("强度", "Intensity"), effects.intensity), (words("能源结构", "Energy mix"), effects.mix),
      (words("排放因子", "Factors"), effects.factor),
    ]
    if effects.other != 0 { causes.append((words("其他", "Other"), effects.other)) }
    func share(_ value: Double) -> DocumentTable.Cell { cell(change.from > 0 ? 100 * value / change.from : nil, 2) }
    var rows = causes.map { DocumentTable.Row([.init($0.0), cell($0.1, 0), share($0.1)]) }
    let whole = change.to - change.from
    rows.append(.init([.init(words("合计变化", "Change")), cell(whole, 0), share(whole)], role: .total))
    var notes: [DocumentTable.Note] = [
      .init(
        Phrase(
          words(
            "\(years.enterprises) 家两年都有数据的企业。规模：增加值总量；结构：行业在增加值中的比重；强度：单位增加值的能耗；能源结构：各能源的比重；排放因子：单位能源的排放。各项之和等于变化。",
            "\(years.enterprises) enterprises with both years. Activity: value added as a whole; structure: the sectors' shares of it; intensity: energy for each unit of it; energy mix: shares of fuels and power; factors: emissions for each unit of energy. They add up to the change."
          )))
    ]
    if let decoupling = years.decoupling {
      let elasticity = DisplayRule.decimals(3).text(decoupling.elasticity, style: .gb)
      let state = decoupling.state.label.text(in: language)!
      notes.append(
        .init(Phrase(words("Tapio 弹性 \(elasticity)：\(state)", "Tapio's elasticity \(elasticity): \(state)"))))
    }
    let table = DocumentTable(
      title: Phrase(
        words(
          "\(years.first)–\(years.last) 年排放变化的 LMDI 分解（吨）",
          "Causes of the change \(years.first)–\(years.last) by LMDI (t)")),
      columns: [
        .init(Phrase(words("原因", "Cause"))), heading("贡献", "Contribution"),
        heading("占 \(years.first) 年 %", "% of \(years.first)"),
      ], rows: rows, notes: notes)
    let chart = Chart(
      title: words("排放变化的来源", "Where the change comes from"),
      subtitle: words("吨二氧化碳当量，\(years.enterprises) 家企业", "t of CO2e, \(years.enterprises) enterprises"),
      plot: WaterfallPlot(
        from: String(years.first), change.from, steps: causes.map { .init($0.0, $0.1) }, to: String(years.last),
        format: .number(decimals: 0)), language: language)
    var blocks: [Block] = [.table(table), figure(chart)]
    if showsSectors, change.sectors.count > 1 { blocks.append(.table(sectorCauses(years))) }
    return blocks
  }
}

extension BenchmarkPage {
  /// What each sector added to each cause.
  fileprivate func sectorCauses(_ years: MatchedYears) -> DocumentTable {
    DocumentTable(
      title: Phrase(words("各行业的贡献（吨）", "What each sector added (t)")),
      columns: [
        .init(Phrase(words("行业", "Sector"))), heading("合计", "Change"), heading("规模", "Activity"),
        heading("结构", "Structure"), heading("强度", "Intensity"), heading("能源结构", "Energy mix"),
        heading("排放因子", "Factors"),
      ],
      rows: years.decomposition.sectors.map { sector, effects in
        .init([
          .init(
            sector.isEmpty ? words("行业不明", "unknown") : AccountTotals.Grouping.sector.text(sector, in: language)),
          cell(effects.sum, 0), cell(effects.activity, 0), cell(effects.structure, 0), cell(effects.intensity, 0),
          cell(effects.mix, 0), cell(effects.factor, 0),
        ])
      }, isSortable: true)
  }
}

extension Decoupling.State {
  /// What the literature calls the state.
  var label: Label {
    switch self {
    case .strongDecoupling: Label(chinese: "强脱钩", english: "strong decoupling")
    case .weakDecoupling: Label(chinese: "弱脱钩", english: "weak decoupling")
    case .expansiveCoupling: Label(chinese: "扩张连结", english: "expansive coupling")
    case .expansiveNegativeDecoupling: Label(chinese: "扩张负脱钩", english: "expansive negative decoupling")
    case .strongNegativeDecoupling: Label(chinese: "强负脱钩", english: "strong negative decoupling")
    case .weakNegativeDecoupling: Label(chinese: "弱负脱钩", english: "weak negative decoupling")
    case .recessiveCoupling: Label(chinese: "衰退连结", english: "recessive coupling")
    case .recessiveDecoupling: Label(chinese: "衰退脱钩", english: "recessive decoupling")
    }
  }
}
