import Clustering
import Densities
import Documents
import Evidence
import Phrasebook
import Presentation
import Typography

extension HierarchyReport {
  /// The cut with its clusters, the choice of their number, representatives, the last stages of the schedule.
  ///
  /// - Parameter explains: Whether every merge is told step by step, where there are few enough to read.
  public func document(style: TableStyle, explains: Bool, in language: Language) -> Document {
    let page = HierarchyPage(report: self, style: style, language: language)
    var blocks: [Block] = [page.overview]
    if let cut {
      blocks.append(.table(page.clusterTable(cut)))
      if let profile = page.profileFigure(cut) { blocks.append(profile) }
    }
    if let representatives { blocks += page.representativeTables(representatives) }
    if !counts.lines.isEmpty {
      blocks.append(.table(page.countTable))
      blocks.append(page.sentence)
    }
    blocks.append(.table(page.scheduleTable))
    if let figure = page.figure { blocks.append(figure) }
    if explains { blocks += page.explanation }
    return Document(
      title: language == .chinese ? "层次聚类" : "Hierarchical clustering", language: language.rawValue, blocks)
  }
}

/// One report in one style and language.
struct HierarchyPage {
  let report: HierarchyReport
  let style: TableStyle
  let language: Language

  var isChinese: Bool { language == .chinese }
  var hierarchy: HierarchicalClustering { report.hierarchy }

  func words(_ chinese: String, _ english: String) -> String { isChinese ? chinese : english }
  func number(_ value: Double?, _ decimals: Int = 3) -> String {
    DisplayRule.decimals(decimals).text(value, style: style)
  }

  func column(_ chinese: String, _ english: String, _ alignment: DocumentTable.Alignment = .decimal)
    -> DocumentTable.Column
  {
    .init(Phrase(words(chinese, english)), alignment)
  }

  var linkageName: String {
    let chinese =
      switch hierarchy.options.linkage {
      case .average: "组间平均联接"
      case .single: "最近邻联接"
      case .complete: "最远邻联接"
      case .weighted: "加权平均联接"
      case .within: "组内平均联接"
      case .ward: "Ward 法"
      case .centroid: "质心联接"
      case .median: "中位数联接"
      }
    return words(chinese, "\(hierarchy.options.linkage.rawValue) linkage")
  }

  var distanceName: String {
    if hierarchy.leaves == .given { return words("给定的距离", "the given distances") }
    let names: (String, String) =
      switch hierarchy.options.distance {
      case .euclidean: ("欧氏距离", "Euclidean distance")
      case .sqeuclidean: ("平方欧氏距离", "squared Euclidean distance")
      case .manhattan: ("曼哈顿距离", "Manhattan distance")
      case .chebyshev: ("切比雪夫距离", "Chebyshev distance")
      case .cosine: ("余弦距离", "cosine distance")
      case .correlation: ("1 − r", "1 − r")
      case .abscorrelation: ("1 − |r|", "1 − |r|")
      case .rootcorrelation: ("√(2(1 − r))", "√(2(1 − r))")
      case .squaredcorrelation: ("1 − r²", "1 − r²")
      case .hamming: ("汉明距离", "Hamming distance")
      case .gower: ("Gower 距离", "Gower's distance")
      }
    return words(names.0, names.1)
  }

  /// What was clustered and how well the tree keeps the distances.
  var overview: Block {
    let tree = hierarchy.dendrogram
    var sentences: [String] = []
    switch hierarchy.leaves {
    case .cases:
      sentences.append(
        words(
          "\(hierarchy.n) 行，其中 \(tree.leafCount) 种不同的行；\(linkageName)，\(distanceName)",
          "\(counted(hierarchy.n, "row", "rows")), \(tree.leafCount) of them different; \(linkageName), \(distanceName)"
        ))
      let excluded = report.points?.excluded ?? 0
      if excluded > 0 {
        sentences.append(
          words(
            "\(excluded) 行因缺失被排除",
            counted(excluded, "row was", "rows were") + " left out for missing answers"))
      }
    case .items, .given:
      sentences.append(
        words(
          "\(tree.leafCount) 项；\(linkageName)，\(distanceName)",
          "\(tree.leafCount) items; \(linkageName), \(distanceName)"))
    }
    if let points = report.points, points.scaling != .none {
      sentences.append(
        points.scaling == .zscore
          ? words("各列先化为 z 分数（除以 n−1 的标准差）", "columns were turned into z-scores (n − 1) first")
          : words("各列先缩放到 0–1", "columns were scaled to 0–1 first"))
    }
    if let correlation = hierarchy.copheneticCorrelation {
      sentences.append(
        words("同表型相关系数 ", "cophenetic correlation ")
          + DisplayRule.bounded(decimals: 3).text(correlation, style: style))
    }
    let ties = hierarchy.tiedMerges
    if ties > 0 {
      sentences.append(
        words(
          "\(tree.merges.count) 次合并中 \(ties) 次有平局", "\(ties) of \(tree.merges.count) merges were tied"))
    }
    if let stability = report.stability, ties > 0 {
      let share = DisplayRule.percent(decimals: 0).text(stability.same, of: stability.draws, style: .spss)
      sentences.append(
        words(
          "随机打破平局 \(stability.draws) 次，\(share) 得到同样的类",
          "of \(stability.draws) random tie-breakings, \(share) give the same clusters"))
    }
    return .paragraph(Phrase(sentences.joined(separator: words("；", "; ")) + words("。", ".")))
  }

