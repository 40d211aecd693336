import CKernels
import Glibc

/// Loops over several threads whose results are the same as those of one.
///
/// Each index is worked on once, by whichever thread is free, and results come back in index order. The errors of
/// a loop are also those of one thread: the error thrown for the smallest index is the one that is thrown. A loop
/// inside a parallel loop runs on its own thread, so `threads` bounds the whole.
///
///     let tests = try Parallel.map(pairs.count, threads: options.threads) { (index) throws(Fault) in
///       try ChiSquareTest(table(pairs[index]))
///     }
///
/// A closure that throws must say what (`throws(Fault)`), as above; the compiler does not infer it.
public enum Parallel {
  /// The number of processors this process may run on.
  public static let availableThreads = Int(ck_available_processors())

  /// The results of `body` for 0 ..< `count`, in that order.
  ///
  /// Threads are parked between calls and wake in some microseconds, so an index should be worth more than a microsecond; where
  /// it is not, use ``mapChunks(of:by:threads:_:)``.
  public static func map<Value: Sendable, Failure: Error>(
    _ count: Int, threads: Int = availableThreads, _ body: @Sendable (Int) throws(Failure) -> Value
  ) throws(Failure) -> [Value] {
    if count <= 0 { return [] }
    var results: [Result<Value, Failure>?] = Array(repeating: nil, count: count)
    results.withUnsafeMutableBufferPointer { buffer in
      let slots = Slots(base: buffer.baseAddress!)
      perform(count, threads: threads) { index in
        do throws(Failure) {
          slots.base[index] = .success(try body(index))
          return true
        } catch {
          slots.base[index] = .failure(error)
          return false
        }
      }
    }
    var values: [Value] = []
    values.reserveCapacity(count)
    // Every index below the first failure has been worked on; those above it may not have been.
    for result in results { values.append(try result!.get()) }
    return values
  }

  /// The results of `body` for consecutive ranges of `size` indices (the last may be shorter), in order.
  ///
  /// The ranges depend on `count` and `size` only, never on `threads`: sums that are taken range by range and then
  /// added in order have the same bits on any number of threads.
  public static func mapChunks<Value: Sendable, Failure: Error>(
    of count: Int, by size: Int, threads: Int = availableThreads,
    _ body: @Sendable (Range<Int>) throws(Failure) -> Value
  ) throws(Failure) -> [Value] {
    precondition(size > 0, "a chunk has at least one index")
    let chunks = count <= 0 ? 0 : (count - 1) / size + 1
    return try map(chunks, threads: threads) { (chunk) throws(Failure) in
      try body(chunk * size..<min(count, (chunk + 1) * size))
    }
  }

  /// Calls `body` for consecutive ranges of `size` indices.
  public static func forChunks<Failure: Error>(
    of count: Int, by size: Int, threads: Int = availableThreads,
    _ body: @Sendable (Range<Int>) throws(Failure) -> Void
  ) throws(Failure) {
    _ = try mapChunks(of: count, by: size, threads: threads, body)
  }

  /// Calls `body` for every index until one of them answers `false`; then every smaller index is still worked on.
  private static func perform(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Bool) {
    let workers = min(threads, count)
    if workers <= 1 || ck_worker_is_current() != 0 {
      for index in 0..<count where !body(index) { return }
      return
    }
    withoutActuallyEscaping(body) { body in
      let loop = Loop(count: Int64(count), body: body)
      withExtendedLifetime(loop) {
        ck_work_together(
          Int32(workers - 1), { Unmanaged<Loop>.fromOpaque($0!).takeUnretainedValue().work() },
          Unmanaged.passUnretained(loop).toOpaque())
      }
    }
  }
}

/// Where the workers of one call write, each at its own indices.
private struct Slots<Value>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Value>
}

/// What the threads of one call share.
private final class Loop: @unchecked Sendable {
  private let next: UnsafeMutablePointer<Int64>
  /// The smallest index that failed so far, `count` if none did.
  private let end: UnsafeMutablePointer<Int64>
  private let body: @Sendable (Int) -> Bool

  init(count: Int64, body: @escaping @Sendable (Int) -> Bool) {
    next = .allocate(capacity: 1)
    end = .allocate(capacity: 1)
    next.initialize(to: 0)
    end.initialize(to: count)
    self.body = body
  }

  deinit {
    next.deallocate()
    end.deallocate()
  }

  /// Indices are taken in ascending order, so when one fails all smaller ones are done or in somebody's hands.
  func work() {
    ck_worker_set_current(1)
    defer { ck_worker_set_current(0) }
    while true {
      let index = ck_atomic_take(next)
      if index >= ck_atomic_read(end) { return }
      if !body(Int(index)) { ck_atomic_lower(end, index) }
    }
  }
}
