import Evidence
import Glibc

/// Where relative paths begin and which folder no path may leave, for everything a piece of work opens.
///
/// A notebook comes from somebody else: whatever it names, in a command or in a file the command reads, is opened
/// inside its folder or not at all. Links are followed before that is judged.
///
///     ReadingBounds(folder: "/lessons", root: "/lessons").hold { try TableSource.read("data.csv") }
///
/// A study is the user's own: its paths begin in its folder and may lead anywhere, unless a notebook runs it.
public struct ReadingBounds: Sendable {
  /// Where relative paths begin.
  public private(set) var folder: String
  /// The folder no path may leave, without links in it; `nil` where paths may lead anywhere.
  public let root: String?
  /// Contents that stand in for files, by where those would lie.
  private var standIns: [String: [UInt8]] = [:]

  /// - Throws: A fault where a folder does not exist, or `folder` lies outside `root`.
  public init(folder: String, root: String) throws(Fault) {
    self.folder = try Self.resolved(folder)
    self.root = try Self.resolved(root)
    guard contains(self.folder) else {
      throw Fault(BoundsFault.folderOutside, at: Place(file: folder), ["root": .text(root)])
    }
  }

  /// Paths begin in `folder`, the working directory where it is `nil`, and may lead anywhere.
  public init(startingIn folder: String?) {
    self.folder = folder ?? "."
    root = nil
  }

  @TaskLocal static var current: ReadingBounds?

  /// Runs `body` so that all it opens on this thread is held to these bounds.
  public func hold<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
    let result: Result<Value, Failure> = Self.$current.withValue(within(Self.current)) {
      do throws(Failure) { return .success(try body()) } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// These bounds inside others: what may lead anywhere of its own may not leave the folder it is held to from outside.
  private func within(_ outer: ReadingBounds?) -> ReadingBounds {
    guard let outer, root == nil, outer.root != nil else { return self }
    var bounds = outer
    if folder.hasPrefix("/") {
      bounds.folder = folder
    } else if folder != "." {
      bounds.folder = "\(outer.folder)/\(folder)"
    }
    return bounds
  }

  /// Lets `bytes` stand in for the file at a path, whether there is one or not.
  public mutating func put(_ bytes: [UInt8], at path: String) {
    if let place = Self.normal("\(folder)/\(path)") { standIns[place] = bytes }
  }

  func standIn(at path: String) -> [UInt8]? {
    standIns.isEmpty ? nil : Self.normal("\(folder)/\(path)").flatMap { standIns[$0] }
  }

  /// The file a path leads to, without links; `nil` where there is none.
  ///
  /// - Throws: A fault where the path leads out, or to something that is no plain file.
  public func file(at path: String) throws(Fault) -> String? {
    guard root != nil else {
      let place = path.hasPrefix("/") || folder == "." ? path : "\(folder)/\(path)"
      return access(place, F_OK) == 0 ? place : nil
    }
    if path.hasPrefix("/") || path.contains("://") || path.utf8.contains(0) {
      throw Fault(BoundsFault.absolute, at: Place(file: path))
    }
    // Judged by the letters first, so that an answer never tells what exists elsewhere.
    guard let plain = Self.normal(folder + "/" + path), contains(plain) else { throw outside(path) }
    guard let real = realpath(folder + "/" + path, nil) else { return nil }
    defer { free(real) }
    let resolved = String(cString: real)
    guard contains(resolved) else { throw outside(path) }
    var status = stat()
    guard stat(resolved, &status) == 0 else { return nil }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG || kind == S_IFDIR else { throw Fault(BoundsFault.noPlainFile, at: Place(file: path)) }
    return resolved
  }

  private func outside(_ path: String) -> Fault {
    Fault(BoundsFault.outside, at: Place(file: path))
  }

  private func contains(_ path: String) -> Bool {
    guard let root else { return true }
    return root == "/" || path == root || path.hasPrefix(root + "/")
  }

  /// The path with `.` and `..` worked out by their letters; `nil` where it climbs above the top.
  private static func normal(_ path: String) -> String? {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." {
        if parts.popLast() == nil { return nil }
      } else {
        parts.append(part)
      }
    }
    return "/" + parts.joined(separator: "/")
  }

  private static func resolved(_ folder: String) throws(Fault) -> String {
    guard let real = realpath(folder.isEmpty ? "." : folder, nil) else {
      throw Fault(BoundsFault.noFolder, at: Place(file: folder))
    }
    defer { free(real) }
    return String(cString: real)
  }
}

/// What can be wrong with a path that is held to bounds.
public enum BoundsFault: String, FaultCode {
  case outside = "path-outside"
  case absolute = "path-absolute"
  case noPlainFile = "path-no-plain-file"
  case noFolder = "path-no-folder"
  case folderOutside = "path-folder-outside"

  public var kind: Fault.Kind {
    switch self {
    case .noFolder, .folderOutside: .usage
    default: .input
    }
  }
}
