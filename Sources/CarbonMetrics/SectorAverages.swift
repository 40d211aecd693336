import CarbonAccounting
import NumericalMethods

/// Emissions for each 10⁴ CNY of value added by sector and year: the ratio of totals over the enterprises of an account
/// that state a positive value added.
public struct SectorAverages: Sendable, Hashable {
  public struct Key: Sendable, Hashable {
    public let sector: String
    public let year: Int?
  }

  /// The average of one sector in one year.
  public struct Average: Sendable, Hashable {
    /// Energy-related emissions, as ``CarbonEfficiency`` counts them, for each 10⁴ CNY.
    public let energyRelated: Double
    /// All emissions for each 10⁴ CNY.
    public let total: Double
    public let enterprises: Int
  }

  /// Sectors with fewer enterprises have no average.
  public let minimumEnterprises: Int
  private let averages: [Key: Average]

  /// - Parameter minimumEnterprises: An enterprise held against a sector of itself alone would always be average.
  public init(of inventories: [EntityInventory], minimumEnterprises: Int = 3) {
    self.minimumEnterprises = minimumEnterprises
    var members: [Key: [EntityInventory]] = [:]
    for inventory in inventories {
      guard let sector = inventory.entry?.sector, (inventory.entry?.valueAdded ?? 0) > 0 else { continue }
      members[Key(sector: sector, year: inventory.year), default: []].append(inventory)
    }
    averages = members.compactMapValues { members in
      guard members.count >= minimumEnterprises else { return nil }
      let money = members.lazy.map { $0.entry!.valueAdded! }.compensatedSum()
      return Average(
        energyRelated: members.lazy.map(\.energyRelated).compensatedSum() / money,
        total: members.lazy.map(\.total).compensatedSum() / money, enterprises: members.count)
    }
  }

  public subscript(sector: String, year: Int?) -> Average? { averages[Key(sector: sector, year: year)] }
}

extension EntityInventory {
  /// Carbon dioxide of fuels, purchased electricity and heat, less what is captured and taken up; emissions of processes
  /// do not count, nor other gases of burning. It is what the carbon-efficiency rules divide by value added.
  public var energyRelated: Double { combustion - otherCombustionGases + scope2Location - captured - sinks }

  /// Direct emissions as the allocation plans count them: of fuels the carbon dioxide alone.
  var directForAllowance: Double { scope1 - otherCombustionGases }
}
