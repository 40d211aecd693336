import CarbonAccounting
import CarbonMetrics
import CarbonUncertainty
import Documents
import EmissionFactors
import Evidence
import Phrasebook

extension CarbonAccounts {
  /// Tables of the enterprises, the totals, what was left out and, where asked for, the arithmetic of each record.
  public func document(
    _ parts: AccountParts, uncertainties: [InventoryUncertainty]? = nil, assessments: CarbonAssessments? = nil,
    in language: Language, wording: Wording = .all
  ) -> Document {
    let chinese = language == .chinese
    var blocks: [Block] = [
      .table(inventoryTable(uncertainties, language)), .table(totalsTable(parts.groupings, language)),
    ]
    if let assessments, let table = assessmentTable(assessments, language) { blocks.insert(.table(table), at: 1) }
    if let assessments, let table = assessedEnergyTable(assessments, language) { blocks.append(.table(table)) }
    if let balances = parts.balances, !balances.balances.isEmpty { blocks.append(.table(balances.table(language))) }
    blocks += parts.rollUp?.blocks(parts.groupings, language) ?? []
    if parts.explains {
      for (index, inventory) in inventories.enumerated() {
        blocks.append(.table(arithmeticTable(inventory, parts, language)))
        if let uncertainties {
          blocks.append(.table(varianceTable(uncertainties[index], of: inventory, parts, language)))
        }
      }
    }
    if !excluded.isEmpty { blocks.append(.table(exclusionTable(parts, language, wording))) }
    return Document(title: chinese ? "碳核算" : "Carbon account", language: language.rawValue, blocks)
  }

  private static let tonnes = DisplayRule.decimals(2)

  private static func cell(_ value: Double?, _ rule: DisplayRule = tonnes) -> DocumentTable.Cell {
    rule.cell(value, style: .gb)
  }

  private func inventoryTable(
    _ uncertainties: [InventoryUncertainty]?, _ language: Language
  ) -> DocumentTable {
    let chinese = language == .chinese
    func heading(_ a: String, _ b: String) -> DocumentTable.Column { .init(Phrase(chinese ? a : b), .right) }
    var columns: [DocumentTable.Column] = [
      .init(chinese ? "企业" : "Enterprise"), heading("年份", "Year"), heading("范围一", "Scope 1"),
      heading("范围二（位置法）", "Scope 2 by location"), heading("范围二（市场法）", "Scope 2 by market"),
      heading("合计", "Total"),
    ]
    if uncertainties != nil { columns.append(heading("95% 区间", "95% interval")) }
    columns += [
      heading("吨标准煤", "tce"), heading("每万元增加值", "per 10⁴ CNY value added"), heading("记录数", "Records"),
    ]
    let rows = inventories.enumerated().map { index, inventory -> DocumentTable.Row in
      var cells: [DocumentTable.Cell] = [
        .init(inventory.entry?.name.map { "\(inventory.entity) \($0)" } ?? inventory.entity),
        .init(inventory.year.map { String($0) } ?? DisplayRule.missing), Self.cell(inventory.scope1),
        Self.cell(inventory.scope2Location), Self.cell(inventory.scope2Market), Self.cell(inventory.total),
      ]
      if let uncertainties {
        let low = Self.tonnes.text(uncertainties[index].low, style: .gb)
        cells.append(.init("\(low) – \(Self.tonnes.text(uncertainties[index].high, style: .gb))"))
      }
      cells += [
        Self.cell(inventory.energyTce), Self.cell(inventory.perValueAdded, .decimals(3)),
        .init(String(inventory.recordCount)),
      ]
      return .init(cells)
    }
    let set = options.warming.rawValue.uppercased()
    let gases = options.combustionGases.note(in: language)
    return DocumentTable(
      title: Phrase(chinese ? "各企业排放量（吨二氧化碳当量）" : "Emissions of each enterprise (tonnes of CO2e)"),
      columns: columns, rows: rows,
      notes: [
        .init(
          Phrase(
            chinese
              ? "合计为范围一加位置法范围二，输出的电力和热力已扣除；捕集和碳汇不抵扣。全球增温潜势取 \(set)。\(gases)"
              : "The total is scope 1 and location-based scope 2, exports taken off; captures and sinks are not netted. Warming potentials are those of \(set). \(gases)"
          ))
      ])
  }

