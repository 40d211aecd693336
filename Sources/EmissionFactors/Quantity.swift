import Evidence

/// An amount with its unit. Amounts of one dimension can be added and compared, others throw.
///
///     try Quantity(2, "万千瓦时") + Quantity(500, "kWh")    // 20.5 MWh
///     try Quantity(1, "吨") + Quantity(1, "MWh")            // unit-mismatch: 吨, MWh
public struct Quantity: Sendable, Hashable {
  public let value: Double
  public let unit: MeasurementUnit

  public init(_ value: Double, _ unit: MeasurementUnit) {
    self.value = value
    self.unit = unit
  }

  public init(_ value: Double, _ unit: String) throws(Fault) {
    self.init(value, try MeasurementUnit(unit))
  }

  public var dimension: Dimension { unit.dimension }

  /// The amount in the base unit of its dimension.
  public var inBaseUnits: Double { value * unit.scale }

  /// The same amount in another unit of its dimension.
  public func converted(to other: MeasurementUnit) throws(Fault) -> Quantity {
    try requireSame(other)
    return Quantity(unit.scale == other.scale ? value : inBaseUnits / other.scale, other)
  }

  public func converted(to other: String) throws(Fault) -> Quantity { try converted(to: MeasurementUnit(other)) }

  /// The sum, in the unit of the left one.
  public static func + (left: Quantity, right: Quantity) throws(Fault) -> Quantity {
    Quantity(left.value + (try right.converted(to: left.unit).value), left.unit)
  }

  public static func - (left: Quantity, right: Quantity) throws(Fault) -> Quantity {
    Quantity(left.value - (try right.converted(to: left.unit).value), left.unit)
  }

  public static func * (left: Quantity, factor: Double) -> Quantity { Quantity(left.value * factor, left.unit) }

  /// Whether the left amount is the smaller one.
  public func isLess(than other: Quantity) throws(Fault) -> Bool { try converted(to: other.unit).value < other.value }

  private func requireSame(_ other: MeasurementUnit) throws(Fault) {
    guard unit.dimension == other.dimension else {
      throw Fault(UnitFault.mismatch, ["left": .text(unit.symbol), "right": .text(other.symbol)])
    }
  }
}

extension Quantity: CustomStringConvertible {
  public var description: String { "\(value) \(unit.symbol)" }
}

/// One unit for each of another: `tCO2/t`, `GJ/10^4 Nm3`, `%`.
public struct RateUnit: Sendable, Hashable {
  public let symbol: String
  public let numerator: MeasurementUnit
  public let denominator: MeasurementUnit

  public init(_ name: String) throws(Fault) {
    symbol = name
    let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    numerator = try MeasurementUnit(String(parts[0]))
    denominator = parts.count > 1 ? try MeasurementUnit(String(parts[1])) : Dimension.ratio.baseUnit
  }

  /// A value in this unit as base units for each base unit.
  public func inBaseUnits(_ value: Double) -> Double { value * numerator.scale / denominator.scale }
}
