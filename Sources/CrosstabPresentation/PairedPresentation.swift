import Crosstabs
import Documents
import Evidence
import Phrasebook
import Presentation
import RepeatedAnswers
import StructuredText

extension PairedAnswers {
  /// `{"rows", "columns", "counts", "n", "excluded", "tests": {"mcNemar", "bowker", "stuartMaxwell", "cochranQ"}, "kappa", "changes"}`
  public func json(in language: Language) -> JSONValue {
    var object = CrosstabReport.counts(of: table, in: language)
    func changes(_ changes: [Change]) -> JSONValue {
      .array(
        changes.map { change in
          [
            "label": .string(change.level.text(in: language)), "value": .string(change.level.value.description),
            "before": change.before.json, "after": change.after.json, "difference": change.difference.value.json,
            "low": JSONValue(change.difference.interval?.low), "high": JSONValue(change.difference.interval?.high),
            "p": JSONValue(change.pValue), "adjustedP": JSONValue(change.adjustedP),
            "df": JSONValue(change.degreesOfFreedom),
          ]
        })
    }
    func test(_ test: (any ChiSquareFamily)?) -> JSONValue { test.map { CrosstabReport.json($0.result) } ?? .null }
    object["tests"] = [
      "mcNemar": mcNemar.map { test in
        var fields = CrosstabReport.json(test.result).asObject!
        fields["corrected"] = CrosstabReport.json(test.corrected)
        fields["exactP"] = JSONValue(test.exact?.pValue)
        fields["exactLogP"] = JSONValue(test.exact?.logP)
        fields["midP"] = JSONValue(test.midP?.pValue)
        return .object(fields)
      } ?? .null,
      "bowker": test(bowker), "stuartMaxwell": test(stuartMaxwell), "cochranQ": .null,
    ]
    object["kappa"] = CrosstabReport.json(agreement?.kappa.estimate)
    object["changes"] = changes(self.changes)
    object["designChanges"] = designChanges.map(changes) ?? .null
    return .object(object)
  }

  /// The square table, the tests, and how each answer changed.
  public func document(style: TableStyle, in language: Language) -> Document {
    let chinese = language == .chinese
    let typed = ["rows": "行", "columns": "列"]
    let names = [table.rows, table.columns].map {
      Naming.column(chinese ? typed[$0.name] ?? $0.name : $0.name, $0.label, in: language)
    }
    var columns = [DocumentTable.Column(Phrase(names[0]))]
    columns += table.columns.levels.map { .init(Phrase($0.text(in: language)), .right) }
    columns.append(.init(chinese ? "总计" : "Total", .right))
    var rows = table.rows.levels.indices.map { row in
      DocumentTable.Row(
        [.init(table.rows.levels[row].text(in: language))]
          + table.columns.levels.indices.map { .init(String(Int(table.counts[row * table.columnCount + $0]))) }
          + [.init(String(Int(table.rowTotals[row])))])
    }
    rows.append(
      .init(
        [.init(chinese ? "总计" : "Total")] + table.columnTotals.map { .init(String(Int($0))) }
          + [.init(String(table.respondents))], role: .total))
    let title = names.joined(separator: chinese ? " 与 " : " and ")
    let crossed = DocumentTable(
      title: Phrase(title), columns: columns,
      spanners: [[.init(Phrase(names[1]), over: 1..<(1 + table.columnCount))]], rows: rows)
    var blocks: [Block] = [.table(crossed), .table(testTable(style, chinese))]
    blocks.append(.table(changeTable(changes, chinese ? "各选项的变化" : "How each answer changed", style, language)))
    if let designChanges {
      blocks.append(
        .table(
          changeTable(
            designChanges, chinese ? "各选项的变化（基于抽样设计）" : "How each answer changed, by the design", style, language)))
    }
    return Document(title: title, language: language.rawValue, blocks)
  }

  private func testTable(_ style: TableStyle, _ chinese: Bool) -> DocumentTable {
    var rows: [DocumentTable.Row] = []
    func add(_ name: String, _ result: ChiSquareResult?) {
      guard let result else { return }
      rows.append(
        .init([
          .init(name), DisplayRule.decimals(3).cell(result.statistic, style: style),
          .init(String(Int(result.degreesOfFreedom))), DisplayRule.pValue.cell(result.pValue, style: style),
        ]))
    }
    func add(_ name: String, _ p: Double?) {
      guard let p else { return }
      rows.append(.init([.init(name), "", "", DisplayRule.pValue.cell(p, style: style)]))
    }
    add(chinese ? "麦克尼马尔" : "McNemar", mcNemar?.result)
    add(chinese ? "麦克尼马尔（连续性修正）" : "McNemar (continuity correction)", mcNemar?.corrected)
    add(chinese ? "麦克尼马尔精确（二项分布）" : "McNemar exact (binomial)", mcNemar?.exact?.pValue)
    add(chinese ? "麦克尼马尔精确 mid-p" : "McNemar exact, mid-p", mcNemar?.midP?.pValue)
    add(chinese ? "鲍克对称性检验（麦克尼马尔-鲍克）" : "McNemar–Bowker symmetry", bowker?.result)
    add(chinese ? "Stuart–Maxwell 边际齐性检验" : "Stuart–Maxwell marginal homogeneity", stuartMaxwell?.result)
    var notes: [DocumentTable.Note] = []
    if let kappa = agreement?.kappa.value {
      notes.append(.init(Phrase("κ = " + DisplayRule.bounded(decimals: 3).text(kappa, style: style))))
    }
    return DocumentTable(
      title: Phrase(chinese ? "配对检验" : "Paired tests"),
      columns: [
        .init(chinese ? "检验" : "Test"), .init(chinese ? "统计量" : "Statistic", .decimal),
        .init(chinese ? "自由度" : "df", .right), .init("p", .decimal),
      ], rows: rows, notes: notes)
  }

