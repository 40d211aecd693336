import Evidence

/// The provincial divisions of China by their code after GB/T 2260, each with its tile on a map of equal squares.
public enum Province: Int, Sendable, Hashable, CaseIterable {
  case beijing = 11
  case tianjin, hebei, shanxi, innerMongolia
  case liaoning = 21
  case jilin, heilongjiang
  case shanghai = 31
  case jiangsu, zhejiang, anhui, fujian, jiangxi, shandong
  case henan = 41
  case hubei, hunan, guangdong, guangxi, hainan
  case chongqing = 50
  case sichuan, guizhou, yunnan, tibet
  case shaanxi = 61
  case gansu, qinghai, ningxia, xinjiang
  case taiwan = 71
  case hongKong = 81
  case macau

  /// Column from the west and row from the north.
  var tile: (column: Int, row: Int) {
    switch self {
    case .heilongjiang: (7, 0)
    case .innerMongolia: (4, 1)
    case .jilin: (7, 1)
    case .xinjiang: (0, 2)
    case .gansu: (1, 2)
    case .ningxia: (2, 2)
    case .shanxi: (3, 2)
    case .hebei: (4, 2)
    case .beijing: (5, 2)
    case .tianjin: (6, 2)
    case .liaoning: (7, 2)
    case .qinghai: (1, 3)
    case .shaanxi: (2, 3)
    case .henan: (3, 3)
    case .shandong: (4, 3)
    case .tibet: (0, 4)
    case .sichuan: (1, 4)
    case .chongqing: (2, 4)
    case .hubei: (3, 4)
    case .anhui: (4, 4)
    case .jiangsu: (5, 4)
    case .shanghai: (6, 4)
    case .yunnan: (1, 5)
    case .guizhou: (2, 5)
    case .hunan: (3, 5)
    case .jiangxi: (4, 5)
    case .zhejiang: (5, 5)
    case .guangxi: (2, 6)
    case .guangdong: (3, 6)
    case .fujian: (4, 6)
    case .taiwan: (6, 6)
    case .hainan: (2, 7)
    case .macau: (3, 7)
    case .hongKong: (4, 7)
    }
  }

  private var names: (chinese: String, english: String, letters: String) {
    switch self {
    case .beijing: ("北京", "Beijing", "BJ")
    case .tianjin: ("天津", "Tianjin", "TJ")
    case .hebei: ("河北", "Hebei", "HE")
    case .shanxi: ("山西", "Shanxi", "SX")
    case .innerMongolia: ("内蒙古", "Inner Mongolia", "NM")
    case .liaoning: ("辽宁", "Liaoning", "LN")
    case .jilin: ("吉林", "Jilin", "JL")
    case .heilongjiang: ("黑龙江", "Heilongjiang", "HL")
    case .shanghai: ("上海", "Shanghai", "SH")
    case .jiangsu: ("江苏", "Jiangsu", "JS")
    case .zhejiang: ("浙江", "Zhejiang", "ZJ")
    case .anhui: ("安徽", "Anhui", "AH")
    case .fujian: ("福建", "Fujian", "FJ")
    case .jiangxi: ("江西", "Jiangxi", "JX")
    case .shandong: ("山东", "Shandong", "SD")
    case .henan: ("河南", "Henan", "HA")
    case .hubei: ("湖北", "Hubei", "HB")
    case .hunan: ("湖南", "Hunan", "HN")
    case .guangdong: ("广东", "Guangdong", "GD")
    case .guangxi: ("广西", "Guangxi", "GX")
    case .hainan: ("海南", "Hainan", "HI")
    case .chongqing: ("重庆", "Chongqing", "CQ")
    case .sichuan: ("四川", "Sichuan", "SC")
    case .guizhou: ("贵州", "Guizhou", "GZ")
    case .yunnan: ("云南", "Yunnan", "YN")
    case .tibet: ("西藏", "Tibet", "XZ")
    case .shaanxi: ("陕西", "Shaanxi", "SN")
    case .gansu: ("甘肃", "Gansu", "GS")
    case .qinghai: ("青海", "Qinghai", "QH")
    case .ningxia: ("宁夏", "Ningxia", "NX")
    case .xinjiang: ("新疆", "Xinjiang", "XJ")
    case .taiwan: ("台湾", "Taiwan", "TW")
    case .hongKong: ("香港", "Hong Kong", "HK")
    case .macau: ("澳门", "Macau", "MO")
    }
  }

  public func name(in language: Language) -> String { language == .chinese ? names.chinese : names.english }
  /// What fits a tile: the Chinese name, or the two letters of GB/T 2260.
  func shortName(in language: Language) -> String { language == .chinese ? names.chinese : names.letters }

  /// The province a text names: `山东`, `山东省`, `Shandong`, `SD`; `nil` for other text.
  public init?(named text: String) {
    for province in Province.allCases {
      let names = province.names
      if text.hasPrefix(names.chinese) || text.lowercased() == names.english.lowercased() || text == names.letters {
        self = province
        return
      }
    }
    return nil
  }
}
