import Evidence
import Phrasebook

/// Manual pages in the language of `man`, made from the same descriptions as help. They are in English.
package struct ManualPage {
  private let commands: [CommandDescription]

  package init(_ commands: [CommandDescription]) {
    self.commands = commands.filter { !$0.isHidden }
  }

  /// `tansuo(1)`: what there is.
  package func overview() -> String {
    var lines = heading("tansuo", "survey statistics, bottleneck analysis and carbon accounting")
    lines += [".SH SYNOPSIS", ".B tansuo", "COMMAND [options]"]
    for group in CommandGroup.allCases {
      let members = commands.filter { $0.group == group }
      guard !members.isEmpty else { continue }
      lines.append(".SH \(roff(english(group.title)).uppercased())")
      for command in members { lines += [".TP", ".B \(roff(command.name))", roff(english(command.summary))] }
    }
    return finished(lines)
  }

  /// `tansuo-freq(1)`: one command.
  package func page(of command: CommandDescription) -> String {
    let name = (["tansuo"] + command.words).joined(separator: "-")
    var lines = heading(name, english(command.summary))
    let help = HelpText(commands, Surroundings(language: .english, width: Int.max))
    lines += [".SH SYNOPSIS", roff(help.usage(of: command))]
    if !command.examples.isEmpty { lines.append(".SH EXAMPLES") }
    for example in command.examples {
      lines += [".TP", ".B \(roff(example.line))", roff(english(example.explanation))]
    }
    if !command.details.isEmpty { lines.append(".SH DESCRIPTION") }
    for paragraph in command.details { lines += [".PP", roff(english(paragraph))] }
    if !command.operands.isEmpty { lines.append(".SH OPERANDS") }
    for operand in command.operands { lines += [".TP", ".I \(roff(operand.name))", roff(english(operand.meaning))] }
    lines.append(".SH OPTIONS")
    for option in command.options {
      let letter = option.letter.map { "-\($0), " } ?? ""
      let value = option.value == .flag ? "" : " \\fI\(roff(option.placeholder))\\fR"
      lines += [".TP", "\\fB\(roff(letter + option.dashed))\\fR\(value)", roff(english(option.meaning))]
    }
    return finished(lines)
  }

  private func heading(_ name: String, _ summary: String) -> [String] {
    [
      ".TH \"\(name.uppercased())\" 1 \"\" \"tansuo \(Version.number)\"", ".SH NAME",
      "\(roff(name)) \\- \(roff(summary))",
    ]
  }

  private func finished(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }

  private func english(_ label: Label) -> String { label.text(in: .english) ?? "" }

  /// Backslashes, hyphens, quotes and a leading control character lose their meaning.
  private func roff(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      // A request such as .B takes quotes for its own.
      case "\"": result += "\\(dq"
      case "\n": result += " "
      default: result.append(character)
      }
    }
    return result.hasPrefix(".") || result.hasPrefix("'") ? "\\&" + result : result
  }
}
