import CommandGrammar
import Evidence
import Exercises
import StructuredText

/// A student's sheet: the questions of a lesson, the data they are about, and lines for the answers.
struct Worksheet: Sendable {
  let variant: LessonVariant
  /// The folder of the worksheet and its data.
  let folder: String

  var path: String { "\(folder)/\(variant.lesson.stem).md" }

  var files: [Output.File] {
    var files = [Output.File(path: path, bytes: Array(text.utf8), makesFolder: true)]
    for file in variant.files {
      files.append(Output.File(path: "\(folder)/\(name(file.data))", bytes: file.bytes, makesFolder: true))
      if let codebook = file.codebook {
        files.append(
          Output.File(path: "\(folder)/\(codebookName(file.data))", bytes: codebook, makesFolder: true))
      }
    }
    return files
  }

  /// Data of different lessons are drawn differently, so each lesson has its own folder of them.
  private var dataFolder: String { variant.lesson.name + ".data" }

  private func name(_ data: FrontMatter.Data) -> String {
    "\(dataFolder)/\(data.name)" + (data.file.lowercased().hasSuffix(".tsv") ? ".tsv" : ".csv")
  }

  private func codebookName(_ data: FrontMatter.Data) -> String { "\(dataFolder)/\(data.name).codebook.yml" }

  private var language: Language { variant.lesson.language }

  private var frontMatter: String {
    let title = variant.lesson.frontMatter.title ?? variant.lesson.name
    let data = variant.files.map { file in
      let name = YAMLText.text(name(file.data))
      guard file.codebook != nil else { return YAMLField(file.data.name, name) }
      return YAMLField(
        file.data.name, .inline([YAMLField("file", name), YAMLField("codebook", .text(codebookName(file.data)))]))
    }
    var ours = [
      YAMLField("lesson", .text(RelativePath.path(to: variant.lesson.path, fromFile: path))),
      YAMLField("student", .text(variant.student)),
    ]
    if !data.isEmpty { ours.append(YAMLField("data", .mapping(data))) }
    return YAMLText.mapping([
      YAMLField("title", .text(title)), YAMLField("lang", .text(language.rawValue)),
      YAMLField("tansuo", .mapping(ours)),
    ]).written()
  }

  var text: String {
    let isChinese = language == .chinese
    var lines = ["---", frontMatter + "---", ""]
    lines += [
      isChinese
        ? "学生：\(variant.student)。数据是为你抽取的，答案与别人不同。把答案写在冒号后面，然后运行 `tansuo exercise check` 自查。"
        : "Student: \(variant.student). The data were drawn for you, so your answers are your own. Write them behind the colons, then run `tansuo exercise check`.",
      "",
    ]
    for task in variant.tasks {
      lines += context(of: task.cell)
      lines += ["```sh", shellLine(task.command), "```", ""]
      lines += task.answers.exercise.steps.enumerated().map { index, step in
        "\(index + 1). **\(step.id)** \(step.question(in: language).split(whereSeparator: \.isNewline).joined(separator: " "))"
      }
      lines += ["", "```answers \(task.answers.exercise.id)"]
      lines += task.answers.exercise.steps.map { "\($0.id): " }
      lines += ["```", ""]
    }
    return lines.joined(separator: "\n")
  }

  /// What the lesson says between the last heading and the exercise.
  private func context(of cell: NotebookCell) -> [String] {
    let source = variant.lesson.source
    let taken = variant.lesson.cells.map { $0.fence.lowerBound..<($0.output?.upperBound ?? $0.fence.upperBound) }
    var first = cell.fence.lowerBound
    while first > variant.lesson.frontMatterLines.upperBound, !taken.contains(where: { $0.contains(first - 1) }) {
      first -= 1
      if source[first].hasPrefix("#") { break }
    }
    return (first..<cell.fence.lowerBound).map { source[$0] }
  }

  /// The command as a student types it in the folder of the worksheet.
  private func shellLine(_ command: CellCommand) -> String {
    var line = command.typed
    var codebook: String?
    // The longest names first, so that $survey2 is not taken for $survey.
    for file in variant.files.sorted(by: { $0.data.name.count > $1.data.name.count }) {
      if file.codebook != nil, codebook == nil, command.words.contains(where: { $0.data == file.data.name }) {
        codebook = codebookName(file.data)
      }
      line = line.replacing("$\(file.data.name).codebook", with: codebookName(file.data))
      line = line.replacing("$\(file.data.name)", with: name(file.data))
    }
    return "tansuo " + line + (codebook.map { line.contains("--codebook") ? "" : " --codebook \($0)" } ?? "")
  }
}

/// What a student handed in.
struct WorksheetAnswers: Sendable {
  let origin: FrontMatter.Origin
  /// The text behind each step, by exercise and step.
  let answers: [String: [String: String]]

  init(_ notebook: Notebook) throws(Fault) {
    guard let origin = notebook.frontMatter.worksheet else {
      throw Fault(ExerciseFault.noWorksheet, at: Place(file: notebook.path))
    }
    self.origin = origin
    var answers: [String: [String: String]] = [:]
    CommonMarkFences.visit(Array(notebook.source.bytes(of: 0..<notebook.source.count))) { fence in
      let words = fence.info.split(separator: " ")
      guard words.count == 2, words[0] == "answers" else { return }
      for line in fence.text.split(whereSeparator: \.isNewline) {
        guard let colon = line.firstIndex(where: { $0 == ":" || $0 == "：" }) else { continue }
        let step = String(line[..<colon]).trimmed
        let text = String(line[line.index(after: colon)...]).trimmed
        // The first line counts, so that nothing can be slipped in below.
        if answers[String(words[1])]?[step] == nil { answers[String(words[1]), default: [:]][step] = text }
      }
    }
    self.answers = answers
  }
}
