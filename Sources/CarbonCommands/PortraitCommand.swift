import CarbonAccounting
import CarbonMetrics
import CarbonPresentation
import CommandGrammar
import Documents
import Evidence
import Phrasebook
import Presentation
import StructuredText

extension CommandDescription {
  package static let portrait = CommandDescription(
    "portrait", in: .carbon,
    Label(chinese: "一家企业一页的碳画像", english: "one enterprise on one page"),
    details: [
      Label(
        chinese: "带等级和二维码的碳效标识，总量、与行业相比的强度、配额、能源构成、各年变化、所用因子与版本、数据质量。未给 --year 时取最近一年。",
        english:
          "A label with its grade and a code to scan, totals, intensity against the sector, allowance, energy mix, the years, factors with their editions, data quality; the latest year without --year."
      )
    ],
    examples: [
      Example(
        "tansuo portrait activity.csv E001 --entities enterprises.csv --year 2022",
        Label(chinese: "E001 在 2022 年的画像", english: "E001 in 2022")),
      Example(
        "tansuo portrait activity.csv E001 --entities enterprises.csv --format html -o E001.html",
        Label(chinese: "写成带图的网页", english: "as a page with pictures")),
    ],
    operands: [.activity, .enterprise],
    options: [
      .entities.required, .year, .factors, .edition, .warming, .combustionGases, .fill, .duplicates, .checks, .grades,
      .renewableCoal, .powerClass, .allowances, .prices,
    ] + .opening
  ) { invocation, surroundings throws(Fault) in
    let request = try AccountRequest(invocation, surroundings, year: nil, keepsRecords: true)
    let accounts = request.accounts
    let asked = invocation.integer(.year)
    if let asked, !accounts.years.contains(asked) {
      throw Fault(
        AccountFault.noYear, ["year": .integer(asked), "years": .list(accounts.years.map { String($0) })])
    }
    let assessments = CarbonAssessments(
      of: accounts.inventories, data: request.operations, options: try AssessmentOptions(invocation))
    let id = try invocation.required(.enterprise)
    let (entity, years) = (
      request.table?["entity"] ?? request.table?["企业"], request.table?["year"] ?? request.table?["年份"]
    )
    let latest = accounts.inventories.lazy.filter { $0.entity == id }.compactMap(\.year).max()
    let year = asked ?? latest
    let excluded = accounts.excluded.count { exclusion in
      entity?.text(at: exclusion.row, in: .chinese) == id
        && (year == nil || years?.number(at: exclusion.row).map { Int($0) } ?? year == year)
    }
    let portrait = try EnterprisePortrait(
      of: id, year: year, in: accounts, assessments, excluded: excluded,
      isSynthetic: request.caveats.contains { $0.code == "data-synthetic" })
    let wording = Wording.all
    return Output(
      document: { language in portrait.document(in: language, wording: wording) },
      envelope: { language throws(Fault) in
        Envelope(
          "portrait/1", inputs: try request.inputs(),
          method: request.method([
            "total": "scope1+scope2Location", "gwp": .string(accounts.options.warming.edition),
            "combustionGases": .string(accounts.options.combustionGases.statement),
            "grade": .string(assessments.options.gradeRules.edition),
            "sectorAverage": "ratio of totals of energy-related emissions over the enterprises of this account",
            "quantiles": "type 7", "allowanceUnverified": .boolean(assessments.options.acceptsUnverified),
          ]), result: portrait.json(in: language, wording: wording))
      }, caveats: request.caveats + assessments.ruleCaveats)
  }
}

extension Operand {
  static let enterprise = Operand(
    "ID", Label(chinese: "企业编号", english: "the id of the enterprise"), completion: .nothing)
}
