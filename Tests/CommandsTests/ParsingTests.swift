import Evidence
import Testing

@testable import CommandGrammar
@testable import Commands

extension CommandOption {
  static let radius = CommandOption("eps", .number(0...10), Label(english: "a radius"))
  static let draws = CommandOption("draws", .integer(1...100), Label(english: "draws"))
  static let linkage = CommandOption("linkage", .choice(["average", "single"]), Label(english: "linkage"))
}

extension CommandDescription {
  static let sample = CommandDescription(
    "sample", in: .test, Label(english: "a command for tests"), examples: [],
    operands: [.data], options: [.items, .where, .radius, .draws, .linkage, .explain, .weights]
  ) { _, _ in Output(text: "ran\n") }

  static let twoWords = CommandDescription(
    "book infer", in: .look, Label(english: "two words"), examples: [], operands: [.data.oneOrMore],
    options: [.rows.required, .items.repeated]
  ) { _, _ in Output(text: "ran\n") }
}

@Suite struct ParsingTests {
  let parser = CommandLineParser(commands: [.sample, .twoWords])

  func invocation(_ line: String...) throws -> Invocation {
    guard case .run(let invocation) = try parser.parse(line) else {
      throw Fault(UsageFault.unknownCommand, ["name": "nothing ran"])
    }
    return invocation
  }

  func message(_ line: [String]) -> String {
    do throws(Fault) {
      _ = try parser.parse(line)
      return "no fault"
    } catch {
      return error.report(in: .english, from: CommandRegistry.wording)
    }
  }

  @Test func `values follow a space or an equals sign, operands stand anywhere`() throws {
    let invocation = try invocation("sample", "--items", "q1-q8, q5_*，\"a, b\"", "data.csv", "--eps=0.3", "--explain")
    #expect(invocation.operand(.data) == "data.csv")
    #expect(invocation.columns(.items)?.words == ["q1-q8", "q5_*", "a, b"])
    #expect(invocation.number(.radius) == 0.3)
    #expect(invocation.flag(.explain))
    #expect(!invocation.isGiven(.where))
  }

  @Test func `shared options may stand before the command`() throws {
    let invocation = try invocation("--lang", "zh", "-o", "x.md", "sample", "data.csv")
    #expect(invocation.text(.lang) == "zh")
    #expect(invocation.text(.output) == "x.md")
  }

  @Test func `a letter takes its value attached or apart`() throws {
    #expect(try invocation("sample", "d.csv", "-ofile").text(.output) == "file")
    #expect(try invocation("sample", "d.csv", "-o", "-").text(.output) == "-")
  }

  @Test func `a lone minus is standard input, also as the value of an option`() throws {
    #expect(try invocation("sample", "-").operand(.data) == "-")
  }

  @Test func `two dashes end the options`() throws {
    #expect(try invocation("sample", "--", "--eps").operand(.data) == "--eps")
  }

  @Test func `a number with a minus sign is a value, not an option`() throws {
    #expect(message(["sample", "d", "--eps", "-0.5"]).contains("--eps must be at least 0, not -0.5"))
  }

  @Test func `a command of two words is found, its options too`() throws {
    let invocation = try invocation("book", "infer", "--items", "a", "x", "y", "--rows", "r", "--items", "b")
    #expect(invocation.operands(.data) == ["x", "y"])
    #expect(invocation.columns(.items)?.words == ["a", "b"])
  }

  @Test(arguments: [
    (["smaple"], "There is no command 'smaple'\n  fix: Did you mean sample?"),
    (["xyzzy"], "There is no command 'xyzzy'\n  fix: 'tansuo help' lists the commands"),
    (["book"], "There is no command 'book'\n  fix: Did you mean book infer?"),
    (["sample"], "'sample' needs DATA\n  fix: Add DATA; 'tansuo sample --help' has examples"),
    (
      ["sample", "a", "b"], "'sample' has no use for 'b'\n  fix: Leave it out, or put quotes around a name with spaces"
    ),
    (["sample", "a", "--item", "q"], "'sample' has no option --item\n  fix: Did you mean --items?"),
    (["sample", "a", "--wieghts=w"], "'sample' has no option --wieghts\n  fix: Did you mean --weights?"),
    (["sample", "a", "-q"], "'sample' has no option -q\n  fix: 'tansuo sample --help' lists its options"),
    (["sample", "a", "--items"], "--items needs a value\n  fix: Write --items COLUMNS"),
    (["sample", "a", "--items", "--eps", "1"], "--items needs a value\n  fix: Write --items COLUMNS"),
    (["sample", "a", "--items="], "--items needs a value\n  fix: Write --items COLUMNS"),
    (["sample", "a", "--explain=yes"], "--explain takes no value, but 'yes' was given\n  fix: Write --explain alone"),
    (["sample", "a", "--eps", "1", "--eps", "2"], "--eps was given twice\n  fix: Give --eps once"),
    (
      ["sample", "a", "--eps", "0,3"],
      "--eps must be a number, not '0,3'\n  fix: Write a number with a decimal point, such as 0.3"
    ),
    (
      ["sample", "a", "--eps", "nan"],
      "--eps must be a number, not 'nan'\n  fix: Write a number with a decimal point, such as 0.3"
    ),
    (["sample", "a", "--eps", "11"], "--eps must be at most 10, not 11\n  fix: Choose 10 or less"),
    (
      ["sample", "a", "--draws", "3.5"],
      "--draws must be a whole number, not '3.5'\n  fix: Write --draws with digits only"
    ),
    (["sample", "a", "--draws", "0"], "--draws must be at least 1, not 0\n  fix: Choose 1 or more"),
    (["sample", "a", "--draws", "101"], "--draws must be at most 100, not 101\n  fix: Choose 100 or less"),
    (
      ["sample", "a", "--linkage", "ward"],
      "--linkage cannot be 'ward'\n  fix: Choose one of: average, single"
    ),
    (["book", "infer", "x"], "'book infer' needs --rows\n  fix: Add --rows; 'tansuo book infer --help' has examples"),
    (
      ["sample", "a", "--json", "--format", "csv"],
      "--json and --format csv exclude each other\n  fix: Keep one of the two"
    ),
  ])
  func `a wrong line says what is wrong and how to mend it`(_ line: [String], _ expected: String) {
    #expect(message(line) == "tansuo: error: \(expected)\n")
  }

  @Test func `help is given even where the rest of the line is wrong`() throws {
    guard case .help(let command) = try parser.parse(["sample", "--nonsense", "-h"]) else {
      Issue.record("no help")
      return
    }
    #expect(command.name == "sample")
    guard case .firstScreen = try parser.parse([]) else {
      Issue.record("no first screen")
      return
    }
    guard case .version = try parser.parse(["--version"]) else {
      Issue.record("no version")
      return
    }
  }

  @Test func `slips are letters too many, too few, wrong or exchanged`() {
    func slips(_ a: String, _ b: String) -> Int { Suggestions.slips(Array(a), Array(b)) }
    #expect(slips("", "abc") == 3)
    #expect(slips("freq", "freq") == 0)
    #expect(slips("frqe", "freq") == 1)
    #expect(slips("fre", "freq") == 1)
    #expect(slips("省分", "省份") == 1)
  }
}
