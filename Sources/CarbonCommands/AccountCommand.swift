import Benchmarking
import CarbonAccounting
import CarbonMetrics
import CarbonPresentation
import CarbonUncertainty
import CommandGrammar
import Documents
import EmissionFactors
import Evidence
import Phrasebook
import Presentation
import StructuredText
import TableSources
import Tables

extension CommandDescription {
  package static let account = CommandDescription(
    "account", in: .carbon,
    Label(chinese: "由活动数据核算企业排放，逐条可查", english: "emissions of enterprises from activity records, each tonne traceable"),
    details: [
      Label(
        chinese:
          "活动数据表的列：entity、year、kind、item、quantity、unit（企业、年份、类别、品种、数量、单位）；实测值可另列 ncv、carbon_content、oxidation、factor、uncertainty，另有 region 和 note。类别为 combustion、process、electricity、heat、electricity_export、heat_export、green_electricity、capture、sink 或其中文名。",
        english:
          "The activity table has the columns entity, year, kind, item, quantity, unit; measured values may stand in ncv, carbon_content, oxidation, factor, uncertainty, besides region and note. Kinds are combustion, process, electricity, heat, electricity_export, heat_export, green_electricity, capture, sink."
      ),
      Label(
        chinese:
          "实测 ncv 为吉焦/吨或吉焦/万立方米，carbon_content 为吨碳/太焦（小于 0.2 时为吨碳/吉焦；按质量计的燃料在 0.2 至 1 之间时为元素碳，吨碳/吨），factor 为吨二氧化碳每吨、万立方米、吉焦或兆瓦时。电力的 factor 只用于市场法。",
        english:
          "A measured ncv is in GJ/t or GJ for 10⁴ m³, carbon_content in tC/TJ (below 0.2 in tC/GJ; from 0.2 to 1, of a fuel by mass, elemental carbon in tC/t), factor in tCO2 for each t, 10⁴ m³, GJ or MWh. The factor of electricity is its supplier's and counts by market only."
      ),
    ],
    examples: [
      Example(
        "tansuo account activity.csv --entities enterprises.csv --year 2022",
        Label(chinese: "2022 年各企业的排放", english: "what each enterprise emitted in 2022")),
      Example(
        "tansuo account activity.csv --entities enterprises.csv --where 'province=山东 and sector=水泥' --by size",
        Label(
          chinese: "名录的各列也可用于筛选和分组",
          english: "columns of the register choose and group as well")),
      Example(
        "tansuo account activity.csv --entities enterprises.csv --by sector,province --lines no --json",
        Label(chinese: "按行业和省份汇总，不列明细", english: "totals by sector and province, without the records")),
      Example(
        "tansuo account activity.csv --entities enterprises.csv --year 2022 --by province --control published.csv",
        Label(chinese: "覆盖率、重复计算，并与公布的各省总量核对", english: "coverage, double counting, and published totals of provinces")),
      Example(
        "tansuo account activity.csv --entities enterprises.csv --flows carbon.csv",
        Label(chinese: "用碳平衡核对钢铁、化工企业", english: "hold steel and chemical works against their carbon balance")),
      Example(
        "tansuo account activity.csv --entities enterprises.csv --factors own.csv --explain",
        Label(chinese: "采用自有因子，并列出每条记录的算式", english: "with factors of your own, and the arithmetic of each record")),
    ],
    operands: [.activity],
    options: [
      .entities, .year, .factors, .edition, .warming, .combustionGases, .fill, .duplicates, .checks, .uncertainty,
      .quantityUncertainty, .factorUncertainty, .seed, .by, .totals, .top, .all, .control, .flows, .lines, .explain,
      .grades,
      .renewableCoal, .powerClass,
      .allowances, .prices, .suppress, .dominance,
    ] + .opening
  ) { invocation, surroundings throws(Fault) in
    let draws = invocation.integer(.uncertainty)
    let listsEnterprises = !invocation.flag(.totals)
    let hasLines = listsEnterprises && invocation.yesOrNo(.lines) ?? true
    let showsIntervals =
      draws != nil || invocation.isGiven(.quantityUncertainty) || invocation.isGiven(.factorUncertainty)
    // Without lines only the totals are wanted, and nobody pays for intervals that were not asked for.
    let hasIntervals = hasLines || showsIntervals
    let request = try AccountRequest(
      invocation, surroundings, year: invocation.integer(.year),
      keepsRecords: hasIntervals || invocation.flag(.explain))
    let (accounts, groupings) = (request.accounts, request.groupings)
    let (options, library) = (accounts.options, accounts.library)
    let assessing = try AssessmentOptions(invocation)
    let assessments =
      listsEnterprises
      ? CarbonAssessments(of: accounts.inventories, data: request.operations, options: assessing) : nil
    let acceptsUnverified = library.preferredEditions.contains(FactorLibrary.unverifiedEdition)
    let errors = UncertaintyOptions(
      ofQuantities: invocation.number(.quantityUncertainty), ofFactors: invocation.number(.factorUncertainty),
      acceptsUnverified: acceptsUnverified)
    let seed = UInt64(invocation.integer(.seed) ?? 1)
    let simulated = draws == nil ? nil : accounts.uncertainties(options: errors, draws: draws, seed: seed)
    var parts = AccountParts(
      activityName: fileName(request.location), headerLines: 1, originalRows: request.table?.originalRows,
      hasLines: hasLines, explains: invocation.flag(.explain), groupings: groupings)
    parts.longest = try longest(invocation)
    parts.listsEnterprises = listsEnterprises
    var sideInputs: [Provenance.Input] = []
    var caveats = request.caveats + accounts.caveats
    if let assessments, accounts.register != nil { caveats += assessments.caveats }
    if let path = invocation.text(.flows) {
      let side = try SideTable(path, surroundings)
      let balances = try inFile(path) { () throws(Fault) in try CarbonBalances(of: side.table, in: accounts) }
      (parts.balances, parts.flowsName) = (balances, fileName(path))
      caveats += balances.caveats
      sideInputs.append(side.input)
    }
    var control: ControlTotals?
    if let path = invocation.text(.control) {
      let side = try SideTable(path, surroundings)
      control = try inFile(path) { () throws(Fault) in try ControlTotals(side.table) }
      sideInputs.append(side.input)
    }
    if control != nil || options.comparesQuantities, let table = request.table {
      let totals = control
      let rollUp = try inFile(invocation.text(.control) ?? request.location) { () throws(Fault) in
        try RollUp(of: accounts, table: table, by: groupings, control: totals)
      }
      parts.rollUp = rollUp
      caveats += rollUp.caveats
    }
    let exact = hasIntervals ? accounts.exactFactors(options: errors) : []
    if !exact.isEmpty { caveats.append(Caveat(AccountCaveat.factorUncertaintyUnknown, ["factors": .list(exact)])) }
    let wording = Wording.all
    let (besides, written) = (sideInputs, parts)
    let suppressed = try invocation.enterpriseRule().map { SuppressedAccount(accounts, by: groupings, rule: $0) }
    // Doubts about records name enterprises and quote their quantities.
    if let suppressed { caveats = request.caveats + [suppressed.caveat] }
    return Output(
      document: { language in
        suppressed?.document(in: language)
          ?? accounts.document(
            written,
            uncertainties: simulated ?? (showsIntervals ? accounts.uncertainties(options: errors) : nil),
            ofTotal: showsIntervals ? accounts.uncertaintyOfTotal(options: errors) : nil, assessments: assessments,
            in: language, wording: wording)
      },
      envelope: { language throws(Fault) in
        let uncertainties = simulated ?? (hasIntervals ? accounts.uncertainties(options: errors) : nil)
        return Envelope(
          "account/1", inputs: try request.inputs() + besides,
          method: request.method([
            "boundary": "activity-as-reported", "total": "scope1+scope2Location",
            "gwp": .string(options.warming.edition),
            "gases": .string(options.gasesCounted), "combustionGases": .string(options.combustionGases.statement),
            "fill": .string(options.fill.rawValue),
            "duplicates": options.dropsDuplicates ? "drop" : "keep",
            "checks": .boolean(options.comparesQuantities),
            "factors": .array(library.editionsInForce.map { .string($0) }),
            "preferredEditions": JSONValue(library.preferredEditions),
            "lookup": "province > grid > national > world; nearest year",
            "scope2Market": "supplier factor, green electricity 0, residual mix for the rest",
            "energy": "measured NCV, else GB/T 2589-2020 coefficient, else default NCV; electricity 0.1229 kgce/kWh",
            "uncertainty": simulated == nil ? "propagation" : "monte-carlo",
            "draws": JSONValue(draws), "seed": .integer(Int(seed)),
            "quantityUncertainty": errors.ofQuantities.json, "factorUncertainty": JSONValue(errors.ofFactors),
            "quantityUncertaintySource": .string(DefaultUncertainty.ofQuantities.source),
            "quantityUncertaintyVerified": .string(DefaultUncertainty.ofQuantities.verification.rawValue),
            "factorUncertaintyDefaults": .array(
              DefaultUncertainty.all.filter { acceptsUnverified || $0.verification != .no }.map {
                [
                  "key": .string($0.key), "low": $0.low.json, "high": $0.high.json, "source": .string($0.source),
                  "verified": .string($0.verification.rawValue),
                ]
              }),
            "carbonBalance":
              "(carbon in - in products - in waste) * 44/12 against CO2 of scope 1; tolerance 5 % of input",
            "assessedEnergy": "E - feedstock - (RE_t - RE_2020) c for the total, E - feedstock for intensity",
            "renewableCoal": assessing.coalPerRenewable.json,
            "coverage": "enterprises of the register with records of the year",
            "intensity": "total over 10^4 CNY; groups by ratio of totals",
            "grade": .string(assessing.gradeRules.edition),
            "gradeSource": .string(assessing.gradeRules.source),
            "gradeFile": JSONValue(assessing.gradeRules.file),
            "sectorAverage": "ratio of totals of energy-related emissions over the enterprises of this account",
            "sectorAverageMinimum": .integer(assessing.minimumEnterprises),
            "allowanceUnverified": .boolean(assessing.acceptsUnverified),
          ]),
          result: suppressed?.json
            ?? accounts.json(
              written, uncertainties: uncertainties,
              ofTotal: hasIntervals ? accounts.uncertaintyOfTotal(options: errors) : nil, assessments: assessments,
              in: language, wording: wording))
      },
      caveats: caveats, ending: suppressed == nil ? .done : .withheldPart)
  }

