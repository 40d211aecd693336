#ifndef CKERNELS_CHANNEL_SUMS_H
#define CKERNELS_CHANNEL_SUMS_H
#include <stddef.h>
#include <stdint.h>

/// Adds quantity × coefficient of its recipe to the channels of its cell, row after row.
///
/// `coefficients` holds `channels` numbers for each recipe, `sums` as many for each cell. Products are rounded before
/// they are added, and rows are added in order, so the sums have the same bits on every processor.
void ck_channel_sums(const uint32_t *cells, const uint32_t *recipes, const double *quantities, size_t from, size_t to,
                     const double *coefficients, size_t channels, double *sums);

/// A number for each key from `low` on; UINT32_MAX for a key that has none.
typedef struct {
  int32_t low;
  uint32_t count;
  const uint32_t *numbers;
  int32_t missing_key;
  uint32_t missing_number;
} ck_key_numbers;

/// Adds the number of its key to the sum of each row.
/// Returns the first row whose key has no number, `to` if there is none; the rows before it are done.
size_t ck_add_key_numbers(const int32_t *keys, size_t from, size_t to, const ck_key_numbers *known, uint32_t *sums);

/// As `ck_channel_sums`, where the channels of a cell are followed by the number of its rows.
/// Returns 0 with nothing added where some quantity is negative, infinite or none.
int ck_channel_sums_counted(const uint32_t *cells, const uint32_t *recipes, const double *quantities, size_t rows,
                            const double *coefficients, size_t channels, double *sums);
#endif
