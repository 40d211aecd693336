import CommandGrammar
import CrosstabPresentation
import Crosstabs
import Documents
import Evidence
import Phrasebook
import Presentation
import StructuredText
import SurveyDesigns
import Tables

extension CommandDescription {
  static let goodnessOfFit = CommandDescription(
    "goodness-of-fit", in: .test,
    Label(chinese: "卡方拟合优度：答案是否符合给定的比例", english: "whether answers follow given shares: the chi-square test of fit"),
    details: [
      Label(
        chinese: "比例按选项的顺序给出，会除以总和；未给时各选项相等。没有人选的选项也计入。",
        english:
          "Shares come in the order of the answers and are divided by their sum; without any, all answers are equally likely. Answers nobody gave take part."
      )
    ],
    examples: [
      Example(
        "tansuo goodness-of-fit survey.csv --items province --expected 0.5,0.3,0.2",
        Label(chinese: "样本的省份构成与总体是否一致", english: "whether the sample has the provinces of the population")),
      Example(
        "tansuo goodness-of-fit --table \"315,108,101,32\" --expected 9,3,3,1",
        Label(chinese: "直接输入的频数", english: "typed counts")),
    ],
    operands: [.data.optional], options: [.items, .expected, .typedTable, .freq, .style] + .design + .opening
  ) { invocation, surroundings throws(Fault) in
    let style = invocation.choice(.style, of: TableStyle.self) ?? .spss
    let shares = try invocation.expectedShares()
    var tests: [GoodnessOfFit] = []
    var opened: OpenTable?
    var design: SurveyDesign?
    if let typed = invocation.text(.typedTable) {
      tests.append(try GoodnessOfFit(counts: ContingencyTable(typed: typed).counts, proportions: shares))
    } else {
      let open = try OpenTable(invocation, surroundings)
      _ = try invocation.required(.items)
      let frequencies = try invocation.columns(.freq)?.column(in: open.table)
      design = try SurveyDesign(invocation, open)
      if design != nil, frequencies != nil { throw Fault(OpeningFault.countsAndDesign) }
      for column in try open.columns(invocation.columns(.items)) {
        tests.append(
          try GoodnessOfFit(of: column.categories(), proportions: shares, frequencies: frequencies, in: design))
      }
      opened = open
    }
    let choices: JSONObject = [
      "expected": shares.map { JSONValue($0) } ?? "equal",
      "correction": design == nil ? .null : "rao-scott-first-order",
    ]
    let (open, found) = (opened, tests)
    return Output(
      document: { language in
        Document(
          title: language == .chinese ? "拟合优度" : "Goodness of fit", language: language.rawValue,
          found.flatMap { $0.blocks(style: style, in: language) })
      },
      envelope: { language throws(Fault) in
        try Envelope(
          "goodness-of-fit/1", inputs: open?.inputs ?? [], method: open?.method(choices) ?? choices,
          result: ["items": .array(found.map { $0.json(in: language) })])
      },
      caveats: (open?.caveats ?? []) + (design?.caveats ?? []) + found.flatMap(\.test.caveats))
  }
}

extension CommandOption {
  static let expected = CommandOption(
    "expected", .text, placeholder: "SHARES",
    Label(chinese: "各选项的期望比例，以逗号分隔", english: "the share expected of each answer, separated by commas"))
}

extension Invocation {
  fileprivate func expectedShares() throws(Fault) -> [Double]? {
    guard let text = text(.expected) else { return nil }
    var shares: [Double] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let word = String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      guard let share = Double(word), share.isFinite, share > 0 else {
        throw Fault(ExpectedSharesFault.notAShare, ["text": .text(word), "place": .integer(shares.count + 1)])
      }
      shares.append(share)
    }
    return shares
  }
}

/// What can be wrong with `--expected`.
enum ExpectedSharesFault: String, FaultCode {
  case notAShare = "expected-not-a-share"

  var kind: Fault.Kind { .usage }
}

extension ExpectedSharesFault: Worded {
  var words: Words {
    switch self {
    case .notAShare:
      Words(
        english: "'{text}', number {place} of --expected, is not a number above 0",
        fix: "Write one positive number for each answer: --expected 9,3,3,1",
        chinese: "--expected 的第 {place} 个“{text}”不是正数", fix: "请为每个选项写一个正数：--expected 9,3,3,1")
    }
  }
}