  /// How many enterprises a document lists: a screen shows the largest, a file holds all of them unless it is told otherwise.
  static func longest(_ invocation: Invocation) throws(Fault) -> Int? {
    let given = invocation.integer(.top)
    if invocation.flag(.all) { return nil }
    let isOnScreen =
      !invocation.isGiven(.output)
      && (invocation.choice(.format, of: OutputFormat.self) ?? .table) == .table
    return given ?? (isOnScreen ? 20 : nil)
  }

  static func inFile<Value>(
    _ path: String, _ body: () throws(Fault) -> Value
  ) throws(Fault) -> Value {
    do throws(Fault) { return try body() } catch { throw error.inFile(path) }
  }

  /// The last part of a location; records are called by it.
  static func fileName(_ location: String) -> String {
    location.split(separator: "/").last.map(String.init) ?? location
  }
}

extension AccountOptions {
  /// What the envelope says of the gases of an account.
  var gasesCounted: String {
    combustionGases == .none
      ? "co2 of fuels; gases of processes as their factors state"
      : "co2, ch4 and n2o of fuels; gases of processes as their factors state"
  }
}

extension CombustionGases {
  /// What the envelope says of methane and nitrous oxide of fuels.
  var statement: String {
    let tables = "defaults of stationary combustion, IPCC 2006 Vol 2 Ch 2"
    return switch self {
    case .none: "ch4 and n2o of combustion are left out, as in the national guides for enterprises"
    case .bySector: "ch4 and n2o of combustion by sector, \(tables): Table 2.2 for energy industries, else Table 2.3"
    case .energyIndustries: "ch4 and n2o of combustion, \(tables) Table 2.2"
    case .manufacturing: "ch4 and n2o of combustion, \(tables) Table 2.3"
    }
  }
}

