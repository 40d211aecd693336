import CarbonAccounting
import CarbonUncertainty
import EmissionFactors
import Evidence
import Glibc
import NumericalMethods
import TableSources
import Tables

/// Activity records to inventories and totals: `tansuo-bench account --file activity.csv --factors factors.csv --threads 2`.
///
/// The rows are streamed; with `--table yes` they are read into a table first, which takes longer and gives the same.
func benchAccount(_ arguments: Arguments) throws {
  guard let path = arguments.text("file") else {
    print("usage: tansuo-bench account --file FILE [--factors FILE] [--table yes] [--threads N] [--repeat N]")
    exit(2)
  }
  let threads = arguments.integer("threads", default: Parallel.availableThreads)
  var library = FactorLibrary.builtIn
  if let file = arguments.text("factors") {
    library = try library.adding(TableSource.bytes(ofFile: file), file: file)
  }
  let options = AccountOptions(dropsDuplicates: false, comparesQuantities: false, keepsRecords: false, threads: threads)
  let reading = ReadingOptions(threads: threads)
  let isStreamed = arguments.text("table") == nil
  var times: [Double] = []
  var facts: [(String, String)] = []
  for _ in 0..<arguments.integer("repeat", default: 5) {
    let (time, (accounts, total)) = try seconds { () -> (CarbonAccounts, AccountTotals) in
      let accounts: CarbonAccounts
      if isStreamed, let rows = try TableSource.rows(path, options: reading) {
        guard let streamed = CarbonAccounts(streaming: rows, library: library, options: options) else {
          print("the records of \(path) are not plain enough to be streamed")
          exit(1)
        }
        accounts = streamed
      } else {
        accounts = try CarbonAccounts(
          of: try TableSource.read(path, options: reading).table, library: library, options: options)
      }
      return (accounts, accounts.totals)
    }
    times.append(time)
    facts = [
      ("enterprises", String(total.entities)), ("inventories", String(total.inventories)),
      ("total", String(total.total)), ("excluded", String(accounts.excluded.count)),
    ]
  }
  report("account", times: times, facts)
}

/// Sums of coded records alone: `tansuo-bench account-sums --rows 10000000 --entities 40000 --items 20`.
func benchAccountSums(_ arguments: Arguments) {
  let rows = arguments.integer("rows", default: 10_000_000)
  let entities = arguments.integer("entities", default: 40_000)
  let items = arguments.integer("items", default: 20)
  let threads = arguments.integer("threads", default: Parallel.availableThreads)
  var generator = SeededGenerator(seed: 1)
  let cells = Cells<UInt32>(count: rows) { target in
    for row in 0..<rows { target[row] = UInt32(generator.integer(below: entities)) }
  }
  let codes = Cells<UInt32>(count: rows) { target in
    for row in 0..<rows { target[row] = UInt32(generator.integer(below: items)) }
  }
  let quantities = Cells<Double>(count: rows) { target in
    for row in 0..<rows { target[row] = generator.uniform() * 100 }
  }
  let coefficients = (0..<items).map { 1 + Double($0) / 7 }
  var times: [Double] = []
  var total = 0.0
  for _ in 0..<arguments.integer("repeat", default: 21) {
    let (time, sums) = seconds {
      ChannelSums.sums(
        cells: cells, recipes: codes, quantities: quantities, coefficients: coefficients, channels: 1,
        cellCount: entities, threads: threads)
    }
    times.append(time)
    total = sums.pairwiseSum()
  }
  report("account-sums", times: times, [("total", String(total)), ("rows", String(rows))])
}

/// An inventory's interval by simulation: `tansuo-bench account-draws --sources 20 --draws 10000`.
func benchAccountDraws(_ arguments: Arguments) throws {
  let sources = arguments.integer("sources", default: 20)
  let draws = arguments.integer("draws", default: 10_000)
  let threads = arguments.integer("threads", default: Parallel.availableThreads)
  // As many factors of their own as the peer draws: calorific value, carbon content and oxidation for each source.
  var factors = "key,item,property,value,unit,region,edition,source,verified,uncertainty\n"
  var activity = "entity,year,item,quantity,unit,uncertainty\n"
  for source in 0..<sources {
    factors += "f\(source).ncv,f\(source),ncv,\(20 + source),GJ/t,cn,bench,bench,yes,8\n"
    factors += "f\(source).carbon_content,f\(source),carbon_content,\(20 + source),tC/TJ,cn,bench,bench,yes,10\n"
    factors += "f\(source).oxidation,f\(source),oxidation,95,%,cn,bench,bench,yes,3\n"
    activity += "A,2022,f\(source),\(1000 + 37 * source),t,5\n"
  }
  let accounts = try CarbonAccounts(
    of: TableSource.read(bytes: Array(activity.utf8)).table,
    library: FactorLibrary.builtIn.adding(Array(factors.utf8), file: "bench.csv"),
    options: AccountOptions(threads: threads))
  var times: [Double] = []
  var last: InventoryUncertainty?
  for _ in 0..<arguments.integer("repeat", default: 21) {
    let (time, result) = seconds { accounts.simulatedUncertainty(of: accounts.inventories[0], draws: draws) }
    times.append(time)
    last = result
  }
  report(
    "account-draws", times: times,
    [("low", String(last!.low)), ("high", String(last!.high)), ("mean", String(last!.mean))])
}
