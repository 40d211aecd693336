import Clustering
import Documents
import Evidence
import Phrasebook
import StructuredText
import Typography

/// A hierarchy with everything a command says about it.
public struct HierarchyReport: Sendable {
  public let hierarchy: HierarchicalClustering
  public let points: PointSet?
  public let items: ItemDistances?
  /// What the leaves are called where they are items or things.
  public let names: [String]
  /// What the items stand for, beside their names.
  public let labels: [Label]
  public let cut: DendrogramCut?
  public let counts: ClusterCounts
  public let stability: TieStability?
  public let representatives: Representatives?
  public let scale: HeightScale
  /// The rows of the file that the rows clustered were, counted from 0, and how many the file has.
  public let fileRows: [Int]
  public let fileRowCount: Int
  /// Whether labels go into a file of their own.
  public let writesLabels: Bool

  public init(
    _ hierarchy: HierarchicalClustering, points: PointSet?, items: ItemDistances?, names: [String],
    itemLabels: [Label] = [],
    cut: DendrogramCut?, counts: ClusterCounts, stability: TieStability?, representatives: Representatives?,
    scale: HeightScale, fileRows: [Int], fileRowCount: Int, writesLabels: Bool = false
  ) {
    self.hierarchy = hierarchy
    self.points = points
    self.items = items
    self.names = names
    labels = itemLabels
    self.cut = cut
    self.counts = counts
    self.stability = stability
    self.representatives = representatives
    self.scale = scale
    self.fileRows = fileRows
    self.fileRowCount = fileRowCount
    self.writesLabels = writesLabels
  }

  /// The first row of the file, counted from 1, that is like each leaf.
  var firstRows: [Int] {
    var first = [Int](repeating: 0, count: hierarchy.dendrogram.leafCount)
    for (row, leaf) in hierarchy.leafOfRow.enumerated() where leaf >= 0 && first[Int(leaf)] == 0 {
      first[Int(leaf)] = fileRows[row] + 1
    }
    return first
  }

  /// Values of the rows clustered, at the rows of the file.
  private func spread<Value>(_ values: [Value?]) -> [Value?] {
    if fileRows.count == fileRowCount { return values }
    var all = [Value?](repeating: nil, count: fileRowCount)
    for (row, value) in values.enumerated() { all[fileRows[row]] = value }
    return all
  }

  /// The cluster of every row of the file, `nil` where it is in none.
  var clusterOfRow: [Int?]? {
    cut.map { spread($0.labels(ofRows: hierarchy.leafOfRow)) }
  }

  /// The labels as CSV: the row of the file counted from 1, or the item, and its cluster.
  public var labelsCSV: String {
    let isByRow = hierarchy.leaves == .cases
    let lines = (clusterOfRow ?? []).enumerated().map { index, label in
      [isByRow ? String(index + 1) : names[index], label.map(String.init) ?? ""]
    }
    let table = DocumentTable(
      columns: [.init(isByRow ? "row" : "item"), .init("cluster")],
      rows: lines.map { line in .init(line.map { .init($0) }) })
    return Document([.table(table)]).text(as: .csv)
  }

  public var caveats: [Caveat] {
    var caveats = hierarchy.caveats
    if let cut, cut.splitsTie, let height = cut.upper {
      caveats.append(
        Caveat(ClusteringCaveat.cutSplitsTie, ["k": .integer(cut.clusterCount), "height": .number(height)]))
    }
    if let caveat = counts.caveat { caveats.append(caveat) }
    return caveats
  }

