import CarbonAccounting
import Evidence

/// Energy as the dual control of energy assesses it: E − feedstock − (RE_t − RE_2020) × c for the total, E − feedstock for
/// the intensity.
///
/// 国发〔2021〕33号, the notice on new renewable energy of 2022-11-16 (base year 2020; increments leave the total and stay in
/// the intensity) and 发改环资〔2022〕803号 (feedstock leaves both). The cap on certificates in a receiving province is of the
/// province's target and cannot be seen from one enterprise.
struct AssessedEnergy {
  /// Tonnes of standard coal; `nil` where nothing is deducted.
  private(set) var total: Double?
  private(set) var forIntensity: Double?
  private(set) var caveats: [Caveat] = []

  /// What the register says of renewable electricity against that of the base year.
  enum Increment {
    case none
    /// MWh.
    case known(Double)
    case withoutBase(Int)
  }

  init(
    of inventory: EntityInventory, _ own: OperatingData.Entry, increment: Increment, coalPerRenewable: Double
  ) {
    var renewables = own.newRenewables
    if renewables == nil {
      switch increment {
      case .none: break
      case .known(let megawattHours): renewables = megawattHours
      case .withoutBase(let base):
        caveats.append(
          Caveat(
            MetricsCaveat.renewablesWithoutBase, ["entity": .text(inventory.entity), "base": .integer(base)]))
      }
    }
    guard own.feedstock != nil || renewables != nil else { return }
    let withoutFeedstock = inventory.energyTce - (own.feedstock ?? 0)
    let rest = withoutFeedstock - (renewables ?? 0) * coalPerRenewable
    total = rest
    forIntensity = withoutFeedstock
    caveats.append(Caveat(MetricsCaveat.energyDeducted, ["coefficient": .number(coalPerRenewable)]))
    if rest < 0 || withoutFeedstock < 0 {
      caveats.append(Caveat(MetricsCaveat.deductionsExceed, ["entity": .text(inventory.entity)]))
    }
  }
}

extension OperatingData {
  /// The year whose renewable electricity is no increment.
  static let renewableBase = 2020

  /// Renewable electricity beyond that of 2020, where the register states both years; none where it fell.
  func renewableIncrement(of entity: String, year: Int?) -> AssessedEnergy.Increment {
    guard let year, year > Self.renewableBase, let now = ownRow(entity, year)?.renewables else { return .none }
    guard let base = ownRow(entity, Self.renewableBase)?.renewables else { return .withoutBase(Self.renewableBase) }
    return .known(max(0, now - base))
  }
}
