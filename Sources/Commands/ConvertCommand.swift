import Codebooks
import CommandGrammar
import Evidence
import Phrasebook
import Presentation
import StatisticalFiles
import StructuredText
import TableSources
import Tables

extension CommandDescription {
  static let convert = CommandDescription(
    "convert", in: .look,
    Label(chinese: "转换数据文件的格式，不丢标签", english: "turn a data file into another kind without losing a label"),
    details: [
      Label(
        chinese: "输出格式由 OUT 的扩展名决定：.sav（SPSS）、.csv 或 .tsv。CSV 放不下标签，因此另写一份 OUT.codebook.yml，读回时用 --codebook 指定。",
        english:
          "The ending of OUT decides: .sav (SPSS), .csv or .tsv. CSV has no room for labels, so they go into OUT.codebook.yml beside it, to be given back with --codebook."
      )
    ],
    examples: [
      Example(
        "tansuo convert survey.sav survey.csv", Label(chinese: "SPSS 转 CSV 加编码簿", english: "SPSS to CSV and a codebook")
      ),
      Example(
        "tansuo convert survey.csv survey.sav --codebook codebook.yml",
        Label(chinese: "CSV 加编码簿转 SPSS", english: "CSV and a codebook to SPSS")),
      Example(
        "tansuo convert survey.sav labels.csv --cells labels --bom",
        Label(chinese: "写标签而不是编码，供电子表格打开", english: "labels instead of codes, for a spreadsheet")),
    ],
    operands: [.data, .out], options: [.items, .cells, .byteOrderMark] + .opening
  ) { invocation, surroundings throws(Fault) in
    let path = try invocation.required(.out)
    guard let kind = OutputKind(path: path) else {
      throw Fault(ConversionFault.unknownEnding, ["path": .text(path)])
    }
    let open = try OpenTable(invocation, surroundings)
    let names = Set(try open.columns(invocation.columns(.items)).map(\.name))
    let table = open.table.keepingColumns { names.contains($0.name) }
    var caveats = open.caveats
    var files: [Output.File] = []
    switch kind {
    case .sav:
      let encoded = try SPSSFile.encoded(table, options: .init(language: surroundings.language))
      files.append(.init(path: path, bytes: encoded.bytes))
      caveats += encoded.caveats
    case .csv(let delimiter):
      var options = CSVWriter.Options()
      options.delimiter = delimiter
      options.hasByteOrderMark = invocation.flag(.byteOrderMark)
      if invocation.text(.cells) == "labels" {
        options.cells = .labels(surroundings.language)
        // Labels are for people with a spreadsheet, which would run what begins like a formula.
        options.defusesFormulas = true
      }
      files.append(.init(path: path, bytes: CSVWriter.encoded(table, options: options)))
      if options.cells == .values, table.hasWords {
        files.append(
          .init(path: path + ".codebook.yml", bytes: Array(Codebook(describing: table).written().utf8)))
      }
    }
    let report = files.map { "\($0.path)\n" }.joined()
    let paths = files.map(\.path)
    return Output(
      text: report,
      envelope: { _ throws(Fault) in
        try Envelope(
          "convert/1", inputs: [open.input], method: open.method([:]), result: ["files": JSONValue(paths)])
      },
      caveats: caveats, files: files)
  }
}

extension Table {
  /// Whether there is anything a codebook would keep that the cells do not say.
  fileprivate var hasWords: Bool {
    !label.isEmpty || !responseSets.isEmpty
      || columns.contains { column in
        if !column.label.isEmpty || column.missing.count > 1 || column.notes != Column.Notes() { return true }
        guard case .category(_, let levels) = column.values else { return false }
        return levels.contains { !$0.label.isEmpty }
      }
  }
}

private enum OutputKind {
  case sav
  case csv(delimiter: UInt8)

  init?(path: String) {
    let ending = path.split(separator: ".").last.map { $0.lowercased() }
    switch ending {
    case "sav": self = .sav
    case "csv": self = .csv(delimiter: UInt8(ascii: ","))
    case "tsv": self = .csv(delimiter: 9)
    default: return nil
    }
  }
}

extension Operand {
  static let out = Operand("OUT", Label(chinese: "要写的文件", english: "the file to write"))
}

extension CommandOption {
  static let cells = CommandOption(
    "cells", .choice(["values", "labels"]), default: "values",
    Label(chinese: "CSV 中写编码还是标签", english: "what stands in the cells of a CSV file"))
  static let byteOrderMark = CommandOption(
    "bom", .flag, Label(chinese: "CSV 以字节顺序标记开头", english: "begin a CSV file with a byte order mark"))
}

/// What can be wrong with a conversion.
enum ConversionFault: String, FaultCode {
  case unknownEnding = "convert-unknown-ending"

  var kind: Fault.Kind { .usage }
}

extension ConversionFault: Worded {
  var words: Words {
    switch self {
    case .unknownEnding:
      Words(
        english: "The ending of {path} is of no kind that can be written",
        fix: "Use a name that ends in .sav, .csv or .tsv",
        chinese: "无法由 {path} 的扩展名判断要写的格式", fix: "文件名请以 .sav、.csv 或 .tsv 结尾")
    }
  }
}
