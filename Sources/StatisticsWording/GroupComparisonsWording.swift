import Evidence
import GroupComparisons

extension CompareFault: Worded {
  public var words: Words {
    switch self {
    case .noRows:
      Words(
        english: "None of the {rows} {rows|row|rows} has both '{metric}' and '{by}'",
        fix: "Check the filter of both columns and the --where condition",
        chinese: "{rows} 行中没有一行同时有“{metric}”和“{by}”", fix: "请检查两列的跳转条件和 --where 条件")
    case .oneGroup:
      Words(
        english: "'{by}' has one group only among the {n} {n|row|rows} used: {level}",
        fix: "Pick another column with --by, or widen the --where condition",
        chinese: "所用的 {n} 行中“{by}”只有一组：{level}", fix: "请用 --by 选其他列，或放宽 --where 条件")
    case .constant:
      Words(
        english: "'{metric}' is {value} in all {n} {n|row|rows}, so no group can differ",
        fix: "Pick another metric with --of, or widen the --where condition",
        chinese: "“{metric}”在全部 {n} 行中都是 {value}，各组不可能有差异", fix: "请用 --of 选其他指标，或放宽 --where 条件")
    case .textMetric:
      Words(
        english: "'{metric}' holds {kind in words}, which has no mean",
        fix: "Name a column of numbers with --of; answers can be compared with: tansuo crosstab",
        chinese: "“{metric}”的内容是{kind in words}，没有均值", fix: "请用 --of 指定数值列；选项之间的比较请用 tansuo crosstab")
    case .noCompleteRows:
      Words(
        english: "Fewer than two of the {rows} {rows|row|rows} {rows|has|have} every column of the model",
        fix: "Leave out the column with the most missing answers",
        chinese: "{rows} 行中各列齐全的不足两行", fix: "请去掉缺失最多的列")
    case .notBinary:
      Words(
        english: "A logistic model explains 0 and 1, but there is {value}", fix: "Recode the answers to 0 and 1",
        chinese: "逻辑回归的因变量只能是 0 和 1，而出现了 {value}", fix: "请把答案重新编码为 0 和 1")
    case .separated:
      Words(
        english: "Some answers are predicted with certainty, so the coefficients run to infinity ({names})",
        fix: "Merge levels that all gave one answer, or leave the column out",
        chinese: "部分答案可被完全预测，系数趋于无穷（{names}）", fix: "请合并答案完全一致的类别，或去掉该列")
    case .adjustsForItself:
      Words(
        english: "'{column}' is already compared and cannot be adjusted for", fix: "Leave it out of --adjust-for",
        chinese: "“{column}”本身参与比较，不能再作为调整变量", fix: "请从 --adjust-for 中去掉")
    case .groupsExplained:
      Words(
        english:
          "The columns of --adjust-for tell the groups of '{by}' apart completely, so nothing is left to compare",
        fix: "Leave out the column that goes with the group: {columns}",
        chinese: "--adjust-for 中的列已能完全区分“{by}”各组，没有可比较的余地", fix: "请去掉与分组重合的列：{columns}")
    }
  }
}

extension CompareCaveat: Worded {
  public var words: Words {
    switch self {
    case .singleValues:
      Words(
        english: "These groups have a single value, so Welch's test and their interval do not exist: {groups}",
        chinese: "以下各组只有一个值，韦尔奇检验及其区间不存在：{groups}")
    case .noSpread:
      Words(
        english: "All values are the same within these groups, so Welch's test does not exist: {groups}",
        chinese: "以下各组内的值完全相同，韦尔奇检验不存在：{groups}")
    case .tooFewClusters:
      Words(
        english: "The design has too few clusters for a test of so many groups",
        fix: "Compare fewer groups, or merge them",
        chinese: "相对于组数，设计中的群太少，无法检验", fix: "请减少或合并分组")
    case .adjustmentDropped:
      Words(
        english: "These columns follow from the others and were dropped from the model: {names}",
        chinese: "以下各列可由其他列推出，已从模型中去掉：{names}")
    }
  }
}
