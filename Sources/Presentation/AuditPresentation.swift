import Audits
import Documents
import Evidence
import Phrasebook
import StructuredText

extension Audit {
  /// `{"checks": [{"id", "where", "kind", "rule", "reported", "recomputed", "verdict", "decisionChanges", "message"}], "counts": {…}}`
  public func json(in language: Language) -> JSONValue {
    var counts: JSONObject = [:]
    for verdict in AuditVerdict.allCases { counts[verdict.rawValue] = .integer(count(verdict)) }
    return [
      "checks": .array(checks.map { $0.json(in: language) }), "counts": .object(counts),
      "summary": ["checks": .integer(checks.count), "flagged": .integer(flags.count)],
    ]
  }

  /// What a reader must be told, then everything that was checked.
  public func document(in language: Language) -> Document {
    let chinese = language == .chinese
    let summary =
      chinese
      ? "共核对 \(checks.count) 处：不可能 \(count(.impossible)) 处，不一致 \(count(.inconsistent)) 处，仅因舍入或单侧而成立 \(count(.rounding)) 处，一致 \(count(.consistent)) 处"
      : "\(checks.count) checks: \(count(.impossible)) impossible, \(count(.inconsistent)) inconsistent, \(count(.rounding)) by rounding or one side only, \(count(.consistent)) consistent"
    var blocks: [Block] = [.paragraph(Phrase(summary))]
    let lists: [(title: String, checks: [AuditCheck])] = [
      (chinese ? "与其他数字不符之处" : "What does not follow", flags),
      (chinese ? "值得追问之处" : "Worth asking about", checks.filter { !$0.verdict.isFlag && $0.raisesQuestions }),
      (chinese ? "核对无误之处" : "What holds", checks.filter { !$0.verdict.isFlag && !$0.raisesQuestions }),
    ]
    for list in lists where !list.checks.isEmpty {
      blocks.append(.table(table(list.checks, title: list.title, language)))
    }
    return Document(title: chinese ? "公布结果的核对" : "Audit of published results", language: language.rawValue, blocks)
  }

  private func table(_ checks: [AuditCheck], title: String, _ language: Language) -> DocumentTable {
    let chinese = language == .chinese
    return DocumentTable(
      title: Phrase(title),
      columns: [
        .init(chinese ? "位置" : "Where"), .init(chinese ? "对象" : "What"), .init(chinese ? "结论" : "Verdict"),
        .init(chinese ? "说明" : "Why"),
      ],
      rows: checks.map { check in
        var verdict = check.verdict.name(in: language)
        if check.decisionChanges == true { verdict += chinese ? "，结论翻转" : ", decision changes" }
        return .init([
          .init(check.place.description), .init(check.kindName(in: language)), .init(verdict),
          .init(check.message.message(in: language).what),
        ])
      })
  }
}

extension AuditVerdict {
  public func name(in language: Language) -> String {
    switch (self, language) {
    case (.consistent, .chinese): "一致"
    case (.rounding, .chinese): "舍入"
    case (.inconsistent, .chinese): "不一致"
    case (.impossible, .chinese): "不可能"
    case (_, .english): rawValue
    }
  }
}

extension AuditCheck {
  /// Whether what was printed can be, but a reader would want to know why it is so.
  fileprivate var raisesQuestions: Bool {
    verdict != .consistent || decisionChanges == true
      || message.code == AuditMessage.exactFarFromAsymptotic.rawValue
  }

  func json(in language: Language) -> JSONValue {
    var printed: JSONObject = [:]
    for figure in reported { printed[figure.name] = .string(figure.text) }
    var figures: JSONObject = [:]
    for figure in recomputed { figures[figure.name] = figure.value.json }
    return [
      "id": .string(id), "where": .string(place.description), "kind": .string(kind), "rule": .string(rule.rawValue),
      "citation": .string(rule.citation), "reported": .object(printed), "recomputed": .object(figures),
      "verdict": .string(verdict.rawValue), "decisionChanges": decisionChanges.map { .boolean($0) } ?? .null,
      "message": .string(message.message(in: language).what),
    ]
  }

  /// What was checked, as a reader knows it.
  func kindName(in language: Language) -> String {
    let names: [String: Label] = [
      "chi-square": Label(chinese: "皮尔逊卡方", english: "Pearson chi-square"),
      "likelihood-ratio": Label(chinese: "似然比", english: "likelihood ratio"),
      "linear-by-linear": Label(chinese: "线性关联", english: "linear-by-linear"),
      "continuity-correction": Label(chinese: "连续性修正", english: "continuity correction"),
      "fisher-exact": Label(chinese: "费希尔精确检验", english: "Fisher's exact test"),
      "t": Label(chinese: "t 检验", english: "t test"), "f": Label(chinese: "F 检验", english: "F test"),
      "z": Label(chinese: "z 检验", english: "z test"), "r": Label(chinese: "相关系数", english: "correlation"),
      "cramers-v": Label(chinese: "克莱姆 V", english: "Cramér's V"),
      "phi": Label(chinese: "φ 系数", english: "φ"),
      "contingency-coefficient": Label(chinese: "列联系数 C", english: "contingency coefficient C"),
      "expected-count": Label(chinese: "期望计数", english: "expected counts"),
      "percentage": Label(chinese: "百分比", english: "percentage"), "mean": Label(chinese: "均值", english: "mean"),
      "standard-deviation": Label(chinese: "标准差", english: "standard deviation"),
      "total": Label(chinese: "合计", english: "totals"), "words": Label(chinese: "文字", english: "words"),
      "dbscan": Label(chinese: "DBSCAN 聚类", english: "DBSCAN"),
    ]
    return names[kind]?.text(in: language) ?? kind
  }
}
