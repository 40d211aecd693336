import Glibc
import StructuredText

/// A file of reference values beside a suite's tests, or beside those of another room, in the folder of the script that
/// made it.
public func reference(_ name: String, of room: String? = nil, beside file: String = #filePath) -> JSONValue {
  let folder = file.prefix(upTo: file.lastIndex(of: "/")!)
  let suite = room.map { folder.prefix(upTo: folder.lastIndex(of: "/")!) + "/\($0)Tests" } ?? folder
  return try! JSONValue(parsing: bytes(ofFile: suite + "/reference/" + name))
}

/// All of a file that belongs to the tests.
public func bytes(ofFile path: String) -> [UInt8] {
  guard let stream = fopen(path, "r") else { preconditionFailure("\(path) is not there") }
  defer { fclose(stream) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&buffer, 1, buffer.count, stream), count > 0 { bytes += buffer.prefix(count) }
  return bytes
}

extension JSONValue {
  public var numbers: [Double] { asArray!.map { $0.asNumber! } }
}

/// Whether two numbers agree to a relative tolerance, or to an absolute one for what should be 0.
public func agree(
  _ value: Double?, _ expected: Double?, _ relative: Double = 1e-10, absolute: Double = 1e-11
) -> Bool {
  guard let value, let expected else { return value == nil && expected == nil }
  return abs(value - expected) <= max(relative * abs(expected), absolute)
}

/// Whether two numbers agree to a relative tolerance.
public func close(_ value: Double?, _ expected: Double, _ tolerance: Double) -> Bool {
  guard let value else { return false }
  return abs(value - expected) <= tolerance * max(abs(expected), 1e-300) || value == expected
}