  private func changeTable(
    _ changes: [Change], _ title: String, _ style: TableStyle, _ language: Language
  ) -> DocumentTable {
    let chinese = language == .chinese
    let percent = DisplayRule.percent(decimals: 1)
    return DocumentTable(
      title: Phrase(title),
      columns: [
        .init(chinese ? "选项" : "Answer"), .init(chinese ? "前" : "First", .right),
        .init(chinese ? "后" : "Second", .right), .init(chinese ? "变化" : "Change", .right),
        .init(chinese ? "95% 区间" : "95% interval", .right), .init("p", .decimal),
        .init(chinese ? "Holm 校正 p" : "Holm's p", .decimal),
      ],
      rows: changes.map { change in
        let interval = change.difference.interval.map {
          "\(percent.text($0.low, style: style)) – \(percent.text($0.high, style: style))"
        }
        return .init([
          .init(change.level.text(in: language)), percent.cell(change.before, style: style),
          percent.cell(change.after, style: style), percent.cell(change.difference.value, style: style),
          .init(interval ?? DisplayRule.missing), DisplayRule.pValue.cell(change.pValue, style: style),
          DisplayRule.pValue.cell(change.adjustedP, style: style),
        ])
      })
  }
}

extension RepeatedQuestions {
  /// `{"items": [{"name", "count", "share"}], "n", "excluded", "tests": {…, "cochranQ"}, "pairwise"}`
  public var json: JSONValue {
    [
      "items": .array(
        names.indices.map {
          [
            "name": .string(names[$0]), "count": .integer(test.successes[$0]),
            "share": (Double(test.successes[$0]) / Double(test.respondents)).json,
          ]
        }),
      "counted": JSONValue(counted?.description), "n": .integer(test.respondents), "excluded": .integer(excluded),
      "tests": [
        "mcNemar": .null, "bowker": .null, "stuartMaxwell": .null, "cochranQ": CrosstabReport.json(test.result),
      ],
      "pairwise": .array(
        pairs.map { pair in
          [
            "a": .string(names[pair.first]), "b": .string(names[pair.second]),
            "statistic": JSONValue(pair.test?.result.statistic), "p": JSONValue(pair.test?.pValue),
            "exactP": JSONValue(pair.test?.exact?.pValue), "adjustedP": JSONValue(pair.adjustedP),
          ]
        }),
    ]
  }

  public func document(style: TableStyle, in language: Language) -> Document {
    let chinese = language == .chinese
    let percent = DisplayRule.percent(decimals: 1)
    let shown = zip(names, labels).map { Naming.column($0, $1, in: language) }
    let p = DisplayRule.pValue.text(test.pValue, style: style)
    let equation = p.hasPrefix("<") || p.hasPrefix(">") ? "\(p.first!) \(p.dropFirst())" : "= \(p)"
    let q = DisplayRule.decimals(3).text(test.result.statistic, style: style)
    let title = chinese ? "柯克兰 Q 检验" : "Cochran's Q"
    var note = "Q = \(q), df = \(Int(test.degreesOfFreedom)), p \(equation), n = \(test.respondents)"
    if let counted { note += chinese ? "；计为“是”的值：\(counted)" : "; counted as yes: \(counted)" }
    let shares = DocumentTable(
      title: Phrase(title),
      columns: [
        .init(chinese ? "题目" : "Question"), .init(chinese ? "是" : "Yes", .right),
        .init(chinese ? "占比" : "Share", .right),
      ],
      rows: names.indices.map { place in
        .init([
          .init(shown[place]), .init(String(test.successes[place])),
          percent.cell(test.successes[place], of: test.respondents, style: style),
        ])
      }, notes: [.init(Phrase(note))])
    let pairwise = DocumentTable(
      title: Phrase(chinese ? "两两比较（麦克尼马尔精确检验）" : "Pairs (McNemar's exact test)"),
      columns: [
        .init(chinese ? "题目" : "Question"), .init(chinese ? "题目" : "Question"), .init("p", .decimal),
        .init(chinese ? "Holm 校正 p" : "Holm's p", .decimal),
      ],
      rows: pairs.map { pair in
        .init([
          .init(shown[pair.first]), .init(shown[pair.second]),
          DisplayRule.pValue.cell(pair.test?.exact?.pValue, style: style),
          DisplayRule.pValue.cell(pair.adjustedP, style: style),
        ])
      })
    return Document(title: title, language: language.rawValue, [.table(shares), .table(pairwise)])
  }
}
