import Bottlenecks
import Charting
import Documents
import Evidence
import Presentation

extension BottleneckPage {
  // MARK: Drivers

  var driverBlocks: [Block] {
    study.drivers.flatMap { drivers -> [Block] in
      var blocks: [Block] = [.table(driverTable(drivers))]
      if let quadrants = drivers.quadrants, isExplained(drivers), quadrants.items.count > 1 {
        blocks.append(figure(quadrantChart(quadrants)))
      }
      return blocks
    }
  }

  /// Importance is only worth a picture where the dimensions explain more than chance allows.
  private func isExplained(_ drivers: BottleneckStudy.Drivers) -> Bool {
    drivers.importance.pValue.map { $0 < 0.05 } ?? false
  }

  private func driverTable(_ drivers: BottleneckStudy.Drivers) -> DocumentTable {
    let importance = drivers.importance
    let quadrants = Dictionary(
      uniqueKeysWithValues: (isExplained(drivers) ? drivers.quadrants?.items ?? [] : []).map { ($0.id, $0) })
    let rows = importance.drivers.sorted { ($1.share, $0.name) < ($0.share, $1.name) }.map { driver in
      DocumentTable.Row([
        .init(name(driver.name, driver.label)), .init(percent(driver.share, driver.interval)),
        .init(number(driver.correlation, 2)), .init(percent(driver.alone)), .init(percent(driver.last)),
        .init(quadrants[driver.name].map { quadrant($0.quadrant) } ?? DisplayRule.missing),
      ])
    }
    let outcome = name(drivers.outcome, drivers.label)
    let level = drivers.level == .respondents ? words("受访者", "respondents") : words("企业", "enterprises")
    return DocumentTable(
      title: Phrase(
        words(
          "各维度对“\(outcome)”的解释份额（\(level)，n = \(importance.n)）",
          "What the dimensions explain of ‘\(outcome)’ (\(level), n = \(importance.n))")),
      columns: [
        .init(Phrase(words("维度", "Dimension"))), heading("R² 的份额（95% 区间）", "Share of R² (95%)"),
        heading("相关系数", "Correlation"), heading("单独", "Alone"), heading("最后加入", "Added last"),
        .init(Phrase(words("象限", "Quadrant"))),
      ], rows: rows,
      notes: [
        .init(
          Phrase(
            words(
              "R² = \(percent(importance.rSquared, importance.interval))\(test(importance))，按 LMG（Shapley 值）分解，各份额之和为 R²；相关系数为正表示瓶颈越重、该值越高",
              "R² = \(percent(importance.rSquared, importance.interval))\(test(importance)), shared out by LMG (Shapley values); a positive correlation goes with more of the bottleneck"
            )))
      ]
        + (isExplained(drivers)
          ? []
          : [
            .init(
              Phrase(
                words(
                  "各维度合起来解释的不超出偶然，因此不分象限",
                  "Together the dimensions explain no more than chance allows, so no quadrants are named")))
          ]))
  }

  private func test(_ importance: RelativeImportance) -> String {
    importance.pValue.map { words("，", ", ") + inSentence(p: $0) } ?? ""
  }

  private func quadrant(_ quadrant: ImportancePerformance.Quadrant) -> String {
    switch quadrant {
    case .concentrate: words("优先改进", "concentrate here")
    case .keepUp: words("继续保持", "keep up")
    case .lowPriority: words("次要", "low priority")
    case .overkill: words("供过于求", "possible overkill")
    }
  }

  private func quadrantChart(_ quadrants: ImportancePerformance) -> Chart {
    // Weakness runs to the right, so that what is important and weak stands at the upper right.
    Chart(
      title: words("重要性与表现", "Importance and performance"),
      subtitle: words(
        "重要性：对“\(name(quadrants.outcome, quadrants.outcomeLabel))”解释份额中的占比；不足：1 减平均表现",
        "Importance: part of what is explained of ‘\(name(quadrants.outcome, quadrants.outcomeLabel))’; shortfall: 1 less mean performance"
      ),
      plot: QuadrantPlot(
        quadrants.items.map { .init(name($0.id, $0.label), x: 1 - $0.performance, y: $0.importance) },
        xCut: 1 - quadrants.performanceCut, yCut: quadrants.importanceCut,
        fields: .init(
          topLeft: quadrant(.keepUp), topRight: quadrant(.concentrate), bottomLeft: quadrant(.overkill),
          bottomRight: quadrant(.lowPriority)), format: .percent(), xTitle: words("不足", "Shortfall"),
        yTitle: words("重要性", "Importance")), language: language)
  }

  // MARK: Necessity

  var necessityBlocks: [Block] {
    var outcomes: [String] = []
    for analysis in study.necessities where !outcomes.contains(analysis.outcome.name) {
      outcomes.append(analysis.outcome.name)
    }
    return outcomes.flatMap { outcome in
      NecessityPage(
        analyses: study.necessities.filter { $0.outcome.name == outcome }, style: style, language: language,
        isOfCapabilities: true
      ).briefBlocks
    }
  }

  // MARK: Stages

