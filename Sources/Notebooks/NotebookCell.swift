import Evidence
import Exercises

/// A fence of a notebook that something is made of, with the output below it.
struct NotebookCell: Sendable {
  enum Kind: String, Sendable {
    case commands = "tansuo"
    case exercise
  }

  enum Show: String, Sendable, CaseIterable {
    case everything = "all"
    case table, chart, none
  }

  let kind: Kind
  /// Counted from 1 over the cells of either kind.
  let number: Int
  var name: String?
  var dependencies: [String] = []
  /// The exit code with which the last command is to end.
  var ending: Int32 = 0
  var show = Show.everything
  /// The first line of the fence, counted from 0.
  let fence: Range<Int>
  /// What stands inside the fence.
  let text: String
  /// The lines of the output below, markers included.
  var output: Range<Int>?

  /// The line of the fence as people count.
  var line: Int { fence.lowerBound + 1 }
}

/// The words behind the opening fence: `tansuo name=cross depends=load`, or the same in braces.
struct FenceInfo {
  let word: String
  let attributes: [(name: String, value: String)]

  init?(_ info: String) {
    var text = Substring(info.filter { $0 != "\n" && $0 != "\r" })
    text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    if text.first == "{", text.last == "}" { text = text.dropFirst().dropLast() }
    var parts = text.split(whereSeparator: { $0 == " " || $0 == "\t" })
    guard !parts.isEmpty else { return nil }
    word = Self.withoutComma(parts.removeFirst())
    attributes = parts.map { part in
      let part = Self.withoutComma(part)
      guard let equals = part.firstIndex(of: "=") else { return (part, "") }
      var value = part[part.index(after: equals)...]
      for quote in ["\"", "'"] where value.count >= 2 && value.hasPrefix(quote) && value.hasSuffix(quote) {
        value = value.dropFirst().dropLast()
      }
      return (String(part[..<equals]), String(value))
    }
  }

  private static func withoutComma(_ part: Substring) -> String {
    String(part.last == "," ? part.dropLast() : part)
  }
}

extension NotebookCell {
  static let attributeNames = ["name", "depends", "fails", "show"]

  /// Takes over what the fence says.
  mutating func take(_ info: FenceInfo) throws(Fault) {
    let place = Place(line: line)
    for (name, value) in info.attributes {
      switch name {
      case "name":
        guard PlainName.isSound(value) else { throw Fault(NotebookFault.badName, at: place, ["name": .text(value)]) }
        self.name = value
      case "depends":
        dependencies = value.split(separator: ",").map(String.init)
      case "fails":
        guard let code = Int32(value), (1...99).contains(code) else {
          throw Fault(
            NotebookFault.badAttribute, at: place,
            ["name": "fails", "value": .text(value), "choices": ["1", "2", "3", "4", "5"]])
        }
        ending = code
      case "show":
        guard let show = Show(rawValue: value) else {
          throw Fault(
            NotebookFault.badAttribute, at: place,
            ["name": "show", "value": .text(value), "choices": .list(Show.allCases.map(\.rawValue))])
        }
        self.show = show
      default:
        throw Fault(
          NotebookFault.unknownAttribute, at: place, ["name": .text(name), "known": .list(Self.attributeNames)])
      }
    }
  }
}
