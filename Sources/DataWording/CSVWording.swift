import Evidence
import TableSources

extension TableSourceFault: Worded {
  public var words: Words {
    switch self {
    case .noSuchFile:
      Words(
        english: "There is no such file", fix: "Check the name and the folder you are in",
        chinese: "没有这个文件", fix: "请核对文件名和当前所在的文件夹")
    case .noSuchFileButNear:
      Words(
        english: "There is no such file", fix: "Did you mean {nearest}?",
        chinese: "没有这个文件", fix: "是否指 {nearest}？")
    case .folder:
      Words(
        english: "This is a folder, not a file", fix: "Name one file in it",
        chinese: "这是文件夹，不是文件", fix: "请指定其中的一个文件")
    case .noPermission:
      Words(
        english: "You may not read this file", fix: "Ask its owner, or run: chmod +r FILE",
        chinese: "没有读取该文件的权限", fix: "请联系文件所有者，或运行：chmod +r 文件")
    case .unreadable:
      Words(
        english: "The file cannot be read: {reason}", fix: "Copy it to a local disk and try again",
        chinese: "无法读取文件：{reason}", fix: "请把它复制到本机磁盘后再试")
    case .emptyFile:
      Words(
        english: "The file is empty", fix: "Export the data again; the first row should name the columns",
        chinese: "文件是空的", fix: "请重新导出数据，第一行应为列名")
    case .oldWorkbook:
      Words(
        english: "This is an old Office file (.xls or .doc), which is not read",
        fix: "Open it in a spreadsheet program and save it as .xlsx or .csv",
        chinese: "这是旧版 Office 文件（.xls 或 .doc），无法读取", fix: "请用表格软件打开，另存为 .xlsx 或 .csv")
    case .otherArchive:
      Words(
        english: "This is an archive, not a table", fix: "Unpack it and name the table inside",
        chinese: "这是压缩包，不是数据表", fix: "请解压后指定其中的数据文件")
    case .compressed:
      Words(
        english: "The file is compressed",
        fix: "Unpack it first (gunzip, bunzip2, unxz or unzstd), or pipe it: gunzip -c FILE | tansuo … -",
        chinese: "文件是压缩的", fix: "请先解压（gunzip、bunzip2、unxz 或 unzstd），或用管道：gunzip -c 文件 | tansuo … -")
    case .parquet:
      Words(
        english: "This is a Parquet file, which is not read", fix: "Export it as CSV from the program that wrote it",
        chinese: "这是 Parquet 文件，无法读取", fix: "请用生成它的程序导出为 CSV")
    case .pdf:
      Words(
        english: "This is a PDF document, not a table", fix: "Ask for the data as .xlsx or .csv",
        chinese: "这是 PDF 文档，不是数据表", fix: "请索取 .xlsx 或 .csv 格式的数据")
    case .html:
      Words(
        english: "This is a web page, not a table",
        fix: "Some systems name such files .xls; open it in a spreadsheet program and save it as .xlsx or .csv",
        chinese: "这是网页，不是数据表", fix: "有些系统把网页存成 .xls；请用表格软件打开，另存为 .xlsx 或 .csv")
    case .rtf:
      Words(
        english: "This is a rich text document, not a table",
        fix: "Copy its table into a spreadsheet and save it as .csv",
        chinese: "这是 RTF 文档，不是数据表", fix: "请把其中的表格复制到表格软件，另存为 .csv")
    case .wordDocument:
      Words(
        english: "This is a Word document, not a table", fix: "Copy its table into a spreadsheet and save it as .xlsx",
        chinese: "这是 Word 文档，不是数据表", fix: "请把其中的表格复制到表格软件，另存为 .xlsx")
    case .slides:
      Words(
        english: "This is a presentation, not a table", fix: "Copy its table into a spreadsheet and save it as .xlsx",
        chinese: "这是演示文稿，不是数据表", fix: "请把其中的表格复制到表格软件，另存为 .xlsx")
    case .openDocument:
      Words(
        english: "This is an OpenDocument file, which is not read", fix: "Open it and save it as .xlsx or .csv",
        chinese: "这是 OpenDocument 文件，无法读取", fix: "请打开后另存为 .xlsx 或 .csv")
    case .json:
      Words(
        english: "This is JSON, not a table", fix: "Convert it to CSV, one line for each row",
        chinese: "这是 JSON，不是数据表", fix: "请转换为 CSV，每行一条记录")
    case .portableSPSS:
      Words(
        english: "This is an SPSS portable file (.por), which is not read", fix: "Save it as .sav in SPSS or PSPP",
        chinese: "这是 SPSS 可移植文件（.por），无法读取", fix: "请在 SPSS 或 PSPP 中另存为 .sav")
    case .binary:
      Words(
        english: "This is no text and no kind of file that is known",
        fix: "Give a CSV, TSV, XLSX, SAV, ZSAV, DTA or SQLite file",
        chinese: "这不是文本，也不是已知的文件类型", fix: "请提供 CSV、TSV、XLSX、SAV、ZSAV、DTA 或 SQLite 文件")
    }
  }
}

