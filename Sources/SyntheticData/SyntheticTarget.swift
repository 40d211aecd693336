import Evidence

/// A number that was asked for, and what the finished data say.
public struct SyntheticTarget: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case margins, share, pearson, linear, correlation, groups, posts
    case likelihoodRatio = "likelihood-ratio"
    case intraclass = "intraclass-correlation"
  }

  public let kind: Kind
  /// The name of the target, or of the item it is about.
  public let name: String
  /// What was asked for, as written.
  public let asked: String
  /// What the finished tables give; for margins the number of answers that are out of place.
  public let measured: Double
  public let isMet: Bool
}

/// What arithmetic says of a printed number.
public struct SyntheticVerdict: Sendable, Hashable {
  public let name: String
  public let isPossible: Bool
  /// Why it is impossible.
  public let caveat: Caveat?

  init(_ claim: SyntheticSpecification.Claim) {
    name = claim.name
    switch claim.content {
    case .share(let share, let n):
      if share.count(ofPercentOf: n) == nil {
        var facts = ImpossibleShare(share, of: n).facts
        facts["claim"] = .text(claim.name)
        caveat = Caveat(SyntheticCaveat.claimShareImpossible, at: claim.place, facts)
      } else {
        caveat = nil
      }
    case .chiSquare(let n, let pearson, let linear, let ratio):
      let contradiction = Contradiction(n: n, pearson: pearson, linear: linear, likelihoodRatio: ratio)
      caveat = contradiction.map {
        var facts = $0.facts
        facts["claim"] = .text(claim.name)
        return Caveat($0.caveat, at: claim.place, facts)
      }
    }
    isPossible = caveat == nil
  }
}

extension Contradiction {
  var caveat: SyntheticCaveat {
    switch self {
    case .linear: .claimLinearImpossible
    case .likelihoodRatio: .claimLikelihoodRatioImpossible
    }
  }
}