extension FactorLibrary {
  /// The built-in library with the files and editions a command line names.
  init(_ invocation: Invocation) throws(Fault) {
    var library = FactorLibrary.builtIn
    for path in invocation.texts(.factors) {
      library = try library.adding(try TableSource.bytes(ofFile: path), file: path)
    }
    self = try library.preferring(invocation.texts(.edition))
  }

  /// The editions that may be used, in the order of the library.
  var editionsInForce: [String] {
    var seen: Set<String> = []
    return factors.filter { isInForce($0) && seen.insert($0.edition).inserted }.map(\.edition)
  }
}

extension AssessmentOptions {
  /// What a command line says of grades and allowances.
  package init(_ invocation: Invocation) throws(Fault) {
    var prices: AllowanceRules.Prices?
    if let text = invocation.text(.prices) {
      let numbers = text.split(whereSeparator: { ",，".contains($0) }).map { Double($0) }
      guard numbers.count == 3, let low = numbers[0], let middle = numbers[1], let high = numbers[2], low >= 0,
        low <= middle, middle <= high, high.isFinite
      else { throw Fault(MetricsFault.badPrices, ["prices": .text(text)]) }
      prices = .init(low: low, middle: middle, high: high)
    }
    var rules = GradeRules.huzhou2021
    if let path = invocation.text(.grades) {
      rules = try GradeRules(parsing: try TableSource.bytes(ofFile: path), file: path)
    }
    try self.init(
      gradeRules: rules, powerClass: invocation.text(.powerClass),
      acceptsUnverified: invocation.text(.allowances) == "unverified", prices: prices,
      coalPerRenewable: invocation.number(.renewableCoal) ?? 0.1229)
  }
}

