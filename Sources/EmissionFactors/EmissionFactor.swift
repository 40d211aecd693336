import Evidence

/// One number of a published table: what turns an amount into energy, carbon or emissions, and where it comes from.
public struct EmissionFactor: Sendable, Hashable {
  /// What the number says of its item.
  public enum Property: String, Sendable, Hashable, CaseIterable {
    /// Net calorific value: energy for each unit of a fuel.
    case netCalorificValue = "ncv"
    /// Carbon for each unit of energy.
    case carbonContent = "carbon_content"
    /// The share of the carbon that burns.
    case oxidation
    /// Carbon dioxide for each unit of energy, all carbon burning.
    case carbonDioxidePerEnergy = "co2_per_energy"
    /// The same of a fuel that grew: stated beside the inventory, never counted in it.
    case biogenicDioxidePerEnergy = "biogenic_co2_per_energy"
    /// Methane and nitrous oxide for each unit of energy, where a fuel is burnt by power stations, heating plants,
    /// refineries and the like, and where it is burnt by any other industry.
    case methaneInEnergyIndustries = "ch4_energy_industries"
    case methaneInManufacturing = "ch4_manufacturing"
    case nitrousOxideInEnergyIndustries = "n2o_energy_industries"
    case nitrousOxideInManufacturing = "n2o_manufacturing"
    /// Emissions for each unit of activity.
    case emissions = "emission_factor"
    /// What stays in a product and is taken off.
    case carbonRetained = "carbon_retained"
    /// Electricity without the non-fossil power that was sold apart: the market-based factor of the rest.
    case residualMix = "residual_mix"
    /// Electricity from fossil fuels only.
    case fossilPower = "fossil_power"
    /// Standard coal by heat content.
    case coalEquivalent = "coal_equivalent"
    /// Standard coal that was burnt to make it, for electricity.
    case coalConsumed = "coal_consumed"
    /// Warming over a hundred years against that of carbon dioxide.
    case globalWarmingPotential = "gwp100"

    /// What a sentence calls it.
    public var label: Label {
      switch self {
      case .netCalorificValue: Label(chinese: "低位发热量", english: "net calorific value")
      case .carbonContent: Label(chinese: "含碳量", english: "carbon content")
      case .oxidation: Label(chinese: "碳氧化率", english: "oxidation factor")
      case .carbonDioxidePerEnergy: Label(chinese: "单位热值二氧化碳", english: "carbon dioxide per unit of energy")
      case .biogenicDioxidePerEnergy: Label(chinese: "生物成因二氧化碳", english: "biogenic carbon dioxide per unit of energy")
      case .methaneInEnergyIndustries: Label(chinese: "燃烧的甲烷（能源工业）", english: "methane of burning (energy industries)")
      case .methaneInManufacturing: Label(chinese: "燃烧的甲烷（制造业）", english: "methane of burning (manufacturing)")
      case .nitrousOxideInEnergyIndustries:
        Label(chinese: "燃烧的氧化亚氮（能源工业）", english: "nitrous oxide of burning (energy industries)")
      case .nitrousOxideInManufacturing:
        Label(chinese: "燃烧的氧化亚氮（制造业）", english: "nitrous oxide of burning (manufacturing)")
      case .emissions: Label(chinese: "排放因子", english: "emission factor")
      case .carbonRetained: Label(chinese: "固碳量", english: "carbon retained")
      case .residualMix: Label(chinese: "剩余电力因子", english: "residual mix")
      case .fossilPower: Label(chinese: "化石电力因子", english: "factor of fossil power")
      case .coalEquivalent: Label(chinese: "折标准煤系数", english: "coal equivalent")
      case .coalConsumed: Label(chinese: "发电煤耗", english: "coal consumed")
      case .globalWarmingPotential: Label(chinese: "全球增温潜势", english: "warming potential")
      }
    }

    /// The dimensions its unit may have above the stroke and below it.
    var dimensions: (above: Set<Dimension>, below: Set<Dimension>) {
      let activity: Set<Dimension> = [.mass, .volume, .energy, .electricity]
      return switch self {
      case .netCalorificValue: ([.energy], [.mass, .volume])
      case .carbonContent: ([.carbon], [.energy])
      case .oxidation: ([.ratio], [.ratio])
      case .carbonDioxidePerEnergy, .biogenicDioxidePerEnergy, .methaneInEnergyIndustries, .methaneInManufacturing,
        .nitrousOxideInEnergyIndustries, .nitrousOxideInManufacturing:
        ([.emissions], [.energy])
      case .emissions: ([.emissions], activity)
      case .carbonRetained: ([.emissions], [.mass, .volume])
      case .residualMix, .fossilPower: ([.emissions], [.electricity])
      case .coalEquivalent: ([.energy], activity)
      case .coalConsumed: ([.energy], [.electricity])
      case .globalWarmingPotential: ([.emissions], [.mass])
      }
    }
  }

  /// How far the number was checked against its source.
  public enum Verification: String, Sendable, Hashable, CaseIterable {
    case yes, partly, no
  }

  /// Where a factor was read from.
  public enum Origin: Sendable, Hashable {
    case builtIn
    /// A file of the user's.
    case file(String, line: Int)
  }

  /// `cn_fuel.anthracite.ncv`, unique within its edition.
  public let key: String
  /// The fuel, material or gas: `anthracite`.
  public let item: String
  public let property: Property
  /// `co2` unless the number is about another gas.
  public let gas: String
  /// Names in each language, the first being the one that is shown.
  public let chineseNames: [String]
  public let englishNames: [String]
  public let value: Double
  /// The value as it was printed.
  public let printedValue: String
  public let unit: RateUnit
  public let region: String
  /// First and last year of validity, both included; `nil` is open.
  public let firstYear: Int?
  public let lastYear: Int?
  public let edition: String
  public let source: String
  public let verification: Verification
  /// Half of the 95 % interval as a percentage of the value, where the source gives one.
  public let uncertainty: Double?
  public let origin: Origin

  /// The value as base units for each base unit: GJ/t, tC/GJ, tCO2e/MWh.
  public var inBaseUnits: Double { unit.inBaseUnits(value) }

  public var label: Label { Label(chinese: chineseNames.first, english: englishNames.first) }

  /// The key without the property: what the factors of one fuel in one table have in common.
  public var family: String {
    let ending = ".\(property.rawValue)"
    return key.hasSuffix(ending) ? String(key.dropLast(ending.count)) : key
  }

  /// How many years lie between `year` and the years it is valid for; 0 within them and for a `year` of `nil`.
  public func distance(from year: Int?) -> Int {
    guard let year else { return 0 }
    if let firstYear, year < firstYear { return firstYear - year }
    if let lastYear, year > lastYear { return year - lastYear }
    return 0
  }
}
