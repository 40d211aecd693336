import Evidence
import Tables

extension SyntheticSpecification {
  /// What each cluster makes and uses: figures of enterprises and their activity data.
  public struct Plants: Sendable, Hashable {
    /// A fuel, electricity, heat or a raw material that a sector uses.
    public struct Flow: Sendable, Hashable {
      public var kind: String
      public var item: String
      public var unit: String
      /// The quantity for one unit of product.
      public var per: Double
      /// Tonnes of standard coal in one unit of the flow.
      public var standardCoal: Double
      /// The share of enterprises that have it.
      public var usedBy: Double
      /// Whether it goes with production exactly, as a product does that is its own process input.
      public var isFixed: Bool
    }

    public struct Sector: Sendable, Hashable {
      public var sector: LevelValue
      public var product: Label
      public var unit: String
      /// The yearly production of the smallest and of the largest.
      public var capacity: ClosedRange<Double>
      /// Money (10⁴ CNY) for one unit of product.
      public var output: Double
      public var valueAdded: Double
      /// Staff for one unit of product, besides the fewest.
      public var staff: Double
      public var flows: [Flow]
      public var place: Place
    }

    /// The part of the range of capacities that a class of size covers, 0 to 1.
    public struct Size: Sendable, Hashable {
      public var size: LevelValue
      public var range: ClosedRange<Double>
    }

    /// Posts in proportion to energy: so many for 10⁴ tonnes of standard coal.
    public struct Posts: Sendable, Hashable {
      public var name: String
      public var label: Label
      public var ratio: StatedNumber
    }

    public var table: String
    public var years: [Int]
    public var sectorItem: String
    public var sizeItem: String
    public var sectors: [Sector]
    public var sizes: [Size]
    /// The disposition that saves energy, by what part for each standard deviation, and the spread besides.
    public var factor: String
    public var saving: Double
    public var spread: Double
    public var posts: Posts?
    public var place: Place
  }
}
