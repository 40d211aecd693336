import CExpat
import Evidence
import Glibc

/// Reading a part of a workbook as XML, event by event.
///
/// Names are compared as bytes, because making a `String` of every element name is what costs most. Prefixes are
/// skipped (`x:row` is `row`), so that the strict and the transitional namespace read alike.
enum XLSXMarkup {
  /// The longest single tag or comment. Excel's own tags stay below a kilobyte.
  static let longestTag = 16 << 20

  /// Parses `entry`, handing events to C functions, each given the parser whose user data is `state`.
  ///
  /// A handler that must refuse something records why where `refusal` finds it, and stops the parser. A document type
  /// declaration is refused before anything in it is read: it has no place in a workbook, and entities live there.
  static func parse(
    _ entry: ZipArchive.Entry, in archive: ZipArchive, state: UnsafeMutableRawPointer,
    start: XML_StartElementHandler, end: XML_EndElementHandler, text: XML_CharacterDataHandler,
    progress: ((Double) -> Void)? = nil, refusal: () -> Fault?
  ) throws(Fault) {
    guard let parser = XML_ParserCreate(nil) else { fatalError("out of memory") }
    defer { XML_ParserFree(parser) }
    XML_SetUserData(parser, state)
    XML_UseParserAsHandlerArg(parser)
    XML_SetElementHandler(parser, start, end)
    XML_SetCharacterDataHandler(parser, text)
    XML_SetStartDoctypeDeclHandler(parser) { parser, _, _, _, _ in XML_StopParser(OpaquePointer(parser), 0) }
    var fed = 0
    try archive.unpack(entry) { (size) throws(Fault) in
      guard let room = XML_GetBuffer(parser, Int32(size)) else { fatalError("out of memory") }
      return room
    } use: { (count) throws(Fault) in
      let status = XML_ParseBuffer(parser, Int32(count), count == 0 ? 1 : 0)
      guard status == XML_STATUS_OK else { throw refusal() ?? fault(of: parser, entry, archive) }
      fed += count
      if fed - Int(XML_GetCurrentByteIndex(parser)) > longestTag {
        throw Fault(XLSXFault.longTag, at: Place(file: archive.path, detail: entry.name))
      }
      progress?(min(1, Double(fed) / Double(max(entry.fullSize, 1))))
    }
  }

  private static func fault(of parser: XML_Parser, _ entry: ZipArchive.Entry, _ archive: ZipArchive) -> Fault {
    let code = XML_GetErrorCode(parser)
    let line = Int(XML_GetCurrentLineNumber(parser))
    let column = Int(XML_GetCurrentColumnNumber(parser)) + 1
    let place = Place(file: archive.path, detail: "\(entry.name):\(line):\(column)")
    if code == XML_ERROR_ABORTED { return Fault(XLSXFault.documentType, at: place) }
    return Fault(
      XLSXFault.malformedMarkup, at: place, ["problem": .text(String(cString: XML_ErrorString(code)))])
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
            text: { _, _, _ in }, refusal: { nil })
          return nil
        } catch {
          return error
        }
      }
    }
    if let result { throw result }
  }
}
