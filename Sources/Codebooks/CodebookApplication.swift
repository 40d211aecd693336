import Evidence
import Tables

/// A table that carries what its codebook says, with all that the two disagree about.
public struct AppliedCodebook: Sendable {
  public let table: Table
  /// Lost and new columns, new values, changed kinds: each with the place in the codebook it contradicts.
  public let drift: [Fault]
  /// Answers outside their bounds, or given where nobody was asked.
  public let caveats: [Caveat]

  /// Throws where the data are not those the codebook describes: the one difference, or a fault that lists them all.
  public func check() throws(Fault) {
    guard drift.count > 1 else {
      if let only = drift.first { throw only }
      return
    }
    throw Fault(
      CodebookDrift.several, at: drift[0].place.map { Place(file: $0.file) },
      ["count": .integer(drift.count), "changes": .list(drift.map(Codebook.shortForm))])
  }
}

extension Codebook {
  /// How many rows a fault or a caveat names.
  static let rowsNamed = 5

  /// Puts the codebook over a table: names, labels, level order, reasons for missing values, response sets.
  ///
  /// Nothing is lost where the two disagree: values that are not declared become levels after the declared ones,
  /// columns that are not declared stay, a column that cannot be read as its kind stays as it is; each is reported.
  /// Answers of reversed items stay as they were given. An empty cell whose question was not asked is `skipped`.
  ///
  /// - Complexity: O(*rows* · *columns*).
  public func applied(to table: Table) -> AppliedCodebook {
    var application = Application(codebook: self, source: table)
    application.convertColumns()
    application.addSets()
    application.followRouting()
    return AppliedCodebook(table: application.table, drift: application.drift, caveats: application.caveats)
  }

  /// How the data differ from the codebook: a fault a difference.
  public func drift(from table: Table) -> [Fault] { applied(to: table).drift }

  /// A difference in a few signs that need no language: `+ column`, `− column`, `q3 ∌ value`.
  static func shortForm(_ fault: Fault) -> String {
    func fact(_ name: String) -> String {
      switch fault.facts[name] {
      case .text(let text)?: text
      case .list(let list)?: list.prefix(3).joined(separator: "/") + (list.count > 3 ? "/…" : "")
      default: ""
      }
    }
    let line = fault.place?.line.map { " (\($0))" } ?? ""
    switch CodebookDrift(rawValue: fault.code) {
    case .newColumn: return "+ \(fact("column"))"
    case .lostColumn: return "− \(fact("column"))\(line)"
    case .newValue: return "\(fact("name")) ∌ \(fact("values"))\(line)"
    case .changedKind: return "\(fact("name")): \(fact("kind")) → \(fact("found"))\(line)"
    default: return "\(fact("name"))\(line)"
    }
  }
}

private struct Application {
  let codebook: Codebook
  let source: Table
  var columns: [Column] = []
  var table: Table
  var sets: [MultipleResponseSet] = []
  var drift: [Fault] = []
  var caveats: [Caveat] = []

  init(codebook: Codebook, source: Table) {
    self.codebook = codebook
    self.source = source
    table = source
    if codebook.isSynthetic { caveats.append(Caveat(CodebookCaveat.synthetic)) }
  }

  mutating func convertColumns() {
    let variables = Dictionary(codebook.variables.map { ($0.header, $0) }, uniquingKeysWith: { first, _ in first })
    var names: Set<String> = []
    for column in source.columns {
      guard let variable = variables[column.name] else {
        drift.append(
          Fault(
            CodebookDrift.newColumn, at: Place(file: codebook.file),
            [
              "column": .text(column.name),
              "nearest": .list(Similarity.nearest(to: column.name, in: codebook.variables.map(\.header))),
            ]))
        add(column, &names)
        continue
      }
      var conversion = ColumnConversion(of: column, to: variable, shared: codebook.missing, in: source)
      if variable.kind == .multiple, let (members, set) = conversion.membersAndSet() {
        for member in members { add(member, &names) }
        sets.append(set)
      } else {
        add(conversion.converted(), &names)
      }
      report(conversion, of: variable)
    }
    for variable in codebook.variables where source[variable.header] == nil {
      drift.append(
        Fault(
          CodebookDrift.lostColumn, at: codebook.places[variable.name],
          [
            "name": .text(variable.name), "column": .text(variable.header),
            "nearest": .list(Similarity.nearest(to: variable.header, in: source.columns.map(\.name))),
          ]))
    }
    // Names are made different above and every column has the rows of the table, so this cannot fail.
    guard var made = try? source.replacingColumns(by: columns) else { return }
    if !codebook.title.isEmpty { made.label = codebook.title }
    table = made
  }

