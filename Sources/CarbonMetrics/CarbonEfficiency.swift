import CarbonAccounting
import Evidence

/// The carbon-efficiency level and grade of one enterprise in one year, and how far the better ones are.
///
/// L is energy-related emissions over value added, K is L over that of the sector. A negative L, where more is captured
/// than emitted, is in the best band.
public struct CarbonEfficiency: Sendable, Hashable {
  /// What would lead to the next better band, everything else unchanged; the sector's average is held fixed.
  public struct Distance: Sendable, Hashable {
    public let band: GradeRules.Band
    /// Tonnes less.
    public let tonnes: Double
    /// 10⁴ CNY of value added more.
    public let valueAdded: Double
  }

  public let edition: String
  /// Tonnes of CO2 for each 10⁴ CNY.
  public let intensity: Double
  public let level: GradeRules.Band
  /// `nil` without an average of the sector.
  public let ratio: Double?
  public let grade: GradeRules.Band?
  public let average: SectorAverages.Average?
  /// `nil` in the best band.
  public let nextLevel: Distance?
  public let nextGrade: Distance?

  /// - Returns: `nil` unless value added is known and positive.
  public init?(_ inventory: EntityInventory, averages: SectorAverages, rules: GradeRules = .huzhou2021) {
    guard let money = inventory.entry?.valueAdded, money > 0 else { return nil }
    let tonnes = inventory.energyRelated
    let intensity = tonnes / money
    edition = rules.edition
    self.intensity = intensity
    let level = rules.level(of: intensity)
    self.level = level
    nextLevel = Self.distance(below: level, in: rules.levels, times: 1, tonnes: tonnes, money: money)
    average = inventory.entry?.sector.flatMap { averages[$0, inventory.year] }
    guard let average, average.energyRelated > 0 else {
      ratio = nil
      grade = nil
      nextGrade = nil
      return
    }
    let ratio = intensity / average.energyRelated
    let grade = rules.grade(of: ratio)
    self.ratio = ratio
    self.grade = grade
    nextGrade = Self.distance(
      below: grade, in: rules.grades, times: average.energyRelated, tonnes: tonnes, money: money)
  }

  private static func distance(
    below band: GradeRules.Band, in bands: [GradeRules.Band], times unit: Double, tonnes: Double, money: Double
  ) -> Distance? {
    guard let place = bands.firstIndex(of: band), place > 0, let upper = bands[place - 1].upper else { return nil }
    let limit = upper * unit
    return Distance(band: bands[place - 1], tonnes: tonnes - limit * money, valueAdded: tonnes / limit - money)
  }
}
