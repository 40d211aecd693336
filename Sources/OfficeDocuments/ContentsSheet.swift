import Documents
import Typography

/// The first sheet of a workbook: which table is where, and what the documents note besides.
struct ContentsSheet {
  struct Entry {
    let number: String
    let title: String
    let sheet: String
  }

  struct Section {
    let document: Document
    let entries: [Entry]
  }

  let isChinese: Bool
  var sections: [Section] = []

  func part(_ texts: inout SharedTexts, _ styles: inout CellStyles) -> [UInt8] {
    var sheet = SheetWriter()
    sheet.widths = [10, 60, 10, 34]
    let bold = styles.number(of: CellLook(letters: .bold))
    let heading = styles.number(of: CellLook(letters: .bold, above: .medium, below: .thin))
    let plain = styles.number(of: CellLook(alignment: .left))
    let wrapped = styles.number(of: CellLook(alignment: .left, isWrapped: true))
    let faint = styles.number(of: CellLook(letters: .faint))
    let link = styles.number(of: CellLook(letters: .link, alignment: .left))
    for section in sections {
      if sheet.row > 0 { sheet.skipRow() }
      if !section.document.title.isEmpty {
        sheet.startRow()
        sheet.text(texts.number(of: section.document.title), column: 0, style: bold)
      }
      let headings =
        section.document.isChinese ? ["编号", "标题", "语言", "工作表"] : ["Number", "Title", "Language", "Sheet"]
      sheet.startRow()
      for (column, text) in headings.enumerated() {
        sheet.text(texts.number(of: text), column: column, style: heading)
      }
      for entry in section.entries {
        sheet.startRow()
        if !entry.number.isEmpty { sheet.text(texts.number(of: entry.number), column: 0, style: plain) }
        sheet.text(texts.number(of: entry.title), column: 1, style: wrapped)
        sheet.text(texts.number(of: section.document.languageName), column: 2, style: plain)
        sheet.text(texts.number(of: entry.sheet), column: 3, style: link)
        sheet.link(column: 3, to: entry.sheet)
      }
      for note in section.document.blocks.flatMap(\.remarks) {
        sheet.startRow()
        sheet.text(texts.number(of: note), column: 0, style: faint)
      }
    }
    return sheet.part(isFirst: true, isWide: false)
  }
}

extension Document {
  /// The language in its own words.
  var languageName: String { isChinese ? "中文" : language == "en" ? "English" : language }
}

extension Block {
  /// Remarks that stand in no table and would be lost with the running text.
  fileprivate var remarks: [String] {
    switch self {
    case .note(let phrase): [phrase.cellText]
    case .quote(let blocks): blocks.flatMap(\.remarks)
    case .list(ordered: _, let items): items.joined().flatMap(\.remarks)
    default: []
    }
  }
}
