import Crosstabs
import Documents
import Evidence
import StructuredText

extension Screen {
  /// `{"pairs": [{"a": …, "b": …, "n": …, "statistic": …, "df": …, "p": …, "logP": …, "adjustedP": …, "cramersV": …}]}`
  /// and, with the tests of a design, `"raoScott": {…}` and `"verdict": "holds"` or `"changes"` for each pair.
  public func json(beside design: RaoScottScreen? = nil) -> JSONValue {
    [
      "pairs": .array(
        pairs.map { entry in
          var pair: JSONObject = [
            "a": .string(entry.a), "b": .string(entry.b), "n": .integer(entry.n), "statistic": entry.statistic.json,
            "df": .integer(entry.degreesOfFreedom), "p": entry.p.json, "logP": entry.logP.json,
            "adjustedP": entry.adjustedP.json,
            "cramersV": entry.cramersV.json,
          ]
          if let design {
            let corrected = design[entry.a, entry.b]
            pair["raoScott"] = corrected?.json ?? .null
            pair["verdict"] =
              corrected.map { other in
                .string((entry.adjustedP < Self.level) == (other.adjustedP < Self.level) ? "holds" : "changes")
              } ?? .null
          }
          return .object(pair)
        }),
      "untestable": .array(untestable.map { ["a": .string($0.a), "b": .string($0.b), "n": .integer($0.n)] }),
    ]
  }

  /// What the verdict calls significant.
  private static let level = 0.05

  public func document(beside design: RaoScottScreen? = nil, in language: Language) -> Document {
    let chinese = language == .chinese
    let adjusted = ["holm": "Holm", "bh": "BH", "none": ""][adjustment.rawValue]!
    var notes: [DocumentTable.Note] = []
    if !untestable.isEmpty {
      let names = untestable.prefix(5).map { "\($0.a)×\($0.b)" }.joined(separator: ", ")
      let count = untestable.count
      notes.append(
        .init(
          Phrase(
            chinese
              ? "\(count) 对无法检验（共有的行中其中一题只有一种回答）：\(names)\(count > 5 ? " 等" : "")"
              : "\(count) pairs could not be tested (one item has a single answer among the rows they share): \(names)\(count > 5 ? " …" : "")"
          )))
    }
    var columns: [DocumentTable.Column] = [
      .init(chinese ? "题目" : "Item"), .init(chinese ? "题目" : "Item"), .init("n", .right), .init("χ²", .decimal),
      .init(chinese ? "自由度" : "df", .right), .init("p", .decimal),
      .init(Phrase(chinese ? "校正 p \(adjusted)" : "adjusted p \(adjusted)"), .decimal), .init("V", .decimal),
    ]
    if let design {
      columns += [
        .init(chinese ? "设计 F" : "design F", .decimal), .init(chinese ? "设计 p" : "design p", .decimal),
        .init(Phrase(chinese ? "校正 p \(adjusted)" : "adjusted p \(adjusted)"), .decimal),
        .init(chinese ? "设计效应" : "Design effect", .decimal), .init(chinese ? "结论" : "Conclusion"),
      ]
      let changes = pairs.count { pair in
        design[pair.a, pair.b].map { ($0.adjustedP < Self.level) != (pair.adjustedP < Self.level) } ?? false
      }
      notes.append(
        .init(
          Phrase(
            chinese
              ? "设计检验为 Rao–Scott 二阶校正（F 形式）。在 0.05 水平上，考虑抽样设计后有 \(changes) 对的结论改变"
              : "Design-based tests are Rao–Scott's of second order, in the F form. At 0.05 the conclusion of \(changes) pairs changes once the sampling is heeded"
          )))
    }
    func text(_ value: Double?, _ rule: DisplayRule) -> DocumentTable.Cell { .init(rule.text(value, style: .spss)) }
    let rows = pairs.map { pair -> DocumentTable.Row in
      var cells: [DocumentTable.Cell] = [
        .init(pair.a), .init(pair.b), .init(String(pair.n)), text(pair.statistic, .decimals(2)),
        .init(String(pair.degreesOfFreedom)), text(pair.p, .pValue), text(pair.adjustedP, .pValue),
        text(pair.cramersV, .bounded(decimals: 3)),
      ]
      if let design {
        let corrected = design[pair.a, pair.b]
        let holds = corrected.map { ($0.adjustedP < Self.level) == (pair.adjustedP < Self.level) }
        cells += [
          text(corrected?.test.f, .decimals(2)), text(corrected?.test.pValue, .pValue),
          text(corrected?.adjustedP, .pValue), text(corrected?.test.meanDesignEffect, .decimals(2)),
          .init(holds.map { $0 ? (chinese ? "不变" : "holds") : (chinese ? "改变" : "changes") } ?? DisplayRule.missing),
        ]
      }
      return .init(cells)
    }
    let table = DocumentTable(
      title: Phrase(chinese ? "两两关联：\(pairs.count) 对" : "Association of \(pairs.count) pairs"), columns: columns,
      rows: rows, notes: notes)
    return Document(title: chinese ? "关联筛查" : "Screen", language: language.rawValue, [.table(table)])
  }
}

extension RaoScottScreen.Pair {
  fileprivate var json: JSONValue {
    [
      "f": test.f.json, "ndf": test.numeratorDegrees.json, "ddf": test.denominatorDegrees.json, "p": test.pValue.json,
      "logP": test.logP.json, "adjustedP": adjustedP.json, "designDf": .integer(test.designDegrees),
      "x2": test.uncorrected.json, "meanDesignEffect": test.meanDesignEffect.json, "effectiveN": test.effectiveN.json,
    ]
  }
}
