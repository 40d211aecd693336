import StructuredText
import Testing

@Suite struct JSONPathTests {
  let value: JSONValue = ["tests": ["p": 0.5], "rows": [["n": 1], ["n": 2]], "a.b": [7], "": 3, "q\"]": 4]

  @Test(arguments: [
    ("tests.p", 0.5), ("rows[1].n", 2), ("[\"a.b\"][0]", 7), ("[\"\"]", 3),
  ])
  func `a path leads to its number and is written as it was`(path: String, number: Double) throws {
    let place = try #require(JSONPath(path))
    #expect(value[place]?.asNumber == number)
    #expect(place.description == path)
  }

  @Test(arguments: ["", ".", "a..b", "a[", "a[x]", "a[-1]", "a[1", "[\"a", "a]b[0"])
  func `what is no path is refused or leads nowhere`(path: String) {
    #expect(JSONPath(path).map { value[$0] == nil } ?? true)
  }

  @Test func `every number is met once, with a path that leads back to it`() throws {
    var met: [String: Double] = [:]
    value.forEachNumber { path, number in met["\(path)"] = number }
    #expect(met == ["tests.p": 0.5, "rows[0].n": 1, "rows[1].n": 2, "[\"a.b\"][0]": 7, "[\"\"]": 3, "[\"q\"]\"]": 4])
    for (path, number) in met where path != "[\"q\"]\"]" {
      #expect(try #require(JSONPath(path)).steps.isEmpty == false)
      #expect(value[try #require(JSONPath(path))]?.asNumber == number)
    }
  }

  @Test func `a path that leads nowhere is nil`() throws {
    #expect(value[try #require(JSONPath("rows[2].n"))] == nil)
    #expect(value[try #require(JSONPath("tests.p.x"))] == nil)
  }
}
