/// One variable as an SPSS file holds it.
struct SPSSVariable {
  enum Value: Hashable {
    case number(Double)
    case text([UInt8])
  }

  enum Cells {
    /// Missing codes among them; NaN is the system-missing value.
    case numbers([Double])
    /// Places in a list of distinct texts; −1 is an empty one.
    case texts([[UInt8]], places: [Int32])
  }

  enum Missing {
    case values([Value])
    case range(Double, Double, and: Double?)
  }

  struct Format: Hashable {
    var type: Int32
    var width: Int32
    var decimals: Int32

    var word: Int32 { type << 16 | width << 8 | decimals }
  }

  var name: String
  var label: [UInt8]
  /// 0 for numbers, else the bytes of the string.
  var width: Int
  var format: Format
  /// 1 nominal, 2 ordinal, 3 scale.
  var measure: Int32
  var valueLabels: [(value: Value, label: [UInt8])]
  var missing: Missing
  var cells: Cells
  /// One for each piece.
  var shortNames: [String] = []

  /// The pieces of a string above 255 bytes: all but the last are 255 wide and hold as many bytes.
  var segmentWidths: [Int] {
    guard width > 255 else { return [width] }
    let count = (width + 251) / 252
    return Array(repeating: 255, count: count - 1) + [width - 252 * (count - 1)]
  }

  static let formatNames: [String: Int32] = [
    "A": 1, "AHEX": 2, "COMMA": 3, "DOLLAR": 4, "F": 5, "N": 16, "E": 17, "DATE": 20, "TIME": 21, "DATETIME": 22,
    "ADATE": 23, "JDATE": 24, "DTIME": 25, "WKDAY": 26, "MONTH": 27, "MOYR": 28, "QYR": 29, "WKYR": 30, "PCT": 31,
    "DOT": 32, "EDATE": 38, "SDATE": 39, "MTIME": 40, "YMDHMS": 41,
  ]
}

extension SPSSVariable.Format {
  /// `F8.2`, `DATE11`; `nil` for anything SPSS does not know.
  init?(_ text: String) {
    let name = text.prefix { $0.isLetter }
    let sizes = text.dropFirst(name.count).split(separator: ".", omittingEmptySubsequences: false)
    guard let type = SPSSVariable.formatNames[name.uppercased()], (1...2).contains(sizes.count),
      let width = Int32(sizes[0]), (1...255).contains(width)
    else { return nil }
    var decimals: Int32 = 0
    if sizes.count == 2 {
      guard let stated = Int32(sizes[1]), (0...16).contains(stated), stated < width else { return nil }
      decimals = stated
    }
    self.init(type: type, width: width, decimals: decimals)
  }
}
