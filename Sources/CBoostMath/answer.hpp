#pragma once
#include "CBoostMath.h"
#include "extended.hpp"

namespace extended {

/// What is known outside the support and at its ends: a tail is 0 or 1 there.
inline double outside(cb_quantity wanted, bool below) {
  switch (wanted) {
  case CB_DENSITY: return 0;
  case CB_LOG_DENSITY: return -infinity;
  case CB_LOWER: return below ? 0 : 1;
  case CB_UPPER: return below ? 1 : 0;
  case CB_LOG_LOWER: return below ? -infinity : 0;
  case CB_LOG_UPPER: return below ? 0 : -infinity;
  default: return noAnswer;
  }
}

inline bool isQuantile(cb_quantity wanted) { return wanted == CB_QUANTILE_LOWER || wanted == CB_QUANTILE_UPPER; }

inline double of(const Tails &tails, cb_quantity wanted) {
  switch (wanted) {
  case CB_LOWER: return tails.lower.value;
  case CB_UPPER: return tails.upper.value;
  case CB_LOG_LOWER: return tails.lower.log;
  case CB_LOG_UPPER: return tails.upper.log;
  default: return noAnswer;
  }
}

/// The point between 0 and `end` whose tail is `p`, by Newton's method from a start that should be nearly there.
///
/// It runs on logarithms of both the point and the tail: tails are powers near 0 and exponentials far out, so a
/// tail of 1e-300 is met as closely as one of 0.3, and a poor start only costs steps.
template <class TailsAt, class LogDensityAt>
real polished(real start, real end, real p, bool isLower, TailsAt tailsAt, LogDensityAt logDensityAt) {
  if (p > 0.5L) {
    p = 1 - p;
    isLower = !isLower;
  }
  const real target = std::log(p);
  real x = start, last = infinity;
  for (int step = 0; step < 60; step++) {
    const Tails tails = tailsAt(x);
    const Tail tail = isLower ? tails.lower : tails.upper;
    // d log(tail) / d log(x) = ± x density / tail
    const real slope = x * std::exp(logDensityAt(x) - tail.log);
    real change = (isLower ? target - tail.log : tail.log - target) / slope;
    if (!std::isfinite(change)) return x;
    // Steps that no longer shrink are rounding errors.
    if (std::fabs(change) < 1e-6L && std::fabs(change) >= last) return x;
    last = std::fabs(change);
    change = std::fmax(-5.0L, std::fmin(5.0L, change));
    const real next = x * std::exp(change);
    x = next < end ? next : (x + end) / 2;
    if (std::fabs(change) < 1e-18L) return x;
  }
  return x;
}

/// The point between `low` and `high` whose tail is `p`; `high` may be infinite, `low` is finite.
template <class TailsAt>
real searched(real low, real start, real p, bool isLower, TailsAt tailsAt) {
  const real target = std::log(p);
  // Positive where x lies above the quantile.
  auto excess = [&](real x) {
    const Tails tails = tailsAt(x);
    return isLower ? tails.lower.log - target : target - tails.upper.log;
  };
  real under = low, over = start;
  while (excess(over) < 0) {
    under = over;
    over *= 2;
    if (over > 1e300L) return infinity;
  }
  while (under == low && excess(over / 2) > 0) over /= 2;
  if (under == low) under = over / 2;
  // Regula falsi with the Illinois correction, within a bracket that halves at worst every third step.
  real fUnder = excess(under), fOver = excess(over);
  for (int i = 0; i < 200 && over - under > 1e-19L * over; i++) {
    real x = i % 3 == 2 ? (under + over) / 2 : under - fUnder * (over - under) / (fOver - fUnder);
    if (!(x > under && x < over)) x = (under + over) / 2;
    if (x == under || x == over) break;
    const real f = excess(x);
    if (f == 0) return x;
    if (f < 0) {
      under = x, fUnder = f, fOver /= i % 3 == 1 ? 2 : 1;
    } else {
      over = x, fOver = f, fUnder /= i % 3 == 1 ? 2 : 1;
    }
  }
  return (under + over) / 2;
}

/// Calls `compute`, turning whatever it throws into NaN.
template <class Compute>
double answered(Compute compute) {
  try {
    return double(compute());
  } catch (...) {
    return noAnswer;
  }
}

}  // namespace extended
