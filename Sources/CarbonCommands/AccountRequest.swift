import CarbonAccounting
import CarbonMetrics
import CarbonPresentation
import CommandGrammar
import EmissionFactors
import Evidence
import Presentation
import TableSources
import Tables

/// The account a command line asks for, made before it is written, compared or portrayed.
package struct AccountRequest {
  package let accounts: CarbonAccounts
  package let operations: OperatingData
  package let open: OpenTable
  package let inputs: [Provenance.Input]
  /// What `--by` names; empty for commands that do not take it.
  package let groupings: [AccountTotals.Grouping]

  package init(
    _ invocation: Invocation, _ surroundings: Surroundings, year: Int?, keepsRecords: Bool
  ) throws(Fault) {
    let side = try invocation.text(.entities).map { path throws(Fault) in (path, try SideTable(path, surroundings)) }
    var listed = side?.1.table
    let open = try OpenTable(invocation.required(.activity), invocation, surroundings) {
      table, filter throws(Fault) in
      guard let register = side?.1.table else { return table }
      let columns = try RegisterColumns(filter.columns, of: register, beside: table)
      // Whoever asks for one province asks for its part of the register too: the rest is not missing.
      if let wide = columns.register { listed = register.gathered(try filter.rows(in: wide)) }
      return columns.table
    }
    self.open = open
    var inputs = [try open.input]
    groupings = try AccountTotals.Grouping.named(invocation, register: side?.1.table)
    var register: EntityRegister?
    var operations = OperatingData()
    if let (path, side) = side, let listed {
      let attributes = groupings.map(\.rawValue)
      register = try CommandDescription.inFile(path) { () throws(Fault) in
        try EntityRegister(listed, attributes: attributes)
      }
      operations = OperatingData(side.table)
      inputs.append(side.input)
    }
    self.inputs = inputs
    self.operations = operations
    let library = try FactorLibrary(invocation)
    let options = AccountOptions(
      year: year, warming: invocation.choice(.warming, of: GWPSet.self) ?? .ar5,
      combustionGases: invocation.choice(.combustionGases, of: CombustionGases.self) ?? .none,
      fill: invocation.choice(.fill, of: AccountOptions.Fill.self) ?? .none,
      dropsDuplicates: invocation.text(.duplicates) != "keep",
      comparesQuantities: invocation.yesOrNo(.checks) ?? true, keepsRecords: keepsRecords,
      threads: surroundings.threads)
    accounts = try CommandDescription.inFile(open.location) { () throws(Fault) in
      try CarbonAccounts(of: open.table, register: register, library: library, options: options)
    }
  }
}

/// A table that stands beside the data, with what the envelope says of its file.
struct SideTable {
  let table: Table
  let input: Provenance.Input

  init(_ path: String, _ surroundings: Surroundings) throws(Fault) {
    table = try TableSource.read(path, options: ReadingOptions(threads: surroundings.threads)).table
    input = Provenance.Input(
      path: path, sha256: try TableSource(path).contentHash().hexadecimal, rows: table.rowCount)
  }
}

extension AccountTotals.Grouping {
  /// What `--by` names: words of either language for what every register has, else columns of this one.
  fileprivate static func named(
    _ invocation: Invocation, register: Table?
  ) throws(Fault) -> [AccountTotals.Grouping] {
    guard invocation.command.options.contains(where: { $0.name == CommandOption.by.name }) else { return [] }
    var groupings: [AccountTotals.Grouping] = []
    for word in invocation.columns(.by)?.words ?? [] {
      let usual = allCases.first { grouping in
        Language.allCases.contains { grouping.name(in: $0).lowercased() == word.lowercased() }
          || grouping.rawValue == word
      }
      let own = (register?[word] ?? register?.column(labelled: word)).map { AccountTotals.Grouping(rawValue: $0.name) }
      guard let grouping = usual ?? own else {
        let choices = allCases.map(\.rawValue) + (register?.columns.map(\.name) ?? [])
        var seen: Set<String> = []
        throw Fault(
          AccountFault.noSuchGroup,
          ["group": .text(word), "choices": .list(choices.filter { seen.insert($0).inserted })])
      }
      if !groupings.contains(grouping) { groupings.append(grouping) }
    }
    return groupings
  }
}
