import Evidence
import Testing

@testable import Notebooks

@Suite struct NotebookReadingTests {
  @Test func `a cell is found`() throws {
    let notebook = try Notebook(Array("# A\n\n```tansuo name=a\nversion\n```\n".utf8), path: "a.md")
    #expect(notebook.cells.map(\.name) == ["a"])
    #expect(notebook.cells[0].fence == 2..<5)
  }
}
