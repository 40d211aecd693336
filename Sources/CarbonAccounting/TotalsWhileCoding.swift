import CKernels
import NumericalMethods

/// Sums and counts made while rows are coded, block by block, for an account that keeps no record: the numbers of the rows
/// are never written out, which at ten million would take 80 MB.
///
/// The sums have the bits of ``ChannelSums``: the same slices, in each the same rows in the same order.
struct TotalsWhileCoding {
  let plan: ChannelPlan
  let sums: [Double]
  let counts: RecordCounts
  /// By code; `nil` for what no record says.
  let recipes: [LineRecipe?]

  /// The most combinations of what records say for which recipes are made before any is known to occur.
  static let mostJoints = 512

  /// - Returns: `nil` where some record must be left out or filled in, so that rows have to be told apart.
  init?(_ coder: ActivityCoder, _ maker: RecipeMaker, threads: Int) {
    guard coder.shape.size <= Self.mostJoints, coder.rows > 0 else { return nil }
    var recipes: [LineRecipe?] = [nil]
    for joint in 0..<coder.shape.size { recipes.append(try? maker.recipe(for: coder.key(of: Int64(joint)))) }
    let plan = ChannelPlan(recipes)
    let channels = plan.channels.count
    let (cellCount, coefficients) = (coder.cellCount, plan.coefficients)
    let parts = Parallel.mapChunks(of: coder.rows, by: ChannelSums.slice(rows: coder.rows), threads: threads) {
      range -> Part in
      var sums = [Double](repeating: 0, count: cellCount * channels)
      var counts = [Int32](repeating: 0, count: cellCount)
      let found = sums.withUnsafeMutableBufferPointer { sums in
        counts.withUnsafeMutableBufferPointer { counts in
          coefficients.withUnsafeBufferPointer { coefficients in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * ActivityCoder.block) { numbers in
              let base = numbers.baseAddress!
              return coder.code(range) { _ in
                ActivityCoder.Places(cells: base, codes: base + ActivityCoder.block)
              } finish: { block, places, quantities in
                ck_channel_sums(
                  places.cells, places.codes, quantities, 0, block.count, coefficients.baseAddress, channels,
                  sums.baseAddress)
                for index in 0..<block.count { counts[Int(places.cells[index])] &+= 1 }
              }
            }
          }
        }
      }
      return Part(sums: sums, counts: counts, found: found)
    }
    guard parts.allSatisfy({ $0.found.problems.isEmpty && $0.found.gaps.isEmpty }) else { return nil }
    for joint in 0..<coder.shape.size {
      if !parts.contains(where: { $0.found.isSeen[joint] }) {
        recipes[joint + 1] = nil
      } else if recipes[joint + 1] == nil {
        return nil
      }
    }
    self.recipes = recipes
    self.plan = plan
    sums = ChannelSums.added(parts.map(\.sums))
    counts = RecordCounts(adding: parts.map(\.counts))
  }

  private struct Part: Sendable {
    let sums: [Double]
    let counts: [Int32]
    let found: ActivityCoder.Stretch
  }
}
