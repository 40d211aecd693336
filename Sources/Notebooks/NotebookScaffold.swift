import CommandGrammar
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
      let file = YAMLText.text(RelativePath.path(to: data, fromFile: path))
      let value: YAMLText =
        codebook.map {
          .inline([YAMLField("file", file), YAMLField("codebook", .text(RelativePath.path(to: $0, fromFile: path)))])
        } ?? file
      ours = [YAMLField("tansuo", .mapping([YAMLField("data", .mapping([YAMLField("survey", value)]))]))]
    }
    let fields = [
      YAMLField("title", isChinese ? "新笔记" : "A new notebook"), YAMLField("lang", .text(language.rawValue)),
    ]
    let front = YAMLText.mapping(fields + ours).written()
    let command = data == nil ? "crosstab --table \"12,3;4,9\"" : "describe $survey"
    let remark =
      isChinese
      ? "运行 `tansuo notebook run \(RelativePath.name(path))`，结果会写在单元下方。"
      : "Run `tansuo notebook run \(RelativePath.name(path))`: the result goes below the cell."
    return "---\n\(front)---\n\n\(remark)\n\n```tansuo\n\(command)\n```\n"
  }
}
