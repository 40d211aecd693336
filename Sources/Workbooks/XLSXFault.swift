import Evidence

/// What can be wrong with a workbook.
public enum XLSXFault: String, FaultCode {
  case empty = "xlsx-empty-file"
  case notWorkbook = "xlsx-not-a-workbook"
  case encrypted = "xlsx-encrypted"
  case legacyWorkbook = "xlsx-legacy-workbook"
  case binaryWorkbook = "xlsx-binary-workbook"
  case openDocument = "xlsx-open-document"
  case missingPart = "xlsx-missing-part"
  case malformedMarkup = "xlsx-malformed-xml"
  case documentType = "xlsx-document-type"
  case longTag = "xlsx-long-tag"
  case noSheets = "xlsx-no-sheets"
  case noSuchSheet = "xlsx-no-such-sheet"
  case emptySheet = "xlsx-empty-sheet"
  /// Facts: `columns`.
  case noRows = "xlsx-no-rows"
  case badReference = "xlsx-bad-reference"
  case rowsOutOfOrder = "xlsx-rows-out-of-order"
  case badNumber = "xlsx-bad-number"
  case badSharedString = "xlsx-bad-shared-string"
  case badHeaderRows = "xlsx-bad-header-rows"
  case tooManyCells = "xlsx-too-many-cells"

  public var kind: Fault.Kind {
    switch self {
    case .noSuchSheet, .badHeaderRows: .usage
    default: .input
    }
  }
}

/// What was guessed or repaired while a sheet was read.
public enum XLSXCaveat: String, CaveatCode {
  case otherSheets = "xlsx-other-sheets"
  case hiddenSheet = "xlsx-hidden-sheet"
  case hiddenRows = "xlsx-hidden-rows"
  case hiddenColumns = "xlsx-hidden-columns"
  case titleRows = "xlsx-title-rows"
  case headerRows = "xlsx-header-rows"
  case noHeader = "xlsx-no-header"
  case namelessColumns = "xlsx-nameless-columns"
  case repeatedNames = "xlsx-repeated-names"
  case emptyRows = "xlsx-empty-rows"
  case mergedData = "xlsx-merged-data"
  case errorCells = "xlsx-error-cells"
  case impossibleDates = "xlsx-impossible-dates"
  case numbersAsText = "xlsx-numbers-as-text"
  case textNumbersKept = "xlsx-text-numbers-kept"
  case times = "xlsx-times"
  case mixedColumn = "xlsx-mixed-column"
}
