import Charting
import Clustering
import Documents
import Evidence

extension HierarchyPage {
  /// A tree of more leaves than this is drawn from its last merges only.
  private static let mostLeaves = 100
  private static let shownClusters = 30

  /// The tree with its cut; the branches below the last merges are one leaf each where there are too many.
  var figure: Block? {
    let tree = hierarchy.dendrogram
    guard !tree.merges.isEmpty else { return nil }
    let isWhole = tree.leafCount <= Self.mostLeaves
    let kept = isWhole ? tree.merges.count : Self.shownClusters - 1
    let firstKept = tree.leafCount + tree.merges.count - kept
    let rows = report.names.isEmpty ? report.firstRows : []
    var labels: [String] = []
    var place: [Int: Int] = [:]
    for merge in tree.merges.suffix(kept) {
      for child in [merge.a, merge.b] where child < firstKept {
        place[child] = labels.count
        labels.append(label(of: child, in: tree, rows))
      }
    }
    for index in 0..<kept { place[firstKept + index] = labels.count + index }
    let merges = tree.merges.suffix(kept).map { merge in
      DendrogramPlot.Merge(place[merge.a]!, place[merge.b]!, height: merge.height)
    }
    let chart = Chart(
      title: words("聚类树", "Dendrogram"),
      subtitle: linkageName + words("，", ", ") + distanceName,
      notes: isWhole
        ? []
        : [
          words(
            "只画最后 \(kept) 次合并；“…”之后是该支的行数",
            "Only the last \(kept) merges are drawn; a number after … counts the rows of a branch")
        ],
      plot: DendrogramPlot(
        labels: labels, merges: merges, cut: cutHeight, axisTitle: words("合并高度", "Height of merges")),
      language: language)
    return .figure(Figure(chart, isIllustration: true))
  }

  /// Half way between the last merge made and the first undone.
  private var cutHeight: Double? {
    guard let cut = report.cut, !cut.splitsTie, let lower = cut.lower, let upper = cut.upper, lower < upper else {
      return nil
    }
    return (lower + upper) / 2
  }

  /// What a leaf is called; a branch after its first leaf and its size.
  private func label(of node: Int, in tree: Dendrogram, _ rows: [Int]) -> String {
    guard node >= tree.leafCount else { return leafName(node, rows) }
    var leaf = node
    while leaf >= tree.leafCount { leaf = tree.merges[leaf - tree.leafCount].a }
    return "\(leafName(leaf, rows)) … (\(tree.merges[node - tree.leafCount].size))"
  }

  /// The name of an item, else the first row that is like the leaf.
  private func leafName(_ leaf: Int, _ rows: [Int]) -> String {
    report.names.indices.contains(leaf) ? itemName(leaf) : words("第 \(rows[leaf]) 行", "row \(rows[leaf])")
  }
}
