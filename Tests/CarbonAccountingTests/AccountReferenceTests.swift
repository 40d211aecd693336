import CKernels
import EmissionFactors
import Evidence
import NumericalMethods
import StructuredText
import TableSources
import Tables
import TestSupport
import Testing

@testable import CarbonAccounting
@testable import CarbonUncertainty

/// Our account beside pandas and NumPy, the fast sums beside a plain loop.
@Suite struct AccountReferenceTests {
  static let reference = TestSupport.reference("account.json")

  func text(_ name: String) throws -> String { try #require(Self.reference[name]?.asString) }

  @Test func `totals are those of pandas`() throws {
    let accounts = try account(text("activity"), entities: text("entities"))
    let totals = try #require(Self.reference["totals"]?.asObject)
    #expect(accounts.inventories.count == totals.count)
    for inventory in accounts.inventories {
      let expected = try #require(totals[inventory.entity]?.asNumber)
      #expect(abs(inventory.total - expected) <= 1e-13 * expected)
    }
    let sectors = try #require(Self.reference["sectors"]?.asObject)
    for group in accounts.totals(by: [.sector]) {
      let expected = try #require(sectors[group.group[0]!]?.asNumber)
      #expect(abs(group.total - expected) <= 1e-13 * expected)
    }
  }

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

  @Test(arguments: [1, 2, 3, 4, 8, 11])
  func `channel sums are those of a plain loop for any number of threads`(_ channels: Int) {
    let rows = 20_000
    var generator = SeededGenerator(seed: 3)
    let cells = (0..<rows).map { _ in UInt32(generator.integer(below: 97)) }
    let recipes = (0..<rows).map { _ in UInt32(generator.integer(below: 13)) }
    let quantities = (0..<rows).map { _ in generator.uniform() * 1000 }
    let coefficients = (0..<13 * channels).map { _ in generator.uniform() }
    var plain = [Double](repeating: 0, count: 97 * channels)
    for row in 0..<rows {
      for channel in 0..<channels {
        plain[Int(cells[row]) * channels + channel] +=
          quantities[row] * coefficients[Int(recipes[row]) * channels + channel]
      }
    }
    for threads in [1, 2, 5] {
      let sums = ChannelSums.sums(
        cells: Cells(cells), recipes: Cells(recipes), quantities: Cells(quantities), coefficients: coefficients,
        channels: channels, cellCount: 97, threads: threads)
      #expect(sums == plain)
    }
  }

  @Test func `the lines of an inventory add up to it bit for bit`() throws {
    let accounts = try account(text("activity"), entities: text("entities"))
    for inventory in accounts.inventories {
      let lines = accounts.lines(of: inventory)
      let direct = lines.filter { $0.recipe.kind == .combustion }.reduce(0) { $0 + $1.tonnes }
      let bought = lines.filter { $0.recipe.kind == .electricity }.reduce(0) { $0 + $1.tonnes }
      #expect(inventory.total == direct + bought)
    }
  }
}
