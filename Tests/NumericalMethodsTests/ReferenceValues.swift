import Foundation
import Testing

/// The file `reference/distributions.json`.
struct ReferenceValues: Decodable {
  struct Row: Decodable {
    struct Quantile: Decodable {
      let p: Double
      let x: String
    }

    let parameters: [Double]
    let x: Double
    let density, lower, upper, logLower, logUpper: String
    let quantileLower, quantileUpper: Quantile?
  }

  struct FunctionRow: Decodable {
    let name: String
    let arguments: [Double]
    let value: String
  }

  struct BivariateRow: Decodable {
    let h, k, correlation: Double
    let upper: String
  }

  let madeBy: String
  let distributions: [String: [Row]]
  let functions: [FunctionRow]
  let bivariateNormal: [BivariateRow]

  static let all: ReferenceValues = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("reference/distributions.json")
    do {
      return try JSONDecoder().decode(ReferenceValues.self, from: Data(contentsOf: file))
    } catch {
      fatalError("\(error)")
    }
  }()
}

/// The distance of two numbers in parts of the reference; 0 if they are the same number, infinite if only one is.
func relativeError(_ value: Double, _ reference: String) -> Double {
  // 25 digits round to the nearest double; below 1e-308 strtod gives the subnormal or zero.
  let expected = strtod(reference, nil)
  if value == expected { return 0 }
  let error = abs(value - expected) / abs(expected)
  return error.isNaN ? .infinity : error
}
