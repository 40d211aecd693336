import Clustering
import Densities
import Documents
import Evidence
import Phrasebook
import StructuredText

/// Arrays by row: an entry for every row of the file, `null` for those left out.
public struct RowArrays: Sendable {
  public let points: PointSet
  /// The row in the file of each row of the table, `nil` where it is the same.
  public let originalRows: [Int32]?
  public let fileRows: Int

  public init(points: PointSet, originalRows: [Int32]?, fileRows: Int) {
    self.points = points
    self.originalRows = originalRows
    self.fileRows = fileRows
  }

  /// What the clustered columns stand for, by name.
  var labels: [String: Label] {
    Dictionary(points.dimensions.map { ($0.name, $0.label) }, uniquingKeysWith: { first, _ in first })
  }

  /// What `value` says of the point of each row.
  func json(_ value: (Int) -> JSONValue) -> JSONValue {
    var entries = [JSONValue](repeating: .null, count: fileRows)
    for (row, point) in points.pointOfRow.enumerated() where point >= 0 {
      entries[originalRows.map { Int($0[row]) } ?? row] = value(Int(point))
    }
    return .array(entries)
  }

  /// The rows of the file, counted from 1, with the point of each that was used.
  func visit(_ body: (Int, Int) -> Void) {
    for (row, point) in points.pointOfRow.enumerated() where point >= 0 {
      body((originalRows.map { Int($0[row]) } ?? row) + 1, Int(point))
    }
  }
}

/// DBSCAN with everything that helps to judge it.
public struct DensityReport: Sendable {
  public let clusters: DBSCAN
  public let rows: RowArrays
  public let curve: NeighborDistanceCurve
  public var scan: RadiusScan?
  public var agreement: LabelAgreement?
  public var growth: NeighborhoodGrowth?
  /// Whether arrays by row are part of the JSON; they are not where they go to a file.
  public var listsRows = true
  public let profiles: [ClusterProfile]

  /// More clusters are not profiled: nobody reads so many.
  static let mostProfiles = 30

  public init(_ clusters: DBSCAN, rows: RowArrays, curve: NeighborDistanceCurve) {
    self.clusters = clusters
    self.rows = rows
    self.curve = curve
    profiles =
      clusters.clusterCount > Self.mostProfiles
      ? []
      : ClusterProfile.profiles(
        of: rows.points, clusterOfPoint: clusters.clusterOfPoint, clusterCount: clusters.clusterCount)
  }

  /// `{"n", "clusters", "noise", "labels", "core", "suggestedEps", …}`
  public var json: JSONValue {
    let labels = clusters.clusterOfPoint
    let core = clusters.isCore
    return [
      "n": .integer(clusters.n), "patterns": .integer(rows.points.count), "excluded": .integer(rows.points.excluded),
      "clusters": .integer(clusters.clusterCount), "noise": .integer(clusters.noise),
      "coreRows": .integer(clusters.core), "borderRows": .integer(clusters.border),
      "contestedRows": .integer(clusters.contested),
      "labels": listsRows ? rows.json { .integer(Int(labels[$0])) } : .null,
      "core": listsRows ? rows.json { .boolean(core[$0]) } : .null,
      "suggestedEps": JSONValue(curve.suggestedRadius),
      "sizes": .array(
        clusters.sizes.enumerated().map { place, size in
          [
            "cluster": .integer(place + 1), "rows": .integer(size.rows), "core": .integer(size.core),
            "border": .integer(size.border),
          ]
        }),
      "kDistance": curve.json,
      "scan": scan.map { scan in
        [
          "steps": .array(
            scan.steps.map {
              [
                "eps": $0.radius.json, "clusters": .integer($0.clusters), "noise": .integer($0.noise),
                "core": .integer($0.core),
              ]
            }),
          "plateaus": .array(
            scan.plateaus.map {
              [
                "from": $0.from.json, "to": $0.to.json, "clusters": .integer($0.clusters),
                "noiseAtStart": .integer($0.noiseAtStart), "noiseAtEnd": .integer($0.noiseAtEnd),
              ]
            }),
        ]
      } ?? .null,
      "profiles": .array(profiles.map(\.json)),
      "against": agreement.map {
        ["column": .string($0.column), "n": .integer($0.n), "adjustedRand": JSONValue($0.adjustedRand)]
      } ?? .null,
    ]
  }

  /// The labels as a CSV file: the row in the file counted from 1, its cluster (0 is noise), and what it is.
  public var labelsFile: [UInt8] {
    var text = "row,cluster,role\n"
    text.reserveCapacity(16 * clusters.n)
    rows.visit { row, point in
      let cluster = clusters.clusterOfPoint[point]
      let role =
        clusters.isCore[point]
        ? "core" : clusters.isContested[point] ? "contested" : cluster > 0 ? "border" : "noise"
      text += "\(row),\(cluster),\(role)\n"
    }
    return Array(text.utf8)
  }
}

extension NeighborDistanceCurve {
  var json: JSONValue {
    [
      "k": .integer(k), "distances": .array(distances.map(\.json)), "suggestedEps": JSONValue(suggestedRadius),
      "rule": "farthest-below-chord", "sampledPoints": .integer(sampled), "isSample": .boolean(isSample),
    ]
  }
}

extension ClusterProfile {
  var json: JSONValue {
    [
      "cluster": .integer(cluster), "rows": .integer(rows),
      "items": .array(
        lines.map {
          [
            "name": .string($0.column), "mean": $0.mean.json, "restMean": JSONValue($0.restMean),
            "cohensD": JSONValue($0.cohensD),
          ]
        }),
    ]
  }
}
