import Evidence

/// Where a function of one variable crosses zero, or is least.
public enum OneDimensional {
  /// A point between `low` and `high` where `function` is zero, by Brent's method.
  ///
  ///     try OneDimensional.root(of: { $0 * $0 - 2 }, between: 0, and: 2)    // 1.4142135623730951
  ///
  /// - Parameter tolerance: how far from the crossing the answer may be, besides a few units in its last place.
  /// - Throws: `root-not-bracketed` unless the function has different signs (or a zero) at the two ends.
  /// - Complexity: about ten calls of `function`, never more than 194.
  public static func root(
    of function: (Double) -> Double, between low: Double, and high: Double, tolerance: Double = 0
  ) throws(Fault) -> Double {
    var (a, b) = (low, high)
    var (fa, fb) = (function(a), function(b))
    if fa == 0 { return a }
    if fb == 0 { return b }
    guard (fa < 0) != (fb < 0), !fa.isNaN, !fb.isNaN else {
      throw Fault(NumericalFault.rootNotBracketed, ["low": .number(low), "high": .number(high)])
    }
    var (c, fc) = (a, fa)
    var step = b - a
    var before = step
    for _ in 0..<192 {
      if (fb < 0) == (fc < 0) {
        (c, fc) = (a, fa)
        step = b - a
        before = step
      }
      if abs(fc) < abs(fb) {
        (a, b, c) = (b, c, b)
        (fa, fb, fc) = (fb, fc, fb)
      }
      let allowed = 2 * b.ulp + tolerance / 2
      let half = (c - b) / 2
      if abs(half) <= allowed || fb == 0 { return b }
      if abs(before) >= allowed && abs(fa) > abs(fb) {
        // Inverse quadratic interpolation, or a secant where only two points are apart.
        let s = fb / fa
        var p: Double
        var q: Double
        if a == c {
          p = 2 * half * s
          q = 1 - s
        } else {
          let (t, r) = (fa / fc, fb / fc)
          p = s * (2 * half * t * (t - r) - (b - a) * (r - 1))
          q = (t - 1) * (r - 1) * (s - 1)
        }
        if p > 0 { q = -q } else { p = -p }
        if 2 * p < min(3 * half * q - abs(allowed * q), abs(before * q)) {
          before = step
          step = p / q
        } else {
          step = half
          before = half
        }
      } else {
        step = half
        before = half
      }
      (a, fa) = (b, fb)
      b += abs(step) > allowed ? step : (half > 0 ? allowed : -allowed)
      fb = function(b)
    }
    return b
  }

  /// A point between `low` and `high` where `function` is least, by Brent's method; of several valleys, one.
  ///
  /// A minimum is flat, so its place is known to about half the digits of its value.
  public static func minimum(
    of function: (Double) -> Double, between low: Double, and high: Double, tolerance: Double = 1e-8
  ) -> (point: Double, value: Double) {
    let golden = (3 - 5.0.squareRoot()) / 2
    var (a, b) = (min(low, high), max(low, high))
    var x = a + golden * (b - a)
    var (w, v) = (x, x)
    var fx = function(x)
    var (fw, fv) = (fx, fx)
    var step = 0.0
    var before = 0.0
    for _ in 0..<200 {
      let middle = (a + b) / 2
      let allowed = tolerance * abs(x) + 1e-300 + 1e-12 * (b - a) * tolerance
      if abs(x - middle) <= 2 * allowed - (b - a) / 2 { break }
      var (p, q, r) = (0.0, 0.0, 0.0)
      if abs(before) > allowed {
        r = (x - w) * (fx - fv)
        q = (x - v) * (fx - fw)
        p = (x - v) * q - (x - w) * r
        q = 2 * (q - r)
        if q > 0 { p = -p } else { q = -q }
        r = before
        before = step
      }
      if abs(p) < abs(q * r / 2), p > q * (a - x), p < q * (b - x) {
        step = p / q
        if x + step - a < 2 * allowed || b - x - step < 2 * allowed { step = x < middle ? allowed : -allowed }
      } else {
        before = (x < middle ? b : a) - x
        step = golden * before
      }
      let u = x + (abs(step) >= allowed ? step : (step > 0 ? allowed : -allowed))
      let fu = function(u)
      if fu <= fx {
        if u < x { b = x } else { a = x }
        (v, fv, w, fw, x, fx) = (w, fw, x, fx, u, fu)
      } else {
        if u < x { a = u } else { b = u }
        if fu <= fw || w == x {
          (v, fv, w, fw) = (w, fw, u, fu)
        } else if fu <= fv || v == x || v == w {
          (v, fv) = (u, fu)
        }
      }
    }
    return (x, fx)
  }
}
