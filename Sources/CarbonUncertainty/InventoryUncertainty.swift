import CarbonAccounting
import EmissionFactors
import Evidence

/// How sure a total is: its 95 % interval and what each source adds to the variance.
///
/// A source is the quantity of one record, or a factor. Quantities err on their own; a factor errs in the same way
/// wherever it is used, so records that share it are fully correlated in it.
public struct InventoryUncertainty: Sendable, Hashable {
  public enum Method: String, Sendable, Hashable {
    /// Equations 3.1 and 3.2 of IPCC 2006 Vol 1 Ch 3, with shared factors correlated.
    case propagation
    case monteCarlo = "monte-carlo"
  }

  public struct Source: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
      case activity, factor
    }
    public let kind: Kind
    /// The item of a record, or the key of a factor.
    public let name: String
    /// The row of the record, counted from 0.
    public let row: Int?
    /// Its share of the variance by propagation; the shares add up to 1.
    public let share: Double
  }

  public let method: Method
  public let mean: Double
  public let standardDeviation: Double
  public let low: Double
  public let high: Double
  /// The largest share first.
  public let sources: [Source]
  /// Factors whose uncertainty nobody states, counted as exact.
  public let exactFactors: [String]
  public let draws: Int?

  /// Half the interval as a percentage of the mean; `nil` for a mean of 0.
  public var relative: Double? { mean == 0 ? nil : 100 * (high - low) / 2 / abs(mean) }
}

/// What is assumed where records and factors do not state their uncertainty.
public struct UncertaintyOptions: Sendable, Hashable {
  /// Half the 95 % interval of a quantity, as a percentage: ``DefaultUncertainty/ofQuantities`` unless given.
  public var ofQuantities: Double
  /// Of a factor; `nil` takes the default of its kind where one may be used, else counts it as exact and says so.
  public var ofFactors: Double?
  /// Whether defaults that were never held against their official table may be used.
  public var acceptsUnverified: Bool

  public init(ofQuantities: Double? = nil, ofFactors: Double? = nil, acceptsUnverified: Bool = false) {
    self.ofQuantities = ofQuantities ?? DefaultUncertainty.ofQuantities.halfWidth
    self.ofFactors = ofFactors
    self.acceptsUnverified = acceptsUnverified
  }

  func uncertainty(of factor: EmissionFactor) -> Double? {
    factor.uncertainty ?? ofFactors
      ?? DefaultUncertainty.of(factor, acceptsUnverified: acceptsUnverified)?.halfWidth
  }
}

/// The records of an inventory that count towards its total, with the errors they carry.
struct ErrorModel {
  /// Half a 95 % interval is this many standard deviations.
  static let intervalWidth = 1.959963984540054

  /// One record. Its gases share the error of its quantity.
  struct Term {
    let row: Int
    let item: String
    /// Relative standard deviation of the quantity.
    let quantityError: Double
    var parts: [Part]

    var tonnes: Double { parts.reduce(0) { $0 + $1.tonnes } }
  }

  /// What a record emits by one product of factors.
  struct Part {
    let tonnes: Double
    /// Places among ``ErrorModel/factors``.
    let factors: [Int]
  }

  struct Factor: Hashable {
    let key: String
    /// Relative standard deviation.
    let error: Double
  }

  private(set) var terms: [Term] = []
  private(set) var factors: [Factor] = []
  private(set) var exactFactors: [String] = []

