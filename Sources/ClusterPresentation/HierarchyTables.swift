import Clustering
import Documents
import Evidence
import Phrasebook
import Typography

extension HierarchyPage {
  /// The criteria of the number of clusters, side by side.
  var countTable: DocumentTable {
    let lines = report.counts.lines
    typealias Line = ClusterCounts.Line
    let all: [(DocumentTable.Column, ClusterCounts.Criterion?, (Line) -> Double?, Int)] = [
      (column("轮廓系数", "Silhouette"), .silhouette, { $0.silhouette }, 3),
      (column("伪 F（CH）", "Pseudo-F (CH)"), .calinskiHarabasz, { $0.calinskiHarabasz }, 2),
      (column("DB 指数", "Davies–Bouldin"), .daviesBouldin, { $0.daviesBouldin }, 3),
      (column("伪 t²", "Pseudo-t²"), nil, { $0.pseudoTSquared }, 2),
      (column("Gap", "Gap"), .gap, { $0.gap }, 3), (column("Gap 标准误", "Gap SE"), nil, { $0.gapError }, 3),
      (column("下一次合并的高度", "Next merge at"), nil, { $0.height }, 3),
      (column("高度之比", "Jump"), .jump, { $0.jump }, 2),
    ]
    let shown = all.filter { entry in lines.contains { entry.2($0) != nil } }
    var rows = lines.map { line -> DocumentTable.Row in
      .init(
        [.init(Phrase(String(line.k)), marks: line.splitsTie ? ["a"] : [])]
          + shown.map { entry in
            let isBest = entry.1.flatMap { report.counts.best(by: $0) } == line.k
            return DisplayRule.decimals(entry.3).cell(entry.2(line), style: style, marks: isBest ? ["*"] : [])
          })
    }
    if let gap = report.counts.gapOfOne {
      let cells = shown.map { entry -> DocumentTable.Cell in
        guard entry.1 == .gap else { return .init("") }
        return .init(Phrase(number(gap, entry.3)), marks: report.counts.best(by: .gap) == 1 ? ["*"] : [])
      }
      rows.insert(.init([.init("1")] + cells), at: 0)
    }
    var notes: [DocumentTable.Note] = [.init(Phrase(words("该准则的选择", "what the criterion speaks for")), mark: "*")]
    if lines.contains(where: \.splitsTie) {
      notes.append(
        .init(Phrase(words("切割处有平局，仅由平局规则决定", "cut between tied merges: only the rule for ties decides")), mark: "a"))
    }
    if hierarchy.dendrogram.leafCount > ClusterCounts.mostForSilhouette {
      notes.append(
        .init(
          Phrase(
            words(
              "不同的行超过 \(ClusterCounts.mostForSilhouette) 种，未计算轮廓系数",
              "silhouettes are left out beyond \(ClusterCounts.mostForSilhouette) different rows"))))
    }
    notes.append(
      .init(Phrase(words("高度之比最大是经验做法，不是检验", "the largest jump is a rule of thumb, not a test"))))
    return DocumentTable(
      title: Phrase(words("分成几类", "How many clusters")), columns: [.init("k", .right)] + shown.map(\.0), rows: rows,
      notes: notes)
  }

  /// What the criteria say, in one sentence.
  var sentence: Block {
    func name(_ criterion: ClusterCounts.Criterion) -> String {
      switch criterion {
      case .silhouette: words("轮廓系数", "the silhouette")
      case .calinskiHarabasz: words("伪 F", "pseudo-F")
      case .daviesBouldin: words("DB 指数", "Davies–Bouldin")
      case .gap: words("Gap 统计量", "the gap")
      case .jump: words("高度之比", "the largest jump")
      }
    }
    let parts = report.counts.votes.map { vote in
      words(
        "\(vote.k) 类：\(vote.criteria.map(name).joined(separator: "、"))",
        "\(counted(vote.k, "cluster", "clusters")) by \(vote.criteria.map(name).joined(separator: ", "))")
    }
    let text =
      parts.count == 1
      ? words("各准则一致：", "All criteria agree: ") + parts[0]
      : words("各准则不一致：", "The criteria differ: ") + parts.joined(separator: words("；", "; "))
    return .paragraph(Phrase(text + words("。", ".")))
  }

  /// Beyond so many stages only the last are shown.
  private static let mostStages = 30

