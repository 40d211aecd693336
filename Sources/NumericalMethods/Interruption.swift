import CKernels
import Evidence

/// Whether the person has asked the process to stop.
///
/// The door calls ``request()`` when Ctrl-C arrives; long loops look at ``isRequested`` now and then, or call
/// ``check()``. There is one flag a process, as there is one person.
public enum Interruption {
  public static var isRequested: Bool { ck_interruption_requested() != 0 }

  /// Raises the flag. Lawful in a signal handler.
  public static func request() { ck_interruption_request() }

  /// Lowers the flag, so that a shell that survives Ctrl-C can go on.
  public static func withdraw() { ck_interruption_withdraw() }

  /// - Throws: `interrupted` if a stop was requested. The door turns that into exit code 130.
  public static func check() throws(Fault) {
    if isRequested { throw Fault(NumericalFault.interrupted) }
  }
}
