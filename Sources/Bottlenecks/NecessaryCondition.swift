import Evidence
import Glibc
import NumericalMethods
import Tables

/// Necessary condition analysis (Dul 2016): whether much of an outcome is ever found without much of a condition.
///
///     let analysis = try NecessaryCondition(of: .init(table["training"]!), for: .init(table["quality"]!))
///     analysis.steps.effect                // how much of the scatter stays empty, 0 to 1
///     analysis.steps.permutation?.pValue
///     analysis.levels[5].steps             // what half of the outcome's range asks of the condition
///
/// Two ceilings: CE-FDH, the steps through the peers, and CR-FDH, the least-squares line through them. A peer is the
/// highest case at its value of the condition, with an outcome above that of every case further left. Several cases at
/// the place of a peer are one peer; R's package NCA gives each of them weight in the line, as does
/// ``Options/countsTiedPeers``.
///
/// Cases without a number in condition or outcome take no part.
///
/// - Complexity: O(*n* log *n*), and for each permutation half of *n* on average.
public struct NecessaryCondition: Sendable, Hashable {
  public struct Options: Sendable, Hashable {
    /// The corner that stays empty if the condition is necessary.
    public var corner = NecessityCorner.upperLeft
    /// How often the outcomes are dealt anew for the p-value; 0 for none.
    public var permutations = 10_000
    public var seed: UInt64 = 1
    public var threads = Parallel.availableThreads
    /// The steps of the bottleneck table between 0 and 100 percent.
    public var steps = 10
    /// What the condition can be in theory, such as 1…5 of a scale; what was seen otherwise.
    public var conditionScope: ClosedRange<Double>?
    /// What the outcome can be in theory.
    public var outcomeScope: ClosedRange<Double>?
    /// Whether a peer weighs in the line with the number of cases at its place, as in R.
    public var countsTiedPeers = false

    public init() {}
  }

  /// One of the two: what it is called, and its value in each case.
  public struct Variable: Sendable, Hashable {
    public let name: String
    public let label: Label
    public let values: [Double?]

    public init(_ name: String, label: Label = Label(), _ values: [Double?]) {
      self.name = name
      self.label = label
      self.values = values
    }

    /// - Throws: `table-not-numeric` for a column of texts or dates.
    public init(_ column: Column) throws(Fault) {
      let numbers = column.numbers()
      if numbers.allSatisfy(\.isNaN), column.count > 0, !["integer", "real"].contains(column.kindName) {
        throw Fault(TableFault.notNumeric, ["column": .text(column.name), "kind": .text(column.kindName)])
      }
      self.init(column.name, label: column.label, numbers.map { $0.isNaN ? nil : $0 })
    }
  }

  /// A case on the ceiling.
  public struct Peer: Sendable, Hashable {
    public let condition: Double
    public let outcome: Double
    /// The cases at this place.
    public let cases: Int
  }

  public let condition: Variable
  public let outcome: Variable
  public let options: Options
  public let n: Int
  /// Cases without a number in one of the two.
  public let excluded: Int
  public let conditionRange: ClosedRange<Double>
  public let outcomeRange: ClosedRange<Double>
  /// The box the scatter could fill: the theoretical one where it was given, else that of the cases.
  public let conditionScope: ClosedRange<Double>
  public let outcomeScope: ClosedRange<Double>
  /// The area of that box.
  public let scope: Double
  /// From the least to the most demanding.
  public let peers: [Peer]
  /// CE-FDH.
  public let steps: NecessityCeiling
  /// CR-FDH.
  public let line: NecessityCeiling
  /// What each level of the outcome asks of the condition.
  public let levels: [NecessityLevel]
  public let caveats: [Caveat]

