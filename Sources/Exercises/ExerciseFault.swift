import Evidence

/// What can be wrong with an exercise, and with what is done with it.
public enum ExerciseFault: String, FaultCode {
  case badName = "exercise-bad-name"
  case noSteps = "exercise-no-steps"
  case stepTwice = "exercise-step-twice"
  case twoTolerances = "exercise-two-tolerances"
  case badTolerance = "exercise-bad-tolerance"
  case badExpression = "exercise-bad-expression"
  case noSuchResult = "exercise-no-such-result"
  case notANumber = "exercise-not-a-number"
  case answerNoChoice = "exercise-answer-no-choice"
  case mistakeIsAnswer = "exercise-mistake-is-answer"
  case badStudent = "exercise-bad-student"
  case noExercises = "exercise-none"
  case notCSV = "exercise-not-csv"
  case noColumn = "exercise-no-column"
  case noCounts = "exercise-no-counts"
  case noWorksheet = "exercise-no-worksheet"
  case noSheets = "exercise-no-sheets"
  case otherLesson = "exercise-other-lesson"

  public var kind: Fault.Kind {
    switch self {
    case .noSuchResult, .notANumber, .answerNoChoice, .mistakeIsAnswer: .analysis
    case .badStudent, .noSheets: .usage
    default: .input
    }
  }
}

extension ExerciseFault: Worded {
  public var words: Words {
    switch self {
    case .badName:
      Words(
        english: "'{name}' cannot be the id of an exercise or a step",
        fix: "Begin with a letter; go on with letters, digits, - and _",
        chinese: "“{name}”不能作练习或步骤的 id", fix: "以字母开头，后面可用字母、数字、- 和 _")
    case .noSteps:
      Words(
        english: "This exercise has no steps", fix: "Write under steps: what is asked and the answer",
        chinese: "该练习没有步骤", fix: "请在 steps: 下写出问题和答案")
    case .stepTwice:
      Words(
        english: "Two steps are called '{id}'", fix: "Give each its own id",
        chinese: "有两个步骤都叫“{id}”", fix: "请各取不同的 id")
    case .twoTolerances:
      Words(
        english: "A step has one of figures, decimals and choice", fix: "Keep one of them",
        chinese: "每个步骤只能有 figures、decimals、choice 之一", fix: "请只保留一个")
    case .badTolerance:
      Words(
        english: "{value} is no number of figures", fix: "Write figures from 1 to 15, or decimals from 0 to 15",
        chinese: "位数不能是 {value}", fix: "figures 取 1 到 15，decimals 取 0 到 15")
    case .badExpression:
      Words(
        english: "'{expression}' cannot be read from '{rest}' on",
        fix: "Paths, numbers, + - * / ^, and sqrt ln exp sum mean count min max abs round if are known",
        chinese: "“{expression}”从“{rest}”起读不懂",
        fix: "可用：路径、数字、+ - * / ^，以及 sqrt ln exp sum mean count min max abs round if")
    case .noSuchResult:
      Words(
        english: "The result has no {path}", fix: "It has {known}; see the command with --json",
        chinese: "结果中没有 {path}", fix: "有 {known}；可用 --json 查看")
    case .notANumber:
      Words(
        english: "{expression} is no number here", fix: "Name a number of the result; see the command with --json",
        chinese: "{expression} 在这里不是数字", fix: "请指向结果中的一个数字；可用 --json 查看")
    case .answerNoChoice:
      Words(
        english: "The answer '{answer}' is none of the choices: {choices}", fix: "Add it to choice, or mend the answer",
        chinese: "答案“{answer}”不在选项中：{choices}", fix: "请加到 choice 里，或改正答案")
    case .mistakeIsAnswer:
      Words(
        english: "This mistake of step '{step}' gives the right answer, {answer}",
        fix: "Choose another mistake, or ask for more figures",
        chinese: "步骤“{step}”的这个错误得到的正是答案 {answer}", fix: "请换一个错误，或要求更多位数")
    case .badStudent:
      Words(
        english: "'{student}' cannot be the id of a student", fix: "Use letters, digits, and - _ . @ between them",
        chinese: "“{student}”不能作学号", fix: "用字母、数字，中间可有 - _ . @")
    case .noExercises:
      Words(
        english: "This notebook has no exercises", fix: "Name a lesson with ```exercise fences",
        chinese: "该笔记没有练习", fix: "请给出带 ```exercise 围栏的课程")
    case .notCSV:
      Words(
        english: "Data of exercises are drawn from CSV files, and {file} is none", fix: "Convert it: tansuo convert",
        chinese: "练习数据须为 CSV，{file} 不是", fix: "请先转换：tansuo convert")
    case .noColumn:
      Words(
        english: "{file} has no column '{column}' to draw by", fix: "Use the name that stands in the header",
        chinese: "{file} 没有用于抽取的列“{column}”", fix: "请用表头里的列名")
    case .noCounts:
      Words(
        english: "'{column}' of {file} does not hold counts",
        fix: "Counts are whole numbers from 0, five million in all at most",
        chinese: "{file} 的“{column}”不是频数", fix: "频数应为非负整数，合计不超过五百万")
    case .noWorksheet:
      Words(
        english: "This is no worksheet: its front matter names no lesson and student",
        fix: "Make one with: tansuo exercise make",
        chinese: "这不是练习卷：文件头没有课程和学号", fix: "请用 tansuo exercise make 生成")
    case .noSheets:
      Words(
        english: "There are no worksheets in this folder", fix: "Name the folder that holds the .md files handed in",
        chinese: "该文件夹里没有练习卷", fix: "请给出收来的 .md 文件所在文件夹")
    case .otherLesson:
      Words(
        english: "This worksheet belongs to {lesson}, which --lesson does not name", fix: "Add it with --lesson",
        chinese: "该练习卷属于 {lesson}，--lesson 中没有", fix: "请用 --lesson 加上")
    }
  }
}
