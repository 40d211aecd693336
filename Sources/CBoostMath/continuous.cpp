#include "answer.hpp"

using namespace extended;

extern "C" double cb_normal(cb_quantity wanted, double x) {
  return answered([=]() -> real {
    if (std::isnan(x)) return noAnswer;
    if (isQuantile(wanted)) {
      if (!(x >= 0 && x <= 1)) return noAnswer;
      const real sign = wanted == CB_QUANTILE_LOWER ? -1 : 1;
      if (x == 0) return sign * infinity;
      if (x == 1) return -sign * infinity;
      if (x == 0.5) return 0;
      return sign * std::sqrt(2.0L) * bm::erfc_inv(2 * real(x), Quiet());
    }
    if (std::isinf(x)) return outside(wanted, x < 0);
    const real log = -real(x) * x / 2 - logRootTwoPi;
    if (wanted == CB_DENSITY) return std::exp(log);
    if (wanted == CB_LOG_DENSITY) return log;
    return of(normalTails(x), wanted);
  });
}

namespace {

real studentLogDensity(real t, real degrees) {
  const real ratio = bm::tgamma_delta_ratio(degrees / 2, 0.5L, Quiet());
  return -(degrees + 1) / 2 * bm::log1p(t * t / degrees, Quiet()) -
         std::log(std::sqrt(degrees * bm::constants::pi<real>()) * ratio);
}

Tails studentTails(real t, real degrees) {
  if (t == 0) return fromUpper({0.5L, -logTwo});
  const real square = t * t;
  const Tail two = betaTails(degrees / 2, 0.5L, degrees / (degrees + square), square / (degrees + square)).lower;
  const Tail one = {two.value / 2, two.log - logTwo};
  return t > 0 ? fromUpper(one) : fromLower(one);
}

}  // namespace

extern "C" double cb_student_t(cb_quantity wanted, double x, double degrees) {
  if (std::isinf(degrees)) return cb_normal(wanted, x);
  return answered([=]() -> real {
    if (std::isnan(x)) return noAnswer;
    if (isQuantile(wanted)) {
      if (!(x >= 0 && x <= 1)) return noAnswer;
      // The distribution is symmetric: the quantile of the smaller tail, with the sign it has on that side.
      const bool flipped = x > 0.5;
      const real p = flipped ? 1 - real(x) : real(x);
      const real sign = (wanted == CB_QUANTILE_LOWER) == flipped ? 1 : -1;
      if (p == 0) return sign * infinity;
      if (p == 0.5L) return 0;
      const bm::students_t_distribution<real, Quiet> distribution(degrees);
      real start = bm::quantile(bm::complement(distribution, p));
      // Near the middle the tail says little about the point, and Boost's answer is the better one.
      if (p < 0.4L)
        start = polished(
            start, infinity, p, false, [=](real t) { return studentTails(t, degrees); },
            [=](real t) { return studentLogDensity(t, degrees); });
      return sign * start;
    }
    if (std::isinf(x)) return outside(wanted, x < 0);
    if (wanted == CB_DENSITY) return std::exp(studentLogDensity(x, degrees));
    if (wanted == CB_LOG_DENSITY) return studentLogDensity(x, degrees);
    return of(studentTails(x, degrees), wanted);
  });
}

namespace {

real gammaLogDensity(real x, real shape) {
  if (x == 0) return shape < 1 ? infinity : shape == 1 ? 0 : -infinity;
  return std::log(shape) - std::log(x) + logGammaPrefix(shape, x);
}

real betaLogDensity(real x, real y, real a, real b) {
  if (x == 0) return a < 1 ? infinity : a == 1 ? std::log(b) : -infinity;
  if (y == 0) return b < 1 ? infinity : b == 1 ? std::log(a) : -infinity;
  return logBetaPrefix(a, b, x, y) - std::log(x) - std::log(y);
}

/// The beta variate, and its complement, whose tail is `p`.
void betaQuantile(real a, real b, real p, bool isLower, real &x, real &y) {
  if (p == 0 || p == 1) {
    x = (p == 0) == isLower ? 0 : 1;
    y = 1 - x;
    return;
  }
  if (!isLower) return betaQuantile(b, a, p, true, y, x);
  // So near an end that the tail is a power of the distance from it.
  const real near0 = (std::log(p) + std::log(a) + logBeta(a, b)) / a;
  if (near0 + bm::log1p(b, Quiet()) < -50) {
    x = std::exp(near0);
    y = 1 - x;
    return;
  }
  const real near1 = (bm::log1p(-p, Quiet()) + std::log(b) + logBeta(a, b)) / b;
  if (near1 + bm::log1p(a, Quiet()) < -50) {
    y = std::exp(near1);
    x = 1 - y;
    return;
  }
  if (p > 0.5L) return betaQuantile(b, a, 1 - p, true, y, x);
  x = bm::ibeta_inv(a, b, p, &y, Quiet());
  auto isFar = [&] {
    if (!(x > 0 && y > 0)) return true;
    return !(std::fabs(betaTails(a, b, x, y).lower.log - std::log(p)) < 1);
  };
  if (isFar()) {
    x = std::fmin(0.5L, std::exp(near0));
    y = 1 - x;
  }
  // Whichever of the two is small is the one with all its digits.
  if (x <= y)
    x = polished(
        x, 1, p, true, [=](real u) { return betaTails(a, b, u, 1 - u); },
        [=](real u) { return betaLogDensity(u, 1 - u, a, b); }),
    y = 1 - x;
  else
    y = polished(
        y, 1, p, false, [=](real u) { return betaTails(b, a, u, 1 - u); },
        [=](real u) { return betaLogDensity(u, 1 - u, b, a); }),
    x = 1 - y;
}

}  // namespace

