import Documents
import Evidence
import GroupComparisons
import Phrasebook
import StructuredText

extension AdjustedComparison {
  /// `{"model", "adjustFor", "n", "df", "groups": […], "wald", "pairwise": […], "coefficients": […]}`
  public func json(in language: Language) -> JSONValue {
    let names = lines.map { $0.level.text(in: language) }
    return [
      "model": .string(model.model.rawValue), "adjustFor": JSONValue(adjustedFor), "n": .integer(n),
      "df": .integer(model.degreesOfFreedom),
      "groups": .array(
        zip(names, lines).map { name, line in
          [
            "label": .string(name), "value": line.level.value.json, "n": .integer(line.n), "crude": line.crude.json,
            "mean": line.mean.json, "standardError": line.standardError.json, "low": JSONValue(line.interval?.low),
            "high": JSONValue(line.interval?.high),
          ]
        }),
      "wald": GroupComparison.json(wald),
      "pairwise": .array(
        pairs.map { pair in
          [
            "a": .string(names[pair.first]), "b": .string(names[pair.second]), "difference": pair.difference.json,
            "standardError": pair.standardError.json, "low": JSONValue(pair.interval?.low),
            "high": JSONValue(pair.interval?.high), "t": JSONValue(pair.t), "p": JSONValue(pair.pValue),
            "adjustedP": JSONValue(pair.adjustedP),
          ]
        }),
      "coefficients": .array(
        model.coefficients.map { coefficient in
          [
            "name": .string(coefficient.name), "value": coefficient.value.json,
            "standardError": coefficient.standardError.json, "t": JSONValue(coefficient.t),
            "p": JSONValue(coefficient.pValue), "low": JSONValue(coefficient.interval?.low),
            "high": JSONValue(coefficient.interval?.high),
            "oddsRatio": model.model == .logistic ? coefficient.oddsRatio.json : .null,
          ]
        }),
    ]
  }

  /// The groups before and after adjustment, every pair, and the coefficients behind them.
  public func blocks(style: TableStyle, in language: Language) -> [Block] {
    let chinese = language == .chinese
    let number = DisplayRule.decimals(model.model == .logistic ? 3 : 2)
    func p(_ value: Double?) -> DocumentTable.Cell { DisplayRule.pValue.cell(value, style: style) }
    func interval(_ interval: ConfidenceInterval?) -> DocumentTable.Cell {
      .init(
        interval.map { "[\(number.text($0.low, style: style)), \(number.text($0.high, style: style))]" }
          ?? DisplayRule.missing)
    }
    func right(_ a: String, _ b: String) -> DocumentTable.Column { .init(Phrase(chinese ? a : b), .right) }
    let list = adjustedFor.joined(separator: chinese ? "、" : ", ")
    let isLogistic = model.model == .logistic
    let heading = chinese ? "调整后的组间比较（控制 \(list)）" : "Groups adjusted for \(list)"
    var note =
      isLogistic
      ? (chinese ? "逻辑回归；均值为调整后的占比" : "Logistic model; means are adjusted shares")
      : (chinese ? "线性回归" : "Linear model")
    note += chinese ? "；n = \(n)，标准误按抽样设计" : "; n = \(n), errors by the sampling design"
    var notes: [DocumentTable.Note] = [.init(Phrase(note))]
    if let wald {
      let text = DisplayRule.pValue.text(wald.pValue, style: style)
      let equation = text.hasPrefix("<") || text.hasPrefix(">") ? "\(text.first!) \(text.dropFirst())" : "= \(text)"
      let f = DisplayRule.decimals(3).text(wald.f, style: style)
      notes.append(
        .init(
          Phrase(
            (chinese ? "各组调整后相等的 Wald 检验：" : "Wald test that the adjusted groups are alike: ")
              + "F(\(Int(wald.numeratorDegrees)), \(Int(wald.denominatorDegrees))) = \(f), p \(equation)")))
    }
    let groups = DocumentTable(
      title: Phrase(heading),
      columns: [
        .init(chinese ? "组" : "Group"), right("n", "n"), right("未调整", "Unadjusted"), right("调整后", "Adjusted"),
        right("标准误", "SE"), right("95% 区间", "95% interval"),
      ],
      rows: lines.map { line in
        .init([
          .init(line.level.text(in: language)), .init(String(line.n)), number.cell(line.crude, style: style),
          number.cell(line.mean, style: style), number.cell(line.standardError, style: style),
          interval(line.interval),
        ])
      }, notes: notes)
    let pairTable = DocumentTable(
      title: Phrase(chinese ? "调整后的两两比较" : "Adjusted pairs"),
      columns: [
        .init(chinese ? "组" : "Group"), .init(chinese ? "组" : "Group"), right("差", "Difference"),
        right("95% 区间", "95% interval"), .init("p", .decimal),
        .init(chinese ? "Holm 校正 p" : "Holm's p", .decimal),
      ],
      rows: pairs.map { pair in
        .init([
          .init(lines[pair.first].level.text(in: language)), .init(lines[pair.second].level.text(in: language)),
          number.cell(pair.difference, style: style), interval(pair.interval), p(pair.pValue),
          p(pair.adjustedP),
        ])
      })
    var columns: [DocumentTable.Column] = [
      .init(chinese ? "变量" : "Predictor"), right("系数", "Coefficient"), right("标准误", "SE"),
      right("95% 区间", "95% interval"), .init("p", .decimal),
    ]
    if isLogistic { columns.append(right("优势比", "Odds ratio")) }
    let coefficients = DocumentTable(
      title: Phrase(chinese ? "回归系数" : "Coefficients"), columns: columns,
      rows: model.coefficients.map { coefficient in
        let name = coefficient.name == "(constant)" && chinese ? "（常数）" : coefficient.name
        var cells: [DocumentTable.Cell] = [
          .init(name), DisplayRule.decimals(3).cell(coefficient.value, style: style),
          DisplayRule.decimals(3).cell(coefficient.standardError, style: style),
          interval(coefficient.interval), p(coefficient.pValue),
        ]
        if isLogistic { cells.append(DisplayRule.decimals(2).cell(coefficient.oddsRatio, style: style)) }
        return .init(cells)
      })
    return [.table(groups), .table(pairTable), .table(coefficients)]
  }
}
