import Evidence
import Phrasebook
import Testing

@testable import StructuredText

@Suite struct YAMLTests {
  @Test func `places are counted in characters from one`() throws {
    let node = try YAMLNode(parsing: "# 注\n省份: 山东\n列表:\n  - 甲\n  - {乙: 丙, 丁: '1'}\n")
    #expect(node.place == Place(line: 2, column: 1))
    #expect(node["省份"]?.place == Place(line: 2, column: 5))
    guard case .sequence(let elements)? = node["列表"]?.content else { throw Missing() }
    #expect(elements[0].place == Place(line: 4, column: 5))
    #expect(elements[1]["丁"]?.place == Place(line: 5, column: 15))
    #expect(elements[1]["丁"]?.content == .scalar("1", style: .quoted))
  }

  @Test func `order is kept and scalars stay text`() throws {
    let node = try YAMLNode(parsing: "b: no\na: 007\nc: 1.10\nd: 2022-01-01\ne: ~\nf:\ng: |\n  x\n  y\n")
    guard case .mapping(let entries) = node.content else { throw Missing() }
    #expect(entries.map(\.key) == ["b", "a", "c", "d", "e", "f", "g"])
    #expect(entries.map { $0.value.text } == ["no", "007", "1.10", "2022-01-01", "~", "", "x\ny\n"])
    #expect(entries.map(\.value.isNull) == [false, false, false, false, true, true, false])
  }

  @Test func `a byte order mark and Windows line ends are no trouble`() throws {
    let node = try YAMLNode(parsing: "\u{FEFF}a: 1\r\nb: 2\r\n")
    #expect(node["b"]?.text == "2")
    #expect(node["b"]?.place.line == 2)
  }

  @Test(arguments: [
    ("", "The file holds nothing but blanks and comments (f:1:1)"),
    ("# only this\n", "The file holds nothing but blanks and comments (f:1:1)"),
    ("---\n", "The file holds nothing but blanks and comments (f:1:1)"),
    ("a: 1\n\tb: 2\n", "A tab is used for indentation (f:2:1)"),
    ("a: b: c\n", "A colon with a blank after it stands inside a value (f:1:5)"),
    ("a: 1\n  b: 2\n", "A colon with a blank after it stands inside a value (f:2:4)"),
    ("a:\n  - 1\n b: 2\n", "This line does not fit the block that began at 1:1 (f:3:2)"),
    ("- a\nb: 1\n", "This line does not fit the block that began at 1:1 (f:2:1)"),
    ("a: [1, 2\nb: 3\n", "The bracket opened at 1:4 is not closed before this (f:2:2)"),
    ("a: {x: 1\n", "The bracket opened at 1:4 is not closed before this (f:2:1)"),
    ("省: '开\n", "The quote that opens here is never closed (f:1:4)"),
    ("a: 1\n甲\nb: 2\n", "A key without a colon (f:2:1)"),
    ("a: @b\n", "A value cannot start with @ (f:1:4)"),
    ("a: `b`\n", "A value cannot start with ` (f:1:4)"),
    ("a: \"\\q\"\n", "This backslash begins no escape that YAML knows (f:1:5)"),
    ("a: 中\u{1}\n", "The control character U+0001 may not stand in YAML (f:1:5)"),
    ("a: &x 1\n", "The anchor &x is not allowed here (f:1:4)"),
    ("a: *x\n", "The alias *x is not allowed here (f:1:4)"),
    ("<<: {a: 1}\n", "The merge key << is not allowed here (f:1:1)"),
    ("a: !!int 1\n", "The tag tag:yaml.org,2002:int is not allowed here (f:1:4)"),
    ("%YAML 1.1\n---\na: 1\n", "Directives such as %YAML are not allowed (f:1:1)"),
    ("a: 1\n---\nb: 2\n", "A second document begins here (f:2:1)"),
    ("? [a]\n: 1\n", "A key must be text, not a list or a mapping (f:1:3)"),
    ("a: 1\nb: 2\n'a': 3\n", "The key 'a' is there twice, first at 1:1 (f:3:1)"),
    ("a: " + String(repeating: "[", count: 70), "Values are nested more than 64 deep (f:1:67)"),
  ])
  func `what is not strict YAML is refused with its place`(_ text: String, _ message: String) {
    let report = report { () throws(Fault) in _ = try YAMLNode(parsing: text) }
    #expect(report.split(separator: "\n")[0] == "tansuo: error: \(message)")
    #expect(report.contains("\n  fix: "))
  }

