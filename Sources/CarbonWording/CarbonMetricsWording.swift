import CarbonMetrics
import Evidence

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
    case .noBands:
      Words(
        english: "The file of grades has no rows", fix: "datasets/carbon-rules/grades.csv shows how one is written",
        chinese: "分级文件没有任何行", fix: "写法见 datasets/carbon-rules/grades.csv")
    case .secondEdition:
      Words(
        english: "'{edition}' is a second edition in one file, after '{first}'", fix: "Give each edition a file",
        chinese: "同一文件中出现第二个版本“{edition}”，前面是“{first}”", fix: "请每个版本用一个文件")
    case .repeatedBand:
      Words(
        english: "'{grade}' appears twice", fix: "Remove or rename one of the two",
        chinese: "“{grade}”出现了两次", fix: "请删去或改名其中一个")
    case .bandAfterLast:
      Words(
        english: "'{grade}' has no upper end, yet another follows", fix: "Give it an end, or put it last",
        chinese: "“{grade}”没有上限，后面却还有一级", fix: "请写上限，或把它放到最后")
    case .bandsOutOfOrder:
      Words(
        english: "'{grade}' ends at {upper}, not above {before} where the one before it ends",
        fix: "Write the bands from the best to the worst", chinese: "“{grade}”的上限 {upper} 不大于前一级的 {before}",
        fix: "请由好到差依次书写")
    case .lastBandEnds:
      Words(
        english: "'{grade}' is the last and must be open at the top", fix: "Leave its upper end empty",
        chinese: "“{grade}”是最后一级，不能有上限", fix: "请把上限留空")
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
        english: "No allowance: no allocation plan has a benchmark of '{class}' for {year}",
        chinese: "无配额：配额方案没有“{class}”在 {year} 年的基准")
    case .onlyUnverifiedBenchmark:
      Words(
        english:
          "No allowance: the benchmark of '{class}' for {year} ({edition}) could not be held against its official table",
        fix: "--allowances unverified uses it all the same",
        chinese: "无配额：“{class}”在 {year} 年的基准（{edition}）未能与官方原表核对", fix: "如仍要采用，请加 --allowances unverified")
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
    case .deductionsExceed:
      Words(
        english: "Feedstock and new renewable electricity are more than the energy of {entity} (first of {entities})",
        fix: "Check feedstock_tce and new_renewable: tonnes of standard coal and MWh",
        chinese: "原料用能与新增可再生能源电力之和超过 {entity} 的能耗（共 {entities} 家，此为首个）",
        fix: "请检查“原料用能”（吨标准煤）和“新增可再生能源电力”（兆瓦时）")
    case .renewablesWithoutBase:
      Words(
        english:
          "The register states renewable electricity of {entity} but not that of {base}, so no increment is taken off (first of {entities})",
        fix: "Add a row of that year, or a column new_renewable",
        chinese: "名录有 {entity} 的可再生能源电力，但没有 {base} 年的数，无法扣减增量（共 {entities} 家，此为首个）",
        fix: "请补上该年的行，或增加“新增可再生能源电力”列")
    case .energyDeducted:
      Words(
        english:
          "Energy of {entities} {entities|enterprise|enterprises} is assessed less feedstock and new renewable electricity ({coefficient} kgce/kWh); which feedstocks count and the coefficient by coal consumed are in no source that could be read",
        fix: "--renewable-coal KGCE sets the coefficient that was declared",
        chinese:
          "{entities} 家企业的考核能耗已扣减原料用能和新增可再生能源电力（{coefficient} 千克标准煤/千瓦时）；哪些原料可扣减、等价折标系数，未能在可查的资料中找到",
        fix: "用 --renewable-coal KGCE 写明所申报的系数")
    case .ownGrades:
      Words(
        english: "{measures} cut-points are those of {edition} in {file}, not of huzhou-2021",
        chinese: "{measures} 的分级界限采用 {file} 中的 {edition}，而非 huzhou-2021")
    case .priceOfOtherYear:
      Words(
        english: "Compliance of {year} is costed at the prices of {quoted}",
        fix: "--price LOW,MIDDLE,HIGH gives others",
        chinese: "{year} 年的履约成本按 {quoted} 年的碳价计", fix: "可用 --price 低,中,高 另行给出")
    }
  }
}
