/// The distances of every pair of `count` items, each held once, in one piece of memory.
///
/// Row `i` holds the distances to the items 0 ..< `i`.
package struct DistanceTriangle: ~Copyable, @unchecked Sendable {
  package let count: Int
  let base: UnsafeMutablePointer<Double>

  /// A triangle whose values are not set yet.
  package init(count: Int) {
    self.count = count
    base = .allocate(capacity: max(1, count * (count - 1) / 2))
  }

  deinit { base.deallocate() }

  /// The distances of item `index` to the items before it. Rows of their own may be written from several threads.
  package func row(_ index: Int) -> UnsafeMutableBufferPointer<Double> {
    precondition(index >= 0 && index < count)
    return UnsafeMutableBufferPointer(start: base + index * (index - 1) / 2, count: index)
  }

  package subscript(_ first: Int, _ second: Int) -> Double {
    get { row(max(first, second))[min(first, second)] }
    nonmutating set { row(max(first, second))[min(first, second)] = newValue }
  }
}
