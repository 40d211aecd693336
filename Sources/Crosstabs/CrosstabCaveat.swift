import Evidence

/// What should worry the reader of a crosstab.
public enum CrosstabCaveat: String, CaveatCode {
  case lowExpectedCounts = "low-expected-counts"
  case nominalInTrend = "nominal-in-trend-test"
  case nonMonotoneCodes = "non-monotone-codes"
  case emptyCategories = "empty-categories"
  case moreCategoriesThanRows = "more-categories-than-rows"
  case fewDiscordantPairs = "few-discordant-pairs"
  case unusableLayers = "unusable-layers"
  case layerNotTested = "layer-not-tested"
  case zeroCell = "zero-cell"
  case weightsAsReplication = "weights-as-replication"
  case emptyPairs = "empty-symmetric-pairs"
}
