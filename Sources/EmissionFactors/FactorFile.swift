import Evidence

/// Reads a factor file: strict CSV, one row a factor. Every fault names line and column.
enum FactorFile {
  static let required = ["key", "item", "property", "value", "unit", "region", "edition", "source", "verified"]
  static let optional = ["gas", "name_zh", "name_en", "from", "to", "uncertainty"]

  /// - Parameter file: The path faults and origins name; `nil` for the built-in library.
  static func factors(in bytes: some Collection<UInt8>, file: String?) throws(Fault) -> [EmissionFactor] {
    var table = try StrictTable(bytes, file: file, required: required, optional: optional)
    var factors: [EmissionFactor] = []
    var lines: [String: Int] = [:]
    while let row = try table.next() {
      let factor = try FactorRow(row: row, file: file).factor()
      if let first = lines.updateValue(row.line, forKey: "\(factor.edition)\n\(factor.key)") {
        throw Fault(
          FactorFault.duplicateKey, at: row.place("key"),
          ["key": .text(factor.key), "edition": .text(factor.edition), "first": .integer(first)])
      }
      factors.append(factor)
    }
    return factors
  }
}

/// One row on its way to a factor.
private struct FactorRow {
  let row: StrictTable.Row
  let file: String?

  func cell(_ name: String) -> String { row[name] }
  func place(_ name: String) -> Place { row.place(name) }
  func filled(_ name: String) throws(Fault) -> String { try row.filled(name) }

  func factor() throws(Fault) -> EmissionFactor {
    let text = try filled("value")
    guard let value = Double(text), value.isFinite, value >= 0 else {
      throw Fault(FactorFault.badNumber, at: place("value"), ["column": "value", "value": .text(text)])
    }
    let property = try row.choice("property", EmissionFactor.Property.self)
    let verification = try row.choice("verified", EmissionFactor.Verification.self)
    let unit = try unit(for: property)
    let regionName = try filled("region")
    guard let region = Region.named(regionName) else {
      let names = Region.all.flatMap { [$0.key] + [$0.label.chinese!] }
      throw Fault(
        FactorFault.unknownRegion, at: place("region"),
        ["region": .text(regionName), "nearest": .list(Similarity.nearest(to: regionName, in: names))])
    }
    let first = try year("from")
    let last = try year("to")
    if let first, let last, first > last {
      throw Fault(FactorFault.yearsReversed, at: place("to"), ["from": .integer(first), "to": .integer(last)])
    }
    var uncertainty: Double?
    let stated = cell("uncertainty")
    if !stated.isEmpty {
      guard let number = Double(stated), number.isFinite, number >= 0 else {
        throw Fault(FactorFault.badNumber, at: place("uncertainty"), ["column": "uncertainty", "value": .text(stated)])
      }
      uncertainty = number
    }
    func names(_ column: String) -> [String] { cell(column).split(separator: "|").map(String.init) }
    let gas = cell("gas")
    return EmissionFactor(
      key: try filled("key"), item: try filled("item"), property: property,
      gas: gas.isEmpty ? (unit.numerator.gas ?? "co2") : gas, chineseNames: names("name_zh"),
      englishNames: names("name_en"), value: value, printedValue: text, unit: unit, region: region.key,
      firstYear: first, lastYear: last, edition: try filled("edition"), source: try filled("source"),
      verification: verification, uncertainty: uncertainty,
      origin: file.map { .file($0, line: row.line) } ?? .builtIn)
  }

  private func unit(for property: EmissionFactor.Property) throws(Fault) -> RateUnit {
    let text = try filled("unit")
    let unit: RateUnit
    do throws(Fault) {
      unit = try RateUnit(text)
    } catch {
      var fault = error
      fault.place = place("unit")
      throw fault
    }
    let allowed = property.dimensions
    guard allowed.above.contains(unit.numerator.dimension), allowed.below.contains(unit.denominator.dimension) else {
      throw Fault(
        FactorFault.unitOfProperty, at: place("unit"), ["unit": .text(text), "property": .text(property.rawValue)])
    }
    return unit
  }

  private func year(_ name: String) throws(Fault) -> Int? {
    let text = cell(name)
    if text.isEmpty { return nil }
    guard let year = Int(text), (1900...2200).contains(year) else {
      throw Fault(FactorFault.badYear, at: place(name), ["value": .text(text)])
    }
    return year
  }
}

/// What can be wrong with a factor file or with asking for a factor.
public enum FactorFault: String, FaultCode {
  case emptyFile = "factor-empty-file"
  case notUTF8 = "factor-not-utf8"
  case unclosedQuote = "factor-unclosed-quote"
  case textAfterQuote = "factor-text-after-quote"
  case missingColumns = "factor-missing-columns"
  case unknownColumn = "factor-unknown-column"
  case repeatedColumn = "factor-repeated-column"
  case rowLength = "factor-row-length"
  case emptyCell = "factor-empty-cell"
  case badNumber = "factor-bad-number"
  case badYear = "factor-bad-year"
  case yearsReversed = "factor-years-reversed"
  case notAChoice = "factor-not-a-choice"
  case unitOfProperty = "factor-unit-of-property"
  case unknownRegion = "factor-unknown-region"
  case duplicateKey = "factor-duplicate-key"
  case noSuchEdition = "factor-no-such-edition"
  case noSuchKey = "factor-no-such-key"

  public var kind: Fault.Kind {
    switch self {
    case .noSuchEdition, .noSuchKey: .usage
    default: .input
    }
  }
}
