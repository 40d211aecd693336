import DisclosureControl
import Evidence
import GroupComparisons
import SurveyDesigns
import Tables

/// The groups of a comparison that have too few respondents, and the metric without them.
public struct HiddenGroups: Sendable {
  public let metric: Column
  public let levels: [Level]
  public let suppression: TableSuppression

  /// `nil` without a rule, and where nothing needs to be hidden.
  public init?(of metric: Column, by: Column, in design: SurveyDesign?, under rule: DisclosureRule?) throws(Fault) {
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
  public var shown: Int { levels.indices.count { !suppression.isHidden(row: $0, column: 0) } }
}
