import Evidence
import Tables

extension Wording {
  /// The codes of `Tables`, each with its sentences below.
  static let tables: [any Worded.Type] = []
}