  /// `{"n", "patterns", "merges", "order", "labels", "copheneticCorrelation", "tiedMerges", "representatives", …}`
  public func json(withMerges: Bool) -> JSONValue {
    let tree = hierarchy.rowDendrogram
    var result: JSONObject = ["n": .integer(hierarchy.n), "patterns": .integer(hierarchy.dendrogram.leafCount)]
    if withMerges { result["merges"] = .array(mergesJSON(tree)) }
    result["order"] = .array(hierarchy.rowOrder.map { .integer($0) })
    if hierarchy.n < fileRowCount {
      var leaf = -1
      let leaves = hierarchy.leafOfRow.map { pattern -> Int? in
        if pattern < 0 { return nil }
        leaf += 1
        return leaf
      }
      result["leafOfRow"] = Self.array(spread(leaves))
    }
    if !names.isEmpty { result["names"] = .array(names.map { .string($0) }) }
    result["labels"] = writesLabels ? .null : clusterOfRow.map(Self.array) ?? .null
    result["clusters"] =
      cut.map { cut in
        .array(
          cut.sizes(hierarchy.dendrogram.multiplicities).enumerated().map {
            ["cluster": .integer($0 + 1), "size": .integer($1)]
          })
      } ?? .null
    result["copheneticCorrelation"] = JSONValue(hierarchy.copheneticCorrelation)
    result["tiedMerges"] = .integer(hierarchy.tiedMerges)
    result["tieStability"] =
      stability.map {
        [
          "share": $0.share.json, "draws": .integer($0.draws), "same": .integer($0.same),
          "seed": .integer(Int(truncatingIfNeeded: $0.seed)),
        ]
      } ?? .null
    result["inversions"] = .integer(hierarchy.dendrogram.inversions)
    result["representatives"] = .array(representativesJSON)
    result["choosingK"] = countsJSON
    return .object(result)
  }

  private static func array(_ values: [Int?]) -> JSONValue {
    .array(values.map { $0.map { .integer($0) } ?? .null })
  }

  private func mergesJSON(_ tree: Dendrogram) -> [JSONValue] {
    let alike = tree.merges.count - hierarchy.dendrogram.merges.count
    let coefficients = scale == .scipy ? [] : hierarchy.heights(scale)
    return tree.merges.enumerated().map { index, merge in
      var object: JSONObject = [
        "a": .integer(merge.a), "b": .integer(merge.b), "height": merge.height.json, "size": .integer(merge.size),
      ]
      if !coefficients.isEmpty { object["coefficient"] = index < alike ? 0.0.json : coefficients[index - alike].json }
      return .object(object)
    }
  }

  private var representativesJSON: [JSONValue] {
    guard let representatives else { return [] }
    return representatives.lines.map { line in
      [
        "cluster": .integer(line.cluster), "item": .string(names[line.item]),
        "items": .array(line.members.map { .string(names[$0]) }),
        "highestMeanCorrelation": line.central.map { .string(names[$0]) } ?? .null,
        "meanCorrelation": JSONValue(line.meanCorrelation), "medoid": .string(names[line.medoid]),
        "lowestRatio": line.distinct.map { .string(names[$0]) } ?? .null, "ratio": JSONValue(line.ratio),
        "correlations": items.map { items in
          .array(representatives.lines.map { JSONValue(items.correlation(line.item, $0.item)) })
        } ?? .null,
      ]
    }
  }

  private var countsJSON: JSONValue {
    [
      "table": .array(
        counts.lines.map { line in
          [
            "k": .integer(line.k), "height": line.height.json, "jump": JSONValue(line.jump),
            "silhouette": JSONValue(line.silhouette), "calinskiHarabasz": JSONValue(line.calinskiHarabasz),
            "daviesBouldin": JSONValue(line.daviesBouldin), "pseudoTSquared": JSONValue(line.pseudoTSquared),
            "gap": JSONValue(line.gap), "gapError": JSONValue(line.gapError), "splitsTie": .boolean(line.splitsTie),
          ]
        }),
      "gapOfOne": JSONValue(counts.gapOfOne),
      "best": .object(
        ClusterCounts.Criterion.allCases.reduce(into: JSONObject()) { object, criterion in
          object[criterion.rawValue] = counts.best(by: criterion).map { .integer($0) } ?? .null
        }),
    ]
  }
}
