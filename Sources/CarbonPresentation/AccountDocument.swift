import CarbonAccounting
import CarbonMetrics
import CarbonUncertainty
import Documents
import EmissionFactors
import Evidence
import Phrasebook

extension CarbonAccounts {
  /// The totals first, then where they come from, the enterprises, what was looked into, and what was left out; where
  /// asked for, the arithmetic of each record.
  public func document(
    _ parts: AccountParts, uncertainties: [InventoryUncertainty]? = nil, ofTotal: InventoryUncertainty? = nil,
    assessments: CarbonAssessments? = nil, in language: Language, wording: Wording = .all
  ) -> Document {
    let page = AccountPage(
      accounts: self, parts: parts, uncertainties: uncertainties, ofTotal: ofTotal, assessments: assessments,
      language: language, wording: wording)
    return Document(
      title: page.words("碳核算", "Carbon account"), language: language.rawValue, page.blocks)
  }
}

/// One account in one language.
struct AccountPage {
  let accounts: CarbonAccounts
  let parts: AccountParts
  /// Of each inventory, where intervals were asked for.
  let uncertainties: [InventoryUncertainty]?
  let ofTotal: InventoryUncertainty?
  let assessments: CarbonAssessments?
  let language: Language
  let wording: Wording

  func words(_ chinese: String, _ english: String) -> String { language == .chinese ? chinese : english }

  func heading(_ chinese: String, _ english: String) -> DocumentTable.Column {
    .init(Phrase(words(chinese, english)), .right)
  }

  func cell(_ value: Double?, _ decimals: Int = 2) -> DocumentTable.Cell {
    DisplayRule.decimals(decimals).cell(value, style: .gb)
  }

  func interval(_ uncertainty: InventoryUncertainty, _ decimals: Int) -> String {
    let rule = DisplayRule.decimals(decimals)
    return "\(rule.text(uncertainty.low, style: .gb)) – \(rule.text(uncertainty.high, style: .gb))"
  }

  /// The places of the inventories that are shown: all of them in their order, or so many of the largest.
  var shown: [Int] {
    let all = Array(accounts.inventories.indices)
    guard let limit = parts.longest, all.count > limit else { return all }
    let ordered = all.sorted {
      (accounts.inventories[$1].total, $0) < (accounts.inventories[$0].total, $1)
    }
    return Array(ordered.prefix(limit))
  }

  /// Below a table that shows only some of the enterprises: how many more there are, and how to see them.
  func remainder(of count: Int, _ shown: Int) -> [DocumentTable.Note] {
    guard count > shown else { return [] }
    return [
      .init(
        Phrase(
          words(
            "\(count) 行中合计最大的 \(shown) 行；--top N 或 --all 可多列",
            "The \(shown) largest by total, of \(count); --top N or --all lists more")))
    ]
  }

  var blocks: [Block] {
    let shown = shown
    var blocks: [Block] = [.table(totalsTable)]
    if let table = sourcesTable { blocks.append(.table(table)) }
    if parts.listsEnterprises { blocks.append(.table(inventoryTable(shown))) }
    if let assessments, let table = accounts.assessmentTable(assessments, self, shown) { blocks.append(.table(table)) }
    if let assessments, let table = accounts.assessedEnergyTable(assessments, self, shown) {
      blocks.append(.table(table))
    }
    if let balances = parts.balances, !balances.balances.isEmpty { blocks.append(.table(balances.table(language))) }
    blocks += parts.rollUp?.blocks(parts.groupings, parts.longest, language) ?? []
    if parts.explains {
      for place in shown {
        let inventory = accounts.inventories[place]
        blocks.append(.table(arithmeticTable(inventory)))
        if let uncertainties { blocks.append(.table(varianceTable(uncertainties[place], of: inventory))) }
      }
    }
    if !accounts.excluded.isEmpty { blocks.append(.table(exclusionTable)) }
    return blocks
  }

  /// Whole tonnes where there are many of them.
  private var decimals: Int { abs(accounts.totals.total) >= 1e6 ? 0 : 2 }

  private var basis: DocumentTable.Note {
    let set = accounts.options.warming.rawValue.uppercased()
    let gases = accounts.options.combustionGases.note(in: language)
    return .init(
      Phrase(
        words(
          "合计为范围一加位置法范围二，输出的电力和热力已扣除；捕集和碳汇不抵扣。全球增温潜势取 \(set)。\(gases)",
          "The total is scope 1 and location-based scope 2, exports taken off; captures and sinks are not netted. Warming potentials are those of \(set). \(gases)"
        )))
  }

