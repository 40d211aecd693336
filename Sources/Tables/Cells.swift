import CKernels
import Glibc

/// A stretch of memory that is filled once and then only read, shared by the columns that lie in it.
///
/// A reader that knows the size of its table takes one region for all columns, so that a million rows by a hundred
/// items is one mapping of huge pages and not a hundred allocations.
public final class Memory: @unchecked Sendable {
  public let base: UnsafeMutableRawPointer
  public let byteCount: Int
  private let release: @Sendable (UnsafeMutableRawPointer, Int) -> Void

  /// Takes over memory that `release` gives back.
  public init(
    base: UnsafeMutableRawPointer, byteCount: Int,
    release: @escaping @Sendable (UnsafeMutableRawPointer, Int) -> Void
  ) {
    self.base = base
    self.byteCount = byteCount
    self.release = release
  }

  /// New memory, aligned to 64 bytes. Large regions ask for huge pages, because the first touch of a page is what costs.
  public convenience init(byteCount: Int) {
    let hugePage = 1 << 21
    if byteCount >= 4 * hugePage {
      let size = (byteCount + hugePage - 1) / hugePage * hugePage
      let mapped = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      if let mapped, mapped != MAP_FAILED {
        madvise(mapped, size, MADV_HUGEPAGE)
        self.init(base: mapped, byteCount: size) { munmap($0, $1) }
        return
      }
    }
    let base = UnsafeMutableRawPointer.allocate(byteCount: max(byteCount, 1), alignment: 64)
    self.init(base: base, byteCount: byteCount) { pointer, _ in pointer.deallocate() }
  }

  deinit { release(base, byteCount) }
}

/// The values of one column at one width: read-only, shared, cheap to copy.
@frozen public struct Cells<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  @usableFromInline let memory: Memory
  @usableFromInline let start: UnsafePointer<Element>
  public let count: Int

  /// The `count` elements that begin `offset` bytes into `memory`.
  public init(in memory: Memory, offset: Int = 0, count: Int) {
    precondition(offset + count * MemoryLayout<Element>.stride <= memory.byteCount)
    self.memory = memory
    self.start = UnsafePointer((memory.base + offset).assumingMemoryBound(to: Element.self))
    self.count = count
  }

  /// New cells that `fill` writes, all of them, before they are read.
  @inlinable public init(count: Int, filledBy fill: (UnsafeMutableBufferPointer<Element>) -> Void) {
    let memory = Memory(byteCount: count * MemoryLayout<Element>.stride)
    let base = memory.base.bindMemory(to: Element.self, capacity: count)
    fill(UnsafeMutableBufferPointer(start: base, count: count))
    self.init(in: memory, count: count)
  }

  @inlinable public init(_ elements: some Collection<Element>) {
    self.init(count: elements.count) { cells in
      var index = 0
      for element in elements {
        cells.baseAddress!.advanced(by: index).initialize(to: element)
        index &+= 1
      }
    }
  }

  @inlinable public subscript(index: Int) -> Element {
    precondition(index >= 0 && index < count)
    return start[index]
  }

  /// The cells as a plain buffer, for loops that must be fast.
  @inlinable public func withBuffer<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<Element>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withExtendedLifetime(memory) { () throws(Failure) in
      try body(UnsafeBufferPointer(start: start, count: count))
    }
  }

  /// The cells at `rows`, in that order.
  @inlinable public func gathered(_ rows: [Int32]) -> Cells {
    withBuffer { source in
      Cells(count: rows.count) { target in
        for index in rows.indices { target[index] = source[Int(rows[index])] }
      }
    }
  }
}

extension Cells where Element == Int8 {
  /// The same bytes read without a sign.
  public var unsigned: Cells<UInt8> {
    Cells<UInt8>(in: memory, offset: UnsafeRawPointer(start) - UnsafeRawPointer(memory.base), count: count)
  }
}

extension Cells where Element == UInt8 {
  /// How often each byte occurs.
  public func histogram() -> [Int] {
    var counts = [UInt64](repeating: 0, count: 256)
    withBuffer { ck_byte_histogram($0.baseAddress, $0.count, &counts) }
    return counts.map { Int($0) }
  }
}
