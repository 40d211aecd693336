import Evidence

/// A picture of numbers before it is known how wide it will be and what it will be written as.
///
///     let chart = Chart(
///       title: "Obstacles", subtitle: "Share of enterprises, 95 % interval",
///       plot: BarPlot([.init("Cost", 0.43, low: 0.36, high: 0.5)], format: .percent()), language: .english)
///     chart.svg(width: 720)
///
/// Values that do not exist are left out of the picture and named below it; the table keeps them.
public struct Chart: Sendable, Hashable {
  /// One message: what the reader should see.
  public var title: String
  /// What is measured, in which unit, by which definition.
  public var subtitle: String
  /// Source, number of cases, remarks: one line each.
  public var notes: [String]
  public var plot: any Plot
  public var language: Language
  private let givenSummary: String?

  /// What a reader who cannot see the picture should be told; made from the values where nothing was given.
  public var summary: String { givenSummary ?? plot.summary(in: language) }

  public init(
    title: String, subtitle: String = "", notes: [String] = [], plot: any Plot, language: Language,
    summary: String? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.notes = notes
    self.plot = plot
    self.language = language
    givenSummary = summary
  }

  /// The numbers behind the picture.
  public var data: ChartData { plot.data(in: language) }

  /// The notes with one that names what could not be drawn.
  public var allNotes: [String] {
    let omitted = plot.omitted
    guard !omitted.isEmpty else { return notes }
    let shown = omitted.prefix(5).joined(separator: language == .chinese ? "、" : ", ")
    let more =
      omitted.count > 5 ? (language == .chinese ? "等 \(omitted.count) 项" : " and \(omitted.count - 5) more") : ""
    return notes + [language == .chinese ? "无数值、未画出：\(shown)\(more)" : "Without a value, not drawn: \(shown)\(more)"]
  }

  public static func == (left: Chart, right: Chart) -> Bool {
    left.title == right.title && left.subtitle == right.subtitle && left.notes == right.notes
      && left.language == right.language && left.givenSummary == right.givenSummary && left.plot.isEqual(to: right.plot)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(title)
    hasher.combine(subtitle)
    hasher.combine(notes)
    hasher.combine(language)
    hasher.combine(plot)
  }
}

/// A kind of picture together with the values it shows.
public protocol Plot: Sendable, Hashable {
  /// Draws from the top of the canvas downwards, within its width.
  func draw(on canvas: inout Canvas)
  func data(in language: Language) -> ChartData
  func summary(in language: Language) -> String
  /// Names of what has no value and so no place in the picture.
  var omitted: [String] { get }
}

extension Plot {
  public var omitted: [String] { [] }

  fileprivate func isEqual(to other: any Plot) -> Bool { (other as? Self) == self }
}

/// The table behind a chart, as text.
public struct ChartData: Sendable, Hashable {
  public var headings: [String]
  /// The first cell of a row names it; the others are numbers.
  public var rows: [[String]]

  public init(headings: [String], rows: [[String]]) {
    self.headings = headings
    self.rows = rows
  }
}
