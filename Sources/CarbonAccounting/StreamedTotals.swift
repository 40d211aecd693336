import EmissionFactors
import NumericalMethods
import Tables

/// What the records of a stream add up to, none of them kept.
///
/// The sums have the bits of ``ChannelSums``: the same stretches, in each the same rows in the same order.
struct StreamedTotals {
  let entities: [String]
  /// In ascending order.
  let years: [Int]
  let recipes: [LineRecipe]
  let plan: ChannelPlan
  let sums: [Double]
  let counts: RecordCounts

  /// - Parameter stretch: How many rows are added up together; the bits depend on it.
  /// - Returns: `nil` where records must be told apart: some are left out or filled in, state measured values or a region
  ///   of their own, or their factor is from another year or grid.
  init?(
    _ stream: some RowStream, year: Int?, register: EntityRegister?, _ maker: RecipeMaker, stretch: Int? = nil,
    threads: Int
  ) {
    guard let columns = StreamedColumns(stream.columns) else { return nil }
    let parts = Parallel.mapChunks(
      of: stream.rowCount, by: stretch ?? ChannelSums.slice(rows: stream.rowCount), threads: threads
    ) { rows -> StreamedRecords? in
      var records = StreamedRecords(columns, fixedYear: year, register: register, maker)
      var isPlain = true
      let isWhole = stream.forBlocks(of: rows, columns.requests) { block in
        if isPlain { isPlain = records.add(block) }
      }
      return isPlain && isWhole ? records : nil
    }
    let stretches = parts.compactMap { $0 }
    guard !stretches.isEmpty, stretches.count == parts.count else { return nil }

    guard let order = EntityOrder(stretches, columns, rows: stream.rowCount) else { return nil }
    entities = order.words
    years = columns.year == nil ? (year.map { [$0] } ?? []) : Set(stretches.flatMap(\.years)).sorted()
    recipes = Self.recipes(stretches, fixedYear: year)
    plan = ChannelPlan([nil] + recipes)
    (sums, counts) = Self.sums(stretches, order, years, plan, threads: threads)
  }

  /// Each recipe once, in the order of what the records say.
  private static func recipes(_ stretches: [StreamedRecords], fixedYear: Int?) -> [LineRecipe] {
    var found: [[Spelling]: LineRecipe] = [:]
    for stretch in stretches {
      for (joint, recipe) in zip(stretch.joints, stretch.recipes) {
        let key = joint.key(stretch.words, years: stretch.years, fixedYear: fixedYear, regions: stretch.regions)
        let texts = [key.kind, key.item, key.unit, key.year.map { String($0) }, key.region?.key]
        found[texts.map { Spelling(text: $0 ?? "") }] = recipe
      }
    }
    return found.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
  }

  private static func sums(
    _ stretches: [StreamedRecords], _ order: EntityOrder, _ years: [Int], _ plan: ChannelPlan, threads: Int
  ) -> ([Double], RecordCounts) {
    let (yearCount, channels) = (max(years.count, 1), plan.channels.count)
    let yearPlaces = stretches.map { $0.years.map { years.firstIndex(of: $0)! } }
    let channelPlaces = stretches.map { stretch in stretch.channels.map { plan.channels.firstIndex(of: $0) } }
    let cellCount = order.words.count * yearCount
    var counts = [Int32](repeating: 0, count: cellCount)
    let sums = [Double](unsafeUninitializedCapacity: cellCount * channels) { sums, filled in
      sums.initialize(repeating: 0)
      counts.withUnsafeMutableBufferPointer { counts in
        let target = Target(sums: sums.baseAddress!, counts: counts.baseAddress!)
        Parallel.forChunks(of: order.words.count, by: 1 << 12, threads: threads) { entities in
          for (number, stretch) in stretches.enumerated() {
            target.add(
              stretch, entities, at: order.places[number], years: yearPlaces[number], of: yearCount,
              channels: channelPlaces[number], of: channels)
          }
        }
      }
      filled = cellCount * channels
    }
    return (sums, RecordCounts(adding: [counts]))
  }

  /// Where the threads write, each at its own enterprises.
  private struct Target: @unchecked Sendable {
    let sums: UnsafeMutablePointer<Double>
    let counts: UnsafeMutablePointer<Int32>

    func add(
      _ stretch: StreamedRecords, _ entities: Range<Int>, at places: [Int32], years: [Int], of yearCount: Int,
      channels: [Int?], of channelCount: Int
    ) {
      let (stride, room) = (stretch.channels.count + 1, stretch.yearRoom)
      stretch.sums.withUnsafeBufferPointer { own in
        for entity in entities where places[entity] >= 0 {
          for year in 0..<max(stretch.years.count, 1) {
            let from = (Int(places[entity]) * room + year) * stride
            let cell = entity * yearCount + (years.isEmpty ? 0 : years[year])
            for channel in 0..<stride - 1 {
              if let place = channels[channel] { sums[cell * channelCount + place] += own[from + channel] }
            }
            counts[cell] += Int32(own[from + stride - 1])
          }
        }
      }
    }
  }
}

/// A text as its bytes have it: `é` in one scalar and in two are different words to a table.
private struct Spelling: Hashable, Comparable {
  let text: String

  static func == (left: Spelling, right: Spelling) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  static func < (left: Spelling, right: Spelling) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

/// The enterprises of all stretches in the order their table would have, and where each stretch has them.
private struct EntityOrder: Sendable {
  let words: [String]
  /// For each stretch the place of each enterprise there, −1 where it does not occur.
  let places: [[Int32]]

  /// - Returns: `nil` where the numbers of enterprises lie too far apart for a table.
  init?(_ stretches: [StreamedRecords], _ columns: StreamedColumns, rows: Int) {
    var words: [String] = []
    var maps: [[Int32]] = []
    if columns.holdsWords(columns.entity) {
      var known: [Spelling: Int32] = [:]
      maps = stretches.map { stretch in
        stretch.entityWords.map { word in
          if let place = known[Spelling(text: word)] { return place }
          let place = Int32(words.count)
          known[Spelling(text: word)] = place
          words.append(word)
          return place
        }
      }
      if Column.isAnswerList(levels: words.count, answered: rows) {
        // A table sorts the answers of a list.
        let order = words.indices.sorted { LevelValue.text(words[$0]) < LevelValue.text(words[$1]) }
        var renumbered = [Int32](repeating: 0, count: words.count)
        for (new, old) in order.enumerated() { renumbered[old] = Int32(new) }
        words = order.map { words[$0] }
        maps = maps.map { $0.map { renumbered[Int($0)] } }
      }
    } else {
      var known = KeyNumbers(missingKey: RowBlock.missingNumber, missingNumber: nil)
      for stretch in stretches {
        var map: [Int32] = []
        for key in stretch.entities.keys {
          guard let number = known.number(of: key) else { return nil }
          map.append(Int32(number))
        }
        maps.append(map)
      }
      words = known.keys.map { String($0) }
    }
    self.words = words
    places = maps.map { map in
      var places = [Int32](repeating: -1, count: words.count)
      for (own, place) in map.enumerated() {
        precondition(places[Int(place)] < 0, "an enterprise has one place in a stretch")
        places[Int(place)] = Int32(own)
      }
      return places
    }
  }
}
