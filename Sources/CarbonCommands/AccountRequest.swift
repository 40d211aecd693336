import CarbonAccounting
import CarbonMetrics
import CarbonPresentation
import CommandGrammar
import EmissionFactors
import Evidence
import Presentation
import StructuredText
import TableSources
import Tables

/// The account a command line asks for, made before it is written, compared or portrayed.
package struct AccountRequest {
  package let accounts: CarbonAccounts
  package let operations: OperatingData
  /// Where the records are.
  package let location: String
  /// The records; `nil` where they were added up while they were read and not kept.
  package let table: Table?
  /// What was noticed while they were read.
  package let caveats: [Caveat]
  /// What `--by` names; empty for commands that do not take it.
  package let groupings: [AccountTotals.Grouping]
  private let open: OpenTable?
  private let streamedRows: Int
  private let registerInput: Provenance.Input?

  /// - Parameter keepsRecords: Whether single records are wanted of the account.
  package init(
    _ invocation: Invocation, _ surroundings: Surroundings, year: Int?, keepsRecords: Bool
  ) throws(Fault) {
    let side = try invocation.text(.entities).map { path throws(Fault) in (path, try SideTable(path, surroundings)) }
    groupings = try AccountTotals.Grouping.named(invocation, register: side?.1.table)
    let library = try FactorLibrary(invocation)
    let options = AccountOptions(
      year: year, warming: invocation.choice(.warming, of: GWPSet.self) ?? .ar5,
      combustionGases: invocation.choice(.combustionGases, of: CombustionGases.self) ?? .none,
      fill: invocation.choice(.fill, of: AccountOptions.Fill.self) ?? .none,
      dropsDuplicates: invocation.text(.duplicates) != "keep",
      comparesQuantities: invocation.yesOrNo(.checks) ?? true, keepsRecords: keepsRecords,
      threads: surroundings.threads)
    let attributes = groupings.map(\.rawValue)
    func register(_ listed: Table) throws(Fault) -> EntityRegister {
      try CommandDescription.inFile(side!.0) { () throws(Fault) in
        try EntityRegister(listed, attributes: attributes)
      }
    }
    location = try invocation.required(.activity)
    operations = side.map { OperatingData($0.1.table) } ?? OperatingData()
    registerInput = side?.1.input
    if let rows = try Self.stream(location, invocation, surroundings, options),
      let accounts = CarbonAccounts(
        streaming: rows, register: try (side?.1.table).map(register), library: library, options: options)
    {
      self.accounts = accounts
      (open, table) = (nil, nil)
      (streamedRows, caveats) = (rows.rowCount, rows.caveats)
      return
    }
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
    (table, streamedRows, caveats) = (open.table, 0, open.caveats)
    let location = location
    accounts = try CommandDescription.inFile(location) { () throws(Fault) in
      try CarbonAccounts(of: open.table, register: try listed.map(register), library: library, options: options)
    }
  }

  /// The rows of a file that nobody needs twice.
  private static func stream(
    _ location: String, _ invocation: Invocation, _ surroundings: Surroundings, _ options: AccountOptions
  ) throws(Fault) -> (any RowStream)? {
    let needsTable: [CommandOption] = [.where, .codebook, .query, .control, .flows]
    let taken = Set(invocation.command.options.map(\.name))
    guard options.needsNoRecord, location != "-", surroundings.shelf == nil,
      !needsTable.contains(where: { taken.contains($0.name) && invocation.text($0) != nil })
    else { return nil }
    return try TableSource.rows(
      location,
      options: ReadingOptions(
        encoding: invocation.text(.encoding), headerRows: invocation.text(.headerRows).flatMap { Int($0) },
        threads: surroundings.threads, progress: surroundings.progress))
  }

  /// What the envelope says of the files. Hashing a large file takes longer than reading it, so it is done when asked.
  package func inputs() throws(Fault) -> [Provenance.Input] {
    let activity: Provenance.Input
    if let open {
      activity = try open.input
    } else {
      activity = Provenance.Input(
        path: location, sha256: try TableSource(location).contentHash().hexadecimal, rows: streamedRows)
    }
    return [activity] + (registerInput.map { [$0] } ?? [])
  }

  /// The choices a result records: those of opening the file, then those of the account.
  package func method(_ choices: JSONObject) -> JSONObject { open?.method(choices) ?? choices }
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