  private mutating func add(_ column: Column, _ names: inout Set<String>) {
    var column = column
    if !names.insert(column.name).inserted {
      drift.append(
        Fault(
          CodebookDrift.nameTaken, at: codebook.places[column.name] ?? Place(file: codebook.file),
          ["name": .text(column.name)]))
      var number = 2
      while !names.insert("\(column.name)_\(number)").inserted { number += 1 }
      column.name = "\(column.name)_\(number)"
    }
    columns.append(column)
  }

  private mutating func report(_ conversion: ColumnConversion, of variable: CodebookVariable) {
    let place = codebook.places[variable.name]
    if let found = conversion.foundKind {
      drift.append(
        Fault(
          CodebookDrift.changedKind, at: place,
          [
            "name": .text(variable.name), "column": .text(variable.header), "kind": .text(variable.kind.rawValue),
            "found": .text(found), "values": .list(conversion.unreadable.values),
            "rows": rows(conversion.unreadable.rows), "count": .integer(conversion.unreadable.count),
          ]))
    } else if conversion.undeclared.count > 0 {
      let values = conversion.undeclared.values
      drift.append(
        Fault(
          CodebookDrift.newValue, at: place,
          [
            "name": .text(variable.name), "column": .text(variable.header), "values": .list(values),
            "rows": rows(conversion.undeclared.rows), "count": .integer(conversion.undeclared.count),
          ]))
    }
    if conversion.outside.count > 0, let bounds = variable.scaleBounds {
      caveats.append(
        Caveat(
          CodebookCaveat.outsideBounds, at: place,
          [
            "name": .text(variable.name), "low": .number(bounds.lowerBound), "high": .number(bounds.upperBound),
            "values": .list(conversion.outside.values), "rows": rows(conversion.outside.rows),
            "count": .integer(conversion.outside.count),
          ]))
    }
  }

  mutating func addSets() {
    for set in codebook.responseSets where set.members.allSatisfy({ table[$0] != nil }) { sets.append(set) }
    let names = Set(sets.map(\.name))
    table.responseSets = table.responseSets.filter { !names.contains($0.name) } + sets
  }

  /// Marks what was not asked as skipped, and counts answers nobody asked for.
  mutating func followRouting() {
    for variable in codebook.variables {
      guard let filter = variable.askedIf else { continue }
      let members = table.responseSets.first { $0.name == variable.name }?.members ?? []
      let names = table[variable.name] != nil ? [variable.name] : members
      do {
        // A row whose condition cannot be known, because an answer is missing, was neither asked nor passed over.
        let asked = try marks(filter)
        let passedOver = try marks(RowFilter("not (\(filter.text))"))
        for name in names { follow(variable, name, asked: asked, passedOver: passedOver) }
      } catch {
        var fault = error
        fault.place = codebook.places[variable.name]
        fault.place?.detail = filter.text
        drift.append(fault)
      }
    }
  }

  private func marks(_ filter: RowFilter) throws(Fault) -> [Bool] {
    var marks = [Bool](repeating: false, count: table.rowCount)
    for row in try filter.rows(in: table) { marks[Int(row)] = true }
    return marks
  }

  private mutating func follow(_ variable: CodebookVariable, _ name: String, asked: [Bool], passedOver: [Bool]) {
    guard let column = table[name] else { return }
    var answered = RowTally()
    var skipped = RowTally()
    var isSkipped = [Bool](repeating: false, count: column.count)
    for row in 0..<column.count {
      let slot = column.missingSlot(at: row)
      if passedOver[row] {
        if slot == nil { answered.add(row) }
        isSkipped[row] = slot == 0
      } else if let slot, column.missing[slot].reason == .skipped, asked[row] {
        skipped.add(row)
      }
    }
    if isSkipped.contains(true) { table.replace(column.skipping(isSkipped)) }
    for (tally, code) in [(answered, CodebookCaveat.answeredUnasked), (skipped, .skippedThoughAsked)]
    where tally.count > 0 {
      caveats.append(
        Caveat(
          code, at: codebook.places[variable.name],
          [
            "name": .text(name), "condition": .text(variable.askedIf?.text ?? ""), "rows": rows(tally.rows),
            "count": .integer(tally.count),
          ]))
    }
  }

  /// Rows as the file counts them, from 1, the header apart.
  private func rows(_ rows: [Int]) -> Fact {
    .list(rows.map { String(Int(source.originalRows?[$0] ?? Int32($0)) + 1) })
  }
}

/// How often something was seen, and in which first few rows and values.
struct RowTally {
  private(set) var count = 0
  private(set) var rows: [Int] = []
  private(set) var values: [String] = []

  mutating func add(_ row: Int, _ value: @autoclosure () -> String = "") {
    count += 1
    if rows.count < Codebook.rowsNamed { rows.append(row) }
    if values.count < 50, case let value = value(), !value.isEmpty, !values.contains(value) { values.append(value) }
  }
}

extension Codebook {
  /// The file the codebook was read from.
  var file: String? { places.first?.value.file }
}
