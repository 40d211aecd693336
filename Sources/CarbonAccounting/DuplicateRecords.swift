import NumericalMethods

/// Records that say the same as an earlier one: same enterprise, year, kind, item, unit, place, measurements, quantity and note.
///
/// Only records of one enterprise and year can, so each of these is looked through by itself.
struct DuplicateRecords {
  /// Each later record with the first that says the same, in the order of the inventories.
  let pairs: [(row: Int, first: Int)]

  /// - Parameter rows: The records that are accounted for.
  init(_ activity: CodedActivity, notes: [Int32]?, rows: RowsByCell, threads: Int) {
    pairs = Parallel.mapChunks(of: activity.cellCount, by: 2048, threads: threads) {
      cells -> [(row: Int, first: Int)] in
      var pairs: [(row: Int, first: Int)] = []
      // An open table of the rows seen so far, −1 where there is none.
      var table: [Int32] = []
      activity.codes.withBuffer { codes in
        activity.quantities.withBuffer { quantities in
          for cell in cells {
            let own = rows.rows(of: cell)
            guard own.count > 1 else { continue }
            let mask = max(16, (2 * own.count - 1).nextPowerOfTwo) - 1
            if table.count <= mask { table = [Int32](repeating: -1, count: mask + 1) }
            for slot in 0...mask { table[slot] = -1 }
            for row in own {
              let code = codes[Int(row)]
              let quantity = quantities[Int(row)].bitPattern
              let note = notes?[Int(row)] ?? -1
              var mixed = (quantity ^ UInt64(code) &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
              mixed = (mixed ^ mixed >> 32 ^ UInt64(UInt32(bitPattern: note))) &* 0xA076_1D64_78BD_642F
              var slot = Int(truncatingIfNeeded: mixed >> 32) & mask
              while true {
                let known = table[slot]
                if known < 0 {
                  table[slot] = row
                  break
                }
                if codes[Int(known)] == code, quantities[Int(known)].bitPattern == quantity,
                  (notes?[Int(known)] ?? -1) == note
                {
                  pairs.append((Int(row), Int(known)))
                  break
                }
                slot = (slot + 1) & mask
              }
            }
          }
        }
      }
      return pairs
    }.flatMap { $0 }
  }
}

extension Int {
  /// The least power of two that is no less.
  fileprivate var nextPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}
