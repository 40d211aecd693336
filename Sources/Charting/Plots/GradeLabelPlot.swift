import Evidence
import ScanCodes

/// A label to hang up: who is graded, the scale with the grade that was reached, a few figures, and a code that cameras read.
///
/// The scale is drawn as arrows that grow from the best grade to the worst, as labels of appliances have it.
public struct GradeLabelPlot: Plot {
  public struct Grade: Sendable, Hashable {
    /// Short: `1`, `A`.
    public var key: String
    public var name: String
    /// What it takes: `≤ 0.6`.
    public var limit: String

    public init(_ key: String, _ name: String, limit: String) {
      self.key = key
      self.name = name
      self.limit = limit
    }
  }

  public struct Figure: Sendable, Hashable {
    public var label: String
    public var value: String

    public init(_ label: String, _ value: String) {
      self.label = label
      self.value = value
    }
  }

  /// A share of the whole as a bar, with what it comes to.
  public struct Part: Sendable, Hashable {
    public var label: String
    public var share: Double
    /// One for each of ``GradeLabelPlot/partHeadings``.
    public var texts: [String]
    /// The same in one line, where there is no picture.
    public var words: String

    public init(_ label: String, share: Double, _ texts: [String], words: String) {
      self.label = label
      self.share = share
      self.texts = texts
      self.words = words
    }
  }

  public var name: String
  public var subtitle: String
  /// What must be read before the label is believed: that its data are invented. Empty for nothing.
  public var warning: String
  /// What the scale is of.
  public var scaleTitle: String
  /// The best first.
  public var grades: [Grade]
  /// The place of the grade that was reached, and the value that led to it; `nil` where there is none.
  public var reached: Int?
  public var value: String
  /// Why there is no grade.
  public var reason: String
  public var figures: [Figure]
  /// What the first figure is made of.
  public var partTitle: String
  public var partHeadings: [String]
  public var parts: [Part]
  /// The code, the number to check it by, and the lines below that.
  public var code: QuickResponseCode?
  public var check: Figure
  public var codeLines: [String]

  public init(
    name: String, subtitle: String, warning: String = "", scaleTitle: String, grades: [Grade], reached: Int?,
    value: String, reason: String = "", figures: [Figure], partTitle: String = "", partHeadings: [String] = [],
    parts: [Part] = [], code: QuickResponseCode? = nil, check: Figure, codeLines: [String] = []
  ) {
    self.name = name
    self.subtitle = subtitle
    self.warning = warning
    self.scaleTitle = scaleTitle
    self.grades = grades
    self.reached = reached.flatMap { grades.indices.contains($0) ? $0 : nil }
    self.value = value
    self.reason = reason
    self.figures = figures
    self.partTitle = partTitle
    self.partHeadings = partHeadings
    self.parts = parts
    self.code = code
    self.check = check
    self.codeLines = codeLines
  }

  private static let ground = Paint.category(0)
  private static let pointer = Paint.category(6)

  private func paint(_ index: Int) -> Paint {
    let place = grades.count < 2 ? 0.5 : Double(index) / Double(grades.count - 1)
    return .diverging(Int((3 - 6 * place).rounded()))
  }

  public func draw(on canvas: inout Canvas) {
    var top = heading(on: &canvas) + 16
    if canvas.isNarrow {
      top = scale(on: &canvas, from: 0, to: canvas.width, top: top) + 18
      top = figures(on: &canvas, from: 0, to: canvas.width, top: top, columns: 2) + 12
    } else {
      let middle = (canvas.width * 0.6).rounded()
      let left = scale(on: &canvas, from: 0, to: middle, top: top)
      let right = figures(on: &canvas, from: middle + 28, to: canvas.width, top: top, columns: 1)
      top = max(left, right) + 16
    }
    if !parts.isEmpty { top = parts(on: &canvas, top: top) + 16 }
    canvas.line([Point(0, top), Point(canvas.width, top)], .axis)
    self.code(on: &canvas, top: top + 14)
  }