  /// The size of each cluster and, of rows, the mean of each column in it.
  func clusterTable(_ cut: DendrogramCut) -> DocumentTable {
    let sizes = cut.sizes(hierarchy.dendrogram.multiplicities)
    let total = sizes.reduce(0, +)
    var columns = [column("类", "Cluster", .left), .init("n", .right), column("占比", "Share", .right)]
    var means: [[String]] = Array(repeating: [], count: sizes.count)
    var members: [String] = []
    if let points = report.points {
      for (index, dimension) in points.dimensions.enumerated() where !dimension.isNominal {
        columns.append(.init(Phrase(Naming.column(dimension.name, dimension.label, in: language)), .decimal))
        var sums = [Double](repeating: 0, count: sizes.count)
        for (point, value) in points.coordinates(of: index).enumerated() {
          sums[cut.labels[point] - 1] += Double(points.multiplicities[point]) * value
        }
        for cluster in sizes.indices {
          let mean = sums[cluster] / Double(sizes[cluster]) * dimension.divisor + dimension.centre
          means[cluster].append(number(mean, 2))
        }
      }
    } else {
      columns.append(column("成员", "Members", .left))
      for cluster in sizes.indices {
        members.append(
          cut.labels.indices.filter { cut.labels[$0] == cluster + 1 }
            .map { item in
              Naming.column(
                report.names[item], report.labels.indices.contains(item) ? report.labels[item] : Label(), in: language)
            }
            .joined(separator: words("、", ", ")))
      }
    }
    let rows = sizes.indices.map { cluster -> DocumentTable.Row in
      let share = DisplayRule.percent(decimals: 1).text(sizes[cluster], of: total, style: style)
      let cells = [String(cluster + 1), String(sizes[cluster]), share] + means[cluster]
      return .init((cells + (members.isEmpty ? [] : [members[cluster]])).map { .init($0) })
    }
    var notes: [DocumentTable.Note] = []
    switch (cut.lower, cut.upper) {
    case (let lower?, let upper?):
      notes.append(
        .init(
          Phrase(
            words(
              "切在高度 \(number(lower)) 与 \(number(upper)) 之间",
              "cut between the heights \(number(lower)) and \(number(upper))"))))
    case (nil, let upper?):
      notes.append(.init(Phrase(words("切在最低的合并 \(number(upper)) 之下", "cut below the lowest merge, \(number(upper))"))))
    case (let lower?, nil):
      notes.append(.init(Phrase(words("切在最高的合并 \(number(lower)) 之上", "cut above the highest merge, \(number(lower))"))))
    case (nil, nil): break
    }
    if report.points != nil { notes.append(.init(Phrase(words("各列为该类的均值", "columns are the means of the cluster")))) }
    return DocumentTable(
      title: Phrase(words("\(sizes.count) 个类", counted(sizes.count, "cluster", "clusters"))),
      columns: columns, rows: rows, notes: notes)
  }

  /// How the clusters of rows differ, item by item.
  func profileFigure(_ cut: DendrogramCut) -> Block? {
    guard let points = report.points, (2...12).contains(cut.clusterCount),
      !points.dimensions.contains(where: \.isNominal)
    else { return nil }
    let profiles = ClusterProfile.profiles(
      of: points, clusterOfPoint: cut.labels.map { Int32($0) }, clusterCount: cut.clusterCount)
    let labels = Dictionary(
      points.dimensions.map { ($0.name, $0.label) }, uniquingKeysWith: { first, _ in first })
    return DensityPage(style: style, language: language).profileFigure(profiles) { name in
      labels[name]?.text(in: language) ?? name
    }
  }

  /// What an item is called: its label where it has one.
  func itemName(_ item: Int) -> String {
    report.labels.indices.contains(item)
      ? report.labels[item].text(in: language) ?? report.names[item] : report.names[item]
  }

  func representativeTables(_ representatives: Representatives) -> [Block] {
    let bounded = DisplayRule.bounded(decimals: 3)
    func name(_ item: Int?) -> String { item.map(itemName) ?? DisplayRule.missing }
    let rows = representatives.lines.map { line -> DocumentTable.Row in
      .init([
        .init(String(line.cluster)), .init(name(line.central)), bounded.cell(line.meanCorrelation, style: style),
        .init(name(line.medoid)), .init(name(line.distinct)), bounded.cell(line.ratio, style: style),
      ])
    }
    let differ = representatives.lines.filter { !$0.agree }.map { String($0.cluster) }
    let note =
      differ.isEmpty
      ? words("三种规则一致", "the three rules agree")
      : words(
        "三种规则在第 \(differ.joined(separator: "、")) 类不一致",
        "the three rules differ in cluster \(differ.joined(separator: ", "))")
    var blocks: [Block] = [
      .table(
        DocumentTable(
          title: Phrase(words("各类的代表题项", "What may stand for each cluster")),
          columns: [
            column("类", "Cluster", .left), column("平均相关最高", "Highest mean r", .left), column("平均 r", "Mean r"),
            column("中心点", "Medoid", .left), column("1−R² 比最低", "Lowest 1−R² ratio", .left), column("1−R² 比", "Ratio"),
          ], rows: rows, notes: [.init(Phrase(note))]))
    ]
    if let items = report.items, representatives.lines.count > 1 {
      let chosen = representatives.lines.map(\.item)
      blocks.append(
        .table(
          DocumentTable(
            title: Phrase(words("代表题项之间的相关", "Correlations between the representatives")),
            columns: [.init("")] + chosen.map { .init(Phrase(name($0)), .decimal) },
            rows: chosen.map { row in
              .init(
                [.init(name(row))]
                  + chosen.map { bounded.cell(row == $0 ? 1 : items.correlation(row, $0), style: style) })
            })))
    }
    return blocks
  }
}
