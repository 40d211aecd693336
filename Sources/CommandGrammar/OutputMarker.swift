import Documents
import OfficeDocuments

/// How a file this program wrote is known again by what it contains.
public enum OutputMarker {
  /// Whether the first bytes of a file are those of a JSON, HTML, Markdown or Office result of this program.
  ///
  /// CSV and plain text name no maker; for them this is always `false`.
  public static func isPresent(inStart bytes: [UInt8]) -> Bool {
    if OfficePackage.isOurs(start: bytes) { return true }
    let text = String(decoding: bytes, as: UTF8.self)
    if text.hasPrefix(MarkdownFormat.marker) { return true }
    if text.hasPrefix("<!DOCTYPE html>") {
      return text.contains("<meta name=\"generator\" content=\"\(HTMLFormat.generator)\">")
    }
    return text.hasPrefix("{") && text.dropFirst().drop { $0.isWhitespace }.hasPrefix("\"schema\": \"tansuo/")
  }
}
