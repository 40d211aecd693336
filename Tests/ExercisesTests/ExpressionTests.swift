import Evidence
import StructuredText
import Testing

@testable import Exercises

@Suite struct ExpressionTests {
  static let result: JSONValue = [
    "n": 28, "counts": [[12, 3], [4, 9]], "p": 0.0678, "none": .null, "name": "高",
    "tests": ["pearson": ["statistic": 7.051, "df": 1]], "列": ["a b": 2], "flag": true,
  ]

  @Test(arguments: [
    ("n", 28), ("counts[0][1]", 3), ("tests.pearson.statistic * 2", 14.102), ("1 + 2 * 3 ^ 2", 19),
    ("-2 ^ 2", -4), ("2 ^ -1", 0.5), ("2 ^ 3 ^ 2", 512), ("(1 + 2) * 3", 9), ("8 / 4 / 2", 1), ("5 - 3 - 1", 1),
    ("sum(counts[0]) * sum(counts) / n", 15), ("mean(counts[1])", 6.5), ("min(3, counts[0])", 3), ("max(counts)", 12),
    ("count(counts)", 2), ("count(1, 2, 3)", 3), ("sqrt(16) + ln(exp(1)) + abs(-2)", 7), ("round(2.5)", 3),
    ("round(3.14159, 2)", 3.14), ("1e-3 * 1000", 1), (".5", 0.5), ("列[\"a b\"]", 2), ("if(p < 0.05, 1, 2)", 2),
    ("if(name == '高', 1, 2)", 1), ("if(n >= 28, 1, 2)", 1),
  ])
  func `arithmetic over a result`(_ text: String, _ value: Double) throws {
    let found = try Expression(text).number(in: Self.result)
    #expect(abs(found - value) < 1e-12)
  }

  @Test(arguments: [
    "", "1 +", "(1", "1)", "counts[", "counts[x]", "counts[0", "a..b", "1 2", "\"a", "sqrt(1", "f(1)", "1 = 1",
    "a[1.5]",
    "$x", "1;2",
  ])
  func `what cannot be read is refused`(_ text: String) {
    #expect { try Expression(text) } throws: { ($0 as? Fault)?.code == "exercise-bad-expression" }
  }

  @Test(arguments: [
    ("m", "exercise-no-such-result"), ("counts[2]", "exercise-no-such-result"),
    ("counts[-1]", "exercise-bad-expression"), ("counts.x", "exercise-no-such-result"),
    ("none", "exercise-not-a-number"), ("name + 1", "exercise-not-a-number"), ("counts * 2", "exercise-not-a-number"),
    ("1 / 0", "exercise-not-a-number"), ("sqrt(0 - 1)", "exercise-not-a-number"), ("ln(0)", "exercise-not-a-number"),
    ("sum(name)", "exercise-not-a-number"), ("tests", "exercise-not-a-number"), ("sqrt(1, 2)", "exercise-not-a-number"),
    ("min()", "exercise-bad-expression"), ("if(1, 2, 3)", "exercise-not-a-number"), ("flag", "exercise-not-a-number"),
  ])
  func `what has no value is refused`(_ text: String, _ code: String) {
    #expect { try Expression(text).number(in: Self.result) } throws: { ($0 as? Fault)?.code == code }
  }

  @Test func `depth and length have an end`() {
    for text in [
      String(repeating: "(", count: 10_000), String(repeating: "-", count: 3000) + "1",
      String(repeating: "1+", count: 5000) + "1",
    ] {
      #expect { try Expression(text) } throws: { ($0 as? Fault)?.code == "exercise-bad-expression" }
    }
  }
}

@Suite struct StepAnswerTests {
  @Test(arguments: [
    (12.3, 12.345, Exercise.Tolerance.figures(3), true), (12.4, 12.345, .figures(3), false),
    (12, 12.345, .figures(2), true),
    (0.0123, 0.012345, .figures(3), true), (1230, 1234, .figures(3), true), (1240, 1234, .figures(3), false),
    (0, 0, .figures(3), true), (0.001, 0, .figures(3), false), (-5, 5, .figures(1), false),
    (0.13, 0.125, .decimals(2), true),
    (0.12, 0.125, .decimals(2), true), (0.14, 0.125, .decimals(2), false), (4, 4, .decimals(0), true),
    (10, 9.96, .figures(2), true),
  ])
  func `an answer is right within half a unit of its last place`(
    _ given: Double, _ answer: Double, _ tolerance: Exercise.Tolerance, _ isRight: Bool
  ) {
    #expect(StepAnswer.number(given).matches(.number(answer), tolerance) == isRight)
  }

  @Test(arguments: [
    ("12.5", 12.5), (" １２．５ ", 12.5), ("1,234.5", 1234.5), ("12.5%", 12.5), ("−3", -3), ("2.5e-7", 2.5e-7),
    ("2.5×10^-7", 2.5e-7), ("+4", 4),
  ])
  func `numbers of students are read kindly`(_ text: String, _ value: Double) {
    #expect(StepAnswer(written: text, like: .number(0)) == .number(value))
  }

  @Test(arguments: ["", "  ", "abc", "0x10", "nan", "inf", "1..2", "=1+1", "1e999"])
  func `what is no number is none`(_ text: String) {
    #expect(StepAnswer(written: text, like: .number(0)) == nil)
  }

  @Test func `words are compared without regard to case and width`() {
    #expect(StepAnswer.word("Ｒeject ".trimmed).matches(.word("reject"), .choice(["reject", "keep"])))
    #expect(!StepAnswer.word("keep").matches(.word("reject"), .choice(["reject", "keep"])))
  }
}
