import Glibc

/// A line on standard error that grows while something takes long. Only on a terminal, only after half a second.
final class ProgressLine: @unchecked Sendable {
  private static let width = 30
  private static let delay = 500
  private static let interval = 100

  private let isShown: Bool
  private let start = ProgressLine.milliseconds
  // Guarded by `lock`.
  private var lastDrawn: Int?
  private var lock = pthread_mutex_t()

  init() {
    isShown = isatty(STDERR_FILENO) == 1 && Terminal.isCapable
    pthread_mutex_init(&lock, nil)
  }

  deinit { pthread_mutex_destroy(&lock) }

  /// Called from any thread, as often as is handy.
  func show(_ share: Double) {
    guard isShown else { return }
    pthread_mutex_lock(&lock)
    defer { pthread_mutex_unlock(&lock) }
    let now = Self.milliseconds
    guard now - start >= Self.delay, now - (lastDrawn ?? 0) >= Self.interval else { return }
    lastDrawn = now
    StandardStreams.report("\r" + Self.line(share))
  }

  func clear() {
    pthread_mutex_lock(&lock)
    defer { pthread_mutex_unlock(&lock) }
    if lastDrawn != nil { StandardStreams.report("\r\u{1B}[K") }
    lastDrawn = nil
  }

  /// `━━━━━━────────  40 %`
  static func line(_ share: Double) -> String {
    let share = share.isFinite ? min(max(share, 0), 1) : 0
    let filled = Int(share * Double(width))
    let bar = String(repeating: "━", count: filled) + String(repeating: "─", count: width - filled)
    let percent = String(Int(share * 100))
    return bar + String(repeating: " ", count: 4 - percent.count) + percent + " %"
  }

  private static var milliseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
