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
  ///
  /// - Parameter longest: How many single cases are listed at most; `nil` for all.
  func blocks(_ groupings: [AccountTotals.Grouping], _ longest: Int?, _ language: Language) -> [Block] {
    var blocks: [Block] = []
    if !groupings.isEmpty && !coverage.isEmpty || coverage.contains(where: { $0.accounted < $0.listed }) {
      blocks.append(.table(coverageTable(groupings.filter { $0 != .entity && $0 != .year }, language)))
    }
    if !overlaps.isEmpty {
      blocks.append(.table(overlapKinds(language)))
      blocks.append(.table(overlapTable(longest, language)))
    }
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
    // A whole register that is accounted for needs no list of groups that all say 100 %.
    let isWhole = coverage.allSatisfy { $0.accounted == $0.listed }
    let rows = isWhole ? coverage.filter(\.group.isEmpty) : coverage
    let columns = isWhole ? [] : groupings
    let hasMissing = rows.contains { !$0.missing.isEmpty }
    return DocumentTable(
      title: Phrase(chinese ? "覆盖率：名录中的企业有多少已核算" : "Coverage: how much of the register is accounted for"),
      columns: [.init(chinese ? "年份" : "Year")] + columns.map { .init(Phrase($0.name(in: language))) } + [
        heading("名录", "Listed"), heading("已核算", "Accounted"), heading("占增加值", "of value added"),
        heading("占产值", "of output"), heading("占能耗", "of energy"),
      ] + (hasMissing ? [.init(chinese ? "缺少" : "Missing")] : []),
      rows: rows.map { row in
        let names =
          row.group.isEmpty
          ? [all] + Array(repeating: "", count: max(columns.count - 1, 0))
          : zip(columns, row.group).map {
            $0.1.map { [own = $0.0] in own.text($0, in: language) } ?? DisplayRule.missing
          }
        var missing = row.missing.prefix(5).joined(separator: chinese ? "、" : ", ")
        if row.missing.count > 5 { missing += " …" }
        return .init(
          [.init(row.year.map { String($0) } ?? DisplayRule.missing)]
            + (columns.isEmpty ? [] : names.map { .init($0) })
            + [
              .init(String(row.listed)), .init(String(row.accounted)), share(row.shareOfValueAdded),
              share(row.shareOfOutput), share(row.shareOfEnergy),
            ] + (hasMissing ? [.init(missing)] : []))
      })
  }

  /// How many cases of each kind there are, and how much they could come to.
  private func overlapKinds(_ language: Language) -> DocumentTable {
    let chinese = language == .chinese
    let rows = Overlap.Kind.allCases.compactMap { kind -> DocumentTable.Row? in
      let own = overlaps.filter { $0.kind == kind }
      guard !own.isEmpty else { return nil }
      let tonnes = own.lazy.map(\.tonnes).reduce(0, +)
      return .init([
        .init(kind.name(in: language)), .init(String(own.count)),
        DisplayRule.decimals(0).cell(tonnes, style: .gb),
      ])
    }
    return DocumentTable(
      title: Phrase(chinese ? "合计中可能重复计算或计错地方之处" : "What the sum may count twice or in the wrong place"),
      columns: [
        .init(chinese ? "情形" : "What"), .init(Phrase(chinese ? "处数" : "Cases"), .right),
        .init(Phrase(chinese ? "至多（吨）" : "Tonnes at most"), .right),
      ], rows: rows)
  }

  private func overlapTable(_ longest: Int?, _ language: Language) -> DocumentTable {
    let chinese = language == .chinese
    let largest = overlaps.indices.sorted { (overlaps[$1].tonnes, $0) < (overlaps[$0].tonnes, $1) }
    let shown = largest.prefix(longest.map { min($0, 10) } ?? overlaps.count).map { overlaps[$0] }
    var notes: [DocumentTable.Note] = []
    if overlaps.count > shown.count {
      let left = overlaps.count - shown.count
      notes.append(.init(Phrase(chinese ? "另有 \(left) 处，见 --all 或 --json" : "\(left) more with --all or in --json")))
    }
    let severalKinds = Set(overlaps.map(\.kind)).count > 1
    // A power station that states no sale has no other side to name.
    let hasOther = shown.contains { $0.kind != .unsoldPower }
    return DocumentTable(
      title: Phrase(chinese ? "其中最大的" : "The largest of these"),
      columns: [.init(chinese ? "年份" : "Year"), .init(chinese ? "企业" : "Enterprise")]
        + (severalKinds ? [.init(chinese ? "情形" : "What")] : [])
        + (hasOther ? [.init(chinese ? "对方或所在地" : "The other, or the place")] : []) + [
          .init(Phrase(chinese ? "至多（吨）" : "Tonnes at most"), .right)
        ],
      rows: shown.map { overlap in
        let place = Region.all.first { $0.key == overlap.other }?.label.text(in: language)
        let other =
          overlap.kind == .unsoldPower ? "" : overlap.kind == .elsewhere ? place ?? overlap.other : overlap.other
        return .init(
          [.init(overlap.year.map { String($0) } ?? DisplayRule.missing), .init(overlap.entity)]
            + (severalKinds ? [.init(overlap.kind.name(in: language))] : []) + (hasOther ? [.init(other)] : []) + [
              DisplayRule.decimals(0).cell(overlap.tonnes, style: .gb)
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
        let of = row.entry.sortedOf.map { $0.0.text($0.1, in: language) }.joined(separator: " ")
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
