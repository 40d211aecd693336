import Glibc
import NumericalMethods

/// Energy and emissions of one source in one sector in one year.
public struct SectorFlow: Sendable, Hashable {
  public let sector: String
  public let source: String
  /// Tonnes of standard coal; 0 for emissions that do not come from energy.
  public let energy: Double
  public let emissions: Double

  public init(sector: String, source: String, energy: Double, emissions: Double) {
    self.sector = sector
    self.source = source
    self.energy = energy
    self.emissions = emissions
  }
}

/// A year as a decomposition sees it: the activity of each sector and what was burnt and emitted for it.
public struct SectorYear: Sendable, Hashable {
  /// 10⁴ CNY of value added by sector.
  public let activity: [String: Double]
  public let flows: [SectorFlow]

  public init(activity: [String: Double], flows: [SectorFlow]) {
    self.activity = activity
    self.flows = flows
  }
}

/// A change of emissions split into its causes by the additive logarithmic mean Divisia index (LMDI I).
///
/// Emissions of a source in a sector are activity × share of the sector × energy for each unit of activity × share of the
/// source × emissions for each unit of energy; those without energy are activity × share × emissions for each unit of
/// activity, and count under intensity. Effects add up to the change exactly, but for rounding.
///
/// A source that appears or vanishes counts whole under the first cause that was zero, in the order structure, intensity,
/// mix, factor: the limit of the index as that cause goes to zero. Sources below zero in either year, and sectors that emit
/// without activity, count under ``Effects/other``.
public struct ChangeDecomposition: Sendable, Hashable {
  /// Tonnes each cause added.
  public struct Effects: Sendable, Hashable {
    public internal(set) var activity = 0.0
    public internal(set) var structure = 0.0
    public internal(set) var intensity = 0.0
    public internal(set) var mix = 0.0
    public internal(set) var factor = 0.0
    public internal(set) var other = 0.0

    public var sum: Double { [activity, structure, intensity, mix, factor, other].compensatedSum() }

    static func += (left: inout Effects, right: Effects) {
      left.activity += right.activity
      left.structure += right.structure
      left.intensity += right.intensity
      left.mix += right.mix
      left.factor += right.factor
      left.other += right.other
    }
  }

  public let from: Double
  public let to: Double
  public let effects: Effects
  /// By sector in order of name.
  public let sectors: [(sector: String, effects: Effects)]

  public init(from before: SectorYear, to after: SectorYear) {
    let years = [Sums(before), Sums(after)]
    from = before.flows.lazy.map(\.emissions).compensatedSum()
    to = after.flows.lazy.map(\.emissions).compensatedSum()
    var bySector: [String: Effects] = [:]
    let cells = Set(years[0].cells.keys).union(years[1].cells.keys).sorted { left, right in
      left.sector == right.sector
        ? left.source.unicodeScalars.lexicographicallyPrecedes(right.source.unicodeScalars)
        : left.sector.unicodeScalars.lexicographicallyPrecedes(right.sector.unicodeScalars)
    }
    for cell in cells { bySector[cell.sector, default: Effects()] += Self.effects(of: cell, years[0], years[1]) }
    let names = bySector.keys.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    sectors = names.map { ($0, bySector[$0]!) }
    var effects = Effects()
    for name in names { effects += bySector[name]! }
    self.effects = effects
  }

  public static func == (left: Self, right: Self) -> Bool {
    left.from == right.from && left.to == right.to && left.effects == right.effects
      && left.sectors.map(\.sector) == right.sectors.map(\.sector)
      && left.sectors.map(\.effects) == right.sectors.map(\.effects)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(from)
    hasher.combine(to)
    hasher.combine(effects)
    hasher.combine(sectors.map(\.effects))
  }

  private struct Cell: Hashable {
    let sector: String
    let source: String
  }

  /// Emissions and energy of a year by cell and sector.
  private struct Sums {
    var cells: [Cell: (energy: Double, emissions: Double)] = [:]
    var energy: [String: Double] = [:]
    let activity: [String: Double]
    let total: Double

    init(_ year: SectorYear) {
      activity = year.activity
      total = year.activity.values.sorted().compensatedSum()
      for flow in year.flows {
        let cell = Cell(sector: flow.sector, source: flow.source)
        let known = cells[cell] ?? (0, 0)
        cells[cell] = (known.energy + flow.energy, known.emissions + flow.emissions)
        energy[flow.sector, default: 0] += flow.energy
      }
    }

    /// Share of the sector, energy for each unit of activity, share of the source, emissions for each unit of energy;
    /// without energy the second is emissions for each unit of activity and the others stand at 1.
    func causes(of cell: Cell, hasEnergy: Bool) -> [Double] {
      let activity = self.activity[cell.sector] ?? 0
      let known = cells[cell] ?? (0, 0)
      guard activity > 0 else { return [0, 0, 0, 0] }
      guard hasEnergy else { return [activity / total, known.emissions / activity, 1, 1] }
      let energy = self.energy[cell.sector] ?? 0
      guard energy > 0 else { return [activity / total, 0, 0, 0] }
      guard known.energy > 0 else { return [activity / total, energy / activity, 0, 0] }
      return [activity / total, energy / activity, known.energy / energy, known.emissions / known.energy]
    }
  }

  private static func effects(of cell: Cell, _ before: Sums, _ after: Sums) -> Effects {
    let (first, last) = (before.cells[cell] ?? (0, 0), after.cells[cell] ?? (0, 0))
    let change = last.emissions - first.emissions
    var effects = Effects()
    guard first.emissions != 0 || last.emissions != 0 else { return effects }
    func isOrphan(_ flow: (energy: Double, emissions: Double), _ year: Sums) -> Bool {
      flow.emissions < 0 || flow.energy < 0 || flow.emissions > 0 && (year.activity[cell.sector] ?? 0) <= 0
    }
    guard !isOrphan(first, before), !isOrphan(last, after) else {
      effects.other = change
      return effects
    }
    let hasEnergy = [first, last].allSatisfy { $0.emissions == 0 || $0.energy > 0 }
    let (a, b) = (before.causes(of: cell, hasEnergy: hasEnergy), after.causes(of: cell, hasEnergy: hasEnergy))
    if first.emissions > 0, last.emissions > 0 {
      guard (a + b).allSatisfy({ $0 > 0 }) else {
        effects.other = change
        return effects
      }
      let weight = logarithmicMean(last.emissions, first.emissions)
      effects.activity = weight * log(after.total / before.total)
      effects.structure = weight * log(b[0] / a[0])
      effects.intensity = weight * log(b[1] / a[1])
      effects.mix = weight * log(b[2] / a[2])
      effects.factor = weight * log(b[3] / a[3])
    } else {
      let zero = first.emissions == 0 ? a : b
      switch zero.firstIndex(of: 0) ?? 3 {
      case 0: effects.structure = change
      case 1: effects.intensity = change
      case 2: effects.mix = change
      default: effects.factor = change
      }
    }
    return effects
  }

  /// `(a − b) / ln(a / b)`, and `a` where they are the same.
  static func logarithmicMean(_ a: Double, _ b: Double) -> Double {
    a == b ? a : (a - b) / log(a / b)
  }
}
