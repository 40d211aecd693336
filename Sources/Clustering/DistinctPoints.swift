import NumericalMethods
import Tables

/// Rows put together where all their coordinates are equal, in lexicographic order.
struct DistinctPoints: Sendable {
  /// Column by column.
  let coordinates: [Double]
  let multiplicities: [Int]
  /// −1 where a coordinate is missing.
  let pointOfRow: [Int32]

  init(coordinates: [Double], multiplicities: [Int], pointOfRow: [Int32]) {
    self.coordinates = coordinates
    self.multiplicities = multiplicities
    self.pointOfRow = pointOfRow
  }

  init(_ axes: [PointAxis], rowCount: Int, threads: Int) {
    if let counted = Self.counted(axes, rowCount: rowCount, threads: threads) {
      self = counted
    } else {
      self = Self.sorted(axes.map { $0.numbers() }, rowCount: rowCount, threads: threads)
    }
  }

  /// The same points with other coordinates; those that became equal are put together.
  func withCoordinates(_ coordinates: [Double], dimensions: Int, threads: Int) -> DistinctPoints {
    let count = multiplicities.count
    let columns = (0..<dimensions).map { Array(coordinates[$0 * count..<($0 + 1) * count]) }
    let again = Self.sorted(columns, rowCount: count, threads: threads)
    var multiplicities = [Int](repeating: 0, count: again.multiplicities.count)
    for (old, new) in again.pointOfRow.enumerated() { multiplicities[Int(new)] += self.multiplicities[old] }
    return DistinctPoints(
      coordinates: again.coordinates, multiplicities: multiplicities,
      pointOfRow: pointOfRow.map { $0 < 0 ? -1 : again.pointOfRow[Int($0)] })
  }

  // MARK: Short lists of codes

  /// Beyond so many possible rows, or more than eight for each row there is, counting costs more than sorting.
  private static let mostCells = 1 << 24

  /// Every possible row has a cell in a table, so no row is compared with another; `nil` if the table would be too large.
  private static func counted(_ axes: [PointAxis], rowCount: Int, threads: Int) -> DistinctPoints? {
    struct Digit: Sendable {
      let cells: Cells<UInt8>
      /// Of each byte; the number of levels where it means nothing.
      let rank: [UInt32]
      let values: [Double]
    }
    var digits: [Digit] = []
    var cellCount = 1
    guard axes.allSatisfy(\.isBytes) else { return nil }
    let histograms = Parallel.map(axes.count, threads: rowCount > 1 << 16 ? threads : 1) { axis -> [Int] in
      guard case .bytes(let cells, _) = axes[axis].storage else { return [] }
      return cells.histogram()
    }
    for (axis, histogram) in zip(axes, histograms) {
      guard case .bytes(let cells, let numbers) = axis.storage else { return nil }
      let values = Set(numbers.indices.filter { histogram[$0] > 0 && !numbers[$0].isNaN }.map { numbers[$0] }).sorted()
      cellCount *= max(values.count, 1)
      guard cellCount <= mostCells, cellCount <= 8 * rowCount + 65_536 else { return nil }
      digits.append(
        Digit(
          cells: cells,
          rank: numbers.map { number in UInt32(values.firstIndex(of: number) ?? values.count) }, values: values))
    }
    let nothing = UInt32.max
    let size = 1 << 16
    let keyChunks = Parallel.mapChunks(of: rowCount, by: size, threads: threads) { [digits] rows in
      [UInt32](unsafeUninitializedCapacity: rows.count) { keys, initialized in
        keys.initialize(repeating: 0)
        for digit in digits {
          let radix = UInt32(digit.values.count)
          digit.cells.withBuffer { cells in
            digit.rank.withUnsafeBufferPointer { rank in
              for index in 0..<rows.count {
                let place = rank[Int(cells[rows.lowerBound &+ index])]
                let key = keys[index]
                keys[index] = place == radix || key == nothing ? nothing : key &* radix &+ place
              }
            }
          }
        }
        initialized = rows.count
      }
    }
    var counts = [UInt32](repeating: 0, count: cellCount)
    counts.withUnsafeMutableBufferPointer { counts in
      for chunk in keyChunks {
        for key in chunk where key != nothing { counts[Int(key)] &+= 1 }
      }
    }
    var multiplicities: [Int] = []
    var keys: [Int] = []
    for cell in 0..<cellCount where counts[cell] > 0 {
      multiplicities.append(Int(counts[cell]))
      counts[cell] = UInt32(keys.count)
      keys.append(cell)
    }
    let pointOfCell = counts
    let pointOfRow = [Int32](unsafeUninitializedCapacity: rowCount) { rows, initialized in
      let target = Rows(base: rows.baseAddress)
      Parallel.forChunks(of: keyChunks.count, by: 1, threads: threads) { chunks in
        pointOfCell.withUnsafeBufferPointer { pointOfCell in
          for chunk in chunks {
            var row = chunk * size
            for key in keyChunks[chunk] {
              target.base![row] = key == nothing ? -1 : Int32(bitPattern: pointOfCell[Int(key)])
              row &+= 1
            }
          }
        }
      }
      initialized = rowCount
    }
    var coordinates = [Double](repeating: 0, count: keys.count * digits.count)
    for dimension in digits.indices.reversed() {
      let values = digits[dimension].values
      let start = dimension * keys.count
      for point in keys.indices {
        let (rest, digit) = keys[point].quotientAndRemainder(dividingBy: max(values.count, 1))
        coordinates[start + point] = values[digit]
        keys[point] = rest
      }
    }
    return DistinctPoints(coordinates: coordinates, multiplicities: multiplicities, pointOfRow: pointOfRow)
  }

