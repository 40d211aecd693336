import Evidence

/// Columns picked as people write them: `q1-q8,q5_*,满意度`.
///
/// A word is, in this order: the exact name of a column; the label of one in either language; the name of a
/// multiple-response set, which stands for its members; a range between two columns in the order of the table; a pattern
/// with `*` and `?`. Commas may be full-width; a word in double quotes may contain them.
public struct ColumnSelection: Sendable, Hashable {
  public let words: [String]

  public init(_ text: String) {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in text {
      if character == "\"" {
        isQuoted.toggle()
      } else if !isQuoted, character == "," || character == "，" {
        words.append(word)
        word = ""
      } else {
        word.append(character)
      }
    }
    words.append(word)
    self.words = words.map { word in
      String(word.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }.filter { !$0.isEmpty }
  }

  /// The names of the columns, each once, in the order in which they were asked for.
  public func names(in table: Table) throws(Fault) -> [String] {
    var names: [String] = []
    var seen: Set<String> = []
    for word in words {
      for name in try self.names(for: word, in: table) where seen.insert(name).inserted { names.append(name) }
    }
    if names.isEmpty { throw Fault(SelectionFault.empty) }
    return names
  }

  /// The one column that is meant.
  public func column(in table: Table) throws(Fault) -> Column {
    let names = try names(in: table)
    guard names.count == 1 else {
      throw Fault(
        SelectionFault.severalColumns, ["word": .text(words.joined(separator: ",")), "columns": .list(names)])
    }
    return table[names[0]]!
  }

  private func names(for word: String, in table: Table) throws(Fault) -> [String] {
    if table.place(of: word) != nil { return [word] }
    if let column = table.column(labelled: word) { return [column.name] }
    if let set = table.responseSets.first(where: { $0.name == word }) { return set.members }
    if let range = table.range(word) { return range }
    if word.contains("*") || word.contains("?") {
      let pattern = Array(word)
      let found = table.columns.map(\.name).filter { Self.matches(pattern[...], Array($0)[...]) }
      guard !found.isEmpty else { throw Fault(SelectionFault.nothingMatches, ["pattern": .text(word)]) }
      return found
    }
    throw table.noSuchColumn(word)
  }

  private static func matches(_ pattern: ArraySlice<Character>, _ name: ArraySlice<Character>) -> Bool {
    // Goes back only to the last star: a later star can take over whatever an earlier one could have eaten.
    var (p, n) = (pattern.startIndex, name.startIndex)
    var retry: (pattern: Int, name: Int)?
    while n < name.endIndex {
      if p < pattern.endIndex, pattern[p] == "*" {
        retry = (p + 1, n)
        p += 1
      } else if p < pattern.endIndex, pattern[p] == "?" || pattern[p] == name[n] {
        p += 1
        n += 1
      } else if let last = retry {
        retry = (last.pattern, last.name + 1)
        (p, n) = (last.pattern, last.name + 1)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == "*" }
  }
}

extension Table {
  /// The column whose label is `text` in either language, if there is exactly one.
  package func column(labelled text: String) -> Column? {
    let found = columns.filter { $0.label.chinese == text || $0.label.english == text }
    return found.count == 1 ? found[0] : nil
  }

  /// The columns from the first to the last of `first-last`. The dash may stand in names too, so each is tried.
  fileprivate func range(_ word: String) -> [String]? {
    for dash in word.indices where word[dash] == "-" {
      let first = String(word[..<dash])
      let last = String(word[word.index(after: dash)...])
      if let from = place(of: first), let to = place(of: last), from <= to {
        return columns[from...to].map(\.name)
      }
    }
    return nil
  }

  /// The fault of asking for a column that is not there, with the names and labels that look like it.
  public func noSuchColumn(_ name: String) -> Fault {
    var candidates: [String] = []
    var owners: [String: String] = [:]
    for column in columns {
      for candidate in [column.name, column.label.chinese, column.label.english].compactMap({ $0 })
      where owners[candidate] == nil {
        candidates.append(candidate)
        owners[candidate] = column.name
      }
    }
    var nearest: [String] = []
    for candidate in Similarity.nearest(to: name, in: candidates) where !nearest.contains(owners[candidate]!) {
      nearest.append(owners[candidate]!)
    }
    if nearest.isEmpty { nearest = Array(columns.prefix(8).map(\.name)) }
    return Fault(TableFault.noSuchColumn, ["column": .text(name), "nearest": .list(nearest)])
  }
}

/// What can be wrong with the way columns were asked for.
public enum SelectionFault: String, FaultCode {
  case empty = "selection-empty"
  case severalColumns = "selection-several-columns"
  case nothingMatches = "selection-nothing-matches"

  public var kind: Fault.Kind { .usage }
}
