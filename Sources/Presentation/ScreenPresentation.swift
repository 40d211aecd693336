import Crosstabs
import Documents
import Evidence
import StructuredText

extension Screen {
  /// `{"pairs": [{"a": …, "b": …, "n": …, "statistic": …, "df": …, "p": …, "logP": …, "adjustedP": …, "cramersV": …}]}`
  public var json: JSONValue {
    [
      "pairs": .array(
        pairs.map {
          [
            "a": .string($0.a), "b": .string($0.b), "n": .integer($0.n), "statistic": $0.statistic.json,
            "df": .integer($0.degreesOfFreedom), "p": $0.p.json, "logP": $0.logP.json, "adjustedP": $0.adjustedP.json,
            "cramersV": $0.cramersV.json,
          ]
        }),
      "untestable": .array(untestable.map { ["a": .string($0.a), "b": .string($0.b), "n": .integer($0.n)] }),
    ]
  }

  public func document(in language: Language) -> Document {
    let chinese = language == .chinese
    let adjusted = ["holm": "Holm", "bh": "BH", "none": ""][adjustment.rawValue]!
    var notes: [DocumentTable.Note] = []
    if !untestable.isEmpty {
      let names = untestable.prefix(5).map { "\($0.a)×\($0.b)" }.joined(separator: ", ")
      let count = untestable.count
      notes.append(
        .init(
          Phrase(
            chinese
              ? "\(count) 对无法检验（共有的行中其中一题只有一种回答）：\(names)\(count > 5 ? " 等" : "")"
              : "\(count) pairs could not be tested (one item has a single answer among the rows they share): \(names)\(count > 5 ? " …" : "")"
          )))
    }
    let table = DocumentTable(
      title: Phrase(chinese ? "两两关联：\(pairs.count) 对" : "Association of \(pairs.count) pairs"),
      columns: [
        .init(chinese ? "题目" : "Item"), .init(chinese ? "题目" : "Item"), .init("n", .right), .init("χ²", .decimal),
        .init(chinese ? "自由度" : "df", .right), .init("p", .decimal),
        .init(Phrase(chinese ? "校正 p \(adjusted)" : "adjusted p \(adjusted)"), .decimal), .init("V", .decimal),
      ],
      rows: pairs.map { pair in
        .init([
          .init(pair.a), .init(pair.b), .init(String(pair.n)),
          .init(DisplayRule.decimals(2).text(pair.statistic, style: .spss)), .init(String(pair.degreesOfFreedom)),
          .init(DisplayRule.pValue.text(pair.p, style: .spss)),
          .init(DisplayRule.pValue.text(pair.adjustedP, style: .spss)),
          .init(DisplayRule.bounded(decimals: 3).text(pair.cramersV, style: .spss)),
        ])
      }, notes: notes)
    return Document(title: chinese ? "关联筛查" : "Screen", language: language.rawValue, [.table(table)])
  }
}
