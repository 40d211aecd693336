import Benchmarking
import Evidence

extension BenchmarkingFault: Worded {
  public var words: Words {
    switch self {
    case .noSubjects:
      Words(
        english: "No enterprise can be compared: each needs a group and a positive value added",
        fix: "Give the register with --entities, and its columns for the grouping and value_added",
        chinese: "没有可比较的企业：每家都需要分组和正的增加值", fix: "请用 --entities 给出企业名录，并填写分组列和增加值")
    case .oneGroup:
      Words(
        english: "All enterprises are in one group, '{group}': there is nothing to compare it with",
        fix: "Group by something else: --by province, sector or city",
        chinese: "所有企业都在同一组“{group}”，没有可比较的对象", fix: "请换一种分组：--by province、sector 或 city")
    case .needsYears:
      Words(
        english: "A change from {from} to {to} needs records of both years; there are: {years}",
        fix: "Name two of them: --change 2021,2022",
        chinese: "分解 {from} 到 {to} 的变化需要两个年份的记录；现有：{years}", fix: "请写两个年份：--change 2021,2022")
    case .nothingInBoth:
      Words(
        english: "No enterprise has records, sector and value added in both {from} and {to}",
        fix: "Check that the register covers both years and states sector and value_added",
        chinese: "没有企业在 {from} 和 {to} 两年都有记录、行业和增加值", fix: "请检查企业名录是否包含两年，并填写行业和增加值")
    case .controlColumn:
      Words(
        english: "The table of published totals has no column 'value' (数值); its columns are: {columns}",
        fix: "Name a column 'value' beside any of sector, province, city, year",
        chinese: "公布总量表没有“数值”（value）列；现有的列：{columns}", fix: "请在行业、省份、城市、年份等列之外加上“数值”列")
    case .controlValue:
      Words(
        english: "A published total must be a number above 0, not '{value}'",
        fix: "Write digits with a decimal point, the unit in a column of its own",
        chinese: "公布的总量应为大于 0 的数字，而不是“{value}”", fix: "只写数字和小数点，单位另列")
    case .controlMeasure:
      Words(
        english: "There is no measure '{measure}' to hold a published total against", fix: "Choose one of: {choices}",
        chinese: "没有名为“{measure}”的指标可与公布总量核对", fix: "可选：{choices}")
    case .controlUnit:
      Words(
        english: "A published {measure} cannot be in '{unit}'", fix: "Write tonnes, or tce for energy",
        chinese: "公布的 {measure} 不能以“{unit}”计", fix: "请写吨；能耗写吨标准煤")
    case .controlYear:
      Words(
        english: "The published total names no year, but there are records of several: {years}",
        fix: "Add a column 'year', or choose one with --year",
        chinese: "公布的总量没有写年份，而记录有多个年份：{years}", fix: "请增加“年份”列，或用 --year 选定一年")
    }
  }
}

extension BenchmarkingCaveat: Worded {
  public var words: Words {
    switch self {
    case .leftOut:
      Words(
        english: "{count} enterprises are not compared: without group, value added, or below zero",
        chinese: "{count} 家企业未参与比较：无分组、无增加值或排放为负")
    case .smallGroups:
      Words(
        english: "Too few enterprises for a rank (fewer than {minimum}): {groups}",
        chinese: "企业不足 {minimum} 家，不排名：{groups}")
    case .unobservedMix:
      Words(
        english:
          "Less than half of the standard mix was seen in: {groups}; their standardised ratio leans on all the others",
        chinese: "标准行业构成中实际有企业的不足一半：{groups}；其标准化强度主要取自总体")
    case .noSectors:
      Words(
        english: "{count} enterprises have no sector; they are standardised as one of their own",
        chinese: "{count} 家企业没有行业，标准化时归为单独一类")
    case .unchangedActivity:
      Words(
        english: "Value added is the same in both years: effects of activity and structure cannot be seen",
        fix: "Give the register one row a year", chinese: "两年的增加值相同，看不出规模和结构效应", fix: "请在企业名录中按年份分行填写")
    case .unmatched:
      Words(
        english: "Not in the decomposition, for want of a year, a sector or value added: {entities}",
        chinese: "因缺少年份、行业或增加值未参与分解：{entities}")
    case .partCovered:
      Words(
        english:
          "{accounted} of {listed} listed {listed|enterprise|enterprises} {accounted|is|are} accounted for in {year}",
        chinese: "{year} 年名录中的 {listed} 家企业有 {accounted} 家已核算")
    case .countedTwice:
      Words(
        english:
          "{count} {count|place|places} where the sum may count twice or in the wrong place, {tonnes} t at most; each is in 'overlaps': {entities}",
        chinese: "汇总中有 {count} 处可能重复计算或计错地方，至多 {tonnes} 吨，逐条列在“overlaps”中：{entities}")
    case .moreThanPublished:
      Words(
        english: "The sum of enterprises is more than was published (lines {lines})",
        fix: "Look for double counting, another boundary, or other factors",
        chinese: "企业合计超过公布的总量（第 {lines} 行）", fix: "请检查是否重复计算、边界或因子不同")
    case .publishedOfNone:
      Words(
        english: "No enterprise belongs to these published totals (lines {lines})",
        fix: "Check how sectors, provinces and years are written in both",
        chinese: "没有企业属于这些公布的总量（第 {lines} 行）", fix: "请检查两边行业、省份、年份的写法")
    }
  }
}
