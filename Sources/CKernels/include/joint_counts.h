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

/// Writes how often each byte occurs.
void ck_byte_histogram(const uint8_t *bytes, size_t count, uint64_t counts[256]);

/// Writes one bit a row for each of `plane_count` values: plane p has bit r set where bytes[r] == values[p].
/// With `with_valid`, a further plane has the bits of all `value_count` values. Planes are `stride` words apart and
/// hold a multiple of eight words; bits behind the last row are zero. value_count >= plane_count.
void ck_planes_build(int level, const uint8_t *bytes, size_t rows, const uint8_t *values, int value_count, int plane_count,
                     int with_valid, uint64_t *planes, size_t stride);

/// Adds to counts[i * plane_count + j], for all i < rows and i <= j, the number of bits that planes i and j share. Other
/// places of `counts` are left in an unspecified state. `words` is a multiple of eight.
void ck_planes_gram(int level, const uint64_t *planes, size_t plane_count, size_t rows, size_t words, size_t stride,
                    uint32_t *counts);

/// Adds to codes[r] the place of bytes[r] times `step`; the place is bytes[r] - low, or `levels` for bytes that are no level.
void ck_super_codes(const uint8_t *bytes, size_t rows, uint8_t low, uint8_t levels, uint8_t step, uint8_t *codes);

/// Sums of weights by cell a[r] * width + b[r]: `parts` numbers a row of `weights` and a cell of `sums`, one or two.
///
/// Rows are added in order, in runs of 65,536 that begin at zero and are then added up, so the bits depend on the rows
/// alone. There are `cells` <= 65,536 cells; `scratch` has the size of `sums`, which is overwritten.
void ck_weighted_joint(const uint8_t *a, const uint8_t *b, size_t width, size_t cells, const double *weights, int parts,
                       size_t rows, double *scratch, double *sums);

#endif
