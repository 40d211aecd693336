import Evidence
import Phrasebook
import Tables
import Testing

@testable import Codebooks

@Suite struct CodebookInferenceTests {
  func inferred(_ columns: KeyValuePairs<String, [String]>) throws -> InferredCodebook {
    let table = try surveyTable(columns)
    let inferred = InferredCodebook(from: table)
    #expect(inferred.codebook.drift(from: table).map(\.line) == [])
    let text = inferred.codebook.written(remarks: inferred.remarks, slots: true)
    #expect(try Codebook(parsing: Array(text.utf8)) == inferred.codebook, "\(text)")
    return inferred
  }

  @Test(arguments: [
    (["同意", "非常不同意", "一般", "非常同意", "不同意"], ["非常不同意", "不同意", "一般", "同意", "非常同意"]),
    (["完全了解", "比较了解", "一般", "不太了解", "完全不了解"], ["完全不了解", "不太了解", "一般", "比较了解", "完全了解"]),
    (["5.非常满意", "1.非常不满意", "3.一般"], ["1.非常不满意", "3.一般", "5.非常满意"]),
    (["非常重要(5分)", "不重要(2分)", "重要(4分)"], ["不重要(2分)", "重要(4分)", "非常重要(5分)"]),
    (
      ["Strongly agree", "Neutral", "Disagree", "Strongly disagree", "Agree"],
      ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"]
    ),
    (["经常", "从不", "偶尔", "总是"], ["从不", "偶尔", "经常", "总是"]),
    (["很高", "较低", "一般", "很低", "较高"], ["很低", "较低", "一般", "较高", "很高"]),
    (["大型企业", "微型企业", "中型企业", "小型企业"], ["微型企业", "小型企业", "中型企业", "大型企业"]),
    (["本科", "博士", "大专", "高中"], ["高中", "大专", "本科", "博士"]),
    (["very low", "High", "medium"], ["very low", "medium", "High"]),
    (
      ["not at all important", "very important", "slightly important"],
      ["not at all important", "slightly important", "very important"]
    ),
  ])
  func `words of a scale are put in order`(_ texts: [String], _ ordered: [String]) {
    #expect(LikertScale.ordered(texts)?.texts == ordered)
  }

  @Test(arguments: [["男", "女"], ["一般", "普通"], ["同意"], ["山东", "河南"], ["同意", "满意"], ["非常同意", "十分同意"], []])
  func `words that are no scale are left alone`(_ texts: [String]) {
    #expect(LikertScale.ordered(texts) == nil)
  }

  @Test(arguments: [
    (["300人以上", "50人以下", "50-100人", "100-300人"], ["50人以下", "50-100人", "100-300人", "300人以上"]),
    (["1亿元以上", "500万元以下", "500万-2000万元", "2000万-1亿元"], ["500万元以下", "500万-2000万元", "2000万-1亿元", "1亿元以上"]),
    (["10年以上", "1年以下", "1-3年", "3-10年"], ["1年以下", "1-3年", "3-10年", "10年以上"]),
    (["10、其他", "2、河南", "1、山东"], ["1、山东", "2、河南", "10、其他"]),
  ])
  func `amounts and numbered answers are put in order`(_ texts: [String], _ ordered: [String]) {
    #expect(NumberedAnswers.order(texts)?.texts == ordered)
  }

  @Test(arguments: [
    (["性别", "q5_1"], ["性别", "q5_1"]),
    (["1、您的性别是？", "2.您所在的省份", "第3题 规模"], ["q1", "q2", "q3"]),
    (["5、您关注哪些问题？(碳排放)", "5、您关注哪些问题？(能耗)"], ["q5_1", "q5_2"]),
    (["Q6_1|了解程度", "Q6_2|支持程度"], ["q6_1", "q6_2"]),
    (["您对双碳政策的总体了解程度如何？", "id"], ["q1", "id"]),
    (["q1", "1、您的性别是？"], ["q1", "q1_2"]),
    (["7(2)、企业是否有专人负责"], ["q7_2"]),
  ])
  func `long headers become short names`(_ headers: [String], _ names: [String]) {
    #expect(CodebookHeader.headers(of: headers).map(\.name) == names)
  }

  @Test func `the question and the option are read off the header`() {
    let headers = CodebookHeader.headers(of: ["5、您关注哪些问题？(碳排放)", "6、请评价—政策清楚"])
    #expect(headers.map(\.wording) == ["您关注哪些问题？(碳排放)", "请评价—政策清楚"])
    #expect(headers.map(\.option) == ["碳排放", "政策清楚"])
    #expect(headers[0].column == "5、您关注哪些问题？(碳排放)")
  }

