import Crosstabs
import Documents
import Evidence
import Phrasebook
import Presentation
import StructuredText

extension Screen {
  /// `{"pairs": [{"a": …, "b": …, "n": …, "statistic": …, "df": …, "p": …, "logP": …, "adjustedP": …, "cramersV": …}]}`
  /// and, with the tests of a design, `"raoScott": {…}` and `"verdict": "holds"` or `"changes"` for each pair.
  ///
  /// Without naive tests their fields and the verdict are `null`, and the pairs are in the order of the design's tests.
  public func json(beside design: RaoScottScreen? = nil) -> JSONValue {
    [
      "pairs": .array(
        ordered(beside: design).map { entry in
          var pair: JSONObject = [
            "a": .string(entry.a), "b": .string(entry.b), "n": .integer(entry.n),
            "statistic": JSONValue(entry.statistic),
            "df": .integer(entry.degreesOfFreedom), "p": JSONValue(entry.p), "logP": JSONValue(entry.logP),
            "adjustedP": JSONValue(entry.adjustedP),
            "cramersV": entry.cramersV.json,
          ]
          if let design {
            let corrected = design[entry.a, entry.b]
            pair["raoScott"] = corrected?.json ?? .null
            pair["verdict"] = Self.holds(entry, corrected).map { .string($0 ? "holds" : "changes") } ?? .null
          }
          return .object(pair)
        }),
      "untestable": .array(untestable.map { ["a": .string($0.a), "b": .string($0.b), "n": .integer($0.n)] }),
      "summary": summary(beside: design),
    ]
  }

  /// How many pairs reach the level after the adjustment: by the test that knows the design, and by the naive one.
  private func summary(beside design: RaoScottScreen?) -> JSONValue {
    let naive = hasNaiveTests ? pairs.count { ($0.adjustedP ?? 1) < Self.level } : nil
    let designed = design.map { design in
      pairs.count { (design[$0.a, $0.b]?.adjustedP ?? 1) < Self.level }
    }
    return [
      "pairs": .integer(pairs.count), "level": .number(Self.level), "significant": JSONValue(designed ?? naive),
      "naiveSignificant": JSONValue(naive),
    ]
  }

  /// What the verdict calls significant.
  private static let level = 0.05

  /// Whether the design leaves the conclusion of a pair as it was; `nil` unless both tests are there.
  private static func holds(_ naive: Pair, _ corrected: RaoScottScreen.Pair?) -> Bool? {
    guard let before = naive.adjustedP, let after = corrected?.adjustedP else { return nil }
    return (before < level) == (after < level)
  }

  /// By the naive tests, else by those of the design; pairs that the design cannot test come last.
  private func ordered(beside design: RaoScottScreen?) -> [Pair] {
    guard !hasNaiveTests, let design else { return pairs }
    var byName: [[String]: Pair] = [:]
    for pair in pairs { byName[[pair.a, pair.b]] = pair }
    let tested = design.pairs.compactMap { byName[[$0.a, $0.b]] }
    return tested + pairs.filter { design[$0.a, $0.b] == nil }
  }

  /// - Parameter labels: What the items stand for, by name.
  public func document(
    beside design: RaoScottScreen? = nil, labels: [String: Label] = [:], in language: Language
  ) -> Document {
    let chinese = language == .chinese
    func name(_ item: String) -> String { Naming.column(item, labels[item] ?? Label(), in: language) }
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
              : "\(counted(count, "pair", "pairs")) could not be tested (one item has a single answer among the rows they share): \(names)\(count > 5 ? " …" : "")"
          )))
    }
    var columns: [DocumentTable.Column] = [
      .init(chinese ? "题目甲" : "Item A"), .init(chinese ? "题目乙" : "Item B"), .init("n", .right),
    ]
    let ofAll =
      adjusted.isEmpty ? (chinese ? "未校正 p" : "p, uncorrected") : (chinese ? "\(adjusted) 校正 p" : "\(adjusted)'s p")
    var spanners: [DocumentTable.Spanner] = []
    if hasNaiveTests {
      columns += [
        .init("χ²", .decimal), .init(chinese ? "自由度" : "df", .right), .init("p", .decimal),
        .init(Phrase(ofAll), .decimal),
      ]
      if design != nil {
        spanners.append(.init(Phrase(chinese ? "视为独立" : "As if independent"), over: 3..<columns.count))
      }
    }
    columns.append(.init("V", .decimal))
    if let design {
      let first = columns.count
      columns += [
        .init("F", .decimal), .init("p", .decimal), .init(Phrase(ofAll), .decimal),
        .init(chinese ? "设计效应" : "Design effect", .decimal),
      ]
      spanners.append(.init(Phrase(chinese ? "按抽样设计" : "Under the design"), over: first..<columns.count))
      var note =
        chinese ? "设计检验为 Rao–Scott 二阶校正（F 形式）" : "Design-based tests are Rao–Scott's of second order, in the F form"
      if hasNaiveTests {
        columns.append(.init(chinese ? "结论" : "Conclusion"))
        let changes = pairs.count { Self.holds($0, design[$0.a, $0.b]) == false }
        note +=
          chinese
          ? "。在 0.05 水平上，考虑抽样设计后\(changes == 0 ? "没有一对" : "有 \(changes) 对")的结论改变"
          : ". At 0.05 the conclusion of \(changes == 0 ? "no pair" : counted(changes, "pair", "pairs")) changes once the sampling is heeded"
      }
      notes.append(.init(Phrase(note)))
    }
    func text(_ value: Double?, _ rule: DisplayRule) -> DocumentTable.Cell { rule.cell(value, style: .spss) }
    let rows = ordered(beside: design).map { pair -> DocumentTable.Row in
      var cells: [DocumentTable.Cell] = [.init(name(pair.a)), .init(name(pair.b)), .init(String(pair.n))]
      if hasNaiveTests {
        cells += [
          text(pair.statistic, .decimals(2)), .init(String(pair.degreesOfFreedom)), text(pair.p, .pValue),
          text(pair.adjustedP, .pValue),
        ]
      }
      cells.append(text(pair.cramersV, .bounded(decimals: 3)))
      if let design {
        let corrected = design[pair.a, pair.b]
        cells += [
          text(corrected?.test.f, .decimals(2)), text(corrected?.test.pValue, .pValue),
          text(corrected?.adjustedP, .pValue), text(corrected?.test.meanDesignEffect, .decimals(2)),
        ]
        if hasNaiveTests {
          let holds = Self.holds(pair, corrected)
          let words = holds.map { $0 ? (chinese ? "不变" : "holds") : (chinese ? "改变" : "changes") }
          cells.append(.init(words ?? DisplayRule.missing))
        }
      }
      return .init(cells)
    }
    let table = DocumentTable(
      title: Phrase(chinese ? "两两关联：\(pairs.count) 对" : "Association of " + counted(pairs.count, "pair", "pairs")),
      columns: columns, spanners: spanners.isEmpty ? [] : [spanners], rows: rows, notes: notes)
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
