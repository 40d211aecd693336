import Evidence

/// What may not be read from a published result: counts of too few respondents, totals that are nearly one enterprise's.
///
///     try DisclosureRule(minimumCount: 5).isUnsafe(count: 4)   // true
public struct DisclosureRule: Sendable, Hashable {
  /// The (n, k) rule: a total is unsafe when its `contributors` largest parts are more than `percent` of it.
  public struct Dominance: Sendable, Hashable {
    public let contributors: Int
    public let percent: Double

    public init(contributors: Int, percent: Double) throws(Fault) {
      guard contributors >= 1, contributors <= 100, percent > 0, percent < 100 else {
        throw Fault(DisclosureFault.badDominance, ["text": .text("\(contributors),\(percent)")])
      }
      self.contributors = contributors
      self.percent = percent
    }

    /// The two numbers as they are typed: `1,75`.
    public init(typed text: String) throws(Fault) {
      let parts = text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "," || $0 == "，" })
      guard parts.count == 2, let contributors = Int(parts[0]), let percent = Double(parts[1]),
        let rule = try? Dominance(contributors: contributors, percent: percent)
      else { throw Fault(DisclosureFault.badDominance, ["text": .text(text)]) }
      self = rule
    }

    private init() { (contributors, percent) = (1, 75) }

    /// One enterprise with more than three quarters of a total.
    public static let usual = Dominance()

    /// Whether the largest parts outweigh the rest. Signs do not matter: what is taken off a total shows its owner too.
    ///
    /// A total of nothing but zeros is safe; a share of exactly `percent` is too.
    public func isBroken(by parts: [Double]) -> Bool {
      let sizes = parts.map(abs).sorted(by: >)
      let total = sizes.reduce(0, +)
      guard total > 0 else { return false }
      return sizes.prefix(contributors).reduce(0, +) * 100 > percent * total
    }
  }

  /// Below three the mark alone would say that the count is one.
  public static let leastMinimum = 3

  /// A count above 0 and below this is unsafe.
  public let minimumCount: Int
  public let dominance: Dominance?

  public init(minimumCount: Int, dominance: Dominance? = nil) throws(Fault) {
    guard minimumCount >= Self.leastMinimum else {
      throw Fault(DisclosureFault.badMinimum, ["minimum": .integer(minimumCount)])
    }
    self.minimumCount = minimumCount
    self.dominance = dominance
  }

  public func isUnsafe(count: Int) -> Bool { count > 0 && count < minimumCount }

  /// How many values an unsafe count must still be able to have: three, or two where the rule allows no third.
  public var valuesKept: Int { min(3, minimumCount - 1) }
}

public enum DisclosureFault: String, FaultCode {
  case badMinimum = "disclosure-bad-minimum"
  case badDominance = "disclosure-bad-dominance"

  public var kind: Fault.Kind { .usage }
}

public enum DisclosureCaveat: String, CaveatCode {
  /// Cells are hidden, and what they could be computed from.
  case cellsWithheld = "cells-withheld"
  /// Nothing could be shown without giving a hidden cell away.
  case bodyWithheld = "body-withheld"
}

extension DisclosureRule {
  /// The rule as it is written beside a result: `0<n<5`, `0<n<3; (1, 75%)`.
  public var name: String {
    var name = "0<n<\(minimumCount)"
    if let dominance {
      let percent = dominance.percent
      let text = percent == percent.rounded() ? String(Int(percent)) : String(percent)
      name += "; (\(dominance.contributors), \(text)%)"
    }
    return name
  }

  /// The caveat of a result of which so many cells are hidden; all of it where `isWhole`.
  public func caveat(cells: Int, isWhole: Bool) -> Caveat {
    isWhole
      ? Caveat(DisclosureCaveat.bodyWithheld, ["rule": .text(name)])
      : Caveat(DisclosureCaveat.cellsWithheld, ["rule": .text(name), "cells": .integer(cells)])
  }
}
