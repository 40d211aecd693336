import Evidence
import TableSources

extension Wording {
  /// The codes of `TableSources`, each with its sentences below.
  static let tableSources: [any Worded.Type] = [
    TableSourceFault.self, CSVFault.self, CSVCaveat.self, SPSSFault.self, SPSSCaveat.self, StataFault.self,
    LabelledFileCaveat.self,
    ZipFault.self, XLSXFault.self, XLSXCaveat.self, SQLiteFault.self, SQLiteCaveat.self,
  ]
}
