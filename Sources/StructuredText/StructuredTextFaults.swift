import Evidence

/// What can be wrong with a JSON text.
public enum JSONFault: String, FaultCode {
  case notAValue = "json-not-a-value"
  case notAKey = "json-not-a-key"
  case unexpectedCharacter = "json-unexpected-character"
  case unexpectedEnd = "json-unexpected-end"
  case unclosedString = "json-unclosed-string"
  case textAfterValue = "json-text-after-value"
  case badNumber = "json-bad-number"
  case numberTooLarge = "json-number-too-large"
  case badEscape = "json-bad-escape"
  case loneSurrogate = "json-lone-surrogate"
  case controlCharacter = "json-control-character"
  case notUTF8 = "json-not-utf8"
  case duplicateKey = "json-duplicate-key"
  case tooDeep = "json-too-deep"

  public var kind: Fault.Kind { .input }
}

/// What can be wrong with a YAML text, and what YAML allows and we do not.
public enum YAMLFault: String, FaultCode {
  case empty = "yaml-empty"
  case syntax = "yaml-syntax"
  case tab = "yaml-tab"
  case colonInValue = "yaml-colon-in-value"
  case indentation = "yaml-indentation"
  case unclosedBracket = "yaml-unclosed-bracket"
  case unclosedQuote = "yaml-unclosed-quote"
  case missingColon = "yaml-missing-colon"
  case reservedCharacter = "yaml-reserved-character"
  case badEscape = "yaml-bad-escape"
  case controlCharacter = "yaml-control-character"
  case notUTF8 = "yaml-not-utf8"
  case anchor = "yaml-anchor"
  case alias = "yaml-alias"
  case mergeKey = "yaml-merge-key"
  case tag = "yaml-tag"
  case directive = "yaml-directive"
  case secondDocument = "yaml-second-document"
  case keyNotText = "yaml-key-not-text"
  case duplicateKey = "yaml-duplicate-key"
  case tooDeep = "yaml-too-deep"
  case tooLarge = "yaml-too-large"
  case tooManyValues = "yaml-too-many-values"

  public var kind: Fault.Kind { .input }
}

/// A YAML value that is not what was asked for.
public enum YAMLValueFault: String, FaultCode {
  case unknownKey = "yaml-unknown-key"
  case misspelledKey = "yaml-misspelled-key"
  case missingKey = "yaml-missing-key"
  case notText = "yaml-not-text"
  case notInteger = "yaml-not-integer"
  case notNumber = "yaml-not-number"
  case notBoolean = "yaml-not-boolean"
  case notList = "yaml-not-list"
  case notMapping = "yaml-not-mapping"
  case notChoice = "yaml-not-choice"

  public var kind: Fault.Kind { .input }
}
