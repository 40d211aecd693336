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
