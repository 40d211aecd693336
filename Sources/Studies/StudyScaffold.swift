import Evidence
import StructuredText
import Tables

/// A first study of a table: what its columns suggest, to be mended by a person.
///
/// It can be run as it stands.
public struct StudyScaffold: Sendable {
  let table: Table
  /// Of the table and its codebook, as seen from the study file.
  let path: String
  let codebook: String?
  let id: String

  private let questions: [Column]
  private let scales: [[Column]]
  private let clusters: [Column]

  public init(of table: Table, at path: String, codebook: String?, id: String) {
    self.table = table
    self.path = path
    self.codebook = codebook
    self.id = String(id.map { $0.isLetter || $0.isNumber || "-_".contains($0) ? $0 : "-" })
    let summaries = table.columns.map { ColumnSummary($0) }
    questions = zip(table.columns, summaries).filter { column, summary in
      (2...12).contains(summary.levels.count) && summary.kind != "real"
    }.map(\.0)
    scales = Self.scales(questions)
    clusters = zip(table.columns, summaries).filter { Self.isCluster($0, $1, rows: table.rowCount) }.map(\.0)
  }

  /// Neighboring questions that offer the same answers, at least three of them with at least four answers.
  private static func scales(_ questions: [Column]) -> [[Column]] {
    var runs: [[Column]] = []
    for question in questions {
      let levels = (try? question.categories())?.levels.map(\.value) ?? []
      let last = runs.last?.last.flatMap { try? $0.categories() }?.levels.map(\.value)
      if levels.count >= 4, last == levels {
        runs[runs.count - 1].append(question)
      } else {
        runs.append([question])
      }
    }
    return runs.filter { $0.count >= 3 }
  }

  private static let clusterWords = [
    "entity", "enterprise", "firm", "company", "school", "cluster", "psu", "企业", "单位", "学校", "群",
  ]

  /// An id that several rows share.
  private static func isCluster(_ column: Column, _ summary: ColumnSummary, rows: Int) -> Bool {
    guard let distinct = summary.distinct, distinct >= 10, distinct * 2 <= rows, summary.kind != "real" else {
      return false
    }
    let names = [column.name.lowercased(), column.label.chinese ?? "", column.label.english?.lowercased() ?? ""]
    return clusterWords.contains { word in names.contains { $0.contains(word) } }
  }

  /// The study as YAML, with remarks in both languages.
  public var text: String {
    var lines = [
      "# 研究初稿：“tansuo run”即可运行。A first study; 'tansuo run' runs it as it is.",
      "study: \(quoted(id))", "title:", "  zh: \(quoted(table.label.chinese ?? table.label.english ?? id))",
      "  en: \(quoted(table.label.english ?? table.label.chinese ?? id))", "data:",
    ]
    lines.append(
      codebook.map { "  responses: {file: \(quoted(path)), codebook: \(quoted($0))}" } ?? "  responses: \(quoted(path))"
    )
    if let cluster = clusters.first {
      lines += [
        "", "# 同一群的各行彼此相似，检验须知道这一点。Rows of one cluster resemble each other; the tests must know.",
        "design: {cluster: \(quoted(cluster.name))}",
      ]
    } else {
      lines += [
        "", "# 若受访者来自同一企业或学校，写明：If respondents share enterprises or schools, say so:",
        "# design: {cluster: enterprise, strata: province, weights: weight}",
      ]
    }
    lines += ["", "analyses:"]
    lines += analyses
    lines += [
      "", "# 瓶颈：哪些回答说明存在问题。Bottlenecks: which answers are evidence of one.", "# bottlenecks:",
      "#   dimensions:", "#     - id: people", "#       label: {zh: 人员, en: People}", "#       items:",
      "#         - {column: training, when: training <= 2}",
      "# 活动数据可核算排放。With activity records emissions are accounted for: add to data", "#   activity: activity.csv",
      "#   enterprises: enterprises.csv", "# accounting: {year: 2022, by: sector}", "# benchmarks: [{by: province}]",
      "# 要核对的已发表结果。Published results to check:", "# published: paper.md",
      "# 少于这么多人的格不公布。Cells with fewer people are withheld:", "# disclosure: {minimum: 5}",
      "# formats: [md, html, json, xlsx, docx]",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private var analyses: [String] {
    var lines: [String] = []
    func add(_ id: String, _ command: String, _ options: String) {
      lines += ["  - id: \(id)", "    \(command): {\(options)}"]
    }
    if !questions.isEmpty { add("answers", "freq", "items: \(names(questions.prefix(12)))") }
    if questions.count >= 2 {
      add("first-pair", "crosstab", "rows: \(quoted(questions[0].name)), cols: \(quoted(questions[1].name))")
    }
    if questions.count >= 3 { add("all-pairs", "screen", "items: \(names(questions.prefix(30)))") }
    for (index, scale) in scales.prefix(2).enumerated() {
      add("scale-\(index + 1)", "reliability", "items: \(names(scale[...]))")
      add("items-\(index + 1)", "hclust", "items: \(names(scale[...])), of: items, distance: correlation, clusters: 2")
    }
    if lines.isEmpty, let column = table.columns.first { add("answers", "freq", "items: \(names([column][...]))") }
    return lines
  }

  private func names(_ columns: ArraySlice<Column>) -> String {
    "[" + columns.map { quoted($0.name) }.joined(separator: ", ") + "]"
  }

  /// The text as one value of YAML, whatever is in it.
  private func quoted(_ text: String) -> String { JSONValue.string(text).written() }
}
