import CommandGrammar
import Documents
import Evidence
import Exercises
import NumericalMethods
import Phrasebook
import StructuredText
import TableSources
import Typography

/// The commands about notebooks. They are given the commands a cell may run.
public struct NotebookCommands: Sendable {
  let commands: @Sendable () -> [CommandDescription]
  let wording: @Sendable () -> Wording

  /// - Parameters:
  ///   - commands: All commands there are; asked for when a notebook is run.
  ///   - wording: The sentences of all they can meet.
  public init(
    running commands: @escaping @Sendable () -> [CommandDescription], wording: @escaping @Sendable () -> Wording
  ) {
    (self.commands, self.wording) = (commands, wording)
  }

  public var all: [CommandDescription] { [run, check, render, new, makeExercise, checkExercise, gradeExercises] }

  /// What every code of this room is called by.
  public static let faults: [any Worded.Type] = [NotebookFault.self, ExerciseFault.self]

  /// The notebooks of a command line, run side by side.
  func runs(
    _ invocation: Invocation, _ surroundings: Surroundings, runsAll: Bool, keepsGoing: Bool = false
  ) throws(Fault) -> [NotebookRun] {
    let paths = invocation.operands(.notebooks)
    let journal = surroundings.journal
    journal.limitMemory((invocation.integer(.memoryLimit) ?? 4096) << 20)
    let limit = TimeLimit(
      seconds: invocation.number(.timeLimit) ?? 20, abandon: surroundings.abandon)
    defer { limit.end() }
    let options = NotebookRun.Options(
      root: invocation.text(.root), runsAll: runsAll,
      maximumOutput: invocation.integer(.maximumOutput) ?? 1_000_000)
    let (commands, wording) = (commands(), wording())
    let threads = journal.isOneByOne ? 1 : surroundings.threads
    return try Parallel.map(paths.count, threads: threads) { index throws(Fault) in
      limit.begin(index, Place(file: paths[index]))
      defer {
        limit.begin(index, nil)
        journal.begin(index, nil)
      }
      var options = options
      options.runsAll = runsAll || !surroundings.isThisPrograms(paths[index])
      options.keepsGoing = keepsGoing
      for (piece, signal) in journal.deaths where piece.place == index { options.deaths[piece.line] = signal }
      let notebook = try Notebook(reading: paths[index])
      let runner = CellRunner(
        commands: commands, wording: wording, surroundings: surroundings,
        language: notebook.frontMatter.language ?? surroundings.language)
      return try NotebookRun(of: notebook, runner: runner, options: options) { place in
        limit.begin(index, place)
        journal.begin(index, place.line)
      }
    }
  }

  private var run: CommandDescription {
    CommandDescription(
      "notebook run", in: .findings,
      Label(
        chinese: "运行 Markdown 笔记，更新单元下的输出", english: "run a Markdown notebook and update the outputs below its cells"),
      details: Self.details,
      examples: [
        Example("tansuo notebook run lesson.md", Label(chinese: "更新一份笔记", english: "bring a notebook up to date")),
        Example(
          "tansuo notebook run lessons/*.md --root . --all",
          Label(
            chinese: "全部重算；数据在上级文件夹里", english: "run everything again; the data lie in the folder above")),
      ],
      operands: [.notebooks], options: Self.options + [.allCells]
    ) { invocation, surroundings throws(Fault) in
      let runs = try runs(invocation, surroundings, runsAll: invocation.flag(.allCells))
      let isChinese = surroundings.language == .chinese
      let lines = runs.map { run in
        let fresh = run.outcomes.count { !$0.isReused }
        let state =
          run.files.isEmpty
          ? (isChinese ? "已是最新" : "up to date") : (isChinese ? "已更新" : "updated")
        let count = run.outcomes.count
        return isChinese
          ? "\(run.notebook.path)：\(count) 个单元，运行 \(fresh) 个，\(state)\n"
          : "\(run.notebook.path): \(count) cell\(count == 1 ? "" : "s"), \(fresh) run, \(state)\n"
      }
      let result: [JSONValue] = runs.map { run in
        [
          "path": .string(run.notebook.path), "cells": .integer(run.outcomes.count),
          "run": .integer(run.outcomes.count { !$0.isReused }),
          "written": .array(run.files.map { .string($0.path) }), "orphans": .array(run.orphans.map { .string($0) }),
        ]
      }
      let orphans = runs.flatMap { run in
        run.orphans.map { orphan in
          isChinese
            ? "\(run.notebook.path)：图 \(orphan.withControlsVisible()) 不再属于任何单元，可以删除\n"
            : "\(run.notebook.path): no cell draws \(orphan.withControlsVisible()) any more, it can be deleted\n"
        }
      }
      var output = Output(
        text: (lines + orphans).joined(),
        envelope: { _ in Envelope("notebook-run/1", result: ["notebooks": .array(result)]) },
        files: runs.flatMap(\.files))
      output.vouchedFor = runs.map(\.notebook.path)
      return output
    }
  }

