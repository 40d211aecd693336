import CLAPACK
import Evidence

/// *A* = *QR* by Householder reflections, in LAPACK's storage: *R* on and above the diagonal, the reflectors below it.
struct HouseholderQR: Sendable, Hashable {
  private(set) var factors: Matrix
  private(set) var scales: [Double]
  private let worker: Worker

  /// - Complexity: O(*m* *n*²).
  init(_ matrix: Matrix, by worker: Worker?) throws(Fault) {
    factors = matrix
    let steps = min(matrix.rows, matrix.columns)
    scales = Array(repeating: 0, count: steps)
    self.worker =
      worker ?? .suited(isSmall: matrix.columns <= 24 && matrix.rows * matrix.columns * matrix.columns <= 2_000_000)
    try self.worker.prepare("QR", matrix)
    if steps == 0 { return }
    switch self.worker {
    case .here:
      for step in 0..<steps { reflect(step) }
    case .library:
      let info = cl_qr(Int32(matrix.rows), Int32(matrix.columns), &factors.columnMajor, &scales)
      try requireConverged(info, "QR")
    }
  }

  /// Turns column `step` below its diagonal into zeros and applies the same reflection to the columns after it.
  private mutating func reflect(_ step: Int) {
    let (rows, columns) = (factors.rows, factors.columns)
    var scale = 0.0
    factors.columnMajor.withUnsafeMutableBufferPointer { a in
      let head = step * rows + step
      let end = (step + 1) * rows
      let length = norm(UnsafeBufferPointer(rebasing: a[head..<end]))
      // A column that is zero below the diagonal stays as it is, as LAPACK leaves it.
      if length == 0 || length == abs(a[head]) { return }
      let alpha = a[head]
      let beta = alpha > 0 ? -length : length
      scale = (beta - alpha) / beta
      for index in (head + 1)..<max(end, head + 1) { a[index] /= alpha - beta }
      a[head] = beta
      for column in (step + 1)..<max(columns, step + 1) {
        let start = column * rows + step
        var sum = a[start]
        for offset in 1..<max(rows - step, 1) { sum += a[head + offset] * a[start + offset] }
        sum *= scale
        a[start] -= sum
        for offset in 1..<max(rows - step, 1) { a[start + offset] -= sum * a[head + offset] }
      }
    }
    scales[step] = scale
  }

  /// *Qᵀ* times a column.
  func transposedQ(times vector: [Double]) throws(Fault) -> [Double] {
    var result = vector
    let rows = factors.rows
    switch worker {
    case .here:
      for step in scales.indices where scales[step] != 0 {
        let head = step * rows + step
        var sum = result[step]
        for offset in 1..<max(rows - step, 1) { sum += factors.columnMajor[head + offset] * result[step + offset] }
        sum *= scales[step]
        result[step] -= sum
        for offset in 1..<max(rows - step, 1) { result[step + offset] -= sum * factors.columnMajor[head + offset] }
      }
    case .library:
      if scales.isEmpty { return result }
      let info = cl_apply_q(1, Int32(rows), 1, Int32(scales.count), factors.columnMajor, scales, &result)
      try requireConverged(info, "QR")
    }
    return result
  }

  /// The upper triangle, min(*m*, *n*) × *n*.
  var upper: Matrix {
    var result = Matrix(rows: scales.count, columns: factors.columns)
    for column in 0..<result.columns {
      for row in 0..<min(result.rows, column + 1) { result[row, column] = factors[row, column] }
    }
    return result
  }
}

/// The Euclidean length, without overflow or underflow on the way.
func norm(_ values: UnsafeBufferPointer<Double>) -> Double {
  var greatest = 0.0
  for value in values { greatest = max(greatest, abs(value)) }
  if greatest == 0 || !greatest.isFinite { return greatest }
  // A power of two scales without rounding.
  let scale = Double(sign: .plus, exponent: greatest.exponent, significand: 1)
  var sum = 0.0
  for value in values { sum += (value / scale) * (value / scale) }
  return sum.squareRoot() * scale
}
