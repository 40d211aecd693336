import Evidence
import Phrasebook

/// What can be wrong with a notebook.
public enum NotebookFault: String, FaultCode {
  case notUTF8 = "notebook-not-utf8"
  case tooLarge = "notebook-too-large"
  case frontMatterOpen = "notebook-front-matter-open"
  case unknownLanguage = "notebook-unknown-language"
  case badName = "notebook-bad-name"
  case unclosedCell = "notebook-unclosed-cell"
  case nestedCell = "notebook-nested-cell"
  case emptyCell = "notebook-empty-cell"
  case unknownAttribute = "notebook-unknown-attribute"
  case badAttribute = "notebook-bad-attribute"
  case nameTwice = "notebook-name-twice"
  case unknownDependency = "notebook-unknown-dependency"
  case outputOpen = "notebook-output-open"
  case outputAlone = "notebook-output-alone"
  case unclosedQuote = "notebook-unclosed-quote"
  case shell = "notebook-shell"
  case programName = "notebook-program-name"
  case unknownData = "notebook-unknown-data"
  case noCodebook = "notebook-no-codebook"
  case commandNotAllowed = "notebook-command-not-allowed"
  case optionNotAllowed = "notebook-option-not-allowed"
  case standardInput = "notebook-standard-input"
  case writesFiles = "notebook-writes-files"
  case otherEnding = "notebook-other-ending"
  case outputTooLarge = "notebook-output-too-large"
  case tooSlow = "notebook-too-slow"
  case crashed = "notebook-crashed"
  case filesAreLinked = "notebook-files-are-linked"
  case sameLanguage = "notebook-same-language"

  public var kind: Fault.Kind {
    switch self {
    case .otherEnding, .outputTooLarge, .tooSlow, .crashed: .analysis
    case .sameLanguage: .usage
    default: .input
    }
  }
}

