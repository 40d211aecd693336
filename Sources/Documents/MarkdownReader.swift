import CCommonMark
import Glibc

/// Reads CommonMark with pipe tables into blocks, so that a text people wrote is set like one the program made.
///
/// HTML in the text is shown, never passed on; comments are left out. Pictures become their alternative text. What is
/// nested deeper than any writing is shown as plain text.
package struct MarkdownReader {
  /// What stands in the place of the fenced code that begins on a line, counted from 0; `nil` leaves the code.
  private let replacement: (Int) -> [Block]?

  private static let deepest = 60

  private init(_ replacement: @escaping (Int) -> [Block]?) { self.replacement = replacement }

  package static func blocks(
    of bytes: [UInt8], replacingCode replacement: @escaping (Int) -> [Block]? = { _ in nil }
  ) -> [Block] {
    cmark_gfm_core_extensions_ensure_registered()
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return [] }
    defer { cmark_parser_free(parser) }
    if let tables = cmark_find_syntax_extension("table") { cmark_parser_attach_syntax_extension(parser, tables) }
    bytes.withUnsafeBytes { raw in
      cmark_parser_feed(parser, raw.bindMemory(to: CChar.self).baseAddress, raw.count)
    }
    guard let root = cmark_parser_finish(parser) else { return [] }
    defer { cmark_node_free(root) }
    return MarkdownReader(replacement).blocks(in: root, depth: 0)
  }

  private typealias Node = OpaquePointer

  private func children(of node: Node) -> [Node] {
    var children: [Node] = []
    var next = cmark_node_first_child(node)
    while let child = next {
      children.append(child)
      next = cmark_node_next(child)
    }
    return children
  }

  private func blocks(in node: Node, depth: Int) -> [Block] {
    guard depth < Self.deepest else { return [.paragraph(Phrase(plainText(of: node)))] }
    return children(of: node).flatMap { block($0, depth: depth) }
  }

  private func block(_ node: Node, depth: Int) -> [Block] {
    switch String(cString: cmark_node_get_type_string(node)) {
    case "heading":
      return [.heading(level: Int(cmark_node_get_heading_level(node)), phrase(in: node, depth: depth))]
    case "paragraph":
      let phrase = phrase(in: node, depth: depth)
      return phrase.isEmpty ? [] : [.paragraph(phrase)]
    case "block_quote": return [.quote(blocks(in: node, depth: depth + 1))]
    case "list":
      let items = children(of: node).map { blocks(in: $0, depth: depth + 2) }
      return [.list(ordered: cmark_node_get_list_type(node) == CMARK_ORDERED_LIST, items)]
    case "code_block":
      let line = Int(cmark_node_get_start_line(node)) - 1
      if depth == 0, let blocks = replacement(line) { return blocks }
      let info = cmark_node_get_fence_info(node).map { String(cString: $0) } ?? ""
      return [.code(language: String(info.prefix { $0 != " " }), literal(node))]
    case "thematic_break": return [.rule]
    case "html_block":
      let text = literal(node)
      return Self.isComment(text) ? [] : [.code(language: "html", text)]
    case "table": return [.table(table(node, depth: depth))]
    default: return [.paragraph(Phrase(plainText(of: node)))]
    }
  }

  private func table(_ node: Node, depth: Int) -> DocumentTable {
    let rows = children(of: node).map { row in children(of: row).map { phrase(in: $0, depth: depth + 2) } }
    let alignments = cmark_gfm_extensions_get_table_alignments(node)
    let columns = (rows.first ?? []).enumerated().map { index, heading in
      DocumentTable.Column(heading, alignments?[index] == UInt8(ascii: "r") ? .right : .left)
    }
    return DocumentTable(columns: columns, rows: rows.dropFirst().map { .init($0.map { .init($0) }) })
  }

  private func phrase(in node: Node, depth: Int) -> Phrase {
    guard depth < Self.deepest else { return Phrase(plainText(of: node)) }
    return Phrase(children(of: node).flatMap { inline($0, depth: depth + 1) })
  }

  private func inline(_ node: Node, depth: Int) -> [Inline] {
    switch String(cString: cmark_node_get_type_string(node)) {
    case "text": return [.text(literal(node))]
    case "softbreak": return isBetweenChinese(node) ? [] : [.text(" ")]
    case "linebreak": return [.lineBreak]
    case "code": return [.code(literal(node))]
    case "emph": return [.emphasis(phrase(in: node, depth: depth))]
    case "strong": return [.strong(phrase(in: node, depth: depth))]
    case "link":
      let inside = phrase(in: node, depth: depth)
      guard let address = cmark_node_get_url(node).map({ String(cString: $0) }), let target = LinkTarget(address) else {
        return inside.inlines
      }
      return [.link(inside, to: target)]
    case "html_inline":
      let text = literal(node)
      return Self.isComment(text) ? [] : [.code(text)]
    default: return [.text(plainText(of: node))]
    }
  }

  /// Lines of Chinese are broken anywhere; the break is no space.
  private func isBetweenChinese(_ node: Node) -> Bool {
    func edge(_ neighbor: Node?, _ scalar: (String) -> Unicode.Scalar?) -> Bool {
      guard let neighbor, cmark_node_get_type(neighbor) == CMARK_NODE_TEXT, let scalar = scalar(literal(neighbor))
      else {
        return false
      }
      return (0x2E80...0x9FFF).contains(scalar.value) || (0xFF00...0xFFEF).contains(scalar.value)
    }
    return edge(cmark_node_previous(node)) { $0.unicodeScalars.last }
      && edge(cmark_node_next(node)) { $0.unicodeScalars.first }
  }

  private func literal(_ node: Node) -> String { cmark_node_get_literal(node).map { String(cString: $0) } ?? "" }

  /// All words below a node, without walking into itself.
  private func plainText(of node: Node) -> String {
    guard let iterator = cmark_iter_new(node) else { return "" }
    defer { cmark_iter_free(iterator) }
    var text = ""
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return text }
      guard event == CMARK_EVENT_ENTER, let inner = cmark_iter_get_node(iterator) else { continue }
      if cmark_node_get_type(inner) == CMARK_NODE_SOFTBREAK { text += " " }
      if let words = cmark_node_get_literal(inner) { text += String(cString: words) }
    }
  }

  private static func isComment(_ text: String) -> Bool {
    text.drop { $0.isWhitespace }.hasPrefix("<!--")
  }
}
