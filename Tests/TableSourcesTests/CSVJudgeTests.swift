import CKernels
import Evidence
import NumericalMethods
import Tables
import Testing

@testable import TableSources

/// Random text tables, read by the fast reader at many chunk sizes, thread counts and instruction sets, and by the slow one.
@Suite struct CSVJudgeTests {
  @Test(arguments: 0..<60)
  func `the fast reader and the slow one agree on random files`(_ seed: Int) throws {
    for part in 0..<25 {
      var random = SeededGenerator(seed: UInt64(seed * 1000 + part), stream: 1)
      let text = RandomCSV(&random).bytes
      let slow = SlowCSV(text)
      for _ in 0..<3 {
        var tuning = CSVReader.Tuning()
        tuning.chunkSize = 64 + random.integer(below: 700)
        tuning.blockSize = 16 + random.integer(below: 300)
        tuning.level = Int32(min(random.integer(below: 3), Int(ck_processor_level())))
        tuning.sampleRows = random.integer(below: 12)
        let options = ReadingOptions(threads: 1 + random.integer(below: 4))
        let fast = try? CSVReader.read(FileBytes(text), path: "r.csv", options: options, tuning: tuning)
        expectSame(fast, slow, text, "seed \(seed), part \(part), \(tuning)")
      }
    }
  }

  @Test(arguments: [2, 3, 15, 16, 17, 31, 32, 33, 48, 100], [1, 2])
  func `files of single digits are transposed right at every width, on every processor`(
    _ columns: Int, _ lineEnd: Int
  ) throws {
    for rows in [1, 2, 31, 32, 33, 63, 64, 65, 127, 128, 200, 1500] {
      var random = SeededGenerator(seed: UInt64(columns * 10 + lineEnd), stream: UInt64(rows))
      let digits = (0..<rows).map { _ in (0..<columns).map { _ in random.integer(below: 10) } }
      let end = lineEnd == 1 ? "\n" : "\r\n"
      let header = (0..<columns).map { "c\($0)" }.joined(separator: ",") + end
      let text = header + digits.map { $0.map(String.init).joined(separator: ",") }.joined(separator: end)
      for level in 0...ck_processor_level() {
        var tuning = CSVReader.Tuning()
        tuning.level = level
        let read = try readCSV(text + (rows % 2 == 0 ? end : ""), options: ReadingOptions(threads: 2), tuning: tuning)
        for column in 0..<columns {
          let cells = (0..<rows).map { read.table.columns[column].number(at: $0) }
          #expect(cells == digits.map { Double($0[column]) })
        }
      }
    }
  }

  @Test(arguments: [0, 3, 64, 100, 199])
  func `one cell that is no digit, anywhere, sends the file down the general path`(_ row: Int) throws {
    for column in [0, 7, 15, 16, 19] {
      for odd in ["x", ",", " ", "\""] {
        var lines = (0..<200).map { r in (0..<20).map { "\((r + $0) % 10)" } }
        lines[row][column] = odd
        let text =
          ((0..<20).map { "c\($0)" }.joined(separator: ",") + "\n")
          + lines.map { $0.joined(separator: ",") + "\n" }.joined()
        let slow = SlowCSV(Array(text.utf8))
        for level in 0...ck_processor_level() {
          var tuning = CSVReader.Tuning()
          tuning.level = level
          let fast = try? readCSV(text, tuning: tuning)
          expectSame(fast, slow, Array(text.utf8), "row \(row), column \(column), '\(odd)', level \(level)")
        }
      }
    }
  }