extern "C" double cb_gamma(cb_quantity wanted, double x, double shape) {
  return answered([=]() -> real {
    if (std::isnan(x)) return noAnswer;
    if (isQuantile(wanted)) {
      if (!(x >= 0 && x <= 1)) return noAnswer;
      const bool isLower = wanted == CB_QUANTILE_LOWER;
      if (x == 0 || x == 1) return (x == 0) == isLower ? 0 : infinity;
      const real start = isLower ? bm::gamma_p_inv(real(shape), real(x), Quiet())
                                 : bm::gamma_q_inv(real(shape), real(x), Quiet());
      if (start == 0) return 0;
      return polished(
          start, infinity, x, isLower, [=](real u) { return gammaTails(shape, u); },
          [=](real u) { return gammaLogDensity(u, shape); });
    }
    if (x < 0 || std::isinf(x)) return outside(wanted, x < 0);
    if (wanted == CB_DENSITY) return std::exp(gammaLogDensity(x, shape));
    if (wanted == CB_LOG_DENSITY) return gammaLogDensity(x, shape);
    if (x == 0) return outside(wanted, true);
    return of(gammaTails(shape, x), wanted);
  });
}

extern "C" double cb_beta(cb_quantity wanted, double x, double a, double b) {
  return answered([=]() -> real {
    if (std::isnan(x)) return noAnswer;
    if (isQuantile(wanted)) {
      if (!(x >= 0 && x <= 1)) return noAnswer;
      real u, v;
      betaQuantile(a, b, x, wanted == CB_QUANTILE_LOWER, u, v);
      return u;
    }
    if (x < 0 || x > 1) return outside(wanted, x < 0);
    const real y = 1 - real(x);
    if (wanted == CB_DENSITY) return std::exp(betaLogDensity(x, y, a, b));
    if (wanted == CB_LOG_DENSITY) return betaLogDensity(x, y, a, b);
    if (x == 0 || x == 1) return outside(wanted, x == 0);
    return of(betaTails(a, b, x, y), wanted);
  });
}

extern "C" double cb_f(cb_quantity wanted, double x, double numerator, double denominator) {
  if (std::isinf(denominator)) {
    if (isQuantile(wanted)) return 2 * cb_gamma(wanted, x, numerator / 2) / numerator;
    const double value = cb_gamma(wanted, x * (numerator / 2), numerator / 2);
    if (wanted == CB_DENSITY) return value * (numerator / 2);
    return wanted == CB_LOG_DENSITY ? value + std::log(numerator / 2) : value;
  }
  return answered([=]() -> real {
    const real a = real(numerator) / 2, b = real(denominator) / 2;
    if (std::isnan(x)) return noAnswer;
    if (isQuantile(wanted)) {
      if (!(x >= 0 && x <= 1)) return noAnswer;
      real u, v;
      betaQuantile(a, b, x, wanted == CB_QUANTILE_LOWER, u, v);
      return b * u / (a * v);
    }
    if (x < 0 || std::isinf(x)) return outside(wanted, x < 0);
    if (x == 0 && wanted == CB_DENSITY) return a < 1 ? infinity : a == 1 ? 1 : 0;
    if (x == 0 && wanted == CB_LOG_DENSITY) return a < 1 ? infinity : a == 1 ? 0 : -infinity;
    if (x == 0) return outside(wanted, true);
    const real u = a * x / (a * x + b), v = b / (a * x + b);
    const real log = logBetaPrefix(a, b, u, v) - std::log(real(x));
    if (wanted == CB_DENSITY) return std::exp(log);
    if (wanted == CB_LOG_DENSITY) return log;
    return of(betaTails(a, b, u, v), wanted);
  });
}
