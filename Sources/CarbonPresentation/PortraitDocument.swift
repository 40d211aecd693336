import Benchmarking
import CarbonAccounting
import CarbonMetrics
import Charting
import Documents
import EmissionFactors
import Evidence
import Phrasebook
import ScanCodes

extension EnterprisePortrait {
  /// The page: the label first, then what stands behind it.
  public func document(in language: Language, wording: Wording = .all) -> Document {
    let page = PortraitPage(portrait: self, language: language)
    var blocks: [Block] = [.figure(Figure(page.label)), .table(page.facts)]
    if let standing = page.standing { blocks.append(.paragraph(Phrase(standing))) }
    if let trend = page.trend { blocks.append(.table(trend)) }
    if let chart = page.allowance { blocks.append(.figure(Figure(chart, isIllustration: true))) }
    blocks.append(.table(page.factors))
    for caveat in inventory.caveats + assessment.caveats {
      blocks.append(.note(Phrase(caveat.message(in: language, from: wording).what)))
    }
    return Document(
      title: page.words("碳画像：\(inventory.title)", "Carbon portrait: \(inventory.title)"), language: language.rawValue,
      blocks)
  }
}

/// One portrait in one language.
struct PortraitPage {
  let portrait: EnterprisePortrait
  let language: Language

  private var inventory: EntityInventory { portrait.inventory }
  private var efficiency: CarbonEfficiency? { portrait.assessment.efficiency }

  func words(_ chinese: String, _ english: String) -> String { language == .chinese ? chinese : english }

  private func number(_ value: Double?, _ decimals: Int = 0) -> String {
    DisplayRule.decimals(decimals).text(value, style: .gb)
  }

  private func grouped(_ value: Double, _ decimals: Int = 0) -> String {
    ValueFormat.number(decimals: decimals).text(value)
  }

  private func row(_ cells: String...) -> DocumentTable.Row { .init(cells.map { .init($0) }) }

  private func heading(_ chinese: String, _ english: String) -> DocumentTable.Column {
    .init(Phrase(words(chinese, english)), .right)
  }

  private var sector: String? {
    inventory.entry?.sector.map { AccountTotals.Grouping.sector.text($0, in: language) }
  }

  /// Sector, province, city and year.
  private var place: String {
    let province = inventory.entry?.province.map { AccountTotals.Grouping.province.text($0, in: language) }
    let year = portrait.year.isEmpty ? nil : words("\(portrait.year) 年", portrait.year)
    return [sector, province, inventory.entry?.city, year].compactMap { $0 }.joined(separator: " · ")
  }

  /// The label with its code.
  var label: Chart {
    let grades = portrait.rules.grades
    var lower: Double?
    let scale = grades.map { band -> GradeLabelPlot.Grade in
      defer { lower = band.upper }
      let limit = band.upper.map { "K ≤ \(number($0, 1))" } ?? lower.map { "K > \(number($0, 1))" } ?? ""
      return .init(band.key, band.label.text(in: language) ?? "", limit: limit)
    }
    var figures = [
      GradeLabelPlot.Figure(words("排放总量", "Emissions"), grouped(inventory.total) + words(" 吨", " t CO2e"))
    ]
    if let intensity = inventory.perValueAdded {
      figures.append(
        .init(words("每万元增加值", "Per 10⁴ CNY of value added"), grouped(intensity, 2) + words(" 吨", " t")))
    }
    if let level = efficiency?.level {
      figures.append(.init(words("碳排放水平", "Carbon level"), level.label.text(in: language) ?? level.key))
    }
    figures.append(.init(words("综合能耗", "Energy"), grouped(inventory.energyTce) + words(" 吨标准煤", " tce")))
    let plot = GradeLabelPlot(
      name: inventory.title, subtitle: place,
      warning: portrait.isSynthetic ? words("合成数据：并非真实企业", "SYNTHETIC DATA: no real enterprise") : "",
      scaleTitle: words(
        "碳效等级：K 为单位增加值排放与同行业之比",
        "Carbon-efficiency grade: K is emissions for each unit of value added against the sector"),
      grades: scale, reached: efficiency?.grade.flatMap { grade in grades.firstIndex { $0.key == grade.key } },
      value: efficiency?.ratio.map { "K " + number($0, 2) } ?? "",
      reason: words("没有可比的同行业平均，不定级", "No average of the sector to compare with, so no grade"), figures: figures,
      partTitle: words("排放与能耗来自哪里", "Where emissions and energy come from"),
      partHeadings: [words("排放（吨）", "Emissions, t"), words("占排放", "of emissions"), words("占能耗", "of energy")],
      parts: parts, code: QuickResponseCode(portrait.codeText),
      check: .init(words("核对码", "Check"), portrait.checkNumber),
      codeLines: [
        words("碳效编码 \(portrait.code)", "Code \(portrait.code)"),
        words(
          "扫码可读出上列数字。用相同的活动数据、名录和因子重新运行 tansuo portrait，应得同一核对码。",
          "The code holds the figures above. Whoever runs tansuo portrait again on the same records, register and factors must come to the same check."
        ),
        words("分级依据 \(portrait.rules.edition)：\(portrait.rules.source)", "Graded by \(portrait.rules.edition)"),
      ])
    return Chart(
      title: words("碳效标识", "Carbon-efficiency label"), plot: plot, language: language)
  }

