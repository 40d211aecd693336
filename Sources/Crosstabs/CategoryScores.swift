import Evidence

/// Which numbers stand for the categories in a test of trend.
public enum CategoryScores: Sendable, Hashable {
  /// The codes of the file or the codebook, as SPSS takes them.
  case codes
  /// 1, 2, 3 … of the occupied categories.
  case equallySpaced
  /// The mean rank of the respondents in the category.
  case midranks
  /// The midrank as a share: (midrank − ½)/N.
  case ridits
  case custom([Double])

  public var name: String {
    switch self {
    case .codes: "codes"
    case .equallySpaced: "equally-spaced"
    case .midranks: "midranks"
    case .ridits: "ridits"
    case .custom: "custom"
    }
  }

  /// The scores of a variable's categories. Custom scores are one for each category, empty ones included.
  func values(of variable: ContingencyTable.Variable, totals: [Double]) throws(Fault) -> [Double] {
    switch self {
    case .codes: return variable.scores
    case .equallySpaced: return totals.indices.map { Double($0 + 1) }
    case .midranks, .ridits:
      var before = 0.0
      let total = totals.reduce(0, +)
      return totals.map { count in
        let midrank = before + (count + 1) / 2
        before += count
        return self == .midranks ? midrank : (midrank - 0.5) / total
      }
    case .custom(let scores):
      guard scores.count == totals.count, scores.allSatisfy(\.isFinite) else {
        throw Fault(
          CrosstabFault.scoreCount,
          [
            "variable": .text(variable.name), "scores": .integer(scores.count), "categories": .integer(totals.count),
          ])
      }
      return scores
    }
  }
}
