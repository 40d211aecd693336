import Crosstabs
import Documents
import Evidence

/// Columns of shares that end in a total of 100.
enum ShareColumnChecks {
  static func checks(of table: PublishedTable, file: String) -> [AuditCheck] {
    guard let heading = table.rows.first, table.rows.count >= 4, let last = table.rows.last,
      StatisticLabels.isTotal(last[0].text)
    else { return [] }
    return heading.indices.dropFirst().compactMap { column in
      let says = ["%", "百分比", "占比", "比例", "share", "percent"].contains {
        heading[column].text.lowercased().firstRange(of: $0) != nil
      }
      guard last.indices.contains(column), let total = PrintedNumber(last[column].text), total.value == 100,
        says || total.isPercent
      else { return nil }
      let cells = table.rows[1..<(table.rows.count - 1)].map { row in
        row.indices.contains(column) ? PrintedNumber(row[column].text) : nil
      }
      let shares = cells.compactMap { $0 }
      guard shares.count == cells.count else { return nil }
      let low = shares.reduce(0) { $0 + $1.admissible.lowerBound }
      let high = shares.reduce(0) { $0 + $1.admissible.upperBound }
      let sum = shares.reduce(0) { $0 + $1.value }
      let fits = low <= 100 && high >= 100
      let digits = shares.map(\.decimals).max() ?? 0
      return AuditCheck(
        .percentagesSum, kind: "percentage", at: Place(file: file, line: last[column].line),
        reported: [.init("total", total.text)], recomputed: [.init("sum", sum)],
        verdict: fits ? .consistent : .inconsistent,
        message: Caveat(
          audit: fits ? .sharesSum : .sharesDoNotSum, ["sum": .text(sum.rounded(decimals: max(0, digits)))]))
    }
  }
}

enum CountTableChecks {
  static func checks(of table: PublishedCountTable, tests: [PublishedTest]) -> [AuditCheck] {
    var checks: [AuditCheck] = []
    checks += margins(table)
    checks += shares(table)
    checks += ExpectedCountChecks.checks(of: table)
    checks += statistics(table, tests)
    return checks
  }

  private static func margins(_ table: PublishedCountTable) -> [AuditCheck] {
    var checks: [AuditCheck] = []
    func check(_ printed: Int, _ sum: Int, _ place: Place) {
      guard printed != sum else { return }
      checks.append(
        AuditCheck(
          .margins, kind: "total", at: place, reported: [.init("total", "\(printed)")],
          recomputed: [.init("total", Double(sum))], verdict: .impossible,
          message: Caveat(audit: .totalWrong, ["printed": .integer(printed), "sum": .integer(sum)])))
    }
    if let totals = table.rowTotals {
      for (row, total) in zip(table.rows, totals) { check(total, row.reduce(0) { $0 + $1.count }, table.place) }
    }
    if let totals = table.columnTotals {
      for (column, total) in totals.enumerated() {
        check(total, table.rows.reduce(0) { $0 + $1[column].count }, table.place)
      }
    }
    if let total = table.total { check(total, table.rows.joined().reduce(0) { $0 + $1.count }, table.place) }
    if checks.isEmpty, table.rowTotals != nil || table.columnTotals != nil {
      checks.append(
        AuditCheck(
          .margins, kind: "total", at: table.place, reported: [], verdict: .consistent,
          message: Caveat(audit: .totalsRight)))
    }
    return checks
  }

  /// Shares may be of the row, the column or the whole; the base that explains most cells is taken.
  private static func shares(_ table: PublishedCountTable) -> [AuditCheck] {
    guard table.rows.joined().contains(where: { $0.share != nil }) else { return [] }
    let rowSums = table.rows.map { $0.reduce(0) { $0 + $1.count } }
    let columnSums = table.rows[0].indices.map { column in table.rows.reduce(0) { $0 + $1[column].count } }
    let all = rowSums.reduce(0, +)
    let bases: [(Int, Int) -> Int] = [{ row, _ in rowSums[row] }, { _, column in columnSums[column] }, { _, _ in all }]
    func wrong(_ base: (Int, Int) -> Int) -> [(row: Int, column: Int, printed: PrintedNumber, share: Double)] {
      var wrong: [(row: Int, column: Int, printed: PrintedNumber, share: Double)] = []
      for (row, cells) in table.rows.enumerated() {
        for (column, cell) in cells.enumerated() {
          guard let printed = cell.share, base(row, column) > 0 else { continue }
          let share = 100 * Double(cell.count) / Double(base(row, column))
          if !printed.admissible.contains(share) { wrong.append((row, column, printed, share)) }
        }
      }
      return wrong
    }
    let fewest = bases.map(wrong).min { $0.count < $1.count }!
    let shares = table.rows.joined().count { $0.share != nil }
    guard fewest.count * 2 <= shares else {
      return [
        AuditCheck(
          .cellPercentages, kind: "percentage", at: table.place, reported: [], verdict: .inconsistent,
          message: Caveat(audit: .sharesOfNothing))
      ]
    }
    if fewest.isEmpty {
      return [
        AuditCheck(
          .cellPercentages, kind: "percentage", at: table.place, reported: [], verdict: .consistent,
          message: Caveat(audit: .sharesRight))
      ]
    }
    return fewest.map { cell in
      AuditCheck(
        .cellPercentages, kind: "percentage", at: table.place,
        reported: [
          .init("percentage", cell.printed.text), .init("count", "\(table.rows[cell.row][cell.column].count)"),
        ], recomputed: [.init("percentage", cell.share)], verdict: .inconsistent,
        message: Caveat(
          audit: .shareWrong,
          [
            "printed": .text(cell.printed.text), "count": .integer(table.rows[cell.row][cell.column].count),
            "share": .text(cell.share.rounded(decimals: cell.printed.decimals)),
          ]))
    }
  }

