import Bottlenecks
import CarbonAccounting
import CarbonCommands
import CarbonMetrics
import CommandGrammar
import Evidence
import Presentation
import Studies
import SurveyDesigns
import TableSources
import Tables

/// What a study file says of bottlenecks, turned into values: answers, enterprises with their metrics, dimensions.
struct BottleneckRequest {
  let responses: OpenTable
  let entity: String
  let design: SurveyDesign
  let enterprises: BottleneckEnterprises
  let dimensions: [BottleneckDimension]
  let stages: [BottleneckDimension]
  let outcomes: [BottleneckStudy.Outcome]
  private(set) var inputs: [Provenance.Input]
  private(set) var caveats: [Caveat]

  init(_ study: Study, _ bottlenecks: Study.Bottlenecks, _ surroundings: Surroundings) throws(Fault) {
    guard let answers = study.data.first else { throw Fault(StudyFault.noBottlenecks, at: bottlenecks.place) }
    responses = try Self.open(answers, surroundings)
    let listed = try study.data("enterprises").map { data throws(Fault) in try Self.open(data, surroundings) }
    inputs = [try responses.input]
    caveats = responses.caveats
    if let listed {
      inputs.append(try listed.input)
      caveats += listed.caveats
    }
    entity = study.design.cluster ?? "entity"
    let table = responses.table
    guard let owner = table[entity] else { throw table.noSuchColumn(entity).inFile(answers.file) }
    design = try SurveyDesign(
      of: table, weights: study.design.weights, strata: study.design.strata.map { [$0] } ?? [], clusters: [entity])

    let register: [String]
    if let listed {
      guard let column = listed.table[entity] else {
        throw listed.table.noSuchColumn(entity).inFile(listed.location)
      }
      register = (0..<listed.table.rowCount).map { column.value(at: $0)?.description ?? "" }
    } else {
      register = Set((0..<table.rowCount).compactMap { owner.value(at: $0)?.description }).sorted()
    }
    let metrics = try BottleneckMetrics(study, bottlenecks, of: register, surroundings)
    inputs += metrics.inputs
    caveats += metrics.caveats
    enterprises = try Self.enterprises(register, listed?.table, metrics.metrics, study.design)

    var made: [String: BottleneckDimension] = [:]
    for dimension in bottlenecks.dimensions {
      var items: [BottleneckItem] = []
      var ownItems: [BottleneckItem] = []
      for item in dimension.items {
        let isOfEnterprises = item.data != answers.name
        guard let data = isOfEnterprises ? listed?.table : table else {
          throw Fault(BottleneckFault.noEnterprises, at: item.place).inFile(study.file)
        }
        do throws(Fault) {
          let made = try Self.item(item, in: data)
          if isOfEnterprises { ownItems.append(made) } else { items.append(made) }
        } catch {
          throw Fault(error, at: item.place, in: study.file)
        }
      }
      made[dimension.id] = BottleneckDimension(
        id: dimension.id, label: dimension.label, items: items, enterpriseItems: ownItems,
        atLeast: dimension.atLeast)
    }
    dimensions = bottlenecks.dimensions.compactMap { made[$0.id] }
    stages = bottlenecks.stages.compactMap { made[$0] }
    if let column = table[bottlenecks.outcome], !metrics.metrics.contains(where: { $0.name == bottlenecks.outcome }) {
      outcomes = [.init(column.name, label: column.label, column.numbers().map { $0.isNaN ? nil : $0 })]
    } else {
      outcomes = []
    }
  }

  private static func open(_ data: Study.Data, _ surroundings: Surroundings) throws(Fault) -> OpenTable {
    let arguments = ["describe", data.file] + (data.codebook.map { ["--codebook", $0] } ?? [])
    return try OpenTable(CommandRegistry.invocation(arguments), surroundings)
  }

  /// An item with its evidence; where answers have an order, with its scores.
  ///
  /// The bad end of the scale is the one where the evidence lies.
  private static func item(_ item: Study.Dimension.Item, in table: Table) throws(Fault) -> BottleneckItem {
    let column = try ColumnSelection(item.column).column(in: table)
    let presence = try RowFilter(item.evidence).verdicts(in: table)
    guard column.notes.isOrdered || column.kindName == "ordered" else {
      return BottleneckItem(column.name, label: column.label, presence: presence)
    }
    let numbers = column.numbers()
    var (shown, others) = ((sum: 0.0, count: 0.0), (sum: 0.0, count: 0.0))
    for (number, present) in zip(numbers, presence) where !number.isNaN {
      guard let present else { continue }
      if present {
        shown = (shown.sum + number, shown.count + 1)
      } else {
        others = (others.sum + number, others.count + 1)
      }
    }
    // Without both kinds of answers nothing tells which end is bad.
    guard shown.count > 0, others.count > 0 else {
      return BottleneckItem(column.name, label: column.label, presence: presence)
    }
    let levels = try column.categories(limit: 200).levels.compactMap(\.value.number)
    let scale = levels.min().flatMap { low in levels.max().flatMap { low < $0 ? low...$0 : nil } }
    return BottleneckItem(
      column.name, label: column.label, presence: presence, scores: numbers.map { $0.isNaN ? nil : $0 },
      isHighBad: shown.sum / shown.count > others.sum / others.count, scale: scale)
  }

