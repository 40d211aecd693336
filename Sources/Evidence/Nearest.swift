/// How alike names are, for "did you mean".
public enum Similarity {
  /// The names most like `name`, nearest first, ties in the order of `names`.
  ///
  ///     Similarity.nearest(to: "provnce", in: ["sector", "province"])    // ["province"]
  ///
  /// Upper and lower case count as the same. A name is near when at most a third of its characters (and at least
  /// one) must be changed, or when it begins with or contains all of `name`; a name with nothing in common never is.
  ///
  /// - Complexity: O(*k* · *l*²) for *k* names of length *l*; names of a very different length cost nothing.
  public static func nearest(to name: String, in names: some Sequence<String>, limit: Int = 3) -> [String] {
    let wanted = Array(name.lowercased())
    guard !wanted.isEmpty, limit > 0 else { return [] }
    var found: [(rank: Double, order: Int, name: String)] = []
    var seen: Set<String> = []
    for (order, candidate) in names.enumerated() where candidate != name && seen.insert(candidate).inserted {
      let other = Array(candidate.lowercased())
      guard !other.isEmpty else { continue }
      let longer = max(wanted.count, other.count)
      let allowed = max(1, longer / 3)
      if abs(wanted.count - other.count) <= allowed {
        let distance = distance(between: wanted, and: other)
        if distance <= allowed && distance < longer {
          found.append((Double(distance), order, candidate))
          continue
        }
      }
      if wanted.count >= 2 && other.count > wanted.count {
        if other.starts(with: wanted) {
          found.append((Double(allowed) + 0.25, order, candidate))
        } else if contains(other, wanted) {
          found.append((Double(allowed) + 0.5, order, candidate))
        }
      }
    }
    found.sort { ($0.rank, $0.order) < ($1.rank, $1.order) }
    return found.prefix(limit).map(\.name)
  }

  /// The Damerau–Levenshtein distance: the fewest insertions, deletions, replacements and swaps of neighbours that
  /// make one text the other, where swapped characters may be changed again.
  ///
  ///     Similarity.distance(between: "ca", and: "abc")    // 2
  ///
  /// - Complexity: O(*m* · *n*) for texts of *m* and *n* characters.
  public static func distance(between first: String, and second: String) -> Int {
    distance(between: Array(first), and: Array(second))
  }

  static func distance(between first: [Character], and second: [Character]) -> Int {
    let width = second.count + 2
    let unreachable = first.count + second.count
    var table = [Int](repeating: unreachable, count: (first.count + 2) * width)
    for row in 0...first.count { table[(row + 1) * width + 1] = row }
    for column in 0...second.count { table[width + column + 1] = column }
    var lastRow: [Character: Int] = [:]
    for row in 0..<first.count {
      var lastColumn = 0
      for column in 0..<second.count {
        let swapRow = lastRow[second[column], default: 0]
        let swapColumn = lastColumn
        let isSame = first[row] == second[column]
        if isSame { lastColumn = column + 1 }
        let replaced = table[(row + 1) * width + column + 1] + (isSame ? 0 : 1)
        let inserted = table[(row + 2) * width + column + 1] + 1
        let deleted = table[(row + 1) * width + column + 2] + 1
        let swapped = table[swapRow * width + swapColumn] + (row - swapRow) + 1 + (column - swapColumn)
        table[(row + 2) * width + column + 2] = min(min(replaced, inserted), min(deleted, swapped))
      }
      lastRow[first[row]] = row + 1
    }
    return table[(first.count + 1) * width + second.count + 1]
  }

  private static func contains(_ text: [Character], _ part: [Character]) -> Bool {
    (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
  }
}
