import CommandGrammar
import Evidence
import Tables

/// What was asked, who answered and why others did not: what a reviewer looks for beside a table.
public struct QuestionCard: Sendable, Hashable {
  public let name: String
  /// The words of the question, else its label.
  public let wording: Label
  public let n: Int
  public let missing: [ColumnSummary.Missing]

  /// More questions than these are not printed with an analysis; the codebook has them.
  private static let most = 12

  /// The questions an analysis names. Columns that hold no answers to a question (of a design) are not among them.
  static func cards(of step: StudyStep, in open: OpenTable) -> [QuestionCard] {
    let invocation = step.invocation
    let asked: [CommandOption] = [.rows, .cols, .items, .by]
    let described = Set(invocation.command.ownOptions.map(\.name))
    var cards: [QuestionCard] = []
    for option in asked where described.contains(option.name) {
      guard let names = try? invocation.columns(option)?.names(in: open.table) else { continue }
      for name in names {
        guard let column = open.table[name], !cards.contains(where: { $0.name == name }) else { continue }
        let summary = ColumnSummary(column)
        let wording = column.notes.wording.isEmpty ? column.label : column.notes.wording
        cards.append(QuestionCard(name: name, wording: wording, n: summary.n, missing: summary.missing))
      }
    }
    return cards.count > most ? [] : cards
  }
}