  private var totalsTable: DocumentTable {
    parts.groupings.isEmpty ? wholeTable : groupTable
  }

  private var wholeTable: DocumentTable {
    let totals = accounts.totals
    func row(_ name: String, _ cell: DocumentTable.Cell) -> DocumentTable.Row { .init([.init(name), cell]) }
    var rows = [
      row(words("企业数", "Enterprises"), .init(String(totals.entities))),
      row(words("合计", "Total"), cell(totals.total, decimals)),
    ]
    if let ofTotal {
      rows.append(row(words("　95% 区间", "  95% interval"), .init(interval(ofTotal, decimals))))
      if let relative = ofTotal.relative {
        rows.append(
          row(
            words("　半宽", "  half of it"), .init("± " + DisplayRule.decimals(1).text(relative, style: .gb) + " %")))
      }
    }
    rows += [
      row(words("范围一", "Scope 1"), cell(totals.scope1, decimals)),
      row(words("范围二（位置法）", "Scope 2 by location"), cell(totals.scope2Location, decimals)),
      row(words("范围二（市场法）", "Scope 2 by market"), cell(totals.scope2Market, decimals)),
    ]
    if totals.captured != 0 {
      rows.append(row(words("捕集（未抵扣）", "Captured (not netted)"), cell(totals.captured, decimals)))
    }
    if totals.sinks != 0 { rows.append(row(words("碳汇（未抵扣）", "Sinks (not netted)"), cell(totals.sinks, decimals))) }
    rows.append(row(words("能耗（吨标准煤）", "Energy (tce)"), cell(totals.energyTce, decimals)))
    if let ratio = totals.perValueAdded {
      rows.append(row(words("每万元增加值（合计之比）", "Per 10⁴ CNY of value added (ratio of totals)"), cell(ratio, 3)))
    }
    return DocumentTable(
      title: Phrase(words("总量（吨二氧化碳当量）", "Totals (tonnes of CO2e)")),
      columns: [.init(""), .init("", .right)], rows: rows, notes: [basis])
  }

  private var groupTable: DocumentTable {
    let whole = accounts.totals
    func row(_ total: AccountTotals, _ names: [String], role: DocumentTable.Row.Role) -> DocumentTable.Row {
      .init(
        names.map { .init($0) } + [
          .init(String(total.entities)), cell(total.total, decimals),
          DisplayRule.decimals(1).cell(whole.total > 0 ? 100 * total.total / whole.total : nil, style: .gb),
          cell(total.scope1, decimals), cell(total.scope2Location, decimals), cell(total.scope2Market, decimals),
          cell(total.energyTce, decimals), cell(total.perValueAdded, 3),
        ], role: role)
    }
    let groups = accounts.totals(by: parts.groupings)
    var rows = groups.map { total in
      row(
        total,
        zip(parts.groupings, total.group).map { grouping, value in
          value.map { grouping.text($0, in: language) } ?? DisplayRule.missing
        }, role: .body)
    }
    let count = groups.count
    var notes = [basis]
    if let limit = parts.longest, count > limit {
      let largest = groups.indices.sorted { (groups[$1].total, $0) < (groups[$0].total, $1) }
      rows = largest.prefix(limit).map { rows[$0] }
      notes = remainder(of: count, limit) + notes
    }
    if let ofTotal { notes.insert(.init(Phrase(intervalNote(ofTotal))), at: 0) }
    let all = [words("合计", "All")] + Array(repeating: "", count: parts.groupings.count - 1)
    rows.append(row(whole, all, role: .total))
    return DocumentTable(
      title: Phrase(words("汇总（吨二氧化碳当量）", "Totals (tonnes of CO2e)")),
      columns: parts.groupings.map { .init(Phrase($0.name(in: language))) } + [
        heading("企业数", "Enterprises"), heading("合计", "Total"), heading("占比 %", "% of all"), heading("范围一", "Scope 1"),
        heading("范围二（位置法）", "Scope 2 by location"), heading("范围二（市场法）", "Scope 2 by market"),
        heading("吨标准煤", "tce"), heading("每万元增加值", "per 10⁴ CNY value added"),
      ], rows: rows, notes: notes, isSortable: true)
  }

