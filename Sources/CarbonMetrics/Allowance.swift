import CarbonAccounting
import Evidence

/// What one enterprise is allotted for a year by the benchmark of its class, and what it must hand in.
///
/// - Power 2019–2022: benchmark × electricity supplied + heat benchmark × heat; 2023–2024: electricity generated. The
///   corrections for cooling, load and heat supply are recalled only and are not applied, nor is that for peak shaving.
/// - Steel, cement, aluminium: 2024 what was emitted; 2025, recalled, what was emitted × (1 + s), where s is the slope
///   times the gap to the sector's balance, within the cap.
///
/// Emissions are direct ones, of fuels carbon dioxide alone; for power 2019–2022 purchased energy is added. Shortfalls of gas units are waived; those of
/// coal units 2019–2022 end at a fifth of emissions.
public struct Allowance: Sendable, Hashable {
  /// Three numbers for a low, a middle and a high price.
  public struct Range: Sendable, Hashable {
    public let low: Double
    public let middle: Double
    public let high: Double
  }

  public let edition: String
  public let benchmarkClass: String
  public let source: String
  public let isVerified: Bool
  /// The benchmark of electricity, or the share of emissions.
  public let benchmark: Double
  /// MWh or tonnes it is multiplied with, and the GJ of heat.
  public let activity: Double
  public let heat: Double
  /// Tonnes.
  public let allotted: Double
  public let emissions: Double
  /// Emissions after waivers and caps: what is to be handed in.
  public let obligation: Double
  public var surplus: Double { max(0, allotted - obligation) }
  public var shortfall: Double { max(0, obligation - allotted) }
  /// Tonnes of voluntary reductions that may be handed in instead: 5 % of the obligation.
  public var offsetLimit: Double { 0.05 * obligation }
  public let prices: AllowanceRules.Prices
  /// CNY; negative where a surplus could be sold.
  public var cost: Range {
    let tonnes = obligation - allotted
    // The dear end of a gain is the low price.
    return tonnes >= 0
      ? Range(low: tonnes * prices.low, middle: tonnes * prices.middle, high: tonnes * prices.high)
      : Range(low: tonnes * prices.high, middle: tonnes * prices.middle, high: tonnes * prices.low)
  }
  /// CNY for a shortfall never made good, five to ten times the price; `nil` before 2024.
  public let penalty: Range?
  /// Tonnes of 2019–2024 that may be carried into 2025: 10,000 and 1.5 times what was sold on balance; `nil` where
  /// that is unknown or the year is after 2024.
  public let carryOverLimit: Double?
  public let notes: [Caveat]

  /// - Parameter acceptsUnverified: Whether recalled rows may be used.
  /// - Throws: The reason there is no allowance.
  init(
    _ inventory: EntityInventory, data: OperatingData.Entry, sectorBalance: Double?, rules: AllowanceRules,
    powerClass: String?, acceptsUnverified: Bool, prices given: AllowanceRules.Prices?
  ) throws(AllowanceAbsence) {
    let sector = inventory.entry?.sector ?? ""
    guard
      let name = data.benchmarkClass ?? AllowanceRules.onlyClass(ofSector: sector)
        ?? (AllowanceRules.isPower(sector) ? powerClass : nil)
    else {
      guard AllowanceRules.isPower(sector) else { throw AllowanceAbsence(nil) }
      throw AllowanceAbsence(
        Caveat(MetricsCaveat.noClass, ["entity": .text(inventory.entity), "classes": .list(rules.classes)]))
    }
    guard rules.classes.contains(name) else {
      throw AllowanceAbsence(
        Caveat(
          MetricsCaveat.unknownClass,
          ["entity": .text(inventory.entity), "class": .text(name), "classes": .list(rules.classes)]))
    }
    let year = inventory.year ?? 0
    let rows = rules.rows.filter { $0.benchmarkClass == name && ($0.firstYear...$0.lastYear).contains(year) }
    guard let first = rows.first else {
      throw AllowanceAbsence(
        Caveat(
          MetricsCaveat.noBenchmark,
          ["class": .label(rules.label(ofClass: name)), "year": .text(year == 0 ? "–" : String(year))]))
    }
    guard first.isVerified || acceptsUnverified else {
      throw AllowanceAbsence(
        Caveat(
          MetricsCaveat.onlyUnverifiedBenchmark,
          ["class": .label(first.label), "year": .integer(year), "edition": .text(first.edition)]))
    }
    func value(_ property: AllowanceRules.Row.Property) -> Double? { rows.first { $0.property == property }?.value }
    var notes: [Caveat] = []
    let heat = data.heat ?? 0
    let isGas = name == "gas"
    if let power = value(.power) {
      let isGross = year >= 2023
      let product = inventory.entry?.productUnit?.lowercased() == "mwh" ? inventory.entry?.product : nil
      guard let electricity = isGross ? data.generation ?? product : data.supply ?? product else {
        throw AllowanceAbsence(
          Caveat(
            MetricsCaveat.noElectricity,
            ["entity": .text(inventory.entity), "column": .text(isGross ? "generation" : "supply")]))
      }
      if (isGross ? data.generation : data.supply) == nil {
        notes.append(Caveat(MetricsCaveat.productAsElectricity, ["column": .text(isGross ? "generation" : "supply")]))
      }
      benchmark = power
      activity = electricity
      allotted = power * electricity + (value(.heat) ?? 0) * heat
      emissions = inventory.directForAllowance + (isGross ? 0 : inventory.scope2Location)
    } else {
      let direct = inventory.directForAllowance
      emissions = direct
      activity = direct
      if let share = value(.emissions) {
        benchmark = share
      } else {
        guard let slope = value(.slope), let cap = value(.cap), let balance = sectorBalance, balance > 0,
          let product = inventory.entry?.product, product > 0
        else {
          throw AllowanceAbsence(Caveat(MetricsCaveat.noBalance, ["entity": .text(inventory.entity)]))
        }
        benchmark = 1 + min(cap, max(-cap, slope * (1 - direct / product / balance)))
      }
      allotted = benchmark * direct
    }
    self.heat = heat
    edition = first.edition
    benchmarkClass = name
    source = first.source
    isVerified = first.isVerified
    let short = max(0, emissions - allotted)
    obligation =
      isGas
      ? min(emissions, allotted)
      : name.hasPrefix("coal_") && year <= 2022 ? min(emissions, allotted + min(short, 0.2 * emissions)) : emissions
    let prices = given ?? rules.prices(near: year)
    if let quoted = prices.year, quoted != year {
      notes.append(Caveat(MetricsCaveat.priceOfOtherYear, ["year": .integer(year), "quoted": .integer(quoted)]))
    }
    self.prices = prices
    let left = max(0, obligation - allotted)
    penalty =
      year >= 2024
      ? Range(low: 5 * prices.low * left, middle: 7.5 * prices.middle * left, high: 10 * prices.high * left) : nil
    carryOverLimit = year <= 2024 ? data.netSold.map { 10_000 + 1.5 * max(0, $0) } : nil
    self.notes = notes
  }
}

/// Why an enterprise has no allowance; `nil` where no plan covers its sector.
struct AllowanceAbsence: Error {
  let caveat: Caveat?

  init(_ caveat: Caveat?) { self.caveat = caveat }
}
