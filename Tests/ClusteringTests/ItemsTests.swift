import Evidence
import NumericalMethods
import Phrasebook
import Tables
import TestSupport
import Testing

@testable import Clustering

@Suite struct ItemsTests {
  /// Two groups of items; the fourth runs against its group.
  static let columns: [Column] = {
    var random = SeededGenerator(seed: 12)
    var items: [[Double]] = Array(repeating: [], count: 6)
    for _ in 0..<80 {
      let (first, second) = (random.normal(), random.normal())
      for item in 0..<3 { items[item].append(first + 0.3 * Double(item + 1) * random.normal()) }
      items[3].append(-second + 0.2 * random.normal())
      for item in 4..<6 { items[item].append(second + 0.5 * random.normal()) }
    }
    return items.enumerated().map { numbers("q\($0 + 1)", $1) }
  }()

  @Test func `without signs, an item that runs against the others belongs to them`() throws {
    let signed = try HierarchicalClustering(of: ItemDistances(of: Self.columns, by: .correlation))
    let unsigned = try HierarchicalClustering(of: ItemDistances(of: Self.columns, by: .abscorrelation))
    #expect(try unsigned.clusters(2).labels == [1, 1, 1, 2, 2, 2])
    #expect(try signed.clusters(3).labels == [1, 1, 1, 2, 3, 3])
  }

  @Test func `the least (1 − R²) ratio is that of the items standardized and averaged in R`() throws {
    for entry in ClusterCountsTests.known["items"]!.asArray! {
      let columns = entry["columns"]!.rows.enumerated().map { numbers("q\($0)", $1) }
      let items = try ItemDistances(of: columns, by: .correlation)
      let cut = try HierarchicalClustering(of: items).clusters(3)
      let clusters = entry["clusters"]!.integers
      #expect(cut.labels == clusters)
      let ratios = entry["ratio"]!.numbers
      for line in Representatives(of: items, cut).lines {
        let least = try #require(line.members.min { ratios[$0] < ratios[$1] })
        #expect(line.distinct == least)
        #expect(agree(line.ratio, ratios[least], 1e-11))
      }
    }
  }

  @Test func `the representative by each rule`() throws {
    let items = try ItemDistances(of: Self.columns, by: .abscorrelation)
    let cut = try HierarchicalClustering(of: items).clusters(2)
    let lines = Representatives(of: items, cut).lines
    #expect(lines.map(\.members) == [[0, 1, 2], [3, 4, 5]])
    // With the least noise of their own.
    #expect(lines[0].central == 0)
    #expect(lines[0].medoid == 0)
    #expect(lines[1].item == 3)
    let mean = (abs(items.correlation(3, 4)) + abs(items.correlation(3, 5))) / 2
    #expect(lines[1].meanCorrelation == mean)
    #expect(lines[1].ratio! > 0 && lines[1].ratio! < 0.3)
    let whole = try Representatives(of: items, HierarchicalClustering(of: items).clusters(1))
    #expect(whole.lines[0].distinct == nil)
    let single = try Representatives(of: items, HierarchicalClustering(of: items).clusters(6))
    #expect(single.lines.map(\.item) == [0, 1, 2, 3, 4, 5])
    #expect(single.lines[0].meanCorrelation == nil)
  }

  @Test func `pairs use the rows that answered both, or all use those that answered everything`() throws {
    let a = numbers("a", [1, 2, 3, 4, .nan])
    let b = numbers("b", [2, 1, 4, 3, 9])
    let c = numbers("c", [1, .nan, 2, 5, 7])
    let pairwise = try ItemDistances(of: [a, b, c], by: .correlation)
    let listwise = try ItemDistances(of: [a, b, c], by: .correlation, missing: .listwise)
    // R 4.2: cor(…, use = "pairwise.complete.obs") and use = "complete.obs"
    #expect(abs(pairwise.correlation(0, 1) - 0.6) < 1e-14)
    #expect(abs(listwise.correlation(0, 1) - 0.654653670707977) < 1e-14)
    #expect(pairwise.leastRows == 3 && listwise.leastRows == 3)
  }

  @Test func `items between which nothing correlates are refused`() {
    func refusal(_ columns: [Column], _ distance: Distance) -> [String] {
      do throws(Fault) {
        _ = try HierarchicalClustering(of: ItemDistances(of: columns, by: distance))
        return []
      } catch { return [sentence(error, .english), sentence(error, .chinese)] }
    }
    #expect(
      refusal([numbers("a", [1, 2, 3]), numbers("b", [4, 4, 4])], .correlation) == [
        "'b' is 4 in every row used, so it correlates with nothing|Leave the column out, or use --distance euclidean",
        "“b”在所用各行中都是 4，与任何题项都没有相关|请去掉该列，或使用 --distance euclidean",
      ])
    #expect(
      refusal([numbers("a", [1, 2, 3])], .correlation) == [
        "A hierarchy needs at least two items, but there is 1|Name more columns with --items",
        "层次聚类至少需要两个题项，而只有 1 个|请用 --items 指定更多列",
      ])
    #expect(
      refusal([numbers("a", [1, 2])], .gower) == [
        "gower is a distance of cases, not of items|Use --distance correlation, abscorrelation or euclidean with --of items",
        "gower 是个案之间的距离，不能用于题项|--of items 请用 --distance correlation、abscorrelation 或 euclidean",
      ])
  }
}
