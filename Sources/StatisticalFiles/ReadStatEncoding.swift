import Evidence
import Tables

/// Decides in which encoding the texts of a file are.
struct ReadStatEncoding {
  let stated: String?
  private var texts: [[UInt8]]
  private let pools: [TextPool]

  init(stated: String?, _ collector: ReadStatCollector) {
    self.stated = stated
    texts = collector.variables.flatMap { [$0.name, $0.label] + $0.missingTexts }
    texts += collector.labelSets.values.flatMap { $0.map(\.label) } + collector.notes + [collector.fileLabel]
    pools = collector.pools.map(\.pool)
  }

  mutating func add(_ more: [[UInt8]]) { texts += more }

  /// The stated encoding; else UTF-8 if all texts are, else GB18030 if all could be, else Windows-1252.
  func decided() throws(Fault) -> (TextDecoding, [Caveat]) {
    if let stated {
      guard let decoding = TextDecoding(stated) else {
        throw Fault(SPSSFault.unknownEncoding, ["encoding": .text(stated)])
      }
      return (decoding, [])
    }
    let utf8 = TextDecoding("UTF-8")!
    if allFit(utf8) { return (utf8, []) }
    for guess in ["GB18030", "CP1252"] {
      guard let decoding = TextDecoding(guess), guess == "CP1252" || allFit(decoding) else { continue }
      return (decoding, [Caveat(LabelledFileCaveat.encodingGuessed, ["encoding": .text(guess)])])
    }
    return (utf8, [])
  }

  private func allFit(_ decoding: TextDecoding) -> Bool {
    texts.allSatisfy { decoding.exact($0) != nil }
      && pools.allSatisfy { pool in (0..<pool.count).allSatisfy { decoding.exact(pool.utf8(at: $0)) != nil } }
  }
}
