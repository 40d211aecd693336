import Benchmarking
import CarbonAccounting
import CarbonMetrics
import CarbonUncertainty
import EmissionFactors
import Evidence
import Glibc
import Phrasebook
import StructuredText

/// What of an account is written.
public struct AccountParts: Sendable {
  /// The file name records are called by: `activity.csv`.
  public var activityName: String
  /// Lines of the file before its first record.
  public var headerLines: Int
  /// The rows of the file the records stand on, where some were left out before the account was made.
  public var originalRows: [Int32]?
  /// Whether each inventory carries its records.
  public var hasLines: Bool
  /// Whether each record carries its arithmetic.
  public var explains: Bool
  public var groupings: [AccountTotals.Grouping]
  /// How many enterprises a document lists at most, the largest first; `nil` for all of them in their order.
  public var longest: Int?
  /// Whether the enterprises are listed, and not only added up.
  public var listsEnterprises = true
  /// What the sums cover and may count twice, where that was looked for.
  public var rollUp: RollUp?
  /// Carbon balances with the name of the file of flows, where one was given.
  public var balances: CarbonBalances?
  public var flowsName = ""

  public init(
    activityName: String, headerLines: Int = 1, originalRows: [Int32]? = nil, hasLines: Bool = true,
    explains: Bool = false,
    groupings: [AccountTotals.Grouping] = []
  ) {
    self.activityName = activityName
    self.headerLines = headerLines
    self.originalRows = originalRows
    self.hasLines = hasLines
    self.explains = explains
    self.groupings = groupings
  }

  /// `activity.csv:17`, the line of the file a record stands on.
  public func record(_ row: Int) -> String {
    "\(activityName):\(Int(originalRows?[row] ?? Int32(row)) + 1 + headerLines)"
  }
}

extension CarbonAccounts {
  /// `{"entities": […], "totals": {…}, "excluded": […]}` as the contract has it.
  ///
  /// - Parameter uncertainties: One for each inventory, where they were asked for.
  public func json(
    _ parts: AccountParts, uncertainties: [InventoryUncertainty]? = nil, ofTotal: InventoryUncertainty? = nil,
    assessments: CarbonAssessments? = nil, in language: Language, wording: Wording = .all
  ) -> JSONValue {
    var entities: [JSONValue] = []
    for (index, inventory) in inventories.enumerated() where parts.listsEnterprises {
      entities.append(
        json(of: inventory, parts, uncertainties?[index], assessments?.entries[index], language, wording))
    }
    var object: JSONObject = [
      "entities": .array(entities),
      "totals": totalsJSON(parts, ofTotal, language),
      "excluded": .array(
        excluded.map { exclusion in
          let message = exclusion.reason.message(in: language, from: wording)
          return [
            "record": .string(parts.record(exclusion.row)), "code": .string(exclusion.reason.code),
            "reason": .string(message.what), "fix": JSONValue(message.fix),
          ]
        }),
    ]
    if let balances = parts.balances {
      object["excludedFlows"] = balances.excludedJSON(parts.flowsName, language, wording)
    }
    return .object(object)
  }

  private func json(
    of inventory: EntityInventory, _ parts: AccountParts, _ uncertainty: InventoryUncertainty?,
    _ assessment: CarbonAssessment?, _ language: Language, _ wording: Wording
  ) -> JSONValue {
    var gases = JSONObject()
    for gas in inventory.byGas { gases[gas.gas] = gas.tonnes.json }
    var object: JSONObject = [
      "id": .string(inventory.entity), "year": JSONValue(inventory.year), "name": JSONValue(inventory.entry?.name),
      "scope1": inventory.scope1.json, "scope2Location": inventory.scope2Location.json,
      "scope2Market": inventory.scope2Market.json, "total": inventory.total.json,
      "totalMarket": inventory.totalMarket.json, "combustion": inventory.combustion.json,
      "process": inventory.process.json, "byGas": .object(gases), "captured": inventory.captured.json,
      "sinks": inventory.sinks.json, "biogenic": inventory.biogenic.json,
      "combustionUse": JSONValue(inventory.combustionUse?.rawValue), "energyTce": inventory.energyTce.json,
      "energyTceConsumed": JSONValue(inventory.energyTceConsumed),
      "uncertainty": uncertainty?.json(parts) ?? .null,
      "intensity": [
        "valueAdded": JSONValue(inventory.perValueAdded), "output": JSONValue(inventory.perOutput),
        "product": JSONValue(inventory.perProduct), "tce": JSONValue(inventory.perTce),
      ],
      "grade": assessment?.efficiency?.json(in: language) ?? .null,
      "allowance": assessment?.allowance?.json ?? .null,
      "assessedEnergy": assessment?.energyJSON ?? .null, "records": .integer(inventory.recordCount),
      "filled": .integer(inventory.filledCount),
      "caveats": .array(
        (inventory.caveats + (assessment?.caveats ?? [])).map { caveat in
          return [
            "code": .string(caveat.code), "message": .string(caveat.message(in: language, from: wording).what),
          ]
        }),
    ]
    if let balances = parts.balances { object["carbonBalance"] = balances.balance(of: inventory)?.json ?? .null }
    if parts.hasLines {
      let lines = lines(of: inventory)
      object["cleanEnergyShare"] = JSONValue(CleanEnergy(of: lines).share)
      object["lines"] = .array(lines.map { $0.json(parts, language) })
    }
    return .object(object)
  }