  var facts: DocumentTable {
    var rows = [
      row(words("范围一（吨）", "Scope 1 (t)"), number(inventory.scope1)),
      row(words("范围二，位置法（吨）", "Scope 2 by location (t)"), number(inventory.scope2Location)),
      row(words("范围二，市场法（吨）", "Scope 2 by market (t)"), number(inventory.scope2Market)),
    ]
    if inventory.captured != 0 {
      rows.append(row(words("捕集（吨，未抵扣）", "Captured (t, not netted)"), number(inventory.captured)))
    }
    if inventory.sinks != 0 { rows.append(row(words("碳汇（吨，未抵扣）", "Sinks (t, not netted)"), number(inventory.sinks))) }
    rows.append(
      row(
        words("清洁能源占比（天然气、生物质、自发非化石电力、绿电）", "Clean energy (gas, biomass, own non-fossil power, green power)"),
        portrait.cleanEnergy.share.map { number(100 * $0, 1) + " %" } ?? DisplayRule.missing))
    if let advanced = portrait.gap(to: .advanced), let middle = portrait.gap(to: .baseline) {
      rows.append(
        row(
          words(
            "超出行业先进值 P10（\(number(advanced.intensity, 2)) 吨/万元）的吨数",
            "Tonnes above the sector's advanced level (P10, \(number(advanced.intensity, 2)) t for each 10⁴ CNY)"),
          number(advanced.tonnes)))
      rows.append(
        row(
          words(
            "超出行业中位数（\(number(middle.intensity, 2)) 吨/万元）的吨数",
            "Tonnes above the median of the sector (\(number(middle.intensity, 2)))"),
          number(middle.tonnes)))
    }
    if let product = inventory.perProduct {
      let unit = inventory.entry?.productUnit.map { "tCO2e/" + $0 } ?? "tCO2e"
      rows.append(
        row(
          words("单位产品（\(unit)）", "Per unit of product (\(unit))"),
          number(product, 4)))
    }
    if let efficiency {
      if let next = efficiency.nextGrade {
        rows.append(row(words("升一级需减排（吨）", "To the next grade, t less"), number(next.tonnes)))
        rows.append(row(words("或增加值需增（万元）", "or 10⁴ CNY more value added"), number(next.valueAdded)))
      }
    }
    if let allowance = portrait.assessment.allowance {
      rows.append(row(words("配额（吨）", "Allowance (t)"), number(allowance.allotted)))
      rows.append(row(words("盈缺（吨）", "Surplus or shortfall (t)"), number(allowance.surplus - allowance.shortfall)))
      let cost = allowance.cost
      rows.append(
        row(
          words("履约成本（元，低–中–高）", "Cost of compliance (CNY, low – middle – high)"),
          "\(number(cost.low)) – \(number(cost.middle)) – \(number(cost.high))"))
    }
    rows.append(row(words("碳效编码（规则/企业/年份/水平/等级）", "Code (rules/enterprise/year/level/grade)"), portrait.code))
    let left = portrait.excluded
    rows.append(
      row(
        words("记录数 / 填补 / 未计入", "Records / filled in / left out"),
        "\(inventory.recordCount) / \(inventory.filledCount) / \(left)"))
    return DocumentTable(
      columns: [.init(Phrase(words("项目", "Item"))), .init(Phrase(words("数值", "Value")), .right)], rows: rows)
  }

