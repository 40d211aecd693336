import EmissionFactors
import Evidence
import NumericalMethods
import Tables

/// Inventories of enterprises from their activity records, every tonne traceable to a record, a factor and an edition.
///
///     let accounts = try CarbonAccounts(of: activity, register: EntityRegister(entities))
///     accounts.inventories[0].total
///     accounts.lines(of: accounts.inventories[0])
///
/// A record that cannot be accounted for is in ``excluded`` with its reason; the others are computed. The boundary is
/// what the records state for each enterprise: direct emissions and purchased electricity and heat.
public struct CarbonAccounts: Sendable {
  public let options: AccountOptions
  public let library: FactorLibrary
  /// In the order in which enterprises first appear in the records, then by year.
  public let inventories: [EntityInventory]
  /// In the order of the records.
  public let excluded: [Exclusion]
  /// Doubts about the account as a whole: one of each code, with the enterprises concerned.
  public let caveats: [Caveat]
  public let register: EntityRegister?
  /// The years that occur in the records.
  public let years: [Int]

  private let activity: CodedActivity
  let recipes: [LineRecipe?]
  private let filled: Set<Int>
  /// The rows of each cell, one cell after another.
  private let rowsByCell: RowsByCell?

  /// - Throws: `account-activity-column` for a missing column, `account-no-such-year`, `account-nothing-left` where no
  ///   record could be accounted for.
  public init(
    of table: Table, register: EntityRegister? = nil, library: FactorLibrary = .builtIn,
    options: AccountOptions = AccountOptions()
  ) throws(Fault) {
    self.options = options
    self.library = library
    self.register = register
    let coder = try ActivityCoder(table, year: options.year, register: register, threads: options.threads)
    years = coder.years
    if let year = options.year, !coder.years.contains(year) {
      throw Fault(
        AccountFault.noYear, ["year": .integer(year), "years": .list(coder.years.map { String($0) })])
    }
    let maker = RecipeMaker(library, options)
    var activity = CodedActivity(coder, threads: options.threads)
    var recipes: [LineRecipe?] = [nil]
    var problemOfCode: [RecordProblem?] = [nil]
    for key in activity.keys.dropFirst() {
      guard let key else {
        recipes.append(nil)
        problemOfCode.append(nil)
        continue
      }
      do throws(RecordProblem) {
        recipes.append(try maker.recipe(for: key))
        problemOfCode.append(nil)
      } catch {
        recipes.append(nil)
        problemOfCode.append(error)
      }
    }
    self.recipes = recipes

    // Records are taken out or filled in before anything is summed.
    var problems = activity.problems
    let isKnown = recipes.map { $0 != nil }
    let hasBadCodes = problemOfCode.contains { $0 != nil }
    var leftOut = LeftOut(activity, problems, isKnown, hasBadCodes).marks
    var rows: RowsByCell?
    if options.dropsDuplicates {
      let note = AccountColumns.find("note", among: AccountColumns.activity, in: table)
        .map { PlaceColumn($0, threads: options.threads).places(rows: table.rowCount) }
      let all = RowsByCell(activity, leftOut: leftOut, threads: options.threads)
      for (row, first) in DuplicateRecords(activity, notes: note, rows: all, threads: options.threads).pairs {
        problems[row] = RecordProblem(
          .duplicate, ["first": .integer(Int(table.originalRows?[first] ?? Int32(first)) + 2)])
      }
      rows = all
    }
    var filled: Set<Int> = []
    if !activity.gaps.isEmpty {
      let gaps = QuantityGaps(activity, recipes: recipes, leftOut: problems)
      for row in activity.gaps where recipes[Int(activity.codes[row])] != nil {
        if let word = coder.numbers.word(at: row) {
          problems[row] = RecordProblem(.badQuantity, ["text": .text(word)])
        } else if options.fill == .none {
          problems[row] = RecordProblem(.noQuantity, [:])
        } else if let quantity = gaps.quantity(for: row, by: options.fill) {
          activity.quantities = activity.quantities.replacing(row, by: quantity)
          filled.insert(row)
        } else {
          problems[row] = RecordProblem(.nothingToFillFrom, ["method": .text(options.fill.rawValue)])
        }
      }
    }
    if problems.keys.contains(where: { activity.quantities[$0] != 0 }) {
      activity.quantities = activity.quantities.replacing(problems.keys, by: 0)
    }
    self.filled = filled

    if problems.count > activity.problems.count {
      leftOut = LeftOut(activity, problems, isKnown, hasBadCodes).marks
      rows = nil
    }
    activity.problems = problems
    var excluded: [Exclusion] = []
    for row in leftOut.indices where leftOut[row] {
      if let problem = problems[row] ?? problemOfCode[Int(activity.codes[row])] {
        excluded.append(Exclusion(row: row, reason: problem.caveat))
      }
    }
    self.excluded = excluded
    guard excluded.count < table.rowCount else {
      var facts: Facts = ["records": .integer(table.rowCount)]
      facts["code"] = .text(excluded.first?.reason.code ?? "")
      throw Fault(AccountFault.nothingLeft, facts)
    }
    self.activity = activity
    let isFarFetched = recipes.contains { $0?.isFarFetched ?? false }
    let needsRows = options.keepsRecords || options.comparesQuantities || isFarFetched || !filled.isEmpty
    let rowsByCell =
      needsRows ? rows ?? RowsByCell(activity, leftOut: leftOut, threads: options.threads) : nil
    self.rowsByCell = rowsByCell
    let counts = RecordCounts(activity, leftOut: leftOut, threads: options.threads)

    let plan = ChannelPlan(recipes)
    let sums = ChannelSums.sums(
      cells: activity.cells, recipes: activity.codes, quantities: activity.quantities, coefficients: plan.coefficients,
      channels: plan.channels.count, cellCount: activity.cellCount, threads: options.threads)
    let doubts = AccountDoubts(
      activity: activity, recipes: recipes, rows: rowsByCell, register: register, filled: filled, options: options)
    inventories = Self.inventories(
      activity, recipes: recipes, plan: plan, sums: sums, counts: counts, register, doubts, options)
    caveats =
      (register?.caveats ?? [])
      + AccountDoubts.summary(
        of: inventories, recipes: Self.used(recipes, in: options.year), excluded: excluded, library: library)
  }

