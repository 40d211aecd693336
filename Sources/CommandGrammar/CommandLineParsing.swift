import Evidence

/// What a command line asks for.
package enum Request {
  /// The bare word `tansuo`.
  case firstScreen
  case version
  case help(CommandDescription)
  case run(Invocation)
}

/// Reads command lines by the descriptions of the commands.
///
/// - `--option value`, `--option=value`, `-o value`, `-ovalue`; `--` ends the options.
/// - Options and operands may stand in any order, shared options also before the command.
/// - `-` is an operand or value like any other; so is a number with a minus sign.
package struct CommandLineParser {
  package let commands: [CommandDescription]

  package init(commands: [CommandDescription]) { self.commands = commands }

  package func parse(_ arguments: [String]) throws(Fault) -> Request {
    let (command, rest) = try command(in: arguments)
    guard let command else {
      if arguments.contains("--version") { return .version }
      if arguments.isEmpty || arguments.contains("--help") || arguments.contains("-h") { return .firstScreen }
      let shell = Self.shell
      var reading = Reading(command: shell)
      try reading.read(arguments)
      return .firstScreen
    }
    // Help is given even where the rest of the line is wrong: that is when it is needed.
    let beforeEnd = rest.prefix { $0 != "--" }
    if beforeEnd.contains("--help") || beforeEnd.contains("-h") { return .help(command) }
    var reading = Reading(command: command)
    try reading.read(rest)
    return .run(try reading.invocation())
  }

  /// `tansuo` without a command, which knows the shared options only.
  package static let shell = CommandDescription("", in: .workshop, Label(), examples: []) { _, _ in Output(text: "") }

  /// The command named by the first word that is not an option, and the line without that name.
  private func command(in arguments: [String]) throws(Fault) -> (CommandDescription?, [String]) {
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      guard argument.hasPrefix("-"), argument != "-" else { break }
      let takesNext = CommandOption.everywhere.contains { option in
        option.value != .flag && (argument == option.dashed || option.letter.map { argument == "-\($0)" } ?? false)
      }
      index += takesNext ? 2 : 1
    }
    guard index < arguments.count else { return (nil, arguments) }
    let first = arguments[index]
    var rest = arguments
    rest.remove(at: index)
    if index < rest.count, let two = commands.first(where: { $0.words == [first, rest[index]] }) {
      rest.remove(at: index)
      return (two, rest)
    }
    if let one = commands.first(where: { $0.name == first }) { return (one, rest) }
    throw unknownCommand(first, next: index < rest.count ? rest[index] : nil)
  }

  private func unknownCommand(_ name: String, next: String?) -> Fault {
    let shown = commands.filter { !$0.isHidden }
    let secondWords = shown.filter { $0.words.count > 1 && $0.words[0] == name }.map(\.name)
    var nearest = secondWords
    if nearest.isEmpty { nearest = Suggestions.nearest(to: name, among: shown.map(\.name)) }
    if nearest.isEmpty, let next {
      nearest = Suggestions.nearest(to: "\(name) \(next)", among: shown.map(\.name))
    }
    return nearest.isEmpty
      ? Fault(UsageFault.unknownCommand, ["name": .text(name)])
      : Fault(UsageFault.misspelledCommand, ["name": .text(name), "nearest": .list(nearest)])
  }
}

/// One pass over the words of a command line.
private struct Reading {
  package let command: CommandDescription
  package var values: [String: [String]] = [:]
  package var words: [String] = []

  package init(command: CommandDescription) {
    self.command = command
  }

