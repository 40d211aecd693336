import Documents
import Evidence
import Findings
import Phrasebook
import StructuredText

extension Verification {
  /// `{"checked": 0, "drifted": [{"id", "was", "is", "finding"}]}`, with the analyses that moved and the files that changed.
  package func json(wording: Wording) -> JSONValue {
    [
      "checked": .integer(checked),
      "drifted": .array(
        drifts.map {
          [
            "id": .string($0.id), "was": $0.was, "is": $0.now, "finding": .string($0.analysis),
            "printed": .boolean($0.isPrinted),
          ]
        }),
      "findings": JSONValue(movedAnalyses), "changedFiles": JSONValue(changedInputs),
      "failed": .array(
        failures.map {
          [
            "finding": .string($0.analysis),
            "message": .string($0.fault.message(in: .english, from: wording).what),
          ]
        }),
    ]
  }

  /// The most numbers listed for each analysis; JSON has all.
  private static let mostListed = 8

  package func document(in language: Language, wording: Wording) -> Document {
    let chinese = language == .chinese
    var blocks: [Block] = []
    if movedAnalyses.isEmpty {
      blocks.append(
        .paragraph(
          Phrase(chinese ? "重算了 \(checked) 个值，全部一致。" : "\(checked) values computed again: all agree.")))
    } else {
      let total = drifts.count
      blocks.append(
        .paragraph(
          Phrase(
            chinese
              ? "重算了 \(checked) 个值，\(total) 个有出入，涉及 \(movedAnalyses.count) 项分析：\(movedAnalyses.joined(separator: "、"))。"
              : "\(checked) values computed again: \(total) moved, in \(movedAnalyses.count) \(movedAnalyses.count == 1 ? "analysis" : "analyses"): \(movedAnalyses.joined(separator: ", "))."
          )))
      blocks.append(.table(table(chinese)))
    }
    for failure in failures {
      let message = failure.fault.message(in: language, from: wording).what
      blocks.append(
        .note(
          Phrase(
            chinese ? "\(failure.analysis) 现在无法完成：\(message)" : "\(failure.analysis) cannot be done now: \(message)")))
    }
    return Document(title: chinese ? "复核" : "Verification", language: language.rawValue, blocks)
  }

  private func table(_ chinese: Bool) -> DocumentTable {
    var rows: [DocumentTable.Row] = []
    for analysis in movedAnalyses {
      let moved = drifts.filter { $0.analysis == analysis }
      let listed = (moved.filter(\.isPrinted) + moved.filter { !$0.isPrinted }).prefix(Self.mostListed)
      for drift in listed {
        rows.append(.init([.init(drift.id), .init(drift.was.shown), .init(drift.now.shown)]))
      }
      if moved.count > listed.count {
        let more = moved.count - listed.count
        rows.append(.init([.init(chinese ? "\(analysis)：另有 \(more) 个" : "\(analysis): \(more) more"), "", ""]))
      }
    }
    return DocumentTable(
      columns: [
        .init(Phrase(chinese ? "数" : "Number")), .init(Phrase(chinese ? "报告中" : "was"), .right),
        .init(Phrase(chinese ? "现在" : "is"), .right),
      ], rows: rows)
  }
}

extension JSONValue {
  /// The value as a person reads it.
  fileprivate var shown: String {
    switch self {
    case .null: DisplayRule.missing
    case .string(let text): text
    default: written(.compact)
    }
  }
}
