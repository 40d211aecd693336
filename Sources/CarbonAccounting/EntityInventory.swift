import EmissionFactors
import Evidence

/// What one enterprise emitted in one year. Tonnes of CO2e; money in 10⁴ CNY.
public struct EntityInventory: Sendable, Hashable {
  public let entity: String
  /// `nil` where neither the records nor the caller name a year.
  public let year: Int?
  /// What the register says of it; `nil` if it is not registered.
  public let entry: EntityRegister.Entry?
  public let combustion: Double
  public let process: Double
  /// Purchased electricity and heat by the factors of the grid, exports taken off.
  public let scope2Location: Double
  /// The same by contracts: suppliers' own factors, green electricity, the residual mix for the rest.
  public let scope2Market: Double
  /// Tonnes of CO2e of each gas in scope 1 and location-based scope 2, carbon dioxide and methane always first.
  public let byGas: [GasAmount]
  /// Which table the methane and nitrous oxide of its fuels come from; `nil` where they are not counted.
  public let combustionUse: CombustionUse?
  /// How much of ``combustion`` is methane and nitrous oxide.
  public let otherCombustionGases: Double
  public let captured: Double
  public let sinks: Double
  /// Tonnes of carbon dioxide of fuels that grew, beside the total.
  public let biogenic: Double
  /// Tonnes of standard coal, electricity by its heat content.
  public let energyTce: Double
  /// Tonnes of standard coal, electricity at what was burnt for it; `nil` where no factor says how much that is.
  public let energyTceConsumed: Double?
  /// How many records went in, and how many of their quantities were filled in.
  public let recordCount: Int
  public let filledCount: Int
  /// Doubts about this enterprise and year.
  public let caveats: [Caveat]
  /// Where ``CarbonAccounts/lines(of:)`` finds its records.
  let cell: Int

  /// Emitted by the enterprise itself.
  public var scope1: Double { combustion + process }
  /// Scope 1 and location-based scope 2. Captures and sinks are not netted into it.
  public var total: Double { scope1 + scope2Location }
  /// Scope 1 and market-based scope 2.
  public var totalMarket: Double { scope1 + scope2Market }

  /// Tonnes for each 10⁴ CNY of value added; `nil` unless that is known and positive.
  public var perValueAdded: Double? { ratio(entry?.valueAdded) }
  public var perOutput: Double? { ratio(entry?.output) }
  /// Tonnes for each unit of product.
  public var perProduct: Double? { ratio(entry?.product) }
  public var perTce: Double? { ratio(energyTce) }

  private func ratio(_ below: Double?) -> Double? {
    guard let below, below > 0 else { return nil }
    return total / below
  }

  public struct GasAmount: Sendable, Hashable {
    public let gas: String
    public let tonnes: Double
  }
}

/// One record of an account with its arithmetic.
public struct AccountLine: Sendable, Hashable {
  /// The row of the table, counted from 0.
  public let row: Int
  public let quantity: Double
  public let recipe: LineRecipe
  /// Methane and nitrous oxide of a burnt fuel, where they are counted.
  public let gases: [CombustionGas]
  /// Tonnes of CO2e of ``LineRecipe/gas`` by location; negative for what is exported, retained, captured or taken up.
  public let tonnesOfMainGas: Double
  /// The same with ``gases``.
  public let tonnes: Double
  /// The quantity did not stand in the record.
  public let isFilled: Bool
  /// Half of the 95 % interval of the quantity as a percentage, where the record says so.
  public let uncertainty: Double?
}

/// A record that is not in the account, and why.
public struct Exclusion: Sendable, Hashable {
  /// The row of the table, counted from 0.
  public let row: Int
  public let reason: Caveat
}
