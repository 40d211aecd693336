import Evidence

/// The benchmarks of the national allocation plans, one row a figure, each with its edition and state of verification.
public struct AllowanceRules: Sendable, Hashable {
  /// One row of a plan.
  public struct Row: Sendable, Hashable {
    public enum Property: String, Sendable, Hashable {
      /// Tonnes for each MWh and for each GJ.
      case power, heat
      /// Tonnes for each verified tonne, what a rate changes with the gap, and how far it goes.
      case emissions, slope, cap
    }

    public let edition: String
    public let benchmarkClass: String
    public let label: Label
    public let firstYear: Int
    public let lastYear: Int
    public let property: Property
    public let value: Double
    public let source: String
    /// Not recalled, but found in a source.
    public let isVerified: Bool
  }

  /// A range of prices, CNY for each tonne.
  public struct Prices: Sendable, Hashable {
    /// `nil` for a range the caller gave.
    public let year: Int?
    public let low: Double
    public let middle: Double
    public let high: Double

    public init(year: Int? = nil, low: Double, middle: Double, high: Double) {
      self.year = year
      self.low = low
      self.middle = middle
      self.high = high
    }
  }

  public let rows: [Row]
  public let prices: [Prices]

  public static let builtIn = AllowanceRules(
    rows: RuleRows(builtInAllowances).cells.map { cell in
      Row(
        edition: cell["edition"]!, benchmarkClass: cell["class"]!,
        label: Label(chinese: cell["name_zh"]!, english: cell["name_en"]!), firstYear: Int(cell["from"]!)!,
        lastYear: Int(cell["to"]!)!, property: Row.Property(rawValue: cell["property"]!)!,
        value: Double(cell["value"]!)!, source: cell["source"]!, isVerified: cell["verified"] != "no")
    },
    prices: RuleRows(builtInPrices).cells.map { cell in
      Prices(
        year: Int(cell["year"]!)!, low: Double(cell["low"]!)!, middle: Double(cell["middle"]!)!,
        high: Double(cell["high"]!)!)
    })

  /// Every class there is, in the order of the file.
  public var classes: [String] {
    var seen: Set<String> = []
    return rows.filter { seen.insert($0.benchmarkClass).inserted }.map(\.benchmarkClass)
  }

  /// What a class is called.
  func label(ofClass name: String) -> Label { rows.first { $0.benchmarkClass == name }?.label ?? Label(english: name) }

  /// The class of a sector that has only one.
  public static func onlyClass(ofSector sector: String) -> String? {
    switch sector.lowercased() {
    case "钢铁", "steel", "iron and steel": "steel"
    case "水泥", "cement": "cement"
    case "电解铝", "铝冶炼", "aluminium", "aluminum": "aluminium"
    default: nil
    }
  }

  /// Whether the sector is allotted by unit classes, which only the register can tell.
  public static func isPower(_ sector: String) -> Bool { ["电力", "发电", "power"].contains(sector.lowercased()) }

  /// The prices of a year, else of the nearest one; the later of two as near.
  public func prices(near year: Int) -> Prices {
    prices.min { left, right in
      let (a, b) = (abs(left.year! - year), abs(right.year! - year))
      return a == b ? left.year! > right.year! : a < b
    }!
  }
}
