import CKernels
import NumericalMethods
import Tables

/// Several items read as one: every combination of their answers is a code of one byte.
///
/// One pass over two super-items serves every pair of their items. Going through the rows is what costs, so items are
/// packed as long as the tables of two super-items stay small enough for the cache.
struct SuperItem: Sendable {
  /// Places among the items, in ascending order.
  let members: [Int]
  /// The product of the members' sizes.
  let size: Int
  /// `digits[m][code]`: the level of member *m*, or its number of levels where the answer is missing.
  let digits: [[UInt8]]
  /// One a row.
  let codes: Cells<UInt8>

  /// Packs `members`, all stored as bytes, into super-items of at most `most` codes; those too large stay alone.
  static func packed(_ members: [Int], of items: [CodedItem], most: Int, rows: Int, threads: Int) -> [SuperItem] {
    var bins: [(members: [Int], size: Int)] = []
    // The largest first, each where it leaves the least room.
    for member in members.sorted(by: { (items[$1].codeCount, $0) < (items[$0].codeCount, $1) }) {
      let size = items[member].codeCount
      let fitting = bins.indices.filter { bins[$0].size * size <= most }
      if let best = fitting.max(by: { bins[$0].size < bins[$1].size }) {
        bins[best].members.append(member)
        bins[best].size *= size
      } else {
        bins.append(([member], size))
      }
    }
    let packed = bins.map { $0.members.sorted() }
    return Parallel.map(packed.count, threads: threads) { SuperItem(packed[$0], of: items, rows: rows) }
  }

  init(_ members: [Int], of items: [CodedItem], rows: Int) {
    self.members = members
    var steps: [Int] = []
    var size = 1
    for member in members {
      steps.append(size)
      size *= items[member].codeCount
    }
    self.size = size
    digits = zip(members, steps).map { member, step in
      (0..<size).map { UInt8($0 / step % items[member].codeCount) }
    }
    codes = Cells<UInt8>(count: rows) { codes in
      codes.initialize(repeating: 0)
      for (member, step) in zip(members, steps) {
        guard case .bytes(let cells, let values) = items[member].storage else { continue }
        cells.withBuffer {
          ck_super_codes(
            $0.baseAddress, rows, values[0], UInt8(values.count), UInt8(truncatingIfNeeded: step), codes.baseAddress)
        }
      }
    }
  }
}

extension CodedItem {
  /// The levels, and one more if answers are missing.
  var codeCount: Int { levels.count + (hasMissing ? 1 : 0) }
}
