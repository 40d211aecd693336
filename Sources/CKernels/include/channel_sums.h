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
#endif
