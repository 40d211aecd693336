import ClusterPresentation
import Clustering
import CommandGrammar
import Densities
import Documents
import Evidence
import Presentation
import StructuredText
import Tables

extension CommandDescription {
  static let dbscan = CommandDescription(
    "dbscan", in: .group,
    Label(chinese: "密度聚类：核心、边界与噪声分开", english: "clusters as dense regions: core, border and noise apart"),
    details: [
      Label(
        chinese: "距离等于半径也算在内，每行也算自己的近邻。不给 --eps 时采用 k-距离曲线的建议值。",
        english:
          "A distance equal to the radius is within it, and a row is its own neighbour. Without --eps the radius is the one the k-distance curve suggests."
      ),
      Label(
        chinese: "边界行归入最近的核心行；--border first 与 scikit-learn 和 R 一致，--border noise 即 DBSCAN*。",
        english:
          "Border rows go with the nearest core row; --border first is the answer of scikit-learn and R, --border noise is DBSCAN*."
      ),
    ],
    examples: [
      Example(
        "tansuo dbscan survey.csv --items q1-q7 --eps 1 --min-samples 10",
        Label(chinese: "七题五级量表", english: "seven items on a five-point scale")),
      Example(
        "tansuo dbscan firms.csv --items output,energy --scale zscore --min-samples 5 --scan",
        Label(chinese: "由程序建议半径，并扫描其他半径", english: "the radius suggested, and others tried")),
      Example(
        "tansuo dbscan small.csv --items x,y --eps 2 --min-samples 3 --explain",
        Label(chinese: "逐步说明邻域如何生长", english: "how neighbourhoods grow, step by step")),
    ],
    operands: [.data],
    options: [
      .items.required, .radius, .minimumNeighbors, .densityDistance, .scale, .border, .scanRadii,
      .againstLabels, .labelsFile, .explain, .style,
    ] + .opening
  ) { invocation, surroundings throws(Fault) in
    let open = try OpenTable(invocation, surroundings)
    let minimum = try invocation.minimumNeighbors() ?? 5
    let radius = try invocation.givenRadius()
    let (points, rows) = try open.points(invocation, surroundings)
    let distance = invocation.choice(.densityDistance, of: DensityDistance.self) ?? .euclidean
    let curve = try NeighborDistanceCurve(
      points, minimumNeighbors: minimum, distance: distance, threads: surroundings.threads)
    let options = DBSCAN.Options(
      radius: radius ?? curve.suggestedRadius ?? 1, minimumNeighbors: minimum, distance: distance,
      border: invocation.choice(.border, of: DBSCAN.Border.self) ?? .nearest)
    let clusters = try DBSCAN(points, options: options, threads: surroundings.threads)
    var report = DensityReport(clusters, rows: rows, curve: curve)
    report.listsRows = !invocation.isGiven(.labelsFile)
    if invocation.flag(.scanRadii) {
      report.scan = try RadiusScan(
        points, over: curve, options: options, threads: surroundings.threads, progress: surroundings.progress)
    }
    if invocation.flag(.explain) { report.growth = NeighborhoodGrowth(points, clusters) }
    report.agreement = try open.agreement(clusters.labels(of: points), invocation)
    let style = invocation.choice(.style, of: TableStyle.self) ?? .spss
    let shown = report
    let method = open.method([
      "eps": options.radius.json, "epsFrom": radius == nil ? "k-distance" : "given",
      "minSamples": .integer(minimum), "countsItself": true, "boundary": "at-most",
      "distance": .string(distance.rawValue), "scale": .string(points.scaling.rawValue),
      "border": .string(options.border.rawValue),
    ])
    return Output(
      document: { language in shown.document(style: style, in: language) },
      envelope: { _ throws(Fault) in try Envelope("dbscan/1", inputs: [open.input], method: method, result: shown.json)
      },
      caveats: open.caveats + clusters.caveats,
      files: invocation.text(.labelsFile).map { [Output.File(path: $0, bytes: shown.labelsFile)] } ?? [])
  }

