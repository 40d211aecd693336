import CommandGrammar
import Commands
import Evidence
import Glibc
import NumericalMethods

/// Standard input, output and error as bytes.
enum StandardStreams {
  /// All of standard input.
  static func read() throws(Fault) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
      if count > 0 {
        bytes.append(contentsOf: buffer[..<count])
      } else if count == 0 {
        return bytes
      } else if errno == EINTR {
        try Interruption.check()
      } else {
        throw Fault(
          UsageFault.unreadableInput, at: Place(file: "-"), ["reason": .text(String(cString: strerror(errno)))])
      }
    }
  }

  /// The answer, in as few writes as the system takes. A reader who has gone away is no fault: `tansuo … | head`.
  static func write(_ bytes: [UInt8]) throws(Fault) {
    guard let failure = written(bytes, to: STDOUT_FILENO), failure != EPIPE else { return }
    throw SystemError.writing(failure, at: Place(file: "-"))
  }

  /// A message for the person. Nothing can be done if it cannot be shown.
  static func report(_ text: String) {
    _ = written(Array(text.utf8), to: STDERR_FILENO)
  }

  /// Writes all bytes, and returns the number of the error that prevented it.
  static func written(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    bytes.withUnsafeBytes { raw in
      var rest = raw[...]
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if errno != EINTR {
          return errno
        }
      }
      return nil
    }
  }
}

/// What the system says about its errors.
enum SystemError {
  /// Why something was not written, from the number of the error.
  static func writing(_ number: Int32, at place: Place) -> Fault {
    switch number {
    case ENOENT, ENOTDIR: Fault(UsageFault.noSuchFolder, at: place)
    case EISDIR: Fault(UsageFault.isFolder, at: place)
    case EACCES, EPERM, EROFS: Fault(UsageFault.notPermitted, at: place)
    case ENOSPC, EDQUOT: Fault(UsageFault.diskFull, at: place)
    default: Fault(UsageFault.cannotWrite, at: place, ["reason": .text(String(cString: strerror(number)))])
    }
  }
}
