import Crosstabs
import Evidence
import ExactTests

extension CrosstabFault: Worded {
  public var words: Words {
    switch self {
    case .typedEmpty:
      Words(
        english: "The typed table is empty", fix: "Write counts as --table \"12,3;4,9\"",
        chinese: "输入的表是空的", fix: "请按 --table \"12,3;4,9\" 的形式写出频数")
    case .typedZero:
      Words(
        english: "All counts of the typed table are 0",
        fix: "Write at least one count above 0 in two rows and two columns",
        chinese: "输入的表中频数全为 0", fix: "请至少在两行两列中写出大于 0 的频数")
    case .typedNumber:
      Words(
        english: "'{text}' in row {row}, column {column} of the typed table is not a whole count",
        fix: "Write whole numbers of 0 or more, cells apart by commas and rows by semicolons",
        chinese: "输入的表第 {row} 行第 {column} 列的“{text}”不是整数频数",
        fix: "请写不小于 0 的整数，单元格用逗号分开，行用分号分开")
    case .typedRagged:
      Words(
        english: "Row {row} of the typed table has {cells} {cells|cell|cells}, the first row has {expected}",
        fix: "Give every row the same number of cells; write 0 where nobody answered",
        chinese: "输入的表第 {row} 行有 {cells} 个单元格，第一行有 {expected} 个",
        fix: "各行的单元格数要相同；没有人的单元格写 0")
    case .negativeCount:
      Words(
        english: "The count in row {row}, column {column} is {count}", fix: "Counts must be 0 or more",
        chinese: "第 {row} 行第 {column} 列的频数是 {count}", fix: "频数不能小于 0")
    case .countsTooLarge:
      Words(
        english: "The counts add to more than 9007199254740992", fix: "Check the column of counts for wrong values",
        chinese: "频数合计超过 9007199254740992", fix: "请检查频数列是否有错误的数值")
    case .unequalShape:
      Words(
        english:
          "{cells} {cells|cell|cells} {cells|does|do} not fill {rows} {rows|row|rows} by {columns} {columns|column|columns}",
        fix: "Report this as a fault of tansuo",
        chinese: "{cells} 个单元格填不满 {rows} 行 {columns} 列", fix: "请将此作为 tansuo 的故障上报")
    case .scoreCount:
      Words(
        english:
          "'{variable}' has {categories} {categories|category|categories} but {scores} {scores|score|scores} {scores|was|were} given",
        fix: "Give one finite number for every category",
        chinese: "“{variable}”有 {categories} 个类别，却给了 {scores} 个得分", fix: "请为每个类别给一个有限的数值")
    case .fractionalFrequency:
      Words(
        english: "Column '{column}' holds {value} in row {row}, which is not a whole count",
        fix: "Use --weights for fractional or sampling weights; --freq takes whole counts",
        chinese: "列“{column}”第 {row} 行是 {value}，不是整数频数", fix: "小数权数或抽样权数请用 --weights；--freq 只接受整数频数")
    case .noFrequencies:
      Words(
        english: "Column '{column}' holds no counts", fix: "Name a column of whole counts with --freq",
        chinese: "列“{column}”中没有频数", fix: "请用 --freq 指定一个整数频数列")
    case .negativeWeight:
      Words(
        english: "The weight in row {row} is {value}",
        fix: "Weights must be finite and 0 or more; correct the row or drop it with --where",
        chinese: "第 {row} 行的权数是 {value}", fix: "权数必须有限且不小于 0；请更正该行，或用 --where 去掉")
    case .zeroWeights:
      Words(
        english: "All weights are 0", fix: "Name another column with --weights, or leave it out",
        chinese: "所有权数都是 0", fix: "请用 --weights 指定其他列，或不加权")
    case .noCommonRows:
      Words(
        english:
          "No row answers both '{rows}' and '{columns}' ({excluded} {excluded|row|rows} {excluded|lacks|lack} one of them)",
        fix: "Check the filter of each question and the --where condition, or pick another pair",
        chinese: "没有一行同时回答了“{rows}”和“{columns}”（{excluded} 行至少缺一个）",
        fix: "请检查两道题的跳转条件和 --where 条件，或换一对题目")
    case .constantVariable:
      Words(
        english: "'{variable}' has one answer only among the {n} {n|row|rows} used: {level}",
        fix: "Pick another column, or widen the --where condition; a constant cannot be associated with anything",
        chinese: "“{variable}”在所用的 {n} 行中只有一个取值：{level}", fix: "请换一列，或放宽 --where 条件；常量与任何变量都谈不上关联")
    case .onlyTwoByTwo:
      Words(
        english: "{test} is defined for 2×2 tables; this one is {rows}×{columns}",
        fix: "Use the Pearson test, or an exact test with --exact, for larger tables",
        chinese: "{test}只适用于 2×2 表；这张表是 {rows}×{columns}", fix: "较大的表请用皮尔逊检验，或加 --exact 用精确检验")
    case .onlySquare:
      Words(
        english: "{test} needs the same categories in rows and columns; this table is {rows}×{columns}",
        fix: "Give two questions with the same answers, such as before and after",
        chinese: "{test}要求行与列的类别相同；这张表是 {rows}×{columns}", fix: "请给出答案相同的两道题，例如前测与后测")
    case .onlyWholeCounts:
      Words(
        english: "{test} needs whole counts, and these are sums of weights",
        fix: "Leave --weights out, or read the design-based result",
        chinese: "{test}需要整数频数，而这里是权数之和", fix: "请去掉 --weights，或看基于设计的结果")
    case .noDiscordantPairs:
      Words(
        english: "Nobody changed the answer, so there is nothing to test",
        fix: "Check that the two columns are not one and the same",
        chinese: "没有人改变答案，因此没有可检验的内容", fix: "请检查两列是否其实是同一列")
    case .unequalLayers:
      Words(
        english: "Layer {layer} is {rows}×{columns}, the first is {expectedRows}×{expectedColumns}",
        fix: "Give every layer the same rows and columns, with empty categories kept",
        chinese: "第 {layer} 层是 {rows}×{columns}，第一层是 {expectedRows}×{expectedColumns}",
        fix: "各层的行列要相同，空类别也要保留")
    case .noUsableLayer:
      Words(
        english: "No layer has two occupied rows and two occupied columns",
        fix: "Merge layers, or test the table without them",
        chinese: "没有一层同时有两个非空行和两个非空列", fix: "请合并各层，或不分层检验")
    case .constantScores:
      Words(
        english: "All occupied categories of '{variable}' have the same score",
        fix: "Give different scores to at least two categories",
        chinese: "“{variable}”所有非空类别的得分都相同", fix: "请至少给两个类别不同的得分")
    case .proportions:
      Words(
        english:
          "{given} expected {given|proportion was|proportions were} given for {categories} {categories|category|categories}, or they are not positive",
        fix: "Give one positive number for each category; they are divided by their sum",
        chinese: "给了 {given} 个期望比例，类别有 {categories} 个，或其中有非正数", fix: "请为每个类别给一个正数；它们会除以总和")
    case .notDichotomous:
      Words(
        english: "Row {row} of the options has {cells} {cells|cell|cells}, the first has {expected}",
        fix: "Give one yes or no for every option and respondent",
        chinese: "选项的第 {row} 行有 {cells} 个单元格，第一行有 {expected} 个", fix: "请为每个选项和每位受访者给出“是”或“否”")
    case .notTwoAnswers:
      Words(
        english: "With '{column}' the questions have more than two different answers: {answers}",
        fix: "Three or more questions must be yes-or-no with the same two answers; two questions may have any number",
        chinese: "加上“{column}”后，这些题目出现了两种以上的答案：{answers}",
        fix: "三道及以上题目须为答案相同的是非题；两道题目的选项数不限")
    case .noAnswers:
      Words(
        english: "None of the {rows} {rows|row|rows} has an answer to '{column}'",
        fix: "Check the filter of the question and the --where condition",
        chinese: "{rows} 行中没有一行回答了“{column}”", fix: "请检查该题的跳转条件和 --where 条件")
    case .level:
      Words(
        english: "{value} is not a level between 0 and 1", fix: "Write for example 0.05 or 0.95",
        chinese: "{value} 不是 0 与 1 之间的水平", fix: "例如写 0.05 或 0.95")
    }
  }
}