  private func heading(on canvas: inout Canvas) -> Double {
    let size = canvas.isNarrow ? 18.0 : 22.0
    let lines = name.lines(within: canvas.width - 32, size: size, isBold: true, limit: 2)
    let below = subtitle.lines(within: canvas.width - 32, size: 13, limit: 2)
    let height = 14 + Double(lines.count) * size * 1.32 + Double(below.count) * 13 * 1.32 + 12
    canvas.rectangle(Box(x: 0, y: 0, width: canvas.width, height: height), Self.ground)
    let middle = canvas.text(lines, x: 16, top: 12, size: size, paint: .on(Self.ground), isBold: true)
    canvas.text(below, x: 16, top: middle + 2, size: 13, paint: .on(Self.ground))
    guard !warning.isEmpty else { return height }
    let yellow = Paint.category(7)
    let words = warning.lines(within: canvas.width - 32, size: 12, isBold: true, limit: 3)
    let band = 10 + Double(words.count) * 12 * 1.32
    canvas.rectangle(Box(x: 0, y: height, width: canvas.width, height: band), yellow)
    canvas.text(words, x: 16, top: height + 6, size: 12, paint: .on(yellow), isBold: true)
    return height + band
  }

  /// The arrows, and the pointer at the one that was reached. Returns the lower edge.
  private func scale(on canvas: inout Canvas, from left: Double, to right: Double, top: Double) -> Double {
    let titleLines = scaleTitle.lines(within: right - left, size: 12, limit: 2)
    var y = canvas.text(titleLines, x: left, top: top, size: 12, paint: .faint) + 6
    let (height, gap, tip) = (30.0, 5.0, 14.0)
    let room = right - left - 96
    let shortest = min(room, grades.map { needed($0) }.max() ?? 0)
    for (index, grade) in grades.enumerated() {
      let share = grades.count < 2 ? 1 : Double(index) / Double(grades.count - 1)
      let end = left + shortest + (room - shortest) * share
      let fill = paint(index)
      let half = y + height / 2
      canvas.add(
        .area(
          [
            Point(left, y), Point(end - tip, y), Point(end, half), Point(end - tip, y + height),
            Point(left, y + height),
          ], fill: fill))
      canvas.text([grade.key], x: left + 10, top: half - 16 * 0.6, size: 16, paint: .on(fill), isBold: true)
      let names = end - left - 60 - grade.limit.width(size: 11)
      let size = grade.name.width(size: 12) <= names ? 12.0 : 10
      let lines = grade.name.lines(within: names, size: size, limit: 2)
      canvas.text(
        lines, x: left + 36, top: half - Canvas.height(ofLines: lines.count, size: size) / 2, size: size,
        paint: .on(fill))
      canvas.text([grade.limit], x: end - tip - 4, top: half - 11 * 0.6, size: 11, anchor: .end, paint: .on(fill))
      if reached == index {
        let start = right - 84
        canvas.add(
          .area(
            [
              Point(start, half), Point(start + tip, y - 3), Point(right, y - 3), Point(right, y + height + 3),
              Point(start + tip, y + height + 3),
            ], fill: Self.pointer))
        canvas.text(
          [grade.key], x: start + tip + 4, top: half - 24 * 0.6, size: 24, paint: .on(Self.pointer), isBold: true)
        canvas.text(
          [value], x: right - 6, top: half - 11 * 0.6, size: 11, anchor: .end, paint: .on(Self.pointer))
      }
      y += height + gap
    }
    guard reached == nil, !reason.isEmpty else { return y }
    return canvas.text(reason.lines(within: right - left, size: 12, limit: 3), x: left, top: y + 4, size: 12)
  }

  /// How long an arrow must be for its words.
  private func needed(_ grade: Grade) -> Double {
    50 + grade.name.width(size: 12) + grade.limit.width(size: 11) + 34
  }

  private func figures(
    on canvas: inout Canvas, from left: Double, to right: Double, top: Double, columns: Int
  ) -> Double {
    let width = (right - left) / Double(columns)
    var y = top
    let size =
      [22.0, 18, 15, 13].first { size in
        figures.allSatisfy { $0.value.width(size: size, isBold: true) <= width - 8 }
      } ?? 11
    for start in stride(from: 0, to: figures.count, by: columns) {
      var bottom = y
      for (column, figure) in figures[start..<min(start + columns, figures.count)].enumerated() {
        let x = left + Double(column) * width
        let labels = figure.label.lines(within: width - 10, size: 12, limit: 2)
        let below = canvas.text(labels, x: x, top: y, size: 12, paint: .faint)
        let lines = figure.value.lines(within: width - 10, size: size, isBold: true, limit: 2)
        bottom = max(bottom, canvas.text(lines, x: x, top: below, size: size, isBold: true))
      }
      y = bottom + 8
    }
    return y
  }

