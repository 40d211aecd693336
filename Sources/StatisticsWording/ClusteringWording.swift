import Clustering
import Evidence

extension ClusteringFault: Worded {
  public var words: Words {
    switch self {
    case .noColumns:
      Words(
        english: "No columns were named, so there are no points", fix: "Name columns of numbers with --items",
        chinese: "没有指定任何列，无法构成点", fix: "请用 --items 指定数值列")
    case .textColumn:
      Words(
        english: "'{column}' holds texts such as '{value}', between which there is no distance",
        fix: "Give its answers codes or an order in a codebook, leave the column out, or use --distance gower",
        chinese: "“{column}”的内容是“{value}”这样的文字，彼此之间没有距离",
        fix: "请在编码簿中为选项编码或排序，去掉该列，或使用 --distance gower")
    case .infinite:
      Words(
        english: "'{column}' is infinite in row {row}",
        fix: "Mark the value as missing, or keep the row out with --where",
        chinese: "“{column}”在第 {row} 行是无穷大", fix: "请把该值标为缺失，或用 --where 去掉该行")
    case .constantColumn:
      Words(
        english: "'{column}' is {value} in every row used, so it cannot be scaled by {scale}",
        fix: "Leave the column out, or use --scale none",
        chinese: "“{column}”在所用各行中都是 {value}，无法按 {scale} 标准化", fix: "请去掉该列，或使用 --scale none")
    case .noCompleteRows:
      Words(
        english: "None of the {rows} {rows|row|rows} has an answer in all {columns} {columns|column|columns}",
        fix: "Leave out the column with the most missing answers, or widen the --where condition",
        chinese: "{rows} 行中没有一行在全部 {columns} 列都有答案", fix: "请去掉缺失最多的列，或放宽 --where 条件")
    case .tooFewLeaves:
      Words(
        english: "A hierarchy needs at least two rows, but there is {n} ({excluded} left out for missing answers)",
        fix: "Leave out the column with the most missing answers, or widen the --where condition",
        chinese: "层次聚类至少需要两行，而只有 {n} 行（另有 {excluded} 行因缺失被排除）",
        fix: "请去掉缺失最多的列，或放宽 --where 条件")
    case .tooFewItems:
      Words(
        english: "A hierarchy needs at least two items, but there is {n}", fix: "Name more columns with --items",
        chinese: "层次聚类至少需要两个题项，而只有 {n} 个", fix: "请用 --items 指定更多列")
    case .allAlike:
      Words(
        english: "All {n} {n|row|rows} {n|is|are} alike, so there is nothing to cluster",
        fix: "Name more columns with --items",
        chinese: "全部 {n} 行完全相同，没有可聚的类", fix: "请用 --items 指定更多列")
    case .tooLarge:
      Words(
        english:
          "{leaves} distinct {leaves|row|rows} {leaves|is|are} too many for {linkage} linkage over {distance} distances, which takes at most {most}",
        fix: "Use average, ward, single or weighted linkage over euclidean or sqeuclidean distances",
        chinese: "{distance} 距离下的 {linkage} 联接最多处理 {most} 个不同的行，而这里有 {leaves} 个",
        fix: "请改用 euclidean 或 sqeuclidean 距离下的 average、ward、single 或 weighted 联接")
    case .noDirection:
      Words(
        english:
          "Row {row} gives the same answer throughout, or only zeros, so it has no {distance} distance ({rows} such {rows|row|rows})",
        fix: "Leave such rows out with --where, or use --distance euclidean",
        chinese: "第 {row} 行各列答案相同或全为零，没有 {distance} 距离（这样的行共 {rows} 行）",
        fix: "请用 --where 去掉这样的行，或使用 --distance euclidean")
    case .constantItem:
      Words(
        english: "'{column}' is {value} in every row used, so it correlates with nothing",
        fix: "Leave the column out, or use --distance euclidean",
        chinese: "“{column}”在所用各行中都是 {value}，与任何题项都没有相关", fix: "请去掉该列，或使用 --distance euclidean")
    case .distanceOfItems:
      Words(
        english: "{distance} is a distance of cases, not of items",
        fix: "Use --distance correlation, abscorrelation or euclidean with --of items",
        chinese: "{distance} 是个案之间的距离，不能用于题项",
        fix: "--of items 请用 --distance correlation、abscorrelation 或 euclidean")
    case .tooFewClusters:
      Words(
        english: "There cannot be {k} {k|cluster|clusters}", fix: "Ask for at least one with --clusters",
        chinese: "不可能有 {k} 个类", fix: "--clusters 至少为 1")
    case .tooManyClusters:
      Words(
        english:
          "{k} {k|cluster|clusters} cannot be made: the {n} {n|row|rows} {n|is|are} only {patterns} different {patterns|one|ones}, and equal rows stay together",
        fix: "Ask for at most {patterns} with --clusters",
        chinese: "无法分成 {k} 类：{n} 行中只有 {patterns} 种不同的行，相同的行总在一起",
        fix: "--clusters 至多为 {patterns}")
    case .tooManyForTies:
      Words(
        english: "Random tie-breakings are tried on at most {most} distinct rows, and there {leaves|is|are} {leaves}",
        fix: "Leave out --tie-draws, or keep fewer rows with --where",
        chinese: "随机打破平局最多用于 {most} 种不同的行，而这里有 {leaves} 种", fix: "请去掉 --tie-draws，或用 --where 减少行数")
    case .negativeHeight:
      Words(
        english: "Nothing stands at the height {height}", fix: "Give --height a number of at least 0",
        chinese: "高度 {height} 处没有任何合并", fix: "--height 应不小于 0")
    case .matrixNotSquare:
      Words(
        english:
          "A matrix of distances is square, but this one has {rows} {rows|row|rows} and {columns} {columns|column|columns}",
        fix: "Give a header with a name for each row, and the numbers of all pairs",
        chinese: "距离矩阵应为方阵，而这里有 {rows} 行 {columns} 列", fix: "请给出与行一一对应的表头和全部两两距离")
    case .matrixNames:
      Words(
        english: "Row {place} of the matrix is '{row}', but column {place} is '{column}'",
        fix: "Put rows and columns into the same order",
        chinese: "矩阵第 {place} 行是“{row}”，而第 {place} 列是“{column}”", fix: "请使行与列的顺序一致")
    case .matrixNotANumber:
      Words(
        english: "The distance between '{row}' and '{column}' is not a number",
        fix: "Fill in every cell; the diagonal is 0",
        chinese: "“{row}”与“{column}”之间的距离不是数值", fix: "请填满每个单元格，对角线为 0")
    case .matrixNegative:
      Words(
        english: "The distance between '{row}' and '{column}' is {value}, but no distance is negative",
        fix: "Turn similarities into distances first: 1 − r, for instance",
        chinese: "“{row}”与“{column}”之间的距离是 {value}，距离不能为负", fix: "请先把相似度换算成距离，例如 1 − r")
    case .matrixDiagonal:
      Words(
        english: "The distance of '{row}' to itself is {value}, not 0",
        fix: "Turn similarities into distances first: 1 − r, for instance",
        chinese: "“{row}”到自身的距离是 {value}，而不是 0", fix: "请先把相似度换算成距离，例如 1 − r")
    case .matrixNotSymmetric:
      Words(
        english: "'{row}' is {value} from '{column}', but {other} the other way round",
        fix: "Make the matrix symmetric, for instance by the mean of both",
        chinese: "“{row}”到“{column}”的距离是 {value}，反过来却是 {other}", fix: "请使矩阵对称，例如取两者的平均")
    }
  }
}

