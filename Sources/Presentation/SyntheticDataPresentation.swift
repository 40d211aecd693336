import Documents
import Evidence
import Phrasebook
import StructuredText
import SyntheticData

extension SyntheticData {
  /// `{"files": […], "targets": [{"kind", "name", "asked", "measured", "met"}], "claims": […], "assumptions": […]}`
  public func json(files: [JSONValue], in language: Language) -> JSONValue {
    [
      "files": .array(files), "seed": .integer(specification.seed),
      "targets": .array(
        targets.map {
          [
            "kind": .string($0.kind.rawValue), "name": .string($0.name), "asked": .string($0.asked),
            "measured": $0.measured.json, "met": .boolean($0.isMet),
          ]
        }),
      "claims": .array(
        claims.map {
          [
            "name": .string($0.name), "verdict": .string($0.isPossible ? "possible" : "impossible"),
            "message": JSONValue($0.caveat?.message(in: language).what),
          ]
        }),
      "assumptions": JSONValue(specification.assumptions.compactMap { $0.text(in: language) }),
    ]
  }

  /// What was met, what a page claims, what was assumed.
  public func document(in language: Language) -> Document {
    let chinese = language == .chinese
    let met = targets.count(where: \.isMet)
    var blocks: [Block] = [
      .note(
        Phrase(
          chinese ? "合成数据：由边际生成，并非任何人的回答。" : "Synthetic data: made from margins, nobody's answers.")),
      .paragraph(
        Phrase(
          chinese
            ? "\(targets.count) 个目标中达到 \(met) 个。" : "\(met) of \(targets.count) targets are met.")),
      .table(targetTable(chinese)),
    ]
    if !claims.isEmpty { blocks.append(.table(claimTable(language))) }
    if !specification.assumptions.isEmpty {
      blocks.append(.paragraph(Phrase(chinese ? "假定：" : "Assumed:")))
      blocks.append(
        .list(
          ordered: false,
          specification.assumptions.compactMap { $0.text(in: language) }.map { [.paragraph(Phrase($0))] }))
    }
    return Document(
      title: specification.title.text(in: language) ?? (chinese ? "合成数据" : "Synthetic data"),
      language: language.rawValue, blocks)
  }

  /// Margins are one line: they are met by construction, and there are as many as items.
  private func targetTable(_ chinese: Bool) -> DocumentTable {
    let margins = targets.filter { $0.kind == .margins }
    var rows: [DocumentTable.Row] = []
    if !margins.isEmpty {
      let met = margins.count(where: \.isMet)
      rows.append(
        .init([
          .init(chinese ? "边际" : "Margins"),
          .init(chinese ? "\(margins.count) 题" : counted(margins.count, "item", "items")),
          .init(chinese ? "逐一相等" : "equal"), .init(chinese ? "\(met) 题相等" : "\(met) equal"),
          .init(met == margins.count ? "✓" : "✗"),
        ]))
    }
    for target in targets where target.kind != .margins {
      let number = DisplayRule.decimals(target.kind == .groups ? 0 : target.kind == .share ? 2 : 4)
      rows.append(
        .init([
          .init(Self.name(of: target.kind, chinese)), .init(target.name), .init(target.asked),
          number.cell(target.measured, style: .spss), .init(target.isMet ? "✓" : "✗"),
        ]))
    }
    return DocumentTable(
      title: Phrase(chinese ? "目标与重新测量" : "Targets, measured again"),
      columns: [
        .init(chinese ? "目标" : "Target"), .init(chinese ? "对象" : "Of"), .init(chinese ? "要求" : "Asked", .right),
        .init(chinese ? "实测" : "Measured", .right), .init(chinese ? "达到" : "Met"),
      ], rows: rows)
  }

  private func claimTable(_ language: Language) -> DocumentTable {
    let chinese = language == .chinese
    return DocumentTable(
      title: Phrase(chinese ? "已发表的说法" : "Published claims"),
      columns: [
        .init(chinese ? "说法" : "Claim"), .init(chinese ? "判定" : "Verdict"), .init(chinese ? "理由" : "Why"),
      ],
      rows: claims.map { claim in
        .init([
          .init(claim.name),
          .init(claim.isPossible ? (chinese ? "可能" : "possible") : (chinese ? "不可能" : "impossible")),
          .init(claim.caveat?.message(in: language).what ?? "–"),
        ])
      })
  }

  private static func name(of kind: SyntheticTarget.Kind, _ chinese: Bool) -> String {
    switch kind {
    case .margins: chinese ? "边际" : "Margins"
    case .share: chinese ? "占比" : "Share"
    case .pearson: chinese ? "皮尔逊卡方" : "Pearson X²"
    case .likelihoodRatio: chinese ? "似然比" : "Likelihood ratio"
    case .linear: chinese ? "线性关联" : "Linear-by-linear"
    case .correlation: chinese ? "相关" : "Correlation"
    case .intraclass: chinese ? "组内相关" : "Intra-class correlation"
    case .groups: chinese ? "分组数" : "Groups"
    case .posts: chinese ? "每万吨标准煤岗位" : "Posts per 10⁴ tce"
    }
  }
}
