import Evidence

/// What makes an analysis of a necessary condition impossible.
public enum NecessityFault: String, FaultCode {
  case tooFew = "nca-too-few"
  case constant = "nca-constant"
  case outsideScope = "nca-outside-scope"
  case unequalLengths = "nca-unequal-lengths"

  public var kind: Fault.Kind {
    switch self {
    case .tooFew, .constant: .analysis
    case .outsideScope: .usage
    case .unequalLengths: .ours
    }
  }
}

/// What a reader of a necessary condition should know.
public enum NecessityCaveat: String, CaveatCode {
  case missingPairs = "nca-missing-pairs"
  case singlePeer = "nca-single-peer"
  case twoPeers = "nca-two-peers"
}
