import Evidence
import Workbooks

extension ZipFault: Worded {
  public var words: Words {
    switch self {
    case .broken:
      Words(
        english: "The file is cut off or damaged: its list of parts cannot be read",
        fix: "Copy or download it again, or open it in Excel and save a fresh copy",
        chinese: "文件不完整或已损坏，读不到其中的目录", fix: "请重新复制或下载，或用 Excel 打开后另存一份")
    case .brokenPart:
      Words(
        english: "This part of the file is damaged and cannot be unpacked",
        fix: "Copy or download it again, or open it in Excel and save a fresh copy",
        chinese: "文件的这一部分已损坏，无法解压", fix: "请重新复制或下载，或用 Excel 打开后另存一份")
    case .encrypted:
      Words(
        english: "The file is an encrypted zip", fix: "Unpack it with its password, or save it without one",
        chinese: "该文件是加密的压缩包", fix: "请用密码解开，或另存为不加密的文件")
    case .unknownCompression:
      Words(
        english: "This part of the file is packed by method {method}, which is not read",
        fix: "Open the file in Excel or LibreOffice and save it again as .xlsx",
        chinese: "文件的这一部分使用了不支持的压缩方法 {method}", fix: "请用 Excel 或 WPS 打开后重新另存为 .xlsx")
    case .tooLarge:
      Words(
        english: "The file unpacks to more than {limit} MB",
        fix: "Split it into smaller workbooks, or save the sheet as CSV",
        chinese: "文件解压后超过 {limit} MB", fix: "请拆成较小的工作簿，或把工作表另存为 CSV")
    case .bomb:
      Words(
        english: "This part of the file unpacks to more than {ratio} times its size, as no honest workbook does",
        fix: "Do not trust this file; ask for the data as CSV",
        chinese: "文件的这一部分解压后超过原大小的 {ratio} 倍，正常的工作簿不会如此", fix: "请勿信任该文件，可索要 CSV 格式的数据")
    case .tooManyParts:
      Words(
        english: "The file holds more than {limit} parts", fix: "Do not trust this file; ask for the data as CSV",
        chinese: "文件内含超过 {limit} 个部分", fix: "请勿信任该文件，可索要 CSV 格式的数据")
    }
  }
}

