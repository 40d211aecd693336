#pragma once
// The incomplete gamma and beta functions in extended precision, as values and as logarithms.
//
// Boost.Math gives the values. Its 1.74 has no logarithms, and loses digits in the beta function's far tails, so there
// a continued fraction (or series) is multiplied by a prefix that is kept as a logarithm. The prefix is a sum of
// terms of one sign (Loader 2000, "Fast and accurate computation of binomial probabilities"), so nothing cancels.
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/log1p.hpp>
#include <cmath>
#include <limits>

namespace extended {
namespace bm = boost::math;
namespace bp = boost::math::policies;

typedef long double real;
typedef bp::policy<
    bp::domain_error<bp::ignore_error>, bp::pole_error<bp::ignore_error>, bp::overflow_error<bp::ignore_error>,
    bp::underflow_error<bp::ignore_error>, bp::denorm_error<bp::ignore_error>,
    bp::evaluation_error<bp::ignore_error>, bp::rounding_error<bp::ignore_error>,
    bp::indeterminate_result_error<bp::ignore_error>, bp::promote_double<true>>
    Quiet;

const real infinity = std::numeric_limits<real>::infinity();
const real noAnswer = std::numeric_limits<real>::quiet_NaN();
const real logRootTwoPi = 0.918938533204672741780329736405617639861L;
const real logTwo = 0.693147180559945309417232121458176568076L;
// Below this logarithm a tail is taken from its continued fraction, which converges fast there.
const real farTail = -40;

/// A tail probability and its logarithm.
struct Tail {
  real value, log;
};

inline Tail tailOf(real log) { return {std::exp(log), log}; }

/// Both tails from the smaller one, which was computed directly.
struct Tails {
  Tail lower, upper;
};

inline Tails fromLower(Tail lower) {
  return {lower, {1 - lower.value, bm::log1p(-lower.value, Quiet())}};
}

inline Tails fromUpper(Tail upper) {
  return {{1 - upper.value, bm::log1p(-upper.value, Quiet())}, upper};
}

/// log x! less its Stirling approximation, log(√(2πx) (x/e)ˣ).
inline real stirlingError(real x) {
  if (x < 16) return bm::lgamma(x + 1, Quiet()) - (x + 0.5L) * std::log(x) + x - logRootTwoPi;
  const real s = 1 / (x * x);
  // B₂ₖ / (2k (2k - 1))
  return (1 / 12.0L -
          s * (1 / 360.0L -
               s * (1 / 1260.0L -
                    s * (1 / 1680.0L -
                         s * (1 / 1188.0L -
                              s * (691 / 360360.0L - s * (1 / 156.0L - s * (3617 / 122400.0L - s * 43867 / 244188.0L)))))))) /
         x;
}

/// x log(x / mean) + mean - x, never negative, without cancellation where the two are close.
inline real deviance(real x, real mean) {
  if (x == 0) return mean;
  const real u = (mean - x) / x;
  return -x * (std::fabs(u) < 0.9L ? bm::log1pmx(u, Quiet()) : std::log(mean / x) - u);
}

/// log(xᵃ e⁻ˣ / Γ(a + 1))
inline real logGammaPrefix(real a, real x) {
  return -stirlingError(a) - deviance(a, x) - logRootTwoPi - 0.5L * std::log(a);
}

/// log(xᵃ yᵇ / B(a, b)), where x + y = 1.
inline real logBetaPrefix(real a, real b, real x, real y) {
  const real n = a + b;
  return stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y) +
         0.5L * (std::log(a) + std::log(b) - std::log(n)) - logRootTwoPi;
}

inline real logBeta(real a, real b) {
  if (a < b) std::swap(a, b);
  return -a * bm::log1p(b / a, Quiet()) - b * bm::log1p(a / b, Quiet()) +
         0.5L * (bm::log1p(b / a, Quiet()) - std::log(b)) + logRootTwoPi + stirlingError(a) + stirlingError(b) -
         stirlingError(a + b);
}

/// Q(a, x) / (xᵃ e⁻ˣ / Γ(a)), by Lentz's method; converges fast where x is well above a.
inline real gammaUpperFraction(real a, real x) {
  const real tiny = 1e-4000L, eps = std::numeric_limits<real>::epsilon();
  real b = x + 1 - a, c = 1 / tiny, d = 1 / b, h = d;
  for (int i = 1; i < 100000; i++) {
    const real an = -i * (i - a);
    b += 2;
    d = an * d + b;
    if (d == 0) d = tiny;
    c = b + an / c;
    if (c == 0) c = tiny;
    d = 1 / d;
    h *= d * c;
    if (std::fabs(d * c - 1) < eps) break;
  }
  return h;
}

/// P(a, x) / (xᵃ e⁻ˣ / Γ(a + 1)); converges fast where x is well below a.
inline real gammaLowerSeries(real a, real x) {
  real term = 1, sum = 1;
  for (real n = 1; n < 1e6L; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * std::numeric_limits<real>::epsilon()) break;
  }
  return sum;
}

