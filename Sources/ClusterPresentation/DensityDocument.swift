import Charting
import Clustering
import Densities
import Documents
import Evidence
import Phrasebook

/// The tables and pictures of clustering by density.
struct DensityPage {
  let style: TableStyle
  let language: Language

  var isChinese: Bool { language == .chinese }

  func text(_ chinese: String, _ english: String) -> String { isChinese ? chinese : english }

  func head(_ chinese: String, _ english: String, _ alignment: DocumentTable.Alignment = .right)
    -> DocumentTable.Column
  {
    .init(Phrase(text(chinese, english)), alignment)
  }

  func number(_ value: Double?, _ decimals: Int = 2) -> String {
    DisplayRule.decimals(decimals).text(value, style: style)
  }

  func numberCell(_ value: Double?, _ decimals: Int = 2) -> DocumentTable.Cell {
    DisplayRule.decimals(decimals).cell(value, style: style)
  }

  func distance(_ value: Double?) -> String { number(value, Self.decimals(of: value)) }

  func distanceCell(_ value: Double?) -> DocumentTable.Cell { numberCell(value, Self.decimals(of: value)) }

  /// Those that show four figures, since nobody knows the scale of distances beforehand.
  private static func decimals(of value: Double?) -> Int {
    guard let value, value.isFinite else { return 0 }
    var decimals = 3
    var bound = 10.0
    while decimals > 0, value.magnitude >= bound {
      decimals -= 1
      bound *= 10
    }
    bound = 1
    while decimals < 12, value != 0, value.magnitude < bound {
      decimals += 1
      bound /= 10
    }
    return decimals
  }

  func name(_ cluster: Int) -> String {
    cluster == 0 ? text("噪声", "Noise") : text("类 \(cluster)", "Cluster \(cluster)")
  }

  func share(_ count: Int, of total: Int) -> String {
    DisplayRule.percent(decimals: 1).text(count, of: total, style: style)
  }

  /// - Parameter sizes: of noise and of every cluster: cluster, rows, and any more cells.
  func sizes(
    _ sizes: [(cluster: Int, rows: Int, more: [String])], of n: Int, more: [DocumentTable.Column] = [],
    notes: [String] = []
  ) -> Block {
    let most = 50
    var rows = sizes.prefix(most).map { size in
      DocumentTable.Row(
        ([name(size.cluster), String(size.rows), share(size.rows, of: n)] + size.more).map { .init(Phrase($0)) })
    }
    if sizes.count > most {
      let rest = sizes.count - most
      rows.append(.init([.init(Phrase(text("另外 \(rest) 个类", counted(rest, "cluster", "clusters") + " more")))]))
    }
    let percent = style == .spss ? text("占比", "Share") : text("占比（%）", "Share (%)")
    return .table(
      DocumentTable(
        title: Phrase(text("各类的大小", "Sizes of the clusters")),
        columns: [head("类", "Cluster", .left), head("行数", "Rows"), .init(Phrase(percent), .right)] + more,
        rows: rows, notes: notes.map { .init(Phrase($0)) }))
  }

  /// - Parameter labels: of the columns, by name.
  func profile(_ profiles: [ClusterProfile], labels: [String: Label]) -> [Block] {
    guard profiles.count > 1 else { return [] }
    func label(_ column: String) -> String { labels[column]?.text(in: language) ?? column }
    let rows = profiles.flatMap { profile in
      profile.lines.prefix(12).enumerated().map { place, line in
        DocumentTable.Row([
          .init(Phrase(place == 0 ? name(profile.cluster) : "")), .init(Phrase(label(line.column))),
          numberCell(line.mean), numberCell(line.restMean),
          numberCell(line.cohensD),
        ])
      }
    }
    return [
      .table(
        DocumentTable(
          title: Phrase(text("各类与其余行的差异", "How each cluster differs from all other rows")),
          columns: [
            head("类", "Cluster", .left), head("题目", "Item", .left), head("均值", "Mean"),
            head("其余均值", "Mean of the rest"), .init("d", .right),
          ], rows: rows,
          notes: [
            .init(
              Phrase(
                text("d 为 Cohen's d（两组合并标准差），按大小排列", "d is Cohen's, over the pooled standard deviation; largest first"))
            )
          ]))
    ] + [profileFigure(profiles, label: label)].compactMap(\.self)
  }

