/// The covariance of weighted totals under a design: how much they would vary if other clusters had been drawn.
///
/// Where a stratum has a single cluster, ``SurveyDesign/LonelyUnits/adjust`` measures it from the mean of all clusters, as
/// R's manual and Stata's `singleunit(centered)` say; R's code measures it from 0, which is the same for means, ratios
/// and shares but not for totals. A cluster with a single second-stage unit adds nothing at the second stage, whatever
/// the policy; R treats it like a lonely stratum.
///
/// `rows` are the linearised values: for row *r* and quantity *k*, `value(r, k)` already holds the weight. Rows that take
/// no part have zeros. First-stage clusters are compared within their strata; with a second stage and population sizes,
/// the units inside clusters add their share.
public struct DesignCovariance: Sendable {
  public let size: Int
  /// Row by row, both triangles.
  public let values: [Double]

  public subscript(i: Int, j: Int) -> Double { values[i * size + j] }

  /// `totals[c * size + k]` is the total of quantity *k* in cluster *c*; `strataUsed` says in which strata any row takes
  /// part.
  public init(clusterTotals totals: [Double], size: Int, strataUsed: [Bool]? = nil, in design: SurveyDesign) {
    self.size = size
    values = Self.betweenGroups(
      totals, size: size, groupOfUnit: design.stratumOfCluster, groups: design.stratumCount,
      fractions: design.samplingFractions, scales: nil, lonely: design.lonelyUnits, used: strataUsed)
  }

  /// The covariance of the totals of `size` quantities given row by row. Only rows for which `takesPart` holds are asked.
  public init(
    size: Int, in design: SurveyDesign, takesPart: (Int) -> Bool = { _ in true },
    addRow: (Int, UnsafeMutablePointer<Double>) -> Void
  ) {
    var used = [Bool](repeating: false, count: design.stratumCount)
    var totals = [Double](repeating: 0, count: design.clusterCount * size)
    var unitTotals = [Double](repeating: 0, count: design.units == nil ? 0 : design.clusterOfUnit.count * size)
    func add(_ row: UnsafePointer<Double>, _ index: Int) {
      let start = Int(design.clusters[index]) * size
      for k in 0..<size { totals[start + k] += row[k] }
      if let units = design.units {
        let start = Int(units[index]) * size
        for k in 0..<size { unitTotals[start + k] += row[k] }
      }
    }
    if design.calibrations.isEmpty {
      var row = [Double](repeating: 0, count: size)
      for index in 0..<design.rowCount where design.weights[index] > 0 && takesPart(index) {
        used[Int(design.strata[index])] = true
        for k in 0..<size { row[k] = 0 }
        row.withUnsafeMutableBufferPointer { addRow(index, $0.baseAddress!) }
        row.withUnsafeBufferPointer { add($0.baseAddress!, index) }
      }
    } else {
      // Known totals tie rows together, so also those that take no part get a share.
      var rows = [Double](repeating: 0, count: design.rowCount * size)
      for index in 0..<design.rowCount where design.weights[index] > 0 {
        used[Int(design.strata[index])] = true
        guard takesPart(index) else { continue }
        rows.withUnsafeMutableBufferPointer { addRow(index, $0.baseAddress! + index * size) }
      }
      for calibration in design.calibrations { calibration.takeOut(of: &rows, size: size) }
      rows.withUnsafeBufferPointer { rows in
        for index in 0..<design.rowCount where design.weights[index] > 0 {
          add(rows.baseAddress! + index * size, index)
        }
      }
    }
    var sum = Self.betweenGroups(
      totals, size: size, groupOfUnit: design.stratumOfCluster, groups: design.stratumCount,
      fractions: design.samplingFractions, scales: nil, lonely: design.lonelyUnits, used: used)
    if design.units != nil {
      // Without population sizes at the first stage its fractions are 0, and so is all that the second stage adds.
      let scales = design.stratumOfCluster.map { design.samplingFractions[Int($0)] }
      if scales.contains(where: { $0 > 0 }) {
        let within = Self.betweenGroups(
          unitTotals, size: size, groupOfUnit: design.clusterOfUnit, groups: design.clusterCount,
          fractions: design.unitFractions, scales: scales, lonely: .certainty, used: nil)
        for index in sum.indices { sum[index] += within[index] }
      }
    }
    self.size = size
    values = sum
  }

  /// Σ over groups of (1 − f) m/(m − 1) Σ (t − t̄)(t − t̄)ᵀ over the m units of the group, times the group's scale.
  private static func betweenGroups(
    _ totals: [Double], size: Int, groupOfUnit: [Int32], groups: Int, fractions: [Double], scales: [Double]?,
    lonely: SurveyDesign.LonelyUnits, used: [Bool]?
  ) -> [Double] {
    let units = groupOfUnit.count
    var counts = [Int](repeating: 0, count: groups)
    for group in groupOfUnit { counts[Int(group)] += 1 }
    // As in R, a stratum that was taken whole counts among those whose variance is seen: it has none.
    var (lonelyGroups, otherGroups) = (0, 0)
    for group in 0..<groups where counts[group] > 0 && used?[group] != false {
      if counts[group] == 1 && fractions[group] < 1 { lonelyGroups += 1 } else { otherGroups += 1 }
    }
    let factors = (0..<groups).map { group in
      let m = Double(counts[group])
      return (1 - fractions[group]) * (counts[group] == 1 ? (lonely == .adjust ? 1 : 0) : m / (m - 1))
        * (scales?[group] ?? 1)
    }
    var means = [Double](repeating: 0, count: (groups + 1) * size)
    var sum = [Double](repeating: 0, count: size * size)
    var deviation = [Double](repeating: 0, count: size)
    // The loops of a screen of many pairs: through unsafe buffers they are three times as fast.
    totals.withUnsafeBufferPointer { totals in
      means.withUnsafeMutableBufferPointer { means in
        let grand = groups * size
        for unit in 0..<units {
          let group = Int(groupOfUnit[unit]) * size
          for k in 0..<size {
            means[group + k] += totals[unit * size + k]
            means[grand + k] += totals[unit * size + k]
          }
        }
        for group in 0..<groups where counts[group] > 0 {
          for k in 0..<size { means[group * size + k] /= Double(counts[group]) }
        }
        for k in 0..<size { means[grand + k] /= Double(max(units, 1)) }
        sum.withUnsafeMutableBufferPointer { sum in
          deviation.withUnsafeMutableBufferPointer { deviation in
            for unit in 0..<units {
              let group = Int(groupOfUnit[unit])
              let factor = factors[group]
              if factor == 0 { continue }
              let center = (counts[group] == 1 ? groups : group) * size
              for k in 0..<size { deviation[k] = totals[unit * size + k] - means[center + k] }
              for i in 0..<size {
                let scaled = factor * deviation[i]
                if scaled == 0 { continue }
                let target = sum.baseAddress! + i * size
                for j in i..<size { target[j] += scaled * deviation[j] }
              }
            }
          }
        }
      }
    }
    if lonely == .average, otherGroups > 0 {
      let factor = Double(otherGroups + lonelyGroups) / Double(otherGroups)
      for index in sum.indices { sum[index] *= factor }
    }
    for i in 0..<size {
      for j in 0..<i { sum[i * size + j] = sum[j * size + i] }
    }
    return sum
  }
}
