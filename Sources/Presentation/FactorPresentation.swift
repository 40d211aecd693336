import Documents
import Evidence
import NumericalMethods
import Phrasebook
import Scales
import StructuredText

extension FactorAnalysis.Extraction {
  /// As options and JSON call it.
  public var name: String {
    switch self {
    case .components: "components"
    case .axes: "principal-axis"
    case .minres: "minres"
    }
  }
}

extension FactorAnalysis {
  private var factorCount: Int { loadings.columns }

  /// `{"items", "n", "factors", "loadings", "communalities", "explained", "eigenvalues", "factorCorrelations", "kmo", "bartlett", "parallel"}`
  public func json(advice: ParallelAnalysis) -> JSONValue {
    func rows(_ matrix: Matrix) -> JSONValue {
      .array((0..<matrix.rows).map { row in .array((0..<matrix.columns).map { matrix[row, $0].json }) })
    }
    return [
      "items": JSONValue(items), "n": .integer(n), "factors": .integer(factorCount), "loadings": rows(loadings),
      "communalities": JSONValue(communalities),
      "explained": .array(
        explained.map { ["sum": $0.json, "share": ($0 / Double(items.count)).json] }),
      "eigenvalues": JSONValue(eigenvalues), "factorCorrelations": factorCorrelations.map(rows) ?? .null,
      "kmo": JSONValue(adequacy.kmo), "kmoPerItem": adequacy.kmoPerItem.map { JSONValue($0) } ?? .null,
      "bartlett": adequacy.bartlett.map {
        [
          "statistic": $0.statistic.json, "df": .integer(Int($0.degreesOfFreedom)), "p": $0.pValue.json,
          "logP": $0.logP.json,
        ]
      } ?? .null,
      "parallel": [
        "suggested": .integer(advice.suggested), "kaiser": .integer(advice.kaiser),
        "randomMeans": JSONValue(advice.randomMeans), "randomQuantiles": JSONValue(advice.randomQuantiles),
      ],
    ]
  }

  /// Loadings from the greatest within each factor, what the factors explain, and the advice on their number.
  public func document(
    labels: [Label], advice: ParallelAnalysis, style: TableStyle, in language: Language
  ) -> Document {
    let chinese = language == .chinese
    let bounded = DisplayRule.bounded(decimals: 3)
    let isComponents = options.extraction == .components
    let word = isComponents ? (chinese ? "成分" : "Component") : (chinese ? "因子" : "Factor")
    let factorColumns = (1...factorCount).map { DocumentTable.Column(Phrase("\(word) \($0)"), .decimal) }
    let order = items.indices.sorted { leading($0) < leading($1) }
    let heading =
      switch (options.rotation == .none || factorCount == 1, options.rotation == .promax) {
      case (true, _): chinese ? "\(word)矩阵" : "\(word) matrix"
      case (false, true): chinese ? "模式矩阵（Promax）" : "Pattern matrix (promax)"
      case (false, false): chinese ? "旋转后的\(word)矩阵（最大方差法）" : "Rotated \(word.lowercased()) matrix (varimax)"
      }
    var notes: [DocumentTable.Note] = []
    var adequate = ["n = \(n)"]
    if let kmo = adequacy.kmo { adequate.append("KMO = \(bounded.text(kmo, style: style))") }
    if let test = adequacy.bartlett {
      let p = DisplayRule.pValue.text(test.pValue, style: style)
      let equation = p.hasPrefix("<") || p.hasPrefix(">") ? "\(p.first!) \(p.dropFirst())" : "= \(p)"
      let statistic = DisplayRule.decimals(2).text(test.statistic, style: style)
      adequate.append(
        (chinese ? "巴特利特球形度 " : "Bartlett ") + "χ²(\(Int(test.degreesOfFreedom))) = \(statistic), p \(equation)")
    }
    notes.append(.init(Phrase(adequate.joined(separator: chinese ? "；" : "; "))))
    let table = DocumentTable(
      title: Phrase(heading),
      columns: [.init(chinese ? "题目" : "Item")] + factorColumns + [.init(chinese ? "公因子方差" : "Communality", .decimal)],
      rows: order.map { item in
        .init(
          [.init(Naming.column(items[item], labels[item], in: language))]
            + (0..<factorCount).map { bounded.cell(loadings[item, $0], style: style) }
            + [bounded.cell(communalities[item], style: style)])
      }, notes: notes)
    var blocks: [Block] = [.table(table), .table(eigenvalueTable(advice, word, style, chinese))]
    if let phi = factorCorrelations {
      blocks.append(
        .table(
          DocumentTable(
            title: Phrase(chinese ? "因子相关矩阵" : "Factor correlations"), columns: [.init("")] + factorColumns,
            rows: (0..<factorCount).map { row in
              .init(
                [.init("\(word) \(row + 1)")]
                  + (0..<factorCount).map { bounded.cell(phi[row, $0], style: style) })
            })))
    }
    return Document(title: chinese ? "因子分析" : "Factor analysis", language: language.rawValue, blocks)
  }

