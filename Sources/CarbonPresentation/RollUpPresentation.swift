import Benchmarking
import CarbonAccounting
import Documents
import EmissionFactors
import Evidence
import StructuredText

extension RollUp {
  /// The members that `totals` has besides its sums.
  func members(_ groupings: [AccountTotals.Grouping]) -> [(String, JSONValue)] {
    [
      ("coverage", .array(coverage.map { $0.json(groupings.filter { $0 != .entity && $0 != .year }) })),
      ("overlaps", .array(overlaps.map(\.json))),
      (
        "byPlace",
        .array(
          placeTotals.map {
            [
              "year": JSONValue($0.year), "place": .string($0.place), "registered": $0.registered.json,
              "elsewhere": $0.elsewhere.json, "byOthers": $0.byOthers.json, "located": $0.located.json,
            ]
          })
      ), ("repeatedRecords", .integer(repeatedRecords)),
      ("reconciliation", .array(reconciliations.map(\.json))),
    ]
  }

  /// Tables of what is worth saying: coverage by group or where something is missing, overlaps, published totals.
  func blocks(_ groupings: [AccountTotals.Grouping], _ language: Language) -> [Block] {
    var blocks: [Block] = []
    if !groupings.isEmpty && !coverage.isEmpty || coverage.contains(where: { $0.accounted < $0.listed }) {
      blocks.append(.table(coverageTable(groupings.filter { $0 != .entity && $0 != .year }, language)))
    }
    if !overlaps.isEmpty { blocks.append(.table(overlapTable(language))) }
    if !placeTotals.isEmpty { blocks.append(.table(placeTable(language))) }
    if !reconciliations.isEmpty { blocks.append(.table(reconciliationTable(language))) }
    return blocks
  }

  private func coverageTable(_ groupings: [AccountTotals.Grouping], _ language: Language) -> DocumentTable {
    let chinese = language == .chinese
    func heading(_ a: String, _ b: String) -> DocumentTable.Column { .init(Phrase(chinese ? a : b), .right) }
    func share(_ value: Double?) -> DocumentTable.Cell {
      .init(value.map { DisplayRule.decimals(1).text(100 * $0, style: .gb) + " %" } ?? DisplayRule.missing)
    }
    let all = chinese ? "合计" : "All"
    return DocumentTable(
      title: Phrase(chinese ? "覆盖率：名录中的企业有多少已核算" : "Coverage: how much of the register is accounted for"),
      columns: [.init(chinese ? "年份" : "Year")] + groupings.map { .init(Phrase($0.name(in: language))) } + [
        heading("名录", "Listed"), heading("已核算", "Accounted"), heading("增加值", "Value added"), heading("产值", "Output"),
        heading("能耗", "Energy"), .init(chinese ? "缺少" : "Missing"),
      ],
      rows: coverage.map { row in
        let names =
          row.group.isEmpty
          ? [all] + Array(repeating: "", count: max(groupings.count - 1, 0))
          : row.group.map { $0 ?? DisplayRule.missing }
        var missing = row.missing.prefix(5).joined(separator: chinese ? "、" : ", ")
        if row.missing.count > 5 { missing += " …" }
        return .init(
          [.init(row.year.map { String($0) } ?? DisplayRule.missing)]
            + (groupings.isEmpty ? [] : names.map { .init($0) })
            + [
              .init(String(row.listed)), .init(String(row.accounted)), share(row.shareOfValueAdded),
              share(row.shareOfOutput), share(row.shareOfEnergy), .init(missing),
            ])
      })
  }

  private func overlapTable(_ language: Language) -> DocumentTable {
    let chinese = language == .chinese
    let shown = overlaps.prefix(100)
    var notes: [DocumentTable.Note] = []
    if overlaps.count > shown.count {
      let left = overlaps.count - shown.count
      notes.append(.init(Phrase(chinese ? "另有 \(left) 处，见 --json" : "\(left) more are in the --json form")))
    }
    return DocumentTable(
      title: Phrase(chinese ? "可能重复计算或计错地方之处" : "What the sum may count twice or in the wrong place"),
      columns: [
        .init(chinese ? "年份" : "Year"), .init(chinese ? "企业" : "Enterprise"), .init(chinese ? "情形" : "What"),
        .init(chinese ? "对方或所在地" : "The other, or the place"),
        .init(Phrase(chinese ? "至多（吨）" : "Tonnes at most"), .right),
      ],
      rows: shown.map { overlap in
        .init([
          .init(overlap.year.map { String($0) } ?? DisplayRule.missing), .init(overlap.entity),
          .init(overlap.kind.name(in: language)),
          .init(overlap.kind == .elsewhere ? Self.name(ofPlace: overlap.other, language) : overlap.other),
          .init(DisplayRule.decimals(0).text(overlap.tonnes, style: .gb)),
        ])
      }, notes: notes)
  }

  private static func name(ofPlace place: String, _ language: Language) -> String {
    Region.named(place)?.label.text(in: language) ?? place
  }

