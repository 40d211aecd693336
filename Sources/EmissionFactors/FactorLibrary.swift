import Evidence

/// The factors a computation may use, and how one is chosen among them.
///
///     let library = FactorLibrary.builtIn
///     library.match(item: "electricity", .emissions, in: Region.named("山东")!, year: 2024)
///
/// The built-in library is part of the program and parsed when first asked for. Figures that nobody could hold against
/// their official table are in the edition `unverified`, which is used only where it is preferred by name.
public struct FactorLibrary: Sendable {
  /// The edition of figures that were not found in any source that could be read.
  public static let unverifiedEdition = "unverified"

  /// Every factor: the user's, the last file first, then the built-in ones in their order of preference.
  public let factors: [EmissionFactor]
  /// Editions to be taken before others, the first before the second.
  public let preferredEditions: [String]
  private let places: [Question: [Int]]
  private let itemsByName: [String: String]

  private struct Question: Hashable {
    let item: String
    let property: EmissionFactor.Property
  }

  /// The library that comes with the program.
  public static let builtIn: FactorLibrary = {
    let bytes = builtInFactors.withUTF8Buffer { Array($0) }
    do throws(Fault) {
      return FactorLibrary(try FactorFile.factors(in: bytes, file: nil), preferring: [])
    } catch {
      preconditionFailure("the built-in factors are broken: \(error)")
    }
  }()

  private init(_ factors: [EmissionFactor], preferring editions: [String]) {
    self.factors = factors
    preferredEditions = editions
    var places: [Question: [Int]] = [:]
    var names: [String: String] = [:]
    for (place, factor) in factors.enumerated() {
      places[Question(item: factor.item, property: factor.property), default: []].append(place)
      let known = [factor.item, factor.family, factor.key] + factor.chineseNames + factor.englishNames
      for name in known where names[name.lowercased()] == nil { names[name.lowercased()] = factor.item }
    }
    // An item's own key means that item, whatever others are called.
    for factor in factors { names[factor.item.lowercased()] = factor.item }
    self.places = places
    itemsByName = names
  }

  /// This library with a file of the user's, which wins where it answers for the year that is asked for.
  ///
  /// - Throws: Faults with line and column of `file`.
  public func adding(_ bytes: some Collection<UInt8>, file: String) throws(Fault) -> FactorLibrary {
    FactorLibrary(try FactorFile.factors(in: bytes, file: file) + factors, preferring: preferredEditions)
  }

  /// This library with editions to be taken before others.
  ///
  /// - Throws: `factor-no-such-edition`.
  public func preferring(_ editions: [String]) throws(Fault) -> FactorLibrary {
    for edition in editions { try require(edition) }
    return FactorLibrary(factors, preferring: editions)
  }

  /// Whether one edition was asked for before the other.
  public func prefers(_ edition: String, over other: String) -> Bool {
    let place = { (name: String) in preferredEditions.firstIndex(of: name) ?? preferredEditions.count }
    return place(edition) < place(other)
  }

  private func require(_ edition: String) throws(Fault) {
    guard editions.contains(edition) else {
      throw Fault(FactorFault.noSuchEdition, ["edition": .text(edition), "editions": .list(editions)])
    }
  }

  /// The names of all editions in the order of the library.
  public var editions: [String] {
    var seen: Set<String> = []
    return factors.map(\.edition).filter { seen.insert($0).inserted }
  }

  /// Whether factors of `edition` are used without being asked for.
  public func isInForce(_ factor: EmissionFactor) -> Bool {
    factor.edition != Self.unverifiedEdition || factor.origin != .builtIn
      || preferredEditions.contains(Self.unverifiedEdition)
  }