  /// The same account of records that are read once and not kept, so that a file may be larger than memory.
  ///
  /// - Returns: `nil` unless the options need no single record and the records are plain; their table has to be read then.
  ///   Plain are records without a region and measured values of their own, whose factors are of their year and grid, with
  ///   no more than some million combinations of kinds, items, units, years and regions.
  /// - Complexity: Memory for the sums of each enterprise and year, whatever the number of records.
  public init?(
    streaming stream: some RowStream, register: EntityRegister? = nil, library: FactorLibrary = .builtIn,
    options: AccountOptions
  ) {
    let maker = RecipeMaker(library, options)
    guard options.needsNoRecord,
      let totals = StreamedTotals(stream, year: options.year, register: register, maker, threads: options.threads),
      options.year.map(totals.years.contains) ?? true
    else { return nil }
    self.options = options
    self.library = library
    self.register = register
    years = totals.years
    recipes = totals.recipes
    filled = []
    excluded = []
    rowsByCell = nil
    activity = CodedActivity(withoutRowsOf: totals.entities, years: totals.years)
    let doubts = AccountDoubts(
      activity: activity, recipes: recipes, rows: nil, register: register, filled: [], options: options)
    inventories = Self.inventories(
      activity, recipes: recipes, plan: totals.plan, sums: totals.sums, counts: totals.counts, register, doubts,
      options)
    caveats =
      (register?.caveats ?? [])
      + AccountDoubts.summary(
        of: inventories, recipes: Self.used(totals.recipes, in: options.year), excluded: [], library: library)
  }

