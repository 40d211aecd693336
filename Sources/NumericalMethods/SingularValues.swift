import CLAPACK
import Evidence

/// *A* = *U* Σ *Vᵀ*: the singular values of a matrix and the directions that belong to them.
public struct SingularValues: Sendable, Hashable {
  /// From the greatest to the smallest, min(*m*, *n*) of them.
  public let values: [Double]
  /// *m* × min(*m*, *n*), columns of length 1.
  public let left: Matrix
  /// *n* × min(*m*, *n*), columns of length 1; the entry of greatest magnitude of each is positive.
  public let right: Matrix

  /// - Throws: `matrix-not-finite`.
  /// - Complexity: O(*m* *n* min(*m*, *n*)).
  public init(_ matrix: Matrix) throws(Fault) { try self.init(matrix, by: nil) }

  init(_ matrix: Matrix, by worker: Worker?) throws(Fault) {
    try matrix.requireFinite("singular values")
    let size = min(matrix.rows, matrix.columns)
    let worker = worker ?? .suited(isSmall: size <= 16 && matrix.rows * matrix.columns * size <= 200_000)
    try worker.prepare("singular values", matrix)
    var found: (values: [Double], left: Matrix, right: Matrix)
    switch worker {
    case .here:
      if matrix.rows >= matrix.columns {
        found = Self.hestenes(matrix)
      } else {
        let turned = Self.hestenes(matrix.transposed)
        found = (turned.values, turned.right, turned.left)
      }
    case .library:
      var a = matrix.columnMajor
      var turned = Matrix(rows: size, columns: matrix.columns)
      found = ([Double](repeating: 0, count: size), Matrix(rows: matrix.rows, columns: size), turned)
      if size > 0 {
        let info = cl_singular_values(
          Int32(matrix.rows), Int32(matrix.columns), &a, &found.values, &found.left.columnMajor, &turned.columnMajor)
        try requireConverged(info, "singular values")
      }
      found.right = turned.transposed
    }
    let flipped = found.right.columnsToFlip()
    found.left.flip(flipped)
    found.right.flip(flipped)
    (values, left, right) = found
  }

  /// One-sided Jacobi: columns are rotated in pairs until all are at right angles. Needs *m* ≥ *n*.
  private static func hestenes(_ matrix: Matrix) -> (values: [Double], left: Matrix, right: Matrix) {
    let (rows, size) = (matrix.rows, matrix.columns)
    var columns = (0..<size).map { matrix.column($0) }
    var turns = (0..<size).map { index in (0..<size).map { $0 == index ? 1.0 : 0 } }
    var changed = true
    var sweeps = 0
    while changed && sweeps < 100 {
      changed = false
      sweeps += 1
      for p in 0..<size {
        for q in (p + 1)..<max(size, p + 1) {
          let alpha = dot(columns[p], columns[p])
          let beta = dot(columns[q], columns[q])
          let gamma = dot(columns[p], columns[q])
          if abs(gamma) <= 1e-15 * (alpha.squareRoot() * beta.squareRoot()) || abs(gamma) < 1e-300 { continue }
          changed = true
          let zeta = (beta - alpha) / (2 * gamma)
          let t =
            abs(zeta) > 1e150 ? 1 / (2 * zeta) : (zeta < 0 ? -1 : 1) / (abs(zeta) + (1 + zeta * zeta).squareRoot())
          let c = 1 / (1 + t * t).squareRoot()
          rotate(&columns, p, q, c, c * t)
          rotate(&turns, p, q, c, c * t)
        }
      }
    }
    let lengths = columns.map { $0.withUnsafeBufferPointer(norm) }
    let order = lengths.indices.sorted { (lengths[$1], $0) < (lengths[$0], $1) }
    // Columns that vanished have no direction of their own; any at right angles to the others will do.
    let negligible = (lengths.max() ?? 0) * Double(max(rows, 1)) * 0x1p-53
    var left: [[Double]] = []
    for index in order where lengths[index] > negligible {
      left.append(columns[index].map { $0 / lengths[index] })
    }
    var next = 0
    while left.count < size {
      var candidate = (0..<rows).map { $0 == next ? 1.0 : 0 }
      next += 1
      for _ in 0..<2 {
        for direction in left {
          let share = dot(candidate, direction)
          for row in 0..<rows { candidate[row] -= share * direction[row] }
        }
      }
      let length = candidate.withUnsafeBufferPointer(norm)
      if length > 1e-3 { left.append(candidate.map { $0 / length }) }
    }
    return (
      order.map { lengths[$0] }, Matrix(rows: rows, columns: size, columnMajor: left.flatMap { $0 }),
      Matrix(rows: size, columns: size, columnMajor: order.flatMap { turns[$0] })
    )
  }

  private static func rotate(_ columns: inout [[Double]], _ p: Int, _ q: Int, _ c: Double, _ s: Double) {
    for row in columns[p].indices {
      let (x, y) = (columns[p][row], columns[q][row])
      columns[p][row] = c * x - s * y
      columns[q][row] = s * x + c * y
    }
  }
}

func dot(_ left: [Double], _ right: [Double]) -> Double {
  var sum = 0.0
  for index in left.indices { sum += left[index] * right[index] }
  return sum
}
