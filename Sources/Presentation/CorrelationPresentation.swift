import Documents
import Evidence
import Phrasebook
import Scales
import StructuredText

extension CorrelationMatrix {
  /// `{"items": ["…"], "n": [[0]], "r": [[0]], "p": [[0]], "adjustedP": null}`, with the answers of an item and 1 on the diagonals of `n` and `r`.
  public var json: JSONValue {
    func square(_ diagonal: (Int) -> JSONValue, _ value: (Pair) -> JSONValue) -> JSONValue {
      .array(
        items.indices.map { i in
          .array(items.indices.map { j in self[i, j].map(value) ?? diagonal(i) })
        })
    }
    return [
      "items": JSONValue(items),
      "n": square({ .integer(answered[$0]) }, { .integer($0.n) }),
      "r": square({ _ in 1 }, { $0.r.json }),
      "p": square({ _ in .null }, { $0.p.json }),
      "adjustedP": adjustment == .none ? .null : square({ _ in .null }, { $0.adjustedP.json }),
      "low": square({ _ in .null }, { $0.interval?.low.json ?? .null }),
      "high": square({ _ in .null }, { $0.interval?.high.json ?? .null }),
    ]
  }

  /// The lower triangle, with stars, and the number of rows where it differs from pair to pair.
  public func document(style: TableStyle, in language: Language) -> Document {
    let chinese = language == .chinese
    let names = [
      CorrelationMethod.pearson: chinese ? "皮尔逊相关" : "Pearson correlations",
      .spearman: chinese ? "斯皮尔曼等级相关" : "Spearman rank correlations",
      .kendall: chinese ? "肯德尔 τb" : "Kendall's τb",
    ]
    let rule = DisplayRule.bounded(decimals: 3)
    var rows: [DocumentTable.Row] = []
    for i in items.indices {
      var cells = [DocumentTable.Cell("\(i + 1) " + Naming.column(items[i], labels[i], in: language))]
      for j in items.indices {
        if j > i {
          cells.append("")
        } else if j == i {
          cells.append(.init("—"))
        } else {
          let pair = self[i, j]!
          cells.append(.init(rule.text(pair.r, style: style) + Self.stars(pair.adjustedP ?? pair.p)))
        }
      }
      rows.append(.init(cells))
    }
    let counts = Set(pairs.map(\.n)).sorted()
    var notes: [DocumentTable.Note] = []
    if let fewest = counts.first, let most = counts.last {
      let text = fewest == most ? "n = \(fewest)" : "n = \(fewest)–\(most)"
      let rule =
        missing == .pairwise ? (chinese ? "按对排除缺失" : "missing pairwise") : (chinese ? "按整行排除缺失" : "missing listwise")
      notes.append(.init(Phrase(chinese ? "\(text)；\(rule)" : "\(text); \(rule)")))
    }
    let adjusted = ["holm": "Holm", "bh": "Benjamini–Hochberg"][adjustment.rawValue]
    let stars = "* p < 0.05, ** p < 0.01, *** p < 0.001"
    notes.append(
      .init(
        Phrase(adjusted.map { chinese ? "\(stars)（\($0) 校正）" : "\(stars) (adjusted by \($0))" } ?? stars)))
    let table = DocumentTable(
      title: Phrase(names[method]!),
      columns: [.init(chinese ? "题目" : "Item")] + items.indices.map { .init(Phrase(String($0 + 1)), .decimal) },
      rows: rows, notes: notes)
    return Document(title: names[method]!, language: language.rawValue, [.table(table)])
  }

  private static func stars(_ p: Double?) -> String {
    guard let p else { return "" }
    return p < 0.001 ? "***" : p < 0.01 ? "**" : p < 0.05 ? "*" : ""
  }
}
