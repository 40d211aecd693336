import Evidence
import StatisticalFiles

extension SPSSFault: Worded {
  public var words: Words {
    switch self {
    case .notASystemFile:
      Words(
        english: "This is not an SPSS file: it does not begin with $FL2 or $FL3",
        fix: "Check that it is a .sav or .zsav file; portable files (.por) must be saved as .sav in SPSS",
        chinese: "这不是 SPSS 文件：开头不是 $FL2 或 $FL3", fix: "请确认是 .sav 或 .zsav 文件；.por 文件请先在 SPSS 中另存为 .sav")
    case .headerCutOff:
      Words(
        english: "The SPSS file ends after {bytes} {bytes|byte|bytes}, inside its header",
        fix: "Copy or download the file again",
        chinese: "SPSS 文件只有 {bytes} 字节，在文件头处中断", fix: "请重新复制或下载该文件")
    case .unknownLayout:
      Words(
        english: "The SPSS file has layout {layout}, which is neither 2 nor 3",
        fix: "Copy the file again, or save it anew in SPSS or PSPP",
        chinese: "SPSS 文件的布局代码是 {layout}，应为 2 或 3", fix: "请重新复制，或在 SPSS、PSPP 中重新保存")
    case .unknownCompression:
      Words(
        english: "The SPSS file says compression {code}, which does not exist for its kind",
        fix: "Copy the file again, or save it anew in SPSS or PSPP",
        chinese: "SPSS 文件声明的压缩方式 {code} 对此类文件不存在", fix: "请重新复制，或在 SPSS、PSPP 中重新保存")
    case .impossibleCaseCount:
      Words(
        english: "The SPSS file says it has {cases} {cases|case|cases}", fix: "Save it anew in SPSS or PSPP",
        chinese: "SPSS 文件声明有 {cases} 个个案", fix: "请在 SPSS 或 PSPP 中重新保存")
    case .unknownRecord:
      Words(
        english: "The SPSS dictionary has a record of unknown type {type} at byte {offset}",
        fix: "Copy the file again, or save it anew in SPSS or PSPP",
        chinese: "SPSS 字典在第 {offset} 字节处有未知类型 {type} 的记录", fix: "请重新复制，或在 SPSS、PSPP 中重新保存")
    case .dictionaryCutOff:
      Words(
        english: "The SPSS file ends inside its dictionary, at byte {offset}", fix: "Copy or download the file again",
        chinese: "SPSS 文件在字典中第 {offset} 字节处中断", fix: "请重新复制或下载该文件")
    case .impossibleWidth:
      Words(
        english: "The variable at byte {offset} of the SPSS file has width {width}, outside 0 to 255",
        fix: "Copy the file again, or save it anew in SPSS or PSPP",
        chinese: "SPSS 文件第 {offset} 字节处的变量宽度为 {width}，应在 0 到 255 之间", fix: "请重新复制，或在 SPSS、PSPP 中重新保存")
    case .brokenString:
      Words(
        english: "The string variable before byte {offset} of the SPSS file lacks or exceeds its pieces",
        fix: "Copy the file again, or save it anew in SPSS or PSPP",
        chinese: "SPSS 文件第 {offset} 字节之前的字符串变量分段不符", fix: "请重新复制，或在 SPSS、PSPP 中重新保存")
    case .impossibleLabelLength:
      Words(
        english: "The variable at byte {offset} of the SPSS file says its label has {length} {length|byte|bytes}",
        fix: "Copy the file again, or save it anew in SPSS or PSPP",
        chinese: "SPSS 文件第 {offset} 字节处的变量声明标签长 {length} 字节", fix: "请重新复制，或在 SPSS、PSPP 中重新保存")
    case .impossibleMissingCount:
      Words(
        english:
          "The variable at byte {offset} of the SPSS file says it has {count} missing {count|value|values}, outside -3 to 3",
        fix: "Copy the file again, or save it anew in SPSS or PSPP",
        chinese: "SPSS 文件第 {offset} 字节处的变量声明有 {count} 个缺失值，应在 -3 到 3 之间", fix: "请重新复制，或在 SPSS、PSPP 中重新保存")
    case .impossibleLabelCount:
      Words(
        english: "The value labels at byte {offset} of the SPSS file say they are {count}, more than fit",
        fix: "Copy the file again, or save it anew in SPSS or PSPP",
        chinese: "SPSS 文件第 {offset} 字节处声明有 {count} 个值标签，超出文件大小", fix: "请重新复制，或在 SPSS、PSPP 中重新保存")
    case .labelsWithoutVariables:
      Words(
        english: "The value labels at byte {offset} of the SPSS file belong to no variable",
        fix: "Copy the file again, or save it anew in SPSS or PSPP",
        chinese: "SPSS 文件第 {offset} 字节处的值标签不属于任何变量", fix: "请重新复制，或在 SPSS、PSPP 中重新保存")
    case .noSuchVariable:
      Words(
        english: "A record at byte {offset} of the SPSS file refers to variable {element}, which is not there",
        fix: "Copy the file again, or save it anew in SPSS or PSPP",
        chinese: "SPSS 文件第 {offset} 字节处的记录引用了不存在的变量 {element}", fix: "请重新复制，或在 SPSS、PSPP 中重新保存")
    case .impossibleExtension:
      Words(
        english: "The extension record {subtype} at byte {offset} of the SPSS file contradicts itself",
        fix: "Copy the file again, or save it anew in SPSS or PSPP",
        chinese: "SPSS 文件第 {offset} 字节处的扩展记录 {subtype} 自相矛盾", fix: "请重新复制，或在 SPSS、PSPP 中重新保存")
    case .noVariables:
      Words(
        english: "The SPSS file has no variables", fix: "Check that the right file was saved",
        chinese: "SPSS 文件中没有变量", fix: "请确认保存的文件是否正确")
    case .dataEndEarly:
      Words(
        english: "The SPSS file ends at byte {offset}, after {rows} complete {rows|case|cases} of {declared}",
        fix: "Copy or download the file again",
        chinese: "SPSS 文件在第 {offset} 字节处中断：应有 {declared} 个个案，只有 {rows} 个完整", fix: "请重新复制或下载该文件")
    case .brokenCompression:
      Words(
        english: "The compressed data at byte {offset} of the SPSS file cannot be unpacked",
        fix: "Copy the file again, or save it in SPSS without compression",
        chinese: "SPSS 文件第 {offset} 字节处的压缩数据无法解开", fix: "请重新复制，或在 SPSS 中以不压缩方式保存")
    case .unknownEncoding:
      Words(
        english: "The encoding {encoding} is not known", fix: "Name one that is, such as utf-8, gb18030 or big5",
        chinese: "不认识编码 {encoding}", fix: "请使用已知编码，如 utf-8、gb18030 或 big5")
    case .damaged:
      Words(
        english:
          "The SPSS file is damaged; {rows} {rows|case|cases} could be read before that (ReadStat says: {detail})",
        fix: "Copy the file again, or save it anew in SPSS or PSPP",
        chinese: "SPSS 文件已损坏，此前读出 {rows} 个个案（ReadStat：{detail}）", fix: "请重新复制，或在 SPSS、PSPP 中重新保存")
    case .tooManyMissingValues:
      Words(
        english:
          "The missing range of column {column} holds {values} different {values|value|values}, more than can be told apart",
        fix: "Narrow the range in SPSS with MISSING VALUES",
        chinese: "列 {column} 的缺失值区间内有 {values} 种不同的值，无法逐一区分", fix: "请在 SPSS 中用 MISSING VALUES 缩小区间")
    case .tooManyMissingCodes:
      Words(
        english: "Column {column} has missing codes that SPSS cannot declare together: {codes}",
        fix: "Use at most three codes, or codes that lie together outside the valid answers",
        chinese: "列 {column} 的缺失代码无法在 SPSS 中同时声明：{codes}", fix: "请最多使用三个代码，或让它们连续并避开有效答案")
    case .nothingToWrite:
      Words(
        english: "A table without columns cannot be an SPSS file", fix: "Keep at least one column",
        chinese: "没有列的表不能写成 SPSS 文件", fix: "请至少保留一列")
    case .noSuchWeight:
      Words(
        english: "The weight {column} is not a numeric column of the table", fix: "Name a column of numbers",
        chinese: "权重 {column} 不是表中的数值列", fix: "请指定一个数值列")
    }
  }
}

