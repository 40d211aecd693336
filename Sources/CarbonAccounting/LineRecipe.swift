import EmissionFactors
import Evidence

/// How the records of one kind, item, unit, year and place become emissions: the factors, and what they multiply to.
///
/// A record's emissions are its quantity times ``tonnesPerUnit``, for one record as for ten million; a burnt fuel adds
/// those of ``gases`` that belong to whoever burns it.
public struct LineRecipe: Sendable, Hashable {
  /// What is multiplied, in order: a measured value, a factor, or a constant.
  public struct Term: Sendable, Hashable {
    public enum Source: Sendable, Hashable {
      case factor(FactorLibrary.Match)
      /// The value stood in the record.
      case measured
      /// 44/12, or 1 where nothing is emitted.
      case constant
    }

    /// As it is shown: `24.515 GJ/t`.
    public let text: String
    /// In base units.
    public let value: Double
    public let source: Source
  }

  public let kind: ActivityKind
  /// The key of the item in the library, or the text of the record where it needs none.
  public let item: String
  public let label: Label
  public let unit: MeasurementUnit
  public let year: Int?
  public let region: Region
  public let terms: [Term]
  /// The gas that is emitted.
  public let gas: String
  /// Tonnes of CO2e for each unit of quantity; negative for what is exported, retained, captured or taken up.
  public let tonnesPerUnit: Double
  /// What a market-based account counts instead.
  public let marketTonnesPerUnit: Double
  /// Whether the market-based figure is of the electricity that green electricity can stand for.
  public let isReplaceableByGreen: Bool
  /// Tonnes of carbon dioxide of a fuel that grew, for each unit of quantity: stated beside the inventory.
  public let biogenicTonnesPerUnit: Double
  /// Methane and nitrous oxide of a burnt fuel, for each use that may be asked for.
  public internal(set) var gases: [CombustionGas]
  /// Tonnes of standard coal by heat content for each unit of quantity.
  public let coalEquivalentPerUnit: Double
  /// Tonnes of standard coal with electricity at what was burnt for it; `nil` where the library does not say.
  public let coalConsumedPerUnit: Double?

  /// The factors in the order in which they are multiplied.
  public var matches: [FactorLibrary.Match] {
    terms.compactMap { if case .factor(let match) = $0.source { match } else { nil } }
  }

  /// The same with the factors of ``gases``, each once.
  package var allMatches: [FactorLibrary.Match] {
    var all = matches
    for match in gases.flatMap(\.matches) where !all.contains(match) { all.append(match) }
    return all
  }

  /// What the factors have in common: `cn_fuel.anthracite`; `measured` where the record gave everything.
  public var family: String {
    matches.first { $0.factor.property != .globalWarmingPotential }?.factor.family
      ?? matches.first?.factor.family ?? (terms.contains { $0.source == .measured } ? "measured" : "none")
  }

  /// Whether a factor was fetched from other years, or one of electricity from beyond the place itself.
  var isFarFetched: Bool { allMatches.contains { $0.yearsApart > 0 || $0.isOfWiderGrid } }

  /// The editions of the factors, joined by `+`.
  public var edition: String {
    var editions: [String] = []
    for match in matches where !editions.contains(match.factor.edition) { editions.append(match.factor.edition) }
    if terms.contains(where: { $0.source == .measured }) { editions.append("measured") }
    return editions.isEmpty ? "none" : editions.joined(separator: "+")
  }
}

/// What a record says, before any factor is looked for.
struct RecordKey: Hashable {
  /// Measured values that stood in the record.
  struct Measured: Hashable {
    var netCalorificValue: Double?
    var carbonContent: Double?
    var oxidation: Double?
    var factor: Double?
    var uncertainty: Double?

    var isEmpty: Bool { self == Measured() }
  }

  var kind: String?
  var item: String?
  var unit: String?
  var year: Int?
  var region: Region?
  var measured = Measured()
}

/// Why records cannot be accounted for: a code and facts, to which the place of each record is added.
struct RecordProblem: Error, Hashable {
  let caveat: Caveat

  init(_ code: AccountCaveat, _ facts: Facts) { caveat = Caveat(code, facts) }
}

/// Turns what records say into recipes, by way of a library.
struct RecipeMaker {
  let library: FactorLibrary
  let warming: WarmingPotentials
  let combustionGases: CombustionGases

  init(_ library: FactorLibrary, _ options: AccountOptions) {
    self.library = library
    warming = WarmingPotentials(library: library, set: options.warming)
    combustionGases = options.combustionGases
  }

  func recipe(for record: RecordKey) throws(RecordProblem) -> LineRecipe {
    let itemText = record.item ?? ""
    let known = library.item(named: itemText)
    let kind = try kind(of: record, item: known)
    guard let unitText = record.unit, !unitText.isEmpty else {
      throw RecordProblem(.unitUnknown, ["unit": "", "nearest": .list(["t", "kWh", "GJ"])])
    }
    let unit: MeasurementUnit
    do throws(Fault) {
      unit = try MeasurementUnit(unitText)
    } catch {
      throw RecordProblem(.unitUnknown, ["unit": .text(unitText), "nearest": error.facts["nearest"] ?? .list([])])
    }
    let draft = Draft(maker: self, record: record, kind: kind, unit: unit)
    switch kind {
    case .capture, .sink: return try draft.removal(itemText)
    case .electricity, .electricityExport, .greenElectricity: return try draft.electricity(itemText)
    case .heat, .heatExport: return try draft.heat()
    case .combustion, .process:
      guard let known else {
        throw RecordProblem(
          .unknownItem, ["item": .text(itemText), "nearest": .list(library.suggestions(for: itemText))])
      }
      return kind == .combustion ? try draft.combustion(known) : try draft.process(known)
    }
  }

  private func kind(of record: RecordKey, item: String?) throws(RecordProblem) -> ActivityKind {
    if let text = record.kind, !text.isEmpty {
      guard let kind = ActivityKind.named(text) else {
        throw RecordProblem(
          .unknownKind, ["kind": .text(text), "choices": .list(ActivityKind.allCases.map(\.rawValue))])
      }
      return kind
    }
    switch item {
    case "electricity": return .electricity
    case "heat": return .heat
    case let item?
    where library.knows(item, .netCalorificValue) || library.knows(item, .carbonDioxidePerEnergy)
      || library.knows(item, .biogenicDioxidePerEnergy):
      return .combustion
    default: return .process
    }
  }
}

/// The warming potentials of one assessment report, and the user's own.
struct WarmingPotentials {
  let library: FactorLibrary
  let set: GWPSet

  func match(for gas: String) -> FactorLibrary.Match? {
    let match = library.match(
      item: gas, .globalWarmingPotential, in: .world, year: nil, per: .mass, alongside: set.edition)
    guard let match, match.factor.edition == set.edition || match.factor.origin != .builtIn else { return nil }
    return match
  }
}

/// Which assessment report's warming potentials over 100 years are used.
public enum GWPSet: String, Sendable, Hashable, CaseIterable {
  case ar4, ar5, ar6

  /// The edition of the library that holds them.
  public var edition: String { "ipcc-\(rawValue)" }
}

extension FactorLibrary.Match {
  /// Whether electricity was given the factor of a wider region than the place itself.
  var isOfWiderGrid: Bool { regionSteps > 0 && factor.item == "electricity" && factor.property == .emissions }
}
