/// The ways of saying how strongly two items go together.
public enum CorrelationMethod: String, Sendable, Hashable, CaseIterable {
  /// The product-moment correlation of the numbers.
  case pearson
  /// The product-moment correlation of the ranks, tied values sharing the mean of theirs.
  case spearman
  /// Kendall's τb: agreeing less disagreeing pairs of rows, corrected for ties.
  case kendall
}

/// What becomes of rows that lack an answer.
public enum MissingPolicy: String, Sendable, Hashable, CaseIterable {
  /// A row is left out of the pairs it lacks an answer of.
  case pairwise
  /// A row that lacks any answer is left out of everything.
  case listwise
}
