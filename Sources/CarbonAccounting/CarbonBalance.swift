import EmissionFactors
import Evidence
import NumericalMethods
import Tables

/// The carbon that went into an enterprise in a year against what left it, held against what was accounted for.
///
///     E = [Σ(input × carbon content) − Σ(product × carbon content) − Σ(waste × carbon content)] × 44/12
///
/// That is the balance of the national guide for chemical producers (国家发展改革委 2013, 化工生产企业指南); the guides for
/// steel take off products in the same way. It knows no oxidation: carbon that did not burn counts as emitted unless it
/// is stated as waste. So the account may be smaller by what its oxidation factors leave unburnt, and no doubt is raised.
public struct CarbonBalance: Sendable, Hashable {
  public let entity: String
  public let year: Int?
  /// Tonnes of carbon.
  public let carbonIn: Double
  public let inProducts: Double
  public let inWaste: Double
  /// Tonnes of carbon dioxide of scope 1 in the account, before anything is captured.
  public let accounted: Double
  /// Tonnes of carbon dioxide that the oxidation factors of the account leave in ash and soot.
  public let unburnt: Double

  /// Tonnes of carbon dioxide that must have left.
  public var emitted: Double { (carbonIn - inProducts - inWaste) * 44 / 12 }
  /// What the account has more than the balance.
  public var gap: Double { accounted - emitted }
  /// The gap over the carbon dioxide all carbon put in would make: a small difference of large flows is no large error.
  public var relativeGap: Double { gap / (carbonIn * 44 / 12) }

  /// Whether neither the tolerance, a share of the carbon put in, nor unburnt carbon explains the gap.
  public func isDoubtful(tolerance: Double) -> Bool {
    let allowed = tolerance * carbonIn * 44 / 12
    return gap > allowed || gap < -(unburnt + allowed)
  }
}

/// The carbon balances of the enterprises that state their flows.
public struct CarbonBalances: Sendable {
  /// What a flow is; the raw value is its name in the file.
  public enum Flow: String, Sendable, Hashable, CaseIterable {
    case input, product, waste

    static func named(_ name: String) -> Flow? {
      switch name.lowercased() {
      case "input", "in", "投入", "输入", "原料", "燃料": .input
      case "product", "products", "output", "产品", "输出", "产出": .product
      case "waste", "废弃物", "废物", "废渣": .waste
      default: nil
      }
    }
  }

  /// In the order of the inventories.
  public let balances: [CarbonBalance]
  /// Flows that could not be read, and enterprises that have flows but no inventory.
  public let excluded: [Exclusion]
  public let caveats: [Caveat]
  /// Gaps up to this share of the carbon put in raise no doubt.
  public let tolerance: Double

  /// An enterprise of which one flow cannot be read has no balance: half of one proves nothing.
  ///
  /// - Parameters:
  ///   - table: The columns `entity, year, flow, item, quantity, unit` and, where the library does not know it,
  ///     `carbon_content` in tonnes of carbon for each tonne or 10⁴ m³.
  ///   - tolerance: 0.05 is the default uncertainty of fuel data in IPCC 2006 Vol 2 Ch 2 section 2.4.2.
  /// - Throws: `account-flow-column` for a missing column.
  public init(of table: Table, in accounts: CarbonAccounts, tolerance: Double = 0.05) throws(Fault) {
    self.tolerance = tolerance
    let known = AccountColumns.flows
    func required(_ name: String) throws(Fault) -> Column {
      try AccountColumns.require(name, among: known, in: table, .flowColumn)
    }
    let (entity, flow, item) = (try required("entity"), try required("flow"), try required("item"))
    let (quantity, unit) = (try required("quantity"), try required("unit"))
    let year = AccountColumns.find("year", among: known, in: table)
    let content = AccountColumns.find("carbon_content", among: known, in: table)

    struct Subject: Hashable {
      let entity: String
      let year: Int?
    }
    var sums: [Subject: [Flow: [Double]]] = [:]
    var broken: Set<Subject> = []
    var excluded: [Exclusion] = []
    let inventories = Dictionary(
      accounts.inventories.map { (Subject(entity: $0.entity, year: $0.year), $0) }, uniquingKeysWith: { a, _ in a })
    for row in 0..<table.rowCount {
      let id = entity.text(at: row, in: .chinese) ?? ""
      let subject = Subject(entity: id, year: year.flatMap { $0.number(at: row) }.map { Int($0) })
      do throws(RecordProblem) {
        guard inventories[subject] != nil else {
          if let asked = accounts.options.year, subject.year != asked { continue }
          throw RecordProblem(.flowWithoutInventory, ["entity": .text(id)])
        }
        let name = flow.text(at: row, in: .chinese) ?? ""
        guard let kind = Flow.named(name) else {
          throw RecordProblem(
            .unknownKind, ["kind": .text(name), "choices": .list(Flow.allCases.map(\.rawValue))])
        }
        guard let amount = quantity.number(at: row) else { throw RecordProblem(.noQuantity, [:]) }
        guard amount >= 0, amount.isFinite else {
          throw RecordProblem(.negativeQuantity, ["quantity": .number(amount)])
        }
        let record = RecordKey(
          kind: nil, item: item.text(at: row, in: .chinese), unit: unit.text(at: row, in: .chinese), year: subject.year,
          region: nil)
        let carbon = try CarbonOfFlow(record, stated: content?.number(at: row), library: accounts.library).perUnit
        sums[subject, default: [:]][kind, default: []].append(amount * carbon)
      } catch {
        broken.insert(subject)
        excluded.append(Exclusion(row: row, reason: error.caveat))
      }
    }
    self.excluded = excluded
    let readable = sums.filter { !broken.contains($0.key) }
    balances = accounts.inventories.compactMap { inventory in
      guard let flows = readable[Subject(entity: inventory.entity, year: inventory.year)] else { return nil }
      let sums = Flow.allCases.map { (flows[$0] ?? []).compensatedSum() }
      guard sums[0] > 0 else { return nil }
      let dioxide = inventory.byGas.first { $0.gas == "co2" }!.tonnes - inventory.scope2Location
      return CarbonBalance(
        entity: inventory.entity, year: inventory.year, carbonIn: sums[0], inProducts: sums[1], inWaste: sums[2],
        accounted: dioxide, unburnt: accounts.lines(of: inventory).lazy.map(\.unburnt).reduce(0, +))
    }
    var caveats: [Caveat] = []
    let apart = balances.filter { $0.isDoubtful(tolerance: tolerance) }
    if let worst = apart.max(by: { abs($0.relativeGap) < abs($1.relativeGap) }) {
      caveats.append(
        Caveat(
          AccountCaveat.balanceGap,
          [
            "entities": .list(apart.map(\.entity)), "worst": .text(worst.entity),
            "accounted": .number(worst.accounted), "emitted": .number(worst.emitted), "gap": .number(worst.gap),
            "percent": .number(100 * tolerance),
          ]))
    }
    if balances.contains(where: { $0.emitted < 0 }) {
      caveats.append(
        Caveat(
          AccountCaveat.balanceNegative, ["entities": .list(balances.filter { $0.emitted < 0 }.map(\.entity))]))
    }
    if !excluded.isEmpty {
      var codes: [String] = []
      for exclusion in excluded where !codes.contains(exclusion.reason.code) { codes.append(exclusion.reason.code) }
      caveats.append(
        Caveat(AccountCaveat.excludedFlows, ["count": .integer(excluded.count), "codes": .list(codes)]))
    }
    self.caveats = caveats
  }
}

