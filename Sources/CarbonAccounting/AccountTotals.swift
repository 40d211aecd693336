import Evidence
import NumericalMethods

/// Inventories added up, as a whole or by what the register says of their enterprises.
public struct AccountTotals: Sendable, Hashable {
  /// By what inventories can be grouped: something every register has, or a column of this one.
  public struct Grouping: RawRepresentable, Sendable, Hashable, CaseIterable {
    /// The name of the column.
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    public static let sector = Grouping(rawValue: "sector")
    public static let province = Grouping(rawValue: "province")
    public static let city = Grouping(rawValue: "city")
    public static let year = Grouping(rawValue: "year")
    public static let entity = Grouping(rawValue: "entity")

    /// Those that need no column of their own.
    public static let allCases = [sector, province, city, year, entity]

    /// What the register says of it; `nil` where it says nothing.
    public func value(of inventory: EntityInventory) -> String? {
      switch self {
      case .year: inventory.year.map { String($0) }
      case .entity: inventory.entity
      default: inventory.entry.flatMap { value(of: $0) }
      }
    }

    /// The same of a row of the register, which has no year of its own to group by.
    public func value(of entry: EntityRegister.Entry) -> String? {
      switch self {
      case .sector: entry.sector
      case .province: entry.province
      case .city: entry.city
      case .year, .entity: nil
      default: entry.attributes[rawValue]
      }
    }
  }

  /// The value of each grouping in its order; `nil` where the register says nothing. Empty for the whole.
  public let group: [String?]
  /// Enterprises, each counted once however many years it has.
  public let entities: Int
  public let inventories: Int
  public let scope1: Double
  public let scope2Location: Double
  public let scope2Market: Double
  public let captured: Double
  public let sinks: Double
  public let energyTce: Double
  /// Money of the enterprises that state it, with the emissions of just those: their quotient is the ratio of totals.
  public let valueAdded: Double
  public let totalOfThoseWithValueAdded: Double

  public var total: Double { scope1 + scope2Location }
  public var totalMarket: Double { scope1 + scope2Market }
  /// Tonnes for each 10⁴ CNY: the ratio of totals over the enterprises that state a positive value added.
  public var perValueAdded: Double? { valueAdded > 0 ? totalOfThoseWithValueAdded / valueAdded : nil }

  init(group: [String?], _ inventories: [EntityInventory]) {
    self.group = group
    self.inventories = inventories.count
    // The years of an enterprise stand together.
    entities = inventories.indices.count { $0 == 0 || inventories[$0].entity != inventories[$0 - 1].entity }
    var (direct, location, market) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
    var (stored, taken, energy) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
    var (money, ofThose) = (CompensatedSum(), CompensatedSum())
    // In place and in one pass: an inventory is large, and there can be hundreds of thousands.
    inventories.withUnsafeBufferPointer { inventories in
      for index in inventories.indices {
        direct.add(inventories[index].scope1)
        location.add(inventories[index].scope2Location)
        market.add(inventories[index].scope2Market)
        stored.add(inventories[index].captured)
        taken.add(inventories[index].sinks)
        energy.add(inventories[index].energyTce)
        guard let valueAdded = inventories[index].entry?.valueAdded, valueAdded > 0 else { continue }
        money.add(valueAdded)
        ofThose.add(inventories[index].total)
      }
    }
    (scope1, scope2Location, scope2Market) = (direct.value, location.value, market.value)
    (captured, sinks, energyTce) = (stored.value, taken.value, energy.value)
    (valueAdded, totalOfThoseWithValueAdded) = (money.value, ofThose.value)
  }
}

extension CarbonAccounts {
  /// Everything added up.
  public var totals: AccountTotals { AccountTotals(group: [], inventories) }

  /// The totals of each combination that occurs, in order of their values; enterprises of unknown group come last.
  public func totals(by groupings: [AccountTotals.Grouping]) -> [AccountTotals] {
    members(by: groupings).map { AccountTotals(group: $0.group, $0.inventories) }
  }

  /// The inventories behind ``totals(by:)``, in the same order.
  public func members(
    by groupings: [AccountTotals.Grouping]
  ) -> [(group: [String?], inventories: [EntityInventory])] {
    var members: [[String?]: [EntityInventory]] = [:]
    for inventory in inventories { members[groupings.map { $0.value(of: inventory) }, default: []].append(inventory) }
    let groups = members.keys.sorted { left, right in
      for (a, b) in zip(left, right) where a != b {
        guard let a else { return false }
        guard let b else { return true }
        return a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars)
      }
      return false
    }
    return groups.map { ($0, members[$0]!) }
  }
}
