import Evidence
import Foundation
import Testing

@testable import NumericalMethods

/// The file `reference/matrices.json`.
private struct MatrixReference: Decodable {
  struct Case: Decodable {
    let name: String
    let rows: [[Double]]
    let values: [String]
  }

  struct Longley: Decodable {
    let design: [[Double]]
    let response: [Double]
    let coefficients: [String]
    let residualSumOfSquares: String
    let inverseDiagonal: [String]
  }

  let eigen: [Case]
  let longley: Longley

  static let all: MatrixReference = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("reference/matrices.json")
    do {
      return try JSONDecoder().decode(MatrixReference.self, from: Data(contentsOf: file))
    } catch {
      fatalError("\(error)")
    }
  }()
}

/// Entries drawn from the normal distribution.
private func drawn(_ rows: Int, _ columns: Int, seed: UInt64 = 1) -> Matrix {
  var generator = SeededGenerator(seed: seed, stream: UInt64(rows * 1000 + columns))
  return Matrix(rows: rows, columns: columns, columnMajor: (0..<rows * columns).map { _ in generator.normal() })
}

private func greatestDifference(_ left: Matrix, _ right: Matrix) -> Double {
  left.rows == right.rows && left.columns == right.columns
    ? (left - right).columnMajor.reduce(0) { max($0, abs($1)) } : .infinity
}

private let workers: [Worker] = [.here, .library]
private let shapes = [(1, 1), (2, 1), (1, 2), (3, 3), (7, 4), (4, 7), (20, 12), (40, 30), (30, 40)]

@Suite struct `Matrices` {
  @Test func `entries are where they were put`() {
    let a = Matrix([[1, 2, 3], [4, 5, 6]])
    #expect(a.columnMajor == [1, 4, 2, 5, 3, 6])
    #expect(a == Matrix(columns: [[1, 4], [2, 5], [3, 6]]))
    #expect(a == Matrix(rows: 2, columns: 3, rowMajor: [1, 2, 3, 4, 5, 6]))
    #expect(a[1, 2] == 6)
    #expect(a.row(0) == [1, 2, 3])
    #expect(a.column(1) == [2, 5])
    #expect(a.transposed == Matrix([[1, 4], [2, 5], [3, 6]]))
    #expect(a.columns([2, 0]) == Matrix([[3, 1], [6, 4]]))
    #expect(Matrix.identity(2) == Matrix([[1, 0], [0, 1]]))
    #expect(a.diagonal == [1, 5])
    #expect(2 * a - a == a)
    #expect(Matrix([]).columns == 0)
  }

  @Test(arguments: workers)
  func `products are sums of products`(_ worker: Worker) throws {
    let a = Matrix([[1, 2, 3], [4, 5, 6]])
    let b = Matrix([[7, 8], [9, 10], [11, 12]])
    #expect(try a.product(b, transposingLeft: false, by: worker) == Matrix([[58, 64], [139, 154]]))
    #expect(try b.product(b, transposingLeft: true, by: worker) == Matrix([[251, 278], [278, 308]]))
    #expect(try b.gram(by: worker) == Matrix([[251, 278], [278, 308]]))
    #expect(try a.multiplied(by: [1, 0, -1]) == [-2, -2])
  }

  @Test func `large products agree with small ones`() throws {
    let a = drawn(60, 50)
    let b = drawn(50, 70)
    #expect(
      greatestDifference(
        try a.product(b, transposingLeft: false, by: .library), try a.product(b, transposingLeft: false, by: .here))
        < 1e-13)
    #expect(greatestDifference(try a.gram(by: .library), try a.gram(by: .here)) < 1e-13)
    #expect(try a.multiplied(by: b) == a.product(b, transposingLeft: false, by: .library))
  }

  @Test func `shapes that do not fit are refused by their shapes`() {
    let a = Matrix(rows: 2, columns: 3)
    func refusal(_ operation: String, _ left: String, _ right: String) -> Fault {
      Fault(
        NumericalFault.shapeMismatch, ["operation": .text(operation), "left": .text(left), "right": .text(right)])
    }
    #expect(throws: refusal("product", "2×3", "2×3")) { try a.multiplied(by: a) }
    #expect(throws: refusal("product", "3×2", "3×1")) { try a.transposeMultiplied(by: Matrix(rows: 3, columns: 1)) }
    #expect(throws: refusal("eigen", "2×3", "2×3")) { try SymmetricEigen(a) }
    #expect(throws: refusal("Cholesky", "2×3", "2×3")) { try CholeskyFactor(a) }
    #expect(throws: refusal("LU", "2×3", "2×3")) { try LUFactor(a) }
    #expect(throws: refusal("least squares", "2×3", "1×1")) { try LeastSquares(a, [1]) }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `numbers that are not finite are refused by their place`(_ value: Double) {
    var a = Matrix.identity(3)
    a[2, 1] = value
    func refusal(_ operation: String) -> Fault {
      Fault(NumericalFault.notFinite, ["operation": .text(operation), "row": 3, "column": 2])
    }
    #expect(throws: refusal("eigen")) { try SymmetricEigen(a) }
    #expect(throws: refusal("Cholesky")) { try CholeskyFactor(a) }
    #expect(throws: refusal("LU")) { try LUFactor(a) }
    #expect(throws: refusal("least squares")) { try LeastSquares(a, [1, 2, 3]) }
  }

  @Test func `matrices without entries are no special case`() throws {
    let none = Matrix(rows: 0, columns: 0)
    for worker in workers {
      #expect(try SymmetricEigen(none, by: worker).values == [])
      #expect(try CholeskyFactor(none, by: worker).logDeterminant == 0)
      #expect(try LUFactor(none, by: worker).determinant == (1, 0))
    }
    #expect(try LeastSquares(Matrix(rows: 3, columns: 0), [1, 2, 3]).residuals == [1, 2, 3])
    #expect(try Matrix(rows: 2, columns: 0).multiplied(by: Matrix(rows: 0, columns: 2)) == Matrix(rows: 2, columns: 2))
  }
}

