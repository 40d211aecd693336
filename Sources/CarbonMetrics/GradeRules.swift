import Evidence

/// The cut-points of carbon-efficiency levels and grades of one dated rule.
///
///     let rules = GradeRules.huzhou2021
///     rules.level(of: 0.6).key    // "low": a value at a limit belongs to the better band
///     rules.grade(of: 1.3).key    // "4"
public struct GradeRules: Sendable, Hashable {
  /// One level or grade.
  public struct Band: Sendable, Hashable {
    public let key: String
    public let label: Label
    /// Where the band ends, included; `nil` for the last.
    public let upper: Double?
  }

  public let edition: String
  public let source: String
  /// Of L: tonnes of CO2 for each 10⁴ CNY of value added.
  public let levels: [Band]
  /// Of K: L over that of the sector in the same period.
  public let grades: [Band]
  /// `level` and `grade` where their cut-points come from a file of the user's, and that file.
  public var ownMeasures: [String] = []
  public var file: String?

  /// The rule of Huzhou for larger industrial enterprises, three levels and five grades.
  public static let huzhou2021 = builtIn.first { $0.edition == "huzhou-2021" }!

  /// Every edition the program carries.
  public static let builtIn: [GradeRules] = {
    let cells = RuleRows(builtInGrades).cells
    var editions: [String] = []
    for cell in cells where !editions.contains(cell["edition"]!) { editions.append(cell["edition"]!) }
    return editions.map { edition in
      let own = cells.filter { $0["edition"] == edition }
      func bands(_ measure: String) -> [Band] {
        own.filter { $0["measure"] == measure }.map { cell in
          Band(
            key: cell["grade"]!, label: Label(chinese: cell["name_zh"]!, english: cell["name_en"]!),
            upper: Double(cell["upper"]!))
        }
      }
      return GradeRules(
        edition: edition, source: own[0]["source"]!, levels: bands("level"), grades: bands("grade"))
    }
  }()

  public func level(of value: Double) -> Band { Self.band(of: value, in: levels) }
  public func grade(of value: Double) -> Band { Self.band(of: value, in: grades) }

  private static func band(of value: Double, in bands: [Band]) -> Band {
    bands.first { band in band.upper.map { value <= $0 } ?? true } ?? bands.last!
  }
}
