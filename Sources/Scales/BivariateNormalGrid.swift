import Glibc
import NumericalMethods

/// The probabilities of a table whose two variables are cut from standard normal ones, with their derivatives by the
/// correlation.
///
/// All corners of the table share the nodes of one integral: Φ₂(a, b; ρ) = Φ(a) Φ(b) + 1/2π ∫ exp(−(a² + b² − 2ab sin θ) / (2
/// cos² θ)) dθ from 0 to arcsin ρ (Drezner and Wesolowsky 1990), by Gauss's rule. Near ±1, where the integrand turns
/// steep, Owen's T is used corner by corner.
struct BivariateNormalGrid {
  private let a: [Double]
  private let b: [Double]
  private let lowerA: [Double]
  private let lowerB: [Double]
  /// The cell probabilities and their first and second derivatives by ρ, row by row.
  private(set) var cells: [Double]
  private(set) var first: [Double]
  private(set) var second: [Double]
  private var corner: [Double]
  private var cornerFirst: [Double]
  private var cornerSecond: [Double]

  /// Beyond this the integrand is too steep for the rule.
  static let steep = 0.925
  private static let short = Rule(12)
  private static let long = Rule(24)

  /// Nodes and weights on 0…1.
  private struct Rule: Sendable {
    let nodes: [Double]
    let weights: [Double]

    init(_ count: Int) {
      let rule = GaussLegendreRule(points: count)
      nodes = rule.nodes.map { (1 + $0) / 2 }
      weights = rule.weights.map { $0 / 2 }
    }
  }

  /// - Parameters: the thresholds of rows and columns, ascending and finite; one more category each than thresholds.
  init(rows a: [Double], columns b: [Double]) {
    self.a = a
    self.b = b
    let normal = NormalDistribution()
    lowerA = a.map(normal.lowerTail)
    lowerB = b.map(normal.lowerTail)
    cells = [Double](repeating: 0, count: (a.count + 1) * (b.count + 1))
    first = cells
    second = cells
    corner = [Double](repeating: 0, count: (a.count + 2) * (b.count + 2))
    cornerFirst = corner
    cornerSecond = corner
    let width = b.count + 2
    for i in a.indices { corner[(i + 1) * width + b.count + 1] = lowerA[i] }
    for j in b.indices { corner[(a.count + 1) * width + j + 1] = lowerB[j] }
    corner[(a.count + 1) * width + b.count + 1] = 1
  }

  /// - Complexity: 12 or 24 exponentials a corner.
  mutating func evaluate(_ rho: Double) {
    let width = b.count + 2
    let rest = (1 - rho) * (1 + rho)
    let scale = 1 / (2 * Double.pi * rest.squareRoot())
    if abs(rho) > Self.steep {
      // ρ comes from inside −1…1, so there is such a distribution.
      let exact = try! BivariateNormalDistribution(correlation: rho)
      for i in a.indices {
        for j in b.indices { corner[(i + 1) * width + j + 1] = exact.lowerTail(at: a[i], b[j]) }
      }
    } else {
      integrate(rho)
    }
    for i in a.indices {
      for j in b.indices {
        let (x, y) = (a[i], b[j])
        let squares = x * x + y * y
        let density = scale * exp(-(squares - 2 * rho * x * y) / (2 * rest))
        let place = (i + 1) * width + j + 1
        cornerFirst[place] = density
        cornerSecond[place] =
          density * (rho / rest + (x * y * (1 + rho * rho) - rho * squares) / (rest * rest))
      }
    }
    for i in 0...a.count {
      for j in 0...b.count {
        let place = i * width + j
        let cell = i * (b.count + 1) + j
        cells[cell] = corner[place + width + 1] - corner[place + width] - corner[place + 1] + corner[place]
        first[cell] =
          cornerFirst[place + width + 1] - cornerFirst[place + width] - cornerFirst[place + 1] + cornerFirst[place]
        second[cell] =
          cornerSecond[place + width + 1] - cornerSecond[place + width] - cornerSecond[place + 1]
          + cornerSecond[place]
      }
    }
  }

  private mutating func integrate(_ rho: Double) {
    let width = b.count + 2
    for i in a.indices {
      for j in b.indices { corner[(i + 1) * width + j + 1] = 0 }
    }
    let rule = abs(rho) < 0.5 ? Self.short : Self.long
    let end = asin(rho)
    for (node, weight) in zip(rule.nodes, rule.weights) {
      let sine = sin(end * node)
      let half = 1 / (2 * (1 - sine) * (1 + sine))
      for i in a.indices {
        let x = a[i]
        for j in b.indices {
          let y = b[j]
          corner[(i + 1) * width + j + 1] += weight * exp(-(x * x + y * y - 2 * x * y * sine) * half)
        }
      }
    }
    let factor = end / (2 * Double.pi)
    for i in a.indices {
      for j in b.indices {
        let place = (i + 1) * width + j + 1
        corner[place] = corner[place] * factor + lowerA[i] * lowerB[j]
      }
    }
  }
}
