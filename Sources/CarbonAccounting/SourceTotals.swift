import Evidence
import NumericalMethods

/// What one item adds up to over an account: all the anthracite that was burnt, all the electricity that was bought.
public struct SourceTotal: Sendable, Hashable {
  public let kind: ActivityKind
  /// The key of the item in the library, or its text where it needs none.
  public let item: String
  public let label: Label
  public let records: Int
  /// Of CO2e, by location; negative for what is exported.
  public let tonnes: Double
  /// Of standard coal.
  public let energyTce: Double
}

extension CarbonAccounts {
  /// What the total is made of, the largest first; items with the same tonnes in the order in which they are met. Empty
  /// where the options need no single record, so that none is kept.
  ///
  /// - Complexity: O(*records*).
  public var sourceTotals: [SourceTotal] {
    guard !options.needsNoRecord else { return [] }
    var tonnes = [CompensatedSum](repeating: CompensatedSum(), count: recipes.count)
    var energy = tonnes
    var counts = [Int](repeating: 0, count: recipes.count)
    // What a unit of each recipe emits depends on where it is burnt.
    var perUnit: [CombustionUse?: [Double]] = [:]
    for inventory in inventories {
      let use = inventory.combustionUse
      if perUnit[use] == nil {
        perUnit[use] = recipes.map { recipe in
          let gases = use.map { use in recipe?.gases.filter { $0.use == use } ?? [] } ?? []
          return gases.reduce(recipe?.tonnesPerUnit ?? 0) { $0 + $1.tonnesPerUnit }
        }
      }
      let own = perUnit[use]!
      forEachRecord(of: inventory) { code, quantity in
        tonnes[Int(code)].add(quantity * own[Int(code)])
        energy[Int(code)].add(quantity * (recipes[Int(code)]?.coalEquivalentPerUnit ?? 0))
        counts[Int(code)] += 1
      }
    }
    struct Source: Hashable {
      let kind: ActivityKind
      let item: String
    }
    var sums: [Source: SourceTotal] = [:]
    var order: [Source] = []
    for (code, recipe) in recipes.enumerated() {
      guard let recipe, counts[code] > 0, recipe.kind.scope != .beside else { continue }
      let source = Source(kind: recipe.kind, item: recipe.item)
      let known = sums[source]
      if known == nil { order.append(source) }
      sums[source] = SourceTotal(
        kind: recipe.kind, item: recipe.item, label: recipe.label, records: (known?.records ?? 0) + counts[code],
        tonnes: (known?.tonnes ?? 0) + tonnes[code].value,
        energyTce: (known?.energyTce ?? 0) + (recipe.kind == .process ? 0 : energy[code].value))
    }
    return order.enumerated().sorted { left, right in
      (sums[right.element]!.tonnes, left.offset) < (sums[left.element]!.tonnes, right.offset)
    }.map { sums[$0.element]! }
  }
}