  private var check: CommandDescription {
    CommandDescription(
      "notebook check", in: .findings,
      Label(
        chinese: "重算笔记，输出有变或过时则以 4 退出", english: "run notebooks again; end with 4 where an output changed or is stale"),
      details: Self.details,
      examples: [
        Example(
          "tansuo notebook check lesson.md",
          Label(chinese: "输出与现在的结果是否一致", english: "whether the outputs are what the cells give now"))
      ],
      operands: [.notebooks], options: Self.options
    ) { invocation, surroundings throws(Fault) in
      let runs = try runs(invocation, surroundings, runsAll: true, keepsGoing: true)
      var checks = runs.map { NotebookCheck(of: $0) }
      for index in checks.indices {
        checks[index].differences +=
          try NotebookPair(of: runs[index].notebook, among: runs.map(\.notebook))?
          .differences ?? []
      }
      let language = surroundings.language
      let found = checks.reduce(0) { $0 + $1.differences.count }
      let cells = checks.reduce(0) { $0 + $1.cells }
      let last =
        language == .chinese
        ? "\(checks.count) 份笔记，\(cells) 个单元，\(found) 处不同\n"
        : "\(checks.count) notebook\(checks.count == 1 ? "" : "s"), \(cells) cell\(cells == 1 ? "" : "s"), \(found) difference\(found == 1 ? "" : "s")\n"
      let result = checks.map(\.json)
      return Output(
        text: checks.map { $0.text(in: language) }.joined() + last,
        envelope: { _ in Envelope("notebook-check/1", result: ["notebooks": .array(result)]) },
        ending: found == 0 ? .done : .foundDifference)
    }
  }

  private var render: CommandDescription {
    CommandDescription(
      "notebook render", in: .findings,
      Label(chinese: "把笔记写成一个 HTML 网页", english: "write a notebook as one page of HTML"),
      details: [
        Label(
          chinese: "单元重新运行。给出两种语言的同一笔记时，网页可切换语言。",
          english: "Cells are run again. With the same notebook in two languages the page switches between them.")
      ],
      examples: [
        Example("tansuo notebook render lesson.md -o lesson.html", Label(chinese: "一份网页", english: "one page")),
        Example(
          "tansuo notebook render lesson.zh.md lesson.en.md -o lesson.html",
          Label(chinese: "中英文在同一网页", english: "both languages on one page")),
      ],
      operands: [.notebooks], options: Self.options
    ) { invocation, surroundings throws(Fault) in
      let documents = try runs(invocation, surroundings, runsAll: true).map(\.document)
      if Set(documents.map(\.language)).count < documents.count {
        throw Fault(NotebookFault.sameLanguage, ["language": .text(documents[0].language)])
      }
      return Output(bytes: Array(HTMLFormat().text(of: documents).utf8))
    }
  }

  private var new: CommandDescription {
    CommandDescription(
      "notebook new", in: .findings,
      Label(chinese: "建立一份可以运行的笔记", english: "make a notebook that runs"),
      examples: [
        Example(
          "tansuo notebook new lesson.md --data survey.csv",
          Label(chinese: "关于 survey.csv 的笔记", english: "a notebook about survey.csv"))
      ],
      operands: [.newNotebook], options: [.notebookData, .codebook]
    ) { invocation, surroundings throws(Fault) in
      let path = try invocation.required(.newNotebook)
      let text = NotebookScaffold(
        data: invocation.text(.notebookData), codebook: invocation.text(.codebook), path: path,
        language: surroundings.language
      ).text
      return Output(
        text: path + "\n", envelope: { _ in Envelope("notebook-new/1", result: ["path": .string(path)]) },
        files: [Output.File(path: path, bytes: Array(text.utf8))])
    }
  }

  static let options: [CommandOption] = [.root, .timeLimit, .memoryLimit, .maximumOutput, .threads]

  static let details = [
    Label(
      chinese:
        "笔记是 Markdown 文件；以 ```tansuo 开头的围栏是单元，每行一条命令，不写 tansuo 一词，$名称 代表文件头 tansuo: data: 下的数据。输出写在单元下方的两个标记之间。写法见 notebooks-md/README.md。",
      english:
        "A notebook is Markdown; fences that begin with ```tansuo are cells with one command a line, without the word tansuo; $name stands for data named in the front matter under 'tansuo: data:'. Outputs stand below their cell between two markers. See notebooks-md/README.md."
    ),
    Label(
      chinese: "单元只能运行给出结果的 tansuo 命令，不能写文件，也不能读 --root 之外的文件。",
      english: "A cell runs only tansuo commands that give results; it writes no files and reads none outside --root."),
  ]
}

extension Operand {
  static let notebooks = Operand(
    "FILE", Label(chinese: "Markdown 笔记", english: "Markdown notebooks"), count: .oneOrMore)
  static let newNotebook = Operand("FILE", Label(chinese: "要建立的笔记", english: "the notebook to make"))
}

extension CommandOption {
  static let root = CommandOption(
    "root", .folder,
    Label(
      chinese: "笔记可读取的最上层文件夹；未给时为笔记所在文件夹",
      english: "the folder that paths may not leave; that of the notebook unless given"))
  static let timeLimit = CommandOption(
    "time-limit", .number(0.01...86_400), placeholder: "SECONDS", default: "20",
    Label(chinese: "每个单元最多运行多少秒", english: "how long a cell may run"))
  static let memoryLimit = CommandOption(
    "memory-limit", .integer(64...1_048_576), placeholder: "MEGABYTES", default: "4096",
    Label(chinese: "全部单元合计最多使用多少内存（MB）", english: "how much memory all cells together may take"))
  static let maximumOutput = CommandOption(
    "max-output", .integer(1000...100_000_000), placeholder: "BYTES", default: "1000000",
    Label(chinese: "每个单元的输出最多多少字节", english: "how large the output of a cell may be"))
  static let allCells = CommandOption(
    "all", .flag, Label(chinese: "未变的单元也重新运行", english: "run also the cells that did not change"))
  static let notebookData = CommandOption(
    "data", .file, Label(chinese: "笔记所用的数据", english: "the data of the notebook"))
}
