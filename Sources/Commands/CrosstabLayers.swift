import CommandGrammar
import CrosstabPresentation
import Crosstabs
import Evidence
import Phrasebook
import Presentation
import Tables

/// The column of `--by` as layers of rows.
struct Layering {
  let by: Categories
  /// The rows with an answer to the third question: those of the whole table.
  let rows: [Int32]
  private let rowsOfLevel: [[Int32]]

  /// `nil` without `--by`.
  init?(_ open: OpenTable, _ invocation: Invocation) throws(Fault) {
    guard let selection = invocation.columns(.layersBy) else { return nil }
    by = try selection.column(in: open.table).categories(limit: Self.most)
    let places = by.codes.places()
    var rowsOfLevel = [[Int32]](repeating: [], count: by.levels.count)
    for (row, place) in places.enumerated() where place >= 0 { rowsOfLevel[Int(place)].append(Int32(row)) }
    self.rowsOfLevel = rowsOfLevel
    rows = places.indices.lazy.filter { places[$0] >= 0 }.map { Int32($0) }
    guard !rows.isEmpty else {
      throw Fault(CrosstabUsageFault.emptyLayers, ["column": .text(by.name), "rows": .integer(places.count)])
    }
  }

  /// The rows of one answer to the third question.
  func rows(of level: Level) -> [Int32] {
    by.levels.firstIndex(of: level).map { rowsOfLevel[$0] } ?? []
  }

  /// A hundred tables are more than anybody reads.
  private static let most = 100

  /// Every layer on its own, and all of them together. A layer that cannot be analysed stays as a table of counts.
  func report(
    _ whole: CrosstabReport, _ open: OpenTable, _ invocation: Invocation, _ surroundings: Surroundings
  ) throws(Fault) -> LayeredCrosstabReport {
    var layers: [LayeredCrosstabReport.Layer] = []
    var caveats: [Caveat] = []
    for (place, level) in by.levels.enumerated() where !rowsOfLevel[place].isEmpty {
      let kept = rowsOfLevel[place]
      let layer = "\(by.name)=\(level.text(in: surroundings.language))"
      let table: ContingencyTable
      do throws(Fault) {
        table = try open.contingencyTable(invocation, among: kept)
      } catch {
        guard error.code == CrosstabFault.zeroWeights.rawValue else { throw error }
        caveats.append(Caveat(CrosstabCaveat.layerNotTested, ["layer": .text(layer)]))
        continue
      }
      do throws(Fault) {
        let report = try CrosstabReport(of: table, open, invocation, surroundings, among: kept)
        // What holds for the whole table need not be said once more of each layer.
        let own = report.caveats.filter { caveat in
          !whole.caveats.contains { $0.code == caveat.code && $0.facts == caveat.facts }
        }
        caveats += own.map { caveat in
          var placed = caveat
          placed.place = Place(detail: layer)
          return placed
        }
        layers.append(.init(level: level, table: table, report: report))
      } catch {
        // One answer alone, or no rows the design can compare, is a finding about the layer and no end of the work.
        guard error.kind == .analysis else { throw error }
        caveats.append(Caveat(CrosstabCaveat.layerNotTested, ["layer": .text(layer)]))
        layers.append(.init(level: level, table: table, report: nil))
      }
    }
    let options = whole.analysis.options
    let tests =
      whole.analysis.naive == nil
      ? nil
      : try LayeredTests(
        layers.map(\.table), rowScores: options.rowScores, columnScores: options.columnScores, level: options.level)
    return LayeredCrosstabReport(
      by: by, withoutLayer: by.codes.count - rows.count, whole: whole, layers: layers, tests: tests, caveats: caveats)
  }
}

extension CommandOption {
  static let layersBy = CommandOption(
    "by", .column,
    Label(chinese: "分层列：每层一张表，再合并检验", english: "a third column: a table for each of its answers, then a test over all"))
}

/// What can be wrong with the way a crosstab is asked for.
enum CrosstabUsageFault: String, FaultCode {
  case typedWithColumns = "crosstab-typed-with-columns"
  case emptyLayers = "crosstab-empty-layers"
  case notWithSets = "crosstab-not-with-sets"

  var kind: Fault.Kind { self == .emptyLayers ? .analysis : .usage }
}

extension CrosstabUsageFault: Worded {
  var words: Words {
    switch self {
    case .typedWithColumns:
      Words(
        english: "{option} names a column, but the table is typed with --table",
        fix: "Give a data file with {option}, or --table alone",
        chinese: "{option} 指定的是列，而表是用 --table 直接输入的", fix: "请给出数据文件并使用 {option}，或只用 --table")
    case .notWithSets:
      Words(
        english: "{option} does not go with the multiple-response set '{set}'",
        fix: "Leave {option} out, or name one option of the set with --rows",
        chinese: "{option} 不能用于多选题“{set}”", fix: "请去掉 {option}，或用 --rows 指定其中一个选项")
    case .emptyLayers:
      Words(
        english: "None of the {rows} {rows|row|rows} has an answer to '{column}', so there are no layers",
        fix: "Pick another column with --by, or leave it out",
        chinese: "{rows} 行中没有一行回答了“{column}”，无法分层", fix: "请用 --by 选其他列，或不分层")
    }
  }
}