  /// Where the enterprise stands among its peers, as a sentence.
  var standing: String? {
    guard let share = portrait.shareBelow, let band = portrait.band, band.enterprises > 1, let sector else {
      return nil
    }
    let percent = DisplayRule.decimals(0).text(100 * share, style: .gb)
    return words(
      "在 \(band.enterprises) 家\(sector)企业中，\(percent)% 的企业单位增加值排放更低；居中的一家为 \(number(band.median, 2)) 吨/万元，最低的十分之一不超过 \(number(band.p10, 2)) 吨/万元。",
      "Of the \(band.enterprises) enterprises of the sector (\(sector)), \(percent)% emit less for each 10⁴ CNY of value added; the middle one emits \(number(band.median, 2)) t, the lowest tenth at most \(number(band.p10, 2)) t."
    )
  }

  /// The largest sources, the smaller ones as one.
  private var parts: [GradeLabelPlot.Part] {
    let (energy, total) = (inventory.energyTce, inventory.total)
    let ordered = portrait.sources.enumerated().sorted {
      ($1.element.tonnes, $0.offset) < ($0.element.tonnes, $1.offset)
    }.map(\.element)
    func percent(_ part: Double, _ whole: Double) -> String {
      whole > 0 ? number(part / whole * 100, 1) + "%" : DisplayRule.missing
    }
    func part(_ label: String, _ tonnes: Double, _ coal: Double) -> GradeLabelPlot.Part {
      let (ofTotal, ofEnergy) = (percent(tonnes, total), percent(coal, energy))
      return .init(
        label, share: total > 0 ? tonnes / total : 0, [grouped(tonnes), ofTotal, ofEnergy],
        words: words(
          "\(grouped(tonnes)) 吨，占排放 \(ofTotal)，占能耗 \(ofEnergy)",
          "\(grouped(tonnes)) t, \(ofTotal) of emissions, \(ofEnergy) of energy"))
    }
    let shown = ordered.count > 6 ? 5 : ordered.count
    var parts = ordered.prefix(shown).map { part($0.label.text(in: language) ?? $0.item, $0.tonnes, $0.energy) }
    let rest = ordered.dropFirst(shown)
    if !rest.isEmpty {
      parts.append(
        part(
          words("其余 \(rest.count) 项", "\(rest.count) others"), rest.reduce(0) { $0 + $1.tonnes },
          rest.reduce(0) { $0 + $1.energy }))
    }
    return parts
  }

  /// The years side by side; `nil` where there is one only.
  var trend: DocumentTable? {
    guard portrait.years.count > 1 else { return nil }
    var before: Double?
    let rows = portrait.years.map { own -> DocumentTable.Row in
      let (inventory, efficiency) = (own.inventory, own.assessment.efficiency)
      let change = before.flatMap { $0 > 0 ? 100 * (inventory.total / $0 - 1) : nil }
      before = inventory.total
      return row(
        inventory.year.map { String($0) } ?? DisplayRule.missing, number(inventory.total),
        change.map { ($0 > 0 ? "+" : "") + number($0, 1) } ?? DisplayRule.missing, number(inventory.perValueAdded, 3),
        efficiency?.grade?.key ?? DisplayRule.missing)
    }
    return DocumentTable(
      title: Phrase(words("各年", "Year by year")),
      columns: [
        .init(Phrase(words("年份", "Year"))), heading("合计（吨）", "Total (t)"), heading("变化 %", "Change, %"),
        heading("每万元增加值（吨）", "Per 10⁴ CNY (t)"), heading("碳效等级", "Grade"),
      ], rows: rows)
  }

  var allowance: Chart? {
    guard let allowance = portrait.assessment.allowance else { return nil }
    return Chart(
      title: words("配额与排放", "Allowance and emissions"), subtitle: words("吨", "t"),
      plot: BalancePlot([.init(inventory.title, allowance: allowance.allotted, emissions: allowance.obligation)]),
      language: language)
  }

  /// Families of factors by edition: `cn_fuel.anthracite` for its three.
  var factors: DocumentTable {
    var labels: [String: String] = [:]
    for line in portrait.lines { labels[line.recipe.family] = line.recipe.label.text(in: language) }
    return DocumentTable(
      title: Phrase(words("因子与版本", "Factors and editions")),
      columns: [.init(Phrase(words("版本", "Edition"))), .init(Phrase(words("因子", "Factors")))],
      rows: portrait.editions.map { edition, keys in
        var families: [String] = []
        for key in keys {
          let family = labels.keys.filter { key == $0 || key.hasPrefix($0 + ".") }.max { $0.count < $1.count }
          let name = family.flatMap { labels[$0] }.map { "\($0) (\(family!))" } ?? key
          if !families.contains(name) { families.append(name) }
        }
        return row(edition, families.joined(separator: words("；", "; ")))
      })
  }
}
