import Evidence

/// What kind of thing a unit measures. Amounts of different kinds are never added.
public enum Dimension: String, Sendable, Hashable, CaseIterable {
  /// Tonnes of a substance.
  case mass
  case volume
  /// Heat and the energy of fuels: joules and standard coal.
  case energy
  /// Kilowatt hours. Kept apart from ``energy`` because a kilowatt hour is bought with another factor than its heat.
  case electricity
  case money
  /// Tonnes of carbon dioxide or of its equivalent.
  case emissions
  /// Tonnes of the element carbon.
  case carbon
  /// A bare number: a fraction or a percentage.
  case ratio

  /// The unit amounts of this kind are computed in: t, m3, GJ, MWh, yuan, tCO2e, tC, 1.
  public var baseUnit: MeasurementUnit { MeasurementUnit(symbol: baseSymbol, dimension: self, scale: 1) }

  private var baseSymbol: String {
    switch self {
    case .mass: "t"
    case .volume: "m3"
    case .energy: "GJ"
    case .electricity: "MWh"
    case .money: "CNY"
    case .emissions: "tCO2e"
    case .carbon: "tC"
    case .ratio: "1"
    }
  }
}

/// A unit by its Chinese or English name, with 万, 亿 or a power of ten before it.
///
///     try MeasurementUnit("万千瓦时").scale    // 10 MWh
///     try MeasurementUnit("10^4 Nm3").scale   // 10,000 m3
///
/// Upper and lower case count as the same except where they tell units apart (MWh and mWh do not).
public struct MeasurementUnit: Sendable, Hashable {
  /// The unit as it was written.
  public let symbol: String
  public let dimension: Dimension
  /// How many base units of the dimension one of it is.
  public let scale: Double
  /// The gas a unit of emissions is about, where its name says so: `cf4` of `kgCF4`.
  public let gas: String?

  init(symbol: String, dimension: Dimension, scale: Double, gas: String? = nil) {
    self.symbol = symbol
    self.dimension = dimension
    self.scale = scale
    self.gas = gas
  }

  /// - Throws: `unit-unknown` with the nearest names.
  public init(_ name: String) throws(Fault) {
    let plain = Self.plain(name)
    guard let (dimension, scale, gas) = Self.meaning(of: plain) else {
      let nearest = Similarity.nearest(to: plain, in: UnitNames.all.map(\.name))
      throw Fault(
        nearest.isEmpty ? UnitFault.unknown : .misspelled, ["unit": .text(name), "nearest": .list(nearest)])
    }
    self.init(symbol: name, dimension: dimension, scale: scale, gas: gas)
  }

  /// Small letters without blanks, with raised digits lowered.
  private static func plain(_ name: String) -> String {
    var plain = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case " ", "\u{A0}", "\u{3000}", "·", "\t": continue
      case "³", "３": plain.append("3")
      case "⁴": plain.append("^4")
      case "⁶": plain.append("^6")
      case "⁸": plain.append("^8")
      case "₂", "²": plain.append("2")
      case "（": plain.append("(")
      case "）": plain.append(")")
      case "，": plain.append(",")
      default: plain.append(contentsOf: String(scalar).lowercased())
      }
    }
    return plain
  }

  private static func meaning(of name: String) -> (Dimension, Double, String?)? {
    var name = Substring(name)
    var multiplier = 1.0
    // A name that is a unit as it stands wins over one with a multiplier: 百万千焦 is a gigajoule either way.
    while true {
      if let known = UnitNames.table[String(name)] { return (known.dimension, known.scale * multiplier, known.gas) }
      guard let (prefix, factor) = UnitNames.multipliers.first(where: { name.hasPrefix($0.0) }) else { return nil }
      name = name.dropFirst(prefix.count)
      multiplier *= factor
    }
  }
}

/// What can be wrong with a unit.
public enum UnitFault: String, FaultCode {
  case unknown = "unit-unknown"
  case misspelled = "unit-misspelled"
  case mismatch = "unit-mismatch"

  public var kind: Fault.Kind { self == .mismatch ? .analysis : .input }
}

/// The names of units, without multipliers, in small letters and without blanks.
enum UnitNames {
  typealias Entry = (name: String, dimension: Dimension, scale: Double, gas: String?)

  static let multipliers: [(String, Double)] = [
    ("10^4", 1e4), ("10^6", 1e6), ("10^8", 1e8), ("1e4", 1e4), ("10000", 1e4), ("百万", 1e6), ("千万", 1e7), ("万", 1e4),
    ("亿", 1e8), ("百", 100), ("千", 1000),
  ]

  static let table: [String: Entry] = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

  static let all: [Entry] = {
    var all: [Entry] = []
    func add(_ dimension: Dimension, _ scale: Double, _ names: [String], gas: String? = nil) {
      for name in names { all.append((name, dimension, scale, gas)) }
    }
    add(.mass, 1, ["t", "吨", "公吨", "tonne", "tonnes", "ton", "tons", "mg(megagram)"])
    add(.mass, 1e-3, ["kg", "千克", "公斤"])
    add(.mass, 1e-6, ["g", "克"])
    add(.mass, 1e3, ["kt", "gg", "千吨"])
    add(.mass, 1e6, ["mt", "兆吨"])
    add(
      .volume, 1,
      ["m3", "nm3", "m^3", "nm^3", "立方米", "标准立方米", "标立方米", "标方", "方", "cubicmetre", "cubicmetres", "cubicmeters"])
    add(.volume, 1e-3, ["l", "升", "litre", "litres", "liter", "liters"])
    add(.energy, 1, ["gj", "吉焦", "百万千焦", "gigajoule"])
    add(.energy, 1e3, ["tj", "太焦", "terajoule"])
    add(.energy, 1e-3, ["mj", "兆焦"])
    add(.energy, 1e-6, ["kj", "千焦"])
    add(.energy, 1e6, ["pj", "拍焦"])
    add(.energy, StandardCoal.gigajoulesPerTonne, ["tce", "吨标准煤", "吨标煤", "吨标准煤当量", "吨煤当量"])
    add(.energy, StandardCoal.gigajoulesPerTonne * 1e-3, ["kgce", "千克标准煤", "千克标煤", "公斤标准煤"])
    add(.electricity, 1e-3, ["kwh", "千瓦时", "千瓦小时", "度"])
    add(.electricity, 1, ["mwh", "兆瓦时"])
    add(.electricity, 1e3, ["gwh", "吉瓦时"])
    add(.electricity, 1e6, ["twh", "太瓦时"])
    add(.money, 1, ["元", "人民币元", "cny", "yuan", "rmb"])
    add(
      .emissions, 1,
      ["tco2e", "tco2", "tco2eq", "吨二氧化碳", "吨二氧化碳当量", "吨co2", "吨co2e", "tco2-eq"])
    add(.emissions, 1e-3, ["kgco2e", "kgco2", "千克二氧化碳", "千克二氧化碳当量", "kgco2eq"])
    for gas in ["ch4", "n2o", "cf4", "c2f6", "sf6", "nf3"] {
      add(.emissions, 1, ["t" + gas], gas: gas)
      add(.emissions, 1e-3, ["kg" + gas], gas: gas)
    }
    add(.carbon, 1, ["tc", "吨碳"])
    add(.carbon, 1e-3, ["kgc", "千克碳"])
    add(.ratio, 1, ["1", "-"])
    add(.ratio, 0.01, ["%", "百分比"])
    return all
  }()
}

/// The unit energy statistics count in.
public enum StandardCoal {
  /// 29,307.6 kJ a kilogram (GB/T 2589-2020).
  public static let gigajoulesPerTonne = 29.3076
}
