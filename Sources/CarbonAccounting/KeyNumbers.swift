import CKernels

/// Keys as they are met, and the number each adds to the rows it stands in.
///
/// The numbers lie in a table from the least key to the greatest, so that a row costs one look.
struct KeyNumbers: Sendable {
  /// In the order in which they were met.
  private(set) var keys: [Int32] = []
  private let missingKey: Int32
  /// `nil` where a row must have a key.
  private let missingNumber: UInt32?
  private var low = 0
  private var numbers: [UInt32] = []

  /// The widest range of keys that is kept as a table.
  static let widest = 1 << 24

  init(missingKey: Int32, missingNumber: UInt32?) {
    self.missingKey = missingKey
    self.missingNumber = missingNumber
  }

  var count: Int { keys.count }

  func isMissing(_ key: Int32) -> Bool { key == missingKey }

  /// - Returns: `false` where the keys lie too far apart.
  mutating func add(_ key: Int32, _ number: UInt32) -> Bool {
    guard makeRoom(for: Int(key)) else { return false }
    keys.append(key)
    numbers[Int(key) - low] = number
    return true
  }

  /// The number of a key; one that is met for the first time gets its place among ``keys``.
  mutating func number(of key: Int32) -> UInt32? {
    let place = Int(key) - low
    if place >= 0, place < numbers.count, numbers[place] != .max { return numbers[place] }
    let number = UInt32(keys.count)
    return add(key, number) ? number : nil
  }

  /// Gives every key a number by its place among ``keys``.
  mutating func renumber(_ number: (_ place: Int) -> UInt32) {
    for (place, key) in keys.enumerated() { numbers[Int(key) - low] = number(place) }
  }

  /// Adds the number of its key to the sum of each row from `first` on.
  ///
  /// - Returns: The first row whose key has none, `rows` if there is none.
  func add(_ source: UnsafePointer<Int32>, from first: Int, to rows: Int, _ sums: UnsafeMutablePointer<UInt32>) -> Int {
    numbers.withUnsafeBufferPointer { numbers in
      var known = ck_key_numbers(
        low: Int32(low), count: UInt32(numbers.count), numbers: numbers.baseAddress, missing_key: missingKey,
        missing_number: missingNumber ?? .max)
      return ck_add_key_numbers(source, first, rows, &known, sums)
    }
  }

  private mutating func makeRoom(for key: Int) -> Bool {
    if numbers.isEmpty { low = key }
    if key >= low + numbers.count {
      let needed = key - low + 1 - numbers.count
      let more = max(needed, min(numbers.count, Self.widest - numbers.count, Int(Int32.max) - low - numbers.count))
      guard numbers.count + more <= Self.widest else { return false }
      numbers.append(contentsOf: repeatElement(.max, count: more))
    } else if key < low {
      // The least number of all is the key of an empty cell and no place of the table.
      let more = max(low - key, min(numbers.count, Self.widest - numbers.count, low - Int(Int32.min) - 1))
      guard numbers.count + more <= Self.widest else { return false }
      numbers.insert(contentsOf: repeatElement(.max, count: more), at: 0)
      low -= more
    }
    return true
  }
}
