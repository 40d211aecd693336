import CarbonAccounting
import Evidence

extension AccountFault: Worded {
  public var words: Words {
    switch self {
    case .activityColumn:
      Words(
        english: "The activity table has no column '{column}' ({chinese}); its columns are: {columns}",
        fix: "Name a column '{column}' or '{chinese}'",
        chinese: "活动数据表没有“{chinese}”（{column}）列；现有的列：{columns}", fix: "请把相应的列命名为“{chinese}”或 {column}")
    case .registerColumn:
      Words(
        english: "The register has no column '{column}' ({chinese}); its columns are: {columns}",
        fix: "Name a column '{column}' or '{chinese}'",
        chinese: "企业名录没有“{chinese}”（{column}）列；现有的列：{columns}", fix: "请把相应的列命名为“{chinese}”或 {column}")
    case .flowColumn:
      Words(
        english: "The table of carbon flows has no column '{column}' ({chinese}); its columns are: {columns}",
        fix: "Name a column '{column}' or '{chinese}'",
        chinese: "碳流表没有“{chinese}”（{column}）列；现有的列：{columns}", fix: "请把相应的列命名为“{chinese}”或 {column}")
    case .noYear:
      Words(
        english: "No record is of the year {year}", fix: "Choose one of: {years}",
        chinese: "没有 {year} 年的记录", fix: "可选：{years}")
    case .nothingLeft:
      Words(
        english:
          "None of the {records} {records|record|records} could be accounted for; the first is left out as {code}",
        fix: "Check kinds, items and units of the activity table; 'tansuo factors list' shows the items",
        chinese: "{records} 条记录都无法核算；第一条的原因是 {code}",
        fix: "请检查活动数据表的类别、品种和单位；“tansuo factors list”列出可用的品种")
    case .noSuchGroup:
      Words(
        english: "Totals cannot be grouped by '{group}'", fix: "Choose among: {choices}",
        chinese: "合计不能按“{group}”分组", fix: "可选：{choices}")
    }
  }
}

