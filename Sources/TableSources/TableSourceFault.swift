import Evidence

/// What can be wrong with a file before any reader is chosen for it.
public enum TableSourceFault: String, FaultCode {
  case noSuchFile = "file-not-found"
  case noSuchFileButNear = "file-not-found-but-near"
  case folder = "file-is-folder"
  case noPermission = "file-no-permission"
  case unreadable = "file-unreadable"
  case emptyFile = "file-empty"
  case oldWorkbook = "file-old-workbook"
  case otherArchive = "file-other-archive"
  case compressed = "file-compressed"
  case parquet = "file-parquet"
  case pdf = "file-pdf"
  case html = "file-html"
  case rtf = "file-rtf"
  case wordDocument = "file-word-document"
  case slides = "file-slides"
  case openDocument = "file-open-document"
  case json = "file-json"
  case portableSPSS = "file-portable-spss"
  case binary = "file-binary"

  public var kind: Fault.Kind { .input }
}
