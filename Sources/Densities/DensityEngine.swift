import CKernels
import Evidence
import NumericalMethods

/// Points as columns with multiplicities, and what DBSCAN says of each of them.
package struct DensityEngine {
  package struct Answer: Sendable, Hashable {
    /// 0 is noise.
    package var labels: [Int32]
    /// Bits of `ck_density_role`.
    package var roles: [UInt8]
    package var clusters: Int
  }

  /// Column by column.
  package let coordinates: [Double]
  package let count: Int
  package let dimensions: Int
  /// `nil` where each point stands for one row.
  package let weights: [Int64]?
  /// The first row of each point, `nil` where points stand in the order of their rows.
  package let firstRows: [UInt32]?
  /// Whether neighbours may be found by adding to codes, where that is possible; tests switch it off.
  package var usesLattice = true
  package var level = ck_processor_level()

  package init(
    coordinates: [Double], count: Int, dimensions: Int, weights: [Int64]? = nil, firstRows: [UInt32]? = nil
  ) {
    precondition(coordinates.count == count * dimensions && dimensions > 0, "a column for every dimension")
    self.coordinates = coordinates
    self.count = count
    self.dimensions = dimensions
    self.weights = weights
    self.firstRows = firstRows
  }

  /// - Complexity: near O(*points* · log *points*) time in few dimensions; memory linear in the points.
  package func answer(
    radius: Double, minimum: Int, distance: DensityDistance, border: DBSCAN.Border, threads: Int
  ) throws(Fault) -> Answer {
    var answer = Answer(
      labels: [Int32](repeating: 0, count: count), roles: [UInt8](repeating: 0, count: count), clusters: 0)
    guard count > 0 else { return answer }
    let lattice = usesLattice ? Lattice(self, radius: radius, distance: distance) : nil
    let failed: Fault? = coordinates.withUnsafeBufferPointer { numbers in
      let columns = (0..<dimensions).map { Optional(numbers.baseAddress! + $0 * count) }
      return columns.withUnsafeBufferPointer { columns in
        Self.withPointer(weights) { weights in
          Self.withPointer(firstRows) { firstRows in
            answer.labels.withUnsafeMutableBufferPointer { labels in
              answer.roles.withUnsafeMutableBufferPointer { roles in
                let input = ck_density_input(
                  columns: columns.baseAddress, count: count, dimensions: Int32(dimensions), weights: weights,
                  first_rows: firstRows, metric: distance.metric, threshold: distance.threshold(radius),
                  minimum: Int64(minimum), border: border.code, level: level, labels: labels.baseAddress,
                  roles: roles.baseAddress)
                do throws(Fault) {
                  answer.clusters =
                    if let lattice { try lattice.run(input) } else { try Self.run(input, threads: threads) }
                  return nil
                } catch {
                  return error
                }
              }
            }
          }
        }
      }
    }
    if let failed { throw failed }
    return answer
  }

  static func outOfMemory(_ count: Int) -> Fault {
    Fault(DensityFault.outOfMemory, ["points": .integer(count)])
  }

  private static func run(_ input: ck_density_input, threads: Int) throws(Fault) -> Int {
    guard let handle = withUnsafePointer(to: input, { ck_density_begin($0) }) else { throw outOfMemory(input.count) }
    defer { ck_density_end(handle) }
    let work = Work(handle: handle)
    for step in Int32(0)..<Int32(CK_DENSITY_STEPS.rawValue) {
      try Interruption.check()
      let tasks = ck_density_prepare(handle, step)
      guard tasks != Int.max, tasks != -1 else { throw outOfMemory(input.count) }
      try Parallel.forChunks(of: tasks, by: 1, threads: threads) { (tasks) throws(Fault) in
        try Interruption.check()
        for task in tasks { ck_density_run(work.handle, step, task) }
      }
    }
    guard ck_density_failed(handle) == 0 else { throw outOfMemory(input.count) }
    return ck_density_clusters(handle)
  }

  static func withPointer<Element, Result>(
    _ array: [Element]?, _ body: (UnsafePointer<Element>?) -> Result
  ) -> Result {
    guard let array else { return body(nil) }
    return array.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}

/// The tasks of a step write to places of their own.
private struct Work: @unchecked Sendable {
  let handle: OpaquePointer
}
