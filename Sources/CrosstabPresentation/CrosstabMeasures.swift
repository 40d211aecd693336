import Crosstabs
import Documents
import Evidence
import Phrasebook

extension CrosstabPage {
  private func columns(_ terms: [CrosstabTerm]) -> [DocumentTable.Column] {
    [.init("")] + terms.map { .init(Phrase(say($0)), .right) }
  }

  private func line(_ label: String, _ value: Double?, p: Double? = nil) -> DocumentTable.Row {
    .init([.init(label), boundedCell(value), "", "", p.map { probabilityCell($0) } ?? ""])
  }

  /// A measure with its error (not under independence), and T and p with the other one.
  private func line(_ label: String, _ measure: AssociationMeasure) -> DocumentTable.Row {
    guard analysis.naive != nil else { return line(label, measure.value) }
    return .init([
      .init(label), boundedCell(measure.value), boundedCell(measure.estimate.standardError),
      measure.approximateT.map { boundedCell($0) } ?? "", measure.pValue.map { probabilityCell($0) } ?? "",
    ])
  }

  /// φ, V and C with the p of Pearson's test, then the ordinal ones.
  var symmetricMeasures: DocumentTable {
    let chi = analysis.chiSquareEffects
    let p = analysis.naive?.pearson.pValue
    var rows: [DocumentTable.Row] = []
    if let phi = chi.phi { rows.append(line(say(.phi), phi.value, p: p)) }
    rows += [
      line(say(.cramersV), chi.cramersV.value, p: p), line(say(.correctedV), chi.cramersVCorrected),
      line(say(.contingency), chi.contingency, p: p), line(say(.tauB), analysis.ordinal.tauB),
      line(say(.tauC), analysis.ordinal.tauC),
    ]
    if let gamma = analysis.ordinal.gamma { rows.append(line(say(.gamma), gamma)) }
    if let agreement = analysis.agreement { rows.append(line(say(.kappa), agreement.kappa)) }
    return DocumentTable(
      title: Phrase(say(.symmetric)),
      columns: columns([.value, .standardError, .approximateT, .approximateP]), rows: rows)
  }

  var directionalMeasures: DocumentTable {
    let prediction = analysis.prediction
    var rows: [DocumentTable.Row] = []
    func add(_ term: CrosstabTerm, _ measure: AssociationMeasure.Directed) {
      if let symmetric = measure.symmetric { rows.append(line("\(say(term)) (\(say(.symmetricForm)))", symmetric)) }
      rows.append(line("\(say(term)) (\(shortName(table.rows)) \(say(.dependent)))", measure.rowsGivenColumns))
      rows.append(line("\(say(term)) (\(shortName(table.columns)) \(say(.dependent)))", measure.columnsGivenRows))
    }
    add(.lambda, prediction.lambda)
    add(.goodmanKruskal, prediction.goodmanKruskalTau)
    add(.uncertainty, prediction.uncertainty)
    add(.somers, analysis.ordinal.somersD)
    return DocumentTable(
      title: Phrase(say(.directional)),
      columns: columns([.value, .standardError, .approximateT, .approximateP]), rows: rows)
  }

  /// Odds and risk ratios of a 2×2 table, and the difference of its shares.
  var risk: DocumentTable? {
    guard let effects = analysis.twoByTwo else { return nil }
    func line(_ label: String, _ estimate: Estimate?) -> DocumentTable.Row {
      let bounds = analysis.naive == nil ? nil : estimate?.interval
      let interval = bounds.map { "\(bounded($0.low)) – \(bounded($0.high))" } ?? DisplayRule.missing
      return .init([.init(label), boundedCell(estimate?.value), .init(interval)])
    }
    let occupied = table.occupiedColumns
    let firstShare = table.columns.levels[occupied[0]].text(in: language)
    let rows =
      [line(say(.oddsRatio), report.oddsRatio)]
      + zip(occupied, effects.riskRatios).map { column, ratio in
        line("\(say(.cohort)) \(shortName(table.columns)) = \(table.columns.levels[column].text(in: language))", ratio)
      }
      + [line("\(say(.difference)) \(shortName(table.columns)) = \(firstShare)", effects.riskDifference)]
    return DocumentTable(
      title: Phrase(say(.risk)), columns: columns([.value, .interval]), rows: rows)
  }
}
