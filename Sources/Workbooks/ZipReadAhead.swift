import Evidence
import Glibc

/// Unpacks a part on a thread of its own, a few pieces ahead of whoever reads them.
///
/// With one thread allowed, or where no thread can be had, pieces are unpacked when they are asked for.
final class ZipReadAhead: @unchecked Sendable {
  static let pieceSize = 1 << 20
  private static let pieceCount = 4

  private let part: ZipPart
  private let pieces: UnsafeMutableRawPointer
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var thread: pthread_t?
  // What follows is only touched under the lock.
  private var counts = [Int](repeating: 0, count: pieceCount)
  private var made = 0
  private var taken = 0
  private var fault: Fault?
  private var isOver = false

  init(_ part: ZipPart, threads: Int) {
    self.part = part
    pieces = .allocate(byteCount: ZipReadAhead.pieceSize * ZipReadAhead.pieceCount, alignment: 64)
    pthread_mutex_init(lock, nil)
    pthread_cond_init(changed, nil)
    guard threads > 1 else { return }
    var thread = pthread_t()
    // The thread ends before this object does, so it need not keep it alive.
    let work: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
      Unmanaged<ZipReadAhead>.fromOpaque(argument!).takeUnretainedValue().unpack()
      return nil
    }
    if pthread_create(&thread, nil, work, Unmanaged.passUnretained(self).toOpaque()) == 0 { self.thread = thread }
  }

  /// Waits for the thread, which touches the object; must be called before the last reference goes.
  func finish() {
    guard let thread else { return }
    locked { isOver = true }
    pthread_join(thread, nil)
    self.thread = nil
  }

  deinit {
    precondition(thread == nil, "finish() comes before the end")
    pthread_mutex_destroy(lock)
    pthread_cond_destroy(changed)
    lock.deallocate()
    changed.deallocate()
    pieces.deallocate()
  }

  /// The next piece, empty at the end of the part. It is good until the next one is asked for.
  func next() throws(Fault) -> UnsafeRawBufferPointer {
    guard thread != nil else {
      return UnsafeRawBufferPointer(
        start: pieces, count: try part.read(into: pieces, capacity: ZipReadAhead.pieceSize))
    }
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    // The piece that was handed out last is free from now on.
    pthread_cond_signal(changed)
    while made == taken, fault == nil { pthread_cond_wait(changed, lock) }
    if made == taken, let fault { throw fault }
    let slot = taken % ZipReadAhead.pieceCount
    taken += 1
    return UnsafeRawBufferPointer(start: pieces + slot * ZipReadAhead.pieceSize, count: counts[slot])
  }

  private func locked(_ body: () -> Void) {
    pthread_mutex_lock(lock)
    body()
    pthread_cond_signal(changed)
    pthread_mutex_unlock(lock)
  }

  private func unpack() {
    var slot = 0
    while true {
      pthread_mutex_lock(lock)
      // One piece less than there is room for, because the reader still holds the one it took last.
      while made - taken >= ZipReadAhead.pieceCount - 1, !isOver { pthread_cond_wait(changed, lock) }
      let stop = isOver
      pthread_mutex_unlock(lock)
      if stop { return }
      do throws(Fault) {
        let count = try part.read(into: pieces + slot * ZipReadAhead.pieceSize, capacity: ZipReadAhead.pieceSize)
        locked {
          counts[slot] = count
          made += 1
        }
        if count == 0 { return }
      } catch {
        return locked { fault = error }
      }
      slot = (slot + 1) % ZipReadAhead.pieceCount
    }
  }
}