extension Operand {
  static let activity = Operand(
    "ACTIVITY",
    Label(
      chinese: "活动数据表：CSV、TSV、XLSX、SAV、DTA 或 SQLite；- 为标准输入",
      english: "the table of activity records: CSV, TSV, XLSX, SAV, DTA or SQLite; - is standard input"))
}

extension CommandOption {
  static let entities = CommandOption(
    "entities", .file,
    Label(
      chinese: "企业名录：entity、name、province、city、sector、output、value_added、product 等列",
      english: "the register of enterprises: entity, name, province, city, sector, output, value_added, product …"))
  package static let year = CommandOption(
    "year", .integer(1900...2200), Label(chinese: "只核算这一年", english: "account for this year only"))
  static let factors = CommandOption(
    "factors", .file, isRepeatable: true,
    Label(chinese: "自有因子文件，优先于内置因子", english: "a file of your own factors, which win"))
  static let edition = CommandOption(
    "edition", .text, placeholder: "NAME", isRepeatable: true,
    Label(
      chinese: "优先采用的因子版本，如 ipcc-2006 或 unverified",
      english: "an edition of factors to prefer, such as ipcc-2006 or unverified"))
  static let warming = CommandOption(
    "gwp", .choice(of: GWPSet.self), default: "ar5",
    Label(chinese: "全球增温潜势取自哪次评估报告", english: "the assessment report whose warming potentials are used"))
  static let combustionGases = CommandOption(
    "combustion-gases", .choice(of: CombustionGases.self), default: "none",
    Label(
      chinese: "是否计入燃料燃烧的甲烷和氧化亚氮：不计（国内企业指南的口径）、按行业、按能源工业（IPCC 2006 表 2.2）或按制造业（表 2.3）",
      english:
        "whether methane and nitrous oxide of burnt fuels count: not (as in China's guides), by sector, as of energy industries (IPCC 2006 Table 2.2) or of manufacturing (Table 2.3)"
    ))
  static let fill = CommandOption(
    "fill", .choice(of: AccountOptions.Fill.self), default: "none",
    Label(
      chinese: "缺失的数量如何填补：取其他年份的最大值、相邻年份的均值或上一年",
      english: "what stands for a missing quantity: the largest of other years, the mean of neighbours, or last year"))
  static let duplicates = CommandOption(
    "duplicates", .choice(["drop", "keep"]), default: "drop",
    Label(chinese: "完全相同的记录是否只计一次", english: "whether records that say the same are counted once"))
  static let checks = CommandOption(
    "checks", .yesOrNo, default: "yes",
    Label(chinese: "是否与其他年份和同行业比较", english: "whether quantities are held against other years and peers"))
  static let uncertainty = CommandOption(
    "uncertainty", .integer(100...10_000_000),
    Label(chinese: "蒙特卡洛抽样次数；未给时按误差传播", english: "how many Monte Carlo draws; without it errors are propagated"))
  static let quantityUncertainty = CommandOption(
    "quantity-uncertainty", .number(0...1000), default: "5",
    Label(
      chinese: "未注明的数量不确定度（95% 区间半宽，%）", english: "half the 95 % interval of a quantity that states none, in %"))
  static let factorUncertainty = CommandOption(
    "factor-uncertainty", .number(0...1000),
    Label(
      chinese: "未注明的因子不确定度（%），未给时按精确值",
      english: "the same for a factor; without it such factors count as exact"))
  static let control = CommandOption(
    "control", .file,
    Label(
      chinese: "公布的总量表，与企业合计核对：sector、province、city、year、measure、value、unit、source 列",
      english:
        "published totals to hold the sums against: columns sector, province, city, year, measure, value, unit, source")
  )
  static let flows = CommandOption(
    "flows", .file,
    Label(
      chinese: "碳流表，用于碳平衡核对：entity、year、flow（input、product、waste）、item、quantity、unit、carbon_content 列",
      english:
        "carbon flows for a balance: entity, year, flow (input, product, waste), item, quantity, unit, carbon_content"))
  static let grades = CommandOption(
    "grades", .file,
    Label(
      chinese: "自有的碳效分级界限，优先于 huzhou-2021；写法见 datasets/carbon-rules/grades.csv",
      english: "cut-points of your own, which win over huzhou-2021; written as datasets/carbon-rules/grades.csv"))
  static let renewableCoal = CommandOption(
    "renewable-coal", .number(0...1), placeholder: "KGCE", default: "0.1229",
    Label(
      chinese: "扣减新增可再生能源电力所用的折标系数（千克标准煤/千瓦时），须与申报一致",
      english: "standard coal taken off for each kWh of new renewable electricity, as it was declared"))
  static let allowances = CommandOption(
    "allowances", .choice(["verified", "unverified"]), default: "verified",
    Label(
      chinese: "是否也采用未与官方原表核对的配额基准",
      english: "whether benchmarks that were never held against their official table may be used"))
  static let powerClass = CommandOption(
    "power-class", .text, placeholder: "CLASS",
    Label(
      chinese: "名录没有 benchmark_class 列时，电力企业的基准线类别，如 coal_gt300",
      english: "the benchmark class of power enterprises whose register has none, such as coal_gt300"))
  static let prices = CommandOption(
    "price", .text, placeholder: "LOW,MIDDLE,HIGH",
    Label(
      chinese: "碳价的低、中、高三个值（元/吨）；未给时取当年或最近年份的", english: "three prices in CNY a tonne; without them those of the year"))
  static let top = CommandOption(
    "top", .integer(1...1_000_000),
    Label(
      chinese: "只列排放最多的 N 家企业；屏幕上为 20 家，文件和 JSON 中为全部",
      english: "list the N largest enterprises only; 20 on a screen, all in files, and JSON is always whole"))
  static let all = CommandOption(
    "all", .flag, Label(chinese: "在屏幕上也列出全部企业", english: "list every enterprise on a screen too"))
  static let totals = CommandOption(
    "totals", .flag,
    Label(
      chinese: "只给总量，不逐家列出；与 --checks no --duplicates keep 同用时，CSV 边读边加，文件可大于内存",
      english:
        "totals alone, no enterprise; with --checks no --duplicates keep a CSV is added up as it is read and may be larger than memory"
    ))
  static let lines = CommandOption(
    "lines", .yesOrNo, default: "yes",
    Label(chinese: "是否列出每条记录", english: "whether each record is listed"))
}