extension AccountLine {
  /// Tonnes of carbon dioxide that oxidation below 1 keeps from being emitted.
  fileprivate var unburnt: Double {
    guard let last = recipe.terms.lastIndex(of: Draft.carbonToDioxide), last > 0 else { return 0 }
    let oxidation = recipe.terms[last - 1].value
    return oxidation > 0 && oxidation < 1 ? tonnesOfMainGas * (1 / oxidation - 1) : 0
  }
}

/// Tonnes of carbon in each unit of a flow.
private struct CarbonOfFlow {
  let perUnit: Double

  /// What the file states, else calorific value × carbon content of a fuel, else the carbon of the carbon dioxide that a
  /// raw material gives off or a product retains.
  init(_ record: RecordKey, stated: Double?, library: FactorLibrary) throws(RecordProblem) {
    guard let name = record.unit, !name.isEmpty else {
      throw RecordProblem(.unitUnknown, ["unit": "", "nearest": .list(["t", "10^4 m3"])])
    }
    let unit: MeasurementUnit
    do throws(Fault) {
      unit = try MeasurementUnit(name)
    } catch {
      throw RecordProblem(.unitUnknown, ["unit": .text(name), "nearest": error.facts["nearest"] ?? .list([])])
    }
    guard unit.dimension == .mass || unit.dimension == .volume else {
      throw RecordProblem(
        .wrongDimension,
        ["unit": .text(name), "item": .text(record.item ?? ""), "expected": .list(["t", "10^4 m3"])])
    }
    if let stated {
      let limit = unit.dimension == .mass ? 1.0 : 20.0
      guard (0...limit).contains(stated) else {
        throw RecordProblem(
          .badMeasurement,
          ["column": "carbon_content", "value": .number(stated), "low": .number(0), "high": .number(limit)])
      }
      perUnit = unit.scale * (unit.dimension == .mass ? stated : stated / 1e4)
      return
    }
    let text = record.item ?? ""
    guard let item = library.item(named: text) else {
      throw RecordProblem(.unknownItem, ["item": .text(text), "nearest": .list(library.suggestions(for: text))])
    }
    func value(_ property: EmissionFactor.Property, per dimension: Dimension) -> Double? {
      library.match(item: item, property, in: .china, year: record.year, per: dimension)?.factor.inBaseUnits
    }
    let carbon = 12.0 / 44.0
    if let energy = value(.netCalorificValue, per: unit.dimension),
      let content = value(.carbonContent, per: .energy)
        ?? value(.carbonDioxidePerEnergy, per: .energy).map({ $0 * carbon })
    {
      perUnit = unit.scale * energy * content
    } else if let retained = value(.carbonRetained, per: unit.dimension) ?? value(.emissions, per: unit.dimension) {
      perUnit = unit.scale * retained * carbon
    } else {
      let isUnverified = [.carbonRetained, .carbonContent, .emissions].contains { library.knows(item, $0) }
      throw RecordProblem(
        isUnverified ? .onlyUnverified : .noFactor,
        Draft.missing(.carbonContent, of: text, in: .china, year: record.year))
    }
  }
}
