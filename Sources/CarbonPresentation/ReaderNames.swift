import CarbonAccounting
import EmissionFactors
import Evidence

extension AccountTotals.Grouping {
  /// What people call the grouping; a column of the register goes by its own name.
  public func name(in language: Language) -> String {
    let chinese = language == .chinese
    return switch self {
    case .sector: chinese ? "行业" : "Sector"
    case .province: chinese ? "省份" : "Province"
    case .city: chinese ? "城市" : "City"
    case .year: chinese ? "年份" : "Year"
    case .entity: chinese ? "企业" : "Enterprise"
    default: rawValue
    }
  }

  /// A value of the grouping in the reader's words: known provinces and sectors by their names, all else as it is written.
  ///
  ///     AccountTotals.Grouping.province.text("山东", in: .english)    // "Shandong"
  public func text(_ value: String, in language: Language) -> String {
    switch self {
    case .province: Region.named(value)?.label.naming(value, in: language) ?? value
    case .sector: Sector.named(value)?.label.naming(value, in: language) ?? value
    default: value
    }
  }
}

extension EntityInventory {
  /// The id and the name of the enterprise.
  var title: String { entry?.name.map { $0 == entity ? entity : "\(entity) \($0)" } ?? entity }
}
