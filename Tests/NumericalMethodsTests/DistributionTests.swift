import Evidence
import Foundation
import NumericalMethods
import Testing

@Suite struct `Distributions` {
  static func distribution(_ name: String, _ p: [Double]) throws -> any ProbabilityDistribution {
    switch name {
    case "normal": NormalDistribution()
    case "chiSquare": try ChiSquareDistribution(degreesOfFreedom: p[0])
    case "gamma": try GammaDistribution(shape: p[0], scale: p[1])
    case "studentT": try StudentTDistribution(degreesOfFreedom: p[0])
    case "f": try FDistribution(numeratorDegrees: p[0], denominatorDegrees: p[1])
    case "beta": try BetaDistribution(alpha: p[0], beta: p[1])
    case "binomial": try BinomialDistribution(trials: Int(p[0]), probability: p[1])
    case "hypergeometric":
      try HypergeometricDistribution(population: Int(p[0]), marked: Int(p[1]), draws: Int(p[2]))
    case "noncentralChiSquare": try NoncentralChiSquareDistribution(degreesOfFreedom: p[0], noncentrality: p[1])
    case "noncentralF":
      try NoncentralFDistribution(numeratorDegrees: p[0], denominatorDegrees: p[1], noncentrality: p[2])
    default: preconditionFailure(name)
    }
  }

  static let names = [
    "normal", "chiSquare", "gamma", "studentT", "f", "beta", "binomial", "hypergeometric", "noncentralChiSquare",
    "noncentralF",
  ]

  @Test(arguments: names)
  func `agrees with sixty digits to 1e-14, in every tail and logarithm`(_ name: String) throws {
    let rows = try #require(ReferenceValues.all.distributions[name])
    #expect(rows.count >= 17)
    for row in rows {
      let distribution = try Self.distribution(name, row.parameters)
      let x = row.x
      let at: Comment = "\(row.parameters) at \(x)"
      for (value, reference) in [
        (distribution.density(at: x), row.density), (distribution.lowerTail(at: x), row.lower),
        (distribution.upperTail(at: x), row.upper),
      ] {
        if strtod(reference, nil) > 1e-300 {
          #expect(relativeError(value, reference) < 1e-14, at)
        } else {
          #expect(value >= 0 && value < 1.1e-300, at)
        }
      }
      #expect(relativeError(distribution.logLowerTail(at: x), row.logLower) < 1e-14, at)
      #expect(relativeError(distribution.logUpperTail(at: x), row.logUpper) < 1e-14, at)
      if strtod(row.density, nil) > 1e-300 {
        #expect(abs(distribution.logDensity(at: x) - log(distribution.density(at: x))) < 1e-12, at)
      }
      if let quantile = row.quantileLower {
        #expect(relativeError(distribution.quantile(lowerTail: quantile.p), quantile.x) < 1e-14, at)
      }
      if let quantile = row.quantileUpper {
        #expect(relativeError(distribution.quantile(upperTail: quantile.p), quantile.x) < 1e-14, at)
      }
    }
  }

  @Test(arguments: names)
  func `the infinities are ordinary points and NaN stays NaN`(_ name: String) throws {
    let parameters = try #require(ReferenceValues.all.distributions[name]?.first?.parameters)
    let distribution = try Self.distribution(name, parameters)
    #expect(distribution.lowerTail(at: -.infinity) == 0)
    #expect(distribution.upperTail(at: -.infinity) == 1)
    #expect(distribution.logLowerTail(at: -.infinity) == -.infinity)
    #expect(distribution.logUpperTail(at: -.infinity) == 0)
    #expect(distribution.lowerTail(at: .infinity) == 1)
    #expect(distribution.upperTail(at: .infinity) == 0)
    #expect(distribution.logLowerTail(at: .infinity) == 0)
    #expect(distribution.logUpperTail(at: .infinity) == -.infinity)
    #expect(distribution.density(at: .infinity) == 0)
    #expect(distribution.density(at: -.infinity) == 0)
    #expect(distribution.lowerTail(at: .nan).isNaN)
    #expect(distribution.logUpperTail(at: .nan).isNaN)
    #expect(distribution.density(at: .nan).isNaN)
    for p in [-1e-300, 1 + 0x1p-52, .infinity, .nan] {
      #expect(distribution.quantile(lowerTail: p).isNaN)
      #expect(distribution.quantile(upperTail: p).isNaN)
    }
    #expect(distribution.quantile(lowerTail: 0) == distribution.quantile(upperTail: 1))
    #expect(distribution.quantile(lowerTail: 1) == distribution.quantile(upperTail: 0))
  }

