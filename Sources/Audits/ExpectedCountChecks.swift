import Documents
import Evidence

/// Expected counts against the totals of the table they belong to.
enum ExpectedCountChecks {
  static func checks(of table: PublishedCountTable) -> [AuditCheck] {
    guard let printed = table.expected else { return [] }
    let right = expected(table)
    guard !right.isEmpty else { return [] }
    func check(
      _ verdict: AuditVerdict, _ code: AuditMessage, _ facts: Facts = [:], _ reported: [AuditCheck.Reported] = [],
      _ figures: [AuditCheck.Figure] = []
    ) -> AuditCheck {
      AuditCheck(
        .expectedCounts, kind: "expected-count", at: table.place, reported: reported, recomputed: figures,
        verdict: verdict, message: Caveat(audit: code, facts))
    }
    var wrong: [AuditCheck] = []
    var isRounded = true
    var cells = 0
    for (row, numbers) in printed.enumerated() {
      for (column, number) in numbers.enumerated() {
        cells += 1
        let value = right[row][column]
        if number.rounded.contains(value) { continue }
        isRounded = false
        if number.admissible.contains(value) { continue }
        let text = value.rounded(decimals: max(0, number.decimals))
        wrong.append(
          check(
            .inconsistent, .expectedCountWrong,
            [
              "printed": .text(number.text), "count": .integer(table.rows[row][column].count), "value": .text(text),
            ], [.init("expected", number.text), .init("count", "\(table.rows[row][column].count)")],
            [.init("expected", value)]))
      }
    }
    if wrong.isEmpty { return [check(isRounded ? .consistent : .rounding, .expectedCountsRight)] }
    // They may belong to a model of their own: named once, not cell by cell.
    return wrong.count * 2 > cells ? [check(.inconsistent, .expectedCountsOfNothing)] : wrong
  }

  static func expected(_ table: PublishedCountTable) -> [[Double]] {
    let rowSums = table.rows.map { $0.reduce(0) { $0 + $1.count } }
    let columnSums = table.rows[0].indices.map { column in table.rows.reduce(0) { $0 + $1[column].count } }
    let total = Double(rowSums.reduce(0, +))
    guard total > 0 else { return [] }
    return rowSums.map { row in columnSums.map { Double(row) * Double($0) / total } }
  }
}

/// The note below a table of tests: `0 个单元格 (0.0%) 的期望计数小于 5。最小期望计数为 28.76。`
struct PublishedExpectedNote {
  var place: Place
  var below: (cells: Int, share: PrintedNumber?, threshold: Double)?
  var minimum: PrintedNumber?

  /// The notes of a paragraph.
  static func notes(in tokens: [ProseTokens.Token], file: String) -> [PublishedExpectedNote] {
    var notes: [PublishedExpectedNote] = []
    for index in tokens.indices {
      guard let word = tokens.word(index) else { continue }
      let place = Place(file: file, line: tokens[index].line, column: tokens[index].column)
      if let below = below(word, tokens, index) {
        notes.append(PublishedExpectedNote(place: place, below: below))
      } else if let minimum = minimum(word, tokens, index) {
        if let last = notes.last, last.minimum == nil, let line = last.place.line, tokens[index].line - line <= 2 {
          notes[notes.count - 1].minimum = minimum
        } else {
          notes.append(PublishedExpectedNote(place: place, minimum: minimum))
        }
      }
    }
    return notes
  }

  private static func below(
    _ word: String, _ tokens: [ProseTokens.Token], _ index: Int
  ) -> (cells: Int, share: PrintedNumber?, threshold: Double)? {
    let isCells = word.firstRange(of: "单元格") != nil || ["cell", "cells"].contains(word.lowercased())
    guard isCells, let cells = tokens.number(index - 1)?.wholeNumber, cells >= 0 else { return nil }
    var share: PrintedNumber?
    var saysExpected = false
    var next = index + 1
    while next < index + 24, !tokens.isStop(next) {
      if let number = tokens.number(next) {
        if number.isPercent {
          share = number
        } else {
          return saysExpected && number.value > 0 ? (cells, share, number.value) : nil
        }
      }
      if let word = tokens.word(next)?.lowercased() {
        if ["期望计数", "期望频数", "预期计数", "理论频数"].contains(where: { word.firstRange(of: $0) != nil }) || word == "expected" {
          saysExpected = true
        }
      }
      next += 1
    }
    return nil
  }

