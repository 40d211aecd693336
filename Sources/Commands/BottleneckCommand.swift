import BottleneckPresentation
import Bottlenecks
import CommandGrammar
import Documents
import Evidence
import Presentation
import StructuredText
import Studies
import TableSources

extension CommandDescription {
  static let bottleneck = CommandDescription(
    "bottleneck", in: .findings,
    Label(
      chinese: "瓶颈：普遍程度、严重程度、背后的排放、对比、驱动因素和名次",
      english: "bottlenecks: prevalence, severity, the emissions behind them, ranks"),
    details: [
      Label(
        chinese:
          "研究文件的 bottlenecks 写明各维度的题目和判据；数据、设计和核算取自同一文件。区间由企业的自助抽样得到，对比按行业和规模调整。",
        english:
          "The study file's 'bottlenecks' names dimensions with items and evidence rules; data, design and account are those of the same file. Intervals are over redrawn enterprises, contrasts adjusted for sector and size."
      )
    ],
    examples: [
      Example("tansuo bottleneck study.yml", Label(chinese: "研究文件中的各维度", english: "the dimensions of a study")),
      Example(
        "tansuo bottleneck study.yml --rank-by obstacle-degree --json",
        Label(chinese: "按障碍度排名，输出 JSON", english: "ranked by obstacle degree, as JSON")),
    ],
    operands: [.study],
    options: [.criterion, .bottleneckDraws, .bottleneckPermutations, .seed, .style, .threads]
  ) { invocation, surroundings throws(Fault) in
    let study = try Study(opening: invocation.required(.study))
    guard let folder = study.folder else { return try bottlenecks(study, invocation, surroundings) }
    return try ReadingBounds(startingIn: folder).hold { () throws(Fault) in
      try bottlenecks(study, invocation, surroundings)
    }
  }

  private static func bottlenecks(
    _ study: Study, _ invocation: Invocation, _ surroundings: Surroundings
  ) throws(Fault) -> Output {
    guard let asked = study.bottlenecks else {
      throw Fault(StudyFault.noBottlenecks, at: Place(file: study.file))
    }
    let request = try BottleneckRequest(study, asked, surroundings)
    let options = Self.options(asked, invocation, surroundings)
    let result = try BottleneckStudy(
      of: request.dimensions, respondents: request.responses.table, entity: request.entity, design: request.design,
      enterprises: request.enterprises, outcomes: request.outcomes, stages: request.stages, options: options)
    let style = invocation.choice(.style, of: TableStyle.self) ?? .spss
    var inputs: [Provenance.Input] = []
    for input in request.inputs where !inputs.contains(input) { inputs.append(input) }
    let files = inputs
    let adjusting = options.adjustFor.filter { name in request.enterprises.groupings.contains { $0.name == name } }
    let method: JSONObject = [
      "enterpriseThreshold": options.enterpriseThreshold.json, "rankBy": .string(result.criterion.rawValue),
      "prevalence": "design-based, logit; at 0 and 1 Wilson over clusters", "severity": "relative importance index",
      "obstacleDegree": "range-standardised items, entropy weights, mean over enterprises",
      "shares": "of the sample's total over enterprises with a figure",
      "contrast": .string(
        adjusting.isEmpty ? "welch" : "linear regression with \(adjusting.joined(separator: ", ")); welch beside it"),
      "adjustment": "holm over all contrasts", "drivers": "lmg", "draws": .integer(options.draws),
      "intervals": "percentile 95 %, enterprises redrawn within strata", "seed": .integer(Int(options.seed)),
      "permutations": .integer(options.permutations), "groups": "empirical Bayes, beta-binomial by moments",
      "necessity": "1 - load as the condition; the lower left where more of the outcome is worse",
    ]
    return Output(
      document: { language in result.document(style: style, in: language) },
      envelope: { _ throws(Fault) in
        Envelope("bottleneck/1", inputs: files, method: method, result: result.json)
      }, caveats: request.caveats + result.caveats)
  }

  private static func options(
    _ asked: Study.Bottlenecks, _ invocation: Invocation, _ surroundings: Surroundings
  ) -> BottleneckStudy.Options {
    var options = BottleneckStudy.Options()
    options.enterpriseThreshold = asked.threshold
    options.criterion = invocation.choice(.criterion, of: BottleneckCriterion.self) ?? .priority
    options.draws = invocation.integer(.bottleneckDraws) ?? asked.draws
    options.permutations = invocation.integer(.bottleneckPermutations) ?? options.permutations
    options.seed = UInt64(invocation.integer(.seed) ?? 1)
    options.threads = surroundings.threads
    return options
  }
}

extension CommandOption {
  fileprivate static let criterion = CommandOption(
    "rank-by", .choice(of: BottleneckCriterion.self), default: "priority",
    Label(
      chinese: "按什么排名；priority 为普遍程度乘以严重程度",
      english: "what dimensions are ranked by; priority is prevalence times severity"))
  fileprivate static let bottleneckPermutations = CommandOption(
    "permutations", .integer(0...10_000_000), default: "1000",
    Label(
      chinese: "求必要条件 p 值的重排次数，0 为不算", english: "how often outcomes are dealt anew for necessary conditions; 0 for none"
    ))
  fileprivate static let bottleneckDraws = CommandOption(
    "draws", .integer(0...100_000),
    Label(
      chinese: "区间的自助抽样次数，未给时取研究文件的 draws",
      english: "how often enterprises are redrawn; as the study file says unless given"))
}
