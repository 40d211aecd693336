import Evidence
import NumericalMethods
import SurveyDesigns
import Tables

/// The steps of a study of bottlenecks, on what was made of its answers.
struct BottleneckParts: Sendable {
  let dimensions: [BottleneckDimension]
  let evidence: BottleneckEvidence
  let design: SurveyDesign
  let enterprises: BottleneckEnterprises
  let options: BottleneckStudy.Options

  var grouping: BottleneckGrouping? { enterprises.groupings.first { $0.name == options.groupBy } }
  private var weights: [Double] { enterprises.design.weights }
  private var outcomes: [BottleneckMetric] { enterprises.metrics.filter { $0.role == .outcome } }

  // MARK: Obstacle degrees

  struct Obstacles: Sendable {
    /// One list a dimension, one number an enterprise, in percent; NaN where it has none.
    let degrees: [[Double]]
    let means: [Double?]
  }

  /// Indicators are the items: the mean badness of an enterprise's respondents, or the share of those who show it.
  func obstacles() -> Obstacles {
    var indicators: [[Double?]] = []
    var owner: [Int] = []
    for (place, dimension) in dimensions.enumerated() {
      for item in dimension.items {
        indicators.append(means(of: item))
        owner.append(place)
      }
      for item in dimension.enterpriseItems {
        indicators.append(item.presence.map { $0.map { $0 ? 1 : 0 } })
        owner.append(place)
      }
    }
    let found = ObstacleDegrees(of: indicators, highIsGood: indicators.map { _ in false }).degrees
    let degrees = dimensions.indices.map { place in
      found.map { own -> Double in
        guard let own else { return .nan }
        return owner.indices.filter { owner[$0] == place }.map { own[$0] }.compensatedSum()
      }
    }
    return Obstacles(
      degrees: degrees,
      means: degrees.map { own in
        let known = own.indices.filter { !own[$0].isNaN }
        let weight = known.map { weights[$0] }.compensatedSum()
        return weight > 0 ? known.map { weights[$0] * own[$0] }.compensatedSum() / weight : nil
      })
  }

  private func means(of item: BottleneckItem) -> [Double?] {
    let scale = ItemScale(item)
    var (sums, known) = (
      [Double](repeating: 0, count: enterprises.count), [Double](repeating: 0, count: enterprises.count)
    )
    for (row, owner) in evidence.enterpriseOfRow.enumerated() where owner >= 0 {
      let value = scale.map { $0.badness(item.scores[row]) } ?? item.presence[row].map { $0 ? 1 : 0 }
      guard let value else { continue }
      sums[owner] += design.weights[row] * value
      known[owner] += design.weights[row]
    }
    return zip(sums, known).map { $1 > 0 ? $0 / $1 : nil }
  }

  // MARK: Ranks

  struct Ranking: Sendable {
    let criterion: BottleneckCriterion
    let ranks: [BottleneckRank]
    let shares: [[MetricShare]]
    let withoutGroups: [BottleneckStudy.WithoutGroup]
    /// Dimensions without severity, where ranks should have used it.
    let unrated: [String]
  }

  func ranking(_ obstacles: Obstacles) throws(Fault) -> Ranking {
    let unrated = dimensions.indices.filter { evidence.sums[$0].scored.allSatisfy { $0 == 0 } }
    let needsSeverity = options.criterion == .priority || options.criterion == .severity
    var criterion = needsSeverity && !unrated.isEmpty ? .prevalence : options.criterion
    if criterion == .emissionsShare, enterprises.metric(.emissions) == nil { criterion = .prevalence }
    let totals = enterprises.metrics.filter { $0.role != .outcome }
    let observedShares = dimensions.indices.map { place in
      totals.map { MetricShare($0, status: evidence.sums[place].status, weights: weights) }
    }
    // First the criterion of each dimension, then the shares of each metric: all are ratios of sums over enterprises.
    var quantities = dimensions.indices.flatMap { self.quantities(criterion, $0, obstacles) }
    let ones = [Double](repeating: 1, count: enterprises.count)
    for place in dimensions.indices {
      for metric in totals {
        let status = evidence.sums[place].status
        quantities.append(zip(metric.values, status).map { $1 == 1 ? $0 ?? 0 : 0 })
        quantities.append(metric.values.map { $0 ?? 0 })
        quantities += [ones, ones]
      }
    }
    let bootstrap = EnterpriseBootstrap(
      quantities, dimensions: quantities.count / 4, stratum: enterprises.design.strata,
      strata: enterprises.design.stratumCount)
    let observed = Array(bootstrap.values(ones)[..<dimensions.count])
    let draws = try bootstrap.draws(options.draws, seed: options.seed, threads: options.threads)
    var ranks = EnterpriseBootstrap.ranking(observed, draws: draws.map { Array($0[..<dimensions.count]) })
    var shares = observedShares
    for place in dimensions.indices {
      for metric in totals.indices where shares[place][metric].share != nil {
        let column = dimensions.count + place * totals.count + metric
        let values = draws.map { $0[column] }.filter { !$0.isNaN }.sorted()
        guard values.count == draws.count, !values.isEmpty else { continue }
        shares[place][metric].interval = ConfidenceInterval(
          low: EnterpriseBootstrap.quantile(values, 0.025), high: EnterpriseBootstrap.quantile(values, 0.975),
          method: "bootstrap-percentile")
      }
    }
    var withoutGroups: [BottleneckStudy.WithoutGroup] = []
    if let grouping, Set(grouping.values.compactMap { $0 }).count > 1 {
      for group in Set(grouping.values.compactMap { $0 }).sorted() {
        let counts = grouping.values.map { $0 == group ? 0.0 : 1 }
        let values = Array(bootstrap.values(counts)[..<dimensions.count])
        withoutGroups.append(.init(group: group, ranks: EnterpriseBootstrap.ranks(values)))
      }
      for place in ranks.indices {
        let own = withoutGroups.map { $0.ranks[place] }
        ranks[place].withoutGroups = own.min()!...own.max()!
      }
    }
    return Ranking(
      criterion: criterion, ranks: ranks, shares: shares, withoutGroups: withoutGroups,
      unrated: needsSeverity ? unrated.map { dimensions[$0].id } : [])
  }

