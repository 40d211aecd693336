#include "channel_sums.h"
#include <string.h>

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

size_t ck_add_key_numbers(const int32_t *keys, size_t from, size_t to, const ck_key_numbers *known, uint32_t *sums) {
  for (size_t row = from; row < to; row++) {
    uint32_t place = (uint32_t)keys[row] - (uint32_t)known->low, number;
    if (place < known->count) number = known->numbers[place];
    else if (keys[row] == known->missing_key) number = known->missing_number;
    else return row;
    if (number == UINT32_MAX) return row;
    sums[row] += number;
  }
  return to;
}

enum { AHEAD = 32 };

// The count stands beside the sums of its cell, so that it costs no cache line of its own.
static inline __attribute__((always_inline)) void add_counted(const uint32_t *cells, const uint32_t *recipes,
                                                              const double *quantities, size_t rows,
                                                              const double *coefficients, size_t channels,
                                                              double *sums) {
  for (size_t row = 0; row < rows; row++) {
    // Enterprises come in any order: the cell of a row is fetched while those before it are added.
    __builtin_prefetch(sums + cells[row + AHEAD < rows ? row + AHEAD : row] * (channels + 1), 1);
    const double quantity = quantities[row];
    const double *coefficient = coefficients + recipes[row] * channels;
    double *sum = sums + cells[row] * (channels + 1);
    for (size_t channel = 0; channel < channels; channel++) sum[channel] += quantity * coefficient[channel];
    sum[channels] += 1;
  }
}

int ck_channel_sums_counted(const uint32_t *cells, const uint32_t *recipes, const double *quantities, size_t rows,
                            const double *coefficients, size_t channels, double *sums) {
  // As bits the numbers from 0 on are in order, and everything else, −0 too, is beyond infinity.
  uint64_t is_other = 0;
  for (size_t row = 0; row < rows; row++) {
    uint64_t bits;
    memcpy(&bits, quantities + row, 8);
    is_other |= bits >= 0x7FF0000000000000u;
  }
  if (is_other) return 0;
  switch (channels) {
    case 1: add_counted(cells, recipes, quantities, rows, coefficients, 1, sums); break;
    case 2: add_counted(cells, recipes, quantities, rows, coefficients, 2, sums); break;
    case 3: add_counted(cells, recipes, quantities, rows, coefficients, 3, sums); break;
    case 4: add_counted(cells, recipes, quantities, rows, coefficients, 4, sums); break;
    default: add_counted(cells, recipes, quantities, rows, coefficients, channels, sums);
  }
  return 1;
}
