import Evidence

/// A measure of association printed with a chi-square test.
public struct PublishedEffect: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case cramersV = "cramers-v"
    case phi
    case contingency = "contingency-coefficient"

    /// The letter it is printed with.
    public var symbol: String {
      switch self {
      case .cramersV: "V"
      case .phi: "φ"
      case .contingency: "C"
      }
    }
  }

  public var kind: Kind
  public var value: PrintedNumber
  public var place: Place

  public init(_ kind: Kind, _ value: PrintedNumber, at place: Place) {
    self.kind = kind
    self.value = value
    self.place = place
  }
}

extension StatisticLabels {
  /// The measure a row of a table of symmetric measures is about.
  static func effect(_ label: String) -> PublishedEffect.Kind? {
    let name = key(label)
    if ["列联系数", "相依系数", "列联相关系数", "列联系数c", "contingencycoefficient", "contingency"].contains(name) {
      return .contingency
    }
    if ["phi", "φ", "phi系数", "φ系数", "phicoefficient"].contains(name) { return .phi }
    let names = ["cramerv", "cramersv", "cramérv", "cramérsv", "克莱姆v", "克拉默v", "克莱默v", "克莱姆v系数", "克拉默v系数"]
    return names.contains(name) ? .cramersV : nil
  }
}

/// The table of symmetric measures that statistics programs print below a table of tests.
struct PublishedEffects {
  var effects: [PublishedEffect] = []
  var n: Int?

  init(in table: PublishedTable, file: String) {
    guard
      let heading = table.rows.prefix(3).firstIndex(where: { row in
        row.contains { StatisticLabels.column($0.text) == .statistic }
      }),
      let column = table.rows[heading].lastIndex(where: { StatisticLabels.column($0.text) == .statistic })
    else { return }
    // A spanning label that is left out in the rows below makes them shorter at the front.
    let fromEnd = table.rows[heading].count - column
    for row in table.rows[(heading + 1)...] {
      guard row.count >= fromEnd, let value = PrintedNumber(row[row.count - fromEnd].text) else { continue }
      let labels = row[..<(row.count - fromEnd)].map(\.text)
      if labels.contains(where: StatisticLabels.isSampleSize) {
        n = value.wholeNumber
      } else if let kind = labels.compactMap(StatisticLabels.effect).first {
        effects.append(PublishedEffect(kind, value, at: Place(file: file, line: row[0].line)))
      }
    }
  }
}
