import Charting
import Crosstabs
import DisclosureControl
import Documents
import Evidence
import Phrasebook
import Presentation
import StructuredText
import Tables

/// The answers to one question, some of which too few gave.
public struct SuppressedFrequencies: Sendable {
  public let table: FrequencyTable
  public let rule: DisclosureRule
  private let hidden: [Bool]
  /// Of the rule as positions.
  private let positions: JSONValue
  private let isWhole: Bool

  /// `nil` where nothing needs to be hidden.
  public init?(_ table: FrequencyTable, rule: DisclosureRule) {
    self.table = table
    self.rule = rule
    let counts = table.lines.map(\.count)
    if table.allowsSeveral {
      let found = OptionSuppression(counts: counts, base: table.n, rule: rule)
      isWhole = found.isBodyWithheld
      hidden = counts.indices.map(found.isHidden)
      positions = [
        "rule": .string(rule.name), "all": .boolean(isWhole),
        "cells": .array(isWhole ? [] : found.unsafe.map { [.integer($0)] }),
        "complementary": .array(isWhole ? [] : found.complementary.map { [.integer($0)] }),
      ]
    } else {
      let found = TableSuppression(list: counts, rule: rule)
      isWhole = found.isBodyWithheld
      hidden = counts.indices.map { found.isHidden(row: $0, column: 0) }
      positions = found.json
    }
    let hasSmallWays = table.missingWays.count > 1 && table.missingWays.contains { rule.isUnsafe(count: $0.count) }
    guard isWhole || hidden.contains(true) || hasSmallWays else { return nil }
  }

  public var caveat: Caveat { rule.caveat(cells: max(1, hiddenCount), isWhole: isWhole) }

  private var hiddenCount: Int { hidden.reduce(0) { $0 + ($1 ? 1 : 0) } }

  private var showsWays: Bool { !table.missingWays.contains { rule.isUnsafe(count: $0.count) } }

  /// The fields of a frequency table with `null` for what is withheld, and `suppressed`.
  public func json(in language: Language) -> JSONValue {
    let all = table.json(in: language).asObject!
    var object: JSONObject = ["name": .string(table.name), "label": all["label"]!]
    object["n"] = isWhole ? .null : .integer(table.n)
    object["missing"] = isWhole ? .null : .integer(table.missing)
    object["missingReasons"] = isWhole || !showsWays ? .null : all["missingReasons"]!
    object["levels"] = .array(
      table.lines.indices.map { place in
        let line = table.lines[place]
        let isShown = !hidden[place]
        var level: JSONObject = [
          "value": .string(line.level.value.description), "label": .string(line.level.text(in: language)),
          "count": isShown ? .integer(line.count) : .null, "share": JSONValue(isShown ? line.share : nil),
          "low": JSONValue(isShown ? line.interval?.low : nil),
          "high": JSONValue(isShown ? line.interval?.high : nil),
        ]
        if table.isDesignBased {
          level["standardError"] = JSONValue(isShown ? line.standardError : nil)
          level["designEffect"] = JSONValue(isShown ? line.designEffect : nil)
        }
        // A share of all answers shows how many answers there are, and so the sum of the hidden.
        if table.allowsSeveral { level["shareOfAnswers"] = .null }
        return .object(level)
      })
    object["suppressed"] = positions
    return .object(object)
  }

  public func blocks(style: TableStyle, in language: Language) -> [Block] {
    [.table(documentTable(style: style, in: language))]
      + [figure(in: language)].compactMap { $0.map(Block.figure) }
  }

  /// Running shares are left out: between two of them lies a hidden one.
  private func documentTable(style: TableStyle, in language: Language) -> DocumentTable {
    let chinese = language == .chinese
    let percent = DisplayRule.percent(decimals: 1)
    func heading(_ chineseText: String, _ english: String) -> DocumentTable.Column {
      .init(Phrase(chinese ? chineseText : english), .right)
    }
    let share =
      switch (table.allowsSeveral, table.isDesignBased) {
      case (true, true): heading("占个案 %（加权）", "Weighted % of cases")
      case (true, false): heading("占个案 %", "% of cases")
      case (false, true): heading("加权 %", "Weighted %")
      case (false, false): heading("有效 %", "Valid %")
      }
    let columns: [DocumentTable.Column] = [
      .init(chinese ? "选项" : "Answer"), heading("频数", "Count"), share, heading("95% 区间", "95% interval"),
    ]
    var rows = table.lines.indices.map { place -> DocumentTable.Row in
      let line = table.lines[place]
      let name = DocumentTable.Cell(line.level.text(in: language))
      guard !hidden[place] else { return .init([name] + Array(repeating: WithheldMark.cell, count: 3)) }
      let interval = line.interval.map {
        "\(percent.text($0.low, style: style)) – \(percent.text($0.high, style: style))"
      }
      return .init([
        name, .init(String(line.count)),
        .init(
          table.isDesignBased
            ? percent.text(line.share, style: style) : percent.text(line.count, of: table.n, style: style)),
        .init(interval ?? DisplayRule.missing),
      ])
    }
    let total = chinese ? (table.allowsSeveral ? "有效个案" : "有效") : (table.allowsSeveral ? "Cases" : "Valid")
    rows.append(.init([.init(total), isWhole ? WithheldMark.cell : .init(String(table.n))], role: .total))
    if !isWhole, table.missing > 0 {
      rows.append(.init([.init(chinese ? "缺失" : "Missing"), .init(String(table.missing))], indent: 1))
    }
    let note =
      isWhole
      ? WithheldMark.note(withholdingAllUnder: rule, in: language)
      : WithheldMark.note(rule, hidden: max(1, hiddenCount), in: language)
    return DocumentTable(
      title: Phrase(Naming.column(table.name, table.label, in: language)), columns: columns, rows: rows, notes: [note])
  }

  /// Bars of the answers that are shown.
  private func figure(in language: Language) -> Figure? {
    guard !isWhole, let figure = table.figure(in: language), hiddenCount < table.lines.count else { return nil }
    let bars = table.lines.indices.filter { !hidden[$0] }.map { place in
      let line = table.lines[place]
      return BarPlot.Bar(
        line.level.text(in: language), line.share ?? .nan, low: line.interval?.low, high: line.interval?.high)
    }
    guard bars.count >= 2 else { return nil }
    var chart = figure.chart
    chart.notes.append(
      language == .chinese ? "隐去的选项不在图中" : "Withheld answers are not drawn")
    chart.plot = BarPlot(bars, format: .percent())
    return Figure(chart, isIllustration: true)
  }
}
