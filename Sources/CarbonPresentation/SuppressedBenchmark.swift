import Benchmarking
import CarbonAccounting
import DisclosureControl
import Documents
import Evidence
import Phrasebook
import Presentation
import StructuredText

/// A benchmark that shows no single enterprise.
///
/// Hidden groups are not masked but gone: ratios, ranks, the standard mix and inequality are those of the enterprises of
/// the groups that are shown. Quantiles of a sector need as many enterprises on their outer side as a group needs at all;
/// bootstrap intervals of fewer than five enterprises end at single ones and are left out.
public struct SuppressedBenchmark: Sendable {
  /// The subjects of the groups that are shown, and which are not.
  public struct Selection: Sendable {
    public let subjects: [BenchmarkSubject]
    public let hidden: [String]
    public let rule: DisclosureRule

    public init(_ subjects: [BenchmarkSubject], rule: DisclosureRule) {
      var names: [String] = []
      var groups: [String: GroupSuppression.Group] = [:]
      for subject in subjects {
        if groups[subject.group] == nil { names.append(subject.group) }
        groups[subject.group, default: .init()].add([subject.emissions, subject.base], of: subject.id)
      }
      names.sort { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
      let found = GroupSuppression(names.map { groups[$0]! }, rule: rule)
      let hidden = found.isBodyWithheld ? names : found.hidden.map { names[$0] }
      self.rule = rule
      self.hidden = hidden
      self.subjects = subjects.filter { !hidden.contains($0.group) }
    }

    /// Whether no two groups are left to compare.
    public var leavesNothing: Bool { !hidden.isEmpty && Set(subjects.map(\.group)).count < 2 }
  }

  let grouping: AccountTotals.Grouping
  /// `nil` where fewer than two groups are left.
  let report: BenchmarkReport?
  let selection: Selection
  let rule: DisclosureRule
  private let showsChange: Bool

  /// `nil` where the whole benchmark may be seen.
  ///
  /// - Parameter report: Of the selection; `nil` where it has no two groups.
  public init?(
    _ report: BenchmarkReport?, by grouping: AccountTotals.Grouping, _ selection: Selection,
    of accounts: CarbonAccounts
  ) {
    self.report = report
    self.grouping = grouping
    self.selection = selection
    let rule = selection.rule
    self.rule = rule
    showsChange = report?.years.map { !Self.matched($0, in: accounts).isUnsafe(under: rule) } ?? false
    if let report, selection.hidden.isEmpty, accounts.caveats.isEmpty, isHarmless(report) { return nil }
  }

  /// Whether nothing of the report stems from too few enterprises or names one.
  private func isHarmless(_ report: BenchmarkReport) -> Bool {
    var sectors: [String: GroupSuppression.Group] = [:]
    for subject in report.subjects.subjects {
      sectors[subject.sector ?? "", default: .init()].add([subject.emissions, subject.base], of: subject.id)
    }
    return report.subjects.excluded.isEmpty && report.years == nil
      && !sectors.values.contains { $0.isUnsafe(under: rule) }
      && report.benchmark.groups.allSatisfy { $0.enterprises >= Self.fewestRedrawn }
      && report.bands.bands.allSatisfy { !quantiles($0).contains(nil) }
  }

  /// What each enterprise put into the two years that are compared.
  private static func matched(_ years: MatchedYears, in accounts: CarbonAccounts) -> GroupSuppression.Group {
    var group = GroupSuppression.Group()
    let unmatched = Set(years.unmatched)
    for inventory in accounts.inventories where !unmatched.contains(inventory.entity) {
      guard inventory.year == years.first || inventory.year == years.last else { continue }
      var amounts = [0.0, 0, 0, 0]
      let place = inventory.year == years.first ? 0 : 1
      (amounts[place], amounts[2 + place]) = (inventory.total, max(0, inventory.entry?.valueAdded ?? 0))
      group.add(amounts, of: inventory.entity)
    }
    return group
  }

  public var caveat: Caveat {
    rule.caveat(cells: max(1, selection.hidden.count), isWhole: report == nil)
  }

  private static let fewestRedrawn = 5

  /// The quantiles of a sector that enough enterprises lie beyond.
  private func quantiles(_ band: QuantileBands.Band) -> [Double?] {
    [(0.1, band.p10), (0.25, band.p25), (0.5, band.median), (0.25, band.p75), (0.1, band.p90)].map { share, value in
      Double(band.enterprises) * share >= Double(rule.minimumCount) ? value : nil
    }
  }

