import Evidence

/// A place a factor is about: a province, one of the seven regional grids, China, the world.
public struct Region: Sendable, Hashable {
  /// `shandong`, `grid.north`, `cn`, `world`.
  public let key: String
  public let label: Label
  /// The grid a province lies in, as the power factor announcements group them; `nil` for Tibet, which they leave out.
  public let grid: String?

  /// The regions from the nearest to the widest in which a factor for this place may be found.
  public var chain: [String] {
    switch key {
    case "world": ["world"]
    case "cn": ["cn", "world"]
    default: grid.map { [key, "grid.\($0)", "cn", "world"] } ?? [key, "cn", "world"]
    }
  }

  public static let china = Region(key: "cn", label: Label(chinese: "全国", english: "China"), grid: nil)
  public static let world = Region(key: "world", label: Label(chinese: "全球", english: "World"), grid: nil)

  /// The region of that key or name in either language; 省, 市 and 自治区 may be left out.
  public static func named(_ name: String) -> Region? {
    byName[name.lowercased()] ?? byName[String(shortened(name))]
  }

  private static func shortened(_ name: String) -> Substring {
    var short = name[...]
    for ending in ["特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "电网", "省", "市", "地区", "区域"] where short.hasSuffix(ending)
    {
      short = short.dropLast(ending.count)
      break
    }
    return short
  }

  private static let byName: [String: Region] = {
    var names: [String: Region] = [:]
    for region in all {
      names[region.key] = region
      if let chinese = region.label.chinese { names[chinese] = region }
      if let english = region.label.english { names[english.lowercased()] = region }
    }
    names["中国"] = china
    names["national"] = china
    return names
  }()

  public static let all: [Region] =
    [china, world] + grids.map { Region(key: "grid.\($0)", label: Label(chinese: $1, english: $2), grid: nil) }
    + provinces.map { Region(key: $0, label: Label(chinese: $1, english: $2), grid: $3) }

  private static let grids = [
    ("north", "华北", "North China"), ("northeast", "东北", "Northeast"), ("east", "华东", "East China"),
    ("central", "华中", "Central China"), ("northwest", "西北", "Northwest"), ("south", "南方", "Southern"),
    ("southwest", "西南", "Southwest"),
  ]

  private static let provinces: [(String, String, String, String?)] = [
    ("beijing", "北京", "Beijing", "north"), ("tianjin", "天津", "Tianjin", "north"), ("hebei", "河北", "Hebei", "north"),
    ("shanxi", "山西", "Shanxi", "north"), ("inner_mongolia", "内蒙古", "Inner Mongolia", "north"),
    ("shandong", "山东", "Shandong", "north"), ("liaoning", "辽宁", "Liaoning", "northeast"),
    ("jilin", "吉林", "Jilin", "northeast"), ("heilongjiang", "黑龙江", "Heilongjiang", "northeast"),
    ("shanghai", "上海", "Shanghai", "east"), ("jiangsu", "江苏", "Jiangsu", "east"),
    ("zhejiang", "浙江", "Zhejiang", "east"), ("anhui", "安徽", "Anhui", "east"), ("fujian", "福建", "Fujian", "east"),
    ("jiangxi", "江西", "Jiangxi", "central"), ("henan", "河南", "Henan", "central"),
    ("hubei", "湖北", "Hubei", "central"), ("hunan", "湖南", "Hunan", "central"),
    ("shaanxi", "陕西", "Shaanxi", "northwest"), ("gansu", "甘肃", "Gansu", "northwest"),
    ("qinghai", "青海", "Qinghai", "northwest"), ("ningxia", "宁夏", "Ningxia", "northwest"),
    ("xinjiang", "新疆", "Xinjiang", "northwest"), ("guangdong", "广东", "Guangdong", "south"),
    ("guangxi", "广西", "Guangxi", "south"), ("hainan", "海南", "Hainan", "south"),
    ("guizhou", "贵州", "Guizhou", "south"), ("yunnan", "云南", "Yunnan", "south"),
    ("chongqing", "重庆", "Chongqing", "southwest"), ("sichuan", "四川", "Sichuan", "southwest"),
    ("tibet", "西藏", "Tibet", nil),
  ]
}
