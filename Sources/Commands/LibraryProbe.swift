import CommandGrammar
import Evidence
import Glibc

/// A library, program or font that the tool makes use of, and how to see whether it is there.
struct LibraryProbe: Sendable {
  enum Way: Sendable {
    /// Opened by its file name. The version is what the function returns (a C string), else part of the file's name.
    case library(String, versionFunction: String?)
    case program(String)
    /// A font file whose name starts like this.
    case font(String)
  }

  struct Finding: Sendable {
    let version: String?
  }

  let name: String
  let purpose: Label
  let package: String
  let way: Way

  func found() -> Finding? {
    switch way {
    case .library(let file, let function): Self.library(file, function)
    case .program(let name): Self.program(name) ? Finding(version: nil) : nil
    case .font(let start): Self.font(start) ? Finding(version: nil) : nil
    }
  }

  static let all = [
    LibraryProbe(
      name: "OpenBLAS", purpose: Label(chinese: "矩阵乘法与分解", english: "matrix products and decompositions"),
      package: "libopenblas0-pthread", way: .library("libopenblas.so.0", versionFunction: "openblas_get_config")),
    LibraryProbe(
      name: "LAPACKE", purpose: Label(chinese: "特征值、最小二乘", english: "eigenvalues, least squares"),
      package: "liblapacke", way: .library("liblapacke.so.3", versionFunction: nil)),
    LibraryProbe(
      name: "SQLite", purpose: Label(chinese: "SQLite 数据库", english: "SQLite databases"),
      package: "libsqlite3-0", way: .library("libsqlite3.so.0", versionFunction: "sqlite3_libversion")),
    LibraryProbe(
      name: "ReadStat", purpose: Label(chinese: "SPSS 与 Stata 文件", english: "SPSS and Stata files"),
      package: "libreadstat1", way: .library("libreadstat.so.1", versionFunction: nil)),
    LibraryProbe(
      name: "libyaml", purpose: Label(chinese: "编码簿与研究文件", english: "codebooks and study files"),
      package: "libyaml-0-2", way: .library("libyaml-0.so.2", versionFunction: "yaml_get_version_string")),
    LibraryProbe(
      name: "cmark-gfm", purpose: Label(chinese: "读取 Markdown", english: "reading Markdown"),
      package: "libcmark-gfm0.29.0.gfm.6",
      way: .library("libcmark-gfm.so.0.29.0.gfm.6", versionFunction: "cmark_version_string")),
    LibraryProbe(
      name: "expat", purpose: Label(chinese: "Excel 工作簿的内容", english: "the content of Excel workbooks"),
      package: "libexpat1", way: .library("libexpat.so.1", versionFunction: "XML_ExpatVersion")),
    LibraryProbe(
      name: "zlib", purpose: Label(chinese: "Excel 工作簿的压缩包", english: "the container of Excel workbooks"),
      package: "zlib1g", way: .library("libz.so.1", versionFunction: "zlibVersion")),
    LibraryProbe(
      name: "rsvg-convert", purpose: Label(chinese: "把图存为 PNG 和 PDF", english: "charts as PNG and PDF"),
      package: "librsvg2-bin", way: .program("rsvg-convert")),
    LibraryProbe(
      name: "Noto Sans CJK", purpose: Label(chinese: "图中的中文字体", english: "Chinese letters in charts"),
      package: "fonts-noto-cjk", way: .font("NotoSansCJK")),
  ]

  private static func library(_ file: String, _ function: String?) -> Finding? {
    guard let handle = dlopen(file, RTLD_LAZY) else { return nil }
    defer { dlclose(handle) }
    if let function, let symbol = dlsym(handle, function) {
      typealias VersionFunction = @convention(c) () -> UnsafePointer<CChar>?
      let text = unsafeBitCast(symbol, to: VersionFunction.self)().map { String(cString: $0) } ?? ""
      return Finding(version: version(in: text))
    }
    let stem = file.prefix { $0 != "." }
    let mapped = text(of: "/proc/self/maps").split(separator: "\n").compactMap { line -> Substring? in
      line.split(separator: "/").last.flatMap { $0.hasPrefix(stem + ".so") ? $0 : nil }
    }
    return Finding(version: mapped.first.flatMap { version(in: String($0.dropFirst(stem.count + ".so".count))) })
  }

  /// The first run of digits and points: `0.3.21` of `OpenBLAS 0.3.21 NO_LAPACKE`.
  static func version(in text: String) -> String? {
    let word = text.drop { !$0.isASCII || !$0.isNumber }.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let trimmed = word.last == "." ? word.dropLast() : word
    return trimmed.isEmpty ? nil : String(trimmed)
  }

  private static func program(_ name: String) -> Bool {
    let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    return folders.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
  }

  private static func font(_ start: String) -> Bool {
    let home = getenv("HOME").map { String(cString: $0) } ?? ""
    let folders = ["/usr/share/fonts", "/usr/local/share/fonts", home + "/.local/share/fonts", home + "/.fonts"]
    return folders.contains { hasFile($0, start, depth: 4) }
  }

  private static func hasFile(_ folder: String, _ start: String, depth: Int) -> Bool {
    guard depth > 0, let directory = opendir(folder) else { return false }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name.hasPrefix(".") { continue }
      if name.hasPrefix(start) || hasFile("\(folder)/\(name)", start, depth: depth - 1) { return true }
    }
    return false
  }

  private static func text(of path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }
}
