/// Where a result came from: what was read and which definitions were in force.
public struct Provenance: Sendable, Hashable {
  /// A file that was read.
  public struct Input: Sendable, Hashable {
    public let path: String
    /// The SHA-256 of its bytes, in lower-case hexadecimal.
    public let sha256: String
    public let rows: Int

    public init(path: String, sha256: String, rows: Int) {
      self.path = path
      self.sha256 = sha256
      self.rows = rows
    }
  }

  public var inputs: [Input]

  public init(inputs: [Input]) {
    self.inputs = inputs
  }
}

/// A published source.
public struct Citation: Sendable, Hashable {
  /// Authors, year and title, as a reader would look for it.
  public let text: String
  public let doi: String?

  public init(_ text: String, doi: String? = nil) {
    self.text = text
    self.doi = doi
  }
}
