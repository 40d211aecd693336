import Bottlenecks
import Evidence

extension NecessityFault: Worded {
  public var words: Words {
    switch self {
    case .tooFew:
      Words(
        english: "A ceiling needs two cases with both '{condition}' and '{outcome}'; there {n|is|are} {n}",
        fix: "Check that both columns hold numbers, and the --where condition",
        chinese: "上限分析至少需要两个同时有“{condition}”和“{outcome}”的个案，现有 {n} 个", fix: "请检查两列是否为数值，以及 --where 条件")
    case .constant:
      Words(
        english: "'{column}' is {value} in all {n} {n|case|cases}, so nothing can limit or be limited",
        fix: "Pick another column, or widen the --where condition",
        chinese: "“{column}”在全部 {n} 个个案中都是 {value}，谈不上限制", fix: "请换一列，或放宽 --where 条件")
    case .outsideScope:
      Words(
        english:
          "'{column}' runs from {observedLow} to {observedHigh}, beyond the scope of {low} to {high} that was given",
        fix: "Give a scope that holds every case, or leave it out",
        chinese: "“{column}”的取值为 {observedLow} 至 {observedHigh}，超出给定范围 {low} 至 {high}",
        fix: "请给出包含全部个案的范围，或不给范围")
    case .unequalLengths:
      Words(
        english: "The condition has {first} {first|value|values}, the outcome {second}",
        fix: "Please report this fault", chinese: "条件有 {first} 个值，结果有 {second} 个值", fix: "请报告此错误")
    }
  }
}

extension NecessityCaveat: Worded {
  public var words: Words {
    switch self {
    case .missingPairs:
      Words(
        english: "{excluded} {excluded|case|cases} without '{condition}' or '{outcome}' {excluded|takes|take} no part",
        chinese: "{excluded} 个个案缺少“{condition}”或“{outcome}”，未参与分析")
    case .singlePeer:
      Words(
        english:
          "The highest outcome occurs with the least of '{condition}': no ceiling can be drawn, and it is not necessary",
        chinese: "“{condition}”最低时已出现最高的结果：无上限可画，该条件不是必要条件")
    case .twoPeers:
      Words(
        english: "The ceiling over '{condition}' rests on two cases; one other case could change it wholly",
        chinese: "“{condition}”的上限只由两个个案决定，多一个个案就可能完全改变")
    }
  }
}

extension BottleneckFault: Worded {
  public var words: Words {
    switch self {
    case .noDimensions:
      Words(
        english: "A study of bottlenecks needs at least one dimension",
        fix: "List dimensions with their items and evidence rules in the study file",
        chinese: "瓶颈研究至少需要一个维度", fix: "请在研究文件中列出维度及其题目和判据")
    case .noItems:
      Words(
        english: "Dimension '{id}' has no items", fix: "Give it at least one item with an evidence rule",
        chinese: "维度“{id}”没有题目", fix: "请至少给出一个带判据的题目")
    case .repeatedDimension:
      Words(
        english: "Two dimensions are called '{id}'", fix: "Give each an id of its own",
        chinese: "有两个维度都叫“{id}”", fix: "请给每个维度不同的编号")
    case .noEnterprises:
      Words(
        english: "There are no enterprises to tie the answers to",
        fix: "Check the table of enterprises and the --where condition",
        chinese: "没有可与答卷对应的企业", fix: "请检查企业表和 --where 条件")
    case .repeatedEnterprise:
      Words(
        english: "Enterprise '{id}' is listed twice", fix: "Keep one row for each enterprise, or pick one year",
        chinese: "企业“{id}”列出了两次", fix: "每家企业只保留一行，或选定一个年份")
    case .noRespondents:
      Words(
        english: "There are no respondents", fix: "Check the table of responses and the --where condition",
        chinese: "没有受访者", fix: "请检查答卷表和 --where 条件")
    case .unequalLengths:
      Words(
        english: "'{name}' has {count} {count|value|values} where {expected} {expected|was|were} expected",
        fix: "Please report this fault", chinese: "“{name}”有 {count} 个值，应为 {expected} 个", fix: "请报告此错误")
    case .tooManyDrivers:
      Words(
        english: "R² can be shared out among {most} drivers at most, not {count}",
        fix: "Leave some out, or merge them", chinese: "R² 最多可在 {most} 个驱动因素间分解，现有 {count} 个", fix: "请去掉或合并一些")
    case .tooFewRows:
      Words(
        english: "Only {rows} {rows|row|rows} {rows|has|have} the outcome and all {drivers} drivers",
        fix: "Leave out the driver with the most missing values", chinese: "同时有结果和全部 {drivers} 个驱动因素的只有 {rows} 行",
        fix: "请去掉缺失最多的驱动因素")
    case .constantOutcome:
      Words(
        english: "The outcome is the same in all {n} {n|row|rows}, so there is nothing to explain",
        fix: "Pick another outcome", chinese: "结果在全部 {n} 行中都相同，没有可解释的差异", fix: "请换一个结果")
    case .constantDrivers:
      Words(
        english: "None of the drivers ever changes: {drivers}", fix: "Pick drivers that differ between the rows",
        chinese: "没有一个驱动因素有变化：{drivers}", fix: "请选择在各行之间有差异的因素")
    }
  }
}

extension BottleneckCaveat: Worded {
  public var words: Words {
    switch self {
    case .strangers:
      Words(
        english:
          "{count} {count|respondent|respondents} of enterprises that are not listed count among respondents only",
        chinese: "{count} 名受访者所属企业不在企业表中，只计入受访者层面")
    case .unanswered:
      Words(
        english: "Of no enterprise it is known whether it shows: {dimensions}",
        chinese: "没有一家企业可判定是否存在：{dimensions}")
    case .everybody:
      Words(
        english: "All enterprises show, so none can be compared: {dimensions}",
        chinese: "所有企业都存在，无从比较：{dimensions}")
    case .nobody:
      Words(
        english: "No enterprise shows, so none can be compared: {dimensions}",
        chinese: "没有企业存在，无从比较：{dimensions}")
    case .coverage:
      Words(
        english: "'{metric}' is known of {known} of {count} enterprises",
        chinese: "“{metric}”只有 {known} 家企业有数（共 {count} 家）")
    case .negativeMetric:
      Words(
        english: "'{metric}' is below zero at {count} {count|enterprise|enterprises}, so its shares are of a net total",
        chinese: "“{metric}”在 {count} 家企业为负，其份额是净额的份额")
    case .noSeverity:
      Words(
        english: "Ranked by prevalence, for these have no ordered items to tell severity: {dimensions}",
        chinese: "按普遍程度排名，因为以下维度没有可衡量严重程度的有序题：{dimensions}")
    case .skippedContrast:
      Words(
        english: "'{metric}' cannot be contrasted, for one side is empty or nothing differs: {dimensions}",
        chinese: "“{metric}”无法对比，有一方没有企业或数值无差异：{dimensions}")
    case .skippedNecessity:
      Words(
        english: "No ceiling of '{outcome}', for too few enterprises are known or nothing differs: {dimensions}",
        chinese: "“{outcome}”无法画上限，企业太少或数值无差异：{dimensions}")
    case .skippedDrivers:
      Words(
        english:
          "What drives '{outcome}' cannot be told from its enterprises and {dimensions} {dimensions|dimension|dimensions}",
        chinese: "现有企业和 {dimensions} 个维度不足以分析“{outcome}”的驱动因素")
    case .constantDrivers:
      Words(
        english: "These never change and explain nothing of '{outcome}': {dimensions}",
        chinese: "以下维度没有变化，不能解释“{outcome}”：{dimensions}")
    }
  }
}
