import Evidence
import Tables

extension TableFault: Worded {
  public var words: Words {
    switch self {
    case .unequalColumnLengths:
      Words(
        english: "Column {column} has {rows} {rows|row|rows} where the table has {expected}",
        fix: "This is a fault of tansuo; please report it with the command you ran",
        chinese: "列 {column} 有 {rows} 行，而表有 {expected} 行", fix: "这是 tansuo 的错误，请附上所用命令反馈")
    case .duplicateColumnName:
      Words(
        english: "Two columns are called {column}", fix: "Give one of them another name in the header",
        chinese: "有两列都叫 {column}", fix: "请在表头给其中一列改名")
    case .noSuchColumn:
      Words(
        english: "There is no column {column}", fix: "Did you mean: {nearest}?",
        chinese: "没有名为 {column} 的列", fix: "是否指：{nearest}？")
    case .tooManyCategories:
      Words(
        english:
          "Column {column} has more than {limit} different values in {rows} {rows|row|rows}, too many to count as answers",
        fix: "Group its values into a few levels first, or pick another column",
        chinese: "列 {column} 在 {rows} 行中有超过 {limit} 种不同的值，无法当作选项计数",
        fix: "请先把取值归并为少数几类，或选用其他列")
    case .notNumeric:
      Words(
        english: "Column {column} holds no numbers (it is of kind {kind in words})",
        fix: "Pick a numeric column, or give its levels numeric values in the codebook",
        chinese: "列 {column} 不是数值（类型为{kind in words}）", fix: "请选用数值列，或在编码簿中为选项给出数值")
    }
  }
}

extension SelectionFault: Worded {
  public var words: Words {
    switch self {
    case .empty:
      Words(
        english: "No column was named", fix: "Name columns like q1,q4 or q1-q8 or q5_*",
        chinese: "没有指定任何列", fix: "可这样指定列：q1,q4 或 q1-q8 或 q5_*")
    case .severalColumns:
      Words(
        english: "{word} stands for several columns ({columns}) where one is needed", fix: "Name one of them",
        chinese: "{word} 对应多列（{columns}），而这里只需要一列", fix: "请指定其中一列")
    case .nothingMatches:
      Words(
        english: "No column matches the pattern {pattern}",
        fix: "See the names with tansuo describe; * stands for any characters and ? for one",
        chinese: "没有列符合模式 {pattern}", fix: "用 tansuo describe 查看列名；* 代表任意字符，? 代表一个字符")
    }
  }
}

extension RowFilterFault: Worded {
  public var words: Words {
    switch self {
    case .expected:
      Words(
        english: "The condition on rows has '{found}' where one of these should stand: {expected}",
        fix: "Write it like: province=山东 and year>=2022, or q3 in (1,2); quote values with blanks",
        chinese: "行筛选条件中出现 '{found}'，此处应为：{expected}",
        fix: "写法示例：province=山东 and year>=2022，或 q3 in (1,2)；含空格的值请加引号")
    case .unclosedQuote:
      Words(
        english: "A quote in the condition on rows is never closed", fix: "Close it with the same kind of quote",
        chinese: "行筛选条件中的引号没有闭合", fix: "请用同样的引号闭合")
    case .tooDeep:
      Words(
        english: "The condition on rows is nested more than {limit} deep", fix: "Write it with fewer parentheses",
        chinese: "行筛选条件的嵌套超过 {limit} 层", fix: "请减少括号层数")
    case .notANumber:
      Words(
        english: "'{value}' cannot be compared with column {column} of kind {kind in words}",
        fix: "Compare it with a number, a date like 2022-03-01, or one of its levels",
        chinese: "'{value}' 无法与列 {column}（类型为{kind in words}）比较", fix: "请与数值、日期（如 2022-03-01）或其选项比较")
    case .noSuchLevel:
      Words(
        english: "Column {column} has no answer '{value}'", fix: "Its answers look like: {nearest}",
        chinese: "列 {column} 没有选项 '{value}'", fix: "相近的选项：{nearest}")
    case .keepsNothing:
      Words(
        english: "No row of {rows} meets the condition {condition}", fix: "Check the values with tansuo freq",
        chinese: "{rows} 行中没有一行满足条件 {condition}", fix: "可用 tansuo freq 查看取值")
    }
  }
}

extension JoinFault: Worded {
  public var words: Words {
    switch self {
    case .duplicateKeys:
      Words(
        english: "In {table}, column {column} has the same key in several rows: {keys}",
        fix: "Keep one row for each key, or join on a column that tells them apart",
        chinese: "{table} 的列 {column} 中有重复的键：{keys}", fix: "每个键只保留一行，或改用能区分它们的列来连接")
    case .nothingMatches:
      Words(
        english: "Not one key of {left} is found in {right}", fix: "Check that both columns write the key the same way",
        chinese: "{left} 的键在 {right} 中一个也找不到", fix: "请检查两列中键的写法是否一致")
    }
  }
}

extension JoinCaveat: Worded {
  public var words: Words {
    switch self {
    case .unmatchedRows:
      Words(
        english:
          "{count} {count|row|rows} {count|has|have} a key that the joined table does not know; {count|it is|they are} kept with missing values: rows {rows}",
        chinese: "{count} 行的键在被连接的表中不存在；这些行保留，新列为缺失：第 {rows} 行")
    case .rowsWithoutKey:
      Words(
        english:
          "{count} {count|row|rows} {count|has|have} no key; {count|it is|they are} kept with missing values: rows {rows}",
        chinese: "{count} 行没有键；这些行保留，新列为缺失：第 {rows} 行")
    case .unusedKeys:
      Words(
        english: "{count} {count|key|keys} of the joined table {count|belongs|belong} to no row: {keys}",
        chinese: "被连接的表中有 {count} 个键没有对应的行：{keys}")
    }
  }
}

extension DerivationFault: Worded {
  public var words: Words {
    switch self {
    case .noScaleBounds:
      Words(
        english: "Column {column} cannot be reversed because the bounds of its scale are not known",
        fix: "State them in the codebook, for example scale: {{min: 1, max: 5}",
        chinese: "不知道列 {column} 的量表上下限，无法反向计分", fix: "请在编码簿中写明，例如 scale: {{min: 1, max: 5}")
    }
  }
}
