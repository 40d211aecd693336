#include "linkage_bytes.h"
#include "processor.h"
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

enum { WIDE = 64, BLOCK = 512 };

INLINE void fill(const uint8_t *columns, int64_t dims, int64_t count, int64_t width, int64_t from, int64_t to,
                 uint8_t *cells) {
  for (int64_t row = from; row < to; row++) {
    uint8_t *target = cells + row * width;
    for (int64_t start = 0; start < width; start += BLOCK) {
      int64_t span = width - start < BLOCK ? width - start : BLOCK;
      int16_t sums[BLOCK] = {0};
      for (int64_t d = 0; d < dims; d++) {
        const uint8_t *other = columns + d * width + start;
        int16_t own = columns[d * width + row];
        for (int64_t i = 0; i < span; i++) {
          int16_t difference = (int16_t)(own - other[i]);
          sums[i] = (int16_t)(sums[i] + difference * difference);
        }
      }
      for (int64_t i = 0; i < span; i++) target[start + i] = (uint8_t)sums[i];
    }
    target[row] = CK_LINK_NO_BYTE;
    memset(target + count, CK_LINK_NO_BYTE, (size_t)(width - count));
  }
}

INLINE int64_t least(const uint8_t *row, int64_t width) {
  uint8_t low[WIDE];
  memset(low, CK_LINK_NO_BYTE, WIDE);
  for (int64_t i = 0; i < width; i += WIDE)
    for (int k = 0; k < WIDE; k++) low[k] = row[i + k] < low[k] ? row[i + k] : low[k];
  uint8_t value = CK_LINK_NO_BYTE;
  for (int k = 0; k < WIDE; k++) value = low[k] < value ? low[k] : value;
  return (const uint8_t *)memchr(row, value, (size_t)width) - row;
}

INLINE void greatest(uint8_t *restrict row, const uint8_t *restrict other, int64_t width) {
  for (int64_t i = 0; i < width; i++) row[i] = row[i] > other[i] ? row[i] : other[i];
}

#define PATHS(NAME, ATTRIBUTE)                                                                                        \
  ATTRIBUTE static void fill_##NAME(const uint8_t *columns, int64_t dims, int64_t count, int64_t width, int64_t from, \
                                    int64_t to, uint8_t *cells) {                                                     \
    fill(columns, dims, count, width, from, to, cells);                                                               \
  }                                                                                                                   \
  ATTRIBUTE static int64_t least_##NAME(const uint8_t *row, int64_t width) { return least(row, width); }              \
  ATTRIBUTE static void greatest_##NAME(uint8_t *row, const uint8_t *other, int64_t width) {                          \
    greatest(row, other, width);                                                                                      \
  }

PATHS(portable, )
#if defined(__x86_64__)
PATHS(avx2, __attribute__((target("avx2"))))
PATHS(avx512, __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq"))))
#define CHOOSE(NAME, ...)                                                                                             \
  if (level >= CK_AVX512) return NAME##_avx512(__VA_ARGS__);                                                          \
  if (level >= CK_AVX2) return NAME##_avx2(__VA_ARGS__);                                                              \
  return NAME##_portable(__VA_ARGS__)
#else
#define CHOOSE(NAME, ...)                                                                                             \
  (void)level;                                                                                                        \
  return NAME##_portable(__VA_ARGS__)
#endif

void ck_link_bytes_fill(int level, const uint8_t *columns, int64_t dims, int64_t count, int64_t width, int64_t from,
                        int64_t to, uint8_t *cells) {
  CHOOSE(fill, columns, dims, count, width, from, to, cells);
}

int64_t ck_link_bytes_least(int level, const uint8_t *row, int64_t width) { CHOOSE(least, row, width); }

void ck_link_bytes_greatest(int level, uint8_t *row, const uint8_t *other, int64_t width) {
  CHOOSE(greatest, row, other, width);
}

void ck_link_bytes_join(uint8_t *row, const int32_t *first, const int32_t *second, int64_t count) {
  for (int64_t i = 0; i < count; i++) {
    uint8_t a = row[first[i]], b = row[second[i]];
    row[first[i]] = a > b ? a : b;
    row[second[i]] = CK_LINK_NO_BYTE;
  }
}

void ck_link_bytes_gather(uint8_t *target, const uint8_t *row, const int32_t *places, int64_t count) {
  for (int64_t i = 0; i < count; i++) target[i] = row[places[i]];
}
