import Codebooks
import CommandGrammar
import Documents
import Evidence
import Phrasebook
import Presentation
import StructuredText
import SyntheticData
import TableSources
import Tables

extension CommandDescription {
  static let synth = CommandDescription(
    "synth", in: .workshop,
    Label(
      chinese: "由公布的边际和检验生成可公开的合成数据", english: "shareable synthetic data from published margins and tests"),
    details: [
      Label(
        chinese:
          "说明文件写明单位、题项及其边际、要再现的检验与相关。达不到的目标会指出，不可能同时成立的会说明理由。同一种子在任何机器、任何线程数下逐字节相同。不给 --out 时只报告，不写文件。说明文件的写法见 datasets/SPECIFICATION.md。",
        english:
          "The specification names units, items with their margins, tests and correlations to reproduce. Targets that are missed are named; what cannot be true together is refused with the reason. A seed gives the same bytes on any machine and any number of threads. Without --out nothing is written. datasets/SPECIFICATION.md says how a specification is written."
      )
    ],
    examples: [
      Example(
        "tansuo synth twin.yml --out twin",
        Label(chinese: "写出各表及其编码簿", english: "write the tables, each with its codebook")),
      Example(
        "tansuo synth twin.yml --json", Label(chinese: "只看哪些目标能达到", english: "see only which targets can be met")),
    ],
    operands: [.specification], options: [.outFolder, .threads]
  ) { invocation, surroundings throws(Fault) in
    let path = try invocation.required(.specification)
    let bytes = path == "-" ? try surroundings.readStandardInput() : try TableSource.bytes(ofFile: path)
    let specification = try SyntheticSpecification(parsing: bytes, file: path)
    let data: SyntheticData
    do throws(Fault) {
      data = try SyntheticData(specification)
    } catch {
      throw error.inFile(path)
    }
    var files: [Output.File] = []
    let folder = invocation.text(.outFolder)
    for (name, table) in data.files {
      let place = folder.map { $0.hasSuffix("/") ? $0 + name : "\($0)/\(name)" } ?? name
      files.append(Output.File(path: place, bytes: CSVWriter.encoded(table), makesFolder: true))
      let codebook = place.dropLast(4) + ".codebook.yml"
      files.append(Output.File(path: String(codebook), bytes: Array(data.codebook(of: table).utf8), makesFolder: true))
    }
    let listed: [JSONValue] = files.map {
      ["path": .string($0.path), "sha256": .string(ContentHash(of: $0.bytes).hexadecimal)]
    }
    let input = Provenance.Input(
      path: path, sha256: ContentHash(of: bytes).hexadecimal, rows: data.respondents.rowCount)
    return Output(
      document: { language in data.document(in: language) },
      envelope: { language in
        Envelope(
          "synth/1", inputs: [input],
          method: [
            "margins": "exact", "scores": "rank-copula", "table": "integer-search", "written": .boolean(folder != nil),
          ],
          result: data.json(files: listed, in: language))
      },
      caveats: data.caveats.map { $0.inFile(path) }, files: folder == nil ? [] : files)
  }
}

extension SyntheticData {
  /// The codebook of one of the tables, marked synthetic where a reader begins.
  func codebook(of table: Table) -> String {
    var codebook = Codebook(describing: table)
    codebook.isSynthetic = true
    codebook.notes = "合成数据，并非任何人的回答。Synthetic data, nobody's answers."
    let ids = [specification.clusters?.id, specification.respondents.id]
    for index in codebook.variables.indices where ids.contains(codebook.variables[index].name) {
      codebook.variables[index].kind = .id
    }
    return codebook.written()
  }
}

extension Caveat {
  /// The same caveat, with the file it is about where it names a line.
  fileprivate func inFile(_ path: String) -> Caveat {
    var copy = self
    if copy.place != nil { copy.place?.file = path }
    return copy
  }
}

extension Operand {
  static let specification = Operand(
    "SPEC", Label(chinese: "说明文件（YAML）；- 为标准输入", english: "the specification in YAML; - is standard input"))
}

extension CommandOption {
  static let outFolder = CommandOption(
    "out", .folder, Label(chinese: "写入这个文件夹，没有就新建", english: "write into this folder, which is made if it is missing"))
}
