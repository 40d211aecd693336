import Evidence

/// What can be wrong with a zip file, whatever is in it.
public enum ZipFault: String, FaultCode {
  case broken = "zip-broken"
  case brokenPart = "zip-broken-part"
  case encrypted = "zip-encrypted"
  case unknownCompression = "zip-unknown-compression"
  case tooLarge = "zip-too-large"
  case bomb = "zip-bomb"
  case tooManyParts = "zip-too-many-parts"

  public var kind: Fault.Kind { .input }
}

/// How much an archive may unpack to. An archive of a few kilobytes can hold petabytes of zeros.
package struct ZipLimits: Sendable {
  /// A full sheet of a million rows by a hundred columns is about 4 GB of XML.
  package var partBytes = 8 << 30
  package var totalBytes = 16 << 30
  /// Sheets pack to between 1:5 and 1:40; the most that zip can do is 1:1032.
  package var ratio = 200
  /// Below this size the ratio does not matter, because it fits memory anyhow.
  package var ratioFreeBytes = 64 << 20
  /// A workbook of a thousand sheets with pictures has some thousands.
  package var parts = 65_536

  package init() {}
}
