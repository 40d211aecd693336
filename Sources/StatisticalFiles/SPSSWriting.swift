import Evidence
import Tables

extension SPSSFile {
  /// How a table is written.
  public struct WritingOptions: Sendable, Hashable {
    /// SPSS keeps one label for each thing; where this language is lacking the other is taken.
    public var language: Language
    /// Small whole numbers take one byte each, as SPSS itself writes them.
    public var isCompressed: Bool
    /// The column by which SPSS shall weight the rows.
    public var weightColumn: String?
    /// Lines of free text to go with the file.
    public var documents: [String]

    public init(
      language: Language = .chinese, isCompressed: Bool = true, weightColumn: String? = nil, documents: [String] = []
    ) {
      self.language = language
      self.isCompressed = isCompressed
      self.weightColumn = weightColumn
      self.documents = documents
    }
  }

  /// A file's bytes, and what had to be changed because SPSS cannot hold it.
  public struct Encoded: Sendable {
    public var bytes: [UInt8]
    public var caveats: [Caveat]
  }

  /// The table as an SPSS system file in UTF-8 that SPSS, PSPP, R and Python read.
  ///
  /// Categories keep the values of their levels: numbers with value labels, texts as strings with value labels. A level
  /// without a label is labelled with its own value where it would otherwise be lost, and such labels are dropped
  /// again when the file is read. Missing codes are declared as up to three values, else as a range and one more
  /// value; ways of being missing that have no value SPSS can hold get −99, −98 … with the reason as their label.
  ///
  /// The same table gives the same bytes: the file carries no date.
  public static func encoded(
    _ table: Table, options: WritingOptions = WritingOptions()
  ) throws(Fault) -> Encoded {
    guard !table.columns.isEmpty else { throw Fault(SPSSFault.nothingToWrite) }
    var maker = SPSSVariableMaker(language: options.language)
    var names = SPSSNames()
    var variables: [SPSSVariable] = []
    for column in table.columns {
      let name = names.long(column.name)
      variables.append(try maker.variable(column, named: name))
    }
    for index in variables.indices {
      if let own = names.ownShortName(variables[index].name) { variables[index].shortNames = [own] }
    }
    for index in variables.indices {
      while variables[index].shortNames.count < variables[index].segmentWidths.count {
        variables[index].shortNames.append(names.madeShortName())
      }
    }
    var file = SPSSFileBytes(isCompressed: options.isCompressed)
    var weight = 0
    if let name = options.weightColumn {
      guard let place = table.place(of: name), variables[place].width == 0 else {
        throw Fault(SPSSFault.noSuchWeight, ["column": .text(name)])
      }
      weight = 1 + variables[..<place].reduce(0) { $0 + SPSSFileBytes.elements($1) }
    }
    file.header(
      elements: variables.reduce(0) { $0 + SPSSFileBytes.elements($1) }, weight: weight, cases: table.rowCount,
      label: table.label.text(in: options.language) ?? "")
    for variable in variables { file.variable(variable) }
    file.valueLabels(variables)
    file.documents(options.documents)
    file.extensions(
      variables,
      sets: table.responseSets.map { set in
        SPSSResponseSet(set, in: options.language) { member in
          table.place(of: member).map { Array(variables[$0].shortNames[0].lowercased().utf8) }
        }
      })
    file.cases(variables, rowCount: table.rowCount)

    var caveats = maker.caveats
    if !names.renamed.isEmpty {
      caveats.insert(Caveat(SPSSCaveat.columnsRenamed, ["columns": .list(names.renamed)]), at: 0)
    }
    return Encoded(bytes: file.bytes, caveats: caveats)
  }
}

extension SPSSResponseSet {
  init(_ set: MultipleResponseSet, in language: Language, shortName: (String) -> [UInt8]?) {
    let coding: Coding
    switch set.coding {
    case .categories: coding = .categories
    case .dichotomies(let counted): coding = .dichotomies(counted: Array(counted.description.utf8))
    }
    self.init(
      name: Array(SPSSNames.legal(set.name).utf8), label: Array((set.label.text(in: language) ?? "").utf8),
      coding: coding, members: set.members.compactMap(shortName))
  }
}
