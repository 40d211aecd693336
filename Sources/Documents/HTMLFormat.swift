import Typography

/// One page of HTML that needs nothing from elsewhere: no fonts, pictures or scripts from a network.
///
/// All text is escaped; links have checked schemes; pictures are charts drawn here. The page carries one script, named
/// by its hash, for sorting tables, switching languages and copying recipes; all content is there without it.
public struct HTMLFormat: DocumentFormat {
  /// Written into the page, and known again by the command before it replaces a file.
  public static let generator = "tansuo"

  public init() {}

  public func text(of document: Document) -> String { HTMLPage(documents: [document]).text }

  /// The same text in several languages on one page, the first shown at first.
  public func text(of documents: [Document]) -> String { HTMLPage(documents: documents).text }

  /// The blocks alone, to be put into a larger page.
  public func fragment(of document: Document) -> String {
    var writer = HTMLWriter(recipes: document.recipes, language: document.language)
    return writer.blocks(document.blocks)
  }
}

extension DocumentFormat where Self == HTMLFormat {
  /// One self-contained page.
  public static var html: HTMLFormat { HTMLFormat() }
}

extension String {
  /// The text as it may stand in an element or in a quoted attribute.
  func escapedForHTML(keepingLines: Bool = false) -> String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      case "\n", "\t": result.append(keepingLines ? scalar : " ")
      case _ where scalar.isTreacherous:
        result.append(contentsOf: String(scalar).inOneLine().unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
