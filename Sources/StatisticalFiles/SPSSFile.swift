import CReadStat
import Evidence
import Tables

/// SPSS system files: SAV and ZSAV, read through ReadStat and written by ourselves.
public enum SPSSFile {
  /// The table in the bytes of a file, with every label, every missing code and its multiple-response sets.
  ///
  /// Numbers with value labels become categories, in order of value; numbers whose only labels are on missing codes
  /// stay numbers. Each user-missing value is a way of being missing of its own, with its reason read off its label.
  package static func read(
    _ bytes: UnsafeRawBufferPointer, name: String, options: ReadingOptions = ReadingOptions()
  ) throws(Fault) -> ReadTable {
    let dictionary = try SPSSDictionary(bytes)
    let plan = try SPSSDataPlan(dictionary, bytes)
    var stated = dictionary.statedEncoding
    if let asked = options.encoding {
      stated = TextDecoding.iconvName(asked)
      guard stated != nil else { throw Fault(SPSSFault.unknownEncoding, ["encoding": .text(asked)]) }
    }
    var collector = ReadStatCollector(mostCells: plan.mostCells)
    defer { collector.deallocate() }
    let error = collector.parse(bytes, as: .spss, progress: options.progress)
    try plan.check(error, rowsRead: collector.rowCount)

    var encoding = ReadStatEncoding(stated: stated, collector)
    encoding.add(dictionary.documents + dictionary.responseSets.flatMap { [$0.name, $0.label] + $0.members })
    let (decoding, encodingCaveats) = try encoding.decided()
    var builder = ReadStatColumns(collector, decoding, DayCounting(program: .spss))
    var table = try Table(name: name, columns: try builder.columns(), rowCount: collector.rowCount)
    if !dictionary.label.isEmpty { table.label = Label(sniffing: decoding.text(dictionary.label)) }
    var caveats = encodingCaveats + builder.caveats
    let members = SPSSMemberNames(dictionary, decoding, table)
    for set in dictionary.responseSets {
      if let made = members.responseSet(set) {
        table.responseSets.append(made)
      } else {
        caveats.append(Caveat(LabelledFileCaveat.brokenResponseSet, ["set": .text(decoding.text(set.name))]))
      }
    }
    var read = ReadTable(table, format: dictionary.compression == .deflate ? .zsav : .sav)
    read.documents = dictionary.documents.map(decoding.text)
    while read.documents.last == "" { read.documents.removeLast() }
    if let weight = members.weight {
      read.weightColumn = weight
      caveats.append(Caveat(LabelledFileCaveat.namesAWeight, ["column": .text(weight)]))
    }
    if decoding.repaired > 0 {
      caveats.append(
        Caveat(
          LabelledFileCaveat.textsRepaired,
          ["texts": .integer(decoding.repaired), "encoding": .text(decoding.encoding)]))
    }
    read.caveats = caveats
    return read
  }
}

/// Finds columns by the short names that response sets and the weight use.
struct SPSSMemberNames {
  private var columns: [String: String] = [:]
  let weight: String?
  private let decoding: TextDecoding
  private let table: Table

  init(_ dictionary: SPSSDictionary, _ decoding: TextDecoding, _ table: Table) {
    var short: [String: String] = [:]
    var weight: String?
    for column in table.columns { short[column.name.lowercased()] = column.name }
    for variable in dictionary.variables {
      let long = decoding.text(dictionary.longNames[variable.shortName] ?? variable.shortName)
      guard let column = short[long.lowercased()] else { continue }
      if columns[decoding.text(variable.shortName).lowercased()] == nil {
        columns[decoding.text(variable.shortName).lowercased()] = column
      }
      if variable.element == dictionary.weightElement { weight = column }
    }
    // Short names win where a short name of one is the long name of another, because the format speaks of short ones.
    for (name, column) in short where columns[name] == nil { columns[name] = column }
    self.weight = weight
    self.decoding = decoding
    self.table = table
  }

  /// `nil` if the set names no column, or one that is not there.
  func responseSet(_ set: SPSSResponseSet) -> MultipleResponseSet? {
    let members = set.members.compactMap { columns[decoding.text($0).lowercased()] }
    guard set.isWhole, !members.isEmpty, members.count == set.members.count else { return nil }
    let label = set.label.isEmpty ? Label() : Label(sniffing: decoding.text(set.label))
    let coding: MultipleResponseSet.Coding
    switch set.coding {
    case .categories: coding = .categories
    case .dichotomies(let value), .labelledDichotomies(let value, _):
      coding = .dichotomies(counted: counted(decoding.text(value), in: members[0]))
    }
    return MultipleResponseSet(name: decoding.text(set.name), label: label, members: members, coding: coding)
  }

  /// A text counts in columns of text, a number in others.
  private func counted(_ value: String, in column: String) -> LevelValue {
    let isText: Bool
    switch table[column]?.values {
    case .text: isText = true
    case .category(_, let levels): isText = levels.contains { $0.value.number == nil }
    default: isText = false
    }
    guard !isText, let number = Double(value.filter { $0 != " " }) else { return .text(value) }
    return LevelValue(shortest: number)
  }
}
