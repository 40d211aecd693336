import CarbonAccounting
import EmissionFactors
import NumericalMethods

extension RollUp {
  /// A province by where enterprises are registered and by where they emit.
  public struct PlaceTotal: Sendable, Hashable {
    public let year: Int?
    /// The key of its region.
    public let place: String
    /// Tonnes of CO2e of the enterprises registered there, wherever they emit.
    public let registered: Double
    /// What of it their records place elsewhere.
    public let elsewhere: Double
    /// What enterprises registered elsewhere emit there.
    public let byOthers: Double
    /// Tonnes emitted there, whoever emits them.
    public var located: Double { registered - elsewhere + byOthers }
  }

  /// The provinces that differ, by year and then in the order of regions.
  static func placeTotals(_ accounts: CarbonAccounts, _ overlaps: [Overlap]) -> [PlaceTotal] {
    struct Place: Hashable {
      let year: Int?
      let region: String
    }
    let moved = overlaps.filter { $0.kind == .elsewhere }
    guard !moved.isEmpty else { return [] }
    var homes: [String: String] = [:]
    var registered: [Place: [Double]] = [:]
    for inventory in accounts.inventories {
      guard let home = inventory.entry?.province.flatMap(Region.named)?.key else { continue }
      homes["\(inventory.entity)\n\(inventory.year ?? 0)"] = home
      registered[Place(year: inventory.year, region: home), default: []].append(inventory.total)
    }
    var out: [Place: [Double]] = [:]
    var into: [Place: [Double]] = [:]
    for overlap in moved {
      guard let home = homes["\(overlap.entity)\n\(overlap.year ?? 0)"] else { continue }
      out[Place(year: overlap.year, region: home), default: []].append(overlap.tonnes)
      into[Place(year: overlap.year, region: overlap.other), default: []].append(overlap.tonnes)
    }
    func sum(_ tonnes: [Place: [Double]], _ place: Place) -> Double { tonnes[place]?.compensatedSum() ?? 0 }
    let years = Set(moved.map(\.year)).sorted { ($0 ?? 0) < ($1 ?? 0) }
    return years.flatMap { year in
      Region.all.lazy.map { Place(year: year, region: $0.key) }.filter { out[$0] != nil || into[$0] != nil }.map {
        PlaceTotal(
          year: year, place: $0.region, registered: sum(registered, $0), elsewhere: sum(out, $0),
          byOthers: sum(into, $0))
      }
    }
  }
}
