import Evidence

/// What can be wrong with a text table.
public enum CSVFault: String, FaultCode {
  case noRows = "csv-no-rows"
  case nulByte = "csv-nul-byte"
  case unclosedQuote = "csv-unclosed-quote"
  case textAfterQuote = "csv-text-after-quote"
  case rowTooLong = "csv-row-too-long"
  case unknownEncoding = "csv-unknown-encoding"
  case undecodable = "csv-undecodable"
  case encodingNotKnown = "csv-encoding-not-known"
  case tooManyColumns = "csv-too-many-columns"
  case headerBeyondEnd = "csv-header-beyond-end"

  public var kind: Fault.Kind {
    self == .encodingNotKnown ? .usage : .input
  }
}

/// What the reader of text tables had to guess or repair.
public enum CSVCaveat: String, CaveatCode {
  case encodingGuessed = "csv-encoding-guessed"
  case shortRows = "csv-short-rows"
  case extraEmptyCells = "csv-extra-empty-cells"
  case duplicateNames = "csv-duplicate-names"
  case emptyNames = "csv-empty-names"
  case emptyColumnsDropped = "csv-empty-columns-dropped"
  case numericHeader = "csv-numeric-header"
  case notAvailableMarks = "csv-not-available-marks"
  case textAmongNumbers = "csv-text-among-numbers"
  case fullWidthNumbers = "csv-full-width-numbers"
  case decimalCommas = "csv-decimal-commas"
  case thousandsSeparators = "csv-thousands-separators"
  case ambiguousCommas = "csv-ambiguous-commas"
  case percentages = "csv-percentages"
}
