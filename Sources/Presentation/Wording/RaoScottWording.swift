import Crosstabs
import Evidence

extension RaoScottFault: Worded {
  public var words: Words {
    switch self {
    case .noDegreesOfFreedom:
      Words(
        english: "'{rows}' and '{columns}' are answered in {clusters} clusters, no more than there are strata",
        fix: "Merge strata, or test these two without the design",
        chinese: "同时回答“{rows}”和“{columns}”的只有 {clusters} 个群，不多于层数", fix: "请合并各层，或对这两题不用设计检验")
    case .tooSparse:
      Words(
        english: "'{rows}' by '{columns}' has {empty} empty cells, which leave the design effects undefined",
        fix: "Merge categories so that fewer cells are empty",
        chinese: "“{rows}”与“{columns}”的交叉表有 {empty} 个空单元格，设计效应无定义", fix: "请合并类别，减少空单元格")
    case .noVariance:
      Words(
        english: "Under this design '{rows}' by '{columns}' has no sampling variance, so there is nothing to test",
        fix: "Check --fpc: the whole population seems to be in the sample; then the table itself is the answer",
        chinese: "在此设计下“{rows}”与“{columns}”没有抽样方差，无需检验", fix: "请检查 --fpc：样本似乎就是整个总体，表中数字即为结论")
    }
  }
}
