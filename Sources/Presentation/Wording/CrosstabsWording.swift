import Crosstabs
import Evidence

extension Wording {
  /// The codes of `Crosstabs`, each with its sentences below.
  static let crosstabs: [any Worded.Type] = []
}
