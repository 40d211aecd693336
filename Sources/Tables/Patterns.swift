import Evidence

/// The distinct rows of some columns and how often each occurs.
///
/// A million five-point answers to seven questions are some ten thousand patterns; whatever depends only on the answers can be
/// computed on those. Patterns stand in lexicographic order of their places, missing ones last, so that the order of
/// the rows changes nothing.
public struct Patterns: Sendable {
  /// The columns, each with the levels its places refer to.
  public let columns: [Categories]
  /// The places of each pattern's levels, pattern by pattern; missing ones are −1 − *slot*.
  public let places: [Int32]
  /// How many rows have each pattern.
  public let multiplicities: [Int]
  /// The pattern of each row.
  public let patternOfRow: [Int32]

  public var count: Int { multiplicities.count }

  /// The places of one pattern.
  public func pattern(_ index: Int) -> ArraySlice<Int32> {
    places[(index * columns.count)..<((index + 1) * columns.count)]
  }

  /// - Complexity: O(*rows* · *columns*) and a sort of the distinct patterns.
  public init(of names: [String], in table: Table) throws(Fault) {
    var columns: [Categories] = []
    for name in names {
      guard let column = table[name] else { throw table.noSuchColumn(name) }
      columns.append(try column.categories(limit: .max))
    }
    // Each column folds into the groups so far: a group and a place give a new group. Two numbers make one key, so no
    // row is ever compared as a whole.
    var groups = [Int32](repeating: 0, count: table.rowCount)
    var representatives: [Int32] = table.rowCount == 0 ? [] : [0]
    let columnPlaces = columns.map { $0.codes.places() }
    for places in columnPlaces {
      var found: [UInt64: Int32] = [:]
      var first: [Int32] = []
      for row in groups.indices {
        let key = UInt64(UInt32(bitPattern: groups[row])) << 32 | UInt64(UInt32(bitPattern: places[row]))
        if let group = found[key] {
          groups[row] = group
        } else {
          let group = Int32(first.count)
          found[key] = group
          first.append(Int32(row))
          groups[row] = group
        }
      }
      representatives = first
    }
    /// Missing places are negative; as unsigned numbers they sort behind every level, first slot first.
    func rank(_ place: Int32) -> UInt32 { place >= 0 ? UInt32(place) : UInt32(Int32.max) + UInt32(-place) }
    let order = representatives.indices.sorted { left, right in
      for places in columnPlaces {
        let (a, b) = (rank(places[Int(representatives[left])]), rank(places[Int(representatives[right])]))
        if a != b { return a < b }
      }
      return false
    }
    var renumbered = [Int32](repeating: 0, count: order.count)
    for (new, old) in order.enumerated() { renumbered[old] = Int32(new) }
    var multiplicities = [Int](repeating: 0, count: order.count)
    for row in groups.indices {
      groups[row] = renumbered[Int(groups[row])]
      multiplicities[Int(groups[row])] += 1
    }
    self.columns = columns
    self.places = order.flatMap { group in columnPlaces.map { $0[Int(representatives[group])] } }
    self.multiplicities = multiplicities
    self.patternOfRow = groups
  }
}
