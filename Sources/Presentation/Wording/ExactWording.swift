import Crosstabs
import Evidence

extension ExactTestFault: Worded {
  public var words: Words {
    switch self {
    case .draws:
      Words(
        english: "{draws} is not a number of draws", fix: "Write for example --monte-carlo 10000",
        chinese: "{draws} 不能作为抽样次数", fix: "例如写 --monte-carlo 10000")
    case .tooManyToDraw:
      Words(
        english: "A table of {n} observations is too large for Monte Carlo (the limit is {limit})",
        fix: "Use the asymptotic test; at this size the two agree",
        chinese: "这张表有 {n} 个观测，超过蒙特卡罗的上限 {limit}", fix: "请用渐近检验；样本这么大时两者一致")
    }
  }
}