  static let optics = CommandDescription(
    "optics", in: .group,
    Label(chinese: "按可达距离排出的次序", english: "rows in the order in which they are reached"),
    examples: [
      Example(
        "tansuo optics survey.csv --items q1-q7 --min-samples 10 --eps 2",
        Label(chinese: "次序，并在半径 2 处读出各类", english: "the order, and the clusters at radius 2"))
    ],
    operands: [.data],
    options: [
      .items.required, .minimumNeighbors, .radius, .densityDistance, .scale, .labelsFile, .style,
    ] + .opening
  ) { invocation, surroundings throws(Fault) in
    let open = try OpenTable(invocation, surroundings)
    let minimum = try invocation.minimumNeighbors() ?? 5
    let radius = try invocation.givenRadius()
    let (points, rows) = try open.points(invocation, surroundings)
    let distance = invocation.choice(.densityDistance, of: DensityDistance.self) ?? .euclidean
    let walk = try OPTICS(
      points, minimumNeighbors: minimum, distance: distance, threads: surroundings.threads,
      progress: surroundings.progress)
    let report = try DensityOrderReport(walk, rows: rows, radius: radius)
    let style = invocation.choice(.style, of: TableStyle.self) ?? .spss
    let method = open.method([
      "minSamples": .integer(minimum), "countsItself": true, "eps": JSONValue(radius),
      "distance": .string(distance.rawValue), "scale": .string(points.scaling.rawValue), "begin": "lexicographic",
    ])
    return Output(
      document: { language in report.document(style: style, in: language) },
      envelope: { _ throws(Fault) in try Envelope("optics/1", inputs: [open.input], method: method, result: report.json)
      },
      caveats: open.caveats + walk.caveats,
      files: invocation.text(.labelsFile).map { [Output.File(path: $0, bytes: report.labelsFile)] } ?? [])
  }

  static let hdbscan = CommandDescription(
    "hdbscan", in: .group,
    Label(chinese: "不同密度的类：半径缩小时最持久者", english: "clusters of different densities: those that last longest"),
    details: [
      Label(
        chinese: "定义与 scikit-learn 一致：--min-samples 含自身，默认等于 --min-cluster-size；按超额质量选取，不把全部行当作一类。",
        english:
          "Definitions are scikit-learn's: --min-samples counts the row itself and is --min-cluster-size unless given; clusters are chosen by excess of mass, never all rows as one."
      )
    ],
    examples: [
      Example(
        "tansuo hdbscan firms.csv --items output,energy --scale zscore --min-cluster-size 20",
        Label(chinese: "至少 20 行的类", english: "clusters of 20 rows and more"))
    ],
    operands: [.data],
    options: [
      .items.required, .minimumSize, .minimumNeighbors, .densityDistance, .scale, .againstLabels, .labelsFile,
      .style,
    ] + .opening
  ) { invocation, surroundings throws(Fault) in
    let open = try OpenTable(invocation, surroundings)
    let minimum = try invocation.minimumNeighbors()
    let (points, rows) = try open.points(invocation, surroundings)
    let options = HDBSCAN.Options(
      minimumSize: invocation.integer(.minimumSize) ?? 5, minimumNeighbors: minimum,
      distance: invocation.choice(.densityDistance, of: DensityDistance.self) ?? .euclidean)
    let clusters = try HDBSCAN(
      points, options: options, threads: surroundings.threads, progress: surroundings.progress)
    var report = DensityTreeReport(clusters, rows: rows)
    report.listsRows = !invocation.isGiven(.labelsFile)
    report.agreement = try open.agreement(clusters.labels(of: points), invocation)
    let style = invocation.choice(.style, of: TableStyle.self) ?? .spss
    let shown = report
    let method = open.method([
      "minClusterSize": .integer(options.minimumSize), "minSamples": .integer(options.minimumNeighbors),
      "countsItself": true, "selection": "excess-of-mass", "allowsSingleCluster": false,
      "distance": .string(options.distance.rawValue), "scale": .string(points.scaling.rawValue),
    ])
    return Output(
      document: { language in shown.document(style: style, in: language) },
      envelope: { _ throws(Fault) in try Envelope("hdbscan/1", inputs: [open.input], method: method, result: shown.json)
      },
      caveats: open.caveats + clusters.caveats,
      files: invocation.text(.labelsFile).map { [Output.File(path: $0, bytes: shown.labelsFile)] } ?? [])
  }
}

