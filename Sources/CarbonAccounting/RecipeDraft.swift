import EmissionFactors
import Evidence

/// One recipe in the making: what the record says, and the rules of its kind.
struct Draft {
  let maker: RecipeMaker
  let record: RecordKey
  let kind: ActivityKind
  let unit: MeasurementUnit

  private var region: Region { record.region ?? .china }
  private typealias Term = LineRecipe.Term

  // MARK: Fuels

  /// Quantity × calorific value × carbon content × oxidation × 44/12, or the quantity times a factor of its own.
  func combustion(_ item: String) throws(RecordProblem) -> LineRecipe {
    if record.measured.factor != nil { return try measuredCombustion(item) }
    if !burns(item) { return try emissions(item) }
    try require([.mass, .volume, .energy], for: item)
    if unit.dimension == .mass, let carbon = record.measured.carbonContent, Self.elementalCarbon.contains(carbon) {
      return try combustion(item, elementalCarbon: carbon)
    }
    var energy: [Term] = []
    var energyPerUnit = unit.scale
    var table: String?
    if unit.dimension != .energy {
      let ncv = try calorificValue(of: item)
      if case .factor(let match) = ncv.source { table = match.factor.edition }
      energy.append(ncv)
      energyPerUnit *= ncv.value
    }
    let coal = coalOfFuel(item, energyPerUnit)
    let gases = try gases(of: item, energy: energy)
    if grew(item) {
      guard let match = match(item, .biogenicDioxidePerEnergy, per: .energy, alongside: table) else {
        throw noFactor(item, .biogenicDioxidePerEnergy)
      }
      let terms = energy + [Self.term(match)]
      return recipe(
        item, terms, tonnes: 0, biogenic: terms.reduce(unit.scale) { $0 * $1.value }, gases: gases, coal: coal)
    }
    let terms = energy + (try carbon(of: item, alongside: table))
    return recipe(item, terms, tonnes: terms.reduce(unit.scale) { $0 * $1.value }, gases: gases, coal: coal)
  }

  /// Tonnes of carbon for each tonne of a fuel: above what a gigajoule can hold, below what a terajoule must.
  private static let elementalCarbon = 0.2...1.0

  /// Quantity × elemental carbon × oxidation × 44/12, as power stations measure it: the calorific value tells the energy only.
  private func combustion(_ item: String, elementalCarbon carbon: Double) throws(RecordProblem) -> LineRecipe {
    let knowsHeat = record.measured.netCalorificValue != nil || maker.library.knows(item, .netCalorificValue)
    let heat = knowsHeat ? try calorificValue(of: item) : nil
    let terms = [
      Term(text: "\(Self.text(carbon)) tC/t", value: carbon, source: .measured),
      try oxidation(of: item, alongside: nil),
      Self.carbonToDioxide,
    ]
    return recipe(
      item, terms, tonnes: terms.reduce(unit.scale) { $0 * $1.value },
      gases: try heat.map { heat throws(RecordProblem) in try gases(of: item, energy: [heat]) } ?? [],
      coal: heat.map { coalOfFuel(item, unit.scale * $0.value) } ?? 0)
  }

  /// A measured factor says what the carbon dioxide is; the other gases still need the energy of the fuel.
  private func measuredCombustion(_ item: String) throws(RecordProblem) -> LineRecipe {
    let plain = try emissions(item)
    guard !maker.combustionGases.uses.isEmpty, burns(item),
      [.mass, .volume, .energy].contains(unit.dimension)
    else { return plain }
    let energy = unit.dimension == .energy ? [] : [try calorificValue(of: item)]
    var recipe = plain
    recipe.gases = try gases(of: item, energy: energy)
    return recipe
  }

  private func burns(_ item: String) -> Bool {
    record.measured.carbonContent != nil || maker.library.knows(item, .carbonContent)
      || maker.library.knows(item, .carbonDioxidePerEnergy) || grew(item)
  }

  /// Whether the carbon of a fuel was in the air not long ago.
  private func grew(_ item: String) -> Bool {
    record.measured.carbonContent == nil && maker.library.knows(item, .biogenicDioxidePerEnergy)
  }

