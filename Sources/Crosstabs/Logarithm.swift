import Glibc

/// Glibc's natural logarithm; the name of its own is taken by logarithmic p-values.
func logarithm(_ x: Double) -> Double { Glibc.log(x) }
func exponential(_ x: Double) -> Double { Glibc.exp(x) }

/// (1 + δ) ln(1 + δ) − δ, with all its digits where δ is small and the terms cancel.
///
/// Twice an expected count times this is what a cell adds to the likelihood-ratio statistic.
func entropyGap(_ delta: Double) -> Double {
  if delta <= -1 { return 1 }
  if abs(delta) > 0.05 { return (1 + delta) * log1p(delta) - delta }
  // Σ (−δ)ᵏ / (k (k − 1)) from k = 2; at 0.05 the thirteenth power is below 1e-16 of the first term.
  var power = delta * delta
  var sum = 0.0
  for k in 2...14 {
    sum += power / Double(k * (k - 1))
    power *= -delta
  }
  return sum
}