  private static func minimum(_ word: String, _ tokens: [ProseTokens.Token], _ index: Int) -> PrintedNumber? {
    let names = ["最小期望计数", "最小期望频数", "最小预期计数", "最小理论频数"]
    var next = index + 1
    if word.lowercased() == "minimum", tokens.word(index + 1)?.lowercased() == "expected",
      ["count", "frequency"].contains(tokens.word(index + 2)?.lowercased() ?? "")
    {
      next = index + 3
      if let verb = tokens.word(next), ["is", "was"].contains(verb) { next += 1 }
    } else if !names.contains(where: { word.firstRange(of: $0) != nil }) {
      return nil
    }
    while tokens.sign(next) == "=" || tokens.sign(next) == ":" { next += 1 }
    return tokens.number(next).flatMap { $0.isPercent ? nil : $0 }
  }

  /// Against the table it stands below, else against what the test says of the table's shape.
  func checks(counts: PublishedCountTable?, test: PublishedTest?) -> [AuditCheck] {
    if let counts { return checks(counts) }
    guard let test, let df = test.degreesOfFreedom?.wholeNumber, df > 0, df < 1_000_000 else { return [] }
    let cells = (1...df).prefix { $0 * $0 <= df }.filter { df % $0 == 0 }.map { ($0 + 1) * (df / $0 + 1) }
    var found: [AuditCheck] = []
    if let minimum, let n = test.n?.wholeNumber, n > 0, let fewest = cells.min() {
      let most = Double(n) / Double(fewest)
      if minimum.rounded.lowerBound > most {
        found.append(
          check(
            [.init("minimum", minimum.text), .init("n", "\(n)")], [.init("most", most)], .impossible,
            .expectedMinimumTooLarge,
            ["printed": .text(minimum.text), "n": .integer(n), "most": .text(TestChecks.short(most))]))
      }
    }
    if let below, let share = below.share {
      let possible = cells.map { 100 * Double(below.cells) / Double($0) }
      if !possible.contains(where: { share.admissible.contains($0) }) {
        found.append(
          check(
            [.init("cells", "\(below.cells)"), .init("percentage", share.text)],
            possible.first.map { [.init("percentage", $0)] } ?? [], .impossible, .fewExpectedShareWrong,
            [
              "cells": .integer(below.cells), "printed": .text(share.text),
              "shares": .list(possible.map { $0.rounded(decimals: max(0, share.decimals)) }),
            ]))
      }
    }
    return found
  }

  private func checks(_ table: PublishedCountTable) -> [AuditCheck] {
    let expected = ExpectedCountChecks.expected(table).flatMap { $0 }
    guard let least = expected.min() else { return [] }
    var found: [AuditCheck] = []
    if let minimum, !minimum.admissible.contains(least) {
      found.append(
        check(
          [.init("minimum", minimum.text)], [.init("minimum", least)], .inconsistent, .expectedMinimumWrong,
          [
            "printed": .text(minimum.text), "value": .text(least.rounded(decimals: max(0, minimum.decimals))),
          ]))
    }
    if let below {
      let few = expected.count { $0 < below.threshold }
      let share = 100 * Double(few) / Double(expected.count)
      if few != below.cells || below.share.map({ !$0.admissible.contains(share) }) ?? false {
        found.append(
          check(
            [.init("cells", "\(below.cells)")] + (below.share.map { [.init("percentage", $0.text)] } ?? []),
            [.init("cells", Double(few)), .init("percentage", share)], .inconsistent, .fewExpectedWrong,
            [
              "printed": .integer(below.cells), "cells": .integer(few),
              "share": .text(share.rounded(decimals: max(0, below.share?.decimals ?? 1))),
              "threshold": .number(below.threshold),
            ]))
      }
    }
    return found.isEmpty ? [check([], [.init("minimum", least)], .consistent, .expectedNoteRight, [:])] : found
  }

  private func check(
    _ reported: [AuditCheck.Reported], _ recomputed: [AuditCheck.Figure], _ verdict: AuditVerdict,
    _ code: AuditMessage, _ facts: Facts
  ) -> AuditCheck {
    AuditCheck(
      .expectedCountsNote, kind: "expected-count", at: place, reported: reported, recomputed: recomputed,
      verdict: verdict, message: Caveat(audit: code, facts))
  }
}