  private static func inventories(
    _ activity: CodedActivity, recipes: [LineRecipe?], plan: ChannelPlan, sums: [Double], counts: RecordCounts,
    _ register: EntityRegister?, _ doubts: AccountDoubts, _ options: AccountOptions
  ) -> [EntityInventory] {
    let knowsCoalConsumed = recipes.allSatisfy { $0.map { $0.coalConsumedPerUnit != nil } ?? true }
    let cells = (0..<activity.cellCount).filter { cell in
      counts[cell] > 0 && (options.year == nil || activity.year(ofCell: cell) == options.year)
    }
    // Written where they stay: there can be hundreds of thousands, and each is large.
    return [EntityInventory](unsafeUninitializedCapacity: cells.count) { buffer, filled in
      let target = InventoryTarget(base: buffer.baseAddress)
      Parallel.forChunks(of: cells.count, by: 4096, threads: options.threads) { chunk in
        for place in chunk {
          let cell = cells[place]
          let (entity, year) = (activity.entity(ofCell: cell), activity.year(ofCell: cell))
          let sums = CellSums(plan: plan, sums: sums, cell: cell)
          let entry = register?.entry(entity, year: year)
          (target.base! + place).initialize(
            to: EntityInventory(
              cell: cell, entity: entity, year: year, entry: entry, sums: sums,
              use: options.combustionGases.use(inSector: entry?.sector), recordCount: counts[cell],
              filledCount: doubts.filledCount(of: cell), knowsCoalConsumed: knowsCoalConsumed,
              caveats: doubts.caveats(of: cell, entry: entry, sums: sums)))
        }
      }
      filled = cells.count
    }
  }

  /// The records of an inventory in the order of the file; none where ``AccountOptions/keepsRecords`` is `false`.
  public func lines(of inventory: EntityInventory) -> [AccountLine] {
    rowsByCell?.rows(of: inventory.cell).map { line(at: Int($0), use: inventory.combustionUse) } ?? []
  }

  /// The doubts about inventories of these years only: what of a longer account is shown.
  public func caveats(ofYears shown: Set<Int>) -> [Caveat] {
    (register?.caveats ?? [])
      + AccountDoubts.summary(
        of: inventories.filter { $0.year.map(shown.contains) ?? true },
        recipes: usedRecipes.filter { $0.year.map(shown.contains) ?? true }, excluded: excluded, library: library)
  }

  /// The recipes of the records the inventories are made of.
  package var usedRecipes: [LineRecipe] { Self.used(recipes, in: options.year) }

  private static func used(_ recipes: [LineRecipe?], in year: Int?) -> [LineRecipe] {
    recipes.compactMap { recipe in recipe.flatMap { year == nil || $0.year == nil || $0.year == year ? $0 : nil } }
  }

  /// What stands in each record of an inventory: the code of everything but the quantity, and the quantity.
  func forEachRecord(of inventory: EntityInventory, _ body: (UInt32, Double) -> Void) {
    for row in rowsByCell?.rows(of: inventory.cell) ?? [] {
      body(activity.codes[Int(row)], activity.quantities[Int(row)])
    }
  }

  private func line(at row: Int, use: CombustionUse?) -> AccountLine {
    let recipe = recipes[Int(activity.codes[row])]!
    let quantity = activity.quantities[row]
    let gases = use.map { use in recipe.gases.filter { $0.use == use } } ?? []
    let tonnes = quantity * recipe.tonnesPerUnit
    return AccountLine(
      row: row, quantity: quantity, recipe: recipe, gases: gases, tonnesOfMainGas: tonnes,
      tonnes: gases.reduce(tonnes) { $0 + quantity * $1.tonnesPerUnit },
      isFilled: filled.contains(row), uncertainty: activity.keys[Int(activity.codes[row])]?.measured.uncertainty)
  }
}

/// Where the threads write, each at its own places.
private struct InventoryTarget: @unchecked Sendable {
  let base: UnsafeMutablePointer<EntityInventory>?
}

/// Which rows are not in the account.
private struct LeftOut {
  /// One for each row; empty where none is left out.
  let marks: [Bool]

  init(_ activity: CodedActivity, _ problems: [Int: RecordProblem], _ isKnown: [Bool], _ hasBadCodes: Bool) {
    guard hasBadCodes || !problems.isEmpty else {
      marks = []
      return
    }
    var marks = [Bool](repeating: false, count: activity.codes.count)
    if hasBadCodes {
      activity.codes.withBuffer { codes in
        for row in codes.indices { marks[row] = !isKnown[Int(codes[row])] }
      }
    }
    for row in problems.keys { marks[row] = true }
    self.marks = marks
  }
}

