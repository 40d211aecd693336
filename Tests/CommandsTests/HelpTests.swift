import Evidence
import Foundation
import Testing
import Typography

@testable import CommandGrammar
@testable import Commands

extension CommandDescription {
  static let helped = CommandDescription(
    "book infer", in: .look, Label(chinese: "写出编码簿初稿", english: "write a first codebook from raw data"),
    details: [
      Label(
        chinese: "一段说明。",
        english: "A paragraph that is long enough to be broken into two lines where the screen is narrow.")
    ],
    examples: [
      Example("tansuo book infer survey.csv", Label(chinese: "初稿", english: "a first draft, to be completed by hand"))
    ],
    operands: [.data], options: [.rows.required, .items.repeated, .seed]
  ) { _, _ in Output(text: "") }
}

@Suite struct HelpTests {
  @Test func `a page shows examples first, then usage and options`() {
    let help = HelpText([.helped], Surroundings(width: 72))
    #expect(
      help.page(of: .helped) == """
        tansuo book infer
          write a first codebook from raw data

        Examples
          tansuo book infer survey.csv
              a first draft, to be completed by hand

        A paragraph that is long enough to be broken into two lines where the
        screen is narrow.

        Usage
          tansuo book infer DATA --rows COLUMN [options]

          DATA      CSV, TSV, XLSX (book.xlsx#sheet), SAV, ZSAV, DTA or SQLite
                    (survey.db#table); - is standard input

        Options
          --rows COLUMN    the column whose categories are the rows (required)
          --items COLUMNS  the columns to analyse: names, labels, ranges (q1-q8)
                           or globs (q5_*), separated by commas (may be
                           repeated)
          --seed N         the seed of the random numbers (1 unless given)

        Options of every command
          --lang zh|en                  the language of the output
          --format table|md|html|csv|json|xlsx|docx
                                        the form of the output (table unless
                                        given)
          --json                        the same as --format json
          -o, --output FILE             write to a file, in the form its
                                        extension says unless --format is given
          --chart FILE                  also write the chart to a file, .svg or
                                        .png; several charts are numbered
          --force                       replace a file even if tansuo did not
                                        write it
          --quiet                       no notes and no progress
          --no-color                    no colors
          -h, --help                    show help

        """)
  }

  @Test func `Chinese pages are aligned too`() {
    let page = HelpText([.helped], Surroundings(language: .chinese, width: 72)).page(of: .helped)
    #expect(page.contains("  --rows COLUMN    放在表的行上的列（必需）\n"))
    #expect(page.contains("  --seed N         随机数种子（默认 1）\n"))
  }

  @Test func `a manual page is made from the same description`() {
    let page = ManualPage([.helped]).page(of: .helped)
    #expect(
      page.hasPrefix(
        ".TH \"TANSUO-BOOK-INFER\" 1 \"\" \"tansuo 0.1.0\"\n.SH NAME\ntansuo\\-book\\-infer \\- write a first codebook")
    )
    #expect(page.contains(".TP\n\\fB\\-\\-items\\fR \\fICOLUMNS\\fR\nthe columns to analyse"))
  }

  @Test func `the topics explain exit codes and columns in both languages`() {
    for language in Language.allCases {
      let help = HelpText([], Surroundings(language: language))
      #expect(help.page(of: HelpTopic.exitCodes).contains("130"))
      #expect(help.page(of: HelpTopic.columns).contains("q5_*"))
    }
  }

  @Test func `a misspelled topic is answered with the nearest`() {
    let answer = Answer(to: ["help", "exit-code"], in: Surroundings())
    #expect(answer.standardError == "tansuo: error: There is no help on 'exit-code'\n  fix: Did you mean exit-codes?\n")
  }

  @Test(arguments: CommandRegistry.all.filter { !$0.isHidden }.map(\.name))
  func `every command is described in both languages`(_ name: String) throws {
    let command = try #require(CommandRegistry.all.first { $0.name == name })
    let labels =
      [command.summary] + command.details + command.examples.map(\.explanation) + command.operands.map(\.meaning)
      + command.options.map(\.meaning)
    for label in labels {
      #expect(label.chinese != nil && label.english != nil, "\(label)")
    }
    for summary in [command.summary.chinese ?? "", command.summary.english ?? ""] {
      #expect(summary.terminalWidth <= 72 && !summary.hasSuffix(".") && !summary.hasSuffix("。"), "\(summary)")
    }
    #expect(!command.examples.isEmpty)
    #expect(Set(command.options.map(\.name)).count == command.options.count)
  }

  @Test(arguments: CommandRegistry.all.filter { !$0.isHidden }.map(\.name))
  func `every example can be typed as it stands`(_ name: String) throws {
    let command = try #require(CommandRegistry.all.first { $0.name == name })
    for example in command.examples {
      // What the shell does around the command is not ours to parse.
      let line = example.line.split(separator: " | ").first { $0.contains("tansuo ") } ?? ""
      let words = shellWords(
        line.replacingOccurrences(of: "source <(", with: "").replacingOccurrences(of: ")", with: ""))
      #expect(words.first == "tansuo")
      guard
        case .run(let invocation) = try CommandLineParser(commands: CommandRegistry.all).parse(Array(words.dropFirst()))
      else {
        Issue.record("\(example.line) runs nothing")
        continue
      }
      #expect(invocation.command.name == name)
    }
  }

  @Test func `no two commands share a name`() {
    let names = CommandRegistry.all.map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test(arguments: Completions.Shell.allCases)
  func `completions name every command and are lawful scripts`(_ shell: Completions.Shell) throws {
    for language in Language.allCases {
      let script = Completions(CommandRegistry.all + [.helped], language: language).script(for: shell)
      for command in CommandRegistry.all where !command.isHidden {
        for word in command.words { #expect(script.contains(word)) }
      }
      let path = "/bin/\(shell.rawValue)"
      guard FileManager.default.isExecutableFile(atPath: path) else { continue }
      let process = Process()
      let input = Pipe()
      process.executableURL = URL(fileURLWithPath: path)
      process.arguments = ["-n"]
      process.standardInput = input
      try process.run()
      input.fileHandleForWriting.write(Data(script.utf8))
      try input.fileHandleForWriting.close()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
  }

  /// Splits at spaces outside single quotes.
  private func shellWords(_ line: String) -> [String] {
    var words = [""]
    var isQuoted = false
    for character in line {
      if character == "'" {
        isQuoted.toggle()
      } else if character == " ", !isQuoted {
        words.append("")
      } else {
        words[words.count - 1].append(character)
      }
    }
    return words.filter { !$0.isEmpty }
  }
}
