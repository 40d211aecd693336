import Evidence
import Glibc

/// A whole file in memory, so that what we checked is what ReadStat reads.
struct ReadStatFileBytes: ~Copyable {
  let bytes: UnsafeRawBufferPointer

  /// `unreadable` is the fault to throw, with the system's reason.
  init(_ path: String, orThrow unreadable: some FaultCode) throws(Fault) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    func failed(_ code: Int32) -> Fault {
      Fault(unreadable, at: Place(file: path), ["reason": .text(String(cString: strerror(code)))])
    }
    guard descriptor >= 0 else { throw failed(errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failed(errno) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw failed(EISDIR) }
    var capacity = max(Int(status.st_size), 1 << 16) + 1
    var base = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 64)
    var count = 0
    while true {
      if count == capacity {
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity * 2, alignment: 64)
        larger.copyMemory(from: base, byteCount: count)
        base.deallocate()
        (base, capacity) = (larger, capacity * 2)
      }
      let got = Glibc.read(descriptor, base + count, capacity - count)
      if got == 0 { break }
      if got < 0 {
        if errno == EINTR { continue }
        let code = errno
        base.deallocate()
        throw failed(code)
      }
      count += got
    }
    bytes = UnsafeRawBufferPointer(start: base, count: count)
  }

  deinit { bytes.baseAddress?.deallocate() }

  /// `survey` for `data/survey.sav`.
  static func tableName(_ path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return file }
    return String(file[..<dot])
  }
}
