/// The rows of a rule file that the program carries inside itself: no quotes, every row as long as the header.
struct RuleRows {
  private let header: [Substring]
  private let rows: [[Substring]]

  init(_ text: String) {
    var lines = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    header = lines.removeFirst()
    rows = lines
  }

  /// The cells of each row by the name of their column.
  var cells: [[String: String]] {
    rows.map { row in Dictionary(uniqueKeysWithValues: zip(header.map(String.init), row.map(String.init))) }
  }
}
