import Evidence

/// What can be wrong with an SPSS system file, or with a table that should become one.
public enum SPSSFault: String, FaultCode {
  case notASystemFile = "spss-not-a-system-file"
  case headerCutOff = "spss-header-cut-off"
  case unknownLayout = "spss-unknown-layout"
  case unknownCompression = "spss-unknown-compression"
  case impossibleCaseCount = "spss-impossible-case-count"
  case unknownRecord = "spss-unknown-record"
  case dictionaryCutOff = "spss-dictionary-cut-off"
  case impossibleWidth = "spss-impossible-width"
  case brokenString = "spss-broken-string"
  case impossibleLabelLength = "spss-impossible-label-length"
  case impossibleMissingCount = "spss-impossible-missing-count"
  case impossibleLabelCount = "spss-impossible-label-count"
  case labelsWithoutVariables = "spss-labels-without-variables"
  case noSuchVariable = "spss-no-such-variable"
  case impossibleExtension = "spss-impossible-extension"
  case noVariables = "spss-no-variables"
  case dataEndEarly = "spss-data-end-early"
  case brokenCompression = "spss-broken-compression"
  case unknownEncoding = "spss-unknown-encoding"
  case damaged = "spss-damaged"
  case tooManyMissingValues = "spss-too-many-missing-values"
  case tooManyMissingCodes = "spss-too-many-missing-codes"
  case nothingToWrite = "spss-nothing-to-write"
  case noSuchWeight = "spss-no-such-weight"

  public var kind: Fault.Kind {
    switch self {
    case .tooManyMissingCodes, .nothingToWrite: .analysis
    case .unknownEncoding, .noSuchWeight: .usage
    default: .input
    }
  }
}

/// What the reader of SPSS and Stata files had to guess or leave behind.
public enum LabelledFileCaveat: String, CaveatCode {
  /// The file does not state its encoding, and its text is not UTF-8.
  case encodingGuessed = "labelled-file-encoding-guessed"
  case textsRepaired = "labelled-file-texts-repaired"
  case namesAWeight = "labelled-file-names-a-weight"
  case fractionsDropped = "labelled-file-fractions-dropped"
  case labelsLeftBehind = "labelled-file-labels-left-behind"
  case brokenResponseSet = "labelled-file-broken-response-set"
  case columnsRenamed = "labelled-file-columns-renamed"
}

/// What an SPSS file cannot hold and was changed on the way out.
public enum SPSSCaveat: String, CaveatCode {
  case columnsRenamed = "spss-columns-renamed"
  case textsCut = "spss-texts-cut"
  case labelsCut = "spss-labels-cut"
  case otherLanguageDropped = "spss-other-language-dropped"
  case missingValuesRecoded = "spss-missing-values-recoded"
  case levelOrderLost = "spss-level-order-lost"
}
