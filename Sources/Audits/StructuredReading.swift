import Evidence
import StructuredText

/// Results given as records: a row of a CSV file or an object of a JSON file for each, with the keys
/// `kind, statistic, df, df2, n, p, exactP, oneSidedP, V, phi, C, value, mean, sd, items, minimum, maximum, table`.
struct PublishedRecords {
  var tests: [PublishedTest] = []
  var means: [PublishedMean] = []
  var percentages: [(claim: PercentageClaim, n: Int)] = []

  private static let keys: [String: String] = [
    "kind": "kind", "类型": "kind", "检验": "kind", "test": "kind", "statistic": "statistic", "统计量": "statistic",
    "value": "value", "值": "value", "percentage": "value", "百分比": "value", "df": "df", "df1": "df", "自由度": "df",
    "df2": "df2", "n": "n", "样本量": "n", "p": "p", "pvalue": "p", "exactp": "exactP", "onesidedp": "oneSidedP",
    "mean": "mean", "均值": "mean", "平均值": "mean", "sd": "sd", "标准差": "sd", "items": "items", "题项数": "items",
    "minimum": "minimum", "最小值": "minimum", "maximum": "maximum", "最大值": "maximum", "table": "table", "表": "table",
  ]

  private static func key(_ name: String) -> String? {
    switch StatisticLabels.key(name) {
    case "v": PublishedEffect.Kind.cramersV.rawValue
    case "c": PublishedEffect.Kind.contingency.rawValue
    case let key: keys[key] ?? StatisticLabels.effect(name)?.rawValue
    }
  }

  private static func kind(_ name: String) -> PublishedTest.Kind? {
    if let kind = PublishedTest.Kind(rawValue: name.lowercased()) { return kind }
    switch StatisticLabels.key(name) {
    case "ttest", "t检验": return .studentT
    case "anova", "ftest", "方差分析": return .f
    case "ztest": return .normal
    case "correlation", "pearsoncorrelation", "相关": return .correlation
    case let other: return StatisticLabels.test(other)
    }
  }

  /// `nil` where the first row of the table does not name the keys of records.
  init?(table: PublishedTable, file: String) {
    guard let heading = table.rows.first else { return nil }
    let keys = heading.map { Self.key($0.text) }
    guard keys.contains("kind"), keys.compactMap({ $0 }).count >= 3 else { return nil }
    for row in table.rows.dropFirst() {
      var record: [String: String] = [:]
      for (cell, key) in zip(row, keys) where !cell.text.isEmpty {
        if let key { record[key] = cell.text }
      }
      add(record, at: Place(file: file, line: row.first?.line))
    }
  }

  /// - Throws: What is wrong with the JSON text.
  init(json source: PublishedSource) throws(Fault) {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: source.text)
    } catch {
      throw error.inFile(source.name)
    }
    let objects = value.asArray ?? value["results"]?.asArray ?? value["checks"]?.asArray ?? [value]
    for (index, object) in objects.enumerated() {
      guard let members = object.asObject?.members else { continue }
      var record: [String: String] = [:]
      for member in members {
        guard let key = Self.key(member.key) else { continue }
        switch member.value {
        case .string(let text): record[key] = PlainText.plain(text)
        case .integer(let integer): record[key] = "\(integer)"
        case .number(let number): record[key] = "\(number)"
        default: break
        }
      }
      add(record, at: Place(file: source.name, detail: "[\(index)]"))
    }
  }

  private var groups: [String: Int] = [:]

  private mutating func add(_ record: [String: String], at place: Place) {
    func number(_ key: String) -> PrintedNumber? { record[key].flatMap { PrintedNumber($0) } }
    guard let name = record["kind"] else { return }
    let n = number("n")?.wholeNumber
    switch StatisticLabels.key(name) {
    case "percent", "percentage", "share", "百分比":
      guard let n, let value = number("value") ?? number("statistic") else { return }
      percentages.append((PercentageClaim(number: value, place: place, unit: nil), n))
      return
    case "mean", "binary", "均值", "平均值":
      guard let n, let mean = number("mean") ?? number("value") else { return }
      var published = PublishedMean(at: place, mean: mean, standardDeviation: number("sd"), n: n)
      published.items = number("items")?.wholeNumber ?? 1
      published.minimum = number("minimum")?.wholeNumber
      published.maximum = number("maximum")?.wholeNumber
      published.isBinary = StatisticLabels.key(name) == "binary"
      means.append(published)
      return
    default: break
    }
    guard let kind = Self.kind(name) else { return }
    var test = PublishedTest(kind, at: place)
    test.statistic = number("statistic") ?? number("value")
    test.degreesOfFreedom = number("df")
    test.secondDegreesOfFreedom = number("df2")
    test.n = number("n")
    test.p = number("p")
    test.exactP = number("exactP")
    test.oneSidedExactP = number("oneSidedP")
    for kind in PublishedEffect.Kind.allCases {
      if let value = number(kind.rawValue) { test.effects.append(PublishedEffect(kind, value, at: place)) }
    }
    if let table = record["table"] {
      let group = groups[table] ?? groups.count
      groups[table] = group
      test.group = group
    }
    tests.append(test)
  }
}

/// Means of answers on a scale, in tables that say so.
enum MeanTableReading {
  static func means(in table: PublishedTable, file: String) -> [PublishedMean] {
    let words = StatisticLabels.key(table.caption + " " + (table.rows.first?.map(\.text).joined(separator: " ") ?? ""))
    guard ["likert", "李克特", "量表", "五点", "5点", "七点", "7点"].contains(where: { words.firstRange(of: $0) != nil }),
      let heading = table.rows.first
    else { return [] }
    func column(_ names: [String]) -> Int? {
      heading.firstIndex { names.contains(StatisticLabels.key($0.text)) }
    }
    guard let mean = column(["m", "mean", "均值", "平均值", "平均数"]), let size = column(["n", "样本量", "人数"]) else {
      return []
    }
    let deviation = column(["sd", "标准差", "standarddeviation"])
    let top =
      ["五点", "5点"].contains { words.firstRange(of: $0) != nil }
      ? 5
      : ["七点", "7点"].contains { words.firstRange(of: $0) != nil } ? 7 : nil
    return table.rows.dropFirst().compactMap { row in
      guard row.indices.contains(mean), row.indices.contains(size), let value = PrintedNumber(row[mean].text),
        let n = PrintedNumber(row[size].text)?.wholeNumber, n > 0
      else { return nil }
      var published = PublishedMean(at: Place(file: file, line: row[0].line), mean: value, n: n)
      published.standardDeviation = deviation.flatMap { row.indices.contains($0) ? PrintedNumber(row[$0].text) : nil }
      published.minimum = top == nil ? nil : 1
      published.maximum = top
      return published
    }
  }
}
