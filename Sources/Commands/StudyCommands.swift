import Codebooks
import CommandGrammar
import Documents
import Evidence
import Findings
import Phrasebook
import Presentation
import StructuredText
import Studies
import TableSources
import Tables

extension CommandDescription {
  static let run = CommandDescription(
    "run", in: .findings,
    Label(chinese: "运行整项研究，写出中英文报告", english: "run a whole study and write its report in Chinese and English"),
    details: [
      Label(
        chinese:
          "研究文件（YAML）写明数据、编码簿、抽样设计、分析、瓶颈、对标和要核对的已发表结果；“tansuo init”可写初稿。报告文件夹整体替换：任何时候看到的都是完整的旧报告或新报告。",
        english:
          "The study file (YAML) names data, codebook, design, analyses, bottlenecks, benchmarks and published results to check; 'tansuo init' drafts one. The folder of the report is replaced whole: whoever looks finds the old report or the new one."
      )
    ],
    examples: [
      Example(
        "tansuo run study.yml",
        Label(chinese: "报告写入 study.yml 中 study 一项命名的文件夹", english: "the report, in a folder named after the study")),
      Example("tansuo run study.yml --plan", Label(chinese: "只列出将做哪些分析", english: "only list what will be done")),
      Example(
        "tansuo run study.yml --out reports/2022", Label(chinese: "写入指定文件夹", english: "into a folder of your choice")),
    ],
    operands: [.study], options: [.folder, .planOnly]
  ) { invocation, surroundings throws(Fault) in
    let study = try Study(opening: invocation.required(.study))
    let plan = try StudyPlan(study, commands: CommandRegistry.all)
    if invocation.flag(.planOnly) { return try planOutput(plan, surroundings) }
    let wording = CommandRegistry.wording
    let run = try StudyRun(plan, in: surroundings, wording: wording)
    let folder = invocation.text(.folder) ?? "\(study.id)-findings"
    let report = StudyReport(of: run, wording: wording)
    var remarks: [Caveat] = []
    let files = try report.files(
      studyPath: RelativePath.path(to: study.file, from: folder), in: surroundings
    ) { if !remarks.contains($0) { remarks.append($0) } }
    let failed = run.failedAnalyses
    let isWithheld = run.isPartlyWithheld
    var output = Output(
      document: { language in report.summary(folder: folder, files: files.map(\.path), in: language) },
      envelope: { _ throws(Fault) in
        Envelope(
          "run/1", inputs: run.inputs, method: ["alpha": study.alpha.json],
          result: [
            "folder": .string(folder), "files": JSONValue(files.map(\.path)), "analyses": .integer(plan.steps.count),
            "findings": .integer(run.outcomes.reduce(0) { $0 + $1.findings.count }), "failed": JSONValue(failed),
          ])
      },
      caveats: remarks + failed.map { Caveat(StudyCaveat.failedAnalysis, ["id": .text($0)]) }
        + run.withheldAnalyses.map { Caveat(StudyCaveat.withheldPart, ["id": .text($0)]) },
      ending: !failed.isEmpty ? .failedPart : isWithheld ? .withheldPart : .done)
    output.folder = Output.Folder(path: folder, files: files)
    return output
  }

  static let verify = CommandDescription(
    "verify", in: .findings,
    Label(chinese: "用数据重算报告中的每个数", english: "compute every number of a report again from the data"),
    details: [
      Label(
        chinese: "逐条重放 findings.json 中的命令，并与记录的结果比较；有出入时列出每个数，退出码为 4。",
        english:
          "Replays each command of findings.json and compares the results; every number that moved is named, and the exit code is then 4."
      )
    ],
    examples: [
      Example("tansuo verify reports/findings.json", Label(chinese: "复核一份报告", english: "check a report")),
      Example(
        "tansuo verify findings.json --study ../study.yml",
        Label(chinese: "研究文件不在原处时", english: "where the study has moved")),
    ],
    operands: [.findings], options: [.studyFile]
  ) { invocation, surroundings throws(Fault) in
    let (file, study) = try openFindings(invocation)
    let verification = try Verification(of: file, study: study, commands: CommandRegistry.all, in: surroundings)
    let wording = CommandRegistry.wording
    return Output(
      document: { language in verification.document(in: language, wording: wording) },
      envelope: { _ in Envelope("verify/1", method: ["tolerance": 1e-9], result: verification.json(wording: wording)) },
      caveats: verification.changedInputs.map { Caveat(StudyCaveat.changedInput, ["path": .text($0)]) },
      ending: verification.movedAnalyses.isEmpty ? .done : .foundDifference)
  }

  static let explain = CommandDescription(
    "explain", in: .findings,
    Label(
      chinese: "一个数是怎么来的：命令、数据、定义和算式", english: "where a number comes from: command, data, definitions, arithmetic"),
    examples: [
      Example(
        "tansuo explain findings.json tech.tests.raoScott.p",
        Label(chinese: "报告中一个 p 值的来处", english: "where a p of the report comes from"))
    ],
    operands: [.findings, .number], options: [.studyFile]
  ) { invocation, surroundings throws(Fault) in
    let (file, study) = try openFindings(invocation)
    let explanation = try Explanation(
      of: invocation.required(.number), in: file, study: study, commands: CommandRegistry.all, surroundings)
    return Output(
      document: { language in explanation.document(in: language) },
      envelope: { _ in
        Envelope(
          "explain/1", inputs: explanation.recipe.inputs, method: explanation.recipe.method, result: explanation.json)
      })
  }