extension StataFault: Worded {
  public var words: Words {
    switch self {
    case .notADataFile:
      Words(
        english: "This is not a Stata data file", fix: "Check that it is a .dta file saved by Stata 4 or later",
        chinese: "这不是 Stata 数据文件", fix: "请确认是 Stata 4 及以上版本保存的 .dta 文件")
    case .unknownVersion:
      Words(
        english: "The Stata file has format {version}, which is not known",
        fix: "Save it in Stata with saveold, version 14",
        chinese: "不认识 Stata 文件格式 {version}", fix: "请在 Stata 中用 saveold 另存为第 14 版")
    case .longTexts:
      Words(
        english: "Column {column} holds long texts (strL) in Stata format 119, which cannot be read",
        fix: "Save the file in Stata with saveold, version 14, or in Python as version 118",
        chinese: "列 {column} 含有 Stata 119 格式的长文本（strL），无法读取", fix: "请在 Stata 中用 saveold 另存为第 14 版，或在 Python 中存为 118 版")
    case .endsEarly:
      Words(
        english: "The Stata file ends at byte {offset}, after {rows} {rows|row|rows} of {declared}",
        fix: "Copy or download the file again",
        chinese: "Stata 文件在第 {offset} 字节处中断：应有 {declared} 行，读到 {rows} 行", fix: "请重新复制或下载该文件")
    case .unknownEncoding:
      Words(
        english: "The encoding {encoding} is not known", fix: "Name one that is, such as utf-8, gb18030 or big5",
        chinese: "不认识编码 {encoding}", fix: "请使用已知编码，如 utf-8、gb18030 或 big5")
    case .damaged:
      Words(
        english:
          "The Stata file is damaged; {rows} {rows|row|rows} could be read before that (ReadStat says: {detail})",
        fix: "Copy the file again, or save it anew in Stata",
        chinese: "Stata 文件已损坏，此前读出 {rows} 行（ReadStat：{detail}）", fix: "请重新复制，或在 Stata 中重新保存")
    }
  }
}

