/// A text as a square of dark and light modules that cameras read: a QR code after ISO/IEC 18004, byte mode, error
/// correction level M, versions 1 to 10.
///
///     QuickResponseCode("E012 2022")?.size    // 21
///
/// The same text gives the same modules everywhere: of the eight masks the one with the least penalty is taken, the first
/// of those that are alike.
public struct QuickResponseCode: Sendable, Hashable {
  /// Modules along an edge.
  public let size: Int
  public let mask: Int
  private var modules: [Bool]
  private var isFixed: [Bool]

  /// Whether the module is dark.
  public subscript(row: Int, column: Int) -> Bool { modules[row * size + column] }

  /// `nil` for a text of more than 213 bytes.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard
      let version = (1...10).first(where: { Self.dataCodewords($0) * 8 >= 4 + Self.countBits($0) + bytes.count * 8 })
    else { return nil }
    var code = QuickResponseCode(version: version)
    code.drawFixedPatterns(version)
    code.place(Self.interleaved(Self.codewords(bytes, version), version))
    var best: (penalty: Int, code: QuickResponseCode)?
    for mask in 0..<8 {
      let candidate = code.masked(mask)
      let penalty = candidate.penalty
      if best.map({ penalty < $0.penalty }) ?? true { best = (penalty, candidate) }
    }
    self = best!.code
  }

  private init(version: Int) {
    size = version * 4 + 17
    mask = -1
    modules = [Bool](repeating: false, count: size * size)
    isFixed = modules
  }

  private init(_ other: QuickResponseCode, mask: Int) {
    (size, modules, isFixed) = (other.size, other.modules, other.isFixed)
    self.mask = mask
  }

  // Level M: codewords of error correction a block, and blocks, of versions 1 to 10 (ISO/IEC 18004, table 9).
  private static let correction = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26]
  private static let blocks = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5]

  private static func countBits(_ version: Int) -> Int { version < 10 ? 8 : 16 }

  /// Codewords of data and correction together: what the fixed patterns leave.
  private static func allCodewords(_ version: Int) -> Int {
    var bits = (16 * version + 128) * version + 64
    if version >= 2 {
      let alignments = version / 7 + 2
      bits -= (25 * alignments - 10) * alignments - 55
      if version >= 7 { bits -= 36 }
    }
    return bits / 8
  }

  private static func dataCodewords(_ version: Int) -> Int {
    allCodewords(version) - correction[version - 1] * blocks[version - 1]
  }

  /// The bytes with their mode and count, filled up.
  private static func codewords(_ bytes: [UInt8], _ version: Int) -> [UInt8] {
    var bits: [Bool] = []
    func add(_ value: Int, _ count: Int) {
      for place in (0..<count).reversed() { bits.append(value >> place & 1 == 1) }
    }
    let capacity = dataCodewords(version) * 8
    add(4, 4)
    add(bytes.count, countBits(version))
    for byte in bytes { add(Int(byte), 8) }
    add(0, min(4, capacity - bits.count))
    add(0, (8 - bits.count % 8) % 8)
    var filler = 0xEC
    while bits.count < capacity {
      add(filler, 8)
      filler ^= 0xEC ^ 0x11
    }
    return stride(from: 0, to: bits.count, by: 8).map { start in
      bits[start..<start + 8].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
    }
  }

  /// The codewords of all blocks in turn, those of data first. The last blocks are one codeword longer where they do not
  /// come out even.
  private static func interleaved(_ data: [UInt8], _ version: Int) -> [UInt8] {
    let (count, length) = (blocks[version - 1], correction[version - 1])
    let short = data.count / count
    let shortBlocks = count - data.count % count
    let divisor = self.divisor(length)
    var parts: [(data: [UInt8], correction: [UInt8])] = []
    var start = 0
    for block in 0..<count {
      let own = Array(data[start..<start + short + (block < shortBlocks ? 0 : 1)])
      start += own.count
      parts.append((own, remainder(own, divisor)))
    }
    var result: [UInt8] = []
    for place in 0...short {
      for part in parts where place < part.data.count { result.append(part.data[place]) }
    }
    for place in 0..<length {
      for part in parts { result.append(part.correction[place]) }
    }
    return result
  }

  /// The product of two elements of the field of 256 with the polynomial 0x11D.
  private static func product(_ a: UInt8, _ b: UInt8) -> UInt8 {
    var result = 0
    for place in (0..<8).reversed() {
      result = result << 1 ^ (result >> 7) * 0x11D
      result ^= Int(b) >> place & 1 * Int(a)
    }
    return UInt8(result & 0xFF)
  }

  /// The generator polynomial of Reed and Solomon, without its leading 1.
  private static func divisor(_ degree: Int) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: degree)
    result[degree - 1] = 1
    var root: UInt8 = 1
    for _ in 0..<degree {
      for place in 0..<degree {
        result[place] = product(result[place], root)
        if place + 1 < degree { result[place] ^= result[place + 1] }
      }
      root = product(root, 2)
    }
    return result
  }

  private static func remainder(_ data: [UInt8], _ divisor: [UInt8]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: divisor.count)
    for byte in data {
      let factor = byte ^ result.removeFirst()
      result.append(0)
      for place in divisor.indices { result[place] ^= product(divisor[place], factor) }
    }
    return result
  }

  private mutating func fix(_ row: Int, _ column: Int, _ isDark: Bool) {
    modules[row * size + column] = isDark
    isFixed[row * size + column] = true
  }

  private mutating func drawFixedPatterns(_ version: Int) {
    for place in 0..<size {
      fix(6, place, place % 2 == 0)
      fix(place, 6, place % 2 == 0)
    }
    for (row, column) in [(3, 3), (3, size - 4), (size - 4, 3)] { drawFinder(row, column) }
    let places = alignments(version)
    for row in places {
      for column in places {
        let isCorner = row == 6 && (column == 6 || column == size - 7) || row == size - 7 && column == 6
        guard !isCorner else { continue }
        for y in -2...2 { for x in -2...2 { fix(row + y, column + x, max(abs(x), abs(y)) != 1) } }
      }
    }
    drawFormat(0)
    guard version >= 7 else { return }
    var rest = version
    for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1F25 }
    let bits = version << 12 | rest
    for place in 0..<18 {
      let (a, b) = (size - 11 + place % 3, place / 3)
      fix(b, a, bits >> place & 1 == 1)
      fix(a, b, bits >> place & 1 == 1)
    }
  }

  private func alignments(_ version: Int) -> [Int] {
    guard version > 1 else { return [] }
    let count = version / 7 + 2
    let step = (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2
    return [6] + (0..<count - 1).reversed().map { size - 7 - $0 * step }
  }

  private mutating func drawFinder(_ row: Int, _ column: Int) {
    for y in -4...4 {
      for x in -4...4 where (0..<size).contains(row + y) && (0..<size).contains(column + x) {
        let distance = max(abs(x), abs(y))
        fix(row + y, column + x, distance != 2 && distance != 4)
      }
    }
  }

  /// The level, which is 00 for M, and the mask, twice.
  private mutating func drawFormat(_ mask: Int) {
    var rest = mask
    for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
    let bits = (mask << 10 | rest) ^ 0x5412
    func bit(_ place: Int) -> Bool { bits >> place & 1 == 1 }
    for place in 0..<6 { fix(place, 8, bit(place)) }
    fix(7, 8, bit(6))
    fix(8, 8, bit(7))
    fix(8, 7, bit(8))
    for place in 9..<15 { fix(8, 14 - place, bit(place)) }
    for place in 0..<8 { fix(8, size - 1 - place, bit(place)) }
    for place in 8..<15 { fix(size - 15 + place, 8, bit(place)) }
    fix(size - 8, 8, true)
  }

  /// Up and down in columns of two from the lower right corner.
  private mutating func place(_ codewords: [UInt8]) {
    var next = 0
    var right = size - 1
    while right >= 1 {
      if right == 6 { right = 5 }
      for step in 0..<size {
        let isUpward = (right + 1) & 2 == 0
        let row = isUpward ? size - 1 - step : step
        for column in [right, right - 1] where !isFixed[row * size + column] && next < codewords.count * 8 {
          modules[row * size + column] = codewords[next >> 3] >> (7 - next & 7) & 1 == 1
          next += 1
        }
      }
      right -= 2
    }
  }

  private func masked(_ mask: Int) -> QuickResponseCode {
    var copy = QuickResponseCode(self, mask: mask)
    for row in 0..<size {
      for column in 0..<size where !isFixed[row * size + column] {
        let flips =
          switch mask {
          case 0: (row + column) % 2 == 0
          case 1: row % 2 == 0
          case 2: column % 3 == 0
          case 3: (row + column) % 3 == 0
          case 4: (column / 3 + row / 2) % 2 == 0
          case 5: row * column % 2 + row * column % 3 == 0
          case 6: (row * column % 2 + row * column % 3) % 2 == 0
          default: ((row + column) % 2 + row * column % 3) % 2 == 0
          }
        if flips { copy.modules[row * size + column].toggle() }
      }
    }
    copy.drawFormat(mask)
    return copy
  }

  /// Long runs, blocks, what looks like a finder, and too much of one color (ISO/IEC 18004, 7.8.3).
  private var penalty: Int {
    var penalty = 0
    let finder = [true, false, true, true, true, false, true]
    let light = [false, false, false, false]
    for isRow in [true, false] {
      for line in 0..<size {
        let cells = (0..<size).map { isRow ? self[line, $0] : self[$0, line] }
        var run = 1
        for place in 1...size {
          if place < size, cells[place] == cells[place - 1] {
            run += 1
          } else {
            if run >= 5 { penalty += run - 2 }
            run = 1
          }
        }
        guard size >= 11 else { continue }
        for place in 0...size - 11 {
          let window = Array(cells[place..<place + 11])
          if window == finder + light || window == light + finder { penalty += 40 }
        }
      }
    }
    for row in 0..<size - 1 {
      for column in 0..<size - 1 {
        let dark = self[row, column]
        if dark == self[row, column + 1], dark == self[row + 1, column], dark == self[row + 1, column + 1] {
          penalty += 3
        }
      }
    }
    let dark = modules.count { $0 }
    return penalty + abs(dark * 20 - modules.count * 10) / modules.count * 10
  }
}
