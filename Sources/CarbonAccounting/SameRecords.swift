extension CarbonAccounts {
  /// Inventories of different enterprises of one year that have the same records, at least three, whatever their order:
  /// places in ``inventories``.
  ///
  /// - Complexity: O(*records*).
  public var inventoriesWithTheSameRecords: [[Int]] {
    var places: [UInt64: [Int]] = [:]
    var order: [UInt64] = []
    for (place, inventory) in inventories.enumerated() where inventory.recordCount >= 3 {
      let print = fingerprint(of: inventory)
      if places[print] == nil { order.append(print) }
      places[print, default: []].append(place)
    }
    return order.compactMap { print in
      let candidates = places[print]!
      guard candidates.count > 1 else { return nil }
      let first = records(of: inventories[candidates[0]])
      let same = candidates.filter { records(of: inventories[$0]) == first }
      return same.count > 1 ? same : nil
    }
  }

  private func fingerprint(of inventory: EntityInventory) -> UInt64 {
    var sum: UInt64 = 0
    forEachRecord(of: inventory) { code, quantity in
      var mixed = quantity.bitPattern ^ (UInt64(code) &* 0x9E37_79B9_7F4A_7C15)
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      sum &+= mixed ^ (mixed >> 31)
    }
    return sum
  }

  private struct Record: Hashable {
    let code: UInt32
    let quantity: Double
  }

  private func records(of inventory: EntityInventory) -> [Record] {
    var records: [Record] = []
    forEachRecord(of: inventory) { records.append(Record(code: $0, quantity: $1)) }
    return records.sorted { ($0.code, $0.quantity) < ($1.code, $1.quantity) }
  }
}
