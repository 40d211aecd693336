import CommandGrammar
import CrosstabPresentation
import Crosstabs
import Documents
import Evidence
import Phrasebook
import Presentation
import RepeatedAnswers
import StructuredText
import SurveyDesigns
import Tables

extension CommandDescription {
  static let paired = CommandDescription(
    "paired", in: .test,
    Label(
      chinese: "同一批人的多次回答：McNemar、Bowker、Cochran Q",
      english: "the same people asked twice or more: McNemar, Bowker, Cochran's Q"),
    details: [
      Label(
        chinese: "两题：两类用 McNemar，更多类别用 Bowker 与 Stuart–Maxwell。三题及以上的是非题，或一道多选题的各选项：Cochran Q。",
        english:
          "Two questions: McNemar for two categories, Bowker and Stuart–Maxwell for more. Three or more yes-or-no questions, or the options of a multiple-response set: Cochran's Q."
      )
    ],
    examples: [
      Example(
        "tansuo paired panel.csv --items before,after",
        Label(chinese: "前后两次的变化", english: "what changed between two rounds")),
      Example(
        "tansuo paired survey.csv --items aware,willing,acting",
        Label(chinese: "三道是非题的肯定率是否相同", english: "whether three yes-or-no questions get as many yes")),
      Example(
        "tansuo paired --table \"101,59;121,33\"", Label(chinese: "直接输入的表", english: "a typed table")),
    ],
    operands: [.data.optional], options: [.items, .typedTable, .freq, .style] + .design + .opening
  ) { invocation, surroundings throws(Fault) in
    let style = invocation.choice(.style, of: TableStyle.self) ?? .spss
    if let typed = invocation.text(.typedTable) {
      let answers = try PairedAnswers(ContingencyTable(typed: typed))
      return Output(
        document: { language in answers.document(style: style, in: language) },
        envelope: { language in Envelope("paired/1", method: ["level": 0.95], result: answers.json(in: language)) },
        caveats: answers.caveats)
    }
    let open = try OpenTable(invocation, surroundings)
    _ = try invocation.required(.items)
    let selection = invocation.columns(.items)!
    let set = open.table.responseSets.first { selection.words == [$0.name] }
    let columns = try open.columns(selection)
    let design = try SurveyDesign(invocation, open)
    let frequencies = try invocation.columns(.freq)?.column(in: open.table)
    if design != nil, frequencies != nil { throw Fault(OpeningFault.countsAndDesign) }
    let method = open.method(["level": 0.95, "adjustment": "holm", "naiveTests": "unweighted"])
    if set == nil, columns.count < 3 {
      guard columns.count == 2 else {
        throw Fault(PairedUsageFault.oneQuestion, ["column": .text(columns[0].name)])
      }
      let answers = try PairedAnswers(
        before: columns[0].categories(limit: 50), after: columns[1].categories(limit: 50), frequencies: frequencies,
        in: design)
      return Output(
        document: { language in answers.document(style: style, in: language) },
        envelope: { language throws(Fault) in
          try Envelope("paired/1", inputs: [open.input], method: method, result: answers.json(in: language))
        },
        caveats: open.caveats + (design?.caveats ?? []) + answers.caveats)
    }
    if let option = ([.freq] + [CommandOption].design).first(where: { invocation.isGiven($0) }) {
      throw Fault(PairedUsageFault.onlyForTwo, ["option": .text(option.dashed)])
    }
    let questions: RepeatedQuestions
    if let set {
      questions = try RepeatedQuestions(set, in: open.table)
    } else {
      var categories: [Categories] = []
      for column in columns { categories.append(try column.categories(limit: 50)) }
      questions = try RepeatedQuestions(categories)
    }
    return Output(
      document: { language in questions.document(style: style, in: language) },
      envelope: { _ throws(Fault) in
        try Envelope("paired/1", inputs: [open.input], method: method, result: questions.json)
      },
      caveats: open.caveats)
  }
}

/// What can be wrong with the way `paired` is asked for.
enum PairedUsageFault: String, FaultCode {
  case oneQuestion = "paired-one-question"
  case onlyForTwo = "paired-only-for-two"

  var kind: Fault.Kind { .usage }
}

extension PairedUsageFault: Worded {
  var words: Words {
    switch self {
    case .oneQuestion:
      Words(
        english: "'{column}' alone has nothing to be paired with", fix: "Name two columns: --items before,after",
        chinese: "只有“{column}”一列，无法配对", fix: "请指定两列：--items before,after")
    case .onlyForTwo:
      Words(
        english: "{option} goes with two questions, not with Cochran's Q of several",
        fix: "Leave {option} out, or compare the questions two by two",
        chinese: "{option} 只能用于两道题，不能用于多题的 Cochran Q", fix: "请去掉 {option}，或两两比较")
    }
  }
}
