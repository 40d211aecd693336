#ifndef CBOOSTMATH_H
#define CBOOSTMATH_H
// Distributions and special functions in extended precision, rounded once at the end.
//
// Every function answers for every argument: infinities are ordinary points, what has no answer is NaN, nothing
// throws. Parameters are checked by the caller. `log` functions are natural logarithms and stay finite where the
// value itself is too small for a double.
#ifdef __cplusplus
extern "C" {
#endif

/// What to compute about a distribution.
enum cb_quantity {
  CB_DENSITY,
  CB_LOG_DENSITY,
  CB_LOWER,      ///< P(X <= x)
  CB_UPPER,      ///< P(X > x)
  CB_LOG_LOWER,
  CB_LOG_UPPER,
  CB_QUANTILE_LOWER,  ///< `x` is the probability of the lower tail
  CB_QUANTILE_UPPER,  ///< `x` is the probability of the upper tail
};

double cb_normal(enum cb_quantity wanted, double x);
double cb_student_t(enum cb_quantity wanted, double x, double degrees);
double cb_gamma(enum cb_quantity wanted, double x, double shape);
double cb_beta(enum cb_quantity wanted, double x, double a, double b);
double cb_f(enum cb_quantity wanted, double x, double numerator, double denominator);
double cb_noncentral_chi_square(enum cb_quantity wanted, double x, double degrees, double noncentrality);
double cb_noncentral_f(
    enum cb_quantity wanted, double x, double numerator, double denominator, double noncentrality);

/// `x` is floored. Quantiles are the smallest integer whose tail, as this function gives it, reaches the wish.
double cb_binomial(enum cb_quantity wanted, double x, double trials, double probability);
/// Successes in `draws` without replacement from `marked` of `population`.
double cb_hypergeometric(enum cb_quantity wanted, double x, double population, double marked, double draws);

/// P(X <= x and Y <= y) of standard normal variates, by Owen's T function; the error is absolute, below 1e-16.
double cb_bivariate_normal_lower(double x, double y, double correlation);

double cb_log_gamma(double x);
double cb_digamma(double x);
double cb_log_beta(double a, double b);
double cb_log_binomial_coefficient(double n, double k);
double cb_erfc(double x);

#ifdef __cplusplus
}
#endif
#endif
