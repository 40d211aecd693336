/// What an inventory adds up, one sum each. Only those that some recipe contributes to are summed.
enum Channel: Hashable, Sendable {
  case combustion, process, location, market, replaceable, green, captured, sinks, coalEquivalent, coalSurplus
  case gas(String)

  /// What one unit of quantity adds to it.
  func coefficient(of recipe: LineRecipe) -> Double {
    switch self {
    case .combustion: recipe.kind == .combustion ? recipe.tonnesPerUnit : 0
    case .process: recipe.kind == .process ? recipe.tonnesPerUnit : 0
    case .location: recipe.kind.scope == .purchasedEnergy ? recipe.tonnesPerUnit : 0
    case .market:
      recipe.kind.scope == .purchasedEnergy && !recipe.isReplaceableByGreen ? recipe.marketTonnesPerUnit : 0
    case .replaceable: recipe.isReplaceableByGreen ? recipe.marketTonnesPerUnit : 0
    case .green: recipe.kind == .greenElectricity ? recipe.marketTonnesPerUnit : 0
    case .captured: recipe.kind == .capture ? -recipe.tonnesPerUnit : 0
    case .sinks: recipe.kind == .sink ? -recipe.tonnesPerUnit : 0
    case .coalEquivalent: recipe.coalEquivalentPerUnit
    case .coalSurplus: (recipe.coalConsumedPerUnit ?? recipe.coalEquivalentPerUnit) - recipe.coalEquivalentPerUnit
    case .gas(let gas): recipe.gas == gas && recipe.kind.scope != .beside ? recipe.tonnesPerUnit : 0
    }
  }
}

/// The channels of an account and the coefficients of its recipes.
struct ChannelPlan: Sendable {
  let channels: [Channel]
  /// For each recipe a number for each channel.
  let coefficients: [Double]

  /// - Parameter recipes: `nil` for records that are left out.
  init(_ recipes: [LineRecipe?]) {
    var gases: [String] = []
    for recipe in recipes {
      if let gas = recipe?.gas, gas != "co2", !gases.contains(gas) { gases.append(gas) }
    }
    let all: [Channel] =
      [
        .combustion, .process, .location, .market, .replaceable, .green, .captured, .sinks, .coalEquivalent,
        .coalSurplus,
      ] + gases.sorted().map { .gas($0) }
    var active = all.filter { channel in
      recipes.contains { recipe in recipe.map { channel.coefficient(of: $0) != 0 } ?? false }
    }
    if active.isEmpty { active = [.combustion] }
    channels = active
    coefficients = recipes.flatMap { recipe in active.map { channel in recipe.map(channel.coefficient) ?? 0 } }
  }
}
