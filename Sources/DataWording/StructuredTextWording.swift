import Evidence
import StructuredText

extension JSONFault: Worded {
  public var words: Words {
    switch self {
    case .notAValue:
      Words(
        english: "'{found}' is not a JSON value",
        fix: "Put text in double quotes; numbers, true, false and null stand without",
        chinese: "“{found}”不是 JSON 值", fix: "文本要加英文双引号；数字、true、false、null 不加引号")
    case .notAKey:
      Words(
        english: "A key in double quotes should stand here, but there is '{found}'",
        fix: "Put the key in double quotes, or remove the comma before it",
        chinese: "此处应是带双引号的键名，却是“{found}”", fix: "给键名加英文双引号，或去掉前面多余的逗号")
    case .unexpectedCharacter:
      Words(
        english: "'{found}' stands where one of {expected} should be", fix: "Put the missing {expected} in front of it",
        chinese: "此处应是 {expected} 之一，却是“{found}”", fix: "在它前面补上缺少的 {expected}")
    case .unexpectedEnd:
      Words(
        english: "The JSON text ends too early",
        fix: "Close every brace, bracket and quote, or get the whole file again",
        chinese: "JSON 文本提前结束", fix: "补全括号和引号，或重新获取完整的文件")
    case .unclosedString:
      Words(
        english: "This text is never closed", fix: "Add the closing double quote",
        chinese: "这段文本的引号没有闭合", fix: "补上末尾的英文双引号")
    case .textAfterValue:
      Words(
        english: "There is more after the end of the JSON value: '{found}'",
        fix: "Remove it, or put the values in one array",
        chinese: "JSON 值结束之后还有内容：“{found}”", fix: "删去多余内容，或把多个值放进一个数组")
    case .badNumber:
      Words(
        english: "'{found}' is not a JSON number",
        fix: "Write it like 12, -0.5 or 1e-6, without leading zeros or plus sign",
        chinese: "“{found}”不是合法的 JSON 数字", fix: "写成 12、-0.5 或 1e-6 的形式，不带前导零和加号")
    case .numberTooLarge:
      Words(
        english: "The number {found} is too large", fix: "Use a number below 1.8e308, or null",
        chinese: "数字 {found} 过大", fix: "改用小于 1.8e308 的数，或用 null")
    case .badEscape:
      Words(
        english: "'{found}' is not an escape of JSON",
        fix: "Write a backslash as \\\\, a character as \\u and four digits",
        chinese: "“{found}”不是合法的 JSON 转义", fix: "反斜杠写作 \\\\，字符写作 \\u 加四位十六进制数")
    case .loneSurrogate:
      Words(
        english: "'{found}' is half of a character", fix: "Write both halves, or the character itself",
        chinese: "“{found}”只是半个字符", fix: "写全两半，或直接写该字符")
    case .controlCharacter:
      Words(
        english: "The control character {found} stands inside a text",
        fix: "Escape it: a line feed is \\n, a tab is \\t",
        chinese: "文本中有控制字符 {found}", fix: "将其转义：换行写作 \\n，制表符写作 \\t")
    case .notUTF8:
      Words(
        english: "The JSON text is not UTF-8", fix: "Save the file as UTF-8",
        chinese: "JSON 文本不是 UTF-8 编码", fix: "将文件另存为 UTF-8 编码")
    case .duplicateKey:
      Words(
        english: "The key '{key}' is there twice, first at {first}", fix: "Remove or rename one of the two",
        chinese: "键“{key}”重复，首次出现于 {first}", fix: "删去或改名其中一个")
    case .tooDeep:
      Words(
        english: "Values are nested more than {limit} deep", fix: "Check whether this is the right file",
        chinese: "嵌套超过 {limit} 层", fix: "请检查是否选对了文件")
    }
  }
}

