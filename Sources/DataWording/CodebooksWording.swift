import Codebooks
import Evidence

extension CodebookFault: Worded {
  public var words: Words {
    switch self {
    case .duplicateVariable:
      Words(
        english: "The variable '{name}' is described twice, first at {first}", fix: "Remove or rename one of the two",
        chinese: "变量“{name}”重复描述，首次出现于 {first}", fix: "删去或改名其中一个")
    case .duplicateColumn:
      Words(
        english: "The column '{column}' belongs to two variables, first at {first}",
        fix: "Give each variable its own column",
        chinese: "列“{column}”属于两个变量，首次出现于 {first}", fix: "让每个变量对应各自的列")
    case .duplicateLevel:
      Words(
        english: "'{name}' lists the value '{value}' twice", fix: "Remove one of the two",
        chinese: "“{name}”中取值“{value}”重复", fix: "删去其中一个")
    case .duplicateCode:
      Words(
        english: "'{name}' gives two answers the code {code}", fix: "Give each answer a code of its own",
        chinese: "“{name}”中有两个选项的 code 都是 {code}", fix: "给每个选项各自的 code")
    case .duplicateSet:
      Words(
        english: "The set '{name}' is described twice", fix: "Remove or rename one of the two",
        chinese: "多选题组“{name}”重复描述", fix: "删去或改名其中一个")
    case .levelIsMissing:
      Words(
        english: "'{value}' is both an answer and a missing value of '{name}'",
        fix: "Keep it under levels or under missing",
        chinese: "“{value}”既是“{name}”的选项又是缺失值", fix: "只保留在 levels 或 missing 之一")
    case .levelsNotAllowed:
      Words(
        english: "'{name}' has levels, but its kind is {kind}",
        fix: "Use the kind category, ordered or multiple, or remove the levels",
        chinese: "“{name}”列出了选项，但其类型是 {kind}", fix: "类型改为 category、ordered 或 multiple，或删去 levels")
    case .levelWithoutValue:
      Words(
        english: "This entry does not say what stands in the file", fix: "Add 'value: …'",
        chinese: "这一项没有写明文件中的取值", fix: "补上“value: …”")
    case .valueNotScalar:
      Words(
        english: "A value must be one text or number", fix: "Write it without brackets and braces, or in quotes",
        chinese: "取值必须是一个文本或数字", fix: "去掉方括号和花括号，或加引号")
    case .separatorNeeded:
      Words(
        english: "'{name}' is of kind multiple but has no separator",
        fix: "Add what stands between the answers: separator: ┋",
        chinese: "“{name}”的类型是 multiple，但没有分隔符", fix: "写明各选项之间的分隔符：separator: ┋")
    case .separatorNotAllowed:
      Words(
        english: "'{name}' has a separator, but its kind is {kind}",
        fix: "Use the kind multiple, or remove the separator",
        chinese: "“{name}”写了分隔符，但其类型是 {kind}", fix: "类型改为 multiple，或删去 separator")
    case .boundsReversed:
      Words(
        english: "The scale begins at {low} and ends at {high}", fix: "Make min smaller than max",
        chinese: "量表从 {low} 到 {high}，上下限颠倒", fix: "使 min 小于 max")
    case .unknownMember:
      Words(
        english: "The set names a variable '{member}' that is not described",
        fix: "Name one of the variables: {nearest}",
        chinese: "题组中的变量“{member}”没有描述", fix: "改为已有的变量：{nearest}")
    case .tooFewMembers:
      Words(
        english: "The set '{name}' has fewer than two members", fix: "Name all columns of the question",
        chinese: "题组“{name}”的成员少于两个", fix: "列出该题的所有列")
    case .countedNotAllowed:
      Words(
        english: "The set '{name}' is coded in categories, so no value is counted", fix: "Remove 'counted'",
        chinese: "题组“{name}”按类别编码，不需要计数值", fix: "删去 counted")
    case .noVariables:
      Words(
        english: "The codebook describes no variable", fix: "Make a first one with tansuo codebook infer",
        chinese: "编码簿没有描述任何变量", fix: "可用 tansuo codebook infer 生成初稿")
    }
  }
}

