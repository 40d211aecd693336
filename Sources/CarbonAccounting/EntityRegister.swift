import EmissionFactors
import Evidence
import Tables

/// Who the enterprises are: where they are, what they make, what they earn. One row an enterprise, or one a year.
public struct EntityRegister: Sendable {
  /// What is known of an enterprise in a year. Money is in 10⁴ CNY.
  public struct Entry: Sendable, Hashable {
    public let entity: String
    /// `nil` holds for all years that have no row of their own.
    public let year: Int?
    public let name: String?
    public let province: String?
    public let city: String?
    public let sector: String?
    public let output: Double?
    public let valueAdded: Double?
    public let product: Double?
    public let productUnit: String?
    public let staff: Double?
    /// Tonnes of standard coal as the statistics have it.
    public let energyTce: Double?
    /// What the columns that were asked for say, by their names.
    public let attributes: [String: String]
    /// The row of the file, counted from 1.
    public let row: Int
  }

  private let entries: [String: [Entry]]
  /// The enterprises in the order of the file.
  public let entities: [String]
  public let caveats: [Caveat]

  /// - Parameter attributes: Columns to keep besides those with a meaning, for grouping; those there are not are nobody's.
  /// - Throws: `account-register-column` without a column of enterprises.
  public init(_ table: Table, attributes: [String] = []) throws(Fault) {
    let known = AccountColumns.entities
    let entity = try AccountColumns.require("entity", among: known, in: table, .registerColumn)
    let columns = Dictionary(
      uniqueKeysWithValues: known.keys.map { ($0, AccountColumns.find($0, among: known, in: table)) })
    func text(_ name: String, _ row: Int) -> String? {
      columns[name]!.flatMap { $0.text(at: row, in: .chinese) }.flatMap { $0.isEmpty ? nil : $0 }
    }
    func number(_ name: String, _ row: Int) -> Double? { columns[name]!.flatMap { $0.number(at: row) } }
    let others = attributes.compactMap { name in table[name].map { (name, $0) } }
    var entries: [String: [Entry]] = [:]
    var order: [String] = []
    var repeated: [String] = []
    for row in 0..<table.rowCount {
      guard let id = entity.text(at: row, in: .chinese), !id.isEmpty else { continue }
      var attributes: [String: String] = [:]
      for (name, column) in others {
        attributes[name] = column.text(at: row, in: .chinese).flatMap { $0.isEmpty ? nil : $0 }
      }
      let entry = Entry(
        entity: id, year: number("year", row).map { Int($0) }, name: text("name", row),
        province: text("province", row), city: text("city", row), sector: text("sector", row),
        output: number("output", row), valueAdded: number("value_added", row), product: number("product", row),
        productUnit: text("product_unit", row), staff: number("staff", row), energyTce: number("energy_tce", row),
        attributes: attributes, row: Int(table.originalRows?[row] ?? Int32(row)) + 1)
      if entries[id] == nil { order.append(id) }
      if entries[id]?.contains(where: { $0.year == entry.year }) == true { repeated.append(id) }
      entries[id, default: []].append(entry)
    }
    self.entries = entries
    entities = order
    caveats = repeated.isEmpty ? [] : [Caveat(AccountCaveat.registeredTwice, ["entities": .list(repeated)])]
  }

  /// What is known of an enterprise in a year: the row of that year, else the one for all years, else the nearest year's.
  public func entry(_ entity: String, year: Int?) -> Entry? {
    guard let known = entries[entity] else { return nil }
    guard let year else { return known.first }
    if let own = known.first(where: { $0.year == year }) ?? known.first(where: { $0.year == nil }) { return own }
    return nil
  }

  /// Every row of an enterprise.
  public func entries(of entity: String) -> [Entry] { entries[entity] ?? [] }

  /// The place of an enterprise: its row of that year, else any row.
  func region(of entity: String, year: Int?) -> Region? {
    (entry(entity, year: year) ?? entries[entity]?.first)?.province.flatMap(Region.named)
  }
}
