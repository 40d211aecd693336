/// A sheet as its XML part states it: every cell, and what is said about rows, columns and merges.
struct XLSXSheet {
  var cells = XLSXCells()
  var strings: XLSXSharedStrings
  /// The error values that occurred, in order of first appearance.
  var errors: [String] = []
  /// Merged blocks that begin in the first rows, where they shape the header.
  var headMerges: [XLSXRange] = []
  var mergeCount = 0
  /// The first rows of merged blocks further down; what is below a header is only known later.
  var lowMergeRows: [Int32] = []
  var hiddenRows: [Int32] = []
  var hiddenColumns: [ClosedRange<Int>] = []
  /// How far down merged blocks may belong to a header or a title.
  static let headRows = 40
  /// More merged blocks than this are no header but an attempt to keep the reader busy.
  static let mostHeadMerges = 4096
}

extension XLSXRange {
  /// `B2:D3`, or a single cell.
  init?(_ text: String) {
    let corners = text.split(separator: ":").map { String($0.filter { $0 != "$" }) }
    guard let first = corners.first.flatMap({ XLSXReference($0) }), corners.count <= 2,
      let last = corners.last.flatMap({ XLSXReference($0) })
    else { return nil }
    rows = min(first.row, last.row)...max(first.row, last.row)
    columns = min(first.column, last.column)...max(first.column, last.column)
  }
}