  @Test(arguments: names)
  func `tails fall and quantiles undo them`(_ name: String) throws {
    for row in try #require(ReferenceValues.all.distributions[name]).prefix(40) {
      let distribution = try Self.distribution(name, row.parameters)
      var last = -Double.infinity
      for p in [1e-200, 1e-20, 1e-5, 0.1, 0.5, 0.9, 0.99999] {
        let x = distribution.quantile(lowerTail: p)
        #expect(x >= last)
        last = x
        let back = distribution.lowerTail(at: x)
        if name == "binomial" || name == "hypergeometric" {
          #expect(back >= p)
          #expect(x == 0 || distribution.lowerTail(at: x - 1) < p)
          let fromAbove = distribution.quantile(upperTail: p)
          #expect(distribution.upperTail(at: fromAbove) <= p)
          #expect(fromAbove == 0 || distribution.upperTail(at: fromAbove - 1) > p)
        } else if x > 1e-290 && x < 1 - 1e-9 || x > 1 + 1e-9 && x < 1e290 {
          #expect(abs(back / p - 1) < 1e-9, "\(row.parameters) \(p) \(x)")
        }
      }
    }
  }

  @Test func `logarithms of tails stay finite where no Double is small enough`() throws {
    let chiSquare = try ChiSquareDistribution(degreesOfFreedom: 3)
    #expect(chiSquare.upperTail(at: 5000) == 0)
    #expect(chiSquare.logUpperTail(at: 5000).isFinite)
    #expect(NormalDistribution().logLowerTail(at: -1e150).isFinite)
    #expect(try StudentTDistribution(degreesOfFreedom: 1e6).logUpperTail(at: 1e5).isFinite)
    #expect(
      try HypergeometricDistribution(population: 1_000_000, marked: 400_000, draws: 300_000)
        .logUpperTail(at: 290_000).isFinite)
  }

  @Test func `many degrees of freedom approach the normal distribution and infinitely many are it`() throws {
    let normal = NormalDistribution()
    for t in [-30.0, -2, 0.5, 6] {
      let infinite = try StudentTDistribution(degreesOfFreedom: .infinity)
      #expect(infinite.upperTail(at: t) == normal.upperTail(at: t))
      let many = try StudentTDistribution(degreesOfFreedom: 1e17).upperTail(at: t)
      #expect(abs(many / normal.upperTail(at: t) - 1) < 1e-11)
      let f = try FDistribution(numeratorDegrees: 3, denominatorDegrees: .infinity).upperTail(at: abs(t))
      #expect(f == (try ChiSquareDistribution(degreesOfFreedom: 3).upperTail(at: 3 * abs(t))))
    }
    let f = try FDistribution(numeratorDegrees: 4, denominatorDegrees: .infinity)
    #expect(abs(f.upperTail(at: f.quantile(upperTail: 0.05)) - 0.05) < 1e-15)
    #expect(abs(f.logDensity(at: 2) - log(f.density(at: 2))) < 1e-15)
  }

  @Test func `without noncentrality the noncentral distributions are the central ones`() throws {
    let central = try ChiSquareDistribution(degreesOfFreedom: 5)
    let noncentral = try NoncentralChiSquareDistribution(degreesOfFreedom: 5, noncentrality: 0)
    for x in [0, 0.1, 4, 50] {
      #expect(noncentral.upperTail(at: x) == central.upperTail(at: x))
      #expect(noncentral.density(at: x) == central.density(at: x))
    }
    #expect(noncentral.quantile(upperTail: 0.05) == central.quantile(upperTail: 0.05))
  }

  @Test func `a normal distribution is moved and stretched`() throws {
    let distribution = try NormalDistribution(mean: 100, standardDeviation: 15)
    #expect(distribution.lowerTail(at: 70) == NormalDistribution().lowerTail(at: -2))
    #expect(distribution.density(at: 85) == NormalDistribution().density(at: -1) / 15)
    #expect(abs(distribution.quantile(upperTail: NormalDistribution().upperTail(at: 1)) - 115) < 1e-12)
  }

  @Test func `degenerate urns and coins have one value`() throws {
    for (distribution, value) in [
      (try BinomialDistribution(trials: 0, probability: 0.3) as any ProbabilityDistribution, 0.0),
      (try BinomialDistribution(trials: 4, probability: 0), 0),
      (try BinomialDistribution(trials: 4, probability: 1), 4),
      (try HypergeometricDistribution(population: 0, marked: 0, draws: 0), 0),
      (try HypergeometricDistribution(population: 9, marked: 9, draws: 4), 4),
      (try HypergeometricDistribution(population: 9, marked: 5, draws: 9), 5),
      (try HypergeometricDistribution(population: 9, marked: 0, draws: 3), 0),
    ] {
      #expect(distribution.density(at: value) == 1)
      #expect(distribution.density(at: value + 1) == 0)
      #expect(distribution.lowerTail(at: value) == 1)
      #expect(distribution.lowerTail(at: value - 0.5) == 0)
      #expect(distribution.upperTail(at: value) == 0)
      #expect(distribution.upperTail(at: value - 1) == 1)
      #expect(distribution.quantile(lowerTail: 0.5) == value)
      #expect(distribution.quantile(upperTail: 0.5) == value)
    }
  }

  @Test func `between whole numbers a whole-number distribution has no mass and does not move`() throws {
    let distribution = try BinomialDistribution(trials: 10, probability: 0.3)
    #expect(distribution.density(at: 2.5) == 0)
    #expect(distribution.lowerTail(at: 2.999) == distribution.lowerTail(at: 2))
    #expect(distribution.upperTail(at: 2.999) == distribution.upperTail(at: 2))
  }

  @Test func `masses of a whole-number distribution add to one`() throws {
    let urn = try HypergeometricDistribution(population: 300, marked: 120, draws: 77)
    #expect(abs(urn.support.map { urn.density(at: Double($0)) }.compensatedSum() - 1) < 1e-15)
    let coin = try BinomialDistribution(trials: 300, probability: 0.123)
    #expect(abs((0...300).map { coin.density(at: Double($0)) }.compensatedSum() - 1) < 1e-15)
  }

  @Test func `parameters no distribution can have are refused by name`() {
    func refusal(_ distribution: String, _ parameter: String, _ value: Double) -> Fault {
      Fault(
        NumericalFault.invalidParameter,
        ["distribution": .text(distribution), "parameter": .text(parameter), "value": .number(value)])
    }
    #expect(throws: refusal("chi-square", "degreesOfFreedom", 0)) { try ChiSquareDistribution(degreesOfFreedom: 0) }
    #expect(throws: refusal("chi-square", "degreesOfFreedom", .infinity)) {
      try ChiSquareDistribution(degreesOfFreedom: .infinity)
    }
    #expect(throws: refusal("t", "degreesOfFreedom", -1)) { try StudentTDistribution(degreesOfFreedom: -1) }
    #expect(throws: Fault.self) { try StudentTDistribution(degreesOfFreedom: .nan) }
    #expect(throws: refusal("F", "denominatorDegrees", 0)) {
      try FDistribution(numeratorDegrees: 1, denominatorDegrees: 0)
    }
    #expect(throws: refusal("beta", "beta", -2)) { try BetaDistribution(alpha: 1, beta: -2) }
    #expect(throws: refusal("gamma", "scale", 0)) { try GammaDistribution(shape: 1, scale: 0) }
    #expect(throws: refusal("normal", "standardDeviation", 0)) {
      try NormalDistribution(mean: 0, standardDeviation: 0)
    }
    #expect(throws: refusal("binomial", "probability", 1.5)) { try BinomialDistribution(trials: 3, probability: 1.5) }
    #expect(throws: refusal("binomial", "trials", -3)) { try BinomialDistribution(trials: -3, probability: 0.5) }
    #expect(throws: refusal("hypergeometric", "draws", 11)) {
      try HypergeometricDistribution(population: 10, marked: 4, draws: 11)
    }
    #expect(throws: refusal("noncentral chi-square", "noncentrality", -1)) {
      try NoncentralChiSquareDistribution(degreesOfFreedom: 1, noncentrality: -1)
    }
    #expect(throws: refusal("bivariate normal", "correlation", 1.01)) {
      try BivariateNormalDistribution(correlation: 1.01)
    }
  }
}

