import Evidence
import Glibc
import NumericalMethods
import TableSources
import Tables

/// A file into typed columns: `tansuo-bench read --file survey.csv --threads 2`.
///
/// The answer is a sum of the numbers and a count of what is missing for each column, by which peers are compared.
func benchReading(_ arguments: Arguments) throws {
  guard let path = arguments.text("file") else {
    print("usage: tansuo-bench read --file FILE [--threads N] [--repeat N]")
    exit(2)
  }
  let threads = arguments.integer("threads", default: Parallel.availableThreads)
  var times: [Double] = []
  var facts: [(String, String)] = []
  for _ in 0..<arguments.integer("repeat", default: 7) {
    let (time, read) = try seconds { try TableSource.read(path, options: ReadingOptions(threads: threads)) }
    times.append(time)
    if facts.isEmpty {
      facts = [("residentAnonymousKB", String(residentAnonymousKilobytes()))] + contents(of: read.table)
    }
  }
  report("read", times: times, facts + [("threads", String(threads))])
}

private func contents(of table: Table) -> [(String, String)] {
  let columns = table.columns.map { column in
    let sum = column.numbers().reduce(0) { $1.isNaN ? $0 : $0 + $1 }
    let missing = column.missingCounts().reduce(0, +)
    return "{\"kind\": \"\(column.kindName)\", \"sum\": \(sum), \"missing\": \(missing)}"
  }
  return [("rows", String(table.rowCount)), ("columns", "[\(columns.joined(separator: ", "))]")]
}

/// Memory that no file backs, while the table is held.
private func residentAnonymousKilobytes() -> Int {
  guard let file = fopen("/proc/self/status", "r") else { return 0 }
  defer { fclose(file) }
  var line = [CChar](repeating: 0, count: 256)
  while fgets(&line, 256, file) != nil {
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if text.hasPrefix("RssAnon:") { return Int(text.split { $0 == " " || $0 == "\t" }[1]) ?? 0 }
  }
  return 0
}
