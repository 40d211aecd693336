import Documents
import Evidence
import Phrasebook

extension NotebookRun {
  /// The notebook as a document: its text, its cells, and the results of the cells as they are, not as Markdown says them.
  var document: Document {
    var results: [Int: [Block]] = [:]
    for outcome in outcomes { results[outcome.cell.fence.lowerBound] = outcome.page }
    var blocks = MarkdownReader.blocks(of: notebook.textWithoutOutputs) { results[$0] }
    let title = notebook.frontMatter.title ?? notebook.name
    if case .heading(level: 1, _)? = blocks.first {
    } else {
      blocks.insert(.heading(level: 1, Phrase(title)), at: 0)
    }
    return Document(title: title, language: notebook.language.rawValue, blocks).numbered()
  }
}

extension NotebookRun.Outcome {
  /// The cell as a page shows it: its commands, then its results. Of an exercise only the questions are shown.
  fileprivate var page: [Block] {
    let shown = blocks.map(\.withoutOutline).filter { block in
      if case .figure = block { return cell.show == .everything || cell.show == .chart }
      return cell.show == .everything || cell.show == .table
    }
    return cell.kind == .exercise ? shown : [.code(language: "tansuo", cell.text)] + shown
  }
}

extension Notebook {
  /// The text with front matter and outputs as blank lines, so that lines keep their numbers.
  var textWithoutOutputs: [UInt8] {
    var bytes = [UInt8](repeating: 0x0A, count: frontMatterLines.count)
    var next = frontMatterLines.upperBound
    for output in cells.compactMap(\.output) {
      bytes += source.bytes(of: next..<output.lowerBound)
      bytes += output.map { _ in UInt8(0x0A) }
      next = output.upperBound
    }
    return bytes + source.bytes(of: next..<source.count)
  }
}
