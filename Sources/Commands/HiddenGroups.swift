import CommandGrammar
import DisclosureControl
import Documents
import Evidence
import GroupComparisons
import Presentation
import StructuredText
import SurveyDesigns
import Tables

/// The groups of a comparison that have too few respondents, and the metric without them.
struct HiddenGroups {
  let metric: Column
  let levels: [Level]
  let suppression: TableSuppression

  /// `nil` without a rule, and where nothing needs to be hidden.
  init?(of metric: Column, by: Column, in design: SurveyDesign?, under rule: DisclosureRule?) throws(Fault) {
    guard let rule else { return nil }
    let compared = try ComparedGroups(of: metric, by: by, in: design)
    let suppression = TableSuppression(list: compared.groups.map(\.n), rule: rule)
    guard suppression.hidesSomething else { return nil }
    var numbers = metric.numbers()
    for (place, group) in compared.groups.enumerated() where suppression.isHidden(row: place, column: 0) {
      for row in group.rows { numbers[row] = MissingSlots.real(0) }
    }
    self.suppression = suppression
    levels = compared.groups.map(\.level)
    self.metric = Column(name: metric.name, label: metric.label, values: .real(Cells(numbers)), notes: metric.notes)
  }

  /// How many groups are left.
  var shown: Int { levels.indices.count { !suppression.isHidden(row: $0, column: 0) } }

  /// What `compare` answers where no two groups are left.
  func output(_ open: OpenTable, _ invocation: Invocation) -> Output {
    let suppressed = SuppressedComparison(nil, levels: levels, suppression: suppression)
    let style = invocation.choice(.style, of: TableStyle.self) ?? .spss
    return Output(
      document: { language in suppressed.document(style: style, in: language) },
      envelope: { language throws(Fault) in
        try Envelope(
          "compare/1", inputs: [open.input], method: open.method([:]), result: suppressed.json(in: language))
      },
      caveats: open.caveats + [suppressed.caveat], ending: .withheldPart)
  }
}
