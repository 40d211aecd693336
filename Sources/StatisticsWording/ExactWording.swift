import Crosstabs
import Evidence
import ExactTests

extension ExactTestFault: Worded {
  public var words: Words {
    switch self {
    case .draws:
      Words(
        english: "{draws} is not a number of draws", fix: "Write for example --monte-carlo 10000",
        chinese: "{draws} 不能作为抽样次数", fix: "例如写 --monte-carlo 10000")
    case .tooManyToDraw:
      Words(
        english: "A table of {n} {n|observation|observations} is too large for Monte Carlo (the limit is {limit})",
        fix: "Use the asymptotic test; at this size the two agree",
        chinese: "这张表有 {n} 个观测，超过蒙特卡罗的上限 {limit}", fix: "请用渐近检验；样本这么大时两者一致")
    case .tooMuchWork:
      Words(
        english:
          "An exact test of this {rows}×{columns} table with n = {n} would take about {seconds} s (the limit is {limit})",
        fix: "Ask for --monte-carlo 100000, or merge sparse categories",
        chinese: "这张 {rows}×{columns}、n = {n} 的表做精确检验约需 {seconds} 秒（上限 {limit} 秒）",
        fix: "请改用 --monte-carlo 100000，或合并稀疏类别")
    case .tooLarge:
      Words(
        english: "This {rows}×{columns} table with n = {n} is too large for an exact test",
        fix: "Ask for --monte-carlo 100000, or merge sparse categories",
        chinese: "这张 {rows}×{columns}、n = {n} 的表太大，无法做精确检验", fix: "请改用 --monte-carlo 100000，或合并稀疏类别")
    case .outOfMemory:
      Words(
        english: "The exact test ran out of memory", fix: "Ask for --monte-carlo 100000, or merge sparse categories",
        chinese: "精确检验内存不足", fix: "请改用 --monte-carlo 100000，或合并稀疏类别")
    }
  }
}

extension TestLadderNote: Worded {
  public var words: Words {
    switch self {
    case .pearson:
      Words(
        english:
          "Pearson's asymptotic test: {cells} of {of} expected {of|count|counts} {cells|is|are} below 5, the smallest is {minimum} (rule {rule})",
        chinese: "采用皮尔逊渐近检验：{of} 个期望频数中有 {cells} 个小于 5，最小为 {minimum}（规则 {rule}）")
    case .continuityCorrection:
      Words(
        english:
          "Pearson's test with continuity correction: n = {n}, the smallest expected count is {minimum} (rule {rule})",
        chinese: "采用连续性校正的卡方检验：n = {n}，最小期望频数为 {minimum}（规则 {rule}）")
    case .smallSample:
      Words(
        english: "The (N−1) chi-square test: the smallest expected count is {minimum} (rule {rule})",
        chinese: "采用 (N−1) 卡方检验：最小期望频数为 {minimum}（规则 {rule}）")
    case .fisher:
      Words(
        english:
          "Fisher's exact test: n = {n}, {cells} of {of} expected {of|count|counts} {cells|is|are} below 5, the smallest is {minimum} (rule {rule})",
        chinese: "采用 Fisher 精确检验：n = {n}，{of} 个期望频数中有 {cells} 个小于 5，最小为 {minimum}（规则 {rule}）")
    case .exact:
      Words(
        english:
          "An exact test over about {tables} {tables|table|tables}: {cells} of {of} expected {of|count|counts} {cells|is|are} below 5, the smallest is {minimum} (rule {rule})",
        chinese: "采用精确检验，遍历约 {tables} 张表：{of} 个期望频数中有 {cells} 个小于 5，最小为 {minimum}（规则 {rule}）")
    case .monteCarlo:
      Words(
        english:
          "Monte Carlo with {draws} drawn {draws|table|tables} (seed {seed}): {cells} of {of} expected {of|count|counts} {cells|is|are} below 5 (rule {rule}), and an exact test over about {tables} {tables|table|tables} would take about {seconds} s",
        fix: "Ask for --exact to wait for the exact test",
        chinese:
          "采用蒙特卡罗检验，抽取 {draws} 张表（种子 {seed}）：{of} 个期望频数中有 {cells} 个小于 5（规则 {rule}），而精确检验要遍历约 {tables} 张表，约需 {seconds} 秒",
        fix: "若愿等待精确检验，请加 --exact")
    case .monteCarloForTime:
      Words(
        english:
          "The exact test that was asked for is too large: about {tables} {tables|table|tables} would take about {seconds} s (limit {budget} s). Monte Carlo with {draws} drawn {draws|table|tables} (seed {seed}) stands in",
        chinese:
          "所要求的精确检验太大：要遍历约 {tables} 张表，约需 {seconds} 秒（上限 {budget} 秒），改用蒙特卡罗检验，抽取 {draws} 张表（种子 {seed}）")
    case .monteCarloForSize:
      Words(
        english:
          "Monte Carlo with {draws} drawn {draws|table|tables} (seed {seed}): {cells} of {of} expected {of|count|counts} {cells|is|are} below 5 (rule {rule}), and about {tables} {tables|table|tables} {tables|is|are} too many for an exact test",
        chinese: "采用蒙特卡罗检验，抽取 {draws} 张表（种子 {seed}）：{of} 个期望频数中有 {cells} 个小于 5（规则 {rule}），而约 {tables} 张表太多，无法做精确检验")
    }
  }
}
