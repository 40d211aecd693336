import Codebooks
import CommandGrammar
import Documents
import Evidence
import Findings
import Phrasebook
import Presentation

/// A study's findings as a document: claims first, then each analysis with its table, its base and its recipe.
public struct StudyReport: Sendable {
  let run: StudyRun
  let wording: Wording

  public init(of run: StudyRun, wording: Wording) {
    self.run = run
    self.wording = wording
  }

  private var study: Study { run.plan.study }

  /// - Parameter mostRows: Longer tables are cut to two thirds of it, and a note says which command prints all of them;
  ///   `nil` cuts none.
  /// - Complexity: O(*cells* of all tables).
  public func document(in language: Language, mostRows: Int? = 30) -> Document {
    let page = ReportPage(run: run, wording: wording, language: language, mostRows: mostRows)
    return Document(
      title: study.title.text(in: language) ?? study.id, language: language.rawValue, page.blocks, recipes: page.recipes
    ).numbered()
  }
}

private struct ReportPage {
  let run: StudyRun
  let wording: Wording
  let language: Language
  let mostRows: Int?

  private var study: Study { run.plan.study }
  private var isChinese: Bool { language == .chinese }
  private func say(_ chinese: String, _ english: String) -> String { isChinese ? chinese : english }
  private func text(_ label: Label) -> String { label.text(in: language) ?? "" }

  var blocks: [Block] {
    var blocks: [Block] = [.heading(level: 1, Phrase(text(study.title)))]
    if study.isSynthetic {
      blocks.append(
        .note(
          Phrase(
            say(
              "合成数据：本报告所用的回答和数字由程序生成，并非任何人或任何企业的。",
              "Synthetic data: the answers and figures behind this report were made by a program and are nobody's."))))
    }
    if !study.notes.isEmpty { blocks.append(.paragraph(Phrase(text(study.notes)))) }
    blocks += summary
    for part in StudyStep.Part.allCases {
      let outcomes = run.outcomes.filter { $0.step.part == part }
      guard !outcomes.isEmpty else { continue }
      blocks.append(.heading(level: 2, Phrase(text(part.title))))
      for outcome in outcomes { blocks += section(outcome, below: part.title) }
    }
    return blocks + recommendations + methods
  }

  /// What hovering over a number shows: the command that gives it and where it stands in the command's JSON.
  var recipes: [String: String] {
    var recipes: [String: String] = [:]
    for outcome in run.outcomes {
      for measure in outcome.findings.flatMap(\.measures) {
        recipes[measure.id] = "\(outcome.step.commandLine) --json → result.\(measure.path)"
      }
    }
    return recipes
  }

  // MARK: The claims

  private var summary: [Block] {
    let order: [Strength] = [.contradiction, .strong, .moderate, .weak, .description, .none, .withheld, .failed]
    let items: [[Block]] = order.flatMap { strength in
      run.outcomes.flatMap { outcome in
        outcome.findings.filter { $0.strength == strength }.map { item(outcome.step, $0, of: outcome.findings.count) }
      }
    }
    guard !items.isEmpty else { return [] }
    return [.heading(level: 2, Phrase(say("主要发现", "Key findings"))), .list(ordered: true, items)]
  }

  /// What it is about where the sentence alone may not say so, the claim, and how firm it is.
  private func item(_ step: StudyStep, _ finding: Finding, of count: Int) -> [Block] {
    var phrase = Phrase()
    if count == 1, !step.title.isEmpty {
      phrase.inlines += [.strong(Phrase(text(step.title) + say("。", "."))), .text(say("", " "))]
    }
    phrase.inlines += finding.headline.phrase(in: language).inlines
    phrase.inlines += [.text(say("〔", " [")), .emphasis(Phrase(text(finding.strength.name))), .text(say("〕", "]"))]
    return [.paragraph(phrase)]
  }

  // MARK: One analysis

  private func section(_ outcome: StudyOutcome, below heading: Label) -> [Block] {
    let step = outcome.step
    var title = text(step.title)
    if title.isEmpty, outcome.findings.count == 1 { title = text(outcome.findings[0].title) }
    if title.isEmpty { title = text(step.part.stepTitle(step)) }
    var blocks: [Block] = title == text(heading) ? [] : [.heading(level: 3, Phrase(title))]
    // What the checks found stands in their tables, right below.
    let hedges = step.part == .published ? { _ in [] } : hedges
    if outcome.findings.count > 3 {
      blocks.append(
        .list(
          ordered: false,
          outcome.findings.map { finding in
            [.paragraph(Phrase([.strong(finding.headline.phrase(in: language))]))] + hedges(finding)
          }))
    } else {
      for finding in outcome.findings {
        blocks.append(.paragraph(Phrase([.strong(finding.headline.phrase(in: language))])))
        blocks += hedges(finding)
      }
    }
    if let tie = tie(outcome) { blocks.append(.paragraph(tie)) }
    guard case .success(let completed) = outcome.completed else { return blocks + [recipe(step)] }
    blocks += completed.documents[language].map { shortened($0.blocks, step) } ?? []
    blocks += bases(completed.questions.filter { !isShownBefore($0, outcome) })
    // The head of the report says once for all that the data are synthetic.
    let caveats = completed.caveats.filter { !study.isSynthetic || $0.code != CodebookCaveat.synthetic.rawValue }
    blocks += caveats.map { .note(Phrase($0.message(in: language, from: wording).what)) }
    return blocks + [recipe(step)]
  }

