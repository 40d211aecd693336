/// What tests and their columns are called: the three generations of SPSS in Chinese, its English, PSPP in both, APA.
enum StatisticLabels {
  /// The test a row of a table is about.
  static func test(_ label: String) -> PublishedTest.Kind? {
    let name = key(label)
    if contains(name, ["连续校正", "连续性修正", "连续性校正", "continuitycorrection", "yates"]) {
      return .continuityCorrection
    }
    if contains(name, ["线性和线性", "线性关联", "线性对线性", "linearbylinear", "lineartolinear"]) { return .linearByLinear }
    if contains(name, ["似然比", "likelihoodratio"]) || ["g2", "g²"].contains(name) { return .likelihoodRatio }
    if contains(name, ["fisher", "费希尔", "费舍尔"]) { return .fisher }
    if contains(name, ["pearson卡方", "皮尔逊卡方", "pearsonchisquare", "皮尔森卡方"])
      || ["卡方", "chisquare", "χ²", "χ2", "x2", "x²"].contains(name)
    {
      return .pearson
    }
    return nil
  }

  static func isSampleSize(_ label: String) -> Bool {
    contains(key(label), ["有效案例中的n", "有效个案数", "有效个案n", "nofvalidcases", "有效样本"])
  }

  enum Column {
    case statistic, degrees, p, exactP, oneSidedExactP
  }

  /// What a column of a table of tests holds.
  static func column(_ heading: String) -> Column? {
    let name = key(heading)
    if contains(name, ["精确", "exact"]) {
      return contains(name, ["单侧", "单尾", "1sided", "1tailed", "onesided", "onetailed"]) ? .oneSidedExactP : .exactP
    }
    if contains(name, ["渐进", "渐近", "asymp", "显著性", "sig"]) || ["p", "p值", "pvalue"].contains(name) { return .p }
    if ["df", "自由度", "ν", "v"].contains(name) || name.hasPrefix("自由度") { return .degrees }
    if ["值", "value", "统计量", "statistic", "χ²", "χ2", "卡方值"].contains(name) { return .statistic }
    return nil
  }

  static func isTotal(_ label: String) -> Bool {
    ["合计", "总计", "总数", "小计", "total", "sum", "all", "总和"].contains(key(label))
  }

  /// Letters, digits and Han characters alone, in lower case.
  static func key(_ label: String) -> String {
    var key = String.UnicodeScalarView()
    for scalar in label.unicodeScalars
    where scalar.properties.isAlphabetic || scalar.isDigit || scalar == "²" || scalar.isHan {
      key.append(scalar)
    }
    return String(key).lowercased()
  }

  private static func contains(_ name: String, _ parts: [String]) -> Bool {
    parts.contains { part in name.firstRange(of: part) != nil }
  }
}