  private func intervalNote(_ uncertainty: InventoryUncertainty) -> String {
    let range = interval(uncertainty, decimals)
    let half = uncertainty.relative.map { DisplayRule.decimals(1).text($0, style: .gb) } ?? DisplayRule.missing
    return words("合计的 95% 区间：\(range)（± \(half) %）", "95% interval of the total: \(range) (± \(half) %)")
  }

  /// What the total is made of; `nil` where the account kept no records or has one source only.
  private var sourcesTable: DocumentTable? {
    let sources = accounts.sourceTotals
    guard sources.count > 1 else { return nil }
    let shown = sources.prefix(parts.longest.map { min($0, 12) } ?? sources.count)
    let whole = accounts.totals.total
    func row(_ name: String, _ tonnes: Double, _ energy: Double, _ records: Int) -> DocumentTable.Row {
      .init([
        .init(name), cell(tonnes, decimals),
        DisplayRule.decimals(1).cell(whole > 0 ? 100 * tonnes / whole : nil, style: .gb), cell(energy, decimals),
        .init(String(records)),
      ])
    }
    var rows = shown.map { source in
      let name = source.label.text(in: language) ?? source.item
      let kind = source.kind.label.text(in: language)!
      return row(words("\(name)（\(kind)）", "\(name) (\(kind))"), source.tonnes, source.energyTce, source.records)
    }
    let others = sources.dropFirst(shown.count)
    if !others.isEmpty {
      rows.append(
        row(
          words("其余 \(others.count) 项", others.count == 1 ? "1 other" : "\(others.count) others"),
          others.reduce(0) { $0 + $1.tonnes }, others.reduce(0) { $0 + $1.energyTce },
          others.reduce(0) { $0 + $1.records }))
    }
    return DocumentTable(
      title: Phrase(words("排放来自哪里（吨二氧化碳当量）", "Where it comes from (tonnes of CO2e)")),
      columns: [
        .init(Phrase(words("来源", "Source"))), heading("排放", "Emissions"), heading("占比 %", "% of all"),
        heading("吨标准煤", "tce"), heading("记录数", "Records"),
      ], rows: rows)
  }

  private func inventoryTable(_ shown: [Int]) -> DocumentTable {
    var columns: [DocumentTable.Column] = [
      .init(Phrase(words("企业", "Enterprise"))), heading("年份", "Year"), heading("合计", "Total"),
    ]
    if uncertainties != nil {
      columns += [heading("95% 区间", "95% interval"), .init(Phrase(words("不确定度主要来自", "Mostly unsure of")))]
    }
    columns += [
      heading("范围一", "Scope 1"), heading("范围二（位置法）", "Scope 2 by location"),
      heading("范围二（市场法）", "Scope 2 by market"), heading("吨标准煤", "tce"),
      heading("每万元增加值", "per 10⁴ CNY value added"), heading("记录数", "Records"),
    ]
    let rows = shown.map { place -> DocumentTable.Row in
      let inventory = accounts.inventories[place]
      var cells: [DocumentTable.Cell] = [
        .init(inventory.title), .init(inventory.year.map { String($0) } ?? DisplayRule.missing), cell(inventory.total),
      ]
      if let uncertainty = uncertainties?[place] {
        cells += [.init(interval(uncertainty, 2)), .init(mainSource(of: uncertainty, in: inventory))]
      }
      cells += [
        cell(inventory.scope1), cell(inventory.scope2Location), cell(inventory.scope2Market),
        cell(inventory.energyTce), cell(inventory.perValueAdded, 3), .init(String(inventory.recordCount)),
      ]
      return .init(cells)
    }
    return DocumentTable(
      title: Phrase(words("各企业排放量（吨二氧化碳当量）", "Emissions of each enterprise (tonnes of CO2e)")),
      columns: columns, rows: rows, notes: remainder(of: accounts.inventories.count, shown.count), isSortable: true)
  }

  /// The quantity or factor that adds most to the variance, with its share.
  private func mainSource(of uncertainty: InventoryUncertainty, in inventory: EntityInventory) -> String {
    guard let first = uncertainty.sources.first else { return DisplayRule.missing }
    let line = first.row.flatMap { row in accounts.lines(of: inventory).first { $0.row == row } }
    let name = line?.recipe.label.text(in: language) ?? first.name
    let share = DisplayRule.decimals(0).text(100 * first.share, style: .gb)
    return first.kind == .factor
      ? words("因子 \(name)（\(share) %）", "factor \(name) (\(share) %)")
      : words("\(name)的数量（\(share) %）", "quantity of \(name) (\(share) %)")
  }