  private func totalsTable(_ groupings: [AccountTotals.Grouping], _ language: Language) -> DocumentTable {
    let chinese = language == .chinese
    func heading(_ a: String, _ b: String) -> DocumentTable.Column { .init(Phrase(chinese ? a : b), .right) }
    func row(_ total: AccountTotals, _ names: [String], role: DocumentTable.Row.Role) -> DocumentTable.Row {
      .init(
        names.map { .init($0) } + [
          .init(String(total.entities)), Self.cell(total.scope1), Self.cell(total.scope2Location),
          Self.cell(total.scope2Market), Self.cell(total.total), Self.cell(total.energyTce),
          Self.cell(total.perValueAdded, .decimals(3)),
        ], role: role)
    }
    let first =
      groupings.isEmpty ? [DocumentTable.Column(Phrase(""))] : groupings.map { .init(Phrase($0.name(in: language))) }
    let all = chinese ? "合计" : "All"
    var rows =
      groupings.isEmpty
      ? []
      : totals(by: groupings).map { total in
        row(total, total.group.map { $0 ?? DisplayRule.missing }, role: .body)
      }
    rows.append(row(totals, [all] + Array(repeating: "", count: max(groupings.count - 1, 0)), role: .total))
    return DocumentTable(
      title: Phrase(chinese ? "汇总" : "Totals"),
      columns: first + [
        heading("企业数", "Enterprises"), heading("范围一", "Scope 1"), heading("范围二（位置法）", "Scope 2 by location"),
        heading("范围二（市场法）", "Scope 2 by market"), heading("合计", "Total"), heading("吨标准煤", "tce"),
        heading("每万元增加值", "per 10⁴ CNY value added"),
      ], rows: rows)
  }

  private func arithmeticTable(
    _ inventory: EntityInventory, _ parts: AccountParts, _ language: Language
  ) -> DocumentTable {
    let chinese = language == .chinese
    let rows = lines(of: inventory).map { line -> DocumentTable.Row in
      let sources = line.matches.map { "\($0.factor.key) (\($0.factor.edition))" }
      return .init([
        .init(parts.record(line.row)), .init(line.recipe.kind.label.text(in: language)!),
        .init(line.recipe.label.text(in: language) ?? line.recipe.item),
        .init(line.arithmetic(in: language) + (line.isFilled ? (chinese ? "（填补）" : " (filled in)") : "")),
        .init(sources.joined(separator: chinese ? "；" : "; ")),
      ])
    }
    return DocumentTable(
      title: Phrase(
        [inventory.entity, inventory.year.map { String($0) } ?? ""].filter { !$0.isEmpty }.joined(separator: " ")),
      columns: [
        .init(chinese ? "记录" : "Record"), .init(chinese ? "类别" : "Kind"), .init(chinese ? "品种" : "Item"),
        .init(chinese ? "算式" : "Arithmetic"), .init(chinese ? "因子" : "Factors"),
      ], rows: rows)
  }

  /// What makes the total unsure: the largest sources of variance first.
  private func varianceTable(
    _ uncertainty: InventoryUncertainty, of inventory: EntityInventory, _ parts: AccountParts, _ language: Language
  ) -> DocumentTable {
    let chinese = language == .chinese
    let names = Dictionary(
      lines(of: inventory).map { ($0.row, $0.recipe.label.text(in: language) ?? $0.recipe.item) },
      uniquingKeysWith: { first, _ in first })
    let shown = uncertainty.sources.prefix(10)
    let left = uncertainty.sources.count - shown.count
    return DocumentTable(
      title: Phrase(chinese ? "不确定度的来源：\(inventory.entity)" : "What the uncertainty comes from: \(inventory.entity)"),
      columns: [
        .init(chinese ? "来源" : "Source"), .init(chinese ? "数量或因子" : "Quantity or factor"),
        .init(Phrase(chinese ? "占方差 %" : "% of the variance"), .right),
      ],
      rows: shown.map { source in
        let name = source.row.map { "\(names[$0] ?? source.name) (\(parts.record($0)))" } ?? source.name
        return .init([
          .init(name),
          .init(source.kind == .activity ? (chinese ? "数量" : "quantity") : chinese ? "因子" : "factor"),
          Self.cell(100 * source.share, .decimals(1)),
        ])
      },
      notes: left > 0
        ? [.init(Phrase(chinese ? "另有 \(left) 项，见 --json" : "\(left) more are in the --json form"))] : [])
  }

  private func exclusionTable(_ parts: AccountParts, _ language: Language, _ wording: Wording) -> DocumentTable {
    let chinese = language == .chinese
    let shown = excluded.prefix(200)
    var notes: [DocumentTable.Note] = []
    if excluded.count > shown.count {
      let left = excluded.count - shown.count
      notes.append(
        .init(Phrase(chinese ? "另有 \(left) 条，见 --json" : "\(left) more are in the --json form")))
    }
    return DocumentTable(
      title: Phrase(chinese ? "未计入的记录：\(excluded.count) 条" : "Left out: \(excluded.count) records"),
      columns: [.init(chinese ? "记录" : "Record"), .init(chinese ? "原因" : "Reason")],
      rows: shown.map { exclusion in
        .init([
          .init(parts.record(exclusion.row)), .init(exclusion.reason.message(in: language, from: wording).what),
        ])
      }, notes: notes)
  }
}

extension AccountTotals.Grouping {
  /// What people call the grouping.
  public func name(in language: Language) -> String {
    let chinese = language == .chinese
    return switch self {
    case .sector: chinese ? "行业" : "Sector"
    case .province: chinese ? "省份" : "Province"
    case .city: chinese ? "城市" : "City"
    case .year: chinese ? "年份" : "Year"
    case .entity: chinese ? "企业" : "Enterprise"
    }
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
