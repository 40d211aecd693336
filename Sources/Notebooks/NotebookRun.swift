import CommandGrammar
import Documents
import Evidence
import Glibc
import TableSources

/// A notebook with the outputs its cells give now. Making it runs them.
struct NotebookRun: Sendable {
  struct Options: Sendable {
    /// The folder no path may leave; that of the notebook where there is none.
    var root: String?
    /// Runs also the cells whose output is up to date.
    var runsAll = true
    /// In bytes, for each cell, pictures included.
    var maximumOutput = 1_000_000
    /// The cells that end the program, by the line they begin on, with the signal.
    var deaths: [Int: Int] = [:]
    /// Whether cells that end the program are told of beside the others, instead of ending the run.
    var keepsGoing = false
  }

  struct Outcome: Sendable {
    let cell: NotebookCell
    let output: CellOutput
    /// What the start marker carries: the hash of all the output comes from, and of the output.
    let hash: String
    /// Whether the output that stood there was taken over.
    let isReused: Bool
    /// The results as blocks, where the cell was run.
    let blocks: [Block]
    /// Why there is no new output.
    var fault: Fault?

    /// The lines from marker to marker.
    var lines: [String] {
      let inside = output.lines.isEmpty ? [] : [""] + output.lines + [""]
      return [OutputMarkers.start(hash)] + inside + [OutputMarkers.end]
    }
  }

  let notebook: Notebook
  let outcomes: [Outcome]
  /// The pictures as they lie beside the notebook now, by path; those that are missing are not in it.
  let existingPictures: [String: [UInt8]]

  /// - Parameter begins: Called before each cell with its place.
  /// - Throws: Faults with the notebook as their file.
  init(
    of notebook: Notebook, runner: CellRunner, options: Options = Options(), begins: (Place) -> Void = { _ in }
  ) throws(Fault) {
    let bounds = try ReadingBounds(folder: notebook.folder, root: options.root ?? notebook.folder)
    do throws(Fault) {
      self = try bounds.hold { () throws(Fault) in try NotebookRun(held: notebook, runner, options, begins) }
    } catch {
      throw error.inFile(notebook.path)
    }
  }

  private init(
    held notebook: Notebook, _ runner: CellRunner, _ options: Options, _ begins: (Place) -> Void
  ) throws(Fault) {
    self.notebook = notebook
    try Self.checkFolder(notebook)
    var codebooks: [String: String] = [:]
    for data in notebook.frontMatter.data { codebooks[data.name] = data.codebook }
    var keys: [String: String] = [:]
    var outcomes: [Outcome] = []
    var existing: [String: [UInt8]] = [:]
    for cell in notebook.cells {
      begins(Place(file: notebook.path, line: cell.line))
      let work = try CellWork(cell, of: notebook, runner: runner, codebooks: codebooks, dependencies: keys)
      if let name = cell.name { keys[name] = work.key }
      let old = try Self.existing(cell, notebook, &existing)
      if !options.runsAll, work.namesItsData, let old, work.hash(of: old.output) == old.hash {
        outcomes.append(Outcome(cell: cell, output: old.output, hash: old.hash, isReused: true, blocks: []))
        continue
      }
      if let signal = options.deaths[cell.line] {
        let fault = Fault(NotebookFault.crashed, at: Place(line: cell.line), ["signal": .integer(signal)])
        guard options.keepsGoing else { throw fault }
        outcomes.append(
          Outcome(
            cell: cell, output: old?.output ?? CellOutput(lines: []), hash: old?.hash ?? "", isReused: true, blocks: [],
            fault: fault))
        continue
      }
      let blocks = try work.blocks(runner)
      let output = CellOutput(
        blocks, show: cell.show, language: runner.surroundings.language, pictures: notebook.picture(of: cell))
      guard output.byteCount <= options.maximumOutput else {
        throw Fault(
          NotebookFault.outputTooLarge, at: Place(line: cell.line), ["limit": .integer(options.maximumOutput)])
      }
      for picture in output.pictures where existing[picture.path] == nil {
        existing[picture.path] = try Self.bytes(of: picture.path)
      }
      outcomes.append(
        Outcome(cell: cell, output: output, hash: work.hash(of: output), isReused: false, blocks: blocks))
    }
    self.outcomes = outcomes
    existingPictures = existing
  }