  private func hedges(_ finding: Finding) -> [Block] {
    switch finding.hedges.count {
    case 0: []
    case 1...2:
      [
        .paragraph(
          finding.hedges.dropFirst().reduce(finding.hedges[0].phrase(in: language)) {
            $0 + Phrase(say("", " ")) + $1.phrase(in: language)
          })
      ]
    default: [.list(ordered: false, finding.hedges.map { [.paragraph($0.phrase(in: language))] })]
    }
  }

  private func recipe(_ step: StudyStep) -> Block { .code(language: "sh", step.commandLine + "\n") }

  /// Tables cut to what a reader takes in, and headings set below that of the section.
  private func shortened(_ blocks: [Block], _ step: StudyStep) -> [Block] {
    blocks.map { block in
      switch block {
      case .heading(let level, let phrase): return .heading(level: min(6, level + 3), phrase)
      case .table(var table):
        guard let mostRows, table.rows.count > mostRows else { return block }
        let kept = 2 * mostRows / 3
        let left = table.rows.count - kept
        table.rows = Array(table.rows.prefix(kept))
        table.notes.append(
          .init(
            Phrase(say("另有 \(left) 行未列出，下面的命令给出全部。", "\(left) more rows are left out; the command below prints all."))))
        return .table(table)
      default: return block
      }
    }
  }

  /// Whether an earlier analysis of the report has printed the card.
  private func isShownBefore(_ card: QuestionCard, _ outcome: StudyOutcome) -> Bool {
    run.outcomes.prefix { $0.step.id != outcome.step.id }.contains { earlier in
      if case .success(let completed) = earlier.completed { completed.questions.contains(card) } else { false }
    }
  }

  /// The words of the questions, who answered, and why others did not.
  private func bases(_ cards: [QuestionCard]) -> [Block] {
    guard !cards.isEmpty else { return [] }
    let rows = cards.map { card in
      let reasons = card.missing.map { "\(Naming.missing($0.way, in: language)) \($0.count)" }
      return DocumentTable.Row([
        .init(card.name), .init(text(card.wording)), .init(String(card.n)),
        .init(reasons.isEmpty ? "–" : reasons.joined(separator: say("、", ", "))),
      ])
    }
    return [
      .table(
        DocumentTable(
          title: Phrase(say("题目与基数", "Questions and their bases")),
          columns: [
            .init(Phrase(say("列", "Column"))), .init(Phrase(say("题目", "Question"))),
            .init(Phrase(say("有效回答", "Valid answers")), .right), .init(Phrase(say("缺失", "Missing"))),
          ], rows: rows))
    ]
  }

  // MARK: What the analysis has to do with emissions

  /// The bottleneck a question is evidence of, and the emissions of the enterprises that show it.
  private func tie(_ outcome: StudyOutcome) -> Phrase? {
    guard outcome.step.part == .survey, case .success(let completed) = outcome.completed else { return nil }
    let names = Set(completed.questions.map(\.name))
    let tied = (study.bottlenecks?.dimensions ?? []).enumerated().map { index, dimension in
      (index: index, dimension: dimension, questions: dimension.items.count { names.contains($0.column) })
    }.filter { $0.questions > 0 }
    // Of questions on several bottlenecks none can be named for all.
    guard tied.count == 1, let tie = tied.first,
      let share = run.emissionsShare(ofDimension: tie.dimension.id, at: tie.index)
    else { return nil }
    let facts: [String: Sentence.Fact] = ["name": .name(tie.dimension.label), "share": .measure(share)]
    return tie.questions == 1 && names.count == 1
      ? Sentence(
        "此题属于瓶颈“{name}”：有此瓶颈的企业占样本排放的 {share}。",
        "The question belongs to the bottleneck ‘{name}’: enterprises that show it stand for {share} of the sample's emissions.",
        facts
      ).phrase(in: language)
      : Sentence(
        "这里有题目属于瓶颈“{name}”：有此瓶颈的企业占样本排放的 {share}。",
        "There are questions here on the bottleneck ‘{name}’: enterprises that show it stand for {share} of the sample's emissions.",
        facts
      ).phrase(in: language)
  }

  // MARK: What follows

  private var recommendations: [Block] {
    var items: [[Block]] = []
    for policy in Policy.allCases {
      let findings = run.findings(for: policy)
      guard !findings.isEmpty else { continue }
      items.append([
        .paragraph(
          Phrase([.strong(Phrase(text(policy.name))), .text(say("：", ": ") + text(policy.measure) + say("。", "."))])),
        .list(ordered: false, findings.map { [.paragraph($0.headline.phrase(in: language))] }),
      ])
    }
    guard !items.isEmpty else { return [] }
    let source = Policy.source.text(in: language) ?? ""
    return [
      .heading(level: 2, Phrase(say("建议", "Recommendations"))),
      .paragraph(
        Phrase(
          say(
            "建议出自\(source)；各条之下是本研究的证据，说明问题的普遍程度，不证明该措施有效。",
            "The measures are proposed in \(source); below each stands what this study found, which tells how common the problem is and not that the measure works."
          ))), .list(ordered: false, items),
    ]
  }