  private func calorificValue(of item: String) throws(RecordProblem) -> Term {
    let perUnit = unit.dimension == .mass ? "GJ/t" : "GJ/10^4 m3"
    if let measured = record.measured.netCalorificValue {
      // GJ/t as printed; for gases GJ for 10⁴ m³, as the national tables have it.
      let value = unit.dimension == .mass ? measured : measured / 1e4
      try requireRange("ncv", measured, unit.dimension == .mass ? 0.1...150 : 1...2000)
      return Term(text: "\(Self.text(measured)) \(perUnit)", value: value, source: .measured)
    }
    guard let match = match(item, .netCalorificValue, per: unit.dimension) else {
      if maker.library.knows(item, .netCalorificValue) { throw dimensionProblem(item) }
      throw noFactor(item, .netCalorificValue)
    }
    return Self.term(match)
  }

  /// Carbon content × oxidation × 44/12, or carbon dioxide for each unit of energy.
  private func carbon(of item: String, alongside table: String?) throws(RecordProblem) -> [Term] {
    let measured = record.measured
    let content = match(item, .carbonContent, per: .energy, alongside: table)
    let direct = match(item, .carbonDioxidePerEnergy, per: .energy, alongside: table)
    if measured.carbonContent == nil, measured.oxidation == nil, let direct,
      content.map({ maker.library.prefers(direct.factor.edition, over: $0.factor.edition) }) ?? true
        || (direct.factor.edition == table && content!.factor.edition != table)
    {
      return [Self.term(direct)]
    }
    var terms: [Term] = []
    if let value = measured.carbonContent {
      // Tonnes of carbon a terajoule or a gigajoule; the two are a thousand apart, so the size tells which.
      let isPerGigajoule = value < 1
      try requireRange("carbon_content", value, isPerGigajoule ? 0.005...0.2 : 5...200)
      terms.append(
        Term(
          text: "\(Self.text(value)) \(isPerGigajoule ? "tC/GJ" : "tC/TJ")",
          value: isPerGigajoule ? value : value / 1000, source: .measured))
    } else if let content {
      terms.append(Self.term(content))
    } else {
      throw noFactor(item, .carbonContent)
    }
    terms.append(try oxidation(of: item, alongside: table))
    terms.append(Self.carbonToDioxide)
    return terms
  }

  private func oxidation(of item: String, alongside table: String?) throws(RecordProblem) -> Term {
    if let value = record.measured.oxidation {
      try requireRange("oxidation", value, 0...100)
      let share = value <= 1 ? value : value / 100
      return Term(text: value <= 1 ? Self.text(value) : "\(Self.text(value)) %", value: share, source: .measured)
    }
    guard let match = match(item, .oxidation, per: .ratio, alongside: table) else { throw noFactor(item, .oxidation) }
    return Self.term(match)
  }

  static let carbonToDioxide = LineRecipe.Term(text: "44/12", value: 44.0 / 12.0, source: .constant)

  /// Standard coal for each unit: by the measured calorific value, else the coefficient of the statistics, else the
  /// default calorific value.
  private func coalOfFuel(_ item: String, _ energyPerUnit: Double) -> Double {
    let byHeat = energyPerUnit / StandardCoal.gigajoulesPerTonne
    if unit.dimension == .energy || record.measured.netCalorificValue != nil { return byHeat }
    guard let match = match(item, .coalEquivalent, per: unit.dimension) else { return byHeat }
    return unit.scale * match.factor.inBaseUnits / StandardCoal.gigajoulesPerTonne
  }

  // MARK: Processes

  /// A gas let out as such, what a product retains, a fuel used as a material, or quantity × factor.
  func process(_ item: String) throws(RecordProblem) -> LineRecipe {
    let library = maker.library
    if record.measured.factor != nil || library.knows(item, .emissions) { return try emissions(item) }
    if library.knows(item, .carbonRetained) {
      try require([.mass, .volume], for: item)
      guard let match = match(item, .carbonRetained, per: unit.dimension) else {
        throw noFactor(item, .carbonRetained)
      }
      let term = Self.term(match)
      return recipe(item, [term], tonnes: -unit.scale * term.value, coal: 0)
    }
    if library.knows(item, .globalWarmingPotential) {
      try require([.mass], for: item)
      let term = try warmingTerm(item)
      return recipe(item, [term], gas: item, tonnes: unit.scale * term.value, coal: 0)
    }
    return try combustion(item)
  }

  func warmingTerm(_ gas: String) throws(RecordProblem) -> LineRecipe.Term {
    guard let match = maker.warming.match(for: gas) else {
      throw RecordProblem(.noWarmingPotential, ["gas": .text(gas), "set": .text(maker.warming.set.edition)])
    }
    return Term(text: "\(match.factor.printedValue)", value: match.factor.inBaseUnits, source: .factor(match))
  }

