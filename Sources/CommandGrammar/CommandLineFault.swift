import Evidence
import Phrasebook
import Presentation

/// What can be wrong with a command line.
public enum UsageFault: String, FaultCode {
  case unknownCommand = "usage-unknown-command"
  case misspelledCommand = "usage-misspelled-command"
  case unknownOption = "usage-unknown-option"
  case misspelledOption = "usage-misspelled-option"
  case missingValue = "usage-missing-value"
  case unexpectedValue = "usage-unexpected-value"
  case repeatedOption = "usage-repeated-option"
  case missingOption = "usage-missing-option"
  case missingOperand = "usage-missing-operand"
  case extraOperand = "usage-extra-operand"
  case notAnInteger = "usage-not-an-integer"
  case notANumber = "usage-not-a-number"
  case tooSmall = "usage-too-small"
  case tooLarge = "usage-too-large"
  case notAChoice = "usage-not-a-choice"
  case unknownTopic = "usage-unknown-topic"
  case misspelledTopic = "usage-misspelled-topic"
  case formatsDisagree = "usage-formats-disagree"
  case onlyOneForm = "usage-only-one-form"
  case noSuchForm = "usage-no-such-form"
  case noTables = "usage-no-tables"
  case binaryOnTerminal = "usage-binary-on-terminal"
  case foreignFile = "output-foreign-file"
  case foreignFolder = "output-foreign-folder"
  case notAFolder = "output-not-a-folder"
  case noSuchFolder = "output-no-such-folder"
  case isFolder = "output-is-folder"
  case notPermitted = "output-not-permitted"
  case diskFull = "output-disk-full"
  case cannotWrite = "output-cannot-write"
  case unreadableInput = "input-unreadable-stream"

  public var kind: Fault.Kind {
    switch self {
    case .unreadableInput: .input
    default: .usage
    }
  }
}

