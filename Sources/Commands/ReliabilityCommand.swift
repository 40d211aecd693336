import CommandGrammar
import Documents
import Evidence
import Presentation
import Scales
import StructuredText
import Tables

extension CommandDescription {
  static let reliability = CommandDescription(
    "reliability", in: .test,
    Label(chinese: "量表信度：α、ω、各题贡献、KMO", english: "whether items make a scale: α, ω, each item's part, KMO"),
    examples: [
      Example(
        "tansuo reliability survey.csv --items q1-q8 --codebook codebook.yaml",
        Label(chinese: "反向题按编码簿反转", english: "reversed items turned round as the codebook says"))
    ],
    operands: [.data], options: [.items, .missing, .style] + .opening
  ) { invocation, surroundings throws(Fault) in
    let open = try OpenTable(invocation, surroundings)
    let missing = invocation.choice(.missing, of: MissingPolicy.self) ?? .listwise
    let scale = try Reliability(
      of: try open.columns(invocation.columns(.items)), missing: missing, threads: surroundings.threads)
    return Output(
      document: { language in
        scale.document(
          style: invocation.choice(.style, of: TableStyle.self) ?? .spss, in: language)
      },
      envelope: { _ throws(Fault) in
        try Envelope(
          "reliability/1", inputs: [open.input],
          method: open.method([
            "missing": .string(missing.rawValue), "interval": "feldt", "level": 0.95, "omega": "one-factor-minres",
          ]), result: scale.json)
      },
      caveats: open.caveats + scale.caveats)
  }
}
