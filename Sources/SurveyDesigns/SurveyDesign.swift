import Evidence
import Tables

/// How the rows of a table came to be in it: with what weights, from which strata, in which clusters.
///
/// The design is built once over the whole table and checked hard; every estimate takes it, so nobody can forget it. An
/// estimate for a part of the rows keeps all clusters and strata, as it must: rows outside the part count as zeros.
///
///     let design = try SurveyDesign(of: table, weights: "w", strata: ["province"], clusters: ["enterprise"])
///     try DesignEstimate.mean(of: table["q1"]!.numbers(), in: design).value
///
/// Cluster ids that restart in each stratum are nested in it. R's `svydesign` needs `nest = TRUE` for that.
public struct SurveyDesign: Sendable, Hashable {
  /// What to do about a stratum with a single cluster, whose variance cannot be seen.
  public enum LonelyUnits: String, Sendable, Hashable, CaseIterable {
    /// State a fault that lists the strata.
    case refuse
    /// The cluster was certain to be drawn and adds no variance. R's `certainty` and `remove`.
    case certainty
    /// Measure its distance from the mean of all clusters. R's `adjust`.
    case adjust
    /// Give it the average variance of the other strata. R's `average`.
    case average
  }

  public private(set) var rowCount: Int
  /// One a row; 1 where the design has no weights. Rows without a weight have 0 and are listed in ``rowsWithoutDesign``.
  public internal(set) var weights: [Double]
  public internal(set) var hasWeights: Bool
  /// The stratum of each row, 0 ..< ``stratumCount``.
  public private(set) var strata: [Int32]
  public let stratumNames: [String]
  /// The first-stage cluster of each row, 0 ..< ``clusterCount``, stratum by stratum. Rows themselves where none were named.
  public private(set) var clusters: [Int32]
  public let hasClusters: Bool
  public let clusterCount: Int
  let stratumOfCluster: [Int32]
  /// The second-stage unit of each row, nested in clusters.
  private(set) var units: [Int32]?
  let clusterOfUnit: [Int32]
  /// The share of the population's clusters that is in the sample, a stratum; 0 where not stated.
  public let samplingFractions: [Double]
  /// The same for second-stage units, a cluster.
  let unitFractions: [Double]
  public let lonelyUnits: LonelyUnits
  /// Rows that lack a weight, a stratum, a cluster or a population size. They take no part in any estimate.
  public private(set) var rowsWithoutDesign: [Int32]
  /// Rows left out, cluster ids that restart, lonely units under a policy.
  public private(set) var caveats: [Caveat]
  /// What was done to the weights to meet known totals, first to last.
  var calibrations: [Calibration] = []

  public var stratumCount: Int { stratumNames.count }

  /// Whether a weight is all that is known of how the rows were drawn. Then a naive p-value has no ground: the weight
  /// says that respondents are not alike, and nothing tells how they came together.
  public var isWeightAlone: Bool { hasWeights && !hasClusters && stratumCount == 1 }

  /// A design of the columns of a table. `clusters` names one stage or two; `populations` as many columns of either the
  /// number of units in the population or the share that was drawn (1 or less).
  public init(
    of table: Table, weights: String? = nil, strata: [String] = [], clusters: [String] = [], populations: [String] = [],
    lonelyUnits: LonelyUnits = .refuse
  ) throws(Fault) {
    func column(_ name: String) throws(Fault) -> Column {
      guard let column = table[name] else { throw table.noSuchColumn(name) }
      return column
    }
    guard clusters.count <= 2 else {
      throw Fault(DesignFault.tooManyStages, ["stages": .integer(clusters.count)])
    }
    guard populations.isEmpty || populations.count == max(1, clusters.count) else {
      throw Fault(
        DesignFault.populationsPerStage,
        ["stages": .integer(max(1, clusters.count)), "columns": .integer(populations.count)])
    }
    var weightColumn: Column?
    if let weights { weightColumn = try column(weights) }
    var strataColumns: [Column] = []
    for name in strata { strataColumns.append(try column(name)) }
    var clusterColumns: [Column] = []
    for name in clusters { clusterColumns.append(try column(name)) }
    var populationColumns: [Column] = []
    for name in populations { populationColumns.append(try column(name)) }
    try self.init(
      rowCount: table.rowCount, weights: weightColumn, strata: strataColumns, clusters: clusterColumns,
      populations: populationColumns, lonelyUnits: lonelyUnits, originalRows: table.originalRows)
  }

