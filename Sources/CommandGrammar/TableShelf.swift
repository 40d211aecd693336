import Codebooks
import Evidence
import Synchronization
import TableSources
import Tables

/// The tables that the commands of one study read, each read once. All its paths begin in one folder.
package final class TableShelf: Sendable {
  /// What makes two openings the same.
  struct Opening: Hashable {
    var location: String
    var codebook: String?
    var query: String?
    var encoding: String?
    var headerRows: Int?
  }

  struct Contents: Sendable {
    var table: Table
    var rows: Int
    var caveats: [Caveat]
  }

  private let contents = Mutex<[Opening: Contents]>([:])
  private let hashes = Mutex<[String: ContentHash]>([:])

  package init() {}

  /// The table of an opening. Whoever asks while it is being read waits for it.
  func contents(of opening: Opening, orRead read: () throws(Fault) -> Contents) throws(Fault) -> Contents {
    try Self.value(of: opening, in: contents, orMake: read)
  }

  func hash(of path: String, orCompute compute: () throws(Fault) -> ContentHash) throws(Fault) -> ContentHash {
    try Self.value(of: path, in: hashes, orMake: compute)
  }

  private static func value<Key: Hashable & Sendable, Value: Sendable>(
    of key: Key, in kept: borrowing Mutex<[Key: Value]>, orMake make: () throws(Fault) -> Value
  ) throws(Fault) -> Value {
    let result: Result<Value, Fault> = kept.withLock { kept in
      if let value = kept[key] { return .success(value) }
      do throws(Fault) {
        let value = try make()
        kept[key] = value
        return .success(value)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