  /// Items of one factor stand together, the strongest first.
  private func leading(_ item: Int) -> SortKey {
    let strengths = (0..<factorCount).map { abs(loadings[item, $0]) }
    let factor = strengths.indices.max { strengths[$0] < strengths[$1] }!
    return SortKey(factor: factor, weakness: -strengths[factor], item: item)
  }

  private struct SortKey: Comparable {
    let factor: Int
    let weakness: Double
    let item: Int
    static func < (a: SortKey, b: SortKey) -> Bool {
      (a.factor, a.weakness, a.item) < (b.factor, b.weakness, b.item)
    }
  }

  private func eigenvalueTable(
    _ advice: ParallelAnalysis, _ word: String, _ style: TableStyle, _ chinese: Bool
  ) -> DocumentTable {
    let number = DisplayRule.decimals(3)
    let percent = DisplayRule.percent(decimals: 1)
    var note =
      chinese
      ? "平行分析建议 \(advice.suggested) 个，特征值大于 1 的有 \(advice.kaiser) 个"
      : "Parallel analysis suggests \(advice.suggested), \(advice.kaiser) eigenvalues are above 1"
    note += chinese ? "；提取 \(factorCount) 个" : "; \(factorCount) extracted"
    let shared =
      factorCorrelations == nil
      ? "" : (chinese ? "；斜交因子的解释量有重叠" : "; what oblique factors explain overlaps")
    return DocumentTable(
      title: Phrase(chinese ? "总方差解释" : "Total variance explained"),
      columns: [
        .init(Phrase(word)), .init(chinese ? "特征值" : "Eigenvalue", .decimal),
        .init(chinese ? "随机数据第 95 百分位" : "Random data, 95th percentile", .decimal),
        .init(chinese ? "解释的题数" : "Items explained", .decimal), .init(chinese ? "占比" : "Share", .right),
      ],
      rows: eigenvalues.indices.map { place in
        let sum = place < factorCount ? explained[place] : nil
        return .init([
          .init(String(place + 1)), number.cell(eigenvalues[place], style: style),
          number.cell(advice.randomQuantiles[place], style: style),
          sum.map { number.cell($0, style: style) } ?? "",
          sum.map { percent.cell($0 / Double(items.count), style: style) } ?? "",
        ])
      }, notes: [.init(Phrase(note + shared))])
  }
}

extension PolychoricMatrix {
  /// The same fields as of other correlations; they have no p-value.
  public var json: JSONValue {
    func square(_ diagonal: JSONValue, _ value: (Pair) -> JSONValue) -> JSONValue {
      .array(
        items.indices.map { i in
          .array(items.indices.map { j in i == j ? diagonal : value(pair(i, j)) })
        })
    }
    return [
      "items": JSONValue(items), "n": square(.null) { .integer($0.n) }, "r": square(1) { $0.r.json },
      "p": square(.null) { _ in .null }, "adjustedP": .null,
    ]
  }

  private func pair(_ i: Int, _ j: Int) -> Pair { self[i, j]! }

  /// The lower triangle.
  public func document(style: TableStyle, in language: Language) -> Document {
    let chinese = language == .chinese
    let rule = DisplayRule.bounded(decimals: 3)
    let title = chinese ? "多项相关（两步法）" : "Polychoric correlations (two-step)"
    let counts = pairs.map(\.n)
    var notes: [DocumentTable.Note] = []
    if let fewest = counts.min(), let most = counts.max() {
      notes.append(.init(Phrase(fewest == most ? "n = \(fewest)" : "n = \(fewest)–\(most)")))
    }
    let table = DocumentTable(
      title: Phrase(title),
      columns: [.init(chinese ? "题目" : "Item")] + items.indices.map { .init(Phrase(String($0 + 1)), .decimal) },
      rows: items.indices.map { i in
        .init(
          [.init("\(i + 1) " + Naming.column(items[i], labels[i], in: language))]
            + items.indices.map { j in
              j > i ? "" : j == i ? .init("—") : rule.cell(pair(i, j).r, style: style)
            })
      }, notes: notes)
    return Document(title: title, language: language.rawValue, [.table(table)])
  }
}
