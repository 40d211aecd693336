import CarbonAccounting
import EmissionFactors
import Evidence
import NumericalMethods

/// How enterprises are graded and allotted.
public struct AssessmentOptions: Sendable, Hashable {
  public var gradeRules: GradeRules
  public var allowanceRules: AllowanceRules
  /// Sectors with fewer enterprises have no average of their own.
  public var minimumEnterprises: Int
  /// The class of power enterprises whose register names none.
  public var powerClass: String?
  /// Whether rows of allocation plans that are recalled only may be used.
  public var acceptsUnverified: Bool
  /// `nil` for those of the year.
  public var prices: AllowanceRules.Prices?
  /// Tonnes of standard coal for each MWh of new renewable electricity taken off: 0.1229 by heat content, as enterprise
  /// figures have it. By the coal that would have been burnt it is more; that coefficient must be declared.
  public var coalPerRenewable: Double

  /// - Throws: `metrics-no-such-class` for a power class that no plan has.
  public init(
    gradeRules: GradeRules = .huzhou2021, allowanceRules: AllowanceRules = .builtIn, minimumEnterprises: Int = 3,
    powerClass: String? = nil, acceptsUnverified: Bool = false, prices: AllowanceRules.Prices? = nil,
    coalPerRenewable: Double = 0.1229
  ) throws(Fault) {
    if let powerClass, !allowanceRules.classes.contains(powerClass) {
      throw Fault(
        MetricsFault.noSuchClass, ["class": .text(powerClass), "classes": .list(allowanceRules.classes)])
    }
    self.gradeRules = gradeRules
    self.allowanceRules = allowanceRules
    self.minimumEnterprises = minimumEnterprises
    self.powerClass = powerClass
    self.acceptsUnverified = acceptsUnverified
    self.prices = prices
    self.coalPerRenewable = coalPerRenewable
  }
}

/// What an inventory amounts to: its grade, its allowance, its assessed energy.
public struct CarbonAssessment: Sendable, Hashable {
  /// `nil` unless value added is known and positive.
  public let efficiency: CarbonEfficiency?
  public let allowance: Allowance?
  /// Tonnes of standard coal as energy control assesses them: without feedstock, and for the total without new
  /// renewable electricity; `nil` where the register states neither.
  public let assessedEnergyTotal: Double?
  public let assessedEnergyForIntensity: Double?
  public let caveats: [Caveat]
}

/// The grades and allowances of every inventory of an account.
///
///     let assessments = try CarbonAssessments(of: accounts.inventories, options: AssessmentOptions())
///     assessments.entries[0].efficiency?.grade?.key    // "2"
public struct CarbonAssessments: Sendable {
  public let options: AssessmentOptions
  public let averages: SectorAverages
  /// One for each inventory, in their order.
  public let entries: [CarbonAssessment]

  /// - Parameter inventories: All of the account: they make the averages of the sectors.
  public init(of inventories: [EntityInventory], data: OperatingData = OperatingData(), options: AssessmentOptions) {
    self.options = options
    let averages = SectorAverages(of: inventories, minimumEnterprises: options.minimumEnterprises)
    self.averages = averages
    let balances = Self.balances(of: inventories, minimum: options.minimumEnterprises)
    entries = inventories.map { inventory in
      var caveats: [Caveat] = []
      let efficiency = CarbonEfficiency(inventory, averages: averages, rules: options.gradeRules)
      if let efficiency, efficiency.grade == nil {
        caveats.append(
          Caveat(
            MetricsCaveat.noSectorAverage,
            [
              "sector": .label(Self.label(ofSector: inventory.entry?.sector)),
              "minimum": .integer(options.minimumEnterprises),
            ]))
      }
      let own = data.entry(inventory.entity, year: inventory.year)
      var allowance: Allowance?
      do throws(AllowanceAbsence) {
        allowance = try Allowance(
          inventory, data: own, sectorBalance: inventory.entry?.sector.flatMap { balances[$0]?[inventory.year] },
          rules: options.allowanceRules, powerClass: options.powerClass, acceptsUnverified: options.acceptsUnverified,
          prices: options.prices)
        caveats += allowance!.notes
      } catch {
        if let caveat = error.caveat { caveats.append(caveat) }
      }
      let energy = AssessedEnergy(
        of: inventory, own, increment: data.renewableIncrement(of: inventory.entity, year: inventory.year),
        coalPerRenewable: options.coalPerRenewable)
      caveats += energy.caveats
      return CarbonAssessment(
        efficiency: efficiency, allowance: allowance, assessedEnergyTotal: energy.total,
        assessedEnergyForIntensity: energy.forIntensity, caveats: caveats)
    }
  }

  /// What a sentence of either language calls a sector.
  private static func label(ofSector sector: String?) -> Label {
    guard let sector, let known = Sector.named(sector)?.label else { return Label(sniffing: sector ?? "–") }
    return Label(chinese: known.naming(sector, in: .chinese), english: known.naming(sector, in: .english))
  }

  /// Direct emissions over production by sector and year, among enterprises that state it in the sector's common unit.
  private static func balances(of inventories: [EntityInventory], minimum: Int) -> [String: [Int?: Double]] {
    var members: [String: [Int?: [EntityInventory]]] = [:]
    for inventory in inventories where (inventory.entry?.product ?? 0) > 0 {
      guard let sector = inventory.entry?.sector else { continue }
      members[sector, default: [:]][inventory.year, default: []].append(inventory)
    }
    return members.mapValues { years in
      years.compactMapValues { members in
        guard members.count >= minimum, Set(members.map { $0.entry!.productUnit }).count == 1 else { return nil }
        return members.lazy.map(\.directForAllowance).compensatedSum()
          / members.lazy.map { $0.entry!.product! }.compensatedSum()
      }
    }
  }
}

extension CarbonAssessments {
  /// One caveat of each code, with the enterprises it concerns.
  public var caveats: [Caveat] {
    let ofEntries: [Caveat] = MetricsCaveat.allCases.compactMap { code in
      let concerned = entries.compactMap { entry in entry.caveats.first { $0.code == code.rawValue } }
      guard var first = concerned.first else { return nil }
      first.facts["entities"] = .integer(concerned.count)
      // Each of the things the sentence names, once.
      for fact in ["sector", "class"] {
        var names: [Label] = []
        for case .label(let name)? in concerned.map({ $0.facts[fact] }) where !names.contains(name) {
          names.append(name)
        }
        if names.count > 1 { first.facts[fact] = .labels(names) }
      }
      return first
    }
    return ofEntries + ruleCaveats
  }

  /// That cut-points come from a file of the user's.
  public var ruleCaveats: [Caveat] {
    let rules = options.gradeRules
    guard let file = rules.file else { return [] }
    return [
      Caveat(
        MetricsCaveat.ownGrades,
        ["edition": .text(rules.edition), "file": .text(file), "measures": .list(rules.ownMeasures)])
    ]
  }
}
