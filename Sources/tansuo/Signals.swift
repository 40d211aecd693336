import Glibc
import NumericalMethods

/// Ctrl-C and closed pipes.
enum Signals {
  /// How long a command that was asked to stop may take to do so, in seconds.
  private static let patience: UInt32 = 1

  /// Lets Ctrl-C stop the work at the next good place, or after a second wherever it is. Nothing is written before
  /// the work is done, so there is nothing to clean up.
  static func listen() {
    signal(SIGPIPE, SIG_IGN)
    handle(SIGINT) { _ in
      if Interruption.isRequested { _exit(130) }
      Interruption.request()
      alarm(Signals.patience)
    }
    handle(SIGALRM) { _ in _exit(130) }
    // A program that started this one may have left them blocked.
    change(SIG_UNBLOCK, [SIGINT, SIGALRM])
  }

  /// Holds Ctrl-C and termination back while the answer is delivered, so that no temporary file is left behind.
  static func `defer`() {
    alarm(0)
    change(SIG_BLOCK, [SIGINT, SIGTERM, SIGHUP])
  }

  private static func change(_ how: Int32, _ signals: [Int32]) {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in signals { sigaddset(&set, signal) }
    sigprocmask(how, &set, nil)
  }

  /// Without SA_RESTART, so that waiting for standard input ends.
  private static func handle(_ signal: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    sigaction(signal, &action, nil)
  }
}
