import Evidence
import NumericalMethods
import Tables

/// A few dimensions behind many items: loadings, what they explain, and how the dimensions correlate.
///
///     let factors = try FactorAnalysis(of: table.columns, options: .init(factors: 2, rotation: .promax))
///     factors.loadings[0, 1]
public struct FactorAnalysis: Sendable, Hashable {
  /// Where unrotated loadings come from.
  public enum Extraction: String, Sendable, Hashable, CaseIterable {
    /// Eigenvectors of the correlations, scaled; communalities start at 1 and stay there.
    case components
    /// Eigenvectors of the correlations with communalities on the diagonal, again and again until they agree: to 1e-10,
    /// where SPSS and psych stop at 1e-3.
    case axes
    /// The same loadings by Newton's method: axes that have settled are the minimum of the residuals.
    case minres
  }

  public enum Rotation: String, Sendable, Hashable, CaseIterable {
    case none
    /// Kaiser's, on loadings divided by the root of their communality; to the last digits, where R stops at 1e-5.
    case varimax
    /// Varimax raised to the fourth power and met by least squares, as R's `promax`; SPSS normalizes the rows again.
    case promax
  }

  public struct Options: Sendable, Hashable {
    /// `nil` for as many as parallel analysis suggests, at least one.
    public var factors: Int?
    public var extraction: Extraction
    public var rotation: Rotation
    /// Of the parallel analysis.
    public var seed: UInt64

    public init(
      factors: Int? = nil, extraction: Extraction = .minres, rotation: Rotation = .varimax, seed: UInt64 = 1
    ) {
      self.factors = factors
      self.extraction = extraction
      self.rotation = rotation
      self.seed = seed
    }
  }

  public let items: [String]
  public let n: Int
  public let options: Options
  /// Items by factors; of oblique factors the pattern. Factors come in order of what they explain, each with a positive sum.
  public let loadings: Matrix
  public let communalities: [Double]
  /// `nil` unless factors are oblique.
  public let factorCorrelations: Matrix?
  /// What each factor explains, in items; divided by their number it is a share.
  public let explained: [Double]
  /// Of the correlations themselves, from the greatest.
  public let eigenvalues: [Double]
  public let adequacy: SamplingAdequacy
  /// The analysis the number of factors was read off, if it was not given.
  public let parallel: ParallelAnalysis?
  public let caveats: [Caveat]

  /// - Throws: `scale-too-many-factors` where the model would have less than no degree of freedom, and what
  ///   ``CorrelationMatrix`` throws.
  public init(
    of columns: [Column], options: Options = Options(), missing: MissingPolicy = .listwise, threads: Int = 1
  ) throws(Fault) {
    let matrix = try CorrelationMatrix(of: columns, missing: missing, threads: threads)
    let correlations = try matrix.matrix()
    let n = matrix.pairs.lazy.map(\.n).min() ?? 0
    try self.init(correlations, items: matrix.items, n: n, options: options, threads: threads)
  }

