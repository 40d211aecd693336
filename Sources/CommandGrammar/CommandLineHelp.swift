import Documents
import Evidence
import Phrasebook
import Typography

/// What people read when they ask how.
package struct HelpText {
  private static let widest = 100

  package let commands: [CommandDescription]
  package let language: Language
  package let width: Int
  package let usesColor: Bool

  package init(_ commands: [CommandDescription], _ surroundings: Surroundings) {
    self.commands = commands.filter { !$0.isHidden }
    language = surroundings.language
    width = min(surroundings.width, Self.widest)
    usesColor = surroundings.usesColor
  }

  /// The screen of the bare word `tansuo`: what it is for, two examples, the commands by task.
  package func firstScreen() -> String {
    var lines = paragraph(
      say(
        "tansuo \(Version.number)：从企业问卷和活动数据得出可核对的结论（统计检验、聚类、瓶颈、碳核算）",
        "tansuo \(Version.number): from enterprise questionnaires and activity data to findings that can be checked"))
    lines += [""] + Self.firstExamples.flatMap { example($0) }
    for group in CommandGroup.allCases {
      let members = commands.filter { $0.group == group }
      guard !members.isEmpty else { continue }
      lines += ["", bold(text(group.title))]
      lines += columns(members.map { ($0.name, text($0.summary)) }, indent: 2, left: longestName)
    }
    lines += [""]
    lines += paragraph(
      say(
        "“tansuo help 命令”说明一个命令；另有“tansuo help exit-codes”和“tansuo help columns”。不联网。",
        "'tansuo help COMMAND' explains a command; see also 'tansuo help exit-codes' and 'tansuo help columns'. "
          + "Nothing is sent over a network."))
    return lines.joined(separator: "\n") + "\n"
  }

  package static let firstExamples = [
    Example(
      "tansuo describe survey.csv",
      Label(chinese: "文件里有哪些变量、各有多少缺失", english: "which variables a file has and how much is missing")),
    Example(
      "tansuo crosstab survey.csv --rows province --cols rating",
      Label(chinese: "省份与评级是否有关", english: "whether province and rating go together")),
  ]

  /// The page of one command, examples first.
  package func page(of command: CommandDescription) -> String {
    var lines = [bold("tansuo \(command.name)")] + paragraph(text(command.summary)).map { "  " + $0 }
    if !command.examples.isEmpty {
      lines += ["", bold(say("示例", "Examples"))] + command.examples.flatMap { example($0) }
    }
    for paragraph in command.details { lines += [""] + self.paragraph(text(paragraph)) }
    lines += ["", bold(say("用法", "Usage"))]
    lines += usage(of: command).wrapped(to: max(20, width - 4)).enumerated().map { ($0 == 0 ? "  " : "    ") + $1 }
    if !command.operands.isEmpty {
      lines += [""] + columns(command.operands.map { ($0.name, text($0.meaning)) }, indent: 2, left: 8)
    }
    lines += options(command.ownOptions, title: say("选项", "Options"))
    lines += options(CommandOption.everywhere, title: say("通用选项", "Options of every command"))
    return lines.joined(separator: "\n") + "\n"
  }

  /// `tansuo freq DATA --items COLUMNS [options]`
  package func usage(of command: CommandDescription) -> String {
    let operands = command.operands.map { operand in
      switch operand.count {
      case .one: operand.name
      case .optional: "[\(operand.name)]"
      case .oneOrMore: "\(operand.name)…"
      case .any: "[\(operand.name)…]"
      }
    }
    let required = command.ownOptions.filter(\.isRequired).map { "\($0.dashed) \($0.placeholder)" }
    return (["tansuo \(command.name)"] + operands + required + [say("[选项]", "[options]")]).joined(separator: " ")
  }

  private func options(_ options: [CommandOption], title: String) -> [String] {
    guard !options.isEmpty else { return [] }
    let rows = options.map { option in
      let letter = option.letter.map { "-\($0), " } ?? ""
      let value = option.value == .flag ? "" : " \(option.placeholder)"
      var meaning = text(option.meaning)
      if option.isRequired { meaning += say("（必需）", " (required)") }
      if option.isRepeatable { meaning += say("（可多次）", " (may be repeated)") }
      if let defaultText = option.defaultText {
        meaning += say("（默认 \(defaultText)）", " (\(defaultText) unless given)")
      }
      return (letter + option.dashed + value, meaning)
    }
    return ["", bold(title)] + columns(rows, indent: 2, left: min(28, rows.map(\.0.terminalWidth).max() ?? 0))
  }

  private func example(_ example: Example) -> [String] {
    let explanation = text(example.explanation).wrapped(to: max(20, width - 6)).map { "      " + $0 }
    return ["  " + example.line] + explanation
  }

  /// Two columns; a left side that is too long gets a line of its own.
  package func columns(_ rows: [(String, String)], indent: Int, left: Int) -> [String] {
    let blank = String(repeating: " ", count: indent + left + 2)
    return rows.flatMap { name, meaning in
      let margin = String(repeating: " ", count: indent)
      let lines = meaning.wrapped(to: max(20, width - blank.count))
      guard name.terminalWidth <= left else { return [margin + name] + lines.map { blank + $0 } }
      let gap = String(repeating: " ", count: left - name.terminalWidth + 2)
      return lines.enumerated().map { $0 == 0 ? margin + name + gap + $1 : blank + $1 }
    }
  }

  package func paragraph(_ text: String) -> [String] { text.wrapped(to: width) }

  private var longestName: Int { commands.map(\.name.count).max() ?? 0 }

  package func bold(_ text: String) -> String { usesColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
  package func text(_ label: Label) -> String { label.text(in: language) ?? "" }
  package func say(_ chinese: String, _ english: String) -> String { language == .chinese ? chinese : english }
}
