import Evidence

/// One question that bears on a dimension: whether an answer shows the bottleneck, and how badly.
///
/// The rule of evidence (`awareness in (1, 2)`) is already applied: `presence` holds its answer for each row, `nil` where
/// it cannot be told.
public struct BottleneckItem: Sendable, Hashable {
  public let name: String
  public let label: Label
  /// One a respondent.
  public let presence: [Bool?]
  /// The ordered answer of each respondent, empty where the item has no order.
  public let scores: [Double?]
  /// Whether high scores are the bad ones.
  public let isHighBad: Bool
  /// The lowest and highest answer there could be; those that occur unless given.
  public let scale: ClosedRange<Double>?

  public init(
    _ name: String, label: Label = Label(), presence: [Bool?], scores: [Double?] = [], isHighBad: Bool = true,
    scale: ClosedRange<Double>? = nil
  ) {
    self.name = name
    self.label = label
    self.presence = presence
    self.scores = scores
    self.isHighBad = isHighBad
    self.scale = scale
  }
}

/// What may hold enterprises back in one respect: people, equipment, data, energy supply, audit …
///
/// A respondent shows the dimension when at least ``atLeast`` items do. What is not known counts neither way: a respondent
/// is unknown when the unknown items could still decide. An enterprise shows it when the weighted share of its
/// known respondents who do reaches ``BottleneckStudy/Options/enterpriseThreshold``, or when at least ``atLeast`` of
/// its own items do.
public struct BottleneckDimension: Sendable, Hashable {
  public let id: String
  public let label: Label
  public let items: [BottleneckItem]
  /// Facts known of the enterprise itself; `presence` then has one entry an enterprise, and scores are not read.
  public let enterpriseItems: [BottleneckItem]
  public let atLeast: Int

  public init(
    id: String, label: Label = Label(), items: [BottleneckItem], enterpriseItems: [BottleneckItem] = [],
    atLeast: Int = 1
  ) {
    self.id = id
    self.label = label
    self.items = items
    self.enterpriseItems = enterpriseItems
    self.atLeast = atLeast
  }

  /// Whether at least `atLeast` of the items are present at a row; `nil` where that depends on what is not known.
  static func shows(_ items: [BottleneckItem], atLeast: Int, at row: Int) -> Bool? {
    var (present, unknown) = (0, 0)
    for item in items {
      switch item.presence[row] {
      case true?: present += 1
      case false?: break
      case nil: unknown += 1
      }
    }
    if present >= atLeast { return true }
    return present + unknown >= atLeast ? nil : false
  }
}
