import CBoostMath
import Glibc

/// Functions between elementary ones and distributions, each with a relative error below 1e-14 away from its zeros.
public enum SpecialFunction {
  /// log |Γ(x)|
  public static func logGamma(_ x: Double) -> Double { cb_log_gamma(x) }

  /// The derivative of log Γ.
  public static func digamma(_ x: Double) -> Double { cb_digamma(x) }

  /// log n!, of whole and other numbers above −1.
  public static func logFactorial(_ n: Double) -> Double { cb_log_gamma(n + 1) }
  public static func logFactorial(_ n: Int) -> Double { cb_log_gamma(Double(n) + 1) }

  /// log B(a, b); NaN unless both are positive.
  public static func logBeta(_ a: Double, _ b: Double) -> Double { cb_log_beta(a, b) }

  /// The logarithm of the number of ways to choose `k` of `n`; −∞ unless 0 ≤ `k` ≤ `n`.
  public static func logBinomialCoefficient(_ n: Double, _ k: Double) -> Double { cb_log_binomial_coefficient(n, k) }

  /// 2/√π times the integral of exp(−t²) from `x` on.
  public static func complementaryError(_ x: Double) -> Double { cb_erfc(x) }

  /// P(a, x), the lower incomplete gamma function divided by Γ(a).
  public static func regularizedGammaLower(_ a: Double, _ x: Double) -> Double {
    a > 0 ? cb_gamma(CB_LOWER, x, a) : .nan
  }

  /// Q(a, x) = 1 − P(a, x), computed directly.
  public static func regularizedGammaUpper(_ a: Double, _ x: Double) -> Double {
    a > 0 ? cb_gamma(CB_UPPER, x, a) : .nan
  }

  /// I_x(a, b), the incomplete beta function divided by B(a, b).
  public static func regularizedBeta(_ a: Double, _ b: Double, at x: Double) -> Double {
    a > 0 && b > 0 && x >= 0 && x <= 1 ? cb_beta(CB_LOWER, x, a, b) : .nan
  }

  /// 1 − I_x(a, b), computed directly.
  public static func regularizedBetaComplement(_ a: Double, _ b: Double, at x: Double) -> Double {
    a > 0 && b > 0 && x >= 0 && x <= 1 ? cb_beta(CB_UPPER, x, a, b) : .nan
  }
}

/// Glibc's `log`, under a name that cannot be taken for a logarithmic tail.
func naturalLogarithm(_ x: Double) -> Double { Glibc.log(x) }
