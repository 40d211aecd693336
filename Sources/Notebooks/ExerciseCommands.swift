import CommandGrammar
import Evidence
import Glibc
import NumericalMethods
import StructuredText
import TableSources

/// The commands about exercises.
extension NotebookCommands {
  private func runner(_ lesson: Notebook, _ surroundings: Surroundings) -> CellRunner {
    CellRunner(
      commands: commands(), wording: wording(), surroundings: surroundings,
      language: lesson.frontMatter.language ?? surroundings.language)
  }

  /// What a student got from a lesson, within the time a lesson may take.
  private func variant(
    _ lesson: Notebook, _ student: String, _ invocation: Invocation, _ surroundings: Surroundings
  ) throws(Fault) -> LessonVariant {
    try LessonVariant(
      of: lesson, for: student, runner: runner(lesson, surroundings), root: invocation.text(.root))
  }

  private func watched<Value>(
    _ invocation: Invocation, _ surroundings: Surroundings, _ path: String, _ body: () throws(Fault) -> Value
  ) throws(Fault) -> Value {
    let limit = TimeLimit(seconds: invocation.number(.timeLimit) ?? 20, abandon: surroundings.abandon)
    defer { limit.end() }
    limit.begin(0, Place(file: path))
    return try body()
  }

  var makeExercise: CommandDescription {
    CommandDescription(
      "exercise make", in: .findings,
      Label(chinese: "为一名学生抽取数据并生成练习卷", english: "draw a student's own data and write a worksheet"),
      details: [
        Label(
          chinese:
            "数据由课名和学号抽取：逐行，命令有 --cluster 时整群，有 --freq 时按多项分布；同一学号总得到同样的数据。练习卷里没有答案。",
          english:
            "Data are drawn from the names of lesson and student: rows, whole clusters where the command has --cluster, counts where it has --freq. The same student always gets the same. The worksheet holds no answers."
        )
      ],
      examples: [
        Example(
          "tansuo exercise make lesson.md --student 2021001 --out sheets",
          Label(chinese: "写到 sheets/2021001", english: "writes into sheets/2021001"))
      ],
      operands: [.lesson], options: [.student.required, .sheetFolder, .root, .timeLimit]
    ) { invocation, surroundings throws(Fault) in
      let path = try invocation.required(.lesson)
      let student = try invocation.required(.student)
      let variant = try watched(invocation, surroundings, path) { () throws(Fault) in
        try self.variant(try Notebook(reading: path), student, invocation, surroundings)
      }
      let folder = invocation.text(.sheetFolder) ?? "."
      let sheet = Worksheet(variant: variant, folder: folder == "." ? student : "\(folder)/\(student)")
      let paths = sheet.files.map(\.path)
      return Output(
        text: paths.map { $0 + "\n" }.joined(),
        envelope: { _ in
          Envelope("exercise-make/1", result: ["student": .string(student), "files": JSONValue(paths)])
        }, files: sheet.files)
    }
  }

  var checkExercise: CommandDescription {
    CommandDescription(
      "exercise check", in: .findings,
      Label(chinese: "核对练习卷，指出第一个错步", english: "check a worksheet and name the first wrong step"),
      details: [
        Label(
          chinese: "答案由课程和学号重新算出，不读练习卷旁的数据。有错则退出码为 4。",
          english:
            "Answers are worked out again from the lesson and the student's id, not from the data beside the worksheet. Anything wrong ends with exit code 4."
        )
      ],
      examples: [
        Example(
          "tansuo exercise check 2021001/lesson.md",
          Label(chinese: "哪一步错了、错在哪里", english: "which step is wrong, and why"))
      ],
      operands: [.worksheet], options: [.lessonOption, .root, .timeLimit]
    ) { invocation, surroundings throws(Fault) in
      let path = try invocation.required(.worksheet)
      let check = try watched(invocation, surroundings, path) { () throws(Fault) in
        let sheet = try Notebook(reading: path)
        let answers = try WorksheetAnswers(sheet)
        let lesson = try Notebook(
          reading: invocation.text(.lessonOption) ?? "\(sheet.folder)/\(answers.origin.lesson)")
        let variant = try self.variant(lesson, answers.origin.student, invocation, surroundings)
        return WorksheetCheck(answers, variant: variant)
      }
      return Output(
        text: check.text(in: surroundings.language),
        envelope: { language in
          Envelope(
            "exercise-check/1",
            result: ["student": .string(check.student), "exercises": check.json(in: language)])
        }, ending: check.isRight ? .done : .foundDifference)
    }
  }

  var gradeExercises: CommandDescription {
    CommandDescription(
      "exercise grade", in: .findings,
      Label(chinese: "批改文件夹里的练习卷，得出成绩表（CSV）", english: "mark the worksheets of a folder into a CSV"),
      details: [
        Label(
          chinese: "读文件夹及其下一级的 .md 文件。只认 --lesson 给出的课程，不信练习卷自己写的路径。",
          english:
            "Reads the .md files of the folder and of the folders in it. Only lessons named with --lesson count, whatever path a worksheet names."
        )
      ],
      examples: [
        Example(
          "tansuo exercise grade sheets --lesson lesson.md -o marks.csv",
          Label(chinese: "全班成绩", english: "the marks of a class"))
      ],
      operands: [.sheets], options: [.lessonOption.required.repeated, .root, .timeLimit, .threads]
    ) { invocation, surroundings throws(Fault) in
      var lessons: [Notebook] = []
      for path in invocation.texts(.lessonOption) { lessons.append(try Notebook(reading: path)) }
      let folder = try invocation.required(.sheets)
      let marks = try ExerciseMarks(of: folder, lessons: lessons) { (lesson, student) throws(Fault) in
        try watched(invocation, surroundings, lesson.path) { () throws(Fault) in
          try self.variant(lesson, student, invocation, surroundings)
        }
      }
      let wording = wording()
      return Output(
        text: marks.csv(in: surroundings.language, wording: wording),
        envelope: { language in
          Envelope("exercise-grade/1", result: ["marks": marks.json(in: language, wording: wording)])
        })
    }
  }
}

extension Operand {
  static let lesson = Operand(
    "LESSON", Label(chinese: "带练习的笔记", english: "a notebook with exercises"))
  static let worksheet = Operand("WORKSHEET", Label(chinese: "填好的练习卷", english: "a worksheet with answers"))
  static let sheets = Operand(
    "DIR", Label(chinese: "收来的练习卷所在文件夹", english: "the folder of worksheets handed in"), completion: .folder)
}

extension CommandOption {
  static let student = CommandOption(
    "student", .text, placeholder: "ID", Label(chinese: "学号", english: "whom the worksheet is for"))
  static let sheetFolder = CommandOption(
    "out", .folder, default: ".",
    Label(chinese: "在这个已有的文件夹里建立以学号命名的文件夹", english: "make the student's folder in this one, which must exist"))
  static let lessonOption = CommandOption(
    "lesson", .file, Label(chinese: "练习卷所出自的课程", english: "the lesson the worksheet was made from"))
}
