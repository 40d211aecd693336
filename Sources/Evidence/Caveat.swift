/// Something that can be computed but should worry the reader: a code and facts, worded in `Phrasebook`.
public struct Caveat: Sendable, Hashable {
  public let code: String
  public var facts: Facts
  /// Where in a user's file the trouble lies, if it lies in one place.
  public var place: Place?

  public init(_ code: some CaveatCode, at place: Place? = nil, _ facts: Facts = [:]) {
    self.code = code.rawValue
    self.facts = facts
    self.place = place
  }
}

/// The codes of the caveats one room can state, kebab-case: `low-expected-counts`.
public protocol CaveatCode: RawRepresentable<String>, CaseIterable, Sendable {}
