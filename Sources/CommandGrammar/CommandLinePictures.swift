import Charting
import Documents
import Evidence
import OfficeDocuments
import Phrasebook
import Presentation

/// What can be wrong with drawing a chart.
public enum PictureFault: String, FaultCode {
  case noCharts = "chart-none"
  case unknownEnding = "chart-unknown-ending"
  case noProgram = "chart-no-program"
  case notDrawn = "chart-not-drawn"
  case tooSlow = "chart-too-slow"

  public var kind: Fault.Kind {
    switch self {
    case .noCharts, .unknownEnding, .noProgram: .usage
    case .notDrawn, .tooSlow: .analysis
    }
  }
}

/// What should be known of the pictures of a file.
public enum PictureCaveat: String, CaveatCode {
  case tablesInstead = "charts-as-tables"
}

extension PictureFault: Worded {
  public var words: Words {
    switch self {
    case .noCharts:
      Words(
        english: "This result has no chart", fix: "Leave out --chart",
        chinese: "该结果没有图", fix: "去掉 --chart")
    case .unknownEnding:
      Words(
        english: "A chart cannot be written in the form the name {path} stands for",
        fix: "Use a name that ends in .svg or .png",
        chinese: "无法由 {path} 的扩展名判断图的格式", fix: "文件名请以 .svg 或 .png 结尾")
    case .noProgram:
      Words(
        english: "Charts become PNG through {program}, which is not installed",
        fix: "Install it (Debian: librsvg2-bin), or write the chart as .svg",
        chinese: "生成 PNG 需要 {program}，但没有安装", fix: "请安装它（Debian：librsvg2-bin），或把图写成 .svg")
    case .notDrawn:
      Words(
        english: "{program} could not draw the chart: {reason}", fix: "Write the chart as .svg",
        chinese: "{program} 未能画出该图：{reason}", fix: "把图写成 .svg")
    case .tooSlow:
      Words(
        english: "{program} took longer than {seconds} s over a chart", fix: "Write the chart as .svg",
        chinese: "{program} 画一幅图超过了 {seconds} 秒", fix: "把图写成 .svg")
    }
  }
}

extension PictureCaveat: Worded {
  public var words: Words {
    switch self {
    case .tablesInstead:
      Words(
        english: "Charts stand as tables in this file, because {program} is not installed",
        fix: "Install it (Debian: librsvg2-bin)",
        chinese: "没有安装 {program}，文件中的图以数据表代替", fix: "请安装它（Debian：librsvg2-bin）")
    }
  }
}

/// The files `--chart` asks for.
struct ChartFiles {
  /// Of a chart as a file of its own, in pixels.
  private static let width = 720.0

  private let stem: Substring
  private let ending: Substring

  /// Refuses a name that stands for no form of picture, before anything is computed.
  init(path: String) throws(Fault) {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex,
      ["svg", "png"].contains(name[name.index(after: dot)...].lowercased())
    else { throw Fault(PictureFault.unknownEnding, ["path": .text(path)]) }
    ending = name[dot...]
    stem = path.dropLast(ending.count)
  }

  /// One chart has the name that was given; several are numbered from 1.
  func files(of charts: [Chart], in surroundings: Surroundings) throws(Fault) -> [Output.File] {
    guard !charts.isEmpty else { throw Fault(PictureFault.noCharts) }
    let pictures = charts.map { $0.svg(width: Self.width) }
    let bytes =
      ending.lowercased() == ".svg" ? pictures.map { Array($0.utf8) } : try surroundings.drawPictures(pictures)
    return bytes.enumerated().map { place, bytes in
      Output.File(path: "\(stem)\(charts.count > 1 ? "-\(place + 1)" : "")\(ending)", bytes: bytes)
    }
  }
}

extension Output {
  /// The charts of the result, in order; none where it is not a document.
  func charts(in language: Language) -> [Chart] {
    guard case .result(let document, _) = body else { return [] }
    return document(language).charts
  }

  /// A Word file. Without the program that draws PNG the charts are tables, and a remark says so.
  package static func wordFile(
    of documents: [Document], in surroundings: Surroundings, _ remark: (Caveat) -> Void
  ) throws(Fault) -> [UInt8] {
    var problem: Fault?
    let file = WordFile(of: documents) { pictures in
      do throws(Fault) {
        return try surroundings.drawPictures(pictures)
      } catch {
        problem = error
        return pictures.map { _ in nil }
      }
    }
    if let problem {
      guard problem.code == PictureFault.noProgram.rawValue else { throw problem }
      remark(Caveat(PictureCaveat.tablesInstead, problem.facts))
    }
    return file.bytes
  }
}