  /// - Throws: `nca-too-few` with fewer than two cases, `nca-constant` where condition or outcome never changes,
  ///   `nca-outside-scope` where a case lies outside the theoretical scope, `nca-unequal-lengths`.
  public init(of condition: Variable, for outcome: Variable, options: Options = Options()) throws(Fault) {
    guard condition.values.count == outcome.values.count else {
      throw Fault(
        NecessityFault.unequalLengths,
        ["first": .integer(condition.values.count), "second": .integer(outcome.values.count)])
    }
    let names: Facts = ["condition": .text(condition.name), "outcome": .text(outcome.name)]
    var (x, y): ([Double], [Double]) = ([], [])
    for (left, right) in zip(condition.values, outcome.values) {
      guard let left, let right, left.isFinite, right.isFinite else { continue }
      x.append(options.corner.flipsCondition ? -left : left)
      y.append(options.corner.flipsOutcome ? -right : right)
    }
    self.condition = condition
    self.outcome = outcome
    excluded = condition.values.count - x.count
    n = x.count
    guard n > 1 else { throw Fault(NecessityFault.tooFew, names.merging(["n": .integer(n)]) { $1 }) }
    let (turn, turnOutcome) = (Self.turning(options.corner.flipsCondition), Self.turning(options.corner.flipsOutcome))
    let (rangeX, rangeY) = (x.min()!...x.max()!, y.min()!...y.max()!)
    guard rangeX.lowerBound < rangeX.upperBound, rangeY.lowerBound < rangeY.upperBound else {
      let isCondition = rangeX.lowerBound == rangeX.upperBound
      throw Fault(
        NecessityFault.constant,
        [
          "column": .text(isCondition ? condition.name : outcome.name),
          "value": .number(isCondition ? turn(rangeX).lowerBound : turnOutcome(rangeY).lowerBound), "n": .integer(n),
        ])
    }
    let bounds = CeilingScan.Bounds(
      observedX: rangeX, observedY: rangeY, scopeX: options.conditionScope.map(turn) ?? rangeX,
      scopeY: options.outcomeScope.map(turnOutcome) ?? rangeY)
    try Self.check(bounds.observedX, bounds.scopeX, condition.name, turn)
    try Self.check(bounds.observedY, bounds.scopeY, outcome.name, turnOutcome)

    let scan = CeilingScan(x: x, y: y, bounds: bounds, countsTiedPeers: options.countsTiedPeers)
    let found = scan.peers()
    let fitted = scan.line(found)
    let (stepZone, lineZone) = (scan.stepZone(found), scan.lineZone(fitted))
    let area = bounds.area
    let permuted = try NecessityPermutations(
      scan, count: options.permutations, seed: options.seed, threads: options.threads,
      against: (stepZone, lineZone))
    self.options = options
    conditionRange = turn(rangeX)
    outcomeRange = turnOutcome(rangeY)
    conditionScope = turn(bounds.scopeX)
    outcomeScope = turnOutcome(bounds.scopeY)
    scope = area
    let signX = options.corner.flipsCondition ? -1.0 : 1
    let signY = options.corner.flipsOutcome ? -1.0 : 1
    peers = found.x.indices.map {
      Peer(condition: signX * found.x[$0], outcome: signY * found.y[$0], cases: Int(found.count[$0]))
    }
    steps = NecessityCeiling(
      zone: stepZone, effect: stepZone / area, permutation: permuted?.result(permuted!.steps), slope: nil,
      intercept: nil, above: 0, n: n, fit: 100,
      inefficiency: found.x.count > 1 ? Self.inefficiency(bounds, x: found.x.last!, y: found.y[0]) : nil)
    let above = fitted.map { line in
      x.indices.count { y[$0] > line.slope * x[$0] + line.intercept + 1e-9 * bounds.height }
    }
    line = NecessityCeiling(
      zone: lineZone, effect: lineZone / area,
      permutation: fitted == nil ? nil : permuted?.result(permuted!.line),
      slope: fitted.map { $0.slope * signX * signY },
      intercept: fitted.map { $0.intercept * signY }, above: above ?? 0, n: n,
      fit: stepZone > 0 && fitted != nil ? 100 - 100 * abs(lineZone - stepZone) / stepZone : nil,
      inefficiency: fitted.map {
        Self.inefficiency(
          bounds, x: (bounds.scopeY.upperBound - $0.intercept) / $0.slope,
          y: $0.intercept + $0.slope * bounds.scopeX.lowerBound)
      })
    levels = NecessityLevel.table(
      scan, found, fitted, x: x, y: y, count: options.steps, signs: (signX, signY))
    var caveats: [Caveat] = []
    if excluded > 0 {
      caveats.append(
        Caveat(NecessityCaveat.missingPairs, names.merging(["excluded": .integer(excluded)]) { $1 }))
    }
    if found.x.count == 1 {
      caveats.append(Caveat(NecessityCaveat.singlePeer, names))
    } else if found.x.count == 2 {
      caveats.append(Caveat(NecessityCaveat.twoPeers, names))
    }
    self.caveats = caveats
  }

  /// The corners of the steps as they are drawn, from the edge of the scope to the last peer and on.
  public var stepCorners: [(condition: Double, outcome: Double)] {
    guard let first = peers.first else { return [] }
    let start = options.corner.flipsOutcome ? outcomeScope.upperBound : outcomeScope.lowerBound
    let end = options.corner.flipsCondition ? conditionScope.lowerBound : conditionScope.upperBound
    var corners = [(first.condition, start)]
    var level = start
    for peer in peers {
      corners.append((peer.condition, level))
      corners.append((peer.condition, peer.outcome))
      level = peer.outcome
    }
    corners.append((end, level))
    return corners
  }

  private static func turning(_ flips: Bool) -> (ClosedRange<Double>) -> ClosedRange<Double> {
    { flips ? -$0.upperBound ... -$0.lowerBound : $0 }
  }

  private static func check(
    _ observed: ClosedRange<Double>, _ scope: ClosedRange<Double>, _ column: String,
    _ turn: (ClosedRange<Double>) -> ClosedRange<Double>
  ) throws(Fault) {
    guard observed.lowerBound < scope.lowerBound || observed.upperBound > scope.upperBound else { return }
    throw Fault(
      NecessityFault.outsideScope,
      [
        "column": .text(column), "low": .number(turn(scope).lowerBound), "high": .number(turn(scope).upperBound),
        "observedLow": .number(turn(observed).lowerBound), "observedHigh": .number(turn(observed).upperBound),
      ])
  }

  private static func inefficiency(
    _ bounds: CeilingScan.Bounds, x: Double, y: Double
  ) -> NecessityCeiling.Inefficiency {
    NecessityCeiling.Inefficiency(
      condition: 100 * (bounds.scopeX.upperBound - min(bounds.scopeX.upperBound, x)) / bounds.width,
      outcome: 100 * (max(bounds.scopeY.lowerBound, y) - bounds.scopeY.lowerBound) / bounds.height)
  }
}
