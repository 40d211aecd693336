import Evidence
import SyntheticData

extension SyntheticFault: Worded {
  public var words: Words {
    switch self {
    case .badNumber:
      Words(
        english: "'{key}' should be a number as it is printed, such as 5.385, but is {found}",
        fix: "Write the digits without a percent sign, without separators, at most 15 of them",
        chinese: "“{key}”应为照印的数字，如 5.385，而现为 {found}", fix: "请只写数字，不带百分号和分隔符，最多 15 位")
    case .unknownItem:
      Words(
        english: "There is no item '{item}'; nearest: {nearest}", fix: "Correct the name, or add the item under items:",
        chinese: "没有题项“{item}”，最接近的是：{nearest}", fix: "请改正名称，或在 items: 下增加该题项")
    case .unknownLevel:
      Words(
        english: "Item '{item}' has no level {level}; it has {levels}", fix: "Use one of its values",
        chinese: "题项“{item}”没有取值 {level}，其取值为 {levels}", fix: "请使用其中的取值")
    case .unknownFactor:
      Words(
        english: "There is no factor '{factor}'; there are {factors}",
        fix: "Correct the name, or add the factor under factors:",
        chinese: "没有因子“{factor}”，现有 {factors}", fix: "请改正名称，或在 factors: 下增加该因子")
    case .laterItem:
      Words(
        english: "'{later}' needs the answers to '{item}', which must stand before it",
        fix: "Move '{item}' up in items:, or name the two the other way round",
        chinese: "“{later}”要用到“{item}”的回答，后者须排在前面", fix: "请在 items: 中把“{item}”前移，或交换二者的位置")
    case .duplicateName:
      Words(
        english: "Two columns are called '{name}'", fix: "Rename one of them",
        chinese: "有两列都叫“{name}”", fix: "请给其中一列改名")
    case .noMargin:
      Words(
        english: "Nothing says how often level {level} of '{item}' occurs",
        fix: "Give it count:, share: or parts:, or put the item into classes:",
        chinese: "没有说明“{item}”的取值 {level} 出现多少次", fix: "请给出 count:、share: 或 parts:，或把该题项列入 classes:")
    case .severalMargins:
      Words(
        english: "A level takes one of count, share and parts, but has {keys}", fix: "Keep one of them",
        chinese: "一个取值只能给出 count、share、parts 之一，而现有 {keys}", fix: "请只保留一个")
    case .outOfRange:
      Words(
        english: "'{key}' should be in {range}, but is {found}", fix: "Use a number in that range",
        chinese: "“{key}”应在 {range} 之内，而现为 {found}", fix: "请使用该范围内的数")
    case .clustersNeeded:
      Words(
        english: "Item '{item}' is of clusters, but there are none", fix: "Describe them under clusters:",
        chinese: "题项“{item}”属于群，但没有定义群", fix: "请在 clusters: 下定义")
    case .otherUnit:
      Words(
        english: "Item '{item}' should be of {unit} to be used like this", fix: "Say of: {unit}, or use another item",
        chinese: "要这样使用，题项“{item}”须属于 {unit}", fix: "请写明 of: {unit}，或改用其他题项")
    case .incompleteItem:
      Words(
        english: "'{item}' needs {expected} {expected|entry|entries} here, but has {found}", fix: "Give one for each",
        chinese: "“{item}”在此需要 {expected} 项，而只有 {found} 项", fix: "请逐一给出")
    case .marginsDoNotSum:
      Words(
        english: "The margins of '{item}' sum to {sum}, but {n} answered it",
        fix: "Correct the counts, or let a level take what is left with parts: 1",
        chinese: "“{item}”的边际合计为 {sum}，而有效回答为 {n}", fix: "请改正计数，或用 parts: 1 让某个取值取余数")
    case .impossibleShare:
      Words(
        english:
          "{share} % of {n} is impossible for '{item}': {below} of {n} are {belowShare} %, {above} of {n} are {aboveShare} %",
        fix:
          "Correct the share, or let some not answer with missing:; {count} of {answered} would print as {share} %",
        chinese:
          "“{item}”不可能有 {n} 中的 {share}%：{below}/{n} 为 {belowShare}%，{above}/{n} 为 {aboveShare}%",
        fix: "请改正占比，或用 missing: 让部分单位未作答；{count}/{answered} 可印成 {share}%")
    case .tooManyMissing:
      Words(
        english: "{missing} {missing|answer|answers} to '{item}' should be missing, but only {n} can be",
        fix: "Lower the counts under missing:, and leave items of a tested table without missing answers",
        chinese: "“{item}”要求缺失 {missing} 个回答，而只能缺失 {n} 个", fix: "请减少 missing: 下的计数；用于检验的列联表的题项不能有缺失")
    case .clustersDoNotFit:
      Words(
        english:
          "{respondents} {respondents|respondent|respondents} {respondents|does|do} not fit into {clusters} {clusters|cluster|clusters} of {fewest} to {most}: those hold {least} to {largest}",
        fix: "Change fewest: and most: under respondents:",
        chinese: "{clusters} 个群每群 {fewest} 至 {most} 人，可容纳 {least} 至 {largest} 人，容不下 {respondents} 人",
        fix: "请修改 respondents: 下的 fewest: 和 most:")
    case .degreesOfFreedom:
      Words(
        english: "A table of {rows} × {columns} has {shape} {shape|degree|degrees} of freedom, not {df}",
        fix: "Give the items as many levels as the published table has rows and columns",
        chinese: "{rows}×{columns} 的表自由度为 {shape}，不是 {df}", fix: "请使题项的取值个数与原表的行列数一致")
    case .linearAbovePearson:
      Words(
        english:
          "Linear {linear} and Pearson {pearson} contradict each other at n = {n}: the linear term is at most X²(n − 1)/n = {largest}",
        fix: "One of the two is misprinted; leave one of them out",
        chinese: "n = {n} 时线性项 {linear} 与皮尔逊 {pearson} 矛盾：线性项至多为 X²(n−1)/n = {largest}", fix: "二者必有一误，请去掉其中之一")
    case .likelihoodRatioOutside:
      Words(
        english:
          "Likelihood ratio {ratio} and Pearson {pearson} contradict each other at n = {n}: for whole counts G² lies from {low} to {high}",
        fix: "One of the two is misprinted; leave one of them out",
        chinese: "n = {n} 时似然比 {ratio} 与皮尔逊 {pearson} 矛盾：整数频数的 G² 必在 {low} 至 {high} 之间", fix: "二者必有一误，请去掉其中之一")
    case .noSuchTable:
      Words(
        english:
          "No table of whole counts has Pearson {pearson} and linear {linear}: all tables of {margins} {margins|pair|pairs} of margins were looked at",
        fix: "Let the margins move further with slack:, now {slack}",
        chinese: "没有整数表同时满足皮尔逊 {pearson} 与线性项 {linear}：已穷尽 {margins} 组边际下的全部表", fix: "请用 slack: 允许边际再移动一些，现为 {slack}")
    case .tableNotFound:
      Words(
        english:
          "No table with Pearson {pearson} and linear {linear} was found under {margins} {margins|pair|pairs} of margins",
        fix: "Let the margins move further with slack:, now {slack}, or ask for fewer digits",
        chinese: "在 {margins} 组边际下没有找到皮尔逊 {pearson}、线性项 {linear} 的表", fix: "请用 slack: 允许边际再移动一些（现为 {slack}），或减少要求的位数")
    case .tooManyStrays:
      Words(
        english:
          "'{name}' has {strays} {strays|stray|strays}, but {patterns} other {patterns|pattern|patterns} of at most {most} {patterns|holds|each hold} {room}",
        fix: "Lower strays:, or raise most-alike:",
        chinese: "“{name}”有 {strays} 个散户，而其余 {patterns} 种模式每种至多 {most} 个，只容得下 {room} 个",
        fix: "请减少 strays:，或提高 most-alike:")
    }
  }
}

