import CommandGrammar
import Documents
import Evidence
import Typography

/// What stands below a cell: lines of Markdown, and the pictures they show.
struct CellOutput: Sendable, Equatable {
  struct Picture: Sendable, Equatable {
    /// Relative to the notebook.
    let path: String
    let bytes: [UInt8]
  }

  var lines: [String] = []
  var pictures: [Picture] = []

  var byteCount: Int { lines.reduce(0) { $0 + $1.utf8.count + 1 } + pictures.reduce(0) { $0 + $1.bytes.count } }
}

extension CellOutput {
  /// - Parameter pictures: What the names of pictures begin with: `lesson.files/cell-3`.
  init(_ blocks: [Block], show: NotebookCell.Show, language: Language, pictures: String) {
    guard show != .none else { return }
    var waiting: [Block] = []
    func flush(_ output: inout CellOutput) {
      guard !waiting.isEmpty else { return }
      let text = Document(language: language.rawValue, waiting).text(as: .markdown)
      output.add(text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init))
      waiting = []
    }
    for block in blocks.map(\.withoutOutline) {
      switch block {
      case .figure(let figure) where show != .table:
        flush(&self)
        let count = self.pictures.count
        let path = pictures + (count == 0 ? "" : "-\(count + 1)") + ".svg"
        self.pictures.append(Picture(path: path, bytes: Array(figure.chart.svg().utf8)))
        add([Self.image(figure.chart.title, path)])
      default:
        if show != .chart { waiting.append(block) }
      }
    }
    flush(&self)
  }

  private mutating func add(_ more: [String]) {
    if !lines.isEmpty { lines.append("") }
    lines += more.map(OutputMarkers.defused)
  }

  /// An image with its title as what is read aloud.
  private static func image(_ title: String, _ path: String) -> String {
    let words = Document([.heading(level: 6, Phrase(title))]).text(as: .markdown)
    let alternative = words.dropFirst("###### ".count).split(separator: "\n").joined(separator: " ")
    return "![\(alternative)](\(address(path)))"
  }

  /// A path as it may stand between the parentheses of an image: everything unusual as its bytes.
  static func address(_ path: String) -> String {
    var result = ""
    for scalar in path.unicodeScalars {
      let isPlain =
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil || "-_./".unicodeScalars.contains(scalar)
      if isPlain {
        result.unicodeScalars.append(scalar)
      } else {
        for byte in String(scalar).utf8 {
          let digits = String(byte, radix: 16, uppercase: true)
          result += "%" + (digits.count == 1 ? "0" : "") + digits
        }
      }
    }
    return result
  }
}

extension Block {
  /// Headings of a result are no headings of the notebook it stands in.
  var withoutOutline: Block {
    if case .heading(_, let phrase) = self { return .paragraph([.strong(phrase)]) }
    return self
  }
}
