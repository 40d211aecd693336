import CarbonAccounting
import Evidence

/// One enterprise as benchmarks see it.
public struct BenchmarkSubject: Sendable, Hashable {
  public let id: String
  /// What it is compared within: its province, its sector …
  public let group: String
  /// What the mix of a group is made of; `nil` where it is not known.
  public let sector: String?
  /// Tonnes, and what they are held against: 10⁴ CNY of value added.
  public let emissions: Double
  public let base: Double

  public init(id: String, group: String, sector: String?, emissions: Double, base: Double) {
    self.id = id
    self.group = group
    self.sector = sector
    self.emissions = emissions
    self.base = base
  }

  public var ratio: Double { emissions / base }
}

/// The enterprises of an account that can be compared, and those that cannot.
public struct BenchmarkSubjects: Sendable, Hashable {
  /// Why an enterprise is left out.
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    case noGroup = "no-group"
    case noValueAdded = "no-value-added"
    case negativeEmissions = "negative-emissions"
  }

  /// An enterprise that is left out.
  public struct Exclusion: Sendable, Hashable {
    public let id: String
    public let reason: Reason
  }

  public let subjects: [BenchmarkSubject]
  public let excluded: [Exclusion]

  /// Enterprises that were chosen before.
  public init(_ subjects: [BenchmarkSubject], excluded: [Exclusion]) {
    self.subjects = subjects
    self.excluded = excluded
  }

  /// - Parameter inventories: Of one year.
  public init(of inventories: [EntityInventory], by grouping: AccountTotals.Grouping) {
    var subjects: [BenchmarkSubject] = []
    var excluded: [Exclusion] = []
    for inventory in inventories {
      let money = inventory.entry?.valueAdded ?? 0
      if let group = grouping.value(of: inventory) {
        if money > 0, inventory.total >= 0 {
          subjects.append(
            BenchmarkSubject(
              id: inventory.entity, group: group, sector: inventory.entry?.sector, emissions: inventory.total,
              base: money))
        } else {
          excluded.append(.init(id: inventory.entity, reason: money > 0 ? .negativeEmissions : .noValueAdded))
        }
      } else {
        excluded.append(.init(id: inventory.entity, reason: .noGroup))
      }
    }
    self.subjects = subjects
    self.excluded = excluded
  }
}
