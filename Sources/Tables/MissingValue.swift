import Evidence

/// Why a value is not there.
public enum MissingReason: String, Sendable, Hashable, CaseIterable {
  /// The file holds nothing.
  case system
  case refused
  case notApplicable = "not-applicable"
  case dontKnow = "dont-know"
  /// The questionnaire led past the question.
  case skipped
}

/// One way in which values of a column can be missing: its reason and what the file writes for it.
///
/// A column lists the ways it has; a cell that is missing holds the place of its way in that list.
public struct MissingValue: Sendable, Hashable {
  public var reason: MissingReason
  /// What stands in the file: `-2`, `99`, `拒绝回答`. `nil` where the file holds nothing.
  public var value: LevelValue?
  public var label: Label

  public init(_ reason: MissingReason, value: LevelValue? = nil, label: Label = Label()) {
    self.reason = reason
    self.value = value
    self.label = label
  }

  /// The file holds nothing. Every column has this as its first way.
  public static let system = MissingValue(.system)
}

/// How cells of each width mark a missing value: a few codes at one end of their range name places in ``Column/missing``.
public enum MissingSlots {
  /// How many ways of being missing a column of one-byte cells can tell apart.
  public static let inBytes = 16
  /// The same for two-byte cells.
  public static let inShorts = 1024
  /// The same for wider cells and for reals.
  public static let inWords = 65536

  /// The pattern of a real that is missing in way `slot`: a quiet NaN whose low bits are the slot.
  @inlinable public static func real(_ slot: Int) -> Double {
    Double(bitPattern: 0x7FF8_0000_0000_0000 | UInt64(slot))
  }

  /// The way in which a real is missing, `nil` if it is a number.
  @inlinable public static func slot(of real: Double) -> Int? {
    real.isNaN ? Int(real.bitPattern & 0xFFFF) : nil
  }
}
