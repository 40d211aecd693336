#include "answer.hpp"

using namespace extended;

namespace {

/// log of C(n, k) pᵏ qⁿ⁻ᵏ, where p + q = 1 (Loader 2000).
real logBinomial(real k, real n, real p, real q) {
  if (k < 0 || k > n) return -infinity;
  if (p == 0) return k == 0 ? 0 : -infinity;
  if (q == 0) return k == n ? 0 : -infinity;
  if (k == 0) return p < q ? n * bm::log1p(-p, Quiet()) : n * std::log(q);
  if (k == n) return q < p ? n * bm::log1p(-q, Quiet()) : n * std::log(p);
  return stirlingError(n) - stirlingError(k) - stirlingError(n - k) - deviance(k, n * p) - deviance(n - k, n * q) -
         logRootTwoPi + 0.5L * (std::log(n) - std::log(k) - std::log(n - k));
}

/// The smallest integer from `low` to `high` whose lower tail is at least `p`, or whose upper tail is at most `p`.
template <class Value>
real integerQuantile(real low, real high, double p, bool isLower, Value value) {
  while (low < high) {
    const real middle = std::floor((low + high) / 2);
    const bool reached = isLower ? value(CB_LOWER, middle) >= p : value(CB_UPPER, middle) <= p;
    if (reached) high = middle;
    else low = middle + 1;
  }
  return low;
}

Tails binomialTails(real k, real n, real p) {
  if (p == 0) return fromUpper({0, -infinity});
  if (p == 1) return fromLower({0, -infinity});
  const Tails beta = betaTails(k + 1, n - k, p, 1 - p);
  return {beta.upper, beta.lower};
}

struct Hypergeometric {
  real population, marked, draws;

  real low() const { return std::fmax(0.0L, draws - (population - marked)); }
  real high() const { return std::fmin(draws, marked); }

  real logMass(real k) const {
    if (k < low() || k > high()) return -infinity;
    if (draws == 0 || draws == population) return 0;
    const real p = draws / population, q = (population - draws) / population;
    return logBinomial(k, marked, p, q) + logBinomial(draws - k, population - marked, p, q) -
           logBinomial(draws, population, p, q);
  }

  /// mass(k + 1) / mass(k)
  real ratio(real k) const {
    return (marked - k) / (k + 1) * ((draws - k) / (population - marked - draws + k + 1));
  }

  /// The sum of the masses above k, from k + 1 on.
  Tail above(real k) const {
    real term = 1, sum = 1;
    for (real j = k + 1; j < high(); j++) {
      term *= ratio(j);
      sum += term;
      if (term < 1e-22L * sum) break;
    }
    return tailOf(logMass(k + 1) + std::log(sum));
  }

  /// The sum of the masses up to and including k.
  Tail upTo(real k) const {
    real term = 1, sum = 1;
    for (real j = k - 1; j >= low(); j--) {
      term /= ratio(j);
      sum += term;
      if (term < 1e-22L * sum) break;
    }
    return tailOf(logMass(k) + std::log(sum));
  }

  /// Sums are taken away from the mode, where they are short; the other tail is the rest, or its own sum if smaller.
  Tails tails(real k) const {
    if (k >= draws * (marked / population)) {
      const Tail upper = above(k);
      return upper.value <= 0.5L ? fromUpper(upper) : fromLower(upTo(k));
    }
    const Tail lower = upTo(k);
    return lower.value <= 0.5L ? fromLower(lower) : fromUpper(above(k));
  }
};

}  // namespace

extern "C" double cb_binomial(cb_quantity wanted, double x, double trials, double probability) {
  return answered([=]() -> real {
    if (std::isnan(x)) return noAnswer;
    if (isQuantile(wanted)) {
      if (!(x >= 0 && x <= 1)) return noAnswer;
      return integerQuantile(0, trials, x, wanted == CB_QUANTILE_LOWER, [=](cb_quantity tail, real k) {
        return cb_binomial(tail, double(k), trials, probability);
      });
    }
    const real k = std::floor(x);
    if (wanted == CB_DENSITY || wanted == CB_LOG_DENSITY) {
      const real log = k == x ? logBinomial(k, trials, probability, 1 - real(probability)) : -infinity;
      return wanted == CB_DENSITY ? std::exp(log) : log;
    }
    if (k < 0 || k >= trials) return outside(wanted, k < 0);
    return of(binomialTails(k, trials, probability), wanted);
  });
}

extern "C" double cb_hypergeometric(cb_quantity wanted, double x, double population, double marked, double draws) {
  const Hypergeometric urn = {population, marked, draws};
  return answered([=]() -> real {
    if (std::isnan(x)) return noAnswer;
    if (isQuantile(wanted)) {
      if (!(x >= 0 && x <= 1)) return noAnswer;
      return integerQuantile(urn.low(), urn.high(), x, wanted == CB_QUANTILE_LOWER, [=](cb_quantity tail, real k) {
        return cb_hypergeometric(tail, double(k), population, marked, draws);
      });
    }
    const real k = std::floor(x);
    if (wanted == CB_DENSITY || wanted == CB_LOG_DENSITY) {
      const real log = k == x ? urn.logMass(k) : -infinity;
      return wanted == CB_DENSITY ? std::exp(log) : log;
    }
    if (k < urn.low() || k >= urn.high()) return outside(wanted, k < urn.low());
    return of(urn.tails(k), wanted);
  });
}
