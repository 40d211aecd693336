import Densities
import Evidence

extension DensityFault: Worded {
  public var words: Words {
    switch self {
    case .radius:
      Words(
        english: "A radius of {radius} holds no neighbourhood: it must be a number above 0",
        fix: "Leave out --eps to have it suggested, or give a number above 0",
        chinese: "半径 {radius} 不构成邻域：必须是大于 0 的数", fix: "请省略 --eps 由程序建议，或给出大于 0 的数")
    case .minimumNeighbors:
      Words(
        english: "A core point needs at least 1 neighbour, itself included, not {count}",
        fix: "Give a whole number from 1 with --min-samples", chinese: "核心点至少需要 1 个邻居（含自身），而不是 {count}",
        fix: "请用 --min-samples 给出不小于 1 的整数")
    case .minimumSize:
      Words(
        english: "A cluster needs at least 2 rows, not {count}",
        fix: "Give a whole number from 2 with --min-cluster-size", chinese: "一个类至少需要 2 行，而不是 {count}",
        fix: "请用 --min-cluster-size 给出不小于 2 的整数")
    case .textColumn:
      Words(
        english: "'{column}' holds texts such as '{value}', between which there is no distance",
        fix:
          "Give its answers codes or an order in a codebook, leave the column out, or use tansuo hclust --distance gower",
        chinese: "“{column}”的内容是“{value}”这样的文字，彼此之间没有距离",
        fix: "请在编码簿中为选项编码或排序，去掉该列，或使用 tansuo hclust --distance gower")
    case .tooManyPoints:
      Words(
        english:
          "The {n} {n|row|rows} {n|is|are} {points} distinct {points|point|points}, and every pair is compared, so at most {most} will do",
        fix: "Use tansuo dbscan, which has no such limit, or keep fewer rows with --where",
        chinese: "{n} 行有 {points} 个不同的点，需两两比较，最多支持 {most} 个",
        fix: "请使用没有此限制的 tansuo dbscan，或用 --where 减少行数")
    case .outOfMemory:
      Words(
        english: "Memory ran short over {points} {points|point|points}",
        fix: "Close other programs, or keep fewer rows with --where",
        chinese: "处理 {points} 个点时内存不足", fix: "请关闭其他程序，或用 --where 减少行数")
    }
  }
}

extension DensityCaveat: Worded {
  public var words: Words {
    switch self {
    case .everythingNoise:
      Words(
        english: "Everything is noise: none of the {n} {n|row|rows} has {minimum} {minimum|row|rows} within {radius}",
        fix: "Give a larger --eps; the k-distance curve suggests one",
        chinese: "全部为噪声：{n} 行中没有一行在 {radius} 之内有 {minimum} 行", fix: "请增大 --eps，可参考 k-距离曲线的建议值")
    case .oneCluster:
      Words(
        english: "There is one cluster only, besides {noise} {noise|row|rows} of noise, so nothing is told apart",
        fix: "Give a smaller --eps, or look at the plateaus of the scan",
        chinese: "只有一个类（另有 {noise} 行噪声），没有区分出任何群体", fix: "请减小 --eps，或参考扫描结果中的平台")
    case .allCore:
      Words(
        english: "All {n} {n|row|rows} {n|is|are} core points, so the radius is too wide to tell dense from sparse",
        fix: "Give a smaller --eps or a larger --min-samples",
        chinese: "全部 {n} 行都是核心点，半径过大，无法区分疏密", fix: "请减小 --eps 或增大 --min-samples")
    case .distinctAnswers:
      Words(
        english:
          "Each of the {clusters} {clusters|cluster|clusters} is one distinct answer: the radius {radius} is below the step {step} of the scale, so this only counts equal rows",
        fix: "Give an --eps of at least {step}, or use tansuo freq to count answers",
        chinese: "{clusters} 个类各自只是一种相同的答案：半径 {radius} 小于量表的步长 {step}，结果只是在数相同的行",
        fix: "请把 --eps 设为不小于 {step}，或用 tansuo freq 统计答案")
    case .onlyRepeatedRows:
      Words(
        english:
          "Each of the {clusters} {clusters|cluster|clusters} is one distinct answer that many rows share, so this only counts equal rows",
        fix: "Give a larger --min-samples, or use tansuo freq to count answers",
        chinese: "{clusters} 个类各自只是许多行共有的一种答案，结果只是在数相同的行",
        fix: "请增大 --min-samples，或用 tansuo freq 统计答案")
    case .contestedBorders:
      Words(
        english: "{contested} border {contested|row|rows} {contested|is|are} near core points of several clusters",
        chinese: "{contested} 个边界行同时靠近多个类的核心点")
    case .smallClusters:
      Words(
        english:
          "{clusters} {clusters|cluster|clusters} {clusters|has|have} fewer than {minimum} {minimum|row|rows}, since {clusters|it|they} lost contested border rows",
        chinese: "{clusters} 个类少于 {minimum} 行，因为有争议的边界行归入了其他类")
    case .fewerRows:
      Words(
        english:
          "There {n|is|are} {n} {n|row|rows} only, fewer than the {minimum} a core point needs, so everything is noise",
        fix: "Give a smaller --min-samples", chinese: "只有 {n} 行，少于核心点所需的 {minimum} 行，因此全部为噪声",
        fix: "请减小 --min-samples")
    }
  }
}
