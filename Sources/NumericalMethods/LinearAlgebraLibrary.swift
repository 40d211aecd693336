import CLAPACK
import Evidence

/// The library behind the larger matrices.
public enum LinearAlgebraLibrary {
  /// Opens OpenBLAS, or another LAPACK if that is missing.
  ///
  /// - Throws: `linear-algebra-library-missing`, with the package to install.
  public static func open() throws(Fault) {
    if cl_open() != 0 {
      throw Fault(
        NumericalFault.libraryMissing,
        ["library": "libopenblas.so.0", "package": "libopenblas0", "reason": .text(String(cString: cl_failure()))])
    }
  }
}

/// Who does the work of one factorization.
enum Worker {
  /// The loops of this room.
  case here
  case library

  /// The loops of this room if the work is small enough to be done before the library would have been opened.
  static func suited(isSmall: Bool) -> Worker { isSmall ? .here : .library }

  /// Opens the library where it is needed, for a matrix whose sides fit its integers.
  func prepare(_ operation: String, _ matrix: Matrix) throws(Fault) {
    guard self == .library else { return }
    guard matrix.rows <= Int(Int32.max), matrix.columns <= Int(Int32.max) else {
      throw mismatch(operation, matrix, matrix)
    }
    try LinearAlgebraLibrary.open()
  }
}

func mismatch(_ operation: String, _ left: Matrix, _ right: Matrix) -> Fault {
  Fault(
    NumericalFault.shapeMismatch,
    ["operation": .text(operation), "left": .text(left.shape), "right": .text(right.shape)])
}

extension Matrix {
  /// LAPACK's answers to NaN and infinity range from NaN to never coming back.
  func requireFinite(_ operation: String) throws(Fault) {
    if let place = columnMajor.firstIndex(where: { !$0.isFinite }) {
      throw Fault(
        NumericalFault.notFinite,
        ["operation": .text(operation), "row": .integer(place % rows + 1), "column": .integer(place / rows + 1)])
    }
  }

  func requireSquare(_ operation: String) throws(Fault) {
    if rows != columns { throw mismatch(operation, self, self) }
  }

  /// The columns to negate so that signs do not depend on how they were computed: the entry of greatest magnitude is
  /// then positive, the first of them where several are as great to nine digits.
  func columnsToFlip() -> [Int] {
    (0..<columns).filter { column in
      let entries = columnMajor[column * rows..<(column + 1) * rows]
      let greatest = entries.reduce(0) { max($0, abs($1)) }
      return (entries.first { abs($0) >= greatest * (1 - 1e-9) } ?? 0) < 0
    }
  }

  mutating func flip(_ chosen: [Int]) {
    for column in chosen {
      for index in column * rows..<(column + 1) * rows { columnMajor[index] = -columnMajor[index] }
    }
  }
}

/// Turns a LAPACK status that is not zero into the fault it means.
func requireConverged(_ info: Int32, _ operation: String) throws(Fault) {
  if info != 0 { throw Fault(NumericalFault.notConverged, ["operation": .text(operation)]) }
}
