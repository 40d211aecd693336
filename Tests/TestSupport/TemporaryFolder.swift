import Foundation

/// A folder of its own for one test, gone with the last reference to it. `script/test` demands that none is left.
public final class TemporaryFolder: Sendable {
  public let path: String

  /// - Parameter files: What lies in it from the start, by name.
  public init(_ files: [String: String] = [:]) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tansuo-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
    for (name, text) in files { try put(text, name) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// What needs the folder only by its path runs in here, since the folder would be gone before.
  public static func holding<Value>(
    _ files: [String: String] = [:], _ body: (TemporaryFolder) throws -> Value
  ) throws -> Value {
    let folder = try TemporaryFolder(files)
    return try withExtendedLifetime(folder) { try body(folder) }
  }

  public func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file, in a folder that is made where there is none.
  public func put(_ bytes: some Sequence<UInt8>, _ name: String) throws {
    let place = URL(fileURLWithPath: file(name))
    try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: place)
  }

  public func put(_ text: String, _ name: String) throws { try put(text.utf8, name) }

  public func read(_ name: String) throws -> String { try String(contentsOfFile: file(name), encoding: .utf8) }

  public func names(in folder: String = ".") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: file(folder)).sorted()
  }

  /// The words of a command line; those that name a file of the folder are its path.
  public func words(_ line: String) throws -> [String] {
    let names = try names()
    return line.split(separator: " ").map { names.contains(String($0)) ? file(String($0)) : String($0) }
  }
}