  private init(
    rowCount: Int, weights: Column?, strata: [Column], clusters: [Column], populations: [Column],
    lonelyUnits: LonelyUnits, originalRows: [Int32]?
  ) throws(Fault) {
    func fileRow(_ row: Int) -> Int { Int(originalRows?[row] ?? Int32(row)) + 1 }
    var caveats: [Caveat] = []
    var isOutside = [Bool](repeating: false, count: rowCount)
    for column in [weights].compactMap({ $0 }) + strata + clusters + populations {
      for row in 0..<rowCount where column.isMissing(at: row) { isOutside[row] = true }
    }

    var values = [Double](repeating: 1, count: rowCount)
    if let weights {
      values = weights.numbers()
      for row in 0..<rowCount {
        if isOutside[row] {
          values[row] = 0
        } else if values[row].isNaN {
          throw Fault(TableFault.notNumeric, ["column": .text(weights.name), "kind": .text(weights.kindName)])
        } else if !(values[row] >= 0 && values[row].isFinite) {
          throw Fault(
            DesignFault.negativeWeight,
            [
              "column": .text(weights.name), "weight": .text(LevelValue(shortest: values[row]).description),
              "row": .integer(fileRow(row)),
            ])
        }
      }
      guard values.contains(where: { $0 > 0 }) else {
        throw Fault(DesignFault.noWeight, ["column": .text(weights.name), "rows": .integer(rowCount)])
      }
    } else {
      for row in 0..<rowCount where isOutside[row] { values[row] = 0 }
    }

    // Strata in order of name, clusters in order of stratum and name: no order of the rows shows in a sum.
    let (stratumOfRow, stratumNamesFound) = try Self.numbered(strata, within: nil, isOutside)
    self.strata = stratumOfRow
    stratumNames = strata.isEmpty ? [""] : stratumNamesFound
    let rows = (0..<Int32(rowCount)).map { $0 }
    if clusters.isEmpty {
      // Rows are the clusters, numbered stratum by stratum.
      let order = rows.sorted { (stratumOfRow[Int($0)], $0) < (stratumOfRow[Int($1)], $1) }.filter {
        !isOutside[Int($0)]
      }
      var cluster = [Int32](repeating: 0, count: rowCount)
      for (place, row) in order.enumerated() { cluster[Int(row)] = Int32(place) }
      self.clusters = cluster
      clusterCount = order.count
      stratumOfCluster = order.map { stratumOfRow[Int($0)] }
    } else {
      let (cluster, clusterNames) = try Self.numbered([clusters[0]], within: stratumOfRow, isOutside)
      let repeated = clusterNames.count - Set(clusterNames).count
      if repeated > 0 {
        let names = Dictionary(grouping: clusterNames, by: { $0 }).filter { $1.count > 1 }.keys.sorted()
        caveats.append(
          Caveat(
            DesignCaveat.restartingClusters,
            [
              "column": .text(clusters[0].name), "ids": .list(names), "count": .integer(names.count),
              "clusters": .integer(clusterNames.count),
            ]))
      }
      self.clusters = cluster
      clusterCount = clusterNames.count
      var stratum = [Int32](repeating: 0, count: clusterNames.count)
      for row in 0..<rowCount where !isOutside[row] { stratum[Int(cluster[row])] = stratumOfRow[row] }
      stratumOfCluster = stratum
    }
    if clusters.count == 2 {
      let (unit, unitNames) = try Self.numbered([clusters[1]], within: self.clusters, isOutside)
      units = unit
      var cluster = [Int32](repeating: 0, count: unitNames.count)
      for row in 0..<rowCount where !isOutside[row] { cluster[Int(unit[row])] = self.clusters[row] }
      clusterOfUnit = cluster
    } else {
      units = nil
      clusterOfUnit = []
    }

    samplingFractions = try Self.fractions(
      populations.first, of: stratumOfCluster, groupOfRow: stratumOfRow, groups: stratumNames.count, isOutside, fileRow)
    unitFractions =
      clusters.count == 2
      ? try Self.fractions(
        populations.count == 2 ? populations[1] : nil, of: clusterOfUnit, groupOfRow: self.clusters,
        groups: clusterCount,
        isOutside, fileRow)
      : []

    self.rowCount = rowCount
    self.weights = values
    hasWeights = weights != nil
    hasClusters = !clusters.isEmpty
    self.lonelyUnits = lonelyUnits
    rowsWithoutDesign = rows.filter { isOutside[Int($0)] }
    let designColumns = ([weights].compactMap { $0 } + strata + clusters + populations).map(\.name)
    guard rowsWithoutDesign.count < rowCount else {
      throw Fault(DesignFault.noRows, ["columns": .list(designColumns), "rows": .integer(rowCount)])
    }
    if !rowsWithoutDesign.isEmpty {
      caveats.append(
        Caveat(
          DesignCaveat.rowsLeftOut,
          [
            "count": .integer(rowsWithoutDesign.count), "rows": .integer(rowCount), "columns": .list(designColumns),
          ]))
    }

    let (fractions, names) = (samplingFractions, stratumNames)
    var sizes = [Int](repeating: 0, count: names.count)
    for stratum in stratumOfCluster { sizes[Int(stratum)] += 1 }
    let lonely = sizes.indices.filter { sizes[$0] == 1 && fractions[$0] < 1 }
    if !lonely.isEmpty {
      guard lonelyUnits != .refuse, clusterCount > 1 else {
        throw strata.isEmpty || clusterCount == 1
          ? Fault(DesignFault.singleCluster)
          : Fault(
            DesignFault.lonelyClusters,
            ["count": .integer(lonely.count), "strata": .list(lonely.map { names[$0] })])
      }
      caveats.append(
        Caveat(
          DesignCaveat.lonelyClusters,
          [
            "count": .integer(lonely.count), "strata": .list(lonely.map { names[$0] }),
            "policy": .text(lonelyUnits.rawValue),
          ]))
    }
    self.caveats = caveats
    if isWeightAlone, let effect = Self.weightingEffect(of: values) {
      self.caveats.append(Caveat(DesignCaveat.weightsAlone, ["effect": .number(effect)]))
    }
  }

