import Evidence
import Tables

/// What allowances need to know of an enterprise besides the register: columns of the same table, all optional.
public struct OperatingData: Sendable {
  /// The figures of one enterprise in a year.
  public struct Entry: Sendable, Hashable {
    /// A class of the allocation plan: `coal_gt300`, `cement` …
    public var benchmarkClass: String?
    /// Electricity generated and supplied, MWh.
    public var generation: Double?
    public var supply: Double?
    /// Heat supplied, GJ.
    public var heat: Double?
    /// Allowances sold less those bought in 2019 to 2024, tonnes.
    public var netSold: Double?
    /// Energy used as feedstock, and new renewable electricity over the year before: tce and MWh.
    public var feedstock: Double?
    public var newRenewables: Double?
    /// All renewable electricity of the year, MWh: its increment is taken where `newRenewables` is not stated.
    public var renewables: Double?

    public init(
      benchmarkClass: String? = nil, generation: Double? = nil, supply: Double? = nil, heat: Double? = nil,
      netSold: Double? = nil, feedstock: Double? = nil, newRenewables: Double? = nil,
      renewables: Double? = nil
    ) {
      self.benchmarkClass = benchmarkClass
      self.generation = generation
      self.supply = supply
      self.heat = heat
      self.netSold = netSold
      self.feedstock = feedstock
      self.newRenewables = newRenewables
      self.renewables = renewables
    }
  }

  /// The names of each column, the English one first.
  static let names: [[String]] = [
    ["benchmark_class", "基准线类别"], ["generation", "发电量"], ["supply", "供电量"], ["heat_supply", "供热量"],
    ["net_sold", "配额净卖出量"], ["feedstock_tce", "原料用能"], ["new_renewable", "新增可再生能源电力"],
    ["renewable", "可再生能源电力"],
  ]

  private var entries: [String: [(year: Int?, entry: Entry)]] = [:]

  public init() {}

  /// - Parameter table: The entities file. A class that does not exist is kept as written and met by
  ///   ``MetricsCaveat/unknownClass``.
  public init(_ table: Table) {
    func column(_ names: [String]) -> Column? { names.lazy.compactMap { table[$0] }.first }
    guard let entity = column(["entity", "企业", "企业编号", "企业代码", "企业id", "enterprise", "id"]) else { return }
    let year = column(["year", "年份", "年度", "年"])
    let columns = Self.names.map(column)
    for row in 0..<table.rowCount {
      guard let id = entity.text(at: row, in: .chinese), !id.isEmpty else { continue }
      func number(_ place: Int) -> Double? {
        columns[place].flatMap { $0.number(at: row) }.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
      }
      let name = columns[0].flatMap { $0.text(at: row, in: .english) }.flatMap { $0.isEmpty ? nil : $0 }
      let entry = Entry(
        benchmarkClass: name, generation: number(1), supply: number(2), heat: number(3),
        netSold: columns[4].flatMap { $0.number(at: row) }, feedstock: number(5), newRenewables: number(6),
        renewables: number(7))
      entries[id, default: []].append((year?.number(at: row).map { Int($0) }, entry))
    }
  }

  /// The row of just that year.
  func ownRow(_ entity: String, _ year: Int) -> Entry? { entries[entity]?.first { $0.year == year }?.entry }

  /// The row of that year, else the one for all years.
  public func entry(_ entity: String, year: Int?) -> Entry {
    let known = entries[entity] ?? []
    return (known.first { $0.year == year } ?? known.first { $0.year == nil })?.entry ?? Entry()
  }
}
