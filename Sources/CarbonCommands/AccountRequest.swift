import CarbonAccounting
import CarbonMetrics
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

  package init(
    _ invocation: Invocation, _ surroundings: Surroundings, year: Int?, keepsRecords: Bool
  ) throws(Fault) {
    let open = try OpenTable(invocation.required(.activity), invocation, surroundings)
    self.open = open
    var inputs = [try open.input]
    var register: EntityRegister?
    var operations = OperatingData()
    if let path = invocation.text(.entities) {
      let side = try SideTable(path, surroundings)
      register = try CommandDescription.inFile(path) { () throws(Fault) in try EntityRegister(side.table) }
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