/// I_x(a, b) / (xᵃ yᵇ / B(a, b)), where x + y = 1 and x is below the mean, by Lentz's method.
///
/// The fraction of DiDonato and Morris (1992), whose coefficients take 1 - x as it is given: the classical one loses
/// as many digits as a has where x is close to 1.
inline real betaFraction(real a, real b, real x, real y) {
  const real tiny = 1e-4000L, eps = std::numeric_limits<real>::epsilon();
  const real excess = a * y - b * x + 1;
  real h = a * excess / (a + 1), c = h, d = 0;
  for (real n = 1; n < 100000; n++) {
    const real at = a + 2 * n - 1;
    const real numerator = (a + n - 1) * (a + b + n - 1) * n * (b - n) * x * x / (at * at);
    const real denominator = n + n * (b - n) * x / at + (a + n) * (excess + n * (1 + y)) / (at + 2);
    d = denominator + numerator * d;
    if (d == 0) d = tiny;
    c = denominator + numerator / c;
    if (c == 0) c = tiny;
    d = 1 / d;
    h *= d * c;
    if (std::fabs(d * c - 1) < eps) break;
  }
  return 1 / h;
}

/// I_x(a, b) / (xᵃ yᵇ / (a B(a, b))), a sum of positive terms that is short where x is below the mean and a is not large.
inline real betaSeries(real a, real b, real x) {
  real term = 1, sum = 1;
  for (real n = 0; n < 1e6L; n++) {
    term *= (a + b + n) / (a + 1 + n) * x;
    sum += term;
    if (term < sum * std::numeric_limits<real>::epsilon()) break;
  }
  return sum;
}

/// Q(a, x) for a above 1e9 and x within ten standard deviations of it (Temme 1979, the terms that matter there).
inline Tails gammaTailsOfLarge(real a, real x) {
  const real lambda = (x - a) / a;
  const real half = -bm::log1pmx(lambda, Quiet());
  const real eta = std::copysign(std::sqrt(2 * half), lambda);
  const real c0 = -1 / 3.0L + eta * (1 / 12.0L - eta * (2 / 135.0L - eta * (1 / 864.0L + eta / 2835.0L)));
  const real c1 = -1 / 540.0L - eta / 288.0L;
  const real rest = std::exp(-a * half) / std::sqrt(2 * bm::constants::pi<real>() * a) * (c0 + c1 / a);
  const real main = bm::erfc(std::sqrt(a * half), Quiet()) / 2;
  const real value = lambda >= 0 ? main + rest : main - rest;
  return lambda >= 0 ? fromUpper({value, std::log(value)}) : fromLower({value, std::log(value)});
}

/// P(a, x) and Q(a, x) for 0 < x < ∞.
inline Tails gammaTails(real a, real x) {
  const real prefix = logGammaPrefix(a, x);
  if (x < a && prefix < farTail) return fromLower(tailOf(prefix + std::log(gammaLowerSeries(a, x))));
  if (x > a + 1 && prefix + std::log(a) - std::log(x) < farTail)
    return fromUpper(tailOf(prefix + std::log(a) + std::log(gammaUpperFraction(a, x))));
  if (a > 1e9L) return gammaTailsOfLarge(a, x);
  const real lower = bm::gamma_p(a, x, Quiet());
  if (lower <= 0.5L) return fromLower({lower, std::log(lower)});
  const real upper = bm::gamma_q(a, x, Quiet());
  return fromUpper({upper, std::log(upper)});
}

/// I_x(a, b) and its complement for 0 < x < 1, where x + y = 1 and each is known to its last digit.
inline Tails betaTails(real a, real b, real x, real y) {
  const real prefix = logBetaPrefix(a, b, x, y);
  const bool isBelow = x < (a + 1) / (a + b + 2), isAbove = y < (b + 1) / (a + b + 2);
  // Boost loses digits where one parameter is much larger than the other, too.
  const bool isUneven = std::fmax(a, b) > 1e5L && std::fmin(a, b) < 1e4L;
  if (isBelow && a < b && isUneven) return fromLower(tailOf(prefix - std::log(a) + std::log(betaSeries(a, b, x))));
  if (isAbove && b < a && isUneven) return fromUpper(tailOf(prefix - std::log(b) + std::log(betaSeries(b, a, y))));
  if (isBelow && (isUneven || prefix - std::log(a) < farTail))
    return fromLower(tailOf(prefix + std::log(betaFraction(a, b, x, y))));
  if (isAbove && (isUneven || prefix - std::log(b) < farTail))
    return fromUpper(tailOf(prefix + std::log(betaFraction(b, a, y, x))));
  const real lower = x <= y ? bm::ibeta(a, b, x, Quiet()) : bm::ibetac(b, a, y, Quiet());
  if (lower <= 0.5L) return fromLower({lower, std::log(lower)});
  const real upper = x <= y ? bm::ibetac(a, b, x, Quiet()) : bm::ibeta(b, a, y, Quiet());
  return fromUpper({upper, std::log(upper)});
}

/// The upper tail of the standard normal distribution for finite x >= 0.
inline Tail normalUpper(real x) {
  if (x < 8) {
    const real value = bm::erfc(x / std::sqrt(2.0L), Quiet()) / 2;
    return {value, std::log(value)};
  }
  // Mills's ratio as a continued fraction, from the inside out: at x = 8 forty levels leave an error below 1e-20.
  real fraction = x;
  for (int k = 60; k >= 1; k--) fraction = x + k / fraction;
  return tailOf(-x * x / 2 - logRootTwoPi - std::log(fraction));
}

inline Tails normalTails(real x) {
  if (x >= 0) return fromUpper(normalUpper(x));
  return fromLower(normalUpper(-x));
}

}  // namespace extended