  /// The means of all items in all clusters at once, where so many can be read.
  func profileFigure(_ profiles: [ClusterProfile], label: (String) -> String) -> Block? {
    guard let names = profiles.first?.lines.map(\.column), !names.isEmpty, names.count <= 30,
      (2...12).contains(profiles.count)
    else { return nil }
    let items = names.sorted().map { name in
      let lines = profiles.map { profile in profile.lines.first { $0.column == name } }
      return ProfilePlot.Item(label(name), means: lines.map { $0?.mean }, effects: lines.map { $0?.cohensD })
    }
    return .figure(
      Figure(
        Chart(
          title: text("各类的特征", "What marks each cluster"),
          subtitle: text(
            "各题在各类中的均值；颜色为与其余行的差异（Cohen's d）", "Means of the items; colors are Cohen's d against all other rows"),
          plot: ProfilePlot(clusters: profiles.map { name($0.cluster) }, items: items), language: language),
        isIllustration: true))
  }

  func curve(_ curve: NeighborDistanceCurve, radius: Double?, rows: Int) -> [Block] {
    guard let last = curve.distances.last else { return [] }
    let at = [0, 10, 25, 50, 75, 90, 95, 100].map { share in
      DocumentTable.Row([
        .init(Phrase("\(share)%")),
        distanceCell(curve.distances[share * (curve.distances.count - 1) / 100]),
      ])
    }
    var notes = [
      curve.suggestedRadius.map {
        text(
          "建议半径 \(distance($0))：曲线上距首尾连线最远（下方）的一点",
          "Suggested radius \(distance($0)): the point of the curve farthest below the line from its first to its last point"
        )
      } ?? text("这些距离全为 0，无法建议半径", "All these distances are 0, so no radius is suggested")
    ]
    if curve.isSample {
      notes.append(text("取自 \(curve.sampled) 个等距抽取的点", "Taken at \(curve.sampled) evenly spaced points"))
    }
    let title = text("到第 \(curve.k) 近邻的距离", "Distance to neighbour number \(curve.k)")
    var blocks: [Block] = [
      .table(
        DocumentTable(
          title: Phrase(title), columns: [head("行的比例", "Share of rows", .left), head("距离至多", "At most")], rows: at,
          notes: notes.map { .init(Phrase($0)) }))
    ]
    if last > 0 {
      blocks.append(
        figure(
          DistanceCurvePlot(
            distances: curve.distances, of: rows, radius: radius ?? curve.suggestedRadius,
            xTitle: text("行（按距离排序）", "Rows by distance"), yTitle: text("距离", "Distance")), title: title))
    }
    return blocks
  }

  func scan(_ scan: RadiusScan, chosen: Double, n: Int) -> [Block] {
    let rows = scan.steps.map { step in
      DocumentTable.Row(
        [
          distance(step.radius), String(step.clusters), String(step.noise), share(step.noise, of: n),
          step.radius == chosen ? "←" : "",
        ].map { .init(Phrase($0)) })
    }
    let best = scan.plateaus.first
    let note = best.map {
      text(
        "最长的平台：半径 \(distance($0.from)) 至 \(distance($0.to)) 均为 \($0.clusters) 个类",
        "The longest plateau: \(counted($0.clusters, "cluster", "clusters")) from \(distance($0.from)) to \(distance($0.to))"
      )
    }
    let title = text("各半径下的类数与噪声", "Clusters and noise at one radius after another")
    return [
      .table(
        DocumentTable(
          title: Phrase(title),
          columns: [
            head("半径", "Radius"), head("类数", "Clusters"), head("噪声行", "Noise"), head("噪声占比", "Share"),
            head("所选", "Chosen", .left),
          ], rows: rows,
          notes: [.init(Phrase(note ?? text("没有两类以上的平台", "There is no plateau of two clusters or more")))])),
      figure(
        RadiusScanPlot(
          scan.steps.map { .init(radius: $0.radius, clusters: $0.clusters, noise: Double($0.noise) / Double(n)) },
          plateau: best.map { $0.from...$0.to }, chosen: chosen), title: title),
    ]
  }

