import Evidence

/// A hierarchy lying on its side: names in full at the left, merges to the right, where the cut goes through.
public struct DendrogramPlot: Plot {
  public struct Merge: Sendable, Hashable {
    /// Leaves are 0 to n − 1, the result of merge *k* is n + *k*.
    public var first: Int
    public var second: Int
    public var height: Double

    public init(_ first: Int, _ second: Int, height: Double) {
      self.first = first
      self.second = second
      self.height = height
    }
  }

  public var labels: [String]
  public var merges: [Merge]
  /// Merges above this height are undone: what hangs together below is a cluster.
  public var cut: Double?
  /// Heights in parts of the largest, times 25, as SPSS prints them.
  public var isScaledTo25: Bool
  public var format: ValueFormat
  public var axisTitle: String

  public init(
    labels: [String], merges: [Merge], cut: Double? = nil, isScaledTo25: Bool = false,
    format: ValueFormat = .number(), axisTitle: String = ""
  ) {
    self.labels = labels
    self.merges = merges
    self.cut = cut
    self.isScaledTo25 = isScaledTo25
    self.format = format
    self.axisTitle = axisTitle
  }

  /// Merges up to the first that could not be drawn: of things not there, merged already, or at no height.
  private var drawn: [Merge] {
    var isFree = [Bool](repeating: true, count: labels.count)
    var result: [Merge] = []
    for merge in merges {
      guard merge.height.isDrawable, merge.height >= 0, merge.first != merge.second,
        isFree.indices.contains(merge.first), isFree.indices.contains(merge.second), isFree[merge.first],
        isFree[merge.second]
      else { break }
      isFree[merge.first] = false
      isFree[merge.second] = false
      isFree.append(true)
      result.append(merge)
    }
    return result
  }

  public var omitted: [String] { [] }

  /// Leaves from top to bottom such that no lines cross.
  private func order(_ merges: [Merge]) -> [Int] {
    let count = labels.count
    var isMerged = [Bool](repeating: false, count: count + merges.count)
    for merge in merges {
      isMerged[merge.first] = true
      isMerged[merge.second] = true
    }
    var order: [Int] = []
    var open = isMerged.indices.filter { !isMerged[$0] }.reversed() as [Int]
    while let node = open.popLast() {
      if node < count {
        order.append(node)
      } else {
        open.append(merges[node - count].second)
        open.append(merges[node - count].first)
      }
    }
    return order
  }

  public func draw(on canvas: inout Canvas) {
    guard !labels.isEmpty else { return }
    let merges = drawn
    let count = labels.count
    let order = order(merges)
    let factor = isScaledTo25 ? 25 / max(merges.map(\.height).max() ?? 1, 1e-300) : 1
    let cut = cut.flatMap { $0.isDrawable ? $0 : nil }
    var top = 2.0
    if let cut {
      let text = "\(ChartWord.cut.text(canvas.language)) \(format.text(cut * factor))"
      top = Key(entries: [(.line(.accent, isDashed: true), text)]).draw(on: &canvas, top: 2)
    }
    let isDense = count > 40
    let frame = RowFrame(
      order.map { labels[$0] }, on: &canvas, top: top, trailing: 12, band: isDense ? 13 : 15, gap: isDense ? 2 : 5,
      isBeside: true)
    let scale = Scale(
      covering: merges.map { $0.height * factor } + [cut.map { $0 * factor } ?? 0], includingZero: true,
      bounds: isScaledTo25 ? 0...25 : nil, from: frame.left, to: frame.right)
    var clusterOf = [Int?](repeating: nil, count: count + merges.count)
    if let cut { shade(order, merges, cut, frame, &clusterOf, &canvas) }
    var place = [Point](repeating: Point(frame.left, 0), count: count + merges.count)
    for (row, leaf) in zip(frame.rows, order) { place[leaf] = Point(frame.left, row.center) }
    for (index, merge) in merges.enumerated() {
      let x = scale.place(merge.height * factor)
      let (one, other) = (place[merge.first], place[merge.second])
      place[count + index] = Point(x, (one.y + other.y) / 2)
      let paint: Paint = clusterOf[count + index].map { Paint.line($0) } ?? .axis
      canvas.line([one, Point(x, one.y), Point(x, other.y), other], paint, width: 1.5)
    }
    if let cut {
      let x = scale.place(cut * factor)
      canvas.line([Point(x, frame.top - 2), Point(x, frame.bottom)], .accent, width: 1.5, isDashed: true)
    }
    frame.axis(scale, format: format, title: axisTitle, on: &canvas)
  }

  /// Numbers the clusters from the top and tints every second one, so that they are told apart without color.
  private func shade(
    _ order: [Int], _ merges: [Merge], _ cut: Double, _ frame: RowFrame, _ clusterOf: inout [Int?],
    _ canvas: inout Canvas
  ) {
    let count = labels.count
    var root = Array(0..<(count + merges.count))
    var parent = [Int?](repeating: nil, count: count + merges.count)
    for (index, merge) in merges.enumerated() where merge.height <= cut {
      parent[merge.first] = count + index
      parent[merge.second] = count + index
    }
    for node in root.indices.reversed() { if let above = parent[node] { root[node] = root[above] } }
    var numbers: [Int: Int] = [:]
    var bands: [(cluster: Int, first: Int, last: Int)] = []
    for (place, leaf) in order.enumerated() {
      if let number = numbers[root[leaf]] {
        bands[number].last = place
      } else {
        numbers[root[leaf]] = bands.count
        bands.append((bands.count, place, place))
      }
    }
    for node in root.indices where node < count || merges[node - count].height <= cut {
      clusterOf[node] = numbers[root[node]]
    }
    for band in bands where band.cluster % 2 == 0 {
      let (from, to) = (frame.rows[band.first].top - 1, frame.rows[band.last].bottom + 1)
      canvas.addBelow(
        .rectangle(
          Box(x: frame.left, y: from, width: frame.right - frame.left, height: to - from), fill: .band,
          isHatched: false, tip: ""))
    }
  }

  public func data(in language: Language) -> ChartData {
    let count = labels.count
    func name(_ node: Int) -> String {
      if labels.indices.contains(node) { return labels[node] }
      return node >= count ? "#\(node - count + 1)" : "–"
    }
    return ChartData(
      headings: ([.merge, .first, .second, .height] as [ChartWord]).map { $0.text(language) },
      rows: merges.enumerated().map { index, merge in
        ["#\(index + 1)", name(merge.first), name(merge.second), format.text(merge.height)]
      })
  }

  public func summary(in language: Language) -> String {
    let clusters = cut.map { cut in labels.count - drawn.count { $0.height <= cut } }
    switch (language, clusters) {
    case (.chinese, let clusters?): return "\(labels.count) 项，切割后 \(clusters) 类"
    case (.chinese, nil): return "\(labels.count) 项，\(merges.count) 次合并"
    case (.english, let clusters?): return "\(labels.count) items in \(clusters) clusters below the cut"
    case (.english, nil): return "\(labels.count) items, \(merges.count) merges"
    }
  }
}

extension Paint {
  /// A category for thin lines: without those too pale to be seen as one.
  static func line(_ index: Int) -> Paint { .category([0, 5, 2, 6, 3][index % 5]) }
}
