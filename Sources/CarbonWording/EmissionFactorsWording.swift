import EmissionFactors
import Evidence

extension UnitFault: Worded {
  public var words: Words {
    switch self {
    case .unknown:
      Words(
        english: "'{unit}' is no unit that is known here",
        fix: "Write a unit such as t, m3, GJ, kWh or tce, with 10^4 before it if need be",
        chinese: "不认识单位“{unit}”", fix: "请写吨、立方米、吉焦、千瓦时、吨标准煤等单位，前面可加万或亿")
    case .misspelled:
      Words(
        english: "'{unit}' is no unit that is known here", fix: "Did you mean: {nearest}?",
        chinese: "不认识单位“{unit}”", fix: "是否指：{nearest}？")
    case .mismatch:
      Words(
        english: "'{left}' and '{right}' measure different things and cannot be added or converted",
        fix: "Give both amounts in units of the same kind",
        chinese: "“{left}”与“{right}”是不同的量，不能相加或换算", fix: "请用同一类单位给出两个数量")
    }
  }
}

extension FactorFault: Worded {
  public var words: Words {
    switch self {
    case .emptyFile:
      Words(
        english: "The file is empty", fix: "Give it a header row with: {columns}",
        chinese: "文件是空的", fix: "请先写表头：{columns}")
    case .notUTF8:
      Words(
        english: "This line of the file is not UTF-8", fix: "Save the file as UTF-8",
        chinese: "文件的这一行不是 UTF-8", fix: "请把文件另存为 UTF-8")
    case .unclosedQuote:
      Words(
        english: "A quote is opened here and never closed", fix: "Close it, or double it if it belongs to the text",
        chinese: "这里的引号没有结束", fix: "请补上结束的引号；若引号是正文，请写两个")
    case .textAfterQuote:
      Words(
        english: "Text follows the closing quote of this cell", fix: "Put the whole cell into quotes",
        chinese: "单元格的结束引号之后还有文字", fix: "请把整个单元格放进引号")
    case .missingColumns:
      Words(
        english: "The file lacks these columns: {columns}", fix: "Add them to the header and to every row",
        chinese: "文件缺少这些列：{columns}", fix: "请在表头和每一行补上")
    case .unknownColumn:
      Words(
        english: "Such a file has no column '{column}'", fix: "Rename or remove it; known are: {known}",
        chinese: "这种文件没有“{column}”这一列", fix: "请改名或删去；可用的列：{known}")
    case .repeatedColumn:
      Words(
        english: "Column '{column}' appears twice", fix: "Remove one of the two",
        chinese: "“{column}”列出现了两次", fix: "请删去其中一列")
    case .rowLength:
      Words(
        english: "This row has {fields} {fields|field|fields} where the header has {expected}",
        fix: "Add or remove fields; a comma inside a cell needs quotes around the cell",
        chinese: "这一行有 {fields} 个字段，而表头有 {expected} 个", fix: "请增减字段；单元格里有逗号时要加引号")
    case .emptyCell:
      Words(
        english: "'{column}' is empty", fix: "Fill it in, or remove the row",
        chinese: "“{column}”为空", fix: "请填写，或删去这一行")
    case .badNumber:
      Words(
        english: "'{column}' should be a number from 0 up, not '{value}'",
        fix: "Write digits with a decimal point, without a unit",
        chinese: "“{column}”应为不小于 0 的数字，而不是“{value}”", fix: "只写数字和小数点，不带单位")
    case .badYear:
      Words(
        english: "'{value}' is no year", fix: "Write four digits, or leave it empty for an open range",
        chinese: "“{value}”不是年份", fix: "请写四位数字；不限年份时留空")
    case .yearsReversed:
      Words(
        english: "The factor ends in {to}, before it begins in {from}", fix: "Swap 'from' and 'to'",
        chinese: "因子在 {to} 年失效，早于生效的 {from} 年", fix: "请对调 from 和 to")
    case .notAChoice:
      Words(
        english: "'{column}' cannot be '{value}'", fix: "Choose one of: {choices}",
        chinese: "“{column}”不能取“{value}”", fix: "可选：{choices}")
    case .unitOfProperty:
      Words(
        english: "The unit '{unit}' does not fit the property '{property}'",
        fix: "Units look like GJ/t for ncv, tC/TJ for carbon_content, % for oxidation, tCO2/t for emission_factor",
        chinese: "单位“{unit}”与属性“{property}”不符",
        fix: "例如 ncv 用 GJ/t，carbon_content 用 tC/TJ，oxidation 用 %，emission_factor 用 tCO2/t")
    case .unknownRegion:
      Words(
        english: "There is no region '{region}'", fix: "Use a province, cn or world; nearest: {nearest}",
        chinese: "没有名为“{region}”的地区", fix: "请用省份、cn 或 world；相近的有：{nearest}")
    case .duplicateKey:
      Words(
        english: "The key '{key}' of edition '{edition}' stands already in line {first}",
        fix: "Keep one of the two rows, or give one of them another edition",
        chinese: "版本“{edition}”的键“{key}”在第 {first} 行已经出现", fix: "请只保留一行，或为其中一行换一个版本名")
    case .noSuchEdition:
      Words(
        english: "There is no edition '{edition}'", fix: "Choose one of: {editions}",
        chinese: "没有名为“{edition}”的版本", fix: "可选：{editions}")
    case .noSuchKey:
      Words(
        english: "There is no factor '{key}'", fix: "'tansuo factors list' shows them all; nearest: {nearest}",
        chinese: "没有名为“{key}”的因子", fix: "“tansuo factors list”列出全部；相近的有：{nearest}")
    }
  }
}