  var stageBlocks: [Block] {
    guard let stages = study.stages else { return [] }
    var rows = stages.stages.map { stage in
      DocumentTable.Row([
        .init(name(stage.id, stage.label)), .init(String(stage.failing)), .init(String(stage.binding)),
        .init(percent(stage.share)), .init(percent(stage.emissionsShare)),
      ])
    }
    rows.append(
      .init([
        .init(words("全程通畅", "None fails")), .init(DisplayRule.missing), .init(String(stages.free)),
        .init(percent(stages.freeShare)), .init(DisplayRule.missing),
      ]))
    let table = DocumentTable(
      title: Phrase(words("各企业最先受阻的环节", "The first stage that fails in each enterprise")),
      columns: [
        .init(Phrase(words("环节", "Stage"))), heading("受阻企业", "Fails at"), heading("首先受阻", "Fails first at"),
        heading("占比（加权）", "Share, weighted"), heading("背后的排放", "Emissions behind it"),
      ], rows: rows,
      notes: stages.unknown > 0
        ? [.init(Phrase(words("无法判定的企业：\(stages.unknown)", "Enterprises that cannot be told: \(stages.unknown)")))] : []
    )
    return [.table(table)]
  }

  // MARK: Groups

  var groupBlocks: [Block] {
    guard let pooled = ranked.lazy.compactMap(\.pooled).first, pooled.groups.count > 1 else { return [] }
    let dimensions = ranked.filter { $0.pooled != nil }
    let differing = dimensions.filter { $0.pooled.map(Self.groupsDiffer) ?? false }
    let rows = pooled.groups.map { group -> DocumentTable.Row in
      let cells = dimensions.map { dimension -> DocumentTable.Cell in
        guard let own = dimension.pooled?.groups.first(where: { $0.name == group.name }) else {
          return .init(DisplayRule.missing)
        }
        return .init("\(percent(own.pooled)) (\(number(100 * own.raw, 1)))")
      }
      return .init([.init(group.name), .init(String(group.enterprises))] + cells)
    }
    let stable =
      study.withoutGroups.isEmpty ? nil : ranked.filter { $0.rank.withoutGroups.map { $0.count > 1 } ?? false }
    var notes: [DocumentTable.Note] = [
      .init(
        Phrase(
          words(
            "经验贝叶斯（贝塔—二项）合并后的份额，括号内为原始份额；企业少的组向总体靠拢得多",
            "Shares pooled by empirical Bayes (beta-binomial), raw ones in brackets; small groups move most towards the whole"
          )))
    ]
    if let stable {
      let list = stable.map { name($0.id, $0.label) }.joined(separator: words("、", ", "))
      notes.append(
        .init(
          Phrase(
            stable.isEmpty
              ? words("逐组剔除，名次均不变", "Leaving out one group after the other changes no rank")
              : words("逐组剔除时名次会变的维度：\(list)", "Ranks that change when one group is left out: \(list)"))))
    }
    let alike = dimensions.filter { dimension in !differing.contains { $0.id == dimension.id } }
    if !alike.isEmpty {
      let list = alike.map { name($0.id, $0.label) }.joined(separator: words("、", ", "))
      notes.append(
        .init(
          Phrase(
            words(
              "各组之差不超出机会所能解释的范围，因此各组的最佳估计都是总体的份额：\(list)",
              "Groups differ no more than chance allows, so the best estimate for each is the share of all: \(list)"))))
    }
    let table = DocumentTable(
      title: Phrase(words("各组企业中存在瓶颈的份额", "Enterprises with the bottleneck, by group")),
      columns: [.init(Phrase(words("组", "Group"))), heading("企业数", "Enterprises")]
        + dimensions.map { .init(Phrase(name($0.id, $0.label)), .right) }, rows: rows, notes: notes, isSortable: true)
    return [.table(table)] + (differing.first.flatMap { first in first.pooled.map { groupFigures(first, $0) } } ?? [])
  }

  /// Whether pooling leaves anything to be drawn.
  private static func groupsDiffer(_ pooled: PooledPrevalence) -> Bool {
    pooled.correlation > 0
  }

  private func groupFigures(_ dimension: BottleneckStudy.Dimension, _ pooled: PooledPrevalence) -> [Block] {
    let label = name(dimension.id, dimension.label)
    let intervals = Chart(
      title: words("各组的“\(label)”", "‘\(label)’ by group"),
      subtitle: words("企业中的份额，经合并，95% 区间", "Share of enterprises, pooled, 95% interval"),
      plot: IntervalPlot(
        pooled.groups.map {
          .init($0.name, $0.pooled, low: $0.interval?.low, high: $0.interval?.high, count: $0.enterprises)
        }, format: .percent(), reference: pooled.overall, referenceLabel: words("全体", "all")), language: language)
    var values: [Province: Double] = [:]
    for group in pooled.groups { Province(named: group.name).map { values[$0] = group.pooled } }
    guard values.count == pooled.groups.count else { return [figure(intervals)] }
    let tiles = Chart(
      title: words("各省的“\(label)”", "‘\(label)’ by province"),
      subtitle: words("企业中的份额，经合并", "Share of enterprises, pooled"),
      plot: ProvinceTilePlot(values, format: .percent()), language: language)
    return [figure(intervals), figure(tiles)]
  }
}