  /// The groups and the weights the enterprises have in their own table.
  private static func enterprises(
    _ ids: [String], _ table: Table?, _ metrics: [BottleneckMetric], _ design: Study.Design
  ) throws(Fault) -> BottleneckEnterprises {
    guard let table else { return try BottleneckEnterprises(ids: ids, metrics: metrics) }
    let groupings = ["sector", "size", "province", "city"].compactMap { name in
      table[name].map { column in
        BottleneckGrouping(
          name, label: column.label, (0..<table.rowCount).map { column.value(at: $0)?.description })
      }
    }
    if ids.count == 1 { return try BottleneckEnterprises(ids: ids, metrics: metrics, groupings: groupings) }
    func own(_ name: String?) -> String? { name.flatMap { table[$0]?.name } }
    return try BottleneckEnterprises(
      ids: ids, metrics: metrics, groupings: groupings,
      design: SurveyDesign(
        of: table, weights: own(design.weights), strata: own(design.strata).map { [$0] } ?? [],
        lonelyUnits: .certainty))
  }
}

/// What the account of a study says of each enterprise.
struct BottleneckMetrics {
  let metrics: [BottleneckMetric]
  let inputs: [Provenance.Input]
  let caveats: [Caveat]

  /// The account is the one of the study's report, or that of its activity file; without one there are no metrics.
  init(
    _ study: Study, _ bottlenecks: Study.Bottlenecks, of ids: [String], _ surroundings: Surroundings
  ) throws(Fault) {
    guard let activity = study.data("activity") else {
      (metrics, inputs, caveats) = ([], [], [])
      return
    }
    let plan = try StudyPlan(study, commands: CommandRegistry.all)
    let planned = plan.steps.first { $0.part == .carbon }?.arguments
    let arguments =
      planned ?? ["account", activity.file]
      + (study.data("enterprises").map { ["--entities", $0.file] } ?? []) + ["--lines", "no"]
    let invocation = try CommandRegistry.invocation(arguments)
    let given = invocation.integer(.year)
    let request = try AccountRequest(invocation, surroundings, year: given, keepsRecords: false)
    let year = given ?? request.accounts.years.max()
    let inventories = request.accounts.inventories
    let assessments = CarbonAssessments(
      of: inventories, data: request.operations, options: try AssessmentOptions(invocation))
    var places: [String: Int] = [:]
    for (place, inventory) in inventories.enumerated() where inventory.year == year { places[inventory.entity] = place }
    func values(_ value: (Int) -> Double?) -> [Double?] { ids.map { places[$0].flatMap(value) } }
    let rules = assessments.options.gradeRules.grades
    let bands = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($0.element.key, Double($0.offset + 1)) })
    let totals: [BottleneckMetric] = [
      .init(
        "total", label: Label(chinese: "排放量", english: "emissions"), values { inventories[$0].total }, role: .emissions),
      .init(
        "energyTce", label: Label(chinese: "能耗", english: "energy"), values { inventories[$0].energyTce }, role: .energy
      ),
      .init(
        "valueAdded", label: Label(chinese: "增加值", english: "value added"),
        values { inventories[$0].entry?.valueAdded }, role: .valueAdded, isHighBad: false),
    ]
    let outcomes: [BottleneckMetric] = [
      .init(
        "intensity.valueAdded", label: Label(chinese: "碳强度（吨/万元增加值）", english: "carbon intensity (t for each 10⁴ CNY)"),
        values { inventories[$0].perValueAdded }),
      .init(
        "grade", label: Label(chinese: "碳效等级", english: "carbon-efficiency grade"),
        values { assessments.entries[$0].efficiency?.grade.flatMap { bands[$0.key] } }),
      .init(
        "allowance.gap", label: Label(chinese: "配额缺口（吨）", english: "allowance gap (t)"),
        values { assessments.entries[$0].allowance.map { $0.obligation - $0.allotted } }),
    ]
    // A gap few enterprises have says nothing of the others.
    let known = outcomes.filter { metric in metric.values.contains { $0 != nil } }
    metrics =
      totals.filter { metric in metric.values.contains { $0 != nil } }
      + known.filter { $0.name == bottlenecks.outcome } + known.filter { $0.name != bottlenecks.outcome }
    inputs = try request.inputs()
    caveats = request.caveats
  }
}

extension CommandRegistry {
  /// A command line of ours, parsed.
  static func invocation(_ arguments: [String]) throws(Fault) -> Invocation {
    guard case .run(let invocation) = try CommandLineParser(commands: all).parse(arguments) else {
      preconditionFailure("no command: \(arguments)")
    }
    return invocation
  }
}

extension Fault {
  /// A fault of a condition in a study file, at the line it stands in.
  fileprivate init(_ fault: Fault, at place: Place, in file: String) {
    self = fault
    var own = place
    own.file = file
    own.detail = fault.place?.detail
    self.place = own
  }
}
