import Evidence
import Phrasebook

/// Completion scripts for shells, made from the descriptions of the commands.
///
/// Column names are read from the data file on the line by the hidden command `tansuo __columns FILE`.
package struct Completions {
  package enum Shell: String, CaseIterable {
    case bash, zsh, fish
  }

  package let commands: [CommandDescription]
  package let language: Language

  package init(_ commands: [CommandDescription], language: Language) {
    self.commands = commands.filter { !$0.isHidden }
    self.language = language
  }

  package func script(for shell: Shell) -> String {
    switch shell {
    case .bash: bash()
    case .zsh: zsh()
    case .fish: fish()
    }
  }

  /// The words a command line may start with.
  private var firstWords: [String] {
    var seen = Set<String>()
    return commands.map { $0.words[0] }.filter { seen.insert($0).inserted }
  }

  private func secondWords(after first: String) -> [String] {
    commands.filter { $0.words.count == 2 && $0.words[0] == first }.map { $0.words[1] }
  }

  /// The first words of commands that have two.
  private var doubled: [String] { firstWords.filter { !secondWords(after: $0).isEmpty } }

  /// What shells offer as operands besides files.
  private func operandWords(of command: CommandDescription) -> [String] {
    if command.name == "help" { return commands.map(\.name) + HelpTopic.allCases.map(\.rawValue) }
    return command.operands.flatMap { operand -> [String] in
      if case .words(let words) = operand.completion { words } else { [] }
    }
  }

  private func text(_ label: Label) -> String { label.text(in: language) ?? "" }

  // MARK: bash

  private func bash() -> String {
    var lines = [
      "# tansuo completions for bash. Load them with: source <(tansuo completions bash)",
      "_tansuo_columns() {",
      "  local head='' piece=${cur#[\\\"\\']} quote='' file name",
      "  if [[ $cur == [\\\"\\']* ]]; then quote=yes; fi",
      "  if [[ $piece == *,* ]]; then head=${piece%,*},; piece=${piece##*,}; fi",
      "  if [[ -z $quote ]]; then piece=${piece//\\\\/}; fi",
      "  for file in \"${COMP_WORDS[@]:1}\"; do",
      "    file=${file//[\\\\\\\"\\']/}; [[ -f ${file%%#*} ]] && break; file=",
      "  done",
      "  [[ -n $file ]] || return",
      "  while IFS= read -r name; do",
      "    [[ $name == \"$piece\"* ]] || continue",
      "    if [[ -z $quote ]]; then name=$(printf %q \"$name\"); fi",
      "    COMPREPLY+=(\"$head$name\")",
      "  done < <(tansuo __columns \"$file\" 2>/dev/null)",
      "  compopt -o nospace",
      "}",
      "_tansuo() {",
      "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}",
      "  COMPREPLY=()",
      "  if [[ $COMP_CWORD -eq 1 ]]; then",
      "    COMPREPLY=($(compgen -W '\(quoted((firstWords + ["--version", "--help"]).joined(separator: " ")))' -- \"$cur\"))",
      "    return",
      "  fi",
    ]
    for first in doubled {
      lines += [
        "  if [[ $command == \(first) ]]; then",
        "    if [[ $COMP_CWORD -eq 2 ]]; then",
        "      COMPREPLY=($(compgen -W '\(quoted(secondWords(after: first).joined(separator: " ")))' -- \"$cur\"))",
        "      return",
        "    fi",
        "    command=\"\(first) ${COMP_WORDS[2]}\"",
        "  fi",
      ]
    }
    lines.append("  case \"$command $prev\" in")
    for command in commands {
      for option in command.options where option.value != .flag {
        let letter = option.letter.map { "|'\(command.name) -\($0)'" } ?? ""
        lines.append("    '\(command.name) \(option.dashed)'\(letter)) \(bashAction(option.value)); return ;;")
      }
    }
    lines += ["  esac", "  local options= words="]
    lines.append("  case $command in")
    for command in commands {
      let options = command.options.map(\.dashed).joined(separator: " ")
      let words = operandWords(of: command).joined(separator: " ")
      lines.append("    '\(command.name)') options='\(quoted(options))' words='\(quoted(words))' ;;")
    }
    lines += [
      "  esac",
      "  if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W \"$options\" -- \"$cur\"))",
      "  elif [[ -n $words ]]; then COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))",
      "  else COMPREPLY=($(compgen -f -- \"$cur\")); compopt -o filenames; fi",
      "}",
      "complete -F _tansuo tansuo",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private func bashAction(_ value: CommandOption.Value) -> String {
    switch value {
    case .choice(let choices):
      "COMPREPLY=($(compgen -W '\(quoted(choices.joined(separator: " ")))' -- \"$cur\"))"
    case .column, .columns: "_tansuo_columns"
    case .file: "COMPREPLY=($(compgen -f -- \"$cur\")); compopt -o filenames"
    case .folder: "COMPREPLY=($(compgen -d -- \"$cur\")); compopt -o filenames"
    case .flag, .text, .integer, .number: ":"
    }
  }

  // MARK: zsh

  private func zsh() -> String {
    var lines = [
      "#compdef tansuo",
      "# tansuo completions for zsh. Save them as _tansuo in a folder of $fpath.",
      "_tansuo_columns() {",
      "  local file",
      "  for file in ${words[2,-1]}; do [[ -f ${${(Q)file}%%\\#*} ]] && break; file=; done",
      "  [[ -n $file ]] || return",
      "  local -a names=(\"${(@f)$(tansuo __columns ${(Q)file} 2>/dev/null)}\")",
      "  compset -P '*,'",
      "  compadd -S '' -- $names",
      "}",
      "_tansuo() {",
      "  local -a names",
      "  if (( CURRENT == 2 )); then",
      "    names=(",
    ]
    for first in firstWords {
      let summary = commands.first { $0.name == first }.map { text($0.summary) } ?? ""
      lines.append("      '\(quoted(summary.isEmpty ? first : "\(first):\(summary)"))'")
    }
    lines += ["    )", "    _describe command names", "    return", "  fi", "  local command=$words[2]"]
    for first in doubled {
      lines += [
        "  if [[ $command == \(first) ]]; then",
        "    if (( CURRENT == 3 )); then",
        "      compadd -- \(secondWords(after: first).joined(separator: " "))",
        "      return",
        "    fi",
        "    command=\"\(first) $words[3]\"; shift words; (( CURRENT-- ))",
        "  fi",
      ]
    }
    lines += ["  shift words; (( CURRENT-- ))", "  case $command in"]
    for command in commands {
      lines.append("    '\(command.name)')")
      lines.append("      _arguments \\")
      for option in command.options { lines.append("        \(zshOption(option)) \\") }
      let words = operandWords(of: command)
      let action = words.isEmpty ? "_files" : "(\(words.map { $0.replacingSpaces() }.joined(separator: " ")))"
      lines.append("        '*:\(quoted(command.operands.first?.name ?? "")):\(quoted(action))' ;;")
    }
    lines += ["  esac", "}", "_tansuo \"$@\""]
    return lines.joined(separator: "\n") + "\n"
  }

  private func zshOption(_ option: CommandOption) -> String {
    let meaning = text(option.meaning).map { "[]:".contains($0) ? "\\\($0)" : String($0) }.joined()
    let action =
      switch option.value {
      case .flag: ""
      case .choice(let choices): ":\(option.name):(\(choices.joined(separator: " ")))"
      case .column, .columns: ":\(option.placeholder):_tansuo_columns"
      case .file: ":\(option.placeholder):_files"
      case .folder: ":\(option.placeholder):_files -/"
      case .text, .integer, .number: ":\(option.placeholder): "
      }
    let star = option.isRepeatable ? "*" : ""
    return "'\(quoted("\(star)\(option.dashed)[\(meaning)]\(action)"))'"
  }

  // MARK: fish

  private func fish() -> String {
    var lines = [
      "# tansuo completions for fish. Save them as tansuo.fish in ~/.config/fish/completions.",
      "function __tansuo_columns",
      "  set -l token (commandline -ct)",
      "  set -l head (string match -r '^.*,' -- $token; or echo '')",
      "  for file in (commandline -opc)[2..-1]",
      "    if test -f (string replace -r '#.*' '' -- $file)",
      "      for name in (tansuo __columns $file 2>/dev/null); echo $head$name; end",
      "      return",
      "    end",
      "  end",
      "end",
      "function __tansuo_is",
      "  set -l words (commandline -opc)[2..-1]",
      "  test \"$words[1]\" = \"$argv[1]\"; and test (count $argv) -eq 1 -o \"$words[2]\" = \"$argv[2]\"",
      "end",
      "complete -c tansuo -n __fish_use_subcommand -f",
      "complete -c tansuo -n __fish_use_subcommand -l version",
    ]
    for first in firstWords {
      let summary = commands.first { $0.name == first }.map { " -d '\(fishQuoted(text($0.summary)))'" } ?? ""
      lines.append("complete -c tansuo -n __fish_use_subcommand -a \(first)\(summary)")
      let second = secondWords(after: first)
      if !second.isEmpty {
        let words = second.joined(separator: " ")
        let isFirst = "'__tansuo_is \(first); and test (count (commandline -opc)) -eq 2'"
        lines.append("complete -c tansuo -n \(isFirst) -f -a '\(words)'")
      }
    }
    for command in commands {
      let condition = "-n '__tansuo_is \(command.name)'"
      let words = operandWords(of: command)
      if !words.isEmpty { lines.append("complete -c tansuo \(condition) -f -a '\(words.joined(separator: " "))'") }
      for option in command.options {
        let letter = option.letter.map { " -s \($0)" } ?? ""
        let meaning = fishQuoted(text(option.meaning))
        lines.append(
          "complete -c tansuo \(condition) -l \(option.name)\(letter) -d '\(meaning)'\(fishAction(option.value))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func fishAction(_ value: CommandOption.Value) -> String {
    switch value {
    case .flag: ""
    case .choice(let choices): " -xa '\(choices.joined(separator: " "))'"
    case .column, .columns: " -xa '(__tansuo_columns)'"
    case .file: " -rF"
    case .folder: " -xa '(__fish_complete_directories)'"
    case .text, .integer, .number: " -x"
    }
  }

  /// Text inside single quotes of bash and zsh.
  private func quoted(_ text: String) -> String {
    text.map { $0 == "'" ? "'\\''" : String($0) }.joined()
  }

  private func fishQuoted(_ text: String) -> String {
    text.map { "'\\".contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}

extension String {
  /// A word of a zsh list: spaces are escaped.
  fileprivate func replacingSpaces() -> String { map { $0 == " " ? "\\ " : String($0) }.joined() }
}
