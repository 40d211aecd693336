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
    var blocks: [Block] = [.table(page.league)] + page.leagueFigures
    if !bands.bands.isEmpty { blocks.append(.table(page.bandTable)) }
    if let inequality { blocks.append(.table(page.inequalityTable(inequality))) }
    if let years { blocks += page.change(years) }
    return Document(title: page.words("碳对标", "Carbon benchmark"), language: language.rawValue, blocks)
  }
}

/// One report in one language.
struct BenchmarkPage {
  let report: BenchmarkReport
  let language: Language

  func words(_ chinese: String, _ english: String) -> String { language == .chinese ? chinese : english }

  private func heading(_ chinese: String, _ english: String) -> DocumentTable.Column {
    .init(Phrase(words(chinese, english)), .right)
  }

  private func cell(_ value: Double?, _ decimals: Int = 3) -> DocumentTable.Cell {
    DisplayRule.decimals(decimals).cell(value, style: .gb)
  }

  private func ranks(_ rank: Int?, _ interval: GroupBenchmark.Interval?) -> DocumentTable.Cell {
    guard let rank else { return .init(DisplayRule.missing) }
    guard let interval else { return .init(String(rank)) }
    return .init("\(rank) (\(Int(interval.low))–\(Int(interval.high)))")
  }

  /// Where groups are sectors, one mix for all makes all alike.
  private var isStandardized: Bool { !report.benchmark.groupsAreSectors }

  var league: DocumentTable {
    let benchmark = report.benchmark
    let rows = benchmark.groups.map { group -> DocumentTable.Row in
      let verdict =
        switch group.verdict {
        case .within: words("正常波动", "as chance allows")
        case .beyond95: words("超出 95%", "beyond 95%")
        case .beyond998: words("超出 99.8%", "beyond 99.8%")
        case nil: DisplayRule.missing
        }
      var cells: [DocumentTable.Cell] = [
        .init(group.name), .init(String(group.enterprises)), cell(group.emissions, 0), cell(group.ratioOfTotals),
        cell(group.meanOfRatios),
      ]
      if isStandardized { cells.append(cell(group.standardized)) }
      cells.append(ranks(group.rank, group.rankInterval))
      if isStandardized { cells.append(ranks(group.standardizedRank, group.standardizedRankInterval)) }
      return .init(cells + [cell(group.relativeMean), .init(verdict)])
    }
    var columns = [
      .init(Phrase(report.grouping.name(in: language))), heading("企业数", "Enterprises"),
      heading("排放量（吨）", "Emissions, t"), heading("合计之比", "Ratio of totals"), heading("比值均值", "Mean of ratios"),
    ]
    if isStandardized { columns.append(heading("标准化", "Standardised")) }
    columns.append(heading("名次（95% 区间）", "Rank (95%)"))
    if isStandardized { columns.append(heading("标准化名次", "Rank, standardised")) }
    columns += [heading("相对行业", "Relative to sector"), heading("漏斗判定", "Funnel")]
    let minimum = benchmark.options.minimumSize
    return DocumentTable(
      title: Phrase(words("对标排名（吨/万元增加值）", "League table (t for each 10⁴ CNY of value added)")),
      columns: columns, rows: rows,
      notes: [
        .init(
          Phrase(
            isStandardized
              ? words(
                "名次由低到高；标准化为各组采用全体的行业构成，缺少的行业取全体强度；少于 \(minimum) 家不排名、不判定。",
                "Ranks from the least; standardised to the sector mix of all, a missing sector taking the ratio of all; groups under \(minimum) enterprises get no rank."
              )
              : words(
                "名次由低到高；各组就是行业，不作行业构成的标准化；少于 \(minimum) 家不排名、不判定。",
                "Ranks from the least; the groups are sectors, so nothing is standardised to a mix of sectors; groups under \(minimum) enterprises get no rank."
              )))
      ])
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
            $0.name, isStandardized ? $0.standardized : $0.ratioOfTotals, low: interval?.low, high: interval?.high,
            count: $0.enterprises)
        }, reference: benchmark.ratioOfTotals, referenceLabel: words("全体", "all")), language: language)
    let funnel = Chart(
      title: words("相对行业强度的漏斗图", "Funnel of intensity relative to the sector"),
      subtitle: words(
        "各组企业相对行业强度的均值，1 为行业水平", "Mean of each enterprise's ratio to that of its sector; 1 is the sector"),
      plot: FunnelPlot(
        benchmark.groups.filter { $0.enterprises >= benchmark.options.minimumSize }.map {
          .init($0.name, size: Double($0.enterprises), rate: $0.relativeMean)
        }, center: benchmark.funnelCenter, spread: benchmark.funnelSpread, format: .number(decimals: 2),
        xTitle: words("企业数", "Enterprises"), yTitle: words("相对行业", "Relative to sector")), language: language)
    return [figure(intervals), figure(funnel)]
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
          .init($0.sector), .init(String($0.enterprises)), cell($0.p10), cell($0.p25), cell($0.median), cell($0.p75),
          cell($0.p90),
        ])
      })
  }

  func inequalityTable(_ inequality: IntensityInequality) -> DocumentTable {
    func row(_ name: String, _ split: IntensityInequality.Split) -> DocumentTable.Row {
      .init([.init(name), cell(split.total, 4), cell(split.between, 4), cell(split.within, 4), cell(split.overlap, 4)])
    }
    return DocumentTable(
      title: Phrase(words("碳强度的差异", "Inequality of intensities")),
      columns: [
        .init(Phrase(words("指标", "Coefficient"))), heading("总体", "Total"), heading("组间", "Between"),
        heading("组内", "Within"), heading("交叠", "Overlap"),
      ],
      rows: [row(words("泰尔指数", "Theil"), inequality.theil), row(words("基尼系数", "Gini"), inequality.gini)])
  }

  func change(_ years: MatchedYears) -> [Block] {
    let change = years.decomposition
    let effects = change.effects
    var causes = [
      (words("规模", "Activity"), effects.activity), (words("结构", "Structure"), effects.structure),
      (words("强度", "Intensity"), effects.intensity), (words("能源结构", "Energy mix"), effects.mix),
      (words("排放因子", "Factors"), effects.factor),
    ]
    if effects.other != 0 { causes.append((words("其他", "Other"), effects.other)) }
    var rows = causes.map { DocumentTable.Row([.init($0.0), cell($0.1, 0)]) }
    rows.append(.init([.init(words("合计变化", "Change")), cell(change.to - change.from, 0)], role: .total))
    var notes: [DocumentTable.Note] = []
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
      columns: [.init(Phrase(words("原因", "Cause"))), heading("贡献", "Contribution")], rows: rows, notes: notes)
    let chart = Chart(
      title: words("排放变化的来源", "Where the change comes from"),
      subtitle: words("吨二氧化碳当量，\(years.enterprises) 家企业", "t of CO2e, \(years.enterprises) enterprises"),
      plot: WaterfallPlot(
        from: String(years.first), change.from, steps: causes.map { .init($0.0, $0.1) }, to: String(years.last),
        format: .number(decimals: 0)), language: language)
    return [.table(table), figure(chart)]
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
