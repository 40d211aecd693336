import CarbonAccounting
import CarbonUncertainty
import Evidence
import StructuredText

extension InventoryUncertainty {
  /// `{"low": …, "high": …, "method": …, "sources": [{"record": …, "share": …}]}`
  func json(_ parts: AccountParts) -> JSONValue {
    [
      "low": low.json, "high": high.json, "level": 0.95, "method": .string(method.rawValue),
      "relative": JSONValue(relative), "mean": mean.json, "standardDeviation": standardDeviation.json,
      "draws": JSONValue(draws),
      "sources": .array(
        sources.map { source in
          [
            "name": .string(source.name), "kind": .string(source.kind.rawValue),
            "record": JSONValue(source.row.map(parts.record)), "share": source.share.json,
          ]
        }),
    ]
  }
}