  /// The factors of the user's that have the key of a built-in one, with that one.
  public var overridden: [(own: EmissionFactor, builtIn: EmissionFactor)] {
    let builtIn = Dictionary(
      factors.filter { $0.origin == .builtIn }.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    return factors.filter { $0.origin != .builtIn }.compactMap { own in builtIn[own.key].map { (own, $0) } }
  }

  // MARK: Items

  /// The item of that key, family (`cn_fuel.anthracite`) or name in either language; case does not matter.
  public func item(named name: String) -> String? { itemsByName[name.lowercased()] }

  /// The nearest names in both languages.
  public func suggestions(for name: String) -> [String] {
    // Names that differ in case alone are one name.
    var seen: Set<String> = []
    let names = factors.flatMap { $0.chineseNames + $0.englishNames + [$0.item] }
      .filter { seen.insert($0.lowercased()).inserted }
    return Similarity.nearest(to: name, in: names, limit: 4)
  }

  /// What an item is called.
  public func label(of item: String) -> Label {
    factors.first { $0.item == item && !$0.label.isEmpty }?.label ?? Label()
  }

  /// Whether the library says anything of that kind about an item, whatever the edition.
  public func knows(_ item: String, _ property: EmissionFactor.Property) -> Bool {
    places[Question(item: item, property: property)] != nil
  }

  // MARK: Look-up

  /// A factor and how far it was fetched.
  public struct Match: Sendable, Hashable {
    public let factor: EmissionFactor
    /// How many steps of ``Region/chain`` were taken: 0 is the place itself.
    public let regionSteps: Int
    /// How many years lie between the year asked for and those the factor is valid for.
    public let yearsApart: Int
    /// The regions that were asked, from the nearest to the one that had an answer.
    public let asked: [String]
  }

  /// The factor for an item in a place and year.
  ///
  /// A factor of the user's that is valid in `year` wins, then one of a preferred edition; then the nearest region of
  /// the chain, then the nearest years, then the order of the library.
  ///
  /// - Parameter below: The dimension its unit must have under the stroke.
  /// - Parameter edition: An edition to be taken before others of the same rank, so that figures of one table stay together.
  public func match(
    item: String, _ property: EmissionFactor.Property, in region: Region, year: Int?, per below: Dimension? = nil,
    alongside edition: String? = nil
  ) -> Match? {
    let chain = region.chain
    var best: (rank: Rank, match: Match)?
    for place in places[Question(item: item, property: property)] ?? [] {
      let factor = factors[place]
      guard let step = chain.firstIndex(of: factor.region), isInForce(factor) else { continue }
      if let below, factor.unit.denominator.dimension != below { continue }
      let distance = factor.distance(from: year)
      let rank = Rank(
        isForeign: !(factor.origin != .builtIn && distance == 0),
        preference: preferredEditions.firstIndex(of: factor.edition) ?? preferredEditions.count,
        isOfOtherTable: edition != nil && factor.edition != edition, step: step, distance: distance, place: place)
      if best == nil || rank < best!.rank {
        best = (
          rank, Match(factor: factor, regionSteps: step, yearsApart: distance, asked: Array(chain[0...step]))
        )
      }
    }
    return best?.match
  }

  /// What decides between two factors, the weightiest first.
  private struct Rank: Comparable {
    let isForeign: Bool
    let preference: Int
    let isOfOtherTable: Bool
    let step: Int
    let distance: Int
    let place: Int

    static func < (left: Rank, right: Rank) -> Bool {
      if left.isForeign != right.isForeign { return right.isForeign }
      if left.preference != right.preference { return left.preference < right.preference }
      if left.isOfOtherTable != right.isOfOtherTable { return right.isOfOtherTable }
      return (left.step, left.distance, left.place) < (right.step, right.distance, right.place)
    }
  }

  // MARK: Looking through

  /// The factors of a key, of a family of keys, or of an item in either language.
  ///
  /// - Throws: `factor-no-such-key` with the nearest ones.
  public func factors(of name: String) throws(Fault) -> [EmissionFactor] {
    let exact = factors.filter { $0.key == name || $0.family == name }
    if !exact.isEmpty { return exact }
    if let item = item(named: name) { return factors.filter { $0.item == item } }
    throw Fault(
      FactorFault.noSuchKey,
      [
        "key": .text(name),
        "nearest": .list(Similarity.nearest(to: name, in: factors.map(\.key)) + suggestions(for: name)),
      ])
  }

  /// How two editions differ, one line for each item, property and region that either has.
  public struct Difference: Sendable, Hashable {
    public let item: String
    public let property: EmissionFactor.Property
    public let region: String
    public let old: EmissionFactor?
    public let new: EmissionFactor?

    /// New over old less one; `nil` where one is missing, the old one is 0 or their units measure different things.
    public var change: Double? {
      guard let old, let new, old.value != 0, old.unit.numerator.dimension == new.unit.numerator.dimension,
        old.unit.denominator.dimension == new.unit.denominator.dimension
      else { return nil }
      return new.inBaseUnits / old.inBaseUnits - 1
    }
  }

  /// - Throws: `factor-no-such-edition`.
  public func differences(from old: String, to new: String) throws(Fault) -> [Difference] {
    try require(old)
    try require(new)
    struct Key: Hashable {
      let item: String
      let property: EmissionFactor.Property
      let region: String
    }
    var order: [Key] = []
    var found: [Key: (old: EmissionFactor?, new: EmissionFactor?)] = [:]
    for factor in factors where factor.edition == old || factor.edition == new {
      let key = Key(item: factor.item, property: factor.property, region: factor.region)
      if found[key] == nil {
        order.append(key)
        found[key] = (nil, nil)
      }
      if factor.edition == old, found[key]!.old == nil { found[key]!.old = factor }
      if factor.edition == new, found[key]!.new == nil { found[key]!.new = factor }
    }
    return order.map {
      Difference(item: $0.item, property: $0.property, region: $0.region, old: found[$0]!.old, new: found[$0]!.new)
    }
  }
}