extension CrosstabCaveat: Worded {
  public var words: Words {
    switch self {
    case .lowExpectedCounts:
      Words(
        english:
          "{cells} of {of} {of|cell|cells} ({percent} %) {cells|has|have} an expected count below 5 and {belowOne} below 1; the smallest is {minimum}",
        fix: "Read the exact or Monte Carlo p, or merge categories",
        chinese: "{of} 个单元格中有 {cells} 个（{percent}%）期望计数小于 5，{belowOne} 个小于 1；最小期望计数为 {minimum}",
        fix: "请看精确或蒙特卡洛 p 值，或合并类别")
    case .nominalInTrend:
      Words(
        english:
          "The categories of '{variable}' have no declared order, so the test of trend depends on how they are sorted",
        fix: "Declare the order in the codebook, or leave the linear-by-linear row aside",
        chinese: "“{variable}”的类别没有声明顺序，趋势检验的结果取决于排序方式",
        fix: "请在编码簿中声明顺序，或不要解读线性关联一行")
    case .nonMonotoneCodes:
      Words(
        english: "The codes of '{variable}' do not rise or fall along its declared order: {codes}",
        fix: "Check the codebook, or give other scores with --scores",
        chinese: "“{variable}”的编码并不随声明的顺序递增或递减：{codes}", fix: "请检查编码簿，或用 --scores 给出其他得分")
    case .emptyCategories:
      Words(
        english: "Nobody is in these categories, so they leave the degrees of freedom: {categories}",
        chinese: "以下类别没有人，不计入自由度：{categories}")
    case .moreCategoriesThanRows:
      Words(
        english:
          "'{variable}' has {categories} {categories|category|categories} for {n} {n|respondent|respondents}, so most cells cannot hold anyone",
        fix: "Merge categories, or pick a question with fewer answers",
        chinese: "“{variable}”有 {categories} 个类别，而受访者只有 {n} 位，大多数单元格不可能有人",
        fix: "请合并类别，或换一道选项较少的题目")
    case .fewDiscordantPairs:
      Words(
        english: "Only {changes} {changes|respondent|respondents} changed their answer",
        fix: "Read the exact or mid-p value",
        chinese: "只有 {changes} 位受访者改变了答案", fix: "请看精确 p 值或 mid-p 值")
    case .layerNotTested:
      Words(
        english:
          "The layer {layer} has one row or one column only, or too little for its design, and is shown untested",
        chinese: "“{layer}”这一层的行或列只有一个取值，或不足以按设计检验，仅列出而未检验")
    case .unusableLayers:
      Words(
        english:
          "{layers} {layers|layer|layers} {layers|has|have} an empty row or column or fewer than two respondents and {layers|says|say} nothing",
        chinese: "{layers} 层有空行或空列，或不足两位受访者，不提供任何信息")
    case .zeroCell:
      Words(
        english: "A count of 0 leaves the odds ratio or a risk ratio without an interval",
        fix: "Read the exact conditional odds ratio with its interval",
        chinese: "有频数为 0 的单元格，优势比或风险比没有置信区间", fix: "请看精确的条件优势比及其区间")
    case .weightsAsReplication:
      Words(
        english: "The naive tests treat each unit of weight as one respondent, so rescaling the weights changes p",
        fix: "Name the design with --cluster or --strata and read the design-based test",
        chinese: "朴素检验把每一单位权数当作一位受访者，缩放权数就会改变 p 值",
        fix: "请用 --cluster 或 --strata 说明抽样设计，并看基于设计的检验")
    case .emptyPairs:
      Words(
        english:
          "{pairs} {pairs|pair|pairs} of opposite cells {pairs|is|are} empty and {pairs|leaves|leave} the degrees of freedom",
        chinese: "{pairs} 对相对的单元格都是空的，不计入自由度")
    }
  }
}
