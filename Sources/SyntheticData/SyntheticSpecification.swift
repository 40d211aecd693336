import Evidence
import Tables

/// What made data should look like: units, items with their margins, what goes together, and what a page claims.
///
/// Written in YAML, read by ``init(parsing:file:)``; `datasets/high-energy-enterprises/twin.yml` is a large example.
public struct SyntheticSpecification: Sendable, Hashable {
  public enum Unit: String, Sendable, Hashable, CaseIterable { case clusters, respondents }

  /// How often a level occurs.
  public enum Margin: Sendable, Hashable {
    case count(Int)
    /// A printed percentage of the valid answers.
    case share(StatedNumber)
    /// A part of what counts and shares leave over.
    case parts(Int)
    /// Decided elsewhere: by ``Classes``.
    case open
  }

  public struct ItemLevel: Sendable, Hashable {
    public var level: Level
    public var margin: Margin
    public var place: Place
  }

  /// A way of being missing and how many answers it takes.
  public struct Gap: Sendable, Hashable {
    public var missing: MissingValue
    public var count: Int
    public var place: Place
  }

  /// The earlier answers that lead to a question; who gave another skips it.
  public struct Routing: Sendable, Hashable {
    public var item: String
    public var values: [LevelValue]
    /// What the file holds for those who skipped the question.
    public var skipped: LevelValue
    public var place: Place
  }

  public struct Item: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable { case category, ordered, text }

    public var name: String
    public var label: Label
    public var wording: Label
    public var unit: Unit
    public var kind: Kind
    /// From the lowest score to the highest.
    public var levels: [ItemLevel]
    public var gaps: [Gap]
    public var factor: String?
    /// How much of the item's score is its factor: −1 to 1.
    public var loading: Double
    public var intraclass: StatedNumber?
    public var routing: Routing?
    /// Whether an item of clusters stands in the table of respondents too.
    public var isCarried: Bool
    public var place: Place
  }

  /// A disposition behind answers, shared in part by all of a cluster.
  public struct Factor: Sendable, Hashable {
    public var name: String
    /// The part of its variance that lies between clusters.
    public var shared: Double
  }

  public struct Clusters: Sendable, Hashable {
    public var table: String
    public var id: String
    public var prefix: String
    /// What the name of a cluster begins with; a number follows. Without one there is no column of names.
    public var naming: String?
    public var count: Int
    public var label: Label
    public var place: Place
  }

  public struct Respondents: Sendable, Hashable {
    public var table: String
    public var id: String
    public var prefix: String
    public var count: Int
    public var label: Label
    /// The fewest and the most respondents of a cluster.
    public var perCluster: ClosedRange<Int>
    public var place: Place
  }

  /// Weights that raise each stratum of clusters to its size in the population.
  public struct Weights: Sendable, Hashable {
    public var name: String
    public var label: Label
    public var item: String
    public var population: [Int]
  }

  /// Groups of people with one pattern of answers, and a few with others.
  public struct Classes: Sendable, Hashable {
    public struct Group: Sendable, Hashable {
      public var label: Label
      public var pattern: [LevelValue]
      public var count: Int
    }

    public var name: String
    public var items: [String]
    public var groups: [Group]
    /// How many answer otherwise, and how many of them at most alike.
    public var strays: Int
    public var mostAlike: Int
    public var factor: String?
    public var loading: Double
    public var place: Place
  }

  /// A published test of two items, to be reproduced to the printed digits.
  public struct Association: Sendable, Hashable {
    public var name: String
    public var rows: String
    public var columns: String
    public var pearson: StatedNumber
    public var degreesOfFreedom: Int?
    public var linear: StatedNumber?
    public var likelihoodRatio: StatedNumber?
    /// How far each margin may move from what the items ask for.
    public var slack: Int
    public var place: Place
  }

  public struct CorrelationTarget: Sendable, Hashable {
    public var name: String
    public var items: [String]
    public var r: StatedNumber
    public var place: Place
  }

  /// A printed number that is held against arithmetic and not aimed at.
  public struct Claim: Sendable, Hashable {
    public enum Content: Sendable, Hashable {
      case share(StatedNumber, of: Int)
      case chiSquare(
        n: Int, pearson: StatedNumber, linear: StatedNumber?, likelihoodRatio: StatedNumber?)
    }

    public var name: String
    public var content: Content
    public var place: Place
  }

  public var title: Label
  public var seed: Int
  public var assumptions: [Label]
  public var factors: [Factor]
  public var clusters: Clusters?
  public var respondents: Respondents
  public var weights: Weights?
  public var items: [Item]
  public var responseSets: [MultipleResponseSet]
  public var classes: [Classes]
  public var associations: [Association]
  public var correlations: [CorrelationTarget]
  public var claims: [Claim]
  public var plants: Plants?

  public func item(_ name: String) -> Item? { items.first { $0.name == name } }
}
