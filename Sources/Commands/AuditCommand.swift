import Audits
import CommandGrammar
import Documents
import Evidence
import Presentation
import StructuredText
import TableSources

extension CommandDescription {
  static let audit = CommandDescription(
    "audit", in: .findings,
    Label(chinese: "核对公布的结果：这些数字能否同时成立", english: "check published results: can these numbers all be true"),
    details: [
      Label(
        chinese: "读 Markdown、HTML、CSV、JSON 或文本。由统计量和自由度重算 p，核对百分比、均值、合计，以及各检验之间、文字与数字之间是否相容。",
        english:
          "Reads Markdown, HTML, CSV, JSON or text. Recomputes p from statistics and degrees of freedom, and checks shares, means, totals, and whether tests and words agree with one another."
      ),
      Label(
        chinese: "四种结论：一致；舍入（只有截断或单侧才成立）；不一致（由这些数得不到）；不可能（没有数据能给出）。--strict 时发现后两种则退出码为 4。",
        english:
          "Four verdicts: consistent; rounding (true only with digits cut off, or one-sided); inconsistent (does not follow from the other numbers); impossible (no data can give it). With --strict the last two end with exit code 4."
      ),
    ],
    examples: [
      Example("tansuo audit paper.md", Label(chinese: "核对一篇论文", english: "audit a paper")),
      Example(
        "tansuo audit paper.html results.csv --strict --json",
        Label(chinese: "供程序使用：发现问题则退出码为 4", english: "for a script: problems end with exit code 4")),
    ],
    operands: [.published], options: [.alpha, .strict]
  ) { invocation, surroundings throws(Fault) in
    var sources: [PublishedSource] = []
    var inputs: [Provenance.Input] = []
    for path in invocation.operands(.published) {
      let bytes = path == "-" ? try surroundings.readStandardInput() : try TableSource.bytes(ofFile: path)
      let source = PublishedSource(name: path, bytes: bytes)
      sources.append(source)
      let lines = source.text.utf8.count { $0 == UInt8(ascii: "\n") }
      inputs.append(
        Provenance.Input(path: path, sha256: ContentHash(of: bytes).hexadecimal, rows: lines))
    }
    let alpha = invocation.number(.alpha) ?? 0.05
    let audit = try Audit(of: sources, alpha: alpha)
    let files = inputs
    return Output(
      document: { language in audit.document(in: language) },
      envelope: { language in
        Envelope(
          "audit/1", inputs: files,
          method: ["alpha": alpha.json, "rounding": ["half-up", "half-even", "truncation"], "sides": "two, then one"],
          result: audit.json(in: language))
      },
      caveats: audit.caveats, ending: invocation.flag(.strict) && !audit.flags.isEmpty ? .foundDifference : .done)
  }
}

extension Operand {
  static let published = Operand(
    "FILE",
    Label(
      chinese: "载有公布结果的 Markdown、HTML、CSV、JSON 或文本文件",
      english: "Markdown, HTML, CSV, JSON or text with published results"),
    count: .oneOrMore)
}

extension CommandOption {
  static let strict = CommandOption(
    "strict", .flag, Label(chinese: "发现不一致或不可能时退出码为 4", english: "end with exit code 4 where something does not follow")
  )
}
