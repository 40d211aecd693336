import Densities
import Evidence

extension Wording {
  /// The codes of `Densities`, each with its sentences below.
  static let densities: [any Worded.Type] = [DensityFault.self]
}

extension DensityFault: Worded {
  public var words: Words {
    switch self {
    case .radius:
      Words(
        english: "A radius of {radius} holds no neighbourhood: it must be a number above 0",
        fix: "Leave out --eps to have it suggested, or give a number above 0",
        chinese: "半径 {radius} 不构成邻域：必须是大于 0 的数", fix: "请省略 --eps 由程序建议，或给出大于 0 的数")
    case .minimumNeighbors:
      Words(
        english: "A core point needs at least 1 neighbour, itself included, not {count}",
        fix: "Give a whole number from 1 with --min-samples", chinese: "核心点至少需要 1 个邻居（含自身），而不是 {count}",
        fix: "请用 --min-samples 给出不小于 1 的整数")
    }
  }
}
