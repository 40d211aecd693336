import Evidence

/// Published results, read and recomputed.
///
///     let audit = try Audit(of: [PublishedSource(name: "paper.md", bytes: bytes)])
///     audit.checks.filter(\.verdict.isFlag)
///
/// - Complexity: O(*characters*), and a few tail probabilities a test.
public struct Audit: Sendable, Hashable {
  /// The level at which claims of significance are held to be made.
  public let alpha: Double
  /// In order of the files and of the places in them.
  public let checks: [AuditCheck]
  public let caveats: [Caveat]

  public init(of sources: [PublishedSource], alpha: Double = 0.05) throws(Fault) {
    guard alpha > 0, alpha < 1 else { throw Fault(AuditFault.levelOutsideRange, ["value": .number(alpha)]) }
    self.alpha = alpha
    var all: [AuditCheck] = []
    var caveats: [Caveat] = []
    for source in sources {
      let found = try Self.checks(of: source, alpha: alpha)
      if found.isEmpty { caveats.append(Caveat(AuditMessage.nothingFound, at: Place(file: source.name))) }
      all += found
    }
    for index in all.indices { all[index].id = "check-\(index + 1)" }
    checks = all
    self.caveats = caveats
  }

  public var flags: [AuditCheck] { checks.filter(\.verdict.isFlag) }

  public func count(_ verdict: AuditVerdict) -> Int { checks.count { $0.verdict == verdict } }

  private static func checks(of source: PublishedSource, alpha: Double) throws(Fault) -> [AuditCheck] {
    let file = source.name
    let content = PublishedContent(source)
    var tests: [PublishedTest] = []
    var means: [PublishedMean] = []
    var checks: [AuditCheck] = []
    var claims = Claims()
    var groups = 0
    func take(_ records: PublishedRecords) {
      tests += records.tests.map { test in
        var test = test
        test.group = test.group.map { $0 + groups }
        return test
      }
      groups += records.tests.count
      means += records.means
      checks += records.percentages.compactMap { CountChecks.check($0.claim, sizes: [.answers: [$0.n]]) }
    }

    func take(_ found: PublishedEffects) {
      // A table of measures stands below the table of the test they belong to.
      guard let owner = tests.lastIndex(where: { $0.kind == .pearson }),
        found.n == nil || tests[owner].n == nil || tests[owner].n?.wholeNumber == found.n
      else { return }
      for effect in found.effects where !tests[owner].effects.contains(where: { $0.kind == effect.kind }) {
        tests[owner].effects.append(effect)
      }
    }

    if source.form == .json { take(try PublishedRecords(json: source)) }
    var countTables: [PublishedCountTable] = []
    var notes: [PublishedExpectedNote] = []
    var tableNumbers: [Int: Int] = [:]
    for table in content.tables {
      if let records = PublishedRecords(table: table, file: file) {
        take(records)
        continue
      }
      let found = TestTableReading.tests(in: table, file: file, group: groups)
      if !found.isEmpty, let number = tableNumber(table.caption) { tableNumbers[groups] = number }
      tests += found
      groups += found.isEmpty ? 0 : 1
      if found.isEmpty {
        take(PublishedEffects(in: table, file: file))
        if let last = countTables.indices.last, countTables[last].readExpected(in: table) {
          // The table of expected counts is read into the one it belongs to.
        } else if let counts = PublishedCountTable.read(table, file: file) {
          countTables.append(counts)
        }
      }
      means += MeanTableReading.means(in: table, file: file)
      checks += ShareColumnChecks.checks(of: table, file: file)
      // Parameters of a clustering stand in tables too.
      for row in table.rows {
        let line = PublishedLine(text: row.map(\.text).joined(separator: " , "), line: row.first?.line ?? table.line)
        claims.readParameters(ProseTokens([line]).tokens, file: file)
      }
    }
    for paragraph in content.paragraphs {
      let tokens = ProseTokens(paragraph).tokens
      let found = TestProseReading.tests(in: tokens, file: file, firstGroup: groups)
      tests += found
      groups += found.count
      claims.read(tokens, file: file)
      notes += PublishedExpectedNote.notes(in: tokens, file: file)
    }

    for test in tests { checks += TestChecks.checks(of: test, alpha: alpha) }
    let byGroup = Dictionary(grouping: tests.filter { $0.group != nil }) { $0.group! }
    for group in byGroup.keys.sorted() where byGroup[group]!.count > 1 {
      checks += BoundChecks.checks(of: byGroup[group]!)
    }
    checks += claims.percentages.compactMap { CountChecks.check($0, sizes: claims.sizes) }
    for mean in means { checks += MeanChecks.checks(of: mean) }
    for table in countTables { checks += CountTableChecks.checks(of: table, tests: tests) }
    for note in notes { checks += self.checks(of: note, below: countTables, tests) }
    checks += words(claims, tests, tableNumbers)
    checks += clustering(claims, tests, alpha)
    checks += DensityChecks.checks(claims)
    return checks.enumerated().sorted {
      ($0.element.place.line ?? 0, $0.offset) < ($1.element.place.line ?? 0, $1.offset)
    }.map(\.element)
  }

  /// The number in `表 1 …` or `Table 1. …`.
  private static func tableNumber(_ caption: String) -> Int? {
    let tokens = ProseTokens([PublishedLine(text: caption, line: 1)]).tokens
    for index in tokens.indices {
      guard let word = tokens.word(index)?.lowercased(), word == "table" || word.hasSuffix("表") else { continue }
      if let number = tokens.number(index + 1)?.wholeNumber ?? tokens.number(index + 1).map({ Int($0.value) }) {
        return number
      }
    }
    return nil
  }

  /// A note belongs to what stands above it: the counts where they are near, and the test.
  private static func checks(
    of note: PublishedExpectedNote, below tables: [PublishedCountTable], _ tests: [PublishedTest]
  ) -> [AuditCheck] {
    guard let line = note.place.line else { return [] }
    let counts = tables.last { $0.lastLine <= line && line - $0.lastLine <= 30 }
    let test = tests.last { test in
      guard let above = test.place.line else { return false }
      return test.kind == .pearson && above <= line && line - above <= 12
    }
    return note.checks(counts: counts, test: test)
  }

  /// Strong words are held against the table they name, else against the only test there is.
  private static func words(
    _ claims: Claims, _ tests: [PublishedTest], _ tableNumbers: [Int: Int]
  ) -> [AuditCheck] {
    let pearson = tests.filter { $0.kind == .pearson && $0.statistic != nil && $0.n != nil }
    return claims.strongWords.compactMap { claim in
      let named = pearson.filter { test in claim.table != nil && test.group.flatMap { tableNumbers[$0] } == claim.table
      }
      guard let test = named.first ?? (pearson.count == 1 ? pearson[0] : nil) else { return nil }
      return WordChecks.check(claim, about: test)
    }
  }

  private static func clustering(_ claims: Claims, _ tests: [PublishedTest], _ alpha: Double) -> [AuditCheck] {
    guard let enterprises = claims.sizes[.enterprises]?.first, let answers = claims.sizes[.answers]?.max(),
      answers > enterprises + enterprises / 2
    else { return [] }
    return tests.compactMap { test in
      guard test.n?.wholeNumber == answers else { return nil }
      return ClusterChecks.check(of: test, enterprises: enterprises, answers: answers, alpha: alpha)
    }
  }
}
