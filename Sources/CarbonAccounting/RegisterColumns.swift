import EmissionFactors
import Evidence
import Tables

/// The columns of a register that a condition on activity records speaks of: `province=山东` where records name no province.
public struct RegisterColumns: Sendable {
  /// The activity table with those columns, looked up for each record by its enterprise and year.
  public let table: Table
  /// The register to hold the same condition against; `nil` where nothing was looked up in it, or where the condition
  /// speaks of more than it has.
  public let register: Table?

  /// - Parameter names: Of columns or their labels, or what ``EntityRegister`` knows them by. What the activity table has
  ///   itself is never looked up, and what neither has is left for whoever reads the table to complain of. Provinces and
  ///   sectors that are known can be called by their names in either language.
  /// - Throws: `account-activity-column` or `account-register-column` where either has no column of enterprises.
  public init(_ names: [String], of register: Table, beside activity: Table) throws(Fault) {
    func has(_ table: Table, _ name: String) -> Bool { table[name] != nil || table.column(labelled: name) != nil }
    var added: [Column] = []
    var wideRegister = register
    var registerHasAll = true
    for name in names {
      guard var column = register[name] ?? register.column(labelled: name) ?? Self.column(knownAs: name, in: register)
      else {
        registerHasAll = false
        continue
      }
      column = Self.naming(column, in: register)
      column.name = name
      if register[name] == nil, wideRegister[name] == nil {
        try wideRegister.append(column)
      } else {
        wideRegister.replace(column)
      }
      if !has(activity, name), !added.contains(where: { $0.name == name }) { added.append(column) }
    }
    self.register = registerHasAll && !added.isEmpty ? wideRegister : nil
    guard !added.isEmpty else {
      table = activity
      return
    }
    let partners = try Self.partners(of: activity, in: register)
    var wide = activity
    for column in added { try wide.append(column.gathered(partners: partners)) }
    table = wide
  }

  /// The column that an account would take for `name`, by whichever of its names.
  private static func column(knownAs name: String, in register: Table) -> Column? {
    let known = AccountColumns.entities
    guard let key = known.first(where: { $0.key == name || $0.value.contains(name) })?.key else { return nil }
    return AccountColumns.find(key, among: known, in: register)
  }

  /// A column of provinces or sectors whose texts can be called by their names in either language.
  private static func naming(_ column: Column, in register: Table) -> Column {
    let known = AccountColumns.entities
    let label: (String) -> Label?
    switch column.name {
    case AccountColumns.find("province", among: known, in: register)?.name: label = { Region.named($0)?.label }
    case AccountColumns.find("sector", among: known, in: register)?.name: label = { Sector.named($0)?.label }
    default: return column
    }
    let codes: Codes
    var levels: [Level]
    switch column.values {
    case .text(let own, let pool): (codes, levels) = (own, (0..<pool.count).map { Level(.text(pool[$0])) })
    case .category(let own, let known): (codes, levels) = (own, known)
    default: return column
    }
    for place in levels.indices where levels[place].label.isEmpty {
      if let known = label(levels[place].value.description) { levels[place].label = known }
    }
    guard levels.contains(where: { !$0.label.isEmpty }) else { return column }
    var copy = column
    copy.values = .category(codes, levels: levels)
    return copy
  }

  /// The row of the register that is about each record: its enterprise's of that year, else the one of all years; −1
  /// where there is none.
  private static func partners(of activity: Table, in register: Table) throws(Fault) -> [Int32] {
    let (records, entries) = (AccountColumns.activity, AccountColumns.entities)
    let entity = try AccountColumns.require("entity", among: records, in: activity, .activityColumn)
    let listed = try AccountColumns.require("entity", among: entries, in: register, .registerColumn)
    let year = AccountColumns.find("year", among: records, in: activity)
    let listedYear = AccountColumns.find("year", among: entries, in: register)
    var rows: [String: [(year: Int?, row: Int32)]] = [:]
    for row in 0..<register.rowCount {
      guard let id = listed.text(at: row, in: .chinese) else { continue }
      rows[id, default: []].append((listedYear?.number(at: row).map { Int($0) }, Int32(row)))
    }
    return (0..<activity.rowCount).map { row in
      guard let id = entity.text(at: row, in: .chinese), let own = rows[id] else { return -1 }
      let wanted = year?.number(at: row).map { Int($0) }
      return (own.first { $0.year == wanted } ?? own.first { $0.year == nil })?.row ?? -1
    }
  }
}