  private func totalsJSON(
    _ parts: AccountParts, _ uncertainty: InventoryUncertainty?, _ language: Language
  ) -> JSONValue {
    var totals = self.totals.json
    totals["uncertainty"] = uncertainty?.json(parts) ?? .null
    let whole = self.totals.total
    totals["bySource"] = .array(
      sourceTotals.map { source in
        [
          "kind": .string(source.kind.rawValue), "item": .string(source.item),
          "name": JSONValue(source.label.text(in: language)), "tCO2e": source.tonnes.json,
          "shareOfTotal": whole > 0 ? (source.tonnes / whole).json : .null, "energyTce": source.energyTce.json,
          "records": .integer(source.records),
        ]
      })
    let groups = parts.groupings.isEmpty ? [] : self.totals(by: parts.groupings)
    totals["byGroup"] = .array(
      groups.map { group in
        var names = JSONObject()
        var labels = JSONObject()
        for (grouping, value) in zip(parts.groupings, group.group) {
          names[grouping.rawValue] = JSONValue(value)
          labels[grouping.rawValue] = JSONValue(value.map { grouping.text($0, in: language) })
        }
        var object: JSONObject = ["group": .object(names), "label": .object(labels)]
        for member in group.json.members { object[member.key] = member.value }
        object["shareOfTotal"] = self.totals.total > 0 ? (group.total / self.totals.total).json : .null
        return .object(object)
      })
    for (name, value) in parts.rollUp?.members(parts.groupings) ?? [] { totals[name] = value }
    return .object(totals)
  }
}

extension AccountTotals {
  fileprivate var json: JSONObject {
    [
      "entities": .integer(entities), "inventories": .integer(inventories), "scope1": scope1.json,
      "scope2Location": scope2Location.json, "scope2Market": scope2Market.json, "total": total.json,
      "totalMarket": totalMarket.json, "captured": captured.json, "sinks": sinks.json, "energyTce": energyTce.json,
      "perValueAdded": JSONValue(perValueAdded),
    ]
  }
}

extension AccountLine {
  fileprivate func json(_ parts: AccountParts, _ language: Language) -> JSONValue {
    var object: JSONObject = [
      "record": .string(parts.record(row)), "kind": .string(recipe.kind.rawValue), "item": .string(recipe.item),
      "name": JSONValue(recipe.label.text(in: language)), "scope": .string(recipe.kind.scope.rawValue),
      "factor": .string(recipe.family), "edition": .string(recipe.edition), "gas": .string(recipe.gas),
      "tCO2e": tonnes.json, "filled": .boolean(isFilled),
    ]
    if !gases.isEmpty {
      object["gases"] = .array(
        [["gas": .string(recipe.gas), "factor": .string(recipe.family), "tCO2e": tonnesOfMainGas.json]]
          + gases.map { gas in
            let factor = gas.matches.first { $0.factor.gas == gas.gas && $0.factor.property != .globalWarmingPotential }
            return [
              "gas": .string(gas.gas), "factor": JSONValue(factor?.factor.key),
              "edition": JSONValue(factor?.factor.edition), "tCO2e": (quantity * gas.tonnesPerUnit).json,
            ]
          })
    }
    if recipe.biogenicTonnesPerUnit != 0 { object["biogenic"] = (quantity * recipe.biogenicTonnesPerUnit).json }
    if parts.explains {
      object["arithmetic"] = .string(arithmetic(in: language))
      object["sources"] = .array(
        matches.map { match in
          [
            "key": .string(match.factor.key), "value": match.factor.value.json,
            "unit": .string(match.factor.unit.symbol), "edition": .string(match.factor.edition),
            "source": .string(match.factor.source), "verified": .string(match.factor.verification.rawValue),
            "region": .string(match.factor.region), "asked": JSONValue(match.asked),
            "yearsApart": .integer(match.yearsApart),
          ]
        })
    }
    return .object(object)
  }