extension NotebookFault: Worded {
  public var words: Words {
    switch self {
    case .notUTF8:
      Words(
        english: "The notebook is not UTF-8", fix: "Save it as UTF-8",
        chinese: "笔记不是 UTF-8 编码", fix: "请另存为 UTF-8")
    case .tooLarge:
      Words(
        english: "The notebook is larger than {limit} bytes", fix: "Keep data in files of their own",
        chinese: "笔记超过 {limit} 字节", fix: "请把数据放在单独的文件里")
    case .frontMatterOpen:
      Words(
        english: "The front matter begun with --- has no end", fix: "Close it with a line of ---",
        chinese: "以 --- 开始的文件头没有结束", fix: "请用一行 --- 结束它")
    case .unknownLanguage:
      Words(
        english: "There are no outputs in the language '{language}'", fix: "Write lang: zh or lang: en",
        chinese: "没有“{language}”这种语言的输出", fix: "请写 lang: zh 或 lang: en")
    case .badName:
      Words(
        english: "'{name}' cannot be a name here", fix: "Begin with a letter; go on with letters, digits, - and _",
        chinese: "“{name}”不能作名称", fix: "以字母开头，后面可用字母、数字、- 和 _")
    case .unclosedCell:
      Words(
        english: "The fence of this cell is not closed", fix: "Close it with a line of ```",
        chinese: "该单元没有结束", fix: "请用一行 ``` 结束它")
    case .nestedCell:
      Words(
        english: "A cell cannot stand inside a list or a quote", fix: "Begin its fence at the start of a line",
        chinese: "单元不能放在列表或引用里", fix: "请让围栏从行首开始，且不在列表中")
    case .emptyCell:
      Words(
        english: "This cell has no command", fix: "Write a command such as: freq $survey --items q1",
        chinese: "该单元没有命令", fix: "写一条命令，如 freq $survey --items q1")
    case .unknownAttribute:
      Words(
        english: "Cells have no attribute '{name}'", fix: "Known are {known}",
        chinese: "单元没有“{name}”这一属性", fix: "可用：{known}")
    case .badAttribute:
      Words(
        english: "'{value}' is no value of {name}", fix: "{name} takes {choices}",
        chinese: "{name} 不能取“{value}”", fix: "{name} 可取 {choices}")
    case .nameTwice:
      Words(
        english: "Two cells are called '{name}'", fix: "Give each its own name",
        chinese: "有两个单元都叫“{name}”", fix: "请各取不同的名称")
    case .unknownDependency:
      Words(
        english: "No cell above this one is called '{name}'", fix: "Name a cell that stands above it",
        chinese: "前面没有叫“{name}”的单元", fix: "depends 只能写前面单元的名称")
    case .outputOpen:
      Words(
        english: "The output that begins here has no end marker",
        fix: "Put back the line <!-- tansuo:end -->, or delete the output",
        chinese: "从这里开始的输出缺少结束标记", fix: "补回一行 <!-- tansuo:end -->，或删去该输出")
    case .outputAlone:
      Words(
        english: "This output does not follow a cell", fix: "Delete it with both of its markers, or put the cell back",
        chinese: "该输出前面没有单元", fix: "请连同前后标记一起删去，或放回单元")
    case .unclosedQuote:
      Words(
        english: "A quote is not closed: {line}", fix: "Close it on the same line",
        chinese: "引号没有配对：{line}", fix: "请在同一行内配对")
    case .shell:
      Words(
        english: "A cell holds tansuo commands, and '{mark}' belongs to a shell",
        fix: "Write one command a line; put quotes around a value that has this character",
        chinese: "单元里只能写 tansuo 命令，“{mark}”属于命令解释器", fix: "每行一条命令；值里含该字符时请加引号")
    case .programName:
      Words(
        english: "Commands of a cell leave out the word tansuo", fix: "Begin with the command: {command}",
        chinese: "单元里的命令不写 tansuo 一词", fix: "直接从命令写起：{command}")
    case .unknownData:
      Words(
        english: "There is no data called ${name}", fix: "The front matter names under 'tansuo: data:' {known}",
        chinese: "没有名为 ${name} 的数据", fix: "文件头的 tansuo: data: 下已有：{known}")
    case .noCodebook:
      Words(
        english: "The data ${name} has no codebook", fix: "Write {name}: {{file: …, codebook: …}",
        chinese: "数据 ${name} 没有编码簿", fix: "请写成 {name}: {{file: …, codebook: …}")
    case .commandNotAllowed:
      Words(
        english: "'{command}' cannot be run in a notebook", fix: "Run it in a terminal",
        chinese: "笔记中不能运行“{command}”", fix: "请在终端运行")
    case .optionNotAllowed:
      Words(
        english: "{option} cannot be used in a notebook", fix: "Leave it out; outputs go below their cell",
        chinese: "笔记中不能使用 {option}", fix: "请去掉；输出会写在单元下方")
    case .standardInput:
      Words(
        english: "A cell has no standard input", fix: "Name a file instead of -",
        chinese: "单元没有标准输入", fix: "请用文件名代替 -")
    case .writesFiles:
      Words(
        english: "'{command}' would write files, which a cell may not",
        fix: "Leave out the option that names an output",
        chinese: "“{command}”会写文件，而单元不能写文件", fix: "请去掉指定输出文件的选项")
    case .otherEnding:
      Words(
        english: "The cell should end with exit code {expected} and ended with {found}",
        fix: "Mend the command, or say fails={found} in the cell",
        chinese: "该单元应以退出码 {expected} 结束，实际为 {found}", fix: "请改正命令，或在单元上注明 fails={found}")
    case .outputTooLarge:
      Words(
        english: "The output of this cell is larger than {limit} bytes",
        fix: "Show less (show=none, --merges no, --lines no …), or raise --max-output",
        chinese: "该单元的输出超过 {limit} 字节", fix: "请减少输出（show=none、--merges no、--lines no 等），或调高 --max-output")
    case .tooSlow:
      Words(
        english: "This cell took longer than {seconds} {seconds|second|seconds}",
        fix: "Do less in it, or raise --time-limit; nothing was written",
        chinese: "该单元运行超过 {seconds} 秒", fix: "请减少计算量，或调高 --time-limit；未写入任何内容")
    case .crashed:
      Words(
        english:
          "This cell ended the program (signal {signal}): it needs more memory than it may have, or meets a fault of ours",
        fix: "Do less in it, raise --memory-limit, or report the command to us; nothing was written",
        chinese: "该单元使程序中止（信号 {signal}）：所需内存超过限额，或遇到本程序的缺陷",
        fix: "请减少计算量、调高 --memory-limit，或把该命令报告给我们；未写入任何内容")
    case .filesAreLinked:
      Words(
        english: "The place of the notebook's pictures is a link or not what it should be",
        fix: "Remove it; the pictures are made again",
        chinese: "笔记存放图的位置是链接，或不是应有的文件", fix: "请删除它；图会重新生成")
    case .sameLanguage:
      Words(
        english: "A page holds a notebook once in each language, and two are in '{language}'",
        fix: "Render them one by one",
        chinese: "一个网页里每种语言只能有一份笔记，而这里有两份“{language}”", fix: "请分别生成")
    }
  }
}
