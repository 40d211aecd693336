import Clustering
import Glibc
import NumericalMethods

/// `tansuo-bench linkage --method ward --n 20000 --shape gaussians --threads 2 [--dimensions 7] [--write points.f64]`:
/// merges points made here.
///
/// Shapes: gaussians (40 of them), one, tails (Student t, two degrees of freedom), uniform, lattice, answers (distinct
/// patterns of n rows of five-point answers, with how often each occurs). Heights are on the scale of the engine.
func benchLinkage(_ arguments: Arguments) throws {
  let methods: [String: PointLinkage] = [
    "ward": .ward, "average-squared": .averageOfSquares, "average": .averageOfDistances, "single": .single,
    "complete": .complete, "weighted": .weightedOfDistances,
  ]
  guard let method = methods[arguments.text("method") ?? "ward"] else {
    print("--method \(methods.keys.sorted().joined(separator: "|"))")
    exit(2)
  }
  let shape = arguments.text("shape") ?? "gaussians"
  let points = linkagePoints(
    arguments.integer("n", default: 20_000), dimensions: arguments.integer("dimensions", default: 7), shape: shape,
    seed: UInt64(arguments.integer("seed", default: 1)))
  if let path = arguments.text("write"), let file = fopen(path, "w") {
    fwrite(points.columns, 8, points.columns.count, file)
    fclose(file)
  }
  let threads = arguments.integer("threads", default: Parallel.availableThreads)
  var before = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &before)
  let megabytesBefore = peakMegabytes()
  var times: [Double] = []
  var merges: [RawMerge] = []
  for _ in 0..<arguments.integer("repeat", default: 3) {
    let timed = try seconds { try AgglomerationEngines.merges(of: points, by: method, threads: threads) }
    times.append(timed.seconds)
    merges = timed.value
  }
  var after = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &after)
  func userSeconds(_ usage: rusage) -> Double { Double(usage.ru_utime.tv_sec) + 1e-6 * Double(usage.ru_utime.tv_usec) }
  let heights = merges.map(\.height).sorted()
  report(
    "linkage", times: times,
    [
      ("method", "\"\(arguments.text("method") ?? "ward")\""), ("shape", "\"\(shape)\""), ("points", "\(points.count)"),
      ("sum", "\(heights.reduce(0, +))"), ("sumOfRoots", "\(heights.reduce(0) { $0 + $1.squareRoot() })"),
      ("greatest", "\(heights.last ?? 0)"),
      ("userSecondsEach", "\((userSeconds(after) - userSeconds(before)) / Double(times.count))"),
      ("megabytesBefore", "\(megabytesBefore)"), ("peakMegabytes", "\(peakMegabytes())"),
    ])
}

/// The most memory this process has held. The figure of `getrusage` would begin with that of the process that started it.
private func peakMegabytes() -> Int {
  guard let file = fopen("/proc/self/status", "r") else { return 0 }
  defer { fclose(file) }
  var line = [CChar](repeating: 0, count: 256)
  while fgets(&line, 256, file) != nil {
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if text.hasPrefix("VmHWM:") { return (Int(text.filter(\.isNumber)) ?? 0) / 1024 }
  }
  return 0
}

/// Distinct points in lexicographic order.
private func linkagePoints(_ count: Int, dimensions: Int, shape: String, seed: UInt64) -> WeightedPoints {
  var random = SeededGenerator(seed: seed)
  let centers = (0..<40 * dimensions).map { _ in 6 * random.normal() }
  var rows = [Double](repeating: 0, count: count * dimensions)
  for row in 0..<count {
    let center = random.integer(below: 40)
    let (a, b) = (random.normal(), random.normal())
    let tail = 1 / ((a * a + b * b) / 2).squareRoot()
    let common = random.normal()
    for dimension in 0..<dimensions {
      let value = random.normal()
      rows[row * dimensions + dimension] =
        switch shape {
        case "one": value
        case "tails": value * tail
        case "uniform": random.uniform()
        case "lattice": (random.uniform() * 8).rounded(.down)
        case "answers": min(5, max(1, (3 + 0.85 * common + 0.7 * value).rounded()))
        default: value + centers[center * dimensions + dimension]
        }
    }
  }
  let order = (0..<count).sorted { a, b in
    for k in 0..<dimensions where rows[a * dimensions + k] != rows[b * dimensions + k] {
      return rows[a * dimensions + k] < rows[b * dimensions + k]
    }
    return false
  }
  var kept: [Int] = []
  var weights: [Double] = []
  for row in order {
    if let last = kept.last,
      (0..<dimensions).allSatisfy({ rows[last * dimensions + $0] == rows[row * dimensions + $0] })
    {
      weights[weights.count - 1] += 1
    } else {
      kept.append(row)
      weights.append(1)
    }
  }
  return WeightedPoints(
    columns: (0..<dimensions).flatMap { dimension in kept.map { rows[$0 * dimensions + dimension] } },
    count: kept.count, weights: kept.count < count ? weights : nil)
}