extension AccountCaveat: Worded {
  public var words: Words {
    switch self {
    case .noEntity: Words(english: "The record names no enterprise", chinese: "记录没有企业")
    case .badYear: Words(english: "'{year}' is no year", chinese: "“{year}”不是年份")
    case .unknownKind:
      Words(
        english: "There is no kind '{kind}'", fix: "Choose one of: {choices}",
        chinese: "没有名为“{kind}”的类别", fix: "可选：{choices}")
    case .unknownItem:
      Words(
        english: "There is no factor for '{item}'; nearest: {nearest}",
        fix: "'tansuo factors list' shows the items; own ones come with --factors FILE",
        chinese: "没有“{item}”的因子；相近的有：{nearest}",
        fix: "“tansuo factors list”列出可用的品种；自有因子用 --factors 文件 给出")
    case .unitUnknown:
      Words(
        english: "'{unit}' is no unit that is known here; nearest: {nearest}",
        chinese: "不认识单位“{unit}”；相近的有：{nearest}")
    case .wrongDimension:
      Words(
        english: "'{item}' cannot be counted in '{unit}'; its factors are for: {expected}",
        chinese: "“{item}”不能以“{unit}”计；其因子的单位：{expected}")
    case .noQuantity:
      Words(
        english: "The quantity is missing", fix: "Fill it in, or choose --fill conservative, neighbours or last-year",
        chinese: "缺少数量", fix: "请补上，或用 --fill conservative、neighbours 或 last-year 填补")
    case .badQuantity:
      Words(
        english: "The quantity '{text}' is no number", fix: "Write digits alone, the unit in its own column",
        chinese: "数量“{text}”不是数字", fix: "请只写数字，单位写在单位列")
    case .nothingToFillFrom:
      Words(
        english: "The quantity is missing, and no other year of the enterprise gives one ({method})",
        chinese: "缺少数量，且该企业其他年份也没有可用于填补的值（{method}）")
    case .negativeQuantity:
      Words(
        english: "The quantity {quantity} is negative or not finite", chinese: "数量 {quantity} 为负或不是有限数")
    case .badMeasurement:
      Words(
        english: "The measured {column} of {value} lies outside {low} to {high}",
        chinese: "实测的 {column} 为 {value}，超出 {low} 至 {high}")
    case .noFactor:
      Words(
        english: "The library has no {property} for '{item}' ({place})",
        fix: "'tansuo factors list {item}' shows what it has; a factor of your own goes into a file for --factors",
        chinese: "因子库没有“{item}”的{property}（{place}）",
        fix: "“tansuo factors list {item}”列出已有的因子；自有因子可写进 --factors 文件")
    case .onlyUnverified:
      Words(
        english: "The only {property} for '{item}' was never held against its official table",
        fix: "Give a factor with --factors FILE, or accept it with --edition unverified",
        chinese: "“{item}”的{property}只有未经核对的数值",
        fix: "请用 --factors 文件 给出因子，或用 --edition unverified 接受它")
    case .noWarmingPotential:
      Words(
        english: "{set} has no warming potential for {gas}", chinese: "{set} 没有 {gas} 的全球增温潜势")
    case .duplicate:
      Words(
        english: "The record says the same as line {first}", fix: "Tell them apart in a note, or use --duplicates keep",
        chinese: "记录与第 {first} 行完全相同", fix: "请用备注区分，或使用 --duplicates keep")
    case .flowWithoutInventory:
      Words(
        english: "There is no inventory of '{entity}' in that year to hold the flow against",
        chinese: "该年没有“{entity}”的核算结果，无法与碳流核对")
    case .notRegistered:
      Words(
        english: "Not in the register, so national factors were used and no intensity exists: {entities}",
        chinese: "不在名录中，因此采用全国因子，也没有强度：{entities}")
    case .registeredTwice:
      Words(
        english: "Registered more than once for the same year, the first row counts: {entities}",
        chinese: "同一年在名录中出现多次，以第一行为准：{entities}")
    case .noValueAdded:
      Words(
        english: "Value added is not positive ({value}), so there is no intensity by it: {entities}",
        chinese: "增加值不为正（{value}），没有按它计算的强度：{entities}")
    case .noOutput:
      Words(
        english: "Output is not positive ({value}), so there is no intensity by it: {entities}",
        chinese: "产值不为正（{value}），没有按它计算的强度：{entities}")
    case .filled:
      Words(
        english: "Missing quantities were filled in ({method}): {entities}",
        chinese: "缺失的数量已按 {method} 填补：{entities}")
    case .otherYear:
      Words(
        english: "{factor} was used for {year}, {apart} {apart|year|years} away from its own: {entities}",
        chinese: "{year} 年使用了 {factor}，与其年份相差 {apart} 年：{entities}")
    case .otherRegion:
      Words(
        english: "{factor} was used because there is none for {asked}: {entities}",
        chinese: "{asked} 没有因子，因此使用 {factor}：{entities}")
    case .unknownRegion:
      Words(
        english: "The province '{region}' is unknown, so national factors were used: {entities}",
        chinese: "不认识省份“{region}”，因此采用全国因子：{entities}")
    case .greenExceeds:
      Words(
        english: "More green electricity than was bought, the surplus does not count: {entities}",
        chinese: "绿色电力多于购入电力，多出的部分不计：{entities}")
    case .unitSlip:
      Words(
        english: "{item} is {ratio} times what other years say, as if the unit were wrong by {factor}: {entities}",
        chinese: "“{item}”是其他年份的 {ratio} 倍，疑似单位差 {factor} 倍：{entities}")
    case .outlier:
      Words(
        english: "{item} is {ratio} times what other years say: {entities}",
        chinese: "“{item}”是其他年份的 {ratio} 倍：{entities}")
    case .peerOutlier:
      Words(
        english: "{item} for each unit of value added is {ratio} times the middle of '{sector}': {entities}",
        chinese: "单位增加值的“{item}”是“{sector}”中位数的 {ratio} 倍：{entities}")
    case .boundaryChanged:
      Words(
        english: "Against {before} these came ({gained}) and these went ({lost}): {entities}",
        chinese: "与 {before} 年相比，新增（{gained}），消失（{lost}）：{entities}")
    case .registerChanged:
      Words(
        english: "The register says {new} where {before} said {old}: {entities}",
        chinese: "名录由 {before} 年的 {old} 变为 {new}：{entities}")
    case .factorUncertaintyUnknown:
      Words(
        english: "No uncertainty is published for these factors, so they count as exact: {factors}",
        fix: "Give it in the column uncertainty of a file for --factors",
        chinese: "以下因子没有公布不确定度，按精确值处理：{factors}", fix: "可在 --factors 文件的 uncertainty 列给出")
    case .excludedRecords:
      Words(
        english: "{count} {count|record|records} {count|is|are} left out; each has its reason in 'excluded' ({codes})",
        chinese: "{count} 条记录未计入，原因逐条列在“excluded”中（{codes}）")
    case .balanceGap:
      Words(
        english:
          "Account and carbon balance are more than {percent} % of the carbon put in apart (most in {worst}: {accounted} t accounted, {emitted} t by balance, gap {gap} t): {entities}",
        fix: "Look for a product, a waste or a fuel that one of the two leaves out",
        chinese:
          "核算结果与碳平衡相差超过投入碳量的 {percent}%（最大的是 {worst}：核算 {accounted} 吨，碳平衡 {emitted} 吨，差 {gap} 吨）：{entities}",
        fix: "请检查两者之一是否漏了产品、废弃物或燃料")
    case .balanceNegative:
      Words(
        english: "More carbon left in products and waste than was put in, an input is missing: {entities}",
        chinese: "产品和废弃物带走的碳多于投入，缺少某项投入：{entities}")
    case .excludedFlows:
      Words(
        english: "{count} carbon {count|flow|flows} could not be read, so those enterprises have no balance ({codes})",
        chinese: "{count} 条碳流无法读取，有关企业不作碳平衡（{codes}）")
    case .combustionGasesLeftOut:
      Words(
        english:
          "Methane and nitrous oxide of combustion are not counted, as in the national guides for enterprises: they are left out and not zero",
        fix: "Count them by IPCC defaults with --combustion-gases by-sector",
        chinese: "燃烧产生的甲烷和氧化亚氮未计入（国内企业核算指南只计二氧化碳）：是没有计，不是零",
        fix: "如需计入，请加 --combustion-gases by-sector，按 IPCC 缺省因子计算")
    case .combustionGasFactorsMissing:
      Words(
        english:
          "The library has no methane or nitrous oxide of burning for these fuels, so theirs is left out: {items}",
        fix: "Give it in a file for --factors, as ch4_manufacturing and n2o_manufacturing",
        chinese: "因子库没有以下燃料燃烧的甲烷或氧化亚氮因子，这部分未计入：{items}",
        fix: "可在 --factors 文件中以 ch4_manufacturing 和 n2o_manufacturing 给出")
    case .overriddenFactor:
      Words(
        english: "{factor} is {own} by the file given, {value} in the library",
        chinese: "{factor} 采用所给文件的 {own}，因子库为 {value}")
    case .unverifiedInForce:
      Words(
        english: "Figures that were never held against their official table may be in force (edition unverified)",
        chinese: "可能使用了未经官方表格核对的数值（版本 unverified）")
    }
  }
}
