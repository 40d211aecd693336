import CommandGrammar
import CrosstabPresentation
import Crosstabs
import Documents
import Evidence
import Presentation
import RepeatedAnswers
import StructuredText
import SurveyDesigns
import Tables

extension OpenTable {
  /// What `crosstab` answers where `--rows` names a question that allows several; `nil` where it does not.
  func multipleResponseOutput(
    _ invocation: Invocation, _ surroundings: Surroundings
  ) throws(Fault) -> Output? {
    guard let words = invocation.columns(.rows)?.words,
      let set = table.responseSets.first(where: { words == [$0.name] })
    else { return nil }
    let barred: [CommandOption] = [.layersBy, .freq, .exact, .monteCarlo]
    if let option = barred.first(where: { invocation.isGiven($0) }) {
      throw Fault(CrosstabUsageFault.notWithSets, ["option": .text(option.dashed), "set": .text(set.name)])
    }
    _ = try invocation.required(.cols)
    let design = try SurveyDesign(invocation, self)
    let crosstab = try MultipleResponseCrosstab(
      set, in: table, by: invocation.columns(.cols)!.column(in: table).categories(), design: design,
      keepsNaive: invocation.flag(.naive))
    let style = invocation.choice(.style, of: TableStyle.self) ?? .spss
    let suppressed = try invocation.disclosureRule().flatMap { SuppressedMultipleResponse(crosstab, rule: $0) }
    return Output(
      document: { language in
        suppressed?.document(style: style, in: language) ?? crosstab.document(style: style, in: language)
      },
      envelope: { language throws(Fault) in
        try Envelope(
          "crosstab/1", inputs: inputs,
          method: method([
            "rows": "multiple-response", "shares": design == nil ? "of cases" : "of cases, weighted",
            "adjustment": "holm", "overall": "rao-scott-second-order", "naiveTests": "unweighted",
          ]), result: suppressed?.json(in: language) ?? crosstab.json(in: language))
      },
      caveats: caveats + (design?.caveats ?? []) + (suppressed.map { [$0.caveat] } ?? crosstab.caveats),
      ending: suppressed == nil ? .done : .withheldPart)
  }
}
