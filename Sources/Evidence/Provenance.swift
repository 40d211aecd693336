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
