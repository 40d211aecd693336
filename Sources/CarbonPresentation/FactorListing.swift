import Documents
import EmissionFactors
import Evidence
import StructuredText

/// Factors as a table, in detail, or as JSON.
public struct FactorListing: Sendable {
  public let factors: [EmissionFactor]

  public init(_ factors: [EmissionFactor]) { self.factors = factors }

  public var json: JSONValue { .array(factors.map(\.json)) }

  public func document(in language: Language) -> Document {
    let chinese = language == .chinese
    let rows = factors.map { factor -> DocumentTable.Row in
      .init([
        .init(factor.key), .init(factor.label.text(in: language) ?? factor.item),
        .init(factor.property.name(in: language)), .init(factor.printedValue), .init(factor.unit.symbol),
        .init(Region.named(factor.region)?.label.text(in: language) ?? factor.region),
        .init(factor.years), .init(factor.edition), .init(factor.verification.name(in: language)),
      ])
    }
    return Document(
      title: chinese ? "排放因子" : "Emission factors", language: language.rawValue,
      [
        .table(
          DocumentTable(
            title: Phrase(
              chinese
                ? "排放因子：\(factors.count) 条"
                : factors.count == 1 ? "1 emission factor" : "\(factors.count) emission factors"),
            columns: [
              .init(chinese ? "键" : "Key"), .init(chinese ? "名称" : "Name"), .init(chinese ? "属性" : "Property"),
              .init(chinese ? "数值" : "Value", .decimal),
              .init(chinese ? "单位" : "Unit"), .init(chinese ? "地区" : "Region"), .init(chinese ? "年份" : "Years"),
              .init(chinese ? "版本" : "Edition"), .init(chinese ? "核对" : "Checked"),
            ], rows: rows, isSortable: true))
      ])
  }

  /// One table a factor, with its source.
  public func detail(in language: Language) -> Document {
    let chinese = language == .chinese
    let tables = factors.map { factor -> Block in
      var rows: [(String, String)] = [
        (chinese ? "名称" : "Name", (factor.chineseNames + factor.englishNames).joined(separator: ", ")),
        (chinese ? "属性" : "Property", "\(factor.property.name(in: language)) (\(factor.property.rawValue))"),
        (chinese ? "数值" : "Value", "\(factor.printedValue) \(factor.unit.symbol)"),
        (chinese ? "气体" : "Gas", factor.gas),
        (chinese ? "地区" : "Region", Region.named(factor.region)?.label.text(in: language) ?? factor.region),
        (chinese ? "年份" : "Years", factor.years), (chinese ? "版本" : "Edition", factor.edition),
        (chinese ? "来源" : "Source", factor.source),
        (chinese ? "核对" : "Checked", factor.verification.name(in: language)),
      ]
      if let uncertainty = factor.uncertainty { rows.append((chinese ? "不确定度" : "Uncertainty", "±\(uncertainty) %")) }
      if case .file(let path, let line) = factor.origin { rows.append((chinese ? "文件" : "File", "\(path):\(line)")) }
      return .table(
        DocumentTable(
          title: Phrase(factor.key), columns: [.init(""), .init("")],
          rows: rows.map { .init([.init($0.0), .init($0.1)]) }))
    }
    return Document(title: chinese ? "排放因子" : "Emission factors", language: language.rawValue, tables)
  }
}

extension EmissionFactor {
  /// `2015–`, `2022`.
  var years: String {
    switch (firstYear, lastYear) {
    case (nil, nil): "–"
    case (let first?, let last?) where first == last: String(first)
    case (let first, let last): "\(first.map { String($0) } ?? "")–\(last.map { String($0) } ?? "")"
    }
  }

  var json: JSONValue {
    var object: JSONObject = [
      "key": .string(key), "item": .string(item), "property": .string(property.rawValue), "gas": .string(gas),
      "nameZh": JSONValue(chineseNames.first), "nameEn": JSONValue(englishNames.first), "value": value.json,
      "unit": .string(unit.symbol), "region": .string(region), "from": JSONValue(firstYear), "to": JSONValue(lastYear),
      "edition": .string(edition), "source": .string(source), "verified": .string(verification.rawValue),
      "uncertainty": JSONValue(uncertainty), "origin": "built-in",
    ]
    if case .file(let path, let line) = origin { object["origin"] = .string("\(path):\(line)") }
    return .object(object)
  }
}

