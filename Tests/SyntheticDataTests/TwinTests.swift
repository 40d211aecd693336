import CarbonAccounting
import Clustering
import Codebooks
import Crosstabs
import Densities
import Evidence
import SurveyDesigns
import TableSources
import Tables
import Testing

@testable import SyntheticData

/// The synthetic twin of the paper, from its specification and as it is committed.
@Suite struct TwinTests {
  static let folder = datasets + "/high-energy-enterprises"
  static let specification: Result<SyntheticSpecification, any Error> = Result {
    try SyntheticSpecification(parsing: TableSource.bytes(ofFile: folder + "/twin.yml"), file: "twin.yml")
  }
  static let twin: Result<SyntheticData, any Error> = Result { try SyntheticData(specification.get()) }

  func committed(_ name: String) throws -> Table {
    let table = try TableSource.read("\(Self.folder)/\(name).csv").table
    let path = "\(Self.folder)/\(name).codebook.yml"
    let applied = try Codebook(parsing: TableSource.bytes(ofFile: path), file: path).applied(to: table)
    try applied.check()
    return applied.table
  }

  func column(_ name: String, of table: String = "responses") throws -> Column {
    try #require(try committed(table)[name])
  }

  @Test func `making it again gives the committed bytes, on one thread and on two at once`() async throws {
    let specification = try Self.specification.get()
    async let elsewhere = SyntheticData(specification).files.map { CSVWriter.encoded($0.table) }
    let here = try Self.twin.get().files.map { CSVWriter.encoded($0.table) }
    let expected = try ["enterprises", "responses", "activity"].map {
      try TableSource.bytes(ofFile: "\(Self.folder)/\($0).csv")
    }
    #expect(here == expected)
    #expect(try await elsewhere == expected)
  }

  @Test func `every target is met`() throws {
    let twin = try Self.twin.get()
    #expect(twin.targets.filter { !$0.isMet }.map(\.name) == [])
    #expect(twin.targets.count { $0.kind == .intraclass } >= 30)
    #expect(twin.claims.filter { !$0.isPossible }.map(\.name).count == 2)
  }

  // MARK: As anybody would measure the committed files

  /// Shares of enterprises: facts 15 and the paper, sections 2.1 to 2.3.
  @Test(arguments: [
    ("aware_any", 81, 426, "19.0"), ("equipment", 212, 426, "49.8"), ("in_accounts", 316, 426, "74.2"),
    ("audited", 286, 426, "67.1"), ("sharing", 261, 426, "61.3"), ("storage", 333, 424, "78.5"),
  ])
  func `enterprises have the shares that are printed`(name: String, count: Int, n: Int, printed: String) throws {
    let table = try FrequencyTable(of: column(name, of: "enterprises"))
    #expect(table.n == n)
    #expect(table.missing == 426 - n)
    #expect(table.lines[0].count == count)
    #expect(try #require(StatedNumber(printed)).contains(100 * (table.lines[0].share ?? 0)))
  }

  /// The paper's Table 1.
  @Test func `Pearson is 5.385 and the linear term 3.306 on 3497 answers`() throws {
    let table = try ContingencyTable(
      rows: column("tech_defect").categories(), columns: column("tech_problem").categories())
    #expect(table.total == 3497)
    let pearson = try PearsonTest(table).result
    #expect(abs(pearson.statistic - 5.385) < 5e-4)
    #expect(pearson.degreesOfFreedom == 2)
    #expect(abs(pearson.pValue - 0.06771) < 2e-5)
    #expect(abs(try LinearByLinearTest(table).result.statistic - 3.306) < 5e-4)
    let ratio = try LikelihoodRatioTest(table).result.statistic
    #expect(ratio > 2.237 && ratio < 10.762)
  }

  static let supply = [
    "clean_demand", "green_power_wish", "storage_need", "low_carbon_supply", "grid_access", "supply_stability",
    "price_fit",
  ]