  /// Dense numbers for the combinations of some columns, in order of their values, restarting in no outer group.
  private static func numbered(
    _ columns: [Column], within outer: [Int32]?, _ isOutside: [Bool]
  ) throws(Fault) -> ([Int32], [String]) {
    guard !columns.isEmpty else { return ([Int32](repeating: 0, count: isOutside.count), []) }
    var keys = outer ?? [Int32](repeating: 0, count: isOutside.count)
    var names = [String](repeating: "", count: Int(keys.max() ?? 0) + 1)
    for (index, column) in columns.enumerated() {
      let categories = try column.categories(limit: .max)
      let places = categories.codes.places()
      // Groups that occur, in order of the group before and the level.
      var pairs: Set<UInt64> = []
      for row in keys.indices where !isOutside[row] {
        pairs.insert(UInt64(UInt32(keys[row])) << 32 | UInt64(UInt32(places[row])))
      }
      let order = pairs.sorted()
      var number: [UInt64: Int32] = [:]
      number.reserveCapacity(order.count)
      for (place, pair) in order.enumerated() { number[pair] = Int32(place) }
      names = order.map { pair in
        let level = categories.levels[Int(pair & 0xFFFF_FFFF)].value.description
        let before = names[Int(pair >> 32)]
        return index == 0 || before.isEmpty ? level : "\(before), \(level)"
      }
      for row in keys.indices {
        keys[row] =
          isOutside[row] ? 0 : number[UInt64(UInt32(keys[row])) << 32 | UInt64(UInt32(places[row]))]!
      }
    }
    return (keys, names)
  }

