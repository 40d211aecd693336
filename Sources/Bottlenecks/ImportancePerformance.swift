import Evidence

/// Importance against performance (Martilla and James 1977), with importance derived: a dimension's part of R².
public struct ImportancePerformance: Sendable, Hashable {
  public enum Quadrant: String, Sendable, Hashable, CaseIterable {
    /// Important and weak.
    case concentrate
    /// Important and strong.
    case keepUp = "keep-up"
    /// Neither important nor strong.
    case lowPriority = "low-priority"
    /// Strong where it matters little.
    case overkill
  }

  public struct Item: Sendable, Hashable {
    public let id: String
    public let label: Label
    /// The part of what all dimensions explain, 0 to 1.
    public let importance: Double
    /// One less the mean load, 0 to 1.
    public let performance: Double
    public let quadrant: Quadrant
    /// Performance less importance, each in parts of the range it has among the items; below 0 where more is due.
    public let gap: Double?
  }

  public let outcome: String
  public let outcomeLabel: Label
  /// The crosshair: the means of the items. An item on it counts as important, and as strong.
  public let importanceCut: Double
  public let performanceCut: Double
  public let items: [Item]

  /// `nil` where nothing is explained.
  init?(
    outcome: String, label: Label, _ items: [(id: String, label: Label, importance: Double, performance: Double)]
  ) {
    let total = items.reduce(0) { $0 + $1.importance }
    guard total > 0, !items.isEmpty else { return nil }
    let shares = items.map { $0.importance / total }
    let cuts = (
      shares.reduce(0, +) / Double(items.count), items.reduce(0) { $0 + $1.performance } / Double(items.count)
    )
    func place(_ value: Double, _ all: [Double]) -> Double? {
      guard let low = all.min(), let high = all.max(), low < high else { return nil }
      return (value - low) / (high - low)
    }
    self.outcome = outcome
    outcomeLabel = label
    (importanceCut, performanceCut) = cuts
    self.items = zip(items, shares).map { item, share in
      let (isImportant, isStrong) = (share >= cuts.0, item.performance >= cuts.1)
      let relative = place(share, shares)
      let strength = place(item.performance, items.map(\.performance))
      return Item(
        id: item.id, label: item.label, importance: share, performance: item.performance,
        quadrant: isImportant ? (isStrong ? .keepUp : .concentrate) : (isStrong ? .overkill : .lowPriority),
        gap: relative.flatMap { relative in strength.map { $0 - relative } })
    }
  }
}
