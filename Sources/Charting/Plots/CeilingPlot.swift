import Evidence

/// What is at most reached at each level of a condition: necessary condition analysis with its bottleneck table.
public struct CeilingPlot: Plot {
  public struct Ceiling: Sendable, Hashable {
    public var name: String
    /// The corners of the line, from left to right.
    public var corners: [Point]
    /// The size of the effect of necessity, 0 to 1.
    public var effect: Double?

    public init(_ name: String, corners: [(x: Double, y: Double)], effect: Double? = nil) {
      self.name = name
      self.corners = corners.map { Point($0.x, $0.y) }
      self.effect = effect
    }
  }

  /// One line of the bottleneck table: so much of the condition is needed for so much of the outcome.
  public struct Bottleneck: Sendable, Hashable {
    public var level: Double
    /// `nil` where the condition is not necessary.
    public var required: Double?

    public init(level: Double, required: Double?) {
      self.level = level
      self.required = required
    }
  }

  /// The corner the ceilings leave empty.
  public enum Corner: Sendable, Hashable {
    case upperLeft, upperRight, lowerLeft, lowerRight
  }

  /// Condition and outcome of each case.
  public var cases: [Point]
  public var ceilings: [Ceiling]
  public var bottlenecks: [Bottleneck]
  public var xFormat: ValueFormat
  public var yFormat: ValueFormat
  public var xTitle: String
  public var yTitle: String
  public var emptyCorner: Corner
  /// The least and greatest that condition and outcome could take, else what the cases took. The empty corner ends there.
  public var scope: (x: ClosedRange<Double>, y: ClosedRange<Double>)? {
    get { xScope.flatMap { x in yScope.map { (x, $0) } } }
    set { (xScope, yScope) = (newValue?.x, newValue?.y) }
  }
  private var xScope: ClosedRange<Double>?
  private var yScope: ClosedRange<Double>?

  public init(
    cases: [(x: Double, y: Double)], ceilings: [Ceiling], bottlenecks: [Bottleneck],
    xFormat: ValueFormat = .number(), yFormat: ValueFormat = .number(), xTitle: String, yTitle: String,
    emptyCorner: Corner = .upperLeft, scope: (x: ClosedRange<Double>, y: ClosedRange<Double>)? = nil
  ) {
    (xScope, yScope) = (scope?.x, scope?.y)
    self.emptyCorner = emptyCorner
    self.cases = cases.map { Point($0.x, $0.y) }
    self.ceilings = ceilings
    self.bottlenecks = bottlenecks
    self.xFormat = xFormat
    self.yFormat = yFormat
    self.xTitle = xTitle
    self.yTitle = yTitle
  }

  private static func isDrawable(_ point: Point) -> Bool { point.x.isDrawable && point.y.isDrawable }
  public var omitted: [String] {
    cases.indices.filter { !Self.isDrawable(cases[$0]) }.map { "#\($0 + 1)" }
  }

  public func draw(on canvas: inout Canvas) {
    let cases = cases.filter(Self.isDrawable)
    let ceilings = ceilings.map { ceiling in (ceiling, ceiling.corners.filter(Self.isDrawable)) }
    guard !cases.isEmpty else { return }
    let paints: [Paint] = [.accent, .category(0), .category(2), .category(6)]
    let top = Key(
      entries: ceilings.enumerated().map { index, pair in
        let effect = pair.0.effect.map { " d = \(ValueFormat(decimals: 2).text($0))" } ?? ""
        return (.line(paints[index % 4], isDashed: index % 2 == 1), pair.0.name + effect)
      }
    ).draw(on: &canvas, top: 2)
    var all = cases + ceilings.flatMap(\.1)
    if let scope {
      all += [Point(scope.x.lowerBound, scope.y.lowerBound), Point(scope.x.upperBound, scope.y.upperBound)]
        .filter(Self.isDrawable)
    }
    let frame = PointFrame(
      x: all.map(\.x), y: all.map(\.y), xTitle: xTitle, yTitle: yTitle, xFormat: xFormat, yFormat: yFormat,
      on: &canvas, top: top)
    // The empty corner is what the analysis is about.
    if let corners = ceilings.first?.1, corners.count > 1 {
      let line = corners.map { frame.place($0.x, $0.y) }
      let isLeft = emptyCorner == .upperLeft || emptyCorner == .lowerLeft
      let isUpper = emptyCorner == .upperLeft || emptyCorner == .upperRight
      let (xs, ys) = (all.map(\.x), all.map(\.y))
      let edge = frame.place((isLeft ? xs.min() : xs.max())!, (isUpper ? ys.max() : ys.min())!)
      let (x, y) = (edge.x, edge.y)
      let (start, end) = (line[0], line[line.count - 1])
      let outer =
        isLeft
        ? [Point(x, start.y), Point(x, y), Point(end.x, y)] : [Point(start.x, y), Point(x, y), Point(x, end.y)]
      canvas.addBelow(.area(outer + line.reversed(), fill: .band))
    }
    let radius = cases.count > 300 ? 2.0 : 3.5
    for point in cases { canvas.symbol(.circle, at: frame.place(point.x, point.y), radius: radius, .category(4)) }
    for (index, pair) in ceilings.enumerated() where pair.1.count > 1 {
      canvas.line(
        pair.1.map { frame.place($0.x, $0.y) }, paints[index % 4], width: 2, isDashed: index % 2 == 1)
    }
  }

  public func data(in language: Language) -> ChartData {
    ChartData(
      headings: [
        yTitle.isEmpty ? ChartWord.level.text(language) : yTitle,
        (xTitle.isEmpty ? "" : xTitle + " – ") + ChartWord.required.text(language),
      ],
      rows: bottlenecks.map { line in
        [
          yFormat.text(line.level),
          line.required.map { xFormat.text($0) } ?? ChartWord.notNecessary.text(language),
        ]
      })
  }

  public func summary(in language: Language) -> String {
    let effects = ceilings.map { ceiling in
      ceiling.name + (ceiling.effect.map { " d = \(ValueFormat(decimals: 2).text($0))" } ?? "")
    }
    let count = cases.count { Self.isDrawable($0) }
    return (["n = \(count)"] + effects).joined(separator: language == .chinese ? "，" : ", ")
  }
}
