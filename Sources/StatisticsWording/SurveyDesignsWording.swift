import Evidence
import SurveyDesigns

extension DesignFault: Worded {
  public var words: Words {
    switch self {
    case .tooManyStages:
      Words(
        english: "{stages} {stages|stage|stages} of clusters {stages|was|were} named; two is the most",
        fix: "Name the first stage with --cluster, or the first and the second: --cluster county,village",
        chinese: "指定了 {stages} 级群，最多两级", fix: "用 --cluster 指定第一级，或第一、二级：--cluster county,village")
    case .populationsPerStage:
      Words(
        english: "The design has {stages} {stages|stage|stages} but --fpc names {columns} {columns|column|columns}",
        fix: "Name one column for each stage, in the order of --cluster, or leave --fpc out",
        chinese: "设计有 {stages} 级，而 --fpc 指定了 {columns} 列", fix: "按 --cluster 的顺序为每一级各指定一列，或不用 --fpc")
    case .negativeWeight:
      Words(
        english: "The weight in row {row} of column '{column}' is {weight}",
        fix: "Weights must be finite and 0 or more; correct the row or drop it with --where",
        chinese: "列“{column}”第 {row} 行的权重是 {weight}", fix: "权重必须有限且不小于 0；请更正该行，或用 --where 去掉")
    case .noWeight:
      Words(
        english: "All {rows} {rows|weight|weights} in column '{column}' {rows|is|are} 0 or missing",
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
        english:
          "Column '{column}' says the population has {population} {population|unit|units}, but {sampled} {sampled|was|were} sampled",
        fix: "Give the number of clusters in the population of the stratum, or the fraction that was drawn (at most 1)",
        chinese: "列“{column}”称总体有 {population} 个单位，而样本已有 {sampled} 个",
        fix: "请填该层总体中的群数，或抽样比（不超过 1）")
    case .lonelyClusters:
      Words(
        english:
          "{count} {count|stratum|strata} {count|has|have} a single cluster, so {count|its|their} variance cannot be seen: {strata}",
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
        english: "None of the {rows} {rows|row|rows} has a value in all columns of the design ({columns})",
        fix: "Check --weights, --strata, --cluster and --fpc, or leave the empty one out",
        chinese: "{rows} 行中没有一行在设计的各列（{columns}）上都有值",
        fix: "请检查 --weights、--strata、--cluster 和 --fpc，或去掉空列")
    case .noAnswers:
      Words(
        english: "None of the {rows} {rows|row|rows} has both a number and a weight above 0",
        fix: "Pick another column, or widen the --where condition",
        chinese: "{rows} 行中没有一行同时有数值和大于 0 的权重", fix: "请换一列，或放宽 --where 条件")
    case .marginTotal:
      Words(
        english: "The population total of '{level}' in '{column}' is {total}", fix: "Totals must be above 0",
        chinese: "“{column}”中“{level}”的总体合计是 {total}", fix: "总体合计必须大于 0")
    case .marginMissing:
      Words(
        english: "Row {row} has no answer in '{column}', so it belongs to no group of the population",
        fix: "Fill the answer in, make missing answers a group of their own, or drop the row with --where",
        chinese: "第 {row} 行的“{column}”缺失，无法归入总体的任何一组", fix: "请补上答案、把缺失单列一组，或用 --where 去掉该行")
    case .marginLacksLevel:
      Words(
        english: "The sample has '{level}' in '{column}', but the population totals do not",
        fix: "Add a total for it, or merge it with another answer",
        chinese: "样本的“{column}”中有“{level}”，而总体合计中没有", fix: "请补上它的总体合计，或与其他选项合并")
    case .marginEmptyLevel:
      Words(
        english: "The population has '{level}' in '{column}', but nobody in the sample does",
        fix: "Merge it with another answer in sample and population; no weight can stand for people who are not there",
        chinese: "总体的“{column}”中有“{level}”，而样本中没有人", fix: "请在样本和总体中都与其他选项合并；没有样本就无法加权代表")
    case .marginsDisagree:
      Words(
        english: "The totals of '{first}' add up to {firstTotal}, those of '{second}' to {secondTotal}",
        fix: "Take both from one source and year, or bring them to one sum",
        chinese: "“{first}”的总体合计之和为 {firstTotal}，“{second}”为 {secondTotal}", fix: "请使用同一来源、同一年份的数据，或折算到同一总数")
    case .rakingFails:
      Words(
        english:
          "After {rounds} {rounds|round|rounds} the weights of '{level}' in '{column}' add up to {reached} instead of {total}",
        fix: "The sample lacks a combination of answers the totals need; merge answers, or rake on fewer questions",
        chinese: "经过 {rounds} 轮，“{column}”中“{level}”的权重之和为 {reached}，而不是 {total}",
        fix: "样本缺少总体合计所需的组合；请合并选项，或减少参与的题目")
    case .calibratedPart:
      Words(
        english: "A design whose weights meet known totals cannot be cut to a part of its rows",
        fix: "Set the values of the other rows to missing instead, or calibrate the part by itself",
        chinese: "权重已按已知总数校准的设计不能只取部分行", fix: "请将其余行的值设为缺失，或对该部分单独校准")
    case .tooFewReplicates:
      Words(
        english:
          "{replicates} {replicates|set|sets} of replicate weights {replicates|tells|tell} nothing of the variance",
        fix: "Give at least two",
        chinese: "{replicates} 组重复权重无法估计方差", fix: "至少需要两组")
    }
  }
}

extension DesignCaveat: Worded {
  public var words: Words {
    switch self {
    case .rowsLeftOut:
      Words(
        english:
          "{count} of {rows} {rows|row|rows} {count|lacks|lack} a value in a column of the design ({columns}) and {count|was|were} left out",
        chinese: "{rows} 行中有 {count} 行在设计的列（{columns}）上缺值，已排除")
    case .restartingClusters:
      Words(
        english:
          "{count} {count|id|ids} in '{column}' {count|occurs|occur} in several strata and {count|counts|count} as different clusters there ({clusters} in all): {ids}",
        fix: "If an id is one and the same cluster, correct its stratum",
        chinese: "“{column}”中有 {count} 个编号出现在多个层中，按不同的群处理（共 {clusters} 个群）：{ids}",
        fix: "若同一编号确是同一个群，请更正其所属的层")
    case .lonelyClusters:
      Words(
        english:
          "{count} {count|stratum|strata} {count|has|have} a single cluster, whose variance is not seen but set by --lonely {policy}: {strata}",
        fix: "Compare with another --lonely, or merge these strata with similar ones",
        chinese: "有 {count} 层只有一个群，其方差按 --lonely {policy} 处理，并非实际观测：{strata}",
        fix: "请与其他 --lonely 选项比较，或把这些层与相近的层合并")
    case .weightsAlone:
      Words(
        english:
          "A sampling weight alone is no ground for a naive p-value; unequal weights cost as much precision as a design effect of {effect} (n Σw² / (Σw)²)",
        fix:
          "Name the design with --cluster (groups cost more still) or --strata; crosstab, compare and screen show naive tests with --naive",
        chinese: "仅有抽样权重不足以得出朴素 p 值；权重不等所损失的精度相当于设计效应 {effect}（n Σw² / (Σw)²）",
        fix: "请用 --cluster（成群抽取损失更大）或 --strata 说明设计；crosstab、compare 和 screen 可用 --naive 显示朴素检验")
    }
  }
}