  func figure(_ plot: some Plot, title: String) -> Block {
    .figure(Figure(Chart(title: title, plot: plot, language: language), isIllustration: true))
  }

  func document(_ title: String, _ blocks: [Block]) -> Document {
    Document(title: title, language: language.rawValue, blocks)
  }
}

extension DensityReport {
  /// Sizes, profiles, the curve of distances and, where asked for, the scan, agreement and every step.
  public func document(style: TableStyle, in language: Language) -> Document {
    let page = DensityPage(style: style, language: language)
    let sizes = clusters.sizes.enumerated().map {
      (cluster: $0.offset + 1, rows: $0.element.rows, more: [String($0.element.core), String($0.element.border)])
    }
    let noise = (cluster: 0, rows: clusters.noise, more: ["", ""])
    var notes: [String] = []
    let options = clusters.options
    notes.append(
      page.text(
        "半径 \(page.distance(options.radius))（含等于），核心点至少 \(options.minimumNeighbors) 行（含自身）",
        "Radius \(page.distance(options.radius)), this distance included; a core row has \(counted(options.minimumNeighbors, "row", "rows")) within it, itself included"
      ))
    if let agreement {
      notes.append(
        page.text(
          "与“\(agreement.column)”的调整兰德指数 \(page.number(agreement.adjustedRand, 3))（n = \(agreement.n)）",
          "Adjusted Rand index against '\(agreement.column)': \(page.number(agreement.adjustedRand, 3)) (n = \(agreement.n))"
        ))
    }
    var blocks = [
      page.sizes(
        sizes + [noise], of: clusters.n, more: [page.head("核心", "Core"), page.head("边界", "Border")], notes: notes)
    ]
    blocks += page.profile(profiles, labels: rows.labels)
    blocks += page.curve(curve, radius: options.radius, rows: clusters.n)
    if let scan { blocks += page.scan(scan, chosen: options.radius, n: clusters.n) }
    if let growth { blocks += growthBlocks(growth, page) }
    return page.document(page.text("密度聚类 DBSCAN", "Clusters by density: DBSCAN"), blocks)
  }

  private func growthBlocks(_ growth: NeighborhoodGrowth, _ page: DensityPage) -> [Block] {
    func number(_ row: Int) -> String { String(Int(rows.originalRows?[row] ?? Int32(row)) + 1) }
    func list(_ rows: [Int]) -> String { rows.map(number).joined(separator: ", ") }
    let minimum = growth.options.minimumNeighbors
    let lines = growth.steps.map { step -> String in
      let count = step.neighbors.count
      let neighbors = page.text(
        "第 \(number(step.row)) 行：近邻 {\(list(step.neighbors))}，\(count) \(count >= minimum ? "≥" : "<") \(minimum)",
        "row \(number(step.row)): neighbours {\(list(step.neighbors))}, \(count) \(count >= minimum ? "≥" : "<") \(minimum)"
      )
      let joining =
        step.joining.isEmpty ? "" : page.text("，加入 \(list(step.joining))", ", joined by \(list(step.joining))")
      let outcome =
        switch step.kind {
        case .begins: page.text("核心，开始类 \(step.cluster)\(joining)", "core, begins cluster \(step.cluster)\(joining)")
        case .grows: page.text("核心，属于类 \(step.cluster)\(joining)", "core, in cluster \(step.cluster)\(joining)")
        case .border(let core?, let distance):
          page.text(
            "边界，随核心第 \(number(core)) 行（距离 \(page.distance(distance))）归入类 \(step.cluster)",
            "border, goes with core row \(number(core)) at \(page.distance(distance)) to cluster \(step.cluster)")
        case .border(nil, _): page.text("边界，按噪声处理", "border, counted as noise")
        case .noise: page.text("噪声", "noise")
        }
      return "\(neighbors) → \(outcome)"
    }
    return [
      .heading(level: 2, Phrase(page.text("邻域如何生长", "How neighbourhoods grow"))),
      .code(language: "", lines.joined(separator: "\n")),
    ]
  }
}
