import Audits
import Evidence
import NumericalMethods
import Phrasebook
import Testing

/// The paper's own table and claims, as its readers print them.
@Suite struct PublishedPaperTests {
  static let paper = """
    # 高能耗企业碳排放核算的核心瓶颈

    本研究基于我国9省高能耗行业426家企业3497份问卷的实证调查。仅 19%的企业表示完全不了解，而 81%的企业有基本了解。近 50%的企业反馈设备不稳定。

    表 1 卡方检验分析表明，技术设施缺陷与数据标准化问题、管理变革问题高度相关。

    表 1. 卡方检验系数表

    |  | 值 | 自由度 | 渐进显著性(双侧) | 精确显著性(双侧) | 精确显著性(单侧) |
    |---|---|---|---|---|---|
    | 总计 皮尔逊卡方 | 5.385 | 2 | 0.043 | 0.034 |  |
    | 似然比 | 0.374 | 2 | 0.031 | 0.027 |  |
    | 费希尔精确检验 |  |  |  |  |  |
    | 线性关联 | 3.306 | 1 | 0.039 | 0.045 | 0.019 |
    | 有效个案数 | 3497 |  |  |  |  |

    74.2%的企业未能将碳排放纳入财务管理体系。67.1%的企业未接受过碳审计。78.5%的企业未建立碳数据存储体系，61.3%的企业
    未能建立共享机制，导致配额使用率下降 15%。

    | 编号 | 模型名称 | 参数 |
    |---|---|---|
    | 1 | DBSCAN 聚类模型 | eps = 0.3 |
    | 2 |  | min samples = 10 |

    DBSCAN 聚类分析表明，使用情况可分为“积极采用”、“尝试应用”、“未使用”三类。
    """

  func audit(_ text: String, _ name: String = "paper.md") throws -> Audit {
    try Audit(of: [PublishedSource(name: name, bytes: Array(text.utf8))])
  }

  func figure(_ check: AuditCheck, _ name: String) -> Double? { check.recomputed.first { $0.name == name }?.value }