extension OpenTable {
  /// The named columns as points.
  fileprivate func points(
    _ invocation: Invocation, _ surroundings: Surroundings
  ) throws(Fault) -> (PointSet, RowArrays) {
    let columns = try columns(invocation.columns(.items))
    let points: PointSet
    do {
      points = try PointSet(
        of: columns, scaling: invocation.choice(.scale, of: PointSet.Scaling.self) ?? .none,
        threads: surroundings.threads)
    } catch {
      // Distances of texts are the business of hclust, so its way out is none here.
      guard error.code == ClusteringFault.textColumn.rawValue else { throw error }
      throw Fault(DensityFault.textColumn, error.facts)
    }
    return (points, RowArrays(points: points, originalRows: table.originalRows, fileRows: fileRows))
  }

  fileprivate func agreement(_ labels: [Int32?], _ invocation: Invocation) throws(Fault) -> LabelAgreement? {
    guard let name = invocation.text(.againstLabels) else { return nil }
    return try LabelAgreement(clusters: labels, with: ColumnSelection(name).column(in: table))
  }
}

extension Invocation {
  /// Checked before the data are read: a wrong number should not cost a minute.
  fileprivate func minimumNeighbors() throws(Fault) -> Int? {
    guard let count = integer(.minimumNeighbors) else { return nil }
    guard count >= 1 else { throw Fault(DensityFault.minimumNeighbors, ["count": .integer(count)]) }
    return count
  }

  fileprivate func givenRadius() throws(Fault) -> Double? {
    guard let radius = number(.radius) else { return nil }
    guard radius > 0 else { throw Fault(DensityFault.radius, ["radius": .number(radius)]) }
    return radius
  }
}

extension CommandOption {
  static let radius = CommandOption(
    "eps", .anyNumber,
    Label(chinese: "邻域半径，未给时由 k-距离曲线建议", english: "the radius of a neighbourhood, suggested where it is not given"))
  static let minimumNeighbors = CommandOption(
    "min-samples", .anyInteger,
    Label(
      chinese: "核心点的半径内至少有几行（含自身），默认 5；hdbscan 默认同 --min-cluster-size",
      english:
        "how many rows a core row has within the radius, itself included; 5, or for hdbscan --min-cluster-size, unless given"
    ))
  static let minimumSize = CommandOption(
    "min-cluster-size", .anyInteger, default: "5",
    Label(chinese: "一个类至少几行", english: "how many rows a cluster has at least"))
  static let densityDistance = CommandOption(
    "distance", .choice(of: DensityDistance.self), default: "euclidean",
    Label(chinese: "两行之间的距离", english: "how far apart two rows are"))
  static let border = CommandOption(
    "border", .choice(of: DBSCAN.Border.self), default: "nearest",
    Label(chinese: "边界行归谁", english: "whose border rows are"))
  static let scanRadii = CommandOption(
    "scan", .flag, Label(chinese: "逐一尝试其他半径，找出平台", english: "try other radii one after another and find plateaus"))
  static let againstLabels = CommandOption(
    "against", .column,
    Label(chinese: "与该列的分组比较（调整兰德指数）", english: "compare with the groups of this column (adjusted Rand index)"))
}
