import CarbonAccounting
import CarbonMetrics
import Documents
import Evidence
import Phrasebook
import StructuredText

extension CarbonEfficiency {
  /// `{"level": "low", "L": 0.4, "K": 0.9, "grade": 3, …}`
  func json(in language: Language) -> JSONValue {
    func distance(_ distance: Distance?) -> JSONValue {
      guard let distance else { return .null }
      return [
        "to": .string(distance.band.key), "tonnes": distance.tonnes.json, "valueAdded": distance.valueAdded.json,
      ]
    }
    return [
      "level": .string(level.key), "L": intensity.json, "K": JSONValue(ratio),
      "grade": JSONValue(grade.flatMap { Int($0.key) }), "levelName": JSONValue(level.label.text(in: language)),
      "gradeName": JSONValue(grade?.label.text(in: language)), "edition": .string(edition),
      "sectorAverage": JSONValue(average?.energyRelated), "sectorEnterprises": JSONValue(average?.enterprises),
      "nextLevel": distance(nextLevel), "nextGrade": distance(nextGrade),
    ]
  }
}

extension Allowance {
  var json: JSONValue {
    func range(_ range: Range?) -> JSONValue {
      guard let range else { return .null }
      return ["low": range.low.json, "middle": range.middle.json, "high": range.high.json]
    }
    return [
      "class": .string(benchmarkClass), "edition": .string(edition), "verified": .boolean(isVerified),
      "benchmark": benchmark.json, "activity": activity.json, "heat": heat.json, "allotted": allotted.json,
      "emissions": emissions.json, "obligation": obligation.json, "surplus": surplus.json,
      "shortfall": shortfall.json, "offsetLimit": offsetLimit.json, "cost": range(cost), "penalty": range(penalty),
      "prices": [
        "year": JSONValue(prices.year), "low": prices.low.json, "middle": prices.middle.json,
        "high": prices.high.json,
      ],
      "carryOverLimit": JSONValue(carryOverLimit), "source": .string(source),
    ]
  }
}

extension CarbonAssessment {
  /// `{"total": …, "forIntensity": …}` in tonnes of standard coal, where deductions are stated.
  var energyJSON: JSONValue {
    guard let total = assessedEnergyTotal else { return .null }
    return ["total": total.json, "forIntensity": JSONValue(assessedEnergyForIntensity)]
  }
}

extension CarbonAccounts {
  /// The grades of enterprises that have one, with what the next better grade would take; `nil` if there are none.
  func assessmentTable(_ assessments: CarbonAssessments, _ page: AccountPage, _ shown: [Int]) -> DocumentTable? {
    let language = page.language
    let chinese = language == .chinese
    let hasAllowances = assessments.entries.contains { $0.allowance != nil }
    let rows = shown.compactMap { place -> DocumentTable.Row? in
      let (inventory, entry) = (inventories[place], assessments.entries[place])
      guard entry.efficiency != nil || entry.allowance != nil else { return nil }
      let efficiency = entry.efficiency
      func text(_ value: Double?, _ decimals: Int) -> DocumentTable.Cell {
        DisplayRule.decimals(decimals).cell(value, style: .gb)
      }
      var cells: [DocumentTable.Cell] = [
        .init(inventory.title),
        .init(inventory.year.map { String($0) } ?? DisplayRule.missing), text(efficiency?.intensity, 3),
        .init(efficiency?.level.label.text(in: language) ?? DisplayRule.missing), text(efficiency?.ratio, 3),
        .init(efficiency?.grade?.title(in: language) ?? DisplayRule.missing), text(efficiency?.nextGrade?.tonnes, 0),
        text(efficiency?.nextGrade?.valueAdded, 0),
      ]
      if hasAllowances {
        cells += [text(entry.allowance?.allotted, 0), text(entry.allowance.map { $0.surplus - $0.shortfall }, 0)]
      }
      return .init(cells)
    }
    guard !rows.isEmpty else { return nil }
    let graded = assessments.entries.count { $0.efficiency != nil || $0.allowance != nil }
    func heading(_ a: String, _ b: String) -> DocumentTable.Column { .init(Phrase(chinese ? a : b), .right) }
    var columns: [DocumentTable.Column] = [
      .init(chinese ? "企业" : "Enterprise"), heading("年份", "Year"), heading("L", "L"),
      .init(chinese ? "碳效水平" : "Level"), heading("K", "K"), .init(chinese ? "碳效等级" : "Grade"),
      heading("升一级需减排（吨）", "Tonnes to the next grade"), heading("或增加值需增（万元）", "or 10⁴ CNY more value added"),
    ]
    if hasAllowances { columns += [heading("配额（吨）", "Allowance, tonnes"), heading("盈缺（吨）", "Surplus or shortfall")] }
    let edition = assessments.options.gradeRules.edition
    return DocumentTable(
      title: Phrase(chinese ? "碳效与配额" : "Carbon efficiency and allowances"), columns: columns, rows: rows,
      notes: page.remainder(of: graded, rows.count) + [
        .init(
          Phrase(
            chinese
              ? "L 为能源活动排放除以增加值（吨/万元），K 为 L 与同行业之比（行业值取本次核算企业的合计之比）；分级依据 \(edition)。"
              : "L is energy-related emissions over value added (t for each 10⁴ CNY), K is L over that of the sector (ratio of totals of this account); cut-points of \(edition)."
          ))
      ], isSortable: true)
  }
}

extension GradeRules.Band {
  /// `3 级（接近行业平均）`
  func title(in language: Language) -> String {
    let name = label.text(in: language) ?? key
    return language == .chinese ? "\(key) 级（\(name)）" : "\(key) (\(name))"
  }
}