  @Test func `the whole report of a mistake reads well in both languages`() {
    do {
      _ = try YAMLNode(parsing: "label: 单位: 吨\n")
      Issue.record("not refused")
    } catch {
      #expect(
        error.inFile("codebook.yml").report(in: .chinese) == """
          tansuo: error: 值里面有冒号加空格 (codebook.yml:1:10)
            fix: 给整个值加引号；若本行是键，请检查缩进和上一行的冒号

          """)
    }
  }

  @Test func `limits on size are kept`() {
    let limits = YAMLLimits(maximumBytes: 10, maximumDepth: 2, maximumNodes: 3)
    #expect(
      report { () throws(Fault) in _ = try YAMLNode(parsing: "a: 12345678\n", limits: limits) }
        .hasPrefix("tansuo: error: The YAML text has more than 10 bytes (f)\n"))
    #expect(
      report { () throws(Fault) in _ = try YAMLNode(parsing: "[1,2,3]", limits: limits) }
        .hasPrefix("tansuo: error: The YAML text has more than 3 values (f:1:6)\n"))
  }

  @Test func `bytes that are not UTF-8 are refused`() {
    #expect(
      report { () throws(Fault) in _ = try YAMLNode(parsing: [0x61, 0x3A, 0x20, 0xCA, 0xA1, 0xB6]) }
        .hasPrefix("tansuo: error: The YAML text is not UTF-8 (f:1:5)\n"))
    #expect(
      report { () throws(Fault) in _ = try YAMLNode(parsing: [0xFF, 0xFE, 0x61, 0x00]) }
        .hasPrefix("tansuo: error: The YAML text is not UTF-8 (f:1:1)\n"))
  }

  struct Missing: Error {}
}

@Suite struct YAMLReadingTests {
  enum Kind: String, CaseIterable { case ordered, category }

  /// Every value a reader can take from `text`, and the reports of what was wrong.
  func read(_ text: String) throws -> (values: [String], faults: [String]) {
    let collector = FaultCollector()
    let values = collector.read(try YAMLNode(parsing: text)) { reader -> [String] in
      reader.require("name")
      return [
        "\(reader.text("name") as Any)", "\(reader.integer("n") as Any)", "\(reader.number("p") as Any)",
        "\(reader.boolean("reverse") as Any)", "\(reader.texts("members") as Any)",
        "\(reader.choice("kind", of: Kind.self) as Any)",
        "\(reader.label("label").map { "\($0.chinese ?? "-")/\($0.english ?? "-")" } as Any)",
        "\(reader.mapping("scale") { $0.number("min") } as Any)",
        "\(reader.entries("map")?.map(\.key) as Any)",
      ]
    }
    return (
      values ?? [], collector.faults.map { String($0.report(in: .english).dropFirst("tansuo: error: ".count)) }
    )
  }

