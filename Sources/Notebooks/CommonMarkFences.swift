import CCommonMark
import Glibc

/// The fenced code of a Markdown text, as a reader of CommonMark finds it.
enum CommonMarkFences {
  struct Fence {
    let info: String
    let text: String
    /// Counted from 0, both fences included.
    let lines: Range<Int>
    /// Whether it stands in no list and no quote.
    let isTopLevel: Bool
  }

  /// Calls `body` for each piece of fenced code in the order of the text.
  static func visit(_ bytes: [UInt8], _ body: (Fence) -> Void) {
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return }
    defer { cmark_parser_free(parser) }
    bytes.withUnsafeBytes { raw in
      cmark_parser_feed(parser, raw.bindMemory(to: CChar.self).baseAddress, raw.count)
    }
    guard let root = cmark_parser_finish(parser) else { return }
    defer { cmark_node_free(root) }
    guard let iterator = cmark_iter_new(root) else { return }
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return }
      guard let node = cmark_iter_get_node(iterator), cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK else {
        continue
      }
      var (length, offset) = (Int32(0), Int32(0))
      var character = CChar(0)
      guard cmark_node_get_fenced(node, &length, &offset, &character) != 0 else { continue }
      let first = Int(cmark_node_get_start_line(node)) - 1
      let last = Int(cmark_node_get_end_line(node)) - 1
      body(
        Fence(
          info: cmark_node_get_fence_info(node).map { String(cString: $0) } ?? "",
          text: cmark_node_get_literal(node).map { String(cString: $0) } ?? "", lines: first..<max(first, last) + 1,
          isTopLevel: cmark_node_parent(node) == root))
    }
  }
}
