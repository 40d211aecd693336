import Evidence

/// What can be wrong with a database file or with what was asked of it.
public enum SQLiteFault: String, FaultCode {
  case cannotOpen = "sqlite-cannot-open"
  case notDatabase = "sqlite-not-a-database"
  case corrupt = "sqlite-corrupt"
  case locked = "sqlite-locked"
  case noTables = "sqlite-no-tables"
  case chooseTable = "sqlite-choose-table"
  case noSuchTable = "sqlite-no-such-table"
  case badQuery = "sqlite-bad-query"
  case notSingleSelect = "sqlite-not-one-select"
  case forbidden = "sqlite-forbidden"
  case needsParameters = "sqlite-needs-parameters"
  case tooLong = "sqlite-too-long"
  case cancelled = "sqlite-cancelled"
  case tooManyRows = "sqlite-too-many-rows"
  case failed = "sqlite-failed"

  public var kind: Fault.Kind {
    switch self {
    case .chooseTable, .noSuchTable, .badQuery, .notSingleSelect, .forbidden, .needsParameters, .tooLong, .cancelled:
      .usage
    default: .input
    }
  }
}

/// What was guessed or repaired while a database was read.
public enum SQLiteCaveat: String, CaveatCode {
  case blobs = "sqlite-blobs"
  case repairedText = "sqlite-repaired-text"
  case mixedColumn = "sqlite-mixed-column"
  case notDates = "sqlite-not-dates"
  case repeatedNames = "sqlite-repeated-names"
  case infinities = "sqlite-infinities"
  case pendingChanges = "sqlite-pending-changes"
}