/// How many records of each cell are in the account.
struct RecordCounts: Sendable {
  private let counts: [Int32]

  init(_ activity: CodedActivity, leftOut: [Bool], threads: Int) {
    let rows = activity.cells.count
    let stretch = max(1 << 20, (rows + 3) / 4)
    let parts = Parallel.mapChunks(of: rows, by: stretch, threads: threads) { range -> [Int32] in
      var counts = [Int32](repeating: 0, count: activity.cellCount)
      counts.withUnsafeMutableBufferPointer { counts in
        activity.cells.withBuffer { cells in
          for row in range where leftOut.isEmpty || !leftOut[row] { counts[Int(cells[row])] &+= 1 }
        }
      }
      return counts
    }
    self.init(adding: parts)
  }

  /// - Parameter parts: The counts of stretches of rows, each for all cells.
  init(adding parts: [[Int32]]) {
    var counts = parts.first ?? []
    for part in parts.dropFirst() {
      for cell in counts.indices { counts[cell] &+= part[cell] }
    }
    self.counts = counts
  }

  subscript(cell: Int) -> Int { Int(counts[cell]) }
}

/// The sums of one cell by channel.
struct CellSums: Sendable {
  let plan: ChannelPlan
  let sums: [Double]
  let cell: Int

  subscript(channel: Channel.Plain) -> Double {
    let place = plan.places[channel.rawValue]
    return place < 0 ? 0 : sums[cell * plan.channels.count + place]
  }

  /// The sum of a channel by its place in the plan.
  func sum(at place: Int) -> Double { sums[cell * plan.channels.count + place] }
}

extension EntityInventory {
  init(
    cell: Int, entity: String, year: Int?, entry: EntityRegister.Entry?, sums: CellSums, use: CombustionUse?,
    recordCount: Int, filledCount: Int, knowsCoalConsumed: Bool, caveats: [Caveat]
  ) {
    self.cell = cell
    self.entity = entity
    self.year = year
    self.entry = entry
    combustionUse = use
    let ofFuels = sums.plan.combustionGases.compactMap { gas, own, place -> GasAmount? in
      own == use ? GasAmount(gas: gas, tonnes: sums.sum(at: place)) : nil
    }
    otherCombustionGases = ofFuels.reduce(0) { $0 + $1.tonnes }
    combustion = sums[.combustion] + otherCombustionGases
    biogenic = sums[.biogenic]
    process = sums[.process]
    scope2Location = sums[.location]
    scope2Market = sums[.market] + max(0, sums[.replaceable] - sums[.green])
    captured = sums[.captured]
    sinks = sums[.sinks]
    energyTce = sums[.coalEquivalent]
    energyTceConsumed = knowsCoalConsumed ? sums[.coalEquivalent] + sums[.coalSurplus] : nil
    var ofOthers = 0.0
    for (_, place) in sums.plan.gases { ofOthers += sums.sum(at: place) }
    var byGas: [GasAmount] = []
    byGas.reserveCapacity(2 + sums.plan.gases.count)
    byGas.append(GasAmount(gas: "co2", tonnes: sums[.combustion] + process + scope2Location - ofOthers))
    byGas.append(GasAmount(gas: "ch4", tonnes: 0))
    for amount in sums.plan.gases.map({ GasAmount(gas: $0.gas, tonnes: sums.sum(at: $0.place)) }) + ofFuels {
      if let known = byGas.firstIndex(where: { $0.gas == amount.gas }) {
        byGas[known] = GasAmount(gas: amount.gas, tonnes: byGas[known].tonnes + amount.tonnes)
      } else if amount.tonnes != 0 {
        byGas.append(amount)
      }
    }
    self.byGas = byGas
    self.recordCount = recordCount
    self.filledCount = filledCount
    self.caveats = caveats
  }
}

extension Cells where Element == Double {
  /// The same cells with one changed.
  func replacing(_ row: Int, by value: Double) -> Cells<Double> { replacing(CollectionOfOne(row), by: value) }

  func replacing(_ rows: some Sequence<Int>, by value: Double) -> Cells<Double> {
    Cells(count: count) { target in
      withBuffer { source in _ = target.initialize(fromContentsOf: source) }
      for row in rows { target[row] = value }
    }
  }
}
