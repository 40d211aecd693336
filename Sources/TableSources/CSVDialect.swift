/// How a text table is written: what stands between cells and where its rows begin.
struct CSVDialect: Hashable {
  var delimiter: UInt8
  /// Where the header begins, behind a line that only names the delimiter.
  var start: Int
  /// Whether no delimiter was found.
  private(set) var isOneColumn = false

  private static let candidates: [UInt8] = [
    UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"),
  ]
  /// How much of the text is looked at, in bytes and in lines.
  private static let sampleSize = 1 << 16
  private static let sampleLines = 50

  /// Reads the dialect off the first lines.
  ///
  /// The delimiter is the one that cuts most lines into as many cells as the first, at least two. Commas win ties, then
  /// semicolons, tabs, bars. A text without any is a table of one column.
  init(sniffing text: UnsafeBufferPointer<UInt8>, from start: Int) {
    self.start = start
    delimiter = UInt8(ascii: ",")
    if let declared = CSVDialect.declared(text, start) {
      (delimiter, self.start) = declared
      return
    }
    var best = (score: 0, cells: 1)
    for candidate in CSVDialect.candidates {
      let counts = CSVDialect.cellCounts(text, from: start, candidate)
      guard let first = counts.first, first > 1 else { continue }
      let alike = counts.count { $0 == first }
      let score = alike * 1000 / counts.count
      if score > best.score || (score == best.score && first > best.cells && score == 1000) {
        best = (score, first)
        delimiter = candidate
      }
    }
    isOneColumn = best.cells == 1
  }

  /// The first line `sep=;` by which spreadsheets are told the delimiter.
  private static func declared(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> (UInt8, Int)? {
    let head = Array(text[start..<min(text.count, start + 16)])
    var at = head.first == UInt8(ascii: "\"") ? 1 : 0
    guard head.count > at + 4, String(decoding: head[at..<at + 4], as: UTF8.self).lowercased() == "sep=" else {
      return nil
    }
    let mark = head[at + 4]
    guard mark != UInt8(ascii: "\n"), mark != UInt8(ascii: "\""), mark < 0x80 else { return nil }
    at += 5
    while at < head.count, head[at] == UInt8(ascii: "\"") || head[at] == UInt8(ascii: "\r") { at += 1 }
    guard at < head.count, head[at] == UInt8(ascii: "\n") else { return nil }
    return (mark, start + at + 1)
  }

  /// How many cells each of the first lines has. A line cut off by the end of the sample is left out.
  private static func cellCounts(_ text: UnsafeBufferPointer<UInt8>, from start: Int, _ delimiter: UInt8) -> [Int] {
    var counts: [Int] = []
    var cells = 1
    var isQuoted = false
    var isCellStart = true
    var isBlank = true
    for index in start..<min(text.count, start + sampleSize) {
      let byte = text[index]
      if byte == UInt8(ascii: "\""), isQuoted || isCellStart {
        isQuoted.toggle()
        isCellStart = !isQuoted
        isBlank = false
        continue
      }
      if isQuoted { continue }
      if byte == UInt8(ascii: "\n") {
        if !isBlank { counts.append(cells) }
        if counts.count == sampleLines { return counts }
        cells = 1
        isCellStart = true
        isBlank = true
        continue
      }
      isCellStart = byte == delimiter
      if byte == delimiter { cells += 1 }
      if byte != UInt8(ascii: "\r") { isBlank = false }
    }
    return counts
  }
}

/// The cells of one row, read slowly: for headers and for samples.
struct CSVRow {
  var cells: [String] = []
  /// Where the next row begins.
  let end: Int
  let hasQuotes: Bool

  /// The row that begins at `start`. `nil` at the end of the text. Blank lines are passed over.
  init?(_ text: UnsafeBufferPointer<UInt8>, at start: Int, delimiter: UInt8) {
    var at = start
    while at < text.count {
      if text[at] == UInt8(ascii: "\n") {
        at += 1
      } else if text[at] == UInt8(ascii: "\r"), at + 1 < text.count, text[at + 1] == UInt8(ascii: "\n") {
        at += 2
      } else {
        break
      }
    }
    guard at < text.count else { return nil }
    var cell: [UInt8] = []
    var sawQuotes = false
    rows: while true {
      if at < text.count, text[at] == UInt8(ascii: "\"") {
        sawQuotes = true
        at += 1
        while at < text.count {
          if text[at] == UInt8(ascii: "\"") {
            at += 1
            guard at < text.count, text[at] == UInt8(ascii: "\"") else { break }
          }
          cell.append(text[at])
          at += 1
        }
        while at < text.count, text[at] != delimiter, text[at] != UInt8(ascii: "\n") { at += 1 }
      } else {
        while at < text.count, text[at] != delimiter, text[at] != UInt8(ascii: "\n") {
          cell.append(text[at])
          at += 1
        }
        if at >= text.count || text[at] == UInt8(ascii: "\n"), cell.last == UInt8(ascii: "\r") { cell.removeLast() }
      }
      cells.append(String(decoding: cell, as: UTF8.self))
      cell.removeAll(keepingCapacity: true)
      if at >= text.count || text[at] == UInt8(ascii: "\n") { break rows }
      at += 1
    }
    end = min(at + 1, text.count)
    hasQuotes = sawQuotes
  }
}