@Suite struct Eigenvalues {
  @Test(arguments: workers)
  func `eigenvalues agree with fifty digits and vectors with their equation`(_ worker: Worker) throws {
    for reference in MatrixReference.all.eigen {
      let a = Matrix(reference.rows)
      let eigen = try SymmetricEigen(a, by: worker)
      let scale = max(abs(eigen.values.first!), abs(eigen.values.last!))
      for (value, expected) in zip(eigen.values, reference.values) {
        #expect(abs(value - strtod(expected, nil)) < 1e-14 * scale, "\(reference.name)")
      }
      let product = try a.multiplied(by: eigen.vectors)
      let scaled = try eigen.vectors.multiplied(by: .diagonal(eigen.values))
      #expect(greatestDifference(product, scaled) < 2e-14 * scale, "\(reference.name)")
      #expect(greatestDifference(try eigen.vectors.gram(), .identity(a.rows)) < 5e-14, "\(reference.name)")
    }
  }

  @Test func `both workers give the same vectors with the same signs`() throws {
    for reference in MatrixReference.all.eigen where reference.name != "equal correlations" {
      let a = Matrix(reference.rows)
      let here = try SymmetricEigen(a, by: .here)
      let library = try SymmetricEigen(a, by: .library)
      #expect(greatestDifference(here.vectors, library.vectors) < 1e-9, "\(reference.name)")
    }
  }

  @Test func `only the lower triangle is read`() throws {
    var a = Matrix([[2, 100], [1, 2]])
    #expect(try abs(SymmetricEigen(a, by: .here).values[0] - 3) < 1e-15)
    #expect(try abs(SymmetricEigen(a, by: .library).values[0] - 3) < 1e-15)
    a[0, 1] = 1
    #expect(try SymmetricEigen(a).vectors[0, 0] > 0)
  }

  @Test(arguments: workers)
  func `zero and diagonal matrices have exact eigenvalues`(_ worker: Worker) throws {
    #expect(try SymmetricEigen(Matrix(rows: 3, columns: 3), by: worker).values == [0, 0, 0])
    #expect(try SymmetricEigen(.diagonal([1, -5, 3]), by: worker).values == [3, 1, -5])
  }
}

@Suite struct `Linear equations` {
  @Test(arguments: workers, [1, 2, 5, 31, 33, 60])
  func `Cholesky's factor times its transpose is the matrix`(_ worker: Worker, _ size: Int) throws {
    let a = try drawn(size + 5, size).gram()
    let factor = try CholeskyFactor(a, by: worker)
    let scale = a.diagonal.max()!
    #expect(greatestDifference(try factor.lower.multiplied(by: factor.lower.transposed), a) < 1e-14 * scale)
    let inverse = try factor.inverse()
    #expect(inverse == inverse.transposed)
    #expect(greatestDifference(try a.multiplied(by: inverse), .identity(size)) < 1e-10)
    let eigen = try SymmetricEigen(a)
    #expect(abs(factor.logDeterminant - eigen.values.map { log($0) }.reduce(0, +)) < 1e-10 * Double(size))
    let x = (0..<size).map(Double.init)
    let solved = try factor.solve(try a.multiplied(by: x))
    #expect(zip(solved, x).allSatisfy { abs($0 - $1) < 1e-8 })
  }

