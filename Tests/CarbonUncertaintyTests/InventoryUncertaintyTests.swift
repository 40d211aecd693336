import CKernels
import CarbonAccounting
import EmissionFactors
import Evidence
import NumericalMethods
import StructuredText
import TableSources
import TestSupport
import Testing

@testable import CarbonUncertainty

/// The account of a text of activity records.
private func account(
  _ activity: String, entities: String? = nil, library: FactorLibrary = .builtIn,
  _ options: AccountOptions = AccountOptions(threads: 1)
) throws -> CarbonAccounts {
  let register = try entities.map { try EntityRegister(TableSource.read(bytes: Array($0.utf8)).table) }
  return try CarbonAccounts(
    of: TableSource.read(bytes: Array(activity.utf8)).table, register: register, library: library, options: options)
}

/// Intervals beside NumPy, the formulas of the IPCC, and each other.
@Suite struct InventoryUncertaintyTests {
  static let reference = TestSupport.reference("account.json", of: "CarbonAccounting")

  func text(_ name: String) throws -> String { try #require(Self.reference[name]?.asString) }

  func uncertainAccount() throws -> CarbonAccounts {
    let library = try FactorLibrary.builtIn.adding(Array(text("factors").utf8), file: "own.csv")
    return try account(text("activity"), entities: text("entities"), library: library)
  }

  @Test func `propagation is the formula with shared factors correlated`() throws {
    let accounts = try uncertainAccount()
    let result = accounts.uncertainty(of: accounts.inventories[0])
    let expected = try #require(Self.reference["uncertainty"]?["standardDeviation"]?.asNumber)
    #expect(abs(result.standardDeviation - expected) <= 1e-12 * expected)
    #expect(abs(result.sources.reduce(0) { $0 + $1.share } - 1) < 1e-12)
    #expect(result.sources.map(\.share) == result.sources.map(\.share).sorted(by: >))
    #expect(result.exactFactors == ["elec.prov.shandong.2022"])
  }

  @Test func `simulation agrees with NumPy, and with itself on any number of threads`() throws {
    let accounts = try uncertainAccount()
    let inventory = accounts.inventories[0]
    let result = accounts.simulatedUncertainty(of: inventory, draws: 40_000)
    let deviation = try #require(Self.reference["uncertainty"]?["standardDeviation"]?.asNumber)
    let low = try #require(Self.reference["uncertainty"]?["low"]?.asNumber)
    let high = try #require(Self.reference["uncertainty"]?["high"]?.asNumber)
    // The 2.5th percentile of 40,000 draws has a standard error of about 0.0134 standard deviations.
    #expect(abs(result.low - low) < 0.06 * deviation)
    #expect(abs(result.high - high) < 0.06 * deviation)
    #expect(abs(result.mean - inventory.total) < 0.03 * deviation)
    let model = ErrorModel(accounts.lines(of: inventory), UncertaintyOptions())
    let one = SimulatedTotals(model: model, draws: 5000, seed: 9, threads: 1).totals
    #expect(one == SimulatedTotals(model: model, draws: 5000, seed: 9, threads: 5).totals)
    #expect(one != SimulatedTotals(model: model, draws: 5000, seed: 10, threads: 1).totals)
  }

  @Test func `a wide error is log-normal with the same mean`() throws {
    let accounts = try account("entity,year,item,quantity,unit,uncertainty\nA,2022,diesel,100,t,120\n")
    let result = accounts.simulatedUncertainty(of: accounts.inventories[0], draws: 40_000)
    let total = accounts.inventories[0].total
    #expect(result.low > 0)
    #expect(abs(result.mean / total - 1) < 0.02)
    #expect(abs(result.standardDeviation / total - 1.2 / 1.959963984540054) < 0.03)
    #expect(result.high - total > total - result.low)
  }

  @Test func `two sources add by IPCC equation 3.2, a product by 3.1`() throws {
    // ±U of a sum: √((U₁x₁)² + (U₂x₂)²) / |x₁ + x₂|; of a product: √(U₁² + U₂²). IPCC 2006 Vol 1 Ch 3.
    let own = """
      key,item,property,value,unit,region,edition,source,verified,uncertainty
      p,p,emission_factor,2,tCO2/t,cn,own,own,yes,10
      q,q,emission_factor,5,tCO2/t,cn,own,own,yes,

      """
    let library = try FactorLibrary.builtIn.adding(Array(own.utf8), file: "own.csv")
    let accounts = try account(
      "entity,year,kind,item,quantity,unit,uncertainty\nA,2022,process,p,30,t,5\nA,2022,process,q,8,t,20\n",
      library: library)
    let result = accounts.uncertainty(of: accounts.inventories[0])
    let product = (10.0 * 10 + 5 * 5).squareRoot()
    let sum = ((product * 60) * (product * 60) + (20.0 * 40) * (20 * 40)).squareRoot() / 100
    #expect(abs(try #require(result.relative) - sum) < 1e-12)
    #expect(result.exactFactors == ["q"])
  }

  @Test func `normal numbers of the kernel are those of the generator`() {
    for (seed, stream, from) in [(UInt64(1), UInt64(0), UInt64(0)), (77, 1 << 33, 4096), (.max, 5, 2)] {
      var generator = SeededGenerator(seed: seed, stream: stream)
      generator.skip(from)
      let expected = (0..<3001).map { _ in generator.normal() }
      var portable = [Double](repeating: 0, count: 3001)
      ck_normals(seed, stream, from, 3001, 0, &portable)
      for (own, other) in zip(portable, expected) { #expect(abs(own - other) <= 4e-15 * max(1, abs(other))) }
      for level in 1...max(1, ck_processor_level()) {
        var fast = [Double](repeating: 0, count: 3001)
        ck_normals(seed, stream, from, 3001, level, &fast)
        #expect(fast == portable)
      }
    }
  }

  /// Equation 3.1 and 3.2 of IPCC 2006 Vol 1 Ch 3 on independent sources, beside the sum that shares one factor.
  @Test func `a factor that is shared is correlated, two factors are not`() throws {
    let own = """
      key,item,property,value,unit,region,edition,source,verified,uncertainty
      p,p,emission_factor,1,tCO2/t,cn,own,own,yes,10
      q,q,emission_factor,1,tCO2/t,cn,own,own,yes,10

      """
    let library = try FactorLibrary.builtIn.adding(Array(own.utf8), file: "own.csv")
    func relative(_ second: String) throws -> Double {
      let accounts = try account(
        "entity,year,kind,item,quantity,unit,uncertainty,note\nA,2022,process,p,100,t,0,1\nA,2022,process,\(second),100,t,0,2\n",
        library: library)
      return try #require(accounts.uncertainty(of: accounts.inventories[0]).relative)
    }
    #expect(abs(try relative("p") - 10) < 1e-12)
    #expect(abs(try relative("q") - 10 / 2.0.squareRoot()) < 1e-12)
  }

  /// The simulation of a linear model has the variance of the propagation, and an export counts against its purchase.
  @Test func `simulation and propagation agree where all is linear`() throws {
    let own = """
      key,item,property,value,unit,region,edition,source,verified,uncertainty
      grid,electricity,emission_factor,0.6,tCO2/MWh,cn,own,own,yes,12

      """
    let library = try FactorLibrary.builtIn.adding(Array(own.utf8), file: "own.csv")
    let accounts = try account(
      "entity,year,kind,item,quantity,unit,uncertainty\nA,2022,electricity,电力,1000,MWh,0\nA,2022,electricity_export,电力,900,MWh,0\nA,2022,process,caco3,100,t,4\n",
      library: library)
    let inventory = accounts.inventories[0]
    let exact = accounts.uncertainty(of: inventory)
    // The factor errs on what is left of the power, not on each flow apart.
    let expected = (60.0 * 0.12) * (60 * 0.12) + (43.971 * 0.04) * (43.971 * 0.04)
    #expect(abs(exact.standardDeviation * ErrorModel.intervalWidth - expected.squareRoot()) < 1e-9)
    let simulated = accounts.simulatedUncertainty(of: inventory, draws: 100_000)
    #expect(abs(simulated.standardDeviation / exact.standardDeviation - 1) < 0.01)
    #expect(abs(simulated.low - exact.low) < 0.02 * exact.standardDeviation * 3)
    #expect(simulated.sources == exact.sources)
  }

  @Test func `gases of one record share the error of its quantity`() throws {
    let text = "entity,year,kind,item,quantity,unit,uncertainty\nA,2022,combustion,木材,1000,GJ,10\n"
    let accounts = try account(
      text, AccountOptions(combustionGases: .manufacturing, comparesQuantities: false, threads: 1))
    let result = accounts.uncertainty(of: accounts.inventories[0])
    let (methane, nitrousOxide) = (0.03 * 28, 0.004 * 265)
    // Half the printed ranges 10–100 and 1.5–15 over 30 and 4.
    let (ofMethane, ofNitrousOxide) = (149.985, 168.75)
    let total = methane + nitrousOxide
    let parts = [10 * total, ofMethane * methane, ofNitrousOxide * nitrousOxide]
    let expected = parts.reduce(0) { $0 + $1 * $1 }.squareRoot() / total
    #expect(abs(try #require(result.relative) - expected) < 1e-9)
    #expect(abs(result.sources.reduce(0) { $0 + $1.share } - 1) < 1e-12)
    let simulated = accounts.simulatedUncertainty(of: accounts.inventories[0], draws: 40_000)
    #expect(abs(simulated.mean / total - 1) < 0.02)
    #expect(abs(simulated.standardDeviation / result.standardDeviation - 1) < 0.1)
    #expect(simulated.low > 0)
  }

  @Test func `the same factor errs in the same way for all enterprises that use it`() throws {
    let accounts = try account(
      """
      entity,year,kind,item,quantity,unit
      E1,2022,combustion,anthracite,10,t
      E1,2022,electricity,电力,1000,MWh
      E2,2022,combustion,无烟煤,30,t
      E2,2022,electricity_export,电力,100,MWh
      E2,2022,capture,地质封存,5,t

      """, entities: "entity,province,sector\nE1,山东,造纸\nE2,山东,电力\n")
    let options = UncertaintyOptions(ofQuantities: 5, ofFactors: 10)
    let total = accounts.uncertaintyOfTotal(options: options)
    // By hand: quantities on their own, each factor over all the records that share it.
    let lines = accounts.inventories.flatMap { accounts.lines(of: $0) }
    var variance = 0.0
    var shared: [String: Double] = [:]
    for line in lines where line.recipe.kind.scope != .beside {
      variance += line.tonnes * line.tonnes * 0.05 * 0.05
      for match in line.recipe.matches { shared[match.factor.key, default: 0] += line.tonnes }
    }
    for tonnes in shared.values { variance += tonnes * tonnes * 0.1 * 0.1 }
    #expect(abs(total.high - total.mean - variance.squareRoot()) < 1e-9)
    #expect(abs(total.mean - accounts.totals.total) < 1e-9)
  }
}

@Suite struct DefaultUncertaintyTests {
  @Test func `quantities take five percent from IPCC, factors nothing that was not checked`() throws {
    #expect(DefaultUncertainty.ofQuantities.halfWidth == 5)
    #expect(DefaultUncertainty.ofQuantities.source == "IPCC 2006 Guidelines Vol 2 Ch 2 section 2.4.2")
    #expect(DefaultUncertainty.ofQuantities.verification == .partly)
    #expect(UncertaintyOptions().ofQuantities == 5)
    let content = try #require(
      FactorLibrary.builtIn.match(item: "coke", .carbonContent, in: .china, year: 2022)?.factor)
    #expect(DefaultUncertainty.of(content, acceptsUnverified: false) == nil)
    // −12 to +18 % for solid fuels (facts 06, recalled).
    #expect(DefaultUncertainty.of(content, acceptsUnverified: true)?.halfWidth == 15)
    let heat = try #require(
      FactorLibrary.builtIn.match(item: "coke", .netCalorificValue, in: .china, year: 2022)?.factor)
    #expect(DefaultUncertainty.of(heat, acceptsUnverified: true) == nil)
  }

  @Test func `unverified defaults widen the interval and leave fewer factors exact`() throws {
    let accounts = try account("entity,year,kind,item,quantity,unit\nS,2022,combustion,焦炭,1000,t\n")
    let plain = accounts.uncertainty(of: accounts.inventories[0])
    let wide = accounts.uncertainty(
      of: accounts.inventories[0], options: UncertaintyOptions(acceptsUnverified: true))
    #expect(abs(try #require(plain.relative) - 5) < 1e-12)
    #expect(abs(try #require(wide.relative) - (25.0 + 225).squareRoot()) < 1e-12)
    #expect(plain.exactFactors.contains("cn_fuel.coke.carbon_content"))
    #expect(!wide.exactFactors.contains("cn_fuel.coke.carbon_content"))
  }

  @Test func `every default has a source and a state`() {
    #expect(DefaultUncertainty.all.count == 16)
    for kind in DefaultUncertainty.all {
      #expect(!kind.source.isEmpty && kind.low < 0 && kind.high > 0)
      #expect((kind.verification == .no) == kind.source.contains("recalled"))
    }
  }
}
