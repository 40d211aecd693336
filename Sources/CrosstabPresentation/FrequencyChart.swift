import Charting
import Crosstabs
import Documents
import Evidence
import Phrasebook
import Presentation
import Tables

extension FrequencyTable {
  /// Bars of the shares with their intervals; `nil` where there is nothing to compare, or too much to be read.
  public func figure(in language: Language) -> Figure? {
    guard (2...60).contains(lines.count), n > 0 else { return nil }
    let isChinese = language == .chinese
    let bars = lines.map { line in
      BarPlot.Bar(
        line.level.text(in: language), line.share ?? .nan, low: line.interval?.low, high: line.interval?.high)
    }
    let base =
      allowsSeveral
      ? (isChinese ? "占个案的百分比（可多选）" : "Percent of cases, several answers allowed")
      : (isChinese ? "占有效回答的百分比" : "Percent of valid answers")
    let weighted = isWeighted ? (isChinese ? "，加权" : ", weighted") : ""
    let interval = isChinese ? "；线段为 95% 区间" : "; lines are 95% intervals"
    let count = isChinese ? "有效 n = \(n)，缺失 \(missing)" : "Valid n = \(n), missing \(missing)"
    return Figure(
      Chart(
        title: label.text(in: language) ?? name, subtitle: base + weighted + interval, notes: [count],
        plot: BarPlot(bars, format: .percent()), language: language),
      isIllustration: true)
  }
}
