import Evidence

/// The uncertainty a guideline gives for all factors of a kind, or for activity data, where nothing better is known.
///
/// Rows of `datasets/factors/uncertainties.csv`, each with its source and how far it was checked.
public struct DefaultUncertainty: Sendable, Hashable {
  public let key: String
  public let label: Label
  /// Ends of the 95 % interval as percentages of the value.
  public let low: Double
  public let high: Double
  public let source: String
  public let verification: EmissionFactor.Verification
  private let properties: Set<String>
  private let items: Set<String>

  /// Half the interval, also of a lopsided one.
  public var halfWidth: Double { (high - low) / 2 }

  /// Of a quantity: fuel data without other information.
  public static let ofQuantities = all.first { $0.properties.contains("activity") }!

  /// The default for a factor; those that were never held against their official table only where they are accepted.
  public static func of(_ factor: EmissionFactor, acceptsUnverified: Bool) -> DefaultUncertainty? {
    (acceptsUnverified ? ofKinds : checkedOfKinds).first { kind in
      kind.items.contains(factor.item) && kind.properties.contains(factor.property.rawValue)
    }
  }

  private static let ofKinds = all.filter { !$0.properties.contains("activity") }
  private static let checkedOfKinds = ofKinds.filter { $0.verification != .no }

  public static let all: [DefaultUncertainty] = {
    let rows = builtInUncertainties.split(separator: "\n").dropFirst()
    return rows.map { row in
      let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      func names(_ cell: String) -> Set<String> { Set(cell.split(separator: "|").map(String.init)) }
      return DefaultUncertainty(
        key: cells[0], label: Label(chinese: cells[1], english: cells[2]), low: Double(cells[5])!,
        high: Double(cells[6])!, source: cells[7], verification: .init(rawValue: cells[8])!,
        properties: names(cells[3]), items: names(cells[4]))
    }
  }()
}
