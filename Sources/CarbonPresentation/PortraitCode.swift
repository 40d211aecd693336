import CarbonAccounting
import CarbonMetrics
import Documents
import Evidence
import TableSources

extension EnterprisePortrait {
  /// What the code of the label says: who, when, the figures and the number to check them by. Plain letters, so that any
  /// reader shows it.
  public var codeText: String {
    var lines = [
      "TANSUO CARBON PORTRAIT 1", code,
      "TOTAL \(Self.text(inventory.total, 0)) tCO2e",
    ]
    if let efficiency = assessment.efficiency {
      let ratio = efficiency.ratio.map { " K \(Self.text($0, 3))" } ?? ""
      lines.append("L \(Self.text(efficiency.intensity, 3))\(ratio)")
    }
    lines.append("CHECK \(checkNumber)")
    if isSynthetic { lines.append("SYNTHETIC DATA") }
    return lines.joined(separator: "\n")
  }

  /// Twelve digits of the SHA-256 of the figures, rounded so that every machine has the same: whoever runs the command on the
  /// same records again must come to the same number.
  public var checkNumber: String {
    let efficiency = assessment.efficiency
    var parts = [inventory.entity, year]
    parts += [inventory.scope1, inventory.scope2Location, inventory.scope2Market, inventory.energyTce].map {
      Self.text($0, 2)
    }
    parts += [efficiency?.intensity, efficiency?.ratio, assessment.allowance?.allotted].map {
      $0.map { Self.text($0, 4) } ?? "-"
    }
    parts += [efficiency?.grade?.key ?? "-", efficiency?.edition ?? "-"]
    parts += editions.flatMap { [$0.edition] + $0.keys }
    let digits = Array(ContentHash(of: Array(parts.joined(separator: "\n").utf8)).hexadecimal.uppercased())
    return [digits[0..<4], digits[4..<8], digits[8..<12]].map { String($0) }.joined(separator: "-")
  }

  var year: String { inventory.year.map { String($0) } ?? "" }

  private static func text(_ value: Double, _ decimals: Int) -> String {
    DisplayRule.decimals(decimals).text(value, style: .gb)
  }
}