  /// Every analysis with what it will be computed from and by, before anything is computed.
  private static func planOutput(_ plan: StudyPlan, _ surroundings: Surroundings) throws(Fault) -> Output {
    let entries = try plan.entries(surroundings)
    return Output(
      document: { language in plan.document(entries, in: language) },
      envelope: { _ in
        Envelope("run-plan/1", result: ["analyses": .array(entries.map(\.json))])
      })
  }

  private static func openFindings(_ invocation: Invocation) throws(Fault) -> (FindingsFile, study: String) {
    let path = try invocation.required(.findings)
    let file = try FindingsFile(parsing: TableSource.bytes(ofFile: path), path: path)
    let study = file.study(invocation.text(.studyFile))
    do throws(Fault) {
      _ = try TableSource.bytes(ofFile: study)
    } catch {
      throw Fault(StudyFault.studyGone, at: Place(file: path), ["path": .text(study)])
    }
    return (file, study)
  }
}

extension Study {
  /// Reads the study file at a path.
  init(opening path: String) throws(Fault) {
    try self.init(parsing: TableSource.bytes(ofFile: path), file: path)
  }
}

extension Operand {
  static let study = Operand("STUDY", Label(chinese: "研究文件（YAML）", english: "the study file, in YAML"))
  static let findings = Operand(
    "FINDINGS", Label(chinese: "“tansuo run”写出的 findings.json", english: "the findings.json that 'tansuo run' wrote"))
  static let number = Operand(
    "ID", Label(chinese: "数的编号：分析.位置", english: "the number's id: ANALYSIS.PLACE"), completion: .nothing)
}

extension CommandOption {
  static let folder = CommandOption(
    "out", .folder,
    Label(
      chinese: "报告的文件夹；未给时取研究的名字加 -findings", english: "the folder of the report; else the study's name with -findings")
  )
  static let planOnly = CommandOption(
    "plan", .flag, Label(chinese: "只列出每项分析及其 n、自由度和方法，不计算", english: "only list each analysis with n, df and method"))
  static let studyFile = CommandOption(
    "study", .file, Label(chinese: "研究文件，不在报告所记的位置时", english: "the study file, where it is not where the report says"))
}

extension CommandDescription {
  static let initialize = CommandDescription(
    "init", in: .findings,
    Label(chinese: "按数据写一份研究文件初稿", english: "draft a study file from a table"),
    details: [
      Label(
        chinese: "初稿可直接运行；旁边若有同名的 .codebook.yml 会一并写入。",
        english: "The draft runs as it is. A .codebook.yml of the same name beside the table is taken up.")
    ],
    examples: [
      Example(
        "tansuo init survey.csv -o study.yml",
        Label(chinese: "写出初稿，之后“tansuo run study.yml”", english: "write the draft; 'tansuo run study.yml' runs it"))
    ],
    operands: [.data], options: .opening
  ) { invocation, surroundings throws(Fault) in
    let location = try invocation.required(.data)
    var codebook = invocation.text(.codebook)
    let beside = location.replacingEnding(with: "codebook.yml")
    if codebook == nil, (try? TableSource.bytes(ofFile: beside)) != nil { codebook = beside }
    let open = try OpenTable(invocation, surroundings)
    let described =
      codebook == nil || invocation.text(.codebook) != nil ? open.table : try open.described(by: codebook!)
    let target = invocation.text(.output).flatMap { $0 == "-" ? nil : $0 }
    let folder = target.flatMap { path in path.lastIndex(of: "/").map { String(path[..<$0]) } } ?? "."
    let scaffold = StudyScaffold(
      of: described, at: RelativePath.path(to: location, from: folder),
      codebook: codebook.map { RelativePath.path(to: $0, from: folder) }, id: location.fileStem)
    let text = scaffold.text
    return Output(
      text: text,
      envelope: { _ throws(Fault) in
        try Envelope("init/1", inputs: [open.input], result: ["study": .string(text)])
      }, caveats: open.caveats)
  }
}

extension OpenTable {
  /// The table with a codebook put over it.
  fileprivate func described(by codebook: String) throws(Fault) -> Table {
    let applied = try Codebook(parsing: TableSource.bytes(ofFile: codebook), file: codebook).applied(to: table)
    try applied.check()
    return applied.table
  }
}

extension String {
  /// The name of a file without its folder and its ending.
  fileprivate var fileStem: String {
    let name = split(separator: "/").last.map(String.init) ?? self
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    return stem.isEmpty ? "study" : stem
  }

  fileprivate func replacingEnding(with ending: String) -> String {
    guard let point = lastIndex(of: "."), !self[point...].contains("/") else { return "\(self).\(ending)" }
    return "\(self[..<point]).\(ending)"
  }
}