extension CSVFault: Worded {
  public var words: Words {
    switch self {
    case .noRows:
      Words(
        english: "There is a header of {columns} {columns|column|columns} but no row of data",
        fix: "Export the data again; if the first row is data, use --header-rows 0",
        chinese: "只有 {columns} 列的表头，没有数据行", fix: "请重新导出数据；若第一行就是数据，请用 --header-rows 0")
    case .nulByte:
      Words(
        english: "A zero byte stands in the text, so the file is damaged or no text",
        fix: "Export it again, or remove zero bytes with: tr -d '\\000' < FILE > NEW",
        chinese: "文本中有零字节，文件已损坏或不是文本", fix: "请重新导出，或用 tr -d '\\000' < 文件 > 新文件 去掉零字节")
    case .unclosedQuote:
      Words(
        english: "A quote opens here and is never closed",
        fix: "Close it, or write it twice (\"\") if it belongs to the text",
        chinese: "此处的引号没有配对的结束引号", fix: "请补上结束引号；若引号属于文字内容，请写两遍（\"\"）")
    case .textAfterQuote:
      Words(
        english: "Text follows a closing quote", fix: "Write a quote that belongs to the text twice (\"\")",
        chinese: "结束引号之后还有文字", fix: "属于文字内容的引号请写两遍（\"\"）")
    case .rowTooLong:
      Words(
        english: "This row has {cells} {cells|cell|cells} where the header has {columns}",
        fix: "Put text that contains the delimiter in quotes, or name the extra columns in the header",
        chinese: "该行有 {cells} 格，而表头有 {columns} 列", fix: "含分隔符的文字请加引号，或在表头补上列名")
    case .unknownEncoding:
      Words(
        english: "The text is neither UTF-8 nor GB18030",
        fix: "Name its encoding: --encoding windows-1252, big5, shift_jis …",
        chinese: "文本既不是 UTF-8，也不是 GB18030", fix: "请指明编码：--encoding windows-1252、big5、shift_jis 等")
    case .undecodable:
      Words(
        english: "These bytes are not {encoding}",
        fix: "Name the right encoding with --encoding, or export the file again as UTF-8",
        chinese: "此处的字节不符合 {encoding}", fix: "请用 --encoding 指明正确的编码，或重新导出为 UTF-8")
    case .encodingNotKnown:
      Words(
        english: "There is no encoding {encoding}", fix: "Use a name such as utf-8, gb18030, big5 or windows-1252",
        chinese: "没有名为 {encoding} 的编码", fix: "可用 utf-8、gb18030、big5、windows-1252 等")
    case .tooManyColumns:
      Words(
        english: "The first row has {columns} {columns|cell|cells}; more than {limit} columns are no table",
        fix: "Check the delimiter, or turn the table on its side",
        chinese: "第一行有 {columns} 格；超过 {limit} 列的不是数据表", fix: "请检查分隔符，或将表格转置")
    case .headerBeyondEnd:
      Words(
        english: "The file ends before a header of {rows} {rows|row|rows} does", fix: "Give a smaller --header-rows",
        chinese: "文件在 {rows} 行表头之前就结束了", fix: "请减小 --header-rows")
    }
  }
}

