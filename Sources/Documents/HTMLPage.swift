import CKernels
import Charting
import Typography

/// A page around one text, or around the same text in several languages with a switch between them.
struct HTMLPage {
  let documents: [Document]

  var text: String {
    let first = documents.first ?? Document()
    let title = first.title.isEmpty ? HTMLFormat.generator : first.title
    return """
      <!DOCTYPE html>
      <html lang="\(first.language.escapedForHTML())">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="generator" content="\(HTMLFormat.generator)">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
      img-src data:; script-src '\(Self.scriptHash)'">
      <title>\(title.escapedForHTML())</title>
      <style>
      \(HTMLStyle.sheet)\(documents.contains(where: \.hasFigures) ? ChartStyle.sheet(scope: "svg.chart") + "\n" : "")</style>
      </head>
      <body>
      \(languageSwitch)\(documents.map(article).joined())<div id="announcement" role="status" aria-live="polite"></div>
      <script>\(HTMLScript.text)</script>
      </body>
      </html>

      """
  }

  private func article(_ document: Document) -> String {
    let language = document.language.escapedForHTML()
    let isChinese = document.language.hasPrefix("zh")
    let prefix = documents.count > 1 ? document.language.asAnchor() + "-" : ""
    var writer = HTMLWriter(prefix: prefix, recipes: document.recipes, language: document.language)
    // The title stands above the contents, which stand above the rest.
    var blocks = document.blocks[...]
    var header = ""
    if case .heading(level: 1, _)? = blocks.first {
      header = "<header>\n\(writer.blocks([blocks.removeFirst()]))</header>\n"
    } else if !document.title.isEmpty {
      header = "<header>\n<h1>\(document.title.escapedForHTML())</h1>\n</header>\n"
    }
    let body = writer.blocks(Array(blocks))
    let id = documents.count > 1 ? " id=\"\(document.language.asAnchor())\"" : ""
    return
      "<div class=\"text\"\(id) lang=\"\(language)\" data-copied=\"\(isChinese ? "已复制" : "Copied")\" data-title=\"\(document.title.escapedForHTML())\">\n"
      + header + contents(writer.headings, isChinese: isChinese, main: prefix + "main")
      + "<main id=\"\(prefix)main\">\n\(body)</main>\n</div>\n"
  }

  /// The headings as links, where there are enough of them to lose the way.
  private func contents(_ headings: [HTMLWriter.Heading], isChinese: Bool, main: String) -> String {
    let listed = headings.filter { (2...3).contains($0.level) }
    guard listed.count >= 4 else { return "" }
    let title = isChinese ? "目录" : "Contents"
    let items = listed.map {
      "<li class=\"level\($0.level)\"><a href=\"#\($0.id)\">\($0.text.escapedForHTML())</a></li>\n"
    }
    let skip = "<a class=\"skip\" href=\"#\(main)\">\(isChinese ? "跳到正文" : "Skip to the text")</a>\n"
    return skip
      + "<nav class=\"contents\" aria-label=\"\(title)\">\n<p>\(title)</p>\n<ol>\n\(items.joined())</ol>\n</nav>\n"
  }

  private var languageSwitch: String {
    guard documents.count > 1 else { return "" }
    let links = documents.map { document in
      let name = document.language.hasPrefix("zh") ? "中文" : document.language == "en" ? "English" : document.language
      return
        "<a href=\"#\(document.language.asAnchor())\" lang=\"\(document.language.escapedForHTML())\">\(name.escapedForHTML())</a>"
    }
    return "<nav class=\"languages\" aria-label=\"语言 / Language\">\(links.joined(separator: " "))</nav>\n"
  }

  /// Only the script of this package may run: the page names it by its hash.
  private static let scriptHash: String = {
    let bytes = Array(HTMLScript.text.utf8)
    var digest = [UInt8](repeating: 0, count: 32)
    ck_sha256(bytes, bytes.count, &digest, 0)
    return "sha256-" + base64(digest)
  }()

  private static func base64(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = (0..<3).reduce(UInt32(0)) { $0 << 8 | UInt32(start + $1 < bytes.count ? bytes[start + $1] : 0) }
      for place in 0..<4 {
        text.append(place <= group.count ? letters[Int(bits >> UInt32(18 - 6 * place)) & 63] : "=")
      }
    }
    return text
  }
}

extension Document {
  var hasFigures: Bool { blocks.contains(where: \.hasFigures) }
}

extension Block {
  fileprivate var hasFigures: Bool {
    switch self {
    case .figure: true
    case .quote(let blocks): blocks.contains(where: \.hasFigures)
    case .list(ordered: _, let items): items.joined().contains(where: \.hasFigures)
    default: false
    }
  }
}