  /// Quantity × emission factor, with the warming potential of the gas where the factor counts tonnes of it.
  private func emissions(_ item: String) throws(RecordProblem) -> LineRecipe {
    if let measured = record.measured.factor {
      try require([.mass, .volume, .energy, .electricity], for: item)
      let term = measuredFactor(measured)
      return recipe(item, [term], tonnes: unit.scale * term.value, coal: coalOfFuel(item, 0))
    }
    guard let found = match(item, .emissions, per: unit.dimension) else {
      if maker.library.factors.contains(where: {
        $0.item == item && $0.property == .emissions && maker.library.isInForce($0)
      }) {
        throw dimensionProblem(item)
      }
      throw noFactor(item, .emissions)
    }
    var terms = [Self.term(found)]
    if let gas = found.factor.unit.numerator.gas { terms.append(try warmingTerm(gas)) }
    let tonnes = terms.reduce(unit.scale) { $0 * $1.value }
    return recipe(item, terms, gas: found.factor.gas, tonnes: tonnes, coal: 0)
  }

  /// A measured factor counts tonnes of CO2e for each t, 10⁴ m³, GJ or MWh.
  private func measuredFactor(_ value: Double) -> LineRecipe.Term {
    switch unit.dimension {
    case .volume: Term(text: "\(Self.text(value)) tCO2/10^4 m3", value: value / 1e4, source: .measured)
    case .energy: Term(text: "\(Self.text(value)) tCO2/GJ", value: value, source: .measured)
    case .electricity: Term(text: "\(Self.text(value)) tCO2/MWh", value: value, source: .measured)
    default: Term(text: "\(Self.text(value)) tCO2/t", value: value, source: .measured)
    }
  }

  // MARK: Electricity and heat

  /// The grid's factor by location; by market the supplier's, else that of the power left after green sales.
  func electricity(_ itemText: String) throws(RecordProblem) -> LineRecipe {
    try require([.electricity], for: "electricity")
    let heat = unit.scale * coalEquivalent("electricity")
    if kind == .electricity, let own = SelfGenerated(itemText) {
      let term = Term(text: "0 tCO2/MWh", value: 0, source: .constant)
      return recipe(
        itemText, [term], label: own.label, tonnes: 0, coal: own == .nonFossil ? heat : 0)
    }
    guard let grid = match("electricity", .emissions, per: .electricity) else {
      throw noFactor("electricity", .emissions)
    }
    let term = Self.term(grid)
    let rest = match("electricity", .residualMix, per: .electricity)?.factor.inBaseUnits ?? term.value
    let market = record.measured.factor ?? rest
    let burnt = match("electricity", .coalConsumed, per: .electricity)
      .map { unit.scale * $0.factor.inBaseUnits / StandardCoal.gigajoulesPerTonne }
    let tonnes = unit.scale * term.value
    switch kind {
    case .electricityExport:
      return recipe(
        "electricity", [term], tonnes: -tonnes, market: -unit.scale * market, coal: -heat, burnt: burnt.map(-))
    case .greenElectricity:
      return recipe("electricity", [], tonnes: 0, market: unit.scale * rest, coal: 0)
    default:
      return recipe(
        "electricity", [term], tonnes: tonnes, market: unit.scale * market,
        isReplaceableByGreen: record.measured.factor == nil, coal: heat, burnt: burnt)
    }
  }

  func heat() throws(RecordProblem) -> LineRecipe {
    try require([.energy], for: "heat")
    let sign = kind == .heatExport ? -1.0 : 1.0
    let term: Term
    if let measured = record.measured.factor {
      term = measuredFactor(measured)
    } else {
      guard let match = match("heat", .emissions, per: .energy) else { throw noFactor("heat", .emissions) }
      term = Self.term(match)
    }
    return recipe(
      "heat", [term], tonnes: sign * unit.scale * term.value, coal: sign * unit.scale * coalEquivalent("heat"))
  }

  /// Tonnes of standard coal for each base unit by heat content.
  private func coalEquivalent(_ item: String) -> Double {
    (match(item, .coalEquivalent, per: unit.dimension)?.factor.inBaseUnits ?? 0) / StandardCoal.gigajoulesPerTonne
  }

  /// Tonnes captured or taken up, as stated.
  func removal(_ itemText: String) throws(RecordProblem) -> LineRecipe {
    try require([.emissions, .mass], for: itemText)
    return recipe(itemText, [], label: Label(sniffing: itemText), tonnes: -unit.scale, coal: 0)
  }

  // MARK: Pieces

