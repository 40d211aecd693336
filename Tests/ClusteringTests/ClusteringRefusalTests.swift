import Evidence
import Phrasebook
import Tables
import Testing

@testable import Clustering

/// What cannot be clustered, word for word.
@Suite struct ClusteringRefusalTests {
  func refusal(_ body: () throws(Fault) -> Void) -> [String] {
    do throws(Fault) {
      try body()
      return []
    } catch { return [sentence(error, .english), sentence(error, .chinese)] }
  }

  @Test func `one row, and rows that are all alike`() {
    #expect(
      refusal { () throws(Fault) in
        _ = try HierarchicalClustering(of: PointSet(of: [numbers("x", [3, .nan])]))
      } == [
        "A hierarchy needs at least two rows, but there is 1 (1 left out for missing answers)|Leave out the column with the most missing answers, or widen the --where condition",
        "层次聚类至少需要两行，而只有 1 行（另有 1 行因缺失被排除）|请去掉缺失最多的列，或放宽 --where 条件",
      ])
    #expect(
      refusal { () throws(Fault) in _ = try HierarchicalClustering(of: PointSet(of: [numbers("x", [3, 3, 3])])) } == [
        "All 3 rows are alike, so there is nothing to cluster|Name more columns with --items",
        "全部 3 行完全相同，没有可聚的类|请用 --items 指定更多列",
      ])
  }

  @Test func `clusters and heights that do not exist`() throws {
    let hierarchy = try HierarchicalClustering(of: points([[1], [2], [2], [5]]))
    #expect(
      refusal { () throws(Fault) in _ = try hierarchy.clusters(4) } == [
        "4 clusters cannot be made: the 4 rows are only 3 different ones, and equal rows stay together|Ask for at most 3 with --clusters",
        "无法分成 4 类：4 行中只有 3 种不同的行，相同的行总在一起|--clusters 至多为 3",
      ])
    #expect(
      refusal { () throws(Fault) in _ = try hierarchy.clusters(0) } == [
        "There cannot be 0 clusters|Ask for at least one with --clusters",
        "不可能有 0 个类|--clusters 至少为 1",
      ])
    #expect(
      refusal { () throws(Fault) in _ = try hierarchy.clusters(atHeight: -0.5) } == [
        "Nothing stands at the height -0.5|Give --height a number of at least 0",
        "高度 -0.5 处没有任何合并|--height 应不小于 0",
      ])
    #expect(refusal { () throws(Fault) in _ = try hierarchy.clusters(atHeight: .nan) }.count == 2)
  }

  @Test func `rows without a direction have no cosine and no correlation`() throws {
    let set = try points([[1, 2, 3], [4, 4, 4], [4, 4, 4], [0, 0, 0]])
    #expect(
      refusal { () throws(Fault) in _ = try HierarchicalClustering(of: set, options: .init(distance: .cosine)) } == [
        "Row 4 gives the same answer throughout, or only zeros, so it has no cosine distance (1 such row)|Leave such rows out with --where, or use --distance euclidean",
        "第 4 行各列答案相同或全为零，没有 cosine 距离（这样的行共 1 行）|请用 --where 去掉这样的行，或使用 --distance euclidean",
      ])
    #expect(
      refusal { () throws(Fault) in _ = try HierarchicalClustering(of: set, options: .init(distance: .correlation)) }
        .count == 2)
  }

  @Test func `too many rows for a matrix are refused before it is made`() throws {
    let many = HierarchicalClustering.mostInMatrix + 1
    let set = try PointSet(of: [numbers("x", (0..<many).map(Double.init))])
    #expect(
      refusal { () throws(Fault) in _ = try HierarchicalClustering(of: set, options: .init(linkage: .median)) } == [
        "40001 distinct rows are too many for median linkage over euclidean distances, which takes at most 40000|Use average, ward, single or weighted linkage over euclidean or sqeuclidean distances",
        "euclidean 距离下的 median 联接最多处理 40000 个不同的行，而这里有 40001 个|请改用 euclidean 或 sqeuclidean 距离下的 average、ward、single 或 weighted 联接",
      ])
  }

  @Test func `too many rows for random tie-breakings`() throws {
    let many = HierarchicalClustering.mostForTies + 1
    let hierarchy = try HierarchicalClustering(
      of: PointSet(of: [numbers("x", (0..<many).map(Double.init))]), options: .init(linkage: .single))
    let cut = try hierarchy.clusters(2)
    #expect(
      refusal { () throws(Fault) in _ = try hierarchy.stability(of: cut) } == [
        "Random tie-breakings are tried on at most 2000 distinct rows, and there are 2001|Leave out --tie-draws, or keep fewer rows with --where",
        "随机打破平局最多用于 2000 种不同的行，而这里有 2001 种|请去掉 --tie-draws，或用 --where 减少行数",
      ])
  }

  @Test func `matrices that are none`() {
    func matrix(_ rows: [[Double]], _ names: [String] = ["甲", "乙"]) -> [String] {
      refusal { () throws(Fault) in _ = try DistanceMatrix(names: names, rows: rows) }
    }
    #expect(
      matrix([[0, 1]]) == [
        "A matrix of distances is square, but this one has 1 row and 2 columns|Give a header with a name for each row, and the numbers of all pairs",
        "距离矩阵应为方阵，而这里有 1 行 2 列|请给出与行一一对应的表头和全部两两距离",
      ])
    #expect(
      matrix([[0, .nan], [1, 0]]) == [
        "The distance between '甲' and '乙' is not a number|Fill in every cell; the diagonal is 0",
        "“甲”与“乙”之间的距离不是数值|请填满每个单元格，对角线为 0",
      ])
    #expect(
      matrix([[0, -1], [-1, 0]]) == [
        "The distance between '甲' and '乙' is -1, but no distance is negative|Turn similarities into distances first: 1 − r, for instance",
        "“甲”与“乙”之间的距离是 -1，距离不能为负|请先把相似度换算成距离，例如 1 − r",
      ])
    #expect(
      matrix([[1, 0.5], [0.5, 1]]) == [
        "The distance of '甲' to itself is 1, not 0|Turn similarities into distances first: 1 − r, for instance",
        "“甲”到自身的距离是 1，而不是 0|请先把相似度换算成距离，例如 1 − r",
      ])
    #expect(
      matrix([[0, 2], [3, 0]]) == [
        "'乙' is 3 from '甲', but 2 the other way round|Make the matrix symmetric, for instance by the mean of both",
        "“乙”到“甲”的距离是 3，反过来却是 2|请使矩阵对称，例如取两者的平均",
      ])
    #expect(
      refusal { () throws(Fault) in
        _ = try DistanceMatrix(
          Table(name: "m", columns: [texts("", ["a", "c"]), numbers("a", [0, 1]), numbers("b", [1, 0])]))
      } == [
        "Row 2 of the matrix is 'c', but column 2 is 'b'|Put rows and columns into the same order",
        "矩阵第 2 行是“c”，而第 2 列是“b”|请使行与列的顺序一致",
      ])
  }

  @Test func `worries in words`() throws {
    let code = ClusteringCaveat.self
    func sentences(_ caveat: Caveat) -> [String] {
      [caveat.message(in: .english).what, caveat.message(in: .chinese).what]
    }
    #expect(
      sentences(Caveat(code.ties, ["ties": 3, "merges": 10])) == [
        "3 of 10 merges were tied with another; the order of the rows did not decide, a fixed rule did",
        "10 次合并中有 3 次存在同距离的其他选择；结果由固定规则而非行的顺序决定",
      ])
    #expect(
      sentences(Caveat(code.hardlyAnyStructure, ["silhouette": 0.042])) == [
        "There is hardly any structure: the mean silhouette of the best cut is 0.042, and criteria name a number of clusters for any data",
        "几乎没有聚类结构：最好的切割平均轮廓系数也只有 0.042，而各准则对任何数据都会给出一个类数",
      ])
    #expect(
      sentences(Caveat(code.cutSplitsTie, ["k": 3, "height": 1.5])) == [
        "The cut into 3 clusters lies between merges of the same height 1.5, so only the rule for ties decided it",
        "分成 3 类的切割位于同一高度 1.5 的合并之间，仅由平局规则决定",
      ])
    #expect(
      sentences(Caveat(code.inversions, ["inversions": 2, "linkage": "centroid"])) == [
        "2 merges stand lower than one they join, as centroid linkage allows; read heights with care",
        "有 2 次合并低于其下层的合并，centroid 联接会出现这种倒置，高度须谨慎解读",
      ])
    #expect(
      sentences(Caveat(code.notEuclidean, ["linkage": "ward", "distance": "manhattan"])) == [
        "ward linkage is about Euclidean distances; over manhattan its heights have no meaning as sums of squares",
        "ward 联接针对欧氏距离；用 manhattan 时其高度没有平方和的含义",
      ])
  }
}
