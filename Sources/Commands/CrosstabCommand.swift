import CommandGrammar
import CrosstabPresentation
import Crosstabs
import Documents
import Evidence
import Presentation
import StructuredText
import Tables

extension CommandDescription {
  static let crosstab = CommandDescription(
    "crosstab", in: .test,
    Label(
      chinese: "两道题的交叉表：卡方检验、残差与效应量",
      english: "two questions crossed: chi-square tests, residuals and effect sizes"),
    details: [
      Label(
        chinese: "缺失的行不计入并按原因列出；空类别保留在表中，但不计入自由度。",
        english:
          "Rows that lack an answer are left out and counted by reason; categories nobody chose stay in the table and leave the degrees of freedom."
      ),
      Label(
        chinese: "--rows 也可以是一道多选题：每个选项按组给出选择比例，并逐项检验。",
        english:
          "--rows may also name a multiple-response set: the share of each group that ticked each option, with a test for every option."
      ),
    ],
    examples: [
      Example(
        "tansuo crosstab survey.csv --rows province --cols rating",
        Label(chinese: "省份与评级", english: "province by rating")),
      Example(
        "tansuo crosstab --table \"12,3;4,9\" --explain",
        Label(chinese: "直接输入的表，并说明算法", english: "a typed table, with every step shown")),
      Example(
        "tansuo crosstab survey.csv --rows gender --cols answer --by province",
        Label(
          chinese: "按省份分层，并做 Cochran–Mantel–Haenszel 检验",
          english: "a table for each province, with the Cochran–Mantel–Haenszel test")),
      Example(
        "tansuo crosstab counts.csv --rows a --cols b --freq n --style gb",
        Label(chinese: "汇总表，按国标样式", english: "a table of counts, set as Chinese journals ask")),
    ],
    operands: [.data.optional],
    options: [.rows, .cols, .layersBy, .typedTable, .freq] + .design + [
      .naive, .exact, .monteCarlo, .rule, .seed, .scores, .alpha, .letters, .style, .compat, .explain,
      .explainDifferences, .suppress,
    ] + .opening
  ) { invocation, surroundings throws(Fault) in
    var opened: OpenTable?
    let table: ContingencyTable
    var layering: Layering?
    if let typed = invocation.text(.typedTable) {
      if let column = [CommandOption.rows, .cols, .by].first(where: { invocation.isGiven($0) }) {
        throw Fault(CrosstabUsageFault.typedWithColumns, ["option": .text(column.dashed)])
      }
      table = try ContingencyTable(typed: typed)
    } else {
      let open = try OpenTable(invocation, surroundings)
      if let several = try open.multipleResponseOutput(invocation, surroundings) { return several }
      layering = try Layering(open, invocation)
      table = try open.contingencyTable(invocation, among: layering?.rows)
      opened = open
    }
    let whole = try CrosstabReport(of: table, opened, invocation, surroundings, among: layering?.rows)
    let layers = try layering?.report(whole, opened!, invocation, surroundings)
    let method = crosstabMethod(whole, invocation)
    let open = opened
    if let withheld = try withheldOutput(whole, layers, layering, opened, method, invocation) { return withheld }
    return Output(
      document: { language in crosstabDocument(whole, layers, invocation, language) },
      envelope: { language throws(Fault) in
        try Envelope(
          "crosstab/1", inputs: open?.inputs ?? [], method: open?.method(method) ?? method,
          result: layers?.json(in: language) ?? whole.json(in: language))
      },
      caveats: (open?.caveats ?? []) + whole.caveats + (layers?.caveats ?? []))
  }
}

extension CommandOption {
  static let typedTable = CommandOption(
    "table", .text, placeholder: "COUNTS",
    Label(chinese: "直接输入频数：行用分号、单元格用逗号分开", english: "type the counts: rows apart by semicolons, cells by commas"))
  static let naive = CommandOption(
    "naive", .flag,
    Label(chinese: "加权时也给出朴素检验", english: "give the naive tests of weighted counts too"))
  static let scores = CommandOption(
    "scores", .choice(["codes", "equally-spaced", "midranks", "ridits"]), default: "codes",
    Label(chinese: "线性关联检验所用的得分", english: "what stands for the categories in the test of trend"))
  static let alpha = CommandOption(
    "alpha", .number(0.000001...0.5), default: "0.05",
    Label(chinese: "显著性水平", english: "what counts as significant"))
  static let letters = CommandOption(
    "letters", .choice(of: ColumnProportions.Correction.self), default: "bonferroni",
    Label(chinese: "列比例两两比较的校正", english: "the correction for comparing columns two by two"))
  static let explainDifferences = CommandOption(
    "explain-differences", .flag,
    Label(chinese: "说明其他软件会给出哪些不同的数", english: "say which numbers other programs would print differently"))
}

