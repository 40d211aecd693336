import CLAPACK
import Evidence

/// *AP* = *QR* with the columns ordered so that the diagonal of *R* falls.
///
/// It tells the numerical rank and a well-conditioned choice of columns. To learn which columns of a design repeat
/// earlier ones, use ``LeastSquares``, which keeps their order.
public struct PivotedQR: Sendable, Hashable {
  /// The triangle *R*, min(*m*, *n*) × *n*.
  public let upper: Matrix
  /// Which column of *A*, counted from 0, each column of *R* belongs to.
  public let order: [Int]

  /// - Throws: `matrix-not-finite`.
  /// - Complexity: O(*m* *n*²).
  public init(_ matrix: Matrix) throws(Fault) { try self.init(matrix, by: nil) }

  init(_ matrix: Matrix, by worker: Worker?) throws(Fault) {
    try matrix.requireFinite("pivoted QR")
    let steps = min(matrix.rows, matrix.columns)
    let worker =
      worker ?? .suited(isSmall: matrix.columns <= 24 && matrix.rows * matrix.columns * matrix.columns <= 2_000_000)
    try worker.prepare("pivoted QR", matrix)
    var a = matrix
    var order = Array(0..<matrix.columns)
    switch worker {
    case .here:
      Self.factorize(&a, &order)
    case .library:
      var pivots = [Int32](repeating: 0, count: matrix.columns)
      var scales = [Double](repeating: 0, count: steps)
      if steps > 0 {
        let info = cl_pivoted_qr(
          Int32(matrix.rows), Int32(matrix.columns), &a.columnMajor, &pivots, &scales)
        try requireConverged(info, "pivoted QR")
        order = pivots.map { Int($0) - 1 }
      }
    }
    var upper = Matrix(rows: steps, columns: matrix.columns)
    for column in 0..<matrix.columns {
      for row in 0..<min(steps, column + 1) { upper[row, column] = a[row, column] }
    }
    self.upper = upper
    self.order = order
  }

  private static func factorize(_ a: inout Matrix, _ order: inout [Int]) {
    for step in 0..<min(a.rows, a.columns) {
      // Lengths are taken anew at each step: downdating them saves time and loses digits.
      let lengths = (step..<a.columns).map { column in
        Array(a.columnMajor[column * a.rows + step..<(column + 1) * a.rows]).withUnsafeBufferPointer(norm)
      }
      let best = step + lengths.indices.max { (lengths[$0], $1) < (lengths[$1], $0) }!
      if best != step {
        order.swapAt(step, best)
        for row in 0..<a.rows {
          let kept = a[row, step]
          a[row, step] = a[row, best]
          a[row, best] = kept
        }
      }
      let length = lengths[best - step]
      if length == 0 { return }
      let alpha = a[step, step]
      let beta = alpha > 0 ? -length : length
      var reflector = Array(a.columnMajor[step * a.rows + step..<(step + 1) * a.rows])
      reflector[0] = alpha - beta
      let scale = -1 / (beta * (alpha - beta))
      for column in step..<a.columns {
        var sum = 0.0
        for (offset, value) in reflector.enumerated() { sum += value * a[step + offset, column] }
        sum *= scale
        for (offset, value) in reflector.enumerated() { a[step + offset, column] -= sum * value }
      }
    }
  }

  /// The number of diagonal entries above `tolerance` times the first.
  public func rank(tolerance: Double = 1e-12) -> Int {
    let diagonal = upper.diagonal.map(abs)
    guard let first = diagonal.first, first > 0 else { return 0 }
    return diagonal.prefix { $0 > tolerance * first }.count
  }
}
