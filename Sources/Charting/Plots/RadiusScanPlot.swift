import Evidence

/// How many clusters and how much noise each radius gives, with the plateau on which the number of clusters is stable.
public struct RadiusScanPlot: Plot {
  public struct Trial: Sendable, Hashable {
    public var radius: Double
    public var clusters: Int
    /// A share of all points.
    public var noise: Double

    public init(radius: Double, clusters: Int, noise: Double) {
      self.radius = radius
      self.clusters = clusters
      self.noise = noise
    }
  }

  public var trials: [Trial]
  public var plateau: ClosedRange<Double>?
  public var chosen: Double?
  public var format: ValueFormat
  public var xTitle: String

  public init(
    _ trials: [Trial], plateau: ClosedRange<Double>? = nil, chosen: Double? = nil, format: ValueFormat = .number(),
    xTitle: String = "ε"
  ) {
    self.trials = trials
    self.plateau = plateau
    self.chosen = chosen
    self.format = format
    self.xTitle = xTitle
  }

  /// With as many decimals as tell one end from the other.
  private func text(of plateau: ClosedRange<Double>) -> String {
    var format = format
    while format.decimals < 12, plateau.lowerBound < plateau.upperBound,
      format.text(plateau.lowerBound) == format.text(plateau.upperBound)
    {
      format.decimals += 1
    }
    return format.text(from: plateau.lowerBound, to: plateau.upperBound)
  }

  private func isDrawable(_ trial: Trial) -> Bool { trial.radius.isDrawable && trial.noise.isDrawable }
  private var drawn: [Trial] { trials.filter(isDrawable).sorted { $0.radius < $1.radius } }
  public var omitted: [String] { trials.filter { !isDrawable($0) }.map { format.text($0.radius) } }

  public func draw(on canvas: inout Canvas) {
    let trials = drawn
    guard !trials.isEmpty else { return }
    let language = canvas.language
    var entries: [(Key.Swatch, String)] = []
    if let plateau {
      entries.append(
        (
          .box(.sequential(1), isHatched: false),
          "\(ChartWord.plateau.text(language)): ε = \(text(of: plateau))"
        ))
    }
    if let chosen {
      entries.append((.line(.accent, isDashed: true), "\(ChartWord.chosen.text(language)) ε = \(format.text(chosen))"))
    }
    var top = Key(entries: entries.map { (swatch: $0.0, label: $0.1) }).draw(on: &canvas, top: 2)
    let radii = trials.map(\.radius) + [chosen].compactMap { $0 }.filter(\.isDrawable)
    for isNoise in [false, true] {
      let frame = PointFrame(
        x: radii, y: trials.map { isNoise ? $0.noise : Double($0.clusters) }, xTitle: isNoise ? xTitle : "",
        yTitle: (isNoise ? ChartWord.noise : .clusters).text(language), xFormat: format,
        yFormat: isNoise ? .percent(decimals: 0) : ValueFormat(decimals: 0), includingZero: (false, true),
        height: 130, minimumLeft: "100%".width(size: Canvas.smallFontSize) + 10, on: &canvas, top: top)
      if let plateau, plateau.lowerBound.isDrawable, plateau.upperBound.isDrawable {
        let (from, to) = (frame.x.place(plateau.lowerBound), frame.x.place(plateau.upperBound))
        canvas.addBelow(
          .rectangle(
            Box(x: from, y: frame.area.y, width: max(1, to - from), height: frame.area.height), fill: .sequential(1),
            isHatched: false, tip: ""))
      }
      let points = trials.map { frame.place($0.radius, isNoise ? $0.noise : Double($0.clusters)) }
      canvas.line(points, .category(0), width: 1.5)
      if trials.count <= 40 {
        for (point, trial) in zip(points, trials) {
          canvas.symbol(.circle, at: point, radius: 3, .category(0), tip: "ε = \(format.text(trial.radius))")
        }
      }
      if let chosen, chosen.isDrawable {
        let x = frame.x.place(chosen)
        canvas.line([Point(x, frame.area.y), Point(x, frame.area.bottom)], .accent, width: 1.5, isDashed: true)
      }
      top = canvas.height + 12
    }
  }

  public func data(in language: Language) -> ChartData {
    ChartData(
      headings: ["ε"] + ([.clusters, .noise] as [ChartWord]).map { $0.text(language) },
      rows: trials.map { [format.text($0.radius), String($0.clusters), ValueFormat.percent().text($0.noise)] })
  }

  public func summary(in language: Language) -> String {
    ChartWord.clusters.text(language) + ": "
      + ExtremesSentence(
        drawn.map { ("ε = \(format.text($0.radius))", Double($0.clusters)) }, format: ValueFormat(decimals: 0)
      ).text(in: language)
  }
}
