import Charting
import Clustering
import Densities
import Documents
import Evidence
import Phrasebook
import StructuredText

/// The walk of OPTICS, with the clusters at a radius where one was asked for.
public struct DensityOrderReport: Sendable {
  public let walk: OPTICS
  public let rows: RowArrays
  public let radius: Double?
  /// The cluster of each point at ``radius``.
  public let clusters: [Int32]?

  public init(_ walk: OPTICS, rows: RowArrays, radius: Double?) throws(Fault) {
    self.walk = walk
    self.rows = rows
    self.radius = radius
    if let radius { clusters = try walk.clusters(at: radius, of: rows.points) } else { clusters = nil }
  }

  private var noise: Int? {
    clusters.map { clusters in
      zip(clusters, rows.points.multiplicities).reduce(0) { $0 + ($1.0 == 0 ? $1.1 : 0) }
    }
  }

  /// The rows of the file, counted from 0, in the order of the walk.
  private var order: [Int] {
    var members = [[Int]](repeating: [], count: rows.points.count)
    rows.visit { row, point in members[point].append(row - 1) }
    return walk.order.flatMap { members[$0] }
  }

  public var json: JSONValue {
    [
      "n": .integer(walk.n), "patterns": .integer(rows.points.count), "excluded": .integer(rows.points.excluded),
      "clusters": clusters.map { .integer(Int($0.max() ?? 0)) } ?? .null, "noise": JSONValue(noise),
      "labels": clusters.map { clusters in rows.json { .integer(Int(clusters[$0])) } } ?? .null,
      "order": .array(order.map { .integer($0) }),
      "reachability": rows.json { walk.reachability[$0].json },
      "coreDistance": rows.json { walk.coreDistance[$0].json },
    ]
  }

  public var labelsFile: [UInt8] {
    var text = clusters == nil ? "row,reachability,core_distance\n" : "row,cluster,reachability,core_distance\n"
    rows.visit { row, point in
      let numbers = [walk.reachability[point], walk.coreDistance[point]].map { $0.isFinite ? "\($0)" : "" }
      text += ([String(row)] + (clusters.map { [String($0[point])] } ?? []) + numbers).joined(separator: ",") + "\n"
    }
    return Array(text.utf8)
  }

  public func document(style: TableStyle, in language: Language) -> Document {
    let page = DensityPage(style: style, language: language)
    var blocks: [Block] = []
    if let clusters, let radius {
      var counts = [Int](repeating: 0, count: Int(clusters.max() ?? 0) + 1)
      for (cluster, times) in zip(clusters, rows.points.multiplicities) { counts[Int(cluster)] += times }
      blocks.append(
        page.sizes(
          (Array(counts.indices.dropFirst()) + [0]).map { ($0, counts[$0], []) }, of: walk.n,
          notes: [page.text("在半径 \(page.distance(radius)) 处读出", "Read off at radius \(page.distance(radius))")]))
    }
    let known = walk.order.map { walk.reachability[$0] }.filter(\.isFinite).sorted()
    let shares = known.isEmpty ? [] : [0, 25, 50, 75, 90, 95, 100]
    blocks.append(
      .table(
        DocumentTable(
          title: Phrase(page.text("可达距离", "Reachability")),
          columns: [page.head("点的比例", "Share of points", .left), page.head("至多", "At most")],
          rows: shares.map {
            .init([.init(Phrase("\($0)%")), page.distanceCell(known[$0 * (known.count - 1) / 100])])
          },
          notes: [
            .init(
              Phrase(
                page.text(
                  "\(rows.points.count) 个不同的点，共 \(walk.n) 行；完整次序见 --json 或 --labels",
                  "\(rows.points.count) distinct points of \(walk.n) rows; the whole order comes with --json or --labels"
                )))
          ])))
    return page.document(page.text("OPTICS 次序", "OPTICS order"), blocks)
  }
}

/// HDBSCAN's clusters with how they differ.
public struct DensityTreeReport: Sendable {
  public let clusters: HDBSCAN
  public let rows: RowArrays
  public var agreement: LabelAgreement?
  public var listsRows = true
  public let profiles: [ClusterProfile]

  public init(_ clusters: HDBSCAN, rows: RowArrays) {
    self.clusters = clusters
    self.rows = rows
    profiles =
      clusters.clusterCount > DensityReport.mostProfiles
      ? []
      : ClusterProfile.profiles(
        of: rows.points, clusterOfPoint: clusters.clusterOfPoint, clusterCount: clusters.clusterCount)
  }

  public var json: JSONValue {
    [
      "n": .integer(clusters.n), "patterns": .integer(rows.points.count), "excluded": .integer(rows.points.excluded),
      "clusters": .integer(clusters.clusterCount), "noise": .integer(clusters.noise),
      "labels": listsRows ? rows.json { .integer(Int(clusters.clusterOfPoint[$0])) } : .null,
      "strength": listsRows ? rows.json { clusters.strength[$0].json } : .null,
      "tree": .array(
        clusters.tree.map {
          [
            "parent": JSONValue($0.parent), "birth": $0.birth.json, "rows": .integer($0.rows),
            "stability": $0.stability.json, "selected": .boolean($0.isSelected),
          ]
        }),
      "profiles": .array(profiles.map(\.json)),
      "against": agreement.map {
        ["column": .string($0.column), "n": .integer($0.n), "adjustedRand": JSONValue($0.adjustedRand)]
      } ?? .null,
    ]
  }

  public var labelsFile: [UInt8] {
    var text = "row,cluster,strength\n"
    rows.visit { row, point in text += "\(row),\(clusters.clusterOfPoint[point]),\(clusters.strength[point])\n" }
    return Array(text.utf8)
  }

  public func document(style: TableStyle, in language: Language) -> Document {
    let page = DensityPage(style: style, language: language)
    var counts = [Int](repeating: 0, count: clusters.clusterCount + 1)
    for (cluster, times) in zip(clusters.clusterOfPoint, rows.points.multiplicities) { counts[Int(cluster)] += times }
    var notes = [
      page.text(
        "类至少 \(clusters.options.minimumSize) 行；核心距离到第 \(clusters.options.minimumNeighbors) 行（含自身）",
        "A cluster has at least \(clusters.options.minimumSize) rows; core distances reach to row number \(clusters.options.minimumNeighbors), itself included"
      )
    ]
    if let agreement {
      notes.append(
        page.text(
          "与“\(agreement.column)”的调整兰德指数 \(page.number(agreement.adjustedRand, 3))（n = \(agreement.n)）",
          "Adjusted Rand index against '\(agreement.column)': \(page.number(agreement.adjustedRand, 3)) (n = \(agreement.n))"
        ))
    }
    let order = Array(counts.indices.dropFirst()) + [0]
    return page.document(
      page.text("密度聚类 HDBSCAN", "Clusters by density: HDBSCAN"),
      [page.sizes(order.map { ($0, counts[$0], []) }, of: clusters.n, notes: notes)]
        + page.profile(profiles, labels: rows.labels))
  }
}