  init(_ lines: [AccountLine], _ options: UncertaintyOptions) {
    var places: [String: Int] = [:]
    func part(_ tonnes: Double, _ matches: [FactorLibrary.Match]) -> Part {
      var used: [Int] = []
      for match in matches {
        let factor = match.factor
        let key = "\(factor.edition) \(factor.key)"
        guard let stated = options.uncertainty(of: factor) else {
          if factor.property != .globalWarmingPotential, !exactFactors.contains(factor.key) {
            exactFactors.append(factor.key)
          }
          continue
        }
        if places[key] == nil {
          places[key] = factors.count
          factors.append(Factor(key: factor.key, error: stated / 100 / Self.intervalWidth))
        }
        used.append(places[key]!)
      }
      return Part(tonnes: tonnes, factors: used)
    }
    for line in lines where line.recipe.kind.scope != .beside && line.tonnes != 0 {
      var parts: [Part] = []
      if line.tonnesOfMainGas != 0 { parts.append(part(line.tonnesOfMainGas, line.recipe.matches)) }
      for gas in line.gases { parts.append(part(line.quantity * gas.tonnesPerUnit, gas.matches)) }
      terms.append(
        Term(
          row: line.row, item: line.recipe.item,
          quantityError: (line.uncertainty ?? options.ofQuantities) / 100 / Self.intervalWidth, parts: parts))
    }
  }

  var total: Double { terms.lazy.map(\.tonnes).reduce(0, +) }

  /// The variance each source adds, by first-order propagation.
  var variances: [(source: InventoryUncertainty.Source.Kind, name: String, row: Int?, variance: Double)] {
    var shared = [Double](repeating: 0, count: factors.count)
    for part in terms.lazy.flatMap(\.parts) {
      for factor in part.factors { shared[factor] += part.tonnes }
    }
    let own = terms.map { term -> (InventoryUncertainty.Source.Kind, String, Int?, Double) in
      let deviation = term.tonnes * term.quantityError
      return (.activity, term.item, term.row, deviation * deviation)
    }
    return own
      + zip(factors, shared).map { factor, tonnes in
        (.factor, factor.key, nil, tonnes * factor.error * tonnes * factor.error)
      }
  }
}

extension CarbonAccounts {
  /// The factors in the inventories that count as exact because nobody states how sure they are, each once, in the order
  /// in which they are met.
  public func exactFactors(options: UncertaintyOptions = UncertaintyOptions()) -> [String] {
    var keys: [String] = []
    for recipe in usedRecipes
    where recipe.kind.scope != .beside && (recipe.tonnesPerUnit != 0 || !recipe.gases.isEmpty) {
      for match in recipe.tonnesPerUnit != 0 ? recipe.allMatches : recipe.gases.flatMap(\.matches)
      where match.factor.property != .globalWarmingPotential {
        if options.uncertainty(of: match.factor) == nil, !keys.contains(match.factor.key) {
          keys.append(match.factor.key)
        }
      }
    }
    return keys
  }

  /// How sure the sum over all inventories is, by error propagation. A factor errs in the same way for every enterprise that
  /// uses it, so the interval is wider than independent enterprises would make it.
  public func uncertaintyOfTotal(options: UncertaintyOptions = UncertaintyOptions()) -> InventoryUncertainty {
    InventoryUncertainty(propagating: ErrorModel(inventories.flatMap { lines(of: $0) }, options))
  }

  /// The interval of an inventory's total by error propagation.
  ///
  /// - Complexity: O(*records*).
  public func uncertainty(
    of inventory: EntityInventory, options: UncertaintyOptions = UncertaintyOptions()
  ) -> InventoryUncertainty {
    InventoryUncertainty(propagating: ErrorModel(lines(of: inventory), options))
  }
}

extension InventoryUncertainty {
  init(propagating model: ErrorModel) {
    let variances = model.variances
    let variance = variances.reduce(0) { $0 + $1.variance }
    let deviation = variance.squareRoot()
    method = .propagation
    mean = model.total
    standardDeviation = deviation
    low = mean - ErrorModel.intervalWidth * deviation
    high = mean + ErrorModel.intervalWidth * deviation
    sources = Self.sources(variances)
    exactFactors = model.exactFactors
    draws = nil
  }

  static func sources(
    _ variances: [(source: Source.Kind, name: String, row: Int?, variance: Double)]
  ) -> [Source] {
    let whole = variances.reduce(0) { $0 + $1.variance }
    guard whole > 0 else { return [] }
    return variances.enumerated().sorted { left, right in
      (right.element.variance, left.offset) < (left.element.variance, right.offset)
    }.map {
      Source(kind: $0.element.source, name: $0.element.name, row: $0.element.row, share: $0.element.variance / whole)
    }
  }
}
