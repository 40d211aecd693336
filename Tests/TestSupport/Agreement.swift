/// Where a sentence has a noun in the plural after the number 1, with up to two words between: `1 empty cells`.
public func pluralAfterOne(_ sentence: String) -> String? {
  let written = sentence.split(separator: " ")
  let words = written.map { word in word.filter { $0.isLetter || $0.isNumber || $0 == "-" } }
  for place in words.indices where words[place] == "1" && written[place].last == "1" {
    for next in words.indices[(place + 1)...].prefix(3) {
      if written[next].first == "(" || joining.contains(words[next]) || plurals.contains(words[next] + "s") { break }
      if plurals.contains(words[next]) { return words[place...next].joined(separator: " ") }
      if ",:;)".contains(written[next].last!) { break }
    }
  }
  return nil
}

/// Words that begin something new, so that the noun behind them has nothing to do with the number.
private let joining: Set<String> = [
  "of", "and", "to", "in", "is", "has", "as", "the", "are", "at", "on", "with", "for", "but", "by", "from", "or", "not",
  "where", "was", "a", "an", "this", "that", "which", "so", "it", "its", "holds", "have", "were", "be", "gives",
  "names", "needs", "all", "some",
]

private let plurals: Set<String> = [
  "answers", "blocks", "bytes", "cases", "categories", "cells", "clusters", "codes", "columns", "correlations",
  "counts",
  "degrees", "draws", "entries", "factors", "fields", "ids", "items", "keys", "layers", "levels", "merges", "numbers",
  "observations", "ones", "options", "pairs", "parts", "patterns", "people", "places", "points", "proportions",
  "questions", "records", "respondents", "rounds", "rows", "scores", "sets", "stages", "steps", "strata", "strays",
  "tables", "texts", "units", "values", "weights", "years",
]
