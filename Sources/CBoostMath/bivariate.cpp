#include "answer.hpp"
#include <boost/math/special_functions/owens_t.hpp>

using namespace extended;

namespace {

/// Owen's T of h and numerator / (h root), where h may be 0.
real owen(real h, real numerator, real root) {
  if (h == 0) return numerator == 0 ? 0 : std::copysign(0.25L, numerator);
  return bm::owens_t(h, numerator / (h * root), Quiet());
}

}  // namespace

extern "C" double cb_bivariate_normal_lower(double x, double y, double correlation) {
  return answered([=]() -> real {
    if (std::isnan(x) || std::isnan(y) || !(correlation >= -1 && correlation <= 1)) return noAnswer;
    const real h = x, k = y, r = correlation;
    if (x == -infinity || y == -infinity) return 0;
    if (std::isinf(x)) return cb_normal(CB_LOWER, y);
    if (std::isinf(y)) return cb_normal(CB_LOWER, x);
    const Tails atH = normalTails(h), atK = normalTails(k);
    if (r == 1) return std::fmin(atH.lower.value, atK.lower.value);
    if (r == -1) {
      // The smaller tails are subtracted, whichever they are.
      const real rest = h > 0 && k > 0 ? 1 - atK.upper.value - atH.upper.value
                        : h > 0        ? atK.lower.value - atH.upper.value
                                       : atH.lower.value - atK.upper.value;
      return std::fmax(0.0L, rest);
    }
    if (h == 0 && k == 0) return 0.25L + std::asin(r) / (2 * bm::constants::pi<real>());
    const real root = std::sqrt((1 - r) * (1 + r));
    const bool apart = (h < 0 && k > 0) || (h > 0 && k < 0) || ((h == 0 || k == 0) && h + k < 0);
    const real value = (atH.lower.value + atK.lower.value) / 2 - owen(h, k - r * h, root) -
                       owen(k, h - r * k, root) - (apart ? 0.5L : 0);
    return std::fmax(0.0L, value);
  });
}
