import Testing

@testable import Evidence

@Suite struct SimilarityTests {
  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("", "ab", 2), ("abc", "abc", 0), ("ca", "abc", 2), ("ab", "ba", 1),
    ("province", "provnice", 1), ("省份", "省市", 1), ("kitten", "sitting", 3), ("企业规模", "规模企业", 4),
  ])
  func `the distance counts swaps once`(_ first: String, _ second: String, _ distance: Int) {
    #expect(Similarity.distance(between: first, and: second) == distance)
    #expect(Similarity.distance(between: second, and: first) == distance)
  }

  @Test(arguments: [
    ("provnce", ["sector", "province", "provinces"], ["province", "provinces"]),
    ("Q5_1", ["q5_1", "q5_2", "q15_1"], ["q5_1", "q5_2", "q15_1"]),
    ("省分", ["行业", "省份", "城市"], ["省份"]),
    ("规模", ["企业规模", "规模以上"], ["规模以上", "企业规模"]),
    ("x", ["y", "z"], []),
    ("", ["a"], []),
    ("a", [], []),
    ("freq", ["crosstab", "describe"], []),
  ])
  func `the nearest names come first`(_ name: String, _ names: [String], _ nearest: [String]) {
    #expect(Similarity.nearest(to: name, in: names) == nearest)
  }

  @Test func `no more names than asked for are given, ties in their order`() {
    #expect(Similarity.nearest(to: "q0", in: ["q1", "q2", "q3", "q4"], limit: 2) == ["q1", "q2"])
  }
}
