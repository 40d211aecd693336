import Crosstabs
import DisclosureControl
import Documents
import Evidence
import Phrasebook
import Presentation
import RepeatedAnswers
import StructuredText
import Tables

/// The options of a question that allows several by group, some of which too few ticked.
///
/// An option keeps its test where all its counts are shown; p-values adjusted over the options, and the test of all
/// options at once, are left out, since they come from the hidden ones too.
public struct SuppressedMultipleResponse: Sendable {
  let crosstab: MultipleResponseCrosstab
  let rule: DisclosureRule
  private let bases: TableSuppression
  private let groups: [OptionSuppression]

  /// `nil` where nothing needs to be hidden.
  public init?(_ crosstab: MultipleResponseCrosstab, rule: DisclosureRule) {
    self.crosstab = crosstab
    self.rule = rule
    bases = TableSuppression(list: crosstab.bases, rule: rule)
    groups = crosstab.bases.indices.map { group in
      OptionSuppression(counts: crosstab.options.map { $0.counts[group] }, base: crosstab.bases[group], rule: rule)
    }
    guard bases.hidesSomething || groups.contains(where: \.hidesSomething) else { return nil }
  }

  private func isHidden(_ option: Int, _ group: Int) -> Bool {
    bases.isHidden(row: group, column: 0) || groups[group].isHidden(option)
  }

  private func isWhole(_ option: Int) -> Bool { !groups.indices.contains { isHidden(option, $0) } }

  private var hiddenCount: Int {
    crosstab.options.indices.reduce(bases.hiddenCount) { sum, option in
      sum + groups.indices.reduce(0) { $0 + (isHidden(option, $1) ? 1 : 0) }
    }
  }

  public var caveat: Caveat { rule.caveat(cells: hiddenCount, isWhole: bases.isBodyWithheld) }

  /// The positions `[option, group]` of what is hidden; `[null, group]` for the number of a group.
  private var positions: JSONValue {
    var (unsafe, complementary): ([JSONValue], [JSONValue]) = ([], [])
    if !bases.isBodyWithheld {
      for option in crosstab.options.indices {
        for group in groups.indices where isHidden(option, group) {
          let position: JSONValue = [.integer(option), .integer(group)]
          if groups[group].unsafe.contains(option) {
            unsafe.append(position)
          } else {
            complementary.append(position)
          }
        }
      }
      unsafe += bases.unsafe.map { [.null, JSONValue($0.row)] }
      complementary += bases.complementary.map { [.null, JSONValue($0.row)] }
    }
    return [
      "rule": .string(rule.name), "all": .boolean(bases.isBodyWithheld), "cells": .array(unsafe),
      "complementary": .array(complementary),
    ]
  }

  public func json(in language: Language) -> JSONValue {
    let all = crosstab.json(in: language).asObject!
    var tests = JSONObject()
    for member in all["tests"]!.asObject!.members { tests[member.key] = .null }
    func matrix(_ value: (Int, Int) -> JSONValue) -> JSONValue {
      .array(
        crosstab.options.indices.map { option in
          .array(groups.indices.map { isHidden(option, $0) ? .null : value(option, $0) })
        })
    }
    let isWhole = bases.isBodyWithheld
    return [
      "rows": all["rows"]!, "columns": all["columns"]!,
      "counts": matrix { .integer(crosstab.options[$0].counts[$1]) },
      "bases": .array(
        crosstab.bases.indices.map {
          bases.isHidden(row: $0, column: 0) ? .null : .integer(crosstab.bases[$0])
        }),
      "shares": matrix { JSONValue(crosstab.options[$0].shares[$1]) },
      "n": isWhole ? .null : .integer(crosstab.n), "excluded": isWhole ? .null : .integer(crosstab.excluded),
      "expected": .null, "adjustedResiduals": .null, "adjustedResidualP": .null, "expectedBelow5": .null,
      "tests": .object(tests), "effects": .null,
      "options": .array(
        zip(crosstab.options.indices, all["options"]!.asArray!).map { option, fields in
          let own = fields.asObject!
          let isShown = self.isWhole(option)
          return [
            "value": own["value"]!, "label": own["label"]!, "pearson": isShown ? own["pearson"]! : .null,
            "raoScott": isShown ? own["raoScott"]! : .null, "adjustedP": .null,
          ]
        }),
      "suppressed": positions,
    ]
  }

  public func document(style: TableStyle, in language: Language) -> Document {
    let chinese = language == .chinese
    let percent = DisplayRule.percent(decimals: 1)
    let names = (
      Naming.column(crosstab.name, crosstab.label, in: language),
      Naming.column(crosstab.groups.name, crosstab.groups.label, in: language)
    )
    var columns = [DocumentTable.Column(Phrase(names.0))]
    columns += crosstab.groups.levels.map { .init(Phrase($0.text(in: language)), .right) }
    columns += [
      crosstab.isDesignBased ? .init("F", .decimal) : .init(chinese ? "卡方" : "Chi-square", .decimal),
      .init("p", .decimal),
    ]
    var rows = crosstab.options.indices.map { place -> DocumentTable.Row in
      let option = crosstab.options[place]
      let cells = groups.indices.map { group -> DocumentTable.Cell in
        isHidden(place, group)
          ? WithheldMark.cell
          : .init("\(option.counts[group]) (\(percent.text(option.shares[group], style: style)))")
      }
      guard isWhole(place) else {
        return .init([.init(option.level.text(in: language))] + cells + [WithheldMark.cell, WithheldMark.cell])
      }
      let statistic = crosstab.isDesignBased ? option.design?.f : option.test?.result.statistic
      let p = crosstab.isDesignBased ? option.design?.pValue : option.test?.pValue
      return .init(
        [.init(option.level.text(in: language))] + cells + [
          .init(DisplayRule.decimals(3).text(statistic, style: style)),
          .init(DisplayRule.pValue.text(p, style: style)),
        ])
    }
    rows.append(
      .init(
        [.init(chinese ? "个案数" : "Cases")]
          + crosstab.bases.indices.map {
            bases.isHidden(row: $0, column: 0) ? WithheldMark.cell : .init(String(crosstab.bases[$0]))
          } + ["", ""], role: .total))
    let note =
      bases.isBodyWithheld
      ? WithheldMark.note(withholdingAllUnder: rule, in: language)
      : WithheldMark.note(rule, hidden: hiddenCount, in: language)
    let base: DocumentTable.Note = .init(
      Phrase(
        chinese
          ? "占比以各组回答者为基数，可合计超过 100%"
          : "Shares are of the respondents of a group and may add to more than 100%"))
    return Document(
      title: "\(names.0) × \(names.1)", language: language.rawValue,
      [
        .table(
          DocumentTable(
            title: Phrase("\(names.0) * \(names.1)"), columns: columns,
            spanners: [[.init(Phrase(names.1), over: 1..<(1 + groups.count))]], rows: rows, notes: [note, base]))
      ])
  }
}
