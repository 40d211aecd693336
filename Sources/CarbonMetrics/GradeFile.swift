import EmissionFactors
import Evidence

extension GradeRules {
  /// The columns of a file of cut-points, as in `datasets/carbon-rules/grades.csv`.
  static let columns = ["edition", "measure", "grade", "upper", "source"]

  private enum Measure: String, CaseIterable { case level, grade }

  /// Cut-points of a user's own: one edition, its levels (of L) and grades (of K) from the best to the worst.
  ///
  /// A measure the file leaves out keeps the cut-points of ``huzhou2021``; ``ownMeasures`` says which are the user's.
  /// - Throws: What is wrong, with line and column: an unknown column, a band out of order, a last band with an end.
  public init(parsing bytes: some Collection<UInt8>, file: String) throws(Fault) {
    var table = try StrictTable(
      bytes, file: file, required: Self.columns, optional: ["name_zh", "name_en", "verified"])
    var bands: [Measure: [Band]] = [:]
    var last: [Measure: StrictTable.Row] = [:]
    var edition: (name: String, source: String)?
    while let row = try table.next() {
      let name = try row.filled("edition")
      if let edition, edition.name != name {
        throw Fault(
          MetricsFault.secondEdition, at: row.place("edition"),
          ["edition": .text(name), "first": .text(edition.name)])
      }
      edition = (name, try row.filled("source"))
      let measure = try row.choice("measure", Measure.self)
      let key = try row.filled("grade")
      let upper = try row.number("upper")
      let above = bands[measure] ?? []
      if above.contains(where: { $0.key == key }) {
        throw Fault(MetricsFault.repeatedBand, at: row.place("grade"), ["grade": .text(key)])
      }
      if let before = above.last {
        guard let end = before.upper else {
          throw Fault(MetricsFault.bandAfterLast, at: last[measure]!.place("upper"), ["grade": .text(before.key)])
        }
        if let upper, upper <= end {
          throw Fault(
            MetricsFault.bandsOutOfOrder, at: row.place("upper"),
            ["grade": .text(key), "upper": .number(upper), "before": .number(end)])
        }
      }
      let label = Label(
        chinese: row["name_zh"].isEmpty ? key : row["name_zh"], english: row["name_en"].isEmpty ? key : row["name_en"])
      bands[measure, default: []].append(Band(key: key, label: label, upper: upper))
      last[measure] = row
    }
    guard let edition else { throw Fault(MetricsFault.noBands, at: Place(file: file)) }
    for measure in Measure.allCases {
      if let end = bands[measure]?.last, end.upper != nil {
        throw Fault(MetricsFault.lastBandEnds, at: last[measure]!.place("upper"), ["grade": .text(end.key)])
      }
    }
    self.init(
      edition: edition.name, source: edition.source, levels: bands[.level] ?? Self.huzhou2021.levels,
      grades: bands[.grade] ?? Self.huzhou2021.grades,
      ownMeasures: Measure.allCases.filter { bands[$0] != nil }.map(\.rawValue), file: file)
  }
}
