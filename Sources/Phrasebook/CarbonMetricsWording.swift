import CarbonMetrics
import Evidence

extension Wording {
  /// The codes of `CarbonMetrics`, each with its sentences below.
  static let carbonMetrics: [any Worded.Type] = [MetricsFault.self, MetricsCaveat.self]
}

extension MetricsFault: Worded {
  public var words: Words {
    switch self {
    case .badPrices:
      Words(
        english: "'{prices}' are not three rising prices",
        fix: "Write a low, a middle and a high price: --price 60,80,100",
        chinese: "“{prices}”不是三个由低到高的价格", fix: "请写出低、中、高三个价格：--price 60,80,100")
    case .noSuchClass:
      Words(
        english: "No allocation plan has a class '{class}'", fix: "Choose one of: {classes}",
        chinese: "配额方案中没有类别“{class}”", fix: "可选：{classes}")
    case .noSuchEntity:
      Words(
        english: "There is no enterprise '{entity}' in the account; nearest: {nearest}",
        fix: "Name one by its id in the activity table, and a year it has records of",
        chinese: "核算结果中没有企业“{entity}”；相近的有：{nearest}", fix: "请写活动数据表中的企业编号，并选有记录的年份")
    }
  }
}

extension MetricsCaveat: Worded {
  public var words: Words {
    switch self {
    case .noSectorAverage:
      Words(
        english:
          "No carbon-efficiency grade: fewer than {minimum} enterprises of the sector state value added ({sector})",
        chinese: "无碳效等级：行业内填报增加值的企业不足 {minimum} 家（{sector}）")
    case .noClass:
      Words(
        english: "No allowance: the register names no benchmark class of the power units (first: {entity})",
        fix: "Add a column benchmark_class, or --power-class with one of: {classes}",
        chinese: "无配额：名录没有写明机组的基准线类别（首个：{entity}）",
        fix: "请增加“基准线类别”列，或用 --power-class 指定，可选：{classes}")
    case .unknownClass:
      Words(
        english: "No allowance: no allocation plan has the class '{class}' of {entity}",
        fix: "Choose one of: {classes}",
        chinese: "无配额：配额方案中没有 {entity} 的类别“{class}”", fix: "可选：{classes}")
    case .noBenchmark:
      Words(
        english: "No allowance: no allocation plan has a benchmark of {class} for {year}",
        chinese: "无配额：没有 {class} 在 {year} 年的基准")
    case .onlyUnverifiedBenchmark:
      Words(
        english:
          "No allowance: the benchmark of {class} for {year} ({edition}) could not be held against its official table",
        fix: "--allowances unverified uses it all the same",
        chinese: "无配额：{class} 在 {year} 年的基准（{edition}）未能与官方原表核对", fix: "如仍要采用，请加 --allowances unverified")
    case .noElectricity:
      Words(
        english:
          "No allowance: neither the column {column} nor a product in MWh says how much electricity {entity} made",
        chinese: "无配额：名录没有 {column} 列，也没有以 MWh 计的产量（{entity}）")
    case .noBalance:
      Words(
        english: "No allowance: the sector has no balance of emissions over production to hold {entity} against",
        chinese: "无配额：行业没有可比的单位产量排放平衡值（{entity}）")
    case .productAsElectricity:
      Words(
        english: "The product of the register stands for the column {column} in the allowance of power units",
        chinese: "计算电力配额时以名录的产量代替 {column} 列")
    case .priceOfOtherYear:
      Words(
        english: "Compliance of {year} is costed at the prices of {quoted}",
        fix: "--price LOW,MIDDLE,HIGH gives others",
        chinese: "{year} 年的履约成本按 {quoted} 年的碳价计", fix: "可用 --price 低,中,高 另行给出")
    }
  }
}
