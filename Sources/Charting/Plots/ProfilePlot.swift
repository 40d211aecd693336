import Evidence

/// How clusters differ: the mean of each item in each cluster, colored by how far it lies from that of all other rows.
///
/// Color steps lie at Cohen's d of ±0.2 and ±0.8, where he calls a difference small and large.
public struct ProfilePlot: Plot {
  public struct Item: Sendable, Hashable {
    public var label: String
    /// One for each cluster.
    public var means: [Double?]
    /// Cohen's d of each cluster against the rest; infinite where neither of the two varies.
    public var effects: [Double?]

    public init(_ label: String, means: [Double?], effects: [Double?]) {
      self.label = label
      self.means = means
      self.effects = effects
    }
  }

  public var clusters: [String]
  public var items: [Item]
  public var format: ValueFormat

  public init(clusters: [String], items: [Item], format: ValueFormat = ValueFormat(decimals: 2)) {
    self.clusters = clusters
    self.items = items
    self.format = format
  }

  private func mean(_ item: Item, _ cluster: Int) -> Double? {
    item.means.indices.contains(cluster) ? item.means[cluster].flatMap { $0.isDrawable ? $0 : nil } : nil
  }

  private func effect(_ item: Item, _ cluster: Int) -> Double? {
    item.effects.indices.contains(cluster) ? item.effects[cluster].flatMap { $0.isNaN ? nil : $0 } : nil
  }

  private func isDrawable(_ item: Item) -> Bool { clusters.indices.contains { mean(item, $0) != nil } }
  private var drawn: [Item] { items.filter(isDrawable) }
  public var omitted: [String] { items.filter { !isDrawable($0) }.map(\.label) }

  private static func paint(_ effect: Double?) -> Paint {
    guard let effect else { return .band }
    let size = effect.magnitude
    let step = size >= 0.8 ? 3 : size >= 0.2 ? 2 : 0
    return .diverging(effect < 0 ? -step : step)
  }

  private static func key(_ language: Language) -> Key {
    Key(
      entries: [
        (.box(.diverging(-3), isHatched: true), "d ≤ −0.8 \(ChartWord.below.text(language))"),
        (.box(.diverging(-2), isHatched: true), "≤ −0.2"),
        (.box(.diverging(0), isHatched: false), ChartWord.likeTheRest.text(language)),
        (.box(.diverging(2), isHatched: false), "≥ +0.2"),
        (.box(.diverging(3), isHatched: false), "≥ +0.8 \(ChartWord.above.text(language))"),
      ])
  }

  public func draw(on canvas: inout Canvas) {
    let items = drawn
    guard !items.isEmpty, !clusters.isEmpty else { return }
    let top = Self.key(canvas.language).draw(on: &canvas, top: 2)
    let ofEffect = ValueFormat(decimals: 2, showsSign: true)
    CellGrid(rows: items.map(\.label), columns: clusters).draw(on: &canvas, top: top) { row, column in
      let (mean, effect) = (mean(items[row], column), effect(items[row], column))
      return CellGrid.Cell(
        text: format.text(mean), paint: Self.paint(effect), isHatched: (effect ?? 0) <= -0.2,
        isBold: (effect ?? 0).magnitude >= 0.8,
        tip: "\(items[row].label) – \(clusters[column]): \(format.text(mean)), d = \(ofEffect.text(effect))")
    }
  }

  public func data(in language: Language) -> ChartData {
    ChartData(
      headings: [ChartWord.item.text(language)] + clusters,
      rows: items.map { item in [item.label] + clusters.indices.map { format.text(mean(item, $0)) } })
  }

  public func summary(in language: Language) -> String {
    clusters.enumerated().map { index, name in
      let values = drawn.compactMap { item in mean(item, index).map { (item.label, $0) } }
      return "\(name) – \(ExtremesSentence(values, format: format).text(in: language))"
    }.joined(separator: language == .chinese ? "。" : ". ")
  }
}