  /// Stretches of rows, written by one thread each.
  private struct Rows: @unchecked Sendable {
    let base: UnsafeMutablePointer<Int32>?
  }

  // MARK: Any numbers

  private static func sorted(_ columns: [[Double]], rowCount: Int, threads: Int) -> DistinctPoints {
    var isMissing = [Bool](repeating: false, count: rowCount)
    for column in columns {
      for row in 0..<rowCount where column[row].isNaN { isMissing[row] = true }
    }
    var rows = (0..<Int32(rowCount)).filter { !isMissing[Int($0)] }
    rows.withUnsafeMutableBufferPointer { LexicographicSort.sort($0, by: columns[...]) }

    // Whether each row in order is another point than the one before it.
    let size = 1 << 16
    let beginnings = Parallel.mapChunks(of: rows.count, by: size, threads: threads) { [rows] places in
      var isNew = [Bool](repeating: false, count: places.count)
      if places.lowerBound == 0 { isNew[0] = true }
      for column in columns {
        column.withUnsafeBufferPointer { column in
          for place in max(places.lowerBound, 1)..<places.upperBound
          where column[Int(rows[place])] != column[Int(rows[place - 1])] {
            isNew[place - places.lowerBound] = true
          }
        }
      }
      return isNew
    }
    var pointOfRow = [Int32](repeating: -1, count: rowCount)
    var representatives: [Int32] = []
    representatives.reserveCapacity(rows.count)
    var multiplicities: [Int] = []
    multiplicities.reserveCapacity(rows.count)
    var place = 0
    for beginning in beginnings {
      for isNew in beginning {
        if isNew {
          representatives.append(rows[place])
          multiplicities.append(1)
        } else {
          multiplicities[multiplicities.count - 1] += 1
        }
        pointOfRow[Int(rows[place])] = Int32(representatives.count - 1)
        place += 1
      }
    }
    let pieces = Parallel.map(columns.count, threads: threads) { [representatives] dimension in
      columns[dimension].withUnsafeBufferPointer { column in representatives.map { column[Int($0)] } }
    }
    let coordinates = pieces.count == 1 ? pieces[0] : Array(pieces.joined())
    return DistinctPoints(coordinates: coordinates, multiplicities: multiplicities, pointOfRow: pointOfRow)
  }
}
