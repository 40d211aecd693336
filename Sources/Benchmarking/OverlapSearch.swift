import CarbonAccounting
import EmissionFactors
import Evidence
import NumericalMethods
import Tables

/// Looks for what a sum over enterprises counts twice.
struct OverlapSearch {
  private(set) var overlaps: [RollUp.Overlap] = []
  private let accounts: CarbonAccounts
  private let inventories: [Key: Int]

  private struct Key: Hashable {
    let entity: String
    let year: Int?
  }

  init(_ accounts: CarbonAccounts, _ table: Table) {
    self.accounts = accounts
    inventories = Dictionary(
      accounts.inventories.enumerated().map { (Key(entity: $0.element.entity, year: $0.element.year), $0.offset) },
      uniquingKeysWith: { first, _ in first })
    overlaps += trade(table)
    overlaps += unsoldPower()
    overlaps += sameEnterprise()
    overlaps += elsewhere(table)
  }

  // MARK: Electricity and heat between listed enterprises

  /// What was bought of another must stand there as sold to this one, in the same quantity.
  private func trade(_ table: Table) -> [RollUp.Overlap] {
    let names = ["counterparty", "对方企业", "交易对方", "供方", "购方"]
    guard let counterparty = names.lazy.compactMap({ table[$0] }).first else { return [] }
    struct Pair: Hashable {
      let seller: Int
      let buyer: Int
      let isHeat: Bool
    }
    var bought: [Pair: (quantity: Double, tonnes: Double)] = [:]
    var sold: [Pair: (quantity: Double, tonnes: Double)] = [:]
    var order: [Pair] = []
    for (place, inventory) in accounts.inventories.enumerated() {
      for line in accounts.lines(of: inventory) {
        let kind = line.recipe.kind
        guard [.electricity, .heat, .electricityExport, .heatExport].contains(kind),
          let name = counterparty.text(at: line.row, in: .chinese), !name.isEmpty, name != inventory.entity,
          let other = inventories[Key(entity: name, year: inventory.year)]
        else { continue }
        let isSale = kind == .electricityExport || kind == .heatExport
        let pair = Pair(
          seller: isSale ? place : other, buyer: isSale ? other : place, isHeat: kind == .heat || kind == .heatExport)
        if bought[pair] == nil, sold[pair] == nil { order.append(pair) }
        let quantity = line.quantity * line.recipe.unit.scale
        if isSale {
          let before = sold[pair] ?? (0, 0)
          sold[pair] = (before.quantity + quantity, before.tonnes - line.tonnes)
        } else {
          let before = bought[pair] ?? (0, 0)
          bought[pair] = (before.quantity + quantity, before.tonnes + line.tonnes)
        }
      }
    }
    return order.compactMap { pair in
      let (bought, sold) = (bought[pair] ?? (0, 0), sold[pair] ?? (0, 0))
      let (seller, buyer) = (accounts.inventories[pair.seller], accounts.inventories[pair.buyer])
      // Meters at both ends differ a little.
      let apart = bought.quantity - sold.quantity
      guard abs(apart) > 0.01 * max(bought.quantity, sold.quantity) else { return nil }
      let share = apart > 0 ? apart / bought.quantity * bought.tonnes : -apart / sold.quantity * sold.tonnes
      return RollUp.Overlap(
        kind: apart > 0 ? .boughtFromListed : .soldToListed, year: buyer.year,
        entity: apart > 0 ? buyer.entity : seller.entity, other: apart > 0 ? seller.entity : buyer.entity, tonnes: share
      )
    }
  }

  /// A maker of electricity that sells none, while others buy: at most the smaller of its direct emissions and what the
  /// others' electricity and heat amount to.
  private func unsoldPower() -> [RollUp.Overlap] {
    var boughtOfYear: [Int?: Double] = [:]
    for inventory in accounts.inventories {
      boughtOfYear[inventory.year, default: 0] += max(0, inventory.scope2Location)
    }
    return accounts.inventories.compactMap { inventory in
      guard inventory.combustion > 0, let unit = inventory.entry?.productUnit, (inventory.entry?.product ?? 0) > 0,
        (try? MeasurementUnit(unit))?.dimension == .electricity,
        !accounts.lines(of: inventory).contains(where: { $0.recipe.kind == .electricityExport })
      else { return nil }
      // What was bought of this maker by name is counted above already.
      let named = overlaps.lazy.filter {
        $0.kind == .boughtFromListed && $0.other == inventory.entity && $0.year == inventory.year
      }.map(\.tonnes).reduce(0, +)
      let others = boughtOfYear[inventory.year]! - max(0, inventory.scope2Location) - named
      let tonnes = min(inventory.scope1 - named, others)
      guard tonnes > 0 else { return nil }
      return RollUp.Overlap(
        kind: .unsoldPower, year: inventory.year, entity: inventory.entity, other: inventory.entry?.name ?? "",
        tonnes: tonnes)
    }
  }

  // MARK: One enterprise, two ids

  private func sameEnterprise() -> [RollUp.Overlap] {
    var pairs: [(first: Int, second: Int)] = []
    var byName: [Key: Int] = [:]
    for (place, inventory) in accounts.inventories.enumerated() {
      guard let name = inventory.entry?.name.map(Self.plain), !name.isEmpty else { continue }
      let key = Key(entity: name, year: inventory.year)
      if let first = byName[key] { pairs.append((first, place)) } else { byName[key] = place }
    }
    for group in accounts.inventoriesWithTheSameRecords {
      for second in group.dropFirst() where !pairs.contains(where: { $0.second == second }) {
        pairs.append((group[0], second))
      }
    }
    return pairs.map { first, second in
      let (first, second) = (accounts.inventories[first], accounts.inventories[second])
      return RollUp.Overlap(
        kind: .sameEnterprise, year: second.year, entity: second.entity, other: first.entity,
        tonnes: min(first.total, second.total))
    }
  }

  /// Without blanks, full-width forms and the words that say what kind of company it is.
  private static func plain(_ name: String) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      switch scalar.value {
      case 0x20, 0x3000, 0xA0: continue
      case 0xFF01...0xFF5E: plain.append(Unicode.Scalar(scalar.value - 0xFEE0)!)
      default: plain.append(scalar)
      }
    }
    var text = String(plain).lowercased()
    for ending in ["有限责任公司", "股份有限公司", "有限公司", "公司", "co.,ltd.", "co.,ltd", "ltd.", "ltd"] where text.hasSuffix(ending)
    {
      text.removeLast(ending.count)
      break
    }
    return text
  }

  // MARK: Registered here, emitting there

  private func elsewhere(_ table: Table) -> [RollUp.Overlap] {
    guard ["region", "地区", "区域"].contains(where: { table[$0] != nil }) else { return [] }
    return accounts.inventories.flatMap { inventory -> [RollUp.Overlap] in
      guard let home = inventory.entry?.province.flatMap(Region.named) else { return [] }
      var tonnes: [String: Double] = [:]
      var order: [String] = []
      for line in accounts.lines(of: inventory) where line.recipe.kind.scope != .beside {
        let region = line.recipe.region
        guard region != home, region.grid != nil else { continue }
        if tonnes[region.key] == nil { order.append(region.key) }
        tonnes[region.key, default: 0] += line.tonnes
      }
      return order.map {
        RollUp.Overlap(
          kind: .elsewhere, year: inventory.year, entity: inventory.entity, other: $0, tonnes: tonnes[$0]!)
      }
    }
  }
}
