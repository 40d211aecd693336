import DisclosureControl
import Documents
import Evidence
import StructuredText

/// What stands where a number would be that may not be shown.
package enum WithheldMark {
  package static let text = "‡"

  package static var cell: DocumentTable.Cell { .init(text) }

  /// The remark under a table that has marks.
  package static func note(_ rule: DisclosureRule, hidden: Int, in language: Language) -> DocumentTable.Note {
    .init(
      Phrase(
        language == .chinese
          ? "\(text) 按规则 \(rule.name) 隐去 \(hidden) 处：过小的计数，以及可用来推算它们的其他计数；由它们算出的结果一并略去"
          : "\(text) \(hidden) withheld under the rule \(rule.name): counts that are too small, and others from which they "
            + "could be computed; results made of them are left out"))
  }

  /// The remark under a table of which nothing is shown.
  package static func note(withholdingAllUnder rule: DisclosureRule, in language: Language) -> DocumentTable.Note {
    .init(
      Phrase(
        language == .chinese
          ? "\(text) 按规则 \(rule.name) 全部隐去：显示其中任何内容都会泄露很小的计数"
          : "\(text) All withheld under the rule \(rule.name): whatever was shown would give a small count away"))
  }
}

extension TableSuppression {
  package func note(in language: Language) -> DocumentTable.Note {
    isBodyWithheld
      ? WithheldMark.note(withholdingAllUnder: rule, in: language)
      : WithheldMark.note(rule, hidden: hiddenCount, in: language)
  }

  /// `{"rule": "0<n<5", "all": false, "cells": [[0, 1]], "complementary": [[0, 2]]}`: rows and columns from 0, `null`
  /// for a total. A table that is withheld as a whole has no positions.
  package var json: JSONValue {
    func list(_ positions: [Position]) -> JSONValue {
      .array(
        (isBodyWithheld ? [] : positions).map { position in
          hasRowTotals
            ? [JSONValue(position.row), JSONValue(position.column)] : .array([JSONValue(position.row)])
        })
    }
    return [
      "rule": .string(rule.name), "all": .boolean(isBodyWithheld), "cells": list(unsafe),
      "complementary": list(complementary),
    ]
  }
}
