import Bottlenecks
import Charting
import Documents
import Evidence
import Presentation

extension BottleneckStudy {
  /// The dimensions in their order with what stands behind them, contrasts, drivers, ceilings, stages and groups.
  public func document(style: TableStyle, in language: Language) -> Document {
    let page = BottleneckPage(study: self, style: style, language: language)
    return Document(
      title: page.words("瓶颈分析", "Bottlenecks"), language: language.rawValue,
      page.overview + page.contrastBlocks + page.driverBlocks + page.necessityBlocks + page.stageBlocks
        + page.groupBlocks)
  }
}

/// A study in one language.
struct BottleneckPage {
  let study: BottleneckStudy
  let style: TableStyle
  let language: Language

  func words(_ chinese: String, _ english: String) -> String { language == .chinese ? chinese : english }

  func heading(_ chinese: String, _ english: String) -> DocumentTable.Column {
    .init(Phrase(words(chinese, english)), .right)
  }

  func name(_ id: String, _ label: Label) -> String { label.text(in: language) ?? id }

  func number(_ value: Double?, _ decimals: Int) -> String { DisplayRule.decimals(decimals).text(value, style: style) }

  func percent(_ value: Double?) -> String {
    guard let value, value.isFinite else { return DisplayRule.missing }
    return DisplayRule.decimals(1).text(100 * value, style: style) + "%"
  }

  /// `48.1% (43.2–53.0)`.
  func percent(_ value: Double?, _ interval: ConfidenceInterval?) -> String {
    guard let interval, value != nil else { return percent(value) }
    let (low, high) = (100 * interval.low, 100 * interval.high)
    return "\(percent(value)) (\(number(low, 1))–\(number(high, 1)))"
  }

  func p(_ value: Double?) -> String { DisplayRule.pValue.text(value, style: style) }

  /// The same without the sign, for columns that have it in the heading.
  func bare(_ value: Double?, _ interval: ConfidenceInterval? = nil) -> String {
    percent(value, interval).replacing("%", with: "")
  }

  /// `p = .03`, `p < .001`.
  func inSentence(p value: Double) -> String {
    let text = p(value)
    return text.first == "<" || text.first == ">" ? "p \(text)" : "p = \(text)"
  }

  func figure(_ chart: Chart) -> Block { .figure(Figure(chart, isIllustration: true)) }

  var ranked: [BottleneckStudy.Dimension] { study.order.map { study.dimensions[$0] } }

  // MARK: The dimensions

  var overview: [Block] {
    var blocks: [Block] = [.table(dimensionTable)]
    blocks += ranked.prefix(3).map { .paragraph(Phrase(sentence($0))) }
    blocks.append(figure(prevalenceChart))
    if study.dimensions.contains(where: { !$0.shares.isEmpty }) { blocks.append(.table(shareTable)) }
    return blocks
  }

  private var dimensionTable: DocumentTable {
    let rows = ranked.map { dimension -> DocumentTable.Row in
      let rank = dimension.rank
      let ranks = rank.low.flatMap { low in rank.high.map { " (\(low)–\($0))" } } ?? ""
      return .init([
        .init(name(dimension.id, dimension.label)),
        .init("\(rank.rank)\(ranks)"), .init(bare(dimension.respondents.share, dimension.respondents.interval)),
        .init(bare(dimension.enterprises.share, dimension.enterprises.interval)),
        .init(bare(dimension.emissions?.share, dimension.emissions?.interval)),
        .init(number(dimension.severity?.relativeImportance, 3)), .init(bare(dimension.severity?.topTwo)),
        .init(number(dimension.obstacleDegree, 1)),
      ])
    }
    return DocumentTable(
      title: Phrase(
        words(
          "各维度的瓶颈（\(study.respondentCount) 名受访者，\(study.enterpriseIDs.count) 家企业）",
          "Bottlenecks by dimension (\(study.respondentCount) respondents, \(study.enterpriseIDs.count) enterprises)")),
      columns: [
        .init(Phrase(words("维度", "Dimension"))), heading("名次", "Rank"), heading("受访者 %", "Respondents %"),
        heading("企业 %", "Enterprises %"), heading("背后的排放 %", "Emissions behind it %"),
        heading("严重程度 RII", "Severity RII"), heading("最差两档 %", "Two worst answers %"),
        heading("障碍度 %", "Obstacle degree %"),
      ], rows: rows,
      notes: [
        .init(
          Phrase(
            words(
              "按\(criterion)排名；括号内为 95% 区间，名次和排放的区间由企业的自助抽样得到",
              "Ranked by \(criterion); 95% intervals in brackets, those of ranks and emissions over redrawn enterprises"
            ))),
        .init(
          Phrase(
            words(
              "企业：其受访者中加权达到 \(percent(study.options.enterpriseThreshold)) 即计入；背后的排放：这些企业占样本排放的份额",
              "An enterprise counts from \(percent(study.options.enterpriseThreshold)) of its respondents on; emissions behind it: the share of the sample's emissions these enterprises stand for"
            ))),
      ], isSortable: true)
  }