  // MARK: How it was done

  private var methods: [Block] {
    var inputs: [Provenance.Input] = []
    for outcome in run.outcomes {
      guard case .success(let completed) = outcome.completed else { continue }
      for input in completed.inputs where !inputs.contains(input) { inputs.append(input) }
    }
    let files = DocumentTable(
      title: Phrase(say("数据文件", "Data files")),
      columns: [
        .init(Phrase(say("文件", "File"))), .init(Phrase(say("行", "Rows")), .right), .init("SHA-256"),
      ],
      rows: inputs.map { input in
        .init([.init(input.path), .init(String(input.rows)), .init(Phrase([.code(String(input.sha256.prefix(16)))]))])
      })
    return [
      .heading(level: 2, Phrase(say("方法与复核", "Methods, and how to check"))),
      .paragraph(
        Phrase(
          say(
            "显著性水平 \(DisplayRule.decimals(2).text(study.alpha, style: .gb))。每项分析下面的命令在研究文件所在的文件夹中运行，给出同样的数；findings.json 记有每个数的来处，“tansuo verify findings.json”逐一重算。",
            "The level of significance is \(DisplayRule.decimals(2).text(study.alpha, style: .gb)). The command below each analysis, typed in the folder of the study, gives the same numbers; findings.json says where each number comes from, and ‘tansuo verify findings.json’ computes them all again."
          ))),
      .paragraph(
        Phrase(
          say(
            "强、中等、弱按效应量分级（克莱姆 V 按较小边折算，相关系数，ω²，Cohen 的界限；瓶颈按企业占比的区间下限 50% 与 30%），并以顾及抽样设计的检验为前提；“未见证据”不等于没有。",
            "Strong, moderate and weak grade the size of an effect (Cramér's V for the smaller side, correlations, ω², by Cohen's bounds; bottlenecks by whether the lower end of the share of enterprises passes 50% and 30%) where the test that heeds the design finds one; ‘no evidence’ does not mean that there is nothing."
          ))),
      .table(files),
      .paragraph(Phrase(say("由 tansuo \(Version.number) 生成。", "Made by tansuo \(Version.number)."))),
    ]
  }
}

extension StudyRun {
  /// The policy a finding speaks for: that of its analysis, or of the bottleneck it is about.
  func policy(of finding: Finding, _ step: StudyStep) -> Policy? {
    guard step.part == .bottlenecks else { return step.policy }
    return plan.study.bottlenecks?.dimensions.first { $0.label == finding.title }?.policy
  }

  /// What follows from a finding, where the study says in which direction to look.
  func recommendation(of finding: Finding, _ step: StudyStep) -> Sentence? {
    policy(of: finding, step).flatMap { finding.recommendation($0) }
  }

  /// The findings that speak for a policy and are firm enough.
  func findings(for policy: Policy) -> [Finding] {
    outcomes.flatMap { outcome in
      outcome.findings.filter { self.policy(of: $0, outcome.step) == policy && $0.recommendation(policy) != nil }
    }
  }

  /// The share of emissions behind a bottleneck, as the step of the bottlenecks computed it.
  func emissionsShare(ofDimension id: String, at index: Int) -> Measure? {
    for outcome in outcomes where outcome.step.part == .bottlenecks {
      guard case .success(let completed) = outcome.completed else { continue }
      for finding in outcome.findings {
        for measure in finding.measures
        where measure.path.description == "dimensions[\(index)].emissionsShare"
          && completed.result["dimensions"]?[index]?["id"]?.asString == id
        {
          return measure
        }
      }
    }
    return nil
  }
}

extension StudyStep.Part {
  var title: Label {
    switch self {
    case .survey: Label(chinese: "调查", english: "The survey")
    case .bottlenecks: Label(chinese: "瓶颈", english: "Bottlenecks")
    case .carbon: Label(chinese: "碳核算", english: "Carbon account")
    case .benchmarks: Label(chinese: "对标", english: "Benchmarks")
    case .published: Label(chinese: "已发表结果的核对", english: "Published results checked")
    }
  }

  /// What a step without a title of its own is called.
  func stepTitle(_ step: StudyStep) -> Label {
    switch self {
    case .survey: Label(chinese: step.id, english: step.id)
    case .bottlenecks: Label(chinese: "各维度的瓶颈", english: "Bottlenecks by dimension")
    case .carbon: Label(chinese: "排放总量", english: "Total emissions")
    case .benchmarks: Label(chinese: "碳强度对标", english: "Carbon intensity side by side")
    case .published: Label(chinese: "逐项核对", english: "Check by check")
    }
  }
}
