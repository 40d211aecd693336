import CarbonAccounting
import CarbonUncertainty
import Evidence
import StructuredText

extension InventoryUncertainty {
  /// `{"low": …, "high": …, "method": …, "sources": [{"record": …, "share": …}]}`
  var json: JSONValue {
    [
      "low": low.json, "high": high.json, "level": 0.95, "method": .string(method.rawValue),
      "relative": JSONValue(relative), "mean": mean.json, "standardDeviation": standardDeviation.json,
      "draws": JSONValue(draws),
      "sources": .array(
        sources.map { ["name": .string($0.name), "kind": .string($0.kind.rawValue), "share": $0.share.json] }),
    ]
  }
}
