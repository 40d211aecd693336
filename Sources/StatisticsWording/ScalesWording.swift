import Evidence
import Scales

extension ScalesFault: Worded {
  public var words: Words {
    switch self {
    case .notNumeric:
      Words(
        english: "Column '{column}' holds {kind in words} values, not numbers or ordered answers",
        fix: "Leave it out of --items, or give it ordered levels in a codebook",
        chinese: "列“{column}”的类型是{kind in words}，不是数值或有序答案", fix: "请从 --items 中去掉，或在编码簿中给出有序的选项")
    case .noOrder:
      Words(
        english: "The answers of '{column}' have neither numbers nor an order",
        fix: "Give the levels numbers, or mark the column as ordered, in a codebook",
        chinese: "“{column}”的选项既没有数值也没有顺序", fix: "请在编码簿中给选项编号，或把该列标为有序")
    case .tooFewItems:
      Words(
        english: "{needed} {needed|item|items} {needed|is|are} needed, {items} given",
        fix: "Name more columns with --items",
        chinese: "至少需要 {needed} 道题，只给了 {items} 道", fix: "请用 --items 指定更多列")
    case .tooFewRows:
      Words(
        english:
          "{rows} of {all} {all|row|rows} {rows|answers|answer} all {items} {items|item|items}; at least {needed} {needed|is|are} needed",
        fix: "Leave out items that few people answered, or use --missing pairwise",
        chinese: "{all} 行中有 {rows} 行回答了全部 {items} 道题；至少需要 {needed} 行",
        fix: "请去掉回答人数很少的题目，或用 --missing pairwise")
    case .constantItem:
      Words(
        english: "'{column}' is {value} in all {rows} {rows|row|rows} used",
        fix: "Leave it out of --items: what never varies measures nothing",
        chinese: "“{column}”在所用的 {rows} 行中全是 {value}", fix: "请从 --items 中去掉：不变的题目测不出任何东西")
    case .allMissing:
      Words(
        english: "Nobody answered '{column}'", fix: "Leave it out of --items, or check the --where condition",
        chinese: "没有人回答“{column}”", fix: "请从 --items 中去掉，或检查 --where 条件")
    case .undefinedCorrelation:
      Words(
        english: "'{a}' and '{b}' have no correlation: one of them never varies in the rows they share",
        fix: "Leave one of them out of --items, or use --missing listwise",
        chinese: "“{a}”与“{b}”没有相关系数：在共有的行中其中一题没有变化", fix: "请从 --items 中去掉其中一题，或用 --missing listwise")
    case .tooManyLevels:
      Words(
        english:
          "'{column}' has {levels} different {levels|answer|answers}; polychoric correlations take at most {most}",
        fix: "Use Pearson or Spearman correlations, or group the answers",
        chinese: "“{column}”有 {levels} 种取值；多项相关最多 {most} 种", fix: "请用皮尔逊或斯皮尔曼相关，或先合并取值")
    case .tooManyFactors:
      Words(
        english:
          "{items} {items|item|items} {items|carries|carry} at most {most} factors, {factors} {factors|was|were} asked for",
        fix: "Ask for fewer factors",
        chinese: "{items} 道题最多提取 {most} 个因子，要求了 {factors} 个", fix: "请减少因子数")
    }
  }
}

extension ScalesCaveat: Worded {
  public var words: Words {
    switch self {
    case .undefinedCorrelations:
      Words(
        english:
          "{pairs} {pairs|correlation|correlations} {pairs|does|do} not exist because an item never varies in the rows of the pair: {items}",
        fix: "Leave these items out of --items",
        chinese: "{pairs} 个相关系数不存在，因为在该对共有的行中有题目没有变化：{items}", fix: "请从 --items 中去掉这些题目")
    case .reversedItems:
      Words(
        english: "Reversed items were turned round before scoring, as the codebook says: {items}",
        chinese: "已按编码簿将反向题反转后计分：{items}")
    case .negativeAlpha:
      Words(
        english: "Alpha is negative ({alpha}): some items seem to be coded the other way: {items}",
        fix: "Mark reversed items as reversed in the codebook, or leave out items that measure something else",
        chinese: "α 为负（{alpha}）：有些题目的计分方向似乎相反：{items}", fix: "请在编码簿中把反向题标为 reversed，或去掉测量其他内容的题目")
    case .negativeItemRest:
      Words(
        english: "These items go against the sum of the others and may be coded the other way: {items}",
        fix: "Mark reversed items as reversed in the codebook, or leave out items that measure something else",
        chinese: "这些题目与其余题目之和负相关，计分方向可能相反：{items}", fix: "请在编码簿中把反向题标为 reversed，或去掉测量其他内容的题目")
    case .singularCorrelations:
      Words(
        english:
          "KMO and Bartlett's test do not exist: the correlations of the {items} {items|item|items} {items|is|are} singular or not positive definite",
        fix: "Leave out items that repeat others, or use more rows than items",
        chinese: "KMO 与巴特利特检验不存在：{items} 道题的相关矩阵奇异或非正定", fix: "请去掉与其他题目重复的题目，或使行数多于题目数")
    case .unequalPairs:
      Words(
        english: "Pairs of items share {low} to {high} {high|row|rows}; the interval and Bartlett's test count {used}",
        chinese: "各对题目共有 {low} 至 {high} 行；区间与巴特利特检验按 {used} 行计算")
    case .noUniqueness:
      Words(
        english: "The factor explains these items completely, which real items do not allow (Heywood case): {items}",
        fix: "Use fewer factors, more rows, or leave these items out",
        chinese: "因子完全解释了这些题目，实际数据中不应如此（Heywood 情形）：{items}", fix: "请减少因子数、增加样本，或去掉这些题目")
    case .notConverged:
      Words(
        english: "The factors had not settled after {steps} {steps|step|steps}; their loadings are approximate",
        fix: "Use fewer factors, or leave out items that repeat others",
        chinese: "因子提取在 {steps} 步后仍未收敛，载荷是近似值", fix: "请减少因子数，或去掉与其他题目重复的题目")
    case .emptyCells:
      Words(
        english:
          "{pairs} {pairs|pair|pairs} of items {pairs|has|have} answers that never occur together; these cells were given the count {count}",
        chinese: "{pairs} 对题目有从未同时出现的答案；这些单元格的频数按 {count} 计")
    case .polychoricBound:
      Words(
        english: "The likelihood grows up to a correlation of ±1; the search ended at ±{bound}: {pairs}",
        fix: "Merge rare answers, or use Spearman or Kendall correlations for these pairs",
        chinese: "似然值一直增大到相关系数 ±1；搜索止于 ±{bound}：{pairs}", fix: "请合并很少有人选的答案，或对这些题目用斯皮尔曼或肯德尔相关")
    }
  }
}
