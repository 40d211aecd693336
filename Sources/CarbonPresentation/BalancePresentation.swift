import CarbonAccounting
import CarbonMetrics
import Documents
import Evidence
import Phrasebook
import StructuredText

extension CarbonBalance {
  /// `{"carbonIn": 0, "inProducts": 0, "inWaste": 0, "emitted": 0, "accounted": 0, "unburnt": 0, "gap": 0, "relativeGap": 0}`
  var json: JSONValue {
    [
      "carbonIn": carbonIn.json, "inProducts": inProducts.json, "inWaste": inWaste.json, "emitted": emitted.json,
      "accounted": accounted.json, "unburnt": unburnt.json, "gap": gap.json, "relativeGap": relativeGap.json,
    ]
  }
}

extension CarbonBalances {
  func balance(of inventory: EntityInventory) -> CarbonBalance? {
    balances.first { $0.entity == inventory.entity && $0.year == inventory.year }
  }

  /// `{"record": "flows.csv:3", "code": "…", "reason": "…"}` of each flow that could not be read.
  func excludedJSON(_ fileName: String, _ language: Language, _ wording: Wording) -> JSONValue {
    .array(
      excluded.map { exclusion in
        [
          "record": .string("\(fileName):\(exclusion.row + 2)"), "code": .string(exclusion.reason.code),
          "reason": .string(exclusion.reason.message(in: language, from: wording).what),
        ]
      })
  }

  func table(_ language: Language) -> DocumentTable {
    let chinese = language == .chinese
    func heading(_ a: String, _ b: String) -> DocumentTable.Column { .init(Phrase(chinese ? a : b), .right) }
    func cell(_ value: Double) -> DocumentTable.Cell { .init(DisplayRule.decimals(1).text(value, style: .gb)) }
    return DocumentTable(
      title: Phrase(chinese ? "碳平衡核对" : "Carbon balance against the account"),
      columns: [
        .init(chinese ? "企业" : "Enterprise"), heading("年份", "Year"), heading("投入碳（吨）", "Carbon in, t"),
        heading("产品带走", "in products"), heading("废弃物带走", "in waste"),
        heading("平衡排放（吨 CO2）", "Emitted by balance, t CO2"),
        heading("核算排放", "Accounted"), heading("未燃尽", "Unburnt"), heading("差额", "Gap"), heading("占投入", "Share of input"),
        .init(chinese ? "判断" : "Doubt"),
      ],
      rows: balances.map { balance in
        let isApart = balance.isDoubtful(tolerance: tolerance)
        return .init([
          .init(balance.entity), .init(balance.year.map { String($0) } ?? DisplayRule.missing), cell(balance.carbonIn),
          cell(balance.inProducts), cell(balance.inWaste), cell(balance.emitted), cell(balance.accounted),
          cell(balance.unburnt), cell(balance.gap),
          .init(DisplayRule.decimals(1).text(100 * balance.relativeGap, style: .gb) + " %"),
          .init(isApart ? (chinese ? "存疑" : "doubtful") : (chinese ? "相符" : "agrees")),
        ])
      },
      notes: [
        .init(
          Phrase(
            chinese
              ? "平衡排放 =（投入碳 − 产品碳 − 废弃物碳）× 44/12（国家发展改革委 2013 化工指南）；核算为范围一的二氧化碳，未扣捕集。差额超过投入碳量的 \(Int(100 * tolerance))% 且不能由氧化率未燃尽部分解释的为存疑。"
              : "Emitted by balance = (carbon in − in products − in waste) × 44/12 (NDRC guide for chemical producers 2013); accounted is the carbon dioxide of scope 1 before capture. A gap beyond \(Int(100 * tolerance)) % of the carbon put in that unburnt carbon does not explain is doubtful."
          ))
      ])
  }
}

extension CarbonAccounts {
  /// Energy as dual control assesses it, where the register states deductions; `nil` where it does not.
  func assessedEnergyTable(_ assessments: CarbonAssessments, _ page: AccountPage, _ shown: [Int]) -> DocumentTable? {
    let chinese = page.language == .chinese
    func heading(_ a: String, _ b: String) -> DocumentTable.Column { .init(Phrase(chinese ? a : b), .right) }
    func cell(_ value: Double?) -> DocumentTable.Cell { .init(DisplayRule.decimals(1).text(value, style: .gb)) }
    let rows = shown.compactMap { place -> DocumentTable.Row? in
      let (inventory, entry) = (inventories[place], assessments.entries[place])
      guard let total = entry.assessedEnergyTotal else { return nil }
      return .init([
        .init(inventory.entity), .init(inventory.year.map { String($0) } ?? DisplayRule.missing),
        cell(inventory.energyTce), cell(entry.assessedEnergyForIntensity), cell(total),
      ])
    }
    guard !rows.isEmpty else { return nil }
    return DocumentTable(
      title: Phrase(chinese ? "考核能耗（吨标准煤）" : "Energy as assessed (tonnes of standard coal)"),
      columns: [
        .init(chinese ? "企业" : "Enterprise"), heading("年份", "Year"), heading("能耗", "Energy"),
        heading("强度考核", "for intensity"), heading("总量考核", "for the total"),
      ], rows: rows,
      notes: page.remainder(of: assessments.entries.count { $0.assessedEnergyTotal != nil }, rows.count) + [
        .init(
          Phrase(
            chinese
              ? "原料用能从强度和总量中扣除；新增可再生能源电力（较 2020 年）只从总量中扣除，按每千瓦时 \(assessments.options.coalPerRenewable) 千克标准煤折算。"
              : "Feedstock leaves both; new renewable electricity (beyond 2020) leaves the total only, at \(assessments.options.coalPerRenewable) kgce/kWh."
          ))
      ])
  }
}