  /// From correlations of any kind, such as polychoric ones, of `n` rows.
  public init(
    _ correlations: Matrix, items: [String], n: Int, options: Options = Options(), threads: Int = 1
  ) throws(Fault) {
    let count = items.count
    self.items = items
    self.n = n
    self.options = options
    eigenvalues = try SymmetricEigen(correlations).values
    adequacy = try SamplingAdequacy(correlations, n: n)
    parallel =
      options.factors == nil
      ? try ParallelAnalysis(eigenvalues: eigenvalues, n: n, seed: options.seed, threads: threads) : nil
    let most = Self.most(count, options.extraction)
    let wanted = options.factors ?? min(most, max(1, parallel!.suggested))
    guard wanted >= 1, wanted <= most else {
      throw Fault(
        ScalesFault.tooManyFactors,
        ["factors": .integer(wanted), "most": .integer(most), "items": .integer(count)])
    }
    let raw = try Self.extract(correlations, wanted, options.extraction)
    var rotated = raw.loadings
    var oblique: Matrix?
    if wanted > 1, options.rotation != .none {
      rotated = FactorRotation.varimax(raw.loadings)
      if options.rotation == .promax {
        let found = try FactorRotation.promax(rotated)
        rotated = found.loadings
        oblique = found.correlations
      }
    }
    let ordered = try Self.ordered(rotated, oblique)
    loadings = ordered.loadings
    factorCorrelations = ordered.correlations
    explained = ordered.explained
    let shares = (0..<count).map { row in
      (0..<wanted).reduce(0) { $0 + raw.loadings[row, $1] * raw.loadings[row, $1] }
    }
    communalities = shares
    var caveats: [Caveat] = []
    if adequacy.kmo == nil {
      caveats.append(Caveat(ScalesCaveat.singularCorrelations, ["items": .integer(count)]))
    }
    let exhausted = shares.indices.filter {
      options.extraction != .components && shares[$0] >= 1 - MinimumResiduals.leastUniqueness
    }
    if !exhausted.isEmpty {
      caveats.append(Caveat(ScalesCaveat.noUniqueness, ["items": .list(exhausted.map { items[$0] })]))
    }
    if let steps = raw.unsettledAfter { caveats.append(Caveat(ScalesCaveat.notConverged, ["steps": .integer(steps)])) }
    self.caveats = caveats
  }

  /// As many factors as leave the model ((k − m)² − k − m) / 2 ≥ 0 degrees of freedom.
  private static func most(_ items: Int, _ extraction: Extraction) -> Int {
    if extraction == .components { return items }
    return (0..<items).last { (items - $0) * (items - $0) >= items + $0 } ?? 0
  }

  private static func extract(
    _ correlations: Matrix, _ factors: Int, _ extraction: Extraction
  ) throws(Fault) -> (loadings: Matrix, unsettledAfter: Int?) {
    switch extraction {
    case .components:
      return (try scaledVectors(correlations, factors), nil)
    case .minres:
      let found = try MinimumResiduals(correlations, factors: factors)
      return (found.loadings, found.converged ? nil : found.steps)
    case .axes:
      var reduced = correlations
      let start = MinimumResiduals.start(correlations)
      for index in start.indices { reduced[index, index] = 1 - start[index] }
      let most = 20_000
      for _ in 0..<most {
        let loadings = try scaledVectors(reduced, factors)
        var change = 0.0
        for row in 0..<correlations.rows {
          let communality = (0..<factors).reduce(0) { $0 + loadings[row, $1] * loadings[row, $1] }
          change = max(change, abs(communality - reduced[row, row]))
          reduced[row, row] = communality
        }
        if change < 1e-10 { return (loadings, nil) }
        try Interruption.check()
      }
      return (try scaledVectors(reduced, factors), most)
    }
  }

  /// Eigenvectors times the roots of their values.
  private static func scaledVectors(_ matrix: Matrix, _ factors: Int) throws(Fault) -> Matrix {
    let eigen = try SymmetricEigen(matrix)
    var loadings = Matrix(rows: matrix.rows, columns: factors)
    for factor in 0..<factors {
      let scale = max(0, eigen.values[factor]).squareRoot()
      for row in 0..<matrix.rows { loadings[row, factor] = scale * eigen.vectors[row, factor] }
    }
    return loadings
  }

  private static func ordered(
    _ loadings: Matrix, _ correlations: Matrix?
  ) throws(Fault) -> (loadings: Matrix, correlations: Matrix?, explained: [Double]) {
    let gram = try loadings.gram()
    let shared = try correlations.map { (phi) throws(Fault) in try phi.multiplied(by: gram) } ?? gram
    let explained = shared.diagonal
    let order = explained.indices.sorted { (explained[$1], $0) < (explained[$0], $1) }
    let signs = order.map { factor -> Double in loadings.column(factor).reduce(0, +) < 0 ? -1 : 1 }
    var result = loadings.columns(order)
    for row in 0..<result.rows {
      for factor in order.indices { result[row, factor] *= signs[factor] }
    }
    var phi = correlations
    for i in order.indices {
      for j in order.indices { phi?[i, j] = correlations![order[i], order[j]] * signs[i] * signs[j] }
    }
    return (result, phi, order.map { explained[$0] })
  }
}
