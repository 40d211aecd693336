import CCommonMark
import Evidence
import Exercises
import Glibc
import TableSources

/// A Markdown file with cells: the text as it is, and where the cells and their outputs stand in it.
///
///     let notebook = try Notebook(reading: "lesson.md")
///     notebook.frontMatter.language    // .chinese
public struct Notebook: Sendable {
  /// As the command line named it.
  public let path: String
  public let frontMatter: FrontMatter
  let source: SourceLines
  let frontMatterLines: Range<Int>
  let cells: [NotebookCell]

  /// More than any text that people read; data belong into files of their own.
  static let maximumBytes = 4 << 20

  public init(reading path: String) throws(Fault) {
    let bytes = try TableSource.bytes(ofFile: path)
    do throws(Fault) { try self.init(bytes, path: path) } catch { throw error.inFile(path) }
  }

  /// - Throws: Faults whose place has a line and no file.
  init(_ bytes: [UInt8], path: String) throws(Fault) {
    guard bytes.count <= Self.maximumBytes else {
      throw Fault(NotebookFault.tooLarge, ["limit": .integer(Self.maximumBytes)])
    }
    guard String(validating: bytes, as: UTF8.self) != nil else { throw Fault(NotebookFault.notUTF8) }
    self.path = path
    source = SourceLines(bytes)
    frontMatterLines = try FrontMatter.lines(of: source)
    frontMatter = try FrontMatter(source, frontMatterLines)
    var reader = CellReader(source, after: frontMatterLines)
    cells = try reader.cells()
  }

  public var language: Language { frontMatter.language ?? .english }

  /// The folder the notebook lies in.
  var folder: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The name of the file without folder and ending.
  var stem: String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.hasSuffix(".md") ? String(name.dropLast(3)) : name
  }

  /// The folder of its pictures, as outputs name it.
  var picturesFolder: String { stem + ".files" }
}

/// Finds the cells of a notebook and the outputs below them.
private struct CellReader {
  let source: SourceLines
  let start: Int
  private var outputs: [Range<Int>]
  private var claimed: Set<Int> = []
  /// Lines inside code of any kind, where a marker is only shown.
  private var quoted: [Range<Int>] = []

  init(_ source: SourceLines, after frontMatter: Range<Int>) {
    self.source = source
    start = frontMatter.upperBound
    outputs = []
    outputs = Self.outputs(in: source, from: start)
  }

  /// From a start marker to its end marker; a start that meets another start first is none.
  private static func outputs(in source: SourceLines, from start: Int) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var open: Int?
    for line in start..<max(start, source.count) {
      let text = source.trimmed(line)
      if OutputMarkers.isStart(text) {
        open = line
      } else if text == OutputMarkers.end, let first = open {
        found.append(first..<line + 1)
        open = nil
      }
    }
    return found
  }

  mutating func cells() throws(Fault) -> [NotebookCell] {
    var cells: [NotebookCell] = []
    var failure: Fault?
    CommonMarkFences.visit(blanked()) { fence in
      guard failure == nil else { return }
      do throws(Fault) {
        if let cell = try cell(fence, number: cells.count + 1) { cells.append(cell) }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    try checkMarkers()
    try checkNames(cells)
    return cells
  }

  /// The text with front matter and outputs as blank lines, so that nothing in them can change what the rest means.
  private func blanked() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.bytes.count)
    var next = 0
    func blank(_ lines: Range<Int>) { bytes.append(contentsOf: lines.map { _ in UInt8(0x0A) }) }
    blank(0..<start)
    next = start
    for output in outputs {
      bytes += source.bytes(of: next..<output.lowerBound)
      blank(output)
      next = output.upperBound
    }
    return bytes + source.bytes(of: next..<source.count)
  }

  private mutating func cell(_ fence: CommonMarkFences.Fence, number: Int) throws(Fault) -> NotebookCell? {
    guard let info = FenceInfo(fence.info), let kind = NotebookCell.Kind(rawValue: info.word) else {
      quoted.append(fence.lines)
      return nil
    }
    let place = Place(line: fence.lines.lowerBound + 1)
    guard fence.isTopLevel else { throw Fault(NotebookFault.nestedCell, at: place) }
    guard fence.lines.count > 1, isClosing(fence.lines.upperBound - 1, source[fence.lines.lowerBound]) else {
      throw Fault(NotebookFault.unclosedCell, at: place)
    }
    var cell = NotebookCell(kind: kind, number: number, fence: fence.lines, text: fence.text)
    try cell.take(info)
    cell.output = try output(below: fence.lines.upperBound)
    return cell
  }

  /// The output that follows with nothing but blank lines between.
  private mutating func output(below line: Int) throws(Fault) -> Range<Int>? {
    var first = line
    while first < source.count, source.isBlank(first) { first += 1 }
    guard first < source.count, OutputMarkers.isStart(source.trimmed(first)) else { return nil }
    guard let output = outputs.first(where: { $0.lowerBound == first }) else {
      throw Fault(NotebookFault.outputOpen, at: Place(line: first + 1))
    }
    claimed.insert(first)
    return output
  }

  private func isClosing(_ line: Int, _ opening: String) -> Bool {
    let text = source.trimmed(line).drop { $0 == " " }
    guard let mark = opening.first(where: { $0 != " " }), text.count >= 3 else { return false }
    return text.allSatisfy { $0 == mark }
  }

  /// Markers that belong to no cell are left over from one, unless they stand in code that shows them.
  private func checkMarkers() throws(Fault) {
    for line in start..<max(start, source.count) {
      guard OutputMarkers.isStart(source.trimmed(line)), !claimed.contains(line),
        !quoted.contains(where: { $0.contains(line) })
      else { continue }
      let isWhole = outputs.contains { $0.lowerBound == line }
      throw Fault(isWhole ? NotebookFault.outputAlone : .outputOpen, at: Place(line: line + 1))
    }
  }

  private func checkNames(_ cells: [NotebookCell]) throws(Fault) {
    var names: Set<String> = []
    for cell in cells {
      for name in cell.dependencies where !names.contains(name) {
        throw Fault(NotebookFault.unknownDependency, at: Place(line: cell.line), ["name": .text(name)])
      }
      if let name = cell.name, !names.insert(name).inserted {
        throw Fault(NotebookFault.nameTwice, at: Place(line: cell.line), ["name": .text(name)])
      }
    }
  }
}

/// The comments around an output, which forges do not show.
enum OutputMarkers {
  static let end = "<!-- tansuo:end -->"
  private static let head = "<!-- tansuo:output"

  static func start(_ hash: String) -> String { "\(head) sha256=\(hash) -->" }

  static func isStart(_ line: String) -> Bool { line.hasPrefix(head) && line.hasSuffix("-->") }

  /// The hash a start marker carries.
  static func hash(in line: String) -> String? {
    line.split(separator: " ").first { $0.hasPrefix("sha256=") }.map { String($0.dropFirst(7)) }
  }

  /// A line that cannot be taken for a marker, whatever it was.
  static func defused(_ line: String) -> String {
    line.drop { $0 == " " || $0 == "\t" }.hasPrefix("<!-- tansuo:")
      ? line.replacing("<!-- tansuo:", with: "<!-\u{2060}- tansuo:") : line
  }
}
