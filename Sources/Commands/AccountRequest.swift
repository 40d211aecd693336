import CarbonAccounting
import CarbonMetrics
import CommandGrammar
import EmissionFactors
import Evidence
import Presentation
import TableSources
import Tables

/// The account a command line asks for, made before it is compared or portrayed.
struct AccountRequest {
  let accounts: CarbonAccounts
  let operations: OperatingData
  let open: OpenTable
  let inputs: [Provenance.Input]

  init(
    _ invocation: Invocation, _ surroundings: Surroundings, year: Int?, keepsRecords: Bool
  ) throws(Fault) {
    let open = try OpenTable(invocation.required(.activity), invocation, surroundings)
    self.open = open
    var inputs = [try open.input]
    var register: EntityRegister?
    var operations = OperatingData()
    if let path = invocation.text(.entities) {
      let read = try TableSource.read(path, options: ReadingOptions(threads: surroundings.threads))
      register = try CommandDescription.inFile(path) { () throws(Fault) in try EntityRegister(read.table) }
      operations = OperatingData(read.table)
      inputs.append(
        Provenance.Input(
          path: path, sha256: try TableSource(path).contentHash().hexadecimal, rows: read.table.rowCount))
    }
    self.inputs = inputs
    self.operations = operations
    let library = try FactorLibrary(invocation)
    let options = AccountOptions(
      year: year, warming: invocation.choice(.warming, of: GWPSet.self) ?? .ar5,
      fill: invocation.choice(.fill, of: AccountOptions.Fill.self) ?? .none,
      dropsDuplicates: invocation.text(.duplicates) != "keep", keepsRecords: keepsRecords,
      threads: surroundings.threads)
    accounts = try CommandDescription.inFile(open.location) { () throws(Fault) in
      try CarbonAccounts(of: open.table, register: register, library: library, options: options)
    }
  }
}
