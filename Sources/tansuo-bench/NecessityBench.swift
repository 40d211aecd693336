import Bottlenecks
import NumericalMethods

/// `tansuo-bench necessity --rows 426 --permutations 10000 --threads 2`: both ceilings of a condition, with p-values.
func benchNecessity(_ arguments: Arguments) throws {
  var generator = SeededGenerator(seed: 7)
  let rows = arguments.integer("rows", default: 426)
  var (x, y): ([Double?], [Double?]) = ([], [])
  for _ in 0..<rows {
    let condition = generator.uniform()
    x.append(condition)
    y.append(generator.uniform() * (0.3 + 0.7 * condition))
  }
  var options = NecessaryCondition.Options()
  options.permutations = arguments.integer("permutations", default: 10_000)
  options.threads = arguments.integer("threads", default: Parallel.availableThreads)
  let (condition, outcome) = (NecessaryCondition.Variable("x", x), NecessaryCondition.Variable("y", y))
  var times: [Double] = []
  var effect = 0.0
  var p = 0.0
  for _ in 0..<arguments.integer("repeat", default: 9) {
    let (elapsed, analysis) = try seconds { try NecessaryCondition(of: condition, for: outcome, options: options) }
    times.append(elapsed)
    effect = analysis.steps.effect
    p = analysis.steps.permutation?.pValue ?? 1
  }
  report("necessity", times: times, [("rows", "\(rows)"), ("effect", "\(effect)"), ("p", "\(p)")])
}
