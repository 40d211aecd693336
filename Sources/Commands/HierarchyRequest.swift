import ClusterPresentation
import Clustering
import CommandGrammar
import Evidence
import Presentation
import StructuredText
import TableSources
import Tables

/// What a command line of `hclust` asks for, with its data opened.
struct HierarchyRequest {
  private let invocation: Invocation
  private let surroundings: Surroundings
  private let source: OpenTable
  private let matrix: DistanceMatrix?
  private let isOfItems: Bool
  private let options: HierarchicalClustering.Options
  private let scaling: PointSet.Scaling
  private let missing: ItemMissing
  private let scale: HeightScale

  let caveats: [Caveat]

  init(_ invocation: Invocation, _ surroundings: Surroundings) throws(Fault) {
    self.invocation = invocation
    self.surroundings = surroundings
    guard !invocation.isGiven(.clusters) || !invocation.isGiven(.cutHeight) else {
      throw Fault(HierarchyUsageFault.twoCuts)
    }
    let isCut = invocation.isGiven(.clusters) || invocation.isGiven(.cutHeight)
    guard isCut || !invocation.isGiven(.labelsFile) else { throw Fault(HierarchyUsageFault.labelsWithoutCut) }
    guard isCut || !invocation.isGiven(.tieDraws) else { throw Fault(HierarchyUsageFault.drawsWithoutCut) }
    isOfItems = invocation.text(.clusteringOf) == "items"
    scale = invocation.choice(.compat, of: HeightScale.self) ?? .scipy
    let usual: (Linkage, Distance) =
      switch invocation.choice(.compat, of: HeightScale.self) {
      case .spss: (.average, .sqeuclidean)
      case .r: (.complete, .euclidean)
      case .scipy: (.single, .euclidean)
      case nil: (.average, .euclidean)
      }
    options = HierarchicalClustering.Options(
      linkage: invocation.choice(.linkage, of: Linkage.self) ?? usual.0,
      distance: invocation.choice(.hierarchyDistance, of: Distance.self) ?? usual.1, threads: surroundings.threads)
    scaling = invocation.choice(.scale, of: PointSet.Scaling.self) ?? .none
    missing = invocation.choice(.missing, of: ItemMissing.self) ?? .pairwise
    if let path = invocation.text(.distanceMatrix) {
      let idle: [CommandOption] = [.items, .clusteringOf, .hierarchyDistance, .scale, .missing, .where, .codebook]
      if let option = idle.first(where: { invocation.isGiven($0) }) {
        throw Fault(HierarchyUsageFault.matrixAndData, ["option": .text(option.dashed)])
      }
      if invocation.operand(.data) != nil {
        throw Fault(HierarchyUsageFault.matrixAndData, ["option": .text(Operand.data.name)])
      }
      let file = try OpenTable(path, invocation, surroundings)
      do throws(Fault) {
        matrix = try DistanceMatrix(file.table)
      } catch { throw error.inFile(path) }
      source = file
      caveats = file.caveats
    } else {
      let opened = try OpenTable(invocation, surroundings)
      _ = try invocation.required(.items)
      source = opened
      matrix = nil
      caveats = opened.caveats
    }
  }

  /// What the envelope says of the file.
  var inputs: [Provenance.Input] {
    get throws(Fault) { [try source.input] }
  }

  /// The table of rows, unless a matrix stands in its place.
  private var open: OpenTable? { matrix == nil ? source : nil }

  func report() throws(Fault) -> HierarchyReport {
    if let matrix {
      let hierarchy = try HierarchicalClustering(of: matrix, options: options, progress: surroundings.progress)
      let cut = try cut(hierarchy)
      return try report(
        hierarchy, nil, nil, matrix.names, cut, cut.map { Representatives(of: matrix, $0) })
    }
    let columns = try open!.columns(invocation.columns(.items))
    if isOfItems {
      let items = try ItemDistances(
        of: columns, by: options.distance, missing: missing, scaling: scaling, threads: surroundings.threads)
      let hierarchy = try HierarchicalClustering(of: items, options: options, progress: surroundings.progress)
      let cut = try cut(hierarchy)
      return try report(
        hierarchy, nil, items, items.names, cut, cut.map { Representatives(of: items, $0) })
    }
    let points = try PointSet(
      of: columns, scaling: scaling, texts: options.distance.takesTexts ? .named : .refused,
      threads: surroundings.threads)
    // The references of the gap are hierarchies again.
    let references = invocation.integer(.gap) ?? 0
    let progress = surroundings.progress
    let hierarchy = try HierarchicalClustering(
      of: points, options: options, progress: { progress($0 / Double(1 + references)) })
    return try report(hierarchy, points, nil, [], cut(hierarchy), nil)
  }

