import Documents
import Evidence
import OfficeDocuments
import Phrasebook
import StructuredText

extension Output {
  /// The bytes of the result in one form.
  ///
  /// - Parameter remark: takes what this form had to leave out, which is no matter of the result.
  package func bytes(
    as format: OutputFormat, isChosen: Bool, command: CommandDescription, in surroundings: Surroundings,
    wording: Wording, remark: (Caveat) -> Void = { _ in }
  ) throws(Fault) -> [UInt8] {
    switch body {
    case .text(let text, let envelope):
      guard isChosen && format != .table || format.isBinary else { return Array(text.utf8) }
      guard format == .json else { throw onlyOneForm(command, format) }
      let object =
        try envelope?(surroundings.language)
        ?? Envelope("\(command.words.joined(separator: "-"))/1", result: ["text": .string(text)])
      return json(object, surroundings.language, wording)
    case .bytes(let bytes):
      if isChosen || format.isBinary { throw onlyOneForm(command, format) }
      return bytes
    case .result(let document, let envelope):
      switch format {
      case .json:
        return json(try envelope(surroundings.language), surroundings.language, wording)
      case .table:
        let terminal = TerminalFormat.terminal(width: surroundings.width, usesColor: surroundings.usesColor)
        return Array(document(surroundings.language).text(as: terminal).utf8)
      case .markdown:
        let page = withCaveats(document(surroundings.language), surroundings.language, wording)
        return Array((MarkdownFormat.marker + "\n\n" + page.text(as: .markdown)).utf8)
      case .html:
        let page = withCaveats(document(surroundings.language), surroundings.language, wording, warnsFirst: true)
        return Array(page.text(as: .html).utf8)
      case .csv:
        let document = document(surroundings.language)
        guard !document.tables.isEmpty else { throw noTables(format) }
        return Array(document.text(as: .csv).utf8)
      case .xlsx:
        let document = withCaveats(document(surroundings.language), surroundings.language, wording)
        guard !document.tables.isEmpty else { throw noTables(format) }
        return WorkbookFile(of: [document]).bytes
      case .docx:
        let document = withCaveats(document(surroundings.language), surroundings.language, wording, warnsFirst: true)
        return try Self.wordFile(of: [document], in: surroundings, remark)
      }
    }
  }

  private func json(_ envelope: Envelope, _ language: Language, _ wording: Wording) -> [UInt8] {
    envelope.json(caveats: caveats, language: language, wording: wording).bytes(.pretty) + [UInt8(ascii: "\n")]
  }

  /// Pages travel without the terminal they were made in, so they carry their caveats with them.
  ///
  /// - Parameter warnsFirst: Whether what is nobody's data says so before anything else: a page may be long, or hang on a
  ///   wall.
  private func withCaveats(
    _ document: Document, _ language: Language, _ wording: Wording, warnsFirst: Bool = false
  ) -> Document {
    func note(_ caveat: Caveat) -> Block { .note(Phrase(caveat.message(in: language, from: wording).what)) }
    let first = warnsFirst ? caveats.filter { $0.code == "data-synthetic" } : []
    var document = document
    var place = 0
    if case .heading(level: 1, _)? = document.blocks.first { place = 1 }
    document.blocks.insert(contentsOf: first.map(note), at: place)
    document.blocks += caveats.filter { !first.contains($0) }.map(note)
    return document
  }

  private func noTables(_ format: OutputFormat) -> Fault {
    Fault(UsageFault.noTables, ["format": .text(format.rawValue)])
  }

  private func onlyOneForm(_ command: CommandDescription, _ format: OutputFormat) -> Fault {
    Fault(UsageFault.onlyOneForm, ["command": .text(command.name), "format": .text(format.rawValue)])
  }
}

extension OutputFormat {
  /// The form the extension of a file stands for, `nil` for those that stand for none.
  package init?(path: String) {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return nil }
    switch name[name.index(after: dot)...].lowercased() {
    case "md", "markdown": self = .markdown
    case "html", "htm": self = .html
    case "csv": self = .csv
    case "json": self = .json
    case "txt": self = .table
    case "xlsx": self = .xlsx
    case "docx": self = .docx
    default: return nil
    }
  }

  /// The extension of a file that stands for another form than those there are: text in it would open as rubbish.
  package static func foreignEnding(of path: String) -> String? {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return nil }
    let ending = name[name.index(after: dot)...].lowercased()
    let foreign: Set = ["xls", "xlsm", "ods", "doc", "odt", "pdf", "pptx", "sav", "zsav", "dta", "db"]
    return foreign.contains(ending) ? ending : nil
  }
}

extension MarkdownFormat {
  /// The first line of a Markdown file written by the command.
  package static let marker = "<!-- written by tansuo -->"
}
