import Crosstabs
import Evidence
import SurveyDesigns
import Tables

/// The options of a question that allows several, by group: who ticked what, and whether that depends on the group.
///
/// Shares are of the respondents of a group who answered at all. With a design they are weighted, and each option has its
/// own test by Rao and Scott; options are tested one by one, so their p-values are adjusted by Holm.
public struct MultipleResponseCrosstab: Sendable, Hashable {
  public struct Option: Sendable, Hashable {
    public let level: Level
    /// Respondents who ticked it, group by group.
    public let counts: [Int]
    /// Shares of the group; weighted where the sample is. `nil` for a group nobody is in.
    public let shares: [Double?]
    /// `nil` where all or none ticked the option, and for weighted samples whose naive tests were not asked for.
    public let test: PearsonTest?
    public let design: DesignTest?
    /// Holm's over the options, of the design's test where there is one.
    public fileprivate(set) var adjustedP: Double?
  }

  public struct DesignTest: Sendable, Hashable {
    public let f: Double
    public let numeratorDegrees: Double
    public let denominatorDegrees: Double
    public let pValue: Double
    public let firstOrder: ChiSquareResult
    public let meanDesignEffect: Double
  }

  public let name: String
  public let label: Label
  public let groups: ContingencyTable.Variable
  /// Respondents of each group.
  public let bases: [Int]
  public let n: Int
  /// Rows that ticked nothing at all and skipped it, or lack a group.
  public let excluded: Int
  public let options: [Option]
  /// All options at once; `nil` where ``Option/test`` is.
  public let overall: MultipleResponseTest?
  public let isDesignBased: Bool
  public let caveats: [Caveat]

  /// - Throws: `crosstab-no-common-rows`, `crosstab-constant-variable`.
  public init(
    _ set: MultipleResponseSet, in table: Table, by group: Categories, design: SurveyDesign? = nil,
    keepsNaive: Bool = false
  ) throws(Fault) {
    let ticked = try TickedOptions(of: set, in: table)
    let places = group.codes.places()
    let used = ticked.rows.indices.filter { index in
      let row = Int(ticked.rows[index])
      return places[row] >= 0 && (design.map { $0.weights[row] > 0 } ?? true)
    }
    guard !used.isEmpty else {
      throw Fault(
        CrosstabFault.noCommonRows,
        ["rows": .text(set.name), "columns": .text(group.name), "excluded": .integer(table.rowCount)])
    }
    let groupOf = used.map { Int(places[Int(ticked.rows[$0])]) }
    let occupied = Set(groupOf)
    guard occupied.count > 1 else {
      throw Fault(
        CrosstabFault.constantVariable,
        [
          "variable": .text(group.name), "level": .text(group.levels[occupied.first!].value.description),
          "n": .integer(used.count),
        ])
    }
    let height = group.levels.count
    let variable = ContingencyTable.Variable(group)
    var (bases, weightOfGroup) = ([Int](repeating: 0, count: height), [Double](repeating: 0, count: height))
    for (index, place) in zip(used, groupOf) {
      bases[place] += 1
      weightOfGroup[place] += design?.weights[Int(ticked.rows[index])] ?? 1
    }
    var overall: MultipleResponseTest?
    if design?.isWeightAlone != true || keepsNaive {
      overall = try MultipleResponseTest(
        name: set.name, options: .init(name: set.name, levels: ticked.levels), groups: variable,
        ticks: used.map { ticked.ticks[$0] }, groupOf: groupOf)
    }
    var options: [Option] = []
    for (place, level) in ticked.levels.enumerated() {
      var counts = [Int](repeating: 0, count: height)
      var sums = [Double](repeating: 0, count: height)
      var isTicked = [Int32](repeating: -1, count: table.rowCount)
      for (index, own) in zip(used, groupOf) {
        let row = Int(ticked.rows[index])
        let isYes = ticked.ticks[index][place]
        isTicked[row] = isYes ? 0 : 1
        guard isYes else { continue }
        counts[own] += 1
        sums[own] += design?.weights[row] ?? 1
      }
      options.append(
        Option(
          level: level, counts: counts,
          shares: zip(sums, weightOfGroup).map { $1 > 0 ? $0 / $1 : nil }, test: overall?.options[place],
          design: try design.flatMap { (design) throws(Fault) in
            try Self.designTest(
              Categories(
                name: level.value.description, places: isTicked,
                levels: [Level(.text("ticked")), Level(.text("not ticked"))]), group, design)
          }))
    }
    let adjusted = PValueAdjustment.holm.adjusted(
      options.map { design == nil ? $0.test?.pValue : $0.design?.pValue })
    for place in options.indices { options[place].adjustedP = adjusted[place] }
    self.options = options
    self.overall = overall
    self.bases = bases
    groups = variable
    name = set.name
    label = set.label
    n = used.count
    excluded = table.rowCount - used.count
    isDesignBased = design != nil
    caveats = overall?.caveats ?? []
  }

  /// `nil` for an option whose test does not exist: all or none ticked it, or its table has no variance.
  private static func designTest(
    _ ticks: Categories, _ group: Categories, _ design: SurveyDesign
  ) throws(Fault) -> DesignTest? {
    do throws(Fault) {
      let test = try RaoScottTest(rows: ticks, columns: group, in: design)
      return DesignTest(
        f: test.f, numeratorDegrees: test.numeratorDegrees, denominatorDegrees: test.denominatorDegrees,
        pValue: test.pValue, firstOrder: test.firstOrder, meanDesignEffect: test.meanDesignEffect)
    } catch {
      guard error.kind == .analysis else { throw error }
      return nil
    }
  }
}