  @Test func `each key is taken once with its type`() throws {
    let (values, faults) = try read(
      """
      name: no
      n: -12
      p: 1e-3
      reverse: true
      members: [a, 007]
      kind: ordered
      label: {zh: 性别, en: Sex}
      scale: {min: 1}
      map: {山东: 1}
      """)
    #expect(faults == [])
    #expect(
      values == [
        #"Optional("no")"#, "Optional(-12)", "Optional(0.001)", "Optional(true)", #"Optional(["a", "007"])"#,
        "Optional(StructuredTextTests.YAMLReadingTests.Kind.ordered)", #"Optional("性别/Sex")"#,
        "Optional(Optional(1.0))", #"Optional(["山东"])"#,
      ])
  }

  @Test func `a label may be one text in either language`() throws {
    #expect(try read("{name: a, label: 性别}").values[6] == #"Optional("性别/-")"#)
    #expect(try read("{name: a, label: Sex}").values[6] == #"Optional("-/Sex")"#)
    #expect(try read("{name: a, label: {zh: , en: }}").values[6] == "nil")
  }

  @Test(arguments: [
    ("{name: a, nmae: b}", ["There is no key 'nmae' here (1:11)\n  fix: Did you mean 'name'?\n"]),
    (
      "{name: a, 单位: b}",
      [
        "There is no key '单位' here (1:11)\n  fix: Use one of: name, n, p, reverse, members, kind, label, scale, …and 1 more\n"
      ]
    ),
    ("{n: 1}", ["The key 'name' is missing or empty (1:1)\n  fix: Add 'name: …' here\n"]),
    ("{n: 1, name: }", ["The key 'name' is missing or empty (1:8)\n  fix: Add 'name: …' here\n"]),
    (
      "{name: [a]}",
      ["'name' should be a text, not […] (1:8)\n  fix: Write one text; in quotes if it holds special characters\n"]
    ),
    (
      "{name: a, n: 007}",
      ["'n' should be a whole number, not 007 (1:14)\n  fix: Write digits only, without quotes: 12\n"]
    ),
    (
      "{name: a, n: '7'}",
      ["'n' should be a whole number, not \"7\" (1:14)\n  fix: Write digits only, without quotes: 12\n"]
    ),
    (
      "{name: a, n: 1_000}",
      ["'n' should be a whole number, not 1_000 (1:14)\n  fix: Write digits only, without quotes: 12\n"]
    ),
    (
      "{name: a, p: .inf}",
      ["'p' should be a number, not .inf (1:14)\n  fix: Write it like 12, -0.5 or 1e-6, without quotes\n"]
    ),
    (
      "{name: a, p: 1e999}",
      ["'p' should be a number, not 1e999 (1:14)\n  fix: Write it like 12, -0.5 or 1e-6, without quotes\n"]
    ),
    (
      "{name: a, reverse: yes}",
      ["'reverse' should be true or false, not yes (1:20)\n  fix: Write true or false, without quotes\n"]
    ),
    (
      "{name: a, reverse: 'true'}",
      ["'reverse' should be true or false, not \"true\" (1:20)\n  fix: Write true or false, without quotes\n"]
    ),
    (
      "{name: a, members: {b: 1}}",
      ["'members' should be a list, not {…} (1:20)\n  fix: Write [a, b], or a line '- …' for each element\n"]
    ),
    ("{name: a, kind: Ordered}", ["'kind' cannot be 'Ordered' (1:17)\n  fix: Use one of: ordered, category\n"]),
    (
      "{name: a, scale: 5}", ["Here should be keys with values, not 5 (1:18)\n  fix: Write 'key: value', a line each\n"]
    ),
    ("{name: a, scale: {mim: 5}}", ["There is no key 'mim' here (1:19)\n  fix: Did you mean 'min'?\n"]),
    ("[a]", ["Here should be keys with values, not […] (1:1)\n  fix: Write 'key: value', a line each\n"]),
  ])
  func `a value of the wrong kind is refused with its place`(_ text: String, _ faults: [String]) throws {
    #expect(try read(text).faults == faults)
  }

  @Test func `faults are collected in the order of the file`() throws {
    let faults = try read("{p: x, n: y, zz: 1, name: a}").faults
    #expect(
      faults.map { $0.split(separator: "\n")[0] } == [
        "'p' should be a number, not x (1:5)", "'n' should be a whole number, not y (1:11)",
        "There is no key 'zz' here (1:14)",
      ])
  }

  @Test func `only the first ten faults are kept`() throws {
    let text = (1...30).map { "unknown\($0): 1\n" }.joined() + "name: a\n"
    let faults = try read(text).faults
    #expect(faults.count == 10)
    #expect(faults[9].hasPrefix("There is no key 'unknown10' here (10:1)"))
  }
}

