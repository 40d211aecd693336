import CKernels
import Evidence
import Tables

/// The rows of a text table in blocks: what a pass of ``CSVReader`` reads, without a place to keep it.
///
/// Columns are what a sample says. The first cell that is something else, a ragged row or text that is not UTF-8 ends
/// the stream; the reader of whole tables knows what to do with those.
struct CSVRowStream: RowStream {
  let columns: [RowStreamColumn]
  let caveats: [Caveat]
  private let reader: CSVReader
  private let needs: [UInt32]
  /// Columns of texts that may be numbers or dates in disguise, which in a table would be a column of those.
  private let disguised: Set<Int>

  var rowCount: Int { reader.rowCount }

  /// - Returns: `nil` for a text that is no plain table.
  init?(_ file: FileBytes, path: String, options: ReadingOptions) {
    do throws(Fault) {
      let decoded = try DecodedText(file, encoding: options.encoding, path: path)
      var reader = CSVReader(decoded, path: path, options: options, tuning: CSVReader.Tuning())
      guard try reader.findRows() else { return nil }
      self.reader = reader
    } catch {
      return nil
    }
    guard reader.quotes != CK_CSV_CAREFUL else { return nil }
    let needs = reader.samplePlans().map(\.need)
    let texts = needs.indices.filter { needs[$0] == CK_CSV_TEXTS.rawValue }
    disguised = Set(texts).subtracting(reader.columnsWithTexts(among: texts))
    self.needs = needs
    caveats = reader.caveats
    let header = reader.header
    columns = header.names.indices.map { place in
      RowStreamColumn(name: header.names[place], label: header.labels[place], holdsWords: texts.contains(place))
    }
  }

  func forBlocks(of rows: Range<Int>, _ wanted: [RowStreamRequest], _ body: (RowBlock) -> Void) -> Bool {
    guard !wanted.contains(where: { disguised.contains($0.column) }) else { return false }
    let pass = CSVStreamPass(reader, wanted, needs)
    for chunk in reader.chunks
    where chunk.firstRow < rows.upperBound && chunk.firstRow + chunk.rowCount > rows.lowerBound {
      guard pass.read(chunk, rows, body) else { return false }
    }
    return pass.holdsPlainWords
  }
}

extension CSVReader {
  /// Which of the columns hold a text that is no number or date within the first rows.
  fileprivate func columnsWithTexts(among places: [Int]) -> Set<Int> {
    var found: Set<Int> = []
    guard let chunk = chunks.first(where: { $0.rowCount > 0 }), !places.isEmpty else { return found }
    var ragged = ck_csv_ragged()
    forBlocks(of: chunk.start..<chunk.end, ragged: &ragged, mostRows: tuning.sampleRows) { block, offset in
      for place in places where !found.contains(place) {
        var cellReader = CellReader()
        for row in 0..<block.rows {
          let cell = row * block.columns + place
          let start = place == 0 ? Int(block.starts[row]) : Int(block.ends[cell - 1]) + 1
          let text = UnsafeBufferPointer(start: block.text + start, count: Int(block.ends[cell]) - start)
          if cellReader.meaning(of: text.withoutQuotes) == .text {
            found.insert(place)
            break
          }
        }
      }
    }
    return found
  }
}

/// One pass over some rows: room for a block of cells, and the words met so far.
private final class CSVStreamPass {
  private let reader: CSVReader
  private let requests: [RowStreamRequest]
  private let needs: [UInt32]
  private let result: CSVChunkResult
  private let cells: UnsafeMutablePointer<UnsafeMutableRawPointer>
  private let capacity: Int

  init(_ reader: CSVReader, _ requests: [RowStreamRequest], _ needs: [UInt32]) {
    self.reader = reader
    self.requests = requests
    self.needs = requests.map { request in
      switch request.form {
      case .numbers: CK_CSV_REALS.rawValue
      case .keys: needs[request.column] == CK_CSV_TEXTS.rawValue ? CK_CSV_TEXTS.rawValue : CK_CSV_WORDS.rawValue
      }
    }
    result = CSVChunkResult(columns: requests.count)
    capacity = reader.tuning.blockSize
    cells = .allocate(capacity: max(requests.count, 1))
    for index in requests.indices {
      cells[index] = .allocate(byteCount: capacity * 8, alignment: 64)
      ck_csv_words_begin(&result.words[index], 0)
    }
  }

  deinit {
    for index in requests.indices { cells[index].deallocate() }
    cells.deallocate()
  }

  /// Reads the rows of a chunk that are among `rows`.
  func read(_ chunk: CSVReader.Chunk, _ rows: Range<Int>, _ body: (RowBlock) -> Void) -> Bool {
    var first = chunk.firstRow
    var isPlain = true
    let words = { (request: Int, place: Int32) in String(decoding: self.text(request, Int(place)), as: UTF8.self) }
    reader.forBlocks(of: chunk.start..<chunk.end, ragged: &result.ragged) { block, offset in
      let own = max(first, rows.lowerBound)..<max(first, rows.lowerBound, min(first + block.rows, rows.upperBound))
      let skipped = own.lowerBound - first
      first += block.rows
      guard isPlain, !own.isEmpty else { return }
      block.starts += skipped
      block.ends += skipped * block.columns
      block.rows = own.count
      isPlain = block.rows <= capacity && fill(&block, offset)
      if isPlain { body(RowBlock(rowCount: own.count, cells: UnsafePointer(cells), words: words)) }
    }
    let ragged = result.ragged
    return isPlain && ragged.short_rows == 0 && ragged.padded_rows == 0 && ragged.long_at == .max
  }

  private func fill(_ block: inout ck_csv_block, _ offset: Int) -> Bool {
    for index in requests.indices {
      let column = requests[index].column
      if needs[index] == CK_CSV_TEXTS.rawValue {
        ck_csv_text_places(
          &block, column, &result.words[index], cells[index].assumingMemoryBound(to: UInt32.self))
      } else {
        let need = ck_csv_numbers(
          &block, column, needs[index], cells[index], UInt64(offset), 0, &result.exceptions[index], reader.tuning.level)
        guard need <= needs[index], result.exceptions[index].count == 0 else { return false }
      }
    }
    return true
  }

  private func text(_ request: Int, _ place: Int) -> UnsafeBufferPointer<UInt8> {
    let word = result.words[request].words[place]
    return UnsafeBufferPointer(start: word.text, count: Int(word.length))
  }

  /// Whether all words are UTF-8 and more than blanks.
  var holdsPlainWords: Bool {
    requests.indices.allSatisfy { request in
      (0..<Int(result.words[request].count)).allSatisfy { place in
        let text = text(request, place)
        return ck_utf8_valid(text.baseAddress, text.count) == text.count && !text.isBlank
      }
    }
  }
}