  @Test(arguments: 0..<20)
  func `stretches of single digits are found between other rows, whatever the chunks`(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed), stream: 5)
    let columns = 16 + random.integer(below: 30)
    let end = random.integer(below: 2) == 0 ? "\n" : "\r\n"
    var text = (0..<columns).map { "c\($0)" }.joined(separator: ",") + end
    for row in 0..<1500 {
      var cells = (0..<columns).map { _ in String(random.integer(below: 10)) }
      if row % 700 < 300, random.integer(below: 3) == 0 {
        cells[random.integer(below: columns)] = ["17", "", "-3", "\"4\""][random.integer(below: 4)]
      }
      text += cells.joined(separator: ",") + end
      if random.integer(below: 400) == 0 { text += end }
    }
    let slow = SlowCSV(Array(text.utf8))
    for level in 0...ck_processor_level() {
      var tuning = CSVReader.Tuning()
      tuning.level = level
      tuning.chunkSize = 5000 + random.integer(below: 50_000)
      tuning.blockSize = 200 + random.integer(below: 4000)
      let fast = try readCSV(text, options: ReadingOptions(threads: 2), tuning: tuning)
      expectSame(fast, slow, [], "seed \(seed), level \(level)")
    }
  }

  @Test func `numbers are rounded as the C library rounds them`() {
    var random = SeededGenerator(seed: 7, stream: 3)
    for _ in 0..<100_000 {
      var text = random.integer(below: 2) == 0 ? "-" : ""
      let before = 1 + random.integer(below: 12)
      for place in 0..<before {
        text += String(place == 0 ? 1 + random.integer(below: 9) : random.integer(below: 10))
      }
      text += "."
      for _ in 0..<random.integer(below: 14) { text += String(random.integer(below: 10)) }
      if random.integer(below: 3) == 0 { text += "e\(random.integer(below: 80) - 40)" }
      var whole: Int64 = 0
      var real = 0.0
      #expect(ck_csv_number(Array(text.utf8), text.utf8.count, &whole, &real) == 2)
      #expect(real == Double(text), "\(text)")
    }
  }

  @Test func `decimals in a column are those of the C library`() throws {
    var random = SeededGenerator(seed: 8, stream: 3)
    var lines: [String] = []
    for _ in 0..<20_000 {
      var text = random.integer(below: 2) == 0 ? "-" : ""
      text += String(random.integer(below: [1, 10, 1000, 100_000_000, 2_000_000_000][random.integer(below: 5)]))
      text += "."
      for _ in 0..<random.integer(below: 11) { text += String(random.integer(below: 10)) }
      lines.append(text)
    }
    // Whole numbers, what is missing and what is written in other ways lie among them, in every place of eight.
    for _ in 0..<4_000 {
      let odd = [
        "", "0", "-0", "7.", ".5", "-.25", "1e3", "-2.5E-3", "+1.5", " 2.5 ", "\"3.25\"", "123456789012345",
        "1234567890123456", "-123456789.123456", "0.00000000000001", "9007199254740993.5", "-12345678.1234567", "0.0",
        "-0.0", "00.5",
      ]
      lines.insert(odd[random.integer(below: 19)], at: random.integer(below: lines.count))
    }
    for level in 0...ck_processor_level() {
      var tuning = CSVReader.Tuning()
      tuning.level = level
      let read = try readCSV("x,y\n" + lines.map { "1,\($0)\n" }.joined(), tuning: tuning)
      let column = read.table.columns[1]
      #expect(column.kindName == "real")
      for (row, line) in lines.enumerated() {
        let plain = line.filter { $0 != " " && $0 != "\"" && $0 != "+" }
        let expected = plain.isEmpty ? nil : Double(plain.hasSuffix(".") ? plain + "0" : plain)
        #expect(column.number(at: row)?.bitPattern == expected?.bitPattern, "\(line), level \(level)")
      }
    }
  }

  @Test(arguments: ["1.2.3", "1-2", "--1.5", "-", "-.", "1.5x", "00.5", "1,5", "2/5", "1:5"])
  func `what only looks like a decimal makes its column texts on every processor`(_ odd: String) throws {
    for place in 0..<16 {
      var cells = Array(repeating: "-1.25", count: 16)
      cells[place] = odd.contains(",") ? "\"\(odd)\"" : odd
      let text = Array(("x,y\n" + cells.map { "1,\($0)\n" }.joined()).utf8)
      for level in 0...ck_processor_level() {
        var tuning = CSVReader.Tuning()
        tuning.level = level
        let fast = try CSVReader.read(FileBytes(text), path: "r.csv", tuning: tuning)
        #expect(fast.table.columns[1].value(at: place)?.description == odd)
        #expect(fast.table.columns[1].kindName != "real", "\(odd) at \(place), level \(level)")
      }
    }
  }

  @Test func `texts of every length, quoted or bare, few or many, keep apart`() throws {
    var random = SeededGenerator(seed: 9, stream: 3)
    for kinds in [3, 200, 300, 20_000] {
      // Texts that differ in one byte only, at lengths around those that are compared at once.
      let texts = (0..<kinds).map { kind in
        String(repeating: "a", count: 1 + kind % 37) + "\(kind)" + String(repeating: "b", count: kind % 7)
          + (kind % 5 == 0 ? "\"x\"" : "")
      }
      let answers = (0..<30_000).map { _ in texts[random.integer(below: kinds)] }
      let lines = answers.map { answer in
        let mustQuote = random.integer(below: 2) == 0
        return mustQuote ? "\"" + answer.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\"" : answer
      }
      for chunkSize in [1 << 14, 2 << 20] {
        var tuning = CSVReader.Tuning()
        tuning.chunkSize = chunkSize
        let text = "t,n\n" + lines.map { "\($0),1\n" }.joined()
        let read = try readCSV(text, options: ReadingOptions(threads: 2), tuning: tuning)
        #expect(values(read.table.columns[0]) == answers)
      }
    }
  }
}

