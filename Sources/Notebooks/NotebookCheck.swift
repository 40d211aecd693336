import CommandGrammar
import Evidence
import StructuredText
import Typography

/// What of a notebook is no longer what its cells give.
struct NotebookCheck: Sendable {
  enum Kind: String, Sendable {
    /// The cell gives something else than what stands below it.
    case changed
    /// The output still holds, but the cell, its data or the version are not those it was made with.
    case stale
    /// There is no output yet.
    case missing
    /// A picture is missing or not what the cell draws.
    case picture
    /// The cell ends the program.
    case crashed
    /// A picture beside the notebook that no cell draws any more.
    case orphan
    /// The other language has another cell or exercise here.
    case pair
  }

  struct Difference: Sendable {
    let kind: Kind
    /// Counted from 1.
    let line: Int
    /// Where the cell begins, counted from 1.
    let cell: Int
    /// What else there is to say: the path of a picture.
    var detail = ""
  }

  let path: String
  let cells: Int
  var differences: [Difference]
  /// As `diff -u` would write it; empty where only pictures differ.
  let unified: String

  init(of run: NotebookRun) {
    let notebook = run.notebook
    var differences: [Difference] = []
    var edits: [(lines: Range<Int>, new: [String])] = []
    for outcome in run.outcomes {
      let cell = outcome.cell
      if let fault = outcome.fault {
        var signal = ""
        if case .integer(let number)? = fault.facts["signal"] { signal = String(number) }
        differences.append(Difference(kind: .crashed, line: cell.line, cell: cell.line, detail: signal))
        continue
      }
      let lines = outcome.lines
      if let old = cell.output {
        let found = old.map { notebook.source[$0] }
        if found != lines {
          let isStale = found.dropFirst().elementsEqual(lines.dropFirst())
          // The marker above a changed output differs too; people want to see the number.
          let skipped = isStale ? 0 : 1
          let inner = LineDifference(
            notebook.source,
            edits: [(old.lowerBound + skipped..<old.upperBound, Array(lines.dropFirst(skipped)))])
          differences.append(
            Difference(
              kind: isStale ? .stale : .changed, line: inner.firstLines.first ?? cell.line, cell: cell.line))
          edits.append((old, lines))
        }
      } else {
        let end = cell.fence.upperBound
        differences.append(Difference(kind: .missing, line: cell.line, cell: cell.line))
        edits.append((end..<end, [""] + lines))
      }
      for picture in outcome.output.pictures where run.existingPictures[picture.path] != picture.bytes {
        differences.append(Difference(kind: .picture, line: cell.line, cell: cell.line, detail: picture.path))
      }
    }
    for orphan in run.orphans {
      differences.append(Difference(kind: .orphan, line: 1, cell: 1, detail: orphan))
    }
    path = notebook.path
    cells = run.outcomes.count
    self.differences = differences
    unified = LineDifference(notebook.source, edits: edits).unified(old: path, new: path)
  }
}

extension NotebookCheck {
  func text(in language: Language) -> String {
    let lines = differences.map { difference in
      "\(path.withControlsVisible()):\(difference.line): \(difference.sentence(in: language))\n"
    }
    return lines.joined() + unified
  }

  var json: JSONValue {
    let found: [JSONValue] = differences.map {
      [
        "kind": .string($0.kind.rawValue), "line": .integer($0.line), "cell": .integer($0.cell),
        "detail": $0.detail.isEmpty ? .null : .string($0.detail),
      ]
    }
    return [
      "path": .string(path), "cells": .integer(cells), "differences": .array(found),
      "diff": unified.isEmpty ? .null : .string(unified),
    ]
  }
}

extension NotebookCheck.Difference {
  func sentence(in language: Language) -> String {
    let isChinese = language == .chinese
    return switch kind {
    case .changed:
      isChinese ? "第 \(cell) 行的单元给出的结果与此不同" : "the cell at line \(cell) gives something else"
    case .stale:
      isChinese
        ? "输出已过时：第 \(cell) 行的单元、数据或程序版本变了，结果未变"
        : "the output is stale: the cell at line \(cell), its data or the version changed, the result did not"
    case .missing:
      isChinese ? "该单元还没有输出" : "this cell has no output yet"
    case .picture:
      isChinese
        ? "图 \(detail.withControlsVisible()) 缺失或已不同"
        : "the picture \(detail.withControlsVisible()) is missing or differs"
    case .crashed:
      isChinese
        ? "第 \(cell) 行的单元使程序中止（信号 \(detail)）：内存超过限额，或本程序有缺陷"
        : "the cell at line \(cell) ended the program (signal \(detail)): out of memory, or a fault of ours"
    case .orphan:
      isChinese
        ? "图 \(detail.withControlsVisible()) 不再属于任何单元；请删除"
        : "no cell draws the picture \(detail.withControlsVisible()) any more; delete it"
    case .pair:
      isChinese ? "与 \(detail.withControlsVisible()) 不一致" : "not the same as \(detail.withControlsVisible())"
    }
  }
}