  private var criterion: String {
    switch study.criterion {
    case .priority: words("普遍程度×严重程度", "prevalence times severity")
    case .prevalence: words("受访者中的普遍程度", "prevalence among respondents")
    case .severity: words("严重程度", "severity")
    case .obstacleDegree: words("障碍度", "obstacle degree")
    case .emissionsShare: words("背后的排放份额", "the emissions behind it")
    }
  }

  /// What is known of a dimension, no more.
  private func sentence(_ dimension: BottleneckStudy.Dimension) -> String {
    let label = name(dimension.id, dimension.label)
    let share = percent(dimension.enterprises.share, dimension.enterprises.interval)
    let emissions = dimension.emissions?.share.map { percent($0) }
    let behind =
      emissions.map { words("，背后是样本排放的 \($0)", ", behind which stand \($0) of the sample's emissions") } ?? ""
    let rank = dimension.rank
    var certainty = ""
    if let low = rank.low, let high = rank.high {
      certainty =
        low == high
        ? words("；名次第 \(low)，换一批企业也几乎不变", "; its rank of \(low) hardly depends on which enterprises were drawn")
        : words("；名次在第 \(low) 到第 \(high) 之间", "; its rank lies between \(low) and \(high)")
    }
    return words(
      "“\(label)”见于 \(share) 的企业\(behind)\(certainty)。",
      "‘\(label)’ shows in \(share) of the enterprises\(behind)\(certainty).")
  }

  private var prevalenceChart: Chart {
    let rows = ranked.flatMap { dimension -> [IntervalPlot.Row] in
      let label = name(dimension.id, dimension.label)
      return [
        (dimension.respondents, words("受访者", "respondents")), (dimension.enterprises, words("企业", "enterprises")),
      ].map { prevalence, level in
        IntervalPlot.Row(
          "\(label) · \(level)", prevalence.share ?? .nan, low: prevalence.interval?.low,
          high: prevalence.interval?.high,
          count: prevalence.known)
      }
    }
    return Chart(
      title: words("瓶颈有多普遍", "How widespread the bottlenecks are"),
      subtitle: words("受访者和企业中的份额，95% 区间，按抽样设计", "Share of respondents and of enterprises, 95% interval of the design"),
      plot: IntervalPlot(rows, format: .percent()), language: language)
  }

  private var shareTable: DocumentTable {
    let metrics = study.dimensions[0].shares
    let rows = ranked.map { dimension in
      DocumentTable.Row(
        [.init(name(dimension.id, dimension.label))]
          + dimension.shares.map { .init(percent($0.share, $0.interval)) })
    }
    let coverage = metrics.map { "\(name($0.metric, $0.label)) \(percent($0.coverage))" }
    return DocumentTable(
      title: Phrase(words("存在瓶颈的企业占样本合计的份额", "Share of the sample's totals behind enterprises with the bottleneck")),
      columns: [.init(Phrase(words("维度", "Dimension")))]
        + metrics.map { .init(Phrase(name($0.metric, $0.label)), .right) }, rows: rows,
      notes: [
        .init(
          Phrase(
            words("有数的企业：", "Enterprises with a figure: ") + coverage.joined(separator: words("，", ", "))))
      ], isSortable: true)
  }

  // MARK: Contrasts

