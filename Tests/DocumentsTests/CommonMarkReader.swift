import CCommonMark
import Glibc

/// What a reader of CommonMark with tables sees: the plain text of each block and the kinds of nodes it is made of.
///
/// This is cmark-gfm, the judge of the Markdown writer.
struct CommonMarkReader {
  struct Seen: Equatable {
    /// Texts of paragraphs, headings, cells and code blocks in reading order.
    var texts: [String] = []
    /// Names of all node types except text, softbreak, document and links to e-mail addresses.
    var kinds: Set<String> = []
  }

  static func read(_ markdown: String) -> Seen {
    cmark_gfm_core_extensions_ensure_registered()
    let parser = cmark_parser_new(CMARK_OPT_DEFAULT)
    defer { cmark_parser_free(parser) }
    for name in ["table", "strikethrough", "tasklist", "autolink"] {
      if let found = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, found) }
    }
    var bytes = markdown
    bytes.withUTF8 { utf8 in
      utf8.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
    }
    let root = cmark_parser_finish(parser)
    defer { cmark_node_free(root) }
    var seen = Seen()
    let iterator = cmark_iter_new(root)
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return seen }
      guard let node = cmark_iter_get_node(iterator) else { continue }
      let kind = String(cString: cmark_node_get_type_string(node))
      let literal = cmark_node_get_literal(node).map { String(cString: $0) }
      switch (kind, event) {
      case ("paragraph", CMARK_EVENT_ENTER), ("heading", CMARK_EVENT_ENTER), ("table_cell", CMARK_EVENT_ENTER):
        seen.texts.append("")
      case ("code_block", _): seen.texts.append(literal ?? "")
      case ("text", _), ("code", _):
        if seen.texts.isEmpty { seen.texts.append("") }
        seen.texts[seen.texts.count - 1] += literal ?? ""
      case ("softbreak", _), ("linebreak", _):
        if !seen.texts.isEmpty { seen.texts[seen.texts.count - 1] += "\n" }
      default: break
      }
      if kind == "link", cmark_node_get_url(node).map({ String(cString: $0) })?.hasPrefix("mailto:") ?? false {
        continue
      }
      if !["text", "softbreak", "document"].contains(kind) { seen.kinds.insert(kind) }
    }
  }
}
