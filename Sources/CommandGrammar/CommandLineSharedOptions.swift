import Evidence

/// The options that mean the same thing everywhere. Commands pick from them.
extension CommandOption {
  public static let rows = CommandOption(
    "rows", .column, Label(chinese: "放在表的行上的列", english: "the column whose categories are the rows"))
  public static let cols = CommandOption(
    "cols", .column, Label(chinese: "放在表的列上的列", english: "the column whose categories are the columns"))
  public static let items = CommandOption(
    "items", .columns,
    Label(
      chinese: "要分析的列：名称、标签、区间（q1-q8）或通配（q5_*），以逗号分隔",
      english: "the columns to analyse: names, labels, ranges (q1-q8) or globs (q5_*), separated by commas"))
  public static let by = CommandOption(
    "by", .columns, Label(chinese: "按哪一列分组", english: "the column that makes the groups"))
  public static let weights = CommandOption(
    "weights", .column, Label(chinese: "抽样权重列", english: "the column of sampling weights"))
  public static let freq = CommandOption(
    "freq", .column, Label(chinese: "计数列：每行代表多少个案", english: "a column of counts: how many cases a row stands for"))
  public static let strata = CommandOption(
    "strata", .column, Label(chinese: "分层列", english: "the column of sampling strata"))
  public static let cluster = CommandOption(
    "cluster", .column,
    Label(chinese: "群列，如企业编号", english: "the column of sampling clusters, such as the enterprise"))
  public static let fpc = CommandOption(
    "fpc", .column,
    Label(chinese: "有限总体修正列：各层总体单位数或抽样比", english: "finite population correction: stratum sizes or sampling fractions"))
  public static let `where` = CommandOption(
    "where", .text, placeholder: "CONDITION",
    Label(
      chinese: "只保留符合条件的行，如 'province=山东 and year>=2022'",
      english: "keep the rows that meet a condition, such as 'province=山东 and year>=2022'"))
  public static let missing = CommandOption(
    "missing", .choice(["pairwise", "listwise"]),
    Label(chinese: "缺失值按对还是按整行排除", english: "leave out missing values pair by pair or whole rows"))
  public static let seed = CommandOption(
    "seed", .integer(0...Int.max), default: "1",
    Label(chinese: "随机数种子", english: "the seed of the random numbers"))
  public static let threads = CommandOption(
    "threads", .integer(1...1024),
    Label(chinese: "最多用几个线程；不影响结果", english: "how many threads at most; results do not depend on it"))
  public static let style = CommandOption(
    "style", .choice(["spss", "apa", "gb"]), default: "spss",
    Label(chinese: "表格样式", english: "the style of tables"))
  public static let compat = CommandOption(
    "compat", .choice(["spss", "r", "scipy"]),
    Label(chinese: "在定义有分歧处照哪个软件计算", english: "whose definitions to follow where they differ"))
  public static let explain = CommandOption(
    "explain", .flag, Label(chinese: "说明每个数字的算法", english: "say how each number was computed"))

  public static let lang = CommandOption(
    "lang", .choice(["zh", "en"]), Label(chinese: "输出语言", english: "the language of the output"))
  public static let quiet = CommandOption(
    "quiet", .flag, Label(chinese: "不显示提示和进度", english: "no notes and no progress"))
  public static let noColor = CommandOption(
    "no-color", .flag, Label(chinese: "不用颜色", english: "no colors"))
  public static let json = CommandOption(
    "json", .flag, Label(chinese: "同 --format json", english: "the same as --format json"))
  public static let format = CommandOption(
    "format", .choice(of: OutputFormat.self), default: "table",
    Label(chinese: "输出格式", english: "the form of the output"))
  public static let output = CommandOption(
    "output", letter: "o", .file,
    Label(
      chinese: "写入文件；未给 --format 时按扩展名定格式",
      english: "write to a file, in the form its extension says unless --format is given"))
  public static let chart = CommandOption(
    "chart", .file,
    Label(
      chinese: "把图另存为 .svg 或 .png 文件；多幅图依次编号",
      english: "also write the chart to a file, .svg or .png; several charts are numbered"))
  public static let force = CommandOption(
    "force", .flag,
    Label(chinese: "允许覆盖不是 tansuo 写的文件", english: "replace a file even if tansuo did not write it"))
  public static let help = CommandOption(
    "help", letter: "h", .flag, Label(chinese: "显示帮助", english: "show help"))

  /// Options every command has.
  public static let everywhere: [CommandOption] = [
    lang, format, json, output, chart, force, quiet, noColor, help,
  ]
}

extension [CommandOption] {
  /// The sampling design: weights, strata, clusters, population sizes.
  public static var design: [CommandOption] { [.weights, .strata, .cluster, .fpc, .lonely] }
  /// What every command that opens a data file takes.
  public static var opening: [CommandOption] { [.where, .codebook, .threads, .encoding, .headerRows, .query] }
}
