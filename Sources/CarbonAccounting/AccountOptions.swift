import NumericalMethods

/// How an account is made.
public struct AccountOptions: Sendable, Hashable {
  /// What stands for a quantity that is missing.
  public enum Fill: String, Sendable, Hashable, CaseIterable {
    /// Nothing: the record is left out.
    case none
    /// The largest of the other years.
    case conservative
    /// The mean of the nearest years before and after.
    case neighbours
    /// The year before, else the nearest earlier one.
    case lastYear = "last-year"
  }

  /// Only inventories of this year are made; other years still serve for filling and for comparison.
  public var year: Int?
  public var warming: GWPSet
  /// Whether burning fuels counts for more than carbon dioxide.
  public var combustionGases: CombustionGases
  public var fill: Fill
  /// Whether a record that says the same as an earlier one is left out.
  public var dropsDuplicates: Bool
  /// Whether quantities are held against other years and other enterprises.
  public var comparesQuantities: Bool
  /// Whether ``CarbonAccounts/lines(of:)`` is wanted; without it large accounts are quicker and the same.
  public var keepsRecords: Bool
  public var threads: Int

  public init(
    year: Int? = nil, warming: GWPSet = .ar5, combustionGases: CombustionGases = .none, fill: Fill = .none,
    dropsDuplicates: Bool = true, comparesQuantities: Bool = true, keepsRecords: Bool = true,
    threads: Int = Parallel.availableThreads
  ) {
    self.year = year
    self.warming = warming
    self.combustionGases = combustionGases
    self.fill = fill
    self.dropsDuplicates = dropsDuplicates
    self.comparesQuantities = comparesQuantities
    self.keepsRecords = keepsRecords
    self.threads = threads
  }

  /// Whether nothing is asked for that needs single records.
  package var needsNoRecord: Bool { !keepsRecords && !comparesQuantities && !dropsDuplicates }
}
