#include "channel_sums.h"

// The number of channels is a constant in each copy, so that their loop is unrolled.
static inline __attribute__((always_inline)) void add(const uint32_t *cells, const uint32_t *recipes,
                                                      const double *quantities, size_t from, size_t to,
                                                      const double *coefficients, size_t channels, double *sums) {
  for (size_t row = from; row < to; row++) {
    const double quantity = quantities[row];
    const double *coefficient = coefficients + recipes[row] * channels;
    double *sum = sums + cells[row] * channels;
    for (size_t channel = 0; channel < channels; channel++) sum[channel] += quantity * coefficient[channel];
  }
}

void ck_channel_sums(const uint32_t *cells, const uint32_t *recipes, const double *quantities, size_t from, size_t to,
                     const double *coefficients, size_t channels, double *sums) {
  switch (channels) {
    case 1: add(cells, recipes, quantities, from, to, coefficients, 1, sums); break;
    case 2: add(cells, recipes, quantities, from, to, coefficients, 2, sums); break;
    case 4: add(cells, recipes, quantities, from, to, coefficients, 4, sums); break;
    case 8: add(cells, recipes, quantities, from, to, coefficients, 8, sums); break;
    default: add(cells, recipes, quantities, from, to, coefficients, channels, sums);
  }
}