extension YAMLFault: Worded {
  public var words: Words {
    switch self {
    case .empty:
      Words(
        english: "The file holds nothing but blanks and comments", fix: "Check whether this is the right file",
        chinese: "文件中除空白和注释外没有内容", fix: "请检查是否选对了文件")
    case .syntax:
      Words(
        english: "This is not YAML: {problem}", fix: "Compare this line and the one above it with a file that works",
        chinese: "不是合法的 YAML：{problem}", fix: "将本行及上一行与可用的文件对照")
    case .tab:
      Words(
        english: "A tab is used for indentation", fix: "Indent with spaces",
        chinese: "用了制表符缩进", fix: "改用空格缩进")
    case .colonInValue:
      Words(
        english: "A colon with a blank after it stands inside a value",
        fix: "Put the value in quotes; if this line is a key, check its indentation and the colon of the line above",
        chinese: "值里面有冒号加空格", fix: "给整个值加引号；若本行是键，请检查缩进和上一行的冒号")
    case .indentation:
      Words(
        english: "This line does not fit the block that began at {opened}",
        fix: "Indent it as far as the lines it belongs with",
        chinese: "本行与始于 {opened} 的内容块不对齐", fix: "使它与同级各行的缩进一致")
    case .unclosedBracket:
      Words(
        english: "The bracket opened at {opened} is not closed before this",
        fix: "Add the missing comma or closing bracket",
        chinese: "{opened} 处的括号到这里仍未闭合", fix: "补上缺少的英文逗号或右括号")
    case .unclosedQuote:
      Words(
        english: "The quote that opens here is never closed",
        fix: "Add the closing quote; inside single quotes write '' for '",
        chinese: "此处的引号没有闭合", fix: "补上末尾的引号；单引号文本中的 ' 要写作 ''")
    case .missingColon:
      Words(
        english: "A key without a colon", fix: "Write 'key: value' with an ASCII colon and a blank after it",
        chinese: "键名后面缺少冒号", fix: "写成“键: 值”，用英文冒号，冒号后加空格")
    case .reservedCharacter:
      Words(
        english: "A value cannot start with {found}", fix: "Put the value in quotes",
        chinese: "值不能以 {found} 开头", fix: "给整个值加引号")
    case .badEscape:
      Words(
        english: "This backslash begins no escape that YAML knows",
        fix: "Use single quotes, or write the backslash as \\\\",
        chinese: "此处的反斜杠不是 YAML 认识的转义", fix: "改用单引号，或把反斜杠写作 \\\\")
    case .controlCharacter:
      Words(
        english: "The control character {found} may not stand in YAML", fix: "Remove it",
        chinese: "YAML 中不能有控制字符 {found}", fix: "删去该字符")
    case .notUTF8:
      Words(
        english: "The YAML text is not UTF-8", fix: "Save the file as UTF-8",
        chinese: "YAML 文本不是 UTF-8 编码", fix: "将文件另存为 UTF-8 编码")
    case .anchor:
      Words(
        english: "The anchor &{name} is not allowed here",
        fix: "Write the value out where it is needed; put text that starts with & in quotes",
        chinese: "这里不允许使用锚点 &{name}", fix: "在需要处写出完整的值；以 & 开头的文本要加引号")
    case .alias:
      Words(
        english: "The alias *{name} is not allowed here",
        fix: "Write the value out; put text that starts with * in quotes",
        chinese: "这里不允许使用别名 *{name}", fix: "写出完整的值；以 * 开头的文本要加引号")
    case .mergeKey:
      Words(
        english: "The merge key << is not allowed here", fix: "Write the keys out, or put << in quotes",
        chinese: "这里不允许使用合并键 <<", fix: "逐一写出各键，或给 << 加引号")
    case .tag:
      Words(
        english: "The tag {tag} is not allowed here", fix: "Remove it; put text that starts with ! in quotes",
        chinese: "这里不允许使用标签 {tag}", fix: "删去该标签；以 ! 开头的文本要加引号")
    case .directive:
      Words(
        english: "Directives such as %YAML are not allowed", fix: "Remove the line",
        chinese: "不允许使用 %YAML 之类的指令", fix: "删去该行")
    case .secondDocument:
      Words(
        english: "A second document begins here", fix: "Keep one document in the file: remove the line ---",
        chinese: "此处开始了第二个文档", fix: "一个文件只放一个文档：删去 --- 这一行")
    case .keyNotText:
      Words(
        english: "A key must be text, not a list or a mapping", fix: "Put the key in quotes",
        chinese: "键名必须是文本，不能是列表或映射", fix: "给键名加引号")
    case .duplicateKey:
      Words(
        english: "The key '{key}' is there twice, first at {first}", fix: "Remove or rename one of the two",
        chinese: "键“{key}”重复，首次出现于 {first}", fix: "删去或改名其中一个")
    case .tooDeep:
      Words(
        english: "Values are nested more than {limit} deep", fix: "Check whether this is the right file",
        chinese: "嵌套超过 {limit} 层", fix: "请检查是否选对了文件")
    case .tooLarge:
      Words(
        english: "The YAML text has more than {limit} bytes", fix: "Check whether this is the right file",
        chinese: "YAML 文本超过 {limit} 字节", fix: "请检查是否选对了文件")
    case .tooManyValues:
      Words(
        english: "The YAML text has more than {limit} values", fix: "Check whether this is the right file",
        chinese: "YAML 文本超过 {limit} 个值", fix: "请检查是否选对了文件")
    }
  }
}

