import CKernels
import CarbonAccounting
import Glibc
import NumericalMethods

extension CarbonAccounts {
  /// The interval of an inventory's total by simulation: the middle 95 % of `draws` totals.
  ///
  /// Quantities and factors err by a normal distribution where half their interval is at most 30 %, by a log-normal one
  /// of the same mean and variance beyond. A factor is drawn once for all records that use it. The same seed
  /// gives the same interval on any number of threads.
  ///
  /// - Complexity: O(`draws` · (*records* + *factors*)).
  public func simulatedUncertainty(
    of inventory: EntityInventory, draws: Int, seed: UInt64 = 1, options: UncertaintyOptions = UncertaintyOptions()
  ) -> InventoryUncertainty {
    InventoryUncertainty(
      simulating: ErrorModel(lines(of: inventory), options), draws: draws, seed: seed, threads: self.options.threads)
  }

  /// The intervals of all inventories, by simulation where `draws` are given. Each inventory has random numbers of its own.
  public func uncertainties(
    options: UncertaintyOptions = UncertaintyOptions(), draws: Int? = nil, seed: UInt64 = 1
  ) -> [InventoryUncertainty] {
    let alone = inventories.count == 1 ? self.options.threads : 1
    return Parallel.map(inventories.count, threads: self.options.threads) { index in
      let model = ErrorModel(lines(of: inventories[index]), options)
      guard let draws else { return InventoryUncertainty(propagating: model) }
      return InventoryUncertainty(
        simulating: model, draws: draws, seed: seed &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15, threads: alone)
    }
  }
}

extension InventoryUncertainty {
  init(simulating model: ErrorModel, draws: Int, seed: UInt64, threads: Int) {
    let totals = SimulatedTotals(model: model, draws: draws, seed: seed, threads: threads).totals
    let mean = totals.pairwiseSum() / Double(draws)
    let squares = totals.map { ($0 - mean) * ($0 - mean) }.pairwiseSum()
    method = .monteCarlo
    self.mean = mean
    standardDeviation = draws > 1 ? (squares / Double(draws - 1)).squareRoot() : 0
    let (low, high) = totals.centralInterval
    self.low = low
    self.high = high
    sources = Self.sources(model.variances)
    exactFactors = model.exactFactors
    self.draws = draws
  }
}

/// Totals of an inventory under random errors of its quantities and factors.
struct SimulatedTotals {
  let totals: [Double]

  /// Draws are made in stretches of this many, each on one thread: few enough that the sums of a score of sources stay in
  /// the near caches. The numbers do not depend on it.
  private static let stretch = 1024

  init(model: ErrorModel, draws: Int, seed: UInt64, threads: Int) {
    // What uses the same factors is summed before the factors are multiplied in.
    var groups: [[Int]] = []
    var places: [[Int]: Int] = [:]
    let parts = model.terms.map { term in
      term.parts.map { part -> (group: Int, tonnes: Double) in
        if let place = places[part.factors] { return (place, part.tonnes) }
        places[part.factors] = groups.count
        groups.append(part.factors)
        return (groups.count - 1, part.tonnes)
      }
    }
    let (plan, partsOfTerms) = (groups, parts)
    let stretches = Parallel.mapChunks(of: draws, by: Self.stretch, threads: threads) { range -> [Double] in
      let count = range.count
      var totals = [Double](repeating: 0, count: count)
      var sums = [Double](repeating: 0, count: plan.count * count)
      var normals = [Double](repeating: 0, count: count)
      var factors: [[Double]] = []
      for index in model.factors.indices {
        var multipliers = [Double](repeating: 0, count: count)
        Self.multipliers(
          &multipliers, error: model.factors[index].error, seed: seed, stream: UInt64(index), from: range.lowerBound)
        factors.append(multipliers)
      }
      for index in model.terms.indices {
        // A quantity is drawn once for all gases of its record.
        Self.multipliers(
          &normals, error: model.terms[index].quantityError, seed: seed, stream: UInt64(1) << 32 + UInt64(index),
          from: range.lowerBound)
        for (group, tonnes) in partsOfTerms[index] {
          sums.withUnsafeMutableBufferPointer { sums in
            normals.withUnsafeBufferPointer { normals in
              let sums = sums.baseAddress! + group * count
              for index in 0..<count { sums[index] += tonnes * normals[index] }
            }
          }
        }
      }
      for (group, used) in plan.enumerated() {
        sums.withUnsafeMutableBufferPointer { sums in
          let sums = sums.baseAddress! + group * count
          for factor in used {
            factors[factor].withUnsafeBufferPointer { factor in
              for index in 0..<count { sums[index] *= factor[index] }
            }
          }
          totals.withUnsafeMutableBufferPointer { totals in
            for index in 0..<count { totals[index] += sums[index] }
          }
        }
      }
      return totals
    }
    totals = stretches.flatMap { $0 }
  }

  /// Fills `target` with random numbers of mean 1 and standard deviation `error`.
  private static func multipliers(_ target: inout [Double], error: Double, seed: UInt64, stream: UInt64, from: Int) {
    let count = target.count
    target.withUnsafeMutableBufferPointer { target in
      ck_normals(seed, stream, UInt64(from), count, Int32(ck_processor_level()), target.baseAddress)
      if error * ErrorModel.intervalWidth <= 0.3 {
        for index in 0..<count { target[index] = 1 + error * target[index] }
      } else {
        let variance = log(1 + error * error)
        let deviation = variance.squareRoot()
        for index in 0..<count { target[index] = exp(deviation * target[index] - variance / 2) }
      }
    }
  }
}

extension [Double] {
  /// The 2.5th and 97.5th percentiles, as R's quantile type 7 has them.
  var centralInterval: (low: Double, high: Double) {
    guard count > 1 else { return (first ?? .nan, first ?? .nan) }
    var values = self
    func quantile(_ share: Double, _ values: inout [Double]) -> Double {
      let position = share * Double(count - 1)
      let below = Int(position)
      let low = values.select(below)
      guard below + 1 < count else { return low }
      // Everything after the selected place is at least as large.
      let high = values[(below + 1)...].min()!
      return low + (position - Double(below)) * (high - low)
    }
    return (quantile(0.025, &values), quantile(0.975, &values))
  }

  /// Puts the value of rank `wanted` at its place, smaller ones before it (Hoare's selection with the middle of three).
  fileprivate mutating func select(_ wanted: Int) -> Double {
    withUnsafeMutableBufferPointer { values in
      var low = 0
      var high = values.count - 1
      while low < high {
        let middle = (low + high) / 2
        if values[middle] < values[low] { values.swapAt(middle, low) }
        if values[high] < values[low] { values.swapAt(high, low) }
        if values[high] < values[middle] { values.swapAt(high, middle) }
        let pivot = values[middle]
        var left = low
        var right = high
        while left <= right {
          while values[left] < pivot { left += 1 }
          while pivot < values[right] { right -= 1 }
          if left <= right {
            values.swapAt(left, right)
            left += 1
            right -= 1
          }
        }
        if wanted <= right {
          high = right
        } else if wanted >= left {
          low = left
        } else {
          break
        }
      }
      return values[wanted]
    }
  }
}
