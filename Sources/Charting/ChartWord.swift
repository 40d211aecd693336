import Evidence

/// The few words charts say themselves.
enum ChartWord {
  case item, value, low, high, count, share, positive, level, residual, step, height, merge, distance, clusters, noise
  case chosen, plateau, cluster, mean, province, noData, size, rate, limits95, limits998, from, to, change, total
  case cumulative, other, grade, allocated, emitted, gap, surplus, shortage, cut, importance, performance, required
  case notNecessary, members, first, second, fewer, more, expected, kind, position
  case below, above, likeTheRest, noCase

  func text(_ language: Language) -> String { language == .chinese ? both.0 : both.1 }

  private var both: (String, String) {
    switch self {
    case .item: ("项目", "Item")
    case .value: ("数值", "Value")
    case .low: ("下限", "Low")
    case .high: ("上限", "High")
    case .count: ("频数", "Count")
    case .share: ("占比", "Share")
    case .positive: ("正面合计", "Positive")
    case .level: ("等级", "Level")
    case .residual: ("调整后残差", "Adjusted residual")
    case .step: ("步骤", "Step")
    case .height: ("合并高度", "Height")
    case .merge: ("合并", "Merge")
    case .distance: ("距离", "Distance")
    case .clusters: ("类数", "Clusters")
    case .noise: ("噪声占比", "Noise")
    case .chosen: ("选定", "chosen")
    case .plateau: ("类数不变的平台", "plateau of the number of clusters")
    case .cluster: ("类", "Cluster")
    case .mean: ("总体", "Overall")
    case .province: ("省份", "Province")
    case .noData: ("无数据", "no data")
    case .size: ("规模 n", "Size n")
    case .rate: ("比率", "Rate")
    case .limits95: ("95% 界限", "95% limits")
    case .limits998: ("99.8% 界限", "99.8% limits")
    case .from: ("起", "From")
    case .to: ("止", "To")
    case .change: ("变化", "Change")
    case .total: ("合计", "Total")
    case .cumulative: ("累计占比", "Cumulative share")
    case .other: ("其他", "Others")
    case .grade: ("等级", "Grade")
    case .allocated: ("配额", "Allowance")
    case .emitted: ("排放", "Emissions")
    case .gap: ("盈缺", "Balance")
    case .surplus: ("盈余", "surplus")
    case .shortage: ("缺口", "shortage")
    case .cut: ("切割", "cut")
    case .importance: ("重要性", "Importance")
    case .performance: ("表现", "Performance")
    case .required: ("所需水平", "Required")
    case .notNecessary: ("非必要", "NN")
    case .members: ("成员", "Members")
    case .first: ("左支", "Left")
    case .second: ("右支", "Right")
    case .fewer: ("少于期望", "fewer than expected")
    case .more: ("多于期望", "more than expected")
    case .expected: ("接近期望", "near expected")
    case .below: ("低于其余", "below the rest")
    case .above: ("高于其余", "above the rest")
    case .likeTheRest: ("与其余相近", "like the rest")
    case .noCase: ("无个案的单元格", "cell without a case")
    case .kind: ("类型", "Kind")
    case .position: ("序号", "Position")
    }
  }
}
