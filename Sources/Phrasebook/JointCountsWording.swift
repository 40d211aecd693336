import Evidence
import JointCounts

extension Wording {
  /// The codes of `JointCounts`, each with its sentences below.
  static let jointCounts: [any Worded.Type] = []
}
