import CarbonAccounting

/// How much of the energy of an enterprise is clean, in tonnes of standard coal by heat content.
///
/// Clean are natural gas, fuels that grew, non-fossil power the enterprise made itself, and green electricity up to the power
/// it bought. What share of other purchased power is clean the records do not say, so all of it counts as not clean.
public struct CleanEnergy: Sendable, Hashable {
  public let clean: Double
  public let all: Double

  /// `nil` where no energy is left.
  public var share: Double? { all > 0 ? clean / all : nil }

  static let gases: Set<String> = ["natural_gas", "gasfield_gas", "lng"]

  /// - Parameter lines: Every record of the enterprise and year.
  public init(of lines: [AccountLine]) {
    var clean = 0.0
    var all = 0.0
    var bought = 0.0
    var coalOfBought = 0.0
    var green = 0.0
    for line in lines {
      let recipe = line.recipe
      let coal = line.quantity * recipe.coalEquivalentPerUnit
      all += coal
      switch recipe.kind {
      case .combustion where Self.gases.contains(recipe.item) || recipe.biogenicTonnesPerUnit > 0: clean += coal
      case .electricity where recipe.tonnesPerUnit == 0: clean += coal
      case .electricity:
        bought += line.quantity * recipe.unit.scale
        coalOfBought += coal
      case .greenElectricity: green += line.quantity * recipe.unit.scale
      default: break
      }
    }
    if bought > 0 { clean += coalOfBought * min(1, green / bought) }
    self.clean = clean
    self.all = all
  }
}