  package mutating func read(_ arguments: [String]) throws(Fault) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        words += rest
        return
      }
      if argument.hasPrefix("--") {
        try readLong(argument, &rest)
      } else if argument.hasPrefix("-"), argument != "-", !Self.isNumber(argument) {
        try readLetters(argument, &rest)
      } else {
        words.append(argument)
      }
    }
  }

  private mutating func readLong(_ argument: String, _ rest: inout ArraySlice<String>) throws(Fault) {
    let equals = argument.firstIndex(of: "=")
    let name = String(argument[..<(equals ?? argument.endIndex)].dropFirst(2))
    guard let option = command.options.first(where: { $0.name == name }) else {
      throw unknownOption("--\(name)")
    }
    let attached = equals.map { String(argument[argument.index(after: $0)...]) }
    try take(option, attached, &rest)
  }

  private mutating func readLetters(_ argument: String, _ rest: inout ArraySlice<String>) throws(Fault) {
    let letter = argument.dropFirst().first
    guard let option = command.options.first(where: { $0.letter == letter }) else {
      throw unknownOption(argument)
    }
    let attached = argument.dropFirst(2)
    try take(option, attached.isEmpty ? nil : String(attached), &rest)
  }

  private mutating func take(
    _ option: CommandOption, _ attached: String?, _ rest: inout ArraySlice<String>
  ) throws(Fault) {
    let name = Fact.text(option.dashed)
    if values[option.name] != nil, !option.isRepeatable {
      throw Fault(UsageFault.repeatedOption, ["option": name])
    }
    if option.value == .flag {
      if let attached { throw Fault(UsageFault.unexpectedValue, ["option": name, "value": .text(attached)]) }
      values[option.name] = [""]
      return
    }
    let value: String
    if let attached {
      value = attached
    } else if let next = rest.first, !next.hasPrefix("-") || next == "-" || Self.isNumber(next) {
      value = next
      rest.removeFirst()
    } else {
      throw Fault(UsageFault.missingValue, ["option": name, "placeholder": .text(option.placeholder)])
    }
    values[option.name, default: []].append(try checked(value, for: option))
  }

  private func checked(_ value: String, for option: CommandOption) throws(Fault) -> String {
    let name = Fact.text(option.dashed)
    switch option.value {
    case .integer(let bounds):
      guard let integer = Int(value) else {
        throw Fault(UsageFault.notAnInteger, ["option": name, "value": .text(value)])
      }
      if integer < bounds.lowerBound {
        throw Fault(UsageFault.tooSmall, ["option": name, "value": .text(value), "bound": .integer(bounds.lowerBound)])
      }
      if integer > bounds.upperBound {
        throw Fault(UsageFault.tooLarge, ["option": name, "value": .text(value), "bound": .integer(bounds.upperBound)])
      }
    case .number(let bounds):
      guard let number = Double(value), number.isFinite else {
        throw Fault(UsageFault.notANumber, ["option": name, "value": .text(value)])
      }
      if number < bounds.lowerBound {
        throw Fault(UsageFault.tooSmall, ["option": name, "value": .text(value), "bound": .number(bounds.lowerBound)])
      }
      if number > bounds.upperBound {
        throw Fault(UsageFault.tooLarge, ["option": name, "value": .text(value), "bound": .number(bounds.upperBound)])
      }
    case .choice(let choices):
      guard choices.contains(value) else {
        throw Fault(UsageFault.notAChoice, ["option": name, "value": .text(value), "choices": .list(choices)])
      }
    case .text, .column, .columns, .file, .folder:
      if value.isEmpty {
        throw Fault(UsageFault.missingValue, ["option": name, "placeholder": .text(option.placeholder)])
      }
    case .flag:
      break
    }
    return value
  }

  private func unknownOption(_ typed: String) -> Fault {
    let shown: Facts = [
      "option": .text(typed), "command": .text(command.name.isEmpty ? "tansuo" : command.name),
    ]
    let nearest = Suggestions.nearest(to: typed, among: command.options.map(\.dashed))
    guard !nearest.isEmpty else { return Fault(UsageFault.unknownOption, shown) }
    return Fault(UsageFault.misspelledOption, shown.merging(["nearest": .list(nearest)]) { old, _ in old })
  }

  /// Hands out the words to the operands and makes sure that nothing is missing.
  package func invocation() throws(Fault) -> Invocation {
    var operands: [String: [String]] = [:]
    var rest = words[...]
    for operand in command.operands {
      switch operand.count {
      case .one, .optional:
        if let word = rest.popFirst() { operands[operand.name] = [word] }
      case .oneOrMore, .any:
        if !rest.isEmpty { operands[operand.name] = Array(rest) }
        rest = []
      }
      if operand.count == .one || operand.count == .oneOrMore, operands[operand.name] == nil {
        throw Fault(UsageFault.missingOperand, ["operand": .text(operand.name), "command": .text(command.name)])
      }
    }
    if let extra = rest.first {
      throw Fault(UsageFault.extraOperand, ["value": .text(extra), "command": .text(command.name)])
    }
    for option in command.options where option.isRequired && values[option.name] == nil {
      throw Fault(UsageFault.missingOption, ["option": .text(option.dashed), "command": .text(command.name)])
    }
    if values["json"] != nil, let format = values["format"]?.last, format != "json" {
      throw Fault(UsageFault.formatsDisagree, ["format": .text(format)])
    }
    return Invocation(command: command, values: values, operandValues: operands)
  }

  /// Whether a word that starts with a minus is a number: `-3`, `-.5`, `-1e3`.
  private static func isNumber(_ word: String) -> Bool {
    guard let second = word.dropFirst().first, second.isASCII, second.isNumber || second == "." else { return false }
    return Double(word) != nil
  }
}
