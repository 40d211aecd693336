import EmissionFactors
import Evidence

/// What should be doubted about each inventory: how factors were fetched, what was filled, what does not fit.
struct AccountDoubts: Sendable {
  private let activity: CodedActivity
  private let recipes: [LineRecipe?]
  /// Needed only where a doubt depends on single records.
  private let rows: RowsByCell?
  private let register: EntityRegister?
  private let filled: Set<Int>
  private let options: AccountOptions
  private let comparisons: QuantityComparisons?
  /// Whether any factor comes from another year or region.
  private let isFarFetched: Bool

  init(
    activity: CodedActivity, recipes: [LineRecipe?], rows: RowsByCell?, register: EntityRegister?, filled: Set<Int>,
    options: AccountOptions
  ) {
    self.activity = activity
    self.recipes = recipes
    self.rows = rows
    self.register = register
    self.filled = filled
    self.options = options
    isFarFetched = recipes.contains { $0?.isFarFetched ?? false }
    comparisons =
      options.comparesQuantities
      ? rows.map {
        QuantityComparisons(
          activity: activity, recipes: recipes, rows: $0, register: register, threads: options.threads)
      } : nil
  }

  func filledCount(of cell: Int) -> Int {
    filled.isEmpty ? 0 : rows?.rows(of: cell).count { filled.contains(Int($0)) } ?? 0
  }

  func caveats(of cell: Int, entry: EntityRegister.Entry?, sums: CellSums) -> [Caveat] {
    var caveats: [Caveat] = []
    let year = activity.year(ofCell: cell)
    if register != nil {
      if let entry {
        if let valueAdded = entry.valueAdded, valueAdded <= 0 {
          caveats.append(Caveat(AccountCaveat.noValueAdded, ["value": .number(valueAdded)]))
        }
        if let output = entry.output, output <= 0 {
          caveats.append(Caveat(AccountCaveat.noOutput, ["value": .number(output)]))
        }
      } else {
        caveats.append(Caveat(AccountCaveat.notRegistered))
      }
    }
    if let province = entry?.province, Region.named(province) == nil {
      caveats.append(Caveat(AccountCaveat.unknownRegion, ["region": .text(province)]))
    }
    caveats += factorCaveats(of: cell, year: year)
    let filledCount = filledCount(of: cell)
    if filledCount > 0 {
      caveats.append(
        Caveat(
          AccountCaveat.filled, ["count": .integer(filledCount), "method": .text(options.fill.rawValue)]))
    }
    if sums[.green] > sums[.replaceable] * (1 + 1e-12) {
      caveats.append(
        Caveat(
          AccountCaveat.greenExceeds,
          ["green": .number(sums[.green]), "purchased": .number(sums[.replaceable])]))
    }
    if let comparisons { caveats += comparisons.caveats(of: cell) }
    guard !caveats.isEmpty else { return [] }
    let entity = activity.entity(ofCell: cell)
    return caveats.map { caveat in
      var named = caveat
      named.facts["entities"] = .list([entity])
      return named
    }
  }

  /// Factors that were fetched from another year or a wider region, each once.
  private func factorCaveats(of cell: Int, year: Int?) -> [Caveat] {
    guard let rows, isFarFetched else { return [] }
    var codes: [UInt32] = []
    for row in rows.rows(of: cell) {
      let code = activity.codes[Int(row)]
      if !codes.contains(code) { codes.append(code) }
    }
    var caveats: [Caveat] = []
    for code in codes {
      for match in recipes[Int(code)]?.allMatches ?? [] {
        if match.yearsApart > 0, let year {
          let caveat = Caveat(
            AccountCaveat.otherYear,
            ["factor": .text(match.factor.key), "year": .integer(year), "apart": .integer(match.yearsApart)])
          if !caveats.contains(caveat) { caveats.append(caveat) }
        }
        if match.isOfWiderGrid {
          let caveat = Caveat(
            AccountCaveat.otherRegion,
            [
              "factor": .text(match.factor.key), "asked": .list(match.asked.dropLast()),
              "found": .text(match.asked.last!),
            ])
          if !caveats.contains(caveat) { caveats.append(caveat) }
        }
      }
    }
    return caveats
  }

  /// One caveat of each code, naming the enterprises.
  static func summary(
    of inventories: [EntityInventory], recipes: [LineRecipe], excluded: [Exclusion], library: FactorLibrary
  ) -> [Caveat] {
    var order: [String] = []
    var first: [String: Caveat] = [:]
    var entities: [String: [String]] = [:]
    for inventory in inventories.lazy.filter({ !$0.caveats.isEmpty }) {
      for caveat in inventory.caveats {
        if first[caveat.code] == nil {
          order.append(caveat.code)
          first[caveat.code] = caveat
        }
        if entities[caveat.code]?.last != inventory.entity {
          entities[caveat.code, default: []].append(inventory.entity)
        }
      }
    }
    var caveats = order.map { code -> Caveat in
      var caveat = first[code]!
      caveat.facts["entities"] = .list(entities[code]!)
      return caveat
    }
    if !excluded.isEmpty {
      var codes: [String] = []
      for exclusion in excluded where !codes.contains(exclusion.reason.code) { codes.append(exclusion.reason.code) }
      caveats.append(
        Caveat(
          AccountCaveat.excludedRecords, ["count": .integer(excluded.count), "codes": .list(codes)]))
    }
    for pair in library.overridden {
      caveats.append(
        Caveat(
          AccountCaveat.overriddenFactor,
          [
            "factor": .text(pair.own.key), "own": .text(pair.own.printedValue),
            "value": .text(pair.builtIn.printedValue),
          ]))
    }
    if inventories.contains(where: { $0.combustionUse == nil && $0.combustion > 0 }) {
      caveats.append(Caveat(AccountCaveat.combustionGasesLeftOut))
    }
    let without = burntWithoutGases(recipes, Set(inventories.compactMap(\.combustionUse)))
    if !without.isEmpty {
      caveats.append(Caveat(AccountCaveat.combustionGasFactorsMissing, ["items": .labels(without)]))
    }
    if library.preferredEditions.contains(FactorLibrary.unverifiedEdition) {
      caveats.append(Caveat(AccountCaveat.unverifiedInForce))
    }
    return caveats
  }

  /// Fuels for which the library lacks methane or nitrous oxide, each once, in the order of their keys.
  private static func burntWithoutGases(_ recipes: [LineRecipe], _ uses: Set<CombustionUse>) -> [Label] {
    var labels: [Label] = []
    for recipe in recipes.sorted(by: { $0.item < $1.item })
    where recipe.kind == .combustion && !labels.contains(recipe.label) {
      let isComplete = uses.allSatisfy { use in
        recipe.gases.count { $0.use == use } == CombustionGas.Kind.allCases.count
      }
      if !isComplete { labels.append(recipe.label) }
    }
    return labels
  }
}
