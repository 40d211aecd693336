import Evidence
import Exercises
import StructuredText

/// What a notebook says of itself between `---` and `---`. Only what is ours is read; the rest is kept as it is.
public struct FrontMatter: Sendable {
  /// A data file the cells call `$name`.
  public struct Data: Sendable, Hashable {
    public let name: String
    /// Relative to the notebook.
    public let file: String
    public let codebook: String?
  }

  public var title: String?
  public var language: Language?
  public var data: [Data] = []
  /// Of a worksheet: the lesson it was made from and whom it was made for.
  public var worksheet: Origin?

  public struct Origin: Sendable, Hashable {
    public let lesson: String
    public let student: String
  }

  /// The lines of the front matter, markers included; none where there is none.
  static func lines(of source: SourceLines) throws(Fault) -> Range<Int> {
    guard source.count > 0, source.trimmed(0) == "---" else { return 0..<0 }
    for line in 1..<source.count where ["---", "..."].contains(source.trimmed(line)) { return 0..<line + 1 }
    throw Fault(NotebookFault.frontMatterOpen, at: Place(line: 1))
  }

  init(_ source: SourceLines, _ lines: Range<Int>) throws(Fault) {
    guard lines.count > 2 else { return }
    let inside = lines.lowerBound + 1..<lines.upperBound - 1
    if inside.allSatisfy({ source.isBlank($0) }) { return }
    let node: YAMLNode
    do throws(Fault) {
      node = try YAMLNode(parsing: Array(source.bytes(of: inside)))
    } catch {
      throw error.moved(down: inside.lowerBound)
    }
    let collector = FaultCollector()
    title = node["title"]?.text
    if let code = node["lang"] { language = Self.language(code, collector) }
    if let ours = node["tansuo"] { read(ours, collector) }
    do throws(Fault) { try collector.check() } catch { throw error.moved(down: inside.lowerBound) }
  }

  /// `zh`, `zh-CN`, `en-GB`: the part before the hyphen counts.
  private static func language(_ node: YAMLNode, _ collector: FaultCollector) -> Language? {
    guard let text = node.text("lang", collector) else { return nil }
    let language = Language(rawValue: String(text.prefix { $0 != "-" && $0 != "_" }).lowercased())
    if language == nil { collector.add(NotebookFault.unknownLanguage, at: node.place, ["language": .text(text)]) }
    return language
  }

  private mutating func read(_ node: YAMLNode, _ collector: FaultCollector) {
    var data: [Data] = []
    var origin: Origin?
    collector.read(node) { reader in
      for entry in reader.entries("data") ?? [] {
        guard PlainName.isSound(entry.key) else {
          collector.add(NotebookFault.badName, at: entry.keyPlace, ["name": .text(entry.key)])
          continue
        }
        if let file = entry.value.text {
          data.append(Data(name: entry.key, file: file, codebook: nil))
        } else {
          collector.read(entry.value) { reader in
            reader.require("file")
            let (file, codebook) = (reader.text("file"), reader.text("codebook"))
            if let file { data.append(Data(name: entry.key, file: file, codebook: codebook)) }
          }
        }
      }
      let (lesson, student) = (reader.text("lesson"), reader.text("student"))
      if let lesson, let student { origin = Origin(lesson: lesson, student: student) }
    }
    (self.data, worksheet) = (data, origin)
  }
}
