import CommandGrammar
import Documents
import Evidence
import Findings
import Phrasebook
import StructuredText
import TableSources

/// Where one number of a report comes from, with the arithmetic where its command can show it.
public struct Explanation: Sendable {
  public let id: String
  public let recipe: FindingsFile.Recipe
  let path: JSONPath
  let value: JSONValue
  /// How sentences print it, where any does.
  let shown: (text: String, rule: String)?
  /// The command's own account of its steps.
  let arithmetic: @Sendable (Language) -> [Block]

  public init(
    of id: String, in file: FindingsFile, study: String, commands: [CommandDescription], _ surroundings: Surroundings
  ) throws(Fault) {
    guard let recipe = file.recipes.first(where: { id.hasPrefix($0.analysis + ".") }),
      let path = JSONPath(String(id.dropFirst(recipe.analysis.count + 1))), let value = recipe.result?[path]
    else {
      let known = Array((file.content["numbers"]?.asObject?.keys ?? []))
      let nearest = Similarity.nearest(to: id, in: known)
      throw Fault(
        StudyFault.noSuchNumber,
        ["id": .text(id), "nearest": .list(nearest.isEmpty ? Array(known.prefix(3)) : nearest)])
    }
    self.id = id
    self.recipe = recipe
    self.path = path
    self.value = value
    let number = file.content["numbers"]?[id]
    shown = number?["shown"]?.asString.map { ($0, number?["rule"]?.asString ?? "") }
    let folder = study.lastIndex(of: "/").map { String(study[..<$0]) }
    arithmetic = try ReadingBounds(startingIn: folder).hold { () -> Result<@Sendable (Language) -> [Block], Fault> in
      do throws(Fault) {
        return .success(try Self.arithmetic(recipe, file, study, commands, surroundings))
      } catch {
        return .failure(error)
      }
    }.get()
  }

  /// What `--explain` adds to the document of the command.
  private static func arithmetic(
    _ recipe: FindingsFile.Recipe, _ file: FindingsFile, _ study: String, _ commands: [CommandDescription],
    _ surroundings: Surroundings
  ) throws(Fault) -> @Sendable (Language) -> [Block] {
    let takesExplain = commands.contains { command in
      recipe.arguments.starts(with: command.words)
        && command.ownOptions.contains { $0.name == CommandOption.explain.name }
    }
    guard takesExplain else { return { _ in [] } }
    var explaining = recipe
    explaining = FindingsFile.Recipe(
      analysis: recipe.analysis, arguments: recipe.arguments + ["--explain"], inputs: recipe.inputs,
      method: recipe.method, result: recipe.result)
    let plain = try file.replayed(recipe, study: study, commands, surroundings)
    let full = try file.replayed(explaining, study: study, commands, surroundings)
    guard case .result(let plainDocument, _) = plain.body, case .result(let fullDocument, _) = full.body else {
      return { _ in [] }
    }
    return { language in
      let (before, after) = (plainDocument(language).blocks, fullDocument(language).blocks)
      return after.starts(with: before) ? Array(after.dropFirst(before.count)) : after
    }
  }

  package var json: JSONValue {
    [
      "id": .string(id), "value": value, "path": .string("\(path)"), "shown": JSONValue(shown?.text),
      "rule": JSONValue(shown?.rule), "command": JSONValue(recipe.arguments),
    ]
  }

  package func document(in language: Language) -> Document {
    let chinese = language == .chinese
    func row(_ name: String, _ text: String) -> DocumentTable.Row { .init([.init(name), .init(text)]) }
    var rows = [row(chinese ? "编号" : "Id", id), row(chinese ? "值" : "Value", value.written(.compact))]
    if let shown {
      rows.append(row(chinese ? "印作" : "Printed as", "\(shown.text) (\(shown.rule))"))
    }
    rows.append(
      row(
        chinese ? "命令" : "Command", (["tansuo"] + recipe.arguments).map { $0.quotedForShell() }.joined(separator: " ")))
    rows.append(row(chinese ? "位置" : "Place in its JSON", "result.\(path)"))
    for input in recipe.inputs {
      rows.append(
        row(
          chinese ? "数据" : "Data",
          "\(input.path) (\(input.rows) \(chinese ? "行" : "rows"), SHA-256 \(input.sha256.prefix(16))…)"))
    }
    for member in recipe.method.members {
      rows.append(row(member.key, member.value.asString ?? member.value.written(.compact)))
    }
    let table = DocumentTable(
      title: Phrase(chinese ? "这个数的来处" : "Where the number comes from"), columns: [.init(""), .init("")], rows: rows)
    return Document(title: id, language: language.rawValue, [.table(table)] + arithmetic(language))
  }
}
