import Bottlenecks
import Evidence
import Presentation
import StructuredText

extension BottleneckStudy {
  /// `{"dimensions": [{"id", "prevalence", "severity", "emissionsShare", "obstacleDegree", "rank", "contrast", …}], "nca",
  /// "drivers", "stages", …}`
  ///
  /// Dimensions keep their order; `order` has them from the worst rank on.
  public var json: JSONValue {
    [
      "respondents": .integer(respondentCount), "enterprises": .integer(enterpriseIDs.count),
      "criterion": .string(criterion.rawValue), "order": JSONValue(order.map { dimensions[$0].id }),
      "dimensions": .array(dimensions.map(\.json)), "nca": NecessityReport(necessities).json,
      "drivers": .array(drivers.map(\.json)), "stages": stages.map { $0.json(enterpriseIDs) } ?? .null,
      "withoutGroups": .array(
        withoutGroups.map { without in
          ["group": .string(without.group), "ranks": JSONValue(without.ranks)]
        }),
    ]
  }
}

extension BottleneckStudy.Dimension {
  var json: JSONValue {
    [
      "id": .string(id), "label": label.json,
      "prevalence": ["respondents": respondents.json, "enterprises": enterprises.json],
      "severity": JSONValue(severity?.relativeImportance), "severityDetail": severity?.json ?? .null,
      "emissionsShare": JSONValue(emissions?.share), "energyShare": JSONValue(energy?.share),
      "valueAddedShare": JSONValue(valueAdded?.share), "shares": .array(shares.map(\.json)),
      "obstacleDegree": JSONValue(obstacleDegree), "rank": rank.json, "contrast": .array(contrasts.map(\.json)),
      "groups": pooled?.json ?? .null,
    ]
  }
}

extension BottleneckPrevalence {
  var json: JSONValue {
    [
      "share": JSONValue(share), "low": JSONValue(interval?.low), "high": JSONValue(interval?.high),
      "known": .integer(known), "shown": .integer(shown), "designEffect": JSONValue(designEffect),
      "interval": JSONValue(interval?.method),
    ]
  }
}

extension BottleneckSeverity {
  var json: JSONValue {
    [
      "relativeImportance": relativeImportance.json, "low": JSONValue(interval?.low),
      "high": JSONValue(interval?.high), "topTwo": JSONValue(topTwo), "n": .integer(n),
      "items": .array(
        items.map { item in
          [
            "name": .string(item.name), "label": item.label.json, "n": .integer(item.n),
            "relativeImportance": item.relativeImportance.json, "topTwo": JSONValue(item.topTwo),
          ]
        }),
    ]
  }
}

extension MetricShare {
  var json: JSONValue {
    [
      "metric": .string(metric), "label": label.json, "role": .string(role.rawValue), "share": JSONValue(share),
      "low": JSONValue(interval?.low), "high": JSONValue(interval?.high), "weightedShare": JSONValue(weightedShare),
      "unknownShare": JSONValue(unknownShare), "coverage": coverage.json,
    ]
  }
}

extension BottleneckRank {
  var json: JSONValue {
    [
      "median": JSONValue(median ?? rank), "low": JSONValue(low), "high": JSONValue(high), "rank": .integer(rank),
      "value": value.json, "valueLow": JSONValue(interval?.low), "valueHigh": JSONValue(interval?.high),
      "firstShare": JSONValue(firstShare),
      "withoutGroups": withoutGroups.map {
        ["best": .integer($0.lowerBound), "worst": .integer($0.upperBound)]
      } ?? .null,
    ]
  }
}

extension BottleneckContrast {
  var json: JSONValue {
    func json(_ difference: Difference?) -> JSONValue {
      guard let difference else { return .null }
      return [
        "difference": difference.value.json, "low": JSONValue(difference.interval?.low),
        "high": JSONValue(difference.interval?.high), "p": JSONValue(difference.pValue),
      ]
    }
    return [
      "metric": .string(metric), "label": label.json, "difference": difference.value.json,
      "low": JSONValue(difference.interval?.low), "high": JSONValue(difference.interval?.high),
      "p": JSONValue(difference.pValue), "adjustedP": JSONValue(adjustedP), "adjustedFor": JSONValue(adjustedFor),
      "with": ["n": .integer(with), "mean": meanWith.json],
      "without": ["n": .integer(without), "mean": meanWithout.json], "welch": json(crude), "regression": json(adjusted),
      "shift": shift.map {
        ["value": $0.shift.json, "low": JSONValue($0.interval?.low), "high": JSONValue($0.interval?.high)]
      } ?? .null, "superiority": JSONValue(superiority), "rankP": JSONValue(rankP), "hedgesG": JSONValue(hedgesG),
    ]
  }
}

extension PooledPrevalence {
  var json: JSONValue {
    [
      "overall": overall.json, "correlation": correlation.json,
      "groups": .array(
        groups.map { group in
          [
            "name": .string(group.name), "enterprises": .integer(group.enterprises), "raw": group.raw.json,
            "pooled": group.pooled.json, "low": JSONValue(group.interval?.low), "high": JSONValue(group.interval?.high),
            "shrinkage": group.shrinkage.json,
          ]
        }),
    ]
  }
}

extension BottleneckStudy.Drivers {
  var json: JSONValue {
    [
      "outcome": .string(outcome), "label": label.json, "level": .string(level.rawValue), "n": .integer(importance.n),
      "r2": importance.rSquared.json, "p": JSONValue(importance.pValue), "low": JSONValue(importance.interval?.low),
      "high": JSONValue(importance.interval?.high),
      "drivers": .array(
        importance.drivers.map { driver in
          [
            "id": .string(driver.name), "label": driver.label.json, "share": driver.share.json,
            "low": JSONValue(driver.interval?.low), "high": JSONValue(driver.interval?.high),
            "correlation": driver.correlation.json, "alone": driver.alone.json, "last": driver.last.json,
          ]
        }), "dropped": JSONValue(importance.dropped),
      "quadrants": quadrants.map { quadrants in
        [
          "importanceCut": quadrants.importanceCut.json, "performanceCut": quadrants.performanceCut.json,
          "items": .array(
            quadrants.items.map { item in
              [
                "id": .string(item.id), "importance": item.importance.json, "performance": item.performance.json,
                "quadrant": .string(item.quadrant.rawValue), "gap": JSONValue(item.gap),
              ]
            }),
        ]
      } ?? .null,
    ]
  }
}

extension BindingStages {
  func json(_ enterprises: [String]) -> JSONValue {
    [
      "stages": .array(
        stages.map { stage in
          [
            "id": .string(stage.id), "label": stage.label.json, "failing": .integer(stage.failing),
            "binding": .integer(stage.binding), "share": JSONValue(stage.share),
            "emissionsShare": JSONValue(stage.emissionsShare),
          ]
        }), "free": .integer(free), "freeShare": JSONValue(freeShare), "unknown": .integer(unknown),
      "enterprises": .array(
        zip(enterprises, bindings).map { id, binding in
          let stage: JSONValue =
            switch binding {
            case .stage(let place): .string(stages[place].id)
            case .none, .unknown: .null
            }
          return ["id": .string(id), "stage": stage, "known": .boolean(binding != .unknown)]
        }),
    ]
  }
}
