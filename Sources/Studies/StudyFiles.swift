import CommandGrammar
import Documents
import Evidence
import Findings
import OfficeDocuments
import StructuredText

extension StudyReport {
  /// The files of the report, by their names in its folder.
  ///
  /// - Parameter remark: Told where charts became tables because the program that draws them is missing.
  package func files(
    studyPath: String, in surroundings: Surroundings, _ remark: (Caveat) -> Void = { _ in }
  ) throws(Fault) -> [Output.File] {
    let study = run.plan.study
    let documents = study.languages.map { document(in: $0) }
    var files: [Output.File] = []
    for format in study.formats {
      switch format {
      case .md:
        for (language, document) in zip(study.languages, documents) {
          let text = MarkdownFormat.marker + "\n\n" + document.text(as: .markdown)
          files.append(Output.File(path: "findings.\(language.rawValue).md", bytes: Array(text.utf8)))
        }
      case .html:
        files.append(Output.File(path: "findings.html", bytes: Array(HTMLFormat().text(of: documents).utf8)))
      case .json: continue
      case .xlsx:
        // An analyst goes on with these, so nothing is cut.
        let whole = study.languages.map { document(in: $0, mostRows: nil) }
        files.append(Output.File(path: "findings.xlsx", bytes: WorkbookFile(of: whole).bytes))
      case .docx:
        for (language, document) in zip(study.languages, documents) {
          let bytes = try Output.wordFile(of: [document], in: surroundings, remark)
          files.append(Output.File(path: "findings.\(language.rawValue).docx", bytes: bytes))
        }
      }
    }
    // Without it nothing could be verified, so it is always there.
    let json = run.json(studyPath: studyPath, wording: wording)
    files.append(Output.File(path: "findings.json", bytes: json.bytes(.pretty) + [UInt8(ascii: "\n")]))
    return files
  }

  /// What the terminal says when the report is there.
  package func summary(folder: String, files: [String], in language: Language) -> Document {
    let chinese = language == .chinese
    let findings = run.outcomes.flatMap(\.findings)
    let items: [[Block]] = findings.map { finding in
      [.paragraph(Phrase("[\(finding.strength.name.text(in: language)!)] \(finding.headline.text(in: language))"))]
    }
    return Document(
      title: run.plan.study.title.text(in: language) ?? "", language: language.rawValue,
      [
        .list(ordered: true, items),
        .paragraph(
          Phrase(
            chinese
              ? "报告写入 \(folder)：\(files.joined(separator: "、"))"
              : "The report is in \(folder): \(files.joined(separator: ", "))")),
      ])
  }
}

extension StudyRun {
  package var failedAnalyses: [String] {
    outcomes.compactMap { if case .failure = $0.completed { $0.step.id } else { nil } }
  }

  package var withheldAnalyses: [String] {
    outcomes.compactMap { outcome in
      if case .success(let completed) = outcome.completed, completed.isPartlyWithheld { outcome.step.id } else { nil }
    }
  }

  package var isPartlyWithheld: Bool { !withheldAnalyses.isEmpty }

  /// Each file that was read, once.
  package var inputs: [Provenance.Input] {
    var inputs: [Provenance.Input] = []
    for outcome in outcomes {
      guard case .success(let completed) = outcome.completed else { continue }
      for input in completed.inputs where !inputs.contains(input) { inputs.append(input) }
    }
    return inputs
  }
}
