import Evidence
import StructuredText

/// The text of a new notebook: a front matter and a first cell that runs.
struct NotebookScaffold {
  /// As the command line named it, relative to where it was typed.
  let data: String?
  let codebook: String?
  let path: String
  let language: Language

  var text: String {
    let isChinese = language == .chinese
    var ours: [YAMLField] = []
    if let data {
      let file = YAMLText.text(relative(data))
      let value: YAMLText =
        codebook.map { .inline([YAMLField("file", file), YAMLField("codebook", .text(relative($0)))]) } ?? file
      ours = [YAMLField("tansuo", .mapping([YAMLField("data", .mapping([YAMLField("survey", value)]))]))]
    }
    let fields = [
      YAMLField("title", isChinese ? "新笔记" : "A new notebook"), YAMLField("lang", .text(language.rawValue)),
    ]
    let front = YAMLText.mapping(fields + ours).written()
    let command = data == nil ? "crosstab --table \"12,3;4,9\"" : "describe $survey"
    let remark =
      isChinese
      ? "运行 `tansuo notebook run \(name)`，结果会写在单元下方。"
      : "Run `tansuo notebook run \(name)`: the result goes below the cell."
    return "---\n\(front)---\n\n\(remark)\n\n```tansuo\n\(command)\n```\n"
  }

  private var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// From the folder of the notebook; right as long as neither path goes through a link.
  private func relative(_ target: String) -> String {
    guard !target.hasPrefix("/"), !path.hasPrefix("/") else { return target }
    var from = path.split(separator: "/").dropLast().filter { $0 != "." }[...]
    var to = target.split(separator: "/").filter { $0 != "." }[...]
    while let first = from.first, first == to.first, first != "..", to.count > 1 {
      from.removeFirst()
      to.removeFirst()
    }
    return (from.map { _ in ".." } + to.map(String.init)).joined(separator: "/")
  }
}
