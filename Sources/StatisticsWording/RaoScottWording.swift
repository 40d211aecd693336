import Crosstabs
import Evidence

extension RaoScottFault: Worded {
  public var words: Words {
    switch self {
    case .noDegreesOfFreedom:
      Words(
        english:
          "'{rows}' and '{columns}' are answered in {clusters} {clusters|cluster|clusters}, no more than there are strata",
        fix: "Merge strata, or test these two without the design",
        chinese: "同时回答“{rows}”和“{columns}”的只有 {clusters} 个群，不多于层数", fix: "请合并各层，或对这两题不用设计检验")
    case .tooSparse:
      Words(
        english:
          "'{rows}' by '{columns}' has {empty} empty {empty|cell|cells}, which {empty|leaves|leave} the design effects undefined",
        fix: "Merge categories so that fewer cells are empty",
        chinese: "“{rows}”与“{columns}”的交叉表有 {empty} 个空单元格，设计效应无定义", fix: "请合并类别，减少空单元格")
    case .noVariance:
      Words(
        english: "Under this design '{rows}' by '{columns}' has no sampling variance, so there is nothing to test",
        fix: "Read the table: one question decides the other, or --fpc says that the whole population was asked",
        chinese: "在此设计下“{rows}”与“{columns}”没有抽样方差，无需检验",
        fix: "请直接看交叉表：一题完全决定另一题，或 --fpc 表明已调查整个总体")
    }
  }
}