extension CodebookDrift: Worded {
  public var words: Words {
    switch self {
    case .lostColumn:
      Words(
        english: "The column '{column}' of variable '{name}' is not in the data",
        fix: "Correct 'column' in the codebook (nearest: {nearest}), or remove the variable",
        chinese: "数据中没有变量“{name}”的列“{column}”", fix: "修改编码簿中的 column（相近的有：{nearest}），或删去该变量")
    case .newColumn:
      Words(
        english: "The codebook does not describe the column '{column}'",
        fix: "Add it to the codebook, or correct the variable it belongs to (nearest: {nearest})",
        chinese: "编码簿没有描述列“{column}”", fix: "在编码簿中补充，或修正它所属的变量（相近的有：{nearest}）")
    case .newValue:
      Words(
        english: "'{name}' has answers the codebook does not list: {values} ({count} in all, first in rows {rows})",
        fix: "Add them under levels or missing, or correct the data",
        chinese: "“{name}”出现编码簿未列出的取值：{values}（{count} 次，最早在第 {rows} 行）",
        fix: "补充到 levels 或 missing，或更正数据")
    case .changedKind:
      Words(
        english: "'{name}' should be {kind}, but the data hold {found}: {values} (rows {rows})",
        fix: "Correct the kind, list these values under missing, or correct the data",
        chinese: "“{name}”应为 {kind}，数据却是 {found}：{values}（第 {rows} 行）",
        fix: "修改类型，把这些取值列入 missing，或更正数据")
    case .nameTaken:
      Words(
        english: "Two columns would be called '{name}'", fix: "Give the variable another name",
        chinese: "有两列都会叫“{name}”", fix: "给该变量换一个名称")
    case .several:
      Words(
        english: "The data differ from the codebook in {count} {count|place|places}: {changes}",
        fix: "Bring the codebook up to date, or read the data without it",
        chinese: "数据与编码簿有 {count} 处不符：{changes}", fix: "更新编码簿，或不用编码簿读取数据")
    }
  }
}

extension CodebookCaveat: Worded {
  public var words: Words {
    switch self {
    case .synthetic:
      Words(
        english: "SYNTHETIC DATA: a program made these answers and figures; they are nobody's",
        chinese: "合成数据：这些回答和数字由程序生成，并非任何人或任何企业的")
    case .outsideBounds:
      Words(
        english: "'{name}' leaves its scale of {low} to {high}: {values} ({count} in all, first in rows {rows})",
        fix: "Correct the scale, list them under missing, or correct the data",
        chinese: "“{name}”有 {count} 个取值超出量表 {low} 至 {high}：{values}（第 {rows} 行）",
        fix: "修改 scale，列入 missing，或更正数据")
    case .answeredUnasked:
      Words(
        english:
          "'{name}' is answered although it was asked only if {condition} ({count} in all, first in rows {rows})",
        fix: "Correct 'asked-if', or exclude these answers",
        chinese: "有 {count} 行回答了“{name}”，而该题仅在 {condition} 时提问（最早在第 {rows} 行）", fix: "修改 asked-if，或剔除这些回答")
    case .skippedThoughAsked:
      Words(
        english: "'{name}' is marked as skipped although {condition} holds ({count} in all, first in rows {rows})",
        fix: "Correct 'asked-if', or the reason of the missing value",
        chinese: "有 {count} 行的“{name}”标为跳过，而条件 {condition} 成立（第 {rows} 行）", fix: "修改 asked-if，或修改缺失原因")
    }
  }
}

extension CodebookDoubt: Worded {
  public var words: Words {
    switch self {
    case .labelNeeded:
      Words(english: "TODO: say what this variable is called", chinese: "TODO：填写变量名称")
    case .levelLabelsNeeded:
      Words(
        english: "TODO: say what the {count} {count|code|codes} {count|stands|stand} for, in both languages",
        chinese: "TODO：填写这 {count} 个代码在两种语言中的含义")
    case .kindGuessed:
      Words(
        english: "TODO: taken for codes of answers; if these are amounts, use kind: {other} and remove the levels",
        chinese: "TODO：已当作选项代码；若为数量，请改为 kind: {other} 并删去 levels")
    case .orderGuessed:
      Words(
        english: "TODO: check the order from low to high: {order}", chinese: "TODO：核对由低到高的顺序：{order}")
    case .missingCodes:
      Words(
        english: "TODO: {values} look like missing codes; if they are, list them under missing: {lines}",
        chinese: "TODO：{values} 像是缺失代码；若是，请列入 missing：{lines}")
    case .missingTexts:
      Words(
        english: "TODO: {values} may mean that there is no answer; if so, list them under missing with a reason",
        chinese: "TODO：{values} 可能表示未作答；若是，请列入 missing 并写明 reason")
    case .boundsGuessed:
      Words(
        english: "TODO: check the ends of the scale; answers lie between {low} and {high}",
        chinese: "TODO：核对量表上下限；现有回答在 {low} 与 {high} 之间")
    case .looksReversed:
      Words(
        english:
          "TODO: correlates {correlation} with the rest of its matrix; if it is worded the other way round, add reverse: true",
        chinese: "TODO：与同组其余题项的相关为 {correlation}；若为反向题，请加 reverse: true")
    case .separatorGuessed:
      Words(
        english: "TODO: check the separator {separator} and the {options} {options|option|options} it leads to",
        chinese: "TODO：核对分隔符 {separator} 及由此得到的 {options} 个选项")
    case .setGuessed:
      Words(
        english:
          "TODO: {count} {count|column|columns} of 0 and 1 taken for the options of one question; check and give it a label",
        chinese: "TODO：已将 {count} 个取值为 0 和 1 的列当作同一道多选题；请核对并填写名称")
    }
  }
}