extension UsageFault: Worded {
  public var words: Words {
    switch self {
    case .unknownCommand:
      Words(
        english: "There is no command '{name}'", fix: "'tansuo help' lists the commands",
        chinese: "没有“{name}”这个命令", fix: "“tansuo help”列出全部命令")
    case .misspelledCommand:
      Words(
        english: "There is no command '{name}'", fix: "Did you mean {nearest}?",
        chinese: "没有“{name}”这个命令", fix: "是不是想用 {nearest}？")
    case .unknownOption:
      Words(
        english: "'{command}' has no option {option}", fix: "'tansuo {command} --help' lists its options",
        chinese: "“{command}”没有选项 {option}", fix: "“tansuo {command} --help”列出它的选项")
    case .misspelledOption:
      Words(
        english: "'{command}' has no option {option}", fix: "Did you mean {nearest}?",
        chinese: "“{command}”没有选项 {option}", fix: "是不是想用 {nearest}？")
    case .missingValue:
      Words(
        english: "{option} needs a value", fix: "Write {option} {placeholder}",
        chinese: "{option} 缺少取值", fix: "写成 {option} {placeholder}")
    case .unexpectedValue:
      Words(
        english: "{option} takes no value, but '{value}' was given", fix: "Write {option} alone",
        chinese: "{option} 不带取值，却给了“{value}”", fix: "只写 {option}")
    case .repeatedOption:
      Words(
        english: "{option} was given twice", fix: "Give {option} once",
        chinese: "{option} 出现了两次", fix: "{option} 只写一次")
    case .missingOption:
      Words(
        english: "'{command}' needs {option}", fix: "Add {option}; 'tansuo {command} --help' has examples",
        chinese: "“{command}”缺少 {option}", fix: "加上 {option}；示例见“tansuo {command} --help”")
    case .missingOperand:
      Words(
        english: "'{command}' needs {operand}", fix: "Add {operand}; 'tansuo {command} --help' has examples",
        chinese: "“{command}”缺少 {operand}", fix: "加上 {operand}；示例见“tansuo {command} --help”")
    case .extraOperand:
      Words(
        english: "'{command}' has no use for '{value}'",
        fix: "Leave it out, or put quotes around a name with spaces",
        chinese: "“{command}”用不上“{value}”", fix: "去掉它；名称里有空格时请加引号")
    case .notAnInteger:
      Words(
        english: "{option} must be a whole number, not '{value}'", fix: "Write {option} with digits only",
        chinese: "{option} 应为整数，而不是“{value}”", fix: "{option} 后面只写数字")
    case .notANumber:
      Words(
        english: "{option} must be a number, not '{value}'", fix: "Write a number with a decimal point, such as 0.3",
        chinese: "{option} 应为数字，而不是“{value}”", fix: "写成带小数点的数字，如 0.3")
    case .tooSmall:
      Words(
        english: "{option} must be at least {bound}, not {value}", fix: "Choose {bound} or more",
        chinese: "{option} 至少为 {bound}，而不是 {value}", fix: "取 {bound} 或更大的值")
    case .tooLarge:
      Words(
        english: "{option} must be at most {bound}, not {value}", fix: "Choose {bound} or less",
        chinese: "{option} 至多为 {bound}，而不是 {value}", fix: "取 {bound} 或更小的值")
    case .notAChoice:
      Words(
        english: "{option} cannot be '{value}'", fix: "Choose one of: {choices}",
        chinese: "{option} 不能取“{value}”", fix: "可选：{choices}")
    case .unknownTopic:
      Words(
        english: "There is no help on '{name}'", fix: "'tansuo help' lists the commands and topics",
        chinese: "没有关于“{name}”的帮助", fix: "“tansuo help”列出命令和主题")
    case .misspelledTopic:
      Words(
        english: "There is no help on '{name}'", fix: "Did you mean {nearest}?",
        chinese: "没有关于“{name}”的帮助", fix: "是不是想看 {nearest}？")
    case .formatsDisagree:
      Words(
        english: "--json and --format {format} exclude each other", fix: "Keep one of the two",
        chinese: "--json 与 --format {format} 不能同时用", fix: "只保留其中一个")
    case .onlyOneForm:
      Words(
        english: "'{command}' cannot be written as {format}", fix: "Leave out --format, or ask for --format json",
        chinese: "“{command}”不能写成 {format} 格式", fix: "去掉 --format，或改用 --format json")
    case .noSuchForm:
      Words(
        english: "A result cannot be written in the form '.{ending}' stands for ({path})",
        fix: "Use a name that ends in .md, .html, .csv, .xlsx, .docx, .json or .txt, or choose one with --format",
        chinese: "无法写成“.{ending}”格式（{path}）", fix: "文件名请以 .md、.html、.csv、.xlsx、.docx、.json 或 .txt 结尾，或用 --format 选择格式")
    case .noTables:
      Words(
        english: "This result has no table to write as {format}", fix: "Choose --format json, md or html",
        chinese: "该结果没有可写成 {format} 的表", fix: "改用 --format json、md 或 html")
    case .binaryOnTerminal:
      Words(
        english: "A terminal cannot show a file of the form {format}",
        fix: "Name a file with -o result.{format}, or send the output into one",
        chinese: "{format} 文件无法显示在终端上", fix: "用 -o result.{format} 写入文件，或把输出重定向到文件")
    case .foreignFile:
      Words(
        english: "The file exists and tansuo did not write it",
        fix: "Choose another name, or replace it with --force",
        chinese: "该文件已存在，且不是 tansuo 写的", fix: "换个文件名，或用 --force 覆盖")
    case .foreignFolder:
      Words(
        english: "The folder holds something that tansuo did not write: {name}",
        fix: "Choose another folder, or say --force to replace the whole folder",
        chinese: "文件夹中有不是 tansuo 写的内容：{name}", fix: "换一个文件夹，或用 --force 替换整个文件夹")
    case .notAFolder:
      Words(
        english: "This is a file, but a folder is to be written here", fix: "Choose another name with --out",
        chinese: "这里已有一个文件，而要写的是文件夹", fix: "用 --out 另取名称")
    case .noSuchFolder:
      Words(
        english: "The folder to write into does not exist", fix: "Create it first, or choose another",
        chinese: "要写入的文件夹不存在", fix: "先建立它，或换一个")
    case .isFolder:
      Words(
        english: "The output is to be a file, but this is a folder", fix: "Add a file name to it",
        chinese: "应给出文件名，这里却是文件夹", fix: "在后面加上文件名")
    case .notPermitted:
      Words(
        english: "You may not write there", fix: "Choose a folder that you may write to",
        chinese: "没有写入权限", fix: "换一个有写入权限的文件夹")
    case .diskFull:
      Words(
        english: "The disk is full", fix: "Make room, or write to another disk",
        chinese: "磁盘已满", fix: "腾出空间，或写到其他磁盘")
    case .cannotWrite:
      Words(
        english: "The output cannot be written: {reason}", fix: "Write to another place",
        chinese: "无法写入：{reason}", fix: "写到其他位置")
    case .unreadableInput:
      Words(
        english: "The input cannot be read: {reason}", fix: "Name a file instead of -",
        chinese: "无法读取输入：{reason}", fix: "改用文件名代替 -")
    }
  }
}

extension Wording {
  /// The codes of every room below, and what can be wrong with a command line itself.
  public static let grammar = Wording.all.adding([
    UsageFault.self, OpeningFault.self, PictureFault.self, PictureCaveat.self,
  ])
}
