#include "leaf_distances.h"
#include "processor.h"
#include <math.h>

#define INLINE static inline __attribute__((always_inline))

// Points are taken in blocks that stay in the nearest cache while the dimensions go by.
enum { BLOCK = 512 };

#define EACH(EXPRESSION)                                                                                              \
  for (int64_t i = 0; i < length; i++) {                                                                              \
    double difference = value - other[i];                                                                             \
    (void)difference;                                                                                                 \
    target[i] = (EXPRESSION);                                                                                         \
  }                                                                                                                   \
  break

INLINE void add(int kind, double value, const double *restrict other, int64_t length, double *restrict target) {
  switch (kind) {
  case CK_LEAF_EUCLIDEAN:
  case CK_LEAF_SQUARES: EACH(target[i] + difference * difference);
  case CK_LEAF_DIFFERENCES: EACH(target[i] + fabs(difference));
  case CK_LEAF_MOST: EACH(target[i] > fabs(difference) ? target[i] : fabs(difference));
  case CK_LEAF_CAPPED: EACH(target[i] + (fabs(difference) < 1 ? fabs(difference) : 1));
  case CK_LEAF_UNEQUAL: EACH(target[i] + (value != other[i] ? 1.0 : 0.0));
  default: EACH(target[i] + value * other[i]);
  }
}

INLINE void distances(int kind, const double *columns, int64_t stride, int64_t dims, int64_t own, int64_t from,
                      int64_t length, double *target) {
  for (int64_t start = 0; start < length; start += BLOCK) {
    int64_t block = length - start < BLOCK ? length - start : BLOCK;
    double *cells = target + start;
    for (int64_t i = 0; i < block; i++) cells[i] = 0;
    for (int64_t d = 0; d < dims; d++) {
      const double *column = columns + d * stride;
      add(kind, column[own], column + from + start, block, cells);
    }
    if (kind == CK_LEAF_EUCLIDEAN)
      for (int64_t i = 0; i < block; i++) cells[i] = sqrt(cells[i]);
  }
}

INLINE double fold(const double *restrict distances, const double *restrict weights, double own, int64_t length,
                   double *restrict column) {
  enum { STRANDS = 8 };
  double sums[STRANDS] = {0};
  int64_t i = 0;
  for (; i + STRANDS <= length; i += STRANDS)
    for (int k = 0; k < STRANDS; k++) {
      sums[k] += weights[i + k] * distances[i + k];
      column[i + k] += own * distances[i + k];
    }
  for (; i < length; i++) {
    sums[0] += weights[i] * distances[i];
    column[i] += own * distances[i];
  }
  return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}

#define FOLD(NAME, ATTRIBUTE)                                                                                         \
  ATTRIBUTE static double NAME(const double *distances, const double *weights, double own, int64_t length,            \
                               double *column) {                                                                      \
    return fold(distances, weights, own, length, column);                                                             \
  }

#define PATH(NAME, ATTRIBUTE)                                                                                         \
  ATTRIBUTE static void NAME(int kind, const double *columns, int64_t stride, int64_t dims, int64_t own,              \
                             int64_t from, int64_t length, double *target) {                                          \
    distances(kind, columns, stride, dims, own, from, length, target);                                                \
  }

PATH(portable, )
FOLD(fold_portable, )
#if defined(__x86_64__)
PATH(avx2, __attribute__((target("avx2"))))
FOLD(fold_avx2, __attribute__((target("avx2"))))
PATH(avx512, __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq"))))
FOLD(fold_avx512, __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq"))))
#endif

void ck_leaf_distances(int level, int kind, const double *columns, int64_t stride, int64_t dims, int64_t own,
                       int64_t from, int64_t length, double *target) {
#if defined(__x86_64__)
  if (level >= CK_AVX512) {
    avx512(kind, columns, stride, dims, own, from, length, target);
    return;
  }
  if (level >= CK_AVX2) {
    avx2(kind, columns, stride, dims, own, from, length, target);
    return;
  }
#else
  (void)level;
#endif
  portable(kind, columns, stride, dims, own, from, length, target);
}

double ck_leaf_fold(int level, const double *distances, const double *weights, double own, int64_t length,
                    double *column) {
#if defined(__x86_64__)
  if (level >= CK_AVX512) return fold_avx512(distances, weights, own, length, column);
  if (level >= CK_AVX2) return fold_avx2(distances, weights, own, length, column);
#else
  (void)level;
#endif
  return fold_portable(distances, weights, own, length, column);
}
