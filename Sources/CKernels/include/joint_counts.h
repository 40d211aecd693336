#ifndef CKERNELS_JOINT_COUNTS_H
#define CKERNELS_JOINT_COUNTS_H
#include <stddef.h>
#include <stdint.h>

/// What occurs in a column of bytes.
struct ck_byte_range {
  int low;          // the least valid value, the greatest of the type if there is none
  int high;         // the greatest valid value, the least of the type if there is none
  int has_missing;  // whether a missing code occurs
};

/// The range of `count` unsigned codes, of which those from `first_missing` on are missing.
struct ck_byte_range ck_code_range(int level, const uint8_t *codes, size_t count, uint8_t first_missing);
/// The range of `count` signed numbers, of which those below `least` are missing.
struct ck_byte_range ck_number_range(int level, const int8_t *numbers, size_t count, int8_t least);

/// Writes one bit a row for each of `plane_count` values: plane p has bit r set where bytes[r] == values[p].
/// With `with_valid`, a further plane has the bits of all `value_count` values. Planes are `stride` words apart and
/// hold a multiple of eight words; bits behind the last row are zero. value_count >= plane_count.
void ck_planes_build(int level, const uint8_t *bytes, size_t rows, const uint8_t *values, int value_count, int plane_count,
                     int with_valid, uint64_t *planes, size_t stride);

/// Adds to counts[i * plane_count + j], for all i < rows and i <= j, the number of bits that planes i and j share. Other
/// places of `counts` are left in an unspecified state. `words` is a multiple of eight.
void ck_planes_gram(int level, const uint64_t *planes, size_t plane_count, size_t rows, size_t words, size_t stride,
                    uint32_t *counts);

/// Adds weights[r] to sums[a[r] * width + b[r]], in order of rows.
void ck_weighted_joint(const uint16_t *a, const uint16_t *b, const double *weights, size_t rows, size_t width, double *sums);

#endif
