import EmissionFactors
import Evidence

/// Which table of IPCC 2006 Vol 2 Ch 2 the methane and nitrous oxide of burnt fuels are taken from, if they are counted.
///
/// They belong to stationary combustion. The guides for enterprises in China count the carbon dioxide of fuels alone.
public enum CombustionGases: String, Sendable, Hashable, CaseIterable {
  /// Carbon dioxide alone.
  case none
  /// Table 2.2 for the sectors of ``CombustionUse/energySectors``, Table 2.3 for all others.
  case bySector = "by-sector"
  case energyIndustries = "energy-industries"
  case manufacturing

  /// Every use for which recipes are needed.
  var uses: [CombustionUse] {
    switch self {
    case .none: []
    case .bySector: CombustionUse.allCases
    case .energyIndustries: [.energyIndustries]
    case .manufacturing: [.manufacturing]
    }
  }

  /// The use of fuels in an enterprise.
  ///
  /// - Parameter sector: What the register says; `nil` counts as manufacturing.
  public func use(inSector sector: String?) -> CombustionUse? {
    switch self {
    case .none: nil
    case .bySector: CombustionUse(sector: sector)
    case .energyIndustries: .energyIndustries
    case .manufacturing: .manufacturing
    }
  }
}

/// Who burns a fuel: methane depends on it more than on the fuel.
public enum CombustionUse: String, Sendable, Hashable, CaseIterable {
  /// Power, heat, refining, coke and mining of fuels: category 1A1, Table 2.2.
  case energyIndustries = "energy-industries"
  /// Category 1A2, Table 2.3.
  case manufacturing

  /// Names of sectors of category 1A1, those of GB/T 4754 among them; lower case.
  public static let energySectors: Set<String> = [
    "电力", "发电", "火电", "热力", "热电", "供热", "电力、热力生产和供应业", "电力热力生产和供应业", "石油加工", "炼油", "石化", "炼焦", "焦化",
    "石油、煤炭及其他燃料加工业", "煤炭开采", "煤炭开采和洗选业", "石油和天然气开采业", "燃气生产和供应业", "power", "electricity", "heat",
    "electricity and heat", "refining", "petroleum refining", "coke", "coking", "coal mining", "oil and gas extraction",
  ]

  init(sector: String?) {
    self = sector.map { Self.energySectors.contains($0.lowercased()) } ?? false ? .energyIndustries : .manufacturing
  }

  func property(of gas: CombustionGas.Kind) -> EmissionFactor.Property {
    switch (gas, self) {
    case (.methane, .energyIndustries): .methaneInEnergyIndustries
    case (.methane, .manufacturing): .methaneInManufacturing
    case (.nitrousOxide, .energyIndustries): .nitrousOxideInEnergyIndustries
    case (.nitrousOxide, .manufacturing): .nitrousOxideInManufacturing
    }
  }
}

/// What burning a fuel gives off besides carbon dioxide.
public struct CombustionGas: Sendable, Hashable {
  enum Kind: String, CaseIterable {
    case methane = "ch4"
    case nitrousOxide = "n2o"
  }

  /// `ch4` or `n2o`.
  public let gas: String
  public let use: CombustionUse
  /// Energy of the fuel, the gas for each unit of it, the warming potential.
  public let terms: [LineRecipe.Term]
  /// Tonnes of CO2e for each unit of quantity.
  public let tonnesPerUnit: Double

  /// The factors in the order in which they are multiplied.
  public var matches: [FactorLibrary.Match] {
    terms.compactMap { if case .factor(let match) = $0.source { match } else { nil } }
  }
}

extension Draft {
  /// Methane and nitrous oxide of a fuel for every use that is asked for.
  ///
  /// - Parameter energy: The calorific value the carbon dioxide was reckoned with; empty for a quantity of energy.
  func gases(of item: String, energy: [LineRecipe.Term]) throws(RecordProblem) -> [CombustionGas] {
    var gases: [CombustionGas] = []
    for use in maker.combustionGases.uses {
      for kind in CombustionGas.Kind.allCases {
        guard let match = match(item, use.property(of: kind), per: .energy) else { continue }
        var terms = energy + [Self.term(match)]
        if let gas = match.factor.unit.numerator.gas { terms.append(try warmingTerm(Self.oxidised(gas, maker))) }
        gases.append(
          CombustionGas(
            gas: kind.rawValue, use: use, terms: terms, tonnesPerUnit: terms.reduce(unit.scale) { $0 * $1.value }))
      }
    }
    return gases
  }

  /// The carbon of the methane already counts as carbon dioxide, so a report that tells the two apart gives it the
  /// potential without that (AR6: 27.0, not 29.8).
  private static func oxidised(_ gas: String, _ maker: RecipeMaker) -> String {
    gas == "ch4" && maker.warming.match(for: "ch4_nonfossil") != nil ? "ch4_nonfossil" : gas
  }
}
