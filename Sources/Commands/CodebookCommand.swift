import Codebooks
import CommandGrammar
import Evidence
import Phrasebook
import Presentation
import StructuredText
import TableSources
import Tables

extension CommandDescription {
  static let codebookInfer = CommandDescription(
    "codebook infer", in: .look,
    Label(
      chinese: "由原始数据生成编码簿初稿，或核对新数据是否走样", english: "write a first codebook from raw data, or hold new data against one"),
    details: [
      Label(
        chinese: "初稿中 TODO 标出需要人来判断之处，每个标签留有中英文两个空位。给出 --against 时不写初稿，而是指出数据与该编码簿的每一处不同。",
        english:
          "The draft marks with TODO what a person must decide and has a place for both languages in each label. With --against no draft is written: every difference between the data and that codebook is named."
      )
    ],
    examples: [
      Example(
        "tansuo codebook infer survey.csv -o codebook.yml", Label(chinese: "生成初稿", english: "write a first one")),
      Example(
        "tansuo codebook infer survey2.csv --against codebook.yml",
        Label(
          chinese: "新一轮数据有没有新选项、新列、丢失的列", english: "are there new answers, new columns or lost ones in the next wave")),
    ],
    operands: [.data], options: [.againstCodebook] + .opening
  ) { invocation, surroundings throws(Fault) in
    let open = try OpenTable(invocation, surroundings)
    if let path = invocation.text(.againstCodebook) {
      let codebook = try Codebook(parsing: TableSource.bytes(ofFile: path), file: path)
      let applied = codebook.applied(to: open.table)
      try applied.check()
      let words = surroundings.language == .chinese ? "数据与编码簿一致" : "The data are those the codebook describes"
      return Output(text: "\(words): \(open.location), \(path)\n", caveats: open.caveats + applied.caveats)
    }
    let language = surroundings.language
    let inferred = InferredCodebook(from: open.table)
    let header =
      language == .chinese
      ? ["\(open.location) 的编码簿初稿。请处理每个 TODO，并补全两种语言的标签。"]
      : ["A first codebook of \(open.location). Settle each TODO and fill in the labels of both languages."]
    let text = inferred.codebook.written(header: header, remarks: inferred.remarks, slots: true) { doubt in
      doubt.message(in: language).what
    }
    return Output(
      text: text,
      envelope: { _ throws(Fault) in
        try Envelope(
          "codebook-infer/1", inputs: [open.input], method: open.method([:]), result: ["codebook": .string(text)])
      },
      caveats: open.caveats)
  }
}

extension CommandOption {
  static let againstCodebook = CommandOption(
    "against", .file, Label(chinese: "拿数据与这份编码簿核对", english: "hold the data against this codebook"))
}