extension SyntheticCaveat: Worded {
  public var words: Words {
    switch self {
    case .synthetic:
      Words(
        english: "These data are synthetic: made from margins with seed {seed}, nobody gave these answers",
        chinese: "这些数据是合成的：由边际和种子 {seed} 生成，并非任何人的回答")
    case .intraclassOutOfReach:
      Words(
        english: "The intra-class correlation of '{item}' should be {asked}, but {reached} is as near as it gets",
        fix: "Ask for another one, or change the loading of the item",
        chinese: "“{item}”的组内相关应为 {asked}，最接近只能到 {reached}", fix: "请改换目标，或调整该题项的载荷")
    case .correlationOutOfReach:
      Words(
        english: "The correlation '{target}' should be {asked}, but {reached} is as near as it gets",
        fix: "Ask for another one, or change the margins of the two items",
        chinese: "相关“{target}”应为 {asked}，最接近只能到 {reached}", fix: "请改换目标，或调整两个题项的边际")
    case .claimShareImpossible:
      Words(
        english:
          "Claim '{claim}' is impossible: {below} of {n} are {belowShare} %, {above} of {n} are {aboveShare} %, nothing is {share} %; {count} of {answered} would be",
        chinese:
          "“{claim}”不可能成立：{below}/{n} 为 {belowShare}%，{above}/{n} 为 {aboveShare}%，没有整数给出 {share}%；{count}/{answered} 则可以"
      )
    case .claimLinearImpossible:
      Words(
        english:
          "Claim '{claim}' is impossible: beside Pearson {pearson} at n = {n} the linear term is at most {largest}, not {linear}",
        chinese: "“{claim}”不可能成立：n = {n}、皮尔逊 {pearson} 时线性项至多为 {largest}，不会是 {linear}")
    case .claimLikelihoodRatioImpossible:
      Words(
        english:
          "Claim '{claim}' is impossible: beside Pearson {pearson} at n = {n} the likelihood ratio lies from {low} to {high}, not at {ratio}",
        chinese: "“{claim}”不可能成立：n = {n}、皮尔逊 {pearson} 时似然比必在 {low} 至 {high} 之间，不会是 {ratio}")
    }
  }
}
