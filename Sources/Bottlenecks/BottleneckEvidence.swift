import Evidence
import NumericalMethods
import SurveyDesigns
import Tables

/// What each respondent and each enterprise says of every dimension, and what the respondents of an enterprise add up to.
struct BottleneckEvidence: Sendable {
  /// One dimension among the respondents.
  struct Answers: Sendable {
    /// 1 where the dimension shows, 0 where it does not, NaN where it cannot be told.
    var shows: [Double]
    /// The mean over the scored items of (badness on 1…A) / A; NaN where none was answered.
    var importance: [Double]
    /// The share of scored answers among the two worst of at least four.
    var topTwo: [Double]
    /// The mean badness of all items between 0 and 1; yes and no count as 1 and 0.
    var load: [Double]
  }

  /// One dimension among the enterprises; sums are of respondents' weights.
  struct Sums: Sendable {
    var shown: [Double]
    var known: [Double]
    var importance: [Double]
    var scored: [Double]
    var load: [Double]
    var loaded: [Double]
    /// 1, 0 or NaN.
    var status: [Double]
    /// The mean load of the respondents; NaN without one.
    var meanLoad: [Double]
  }

  let answers: [Answers]
  let sums: [Sums]
  /// The enterprise of each respondent, −1 for none of those listed.
  let enterpriseOfRow: [Int]
  /// Respondents whose enterprise is not listed.
  let strangers: Int

  init(
    _ dimensions: [BottleneckDimension], respondents: Table, entity: String, design: SurveyDesign,
    enterprises: BottleneckEnterprises, threshold: Double
  ) throws(Fault) {
    guard let column = respondents[entity] else { throw respondents.noSuchColumn(entity) }
    guard respondents.rowCount > 0 else { throw Fault(BottleneckFault.noRespondents) }
    try BottleneckEnterprises.check("design", design.rowCount, respondents.rowCount)
    for dimension in dimensions {
      for item in dimension.items {
        try BottleneckEnterprises.check(item.name, item.presence.count, respondents.rowCount)
        if !item.scores.isEmpty { try BottleneckEnterprises.check(item.name, item.scores.count, respondents.rowCount) }
      }
      for item in dimension.enterpriseItems {
        try BottleneckEnterprises.check(item.name, item.presence.count, enterprises.count)
      }
    }
    let places = Dictionary(uniqueKeysWithValues: enterprises.ids.enumerated().map { ($0.element, $0.offset) })
    let owners = (0..<respondents.rowCount).map { row in
      column.value(at: row).flatMap { places[$0.description] } ?? -1
    }
    enterpriseOfRow = owners
    strangers = owners.indices.count { owners[$0] < 0 && design.weights[$0] > 0 }
    let found = dimensions.map { Self.answers(to: $0, rows: respondents.rowCount) }
    answers = found
    sums = zip(dimensions, found).map { dimension, answers in
      Self.sums(
        of: answers, dimension, owners: owners, weights: design.weights, count: enterprises.count,
        threshold: threshold)
    }
  }

  private static func answers(to dimension: BottleneckDimension, rows: Int) -> Answers {
    let scored = dimension.items.map { ItemScale($0) }
    var answers = Answers(
      shows: Array(repeating: .nan, count: rows), importance: Array(repeating: .nan, count: rows),
      topTwo: Array(repeating: .nan, count: rows), load: Array(repeating: .nan, count: rows))
    for row in 0..<rows {
      if !dimension.items.isEmpty,
        let shows = BottleneckDimension.shows(dimension.items, atLeast: dimension.atLeast, at: row)
      {
        answers.shows[row] = shows ? 1 : 0
      }
      var (importance, rated, top, toppable, load, loaded) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
      for (item, scale) in zip(dimension.items, scored) {
        if let scale {
          guard let badness = scale.badness(item.scores[row]) else { continue }
          importance += (badness + 1) / (scale.width + 1)
          rated += 1
          load += badness / scale.width
          loaded += 1
          if scale.width >= 3 {
            top += badness >= scale.width - 1 ? 1 : 0
            toppable += 1
          }
        } else if let present = item.presence[row] {
          load += present ? 1 : 0
          loaded += 1
        }
      }
      if rated > 0 { answers.importance[row] = importance / rated }
      if toppable > 0 { answers.topTwo[row] = top / toppable }
      if loaded > 0 { answers.load[row] = load / loaded }
    }
    return answers
  }

  private static func sums(
    of answers: Answers, _ dimension: BottleneckDimension, owners: [Int], weights: [Double], count: Int,
    threshold: Double
  ) -> Sums {
    let none = [Double](repeating: 0, count: count)
    var sums = Sums(
      shown: none, known: none, importance: none, scored: none, load: none, loaded: none, status: none, meanLoad: none)
    for (row, owner) in owners.enumerated() where owner >= 0 && weights[row] > 0 {
      let weight = weights[row]
      if !answers.shows[row].isNaN {
        sums.shown[owner] += weight * answers.shows[row]
        sums.known[owner] += weight
      }
      if !answers.importance[row].isNaN {
        sums.importance[owner] += weight * answers.importance[row]
        sums.scored[owner] += weight
      }
      if !answers.load[row].isNaN {
        sums.load[owner] += weight * answers.load[row]
        sums.loaded[owner] += weight
      }
    }
    for owner in 0..<count {
      var status: Bool?
      if sums.known[owner] > 0 { status = sums.shown[owner] / sums.known[owner] >= threshold - 1e-12 }
      if !dimension.enterpriseItems.isEmpty {
        let own = BottleneckDimension.shows(dimension.enterpriseItems, atLeast: dimension.atLeast, at: owner)
        if dimension.items.isEmpty {
          status = own
        } else if status == true || own == true {
          status = true
        } else if status == nil || own == nil {
          status = nil
        }
      }
      sums.status[owner] = status.map { $0 ? 1 : 0 } ?? .nan
      var (load, loaded) = (sums.load[owner], sums.loaded[owner])
      if loaded == 0, dimension.items.isEmpty {
        let known = dimension.enterpriseItems.compactMap { $0.presence[owner] }
        (load, loaded) = (Double(known.count { $0 }), Double(known.count))
      }
      sums.meanLoad[owner] = loaded > 0 ? load / loaded : .nan
    }
    return sums
  }
}

/// The ordered answers of an item, turned so that more is worse and the best is 0.
struct ItemScale: Sendable {
  let low: Double
  let high: Double
  let isHighBad: Bool

  /// `nil` for items without order, and for those with a single answer.
  init?(_ item: BottleneckItem) {
    let scores = item.scores.lazy.compactMap { $0 }.filter(\.isFinite)
    guard let low = item.scale?.lowerBound ?? scores.min(), let high = item.scale?.upperBound ?? scores.max(),
      low < high
    else { return nil }
    self.low = low
    self.high = high
    isHighBad = item.isHighBad
  }

  var width: Double { high - low }

  /// How far from the best answer, between 0 and ``width``. Answers beyond the scale count as its end.
  func badness(_ score: Double?) -> Double? {
    guard let score, score.isFinite else { return nil }
    return min(width, max(0, isHighBad ? score - low : high - score))
  }
}