  private func quantities(
    _ criterion: BottleneckCriterion, _ place: Int, _ obstacles: Obstacles
  ) -> [[Double]] {
    let sums = evidence.sums[place]
    let ones = [Double](repeating: 1, count: enterprises.count)
    // What is known of enterprises only is counted by enterprise.
    let isOfEnterprises = dimensions[place].items.isEmpty
    let shown = isOfEnterprises ? zip(sums.status, weights).map { $0 == 1 ? $1 : 0 } : sums.shown
    let known = isOfEnterprises ? zip(sums.status, weights).map { $0.isNaN ? 0 : $1 } : sums.known
    switch criterion {
    case .priority: return [shown, known, sums.importance, sums.scored]
    case .prevalence: return [shown, known, ones, ones]
    case .severity: return [sums.importance, sums.scored, ones, ones]
    case .obstacleDegree:
      let own = obstacles.degrees[place]
      return [
        zip(own, weights).map { $0.isNaN ? 0 : $0 * $1 }, zip(own, weights).map { $0.isNaN ? 0 : $1 }, ones, ones,
      ]
    case .emissionsShare:
      let values = enterprises.metric(.emissions)!.values
      return [zip(values, sums.status).map { $1 == 1 ? $0 ?? 0 : 0 }, values.map { $0 ?? 0 }, ones, ones]
    }
  }

  // MARK: Contrasts

  func contrasts() throws(Fault) -> [[BottleneckContrast]] {
    let metrics = outcomes
    let adjusting = options.adjustFor.compactMap { name in enterprises.groupings.first { $0.name == name } }
    let found = try Parallel.map(dimensions.count * metrics.count, threads: options.threads) {
      (index) throws(Fault) -> BottleneckContrast? in
      try Interruption.check()
      return BottleneckContrast(
        metrics[index % metrics.count], status: evidence.sums[index / metrics.count].status,
        adjustingFor: adjusting, in: enterprises.design)
    }
    let adjusted = PValueAdjustment.holm.adjusted(found.map { $0?.difference.pValue })
    return dimensions.indices.map { place in
      metrics.indices.compactMap { metric in
        var contrast = found[place * metrics.count + metric]
        contrast?.adjustedP = adjusted[place * metrics.count + metric]
        return contrast
      }
    }
  }

  // MARK: Necessity and drivers

  /// Capability in each dimension as a condition of each outcome.
  func necessities() throws(Fault) -> ([NecessaryCondition], [Caveat]) {
    var (found, caveats): ([NecessaryCondition], [Caveat]) = ([], [])
    for metric in outcomes {
      let outcome = NecessaryCondition.Variable(metric.name, label: metric.label, metric.values)
      var skipped: [String] = []
      for (dimension, sums) in zip(dimensions, evidence.sums) {
        var own = NecessaryCondition.Options()
        own.permutations = options.permutations
        own.seed = options.seed
        own.threads = options.threads
        own.corner = metric.isHighBad ? .lowerLeft : .upperLeft
        let condition = NecessaryCondition.Variable(
          dimension.id, label: dimension.label, sums.meanLoad.map { $0.isNaN ? nil : 1 - $0 })
        do throws(Fault) {
          found.append(try NecessaryCondition(of: condition, for: outcome, options: own))
        } catch {
          guard error.kind == .analysis else { throw error }
          skipped.append(dimension.id)
        }
      }
      if !skipped.isEmpty {
        caveats.append(
          Caveat(
            BottleneckCaveat.skippedNecessity, ["dimensions": .list(skipped), "outcome": .text(metric.name)]))
      }
    }
    return (found, caveats)
  }