extension EmissionFactor.Verification {
  func name(in language: Language) -> String {
    switch (self, language) {
    case (.yes, .chinese): "已核对"
    case (.partly, .chinese): "部分核对"
    case (.no, .chinese): "未核对"
    default: rawValue
    }
  }
}

extension EmissionFactor.Property {
  /// What the value is, in a few words.
  func name(in language: Language) -> String {
    let label =
      switch self {
      case .netCalorificValue: Label(chinese: "低位发热量", english: "net calorific value")
      case .carbonContent: Label(chinese: "单位热值含碳量", english: "carbon content")
      case .oxidation: Label(chinese: "碳氧化率", english: "oxidation")
      case .carbonDioxidePerEnergy: Label(chinese: "单位热值二氧化碳", english: "CO2 for each unit of energy")
      case .biogenicDioxidePerEnergy: Label(chinese: "单位热值二氧化碳（生物成因）", english: "biogenic CO2 for each unit of energy")
      case .methaneInEnergyIndustries:
        Label(chinese: "单位热值甲烷（能源工业）", english: "CH4 for each unit of energy, energy industries")
      case .methaneInManufacturing: Label(chinese: "单位热值甲烷（制造业）", english: "CH4 for each unit of energy, manufacturing")
      case .nitrousOxideInEnergyIndustries:
        Label(chinese: "单位热值氧化亚氮（能源工业）", english: "N2O for each unit of energy, energy industries")
      case .nitrousOxideInManufacturing:
        Label(chinese: "单位热值氧化亚氮（制造业）", english: "N2O for each unit of energy, manufacturing")
      case .emissions: Label(chinese: "排放因子", english: "emission factor")
      case .carbonRetained: Label(chinese: "产品固碳", english: "carbon retained in products")
      case .residualMix: Label(chinese: "剩余电力（市场法）", english: "residual mix (market-based)")
      case .fossilPower: Label(chinese: "化石能源电力", english: "fossil power only")
      case .coalEquivalent: Label(chinese: "折标准煤（当量）", english: "coal equivalent by heat content")
      case .coalConsumed: Label(chinese: "折标准煤（等价）", english: "coal burnt to make it")
      case .globalWarmingPotential: Label(chinese: "百年增温潜势", english: "warming potential, 100 years")
      }
    return label.text(in: language)!
  }
}

/// Two editions side by side.
public struct FactorComparison: Sendable {
  public let old: String
  public let new: String
  public let differences: [FactorLibrary.Difference]

  public init(old: String, new: String, _ differences: [FactorLibrary.Difference]) {
    self.old = old
    self.new = new
    self.differences = differences
  }

  public var json: JSONValue {
    [
      "old": .string(old), "new": .string(new),
      "differences": .array(
        differences.map { difference in
          [
            "item": .string(difference.item), "property": .string(difference.property.rawValue),
            "region": .string(difference.region), "old": difference.old?.json ?? .null,
            "new": difference.new?.json ?? .null, "change": JSONValue(difference.change),
          ]
        }),
    ]
  }

  public func document(in language: Language) -> Document {
    let chinese = language == .chinese
    func text(_ factor: EmissionFactor?) -> DocumentTable.Cell {
      .init(factor.map { "\($0.printedValue) \($0.unit.symbol)" } ?? DisplayRule.missing)
    }
    let rows = differences.map { difference -> DocumentTable.Row in
      .init([
        .init((difference.new ?? difference.old)?.label.text(in: language) ?? difference.item),
        .init(difference.property.name(in: language)),
        .init(Region.named(difference.region)?.label.text(in: language) ?? difference.region), text(difference.old),
        text(difference.new), DisplayRule.percent(decimals: 2).cell(difference.change, style: .gb),
      ])
    }
    return Document(
      title: chinese ? "因子版本比较" : "Editions compared", language: language.rawValue,
      [
        .table(
          DocumentTable(
            title: Phrase("\(old) → \(new)"),
            columns: [
              .init(chinese ? "品种" : "Item"), .init(chinese ? "属性" : "Property"), .init(chinese ? "地区" : "Region"),
              .init(Phrase(old), .right), .init(Phrase(new), .right), .init(chinese ? "变化 %" : "Change, %", .right),
            ], rows: rows))
      ])
  }
}
