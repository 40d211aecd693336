import Evidence
import NumericalMethods

extension NumericalFault: Worded {
  public var words: Words {
    switch self {
    case .invalidParameter:
      Words(
        english: "A {distribution} distribution cannot have {parameter} = {value}",
        fix: "Check the value; degrees of freedom, shapes and scales are positive, probabilities lie between 0 and 1",
        chinese: "{distribution} 分布的 {parameter} 不能是 {value}",
        fix: "请检查该数值；自由度、形状和尺度为正，概率在 0 与 1 之间")
    case .shapeMismatch:
      Words(
        english: "{operation} of a {left} and a {right} matrix is not defined", fix: "Report this as a fault of tansuo",
        chinese: "{left} 与 {right} 的矩阵不能做 {operation}", fix: "请将此作为 tansuo 的故障上报")
    case .notFinite:
      Words(
        english: "{operation} met a missing or infinite number in row {row}, column {column} of its matrix",
        fix: "Check that every variable varies and has no infinite values",
        chinese: "{operation} 所用矩阵的第 {row} 行第 {column} 列缺失或为无穷大", fix: "请检查每个变量都有变化且没有无穷大的值")
    case .notPositiveDefinite:
      Words(
        english: "The matrix is not positive definite: variable {pivot} depends on those before it",
        fix: "Drop that variable, or one that repeats it",
        chinese: "矩阵不是正定的：第 {pivot} 个变量由前面的变量决定", fix: "请去掉该变量，或去掉与它重复的变量")
    case .singular:
      Words(
        english: "The equations have no single solution: variable {pivot} depends on those before it",
        fix: "Drop that variable, or one that repeats it",
        chinese: "方程组没有唯一解：第 {pivot} 个变量由前面的变量决定", fix: "请去掉该变量，或去掉与它重复的变量")
    case .notConverged:
      Words(
        english: "{operation} did not converge",
        fix: "Look for variables whose values differ by very many orders of size",
        chinese: "{operation} 没有收敛", fix: "请检查是否有数量级相差极大的变量")
    case .libraryMissing:
      Words(
        english: "The library {library} cannot be opened: {reason}",
        fix: "Install it with: sudo apt-get install {package}",
        chinese: "无法打开程序库 {library}：{reason}", fix: "请安装：sudo apt-get install {package}")
    case .interrupted:
      Words(
        english: "Stopped on request", fix: "Run the command again to start afresh",
        chinese: "已按要求停止", fix: "重新运行该命令即可从头开始")
    }
  }
}
