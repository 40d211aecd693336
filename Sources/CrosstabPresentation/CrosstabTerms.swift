import Evidence

/// What the parts of a crosstab are called: as SPSS prints them, in Chinese in the words of its newer versions.
enum CrosstabTerm {
  case crosstabulation, chiSquareTests, value, degrees, asymptotic, exactTwoSided, exactOneSided
  case pearson, continuity, likelihoodRatio, fisher, linear, validCases, smallSample
  case count, weightedCount, expected, rowPercent, columnPercent, adjusted, designResidual, total
  case symmetric, directional, standardError, approximateT, approximateP
  case phi, cramersV, correctedV, contingency, tauB, tauC, gamma, kappa
  case lambda, goodmanKruskal, uncertainty, somers, symmetricForm
  case risk, oddsRatio, cohort, difference, interval, dependent
  case designBased, meanEffect, effectiveN, firstOrder, secondOrder, monteCarlo

  func text(in language: Language) -> String { language == .chinese ? both.chinese : both.english }

  private var both: (chinese: String, english: String) {
    switch self {
    case .crosstabulation: ("交叉表", "Crosstabulation")
    case .chiSquareTests: ("卡方检验", "Chi-Square Tests")
    case .value: ("值", "Value")
    case .degrees: ("自由度", "df")
    case .asymptotic: ("渐进显著性（双侧）", "Asymptotic Sig. (2-sided)")
    case .exactTwoSided: ("精确显著性（双侧）", "Exact Sig. (2-sided)")
    case .exactOneSided: ("精确显著性（单侧）", "Exact Sig. (1-sided)")
    case .pearson: ("皮尔逊卡方", "Pearson Chi-Square")
    case .continuity: ("连续性修正", "Continuity Correction")
    case .likelihoodRatio: ("似然比", "Likelihood Ratio")
    case .fisher: ("费希尔精确检验", "Fisher's Exact Test")
    case .linear: ("线性关联", "Linear-by-Linear Association")
    case .validCases: ("有效个案数", "N of Valid Cases")
    case .smallSample: ("(N−1) 卡方", "(N−1) Chi-Square")
    case .count: ("计数", "Count")
    case .weightedCount: ("加权计数", "Weighted Count")
    case .expected: ("期望计数", "Expected Count")
    case .rowPercent: ("行百分比", "Row %")
    case .columnPercent: ("列百分比", "Column %")
    case .adjusted: ("调整后残差", "Adjusted Residual")
    case .designResidual: ("残差（按设计）", "Residual (design-based)")
    case .total: ("总计", "Total")
    case .symmetric: ("对称测量", "Symmetric Measures")
    case .directional: ("有向测量", "Directional Measures")
    case .standardError: ("渐近标准误差", "Asymptotic Standard Error")
    case .approximateT: ("近似 T", "Approximate T")
    case .approximateP: ("渐进显著性", "Approximate Significance")
    case .phi: ("Phi", "Phi")
    case .cramersV: ("克莱姆 V", "Cramér's V")
    case .correctedV: ("克莱姆 V（偏差校正）", "Cramér's V (bias-corrected)")
    case .contingency: ("列联系数", "Contingency Coefficient")
    case .tauB: ("肯德尔 tau-b", "Kendall's tau-b")
    case .tauC: ("肯德尔 tau-c", "Kendall's tau-c")
    case .gamma: ("伽马", "Gamma")
    case .kappa: ("协议测量 Kappa", "Measure of Agreement Kappa")
    case .lambda: ("Lambda", "Lambda")
    case .goodmanKruskal: ("古德曼和克鲁斯卡尔 tau", "Goodman and Kruskal tau")
    case .uncertainty: ("不确定性系数", "Uncertainty Coefficient")
    case .somers: ("萨默斯 d", "Somers' d")
    case .symmetricForm: ("对称", "symmetric")
    case .risk: ("风险评估", "Risk Estimate")
    case .oddsRatio: ("优势比", "Odds Ratio")
    case .cohort: ("对于列", "For column")
    case .difference: ("比例之差", "Difference of Proportions")
    case .interval: ("95% 置信区间", "95% Confidence Interval")
    case .dependent: ("因变量", "dependent")
    case .designBased: ("基于抽样设计的检验（Rao–Scott）", "Design-based tests (Rao–Scott)")
    case .meanEffect: ("平均设计效应", "Mean design effect")
    case .effectiveN: ("有效样本量", "Effective N")
    case .firstOrder: ("一阶校正卡方", "First-order chi-square")
    case .secondOrder: ("二阶校正卡方", "Second-order chi-square")
    case .monteCarlo: ("蒙特卡洛", "Monte Carlo")
    }
  }
}