extension XLSXFault: Worded {
  public var words: Words {
    switch self {
    case .empty:
      Words(
        english: "The file is empty (0 bytes)", fix: "Copy or download it again",
        chinese: "文件为空（0 字节）", fix: "请重新复制或下载")
    case .notWorkbook:
      Words(
        english: "The file is not an Excel workbook",
        fix: "If it is text, rename it to .csv; else open it where it came from and save it as .xlsx",
        chinese: "该文件不是 Excel 工作簿", fix: "若是文本请改名为 .csv，否则请在原软件中打开并另存为 .xlsx")
    case .encrypted:
      Words(
        english: "The workbook is protected by a password",
        fix: "Open it in Excel, remove the password (File, Info, Protect Workbook) and save it",
        chinese: "工作簿设有打开密码", fix: "请用 Excel 打开，在“文件—信息—保护工作簿”中取消密码后保存")
    case .legacyWorkbook:
      Words(
        english: "The file is a workbook of Excel 97–2003 (.xls) or another old Office file",
        fix: "Open it in Excel, WPS or LibreOffice and save it as .xlsx",
        chinese: "该文件是 Excel 97–2003 的旧格式（.xls）或其他旧版 Office 文件", fix: "请用 Excel、WPS 或 LibreOffice 打开并另存为 .xlsx")
    case .binaryWorkbook:
      Words(
        english: "The file is a binary workbook (.xlsb)", fix: "Open it in Excel and save it as .xlsx",
        chinese: "该文件是二进制工作簿（.xlsb）", fix: "请用 Excel 打开并另存为 .xlsx")
    case .openDocument:
      Words(
        english: "The file is an OpenDocument spreadsheet (.ods)", fix: "Save it as .xlsx or CSV in LibreOffice",
        chinese: "该文件是 OpenDocument 电子表格（.ods）", fix: "请在 LibreOffice 中另存为 .xlsx 或 CSV")
    case .missingPart:
      Words(
        english: "The workbook lacks its part {part}",
        fix: "Open it in Excel, let it repair the file, and save it again",
        chinese: "工作簿缺少组成部分 {part}", fix: "请用 Excel 打开并修复，然后重新保存")
    case .malformedMarkup:
      Words(
        english: "The XML of the workbook is malformed: {problem}",
        fix: "Open it in Excel, let it repair the file, and save it again",
        chinese: "工作簿的 XML 有错误：{problem}", fix: "请用 Excel 打开并修复，然后重新保存")
    case .documentType:
      Words(
        english: "The XML of the workbook declares a document type, which can smuggle in entities and is refused",
        fix: "Do not trust this file; open it in Excel and save it again, or ask for CSV",
        chinese: "工作簿的 XML 含有文档类型声明（可借此夹带实体），已拒绝", fix: "请勿信任该文件，可用 Excel 打开后另存，或索要 CSV")
    case .longTag:
      Words(
        english: "The XML of the workbook has a single tag of more than 16 MB",
        fix: "Do not trust this file; open it in Excel and save it again, or ask for CSV",
        chinese: "工作簿的 XML 有超过 16 MB 的单个标签", fix: "请勿信任该文件，可用 Excel 打开后另存，或索要 CSV")
    case .noSheets:
      Words(
        english: "The workbook has no worksheets", fix: "Put the data into a worksheet and save the workbook again",
        chinese: "工作簿中没有工作表", fix: "请把数据放入工作表后重新保存")
    case .noSuchSheet:
      Words(
        english: "There is no sheet {sheet}; the workbook has: {sheets}",
        fix: "Name one of them, or its number from 1, after the file: book.xlsx#{nearest}",
        chinese: "没有工作表 {sheet}；该工作簿有：{sheets}", fix: "请在文件名后写明其中一个名称或序号（从 1 起）：book.xlsx#{nearest}")
    case .emptySheet:
      Words(
        english: "Sheet {sheet} is empty", fix: "Pick another sheet by name or number: book.xlsx#2",
        chinese: "工作表 {sheet} 是空的", fix: "请按名称或序号选用其他工作表：book.xlsx#2")
    case .noRows:
      Words(
        english: "There is a header of {columns} {columns|column|columns} but no row of data",
        fix: "Export the data again; if the first row is data, use --header-rows 0",
        chinese: "只有 {columns} 列的表头，没有数据行", fix: "请重新导出数据；若第一行就是数据，请用 --header-rows 0")
    case .badReference:
      Words(
        english: "'{reference}' is no address of a cell or row in this place",
        fix: "Open the workbook in Excel, let it repair the file, and save it again",
        chinese: "“{reference}”不是此处有效的单元格或行地址", fix: "请用 Excel 打开并修复，然后重新保存")
    case .rowsOutOfOrder:
      Words(
        english: "Row {row} comes after row {previous}",
        fix: "Open the workbook in Excel, let it repair the file, and save it again",
        chinese: "第 {row} 行出现在第 {previous} 行之后", fix: "请用 Excel 打开并修复，然后重新保存")
    case .badNumber:
      Words(
        english: "'{value}' stands where a number should", fix: "Type the cell again in Excel and save the workbook",
        chinese: "“{value}”出现在应为数字的位置", fix: "请在 Excel 中重新输入该单元格并保存")
    case .badSharedString:
      Words(
        english: "The cell refers to text {index} of the {count} {count|text|texts} in the workbook",
        fix: "Open the workbook in Excel, let it repair the file, and save it again",
        chinese: "单元格引用了第 {index} 个共享文本，而工作簿只有 {count} 个", fix: "请用 Excel 打开并修复，然后重新保存")
    case .badHeaderRows:
      Words(
        english: "A header cannot have {rows} {rows|row|rows}", fix: "Give a number of rows from 0 to {limit}",
        chinese: "表头不可能有 {rows} 行", fix: "请给出 0 到 {limit} 之间的行数")
    case .tooManyCells:
      Words(
        english:
          "The sheet is too large: it spans {kept} {kept|cell|cells} up to here, of which {filled} {filled|holds|hold} anything",
        fix: "Delete stray cells far from the data, or save the sheet as CSV",
        chinese: "工作表过大：到此处已有 {kept} 个单元格，其中 {filled} 个有内容", fix: "请删除远离数据的零散单元格，或另存为 CSV")
    }
  }
}