  /// The fields of a benchmark, `null` for what is withheld, and `suppressed`.
  public func json(in language: Language) -> JSONValue {
    let all = report?.json(in: language).asObject
    var object = JSONObject()
    for name in ["by", "standardizes", "year", "enterprises", "ratioOfTotals", "meanOfRatios", "funnel", "inequality"] {
      object[name] = all?[name] ?? .null
    }
    object["by"] = .string(grouping.rawValue)
    let fields = [
      "enterprises", "total", "valueAdded", "ratioOfTotals", "ratioInterval", "meanOfRatios", "standardized",
      "standardizedInterval", "observedMix", "rank", "rankInterval", "standardizedRank", "standardizedRankInterval",
      "relativeMean", "deviation", "verdict",
    ]
    let shown = (all?["groups"]?.asArray ?? []).map { group -> JSONValue in
      var own = group.asObject!
      if (own["enterprises"]?.asNumber ?? 0) < Double(Self.fewestRedrawn) {
        for name in fields where name.hasSuffix("Interval") { own[name] = .null }
      }
      return .object(own)
    }
    let hidden = selection.hidden.map { name -> JSONValue in
      var own: JSONObject = ["name": .string(name), "label": .string(grouping.text(name, in: language))]
      for field in fields { own[field] = .null }
      return .object(own)
    }
    object["groups"] = .array(shown + hidden)
    object["standardMix"] = .null
    object["bands"] = .array(
      (report?.bands.bands ?? []).filter { $0.enterprises >= rule.minimumCount }.map { band in
        let values = quantiles(band).map { JSONValue($0) }
        return [
          "sector": .string(band.sector),
          "label": .string(AccountTotals.Grouping.sector.text(band.sector, in: language)),
          "enterprises": .integer(band.enterprises), "p10": values[0],
          "p25": values[1], "median": values[2], "p75": values[3], "p90": values[4],
        ]
      })
    object["change"] = .null
    if showsChange, var change = all?["change"]?.asObject {
      change["sectors"] = .null
      change["unmatched"] = .null
      object["change"] = .object(change)
    }
    object["excluded"] = .null
    object["suppressed"] = [
      "rule": .string(rule.name), "all": .boolean(report == nil),
      "groups": .array(selection.hidden.map { .string($0) }),
    ]
    return .object(object)
  }

  public func document(in language: Language) -> Document {
    let chinese = language == .chinese
    let title = chinese ? "碳对标" : "Carbon benchmark"
    guard let report else {
      return Document(
        title: title, language: language.rawValue,
        [
          .table(
            DocumentTable(
              columns: [
                .init(Phrase(grouping.name(in: language))), .init(chinese ? "企业数" : "Enterprises", .right),
              ], rows: selection.hidden.map { .init([.init(grouping.text($0, in: language)), WithheldMark.cell]) },
              notes: [WithheldMark.note(withholdingAllUnder: rule, in: language)]))
        ])
    }
    let page = BenchmarkPage(report: report, language: language)
    var tables = page.tables
    for place in tables.indices {
      // A sum over all stays below the groups it sums.
      let sums = tables[place].rows.filter { $0.role == .total }
      tables[place].rows.removeAll { $0.role == .total }
      for name in selection.hidden {
        tables[place].rows.append(
          .init(
            [.init(grouping.text(name, in: language))]
              + Array(repeating: WithheldMark.cell, count: tables[place].columns.count - 1)))
      }
      tables[place].rows += sums
    }
    let hidden = selection.hidden.count
    let groups =
      chinese
      ? "\(WithheldMark.text) 隐去 \(hidden) 组，名次、合计与分位均不含这些组的企业"
      : "\(WithheldMark.text) \(counted(hidden, "group is", "groups are")) withheld; ranks, sums and quantiles are without "
        + "the enterprises in question"
    let single =
      chinese
      ? "按规则 \(rule.name)，出自过少企业的分位、区间与分解略去"
      : "Under the rule \(rule.name) quantiles, intervals and causes that stem from too few enterprises are left out"
    tables[0].notes.append(.init(Phrase(single)))
    if hidden > 0 { tables[0].notes.append(.init(Phrase(groups))) }
    var blocks: [Block] = tables.map { .table($0) }
    if report.benchmark.groups.allSatisfy({ $0.enterprises >= Self.fewestRedrawn }) { blocks += page.leagueFigures }
    var bands = page.bandTable
    bands.rows = report.bands.bands.filter { $0.enterprises >= rule.minimumCount }.map { band in
      .init(
        [.init(page.sectorName(band)), .init(String(band.enterprises))]
          + quantiles(band).map {
            $0.map { .init(DisplayRule.decimals(3).text($0, style: .gb)) } ?? WithheldMark.cell
          })
    }
    if !bands.rows.isEmpty { blocks.append(.table(bands)) }
    if let inequality = report.inequality { blocks.append(.table(page.inequalityTable(inequality))) }
    if showsChange, let years = report.years { blocks += page.change(years, showsSectors: false) }
    return Document(title: title, language: language.rawValue, blocks)
  }
}