extension LabelledFileCaveat: Worded {
  public var words: Words {
    switch self {
    case .encodingGuessed:
      Words(
        english: "The file does not state its encoding; it was read as {encoding}",
        fix: "If texts look wrong, name the encoding with --encoding",
        chinese: "文件没有说明编码，按 {encoding} 读取", fix: "如果文字不对，请用 --encoding 指定编码")
    case .textsRepaired:
      Words(
        english:
          "{texts} {texts|text|texts} {texts|holds|hold} bytes that mean nothing in {encoding}; those were left out or replaced",
        fix: "If texts look wrong, name the encoding with --encoding",
        chinese: "有 {texts} 处文字含有不属于 {encoding} 的字节，已去掉或替换", fix: "如果文字不对，请用 --encoding 指定编码")
    case .namesAWeight:
      Words(
        english: "The file names {column} as its weight; it is not used unless asked for",
        fix: "Use --weights {column} to weight the rows",
        chinese: "文件指定 {column} 为权重；未要求时不使用", fix: "如需加权，请用 --weights {column}")
    case .fractionsDropped:
      Words(
        english: "Fractions of a second were dropped in: {columns}", chinese: "以下列中不足一秒的部分已舍去：{columns}")
    case .labelsLeftBehind:
      Words(
        english:
          "These columns hold dates or many unlabelled numbers; the labels of single values were left behind: {columns}",
        chinese: "以下列是日期或含大量无标签的数值，个别数值的标签未保留：{columns}")
    case .brokenResponseSet:
      Words(
        english:
          "The multiple-response set {set} names columns that are not there or cannot be understood; it was left out",
        fix: "Define it again in SPSS with MRSETS",
        chinese: "多选题集 {set} 引用的列不存在或无法识别，已忽略", fix: "请在 SPSS 中用 MRSETS 重新定义")
    case .columnsRenamed:
      Words(
        english: "Columns of the same name were numbered: {columns}", chinese: "同名的列已编号：{columns}")
    }
  }
}

extension SPSSCaveat: Worded {
  public var words: Words {
    switch self {
    case .columnsRenamed:
      Words(
        english: "Column names that SPSS does not allow were changed: {columns}", chinese: "SPSS 不允许的列名已修改：{columns}")
    case .textsCut:
      Words(
        english: "Texts longer than the 32767 bytes of an SPSS string were cut in: {columns}",
        chinese: "以下列中超过 SPSS 字符串上限 32767 字节的文字已截断：{columns}")
    case .labelsCut:
      Words(
        english: "Labels longer than SPSS allows (255 bytes for columns, 120 for values) were cut in: {columns}",
        chinese: "以下列中超过 SPSS 上限（列 255 字节、值 120 字节）的标签已截断：{columns}")
    case .otherLanguageDropped:
      Words(
        english: "SPSS keeps one label for each thing; the other language was left out in: {columns}",
        fix: "Choose the language with --lang, or keep both in a codebook",
        chinese: "SPSS 只能保存一种语言的标签，以下列的另一种语言未写入：{columns}", fix: "可用 --lang 选择语言，或用编码簿保存两种语言")
    case .missingValuesRecoded:
      Words(
        english: "Missing values that SPSS cannot hold as they are got codes: {columns}",
        chinese: "SPSS 无法原样保存的缺失值已改为代码：{columns}")
    case .levelOrderLost:
      Words(
        english: "SPSS orders levels by value; the order of these columns was lost: {columns}",
        chinese: "SPSS 按值排列类别，以下列的原有顺序未能保存：{columns}")
    }
  }
}
