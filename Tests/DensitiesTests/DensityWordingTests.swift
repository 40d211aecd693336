import Densities
import Evidence
import Phrasebook
import Testing

@Suite struct DensityWordingTests {
  @Test func `a radius of nothing and a crowd of none are refused in both languages`() {
    let radius = Fault(DensityFault.radius, ["radius": .number(0)])
    #expect(
      radius.report(in: .english) == """
        tansuo: error: A radius of 0 holds no neighbourhood: it must be a number above 0
          fix: Leave out --eps to have it suggested, or give a number above 0

        """)
    #expect(
      radius.report(in: .chinese) == """
        tansuo: error: 半径 0 不构成邻域：必须是大于 0 的数
          fix: 请省略 --eps 由程序建议，或给出大于 0 的数

        """)
    let crowd = Fault(DensityFault.minimumNeighbors, ["count": .integer(0)])
    #expect(crowd.message(in: .english).what == "A core point needs at least 1 neighbour, itself included, not 0")
    #expect(crowd.message(in: .chinese).what == "核心点至少需要 1 个邻居（含自身），而不是 0")
  }

  @Test(arguments: [
    (
      Fault(DensityFault.tooManyPoints, ["n": 90000, "points": 70000, "most": 65536]),
      "The 90000 rows are 70000 distinct points, and every pair is compared, so at most 65536 will do",
      "Use tansuo dbscan, which has no such limit, or keep fewer rows with --where",
      "90000 行有 70000 个不同的点，需两两比较，最多支持 65536 个", "请使用没有此限制的 tansuo dbscan，或用 --where 减少行数"
    ),
    (
      Fault(DensityFault.outOfMemory, ["points": 70000]), "Memory ran short over 70000 points",
      "Close other programs, or keep fewer rows with --where", "处理 70000 个点时内存不足",
      "请关闭其他程序，或用 --where 减少行数"
    ),
  ])
  func `what is too large is refused in both languages`(
    _ fault: Fault, _ what: String, _ fix: String, _ chinese: String, _ chineseFix: String
  ) {
    #expect(fault.message(in: .english) == Message(what: what, fix: fix))
    #expect(fault.message(in: .chinese) == Message(what: chinese, fix: chineseFix))
  }

  @Test(
    arguments: [
      (
        Caveat(DensityCaveat.allCore, ["n": 40]),
        "All 40 rows are core points, so the radius is too wide to tell dense from sparse",
        "Give a smaller --eps or a larger --min-samples", "全部 40 行都是核心点，半径过大，无法区分疏密",
        "请减小 --eps 或增大 --min-samples"
      ),
      (
        Caveat(DensityCaveat.onlyRepeatedRows, ["clusters": 3]),
        "Each of the 3 clusters is one distinct answer that many rows share, so this only counts equal rows",
        "Give a larger --min-samples, or use tansuo freq to count answers",
        "3 个类各自只是许多行共有的一种答案，结果只是在数相同的行", "请增大 --min-samples，或用 tansuo freq 统计答案"
      ),
      (
        Caveat(DensityCaveat.contestedBorders, ["contested": 1]),
        "1 border row is near core points of several clusters", nil, "1 个边界行同时靠近多个类的核心点", nil
      ),
      (
        Caveat(DensityCaveat.contestedBorders, ["contested": 5]),
        "5 border rows are near core points of several clusters", nil, "5 个边界行同时靠近多个类的核心点", nil
      ),
      (
        Caveat(DensityCaveat.smallClusters, ["clusters": 1, "minimum": 4]),
        "1 cluster has fewer than 4 rows, since it lost contested border rows", nil,
        "1 个类少于 4 行，因为有争议的边界行归入了其他类", nil
      ),
      (
        Caveat(DensityCaveat.smallClusters, ["clusters": 2, "minimum": 4]),
        "2 clusters have fewer than 4 rows, since they lost contested border rows", nil,
        "2 个类少于 4 行，因为有争议的边界行归入了其他类", nil
      ),
    ] as [(Caveat, String, String?, String, String?)])
  func `what should worry the reader is said in both languages`(
    _ caveat: Caveat, _ what: String, _ fix: String?, _ chinese: String, _ chineseFix: String?
  ) {
    #expect(caveat.message(in: .english) == Message(what: what, fix: fix))
    #expect(caveat.message(in: .chinese) == Message(what: chinese, fix: chineseFix))
  }
}
