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
}
