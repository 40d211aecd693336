import Evidence
import Tables

/// What stands above the data of a sheet: titles, and one or more rows of names.
///
/// *Titles* are rows at the top whose only cell is a text in the first column, where the row below holds more cells.
///
/// *How many rows of names* there are is told by ``ReadingOptions/headerRows`` or sniffed:
/// 1. none, if the first row is full of numbers;
/// 2. a row that a merged cell of the header reaches down into belongs to the header;
/// 3. a row of texts below cells that are merged sideways belongs to it (question above, options below);
/// 4. a row of texts, all different and not met again below, over at least two columns that are numbers from there on
///    belongs to it (short names above, wording below);
/// 5. a row of texts that fills the gaps of the first row belongs to it, if most columns under those gaps hold nothing
///    but that same text (ticked options).
///
/// *Names*: a cell's text holds for all of the merged block. Where the first of several rows names every column
/// differently, it gives the names and the others the labels. Else the rows are joined, `Question / Option`; the first
/// row is kept as the wording of the question and the last as the label.
struct XLSXHeader {
  struct Name {
    var name: String
    var label = Label()
    var wording = Label()
  }

  /// The sheet's columns that hold anything.
  let columns: [Int]
  private(set) var names: [Name] = []
  private(set) var titles: [String] = []
  /// The first row of data, counted among the rows that hold anything.
  private(set) var firstDataRow = 0
  private(set) var rowCount = 0
  private(set) var caveats: [Caveat] = []

  private let sheet: XLSXSheet
  private let texts: XLSXCellTexts
  private static let mostRows = 8

  init(_ sheet: XLSXSheet, texts: XLSXCellTexts, wished: Int?) {
    self.sheet = sheet
    self.texts = texts
    columns = (0..<sheet.cells.columnCount).filter { column in
      (0..<sheet.cells.rowCount).contains { sheet.cells[$0, column] != .empty }
    }
    if wished != 0 { skipTitles() }
    rowCount = min(wished ?? sniffedRows(), sheet.cells.rowCount - titles.count)
    firstDataRow = titles.count + rowCount
    makeNames()
    noteAssumptions(wished)
  }

  // MARK: - Titles

  private mutating func skipTitles() {
    guard columns.count > 1 else { return }
    while titles.count + 1 < sheet.cells.rowCount {
      let row = titles.count
      let filled = columns.filter { sheet.cells[row, $0] != .empty }
      guard filled == [columns[0]], case .text = sheet.cells[row, columns[0]],
        columns.count(where: { sheet.cells[row + 1, $0] != .empty }) > 1
          || isSpread(row, across: columns) || isTitle(row + 1)
      else { return }
      // A cell that is merged down to the next row is the first name of a header.
      let number = sheetRow(row)
      let reachesDown = sheet.headMerges.contains {
        $0.rows.contains(number) && $0.columns.contains(columns[0]) && $0.rows.upperBound >= sheetRow(row + 1)
      }
      if reachesDown { return }
      titles.append(texts.text(sheet.cells[row, columns[0]]) ?? "")
    }
  }

  private func isSpread(_ row: Int, across columns: [Int]) -> Bool {
    let number = sheetRow(row)
    return sheet.headMerges.contains {
      $0.rows.contains(number) && $0.columns.lowerBound <= columns[0]
        && $0.columns.upperBound >= columns[columns.count - 1]
    }
  }

  /// A row of a single text over a fuller one, below another title.
  private func isTitle(_ row: Int) -> Bool {
    guard row + 1 < sheet.cells.rowCount, row < XLSXSheet.headRows else { return false }
    return columns.filter { sheet.cells[row, $0] != .empty } == [columns[0]]
      && columns.count(where: { sheet.cells[row + 1, $0] != .empty }) > 1
  }

  /// The number in the sheet of a row that holds anything, both counted from 0.
  private func sheetRow(_ row: Int) -> Int { Int(sheet.cells.rowNumbers[row]) - 1 }

  // MARK: - Counting the rows of names

  private func sniffedRows() -> Int {
    let first = titles.count
    let available = sheet.cells.rowCount - first
    guard available > 0 else { return 0 }
    if columns.allSatisfy({ isNumber(sheet.cells[first, $0]) }) { return 0 }
    var count = 1
    while count < min(XLSXHeader.mostRows, available) {
      let next = first + count
      guard
        mergeReaches(next, from: first) || isBelowSidewaysMerge(next, first: first) || isWordingOverNumbers(next)
          || (count == 1 && fillsGaps(of: first, next))
      else { break }
      count += 1
    }
    return count
  }

  private func isNumber(_ cell: XLSXCell) -> Bool {
    switch cell {
    case .integer, .real, .moment, .day, .instant: true
    default: false
    }
  }

  /// Whether all that stands in the row is texts, and which columns hold them.
  private func textColumns(of row: Int) -> [Int]? {
    var found: [Int] = []
    for column in columns {
      switch sheet.cells[row, column] {
      case .empty: continue
      case .text(let place) where !texts.isNumber(place): found.append(column)
      default: return nil
      }
    }
    return found.isEmpty ? nil : found
  }

  private func mergeReaches(_ next: Int, from first: Int) -> Bool {
    let header = sheetRow(first)...sheetRow(next - 1)
    return sheet.headMerges.contains {
      header.contains($0.rows.lowerBound) && $0.rows.upperBound >= sheetRow(next)
        && $0.rows.count <= XLSXHeader.mostRows
    }
  }

