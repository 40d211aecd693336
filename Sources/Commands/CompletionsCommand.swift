import CommandGrammar
import Evidence

extension CommandDescription {
  static let completions = CommandDescription(
    "completions", in: .workshop,
    Label(chinese: "输出命令行补全脚本", english: "print completions for a shell, columns of data files included"),
    examples: [
      Example(
        "source <(tansuo completions bash)",
        Label(chinese: "在当前 bash 中启用", english: "use them in this bash")),
      Example(
        "tansuo completions fish -o ~/.config/fish/completions/tansuo.fish",
        Label(chinese: "在 fish 中长期启用", english: "use them in fish from now on")),
    ],
    operands: [.shell]
  ) { invocation, surroundings throws(Fault) in
    let name = try invocation.required(.shell)
    guard let shell = Completions.Shell(rawValue: name) else {
      throw Fault(
        UsageFault.notAChoice,
        [
          "option": "SHELL", "value": .text(name), "choices": .list(Completions.Shell.allCases.map(\.rawValue)),
        ])
    }
    return Output(text: Completions(CommandRegistry.all, language: surroundings.language).script(for: shell))
  }
}

extension Operand {
  static let shell = Operand(
    "SHELL", Label(chinese: "bash、zsh 或 fish", english: "bash, zsh or fish"),
    completion: .words(Completions.Shell.allCases.map(\.rawValue)))
}
