import Databases
import Evidence
import StatisticalFiles
import TableSources
import Workbooks

extension Wording {
  /// The codes of `TableSources` and of the rooms it opens files with.
  static let tableSources: [any Worded.Type] = [
    TableSourceFault.self, BoundsFault.self, CSVFault.self, CSVCaveat.self, SPSSFault.self, SPSSCaveat.self,
    StataFault.self,
    LabelledFileCaveat.self, ZipFault.self, XLSXFault.self, XLSXCaveat.self, SQLiteFault.self, SQLiteCaveat.self,
  ]
}
