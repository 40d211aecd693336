/// How much YAML is read before a file is refused: a codebook or study file of any sense stays far below.
public struct YAMLLimits: Sendable, Hashable {
  public var maximumBytes: Int
  public var maximumDepth: Int
  public var maximumNodes: Int

  public init(maximumBytes: Int = 32 << 20, maximumDepth: Int = 64, maximumNodes: Int = 2_000_000) {
    self.maximumBytes = maximumBytes
    self.maximumDepth = maximumDepth
    self.maximumNodes = maximumNodes
  }
}