  /// The agglomeration schedule, as SPSS sets it out.
  var scheduleTable: DocumentTable {
    let stages = hierarchy.schedule(report.scale, numbers: report.names.isEmpty ? report.firstRows : nil)
    let skipped = max(stages.count - Self.mostStages, 0)
    let hasScale = zip(stages, stages.indices).contains { $0.0.coefficient != $0.0.height }
    var columns = [
      column("阶段", "Stage", .right), column("聚类 1", "Cluster 1", .left), column("聚类 2", "Cluster 2", .left),
      column("高度", "Height"),
    ]
    if hasScale { columns.append(column("系数", "Coefficient")) }
    columns += [
      column("n", "n", .right), column("首现 1", "First appears 1", .right), column("首现 2", "First appears 2", .right),
      column("下一阶段", "Next stage", .right),
    ]
    let rows = stages.enumerated().dropFirst(skipped).map { index, stage -> DocumentTable.Row in
      let height = DisplayRule.decimals(3)
      var cells: [DocumentTable.Cell] = [
        .init(String(index + 1)), .init(name(stage.first)), .init(name(stage.second)),
        height.cell(stage.height, style: style),
      ]
      if hasScale { cells.append(height.cell(stage.coefficient, style: style)) }
      cells += [stage.size, stage.firstAppears, stage.secondAppears, stage.next].map { .init(String($0)) }
      return .init(cells)
    }
    var notes: [DocumentTable.Note] = []
    if skipped > 0 {
      notes.append(
        .init(Phrase(words("前 \(skipped) 个阶段未列出", "the first \(skipped) stages are not shown"))))
    }
    if hierarchy.leaves == .cases {
      notes.append(
        .init(
          Phrase(
            words(
              "聚类以其中最先出现的行命名；完全相同的行已先合并",
              "a cluster is called by one row of the file; rows that are alike are one from the start"))))
    }
    return DocumentTable(
      title: Phrase(words("集中计划", "Agglomeration schedule")), columns: columns, rows: rows, notes: notes)
  }

  /// What a number of the schedule stands for: an item's name, or a row of the file.
  private func name(_ number: Int) -> String {
    report.names.isEmpty ? String(number) : itemName(number - 1)
  }

  /// Beyond so many merges steps are not told.
  private static let mostSteps = 60

  /// Each merge in words: which two, how far apart, and what the linkage made of it.
  var explanation: [Block] {
    let heading = Block.heading(level: 2, Phrase(words("算法说明", "How the numbers came about")))
    let tree = hierarchy.dendrogram
    guard tree.merges.count <= Self.mostSteps else {
      return [
        heading,
        .paragraph(
          Phrase(
            words(
              "共 \(tree.merges.count) 步，太多而不逐步说明；请用 --where 缩小数据",
              "\(tree.merges.count) steps are too many to tell; keep fewer rows with --where"))),
      ]
    }
    let numbers = report.names.isEmpty ? report.firstRows : Array(1...tree.leafCount)
    var members = numbers.map { [name($0)] }
    func set(_ names: [String]) -> String { "{" + names.joined(separator: ", ") + "}" }
    var lines: [String] = [rule]
    for (index, merge) in tree.merges.enumerated() {
      let union = members[merge.a] + members[merge.b]
      lines.append(
        "\(index + 1). \(set(members[merge.a])) + \(set(members[merge.b]))  d = \(number(merge.height, 4))  → n = \(merge.size)"
      )
      members.append(union)
    }
    return [heading, .code(language: "", lines.joined(separator: "\n"))]
  }

  private var rule: String {
    switch hierarchy.options.linkage {
    case .average: "d(A ∪ B, C) = (nA·d(A, C) + nB·d(B, C)) / (nA + nB)"
    case .single: "d(A ∪ B, C) = min(d(A, C), d(B, C))"
    case .complete: "d(A ∪ B, C) = max(d(A, C), d(B, C))"
    case .weighted: "d(A ∪ B, C) = (d(A, C) + d(B, C)) / 2"
    case .within: "d(A, B) = Σ d(i, j) / (n(n − 1)/2), i < j ∈ A ∪ B, n = nA + nB"
    case .ward: "d²(A ∪ B, C) = ((nA + nC)·d²(A, C) + (nB + nC)·d²(B, C) − nC·d²(A, B)) / (nA + nB + nC)"
    case .centroid: "d²(A ∪ B, C) = (nA·d²(A, C) + nB·d²(B, C)) / n − nA·nB·d²(A, B) / n², n = nA + nB"
    case .median: "d²(A ∪ B, C) = (d²(A, C) + d²(B, C)) / 2 − d²(A, B) / 4"
    }
  }
}
