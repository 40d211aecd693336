import CommandGrammar
import Documents
import Evidence
import Phrasebook
import StructuredText

extension CommandDescription {
  static let doctor = CommandDescription(
    "doctor", in: .workshop,
    Label(chinese: "检查所需的程序库是否齐全", english: "say which libraries are there and what to install"),
    details: [
      Label(
        chinese: "每一项后面写明它的用途，缺少时写明安装哪个软件包（Debian、Ubuntu）。",
        english: "Each line says what a library is for and, where it is missing, the package that brings it "
          + "(Debian, Ubuntu).")
    ],
    examples: [
      Example("tansuo doctor", Label(chinese: "逐项检查", english: "look at everything once")),
      Example("tansuo doctor --json", Label(chinese: "供脚本使用", english: "the same for a script")),
    ]
  ) { _, surroundings in
    let findings = LibraryProbe.all.map { ($0, $0.found()) }
    return Output(
      document: { language in DoctorReport(findings: findings, language: language).document },
      envelope: { language in
        Envelope(
          "doctor/1",
          result: [
            "libraries": .array(
              findings.map { probe, finding in
                [
                  "name": .string(probe.name), "purpose": .string(probe.purpose.text(in: language) ?? ""),
                  "found": .boolean(finding != nil), "version": JSONValue(finding?.version),
                  "package": .string(probe.package),
                ]
              })
          ])
      })
  }
}

/// What `doctor` shows a person.
private struct DoctorReport: Sendable {
  let findings: [(LibraryProbe, LibraryProbe.Finding?)]
  let language: Language

  var document: Document {
    let rows = findings.map { probe, finding in
      DocumentTable.Row([
        DocumentTable.Cell(probe.name),
        DocumentTable.Cell(finding.map { $0.version ?? say("有", "yes") } ?? say("缺少", "missing")),
        DocumentTable.Cell(probe.purpose.text(in: language) ?? ""),
      ])
    }
    let table = DocumentTable(
      columns: [
        .init(Phrase(say("程序库", "Library"))), .init(Phrase(say("版本", "Version"))), .init(Phrase(say("用途", "Used for"))),
      ],
      rows: rows)
    let missing = findings.filter { $0.1 == nil }.map(\.0.package)
    let advice: Block =
      missing.isEmpty
      ? .paragraph(Phrase(say("一切齐全。", "Nothing is missing.")))
      : .paragraph([
        .text(say("安装缺少的部分：", "Install what is missing: ")),
        .code("sudo apt-get install " + missing.joined(separator: " ")),
      ])
    return Document(title: "tansuo doctor", language: language.rawValue, [.table(table), advice])
  }

  private func say(_ chinese: String, _ english: String) -> String { language == .chinese ? chinese : english }
}
