import Documents
import Evidence
import Findings
import StructuredText

/// What a study file asks for: the data, how they were drawn, what to analyse and how to report it.
///
/// Read strictly: a key that means nothing is a fault with its line, and the nearest key that does.
public struct Study: Sendable {
  /// A table of the study, by a path relative to the study file.
  public struct Data: Sendable, Hashable {
    public let name: String
    public let file: String
    public let codebook: String?
    public let place: Place
  }

  /// The columns of the design of the answers.
  public struct Design: Sendable, Hashable {
    public var weights: String?
    public var strata: String?
    public var cluster: String?
  }

  /// An analysis as the file names it: a command and its options.
  public struct Analysis: Sendable {
    public let id: String
    public let title: Label
    public let command: String
    public let options: [YAMLNode.Entry]
    /// The name of its data; the first unless told.
    public let data: String?
    public let usesDesign: Bool
    public let policy: Policy?
    public let place: Place
  }

  public struct Accounting: Sendable {
    public let options: [YAMLNode.Entry]
    public let place: Place
  }

  public struct Benchmark: Sendable {
    public let options: [YAMLNode.Entry]
    public let by: String
    public let place: Place
  }

  /// A bottleneck: the answers that are evidence of it.
  public struct Dimension: Sendable, Hashable {
    public struct Item: Sendable, Hashable {
      public let column: String
      /// A condition on rows, as after `--where`; where it holds the answer is evidence.
      public let evidence: String
      /// `responses` or `enterprises`.
      public let data: String
      public let place: Place
    }

    public let id: String
    public let label: Label
    public let items: [Item]
    /// How many of its items must be evident before a respondent counts.
    public let atLeast: Int
    public let policy: Policy?
    public let place: Place
  }

  public struct Bottlenecks: Sendable {
    public let dimensions: [Dimension]
    /// The share of an enterprise's respondents from which the enterprise counts.
    public let threshold: Double
    /// Ids of dimensions along which an enterprise is held up: collection, transmission, application.
    public let stages: [String]
    /// The metric that bottlenecks are contrasted in first.
    public let outcome: String
    public let draws: Int
    public let place: Place
  }

  /// What must not be shown.
  public struct Disclosure: Sendable, Hashable {
    public var minimum: Int?
    public var dominance: String?
  }

  public enum Format: String, Sendable, CaseIterable { case md, html, json, xlsx, docx }

  public var file: String
  public var id: String
  public var title: Label
  public var notes: Label
  public var isSynthetic: Bool
  public var data: [Data]
  public var design: Design
  public var accounting: Accounting?
  public var bottlenecks: Bottlenecks?
  public var benchmarks: [Benchmark]
  public var published: [String]
  public var analyses: [Analysis]
  public var disclosure: Disclosure
  public var languages: [Language]
  public var formats: [Format]
  public var style: TableStyle
  public var alpha: Double

  public func data(_ name: String) -> Data? { data.first { $0.name == name } }
}