  @Test func `the three p of the table contradict their statistics and turn the decision round`() throws {
    let audit = try audit(Self.paper)
    let found = audit.checks.filter { $0.rule == .pFromStatistic }
    #expect(found.map(\.kind) == ["chi-square", "likelihood-ratio", "linear-by-linear"])
    #expect(found.allSatisfy { $0.verdict == .inconsistent && $0.decisionChanges == true })
    // facts 13: paper.chi2.p_recomputed, paper.lr.p_recomputed, paper.lin.p_recomputed, each to the digits given.
    let p = found.compactMap { figure($0, "p") }
    for (value, printed) in zip(p, [0.06771, 0.82944, 0.06903]) { #expect(abs(value - printed) < 5e-6) }
    #expect(
      found[0].message.message(in: .english).what
        == "p = 0.043 claims significance, but 5.385 with df = 2 gives 0.06769 to 0.06773, not below 0.05; this p needs 6.29"
    )
    #expect(
      found[0].message.message(in: .chinese).what
        == "p = 0.043 称显著，但统计量 5.385、自由度 2 给出 0.06769 到 0.06773，并不小于 0.05；要得到这个 p，统计量应为 6.29")
  }

  @Test func `no table has that likelihood ratio beside that chi-square`() throws {
    let check = try #require(try audit(Self.paper).checks.first { $0.rule == .likelihoodRatioBound })
    #expect(check.verdict == .impossible)
    // facts 13: paper.g2.lower_bound 2.237, paper.g2.upper_bound 10.762, here over all digits 5.385 can stand for.
    #expect(abs(try #require(figure(check, "low")) - 2.237) < 0.001)
    #expect(abs(try #require(figure(check, "high")) - 10.762) < 0.003)
  }

  @Test func `78.5 percent is impossible, and how it could have come about is said`() throws {
    let checks = try audit(Self.paper).checks.filter { $0.rule == .countFromPercentage }
    let verdicts = Dictionary(uniqueKeysWithValues: checks.map { ($0.reported[0].text, $0.verdict) })
    #expect(
      verdicts == [
        "19%": .consistent, "81%": .consistent, "74.2%": .consistent, "67.1%": .consistent, "61.3%": .consistent,
        "78.5%": .impossible,
      ])
    let flagged = try #require(checks.first { $0.verdict == .impossible })
    #expect(
      flagged.message.message(in: .english).what
        == "78.5% is impossible at n = 426 (334 of 426 is 78.40%, 335 of 426 is 78.64%), possible with item non-response (n = 424, 423, 419, 418), uninformative at n = 3497"
    )
    #expect(
      flagged.message.message(in: .chinese).what
        == "n = 426 时不可能出现 78.5%（334/426 为 78.40%，335/426 为 78.64%）；若该题有人未作答则有可能（n = 424、423、419、418）；以 n = 3497 计则无从检验"
    )
    // facts 13: paper.grim.742, .671, .613.
    let counts = checks.compactMap { figure($0, "count") }
    for count in [316.0, 286, 261] { #expect(counts.contains(count)) }
  }

  @Test func `words, clusters and answers of one enterprise are held against the numbers`() throws {
    let audit = try audit(Self.paper)
    let words = try #require(audit.checks.first { $0.rule == .effectAgainstWords })
    #expect(words.verdict == .inconsistent)
    #expect(abs(try #require(figure(words, "cramersV")) - 0.03924) < 5e-6)
    #expect(audit.checks.first { $0.rule == .densityOnCodes }?.verdict == .inconsistent)
    #expect(audit.checks.first { $0.rule == .densityOnScaledCodes }?.verdict == .inconsistent)
    let clustered = try #require(audit.checks.first { $0.rule == .clusteredAnswers })
    // facts 13: paper.cluster.deff05, .deff10, .deff20.
    for (name, printed, within) in [
      ("designEffect5", 1.360, 5e-4), ("p5", 0.1382, 5e-5), ("designEffect10", 1.721, 5e-4), ("p10", 0.2092, 5e-5),
      ("designEffect20", 2.442, 5e-4), ("p20", 0.3320, 5e-5),
    ] {
      #expect(abs(try #require(figure(clustered, name)) - printed) < within, "\(name)")
    }
    #expect(clustered.decisionChanges == true)
  }

  @Test func `the linear term fits its bound, and what is no share is left alone`() throws {
    let audit = try audit(Self.paper)
    #expect(audit.checks.first { $0.rule == .linearBound }?.verdict == .consistent)
    #expect(!audit.checks.contains { $0.reported.contains { $0.text == "15%" || $0.text == "50%" } })
    #expect(audit.flags.count == 8)
  }

  @Test func `the same paper as a page gives the same flags`() throws {
    let rows = [
      ["", "值", "自由度", "渐进显著性（双侧）", "精确显著性（双侧）"], ["皮尔逊卡方", "5.385", "2", "．043", "．034"],
      ["似然比", "0.374", "2", ".031", ".027"],
      ["线性关联", "3.306", "1", ".039", ".045"], ["有效个案数", "3497", "", "", ""],
    ]
    let table = rows.map { "<tr>" + $0.map { "<td>\($0)</td>" }.joined() + "</tr>" }.joined(separator: "\n")
    let page = "<p>426家企业的3497份问卷。78.5%的企业未建立体系。</p><table><caption>表 1</caption>\(table)</table>"
    let audit = try audit(page, "paper.html")
    #expect(audit.flags.count == 5)
    #expect(audit.flags.filter { $0.verdict == .impossible }.count == 2)
  }

  @Test func `a page of correct results is left in peace`() throws {
    // R 4.2: chisq.test on 20 34 32 / 24 28 23 / 33 20 12 gives 13.613, df 4, p 0.008639; t 2.1 on 30 gives 0.0442;
    // F 3.2 on 2 and 57 gives 0.0482; 0.25 among 100 gives 0.0121.
    let page = """
      # Results

      Of 426 enterprises, 74.2% of enterprises answered; 3497 questionnaires came back.

      Table 1. Province by rating

      | Province | low | mid | high | Total |
      |---|---|---|---|---|
      | ZJ | 20 (23.3%) | 34 (39.5%) | 32 (37.2%) | 86 |
      | JS | 24 (32.0%) | 28 (37.3%) | 23 (30.7%) | 75 |
      | SD | 33 (50.8%) | 20 (30.8%) | 12 (18.5%) | 65 |
      | Total | 77 | 82 | 67 | 226 |

      χ²(4, N = 226) = 13.61, p = .009, V = .17. The association is not strong.

      The groups differ, t(30) = 2.10, p = .044, and F(2, 57) = 3.20, p = .048; r(98) = .25, p = .012; z = 1.96, p = .05.
      χ² = 13.61，ν = 4，P = 0.009。卡方值为13.61，自由度为4，p<0.01。
      """
    let audit = try audit(page)
    #expect(audit.flags == [], "\(audit.flags.map { $0.message.message(in: .english).what })")
    #expect(audit.checks.count { $0.rule == .pFromStatistic } == 7)
    #expect(audit.checks.contains { $0.rule == .statisticFromCounts && $0.verdict == .consistent })
  }
}

/// Printing and judging random results: nothing correct is flagged, nothing wrong passes.
@Suite struct FalseAlarmTests {
  enum Rounding: CaseIterable {
    case halfUp, halfEven, truncation

    func print(_ value: Double, _ decimals: Int) -> String {
      let scale = [1.0, 10, 100, 1000, 10_000, 100_000][decimals]
      let scaled = value * scale
      let whole =
        switch self {
        case .halfUp: (scaled + 0.5).rounded(.down)
        case .halfEven: scaled.rounded(.toNearestOrEven)
        case .truncation: scaled.rounded(.towardZero)
        }
      let digits = String(Int(whole))
      guard decimals > 0 else { return digits }
      let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
      return padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }
  }

