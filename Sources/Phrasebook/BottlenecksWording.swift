import Bottlenecks
import Evidence

extension Wording {
  /// The codes of `Bottlenecks`, each with its sentences below.
  static let bottlenecks: [any Worded.Type] = [NecessityFault.self, NecessityCaveat.self]
}

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
