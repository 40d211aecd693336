import CommandGrammar
import CrosstabPresentation
import Crosstabs
import Documents
import Evidence
import JointCounts
import Presentation
import StructuredText
import SurveyDesigns
import Tables

extension CommandDescription {
  static let screen = CommandDescription(
    "screen", in: .test,
    Label(chinese: "检验所有题目两两之间的关联，由强到弱", english: "test every pair of items, strongest first"),
    examples: [
      Example(
        "tansuo screen survey.csv --items q1-q40", Label(chinese: "四十题两两检验", english: "all pairs of forty items")),
      Example(
        "tansuo screen survey.csv --items q1-q40 --against province --adjust bh",
        Label(chinese: "每题对省份，控制错误发现率", english: "each item against the province, false discoveries kept in check")),
      Example(
        "tansuo screen survey.csv --items q1-q40 --cluster enterprise --weights w",
        Label(chinese: "朴素检验与基于设计的检验并列", english: "naive and design-based tests side by side")),
    ],
    operands: [.data], options: [.items, .against, .adjust, .naive] + .design + .opening
  ) { invocation, surroundings throws(Fault) in
    let open = try OpenTable(invocation, surroundings)
    let adjustment = invocation.choice(.adjust, of: PValueAdjustment.self) ?? .holm
    let against = try invocation.columns(.against)?.column(in: open.table)
    let design = try SurveyDesign(invocation, open)
    let designColumns = try SurveyDesign.columnNames(invocation, open.table)
    let columns = try open.columns(invocation.columns(.items)).filter {
      $0.name != against?.name && !designColumns.contains($0.name)
    }
    let threads = surroundings.threads
    let screen: Screen
    var corrected: RaoScottScreen?
    if let design, design.hasWeights, design.drawsSingleRows {
      let sums = try WeightedJointCounts(
        of: columns, weights: design.weights, against: against, squares: true, threads: threads)
      screen = Screen(sums, keepsNaive: invocation.flag(.naive), adjustment: adjustment, threads: threads)
      corrected = RaoScottScreen(sums, in: design, adjustment: adjustment, threads: threads)
    } else {
      screen = try Screen(of: columns, against: against, adjustment: adjustment, threads: threads)
      if let design {
        corrected = try RaoScottScreen(
          of: columns, against: against, in: design, adjustment: adjustment, threads: threads)
      }
    }
    let beside = corrected
    let labels = Dictionary(
      (columns + [against].compactMap(\.self)).map { ($0.name, $0.label) }, uniquingKeysWith: { first, _ in first })
    var choices: JSONObject = ["test": "pearson", "adjustment": .string(adjustment.rawValue), "missing": "pairwise"]
    if design != nil { choices["designTest"] = "rao-scott-second-order-f" }
    let naiveOfWeights = screen.isWeighted && screen.hasNaiveTests
    choices["counts"] = screen.isWeighted ? "weighted" : "rows"
    let method = open.method(choices)
    return Output(
      document: { language in screen.document(beside: beside, labels: labels, in: language) },
      envelope: { _ throws(Fault) in
        try Envelope("screen/1", inputs: [open.input], method: method, result: screen.json(beside: beside))
      },
      caveats: open.caveats + (design?.caveats ?? [])
        + (naiveOfWeights ? [Caveat(CrosstabCaveat.weightsAsReplication)] : []))
  }
}

extension CommandOption {
  static let against = CommandOption(
    "against", .column, Label(chinese: "只检验与这一列的关联", english: "test the items against this column only"))
  static let adjust = CommandOption(
    "adjust", .choice(of: PValueAdjustment.self), default: "holm",
    Label(chinese: "多重检验的校正", english: "the correction for testing many pairs"))
}
