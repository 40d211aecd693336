import Evidence
import Glibc

/// Watches pieces of work on any threads, and ends the program when one of them takes too long.
///
/// A command cannot be stopped from outside in any other way that is sure to work: it may be deep in a library. Nothing
/// is written before all work is done, so ending the program leaves everything as it was.
final class TimeLimit: @unchecked Sendable {
  private struct Piece {
    let start: Double
    let fault: Fault
  }

  private let seconds: Double
  private let abandon: @Sendable (Fault) -> Void
  // Guarded by `lock`.
  private var pieces: [Int: Piece] = [:]
  private var isOver = false
  private var lock = pthread_mutex_t()
  private var changed = pthread_cond_t()
  private var thread = pthread_t()

  init(seconds: Double, abandon: @escaping @Sendable (Fault) -> Void) {
    self.seconds = seconds
    self.abandon = abandon
    pthread_mutex_init(&lock, nil)
    pthread_cond_init(&changed, nil)
    let watch: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { limit in
      Unmanaged<TimeLimit>.fromOpaque(limit!).takeUnretainedValue().watch()
      return nil
    }
    pthread_create(&thread, nil, watch, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Ends the watching; must be called before the last reference goes.
  func end() {
    pthread_mutex_lock(&lock)
    isOver = true
    pthread_cond_signal(&changed)
    pthread_mutex_unlock(&lock)
    pthread_join(thread, nil)
    pthread_cond_destroy(&changed)
    pthread_mutex_destroy(&lock)
  }

  /// Begins a piece of work in place of the last one under this number; `nil` when it is done.
  func begin(_ number: Int, _ place: Place?) {
    pthread_mutex_lock(&lock)
    pieces[number] = place.map {
      Piece(start: Self.now, fault: Fault(NotebookFault.tooSlow, at: $0, ["seconds": .number(seconds)]))
    }
    pthread_mutex_unlock(&lock)
  }

  private func watch() {
    pthread_mutex_lock(&lock)
    while !isOver {
      let now = Self.now
      if let late = pieces.values.filter({ now - $0.start > seconds }).min(by: { $0.start < $1.start }) {
        pieces = [:]
        pthread_mutex_unlock(&lock)
        abandon(late.fault)
        pthread_mutex_lock(&lock)
        continue
      }
      var until = timespec()
      clock_gettime(CLOCK_REALTIME, &until)
      until.tv_nsec += 50_000_000
      if until.tv_nsec >= 1_000_000_000 {
        until.tv_nsec -= 1_000_000_000
        until.tv_sec += 1
      }
      pthread_cond_timedwait(&changed, &lock, &until)
    }
    pthread_mutex_unlock(&lock)
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
