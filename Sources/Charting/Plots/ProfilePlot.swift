import Evidence

/// The means or shares of items in each cluster, one row an item, one shape a cluster.
public struct ProfilePlot: Plot {
  public struct Item: Sendable, Hashable {
    public var label: String
    /// One for each cluster.
    public var values: [Double?]
    /// The value of all together.
    public var overall: Double?

    public init(_ label: String, values: [Double?], overall: Double? = nil) {
      self.label = label
      self.values = values
      self.overall = overall
    }
  }

  public var clusters: [String]
  public var items: [Item]
  public var format: ValueFormat
  public var axisTitle: String

  public init(clusters: [String], items: [Item], format: ValueFormat = .number(), axisTitle: String = "") {
    self.clusters = clusters
    self.items = items
    self.format = format
    self.axisTitle = axisTitle
  }

  private func values(_ item: Item) -> [Double] {
    (item.values.prefix(clusters.count) + [item.overall]).compactMap { $0 }.filter(\.isDrawable)
  }
  private var drawn: [Item] { items.filter { !values($0).isEmpty } }
  public var omitted: [String] { items.filter { values($0).isEmpty }.map(\.label) }

  public func draw(on canvas: inout Canvas) {
    let items = drawn
    var entries = clusters.enumerated().map { index, name in
      (swatch: Key.Swatch.symbol(.number(index), .category(index)), label: name)
    }
    if items.contains(where: { $0.overall != nil }) {
      entries.append((.line(.text, isDashed: false), ChartWord.mean.text(canvas.language)))
    }
    let top = Key(entries: entries).draw(on: &canvas, top: 2)
    let frame = RowFrame(items.map(\.label), on: &canvas, top: top, trailing: 12, band: 14)
    let scale = Scale(covering: items.flatMap(values), from: frame.left + 6, to: frame.right)
    for (item, row) in zip(items, frame.rows) {
      let places = values(item).map(scale.place)
      canvas.line([Point(places.min()!, row.center), Point(places.max()!, row.center)], .axis)
      if let overall = item.overall, overall.isDrawable {
        let x = scale.place(overall)
        canvas.line([Point(x, row.center - 7), Point(x, row.center + 7)], .text, width: 2)
      }
      for (index, value) in item.values.prefix(clusters.count).enumerated() {
        guard let value, value.isDrawable else { continue }
        canvas.symbol(
          .number(index), at: Point(scale.place(value), row.center), radius: 5, .category(index),
          tip: "\(item.label) – \(clusters[index]): \(format.text(value))")
      }
    }
    frame.axis(scale, format: format, title: axisTitle, on: &canvas)
  }

  public func data(in language: Language) -> ChartData {
    ChartData(
      headings: [ChartWord.item.text(language)] + clusters + [ChartWord.mean.text(language)],
      rows: items.map { item in
        [item.label] + clusters.indices.map { format.text(item.values.indices.contains($0) ? item.values[$0] : nil) }
          + [format.text(item.overall)]
      })
  }

  public func summary(in language: Language) -> String {
    clusters.enumerated().map { index, name in
      let values = drawn.compactMap { item -> (String, Double)? in
        guard item.values.indices.contains(index), let value = item.values[index], value.isDrawable else { return nil }
        return (item.label, value)
      }
      return "\(name) – \(ExtremesSentence(values, format: format).text(in: language))"
    }.joined(separator: language == .chinese ? "。" : ". ")
  }
}
