import Evidence

/// A branch of industry that the national carbon market knows, with its names in both languages.
///
/// The eight sectors and their branches are those of the NDRC notice 发改办气候〔2016〕57号, annex 1 (石化、化工、建材、钢铁、有色、
/// 造纸、电力、航空). The English names are common translations.
public struct Sector: Sendable, Hashable {
  public let label: Label

  /// The sector of that name in either language; 行业, 业 and 工业 may follow.
  public static func named(_ name: String) -> Sector? {
    let name = name.lowercased()
    if let sector = byName[name] { return sector }
    for ending in ["行业", "工业", "业"] where name.hasSuffix(ending) {
      if let sector = byName[String(name.dropLast(ending.count))] { return sector }
    }
    return nil
  }

  private static let byName: [String: Sector] = {
    var names: [String: Sector] = [:]
    for (chinese, english, others) in known {
      let sector = Sector(label: Label(chinese: chinese, english: english))
      for name in [chinese, english.lowercased()] + others { names[name] = sector }
    }
    return names
  }()

  private static let known: [(String, String, [String])] = [
    ("石化", "Petrochemicals", ["petrochemical", "石油化工"]), ("化工", "Chemicals", ["chemical", "chemical industry"]),
    ("建材", "Building materials", []), ("钢铁", "Iron and steel", ["steel", "黑色金属冶炼"]),
    ("有色", "Non-ferrous metals", ["有色金属", "nonferrous metals"]), ("造纸", "Paper", ["pulp and paper", "造纸和纸制品"]),
    ("电力", "Power", ["power generation", "发电", "electricity"]), ("航空", "Aviation", ["民航"]),
    ("水泥", "Cement", []), ("平板玻璃", "Flat glass", []), ("玻璃", "Glass", []), ("陶瓷", "Ceramics", []),
    ("电解铝", "Aluminium", ["aluminum", "aluminium smelting", "铝冶炼"]), ("铜冶炼", "Copper smelting", []),
    ("原油加工", "Oil refining", ["炼油", "refining"]), ("乙烯", "Ethylene", []), ("电石", "Calcium carbide", []),
    ("合成氨", "Ammonia", []), ("甲醇", "Methanol", []), ("热电联产", "Combined heat and power", ["热电", "chp"]),
    ("电网", "Power grid", []), ("机场", "Airports", ["airport"]), ("石灰", "Lime", []), ("焦化", "Coking", []),
    ("纺织", "Textiles", []), ("煤炭", "Coal mining", []), ("供热", "Heat supply", []),
  ]
}

extension Label {
  /// What a reader of `language` calls a thing written as `text`: as it is written where that is the language, else in
  /// words of the language.
  ///
  ///     Region.named("山东省")!.label.naming("山东省", in: .chinese)    // "山东省"
  ///     Region.named("山东省")!.label.naming("山东省", in: .english)    // "Shandong"
  public func naming(_ text: String, in language: Language) -> String {
    let isItsLanguage = (Label(sniffing: text).chinese != nil) == (language == .chinese)
    return isItsLanguage ? text : self.text(in: language) ?? text
  }
}
