import CKernels
import NumericalMethods
import Tables

/// Shared bits of all pairs of bit planes: an item has a plane for each level but the last, and one more for "answered"
/// if answers are missing. The counts of the last level follow by subtraction.
struct PlaneCounts: Sendable {
  /// Where each item's planes begin.
  let firstPlane: [Int]
  let planeCount: Int
  /// `counts[i * planeCount + j]` for i ≤ j and i in the planes of the leading items.
  let counts: [UInt32]

  /// Rows go through in blocks whose planes fit in the second-level cache, so no plane is ever written to memory.
  private static let blockRows = 16_384

  /// Counts pairs of one of the first `leading` items with any item behind it or equal to it.
  init(_ items: [CodedItem], leading: Int, rows: Int, threads: Int) {
    var first: [Int] = []
    var total = 0
    for item in items {
      first.append(total)
      if case .bytes(_, let values) = item.storage { total += values.count - 1 + (item.hasMissing ? 1 : 0) }
    }
    firstPlane = first
    planeCount = total
    let (count, starts) = (total, first)
    let leadingPlanes = leading < items.count ? first[leading] : total
    if count == 0 {
      counts = []
      return
    }
    let level = ck_processor_level()
    // Whole numbers add up alike however they are grouped, so the chunks may follow the number of threads.
    let blocks = (rows + Self.blockRows - 1) / Self.blockRows
    let chunk = max(1, (blocks + threads * 4 - 1) / (threads * 4)) * Self.blockRows
    let partial = Parallel.mapChunks(of: rows, by: chunk, threads: threads) { range -> [UInt32] in
      var counts = [UInt32](repeating: 0, count: leadingPlanes * count)
      let stride = Self.blockRows / 64
      let planes = Memory(byteCount: count * stride * 8)
      let words = planes.base.bindMemory(to: UInt64.self, capacity: count * stride)
      var start = range.lowerBound
      while start < range.upperBound {
        let size = min(Self.blockRows, range.upperBound - start)
        for (item, first) in zip(items, starts) {
          guard case .bytes(let cells, let values) = item.storage else { continue }
          cells.withBuffer { bytes in
            ck_planes_build(
              level, bytes.baseAddress! + start, size, values, Int32(values.count), Int32(values.count - 1),
              item.hasMissing ? 1 : 0, words + first * stride, stride)
          }
        }
        ck_planes_gram(level, words, count, leadingPlanes, ((size + 63) / 64 + 7) / 8 * 8, stride, &counts)
        start += size
      }
      return counts
    }
    var sum = partial.first ?? [UInt32](repeating: 0, count: leadingPlanes * count)
    for part in partial.dropFirst() {
      for index in sum.indices { sum[index] &+= part[index] }
    }
    counts = sum
  }

  /// The rows that two planes share.
  @inline(__always) func shared(_ i: Int, _ j: Int) -> Int {
    Int(i <= j ? counts[i * planeCount + j] : counts[j * planeCount + i])
  }
}
