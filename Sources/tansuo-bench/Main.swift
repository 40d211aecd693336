import Evidence
import Glibc
import Phrasebook

/// Times one piece of work inside the process, on data already in memory, for `script/bench`, which runs a peer on
/// the same data in the same sitting and compares the answers first.
///
///     tansuo-bench joint-counts --rows 1000000 --items 100 --threads 2
///
/// prints one JSON object: the seconds of each repetition and a digest of the answer.
@main enum Main {
  /// Each subject takes its arguments and returns what is to be printed beside the times.
  static let subjects: [String: @Sendable (Arguments) throws -> Void] = [
    "joint-counts": { try benchJointCounts($0) },
    "screen": { try benchScreen($0) },
    "weighted-screen": { try benchWeightedScreen($0) },
    "design": { try benchDesign($0) },
    "exact": { try benchExact($0) },
    "monte-carlo": { try benchMonteCarlo($0) },
    "correlations": { try benchCorrelations($0) },
    "polychoric": { try benchPolychoric($0) },
    "read": { try benchReading($0) },
    "account": { try benchAccount($0) },
    "account-sums": { benchAccountSums($0) },
    "account-draws": { try benchAccountDraws($0) },
    "linkage": { try benchLinkage($0) },
    "dbscan": { try benchDBSCAN($0) },
    "necessity": { try benchNecessity($0) },
    "bottlenecks": { try benchBottlenecks($0) },
  ]

  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count > 1, let subject = subjects[arguments[1]] else {
      print("usage: tansuo-bench \(subjects.keys.sorted().joined(separator: "|")) [--option value]…")
      exit(2)
    }
    do {
      try subject(Arguments(Array(arguments.dropFirst(2))))
    } catch {
      let report = (error as? Fault)?.report(in: .english) ?? "tansuo-bench: \(error)\n"
      _ = write(STDERR_FILENO, report, report.utf8.count)
      exit(1)
    }
  }
}

/// `--name value` pairs.
struct Arguments {
  private var values: [String: String] = [:]

  init(_ words: [String]) {
    var index = 0
    while index + 1 < words.count {
      values[String(words[index].dropFirst(2))] = words[index + 1]
      index += 2
    }
  }

  func text(_ name: String) -> String? { values[name] }
  func integer(_ name: String, default standard: Int) -> Int { values[name].flatMap { Int($0) } ?? standard }
  func number(_ name: String, default standard: Double) -> Double { values[name].flatMap { Double($0) } ?? standard }
}

/// The wall-clock seconds that `body` takes.
func seconds<Value>(_ body: () throws -> Value) rethrows -> (seconds: Double, value: Value) {
  var start = timespec()
  var end = timespec()
  clock_gettime(CLOCK_MONOTONIC, &start)
  let value = try body()
  clock_gettime(CLOCK_MONOTONIC, &end)
  return (Double(end.tv_sec - start.tv_sec) + 1e-9 * Double(end.tv_nsec - start.tv_nsec), value)
}

/// Prints the times and what the answer was.
func report(_ subject: String, times: [Double], _ facts: [(String, String)]) {
  let extra = facts.map { ", \"\($0.0)\": \($0.1)" }.joined()
  print("{\"subject\": \"\(subject)\", \"seconds\": \(times)\(extra)}")
}