extension ClusteringCaveat: Worded {
  public var words: Words {
    switch self {
    case .inversions:
      Words(
        english:
          "{inversions} {inversions|merge|merges} {inversions|stands|stand} lower than one they join, as {linkage} linkage allows; read heights with care",
        fix: "Use --linkage average or ward for a tree without inversions",
        chinese: "有 {inversions} 次合并低于其下层的合并，{linkage} 联接会出现这种倒置，高度须谨慎解读",
        fix: "请用 --linkage average 或 ward 得到没有倒置的树")
    case .notEuclidean:
      Words(
        english:
          "{linkage} linkage is about Euclidean distances; over {distance} its heights have no meaning as sums of squares",
        fix: "Use --distance euclidean, or --linkage average",
        chinese: "{linkage} 联接针对欧氏距离；用 {distance} 时其高度没有平方和的含义",
        fix: "请用 --distance euclidean，或 --linkage average")
    case .ties:
      Words(
        english:
          "{ties} of {merges} {merges|merge|merges} {ties|was|were} tied with another; the order of the rows did not decide, a fixed rule did",
        chinese: "{merges} 次合并中有 {ties} 次存在同距离的其他选择；结果由固定规则而非行的顺序决定")
    case .cutSplitsTie:
      Words(
        english:
          "The cut into {k} {k|cluster|clusters} lies between merges of the same height {height}, so only the rule for ties decided it",
        fix: "Ask for another number of clusters",
        chinese: "分成 {k} 类的切割位于同一高度 {height} 的合并之间，仅由平局规则决定", fix: "请换一个类数")
    case .hardlyAnyStructure:
      Words(
        english:
          "There is hardly any structure: the mean silhouette of the best cut is {silhouette}, and criteria name a number of clusters for any data",
        fix: "Do not give these clusters names before other data show them too",
        chinese: "几乎没有聚类结构：最好的切割平均轮廓系数也只有 {silhouette}，而各准则对任何数据都会给出一个类数",
        fix: "在别的数据也显示这些类之前，请不要为它们命名")
    }
  }
}