  @Test func `a matrix of words shares one scale`() throws {
    let guess = try inferred([
      "q6_1": cells("同意 非常同意 一般 同意", times: 4), "q6_2": cells("不同意 非常不同意 一般 同意", times: 4),
    ])
    #expect(guess.codebook.variables.map(\.kind) == [.ordered, .ordered])
    for variable in guess.codebook.variables {
      #expect(variable.levels.map(\.value.description) == ["非常不同意", "不同意", "一般", "同意", "非常同意"])
      #expect(variable.levels.map(\.code) == (1...5).map { .integer($0) })
    }
  }

  @Test func `an item that runs against its matrix is doubted`() throws {
    let rows = cells("1 2 3 4 5 5 4 3 2 1 2 4")
    let against = rows.map { String(6 - Int($0)!) }
    let guess = try inferred(["a_1": rows, "a_2": rows, "a_3": against, "a_4": rows])
    #expect(guess.codebook.variables.allSatisfy { $0.kind == .integer && $0.scaleBounds == 1...5 })
    #expect(
      guess.remarks.filter { $0.key == "reverse" }.map { "\($0.variable) \($0.caveat.line)" } == [
        "a_3 TODO: correlates -1 with the rest of its matrix; if it is worded the other way round, add reverse: true"
      ])
  }

  @Test func `columns of zeros and ones are one question`() throws {
    let guess = try inferred(["q5_1": cells("0 1 1 0"), "q5_2": cells("1 1 0 0"), "q5_3": cells("0 0 0 _")])
    #expect(
      guess.codebook.responseSets == [
        MultipleResponseSet(name: "q5", members: ["q5_1", "q5_2", "q5_3"], coding: .dichotomies(counted: .integer(1)))
      ])
  }

  @Test func `answers between separators are one question`() throws {
    let guess = try inferred(["措施": cells("节能┋绿电 绿电 节能 绿电┋碳捕集 碳捕集", times: 3)])
    let variable = guess.codebook.variables[0]
    #expect(variable.kind == .multiple && variable.separator == "┋")
    #expect(variable.levels.map(\.value.description) == ["碳捕集", "绿电", "节能"])
    let commas = try inferred(["措施": cells("节能,绿电 绿电 节能 绿电,碳捕集 碳捕集", times: 3)])
    #expect(commas.codebook.variables[0].separator == ",")
    let none = try inferred(["行业": cells("钢铁、有色 水泥 化工、石化 电力", times: 5)])
    #expect(none.codebook.variables[0].kind == .category)
  }

  @Test func `unmistakable words are missing and doubtful ones are asked about`() throws {
    let guess = try inferred(["行业": cells("钢铁 水泥 (跳过) 不适用 无 钢铁 水泥", times: 3)])
    #expect(guess.codebook.variables[0].missing.map(\.reason) == [.skipped, .notApplicable])
    #expect(
      guess.remarks.map(\.caveat.line) == [
        "TODO: 无 may mean that there is no answer; if so, list them under missing with a reason"
      ])
  }

  @Test func `codes that stand apart are asked about`() throws {
    let guess = try inferred(["年龄": cells("23 45 67 -3 34 56 999 999 41 38 29 50 61 33")])
    #expect(guess.codebook.variables[0].kind == .integer)
    #expect(guess.codebook.variables[0].missing == [])
    #expect(
      guess.remarks.map(\.caveat.line) == [
        "TODO: -3, 999 look like missing codes; if they are, list them under missing: {value: -3, reason: skipped}, {value: 999, reason: refused}"
      ])
    #expect(MissingGuesses.codes(in: [(.integer(9), 5), (.integer(8), 5), (.integer(7), 5)]).isEmpty)
    #expect(MissingGuesses.codes(in: [(.integer(-3), 5), (.integer(-1), 5)]).isEmpty)
  }

  @Test func `kinds are told apart`() throws {
    let guess = try inferred([
      "序号": cells("1 2 3 4 5 6"), "企业编号": cells("E01 E02 E01 E03 E02 E01"),
      "code": cells("A001 A002 A003 A004 A005 A006"),
      "日期": cells("2022-01-01 2022/2/3 2022年3月4日 2022.4.5 2022-05-06 _"), "省份": cells("山东 河南 山东 河南 山东 山东"),
      "金额": cells("1.5 2.25 3 4 5 6"), "级别": cells("1 2 1 2 1 3"), "意见": cells("甲说 乙说 丙说 丁说 戊说 _"),
      "排放": cells("120 3400 不知道 56 780 9"), "规模": cells("50人以下 100人以上 50-100人 50人以下 50人以下 100人以上"),
    ])
    #expect(
      guess.codebook.variables.map(\.kind.rawValue) == [
        "id", "id", "id", "date", "category", "real", "category", "text", "integer", "ordered",
      ])
    #expect(guess.codebook["排放"]?.missing.map(\.reason) == [.dontKnow])
    #expect(guess.codebook["级别"]?.levels.map(\.value) == [.integer(1), .integer(2), .integer(3)])
    #expect(guess.codebook["省份"]?.label == Label(chinese: "省份"))
  }

  @Test func `the first codebook is a text to be filled in`() throws {
    let guess = try inferred([
      "1、您的企业规模是？": cells("小型 大型 小型 大型 小型 _"), "q2": cells("1 2 1 2 1 1"),
    ])
    #expect(
      guess.codebook.written(header: ["survey"], remarks: guess.remarks, slots: true) {
        $0.message(in: .english).what
      } == """
        # survey

        variables:
          - name: q1
            column: 1、您的企业规模是？
            label: {zh: 您的企业规模是？, en: }
            wording: {zh: 您的企业规模是？, en: }
            kind: ordered
            # TODO: check the order from low to high: 小型, 大型
            levels:
              - {value: 小型, code: 1, zh: 小型, en: }
              - {value: 大型, code: 2, zh: 大型, en: }
          - name: q2
            # TODO: say what this variable is called
            label: {zh: , en: }
            # TODO: taken for codes of answers; if these are amounts, use kind: integer and remove the levels
            kind: category
            # TODO: say what the 2 codes stand for, in both languages
            levels:
              - {value: 1, zh: , en: }
              - {value: 2, zh: , en: }

        """)
  }

  @Test func `labels that a file brings are kept`() throws {
    let column = Column(
      name: "v1", label: Label(english: "Sex"),
      values: .category(
        Codes(places: [0, 1, 0], levelCount: 2, missingCount: 1),
        levels: [
          Level(.integer(1), label: Label(english: "Male")), Level(.integer(2), label: Label(english: "Female")),
        ]))
    let guess = InferredCodebook(from: try Table(name: "t", columns: [column]))
    #expect(guess.codebook.variables == [CodebookVariable(describing: column)])
    #expect(guess.remarks == [])
  }

  @Test func `an inferred codebook finds what changed in the next file`() throws {
    let first = try surveyTable(["q1": cells("是 否 是 否"), "q2": cells("1 2 1 2"), "gone": cells("1.5 2 3 4")])
    let second = try surveyTable(["q1": cells("是 否 也许 否"), "q2": cells("1 2 1 x"), "new": cells("1 2 3 4")])
    #expect(
      InferredCodebook(from: first).codebook.drift(from: second).map(\.code) == [
        "codebook-new-value", "codebook-new-value", "codebook-new-column", "codebook-lost-column",
      ])
  }

  @Test func `random tables have no drift from their own codebook`() throws {
    let random = SmallRandom(seed: 3)
    let words = [
      "同意", "非常同意", "一般", "", "不适用", "无", "1", "2", "99", "-3", "0", "节能┋绿电", "绿电", "2022-01-01", "a;b", "007", "1.5",
      "50人以下",
      "x", "1.是", "2.否",
    ]
    for _ in 0..<300 {
      let rows = random.below(30)
      let columns = (0...random.below(5)).map { number -> Column in
        let pool = (0...random.below(4)).map { _ in random.pick(words) }
        let isWhole = pool.allSatisfy { $0.isEmpty || Int($0).map(String.init) == $0 }
        var builder = ColumnBuilder(
          name: random.pick(["q5_\(number)", "\(number)、您的意见？", "编号\(number)", "x\(number)"]))
        for _ in 0..<rows {
          let cell = random.pick(pool)
          if cell.isEmpty {
            builder.appendMissing()
          } else if isWhole {
            builder.append(Int64(cell)!)
          } else {
            builder.append(cell)
          }
        }
        return builder.finished()
      }
      let table = try Table(name: "t", columns: columns, rowCount: rows)
      let guess = InferredCodebook(from: table)
      #expect(guess.codebook.drift(from: table).map(\.line) == [])
      let text = guess.codebook.written(remarks: guess.remarks, slots: true)
      #expect(try Codebook(parsing: Array(text.utf8)) == guess.codebook, "\(text)")
    }
  }
}