extension CrosstabReport {
  /// The analysis of a table and all that stands beside it.
  init(
    of table: ContingencyTable, _ open: OpenTable?, _ invocation: Invocation, _ surroundings: Surroundings,
    among kept: [Int32]? = nil
  ) throws(Fault) {
    let analysis = try CrosstabAnalysis(table, options: CrosstabAnalysis.Options(invocation))
    self.init(
      analysis, try CrosstabCompanions(of: analysis, open, invocation, surroundings, among: kept),
      compatibility: invocation.choice(.compat, of: CrosstabReport.Compatibility.self))
  }

  var caveats: [Caveat] { analysis.caveats + companions.caveats }
}

extension CrosstabAnalysis.Options {
  init(_ invocation: Invocation) {
    self.init()
    let scores: CategoryScores =
      switch invocation.text(.scores) {
      case "equally-spaced": .equallySpaced
      case "midranks": .midranks
      case "ridits": .ridits
      default: .codes
      }
    rowScores = scores
    columnScores = scores
    alpha = invocation.number(.alpha) ?? alpha
    letters = invocation.choice(.letters, of: ColumnProportions.Correction.self) ?? letters
    isNaiveAllowed = invocation.flag(.naive)
  }
}

extension OpenTable {
  var inputs: [Provenance.Input] {
    get throws(Fault) { [try input] }
  }

  /// The table of the two columns the options name.
  func contingencyTable(_ invocation: Invocation, among kept: [Int32]? = nil) throws(Fault) -> ContingencyTable {
    let (rows, columns) = try crossed(invocation, among: kept)
    func column(_ option: CommandOption) throws(Fault) -> Column? {
      let column = try invocation.columns(option)?.column(in: table)
      return kept.map { column?.gathered($0) } ?? column
    }
    if let frequencies = try column(.freq) {
      return try ContingencyTable(rows: rows, columns: columns, frequencies: frequencies)
    }
    if let weights = try column(.weights) {
      return try ContingencyTable(rows: rows, columns: columns, weights: weights.numbers())
    }
    return try ContingencyTable(rows: rows, columns: columns)
  }
}

extension OpenTable {
  /// The categories of the two columns the options name, in all rows or in some.
  func crossed(
    _ invocation: Invocation, among kept: [Int32]? = nil
  ) throws(Fault) -> (rows: Categories, columns: Categories) {
    _ = try (invocation.required(.rows), invocation.required(.cols))
    let rows = try invocation.columns(.rows)!.column(in: table).categories()
    let columns = try invocation.columns(.cols)!.column(in: table).categories()
    return kept.map { (rows.gathered($0), columns.gathered($0)) } ?? (rows, columns)
  }
}

private func crosstabDocument(
  _ report: CrosstabReport, _ layers: LayeredCrosstabReport?, _ invocation: Invocation, _ language: Language
) -> Document {
  let style = invocation.choice(.style, of: TableStyle.self) ?? .spss
  var document = layers?.document(style: style, in: language) ?? report.document(style: style, in: language)
  if invocation.flag(.explain) { document.blocks += report.explanation(style: style, in: language) }
  if invocation.flag(.explainDifferences) { document.blocks += report.differences(in: language) }
  return document
}

/// Every definition that was in force.
private func crosstabMethod(_ report: CrosstabReport, _ invocation: Invocation) -> JSONObject {
  let options = report.analysis.options
  let isWeighted = report.analysis.table.isWeighted
  var method = report.definitions
  let choices: JSONObject = [
    "emptyCategories": "kept in counts, left out of df", "linearByLinear": "(N-1)r2",
    "scores": .string(options.rowScores.name), "continuityCorrection": "bounded", "cramersV": "uncorrected X2",
    "cramersVInterval": "noncentral-chi-square", "lambdaTies": "first category in code order",
    "goodmanKruskalTauP": "(N-1)(C-1)tau", "level": JSONValue(options.level), "alpha": JSONValue(options.alpha),
    "columnLetters": .string(options.letters.rawValue),
    "counts": isWeighted ? "sums of weights" : invocation.isGiven(.freq) ? "frequencies" : "rows",
  ]
  for member in choices.members { method[member.key] = member.value }
  if let step = report.companions.ladderStep {
    method["ladder"] = .string(step)
    method["ladderRule"] = .string(invocation.text(.rule) ?? "cochran")
  }
  return method
}
