/// The covariance of weighted totals under a design: how much they would vary if other clusters had been drawn.
///
/// `rows` are the linearised values: for row *r* and quantity *k*, `value(r, k)` already holds the weight. Rows that take
/// no part have zeros. First-stage clusters are compared within their strata; with a second stage and population sizes,
/// the units inside clusters add their share.
public struct DesignCovariance: Sendable {
  public let size: Int
  /// Row by row, both triangles.
  public let values: [Double]

  public subscript(i: Int, j: Int) -> Double { values[i * size + j] }

  /// `totals[c * size + k]` is the total of quantity *k* in cluster *c*.
  public init(clusterTotals totals: [Double], size: Int, in design: SurveyDesign) {
    self.size = size
    values = Self.betweenGroups(
      totals, size: size, groupOfUnit: design.stratumOfCluster, groups: design.stratumCount,
      fractions: design.samplingFractions, scales: nil, lonely: design.lonelyUnits)
  }

  /// The covariance of the totals of `size` quantities given row by row.
  public init(size: Int, in design: SurveyDesign, addRow: (Int, UnsafeMutablePointer<Double>) -> Void) {
    var totals = [Double](repeating: 0, count: design.clusterCount * size)
    var unitTotals = [Double](repeating: 0, count: design.units == nil ? 0 : design.clusterOfUnit.count * size)
    var row = [Double](repeating: 0, count: size)
    for index in 0..<design.rowCount where design.weights[index] > 0 {
      for k in 0..<size { row[k] = 0 }
      row.withUnsafeMutableBufferPointer { addRow(index, $0.baseAddress!) }
      let start = Int(design.clusters[index]) * size
      for k in 0..<size { totals[start + k] += row[k] }
      if let units = design.units {
        let start = Int(units[index]) * size
        for k in 0..<size { unitTotals[start + k] += row[k] }
      }
    }
    var sum = Self.betweenGroups(
      totals, size: size, groupOfUnit: design.stratumOfCluster, groups: design.stratumCount,
      fractions: design.samplingFractions, scales: nil, lonely: design.lonelyUnits)
    if design.units != nil {
      // Without population sizes at the first stage its fractions are 0, and so is all that the second stage adds.
      let scales = design.stratumOfCluster.map { design.samplingFractions[Int($0)] }
      if scales.contains(where: { $0 > 0 }) {
        let within = Self.betweenGroups(
          unitTotals, size: size, groupOfUnit: design.clusterOfUnit, groups: design.clusterCount,
          fractions: design.unitFractions, scales: scales, lonely: .certainty)
        for index in sum.indices { sum[index] += within[index] }
      }
    }
    self.size = size
    values = sum
  }

  /// Σ over groups of (1 − f) m/(m − 1) Σ (t − t̄)(t − t̄)ᵀ over the m units of the group, times the group's scale.
  private static func betweenGroups(
    _ totals: [Double], size: Int, groupOfUnit: [Int32], groups: Int, fractions: [Double], scales: [Double]?,
    lonely: SurveyDesign.LonelyUnits
  ) -> [Double] {
    let units = groupOfUnit.count
    var counts = [Int](repeating: 0, count: groups)
    var means = [Double](repeating: 0, count: groups * size)
    var grand = [Double](repeating: 0, count: size)
    for unit in 0..<units {
      let group = Int(groupOfUnit[unit])
      counts[group] += 1
      for k in 0..<size {
        means[group * size + k] += totals[unit * size + k]
        grand[k] += totals[unit * size + k]
      }
    }
    for group in 0..<groups where counts[group] > 0 {
      for k in 0..<size { means[group * size + k] /= Double(counts[group]) }
    }
    for k in 0..<size { grand[k] /= Double(max(units, 1)) }

    var sum = [Double](repeating: 0, count: size * size)
    var deviation = [Double](repeating: 0, count: size)
    var lonelyGroups = 0
    var otherGroups = 0
    for group in 0..<groups where counts[group] > 0 && fractions[group] < 1 {
      if counts[group] == 1 { lonelyGroups += 1 } else { otherGroups += 1 }
    }
    for unit in 0..<units {
      let group = Int(groupOfUnit[unit])
      let isLonely = counts[group] == 1
      if isLonely && lonely != .adjust { continue }
      let m = Double(counts[group])
      let factor = (1 - fractions[group]) * (isLonely ? 1 : m / (m - 1)) * (scales?[group] ?? 1)
      if factor == 0 { continue }
      for k in 0..<size {
        deviation[k] = totals[unit * size + k] - (isLonely ? grand[k] : means[group * size + k])
      }
      for i in 0..<size {
        let scaled = factor * deviation[i]
        if scaled == 0 { continue }
        for j in i..<size { sum[i * size + j] += scaled * deviation[j] }
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