  @Test func `of 5000 correct results printed with 2 to 4 decimals none is flagged`() throws {
    var random = SeededGenerator(seed: 20_261_120)
    var records = "kind,statistic,df,df2,n,p\n"
    for index in 0..<5000 {
      let decimals = 2 + index % 3
      let rounding = Rounding.allCases[index / 3 % 3]
      let df = 1 + Int(random.next() % 12)
      let size = 0.01 + 20 * Double(random.next() >> 11) / 9_007_199_254_740_992
      let line: String
      switch index % 5 {
      case 0, 1:
        let p = try ChiSquareDistribution(degreesOfFreedom: Double(df)).upperTail(at: size)
        line = "chi-square,\(rounding.print(size, decimals)),\(df),,,\(rounding.print(p, decimals))"
      case 2:
        let p = try FDistribution(numeratorDegrees: Double(df), denominatorDegrees: 57).upperTail(at: size)
        line = "f,\(rounding.print(size, decimals)),\(df),57,,\(rounding.print(p, decimals))"
      case 3:
        let t = size / 4
        let p = try StudentTDistribution(degreesOfFreedom: Double(df)).twoTails(at: t)
        line = "t,-\(rounding.print(t, decimals)),\(df),,,\(rounding.print(p, decimals))"
      default:
        let r = size / 21
        let t = r * (Double(df) / (1 - r * r)).squareRoot()
        let p = try StudentTDistribution(degreesOfFreedom: Double(df)).twoTails(at: t)
        line = "r,\(rounding.print(r, decimals)),,,\(df + 2),\(rounding.print(p, decimals))"
      }
      records += line + "\n"
    }
    let audit = try Audit(of: [PublishedSource(name: "r.csv", form: .csv, text: records)])
    #expect(audit.checks.count == 5000)
    #expect(audit.flags.isEmpty, "\(audit.flags.prefix(3))")
  }

  @Test func `every p outside all admissible intervals is found, and no other`() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<2000 {
      let decimals = 2 + Int(random.next() % 3)
      let unit = [0.01, 0.001, 0.0001][decimals - 2]
      let df = Double(1 + Int(random.next() % 6))
      let statistic = 0.05 + 12 * Double(random.next() >> 11) / 9_007_199_254_740_992
      let printedStatistic = Rounding.halfUp.print(statistic, decimals)
      let value = Double(printedStatistic)!
      let chi = try ChiSquareDistribution(degreesOfFreedom: df)
      let printed = Double(random.next() % UInt64(1 / unit)) * unit
      let text = Rounding.halfUp.print(printed, decimals)
      // Obviously: all statistics that print so under any custom, all p that print so under any custom.
      let highest = chi.upperTail(at: max(0, value - unit / 2))
      let lowest = chi.upperTail(at: value + unit)
      let possible = Double(text)! + unit > lowest && Double(text)! - unit / 2 < highest
      let near = abs(Double(text)! + unit - lowest) < 1e-9 || abs(Double(text)! - unit / 2 - highest) < 1e-9
      if near { continue }
      let records = "kind,statistic,df,p\nchi-square,\(printedStatistic),\(Int(df)),\(text)\n"
      let audit = try Audit(of: [PublishedSource(name: "r.csv", form: .csv, text: records)])
      #expect(audit.flags.isEmpty == possible, "\(records)")
    }
  }

  @Test func `tables of whole counts keep within the bound of the likelihood ratio`() throws {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<300 {
      let (rows, columns) = (2 + Int(random.next() % 3), 2 + Int(random.next() % 3))
      let counts = (0..<rows * columns).map { _ in Int(random.next() % 9) }
      let total = counts.reduce(0, +)
      let rowSums = (0..<rows).map { row in (0..<columns).reduce(0) { $0 + counts[row * columns + $1] } }
      let columnSums = (0..<columns).map { column in (0..<rows).reduce(0) { $0 + counts[$1 * columns + column] } }
      guard !rowSums.contains(0), !columnSums.contains(0) else { continue }
      var (x2, g2) = (0.0, 0.0)
      for row in 0..<rows {
        for column in 0..<columns {
          let expected = Double(rowSums[row] * columnSums[column]) / Double(total)
          let observed = Double(counts[row * columns + column])
          x2 += (observed - expected) * (observed - expected) / expected
          if observed > 0 { g2 += 2 * observed * logarithm(observed / expected) }
        }
      }
      let df = (rows - 1) * (columns - 1)
      let records = """
        kind,statistic,df,n,table
        chi-square,\(Rounding.halfUp.print(x2, 3)),\(df),\(total),A
        likelihood-ratio,\(Rounding.halfUp.print(g2, 3)),\(df),\(total),A
        """
      let audit = try Audit(of: [PublishedSource(name: "r.csv", form: .csv, text: records)])
      #expect(audit.flags.isEmpty, "\(counts)")
      #expect(audit.checks.contains { $0.rule == .likelihoodRatioBound })
    }
  }
}
