import CommandGrammar
import Evidence
import Findings
import Phrasebook
import StructuredText

/// `findings.json`: every finding in words, and every analysis with its recipe and its whole result.
///
/// A number is called by its analysis and its place in the result, `training.tests.raoScott.p`, so that any number of
/// a result has a recipe, also those that no sentence mentions.
extension StudyRun {
  /// - Parameter path: Of the study file as seen from the folder of the report.
  public func json(studyPath path: String, wording: Wording) -> JSONValue {
    [
      "schema": "tansuo/findings/1",
      "tool": ["name": "tansuo", "version": .string(Version.number)],
      "study": [
        "id": .string(plan.study.id), "path": .string(path), "title": plan.study.title.json,
        "synthetic": .boolean(plan.study.isSynthetic),
      ],
      "findings": .array(
        outcomes.flatMap { outcome in outcome.findings.map { json($0, outcome.step) } }),
      "numbers": .object(numbers),
      "recipes": .object(recipes(wording)),
    ]
  }

  private func json(_ finding: Finding, _ step: StudyStep) -> JSONValue {
    [
      "analysis": .string(finding.analysis), "title": finding.title.json,
      "strength": .string(finding.strength.rawValue),
      "headline": finding.headline.json, "hedges": .array(finding.hedges.map(\.json)),
      "recommendation": JSONValue(recommendation(of: finding, step)?.json),
      "numbers": JSONValue(finding.measures.map(\.id)),
    ]
  }

  /// The numbers of sentences by their ids, with the value and how it is shown.
  private var numbers: JSONObject {
    var numbers = JSONObject()
    for measure in outcomes.flatMap(\.findings).flatMap(\.measures) where numbers[measure.id] == nil {
      numbers[measure.id] = [
        "value": measure.value.json, "shown": .string(measure.text), "rule": .string(measure.rule.name),
        "recipe": .string(measure.analysis), "path": .string("\(measure.path)"),
      ]
    }
    return numbers
  }

  private func recipes(_ wording: Wording) -> JSONObject {
    var recipes = JSONObject()
    for outcome in outcomes {
      var recipe: JSONObject = ["command": JSONValue(outcome.step.arguments)]
      switch outcome.completed {
      case .success(let completed):
        recipe["input"] = .array(
          completed.inputs.map {
            ["path": .string($0.path), "sha256": .string($0.sha256), "rows": .integer($0.rows)]
          })
        recipe["method"] = .object(completed.method)
        recipe["caveats"] = .array(
          completed.caveats.map {
            ["code": .string($0.code), "message": .string($0.message(in: .english, from: wording).what)]
          })
        recipe["result"] = completed.result
      case .failure(let fault):
        recipe["error"] = [
          "code": .string(fault.code), "message": .string(fault.message(in: .english, from: wording).what),
        ]
      }
      recipes[outcome.step.id] = .object(recipe)
    }
    return recipes
  }
}

extension Sentence {
  var json: JSONValue { ["zh": .string(text(in: .chinese)), "en": .string(text(in: .english))] }
}