func expectSame(_ fast: ReadTable?, _ slow: SlowCSV?, _ text: [UInt8], _ note: String) {
  guard let slow, !slow.rows.isEmpty else {
    #expect(fast == nil, "\(note)\n\(String(decoding: text, as: UTF8.self))")
    return
  }
  guard let fast else {
    Issue.record("refused: \(note)\n\(String(decoding: text, as: UTF8.self))")
    return
  }
  #expect(fast.table.rowCount == slow.rows.count, "\(note)\n\(String(decoding: text, as: UTF8.self))")
  guard fast.table.rowCount == slow.rows.count else { return }
  for place in slow.header.indices {
    let expected = slow.column(place)
    let column = fast.table.columns[place]
    #expect(column.kindName == expected.kind, "column \(place), \(note)\n\(String(decoding: text, as: UTF8.self))")
    #expect(values(column) == expected.values, "column \(place), \(note)\n\(String(decoding: text, as: UTF8.self))")
  }
}

/// A text table as people, programs and accidents write it. Headers are never empty.
struct RandomCSV {
  var bytes: [UInt8] = []

  init(_ random: inout SeededGenerator) {
    let columns = 1 + random.integer(below: 6)
    let end = random.integer(below: 3) == 0 ? "\r\n" : "\n"
    let styles = (0..<columns).map { _ in random.integer(below: 9) }
    let quoting = random.integer(below: 4)
    let accidents = random.integer(below: 3) == 0
    var text = (0..<columns).map { "c\($0)" }.joined(separator: ",") + end
    let rows = random.integer(below: 60)
    for row in 0..<rows {
      var cells = styles.map { RandomCSV.cell($0, quoting, &random) }
      if accidents {
        switch random.integer(below: 40) {
        case 0: cells.removeLast()
        case 1: cells.append("")
        case 2: cells.append("x")
        case 3: text += end
        case 4: cells[0] = "say \"hi\""
        case 5: cells[0] = "\"open"
        case 6: cells[0] = "\"a\"b"
        case 7: cells[0] = "\"a\" "
        case 8: cells[0] = "a\rb"
        case 9: cells[0] = "\"\"\"\""
        default: break
        }
      }
      text += cells.joined(separator: ",")
      if row < rows - 1 || random.integer(below: 2) == 0 { text += end }
    }
    bytes = Array(text.utf8)
  }

  static func cell(_ style: Int, _ quoting: Int, _ random: inout SeededGenerator) -> String {
    func pick(_ texts: [String]) -> String { texts[random.integer(below: texts.count)] }
    var text =
      switch style {
      case 0: String(random.integer(below: 10))
      case 1: String(random.integer(below: 400) - 150)
      case 2: String(random.integer(below: 100_000_000) * random.integer(below: 1000))
      case 3: pick(["1.5", "-0.25", "3", "2e3", ".5", "7.", "1e-5", "123456.789012"])
      case 4: pick(["是", "否", "不知道", "a,b", "c\nd", "e\"f", "x"])
      case 5: pick(["2022-03-01", "2022/3/2", "2022年3月3日", "2024-02-29"])
      case 6: pick(["1", "2", "3", "NA", "#DIV/0!", "３", " 4 ", "+5", "－6"])
      case 7: pick(["1", "22", "333", "4444", "55555", "x", "007", "1.5"])
      default: "t\(random.integer(below: 1000))"
      }
    if random.integer(below: 15) == 0 { text = "" }
    if random.integer(below: 60) == 0 { text = pick(["NA", "  ", "x", "1.25", "99999999999", "-7", "0", "00", "-"]) }
    let must = text.contains(",") || text.contains("\"") || text.contains("\n")
    if must || quoting == 1 || (quoting == 2 && random.integer(below: 2) == 0) {
      return "\"" + text.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
    }
    return text
  }
}
