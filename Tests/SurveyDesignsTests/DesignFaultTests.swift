import Crosstabs
import Evidence
import Phrasebook
import Tables
import TestSupport
import Testing

@testable import SurveyDesigns

@Suite struct DesignFaultTests {
  let table = DesignReference.table([
    ("w", [1, 2, 0, 3, 1, 1]), ("zero", [0, 0, 0, 0, .nan, 0]), ("negative", [1, 2, -0.5, 3, 1, 1]),
    ("gap", [1, 2, .nan, 3, 1, 1]), ("s", [1, 1, 1, 1, 2, 2]), ("lonely", [1, 1, 1, 1, 1, 2]),
    ("c", [1, 1, 2, 2, 1, 2]), ("one", [7, 7, 7, 7, 7, 7]), ("small", [1.5, 1.5, 1.5, 1.5, 9, 9]),
    ("changing", [10, 10, 10, 11, 9, 9]), ("empty", [.nan, .nan, .nan, .nan, .nan, .nan]),
    ("x", [1, 2, 3, 4, 5, 6]), ("a", [1, 1, 2, 2, 1, 2]), ("b", [1, 2, 1, 2, 2, 1]),
  ])

  func report(_ language: Language = .english, _ body: () throws -> Void) -> String {
    do {
      try body()
      return "no fault"
    } catch { return (error as! Fault).report(in: language) }
  }

