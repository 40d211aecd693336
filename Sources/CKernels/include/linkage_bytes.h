#ifndef CKERNELS_LINKAGE_BYTES_H
#define CKERNELS_LINKAGE_BYTES_H
#include <stdint.h>

/// What stands where there is no distance: on the diagonal, and at clusters that are gone.
enum { CK_LINK_NO_BYTE = 255 };

/// Writes rows from ..< to of a square of squared distances of whole numbers, `width` bytes a row. `columns` holds `width`
/// numbers of the first dimension, then those of the next; behind the first `count` of a row stands CK_LINK_NO_BYTE.
/// No squared distance may reach CK_LINK_NO_BYTE.
void ck_link_bytes_fill(int level, const uint8_t *columns, int64_t dims, int64_t count, int64_t width, int64_t from,
                        int64_t to, uint8_t *cells);
/// The first place of the least byte of a row. `width` is a multiple of 64.
int64_t ck_link_bytes_least(int level, const uint8_t *row, int64_t width);
/// The greater of each two bytes, into the first row. `width` is a multiple of 64.
void ck_link_bytes_greatest(int level, uint8_t *row, const uint8_t *other, int64_t width);
/// The same of pairs of columns in one row; the second column of each pair is gone then.
void ck_link_bytes_join(uint8_t *row, const int32_t *first, const int32_t *second, int64_t count);
/// Copies the bytes at some places.
void ck_link_bytes_gather(uint8_t *target, const uint8_t *row, const int32_t *places, int64_t count);

#endif