@Suite struct `Special functions` {
  @Test func `agree with sixty digits`() throws {
    #expect(ReferenceValues.all.functions.count > 40)
    for row in ReferenceValues.all.functions {
      let a = row.arguments
      let value =
        switch row.name {
        case "logGamma": SpecialFunction.logGamma(a[0])
        case "digamma": SpecialFunction.digamma(a[0])
        case "logBeta": SpecialFunction.logBeta(a[0], a[1])
        case "logBinomialCoefficient": SpecialFunction.logBinomialCoefficient(a[0], a[1])
        case "complementaryError": SpecialFunction.complementaryError(a[0])
        default: Double.nan
        }
      #expect(relativeError(value, row.value) < 1e-14, "\(row.name) \(a)")
    }
  }

  @Test func `factorials are those of whole numbers`() {
    var product = 1.0
    for n in 0...20 {
      if n > 0 { product *= Double(n) }
      #expect(abs(SpecialFunction.logFactorial(n) - log(product)) <= 1e-14 * max(1, log(product)))
    }
  }

  @Test func `arguments without an answer give NaN`() {
    #expect(SpecialFunction.regularizedGammaUpper(-1, 2).isNaN)
    #expect(SpecialFunction.regularizedBeta(1, 2, at: 1.5).isNaN)
    #expect(SpecialFunction.logBeta(0, 1).isNaN)
    #expect(SpecialFunction.logBinomialCoefficient(3, 4) == -.infinity)
    #expect(SpecialFunction.complementaryError(.infinity) == 0)
    #expect(SpecialFunction.complementaryError(-.infinity) == 2)
    #expect(SpecialFunction.logGamma(.infinity) == .infinity)
  }