extension CSVCaveat: Worded {
  public var words: Words {
    switch self {
    case .encodingGuessed:
      Words(
        english: "The file does not state its encoding; it was read as {encoding}",
        fix: "If words look wrong, name the encoding with --encoding",
        chinese: "文件未注明编码，已按 {encoding} 读取", fix: "若文字显示不对，请用 --encoding 指明编码")
    case .shortRows:
      Words(
        english:
          "{rows} {rows|row|rows} {rows|has|have} fewer than {columns} {columns|cell|cells}; what is not there counts as missing (lines {lines})",
        chinese: "有 {rows} 行不足 {columns} 格，缺少的按缺失处理（行号 {lines}）")
    case .extraEmptyCells:
      Words(
        english: "{rows} {rows|row|rows} {rows|has|have} empty cells beyond the last column, which were left out",
        chinese: "有 {rows} 行在最后一列之后还有空格，已忽略")
    case .duplicateNames:
      Words(
        english: "Several columns have the same name ({names}); the later ones got a number",
        chinese: "有几列重名（{names}），后面的已加上编号")
    case .emptyNames:
      Words(
        english: "Columns without a name were called {names}", chinese: "没有名称的列已命名为 {names}")
    case .emptyColumnsDropped:
      Words(
        english: "Columns without a name and without a value were left out (number {columns})",
        chinese: "既无名称也无数据的列已略去（第 {columns} 列）")
    case .numericHeader:
      Words(
        english: "The first row, taken for the header, holds only numbers ({names})",
        fix: "If it is data, use --header-rows 0",
        chinese: "被当作表头的第一行全是数字（{names}）", fix: "若它是数据，请用 --header-rows 0")
    case .notAvailableMarks:
      Words(
        english: "In column {column} of numbers, {count} {count|cell|cells} {count|counts|count} as missing ({marks})",
        chinese: "数值列 {column} 中有 {count} 格按缺失处理（{marks}）")
    case .textAmongNumbers:
      Words(
        english:
          "Column {column} holds {numbers} {numbers|number|numbers} but also {count} {count|text|texts}, first '{text}', so it was read as text",
        fix: "Correct these cells, or declare them as missing codes in a codebook",
        chinese: "列 {column} 有 {numbers} 个数值，但也有 {count} 个文本（首个为“{text}”），因此按文本读取",
        fix: "请更正这些单元格，或在编码簿中声明为缺失码")
    case .fullWidthNumbers:
      Words(
        english: "Numbers written with full-width characters were read as numbers (columns {columns})",
        chinese: "全角字符写的数字已按数值读取（列 {columns}）")
    case .decimalCommas:
      Words(
        english: "A comma is the decimal mark in columns {columns}", chinese: "列 {columns} 以逗号为小数点")
    case .thousandsSeparators:
      Words(
        english: "Commas separate thousands in columns {columns}", chinese: "列 {columns} 以逗号为千位分隔符")
    case .ambiguousCommas:
      Words(
        english: "The commas in columns {columns} may be decimal marks or separate thousands, so they stay text",
        fix: "Write these numbers without thousands separators and with a decimal point",
        chinese: "列 {columns} 中的逗号可能是小数点，也可能是千位分隔符，因此保留为文本", fix: "请去掉千位分隔符，并用小数点书写")
    case .percentages:
      Words(
        english: "Column {column} holds percentages as text ({count} {count|cell|cells}, first '{text}')",
        fix: "Remove the percent signs to have numbers",
        chinese: "列 {column} 是带百分号的文本（{count} 格，首个为“{text}”）", fix: "去掉百分号即可成为数值")
    }
  }
}
