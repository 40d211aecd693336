import Evidence
import NumericalMethods

/// Pairs of items in the order 0–1, 0–2, …, 1–2, …
enum PairOrder {
  static func place(_ i: Int, _ j: Int, of count: Int) -> Int {
    let (a, b) = (min(i, j), max(i, j))
    return a * (2 * count - a - 1) / 2 + b - a - 1
  }

  static func names(of place: Int, _ items: [String]) -> [String] {
    var rest = place
    for i in items.indices {
      let width = items.count - 1 - i
      if rest < width { return [items[i], items[i + 1 + rest]] }
      rest -= width
    }
    return []
  }

  /// The square of some correlations with ones on the diagonal.
  static func matrix(_ items: [String], _ correlations: [Double?]) throws(Fault) -> Matrix {
    var matrix = Matrix.identity(items.count)
    for i in items.indices {
      for j in items.indices where i < j {
        guard let r = correlations[place(i, j, of: items.count)] else {
          throw Fault(ScalesFault.undefinedCorrelation, ["a": .text(items[i]), "b": .text(items[j])])
        }
        matrix[i, j] = r
        matrix[j, i] = r
      }
    }
    return matrix
  }

  /// A caveat that names the items all of whose pairs are undefined; without any, the first undefined pair.
  static func undefined(_ items: [String], _ isUndefined: [Bool]) -> [Caveat] {
    guard let first = isUndefined.firstIndex(of: true) else { return [] }
    var defined = Set<Int>()
    for i in items.indices {
      for j in items.indices where i < j && !isUndefined[place(i, j, of: items.count)] { defined.formUnion([i, j]) }
    }
    let culprits = items.indices.filter { !defined.contains($0) }.map { items[$0] }
    let named = culprits.isEmpty || culprits.count == items.count ? names(of: first, items) : culprits
    let count = isUndefined.count { $0 }
    return [Caveat(ScalesCaveat.undefinedCorrelations, ["pairs": .integer(count), "items": .list(named)])]
  }
}
