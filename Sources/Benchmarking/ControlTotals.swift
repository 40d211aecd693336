import CarbonAccounting
import EmissionFactors
import Evidence
import Tables

/// Totals that somebody else published, to be held against the sum of enterprises.
public struct ControlTotals: Sendable, Hashable {
  public enum Measure: String, Sendable, Hashable, CaseIterable {
    case total, scope1, energy

    static func named(_ name: String) -> Measure? {
      switch name.lowercased() {
      case "", "total", "合计", "总量", "排放总量": .total
      case "scope1", "范围一", "直接排放": .scope1
      case "energy", "能耗", "能源消费量", "综合能耗": .energy
      default: nil
      }
    }

    func value(of inventory: EntityInventory) -> Double {
      switch self {
      case .total: inventory.total
      case .scope1: inventory.scope1
      case .energy: inventory.energyTce
      }
    }
  }

  /// One published figure.
  public struct Entry: Sendable, Hashable {
    /// What it is of: `province` 山东, `sector` 钢铁, `year` 2022; empty for everything.
    public let of: [AccountTotals.Grouping: String]
    public let measure: Measure
    /// Tonnes of CO2e, or of standard coal for energy.
    public let published: Double
    public let source: String?
    /// The line of the file, counted from 1.
    public let line: Int

    /// Whether an inventory is among those the figure is of; provinces are compared as places, not as texts.
    func holds(_ inventory: EntityInventory) -> Bool {
      of.allSatisfy { grouping, asked in
        guard let own = grouping.value(of: inventory) else { return false }
        if own == asked { return true }
        guard grouping == .province, let place = Region.named(own) else { return false }
        return place == Region.named(asked)
      }
    }
  }

  public let entries: [Entry]

  static let columns: [String: [String]] = [
    "sector": ["行业"], "province": ["省份", "省", "地区"], "city": ["城市", "市"], "year": ["年份", "年度", "年"],
    "measure": ["指标"], "value": ["数值", "公布值", "总量", "total", "排放量"], "unit": ["单位"], "source": ["来源"],
  ]

  /// - Parameter table: The column `value`, any of `sector, province, city, year`, and perhaps `measure` (total, scope1 or
  ///   energy), `unit` (tonnes unless stated) and `source`.
  /// - Throws: `rollup-control-column`, `rollup-control-value`, `rollup-control-measure`, `unit-unknown`, each with its line.
  public init(_ table: Table) throws(Fault) {
    func column(_ name: String) -> Column? {
      for candidate in [name] + Self.columns[name]! {
        if let column = table[candidate] { return column }
      }
      return nil
    }
    guard let value = column("value") else {
      throw Fault(BenchmarkingFault.controlColumn, ["columns": .list(table.columns.map(\.name))])
    }
    let (measure, unit, source) = (column("measure"), column("unit"), column("source"))
    let groupings = AccountTotals.Grouping.allCases.filter { $0 != .entity }.compactMap { grouping in
      column(grouping.rawValue).map { (grouping, $0) }
    }
    var entries: [Entry] = []
    for row in 0..<table.rowCount {
      let line = Int(table.originalRows?[row] ?? Int32(row)) + 2
      func text(_ column: Column?) -> String { column?.text(at: row, in: .chinese) ?? "" }
      guard let published = value.number(at: row), published.isFinite, published > 0 else {
        throw Fault(BenchmarkingFault.controlValue, at: Place(line: line), ["value": .text(text(value))])
      }
      guard let named = Measure.named(text(measure)) else {
        throw Fault(
          BenchmarkingFault.controlMeasure, at: Place(line: line),
          ["measure": .text(text(measure)), "choices": .list(Measure.allCases.map(\.rawValue))])
      }
      let scale = try Self.scale(text(unit), of: named, line: line)
      var of: [AccountTotals.Grouping: String] = [:]
      for (grouping, column) in groupings {
        let own = grouping == .year ? column.number(at: row).map { String(Int($0)) } ?? "" : text(column)
        if !own.isEmpty { of[grouping] = own }
      }
      entries.append(
        Entry(
          of: of, measure: named, published: published * scale,
          source: source.map(text).flatMap { $0.isEmpty ? nil : $0 },
          line: line))
    }
    self.entries = entries
  }

  private static func scale(_ text: String, of measure: Measure, line: Int) throws(Fault) -> Double {
    guard !text.isEmpty else { return 1 }
    var unit: MeasurementUnit
    do throws(Fault) {
      unit = try MeasurementUnit(text)
    } catch {
      var fault = error
      fault.place = Place(line: line)
      throw fault
    }
    let isMass = unit.dimension == .mass
    switch measure {
    case .energy where unit.dimension == .energy: return unit.scale / StandardCoal.gigajoulesPerTonne
    case .total where isMass || unit.dimension == .emissions: return unit.scale
    case .scope1 where isMass || unit.dimension == .emissions: return unit.scale
    default:
      throw Fault(
        BenchmarkingFault.controlUnit, at: Place(line: line), ["unit": .text(text), "measure": .text(measure.rawValue)])
    }
  }
}
