import CommandGrammar
import Evidence
import Exercises
import Glibc
import Phrasebook
import StructuredText
import TableSources

/// The marks of a folder of worksheets. A sheet that cannot be read gets a row that says so, and no mark.
struct ExerciseMarks: Sendable {
  struct Row: Sendable {
    let file: String
    let student: String
    let exercise: String
    /// `nil` where the sheet could not be marked.
    let mark: WorksheetCheck.Mark?
    let trouble: Fault?
  }

  let rows: [Row]

  typealias Draw = (Notebook, String) throws(Fault) -> LessonVariant

  init(of folder: String, lessons: [Notebook], draw: Draw) throws(Fault) {
    var rows: [Row] = []
    for file in try Self.sheets(in: folder) {
      do throws(Fault) {
        let sheet = try Notebook(reading: file)
        let answers = try WorksheetAnswers(sheet)
        let named = Self.lessonName(answers.origin.lesson)
        guard let lesson = lessons.first(where: { $0.stem == named }) else {
          throw Fault(ExerciseFault.otherLesson, at: Place(file: file), ["lesson": .text(named)])
        }
        let check = WorksheetCheck(answers, variant: try draw(lesson, answers.origin.student))
        rows += check.marks.map {
          Row(file: file, student: check.student, exercise: $0.exercise, mark: $0, trouble: nil)
        }
      } catch {
        // Trouble with the lesson itself is the teacher's, and ends everything.
        if let place = error.place?.file, place != file { throw error }
        rows.append(Row(file: file, student: "", exercise: "", mark: nil, trouble: error))
      }
    }
    self.rows = rows
  }

  private static func lessonName(_ path: String) -> String {
    let name = RelativePath.name(path)
    return name.hasSuffix(".md") ? String(name.dropLast(3)) : name
  }

  /// The Markdown files of a folder and of the folders in it, in the order of their names; links are left aside.
  static func sheets(in folder: String) throws(Fault) -> [String] {
    let top = try entries(of: folder)
    var files: [String] = []
    for name in top {
      let path = "\(folder)/\(name)"
      switch kind(path) {
      case S_IFREG where name.hasSuffix(".md"): files.append(path)
      case S_IFDIR:
        for inner in try entries(of: path) where inner.hasSuffix(".md") && kind("\(path)/\(inner)") == S_IFREG {
          files.append("\(path)/\(inner)")
        }
      default: break
      }
    }
    guard !files.isEmpty else { throw Fault(ExerciseFault.noSheets, at: Place(file: folder)) }
    return files
  }

  private static func entries(of folder: String) throws(Fault) -> [String] {
    guard let directory = opendir(folder) else { throw Fault(BoundsFault.noFolder, at: Place(file: folder)) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  private static func kind(_ path: String) -> mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }
}

extension ExerciseMarks {
  /// A line an exercise; the mark is the share of right steps in percent.
  func csv(in language: Language, wording: Wording) -> String {
    let header = "student,exercise,steps,right,first_wrong,reason,mark,file\n"
    return rows.reduce(header) { text, row in
      let first = row.mark?.firstWrong
      let fields = [
        row.student, row.exercise, row.mark.map { String($0.steps) } ?? "", row.mark.map { String($0.right) } ?? "",
        first?.step ?? "", row.reason(in: language, wording),
        row.mark.map { Self.percent($0).description } ?? "", row.file,
      ]
      return text + fields.map(Self.field).joined(separator: ",") + "\n"
    }
  }

  /// Students' words are text in a spreadsheet, never a formula.
  private static func field(_ text: String) -> String {
    var text = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    if let first = text.first, "=+-@\t".contains(first), Double(text) == nil { text = "'" + text }
    guard text.contains(where: { ",\"".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  private static func percent(_ mark: WorksheetCheck.Mark) -> Double {
    (1000 * Double(mark.right) / Double(mark.steps)).rounded() / 10
  }

  func json(in language: Language, wording: Wording) -> JSONValue {
    .array(
      rows.map { row in
        [
          "file": .string(row.file), "student": .string(row.student), "exercise": .string(row.exercise),
          "steps": row.mark.map { .integer($0.steps) } ?? .null, "right": row.mark.map { .integer($0.right) } ?? .null,
          "firstWrong": row.mark?.firstWrong.map { .string($0.step) } ?? .null,
          "reason": .string(row.reason(in: language, wording)),
          "mark": row.mark.map { .number(Self.percent($0)) } ?? .null,
        ]
      })
  }
}

extension ExerciseMarks.Row {
  /// Why the first wrong step is wrong, or why the sheet has no mark.
  fileprivate func reason(in language: Language, _ wording: Wording) -> String {
    mark?.firstWrong?.trouble.sentence(in: language) ?? trouble?.message(in: language, from: wording).what ?? ""
  }
}
