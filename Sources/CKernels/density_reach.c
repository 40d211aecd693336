// Passes over all points from one of them: the distance to its k-th neighbour, and what it does to the reach of the rest.
#include "density_cells.h"
#include <math.h>

#if defined(__clang__)
#pragma clang diagnostic ignored "-Wpsabi"
#endif
typedef double eight __attribute__((ext_vector_type(8), aligned(8)));
typedef int64_t eight_words __attribute__((ext_vector_type(8), aligned(8)));
typedef _Bool eight_bits __attribute__((ext_vector_type(8)));
#define INLINE static inline __attribute__((always_inline))

/// A neighbour's distance and how many rows stand at it.
struct neighbour { double distance; int64_t rows; };

#define NAME(name) name##_portable
#include "density_reach_body.h"
#undef NAME

#if defined(__x86_64__) && defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt"))), apply_to = function)
#define NAME(name) name##_avx2
#include "density_reach_body.h"
#undef NAME
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi2,avx512vpopcntdq,bmi,bmi2,popcnt,lzcnt"))), apply_to = function)
#define NAME(name) name##_avx512
#include "density_reach_body.h"
#undef NAME
#pragma clang attribute pop
#define BEST(level, name, ...) \
  ((level) >= CK_AVX512 ? name##_avx512(__VA_ARGS__) : (level) == CK_AVX2 ? name##_avx2(__VA_ARGS__) : name##_portable(__VA_ARGS__))
#else
#define BEST(level, name, ...) name##_portable(__VA_ARGS__)
#endif

double ck_density_neighbour(const ck_density_space *space, size_t point, int64_t k) {
  return BEST(space->level, neighbour_any, space, point, k);
}

size_t ck_density_reach(const ck_density_space *space, size_t from, double core, const double *cores, double *reach,
                        uint32_t *source) {
  return BEST(space->level, reach_any, space, from, core, cores, reach, source);
}