  private func arithmeticTable(_ inventory: EntityInventory) -> DocumentTable {
    let rows = accounts.lines(of: inventory).map { line -> DocumentTable.Row in
      let sources = line.matches.map { "\($0.factor.key) (\($0.factor.edition))" }
      return .init([
        .init(parts.record(line.row)), .init(line.recipe.kind.label.text(in: language)!),
        .init(line.recipe.label.text(in: language) ?? line.recipe.item),
        .init(line.arithmetic(in: language) + (line.isFilled ? words("（填补）", " (filled in)") : "")),
        .init(sources.joined(separator: words("；", "; "))),
      ])
    }
    return DocumentTable(
      title: Phrase([inventory.title, inventory.year.map { String($0) }].compactMap { $0 }.joined(separator: " ")),
      columns: [
        .init(Phrase(words("记录", "Record"))), .init(Phrase(words("类别", "Kind"))), .init(Phrase(words("品种", "Item"))),
        .init(Phrase(words("算式", "Arithmetic"))), .init(Phrase(words("因子", "Factors"))),
      ], rows: rows)
  }

  /// What makes the total unsure: the largest sources of variance first.
  private func varianceTable(_ uncertainty: InventoryUncertainty, of inventory: EntityInventory) -> DocumentTable {
    let names = Dictionary(
      accounts.lines(of: inventory).map { ($0.row, $0.recipe.label.text(in: language) ?? $0.recipe.item) },
      uniquingKeysWith: { first, _ in first })
    let shown = uncertainty.sources.prefix(10)
    let left = uncertainty.sources.count - shown.count
    return DocumentTable(
      title: Phrase(words("不确定度的来源：\(inventory.entity)", "What the uncertainty comes from: \(inventory.entity)")),
      columns: [
        .init(Phrase(words("来源", "Source"))), .init(Phrase(words("数量或因子", "Quantity or factor"))),
        heading("占方差 %", "% of the variance"),
      ],
      rows: shown.map { source in
        let name = source.row.map { "\(names[$0] ?? source.name) (\(parts.record($0)))" } ?? source.name
        return .init([
          .init(name), .init(source.kind == .activity ? words("数量", "quantity") : words("因子", "factor")),
          cell(100 * source.share, 1),
        ])
      },
      notes: left > 0 ? [.init(Phrase(words("另有 \(left) 项，见 --json", "\(left) more are in the --json form")))] : [])
  }

  private var exclusionTable: DocumentTable {
    let excluded = accounts.excluded
    let shown = excluded.prefix(parts.longest ?? 200)
    var notes: [DocumentTable.Note] = []
    if excluded.count > shown.count {
      let left = excluded.count - shown.count
      notes.append(.init(Phrase(words("另有 \(left) 条，见 --json", "\(left) more are in the --json form"))))
    }
    let count = excluded.count
    return DocumentTable(
      title: Phrase(
        words("未计入的记录：\(count) 条", count == 1 ? "Left out: 1 record" : "Left out: \(count) records")),
      columns: [.init(Phrase(words("记录", "Record"))), .init(Phrase(words("原因", "Reason")))],
      rows: shown.map { exclusion in
        .init([
          .init(parts.record(exclusion.row)), .init(exclusion.reason.message(in: language, from: wording).what),
        ])
      }, notes: notes)
  }
}

extension CombustionGases {
  /// What stands below a table of emissions.
  fileprivate func note(in language: Language) -> String {
    let chinese = language == .chinese
    let table =
      switch self {
      case .none: ""
      case .bySector: chinese ? "能源工业取表 2.2，其余取表 2.3" : "Table 2.2 for energy industries, Table 2.3 for others"
      case .energyIndustries: chinese ? "表 2.2" : "Table 2.2"
      case .manufacturing: chinese ? "表 2.3" : "Table 2.3"
      }
    if self == .none {
      return chinese
        ? "燃烧的甲烷和氧化亚氮未计入。" : "Methane and nitrous oxide of combustion are left out."
    }
    return chinese
      ? "燃烧的甲烷和氧化亚氮按 IPCC 2006 第 2 卷第 2 章固定源缺省因子计入（\(table)）。"
      : "Methane and nitrous oxide of combustion are counted by the defaults of IPCC 2006 Vol 2 Ch 2 for stationary sources (\(table))."
  }
}