  /// Provinces by where enterprises are registered and by where they emit.
  private func placeTable(_ language: Language) -> DocumentTable {
    let chinese = language == .chinese
    func heading(_ a: String, _ b: String) -> DocumentTable.Column { .init(Phrase(chinese ? a : b), .right) }
    func tonnes(_ value: Double) -> DocumentTable.Cell { .init(DisplayRule.decimals(0).text(value, style: .gb)) }
    return DocumentTable(
      title: Phrase(chinese ? "法人口径与在地口径（吨）" : "By registration and by location (tonnes)"),
      columns: [
        .init(chinese ? "年份" : "Year"), .init(chinese ? "省份" : "Province"), heading("法人口径", "Registered"),
        heading("其中在外地排放", "Of it elsewhere"), heading("外地企业在本地排放", "Of others here"), heading("在地口径", "Located"),
      ],
      rows: placeTotals.map { row in
        .init([
          .init(row.year.map { String($0) } ?? DisplayRule.missing), .init(Self.name(ofPlace: row.place, language)),
          tonnes(row.registered), tonnes(row.elsewhere), tonnes(row.byOthers), tonnes(row.located),
        ])
      })
  }

  private func reconciliationTable(_ language: Language) -> DocumentTable {
    let chinese = language == .chinese
    func heading(_ a: String, _ b: String) -> DocumentTable.Column { .init(Phrase(chinese ? a : b), .right) }
    func tonnes(_ value: Double) -> DocumentTable.Cell { .init(DisplayRule.decimals(0).text(value, style: .gb)) }
    return DocumentTable(
      title: Phrase(chinese ? "与公布总量核对（吨）" : "Against published totals (tonnes)"),
      columns: [
        .init(chinese ? "范围" : "Of"), .init(chinese ? "指标" : "Measure"), heading("公布", "Published"),
        heading("企业合计", "Sum"), heading("差额", "Gap"), heading("占公布", "Share"), heading("企业数", "Enterprises"),
        .init(chinese ? "来源" : "Source"),
      ],
      rows: reconciliations.map { row in
        let of = row.entry.sortedOf.map(\.1).joined(separator: " ")
        return .init([
          .init(of.isEmpty ? (chinese ? "全部" : "All") : of), .init(row.entry.measure.name(in: language)),
          tonnes(row.entry.published), tonnes(row.sum), tonnes(row.gap),
          .init(DisplayRule.decimals(1).text(100 * row.share, style: .gb) + " %"), .init(String(row.enterprises)),
          .init(row.entry.source ?? ""),
        ])
      })
  }
}

extension ControlTotals.Entry {
  /// What the figure is of, in the order of the groupings.
  fileprivate var sortedOf: [(AccountTotals.Grouping, String)] {
    AccountTotals.Grouping.allCases.compactMap { grouping in of[grouping].map { (grouping, $0) } }
  }
}

extension ControlTotals.Measure {
  fileprivate func name(in language: Language) -> String {
    let chinese = language == .chinese
    return switch self {
    case .total: chinese ? "排放总量" : "total"
    case .scope1: chinese ? "范围一" : "scope 1"
    case .energy: chinese ? "能耗（吨标准煤）" : "energy (tce)"
    }
  }
}

extension RollUp.Overlap.Kind {
  fileprivate func name(in language: Language) -> String {
    let chinese = language == .chinese
    return switch self {
    case .boughtFromListed: chinese ? "购自名录内企业，对方未记售出" : "bought from a listed enterprise that states no such sale"
    case .soldToListed: chinese ? "售予名录内企业，对方未记购入" : "sold to a listed enterprise that states no such purchase"
    case .unsoldPower: chinese ? "发电企业未记售电，而其他企业购电" : "makes power and states no sale, while others buy"
    case .sameEnterprise: chinese ? "与另一编号名称或记录相同" : "same name or records as another id"
    case .elsewhere: chinese ? "注册地与排放所在地不同" : "registered in one place, emitting in another"
    }
  }
}

extension RollUp.Coverage {
  fileprivate func json(_ groupings: [AccountTotals.Grouping]) -> JSONValue {
    var names = JSONObject()
    for (grouping, value) in zip(groupings, group) { names[grouping.rawValue] = JSONValue(value) }
    return [
      "year": JSONValue(year), "group": .object(names), "listed": .integer(listed), "accounted": .integer(accounted),
      "valueAdded": JSONValue(shareOfValueAdded), "output": JSONValue(shareOfOutput),
      "energy": JSONValue(shareOfEnergy), "missing": JSONValue(missing),
    ]
  }
}

extension RollUp.Overlap {
  fileprivate var json: JSONValue {
    [
      "kind": .string(kind.rawValue), "year": JSONValue(year), "entity": .string(entity), "other": .string(other),
      "tCO2e": tonnes.json,
    ]
  }
}

extension RollUp.Reconciliation {
  fileprivate var json: JSONValue {
    var of = JSONObject()
    for (grouping, value) in entry.sortedOf { of[grouping.rawValue] = .string(value) }
    return [
      "line": .integer(entry.line), "of": .object(of), "measure": .string(entry.measure.rawValue),
      "published": entry.published.json, "sum": sum.json, "gap": gap.json, "share": share.json,
      "enterprises": .integer(enterprises), "source": JSONValue(entry.source),
    ]
  }
}