  @Test func `incomplete functions are the tails they are named after`() throws {
    let gamma = try GammaDistribution(shape: 2.5)
    #expect(SpecialFunction.regularizedGammaLower(2.5, 3) == gamma.lowerTail(at: 3))
    #expect(SpecialFunction.regularizedGammaUpper(2.5, 3) == gamma.upperTail(at: 3))
    let beta = try BetaDistribution(alpha: 2, beta: 7)
    #expect(SpecialFunction.regularizedBeta(2, 7, at: 0.2) == beta.lowerTail(at: 0.2))
    #expect(SpecialFunction.regularizedBetaComplement(2, 7, at: 0.2) == beta.upperTail(at: 0.2))
  }
}

@Suite struct `Bivariate normal distribution` {
  @Test func `agrees with quadrature to 1e-15`() throws {
    #expect(ReferenceValues.all.bivariateNormal.count > 70)
    for row in ReferenceValues.all.bivariateNormal {
      let distribution = try BivariateNormalDistribution(correlation: row.correlation)
      #expect(abs(distribution.upperTail(at: row.h, row.k) - strtod(row.upper, nil)) < 1e-15)
    }
  }

  @Test(arguments: [-1, -0.999999, -0.3, 0, 0.5, 0.97, 1])
  func `an infinite argument leaves the other variate`(_ correlation: Double) throws {
    let distribution = try BivariateNormalDistribution(correlation: correlation)
    #expect(distribution.lowerTail(at: .infinity, -1.5) == NormalDistribution().lowerTail(at: -1.5))
    #expect(distribution.lowerTail(at: 0.4, .infinity) == NormalDistribution().lowerTail(at: 0.4))
    #expect(distribution.lowerTail(at: -.infinity, 3) == 0)
    #expect(distribution.lowerTail(at: .nan, 3).isNaN)
  }

  @Test(arguments: [-1, -0.999999, -0.3, 0, 0.5, 0.97, 1])
  func `the four quarters add to one and the arguments may change places`(_ correlation: Double) throws {
    let distribution = try BivariateNormalDistribution(correlation: correlation)
    let mirrored = try BivariateNormalDistribution(correlation: -correlation)
    for (x, y) in [(0.0, 0.0), (0, 1), (-1, 0), (0.3, -2), (1.5, 1.5), (-1, -1), (2, -2)] {
      #expect(abs(distribution.lowerTail(at: x, y) - distribution.lowerTail(at: y, x)) < 1e-16)
      let sum = [
        distribution.lowerTail(at: x, y), distribution.upperTail(at: x, y), mirrored.lowerTail(at: x, -y),
        mirrored.lowerTail(at: -x, y),
      ].compensatedSum()
      #expect(abs(sum - 1) < 1e-15)
    }
  }

  @Test func `the density is that of the textbook formula`() throws {
    let distribution = try BivariateNormalDistribution(correlation: 0.6)
    let (x, y) = (0.7, -1.2)
    let expected = exp(-(x * x - 2 * 0.6 * x * y + y * y) / (2 * 0.64)) / (2 * Double.pi * 0.8)
    #expect(abs(distribution.density(at: x, y) / expected - 1) < 1e-14)
  }
}