@Suite struct YAMLWritingTests {
  @Test func `a document with comments reads well`() throws {
    let text = YAMLText.mapping([
      YAMLField(
        "variables",
        .list([
          YAMLElement(
            .mapping([
              YAMLField("name", "q1"),
              YAMLField("label", .inline([YAMLField("zh", "性别"), YAMLField("en", .empty)]), remark: "TODO: English"),
              YAMLField(
                "levels",
                .list([
                  YAMLElement(.inline([YAMLField("value", 1), YAMLField("zh", "男")])),
                  YAMLElement("2", remark: "女"),
                ]), comments: ["TODO: check the order", "二"]),
            ])),
          YAMLElement(.mapping([YAMLField("name", "no"), YAMLField("reverse", true)]), comments: ["next"]),
        ])),
      YAMLField("empty", .list([])),
      YAMLField("scale", .inlineList([1, .number(2.5)])),
    ]).written(header: ["码本", "line two\nline three"])
    #expect(
      text == """
        # 码本
        # line two
        # line three

        variables:
          - name: q1
            label: {zh: 性别, en: }  # TODO: English
            # TODO: check the order
            # 二
            levels:
              - {value: 1, zh: 男}
              - '2'  # 女
          # next
          - name: 'no'
            reverse: true
        empty: []
        scale: [1, 2.5]

        """)
    #expect(throws: Never.self) { try YAMLNode(parsing: text) }
  }

  @Test(arguments: [
    ("山东", "山东"), ("1-3年", "1-3年"), ("a b", "a b"), ("5", "'5'"), ("-3", "'-3'"), ("", "''"), ("007", "'007'"),
    ("1.0", "'1.0'"), ("1e3", "'1e3'"), ("2022-01-01", "'2022-01-01'"), ("12:30:45", "'12:30:45'"), ("0x1F", "'0x1F'"),
    ("yes", "'yes'"), ("No", "'No'"), ("on", "'on'"), ("y", "'y'"), ("null", "'null'"), ("~", "'~'"),
    ("true", "'true'"),
    (".inf", "'.inf'"), ("<<", "'<<'"), ("=", "'='"), ("- a", "'- a'"), ("-a", "'-a'"), ("a: b", "'a: b'"),
    ("a:", "'a:'"), ("a:b", "a:b"), ("a #b", "'a #b'"), ("a#b", "a#b"), ("#b", "'#b'"), (" a", "' a'"), ("a ", "'a '"),
    ("it's", "it's"), ("'a'", "'''a'''"), ("\"a\"", "'\"a\"'"), ("[a]", "'[a]'"), ("{a}", "'{a}'"), ("a, b", "a, b"),
    ("&a", "'&a'"), ("*a", "'*a'"), ("!a", "'!a'"), ("|", "'|'"), (">", "'>'"), ("%a", "'%a'"), ("@a", "'@a'"),
    ("`a", "'`a'"), ("a\nb", #""a\nb""#), ("a\tb", #""a\tb""#), ("\u{0}", #""\x00""#), ("\u{2028}", #""\u2028""#),
    ("\u{FEFF}a", #""\uFEFFa""#), ("\u{85}", #""\x85""#), ("\u{10FFFF}", #""\U0010FFFF""#), ("---", "'---'"),
    ("...", "'...'"), ("？", "？"), ("：", "："),
  ])
  func `a text that could be read as something else is quoted`(_ text: String, _ written: String) throws {
    #expect(YAMLScalar.written(text, isInline: false) == written)
    #expect(try YAMLNode(parsing: YAMLText.mapping([YAMLField("k", .text(text))]).written())["k"]?.text == text)
  }

  @Test func `text from users cannot break out of a comment`() throws {
    let text = YAMLText.mapping([
      YAMLField("a", 1, comments: ["x\nb: 2\r\nc: 3\u{2028}d: 4\u{85}e: 5\u{1B}"], remark: "y\nf: 6")
    ]).written()
    guard case .mapping(let entries) = try YAMLNode(parsing: text).content else { return }
    #expect(entries.map(\.key) == ["a"])
    #expect(text == "# x\n# b: 2\n# c: 3\n# d: 4\n# e: 5 \na: 1  # y f: 6\n")
  }

  @Test func `very long keys are written so that they can be read`() throws {
    let key = String(repeating: "长", count: 1500)
    let text = YAMLText.mapping([
      YAMLField(key, .mapping([YAMLField("a", 1)])), YAMLField("b" + key, "c"),
    ]).written()
    let node = try YAMLNode(parsing: text)
    #expect(node[key]?["a"]?.text == "1")
    #expect(node["b" + key]?.text == "c")
  }

  @Test func `random documents survive writing and reading`() throws {
    var random = SmallRandom(seed: 11)
    for _ in 0..<3000 {
      let value = random.yaml(depth: 4)
      let text = value.written(header: [random.text()])
      if value == .empty { continue }
      let node = try YAMLNode(parsing: text)
      #expect(node.shape == value.shape, "\(text)")
    }
  }
}

/// What must be the same before writing and after reading.
indirect enum Shape: Equatable {
  case text(String)
  case nothing
  case list([Shape])
  case mapping([String], [Shape])
}

extension YAMLNode {
  var shape: Shape {
    switch content {
    case .scalar(let text, _): isNull ? .nothing : .text(text)
    case .sequence(let elements): .list(elements.map(\.shape))
    case .mapping(let entries): .mapping(entries.map(\.key), entries.map(\.value.shape))
    }
  }
}

extension YAMLText {
  var shape: Shape {
    switch self {
    case .text(let text): .text(text)
    case .integer(let integer): .text(String(integer))
    case .number(let number): .text(JSONValue.number(number).written())
    case .boolean(let isTrue): .text(isTrue ? "true" : "false")
    case .empty: .nothing
    case .list(let elements): .list(elements.map(\.value.shape))
    case .inlineList(let elements): .list(elements.map(\.shape))
    case .mapping(let fields), .inline(let fields): .mapping(fields.map(\.key), fields.map(\.value.shape))
    }
  }
}

extension SmallRandom {
  mutating func yaml(depth: Int) -> YAMLText {
    switch below(depth > 0 ? 10 : 5) {
    case 0, 1, 2: return .text(text())
    case 3: return .integer(below(1000) - 500)
    case 4: return below(3) == 0 ? .empty : below(2) == 0 ? .boolean(true) : .number(double())
    case 5, 6: return .list((0..<below(4)).map { _ in element(depth: depth - 1) })
    case 7: return .inlineList((0..<below(4)).map { _ in yaml(depth: depth - 1) })
    case 8: return .inline(fields(depth: depth - 1))
    default: return .mapping(fields(depth: depth - 1))
    }
  }

  mutating func element(depth: Int) -> YAMLElement {
    YAMLElement(
      yaml(depth: depth), comments: below(3) == 0 ? [text()] : [], remark: below(3) == 0 ? text() : nil)
  }

  mutating func fields(depth: Int) -> [YAMLField] {
    var keys: Set<String> = []
    return (0..<below(4)).compactMap { _ in
      let key = text()
      guard keys.insert(key).inserted else { return nil }
      return YAMLField(
        key, yaml(depth: depth), comments: below(3) == 0 ? [text()] : [], remark: below(3) == 0 ? text() : nil)
    }
  }
}
