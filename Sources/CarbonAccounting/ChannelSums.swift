import CKernels
import NumericalMethods
import Tables

/// Sums of quantity × coefficient over rows, in several channels for each cell: the loop every account stands on.
///
/// A cell is an enterprise in a year; a channel is something an inventory adds up. Rows are added in their order
/// within slices whose bounds depend on the number of rows alone, so the bits do not depend on the threads.
///
/// - Complexity: O(*rows* · *channels*); about 2 ns a row and thread.
public enum ChannelSums {
  /// - Parameter coefficients: `channels` numbers for each recipe.
  /// - Returns: `channels` numbers for each cell.
  public static func sums(
    cells: Cells<UInt32>, recipes: Cells<UInt32>, quantities: Cells<Double>, coefficients: [Double], channels: Int,
    cellCount: Int, threads: Int = Parallel.availableThreads
  ) -> [Double] {
    let rows = quantities.count
    precondition(cells.count == rows && recipes.count == rows && channels > 0)
    let parts = Parallel.mapChunks(of: rows, by: slice(rows: rows), threads: threads) { range -> [Double] in
      var sums = [Double](repeating: 0, count: cellCount * channels)
      sums.withUnsafeMutableBufferPointer { sums in
        cells.withBuffer { cells in
          recipes.withBuffer { recipes in
            quantities.withBuffer { quantities in
              coefficients.withUnsafeBufferPointer { coefficients in
                ck_channel_sums(
                  cells.baseAddress, recipes.baseAddress, quantities.baseAddress, range.lowerBound, range.upperBound,
                  coefficients.baseAddress, channels, sums.baseAddress)
              }
            }
          }
        }
      }
      return sums
    }
    return parts.isEmpty ? [Double](repeating: 0, count: cellCount * channels) : added(parts)
  }

  /// Rows of one slice.
  static func slice(rows: Int) -> Int { max(1 << 20, (rows + slices - 1) / slices) }

  /// The sums of the slices, added in their order.
  static func added(_ parts: [[Double]]) -> [Double] {
    guard var total = parts.first else { return [] }
    for part in parts.dropFirst() {
      total.withUnsafeMutableBufferPointer { total in
        part.withUnsafeBufferPointer { part in
          for index in total.indices { total[index] += part[index] }
        }
      }
    }
    return total
  }

  /// The most slices rows are cut into.
  private static let slices = 4
}
