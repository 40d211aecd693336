import Bottlenecks
import Evidence
import NumericalMethods
import SurveyDesigns
import Tables

/// `tansuo-bench bottlenecks --enterprises 426 --respondents 3497 --dimensions 6 --draws 1000 --threads 2`: a whole study,
/// then the same without draws and permutations, so that their part can be told.
func benchBottlenecks(_ arguments: Arguments) throws {
  let enterprises = arguments.integer("enterprises", default: 426)
  let respondents = arguments.integer("respondents", default: 3497)
  let count = arguments.integer("dimensions", default: 6)
  var generator = SeededGenerator(seed: 11)
  let owners = (0..<respondents).map { _ in generator.integer(below: enterprises) }
  var entity = ColumnBuilder(name: "entity")
  for owner in owners { entity.append("E\(owner)") }
  let table = try Table(name: "responses", columns: [entity.finished()])
  let dimensions = (0..<count).map { place in
    BottleneckDimension(
      id: "d\(place)",
      items: (0..<3).map { item in
        let scores = owners.map { Double(1 + (generator.integer(below: 5) + $0 % (place + 2)) % 5) }
        return BottleneckItem("i\(place)\(item)", presence: scores.map { $0 >= 4 }, scores: scores, scale: 1...5)
      }, atLeast: 2)
  }
  func numbers() -> [Double?] { (0..<enterprises).map { _ in generator.uniform() * 100 } }
  func names(_ count: Int) -> [String?] { (0..<enterprises).map { _ in "g\(generator.integer(below: count))" } }
  let register = try BottleneckEnterprises(
    ids: (0..<enterprises).map { "E\($0)" },
    metrics: [
      .init("total", numbers(), role: .emissions), .init("tce", numbers(), role: .energy),
      .init("valueAdded", numbers(), role: .valueAdded), .init("intensity", numbers()), .init("grade", numbers()),
    ], groupings: [.init("sector", names(8)), .init("size", names(3)), .init("province", names(9))])
  let design = try SurveyDesign(of: table, clusters: ["entity"])
  var options = BottleneckStudy.Options()
  options.draws = arguments.integer("draws", default: 1000)
  options.permutations = arguments.integer("permutations", default: 1000)
  options.threads = arguments.integer("threads", default: Parallel.availableThreads)
  var bare = options
  bare.draws = 0
  bare.permutations = 0
  var times: [Double] = []
  var withoutDraws: [Double] = []
  var first = ""
  for _ in 0..<arguments.integer("repeat", default: 7) {
    let (elapsed, study) = try seconds {
      try BottleneckStudy(
        of: dimensions, respondents: table, entity: "entity", design: design, enterprises: register, options: options)
    }
    times.append(elapsed)
    first = study.dimensions[study.order[0]].id
    withoutDraws.append(
      try seconds {
        try BottleneckStudy(
          of: dimensions, respondents: table, entity: "entity", design: design, enterprises: register, options: bare)
      }.seconds)
  }
  report("bottlenecks", times: times, [("withoutDraws", "\(withoutDraws)"), ("first", "\"\(first)\"")])
}
