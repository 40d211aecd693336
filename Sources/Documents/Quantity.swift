/// The number behind the text of a cell, and the rule by which the one became the other.
public struct Quantity: Sendable, Hashable {
  /// Finite and not rounded; a share of 1 where the rule makes it a percentage.
  public let value: Double
  public let rule: DisplayRule
  public let style: TableStyle

  /// `nil` for a number that does not exist.
  public init?(_ value: Double?, _ rule: DisplayRule, style: TableStyle) {
    guard let value, value.isFinite else { return nil }
    self.value = value
    self.rule = rule
    self.style = style
  }
}

extension DisplayRule {
  /// A cell that shows the number by this rule and keeps it at full precision for spreadsheets.
  ///
  ///     DisplayRule.pValue.cell(test.pValue, style: .apa)    // shows ".009", holds 0.00864…
  ///
  /// - Parameter id: the id under which the recipe of the number is kept, where it has one.
  public func cell(
    _ value: Double?, style: TableStyle, marks: [String] = [], id: String? = nil
  ) -> DocumentTable.Cell {
    cell(text(value, style: style), Quantity(value, self, style: style), marks, id)
  }

  /// A cell for a share of whole numbers, rounded from their exact ratio.
  public func cell(
    _ count: Int, of total: Int, style: TableStyle, marks: [String] = [], id: String? = nil
  ) -> DocumentTable.Cell {
    let share = total == 0 ? nil : Double(count) / Double(total)
    return cell(text(count, of: total, style: style), Quantity(share, self, style: style), marks, id)
  }

  private func cell(_ text: String, _ quantity: Quantity?, _ marks: [String], _ id: String?) -> DocumentTable.Cell {
    .init(id.map { [.number(text, id: $0)] } ?? Phrase(text), marks: marks, quantity: quantity)
  }
}
