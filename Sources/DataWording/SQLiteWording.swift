import Databases
import Evidence

extension SQLiteFault: Worded {
  public var words: Words {
    switch self {
    case .cannotOpen:
      Words(
        english: "The database cannot be opened: {problem}", fix: "Check the path and that you may read the file",
        chinese: "无法打开数据库：{problem}", fix: "请检查路径以及文件的读取权限")
    case .notDatabase:
      Words(
        english: "The file is not a SQLite database, or it is encrypted",
        fix: "If it is encrypted, save an unencrypted copy with the program that made it",
        chinese: "该文件不是 SQLite 数据库，或已加密", fix: "若已加密，请用生成它的程序另存一份未加密的副本")
    case .corrupt:
      Words(
        english: "The database is damaged: {problem}",
        fix: "Copy it again, or save what is left with: sqlite3 FILE .recover",
        chinese: "数据库已损坏：{problem}", fix: "请重新复制，或用 sqlite3 FILE .recover 抢救数据")
    case .locked:
      Words(
        english: "Another program is writing to the database", fix: "Close that program, or read a copy of the file",
        chinese: "另一个程序正在写入该数据库", fix: "请关闭该程序，或读取文件的副本")
    case .noTables:
      Words(
        english: "The database has no tables", fix: "Check that this is the file you meant",
        chinese: "数据库中没有表", fix: "请确认文件是否正确")
    case .chooseTable:
      Words(
        english: "The database has several tables: {tables}", fix: "Name one of them after the file: survey.db#{first}",
        chinese: "数据库中有多个表：{tables}", fix: "请在文件名后写明其中一个：survey.db#{first}")
    case .noSuchTable:
      Words(
        english: "There is no table {table}; the database has: {tables}",
        fix: "Name one of them after the file: survey.db#{nearest}",
        chinese: "没有表 {table}；该数据库有：{tables}", fix: "请在文件名后写明其中一个：survey.db#{nearest}")
    case .badQuery:
      Words(
        english: "The query is not understood: {problem}",
        fix: "Correct the query; SQLite's dialect of SQL is expected",
        chinese: "无法理解查询语句：{problem}", fix: "请按 SQLite 的 SQL 语法改正")
    case .notSingleSelect:
      Words(
        english: "The query is not a single SELECT", fix: "Give one SELECT statement that returns columns",
        chinese: "查询不是单条 SELECT 语句", fix: "请只给出一条返回列的 SELECT 语句")
    case .forbidden:
      Words(
        english: "The query does more than read: {query}",
        fix: "Use SELECT only; ATTACH, PRAGMA, extensions and changes are refused",
        chinese: "该查询不只是读取数据：{query}", fix: "只能使用 SELECT；不允许 ATTACH、PRAGMA、扩展和修改")
    case .needsParameters:
      Words(
        english: "The query has parameters (? or :name) that nothing fills", fix: "Write the values into the query",
        chinese: "查询含有未赋值的参数（? 或 :name）", fix: "请把数值直接写入查询")
    case .tooLong:
      Words(
        english: "The query ran longer than is allowed", fix: "Give it a LIMIT, or an end to its recursion",
        chinese: "查询运行时间超过上限", fix: "请加上 LIMIT，或为递归设定终点")
    case .cancelled:
      Words(english: "Reading was stopped", fix: "Run it again", chinese: "读取已中止", fix: "请重新运行")
    case .tooManyRows:
      Words(
        english: "There are more than {limit} rows", fix: "Aggregate in the query, or read a part with LIMIT",
        chinese: "行数超过 {limit}", fix: "请在查询中汇总，或用 LIMIT 读取一部分")
    case .failed:
      Words(
        english: "The database could not be read to its end: {problem}",
        fix: "Check the disk and the file, then try again",
        chinese: "未能读完数据库：{problem}", fix: "请检查磁盘与文件后重试")
    }
  }
}

extension SQLiteCaveat: Worded {
  public var words: Words {
    switch self {
    case .blobs:
      Words(
        english: "{count} binary {count|value|values} {count|counts|count} as missing in: {columns}",
        chinese: "有 {count} 个二进制值按缺失处理，所在列：{columns}")
    case .repairedText:
      Words(
        english:
          "{count} {count|text|texts} {count|is|are} not UTF-8; what could not be read was replaced by U+FFFD in: {columns}",
        fix: "Store them as UTF-8 if they matter",
        chinese: "有 {count} 个文本不是 UTF-8 编码，无法识别的部分已用 U+FFFD 代替，所在列：{columns}", fix: "若内容重要，请改以 UTF-8 存储")
    case .mixedColumn:
      Words(
        english: "Columns that mix numbers with texts were read as text: {columns} ({count} odd {count|value|values})",
        chinese: "以下各列混有数字与文本，已按文本读入：{columns}（共 {count} 个少数类型的值）")
    case .notDates:
      Words(
        english:
          "{count} {count|text|texts} in columns declared as dates {count|is no ISO date|are no ISO dates}, so these columns are text: {columns}",
        fix: "Write them as 2022-03-01 or 2022-03-01 08:05:00",
        chinese: "声明为日期的列中有 {count} 个文本不是 ISO 日期，这些列按文本读入：{columns}",
        fix: "请写成 2022-03-01 或 2022-03-01 08:05:00")
    case .repeatedNames:
      Words(
        english: "Names that occur more than once in the answer were numbered: {columns}",
        chinese: "结果中重复的列名已加上编号：{columns}")
    case .infinities:
      Words(
        english: "{count} infinite {count|value|values} {count|counts|count} as missing in: {columns}",
        chinese: "有 {count} 个无穷值按缺失处理，所在列：{columns}")
    case .pendingChanges:
      Words(
        english: "Changes wait in a log beside the database and were read with it",
        chinese: "数据库旁有尚未合并的日志，已一并读取")
    }
  }
}
