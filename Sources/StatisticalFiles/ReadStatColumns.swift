import Evidence
import Tables

/// Makes columns of what ReadStat collected.
struct ReadStatColumns {
  /// A numeric column keeps its labels as levels while at most this many values that occur have none.
  static let mostUnlabelledLevels = 200

  let collector: ReadStatCollector
  let decoding: TextDecoding
  let days: DayCounting
  private(set) var caveats: [Caveat] = []
  private var withFractions: [String] = []
  private var withLostLabels: [String] = []

  init(_ collector: ReadStatCollector, _ decoding: TextDecoding, _ days: DayCounting) {
    self.collector = collector
    self.decoding = decoding
    self.days = days
  }

  mutating func columns() throws(Fault) -> [Column] {
    var names = UniqueNames()
    var columns: [Column] = []
    for place in collector.variables.indices {
      let variable = collector.variables[place]
      let name = names.unique(decoding.text(variable.name))
      columns.append(variable.isText ? text(place, name) : try numeric(place, name))
    }
    if !names.renamed.isEmpty {
      caveats.append(Caveat(LabelledFileCaveat.columnsRenamed, ["columns": .list(names.renamed)]))
    }
    if !withFractions.isEmpty {
      caveats.append(Caveat(LabelledFileCaveat.fractionsDropped, ["columns": .list(withFractions)]))
    }
    if !withLostLabels.isEmpty {
      caveats.append(Caveat(LabelledFileCaveat.labelsLeftBehind, ["columns": .list(withLostLabels)]))
    }
    return columns
  }

  private func label(_ bytes: [UInt8]) -> Label {
    bytes.isEmpty ? Label() : Label(sniffing: decoding.text(bytes))
  }

  private func notes(_ variable: ReadStatCollector.Variable) -> Column.Notes {
    var notes = Column.Notes()
    notes.isOrdered = variable.isOrdinal
    notes.format = variable.format.isEmpty ? nil : variable.format
    return notes
  }

  private func labels(_ variable: ReadStatCollector.Variable) -> [(
    value: ReadStatCollector.LabelledValue, label: Label
  )] {
    guard let set = variable.labelSet, let labels = collector.labelSets[set] else { return [] }
    return labels.map { ($0.value, label($0.label)) }
  }

  // MARK: - Numbers

  private mutating func numeric(_ place: Int, _ name: String) throws(Fault) -> Column {
    let variable = collector.variables[place]
    let cells = collector.numbers(place)
    var labelled: [UInt64: Label] = [:]
    for (value, label) in labels(variable) {
      guard case .number(let number) = value, !NumberKey.isNothing(number) else { continue }
      labelled[NumberKey.bits(number)] = label
    }
    var column = Column(
      name: name, label: label(variable.label), values: .category(.bytes(Cells([UInt8]())), levels: []),
      notes: notes(variable))
    if labelled.isEmpty, variable.missingNumbers.isEmpty, let values = PlainNumbers(cells)?.values,
      days.kind(of: variable.format) == .number
    {
      column.values = values
      return column
    }
    let census = NumberCensus(cells)
    let sorted = census.distinct.sorted()
    func isMissing(_ value: Double) -> Bool {
      value.isNaN || variable.missingNumbers.contains { $0.contains(value) }
    }
    var missing = Set(sorted.filter { isMissing($0) && !NumberKey.isNothing($0) }.map(NumberKey.bits))
    missing.formUnion(labelled.keys.filter { isMissing(Double(bitPattern: $0)) })
    for range in variable.missingNumbers where range.lowerBound == range.upperBound {
      missing.insert(NumberKey.bits(range.lowerBound))
    }
    let codes = missing.sorted { NumberKey.precedes($0, $1) }
    guard codes.count < MissingSlots.inWords else {
      throw Fault(
        SPSSFault.tooManyMissingValues, ["column": .text(name), "values": .integer(codes.count)])
    }
    column.missing += codes.map { bits in
      let value = NumberKey.missingValue(bits)
      let label = labelled[bits].map { NumberKey.informative($0, value) } ?? Label()
      return MissingValue(MissingReason(guessedFrom: label), value: value, label: label)
    }
    var slots: [UInt64: Int32] = [:]
    for (index, bits) in codes.enumerated() { slots[bits] = Int32(index + 1) }

    let levels = labelled.keys.filter { slots[$0] == nil }.map { Double(bitPattern: $0) }
    let unlabelled = sorted.filter { !isMissing($0) && labelled[NumberKey.bits($0)] == nil }
    let kind = days.kind(of: variable.format)
    if !levels.isEmpty, kind == .number, unlabelled.count <= Self.mostUnlabelledLevels {
      column.values = category(census, (levels + unlabelled).sorted(), labelled, slots, column.missing.count)
      return column
    }
    if !levels.isEmpty { withLostLabels.append(name) }
    let slotOfDistinct = census.distinct.map { slots[NumberKey.bits($0)] ?? ($0.isNaN ? 0 : -1) }
    column.values = numbers(cells, census, slotOfDistinct, kind, name, column.missing.count)
    return column
  }

  private func category(
    _ census: NumberCensus, _ levels: [Double], _ labelled: [UInt64: Label], _ slots: [UInt64: Int32],
    _ missingCount: Int
  ) -> Column.Values {
    var places: [UInt64: Int32] = [:]
    let made = levels.enumerated().map { index, value in
      places[NumberKey.bits(value)] = Int32(index)
      let level = LevelValue(shortest: value)
      return Level(level, label: labelled[NumberKey.bits(value)].map { NumberKey.informative($0, level) } ?? Label())
    }
    let placeOfDistinct = census.distinct.map { value -> Int32 in
      let bits = NumberKey.bits(value)
      return places[bits] ?? -1 - (slots[bits] ?? 0)
    }
    return .category(
      census.codes(placeOfDistinct, levelCount: made.count, missingCount: missingCount), levels: made)
  }

