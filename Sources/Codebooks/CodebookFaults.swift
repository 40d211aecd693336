import Evidence
import Tables

/// What can be wrong with a codebook, beyond its YAML.
public enum CodebookFault: String, FaultCode {
  case duplicateVariable = "codebook-duplicate-variable"
  case duplicateColumn = "codebook-duplicate-column"
  case duplicateLevel = "codebook-duplicate-level"
  case duplicateCode = "codebook-duplicate-code"
  case duplicateSet = "codebook-duplicate-set"
  case levelIsMissing = "codebook-level-is-missing"
  case levelsNotAllowed = "codebook-levels-not-allowed"
  case levelWithoutValue = "codebook-level-without-value"
  case valueNotScalar = "codebook-value-not-scalar"
  case separatorNeeded = "codebook-separator-needed"
  case separatorNotAllowed = "codebook-separator-not-allowed"
  case boundsReversed = "codebook-bounds-reversed"
  case unknownMember = "codebook-unknown-member"
  case tooFewMembers = "codebook-too-few-members"
  case countedNotAllowed = "codebook-counted-not-allowed"
  case noVariables = "codebook-no-variables"

  public var kind: Fault.Kind { .input }
}

/// How data differ from the codebook that describes them.
public enum CodebookDrift: String, FaultCode {
  case lostColumn = "codebook-lost-column"
  case newColumn = "codebook-new-column"
  case newValue = "codebook-new-value"
  case changedKind = "codebook-changed-kind"
  case nameTaken = "codebook-name-taken"
  /// Several of the above.
  case several = "codebook-drift"

  public var kind: Fault.Kind { .input }
}

/// Answers that the codebook allows a file to hold but that should worry the reader.
public enum CodebookCaveat: String, CaveatCode {
  case synthetic = "data-synthetic"
  case outsideBounds = "codebook-outside-bounds"
  case answeredUnasked = "codebook-answered-unasked"
  case skippedThoughAsked = "codebook-skipped-though-asked"
}

/// What a guess at a codebook leaves for a person to decide.
public enum CodebookDoubt: String, CaveatCode {
  case labelNeeded = "codebook-todo-label"
  case levelLabelsNeeded = "codebook-todo-level-labels"
  case kindGuessed = "codebook-todo-kind"
  case orderGuessed = "codebook-todo-order"
  case missingCodes = "codebook-todo-missing-codes"
  case missingTexts = "codebook-todo-missing-texts"
  case boundsGuessed = "codebook-todo-bounds"
  case looksReversed = "codebook-todo-reversed"
  case separatorGuessed = "codebook-todo-separator"
  case setGuessed = "codebook-todo-set"
}
