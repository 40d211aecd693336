import Clustering
import Evidence

extension Wording {
  /// The codes of `Clustering`, each with its sentences below.
  static let clustering: [any Worded.Type] = [ClusteringFault.self]
}

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
        english: "None of the {rows} rows has an answer in all {columns} columns",
        fix: "Leave out the column with the most missing answers, or widen the --where condition",
        chinese: "{rows} 行中没有一行在全部 {columns} 列都有答案", fix: "请去掉缺失最多的列，或放宽 --where 条件")
    }
  }
}