  private func isBelowSidewaysMerge(_ next: Int, first: Int) -> Bool {
    guard let below = textColumns(of: next) else { return false }
    let last = sheetRow(next - 1)
    let merges = sheet.headMerges.filter { $0.rows.contains(last) && $0.columns.count > 1 }
    return merges.contains { merge in
      let under = below.filter(merge.columns.contains)
      let options = under.map { sheet.cells[next, $0] }
      return under.count > 1 && Set(options).count == options.count
    }
  }

  private func isWordingOverNumbers(_ next: Int) -> Bool {
    guard let filled = textColumns(of: next), next + 1 < sheet.cells.rowCount else { return false }
    let sample = next + 1..<min(next + 101, sheet.cells.rowCount)
    let numeric = columns.filter { column in
      let cells = sample.map { sheet.cells[$0, column] }.filter { $0 != .empty }
      return !cells.isEmpty && cells.count(where: isNumber) * 5 >= cells.count * 4
    }
    let over = numeric.filter(filled.contains)
    guard over.count >= 2, over.count * 2 >= numeric.count else { return false }
    let wordings = over.map { sheet.cells[next, $0] }
    return Set(wordings).count == wordings.count
      && over.allSatisfy { column in !sample.contains { sheet.cells[$0, column] == sheet.cells[next, column] } }
  }

  private func fillsGaps(of first: Int, _ next: Int) -> Bool {
    guard let filled = textColumns(of: next) else { return false }
    let gaps = columns.filter { sheet.cells[first, $0] == .empty }
    guard gaps.count >= 2, gaps.allSatisfy(filled.contains) else { return false }
    let ticked = gaps.count { column in
      let cells = (next + 1..<min(next + 101, sheet.cells.rowCount)).map { sheet.cells[$0, column] }
        .filter { $0 != .empty }
      return !cells.isEmpty && cells.allSatisfy { $0 == sheet.cells[next, column] }
    }
    return ticked * 2 >= gaps.count
  }

  // MARK: - Names

  private mutating func makeNames() {
    let rows = (0..<rowCount).map { headings(titles.count + $0, isLast: $0 == rowCount - 1) }
    let top = rows.first ?? []
    let topIsEnough = rows.count > 1 && top.allSatisfy { $0 != nil } && Set(top).count == top.count
    var nameless: [String] = []
    var repeated: [String] = []
    var taken: Set<String> = []
    for (index, column) in columns.enumerated() {
      var parts: [String] = []
      for row in rows {
        if let part = row[index], part != parts.last { parts.append(part) }
      }
      var name = Name(name: topIsEnough ? parts[0] : parts.joined(separator: " / "))
      if parts.count > 1 {
        let rest = topIsEnough ? parts.dropFirst().joined(separator: " / ") : parts[parts.count - 1]
        name.label = Label(sniffing: rest)
        name.wording = Label(sniffing: topIsEnough ? parts[1] : parts[0])
      }
      if parts.isEmpty {
        name.name = XLSXReference.letters(column)
        nameless.append(name.name)
      }
      if !taken.insert(name.name).inserted {
        let original = name.name
        var number = 2
        while !taken.insert("\(original)_\(number)").inserted { number += 1 }
        name.name = "\(original)_\(number)"
        if repeated.last != original { repeated.append(original) }
      }
      names.append(name)
    }
    if rowCount > 0, !nameless.isEmpty {
      caveats.append(Caveat(XLSXCaveat.namelessColumns, ["columns": .list(nameless)]))
    }
    if !repeated.isEmpty { caveats.append(Caveat(XLSXCaveat.repeatedNames, ["columns": .list(repeated)])) }
  }

  /// The texts of a row of names, merged blocks filled, and without merges the gaps to the right of a question.
  private func headings(_ row: Int, isLast: Bool) -> [String?] {
    let number = sheetRow(row)
    let merges = sheet.headMerges.filter { $0.rows.contains(number) }
    var texts = columns.map { self.texts.heading(sheet.cells[row, $0]) }
    for merge in merges {
      guard let origin = sheet.cells.rowNumbers.firstIndex(of: Int32(merge.rows.lowerBound + 1)),
        let text = self.texts.heading(sheet.cells[origin, merge.columns.lowerBound])
      else { continue }
      for index in columns.indices where merge.columns.contains(columns[index]) { texts[index] = texts[index] ?? text }
    }
    if isLast || merges.contains(where: { $0.columns.count > 1 }) { return texts }
    var question: String?
    for index in columns.indices {
      let hasOption = sheet.cells[row + 1, columns[index]] != .empty
      if let text = texts[index] {
        question = hasOption ? text : nil
      } else if hasOption {
        texts[index] = question
      }
    }
    return texts
  }

  private mutating func noteAssumptions(_ wished: Int?) {
    if !titles.isEmpty {
      caveats.append(Caveat(XLSXCaveat.titleRows, ["count": .integer(titles.count), "titles": .list(titles)]))
    }
    guard wished == nil else { return }
    if rowCount == 0 { caveats.append(Caveat(XLSXCaveat.noHeader)) }
    if rowCount > 1 {
      caveats.append(
        Caveat(
          XLSXCaveat.headerRows,
          [
            "count": .integer(rowCount), "first": .integer(sheetRow(titles.count) + 1),
            "last": .integer(sheetRow(titles.count + rowCount - 1) + 1),
          ]))
    }
  }
}
