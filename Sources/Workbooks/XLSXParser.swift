import CExpat
import Evidence

/// Expat at work on one part of a workbook.
///
/// Events go to C functions, each given the parser whose user data is `state`. A handler that must refuse something
/// records why where `refusal` finds it, and stops the parser. A document type declaration is refused before anything
/// in it is read: it has no place in a workbook, and entities live there.
final class XLSXParser {
  private let parser: XML_Parser
  private let entry: ZipArchive.Entry
  private let path: String
  private var fed = 0

  init(
    _ entry: ZipArchive.Entry, _ archive: ZipArchive, state: UnsafeMutableRawPointer, start: XML_StartElementHandler,
    end: XML_EndElementHandler, text: XML_CharacterDataHandler
  ) {
    guard let parser = XML_ParserCreate(nil) else { fatalError("out of memory") }
    self.parser = parser
    self.entry = entry
    path = archive.path
    XML_SetUserData(parser, state)
    XML_UseParserAsHandlerArg(parser)
    XML_SetElementHandler(parser, start, end)
    XML_SetCharacterDataHandler(parser, text)
    XML_SetStartDoctypeDeclHandler(parser) { parser, _, _, _, _ in XML_StopParser(OpaquePointer(parser), 0) }
  }

  deinit { XML_ParserFree(parser) }

  /// The next bytes of the part; none say that it has ended.
  func feed(_ bytes: UnsafeRawBufferPointer, refusal: () -> Fault? = { nil }) throws(Fault) {
    let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    let status = XML_Parse(parser, start, Int32(bytes.count), bytes.isEmpty ? 1 : 0)
    guard status == XML_STATUS_OK else { throw refusal() ?? fault() }
    fed += bytes.count
    if fed - Int(XML_GetCurrentByteIndex(parser)) > XLSXMarkup.longestTag {
      throw Fault(XLSXFault.longTag, at: Place(file: path, detail: entry.name))
    }
  }

  private func fault() -> Fault {
    let code = XML_GetErrorCode(parser)
    let line = Int(XML_GetCurrentLineNumber(parser))
    let column = Int(XML_GetCurrentColumnNumber(parser)) + 1
    let place = Place(file: path, detail: "\(entry.name):\(line):\(column)")
    if code == XML_ERROR_ABORTED { return Fault(XLSXFault.documentType, at: place) }
    return Fault(
      XLSXFault.malformedMarkup, at: place, ["problem": .text(String(cString: XML_ErrorString(code)))])
  }
}
