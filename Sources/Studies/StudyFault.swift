import Evidence
import Findings
import Phrasebook
import StructuredText

/// What can be wrong with a study, or with what is asked of a report.
public enum StudyFault: String, FaultCode {
  case usedTwice = "study-id-used-twice"
  case badID = "study-bad-id"
  case badShare = "study-bad-share"
  case unknownData = "study-unknown-data"
  case unknownDimension = "study-unknown-dimension"
  case noActivity = "study-no-activity"
  case noBottlenecks = "study-no-bottlenecks"
  case oneCommand = "study-one-command"
  case unknownCommand = "study-unknown-command"
  case unknownOption = "study-unknown-option"
  case misspelledOption = "study-misspelled-option"
  case notAnOptionValue = "study-not-an-option-value"
  case notFindings = "findings-not-a-report"
  case noSuchNumber = "findings-no-such-number"
  case studyGone = "findings-study-gone"

  public var kind: Fault.Kind {
    switch self {
    case .notFindings, .studyGone: .input
    case .noSuchNumber: .usage
    default: .input
    }
  }
}

extension StudyFault: Worded {
  public var words: Words {
    switch self {
    case .usedTwice:
      Words(
        english: "The id '{id}' is used twice, first in line {first}",
        fix: "Give each analysis and each bottleneck its own id",
        chinese: "编号“{id}”用了两次，第一次在第 {first} 行", fix: "每项分析、每个瓶颈各用自己的编号")
    case .badID:
      Words(
        english: "'{id}' cannot be an id", fix: "Use letters, digits, hyphens and underscores",
        chinese: "“{id}”不能作编号", fix: "只用字母、数字、连字符和下划线")
    case .badShare:
      Words(
        english: "'{key}' is {value}, but must lie between 0 and 1", fix: "Write 0.05 for 5 %",
        chinese: "“{key}”为 {value}，应在 0 与 1 之间", fix: "5% 写作 0.05")
    case .unknownData:
      Words(
        english: "The study has no data called '{name}'", fix: "Under 'data' there are: {known}",
        chinese: "研究中没有名为“{name}”的数据", fix: "data 之下有：{known}")
    case .unknownDimension:
      Words(
        english: "There is no bottleneck '{name}' among the dimensions", fix: "Known: {known}",
        chinese: "瓶颈维度中没有“{name}”", fix: "已有：{known}")
    case .noActivity:
      Words(
        english: "'{key}' needs activity records", fix: "Add 'activity' under 'data'",
        chinese: "“{key}”需要活动数据", fix: "在 data 之下加上 activity")
    case .noBottlenecks:
      Words(
        english: "The study names no bottlenecks",
        fix: "Add 'bottlenecks' with its dimensions; 'tansuo init' shows how",
        chinese: "研究中没有写明瓶颈", fix: "加上 bottlenecks 及其维度，写法见“tansuo init”")
    case .oneCommand:
      Words(
        english: "An analysis names one command, this one names {count}: {found}",
        fix: "Write the command as a key, its options below: 'crosstab: {{rows: a, cols: b}'",
        chinese: "每项分析写一个命令，这里有 {count} 个：{found}", fix: "以命令为键，选项写在其下：crosstab: {{rows: a, cols: b}")
    case .unknownCommand:
      Words(
        english: "A study cannot run '{name}'", fix: "It can run: {known}",
        chinese: "研究中不能运行“{name}”", fix: "可以运行：{known}")
    case .unknownOption:
      Words(
        english: "'{command}' has no option '{name}' for a study", fix: "'tansuo {command} --help' lists its options",
        chinese: "“{command}”在研究中没有选项“{name}”", fix: "“tansuo {command} --help”列出它的选项")
    case .misspelledOption:
      Words(
        english: "'{command}' has no option '{name}'", fix: "Did you mean '{nearest}'?",
        chinese: "“{command}”没有选项“{name}”", fix: "是不是想写“{nearest}”？")
    case .notAnOptionValue:
      Words(
        english: "The option '{name}' should have a text, a number, yes or no, or a list of them, but has {found}",
        fix: "Write it as after --{name} on a command line",
        chinese: "选项“{name}”应为文本、数字、是否或它们的列表，这里是{found}", fix: "写法同命令行中 --{name} 之后")
    case .notFindings:
      Words(
        english: "This is no findings.json of tansuo", fix: "Give the file that 'tansuo run' wrote",
        chinese: "这不是 tansuo 的 findings.json", fix: "请给出“tansuo run”写出的文件")
    case .noSuchNumber:
      Words(
        english: "The report has no number '{id}'", fix: "Did you mean {nearest}? Numbers are called ANALYSIS.PLACE",
        chinese: "报告中没有编号为“{id}”的数", fix: "是不是 {nearest}？数的编号为“分析.位置”")
    case .studyGone:
      Words(
        english: "The study this report was made from is not at {path}", fix: "Name it with --study",
        chinese: "生成本报告的研究文件不在 {path}", fix: "用 --study 指明它的位置")
    }
  }
}

/// What a reader of a report should know of how it came about.
public enum StudyCaveat: String, CaveatCode {
  case failedAnalysis = "study-failed-analysis"
  case withheldPart = "study-withheld-part"
  case changedInput = "study-changed-input"
  case sharedMargin = "study-shared-margin"
}

extension StudyCaveat: Worded {
  public var words: Words {
    switch self {
    case .failedAnalysis:
      Words(
        english: "The analysis '{id}' could not be done; the report says why", fix: nil,
        chinese: "分析“{id}”未能完成，原因见报告", fix: nil)
    case .withheldPart:
      Words(
        english: "Part of '{id}' was withheld by the disclosure rules", fix: nil,
        chinese: "按披露规则，“{id}”有一部分未予公布", fix: nil)
    case .sharedMargin:
      Words(
        english:
          "Numbers are withheld here so that this analysis alone does not give them away. Other analyses count {columns} too: {others}; what all of them together give away is not checked",
        fix: "Before the report is handed on, leave one of them out, or raise the minimum of the disclosure rules",
        chinese: "此处隐去数字，只保证本分析自身不泄露。另有分析也对 {columns} 计数：{others}；各分析合起来是否泄露，未作核对",
        fix: "对外提供报告之前，请去掉其中一项分析，或提高披露规则的下限")
    case .changedInput:
      Words(
        english: "{path} is not the file the report was made from: its SHA-256 differs", fix: nil,
        chinese: "{path} 与生成报告时的文件不同：SHA-256 不一致", fix: nil)
    }
  }
}

extension Study {
  /// The policy a finding points to, by one of the four names.
  static func policy(_ reader: MappingReader) -> Policy? {
    reader.choice("policy", of: Policy.self)
  }
}