  private mutating func numbers(
    _ cells: UnsafeBufferPointer<Double>, _ census: NumberCensus, _ slotOfDistinct: [Int32],
    _ kind: DayCounting.Kind, _ name: String, _ missingCount: Int
  ) -> Column.Values {
    let valid = census.distinct.indices.filter { slotOfDistinct[$0] < 0 }.map { census.distinct[$0] }
    let count = cells.count
    if kind != .number, valid.allSatisfy({ days.isInReach($0, kind) }) {
      if kind == .day, valid.allSatisfy({ days.isWholeDay($0, kind) }) {
        return .date(
          Cells(count: count) { target in
            for row in 0..<count {
              let slot = slotOfDistinct[Int(census.places[row])]
              target[row] = slot < 0 ? Int32(days.seconds(cells[row], kind) / 86_400) : Int32.min + slot
            }
          })
      }
      if !valid.allSatisfy({ days.isWholeSecond($0, kind) }) { withFractions.append(name) }
      return .dateTime(
        Cells(count: count) { target in
          for row in 0..<count {
            let slot = slotOfDistinct[Int(census.places[row])]
            target[row] = slot < 0 ? Int64(days.seconds(cells[row], kind).rounded(.down)) : Int64.min + Int64(slot)
          }
        })
    }
    if valid.allSatisfy({ $0.rounded() == $0 && abs($0) < 9e15 }) {
      let slots = census.places.map { slotOfDistinct[Int($0)] }
      return .integer(
        Integers(
          (0..<count).map { slots[$0] < 0 ? Int64(cells[$0]) : 0 }, slots: slots, missingCount: missingCount))
    }
    return .real(
      Cells(count: count) { target in
        for row in 0..<count {
          let slot = slotOfDistinct[Int(census.places[row])]
          target[row] = slot < 0 ? cells[row] : MissingSlots.real(Int(slot))
        }
      })
  }

  // MARK: - Texts

  private func text(_ place: Int, _ name: String) -> Column {
    let variable = collector.variables[place]
    let pool = collector.pools[place].pool
    var decoded = TextPoolBuilder()
    var decodedPlaces = (0..<pool.count).map { decoded.place(of: decoding.text(pool.utf8(at: $0))) }
    decodedPlaces.append(-1)
    var labelled: [String: Label] = [:]
    for (value, label) in labels(variable) {
      if case .text(let bytes) = value { labelled[decoding.text(bytes)] = label }
    }
    var column = Column(
      name: name, label: label(variable.label), values: .text(.bytes(Cells([UInt8]())), TextPool()),
      notes: notes(variable))
    var slots: [String: Int32] = [:]
    for code in Set(variable.missingTexts.map { decoding.text($0) }).sorted(by: { LevelValue.text($0) < .text($1) })
    where !code.isEmpty {
      slots[code] = Int32(column.missing.count)
      let label = labelled[code].map { NumberKey.informative($0, .text(code)) } ?? Label()
      let reason = label.isEmpty ? MissingReason(guessedFrom: Label(sniffing: code)) : MissingReason(guessedFrom: label)
      column.missing.append(MissingValue(reason, value: .text(code), label: label))
    }

    let texts = decoded.pool
    let levels = labelled.keys.filter { slots[$0] == nil && !$0.isEmpty }
    let unlabelled = (0..<texts.count).map { texts[$0] }.filter { slots[$0] == nil && labelled[$0] == nil }
    let isCategory = !levels.isEmpty && unlabelled.count <= Self.mostUnlabelledLevels
    let valid = isCategory ? (levels + unlabelled).sorted { LevelValue.text($0) < .text($1) } : unlabelled + levels
    let answered = isCategory ? valid : (0..<texts.count).map { texts[$0] }.filter { slots[$0] == nil }
    var placeOf: [String: Int32] = [:]
    for (index, text) in answered.enumerated() { placeOf[text] = Int32(index) }
    let finalPlaces = (0..<texts.count).map { placeOf[texts[$0]] ?? -1 - (slots[texts[$0]] ?? 0) } + [-1]
    let rows = collector.places(place).map { raw -> Int32 in
      let place = decodedPlaces[raw < 0 ? decodedPlaces.count - 1 : Int(raw)]
      return place < 0 ? -1 : finalPlaces[Int(place)]
    }
    if isCategory {
      column.values = .category(
        Codes(places: rows, levelCount: answered.count, missingCount: column.missing.count),
        levels: answered.map { text in
          Level(.text(text), label: labelled[text].map { NumberKey.informative($0, .text(text)) } ?? Label())
        })
    } else {
      column.values = Column.textOrCategory(
        places: rows, pool: TextPool(answered), missingCount: column.missing.count)
    }
    return column
  }
}

/// Gives a column whose name is taken, in the file or after decoding, a number.
struct UniqueNames {
  private var taken: Set<String> = []
  private(set) var renamed: [String] = []

  mutating func unique(_ name: String) -> String {
    var candidate = name
    var number = 2
    while !taken.insert(candidate).inserted {
      candidate = "\(name)_\(number)"
      number += 1
    }
    if candidate != name { renamed.append(candidate) }
    return candidate
  }
}
