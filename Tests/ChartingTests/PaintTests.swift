import Testing

@testable import Charting

@Suite struct PaintTests {
  @Test func `contrast is that of WCAG`() {
    #expect(Theme.contrast(0x000000, 0xFFFFFF) == 21)
    #expect(Theme.contrast(0x777777, 0x777777) == 1)
    // WebAIM's contrast checker prints 4.48 for #777777 on white.
    #expect(abs(Theme.contrast(0x777777, 0xFFFFFF) - 4.48) < 0.005)
  }

  @Test(arguments: Theme.allCases)
  func `text can be read on everything it stands on`(_ theme: Theme) {
    for ground in Paint.grounds {
      let contrast = Theme.contrast(theme.color(.on(ground)), theme.color(ground))
      #expect(contrast >= 4.5, "\(ground): \(contrast)")
    }
    for ink in [Paint.text, .faint, .accent] {
      for ground in [Paint.page, .band] {
        #expect(Theme.contrast(theme.color(ink), theme.color(ground)) >= 4.5, "\(ink) on \(ground)")
      }
    }
  }

  @Test(arguments: Theme.allCases)
  func `lines are seen on the page, and so are the edges of pale marks`(_ theme: Theme) {
    for index in 0..<5 {
      #expect(Theme.contrast(theme.color(.line(index)), theme.color(.page)) >= 2.9, "line \(index)")
    }
    #expect(Theme.contrast(theme.color(.text), theme.color(.page)) >= 3)
    #expect(Theme.contrast(theme.color(.axis), theme.color(.page)) >= 3)
  }

  @Test(arguments: Theme.allCases)
  func `steps of a scale differ in brightness from their neighbors`(_ theme: Theme) {
    for step in 0..<4 {
      #expect(Theme.contrast(theme.color(.sequential(step)), theme.color(.sequential(step + 1))) > 1.25)
    }
    for side in [-1, 1] {
      for step in 0..<3 {
        let (inner, outer) = (theme.color(.diverging(side * step)), theme.color(.diverging(side * (step + 1))))
        #expect(Theme.contrast(inner, outer) > 1.1, "\(side * step)")
      }
    }
  }

  @Test func `every paint a chart can use has a rule in the style sheet`() {
    let sheet = ChartStyle.sheet(scope: "svg")
    for (name, chart) in SampleCharts.all() {
      let printed = chart.printedPlot(width: 600)
      #expect(!printed.svg.contains("class=") && !printed.svg.contains("<style"), "\(name)")
      #expect(printed.svg.contains("height=\"\(Int(printed.height))\""), "\(name)")
      for attribute in chart.svg().matches(of: /class="([^"]+)"/) {
        for word in attribute.1.split(separator: " ") where !["chart", "m"].contains(word) {
          #expect(sheet.contains("svg .\(word){") || sheet.contains("svg text.\(word){"), "\(name): \(word)")
        }
      }
    }
    #expect(sheet.contains("prefers-color-scheme:dark"))
  }
}
