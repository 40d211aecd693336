import CReadStat
import Evidence

/// Where the cases lie in the file and how many there can be, checked before and after ReadStat reads them.
struct SPSSDataPlan {
  let dictionary: SPSSDictionary
  let byteCount: Int

  init(_ dictionary: SPSSDictionary, _ bytes: UnsafeRawBufferPointer) throws(Fault) {
    self.dictionary = dictionary
    byteCount = bytes.count
    switch dictionary.compression {
    case .none:
      let caseBytes = dictionary.elementCount * 8
      let whole = dataBytes / caseBytes
      if let declared = dictionary.caseCount {
        if whole < declared { throw endsEarly(after: whole) }
      } else if dataBytes % caseBytes != 0 {
        throw endsEarly(after: whole)
      }
    case .bytecode: break
    case .deflate: try checkBlocks(bytes)
    }
  }

  private var dataBytes: Int { byteCount - dictionary.dataOffset }

  /// One byte of bytecode stands for one element at most; deflate makes at most 1032 bytes of one.
  var mostCells: Int {
    switch dictionary.compression {
    case .none: dataBytes / 8
    case .bytecode: dataBytes
    case .deflate: dataBytes * 1032
    }
  }

  private func endsEarly(after rows: Int) -> Fault {
    Fault(
      SPSSFault.dataEndEarly,
      [
        "rows": .integer(rows), "declared": dictionary.caseCount.map(Fact.integer) ?? "?",
        "offset": .integer(byteCount),
      ])
  }

  /// The blocks of a ZSAV file are listed at its end; a list that leads elsewhere is refused.
  private func checkBlocks(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
    func long(_ offset: Int) -> Int {
      let value = bytes.loadUnaligned(fromByteOffset: offset, as: Int64.self)
      return Int(dictionary.isBigEndian ? value.byteSwapped : value)
    }
    func word(_ offset: Int) -> Int {
      let value = bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)
      return Int(dictionary.isBigEndian ? value.byteSwapped : value)
    }
    let start = dictionary.dataOffset
    guard dataBytes >= 24 else { throw endsEarly(after: 0) }
    let (trailer, length) = (long(start + 8), long(start + 16))
    func broken(_ offset: Int) -> Fault { Fault(SPSSFault.brokenCompression, ["offset": .integer(offset)]) }
    guard long(start) == start, trailer >= start + 24, length >= 24 else { throw broken(start) }
    guard trailer <= byteCount, length <= byteCount - trailer else { throw endsEarly(after: 0) }
    let blocks = word(trailer + 20)
    guard blocks >= 0, length == 24 + 24 * blocks else { throw broken(trailer) }
    var expected = start + 24
    for block in 0..<blocks {
      let entry = trailer + 24 + 24 * block
      let (offset, plain, packed) = (long(entry + 8), word(entry + 16), word(entry + 20))
      guard offset == expected, plain >= 0, packed >= 0, packed <= trailer - offset, plain <= 1 << 28 else {
        throw broken(entry)
      }
      expected += packed
    }
    guard expected == trailer else { throw broken(trailer) }
  }

  /// Turns what ReadStat said into a fault of ours.
  func check(_ error: readstat_error_t, rowsRead: Int) throws(Fault) {
    if let declared = dictionary.caseCount, rowsRead < declared,
      error == READSTAT_OK || error == READSTAT_ERROR_READ || error == READSTAT_ERROR_ROW_COUNT_MISMATCH
    {
      throw endsEarly(after: rowsRead)
    }
    if dictionary.caseCount == nil, dictionary.compression == .bytecode, dataBytes % 8 != 0 {
      throw endsEarly(after: rowsRead)
    }
    guard error != READSTAT_OK else { return }
    if dictionary.compression != .none, error == READSTAT_ERROR_PARSE || error == READSTAT_ERROR_READ {
      throw Fault(SPSSFault.brokenCompression, ["offset": .integer(dictionary.dataOffset)])
    }
    throw Fault(
      SPSSFault.damaged,
      ["rows": .integer(rowsRead), "detail": .text(String(cString: readstat_error_message(error)))])
  }
}
