import CommandGrammar
import Evidence

extension CommandDescription {
  static let help = CommandDescription(
    "help", in: .workshop, Label(chinese: "说明命令、退出码和列的写法", english: "explain a command, exit codes or column names"),
    examples: [
      Example(
        "tansuo help crosstab",
        Label(chinese: "列联表命令的示例和选项", english: "examples and options of the crosstab command")),
      Example("tansuo help exit-codes", Label(chinese: "退出码的含义", english: "what exit codes mean")),
      Example(
        "tansuo help --man freq | man -l -",
        Label(chinese: "以手册页形式阅读", english: "read it as a manual page")),
    ],
    operands: [.topic], options: [.manual]
  ) { invocation, surroundings throws(Fault) in
    let commands = CommandRegistry.all
    let help = HelpText(commands, surroundings)
    let words = invocation.operands(.topic)
    guard !words.isEmpty else {
      return Output(text: invocation.flag(.manual) ? ManualPage(commands).overview() : help.firstScreen())
    }
    let name = words.joined(separator: " ")
    if let command = commands.first(where: { $0.name == name && !$0.isHidden }) {
      return Output(text: invocation.flag(.manual) ? ManualPage(commands).page(of: command) : help.page(of: command))
    }
    if let topic = HelpTopic(rawValue: name) { return Output(text: help.page(of: topic)) }
    let names = commands.filter { !$0.isHidden }.map(\.name) + HelpTopic.allCases.map(\.rawValue)
    let parts = names.filter { $0.hasPrefix(name + " ") }
    let nearest = parts.isEmpty ? Suggestions.nearest(to: name, among: names) : parts
    throw nearest.isEmpty
      ? Fault(UsageFault.unknownTopic, ["name": .text(name)])
      : Fault(UsageFault.misspelledTopic, ["name": .text(name), "nearest": .list(nearest)])
  }
}

extension Operand {
  static let topic = Operand(
    "COMMAND",
    Label(chinese: "命令名，或 exit-codes、columns、notebooks", english: "a command, or exit-codes, columns, notebooks"),
    count: .any, completion: .words(HelpTopic.allCases.map(\.rawValue)))
}

extension CommandOption {
  static let manual = CommandOption(
    "man", .flag, Label(chinese: "输出手册页（roff）", english: "print a manual page (roff)"))
}
