import Audits
import Evidence

extension AuditFault: Worded {
  public var words: Words {
    switch self {
    case .levelOutsideRange:
      Words(
        english: "A level of significance lies between 0 and 1, not at {value}", fix: "Write --alpha 0.05",
        chinese: "显著性水平应在 0 与 1 之间，不能是 {value}", fix: "写成 --alpha 0.05")
    }
  }
}

extension AuditMessage: Worded {
  public var words: Words {
    switch self {
    case .pFollows:
      Words(
        english: "p = {printed} follows from {statistic} with df = {df} ({low} to {high})", fix: nil,
        chinese: "由统计量 {statistic}、自由度 {df} 得 p 在 {low} 到 {high} 之间，与印出的 {printed} 一致", fix: nil)
    case .pAtTheLine:
      Words(
        english: "p = {printed} is rounded onto the line: it is {p}, on the other side of {alpha}", fix: nil,
        chinese: "印出的 p = {printed} 恰在界线上：实为 {p}，在 {alpha} 的另一侧", fix: nil)
    case .pFollowsByTruncation:
      Words(
        english: "p = {printed} follows only if digits were cut off: rounded it lies between {low} and {high}",
        fix: nil,
        chinese: "p = {printed} 只有在截断而非四舍五入时才成立：应在 {low} 到 {high} 之间", fix: nil)
    case .pIsOneSided:
      Words(
        english: "p = {printed} is the one-sided value: both sides give {p}", fix: nil,
        chinese: "p = {printed} 是单侧值：双侧应为 {p}", fix: nil)
    case .pDoesNotFollow:
      Words(
        english:
          "p = {printed} does not follow from {statistic} with df = {df}: any rounding gives {low} to {high}; this p needs {needed}",
        fix: nil,
        chinese: "p = {printed} 与统计量 {statistic}、自由度 {df} 不符：无论怎样舍入都应在 {low} 到 {high} 之间；要得到这个 p，统计量应为 {needed}",
        fix: nil)
    case .pDoesNotFollowAtAll:
      Words(
        english:
          "p = {printed} does not follow from {statistic} with df = {df}: any rounding gives {low} to {high}",
        fix: nil, chinese: "p = {printed} 与统计量 {statistic}、自由度 {df} 不符：无论怎样舍入都应在 {low} 到 {high} 之间", fix: nil)
    case .pClaimsSignificance:
      Words(
        english:
          "p = {printed} claims significance, but {statistic} with df = {df} gives {low} to {high}, not below {alpha}; this p needs {needed}",
        fix: nil,
        chinese: "p = {printed} 称显著，但统计量 {statistic}、自由度 {df} 给出 {low} 到 {high}，并不小于 {alpha}；要得到这个 p，统计量应为 {needed}",
        fix: nil)
    case .pHidesSignificance:
      Words(
        english:
          "p = {printed} denies significance, but {statistic} with df = {df} gives {low} to {high}, below {alpha}; this p needs {needed}",
        fix: nil,
        chinese: "p = {printed} 称不显著，但统计量 {statistic}、自由度 {df} 给出 {low} 到 {high}，小于 {alpha}；要得到这个 p，统计量应为 {needed}",
        fix: nil)
    case .decisionDoesNotFollow:
      Words(
        english:
          "p = {printed} does not follow from {statistic} with df = {df}: any rounding gives {low} to {high}, on the other side of {alpha}",
        fix: nil, chinese: "p = {printed} 与统计量 {statistic}、自由度 {df} 不符：应在 {low} 到 {high} 之间，在 {alpha} 的另一侧", fix: nil)
    case .exactNearAsymptotic:
      Words(
        english: "The exact p = {exact} is near the asymptotic {p}, as it should be with n = {n}", fix: nil,
        chinese: "精确 p = {exact} 与渐近 p = {p} 接近，n = {n} 时理应如此", fix: nil)
    case .exactFarFromAsymptotic:
      Words(
        english:
          "The exact p = {exact} is far from the asymptotic {p}; with n = {n} both should nearly agree unless a category is rare",
        fix: nil, chinese: "精确 p = {exact} 与渐近 p = {p} 相差较大；n = {n} 时除非有极少见的类别，两者应当接近", fix: nil)
    case .negativeStatistic:
      Words(
        english: "{value} is below zero, which this statistic cannot be", fix: nil,
        chinese: "{value} 小于零，该统计量不可能为负", fix: nil)
    case .correlationTooLarge:
      Words(
        english: "{value} is no correlation: those lie between -1 and 1", fix: nil,
        chinese: "{value} 不是相关系数：相关系数在 -1 与 1 之间", fix: nil)
    case .noProbability:
      Words(
        english: "{value} is no probability: those lie between 0 and 1", fix: nil,
        chinese: "{value} 不是概率：概率在 0 与 1 之间", fix: nil)
    case .likelihoodRatioFits:
      Words(
        english: "A likelihood ratio of {printed} can stand beside a chi-square of {pearson} ({low} to {high})",
        fix: nil,
        chinese: "似然比 {printed} 可以与卡方 {pearson} 同时出现（允许 {low} 到 {high}）", fix: nil)
    case .likelihoodRatioImpossible:
      Words(
        english:
          "No table of whole counts has a chi-square of {pearson} and a likelihood ratio of {printed}: it would lie between {low} and {high}",
        fix: nil, chinese: "没有任何整数列联表能同时给出卡方 {pearson} 和似然比 {printed}：似然比应在 {low} 到 {high} 之间", fix: nil)
    case .linearFits:
      Words(
        english: "A linear term of {printed} fits within the chi-square of {pearson} (at most {high})", fix: nil,
        chinese: "线性关联 {printed} 不超过卡方 {pearson} 所允许的 {high}", fix: nil)
    case .linearImpossible:
      Words(
        english: "The linear term {printed} exceeds {high}, the most a chi-square of {pearson} allows", fix: nil,
        chinese: "线性关联 {printed} 超过了卡方 {pearson} 所允许的最大值 {high}", fix: nil)
    case .degreesAgree:
      Words(
        english: "The degrees of freedom agree with those of the other test of the table", fix: nil,
        chinese: "自由度与同一张表的另一检验一致", fix: nil)
    case .degreesDisagree:
      Words(
        english:
          "df = {printed} here, {other} in the other test of the same table: they must be the same",
        fix: nil, chinese: "此处自由度为 {printed}，同一张表的另一检验为 {other}：两者应当相同", fix: nil)
    case .wordsFit:
      Words(
        english: "\"{words}\" can be said of V = {v}", fix: nil, chinese: "V = {v}，可以称为“{words}”", fix: nil)
    case .wordsTooStrong:
      Words(
        english:
          "\"{words}\" is said of V = {v} at most: a chi-square of {statistic} among {n} is a very weak association",
        fix: nil, chinese: "文中称“{words}”，而 V 至多为 {v}：{n} 份中的卡方 {statistic} 只是很弱的关联", fix: nil)
    case .clusteringNoted:
      Words(
        english:
          "{size} {size|answer|answers} {size|comes|come} from one enterprise: if they are alike (correlation 0.05 to 0.2), p is {low} to {high}",
        fix: nil, chinese: "每家企业约有 {size} 份答卷：若同一企业的回答相似（组内相关 0.05 到 0.2），p 为 {low} 到 {high}", fix: nil)
    case .clusteringOverturns:
      Words(
        english:
          "{size} {size|answer|answers} {size|comes|come} from one enterprise: if they are alike (correlation 0.05 to 0.2), p is {low} to {high} and the claimed significance is gone",
        fix: nil, chinese: "每家企业约有 {size} 份答卷：若同一企业的回答相似（组内相关 0.05 到 0.2），p 为 {low} 到 {high}，所称的显著性不再成立", fix: nil)
    case .clustersAreAnswers:
      Words(
        english:
          "Codes of answers are at least 1 apart, farther than eps = {eps}: every answer given at least {samples} times is a cluster, so the groups are the answer options",
        fix: nil,
        chinese: "答案编码之间至少相差 1，大于 eps = {eps}：任何一种出现至少 {samples} 次的答案都自成一类，所得类别就是答案选项本身", fix: nil)
    case .epsReachesNeighbours:
      Words(
        english: "eps = {eps} reaches from one code to the next, so clusters can hold several answers", fix: nil,
        chinese: "eps = {eps} 能够到达相邻编码，一个类可以包含多种答案", fix: nil)
    case .scaledAnswersMerge:
      Words(
        english:
          "Scaled to 0-1, answers on five points are 0.25 apart, within eps = {eps}: all that occur side by side would be one cluster",
        fix: nil, chinese: "若把五点量表缩放到 0–1，相邻答案相差 0.25，不超过 eps = {eps}：相邻出现的答案会全部并为一类", fix: nil)
    case .scaledAnswersStayApart:
      Words(
        english: "Scaled to 0-1, answers on five points are 0.25 apart, farther than eps = {eps}", fix: nil,
        chinese: "若把五点量表缩放到 0–1，相邻答案相差 0.25，大于 eps = {eps}", fix: nil)
    case .percentageExists:
      Words(
        english: "{printed} is possible: {count} of {n}", fix: nil, chinese: "{printed} 可以出现：{n} 个中的 {count} 个",
        fix: nil)
    case .percentageTruncated:
      Words(
        english: "{printed} is possible only with digits cut off: {count} of {n}", fix: nil,
        chinese: "{printed} 只有在截断时才可以出现：{n} 个中的 {count} 个", fix: nil)
    case .percentageUninformative:
      Words(
        english: "{printed} says nothing at n = {n}: every share with these digits exists there", fix: nil,
        chinese: "n = {n} 时 {printed} 无从检验：这样位数的比例都存在", fix: nil)
    case .percentageImpossible:
      Words(
        english:
          "{printed} is impossible at n = {n}: {below} of {n} is {belowShare}, {above} of {n} is {aboveShare}",
        fix: nil,
        chinese: "n = {n} 时不可能出现 {printed}：{below}/{n} 为 {belowShare}，{above}/{n} 为 {aboveShare}", fix: nil)
    case .percentageNeedsMissing:
      Words(
        english:
          "{printed} is impossible at n = {n} ({below} of {n} is {belowShare}, {above} of {n} is {aboveShare}), possible if some did not answer (n = {fewer})",
        fix: nil,
        chinese:
          "n = {n} 时不可能出现 {printed}（{below}/{n} 为 {belowShare}，{above}/{n} 为 {aboveShare}）；若有人未作答则有可能（n = {fewer}）",
        fix: nil)
    case .percentageNeedsMissingOrOtherUnit:
      Words(
        english:
          "{printed} is impossible at n = {n} ({below} of {n} is {belowShare}, {above} of {n} is {aboveShare}), possible with item non-response (n = {fewer}), uninformative at n = {other}",
        fix: nil,
        chinese:
          "n = {n} 时不可能出现 {printed}（{below}/{n} 为 {belowShare}，{above}/{n} 为 {aboveShare}）；若该题有人未作答则有可能（n = {fewer}）；以 n = {other} 计则无从检验",
        fix: nil)
    case .meanExists:
      Words(
        english: "A mean of {printed} is possible among {n} whole {n|answer|answers}", fix: nil,
        chinese: "{n} 个整数答案的均值可以是 {printed}", fix: nil)
    case .meanTruncated:
      Words(
        english: "A mean of {printed} is possible among {n} whole {n|answer|answers} only with digits cut off",
        fix: nil,
        chinese: "只有在截断时 {n} 个整数答案的均值才可以是 {printed}", fix: nil)
    case .meanUninformative:
      Words(
        english: "A mean of {printed} says nothing among {n} {n|answer|answers}: every mean with these digits exists",
        fix: nil,
        chinese: "{n} 个答案时均值 {printed} 无从检验：这样位数的均值都存在", fix: nil)
    case .meanImpossible:
      Words(
        english: "{n} whole {n|answer|answers} cannot have a mean of {printed}: the nearest are {below} and {above}",
        fix: nil,
        chinese: "{n} 个整数答案的均值不可能是 {printed}：最接近的是 {below} 和 {above}", fix: nil)
    case .meanOutsideScale:
      Words(
        english: "A mean of {printed} lies outside the scale {scale}", fix: nil,
        chinese: "均值 {printed} 超出了量表范围 {scale}",
        fix: nil)
    case .deviationExists:
      Words(
        english: "Answers with mean {mean} and standard deviation {printed} exist among {n}", fix: nil,
        chinese: "{n} 个答案可以有均值 {mean}、标准差 {printed}", fix: nil)
    case .deviationTruncated:
      Words(
        english: "Answers with mean {mean} and standard deviation {printed} exist among {n} only with digits cut off",
        fix: nil, chinese: "只有在截断时 {n} 个答案才可以有均值 {mean}、标准差 {printed}", fix: nil)
    case .deviationImpossible:
      Words(
        english: "No {n} whole {n|answer|answers} {n|has|have} mean {mean} and standard deviation {printed}", fix: nil,
        chinese: "没有 {n} 个整数答案能有均值 {mean} 和标准差 {printed}", fix: nil)
    case .binaryDeviationFits:
      Words(
        english: "A share of {mean} gives a standard deviation of {low} to {high}, as printed", fix: nil,
        chinese: "比例 {mean} 给出标准差 {low} 到 {high}，与印出的一致", fix: nil)
    case .binaryDeviationImpossible:
      Words(
        english: "Zeros and ones with mean {mean} have a standard deviation of {low} to {high}, not {printed}",
        fix: nil,
        chinese: "均值为 {mean} 的 0–1 答案标准差应在 {low} 到 {high} 之间，不可能是 {printed}", fix: nil)
    case .totalsRight:
      Words(english: "The totals are the sums of the counts", fix: nil, chinese: "合计等于各格频数之和", fix: nil)
    case .totalWrong:
      Words(
        english: "The counts add up to {sum}, not to {printed}", fix: nil, chinese: "各格频数之和为 {sum}，而不是 {printed}",
        fix: nil)
    case .effectFits:
      Words(
        english: "{measure} = {printed} follows from {statistic} among {n}", fix: nil,
        chinese: "{measure} = {printed} 与 {n} 份中的卡方 {statistic} 一致", fix: nil)
    case .effectDoesNotFollow:
      Words(
        english: "{measure} = {printed} does not follow from {statistic} among {n}, which gives {values}", fix: nil,
        chinese: "{measure} = {printed} 与 {n} 份中的卡方 {statistic} 不符：应为 {values}", fix: nil)
    case .effectOfOtherForm:
      Words(
        english:
          "{measure} = {printed} is of another form of the test than {statistic} among {n}, which gives {values}: of the uncorrected statistic, or corrected for its bias",
        fix: nil,
        chinese: "{measure} = {printed} 取自该检验的另一形式（未作连续性校正的统计量，或经偏差校正），{n} 份中的卡方 {statistic} 给出 {values}", fix: nil)
    case .effectTooLarge:
      Words(
        english: "{measure} = {printed} is larger than {most}, the most it can be", fix: nil,
        chinese: "{measure} = {printed} 超过了最大值 {most}", fix: nil)
    case .effectFitsCounts:
      Words(
        english: "{measure} = {printed} follows from the counts ({value})", fix: nil,
        chinese: "{measure} = {printed} 与频数一致（{value}）", fix: nil)
    case .effectDoesNotFitCounts:
      Words(
        english: "The counts give {measure} = {value}, not {printed}", fix: nil,
        chinese: "由频数得到的 {measure} 为 {value}，而不是 {printed}", fix: nil)
    case .statisticTooLarge:
      Words(
        english: "A chi-square of {printed} is larger than {most}, the most {n} {n|answer|answers} can give", fix: nil,
        chinese: "卡方 {printed} 超过了 {n} 份答卷所能给出的最大值 {most}", fix: nil)
    case .expectedCountsRight:
      Words(
        english: "The expected counts follow from the totals", fix: nil, chinese: "期望计数与合计一致", fix: nil)
    case .expectedCountWrong:
      Words(
        english: "The expected count beside {count} is {value}, not {printed}", fix: nil,
        chinese: "频数 {count} 旁的期望计数应为 {value}，而不是 {printed}", fix: nil)
    case .expectedCountsOfNothing:
      Words(
        english: "Most expected counts are not row total times column total over n", fix: nil,
        chinese: "多数期望计数不等于行合计乘列合计再除以总数", fix: nil)
    case .expectedNoteRight:
      Words(
        english: "What is said of small expected counts follows from the table", fix: nil,
        chinese: "关于期望计数过小的说明与表一致", fix: nil)
    case .expectedMinimumWrong:
      Words(
        english: "The smallest expected count is {value}, not {printed}", fix: nil,
        chinese: "最小期望计数应为 {value}，而不是 {printed}", fix: nil)
    case .expectedMinimumTooLarge:
      Words(
        english:
          "A smallest expected count of {printed} is larger than {most}, the most {n} {n|answer|answers} can give",
        fix: nil,
        chinese: "最小期望计数 {printed} 超过了 {n} 份答卷所能给出的最大值 {most}", fix: nil)
    case .fewExpectedWrong:
      Words(
        english: "{cells} {cells|cell has|cells have} an expected count below {threshold} ({share}%), not {printed}",
        fix: nil,
        chinese: "期望计数小于 {threshold} 的单元格有 {cells} 个（{share}%），而不是 {printed} 个", fix: nil)
    case .fewExpectedShareWrong:
      Words(
        english:
          "{cells} {cells|cell is|cells are} not {printed} of a table with these degrees of freedom but {shares}%",
        fix: nil,
        chinese: "在这样自由度的表中，{cells} 个单元格占 {shares}%，而不是 {printed}", fix: nil)
    case .sharesSum:
      Words(
        english: "The shares add up to {sum}, as rounded shares of one whole do", fix: nil,
        chinese: "各百分比之和为 {sum}，在舍入误差之内", fix: nil)
    case .sharesDoNotSum:
      Words(
        english: "The shares are said to be all of one whole, but add up to {sum}", fix: nil,
        chinese: "各百分比标为合计 100%，其和却为 {sum}", fix: nil)
    case .sharesRight:
      Words(english: "The shares follow from the counts", fix: nil, chinese: "百分比与频数一致", fix: nil)
    case .shareWrong:
      Words(
        english: "The share beside the count {count} is {share}, not {printed}", fix: nil,
        chinese: "频数 {count} 旁的百分比应为 {share}，而不是 {printed}", fix: nil)
    case .sharesOfNothing:
      Words(
        english: "The shares are neither of the rows nor of the columns nor of the whole", fix: nil,
        chinese: "百分比既不是行百分比，也不是列百分比或总百分比", fix: nil)
    case .degreesFit:
      Words(
        english: "df = {df} is right for the table", fix: nil, chinese: "该表的自由度 {df} 正确", fix: nil)
    case .degreesWrong:
      Words(
        english: "The table has df = {df}, not {printed}", fix: nil,
        chinese: "该表的自由度应为 {df}，而不是 {printed}",
        fix: nil)
    case .sizeWrong:
      Words(
        english: "The counts add up to {sum}, but n is given as {printed}", fix: nil,
        chinese: "频数合计为 {sum}，而 n 写作 {printed}", fix: nil)
    case .statisticFits:
      Words(
        english: "The statistic {printed} follows from the counts ({value})", fix: nil,
        chinese: "统计量 {printed} 与频数一致（{value}）", fix: nil)
    case .statisticWrong:
      Words(
        english: "The counts give a statistic of {value}, not {printed}", fix: nil,
        chinese: "由频数得到的统计量为 {value}，而不是 {printed}", fix: nil)
    case .nothingFound:
      Words(
        english: "No number that could be checked was found",
        fix: "Tests need a statistic, degrees of freedom and p; shares need the number they are of",
        chinese: "没有找到可以核对的数字", fix: "检验需要统计量、自由度和 p；百分比需要总数")
    }
  }
}