  /// A row for each part: its name, a bar from zero, and its texts in columns at the right. Returns the lower edge.
  private func parts(on canvas: inout Canvas, top: Double) -> Double {
    let small = Canvas.smallFontSize
    canvas.line([Point(0, top), Point(canvas.width, top)], .axis)
    let rows = parts.filter(\.share.isDrawable)
    let widths = partHeadings.indices.map { column in
      ([partHeadings[column]] + rows.map { $0.texts[column] }).map { $0.width(size: small) }.max()! + 14
    }
    let right = canvas.width - widths.reduce(0, +)
    let isNarrow = canvas.isNarrow
    // Where there is no room beside a name, its bar stands below it.
    let labels = isNarrow ? right : min(right * 0.45, (rows.map { $0.label.width(size: 12) }.max() ?? 0) + 10)
    var y = top + 12
    let title = partTitle.lines(within: isNarrow ? canvas.width : right - 8, size: 12, limit: 2)
    var bottom = canvas.text(title, x: 0, top: y, size: 12, paint: .faint)
    if isNarrow { y = bottom + 2 }
    var edge = right
    for (heading, width) in zip(partHeadings, widths) {
      edge += width
      bottom = max(bottom, canvas.text([heading], x: edge, top: y, size: small, anchor: .end, paint: .faint))
    }
    y = bottom + 4
    let most = max(rows.map(\.share).max() ?? 0, 1e-9)
    for row in rows {
      let lines = row.label.lines(within: labels - 6, size: 12, limit: 2)
      let height = max(18, Double(lines.count) * 12 * TextMeasure.pitch + 3)
      let middle = y + height / 2
      canvas.text(lines, x: 0, top: middle - Canvas.height(ofLines: lines.count) / 2, size: 12)
      let length = max(0, row.share / most) * (isNarrow ? canvas.width : right - labels - 10)
      if length >= 1 {
        let bar =
          isNarrow
          ? Box(x: 0, y: y + height, width: length, height: 5)
          : Box(x: labels, y: middle - 5, width: length, height: 10)
        canvas.rectangle(bar, .category(0), tip: row.texts.first ?? "")
      }
      edge = right
      for (text, width) in zip(row.texts, widths) {
        edge += width
        canvas.text([text], x: edge, top: middle - small * 0.6, size: small, anchor: .end)
      }
      y += height + (isNarrow ? 9 : 0)
    }
    return y
  }

  private func code(on canvas: inout Canvas, top: Double) {
    var left = 0.0
    if let code {
      // Whole modules of three points, and four modules of white around: cameras need both.
      let (module, quiet) = (3.0, 4)
      let edge = Double(code.size + 2 * quiet) * module
      canvas.rectangle(Box(x: 0, y: top.rounded(), width: edge, height: edge), .paper)
      for row in 0..<code.size {
        var start: Int?
        for column in 0...code.size {
          let isDark = column < code.size && code[row, column]
          if isDark, start == nil { start = column }
          if !isDark, let from = start {
            canvas.rectangle(
              Box(
                x: Double(from + quiet) * module, y: top.rounded() + Double(row + quiet) * module,
                width: Double(column - from) * module, height: module), .ink)
            start = nil
          }
        }
      }
      left = edge + 16
    }
    var y = top + 8
    for (place, line) in (["\(check.label) \(check.value)"] + codeLines).enumerated() {
      let room = canvas.width - left
      let size = place > 0 ? 11 : [14.0, 12, 11, 10].first { line.width(size: $0, isBold: true) <= room } ?? 10
      let lines = line.lines(within: room, size: size, isBold: place == 0, limit: 10)
      y = canvas.text(lines, x: left, top: y, size: size, paint: place == 0 ? .text : .faint, isBold: place == 0) + 5
    }
  }

  public func data(in language: Language) -> ChartData {
    var rows = [[name, subtitle]]
    if !warning.isEmpty { rows.append(["!", warning]) }
    rows.append([
      ChartWord.grade.text(language),
      reached.map { "\(grades[$0].key) \(grades[$0].name), \(value)" } ?? (reason.isEmpty ? "–" : reason),
    ])
    rows += (figures + [check]).map { [$0.label, $0.value] }
    rows += parts.map { [$0.label, $0.words] }
    return ChartData(headings: ([.item, .value] as [ChartWord]).map { $0.text(language) }, rows: rows)
  }

  public func summary(in language: Language) -> String {
    let grade = reached.map { "\(ChartWord.grade.text(language)) \(grades[$0].key) (\(grades[$0].name)), \(value)" }
    let parts = [name, subtitle, warning, grade ?? reason] + figures.map { "\($0.label) \($0.value)" }
    return parts.filter { !$0.isEmpty }.joined(separator: language == .chinese ? "；" : "; ")
  }
}