extension YAMLValueFault: Worded {
  public var words: Words {
    switch self {
    case .unknownKey:
      Words(
        english: "There is no key '{key}' here", fix: "Use one of: {known}",
        chinese: "这里没有键“{key}”", fix: "可用的键：{known}")
    case .misspelledKey:
      Words(
        english: "There is no key '{key}' here", fix: "Did you mean '{nearest}'?",
        chinese: "这里没有键“{key}”", fix: "是否应为“{nearest}”？")
    case .missingKey:
      Words(
        english: "The key '{key}' is missing or empty", fix: "Add '{key}: …' here",
        chinese: "缺少键“{key}”，或其值为空", fix: "在此处补上“{key}: …”")
    case .notText:
      Words(
        english: "'{key}' should be a text, not {found}",
        fix: "Write one text; in quotes if it holds special characters",
        chinese: "“{key}”应为文本，而不是 {found}", fix: "写一段文本；含特殊字符时加引号")
    case .notInteger:
      Words(
        english: "'{key}' should be a whole number, not {found}", fix: "Write digits only, without quotes: 12",
        chinese: "“{key}”应为整数，而不是 {found}", fix: "只写数字，不加引号：12")
    case .notNumber:
      Words(
        english: "'{key}' should be a number, not {found}", fix: "Write it like 12, -0.5 or 1e-6, without quotes",
        chinese: "“{key}”应为数字，而不是 {found}", fix: "写成 12、-0.5 或 1e-6 的形式，不加引号")
    case .notBoolean:
      Words(
        english: "'{key}' should be true or false, not {found}", fix: "Write true or false, without quotes",
        chinese: "“{key}”应为 true 或 false，而不是 {found}", fix: "写 true 或 false，不加引号")
    case .notList:
      Words(
        english: "'{key}' should be a list, not {found}", fix: "Write [a, b], or a line '- …' for each element",
        chinese: "“{key}”应为列表，而不是 {found}", fix: "写成 [a, b]，或每个元素一行“- …”")
    case .notMapping:
      Words(
        english: "Here should be keys with values, not {found}", fix: "Write 'key: value', a line each",
        chinese: "此处应为键和值，而不是 {found}", fix: "每行写一个“键: 值”")
    case .notChoice:
      Words(
        english: "'{key}' cannot be '{found}'", fix: "Use one of: {choices}",
        chinese: "“{key}”不能是“{found}”", fix: "可用的值：{choices}")
    }
  }
}
