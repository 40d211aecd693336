import Evidence
import TestSupport
import Testing

@testable import CommandGrammar
@testable import Commands
@testable import Phrasebook

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

  @Test func `every code declared above the phrasebook is registered for the commands`() {
    let registered = Set(CommandRegistry.wording.codes.map { "\($0)" })
    let rooms: Set = ["CommandGrammar", "Commands", "Findings", "Studies"]
    for (room, name) in declaredCodeLists() where rooms.contains(room) {
      #expect(registered.contains(name), "add \(name) to CommandRegistry.wording")
    }
  }
}
