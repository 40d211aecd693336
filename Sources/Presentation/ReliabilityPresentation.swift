import Documents
import Evidence
import Phrasebook
import Scales
import StructuredText

extension Reliability {
  /// The object CLI.md describes, with the interval of α and what each item is like besides.
  public var json: JSONValue {
    [
      "n": .integer(n), "alpha": alpha.value.json,
      "alphaInterval": alpha.interval.map { ["low": $0.low.json, "high": $0.high.json, "level": $0.level.json] }
        ?? .null,
      "standardizedAlpha": standardizedAlpha.json, "omega": omega.json,
      "items": .array(
        items.map {
          [
            "name": .string($0.name), "n": .integer($0.n), "mean": $0.mean.json, "sd": $0.standardDeviation.json,
            "alphaIfDeleted": $0.alphaIfDeleted.json, "itemRestCorrelation": $0.itemRestCorrelation.json,
            "loading": $0.loading.json, "reversed": .boolean($0.isReversed),
          ]
        }),
      "kmo": adequacy.kmo.json, "kmoPerItem": adequacy.kmoPerItem.map { JSONValue($0) } ?? .null,
      "bartlett": adequacy.bartlett.map {
        [
          "statistic": $0.statistic.json, "df": .integer(Int($0.degreesOfFreedom)), "p": $0.pValue.json,
          "logP": $0.logP.json,
        ]
      } ?? .null,
    ]
  }

  public func document(style: TableStyle, in language: Language) -> Document {
    let chinese = language == .chinese
    let bounded = DisplayRule.bounded(decimals: 3)
    func row(_ name: String, _ value: DocumentTable.Cell) -> DocumentTable.Row { .init([.init(name), value]) }
    func row(_ name: String, _ value: Double?) -> DocumentTable.Row { row(name, bounded.cell(value, style: style)) }
    var rows = [
      row(chinese ? "有效个案" : "Cases", .init(String(n))),
      row(chinese ? "题数" : "Items", .init(String(items.count))),
      row(chinese ? "克隆巴赫 α" : "Cronbach's α", alpha.value),
    ]
    if let interval = alpha.interval {
      let percent = DisplayRule.percent(decimals: 0).text(interval.level, style: .spss)
      let separator = chinese ? "，" : ", "
      rows.append(
        row(
          chinese ? "α 的 \(percent) 置信区间" : "\(percent) interval of α",
          .init(
            "[" + bounded.text(interval.low, style: style) + separator + bounded.text(interval.high, style: style) + "]"
          )))
    }
    rows.append(
      row(chinese ? "基于标准化项的 α" : "α of standardized items", standardizedAlpha))
    rows.append(row(chinese ? "麦克唐纳 ω（总）" : "McDonald's ω total", omega))
    rows.append(row("KMO", adequacy.kmo))
    if let test = adequacy.bartlett {
      rows.append(
        row(
          chinese ? "巴特利特球形度检验" : "Bartlett's test of sphericity",
          .init(
            "χ²(\(Int(test.degreesOfFreedom))) = " + DisplayRule.decimals(2).text(test.statistic, style: style) + ", p "
              + Self.relation(DisplayRule.pValue.text(test.pValue, style: style)))))
    }
    let summary = DocumentTable(
      title: Phrase(chinese ? "可靠性统计" : "Reliability statistics"),
      columns: [.init(chinese ? "统计量" : "Statistic"), .init(chinese ? "值" : "Value", .right)], rows: rows)

    let perItem = DocumentTable(
      title: Phrase(chinese ? "项总计统计" : "Item–total statistics"),
      columns: [
        .init(chinese ? "题目" : "Item"), .init(chinese ? "平均值" : "Mean", .decimal),
        .init(chinese ? "标准差" : "SD", .decimal), .init(chinese ? "修正后的项与总计相关性" : "Corrected item–total r", .decimal),
        .init(chinese ? "删除项后的 α" : "α if deleted", .decimal), .init(chinese ? "因子载荷" : "Loading", .decimal),
        .init("KMO", .decimal),
      ],
      rows: items.indices.map { index in
        let item = items[index]
        let name = Naming.column(item.name, item.label, in: language)
        return .init([
          .init(item.isReversed ? name + (chinese ? "（已反转）" : " (turned round)") : name),
          DisplayRule.decimals(2).cell(item.mean, style: style),
          DisplayRule.decimals(2).cell(item.standardDeviation, style: style),
          bounded.cell(item.itemRestCorrelation, style: style),
          bounded.cell(item.alphaIfDeleted, style: style), bounded.cell(item.loading, style: style),
          bounded.cell(adequacy.kmoPerItem?[index], style: style),
        ])
      })
    return Document(
      title: chinese ? "信度" : "Reliability", language: language.rawValue, [.table(summary), .table(perItem)])
  }

  /// `= .031`, but `<.001` as it is.
  private static func relation(_ p: String) -> String { p.hasPrefix("<") || p.hasPrefix(">") ? p : "= " + p }
}