  /// The share of each group's units that is in the sample, from a column of population sizes or of shares.
  private static func fractions(
    _ column: Column?, of groupOfUnit: [Int32], groupOfRow: [Int32], groups: Int, _ isOutside: [Bool],
    _ fileRow: (Int) -> Int
  ) throws(Fault) -> [Double] {
    var fractions = [Double](repeating: 0, count: groups)
    guard let column else { return fractions }
    let numbers = column.numbers()
    var stated = [Double?](repeating: nil, count: groups)
    var sampled = [Int](repeating: 0, count: groups)
    for group in groupOfUnit { sampled[Int(group)] += 1 }
    for row in numbers.indices where !isOutside[row] {
      let group = Int(groupOfRow[row])
      if let known = stated[group], known != numbers[row] {
        throw Fault(
          DesignFault.populationChanges,
          [
            "column": .text(column.name), "first": .text(LevelValue(shortest: known).description),
            "second": .text(LevelValue(shortest: numbers[row]).description), "row": .integer(fileRow(row)),
          ])
      }
      stated[group] = numbers[row]
    }
    for group in 0..<groups {
      guard let size = stated[group] else { continue }
      guard size > 0, size <= 1 || size >= Double(sampled[group]) else {
        throw Fault(
          DesignFault.populationTooSmall,
          [
            "column": .text(column.name), "population": .text(LevelValue(shortest: size).description),
            "sampled": .integer(sampled[group]),
          ])
      }
      fractions[group] = size <= 1 ? size : Double(sampled[group]) / size
    }
    return fractions
  }

  public func stratum(ofCluster cluster: Int) -> Int { Int(stratumOfCluster[cluster]) }

  /// Whether the weights were made to meet known totals.
  public var isCalibrated: Bool { !calibrations.isEmpty }

  public var hasSecondStage: Bool { units != nil }

  /// Whether rows themselves were drawn, all from one stratum: then sums of weights and of their squares tell everything.
  public var drawsSingleRows: Bool { !hasClusters && stratumCount == 1 && !isCalibrated }

  /// The design for a part of the rows, in that order. All clusters and strata stay: those without a row in the part count
  /// as zeros, as they must for a subpopulation. R's `subset` of a design does the same.
  ///
  /// A design whose weights were brought to known totals has no such parts: the totals are those of all rows. There, make
  /// the values of the other rows NaN.
  ///
  /// - Throws: `design-calibrated-part`.
  public func part(rows: [Int32]) throws(Fault) -> SurveyDesign {
    guard calibrations.isEmpty else { throw Fault(DesignFault.calibratedPart) }
    var part = self
    part.rowCount = rows.count
    part.weights = rows.map { weights[Int($0)] }
    part.strata = rows.map { strata[Int($0)] }
    part.clusters = rows.map { clusters[Int($0)] }
    part.units = units.map { units in rows.map { units[Int($0)] } }
    let outside = Set(rowsWithoutDesign)
    part.rowsWithoutDesign = rows.indices.filter { outside.contains(rows[$0]) }.map { Int32($0) }
    return part
  }

  /// Clusters minus strata among the rows that take part.
  public func degreesOfFreedom(among rows: (Int) -> Bool) -> Int {
    var clusterIsThere = [Bool](repeating: false, count: clusterCount)
    var stratumIsThere = [Bool](repeating: false, count: stratumCount)
    for row in 0..<rowCount where weights[row] > 0 && rows(row) {
      clusterIsThere[Int(clusters[row])] = true
      stratumIsThere[Int(strata[row])] = true
    }
    return clusterIsThere.count { $0 } - stratumIsThere.count { $0 }
  }
}

extension SurveyDesign {
  /// Kish's design effect of unequal weights among some rows, *n* Σ*w*² / (Σ*w*)²: what weighting alone costs.
  public func weightingEffect(among rows: (Int) -> Bool = { _ in true }) -> Double? {
    Self.weightingEffect(of: weights.indices.filter(rows).map { weights[$0] })
  }

  fileprivate static func weightingEffect(of weights: some Sequence<Double>) -> Double? {
    var (sum, squares, n) = (0.0, 0.0, 0)
    for weight in weights where weight > 0 {
      sum += weight
      squares += weight * weight
      n += 1
    }
    return n > 0 ? Double(n) * squares / (sum * sum) : nil
  }
}