  /// The factors behind the line, each once, in the order in which they are multiplied.
  public var matches: [FactorLibrary.Match] {
    var all = recipe.matches
    for match in gases.flatMap(\.matches) where !all.contains(match) { all.append(match) }
    return all
  }

  /// `1000 t × 24.515 GJ/t × 27.49 tC/TJ × 94 % × 44/12 = 2322.77 tCO2e`
  ///
  /// The result is the number the inventory adds, with all its digits. Green electricity adds nothing: what stands there
  /// is what it takes off the purchased electricity by market. Where other gases of burning count, each has its product
  /// and the sum comes last; carbon dioxide of a fuel that grew is stated beside it.
  public func arithmetic(in language: Language) -> String {
    let product = product(
      of: recipe.terms,
      giving: recipe.biogenicTonnesPerUnit != 0 ? quantity * recipe.biogenicTonnesPerUnit : tonnesOfMainGas)
    if recipe.kind == .greenElectricity {
      let replaced = Self.text(quantity * recipe.marketTonnesPerUnit)
      return language == .chinese
        ? "\(product)：按市场法计 0，从外购电力中减去 \(replaced) tCO2e"
        : "\(product): counts 0 by market, and \(replaced) tCO2e are taken off the purchased electricity"
    }
    var parts: [String] = []
    if recipe.biogenicTonnesPerUnit != 0 {
      let beside = Self.text(quantity * recipe.biogenicTonnesPerUnit)
      parts.append(
        language == .chinese
          ? "\(product) = \(beside) tCO2（生物成因，不计入）" : "\(product) = \(beside) tCO2, biogenic and not counted")
    } else {
      parts.append("\(recipe.tonnesPerUnit < 0 ? "-" : "")\(product) = \(Self.text(tonnesOfMainGas)) tCO2e")
    }
    for gas in gases {
      let amount = Self.text(quantity * gas.tonnesPerUnit)
      parts.append(
        "\(gas.gas.uppercased()): \(self.product(of: gas.terms, giving: quantity * gas.tonnesPerUnit)) = \(amount) tCO2e"
      )
    }
    if !gases.isEmpty { parts.append("\(language == .chinese ? "合计" : "sum") \(Self.text(tonnes)) tCO2e") }
    return parts.joined(separator: language == .chinese ? "；" : "; ")
  }

  /// The factors as they are printed, with the power of ten that brings their units together: `÷ 1000` between GJ and TJ. A
  /// pocket calculator then comes to the same tonnes.
  private func product(of terms: [LineRecipe.Term], giving amount: Double) -> String {
    let product = (["\(Self.text(quantity)) \(recipe.unit.symbol)"] + terms.map(\.text)).joined(separator: " × ")
    var printed = abs(quantity)
    for term in terms {
      guard let number = Self.printedNumber(term.text) else { return product }
      printed *= number
    }
    guard printed > 0, amount != 0 else { return product }
    let power = log10(abs(amount) / printed)
    let whole = power.rounded()
    guard whole != 0, abs(whole) <= 9, abs(power - whole) < 1e-9 else { return product }
    return "\(product) \(whole < 0 ? "÷" : "×") 1\(String(repeating: "0", count: Int(abs(whole))))"
  }

  /// The number a term begins with: `94 %` is 0.94, `44/12` is 44/12.
  private static func printedNumber(_ text: String) -> Double? {
    let words = text.split(separator: " ", maxSplits: 1)
    guard let first = words.first else { return nil }
    let parts = first.split(separator: "/").map { Double($0) }
    guard let number = parts[0] else { return nil }
    if words.count == 1, parts.count == 2 { return parts[1].map { number / $0 } }
    return words.count == 2 && words[1].hasPrefix("%") ? number / 100 : number
  }

  private static func text(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
  }
}
