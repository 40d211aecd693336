import Evidence
import SurveyDesigns

extension Wording {
  /// The codes of `SurveyDesigns`, each with its sentences below.
  static let surveyDesigns: [any Worded.Type] = [DesignFault.self, DesignCaveat.self]
}

extension DesignFault: Worded {
  public var words: Words {
    switch self {
    case .tooManyStages:
      Words(
        english: "{stages} stages of clusters were named; two is the most",
        fix: "Name the first stage with --cluster, or the first and the second: --cluster county,village",
        chinese: "指定了 {stages} 级群，最多两级", fix: "用 --cluster 指定第一级，或第一、二级：--cluster county,village")
    case .populationsPerStage:
      Words(
        english: "The design has {stages} stages but --fpc names {columns} columns",
        fix: "Name one column for each stage, in the order of --cluster, or leave --fpc out",
        chinese: "设计有 {stages} 级，而 --fpc 指定了 {columns} 列", fix: "按 --cluster 的顺序为每一级各指定一列，或不用 --fpc")
    case .negativeWeight:
      Words(
        english: "The weight in row {row} of column '{column}' is {weight}",
        fix: "Weights must be finite and 0 or more; correct the row or drop it with --where",
        chinese: "列“{column}”第 {row} 行的权重是 {weight}", fix: "权重必须有限且不小于 0；请更正该行，或用 --where 去掉")
    case .noWeight:
      Words(
        english: "All {rows} weights in column '{column}' are 0 or missing",
        fix: "Name another column with --weights, or leave it out",
        chinese: "列“{column}”的 {rows} 个权重全为 0 或缺失", fix: "请用 --weights 指定其他列，或不加权")
    case .populationChanges:
      Words(
        english: "Column '{column}' gives two population sizes for one group: {first} and, in row {row}, {second}",
        fix: "Give every row of a stratum (for the second stage: of a cluster) the same size or fraction",
        chinese: "列“{column}”对同一组给出两个总体数：{first}，而第 {row} 行为 {second}",
        fix: "同一层（第二级为同一群）的各行应填相同的总体数或抽样比")
    case .populationTooSmall:
      Words(
        english: "Column '{column}' says the population has {population} units, but {sampled} were sampled",
        fix: "Give the number of clusters in the population of the stratum, or the fraction that was drawn (at most 1)",
        chinese: "列“{column}”称总体有 {population} 个单位，而样本已有 {sampled} 个",
        fix: "请填该层总体中的群数，或抽样比（不超过 1）")
    case .lonelyClusters:
      Words(
        english: "{count} strata have a single cluster, so their variance cannot be seen: {strata}",
        fix: "Merge them with similar strata, or choose --lonely certainty, adjust or average",
        chinese: "有 {count} 层只有一个群，无法估计其方差：{strata}",
        fix: "请与相近的层合并，或选择 --lonely certainty、adjust 或 average")
    case .singleCluster:
      Words(
        english: "There is only one cluster, so nothing tells how much clusters differ",
        fix: "Check the --cluster column and the --where condition; a design needs at least two clusters",
        chinese: "只有一个群，无法得知群与群之间的差异", fix: "请检查 --cluster 列和 --where 条件；设计至少要有两个群")
    case .noRows:
      Words(
        english: "None of the {rows} rows has a value in all columns of the design ({columns})",
        fix: "Check --weights, --strata, --cluster and --fpc, or leave the empty one out",
        chinese: "{rows} 行中没有一行在设计的各列（{columns}）上都有值",
        fix: "请检查 --weights、--strata、--cluster 和 --fpc，或去掉空列")
    case .noAnswers:
      Words(
        english: "None of the {rows} rows has both a number and a weight above 0",
        fix: "Pick another column, or widen the --where condition",
        chinese: "{rows} 行中没有一行同时有数值和大于 0 的权重", fix: "请换一列，或放宽 --where 条件")
    case .noDegreesOfFreedom:
      Words(
        english: "{clusters} clusters in {strata} strata leave no degrees of freedom",
        fix: "Merge strata so that most have two clusters or more",
        chinese: "{strata} 层共 {clusters} 个群，没有剩余的自由度", fix: "请合并各层，使多数层有两个以上的群")
    }
  }
}

extension DesignCaveat: Worded {
  public var words: Words {
    switch self {
    case .rowsLeftOut:
      Words(
        english: "{count} of {rows} rows lack a value in a column of the design ({columns}) and were left out",
        chinese: "{rows} 行中有 {count} 行在设计的列（{columns}）上缺值，已排除")
    case .restartingClusters:
      Words(
        english:
          "{count} ids in '{column}' occur in several strata and count as different clusters there ({clusters} in all): {ids}",
        fix: "If an id is one and the same cluster, correct its stratum",
        chinese: "“{column}”中有 {count} 个编号出现在多个层中，按不同的群处理（共 {clusters} 个群）：{ids}",
        fix: "若同一编号确是同一个群，请更正其所属的层")
    case .lonelyClusters:
      Words(
        english:
          "{count} strata have a single cluster, whose variance is not seen but set by --lonely {policy}: {strata}",
        fix: "Compare with another --lonely, or merge these strata with similar ones",
        chinese: "有 {count} 层只有一个群，其方差按 --lonely {policy} 处理，并非实际观测：{strata}",
        fix: "请与其他 --lonely 选项比较，或把这些层与相近的层合并")
    }
  }
}
