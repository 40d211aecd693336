import Evidence

/// One ceiling over a scatter of condition and outcome, and how much it leaves empty.
public struct NecessityCeiling: Sendable, Hashable {
  /// What dealing the outcomes anew says of an effect.
  public struct Permutation: Sendable, Hashable {
    public let count: Int
    /// (Permutations with an effect as large + 1) over (permutations + 1), and never below 1 over the permutations.
    public let pValue: Double
    /// Half the width of the 95 % interval that the number of permutations leaves to the p-value.
    public let accuracy: Double
  }

  /// The parts of the ranges, in percent, in which nothing is constrained.
  public struct Inefficiency: Sendable, Hashable {
    /// The condition may exceed what the highest outcome needs by this share of its range.
    public let condition: Double
    /// Outcomes up to this share of their range need nothing of the condition.
    public let outcome: Double
  }

  /// Sizes of the effect as Dul (2016) calls them.
  public enum Size: String, Sendable, Hashable, CaseIterable {
    /// Under 0.1.
    case small
    /// From 0.1, under 0.3.
    case medium
    /// From 0.3, under 0.5.
    case large
    case veryLarge = "very-large"
  }

  /// The empty area, in units of condition times outcome.
  public let zone: Double
  /// The empty share of the scope, d.
  public let effect: Double
  /// `nil` where none was asked for, or where there is no line.
  public let permutation: Permutation?
  /// `nil` for steps, and where a single peer leaves the line undefined.
  public let slope: Double?
  public let intercept: Double?
  /// Cases beyond the ceiling by more than rounding (a 10⁻⁹th of the outcome's range; R takes 10⁻⁷ as it is).
  public let above: Int
  public let n: Int
  /// How far the empty area agrees with that above the steps, in percent.
  public let fit: Double?
  public let inefficiency: Inefficiency?

  /// The percentage of cases the ceiling holds.
  public var accuracy: Double { 100 * Double(n - above) / Double(n) }

  public var size: Size {
    switch effect {
    case ..<0.1: .small
    case ..<0.3: .medium
    case ..<0.5: .large
    default: .veryLarge
    }
  }
}
