// Counting neighbours, joining cells and placing border points, compiled for three instruction sets from one text.
#include "density_cells.h"

#if defined(__clang__)
#pragma clang diagnostic ignored "-Wpsabi"
#endif
typedef double eight __attribute__((ext_vector_type(8), aligned(8)));
typedef int64_t eight_words __attribute__((ext_vector_type(8)));
typedef _Bool eight_bits __attribute__((ext_vector_type(8)));

/// Lists that one task fills again and again.
struct lists {
  uint32_t *blocks;
  size_t block_count, block_room;
  uint32_t *from, *to;
  size_t run_count, run_room;
  double *left, *right;
  size_t left_room, right_room;
  int failed;
};

static int grow_words(uint32_t **words, size_t room) {
  uint32_t *more = realloc(*words, room * sizeof **words);
  if (more) *words = more;
  return more != NULL;
}

static inline void add_block(struct lists *l, uint32_t block) {
  if (l->block_count == l->block_room) {
    size_t room = l->block_room ? 2 * l->block_room : 64;
    if (!grow_words(&l->blocks, room)) {
      l->failed = 1;
      return;
    }
    l->block_room = room;
  }
  l->blocks[l->block_count++] = block;
}

static inline void add_run(struct lists *l, uint32_t from, uint32_t to) {
  if (l->run_count && l->to[l->run_count - 1] == from) {
    l->to[l->run_count - 1] = to;
    return;
  }
  if (l->run_count == l->run_room) {
    size_t room = l->run_room ? 2 * l->run_room : 64;
    if (!grow_words(&l->from, room) || !grow_words(&l->to, room)) {
      l->failed = 1;
      return;
    }
    l->run_room = room;
  }
  l->from[l->run_count] = from;
  l->to[l->run_count++] = to;
}

static double *room_for(double **buffer, size_t *room, size_t count, int *failed) {
  if (count > *room) {
    double *more = realloc(*buffer, 2 * count * sizeof(double));
    if (!more) {
      *failed = 1;
      return NULL;
    }
    *buffer = more;
    *room = 2 * count;
  }
  return *buffer;
}

static void unite(ck_density *e, uint32_t a, uint32_t b) {
  for (;;) {
    a = ck_density_root(e, a);
    b = ck_density_root(e, b);
    if (a == b) return;
    if (a > b) {
      uint32_t swapped = a;
      a = b;
      b = swapped;
    }
    uint32_t expected = b;
    if (__atomic_compare_exchange_n(&e->parent[b], &expected, a, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) return;
  }
}

#define INLINE static inline __attribute__((always_inline))

#define NAME(name) name##_portable
#include "density_scan_body.h"
#undef NAME

#if defined(__x86_64__) && defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt"))), apply_to = function)
#define NAME(name) name##_avx2
#include "density_scan_body.h"
#undef NAME
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi2,avx512vpopcntdq,bmi,bmi2,popcnt,lzcnt"))), apply_to = function)
#define NAME(name) name##_avx512
#include "density_scan_body.h"
#undef NAME
#pragma clang attribute pop
#endif

void ck_density_scan(ck_density *e, int step, size_t task) {
  struct lists lists = {0};
#if defined(__x86_64__) && defined(__clang__)
  if (e->in.level >= CK_AVX512) scan_avx512(e, step, task, &lists);
  else if (e->in.level == CK_AVX2) scan_avx2(e, step, task, &lists);
  else
#endif
    scan_portable(e, step, task, &lists);
  if (lists.failed) __atomic_store_n(&e->failed, 1, __ATOMIC_RELAXED);
  free(lists.blocks), free(lists.from), free(lists.to), free(lists.left), free(lists.right);
}