  /// Statistics printed within a dozen lines below the counts are of these counts.
  private static func statistics(_ table: PublishedCountTable, _ tests: [PublishedTest]) -> [AuditCheck] {
    let near = tests.filter { test in
      guard let line = test.place.line else { return false }
      return line > table.lastLine && line - table.lastLine <= 12
    }
    guard let group = near.first?.group, !near.isEmpty else { return [] }
    let counts = table.rows.map { $0.map(\.count) }
    guard
      let whole = try? ContingencyTable(
        rows: .init(name: "rows", count: counts.count), columns: .init(name: "columns", count: counts[0].count),
        counts: counts.flatMap { $0 })
    else { return [] }
    var checks: [AuditCheck] = []
    for test in near where test.group == group {
      if test.kind == .pearson || test.kind == .likelihoodRatio, let printed = test.degreesOfFreedom {
        let right = printed.value == Double(whole.degreesOfFreedom)
        checks.append(
          AuditCheck(
            .degreesFromShape, kind: test.kind.rawValue, at: test.place, reported: [.init("df", printed.text)],
            recomputed: [.init("df", Double(whole.degreesOfFreedom))], verdict: right ? .consistent : .inconsistent,
            message: Caveat(
              audit: right ? .degreesFit : .degreesWrong,
              ["printed": .text(printed.text), "df": .integer(whole.degreesOfFreedom)])))
      }
      if let printed = test.n?.wholeNumber, printed != Int(whole.total) {
        checks.append(
          AuditCheck(
            .sampleSize, kind: test.kind.rawValue, at: test.place, reported: [.init("n", "\(printed)")],
            recomputed: [.init("n", whole.total)], verdict: .inconsistent,
            message: Caveat(audit: .sizeWrong, ["printed": .integer(printed), "sum": .integer(Int(whole.total))])))
      }
      checks += EffectChecks.checks(of: test, counts: whole)
      guard let printed = test.statistic, let value = statistic(test.kind, whole) else { continue }
      let values = [value] + (test.kind == .pearson ? corrected(whole) : [])
      let rounded = values.contains { printed.rounded.contains($0) }
      let right = values.contains { printed.admissible.contains($0) }
      checks.append(
        AuditCheck(
          .statisticFromCounts, kind: test.kind.rawValue, at: test.place, reported: [.init("statistic", printed.text)],
          recomputed: [.init("statistic", value)], verdict: rounded ? .consistent : right ? .rounding : .inconsistent,
          message: Caveat(
            audit: right ? .statisticFits : .statisticWrong,
            ["printed": .text(printed.text), "value": .text(value.rounded(decimals: max(0, printed.decimals)))])))
    }
    return checks
  }

  private static func statistic(_ kind: PublishedTest.Kind, _ table: ContingencyTable) -> Double? {
    switch kind {
    case .pearson: (try? PearsonTest(table))?.statistic
    case .likelihoodRatio: (try? LikelihoodRatioTest(table))?.statistic
    case .continuityCorrection: (try? ContinuityCorrectedTest(table))?.statistic
    default: nil
    }
  }

  /// A "chi-square" of a 2×2 table may be the corrected one (R prints that) or Campbell's with n − 1.
  private static func corrected(_ table: ContingencyTable) -> [Double] {
    guard table.isTwoByTwo, let pearson = (try? PearsonTest(table))?.statistic else { return [] }
    let yates = (try? ContinuityCorrectedTest(table))?.statistic
    return [pearson * (table.total - 1) / table.total] + (yates.map { [$0] } ?? [])
  }
}
