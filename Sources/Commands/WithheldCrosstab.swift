import CommandGrammar
import CrosstabPresentation
import Crosstabs
import DisclosureControl
import Documents
import Evidence
import Presentation
import StructuredText
import Tables

extension CommandDescription {
  /// What `crosstab` answers where counts must be hidden; `nil` where nothing need be. Caveats and explanations quote
  /// numbers of the table, so none goes along.
  static func withheldOutput(
    _ whole: CrosstabReport, _ layers: LayeredCrosstabReport?, _ layering: Layering?, _ open: OpenTable?,
    _ method: JSONObject, _ invocation: Invocation
  ) throws(Fault) -> Output? {
    guard let rule = try invocation.disclosureRule() else { return nil }
    let style = invocation.choice(.style, of: TableStyle.self) ?? .spss
    func respondents(_ table: ContingencyTable, among kept: [Int32]?) throws(Fault) -> [[Int]] {
      guard let open, table.isWeighted else { return table.respondentCounts }
      return try open.respondents(invocation, among: kept).respondentCounts
    }
    let suppression = TableSuppression(
      counts: try respondents(whole.analysis.table, among: layering?.rows), rule: rule)
    // Which test the expected counts led to says something of totals that may be hidden.
    var definitions = method
    definitions["ladder"] = nil
    let kept = definitions
    let document: Output.DocumentMaker
    let result: @Sendable (Language) -> JSONValue
    let caveat: Caveat
    if let layers, let layering {
      let counts = try layers.layers.map { (layer) throws(Fault) in
        try respondents(layer.table, among: layering.rows(of: layer.level))
      }
      guard let suppressed = SuppressedLayers(layers, whole: suppression, counts: counts, rule: rule) else {
        return nil
      }
      document = { suppressed.document(style: style, in: $0) }
      result = { suppressed.json(in: $0) }
      caveat = suppressed.caveat
    } else {
      guard suppression.hidesSomething else { return nil }
      let suppressed = SuppressedCrosstab(whole.analysis.table, whole.analysis, suppression)
      document = { suppressed.document(style: style, in: $0) }
      result = { .object(suppressed.json(in: $0)) }
      caveat = suppressed.caveat
    }
    return Output(
      document: document,
      envelope: { language throws(Fault) in
        try Envelope(
          "crosstab/1", inputs: open?.inputs ?? [], method: open?.method(kept) ?? kept, result: result(language))
      },
      caveats: (open?.caveats ?? []) + [caveat], ending: .withheldPart)
  }
}

extension OpenTable {
  /// How many respondents are behind each sum of weights.
  fileprivate func respondents(
    _ invocation: Invocation, among kept: [Int32]?
  ) throws(Fault) -> ContingencyTable {
    let weights = try invocation.columns(.weights)!.column(in: table).numbers()
    let rows = (kept ?? (0..<Int32(table.rowCount)).map { $0 }).filter { !weights[Int($0)].isNaN }
    let (first, second) = try crossed(invocation, among: rows)
    return try ContingencyTable(rows: first, columns: second)
  }
}