  /// The output that stands below a cell, with its pictures; `nil` where there is none or a picture is missing.
  private static func existing(
    _ cell: NotebookCell, _ notebook: Notebook, _ pictures: inout [String: [UInt8]]
  ) throws(Fault) -> (output: CellOutput, hash: String)? {
    guard let region = cell.output, let hash = OutputMarkers.hash(in: notebook.source[region.lowerBound]) else {
      return nil
    }
    var inside = region.dropFirst().dropLast()
    if inside.count >= 2 { inside = inside.dropFirst().dropLast() }
    var output = CellOutput(lines: inside.map { notebook.source[$0] })
    let stem = notebook.picture(of: cell)
    for count in 1... {
      let path = stem + (count == 1 ? "" : "-\(count)") + ".svg"
      guard output.lines.contains(where: { $0.hasSuffix("](\(CellOutput.address(path)))") }) else { break }
      guard let bytes = try bytes(of: path) else { return nil }
      pictures[path] = bytes
      output.pictures.append(CellOutput.Picture(path: path, bytes: bytes))
    }
    return (output, hash)
  }

  /// A picture that lies there already.
  private static func bytes(of path: String) throws(Fault) -> [UInt8]? {
    do throws(Fault) {
      return try TableSource.bytes(ofFile: path)
    } catch {
      if error.code == TableSourceFault.noSuchFile.rawValue || error.code == TableSourceFault.noSuchFileButNear.rawValue
      {
        return nil
      }
      throw error
    }
  }

  /// Pictures are written where they belong, never through a link to somewhere else.
  private static func checkFolder(_ notebook: Notebook) throws(Fault) {
    let folder = notebook.folder + "/" + notebook.picturesFolder
    var status = stat()
    guard lstat(folder, &status) == 0 else { return }
    let place = Place(file: folder)
    guard status.st_mode & S_IFMT == S_IFDIR else { throw Fault(NotebookFault.filesAreLinked, at: place) }
    for cell in notebook.cells {
      for suffix in ["", "-2", "-3", "-4", "-5", "-6", "-7", "-8", "-9"] {
        let file = notebook.folder + "/" + notebook.picture(of: cell) + suffix + ".svg"
        if lstat(file, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
          throw Fault(NotebookFault.filesAreLinked, at: Place(file: file))
        }
      }
    }
  }
}

extension Notebook {
  /// What the pictures of a cell are called, without a number and the ending.
  func picture(of cell: NotebookCell) -> String {
    let isPlain = cell.name?.allSatisfy { $0.isASCII } ?? false
    return "\(picturesFolder)/cell-\(isPlain ? cell.name! : String(cell.number))"
  }
}

extension NotebookRun {
  /// The whole notebook with its outputs up to date. Lines that are not of an output keep their bytes.
  var bytes: [UInt8] {
    let source = notebook.source
    let lineBreak = source.lineBreak
    var result = source.bytes.starts(with: SourceLines.byteOrderMark) ? SourceLines.byteOrderMark : []
    var next = 0
    for outcome in outcomes {
      let lines = outcome.lines
      let old = outcome.cell.output
      result += source.bytes(of: next..<(old?.lowerBound ?? outcome.cell.fence.upperBound))
      next = old?.upperBound ?? outcome.cell.fence.upperBound
      if let old, lines == old.map({ source[$0] }) {
        result += source.bytes(of: old)
        continue
      }
      if old == nil {
        if next == source.count, source.endsOpen { result += lineBreak }
        result += lineBreak
      }
      for line in lines { result += Array(line.utf8) + lineBreak }
      if old == nil, next < source.count, !source.isBlank(next) { result += lineBreak }
      if let old, old.upperBound == source.count, source.endsOpen { result.removeLast(lineBreak.count) }
    }
    return result + source.bytes(of: next..<source.count)
  }

  /// Pictures beside the notebook, named as we name them, that no cell draws any more.
  var orphans: [String] {
    let folder = notebook.folder + "/" + notebook.picturesFolder
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    let drawn = Set(outcomes.flatMap(\.output.pictures).map(\.path))
    let kept = Set(outcomes.filter { $0.fault != nil }.map { notebook.picture(of: $0.cell) })
    var found: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      let path = notebook.picturesFolder + "/" + name
      guard name.hasPrefix("cell-"), name.hasSuffix(".svg"), !drawn.contains(path),
        !kept.contains(where: { path.hasPrefix($0) })
      else { continue }
      found.append(path)
    }
    return found.sorted()
  }

  /// What must be written to bring notebook and pictures up to date; nothing where they are.
  var files: [Output.File] {
    var files: [Output.File] = []
    for picture in outcomes.flatMap(\.output.pictures) where existingPictures[picture.path] != picture.bytes {
      files.append(
        Output.File(
          path: notebook.folder + "/" + picture.path, bytes: picture.bytes,
          replacing: existingPictures[picture.path], makesFolder: true))
    }
    let bytes = bytes
    if bytes != notebook.source.bytes {
      files.append(Output.File(path: notebook.path, bytes: bytes, replacing: notebook.source.bytes))
    }
    return files
  }
}
