import Crosstabs
import Documents
import Evidence
import Phrasebook
import Presentation
import StructuredText
import Tables

extension FrequencyTable {
  /// `{"name": …, "n": …, "missing": …, "levels": [{"value": …, "label": …, "count": …, "share": …, "low": …, "high": …}]}`
  public func json(in language: Language) -> JSONValue {
    var object: JSONObject = [
      "name": .string(name), "label": label.json, "n": .integer(n), "missing": .integer(missing),
      "missingReasons": .array(
        missingWays.map {
          [
            "reason": .string($0.way.reason.rawValue), "value": JSONValue($0.way.value?.description),
            "label": $0.way.label.json,
            "count": .integer($0.count),
          ]
        }),
    ]
    object["levels"] = .array(
      lines.map { line in
        var level: JSONObject = [
          "value": .string(line.level.value.description), "label": .string(line.level.text(in: language)),
          "count": .integer(line.count),
          "share": JSONValue(line.share), "low": JSONValue(line.interval?.low), "high": JSONValue(line.interval?.high),
        ]
        if isDesignBased {
          level["standardError"] = JSONValue(line.standardError)
          level["designEffect"] = JSONValue(line.designEffect)
        }
        if allowsSeveral { level["shareOfAnswers"] = JSONValue(line.shareOfAnswers) }
        return .object(level)
      })
    return .object(object)
  }

  /// Counts, shares of all and of the valid, running shares, and 95 % intervals.
  public func documentTable(style: TableStyle, in language: Language) -> DocumentTable {
    let chinese = language == .chinese
    let percent = DisplayRule.percent(decimals: 1)
    func heading(_ chineseText: String, _ english: String) -> DocumentTable.Column {
      .init(Phrase(chinese ? chineseText : english), .right)
    }
    var columns: [DocumentTable.Column] = [.init(chinese ? "选项" : "Answer"), heading("频数", "Count")]
    if allowsSeveral {
      columns += [
        isWeighted ? heading("占个案 %（加权）", "Weighted % of cases") : heading("占个案 %", "% of cases"),
        heading("占应答 %", "% of answers"),
      ]
    } else {
      columns += [
        isWeighted ? heading("加权 %", "Weighted %") : heading("有效 %", "Valid %"), heading("累计 %", "Cumulative %"),
      ]
    }
    columns.append(heading("95% 区间", "95% interval"))
    if isDesignBased { columns.append(heading("设计效应", "Design effect")) }

    var (running, runningShare) = (0, 0.0)
    var rows = lines.map { line -> DocumentTable.Row in
      running += line.count
      runningShare += line.share ?? 0
      let second =
        allowsSeveral
        ? percent.cell(line.shareOfAnswers, style: style)
        : (isDesignBased
          ? percent.cell(min(1, runningShare), style: style) : percent.cell(running, of: n, style: style))
      let first =
        isDesignBased ? percent.cell(line.share, style: style) : percent.cell(line.count, of: n, style: style)
      var cells: [DocumentTable.Cell] = [
        .init(line.level.text(in: language)), .init(String(line.count)), first, second,
        .init(interval(line, percent, style)),
      ]
      if isDesignBased { cells.append(DisplayRule.decimals(2).cell(line.designEffect, style: style)) }
      return .init(cells)
    }
    rows.append(
      .init(
        [.init(chinese ? (allowsSeveral ? "有效个案" : "有效") : (allowsSeveral ? "Cases" : "Valid")), .init(String(n))],
        role: .total))
    for way in missingWays {
      rows.append(.init([.init(Naming.missing(way.way, in: language)), .init(String(way.count))], indent: 1))
    }
    return DocumentTable(
      title: Phrase(Naming.column(name, label, in: language)), columns: columns, rows: rows)
  }

  private func interval(_ line: Line, _ percent: DisplayRule, _ style: TableStyle) -> String {
    guard let interval = line.interval else { return DisplayRule.missing }
    return "\(percent.text(interval.low, style: style)) – \(percent.text(interval.high, style: style))"
  }
}
