import Clustering
import CommandGrammar
import Documents
import Evidence
import Phrasebook
import Presentation
import StructuredText
import TableSources
import Tables
import Typography

extension CommandDescription {
  static let hclust = CommandDescription(
    "hclust", in: .group,
    Label(chinese: "层次聚类：个案、题项或距离矩阵", english: "hierarchical clustering of cases, items or given distances"),
    details: [
      Label(
        chinese: "完全相同的行先并为一个带频数的点，结果与逐行聚类完全一致；平局按固定规则处理并报告，行的顺序不影响结果。",
        english:
          "Rows that are alike are put together first, which gives exactly the tree of the rows; ties are broken by a fixed rule and reported, so the order of the rows changes nothing."
      ),
      Label(
        chinese: "--compat 改变未指定时的默认值与高度：spss 用平方欧氏距离的组间平均联接，r 用最远邻联接，scipy 用最近邻联接。",
        english:
          "--compat changes what holds where nothing is said, and adds heights: spss means average linkage over squared Euclidean distances, r complete and scipy single linkage."
      ),
    ],
    examples: [
      Example(
        "tansuo hclust survey.csv --items q1-q7 --linkage ward --clusters 3",
        Label(chinese: "受访者分成三类", english: "three groups of respondents")),
      Example(
        "tansuo hclust survey.csv --items q1-q7 --of items --distance abscorrelation --clusters 2",
        Label(chinese: "题项聚类，并给出代表题项", english: "groups of items, with an item that may stand for each")),
      Example(
        "tansuo hclust --matrix distances.csv --linkage complete --height 0.5",
        Label(chinese: "由已有的距离矩阵聚类", english: "from a matrix of distances")),
      Example(
        "tansuo hclust firms.csv --items output,staff,sector --distance gower --clusters 4 --labels groups.csv",
        Label(chinese: "数值与文字混合，类别写入文件", english: "numbers and texts together; the groups go into a file")),
    ],
    operands: [.data.optional],
    options: [
      .items, .clusteringOf, .linkage, .hierarchyDistance, .distanceMatrix, .scale, .clusters, .cutHeight, .merges,
      .labelsFile, .mostClusters, .gap, .tieDraws, .missing, .seed, .compat, .style, .explain,
    ] + .opening
  ) { invocation, surroundings throws(Fault) in
    let request = try HierarchyRequest(invocation, surroundings)
    let report = try request.report()
    let style = invocation.choice(.style, of: TableStyle.self) ?? .spss
    var files: [Output.File] = []
    if let path = invocation.text(.labelsFile) {
      files.append(.init(path: path, bytes: Array(report.labelsCSV.utf8)))
    }
    let explains = invocation.flag(.explain)
    let withMerges = invocation.yesOrNo(.merges) ?? true
    return Output(
      document: { language in report.document(style: style, explains: explains, in: language) },
      envelope: { _ throws(Fault) in
        try Envelope(
          "hclust/1", inputs: request.inputs, method: request.method(report),
          result: report.json(withMerges: withMerges))
      },
      caveats: request.caveats + report.caveats, files: files)
  }
}

extension CommandOption {
  static let clusteringOf = CommandOption(
    "of", .choice(["cases", "items"]), default: "cases",
    Label(chinese: "聚个案还是聚题项", english: "whether rows or columns are clustered"))
  static let linkage = CommandOption(
    "linkage", .choice(of: Linkage.self), default: "average",
    Label(chinese: "类间距离的算法；average 即 SPSS 的组间联接", english: "how far apart two clusters are"))
  static let hierarchyDistance = CommandOption(
    "distance", .choice(of: Distance.self), default: "euclidean",
    Label(chinese: "两行或两题之间的距离", english: "how far apart two rows or items are"))
  static let distanceMatrix = CommandOption(
    "matrix", .file,
    Label(chinese: "距离方阵的文件，表头为名称", english: "a file with a square of distances and names in its header"))
  static let scale = CommandOption(
    "scale", .choice(of: PointSet.Scaling.self), default: "none",
    Label(chinese: "各列先作标准化：zscore 除以 n−1 的标准差", english: "what is done to each column first; zscore divides by n − 1"))
  static let clusters = CommandOption(
    "clusters", .integer(1...Int.max), placeholder: "K",
    Label(chinese: "切成几类", english: "how many clusters to cut into"))
  static let cutHeight = CommandOption(
    "height", .number(0...Double.greatestFiniteMagnitude), placeholder: "H",
    Label(chinese: "切在哪个高度，等于该高度的合并保留", english: "the height to cut at; merges at exactly this height are kept"))
  static let merges = CommandOption(
    "merges", .yesOrNo, default: "yes", Label(chinese: "JSON 中是否列出合并", english: "whether JSON lists the merges"))
  static let labelsFile = CommandOption(
    "labels", .file, Label(chinese: "把每行的类别写成 CSV 文件", english: "write the cluster of each row to a CSV file instead"))
  static let mostClusters = CommandOption(
    "most-clusters", .integer(2...100), default: "10",
    Label(chinese: "最多比较到几类", english: "the largest number of clusters the criteria look at"))
  static let gap = CommandOption(
    "gap", .integer(1...10000), placeholder: "B",
    Label(chinese: "计算 Gap 统计量，用几个随机参照", english: "compute the gap statistic against so many random references"))
  static let tieDraws = CommandOption(
    "tie-draws", .integer(1...100_000), default: "100",
    Label(chinese: "随机打破平局多少次；数据小时自动进行", english: "how many random tie-breakings to try; done unasked on small data"))
}

/// What can be wrong with the way `hclust` is used.
enum HierarchyUsageFault: String, FaultCode {
  case twoCuts = "hclust-two-cuts"
  case labelsWithoutCut = "hclust-labels-without-cut"
  case matrixAndData = "hclust-matrix-and-data"
  case drawsWithoutCut = "hclust-draws-without-cut"

  var kind: Fault.Kind { .usage }
}

extension HierarchyUsageFault: Worded {
  var words: Words {
    switch self {
    case .twoCuts:
      Words(
        english: "A tree is cut into a number of clusters or at a height, not both",
        fix: "Leave out --clusters or --height", chinese: "要么按类数切割，要么按高度切割，不能同时",
        fix: "请去掉 --clusters 或 --height")
    case .labelsWithoutCut:
      Words(
        english: "Without a cut there are no labels to write", fix: "Give --clusters or --height",
        chinese: "没有切割就没有类别可写", fix: "请给出 --clusters 或 --height")
    case .matrixAndData:
      Words(
        english: "A matrix of distances says it all, so {option} has nothing to do beside it",
        fix: "Leave out {option}, or --matrix", chinese: "给了距离矩阵，{option} 便没有作用", fix: "请去掉 {option} 或 --matrix")
    case .drawsWithoutCut:
      Words(
        english: "Random tie-breakings are compared cut by cut, and there is no cut",
        fix: "Give --clusters or --height",
        chinese: "随机打破平局是就切割结果作比较，而这里没有切割", fix: "请给出 --clusters 或 --height")
    }
  }
}