  private func cut(_ hierarchy: HierarchicalClustering) throws(Fault) -> DendrogramCut? {
    if let count = invocation.integer(.clusters) { return try hierarchy.clusters(count) }
    if let height = invocation.number(.cutHeight) { return try hierarchy.clusters(atHeight: height) }
    return nil
  }

  private func report(
    _ hierarchy: HierarchicalClustering, _ points: PointSet?, _ items: ItemDistances?, _ names: [String],
    _ cut: DendrogramCut?, _ representatives: Representatives?
  ) throws(Fault) -> HierarchyReport {
    let seed = UInt64(invocation.integer(.seed) ?? 1)
    let references = invocation.integer(.gap) ?? 0
    let progress = surroundings.progress
    let counts = try ClusterCounts(
      of: hierarchy, points: points, most: invocation.integer(.mostClusters) ?? 10,
      references: references, seed: seed,
      progress: { progress((1 + Double(references) * $0) / Double(1 + references)) })
    var stability: TieStability?
    let isSmall = hierarchy.dendrogram.leafCount <= HierarchicalClustering.mostForTiesUnasked
    if let cut, isSmall || invocation.isGiven(.tieDraws) {
      stability = try hierarchy.stability(of: cut, draws: invocation.integer(.tieDraws) ?? 100, seed: seed)
    }
    let rows =
      hierarchy.leaves == .cases ? open.map { open in (0..<open.table.rowCount).map { open.fileRow($0) - 1 } } : nil
    return HierarchyReport(
      hierarchy, points: points, items: items, names: names,
      itemLabels: names.map { open?.table[$0]?.label ?? Label() }, cut: cut, counts: counts, stability: stability,
      representatives: representatives, scale: scale, fileRows: rows ?? Array(hierarchy.leafOfRow.indices),
      fileRowCount: rows == nil ? hierarchy.leafOfRow.count : open!.fileRows,
      writesLabels: invocation.isGiven(.labelsFile))
  }

  /// Every choice that was in force.
  func method(_ report: HierarchyReport) -> JSONObject {
    let hierarchy = report.hierarchy
    let distance = matrix == nil ? options.distance.rawValue : "given"
    var method: JSONObject = [
      "of": .string(hierarchy.leaves == .given ? "matrix" : hierarchy.leaves.rawValue),
      "linkage": .string(options.linkage.rawValue), "distance": .string(distance),
      "scale": .string(scaling.rawValue), "heights": "scipy", "algorithm": .string(hierarchy.algorithm.rawValue),
      "ties": .string(hierarchy.tiesAreExact ? "every-merge" : "equal-heights"), "tieRule": "least-leaf",
      "cut": invocation.isGiven(.clusters) ? "clusters" : invocation.isGiven(.cutHeight) ? "height" : .null,
    ]
    if scale != .scipy { method["coefficients"] = .string(scale.rawValue) }
    if let compat = invocation.text(.compat) { method["compat"] = .string(compat) }
    switch hierarchy.leaves {
    case .cases:
      method["missing"] = "listwise"
      method["duplicates"] = "collapsed-with-multiplicities"
      if scaling == .zscore { method["zscoreDivisor"] = "n-1" }
    case .items:
      method["missing"] = .string(options.distance.isCorrelation ? missing.rawValue : "listwise")
      method["correlation"] = "pearson"
      method["clusterComponent"] = "mean-of-standardized-items"
    case .given: break
    }
    if let references = invocation.integer(.gap) {
      method["gap"] = ["references": .integer(references), "box": "ranges", "rule": "Tibs2001SEmax"]
    }
    method["seed"] = .integer(invocation.integer(.seed) ?? 1)
    return open?.method(method) ?? method
  }
}