  var contrastBlocks: [Block] {
    let pairs = ranked.flatMap { dimension in dimension.contrasts.map { (dimension, $0) } }
    guard !pairs.isEmpty else { return [] }
    var metrics: [BottleneckContrast] = []
    for (_, contrast) in pairs where !metrics.contains(where: { $0.metric == contrast.metric }) {
      metrics.append(contrast)
    }
    let rows = metrics.flatMap { metric in
      [DocumentTable.Row([.init(name(metric.metric, metric.label))], role: .group)]
        + pairs.filter { $0.1.metric == metric.metric }.map { contrastRow($0.0, $0.1) }
    }
    let adjusted = pairs.lazy.map(\.1).first { !$0.adjustedFor.isEmpty }
    let adjusting = adjusted.map { zip($0.adjustedFor, $0.adjustmentLabels).map { name($0, $1) } } ?? []
    var notes: [DocumentTable.Note] = [
      .init(
        Phrase(
          words(
            "有瓶颈的企业减去没有的企业；移位为全部两两差的中位数（Hodges–Lehmann）；校正 p 用 Holm，涵盖全部对比",
            "Enterprises with the bottleneck less those without; shift is the median of all differences (Hodges–Lehmann); Holm over all contrasts"
          )))
    ]
    if !adjusting.isEmpty {
      let list = adjusting.joined(separator: words("、", ", "))
      notes.append(
        .init(Phrase(words("差异已按 \(list) 用回归调整", "Differences are adjusted for \(list) by regression"))))
    }
    let table = DocumentTable(
      title: Phrase(words("有瓶颈与无瓶颈企业的对比", "Enterprises with and without the bottleneck")),
      columns: [
        .init(Phrase(words("指标与维度", "Metric and dimension"))),
        heading("有：均值（n）", "With: mean (n)"), heading("无：均值（n）", "Without: mean (n)"), heading("移位", "Shift"),
        heading("差异", "Difference"), heading("95% 区间", "95% interval"), heading("p", "p"),
        heading("Holm 校正 p", "Holm's p"), heading("Hedges g", "Hedges g"),
      ], rows: rows, notes: notes)
    return [.table(table)] + pairs.compactMap { contrastSentence($0.0, $0.1) }.prefix(4).map { .paragraph(Phrase($0)) }
  }

  private func contrastRow(
    _ dimension: BottleneckStudy.Dimension, _ contrast: BottleneckContrast
  ) -> DocumentTable.Row {
    let difference = contrast.difference
    let digits = Self.decimals(abs(contrast.meanWith) + abs(contrast.meanWithout))
    let interval = difference.interval.map { "[\(number($0.low, digits)), \(number($0.high, digits))]" }
    return .init(
      [
        .init(name(dimension.id, dimension.label)), .init("\(number(contrast.meanWith, digits)) (\(contrast.with))"),
        .init("\(number(contrast.meanWithout, digits)) (\(contrast.without))"),
        .init(number(contrast.shift?.shift, digits)), .init(number(difference.value, digits)),
        .init(interval ?? DisplayRule.missing), .init(p(difference.pValue)), .init(p(contrast.adjustedP)),
        .init(number(contrast.hedgesG, 2)),
      ], indent: 1)
  }

  /// Only for differences that stand once all contrasts are heeded.
  private func contrastSentence(
    _ dimension: BottleneckStudy.Dimension, _ contrast: BottleneckContrast
  ) -> String? {
    guard let adjusted = contrast.adjustedP, adjusted < 0.05 else { return nil }
    let size = abs(contrast.hedgesG ?? 0)
    let strength =
      size < 0.2
      ? words("很小", "very small")
      : size < 0.5 ? words("小", "small") : size < 0.8 ? words("中等", "medium") : words("大", "large")
    let (label, metric) = (name(dimension.id, dimension.label), name(contrast.metric, contrast.label))
    let isMore = contrast.difference.value > 0
    return words(
      "存在“\(label)”瓶颈的企业，“\(metric)”平均\(isMore ? "较高" : "较低")（\(strength)差异，校正 \(inSentence(p: adjusted))）；这是相关，不能说明因果。",
      "Enterprises with ‘\(label)’ have a \(isMore ? "higher" : "lower") ‘\(metric)’ on average (a \(strength) difference, adjusted \(inSentence(p: adjusted))); that goes together, which says nothing of why."
    )
  }

  /// As many digits as a number of this size deserves.
  static func decimals(_ size: Double) -> Int { size >= 1000 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3 }
}
