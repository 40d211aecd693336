import Evidence

/// What an activity record is about.
public enum ActivityKind: String, Sendable, Hashable, CaseIterable {
  case combustion, process, electricity, heat
  case electricityExport = "electricity_export"
  case heatExport = "heat_export"
  case greenElectricity = "green_electricity"
  case capture, sink

  /// Where a kind stands in an inventory.
  public enum Scope: String, Sendable, Hashable {
    /// Emitted by the enterprise itself.
    case direct = "1"
    /// Emitted where its electricity and heat are made.
    case purchasedEnergy = "2"
    /// Stated beside the total and never netted into it.
    case beside = "beside"
  }

  public var scope: Scope {
    switch self {
    case .combustion, .process: .direct
    case .electricity, .heat, .electricityExport, .heatExport: .purchasedEnergy
    case .greenElectricity, .capture, .sink: .beside
    }
  }

  public var label: Label {
    switch self {
    case .combustion: Label(chinese: "化石燃料燃烧", english: "combustion")
    case .process: Label(chinese: "生产过程", english: "process")
    case .electricity: Label(chinese: "购入电力", english: "purchased electricity")
    case .heat: Label(chinese: "购入热力", english: "purchased heat")
    case .electricityExport: Label(chinese: "输出电力", english: "exported electricity")
    case .heatExport: Label(chinese: "输出热力", english: "exported heat")
    case .greenElectricity: Label(chinese: "绿色电力", english: "green electricity")
    case .capture: Label(chinese: "碳捕集", english: "capture")
    case .sink: Label(chinese: "碳汇", english: "sink")
    }
  }

  /// The kind of that name in either language.
  public static func named(_ name: String) -> ActivityKind? {
    names[name.lowercased()]
  }

  private static let names: [String: ActivityKind] = {
    var names: [String: ActivityKind] = [:]
    for kind in allCases {
      names[kind.rawValue] = kind
      names[kind.label.chinese!] = kind
      names[kind.label.english!] = kind
    }
    let more: [(ActivityKind, [String])] = [
      (.combustion, ["燃烧", "燃料燃烧", "化石燃料"]), (.process, ["过程", "工业过程", "工业生产过程", "生产过程排放"]),
      (.electricity, ["电力", "外购电力", "购电", "净购入电力"]), (.heat, ["热力", "外购热力", "购热", "净购入热力"]),
      (.electricityExport, ["外供电力", "外输电力", "售电"]), (.heatExport, ["外供热力", "外输热力", "供热"]),
      (.greenElectricity, ["绿电", "绿证", "非化石电力"]), (.capture, ["捕集", "ccus", "二氧化碳捕集"]), (.sink, ["林业碳汇", "汇"]),
    ]
    for (kind, others) in more {
      for name in others { names[name] = kind }
    }
    return names
  }()
}
