import DisclosureControl
import Evidence

extension DisclosureFault: Worded {
  public var words: Words {
    switch self {
    case .badMinimum:
      Words(
        english: "A smallest count of {minimum} protects nobody", fix: "Give 3 or more with --suppress",
        chinese: "最小计数 {minimum} 起不到保护作用", fix: "请在 --suppress 后给出 3 或更大的数")
    case .badDominance:
      Words(
        english: "'{text}' is no dominance rule",
        fix: "Give a number of contributors and a percentage between 0 and 100, such as --dominance 1,75",
        chinese: "“{text}”不是支配规则", fix: "请给出贡献者个数和 0 到 100 之间的百分比，如 --dominance 1,75")
    }
  }
}

extension DisclosureCaveat: Worded {
  public var words: Words {
    switch self {
    case .cellsWithheld:
      Words(
        english:
          "{cells} {cells|result is|results are} withheld under the rule '{rule}', and what would give {cells|it|them} away is left out",
        fix: "Take the whole result from the file without --suppress, for those who may see it",
        chinese: "按规则“{rule}”隐去了 {cells} 处结果，并略去了可推算它们的内容", fix: "有权查看者可在不带 --suppress 时得到完整结果")
    case .bodyWithheld:
      Words(
        english: "Nothing of this result can be shown under the rule '{rule}' without giving a small count away",
        fix: "Merge categories, widen the --where condition, or choose larger groups",
        chinese: "按规则“{rule}”，显示其中任何内容都会泄露很小的计数，因此全部隐去", fix: "请合并类别、放宽 --where 条件，或选用更大的分组")
    }
  }
}
