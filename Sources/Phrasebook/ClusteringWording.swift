import Clustering
import Evidence

extension Wording {
  /// The codes of `Clustering`, each with its sentences below.
  static let clustering: [any Worded.Type] = []
}
