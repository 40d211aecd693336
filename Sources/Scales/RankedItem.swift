import Tables

/// An item of many distinct values: its scores, and the place of each among the distinct ones.
struct RankedItem: Sendable {
  let scores: [Double]
  /// From 0, in order of the scores; −1 where missing.
  let places: [Int32]
  let distinct: Int

  /// - Complexity: O(*n* log *n*).
  init(_ scores: [Double]) {
    self.scores = scores
    let order = scores.indices.filter { !scores[$0].isNaN }.sorted { scores[$0] < scores[$1] }
    var places = [Int32](repeating: -1, count: scores.count)
    var place: Int32 = -1
    var last = Double.nan
    for row in order {
      if scores[row] != last { place += 1 }
      last = scores[row]
      places[row] = place
    }
    self.places = places
    distinct = Int(place) + 1
  }

  /// In ascending order.
  var distinctScores: [Double] {
    var found = [Double](repeating: 0, count: distinct)
    for row in places.indices where places[row] >= 0 { found[Int(places[row])] = scores[row] }
    return found
  }
}

/// Two items row by row: what ``PairTable`` does from joint counts, from the rows themselves.
struct RankedPair {
  private let x: RankedItem
  private let y: RankedItem
  /// The rows that hold both answers; `nil` for all.
  private let rows: [Int32]

  init(_ x: RankedItem, _ y: RankedItem) {
    self.x = x
    self.y = y
    rows = (0..<Int32(x.places.count)).filter { x.places[Int($0)] >= 0 && y.places[Int($0)] >= 0 }
  }

  /// The joint counts of the two, a level for each distinct score.
  func fill(_ table: inout PairTable) {
    table.rowScores = x.distinctScores
    table.columnScores = y.distinctScores
    table.rowOrder = Array(0..<x.distinct)
    table.columnOrder = Array(0..<y.distinct)
    table.counts = [Int](repeating: 0, count: x.distinct * y.distinct)
    for row in rows { table.counts[Int(x.places[Int(row)]) * y.distinct + Int(y.places[Int(row)])] += 1 }
    table.prepare()
  }

  /// - Complexity: O(*n*).
  var moments: PairMoments {
    Self.moments(rows, x: { x.scores[$0] }, y: { y.scores[$0] })
  }

  /// - Complexity: O(*n*), since the places are known.
  var rankMoments: PairMoments {
    let (ranksX, ranksY) = (Self.centredRanks(x, rows), Self.centredRanks(y, rows))
    return Self.moments(rows, x: { ranksX[Int(x.places[$0])] }, y: { ranksY[Int(y.places[$0])] })
  }

  /// Knight's method: the rows in order of the first item, then the exchanges that sort them by the second are counted.
  ///
  /// - Complexity: O(*n* log *n*).
  var concordance: Concordance {
    var result = Concordance(n: rows.count)
    let byY = Self.sorted(rows, by: y.places, count: y.distinct)
    let byBoth = Self.sorted(byY, by: x.places, count: x.distinct)
    var tiedX = 0
    var tiedBoth = 0
    Self.forGroups(byBoth.count) {
      x.places[Int(byBoth[$0])] == x.places[Int(byBoth[$1])]
    } body: {
      result.addTieX(of: $0)
      tiedX += $0 * ($0 - 1) / 2
    }
    Self.forGroups(byBoth.count) {
      x.places[Int(byBoth[$0])] == x.places[Int(byBoth[$1])] && y.places[Int(byBoth[$0])] == y.places[Int(byBoth[$1])]
    } body: {
      tiedBoth += $0 * ($0 - 1) / 2
    }
    var tiedY = 0
    Self.forGroups(byY.count) {
      y.places[Int(byY[$0])] == y.places[Int(byY[$1])]
    } body: {
      result.addTieY(of: $0)
      tiedY += $0 * ($0 - 1) / 2
    }
    var order = byBoth.map { y.places[Int($0)] }
    let exchanges = Self.exchanges(sorting: &order)
    result.difference = rows.count * (rows.count - 1) / 2 - tiedX - tiedY + tiedBoth - 2 * exchanges
    return result
  }

  private static func moments(_ rows: [Int32], x: (Int) -> Double, y: (Int) -> Double) -> PairMoments {
    let size = Double(rows.count)
    var (sumX, sumY) = (0.0, 0.0)
    for row in rows {
      sumX += x(Int(row))
      sumY += y(Int(row))
    }
    var (meanX, meanY) = (sumX / size, sumY / size)
    // What rounding left of the means comes out as the mean of the deviations.
    var (restX, restY) = (0.0, 0.0)
    for row in rows {
      restX += x(Int(row)) - meanX
      restY += y(Int(row)) - meanY
    }
    meanX += restX / size
    meanY += restY / size
    var result = PairMoments(n: rows.count, meanX: meanX, meanY: meanY)
    for row in rows {
      let (dx, dy) = (x(Int(row)) - meanX, y(Int(row)) - meanY)
      result.xx += dx * dx
      result.yy += dy * dy
      result.xy += dx * dy
    }
    return result
  }

  /// Rows below less rows above each place.
  private static func centredRanks(_ item: RankedItem, _ rows: [Int32]) -> [Double] {
    var totals = [Int](repeating: 0, count: item.distinct)
    for row in rows { totals[Int(item.places[Int(row)])] += 1 }
    var below = 0
    return totals.map { total in
      defer { below += total }
      return Double(2 * below + total - rows.count)
    }
  }

  /// The rows in order of their places, those of one place in the order they came.
  private static func sorted(_ rows: [Int32], by places: [Int32], count: Int) -> [Int32] {
    var next = [Int](repeating: 0, count: count + 1)
    for row in rows { next[Int(places[Int(row)]) + 1] += 1 }
    for place in 0..<count { next[place + 1] += next[place] }
    var result = [Int32](repeating: 0, count: rows.count)
    for row in rows {
      let place = Int(places[Int(row)])
      result[next[place]] = row
      next[place] += 1
    }
    return result
  }

  private static func forGroups(_ count: Int, isSame: (Int, Int) -> Bool, body: (Int) -> Void) {
    var start = 0
    while start < count {
      var end = start + 1
      while end < count, isSame(start, end) { end += 1 }
      body(end - start)
      start = end
    }
  }

  /// How many pairs stand in the wrong order, by merging runs of doubling length.
  private static func exchanges(sorting values: inout [Int32]) -> Int {
    let count = values.count
    var target = values
    var total = 0
    var width = 1
    while width < count {
      values.withUnsafeBufferPointer { source in
        target.withUnsafeMutableBufferPointer { target in
          var start = 0
          while start < count {
            let (middle, end) = (min(start + width, count), min(start + 2 * width, count))
            var (left, right) = (start, middle)
            for place in start..<end {
              if right >= end || (left < middle && source[left] <= source[right]) {
                target[place] = source[left]
                left &+= 1
              } else {
                target[place] = source[right]
                right &+= 1
                total &+= middle &- left
              }
            }
            start = end
          }
        }
      }
      swap(&values, &target)
      width *= 2
    }
    return total
  }
}
