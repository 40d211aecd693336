import Typography

/// The difference between the lines of a notebook and what they should be, as `diff -u` writes it.
struct LineDifference: Sendable {
  private enum Step {
    case same(Int)
    case removed(Int)
    case added(String)
  }

  private let source: SourceLines
  private var steps: [Step] = []
  /// The first line that differs in each edit, counted from 1.
  private(set) var firstLines: [Int] = []

  /// - Parameter edits: Lines and what stands in their place, in order and without overlap.
  init(_ source: SourceLines, edits: [(lines: Range<Int>, new: [String])]) {
    self.source = source
    var next = 0
    for edit in edits {
      steps += (next..<edit.lines.lowerBound).map { .same($0) }
      add(edit.lines, edit.new)
      next = edit.lines.upperBound
    }
    steps += (next..<source.count).map { .same($0) }
  }

  /// Outputs are short; a longer one is shown as taken out and put in.
  private static let largestProduct = 1_000_000

  private mutating func add(_ lines: Range<Int>, _ new: [String]) {
    let old = lines.map { source[$0] }
    var start = 0
    while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
    var tail = 0
    while tail < min(old.count, new.count) - start, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
    firstLines.append(lines.lowerBound + min(start, max(0, old.count - 1)) + 1)
    steps += lines.prefix(start).map { .same($0) }
    middle(Array(lines)[start..<old.count - tail], Array(new[start..<new.count - tail]))
    steps += lines.suffix(tail).map { .same($0) }
  }

  private mutating func middle(_ lines: ArraySlice<Int>, _ new: [String]) {
    let old = lines.map { source[$0] }
    guard old.count * new.count <= Self.largestProduct, !old.isEmpty, !new.isEmpty else {
      steps += lines.map { .removed($0) } + new.map { .added($0) }
      return
    }
    // common[i][j]: the most lines that `old` from i and `new` from j have in common, in order.
    let width = new.count + 1
    var common = [Int32](repeating: 0, count: (old.count + 1) * width)
    for i in old.indices.reversed() {
      for j in new.indices.reversed() {
        common[i * width + j] =
          old[i] == new[j]
          ? common[(i + 1) * width + j + 1] + 1 : max(common[(i + 1) * width + j], common[i * width + j + 1])
      }
    }
    let places = Array(lines)
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if i < old.count, j < new.count, old[i] == new[j] {
        steps.append(.same(places[i]))
        (i, j) = (i + 1, j + 1)
      } else if i < old.count, j == new.count || common[(i + 1) * width + j] >= common[i * width + j + 1] {
        steps.append(.removed(places[i]))
        i += 1
      } else {
        steps.append(.added(new[j]))
        j += 1
      }
    }
  }

  /// The difference with three lines around each change; empty where there is none.
  func unified(old: String, new: String) -> String {
    let changed = steps.indices.filter { if case .same = steps[$0] { false } else { true } }
    guard let first = changed.first else { return "" }
    var groups = [max(0, first - 3)..<min(steps.count, first + 4)]
    for index in changed.dropFirst() {
      let range = max(0, index - 3)..<min(steps.count, index + 4)
      if range.lowerBound <= groups[groups.count - 1].upperBound {
        groups[groups.count - 1] = groups[groups.count - 1].lowerBound..<range.upperBound
      } else {
        groups.append(range)
      }
    }
    var text = "--- \(old.withControlsVisible())\n+++ \(new.withControlsVisible())\n"
    var (oldLine, newLine, next) = (1, 1, 0)
    for group in groups {
      count(next..<group.lowerBound, &oldLine, &newLine)
      let (startOld, startNew) = (oldLine, newLine)
      count(group, &oldLine, &newLine)
      text += "@@ -\(startOld),\(oldLine - startOld) +\(startNew),\(newLine - startNew) @@\n"
      for step in steps[group] {
        switch step {
        case .same(let line): text += " \(source[line].withControlsVisible())\n"
        case .removed(let line): text += "-\(source[line].withControlsVisible())\n"
        case .added(let line): text += "+\(line.withControlsVisible())\n"
        }
      }
      next = group.upperBound
    }
    return text
  }

  private func count(_ range: Range<Int>, _ old: inout Int, _ new: inout Int) {
    for step in steps[range] {
      if case .added = step {} else { old += 1 }
      if case .removed = step {} else { new += 1 }
    }
  }
}