  @Test func `a negative weight is named with its row`() {
    let make = { _ = try SurveyDesign(of: table, weights: "negative") }
    #expect(
      report(.english, make) == """
        tansuo: error: The weight in row 3 of column 'negative' is -0.5
          fix: Weights must be finite and 0 or more; correct the row or drop it with --where

        """)
    #expect(
      report(.chinese, make) == """
        tansuo: error: 列“negative”第 3 行的权重是 -0.5
          fix: 权重必须有限且不小于 0；请更正该行，或用 --where 去掉

        """)
  }

  @Test func `weights that are all zero or missing are refused`() {
    let make = { _ = try SurveyDesign(of: table, weights: "zero") }
    #expect(
      report(.english, make) == """
        tansuo: error: All 6 weights in column 'zero' are 0 or missing
          fix: Name another column with --weights, or leave it out

        """)
    #expect(
      report(.chinese, make) == """
        tansuo: error: 列“zero”的 6 个权重全为 0 或缺失
          fix: 请用 --weights 指定其他列，或不加权

        """)
  }

  @Test func `a stratum with one cluster is refused, and the ways out are named`() throws {
    let make = { _ = try SurveyDesign(of: table, weights: "w", strata: ["lonely"], clusters: ["x"]) }
    #expect(
      report(.english, make) == """
        tansuo: error: 1 stratum has a single cluster, so its variance cannot be seen: 2
          fix: Merge them with similar strata, or choose --lonely certainty, adjust or average

        """)
    #expect(
      report(.chinese, make) == """
        tansuo: error: 有 1 层只有一个群，无法估计其方差：2
          fix: 请与相近的层合并，或选择 --lonely certainty、adjust 或 average

        """)
    let design = try SurveyDesign(
      of: table, weights: "w", strata: ["lonely"], clusters: ["x"], lonelyUnits: .certainty)
    #expect(design.caveats.map(\.code) == ["design-lonely-clusters-by-policy"])
    #expect(
      design.caveats[0].report(in: .english) == """
        tansuo: note: 1 stratum has a single cluster, whose variance is not seen but set by --lonely certainty: 2
          fix: Compare with another --lonely, or merge these strata with similar ones

        """)
    #expect(
      design.caveats[0].report(in: .chinese) == """
        tansuo: note: 有 1 层只有一个群，其方差按 --lonely certainty 处理，并非实际观测：2
          fix: 请与其他 --lonely 选项比较，或把这些层与相近的层合并

        """)
  }

  @Test func `a calibrated design is not cut to a part`() throws {
    let design = try SurveyDesign(of: table, weights: "w").postStratified(
      to: PopulationMargin(table["s"]!, totals: table["s"]!.categories().levels.map { (level: $0.value, total: 10) }))
    #expect(
      report(.english) { _ = try design.part(rows: [0, 1]) } == """
        tansuo: error: A design whose weights meet known totals cannot be cut to a part of its rows
          fix: Set the values of the other rows to missing instead, or calibrate the part by itself

        """)
    #expect(
      report(.chinese) { _ = try design.part(rows: [0, 1]) } == """
        tansuo: error: 权重已按已知总数校准的设计不能只取部分行
          fix: 请将其余行的值设为缺失，或对该部分单独校准

        """)
  }

  @Test func `one cluster alone is refused under every policy`() {
    for policy in SurveyDesign.LonelyUnits.allCases {
      #expect(
        report(.english) { _ = try SurveyDesign(of: table, clusters: ["one"], lonelyUnits: policy) } == """
          tansuo: error: There is only one cluster, so nothing tells how much clusters differ
            fix: Check the --cluster column and the --where condition; a design needs at least two clusters

          """)
    }
    #expect(
      report(.chinese) { _ = try SurveyDesign(of: table, clusters: ["one"]) } == """
        tansuo: error: 只有一个群，无法得知群与群之间的差异
          fix: 请检查 --cluster 列和 --where 条件；设计至少要有两个群

        """)
  }

  @Test func `a population smaller than the sample is refused`() {
    let make = { _ = try SurveyDesign(of: table, strata: ["s"], clusters: ["c"], populations: ["small"]) }
    #expect(
      report(.english, make) == """
        tansuo: error: Column 'small' says the population has 1.5 units, but 2 were sampled
          fix: Give the number of clusters in the population of the stratum, or the fraction that was drawn (at most 1)

        """)
    #expect(
      report(.chinese, make) == """
        tansuo: error: 列“small”称总体有 1.5 个单位，而样本已有 2 个
          fix: 请填该层总体中的群数，或抽样比（不超过 1）

        """)
  }

  @Test func `a population that changes within a stratum is refused`() {
    let make = { _ = try SurveyDesign(of: table, strata: ["s"], clusters: ["c"], populations: ["changing"]) }
    #expect(
      report(.english, make) == """
        tansuo: error: Column 'changing' gives two population sizes for one group: 10 and, in row 4, 11
          fix: Give every row of a stratum (for the second stage: of a cluster) the same size or fraction

        """)
    #expect(
      report(.chinese, make) == """
        tansuo: error: 列“changing”对同一组给出两个总体数：10，而第 4 行为 11
          fix: 同一层（第二级为同一群）的各行应填相同的总体数或抽样比

        """)
  }

  @Test func `a third stage and a missing column of sizes are mistakes of use`() {
    #expect(
      report { _ = try SurveyDesign(of: table, clusters: ["s", "c", "x"]) } == """
        tansuo: error: 3 stages of clusters were named; two is the most
          fix: Name the first stage with --cluster, or the first and the second: --cluster county,village

        """)
    #expect(
      report(.chinese) { _ = try SurveyDesign(of: table, clusters: ["s", "c", "x"]) } == """
        tansuo: error: 指定了 3 级群，最多两级
          fix: 用 --cluster 指定第一级，或第一、二级：--cluster county,village

        """)
    #expect(
      report(.chinese) { _ = try SurveyDesign(of: table, clusters: ["c", "x"], populations: ["w"]) } == """
        tansuo: error: 设计有 2 级，而 --fpc 指定了 1 列
          fix: 按 --cluster 的顺序为每一级各指定一列，或不用 --fpc

        """)
    #expect(
      report { _ = try SurveyDesign(of: table, clusters: ["c", "x"], populations: ["w"]) } == """
        tansuo: error: The design has 2 stages but --fpc names 1 column
          fix: Name one column for each stage, in the order of --cluster, or leave --fpc out

        """)
    #expect(DesignFault.tooManyStages.kind == .usage)
  }

  @Test func `an empty column of the design leaves no rows`() {
    #expect(
      report { _ = try SurveyDesign(of: table, clusters: ["empty"]) } == """
        tansuo: error: None of the 6 rows has a value in all columns of the design (empty)
          fix: Check --weights, --strata, --cluster and --fpc, or leave the empty one out

        """)
    #expect(
      report(.chinese) { _ = try SurveyDesign(of: table, clusters: ["empty"]) } == """
        tansuo: error: 6 行中没有一行在设计的各列（empty）上都有值
          fix: 请检查 --weights、--strata、--cluster 和 --fpc，或去掉空列

        """)
    let design = try! SurveyDesign(of: table, weights: "w")
    #expect(
      report { _ = try DesignEstimate.mean(of: table["empty"]!.numbers(), in: design) } == """
        tansuo: error: None of the 6 rows has both a number and a weight above 0
          fix: Pick another column, or widen the --where condition

        """)
    #expect(
      report(.chinese) { _ = try DesignEstimate.mean(of: table["empty"]!.numbers(), in: design) } == """
        tansuo: error: 6 行中没有一行同时有数值和大于 0 的权重
          fix: 请换一列，或放宽 --where 条件

        """)
  }

  @Test func `rows without a weight are left out and counted`() throws {
    let design = try SurveyDesign(of: table, weights: "gap")
    #expect(design.rowsWithoutDesign == [2])
    #expect(
      design.caveats[0].report(in: .english) == """
        tansuo: note: 1 of 6 rows lacks a value in a column of the design (gap) and was left out

        """)
    #expect(
      design.caveats[0].report(in: .chinese) == """
        tansuo: note: 6 行中有 1 行在设计的列（gap）上缺值，已排除

        """)
    // (1·1 + 2·2 + 3·4 + 5 + 6) / 8
    #expect(try DesignEstimate.mean(of: table["x"]!.numbers(), in: design).value == 3.5)
  }

  @Test func `cluster ids that occur in two strata are two clusters, and that is said`() throws {
    let design = try SurveyDesign(of: table, strata: ["s"], clusters: ["c"])
    #expect(design.clusterCount == 4)
    #expect(
      design.caveats[0].report(in: .english) == """
        tansuo: note: 2 ids in 'c' occur in several strata and count as different clusters there (4 in all): 1, 2
          fix: If an id is one and the same cluster, correct its stratum

        """)
    #expect(
      design.caveats[0].report(in: .chinese) == """
        tansuo: note: “c”中有 2 个编号出现在多个层中，按不同的群处理（共 4 个群）：1、2
          fix: 若同一编号确是同一个群，请更正其所属的层

        """)
    #expect(try SurveyDesign(of: table, clusters: ["c"]).caveats.isEmpty)
  }

  @Test func `a row of weight zero is a member of the design but of no estimate`() throws {
    let design = try SurveyDesign(of: table, weights: "w", clusters: ["x"])
    let mean = try DesignEstimate.mean(of: table["x"]!.numbers(), in: design)
    #expect(mean.n == 5)
    #expect(mean.degreesOfFreedom == 4)
    #expect(design.clusterCount == 6)
  }

  @Test func `weights alone cost what Kish said`() throws {
    let design = try SurveyDesign(of: table, weights: "w")
    // Weights 1, 2, 3, 1, 1: 5 · 16 / 64.
    #expect(design.weightingEffect() == 1.25)
    #expect(
      design.caveats.map { $0.report(in: .english) } == [
        """
        tansuo: note: A sampling weight alone is no ground for a naive p-value; unequal weights cost as much precision \
        as a design effect of 1.25 (n Σw² / (Σw)²)
          fix: Name the design with --cluster (groups cost more still) or --strata; crosstab, compare and screen show \
        naive tests with --naive

        """
      ])
  }

  @Test func `one caveat says what weights alone cost, in Chinese too`() throws {
    let design = try SurveyDesign(of: table, weights: "w")
    #expect(design.isWeightAlone)
    #expect(
      design.caveats[0].report(in: .chinese) == """
        tansuo: note: 仅有抽样权重不足以得出朴素 p 值；权重不等所损失的精度相当于设计效应 1.25（n Σw² / (Σw)²）
          fix: 请用 --cluster（成群抽取损失更大）或 --strata 说明设计；crosstab、compare 和 screen 可用 --naive 显示朴素检验

        """)
    for design in [
      try SurveyDesign(of: table, weights: "w", clusters: ["c"]),
      try SurveyDesign(of: table, weights: "w", strata: ["s"]),
      try SurveyDesign(of: table, strata: ["s"]),
    ] {
      #expect(!design.isWeightAlone)
      #expect(!design.caveats.contains { $0.code == "design-weights-alone" })
    }
  }

  @Test func `every code has words in both languages`() {
    for code in DesignFault.allCases {
      let message = Fault(code).message(in: .chinese)
      #expect(message.fix != nil && message.what != code.rawValue)
    }
    for code in DesignCaveat.allCases { #expect(Caveat(code).message(in: .english).what != code.rawValue) }
  }

  @Test func `two questions answered in one cluster a stratum cannot be tested`() throws {
    let design = try SurveyDesign(of: table, strata: ["s"], clusters: ["c"])
    // Only rows 1 and 2 (cluster 1 of stratum 1) have both answers.
    let part = DesignReference.table([("a", [1, 2, .nan, .nan, .nan, .nan]), ("b", [2, 1, .nan, .nan, .nan, .nan])])
    #expect(
      report { _ = try RaoScottTest(rows: part["a"]!.categories(), columns: part["b"]!.categories(), in: design) }
        == """
        tansuo: error: 'a' and 'b' are answered in 1 cluster, no more than there are strata
          fix: Merge strata, or test these two without the design

        """)
  }

  @Test func `two questions answered in one cluster a stratum cannot be tested, in Chinese`() throws {
    let design = try SurveyDesign(of: table, strata: ["s"], clusters: ["c"])
    let part = DesignReference.table([("a", [1, 2, .nan, .nan, .nan, .nan]), ("b", [2, 1, .nan, .nan, .nan, .nan])])
    #expect(
      report(.chinese) {
        _ = try RaoScottTest(rows: part["a"]!.categories(), columns: part["b"]!.categories(), in: design)
      } == """
        tansuo: error: 同时回答“a”和“b”的只有 1 个群，不多于层数
          fix: 请合并各层，或对这两题不用设计检验

        """)
  }

  @Test func `a table with fewer occupied cells than degrees of freedom has no design effects`() throws {
    let design = try SurveyDesign(of: table, clusters: ["x"])
    // Three cells on the diagonal cannot tell four contrasts apart.
    let diagonal = DesignReference.table([("p", [1, 2, 3, 1, 2, 3]), ("q", [1, 2, 3, 1, 2, 3])])
    let test = {
      _ = try RaoScottTest(rows: diagonal["p"]!.categories(), columns: diagonal["q"]!.categories(), in: design)
    }
    #expect(
      report(.english, test) == """
        tansuo: error: 'p' by 'q' has 6 empty cells, which leave the design effects undefined
          fix: Merge categories so that fewer cells are empty

        """)
    #expect(
      report(.chinese, test) == """
        tansuo: error: “p”与“q”的交叉表有 6 个空单元格，设计效应无定义
          fix: 请合并类别，减少空单元格

        """)
  }
}
