import Codebooks
import Databases
import Evidence
import StatisticalFiles
import StructuredText
import TableSources
import Tables
import Workbooks

/// The codes of the rooms that read data: files, tables, and what says how they are to be read. Each has its sentences
/// in a file of this room.
package enum DataCodes {
  package static let all: [any Worded.Type] = [
    JSONFault.self, YAMLFault.self, YAMLValueFault.self,
    TableFault.self, SelectionFault.self, RowFilterFault.self, JoinFault.self, JoinCaveat.self, DerivationFault.self,
    CodebookFault.self, CodebookDrift.self, CodebookCaveat.self, CodebookDoubt.self,
    TableSourceFault.self, BoundsFault.self, CSVFault.self, CSVCaveat.self, SPSSFault.self, SPSSCaveat.self,
    StataFault.self, LabelledFileCaveat.self, ZipFault.self, XLSXFault.self, XLSXCaveat.self, SQLiteFault.self,
    SQLiteCaveat.self,
  ]
}
