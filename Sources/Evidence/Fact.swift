/// One thing an error or a caveat knows: what was found, where, how much.
///
/// Rooms state facts; the sentences around them are made in one place, in both languages (`Phrasebook`).
public enum Fact: Sendable, Hashable {
  case text(String)
  case integer(Int)
  case number(Double)
  /// Several things of a kind, in the order in which they should be read: names, labels, strata.
  case list([String])
  /// A thing or several that are called differently in each language.
  case label(Label)
  case labels([Label])
}

extension Fact: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByArrayLiteral, ExpressibleByStringInterpolation
{
  public init(stringLiteral value: String) { self = .text(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(arrayLiteral elements: String...) { self = .list(elements) }
}

/// Facts by the name their sentence calls them by.
public typealias Facts = [String: Fact]
