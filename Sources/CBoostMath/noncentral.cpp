#include "answer.hpp"

using namespace extended;

namespace {

/// log Σⱼ Poisson(j; mean) exp(logTerm(j)), for terms whose product with the Poisson is log-concave in j.
///
/// All terms are positive, so the sum, taken outwards from its greatest term, has no cancellation.
template <class LogTerm>
real logPoissonMixture(real mean, LogTerm logTerm) {
  auto log = [&](real j) {
    const real poisson = j == 0 ? -mean : -stirlingError(j) - deviance(j, mean) - logRootTwoPi - 0.5L * std::log(j);
    return poisson + logTerm(j);
  };
  real low = 0, high = 1;
  while (high < 1e15L && log(high + 1) > log(high)) low = high, high *= 2;
  while (high - low > 0.5L) {
    const real middle = std::floor((low + high) / 2);
    if (log(middle + 1) > log(middle)) low = middle + 1;
    else high = middle;
  }
  const real greatest = log(low);
  if (greatest == -infinity) return -infinity;
  real sum = 1;
  for (real j = low + 1;; j++) {
    const real term = std::exp(log(j) - greatest);
    sum += term;
    if (term < 1e-21L * sum) break;
  }
  for (real j = low - 1; j >= 0; j--) {
    const real term = std::exp(log(j) - greatest);
    sum += term;
    if (term < 1e-21L * sum) break;
  }
  return greatest + std::log(sum);
}

/// Both tails of the mixture of distributions whose own tails are `tails(j)`.
template <class TailsOf>
Tails mixtureTails(real mean, TailsOf tails) {
  const real lower = logPoissonMixture(mean, [&](real j) { return tails(j).lower.log; });
  if (lower < -logTwo) return fromLower(tailOf(lower));
  return fromUpper(tailOf(logPoissonMixture(mean, [&](real j) { return tails(j).upper.log; })));
}

}  // namespace

extern "C" double cb_noncentral_chi_square(cb_quantity wanted, double x, double degrees, double noncentrality) {
  if (noncentrality == 0) {
    if (isQuantile(wanted)) return 2 * cb_gamma(wanted, x, degrees / 2);
    const double value = cb_gamma(wanted, x / 2, degrees / 2);
    return wanted == CB_DENSITY ? value / 2 : wanted == CB_LOG_DENSITY ? value - double(logTwo) : value;
  }
  return answered([=]() -> real {
    const real a = real(degrees) / 2, mean = real(noncentrality) / 2;
    if (std::isnan(x)) return noAnswer;
    auto tailsAt = [=](real point) {
      return mixtureTails(mean, [=](real j) { return gammaTails(a + j, point / 2); });
    };
    if (isQuantile(wanted)) {
      if (!(x >= 0 && x <= 1)) return noAnswer;
      const bool isLower = wanted == CB_QUANTILE_LOWER;
      if (x == 0 || x == 1) return (x == 0) == isLower ? 0 : infinity;
      return searched(0, real(degrees) + noncentrality, x, isLower, tailsAt);
    }
    if (x < 0 || std::isinf(x)) return outside(wanted, x < 0);
    if (wanted == CB_DENSITY || wanted == CB_LOG_DENSITY) {
      real log;
      if (x == 0) {
        log = a < 1 ? infinity : a == 1 ? -mean - logTwo : -infinity;
      } else {
        const real half = real(x) / 2;
        log = logPoissonMixture(
            mean, [=](real j) { return std::log(a + j) - std::log(real(x)) + logGammaPrefix(a + j, half); });
      }
      return wanted == CB_DENSITY ? std::exp(log) : log;
    }
    if (x == 0) return outside(wanted, true);
    return of(tailsAt(x), wanted);
  });
}

extern "C" double cb_noncentral_f(
    cb_quantity wanted, double x, double numerator, double denominator, double noncentrality) {
  if (noncentrality == 0) return cb_f(wanted, x, numerator, denominator);
  return answered([=]() -> real {
    const real a = real(numerator) / 2, b = real(denominator) / 2, mean = real(noncentrality) / 2;
    if (std::isnan(x)) return noAnswer;
    auto tailsAt = [=](real point) {
      const real u = a * point / (a * point + b), v = b / (a * point + b);
      return mixtureTails(mean, [=](real j) { return betaTails(a + j, b, u, v); });
    };
    if (isQuantile(wanted)) {
      if (!(x >= 0 && x <= 1)) return noAnswer;
      const bool isLower = wanted == CB_QUANTILE_LOWER;
      if (x == 0 || x == 1) return (x == 0) == isLower ? 0 : infinity;
      return searched(0, 1 + noncentrality / numerator, x, isLower, tailsAt);
    }
    if (x < 0 || std::isinf(x)) return outside(wanted, x < 0);
    if (wanted == CB_DENSITY || wanted == CB_LOG_DENSITY) {
      real log;
      if (x == 0) {
        log = a < 1 ? infinity : a == 1 ? -mean : -infinity;
      } else {
        const real u = a * x / (a * x + b), v = b / (a * x + b);
        log = logPoissonMixture(
            mean, [=](real j) { return logBetaPrefix(a + j, b, u, v) - std::log(real(x)); });
      }
      return wanted == CB_DENSITY ? std::exp(log) : log;
    }
    if (x == 0) return outside(wanted, true);
    return of(tailsAt(x), wanted);
  });
}