  /// The paper names average linkage and no distance, so several are tried.
  @Test(arguments: [Distance.correlation, .abscorrelation, .euclidean, .sqeuclidean, .manhattan])
  func `the seven items fall into demand and supply, each with the representative the paper names`(
    _ distance: Distance
  ) throws {
    let table = try committed("responses")
    let items = try ItemDistances(of: Self.supply.map { try #require(table[$0]) }, by: distance, threads: 1)
    let tree = try HierarchicalClustering(of: items, options: .init(linkage: .average, distance: distance, threads: 1))
    let cut = try tree.clusters(2)
    #expect(cut.labels == [1, 1, 1, 2, 2, 2, 2])
    #expect(
      Representatives(of: items, cut).lines.map { items.names[$0.item] } == ["clean_demand", "low_carbon_supply"])
    let r = items.correlation(0, 3)
    #expect(r > 0.115 && r < 0.125)
  }

  /// The paper's Table 2.
  @Test func `eps 0.3 and 10 points give three groups`() throws {
    let table = try committed("responses")
    let points = try PointSet(of: ["solar", "wind", "biomass"].map { try #require(table[$0]) }, threads: 1)
    let groups = try DBSCAN(points, options: .init(radius: 0.3, minimumNeighbors: 10), threads: 1)
    #expect(groups.n == 3497)
    #expect(Set(groups.sizes.map(\.rows)) == [2186, 878, 293])
    #expect(groups.noise == 140)
  }

  @Test func `answers of one enterprise are alike, so that the design costs something`() throws {
    let table = try committed("responses")
    let ids = try #require(table["entity"])
    var numbers: [String: Int32] = [:]
    let clusters = (0..<table.rowCount).map { row -> Int32 in
      let id = ids.value(at: row)?.description ?? ""
      let number = numbers[id] ?? Int32(numbers.count)
      numbers[id] = number
      return number
    }
    #expect(numbers.count == 426)
    for (name, stated) in [("training", 0.20), ("awareness", 0.18), ("role", 0.03), ("barrier_cost", 0.06)] {
      let measured = IntraclassCorrelation(of: try #require(table[name]).numbers(), in: clusters).estimate
      #expect(abs(measured - stated) < 0.005, "\(name)")
    }
    let design = try SurveyDesign(of: table, weights: "weight", strata: ["size"], clusters: ["entity"])
    #expect(design.caveats.isEmpty)
  }

  @Test func `missing answers have reasons, and who has steady equipment is not asked for faults`() throws {
    let table = try committed("responses")
    let fault = try #require(table["fault_monitoring"])
    let stability = try #require(table["stability"])
    for row in 0..<table.rowCount {
      #expect(
        (stability.number(at: row)! > 3) == (fault.missingSlot(at: row).map { fault.missing[$0].reason } == .skipped))
    }
    let residents = try #require(table["resident_satisfaction"])
    let slot = try #require(residents.missing.firstIndex { $0.reason == .dontKnow })
    #expect(residents.missingCounts()[slot] == 143)
    #expect(table.responseSets.map(\.name) == ["faults", "barriers"])
  }

  @Test func `energy for value added falls modestly with capability, inside sectors`() throws {
    let firms = try committed("enterprises")
    let sector = try #require(firms["sector"])
    let intensity = zip(try #require(firms["energy_tce"]).numbers(), try #require(firms["value_added"]).numbers()).map {
      $0 / $1
    }
    var sums: [String: (Double, Double)] = [:]
    for row in 0..<426 {
      let name = sector.value(at: row)!.description
      sums[name, default: (0, 0)].0 += intensity[row]
      sums[name, default: (0, 0)].1 += 1
    }
    let relative = (0..<426).map { row in
      let (sum, count) = sums[sector.value(at: row)!.description]!
      return intensity[row] / (sum / count)
    }
    let r = PairedMoments(relative, try #require(firms["standard"]).numbers()).correlation
    #expect(r < -0.08 && r > -0.45)
  }

  @Test func `every record of activity is accounted for, and energy agrees with the enterprises' own`() throws {
    let firms = try committed("enterprises")
    let accounts = try CarbonAccounts(
      of: committed("activity"), register: EntityRegister(firms), options: AccountOptions(threads: 1))
    #expect(accounts.excluded.isEmpty)
    #expect(accounts.inventories.count == 852)
    let ids = try #require(firms["entity"])
    let energy = try #require(firms["energy_tce"]).numbers()
    let stated = Dictionary(uniqueKeysWithValues: (0..<426).map { (ids.value(at: $0)!.description, energy[$0]) })
    for inventory in accounts.inventories where inventory.year == 2022 {
      let own = try #require(stated[inventory.entity])
      #expect(abs(inventory.energyTce / own - 1) < 1e-3)
      #expect(inventory.total / own > 1 && inventory.total / own < 12)
    }
  }
}

/// Where the data of this repository lie.
let datasets = String(#filePath.prefix(upTo: #filePath.firstRange(of: "/Tests/")!.lowerBound)) + "/datasets"
