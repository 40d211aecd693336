import Crosstabs
import DisclosureControl
import Documents
import Evidence
import Phrasebook
import Presentation
import StructuredText
import Tables

/// A crosstab over the layers of a third question, some of whose counts may not be seen.
///
/// The table of all layers is the sum of theirs, so a count hidden in one layer could be computed from it: it is
/// withheld, as are the tests over the layers. The layers share nothing else than their sizes, which are a list of
/// counts of their own.
public struct SuppressedLayers: Sendable {
  public struct Layer: Sendable {
    let level: Level
    let crosstab: SuppressedCrosstab
  }

  let by: Categories
  let withoutLayer: Int
  let whole: SuppressedCrosstab
  let layers: [Layer]
  let rule: DisclosureRule

  /// `nil` where nothing needs to be hidden.
  ///
  /// - Parameters:
  ///   - counts: Of the respondents of each layer, whose tables may be sums of weights.
  public init?(
    _ report: LayeredCrosstabReport, whole: TableSuppression, counts: [[[Int]]], rule: DisclosureRule
  ) {
    let sizes = TableSuppression(
      list: counts.map { table in table.reduce(0) { $0 + $1.reduce(0, +) } }, rule: rule)
    let own = counts.map { TableSuppression(counts: $0, rule: rule) }
    guard sizes.hidesSomething || whole.hidesSomething || own.contains(where: \.hidesSomething) else { return nil }
    // A layer without a table of its own would be what is missing from the number of all.
    let shown = counts.reduce(0) { $0 + $1.reduce(0) { $0 + $1.reduce(0, +) } }
    let isComplete = shown == report.whole.table.respondents
    by = report.by
    withoutLayer = report.withoutLayer
    self.rule = rule
    self.whole = SuppressedCrosstab(
      report.whole.table, nil, whole.withheld, keepsTotal: isComplete && !sizes.isBodyWithheld)
    layers = report.layers.enumerated().map { place, layer in
      let isSizeHidden = sizes.isHidden(row: place, column: 0)
      return Layer(
        level: layer.level,
        crosstab: SuppressedCrosstab(
          layer.table, layer.report?.analysis, isSizeHidden ? own[place].withheld : own[place],
          keepsTotal: !isSizeHidden))
    }
  }

  public var caveat: Caveat {
    let hidden = layers.reduce(0) { $0 + $1.crosstab.suppression.hiddenCount }
    return rule.caveat(
      cells: max(1, hidden), isWhole: layers.allSatisfy { $0.crosstab.suppression.isBodyWithheld })
  }

  public func json(in language: Language) -> JSONValue {
    var object = whole.json(in: language)
    object["by"] = [
      "name": .string(by.name), "label": JSONValue(by.label.text(in: language)),
      "labels": .array(layers.map { .string($0.level.text(in: language)) }), "excluded": .integer(withoutLayer),
    ]
    object["layers"] = .array(
      layers.map { layer in
        var fields: JSONObject = [
          "label": .string(layer.level.text(in: language)), "value": .string(layer.level.value.description),
        ]
        for member in layer.crosstab.json(in: language).members { fields[member.key] = member.value }
        return .object(fields)
      })
    object["mantelHaenszel"] = .null
    object["breslowDay"] = .null
    return .object(object)
  }

  public func document(style: TableStyle, in language: Language) -> Document {
    let name = Naming.column(by.name, by.label, in: language)
    let names = CrosstabNames(whole.table, language)
    var blocks: [Block] = []
    for layer in layers {
      blocks.append(.heading(level: 2, Phrase("\(name) = \(layer.level.text(in: language))")))
      blocks += layer.crosstab.blocks(style: style, in: language)
    }
    blocks.append(
      .note(
        Phrase(
          language == .chinese
            ? "各层合计的表与各层合并的检验已隐去：由它们可推算某一层隐去的计数"
            : "The table of all layers and the tests over the layers are withheld: counts hidden in a layer could be "
              + "computed from them")))
    return Document(title: "\(names.rows) × \(names.columns) × \(name)", language: language.rawValue, blocks)
  }
}
