/// The spread of ratios within each sector, and where a subject stands in it.
public struct QuantileBands: Sendable, Hashable {
  /// Quantiles of the ratios of one sector, type 7.
  public struct Band: Sendable, Hashable {
    public let sector: String
    public let enterprises: Int
    public let p10: Double
    public let p25: Double
    public let median: Double
    public let p75: Double
    public let p90: Double
  }

  /// In order of name; subjects without a sector are in none.
  public let bands: [Band]
  private let ratios: [String: [Double]]

  public init(of subjects: [BenchmarkSubject]) {
    var ratios: [String: [Double]] = [:]
    for subject in subjects { if let sector = subject.sector { ratios[sector, default: []].append(subject.ratio) } }
    for sector in ratios.keys { ratios[sector]!.sort() }
    self.ratios = ratios
    bands = ratios.keys.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }.map { sector in
      let values = ratios[sector]!
      return Band(
        sector: sector, enterprises: values.count, p10: values.quantile(0.1), p25: values.quantile(0.25),
        median: values.quantile(0.5), p75: values.quantile(0.75), p90: values.quantile(0.9))
    }
  }

  public func band(of sector: String) -> Band? { bands.first { $0.sector == sector } }

  /// The share of the sector's enterprises with a smaller ratio, those with the same counting half.
  public func share(below ratio: Double, in sector: String) -> Double? {
    guard let values = ratios[sector] else { return nil }
    let (less, same) = (values.count { $0 < ratio }, values.count { $0 == ratio })
    return (Double(less) + Double(same) / 2) / Double(values.count)
  }
}
