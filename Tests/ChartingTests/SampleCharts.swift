import Charting
import Evidence
import ScanCodes

/// One chart of every kind, with invented numbers.
enum SampleCharts {
  /// Names like those of questionnaires, short and long.
  static let obstacles = [
    "缺少既懂能源又懂碳核算的专业人才", "监测计量设备不足，数据靠人工抄录", "碳排放核算标准与方法不统一", "清洁能源供应不稳定且价格偏高",
    "节能改造资金不足、融资渠道有限", "内部审计制度不健全", "对碳市场规则了解不够", "上下游数据难以获取",
  ]

  static func all(_ labels: [String] = obstacles, numbers: [Double]? = nil) -> [(name: String, chart: Chart)] {
    let n = labels.count
    func value(_ index: Int, _ salt: Int = 0) -> Double {
      if let numbers { return numbers.isEmpty ? 0 : numbers[(index + salt) % numbers.count] }
      return Double((index * 37 + salt * 53 + 29) % 97) / 97 * 0.7 + 0.08
    }
    var charts: [(name: String, chart: Chart)] = []
    func add(_ name: String, _ title: String, _ plot: any Plot, _ subtitle: String) {
      let notes = ["数据：虚构示例，n = 3,497"]
      charts.append((name, Chart(title: title, subtitle: subtitle, notes: notes, plot: plot, language: .chinese)))
    }
    let indices = labels.indices
    let residuals = indices.map { row in (0..<4).map { column in Double?((value(row, column) - 0.4) * 14) } }
    let counts = indices.map { row in (0..<4).map { column in (value(row, column) * 200).rounded() } }
    let grades = ["先进", "良好", "基准", "落后"]
    let provinces = Dictionary(
      uniqueKeysWithValues: Province.allCases.enumerated().filter { $0.offset % 7 != 3 }.map {
        ($0.element, value($0.offset))
      })
    let bars = indices.map {
      BarPlot.Bar(labels[$0], value($0), low: value($0) - 0.05, high: value($0) + 0.06)
    }
    let likert = indices.map { row -> LikertPlot.Item in
      let raw = (0..<5).map { max(0.02, value(row, $0).magnitude) }
      let sum = raw.reduce(0, +)
      let shares = raw.map { $0 / sum }
      let positive = shares[3] + shares[4]
      return LikertPlot.Item(labels[row], shares: shares, low: positive - 0.04, high: positive + 0.05)
    }
    let merges = (0..<max(0, n - 1)).map { (step: Int) -> DendrogramPlot.Merge in
      let (older, leaf) = (step == 0 ? 0 : n + step - 1, step + 1)
      let isTurned = step % 3 == 0
      return DendrogramPlot.Merge(
        isTurned ? leaf : older, isTurned ? older : leaf, height: 0.2 + Double(step) * 0.11)
    }
    add("bars", "三分之二的企业说缺人", BarPlot(bars, format: .percent(), axisTitle: "选择该项的企业占比"), "占有效问卷的百分比，95% 区间")
    add(
      "likert", "对碳核算的态度", LikertPlot(levels: ["很不同意", "不同意", "一般", "同意", "很同意"], items: likert), "五级量表；线段为正面合计的 95% 区间"
    )
    add(
      "residuals", "山东的落后企业多于期望",
      ResidualHeatMap(rows: labels, columns: grades, residuals: residuals, counts: counts, columnTitle: "能效等级"),
      "调整后残差；绝对值大于 2 的格子着色")
    add(
      "mosaic", "等级构成随障碍而变", MosaicPlot(rows: labels, columns: grades, counts: counts, residuals: residuals),
      "行高为各行占比，宽为行内占比")
    add(
      "dendrogram", "障碍聚成三类",
      DendrogramPlot(
        labels: labels, merges: merges, cut: 0.2 + Double(n - 4) * 0.11 + 0.05, axisTitle: "合并高度（1 − φ）"),
      "平均联接")
    let distances =
      numbers
      ?? (1...200).map { (place: Int) -> Double in
        let bend = place > 185 ? Double(place - 185) * 0.08 : 0.1
        return Double(place * place) / 40_000 + bend
      }
    add(
      "distances", "第 5 近邻距离在 0.9 处拐头",
      DistanceCurvePlot(distances: distances, radius: 0.95, xTitle: "按距离排序的点", yTitle: "到第 5 近邻的距离"),
      "欧氏距离，变量已标准化")
    add(
      "radii", "ε 在 0.8–1.1 之间时类数稳定",
      RadiusScanPlot(
        (0..<20).map {
          .init(
            radius: 0.2 + Double($0) * 0.1,
            clusters: [1, 3, 6, 8, 7, 5, 3, 3, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1][$0],
            noise: numbers.map { $0.isEmpty ? 0 : $0[0] } ?? 0.9 / (1 + Double($0)))
        }, plateau: 0.8...1.1, chosen: 0.95, xTitle: "ε（邻域半径）"), "minPts = 6")
    add(
      "profile", "三类企业的障碍不同",
      ProfilePlot(
        clusters: ["设备短缺型", "人才短缺型", "资金短缺型"],
        items: indices.map { row in
          .init(
            labels[row], means: (0..<3).map { Double?(value(row, $0)) },
            effects: (0..<3).map { Double?(3 * value(row, $0) - 1.2) })
        }, format: .percent(decimals: 0)), "各类中选择该项的企业占比")
    add(
      "intervals", "山东与浙江高于全国",
      IntervalPlot(
        indices.map {
          .init(labels[$0], value($0), low: value($0) - 0.08, high: value($0) + 0.08, count: 40 + $0 * 13)
        }, format: .percent(), axisTitle: "占比", reference: 0.38, referenceLabel: "全国"), "基于抽样设计的 95% 区间")
    add("tiles", "沿海省份更高", ProvinceTilePlot(provinces, format: .percent(decimals: 0), axisTitle: "企业占比"), "每省一格")
    add(
      "funnel", "三个省超出机会所能解释的范围",
      FunnelPlot(
        indices.map { .init(labels[$0], size: Double(20 + $0 * 23), rate: value($0)) }, center: 0.4, spread: 0.49,
        xTitle: "企业数", yTitle: "占比"), "围绕总体占比的 95% 与 99.8% 界限")
    let cases = (0..<80).map { (index: Int) -> (x: Double, y: Double) in
      let x = Double(index % 10) / 2
      return (x, min(x + 0.8, Double(index * 7 % 11) / 2))
    }
    let steps: [(x: Double, y: Double)] = [(0, 0.8), (1, 0.8), (1, 2), (2, 2), (2, 3.5), (4.5, 3.5), (4.5, 5)]
    let table = (0...10).map { (level: Int) -> CeilingPlot.Bottleneck in
      .init(level: Double(level) / 2, required: level < 2 ? nil : Double(level) / 2.5)
    }
    add(
      "ceiling", "数字化是降碳的必要条件",
      CeilingPlot(
        cases: cases,
        ceilings: [
          .init("CE-FDH", corners: steps, effect: 0.31), .init("CR-FDH", corners: [(0, 0.7), (4.5, 5)], effect: 0.28),
        ], bottlenecks: table, xTitle: "数字化水平", yTitle: "降碳成效"), "上方空白区是不可能达到的组合")
    add(
      "quadrant", "先补人才与设备",
      QuadrantPlot(
        indices.map { .init(labels[$0], x: value($0), y: value($0, 3)) }, xCut: 0.4, yCut: 0.4,
        fields: .init(topLeft: "严重但少见", topRight: "优先改进", bottomLeft: "低优先", bottomRight: "常见但轻"),
        xTitle: "普遍性", yTitle: "严重性"), "两轴均为 0–1")
    add(
      "waterfall", "效率提升抵消了一半的产量增长",
      WaterfallPlot(
        from: "2020 年排放", 182.4,
        steps: indices.prefix(6).map { .init(labels[$0], (value($0) - 0.35) * 60) }, to: "2022 年排放",
        format: .number(decimals: 1), axisTitle: "万吨 CO₂"), "LMDI 加法分解，万吨 CO₂")
    add(
      "pareto", "前三家占排放的一半",
      ParetoPlot(indices.map { .init(labels[$0], (value($0) * 90_000).rounded()) }, axisTitle: "吨 CO₂", limit: 12),
      "按排放量排序，吨 CO₂")
    add(
      "treemap", "钢铁与水泥占大头",
      TreemapPlot(
        indices.map {
          .init(labels[$0], (value($0) * value($0) * 90_000).rounded(), group: ["钢铁", "水泥", "化工"][$0 % 3])
        }),
      "面积与排放量成正比")
    add(
      "bands", "两家企业落后于基准线",
      BandPlot(
        from: 0,
        bands: [.init("先进", upTo: 0.2), .init("良好", upTo: 0.4), .init("基准", upTo: 0.6), .init("落后", upTo: 0.9)],
        markers: indices.map { .init(labels[$0], value($0)) }, axisTitle: "吨 CO₂ / 万元"), "排放强度所在的等级")
    add(
      "balance", "八家企业中三家有缺口",
      BalancePlot(
        indices.map {
          .init(labels[$0], allowance: 50_000, emissions: (50_000 * (0.75 + value($0) * 0.6)).rounded())
        }, axisTitle: "配额 − 排放，吨 CO₂"), "正值为盈余，负值为缺口")
    add(
      "label", "碳效标识",
      GradeLabelPlot(
        name: labels.first ?? "", subtitle: labels.last ?? "", warning: "虚构示例", scaleTitle: "与同行业之比",
        grades: grades.enumerated().map { .init(String($0.offset + 1), $0.element, limit: "K ≤ \($0.offset)") },
        reached: 2,
        value: "K 1.4", figures: indices.map { .init(labels[$0], ValueFormat.number().text(value($0))) },
        partTitle: "来源", partHeadings: ["占比"],
        parts: indices.map {
          .init(labels[$0], share: value($0), [ValueFormat.percent().text(value($0))], words: labels[$0])
        }, code: QuickResponseCode("虚构示例"), check: .init("核对码", labels.first ?? "")), "一页一企业")
    return charts
  }
}
