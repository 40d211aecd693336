import Evidence
import Testing

@testable import Commands
@testable import Presentation

@Suite struct UsageWordingTests {
  @Test(arguments: UsageFault.allCases)
  func `every way to use a command wrongly has words in both languages`(_ code: UsageFault) throws {
    let words = code.words
    #expect(Template(words.english.what).names == Template(words.chinese.what).names)
    let fixes = (try #require(words.english.fix), try #require(words.chinese.fix))
    #expect(Template(fixes.0).names == Template(fixes.1).names)
    for sentence in [words.english.what, words.chinese.what, fixes.0, fixes.1] {
      #expect(!sentence.hasSuffix(".") && !sentence.hasSuffix("。"))
    }
  }
}
