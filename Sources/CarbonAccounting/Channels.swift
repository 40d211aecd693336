/// What an inventory adds up, one sum each. Only those that some recipe contributes to are summed.
enum Channel: Hashable, Sendable {
  case combustion, process, location, market, replaceable, green, captured, sinks, coalEquivalent, coalSurplus
  case biogenic
  case gas(String)
  /// A gas of burning besides carbon dioxide, as one use of fuels gives it off.
  case combustionGas(String, CombustionUse)

  /// The channels that are no gas, which have a place of their own in every plan.
  enum Plain: Int, CaseIterable, Sendable {
    case combustion, process, location, market, replaceable, green, captured, sinks, coalEquivalent, coalSurplus
    case biogenic

    var channel: Channel {
      switch self {
      case .combustion: .combustion
      case .process: .process
      case .location: .location
      case .market: .market
      case .replaceable: .replaceable
      case .green: .green
      case .captured: .captured
      case .sinks: .sinks
      case .coalEquivalent: .coalEquivalent
      case .coalSurplus: .coalSurplus
      case .biogenic: .biogenic
      }
    }
  }

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
    case .biogenic: recipe.biogenicTonnesPerUnit
    case .combustionGas(let gas, let use):
      recipe.gases.first { $0.gas == gas && $0.use == use }?.tonnesPerUnit ?? 0
    case .gas(let gas): recipe.gas == gas && recipe.kind.scope != .beside ? recipe.tonnesPerUnit : 0
    }
  }
}

/// The channels of an account and the coefficients of its recipes.
final class ChannelPlan: Sendable {
  let channels: [Channel]
  /// For each recipe a number for each channel.
  let coefficients: [Double]
  /// Where each plain channel is among ``channels``, −1 for one that nothing adds to.
  let places: [Int]
  /// The channels that are gases, with their places.
  let gases: [(gas: String, place: Int)]
  /// The channels that are gases of burning.
  let combustionGases: [(gas: String, use: CombustionUse, place: Int)]

  /// - Parameter recipes: `nil` for records that are left out.
  init(_ recipes: [LineRecipe?]) {
    var gases: [String] = []
    for recipe in recipes {
      if let gas = recipe?.gas, gas != "co2", !gases.contains(gas) { gases.append(gas) }
    }
    let burnt = CombustionGas.Kind.allCases.flatMap { gas in
      CombustionUse.allCases.map { Channel.combustionGas(gas.rawValue, $0) }
    }
    let all = Channel.Plain.allCases.map(\.channel) + gases.sorted().map { .gas($0) } + burnt
    var active = all.filter { channel in
      recipes.contains { recipe in recipe.map { channel.coefficient(of: $0) != 0 } ?? false }
    }
    if active.isEmpty { active = [.combustion] }
    channels = active
    places = Channel.Plain.allCases.map { plain in active.firstIndex(of: plain.channel) ?? -1 }
    self.gases = active.indices.compactMap { place in
      if case .gas(let gas) = active[place] { (gas, place) } else { nil }
    }
    combustionGases = active.indices.compactMap { place in
      if case .combustionGas(let gas, let use) = active[place] { (gas, use, place) } else { nil }
    }
    coefficients = recipes.flatMap { recipe in active.map { channel in recipe.map(channel.coefficient) ?? 0 } }
  }
}
