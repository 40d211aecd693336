import Evidence
import Tables

/// A command line after parsing. Every value has been checked against its description.
///
/// Asking for an option the command does not describe is a mistake of the programmer and stops the program.
public struct Invocation: Sendable {
  public let command: CommandDescription
  package let values: [String: [String]]
  package let operandValues: [String: [String]]

  public func isGiven(_ option: CommandOption) -> Bool { !texts(option).isEmpty }

  /// Whether a flag is there.
  public func flag(_ option: CommandOption) -> Bool { isGiven(option) }

  /// The value as it was typed.
  public func text(_ option: CommandOption) -> String? { texts(option).last }

  /// The values of an option that may be repeated, in the order in which they were typed.
  public func texts(_ option: CommandOption) -> [String] {
    precondition(
      command.options.contains { $0.name == option.name }, "\(command.name) does not describe --\(option.name)")
    return values[option.name] ?? []
  }

  public func integer(_ option: CommandOption) -> Int? { text(option).flatMap { Int($0) } }

  public func number(_ option: CommandOption) -> Double? { text(option).flatMap { Double($0) } }

  public func choice<Choice: RawRepresentable<String>>(_ option: CommandOption, of type: Choice.Type) -> Choice? {
    text(option).flatMap { Choice(rawValue: $0) }
  }

  /// `true` for `yes`, `false` for `no`.
  public func yesOrNo(_ option: CommandOption) -> Bool? { text(option).map { $0 == "yes" } }

  /// The columns an option picks, not yet looked up; `nil` where the option is not there.
  public func columns(_ option: CommandOption) -> ColumnSelection? {
    let texts = texts(option)
    return texts.isEmpty ? nil : ColumnSelection(texts.joined(separator: ","))
  }

  /// The first word given for an operand.
  public func operand(_ operand: Operand) -> String? { operands(operand).first }

  public func operands(_ operand: Operand) -> [String] { operandValues[operand.name] ?? [] }

  /// The value of an option without which the command, as it was typed, cannot work.
  public func required(_ option: CommandOption) throws(Fault) -> String {
    guard let text = text(option) else {
      throw Fault(UsageFault.missingOption, ["option": .text(option.dashed), "command": .text(command.name)])
    }
    return text
  }

  /// The word given for an operand that may be missing in other uses of the command.
  public func required(_ operand: Operand) throws(Fault) -> String {
    guard let text = self.operand(operand) else {
      throw Fault(UsageFault.missingOperand, ["operand": .text(operand.name), "command": .text(command.name)])
    }
    return text
  }
}