  @Test(arguments: workers)
  func `the pivot that is not positive is named`(_ worker: Worker) {
    func refusal(_ pivot: Int) -> Fault {
      Fault(NumericalFault.notPositiveDefinite, ["pivot": .integer(pivot)])
    }
    #expect(throws: refusal(1)) { try CholeskyFactor(Matrix([[0, 0], [0, 1]]), by: worker) }
    #expect(throws: refusal(2)) { try CholeskyFactor(Matrix([[1, 2], [2, 1]]), by: worker) }
    #expect(throws: refusal(3)) {
      try CholeskyFactor(Matrix([[4, 0, 2], [0, 1, 0], [2, 0, 1]]), by: worker)
    }
  }

  @Test(arguments: workers, [1, 2, 7, 32, 33, 50])
  func `a solution solves`(_ worker: Worker, _ size: Int) throws {
    let a = drawn(size, size)
    let x = drawn(size, 3, seed: 9)
    let factor = try LUFactor(a, by: worker)
    let solved = try factor.solve(try a.multiplied(by: x))
    #expect(greatestDifference(solved, x) < 1e-10)
  }

  @Test(arguments: workers)
  func `determinants have their sign`(_ worker: Worker) throws {
    let exchange = Matrix([[0, 1, 0], [0, 0, 1], [-2, 0, 0]])
    let determinant = try LUFactor(exchange, by: worker).determinant
    #expect(determinant.sign == -1)
    #expect(abs(determinant.logMagnitude - log(2)) < 1e-15)
    #expect(try LUFactor(Matrix([[0, 1], [1, 0]]), by: worker).determinant == (-1, 0))
  }

  @Test(arguments: workers)
  func `equations without a single solution are refused`(_ worker: Worker) {
    #expect(throws: Fault(NumericalFault.singular, ["pivot": 2])) {
      try LUFactor(Matrix([[1, 2], [2, 4]]), by: worker)
    }
    #expect(throws: Fault(NumericalFault.singular, ["pivot": 1])) {
      try LUFactor(Matrix(rows: 2, columns: 2), by: worker)
    }
  }
}

@Suite struct `Least squares` {
  @Test(arguments: workers)
  func `Longley's regression keeps seven digits more than single precision did`(_ worker: Worker) throws {
    let reference = MatrixReference.all.longley
    let fit = try LeastSquares(Matrix(reference.design), reference.response, tolerance: 1e-12, by: worker)
    #expect(fit.rank == 7)
    #expect(fit.residualDegreesOfFreedom == 9)
    for (value, expected) in zip(fit.coefficients, reference.coefficients) {
      #expect(relativeError(try #require(value), expected) < 1e-9)
    }
    #expect(relativeError(fit.residualSumOfSquares, reference.residualSumOfSquares) < 1e-10)
    for (value, expected) in zip(fit.unscaledCovariance.diagonal, reference.inverseDiagonal) {
      #expect(relativeError(value, expected) < 1e-8)
    }
  }

  @Test(arguments: workers)
  func `columns that repeat earlier ones are named and left out`(_ worker: Worker) throws {
    let base = drawn(30, 3)
    let ones = [Double](repeating: 1, count: 30)
    let sum = zip(base.column(0), base.column(1)).map { $0 + 2 * $1 }
    let design = Matrix(columns: [
      ones, base.column(0), base.column(1), sum, base.column(2), [Double](repeating: 0, count: 30),
      ones.map { -3 * $0 },
    ])
    let response = (0..<30).map { 1 + 2 * base[$0, 0] - base[$0, 1] + 0.5 * base[$0, 2] }
    let fit = try LeastSquares(design, response, tolerance: 1e-7, by: worker)
    #expect(fit.dependentColumns == [3, 5, 6])
    #expect(fit.keptColumns == [0, 1, 2, 4])
    #expect(fit.rank == 4)
    for (value, expected) in zip(fit.coefficients, [1, 2, -1, nil, 0.5, nil, nil] as [Double?]) {
      #expect((value == nil) == (expected == nil))
      if let value, let expected { #expect(abs(value - expected) < 1e-13) }
    }
    #expect(fit.residualSumOfSquares < 1e-25)
    let inverse = try CholeskyFactor(design.columns(fit.keptColumns).gram()).inverse()
    #expect(greatestDifference(fit.unscaledCovariance, inverse) < 1e-14)
  }

  @Test(arguments: workers)
  func `more columns than rows leave the later ones out`(_ worker: Worker) throws {
    let fit = try LeastSquares(drawn(3, 5), [1, 2, 3], tolerance: 1e-7, by: worker)
    #expect(fit.dependentColumns == [3, 4])
    #expect(fit.residualSumOfSquares < 1e-24)
  }

  @Test(arguments: shapes, workers)
  func `residuals are at right angles to the design`(_ shape: (Int, Int), _ worker: Worker) throws {
    let design = drawn(shape.0, shape.1)
    let response = drawn(shape.0, 1, seed: 77).columnMajor
    let fit = try LeastSquares(design, response, tolerance: 1e-7, by: worker)
    #expect(fit.rank == min(shape.0, shape.1))
    let product = try design.transposeMultiplied(by: Matrix(columns: [fit.residuals]))
    #expect(product.columnMajor.allSatisfy { abs($0) < 1e-11 })
  }
}

@Suite struct GaussLegendreRuleTests {
  @Test(arguments: 1...40)
  func `Gauss's rule is exact for polynomials below twice its points`(_ points: Int) {
    let rule = GaussLegendreRule(points: points)
    #expect(abs(rule.weights.compensatedSum() - 2) < 1e-14)
    #expect(zip(rule.nodes, rule.nodes.dropFirst()).allSatisfy { $0 < $1 })
    for degree in [2 * points - 2, 2 * points - 1] {
      let value = rule.integral(from: 0, to: 1) { pow($0, Double(degree)) }
      #expect(abs(value * Double(degree + 1) - 1) < 1e-12)
    }
  }
}
