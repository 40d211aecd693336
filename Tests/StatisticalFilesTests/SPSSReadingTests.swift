import Evidence
import StructuredText
import Tables
import Testing

@testable import StatisticalFiles

@Suite struct `Reading SPSS and Stata` {
  @Test func `there are samples`() {
    #expect(Samples.names.count == 14)
  }

  @Test(arguments: Samples.names)
  func `each sample is read as pyreadstat reads it`(_ name: String) throws {
    let table = try Samples.read(name).table
    let expected = Samples.expected(name)
    let program = name.hasSuffix(".dta") ? DayCounting.Program.stata : .spss
    #expect(table.rowCount == expected["rows"]?.asInteger)
    #expect((table.label.text(in: .chinese) ?? "") == expected["label"]?.asString ?? "")
    let columns = try #require(expected["columns"]?.asArray).compactMap(\.asObject)
    #expect(table.columns.map(\.name) == columns.compactMap { $0["name"]?.asString })
    for (column, judge) in zip(table.columns, columns) {
      let place = Comment(rawValue: "\(name) \(column.name)")
      #expect(column.label.text(in: .chinese) == judge["label"]?.asString, place)
      #expect(column.notes.format == judge["format"]?.asString, place)
      #expect(column.notes.isOrdered == (judge["measure"]?.asString == "ordinal"), place)
      let cells = try #require(judge["cells"]?.asArray)
      for (row, cell) in cells.enumerated() {
        #expect(column.raw(at: row, program) == value(cell, program), "\(name) \(column.name) row \(row)")
      }
      for pair in try #require(judge["labels"]?.asArray) {
        let pair = try #require(pair.asArray)
        #expect(column.labelled[try #require(value(pair[0], program))] == pair[1].asString, place)
      }
      #expect(column.labelled.count == judge["labels"]?.asArray?.count, place)
      for range in try #require(judge["missing"]?.asArray) {
        let ends = try #require(range.asArray)
        guard ends[0] == ends[1] else { continue }
        #expect(column.missing.contains { $0.value == value(ends[0], program) }, place)
      }
    }
    for set in table.responseSets where !(name.hasPrefix("gbk")) {
      let judge = try #require(expected["sets"]?.asObject?[set.name]?.asObject)
      #expect(set.label.text(in: .chinese) ?? "" == judge["label"]?.asString)
      let members = judge["members"]?.asArray?.compactMap(\.asString)
      #expect(set.members == members)
    }
    #expect(name.hasPrefix("gbk") || table.responseSets.count == expected["sets"]?.asObject?.count)
  }

  /// A Stata letter stands alone in pyreadstat; blank texts are nothing to us.
  private func value(_ json: JSONValue, _ program: DayCounting.Program) -> LevelValue? {
    if let text = json.asString {
      if program == .stata, text.utf8.count == 1, ["a", "b"].contains(text) { return .text("." + text) }
      return text.isEmpty ? nil : .text(text)
    }
    return json.asNumber.map { LevelValue(shortest: $0) }
  }

  @Test func `missing codes keep their values, labels and reasons`() throws {
    let table = try Samples.read("survey.sav").table
    let q1 = try #require(table["q1"])
    #expect(
      q1.missing == [
        .system, MissingValue(.refused, value: .integer(-9), label: Label(chinese: "拒绝回答")),
        MissingValue(.notApplicable, value: .integer(-8), label: Label(chinese: "不适用")),
      ])
    #expect(q1.missingCounts() == [1, 1, 1])
    #expect(q1.kindName == "ordered")
    guard case .category(.bytes, let levels) = q1.values else { return #expect(Bool(false), "not narrow categories") }
    #expect(levels.map(\.value) == [1, 2, 3, 4, 5].map { .integer($0) })

    let income = try #require(table["收入"])
    #expect(income.missing.map(\.value) == [nil, .integer(-2), .integer(-1)])
    #expect(income.kindName == "real")
    let staff = try #require(table["staff_of_the_enterprise"])
    #expect(staff.kindName == "integer")
    #expect(staff.missing.map(\.reason) == [.system, .system, .dontKnow])
    #expect(staff.missing.map(\.value) == [nil, .integer(99_998), .integer(99_999)])
    let province = try #require(table["province"])
    #expect(province.missing.map(\.reason) == [.system, .notApplicable, .refused])
    #expect(province.missingCounts() == [1, 1, 1])
  }

  @Test func `days and moments are dates`() throws {
    let table = try Samples.read("survey.zsav").table
    let day = try #require(table["day"])
    #expect(day.kindName == "date")
    #expect(day.value(at: 0) == .text("2022-03-01"))
    #expect(day.value(at: 2) == nil)
    #expect(day.value(at: 6) == .text("1800-10-15"))
    #expect(table["moment"]?.value(at: 2) == .text("1969-12-31 23:59:59"))
    let stata = try Samples.read("stata14.dta").table
    #expect(stata["day"]?.value(at: 2) == .text("1959-12-31"))
    #expect(stata["moment"]?.value(at: 0) == .text("2022-03-01 08:05:00"))
  }

  @Test func `response sets, the weight and the documents of a file made by PSPP are kept`() throws {
    let read = try Samples.read("pspp.sav")
    #expect(
      read.table.responseSets == [
        MultipleResponseSet(
          name: "measures", label: Label(chinese: "采取的措施"), members: ["a", "b", "c"],
          coding: .dichotomies(counted: .integer(1))),
        MultipleResponseSet(
          name: "reasons", label: Label(english: "Reasons named"), members: ["m1", "m2"], coding: .categories),
        MultipleResponseSet(name: "texts", members: ["s1", "s2"], coding: .dichotomies(counted: .text("yes"))),
      ])
    #expect(read.weightColumn == "w")
    #expect(read.caveats.map(\.code) == ["labelled-file-names-a-weight"])
    #expect(read.documents.first == "DOCUMENT Made by PSPP for the tests.")
    #expect(read.format == .sav)
    #expect(read.table["born"]?.value(at: 3) == .text("2004-02-29"))
    #expect(read.table["score"]?.missing.map(\.value) == [nil, .integer(-99), .integer(-3), .integer(999)])
  }

  @Test(arguments: ["gbk.sav", "gbk-by-code-page.sav", "gbk-unstated.sav"])
  func `Chinese files of any statement are read`(_ name: String) throws {
    let read = try Samples.read(name)
    let table = read.table
    #expect(table.columns.map(\.name) == ["省份", "企业", "得分"])
    #expect(table["省份"]?.text(at: 1, in: .chinese) == "江苏")
    #expect(table["企业"]?.value(at: 0) == .text("碳索公司"))
    #expect(
      table.responseSets == [
        MultipleResponseSet(
          name: "措施", label: Label(chinese: "采取措施"), members: ["省份", "得分"], coding: .categories)
      ])
    #expect(table["省份"]?.missing.last?.reason == .dontKnow)
    let guessed = name == "gbk-unstated.sav"
    #expect(read.caveats.map(\.code) == (guessed ? ["labelled-file-encoding-guessed"] : []))
  }

  @Test func `the encoding that is asked for overrides the file`() throws {
    let read = try Samples.read("gbk.sav", encoding: "latin1")
    #expect(read.table.label.english == "¹úÓÐÆóÒµ")
    let fault = try #require(throws: Fault.self) { try Samples.read("gbk.sav", encoding: "klingon") }
    #expect(fault.code == "spss-unknown-encoding")
  }

  @Test func `Stata's letters are ways of being missing`() throws {
    let table = try Samples.read("stata14.dta").table
    #expect(
      table["q1"]?.missing == [
        .system, MissingValue(.refused, value: .text(".a"), label: Label(chinese: "拒绝")),
      ])
    #expect(table["income"]?.missing.map(\.value) == [nil, .text(".b")])
    #expect(table["income"]?.missingSlot(at: 1) == 1)
    #expect(table["income"]?.missingSlot(at: 3) == 0)
  }

  @Test func `long texts of version 119 are refused, not lost`() throws {
    let fault = try #require(throws: Fault.self) { try Samples.read("stata119-long.dta") }
    #expect(fault.code == "stata-long-texts")
    #expect(fault.facts == ["column": "note"])
  }

  @Test(arguments: [
    ("拒绝回答", MissingReason.refused), ("拒答", .refused), ("Refused", .refused), ("Prefer not to say", .refused),
    ("不适用", .notApplicable), ("N/A", .notApplicable), ("n.a.", .notApplicable), ("Not applicable", .notApplicable),
    ("不知道", .dontKnow), ("不清楚", .dontKnow), ("Don't know", .dontKnow), ("Don’t know", .dontKnow), ("DK", .dontKnow),
    ("跳过", .skipped), ("Skipped by filter", .skipped), ("其他", .system), ("", .system), ("national", .system),
    ("Banana", .system),
  ])
  func `the reason is read off the label`(_ label: String, _ reason: MissingReason) {
    #expect(MissingReason(guessedFrom: Label(sniffing: label)) == reason)
  }

  @Test func `response sets are read and written as lines`() throws {
    let lines = """
      $a=C 10 my mcgroup a b c
      $b=D2 55 0  g e f d
      $c=D3 Yes 10 mdgroup #2 h i j
      $d=E 1 2 34 13 third mdgroup k l m
      $e=E 11 6 choice 0  n o p

      """
    let sets = SPSSResponseSet.read(Array(lines.utf8))
    #expect(sets.allSatisfy { $0.isWhole })
    #expect(
      sets.map { String(decoding: $0.label, as: UTF8.self) } == ["my mcgroup", "", "mdgroup #2", "third mdgroup", ""])
    #expect(sets[3].coding == .labelledDichotomies(counted: Array("34".utf8), takesFirstLabel: false))
    #expect(sets[1].members.count == 4)
    #expect(String(decoding: sets.flatMap(\.line), as: UTF8.self) == lines)
  }

  @Test(arguments: [
    "$a", "a=C 1 x y", "$a=C 99 x y", "$a=D1 1 2 ab", "$a=X 1 x y", "$=C 1 x y", "$a=E 1",
    "$a=D99999999999999999999 1 0  a",
  ])
  func `a response set that cannot be understood is marked`(_ line: String) {
    let sets = SPSSResponseSet.read(Array(line.utf8))
    #expect(sets.map(\.isWhole) == [false])
  }
}
