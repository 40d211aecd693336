#include "answer.hpp"

using namespace extended;

extern "C" double cb_log_gamma(double x) {
  return answered([=]() -> real { return std::isinf(x) && x > 0 ? infinity : bm::lgamma(real(x), Quiet()); });
}

extern "C" double cb_digamma(double x) {
  return answered([=]() -> real { return std::isinf(x) && x > 0 ? infinity : bm::digamma(real(x), Quiet()); });
}

extern "C" double cb_log_beta(double a, double b) {
  return answered([=]() -> real { return a > 0 && b > 0 ? logBeta(a, b) : noAnswer; });
}

extern "C" double cb_log_binomial_coefficient(double n, double k) {
  return answered([=]() -> real {
    if (!(k >= 0 && k <= n)) return -infinity;
    if (k == 0 || k == n) return 0;
    return -bm::log1p(real(n), Quiet()) - logBeta(real(k) + 1, real(n) - k + 1);
  });
}

extern "C" double cb_erfc(double x) {
  return answered([=]() -> real {
    if (std::isinf(x)) return x > 0 ? 0 : 2;
    return bm::erfc(real(x), Quiet());
  });
}
