import Evidence
import SurveyDesigns

extension Wording {
  /// The codes of `SurveyDesigns`, each with its sentences below.
  static let surveyDesigns: [any Worded.Type] = []
}
