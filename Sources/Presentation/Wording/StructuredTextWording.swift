import Evidence
import StructuredText

extension Wording {
  /// The codes of `StructuredText`, each with its sentences below.
  static let structuredText: [any Worded.Type] = []
}
