import NumericalMethods
import Tables

/// The rows of each cell in the order of the file.
struct RowsByCell: Sendable {
  private let starts: [Int32]
  private let rows: [Int32]

  /// - Parameter leftOut: Whether each row is left out; empty where none is.
  init(_ activity: CodedActivity, leftOut: [Bool], threads: Int) {
    let count = activity.cells.count
    let cellCount = activity.cellCount
    // Slices count their rows first; then each knows where its own go.
    let slice = max(1 << 18, (count + 3) / 4)
    var places = Parallel.mapChunks(of: count, by: slice, threads: threads) { range -> [Int32] in
      var counts = [Int32](repeating: 0, count: cellCount)
      counts.withUnsafeMutableBufferPointer { counts in
        activity.cells.withBuffer { cells in
          leftOut.withUnsafeBufferPointer { leftOut in
            for row in range where leftOut.isEmpty || !leftOut[row] { counts[Int(cells[row])] &+= 1 }
          }
        }
      }
      return counts
    }
    var starts = [Int32](repeating: 0, count: cellCount + 1)
    var next: Int32 = 0
    for cell in 0..<cellCount {
      starts[cell] = next
      for slice in places.indices {
        let own = places[slice][cell]
        places[slice][cell] = next
        next += own
      }
    }
    starts[cellCount] = next
    let kept = Int(next)
    let firstPlaces = places
    rows = [Int32](unsafeUninitializedCapacity: kept) { buffer, filled in
      let target = RowTarget(base: buffer.baseAddress)
      _ = Parallel.map(firstPlaces.count, threads: threads) { number in
        var places = firstPlaces[number]
        places.withUnsafeMutableBufferPointer { places in
          activity.cells.withBuffer { cells in
            leftOut.withUnsafeBufferPointer { leftOut in
              for row in number * slice..<min(count, (number + 1) * slice) where leftOut.isEmpty || !leftOut[row] {
                let cell = Int(cells[row])
                target.base![Int(places[cell])] = Int32(truncatingIfNeeded: row)
                places[cell] &+= 1
              }
            }
          }
        }
      }
      filled = kept
    }
    self.starts = starts
  }

  func count(of cell: Int) -> Int { Int(starts[cell + 1] - starts[cell]) }
  func rows(of cell: Int) -> ArraySlice<Int32> { rows[Int(starts[cell])..<Int(starts[cell + 1])] }
}

/// Where the slices write, each at its own places.
private struct RowTarget: @unchecked Sendable {
  let base: UnsafeMutablePointer<Int32>?
}
