import CommandGrammar
import Documents
import Evidence
import StructuredText
import Tables

/// What a plan says of one step before it runs.
package struct PlanEntry: Sendable {
  let step: StudyStep
  /// Rows of its data that the step can use; `nil` where it does not read rows of answers.
  let n: Int?
  let degreesOfFreedom: Int?

  package var json: JSONValue {
    [
      "id": .string(step.id), "command": JSONValue(step.arguments), "n": JSONValue(n),
      "df": JSONValue(degreesOfFreedom),
      "method": .string(method.english!),
    ]
  }

  /// The test or the definition that will decide.
  var method: Label {
    let designed = step.isDesignBased
    switch step.command {
    case "freq":
      return designed
        ? Label(chinese: "加权占比，基于设计的区间", english: "weighted shares, design-based intervals")
        : Label(chinese: "占比，Wilson 区间", english: "shares, Wilson intervals")
    case "crosstab", "screen":
      return designed
        ? Label(chinese: "皮尔逊卡方与 Rao–Scott F", english: "Pearson's X² and Rao–Scott F")
        : Label(chinese: "皮尔逊卡方，小样本时精确检验", english: "Pearson's X², exact where counts are small")
    case "compare":
      return designed
        ? Label(chinese: "设计下的 Wald F", english: "design-based Wald F")
        : Label(chinese: "Welch 方差分析", english: "Welch's F")
    case "correlate": return Label(chinese: "相关系数", english: "correlations")
    case "reliability": return Label(chinese: "α 与 ω", english: "alpha and omega")
    case "hclust": return Label(chinese: "层次聚类", english: "hierarchical clustering")
    case "dbscan": return Label(chinese: "密度聚类", english: "density clustering")
    case "account": return Label(chinese: "排放因子法", english: "emission factors")
    case "benchmark": return Label(chinese: "直接标准化与自助法区间", english: "direct standardisation, bootstrap intervals")
    case "bottleneck": return Label(chinese: "设计下的占比与自助法名次", english: "design-based shares, bootstrap ranks")
    case "nca": return Label(chinese: "CE-FDH 与 CR-FDH，置换检验", english: "CE-FDH and CR-FDH, permutations")
    case "audit": return Label(chinese: "由印刷数字重算", english: "recomputed from the printed numbers")
    default: return Label(chinese: step.command, english: step.command)
    }
  }
}

extension StudyPlan {
  /// - Complexity: O(*rows* × *columns named*).
  package func entries(_ surroundings: Surroundings) throws(Fault) -> [PlanEntry] {
    var shared = surroundings
    shared.shelf = TableShelf()
    let settled = shared
    return steps.map { step in study.inFolder { Self.entry(step, settled) } }
  }

  private static func entry(_ step: StudyStep, _ surroundings: Surroundings) -> PlanEntry {
    let described = Set(step.invocation.command.ownOptions.map(\.name))
    guard let open = step.opened(surroundings) else { return PlanEntry(step: step, n: nil, degreesOfFreedom: nil) }
    var columns: [Column] = []
    for option in [CommandOption.rows, .cols, .by] where described.contains(option.name) {
      guard let names = try? step.invocation.columns(option)?.names(in: open.table) else { continue }
      columns += names.compactMap { open.table[$0] }
    }
    let complete = (0..<open.table.rowCount).count { row in columns.allSatisfy { $0.missingSlot(at: row) == nil } }
    var degrees: Int?
    if step.command == "crosstab", columns.count >= 2, let rows = try? columns[0].categories(),
      let columns = try? columns[1].categories()
    {
      degrees = max(0, rows.levels.count - 1) * max(0, columns.levels.count - 1)
    }
    return PlanEntry(step: step, n: complete, degreesOfFreedom: degrees)
  }

  package func document(_ entries: [PlanEntry], in language: Language) -> Document {
    let chinese = language == .chinese
    let rows = entries.map { entry in
      DocumentTable.Row([
        .init(entry.step.id), .init(entry.n.map { String($0) } ?? "–"),
        .init(entry.degreesOfFreedom.map { String($0) } ?? "–"), .init(entry.method.text(in: language)!),
        .init(entry.step.commandLine),
      ])
    }
    return Document(
      title: study.title.text(in: language) ?? study.id, language: language.rawValue,
      [
        .table(
          DocumentTable(
            title: Phrase(chinese ? "将做的分析" : "What will be done"),
            columns: [
              .init(Phrase(chinese ? "分析" : "Analysis")), .init("n", .right),
              .init(Phrase(chinese ? "自由度" : "df"), .right), .init(Phrase(chinese ? "方法" : "Method")),
              .init(Phrase(chinese ? "命令" : "Command")),
            ], rows: rows))
      ])
  }
}
