import Evidence
import Scales

extension Wording {
  /// The codes of `Scales`, each with its sentences below.
  static let scales: [any Worded.Type] = []
}