  func drivers(_ answers: [BottleneckStudy.Outcome]) throws(Fault) -> ([BottleneckStudy.Drivers], [Caveat]) {
    var own = RelativeImportance.Options()
    own.draws = options.draws
    own.seed = options.seed
    own.threads = options.threads
    var (found, caveats): ([BottleneckStudy.Drivers], [Caveat]) = ([], [])
    func add(
      _ name: String, _ label: Label, _ level: BottleneckStudy.Drivers.Level, _ values: [Double?],
      _ loads: [[Double]], _ weights: [Double], _ clusters: [Int]?
    ) throws(Fault) {
      do throws(Fault) {
        let importance = try RelativeImportance(
          of: values,
          drivers: zip(dimensions, loads).map { ($0.id, $0.label, $1.map { $0.isNaN ? nil : $0 }) },
          weights: weights, clusters: clusters, options: own)
        let shares = Dictionary(uniqueKeysWithValues: importance.drivers.map { ($0.name, $0.share) })
        let items = zip(dimensions, loads).compactMap { dimension, loads -> (String, Label, Double, Double)? in
          guard let share = shares[dimension.id] else { return nil }
          let known = loads.indices.filter { !loads[$0].isNaN && weights[$0] > 0 }
          let sum = known.map { weights[$0] }.compensatedSum()
          let load = known.map { weights[$0] * loads[$0] }.compensatedSum() / sum
          return (dimension.id, dimension.label, share, 1 - load)
        }
        found.append(
          BottleneckStudy.Drivers(
            outcome: name, label: label, level: level, importance: importance,
            quadrants: ImportancePerformance(outcome: name, label: label, items)))
        if !importance.dropped.isEmpty {
          caveats.append(
            Caveat(
              BottleneckCaveat.constantDrivers,
              ["dimensions": .list(importance.dropped), "outcome": .text(name)]))
        }
      } catch {
        guard error.kind == .analysis || error.code == BottleneckFault.tooManyDrivers.rawValue else { throw error }
        caveats.append(
          Caveat(
            BottleneckCaveat.skippedDrivers, ["outcome": .text(name), "dimensions": .integer(dimensions.count)]))
      }
    }
    for outcome in answers {
      try BottleneckEnterprises.check(outcome.name, outcome.values.count, evidence.enterpriseOfRow.count)
      try add(
        outcome.name, outcome.label, .respondents, outcome.values, evidence.answers.map(\.load), design.weights,
        evidence.enterpriseOfRow)
    }
    for metric in outcomes {
      try add(
        metric.name, metric.label, .enterprises, metric.values, evidence.sums.map(\.meanLoad), weights, nil)
    }
    return (found, caveats)
  }

  // MARK: Caveats

  func caveats(of found: [BottleneckStudy.Dimension], _ ranking: Ranking) -> [Caveat] {
    var caveats: [Caveat] = []
    if evidence.strangers > 0 {
      caveats.append(Caveat(BottleneckCaveat.strangers, ["count": .integer(evidence.strangers)]))
    }
    func list(_ code: BottleneckCaveat, _ belongs: (BottleneckStudy.Dimension) -> Bool) {
      let ids = found.filter(belongs).map(\.id)
      if !ids.isEmpty { caveats.append(Caveat(code, ["dimensions": .list(ids)])) }
    }
    list(.unanswered) { $0.enterprises.known == 0 }
    list(.everybody) { $0.enterprises.known > 0 && $0.enterprises.shown == $0.enterprises.known }
    list(.nobody) { $0.enterprises.known > 0 && $0.enterprises.shown == 0 }
    if !ranking.unrated.isEmpty {
      caveats.append(Caveat(BottleneckCaveat.noSeverity, ["dimensions": .list(ranking.unrated)]))
    }
    for metric in enterprises.metrics {
      let known = metric.values.count { $0 != nil }
      if known < enterprises.count {
        caveats.append(
          Caveat(
            BottleneckCaveat.coverage,
            ["metric": .text(metric.name), "known": .integer(known), "count": .integer(enterprises.count)]))
      }
      let negative = metric.values.count { ($0 ?? 0) < 0 }
      if negative > 0, metric.role != .outcome {
        caveats.append(
          Caveat(
            BottleneckCaveat.negativeMetric, ["metric": .text(metric.name), "count": .integer(negative)]))
      }
    }
    for metric in outcomes {
      let missed = found.filter { dimension in !dimension.contrasts.contains { $0.metric == metric.name } }.map(\.id)
      if !missed.isEmpty {
        caveats.append(
          Caveat(
            BottleneckCaveat.skippedContrast, ["metric": .text(metric.name), "dimensions": .list(missed)]))
      }
    }
    return caveats
  }
}
