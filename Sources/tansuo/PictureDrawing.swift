import CommandGrammar
import Evidence
import Glibc

/// SVG pictures made into PNG by `rsvg-convert`, a program of librsvg.
///
/// The program is started without a shell, and reads and writes one socket: no picture passes through a file. If it
/// takes longer than the limit it is ended.
struct PictureDrawing {
  var program = "rsvg-convert"
  /// Two pixels for each one of the SVG, so that pictures stay sharp on paper.
  var arguments = ["--format", "png", "--zoom", "2"]
  /// For one picture, in milliseconds.
  var patience = 20_000

  func png(of svg: String) throws(Fault) -> [UInt8] {
    var ends: [Int32] = [-1, -1]
    // Closed in every other program from the start: pictures are drawn side by side.
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw failed(String(cString: strerror(errno))) }
    defer { close(ends[0]) }
    let child: pid_t
    do throws(Fault) {
      child = try start(speakingTo: ends[1])
    } catch {
      close(ends[1])
      throw error
    }
    close(ends[1])
    let (png, isLate) = exchange(Array(svg.utf8), over: ends[0])
    if isLate { kill(child, SIGKILL) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    if isLate { throw Fault(PictureFault.tooSlow, ["program": .text(program), "seconds": .integer(patience / 1000)]) }
    guard status == 0, png.starts(with: [0x89, 0x50, 0x4E, 0x47]) else { throw failed("status \(status >> 8 & 0xFF)") }
    return png
  }

  private func failed(_ reason: String) -> Fault {
    Fault(PictureFault.notDrawn, ["program": .text(program), "reason": .text(reason)])
  }

  private func start(speakingTo end: Int32) throws(Fault) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, end, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, end, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    let words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    let status = posix_spawnp(&child, program, &actions, nil, words, environ)
    switch status {
    case 0: return child
    case ENOENT, EACCES: throw Fault(PictureFault.noProgram, ["program": .text(program)])
    default: throw failed(String(cString: strerror(status)))
    }
  }

  /// Sends the picture while taking what comes back, until the other side has nothing more to say.
  private func exchange(_ bytes: [UInt8], over socket: Int32) -> (bytes: [UInt8], isLate: Bool) {
    let end = Self.milliseconds + patience
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var sent = 0
    while true {
      let rest = end - Self.milliseconds
      guard rest > 0 else { return (received, true) }
      let sends = sent < bytes.count ? POLLOUT : 0
      var wait = pollfd(fd: socket, events: Int16(POLLIN | sends), revents: 0)
      if poll(&wait, 1, Int32(rest)) < 0, errno != EINTR { return (received, false) }
      let ready = Int32(wait.revents)
      if ready & POLLOUT != 0, sent < bytes.count {
        let count = bytes.withUnsafeBytes {
          send(socket, $0.baseAddress! + sent, $0.count - sent, Int32(MSG_DONTWAIT | MSG_NOSIGNAL))
        }
        // A reader that has gone away leaves the rest unread, which its status tells.
        if count > 0 { sent += count } else if errno != EAGAIN, errno != EINTR { sent = bytes.count }
        if sent == bytes.count { shutdown(socket, Int32(SHUT_WR)) }
      }
      if ready & (POLLIN | POLLHUP | POLLERR) != 0 {
        let count = recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        if count > 0 {
          received += buffer[..<count]
        } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
          return (received, false)
        }
      }
    }
  }

  private static var milliseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
