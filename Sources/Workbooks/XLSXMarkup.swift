import CExpat
import Evidence
import Glibc
import NumericalMethods

/// Reading a part of a workbook as XML, event by event.
///
/// Names are compared as bytes, because making a `String` of every element name is what costs most. Prefixes are
/// skipped (`x:row` is `row`), so that the strict and the transitional namespace read alike.
enum XLSXMarkup {
  /// The longest single tag or comment. Excel's own tags stay below a kilobyte.
  static let longestTag = 16 << 20

  /// Parses all of `entry`; see ``XLSXParser``.
  static func parse(
    _ entry: ZipArchive.Entry, in archive: ZipArchive, state: UnsafeMutableRawPointer,
    start: XML_StartElementHandler, end: XML_EndElementHandler, text: XML_CharacterDataHandler
  ) throws(Fault) {
    let parser = XLSXParser(entry, archive, state: state, start: start, end: end, text: text)
    let pieces = ZipReadAhead(try ZipPart(entry, of: archive), threads: 1)
    while true {
      try Interruption.check()
      let piece = try pieces.next()
      try parser.feed(piece)
      if piece.isEmpty { return }
    }
  }

  /// The state behind a parser that a handler is given.
  @inline(__always)
  static func state<State>(_ parser: UnsafeMutableRawPointer?, as: State.Type) -> UnsafeMutablePointer<State> {
    // What XML_GetUserData is a macro for: the first word of the parser.
    parser!.assumingMemoryBound(to: UnsafeMutableRawPointer.self).pointee.assumingMemoryBound(to: State.self)
  }

  /// The name without its prefix.
  @inline(__always)
  static func local(_ name: UnsafePointer<CChar>) -> UnsafePointer<CChar> {
    var local = name
    var cursor = name
    while cursor.pointee != 0 {
      cursor += 1
      if cursor[-1] == 58 { local = cursor }
    }
    return local
  }

  @inline(__always)
  static func equal(_ name: UnsafePointer<CChar>, _ other: StaticString) -> Bool {
    strcmp(name, UnsafeRawPointer(other.utf8Start).assumingMemoryBound(to: CChar.self)) == 0
  }
}

/// An element of one of the small parts, with its attributes under their local names.
struct XLSXElement {
  var name: String
  var attributes: [String: String]
  /// The names of the elements around it, outermost first.
  var path: [String]
}

extension XLSXMarkup {
  private struct ElementList {
    var visit: (XLSXElement) -> Void
    var path: [String] = []
  }

  /// Hands every element of a small part (workbook, relations, styles) to `visit`, in document order.
  static func elements(
    _ entry: ZipArchive.Entry, in archive: ZipArchive, visit: (XLSXElement) -> Void
  ) throws(Fault) {
    // The closure does not outlive this call, which the parser it is stored for does neither.
    let result = withoutActuallyEscaping(visit) { visit -> Fault? in
      var list = ElementList(visit: visit)
      return withUnsafeMutablePointer(to: &list) { list -> Fault? in
        do throws(Fault) {
          try parse(
            entry, in: archive, state: UnsafeMutableRawPointer(list),
            start: { parser, name, attributes in
              let list = XLSXMarkup.state(parser, as: ElementList.self)
              var element = XLSXElement(
                name: String(cString: XLSXMarkup.local(name!)), attributes: [:], path: list.pointee.path)
              var cursor = attributes!
              while let key = cursor[0], let value = cursor[1] {
                if strncmp(key, "xmlns", 5) != 0 {
                  element.attributes[String(cString: XLSXMarkup.local(key))] = String(cString: value)
                }
                cursor += 2
              }
              list.pointee.visit(element)
              list.pointee.path.append(element.name)
            },
            end: { parser, _ in XLSXMarkup.state(parser, as: ElementList.self).pointee.path.removeLast() },
            text: { _, _, _ in })
          return nil
        } catch {
          return error
        }
      }
    }
    if let result { throw result }
  }
}
