import Documents
import Evidence
import Phrasebook
import StructuredText

/// The forms a result can be written in.
public enum OutputFormat: String, Sendable, Hashable, CaseIterable {
  case table
  case markdown = "md"
  case html
  case csv
  case json
  case xlsx
  case docx

  /// Whether the form is of no use on a terminal.
  package var isBinary: Bool { self == .xlsx || self == .docx }
}

/// How a command that printed something ended. Failures are faults and never get here.
public enum Ending: Int32, Sendable, Hashable {
  case done = 0
  /// One of several analyses could not be done; the others stand.
  case failedPart = 1
  case foundDifference = 4
  case withheldPart = 5
}

/// What a command gives back: one result that can be written in every form.
///
///     return Output(
///       document: { language in frequencies.document(in: language) },
///       envelope: { language in Envelope("freq/1", inputs: inputs, result: frequencies.json(in: language)) },
///       caveats: caveats)
public struct Output: Sendable {
  /// A file the command wants written besides what it prints.
  public struct File: Sendable, Hashable {
    public let path: String
    public let bytes: [UInt8]
    /// What the command read there and brings up to date: a file with just these bytes is replaced, whoever wrote it.
    public let replaced: [UInt8]?
    /// Whether the folder it lies in is made where it is missing; the folder above that must exist.
    public let makesFolder: Bool

    public init(path: String, bytes: [UInt8], replacing replaced: [UInt8]? = nil, makesFolder: Bool = false) {
      self.path = path
      self.bytes = bytes
      self.replaced = replaced
      self.makesFolder = makesFolder
    }
  }

  /// The result in words.
  public typealias DocumentMaker = @Sendable (Language) -> Document
  /// The result for other programs; its labels are in the language.
  public typealias EnvelopeMaker = @Sendable (Language) throws(Fault) -> Envelope

  /// A folder that is put in place whole: a reader finds the old one or the new one.
  public struct Folder: Sendable, Hashable {
    public let path: String
    /// By their names in the folder.
    public let files: [File]

    public init(path: String, files: [File]) {
      self.path = path
      self.files = files
    }
  }

  package enum Body: Sendable {
    case result(document: DocumentMaker, envelope: EnvelopeMaker)
    case text(String, envelope: EnvelopeMaker?)
    case bytes([UInt8])
  }

  package let body: Body
  /// What should worry the reader: on standard error for a terminal, inside the result in other forms.
  public var caveats: [Caveat]
  public var ending: Ending
  public var files: [File]
  public var folder: Folder?
  /// Files whose content this build made, or would make again.
  public var vouchedFor: [String] = []

  /// A result. It is analysed once; only the form and the language that are asked for are made of it.
  public init(
    document: @escaping DocumentMaker, envelope: @escaping EnvelopeMaker,
    caveats: [Caveat] = [], ending: Ending = .done, files: [File] = []
  ) {
    self.init(.result(document: document, envelope: envelope), caveats, ending, files)
  }

  /// Text for people or other programs: help, a completion script. As JSON it is the one field of its object.
  public init(text: String, caveats: [Caveat] = [], ending: Ending = .done, files: [File] = []) {
    self.init(.text(text, envelope: nil), caveats, ending, files)
  }

  /// Text whose JSON says more than its words.
  public init(
    text: String, envelope: @escaping EnvelopeMaker, caveats: [Caveat] = [],
    ending: Ending = .done, files: [File] = []
  ) {
    self.init(.text(text, envelope: envelope), caveats, ending, files)
  }

  /// Bytes that have only one form: a converted file.
  public init(bytes: [UInt8], caveats: [Caveat] = [], ending: Ending = .done, files: [File] = []) {
    self.init(.bytes(bytes), caveats, ending, files)
  }

  private init(_ body: Body, _ caveats: [Caveat], _ ending: Ending, _ files: [File]) {
    self.body = body
    self.caveats = caveats
    self.ending = ending
    self.files = files
  }
}

/// The JSON object around every result.
public struct Envelope: Sendable {
  /// `crosstab/1`: the command and the number of its form, which rises when a field is renamed or dropped.
  public var schema: String
  public var inputs: [Provenance.Input]
  /// Every choice of definition that was in force, defaults included.
  public var method: JSONObject
  public var result: JSONValue

  public init(_ schema: String, inputs: [Provenance.Input] = [], method: JSONObject = [:], result: JSONValue) {
    self.schema = schema
    self.inputs = inputs
    self.method = method
    self.result = result
  }

  /// The whole object. `caveats` are worded in `language`.
  package func json(caveats: [Caveat], language: Language, wording: Wording) -> JSONValue {
    [
      "schema": .string("tansuo/\(schema)"),
      "tool": ["name": "tansuo", "version": .string(Version.number)],
      "input": .array(
        inputs.map { ["path": .string($0.path), "sha256": .string($0.sha256), "rows": .integer($0.rows)] }),
      "method": .object(method),
      "caveats": .array(
        caveats.map { caveat in
          ["code": .string(caveat.code), "message": .string(caveat.message(in: language, from: wording).what)]
        }),
      "result": result,
    ]
  }
}