  private func recipe(
    _ item: String, _ terms: [LineRecipe.Term], label: Label? = nil, gas: String = "co2", tonnes: Double,
    market: Double? = nil, isReplaceableByGreen: Bool = false, biogenic: Double = 0, gases: [CombustionGas] = [],
    coal: Double, burnt: Double? = nil
  ) -> LineRecipe {
    LineRecipe(
      kind: kind, item: item, label: label ?? maker.library.label(of: item), unit: unit, year: record.year,
      region: region, terms: terms, gas: gas, tonnesPerUnit: tonnes,
      marketTonnesPerUnit: market ?? (kind.scope == .purchasedEnergy ? tonnes : 0),
      isReplaceableByGreen: isReplaceableByGreen, biogenicTonnesPerUnit: biogenic, gases: gases,
      coalEquivalentPerUnit: coal,
      coalConsumedPerUnit: kind == .electricity || kind == .electricityExport ? burnt : coal)
  }

  func match(
    _ item: String, _ property: EmissionFactor.Property, per dimension: Dimension, alongside table: String? = nil
  ) -> FactorLibrary.Match? {
    maker.library.match(
      item: item, property, in: region, year: record.year, per: dimension, alongside: table)
  }

  static func term(_ match: FactorLibrary.Match) -> LineRecipe.Term {
    let factor = match.factor
    return Term(
      text: factor.unit.symbol == "%" ? "\(factor.printedValue) %" : "\(factor.printedValue) \(factor.unit.symbol)",
      value: factor.inBaseUnits, source: .factor(match))
  }

  private static func text(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
  }

  private func require(_ dimensions: [Dimension], for item: String) throws(RecordProblem) {
    guard dimensions.contains(unit.dimension) else {
      throw RecordProblem(
        .wrongDimension,
        [
          "unit": .text(unit.symbol), "item": .text(record.item ?? item),
          "expected": .list(dimensions.map(\.baseUnit.symbol)),
        ])
    }
  }

  private func requireRange(_ column: String, _ value: Double, _ range: ClosedRange<Double>) throws(RecordProblem) {
    guard range.contains(value) else {
      throw RecordProblem(
        .badMeasurement,
        [
          "column": .text(column), "value": .number(value), "low": .number(range.lowerBound),
          "high": .number(range.upperBound),
        ])
    }
  }

  /// The unit is of another dimension than the factors of the item.
  private func dimensionProblem(_ item: String) -> RecordProblem {
    var expected: [String] = []
    for factor in maker.library.factors
    where factor.item == item && (factor.property == .netCalorificValue || factor.property == .emissions) {
      let symbol = factor.unit.denominator.dimension.baseUnit.symbol
      if !expected.contains(symbol) { expected.append(symbol) }
    }
    return RecordProblem(
      .wrongDimension,
      ["unit": .text(unit.symbol), "item": .text(record.item ?? item), "expected": .list(expected)])
  }

  private func noFactor(_ item: String, _ property: EmissionFactor.Property) -> RecordProblem {
    let isUnverified = maker.library.factors.contains { $0.item == item && $0.property == property }
    return RecordProblem(
      isUnverified ? .onlyUnverified : .noFactor,
      Self.missing(property, of: record.item ?? item, in: region, year: record.year))
  }

  /// What a sentence about a factor that is not there says.
  static func missing(
    _ property: EmissionFactor.Property, of item: String, in region: Region, year: Int?
  ) -> Facts {
    let (chinese, english) = (region.label.chinese ?? region.key, region.label.english ?? region.key)
    let place = Label(
      chinese: year.map { "\(chinese) \($0) 年" } ?? chinese, english: year.map { "\(english) \($0)" } ?? english)
    return ["item": .text(item), "property": .label(property.label), "place": .label(place)]
  }
}

/// Power that was made in the enterprise: its fuel is counted where it is burnt, so the power itself emits nothing.
enum SelfGenerated {
  case fromFuel, nonFossil

  init?(_ name: String) {
    switch name.lowercased() {
    case "self_generated", "self-generated", "自发电", "自备电厂": self = .fromFuel
    case "self_generated_nonfossil", "自发绿电", "自发光伏", "自发自用光伏", "自备光伏", "rooftop solar": self = .nonFossil
    default: return nil
    }
  }

  var label: Label {
    switch self {
    case .fromFuel: Label(chinese: "自发电", english: "Self-generated power")
    case .nonFossil: Label(chinese: "自发非化石电力", english: "Self-generated non-fossil power")
    }
  }
}
