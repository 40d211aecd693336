import Evidence

extension Column {
  /// The item turned round on its scale: `low + high − x`, with the bounds of the scale and not of the answers seen.
  ///
  /// Missing values stay missing in their own way, and levels keep the labels of the answers that were given.
  public func reversed() throws(Fault) -> Column {
    guard let bounds = notes.scaleBounds ?? declaredBounds else {
      throw Fault(DerivationFault.noScaleBounds, ["column": .text(name)])
    }
    let sum = bounds.lowerBound + bounds.upperBound
    var copy = self
    copy.notes.isReversed.toggle()
    switch values {
    case .category(let codes, let levels):
      // Only the scores change places: who ticked "agree" still ticked "agree".
      let turned = levels.map { level in
        Level(LevelValue(shortest: sum - level.value.number!), label: level.label)
      }
      let order = turned.indices.sorted { turned[$0].value < turned[$1].value }
      var renumbered = [Int32](repeating: 0, count: order.count)
      for (new, old) in order.enumerated() { renumbered[old] = Int32(new) }
      copy.values = .category(
        Codes(
          places: codes.places().map { $0 < 0 ? $0 : renumbered[Int($0)] }, levelCount: order.count,
          missingCount: missing.count),
        levels: order.map { turned[$0] })
    case .integer(let integers):
      guard sum == sum.rounded() else { fallthrough }
      copy.values = .integer(
        Integers(
          (0..<count).map { integers[$0].map { Int64(sum) - $0 } ?? 0 },
          slots: (0..<count).map { integers.missingSlot($0).map(Int32.init) ?? -1 }, missingCount: missing.count))
    case .real:
      copy.values = .real(
        Cells((0..<count).map { row in number(at: row).map { sum - $0 } ?? MissingSlots.real(missingSlot(at: row)!) }))
    case .date, .dateTime, .text:
      throw Fault(TableFault.notNumeric, ["column": .text(name), "kind": .text(kindName)])
    }
    return copy
  }

  /// The bounds a closed list of numeric levels implies.
  private var declaredBounds: ClosedRange<Double>? {
    guard case .category(_, let levels) = values else { return nil }
    let numbers = levels.compactMap(\.value.number)
    guard numbers.count == levels.count, let low = numbers.min(), let high = numbers.max() else { return nil }
    return low...high
  }
}

extension Table {
  /// A score a row from several items: their mean over the answered ones, if at least `minimumAnswered` were.
  ///
  /// Items are taken as they stand; reverse the reversed ones first.
  public func score(
    _ name: String, of items: [String], minimumAnswered: Int, label: Label = Label()
  ) throws(Fault) -> Column {
    var sums = [Double](repeating: 0, count: rowCount)
    var counts = [Int](repeating: 0, count: rowCount)
    for item in items {
      guard let column = self[item] else { throw noSuchColumn(item) }
      if case .text = column.values {
        throw Fault(TableFault.notNumeric, ["column": .text(item), "kind": .text(column.kindName)])
      }
      let numbers = column.numbers()
      for row in 0..<rowCount where !numbers[row].isNaN {
        sums[row] += numbers[row]
        counts[row] += 1
      }
    }
    let needed = max(1, minimumAnswered)
    let means = (0..<rowCount).map { row in
      counts[row] >= needed ? sums[row] / Double(counts[row]) : MissingSlots.real(0)
    }
    return Column(name: name, label: label, values: .real(Cells(means)))
  }
}

public enum DerivationFault: String, FaultCode {
  case noScaleBounds = "derivation-no-scale-bounds"

  public var kind: Fault.Kind { .analysis }
}
