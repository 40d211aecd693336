import DisclosureControl
import Documents
import Evidence
import GroupComparisons
import Phrasebook
import StructuredText
import Tables

/// A comparison from which groups of too few respondents were left out.
///
/// They are not masked but gone: means, tests and pairs are those of the groups that are shown, so nothing of the values
/// of the others is in them. Their names stay in the list of groups.
public struct SuppressedComparison: Sendable {
  /// Of the groups that are shown; `nil` where they are fewer than two.
  let comparison: GroupComparison?
  /// All groups in order, with the place of each in the comparison.
  let levels: [(level: Level, place: Int?)]
  let suppression: TableSuppression

  public init(_ comparison: GroupComparison?, levels: [Level], suppression: TableSuppression) {
    self.comparison = comparison
    self.suppression = suppression
    self.levels = levels.enumerated().map { index, level in
      (level, suppression.isHidden(row: index, column: 0) ? nil : comparison?.lines.firstIndex { $0.level == level })
    }
  }

  public var caveat: Caveat {
    suppression.rule.caveat(cells: suppression.hiddenCount, isWhole: comparison == nil)
  }

  public func json(in language: Language, adjusted: AdjustedComparison? = nil) -> JSONValue {
    let names = [
      "metric", "by", "n", "excluded", "groups", "tests", "conclusion", "pairwise", "effects", "adjusted",
    ]
    var object = comparison?.json(in: language, adjusted: adjusted).asObject ?? JSONObject()
    if comparison == nil { for name in names { object[name] = .null } }
    let shown = object["groups"]?.asArray ?? []
    object["groups"] = .array(
      levels.map { level, place in
        if let place { return shown[place] }
        var group: JSONObject = ["label": .string(level.text(in: language)), "value": level.value.json]
        for name in ["n", "mean", "low", "high", "standardDeviation", "median", "designEffect"] { group[name] = .null }
        return .object(group)
      })
    object["suppressed"] = (comparison == nil ? suppression.withheld : suppression).json
    return .object(object)
  }

  public func document(
    style: TableStyle, in language: Language, adjusted: AdjustedComparison? = nil
  ) -> Document {
    let chinese = language == .chinese
    guard var document = comparison?.document(style: style, in: language, adjusted: adjusted),
      case .table(var groups)? = document.blocks.first
    else {
      return Document(
        title: chinese ? "组间比较" : "Groups compared", language: language.rawValue,
        [
          .table(
            DocumentTable(
              columns: [.init(chinese ? "组" : "Group"), .init("n", .right)],
              rows: levels.map { .init([.init($0.level.text(in: language)), WithheldMark.cell]) },
              notes: [WithheldMark.note(withholdingAllUnder: suppression.rule, in: language)]))
        ])
    }
    let shown = groups.rows
    groups.rows = levels.map { level, place in
      place.map { shown[$0] }
        ?? .init(
          [.init(level.text(in: language))]
            + Array(repeating: WithheldMark.cell, count: max(groups.columns.count - 1, 0)))
    }
    groups.notes.append(
      .init(
        Phrase(
          chinese
            ? "\(WithheldMark.text) 按规则 \(suppression.rule.name) 隐去 \(suppression.hiddenCount) 组，以下比较与检验均不含这些组"
            : "\(WithheldMark.text) \(counted(suppression.hiddenCount, "group is", "groups are")) withheld under the rule "
              + "\(suppression.rule.name) and in no comparison or test below")))
    document.blocks[0] = .table(groups)
    return document
  }
}