extension XLSXCaveat: Worded {
  public var words: Words {
    switch self {
    case .otherSheets:
      Words(
        english: "Sheet {sheet} was read; the workbook also has: {others}",
        fix: "Name another sheet after the file: book.xlsx#{nearest}",
        chinese: "读取的是工作表 {sheet}；工作簿中还有：{others}", fix: "可在文件名后写明其他工作表：book.xlsx#{nearest}")
    case .hiddenSheet:
      Words(english: "Sheet {sheet} is hidden", chinese: "工作表 {sheet} 是隐藏的")
    case .hiddenRows:
      Words(
        english: "{count} hidden {count|row|rows} {count|was|were} read like the others",
        fix: "Delete them in the workbook if they should not count",
        chinese: "有 {count} 个隐藏行，已一并读入", fix: "若不应计入，请在工作簿中删除")
    case .hiddenColumns:
      Words(english: "Hidden columns were read like the others: {columns}", chinese: "隐藏列已一并读入：{columns}")
    case .titleRows:
      Words(
        english: "{count} title {count|row|rows} above the header {count|was|were} skipped: {titles}",
        chinese: "跳过了表头上方的 {count} 个标题行：{titles}")
    case .headerRows:
      Words(
        english: "Rows {first} to {last} were taken together as the header ({count} {count|row|rows})",
        fix: "Say how many rows the header has with --header-rows if this is wrong",
        chinese: "第 {first} 至 {last} 行（共 {count} 行）被合并作为表头", fix: "若有误，请用 --header-rows 指明表头行数")
    case .noHeader:
      Words(
        english: "The first row holds only numbers, so columns are called by their letters",
        fix: "Say --header-rows 1 if the first row is a header",
        chinese: "第一行全是数字，因此各列以字母命名", fix: "若第一行是表头，请用 --header-rows 1 指明")
    case .namelessColumns:
      Words(
        english: "Columns without a name in the header are called by their letters: {columns}",
        chinese: "表头中没有名称的列以字母命名：{columns}")
    case .repeatedNames:
      Words(
        english: "Names that occur more than once in the header were numbered: {columns}",
        chinese: "表头中重复的名称已加上编号：{columns}")
    case .emptyRows:
      Words(english: "{count} empty {count|row|rows} {count|was|were} left out", chinese: "略去了 {count} 个空行")
    case .mergedData:
      Words(
        english:
          "{count} merged {count|block|blocks} {count|lies|lie} in the data; only the first cell of each holds its value",
        fix: "Unmerge them in the workbook and fill the value down if it holds for all rows",
        chinese: "数据区有 {count} 处合并单元格，只有每处的第一个单元格有值", fix: "若该值适用于各行，请在工作簿中取消合并并向下填充")
    case .errorCells:
      Words(
        english:
          "{count} {count|cell|cells} {count|holds|hold} errors and {count|counts|count} as missing ({errors}) in: {columns}",
        fix: "Correct the formulas in the workbook if the values matter",
        chinese: "有 {count} 个错误值单元格按缺失处理（{errors}），所在列：{columns}", fix: "若这些值重要，请在工作簿中改正公式")
    case .impossibleDates:
      Words(
        english:
          "{count} {count|cell|cells} shown as {count|a date is no day|dates are no days} that {count|exists|exist} and {count|counts|count} as missing in: {columns}",
        chinese: "有 {count} 个日期格式的单元格不是真实存在的日期，按缺失处理，所在列：{columns}")
    case .numbersAsText:
      Words(
        english:
          "{count} {count|number|numbers} stored as text {count|was read as a number|were read as numbers} in: {columns}",
        chinese: "有 {count} 个以文本存储的数字已按数字读入，所在列：{columns}")
    case .textNumbersKept:
      Words(
        english: "Every value is a number stored as text and was kept as text in: {columns}",
        fix: "Convert them to numbers in the workbook if they are quantities",
        chinese: "以下各列全部是以文本存储的数字，仍按文本保留：{columns}", fix: "若是数量，请在工作簿中转换为数字")
    case .times:
      Words(
        english: "Times of day and durations were read as seconds in: {columns}",
        chinese: "时刻与时长已换算为秒，所在列：{columns}")
    case .mixedColumn:
      Words(
        english: "Numbers, dates or truth values mixed with others were read as text in: {columns}",
        fix: "Make each of these columns one kind in the workbook",
        chinese: "以下各列混有数字、日期、逻辑值或文本，已按文本读入：{columns}", fix: "请在工作簿中使每列只含一种类型")
    }
  }
}
