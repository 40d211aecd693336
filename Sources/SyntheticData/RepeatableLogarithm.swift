/// The natural logarithm by the four operations alone, so that its last bit is the same on every machine.
///
/// Good to about 2 units of the last digit for finite `x` > 0.
func repeatableLogarithm(_ x: Double) -> Double {
  let binary = x.exponent
  var rest = x.significand
  var power = Double(binary)
  if rest > 1.414213562373095 {
    rest /= 2
    power += 1
  }
  // ln m = 2 (t + t³/3 + t⁵/5 + …) with t = (m − 1)/(m + 1), which is at most 0.172 here.
  let t = (rest - 1) / (rest + 1)
  let square = t * t
  var sum = 0.0
  var odd = 23.0
  while odd >= 1 {
    sum = sum * square + 1 / odd
    odd -= 2
  }
  return power * 0.693147180559945309 + 2 * t * sum
}
