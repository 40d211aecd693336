#include "linkage_members.h"
#include "linkage_scan.h"
#include "processor.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi2,avx512vpopcntdq")))
#endif
#define INLINE static inline __attribute__((always_inline))

enum { LANES = CK_LINK_LANES, FAN = CK_LINK_FAN, WIDE = 8 };

typedef struct ck_link_members members_t;

void ck_link_members_free(members_t *m) {
  if (!m) return;
  free(m->columns);
  free(m->spare);
  free(m->weights);
  free(m->spare_weights);
  free(m->start);
  free(m->length);
  free(m->joined);
  free(m);
}

members_t *ck_link_members_create(struct ck_link_tree *tree, const double *columns, const double *weights) {
  members_t *m = calloc(1, sizeof *m);
  if (!m) return NULL;
  size_t n = (size_t)tree->live, dims = (size_t)tree->dims;
  m->tree = tree;
  m->count = tree->live;
  // Whole vectors may be read behind the last point.
  m->stride = tree->live + WIDE;
  m->columns = calloc(dims * (n + WIDE), sizeof(double));
  m->spare = calloc(dims * (n + WIDE), sizeof(double));
  int weighs = weights || tree->halves;
  m->weights = weighs ? calloc(n + WIDE, sizeof(double)) : NULL;
  m->spare_weights = weighs ? calloc(n + WIDE, sizeof(double)) : NULL;
  m->start = malloc(n * sizeof(int32_t));
  m->length = malloc(n * sizeof(int32_t));
  m->joined = malloc(n * sizeof(int32_t));
  if (!m->columns || !m->spare || !m->start || !m->length || !m->joined ||
      (weighs && (!m->weights || !m->spare_weights))) {
    ck_link_members_free(m);
    return NULL;
  }
  int32_t at = 0;
  for (int32_t slot = 0; slot < tree->leaves * LANES; slot++) {
    int32_t id = tree->id[slot];
    if (id < 0) continue;
    m->start[id] = at;
    m->length[id] = 1;
    m->joined[id] = -1;
    for (size_t k = 0; k < dims; k++) m->columns[k * (size_t)m->stride + (size_t)at] = columns[k * n + (size_t)id];
    if (weighs) m->weights[at] = tree->halves ? 1 : weights[id];
    at++;
  }
  return m;
}

static int32_t copy(members_t *m, int32_t id, int32_t at, double share) {
  size_t from = (size_t)m->start[id], length = (size_t)m->length[id];
  for (int k = 0; k < m->tree->dims; k++) {
    const double *source = m->columns + (size_t)k * (size_t)m->stride + from;
    double *target = m->spare + (size_t)k * (size_t)m->stride + at;
    for (size_t i = 0; i < length; i++) target[i] = source[i];
  }
  if (m->weights)
    for (size_t i = 0; i < length; i++) m->spare_weights[(size_t)at + i] = share * m->weights[from + i];
  return at + (int32_t)length;
}

void ck_link_members_join(members_t *m, const struct ck_link_merge *merges, int64_t count) {
  for (int64_t i = 0; i < count; i++) m->joined[merges[i].first] = merges[i].second;
  int32_t at = 0;
  for (int32_t slot = 0; slot < m->tree->leaves * LANES; slot++) {
    int32_t id = m->tree->id[slot];
    if (id < 0) continue;
    int32_t begin = at;
    double share = m->tree->halves && m->joined[id] >= 0 ? 0.5 : 1;
    at = copy(m, id, at, share);
    if (m->joined[id] >= 0) at = copy(m, m->joined[id], at, share);
    m->start[id] = begin;
    m->length[id] = at - begin;
    m->joined[id] = -1;
  }
  double *swapped = m->columns;
  m->columns = m->spare;
  m->spare = swapped;
  swapped = m->weights;
  m->weights = m->spare_weights;
  m->spare_weights = swapped;
}

/// The sum of the distances between two stretches of points. Eight sums run beside each other, and are added in order.
INLINE double sum_between(const members_t *m, int64_t a, int64_t count_a, int64_t b, int64_t count_b) {
  size_t stride = (size_t)m->stride;
  double sums[WIDE] = {0};
  for (int64_t j = 0; j < count_b; j += WIDE) {
    int64_t left = count_b - j;
    double share[WIDE];
    for (int lane = 0; lane < WIDE; lane++)
      share[lane] = lane < left ? (m->weights ? m->weights[b + j + lane] : 1) : 0;
    for (int64_t i = 0; i < count_a; i++) {
      double squares[WIDE] = {0};
      for (int k = 0; k < m->tree->dims; k++) {
        double own = m->columns[(size_t)k * stride + (size_t)(a + i)];
        const double *other = m->columns + (size_t)k * stride + b + j;
        for (int lane = 0; lane < WIDE; lane++) squares[lane] += (other[lane] - own) * (other[lane] - own);
      }
      double weight = m->weights ? m->weights[a + i] : 1;
      for (int lane = 0; lane < WIDE; lane++) sums[lane] += weight * share[lane] * __builtin_sqrt(squares[lane]);
    }
  }
  double sum = 0;
  for (int lane = 0; lane < WIDE; lane++) sum += sums[lane];
  return sum;
}

static double sum_portable(const members_t *m, int64_t a, int64_t count_a, int64_t b, int64_t count_b) {
  return sum_between(m, a, count_a, b, count_b);
}

#if defined(__x86_64__)
AVX512 static double sum_avx512(const members_t *m, int64_t a, int64_t count_a, int64_t b, int64_t count_b) {
  size_t stride = (size_t)m->stride;
  __m512d sums = _mm512_setzero_pd(), one = _mm512_set1_pd(1);
  for (int64_t j = 0; j < count_b; j += WIDE) {
    int64_t left = count_b - j;
    __mmask8 mask = left >= WIDE ? 0xff : (__mmask8)((1 << left) - 1);
    __m512d share = m->weights ? _mm512_maskz_loadu_pd(mask, m->weights + b + j) : _mm512_maskz_mov_pd(mask, one);
    for (int64_t i = 0; i < count_a; i++) {
      __m512d squares = _mm512_setzero_pd();
      const double *own = m->columns + a + i, *other = m->columns + b + j;
      for (int k = 0; k < m->tree->dims; k++, own += stride, other += stride) {
        __m512d difference = _mm512_sub_pd(_mm512_loadu_pd(other), _mm512_set1_pd(*own));
        squares = _mm512_add_pd(squares, _mm512_mul_pd(difference, difference));
      }
      __m512d weight = _mm512_mul_pd(_mm512_set1_pd(m->weights ? m->weights[a + i] : 1), share);
      sums = _mm512_add_pd(sums, _mm512_mul_pd(weight, _mm512_sqrt_pd(squares)));
    }
  }
  double lanes[WIDE], sum = 0;
  _mm512_storeu_pd(lanes, sums);
  for (int lane = 0; lane < WIDE; lane++) sum += lanes[lane];
  return sum;
}
#endif

/// The mean distance between the members of two clusters: the same from either side, to the bit. Of two points it is
/// that of the centroids.
static double mean(const members_t *m, int32_t slot, int32_t other) {
  const struct ck_link_tree *tree = m->tree;
  int32_t a = tree->id[slot], b = tree->id[other];
  if (m->length[a] == 1 && m->length[b] == 1) {
    const double *x = m->columns + m->start[a], *y = m->columns + m->start[b];
    double square = 0;
    for (int k = 0; k < tree->dims; k++, x += m->stride, y += m->stride) square += (*x - *y) * (*x - *y);
    return sqrt(square);
  }
  // The longer stretch fills the vectors.
  if (m->length[a] > m->length[b] || (m->length[a] == m->length[b] && a > b)) {
    int32_t swapped = a;
    a = b;
    b = swapped;
  }
  double sum;
#if defined(__x86_64__)
  if (tree->level >= CK_AVX512) sum = sum_avx512(m, m->start[a], m->length[a], m->start[b], m->length[b]);
  else
#endif
    sum = sum_portable(m, m->start[a], m->length[a], m->start[b], m->length[b]);
  return sum / (tree->weight[slot] * tree->weight[other]);
}

struct waiting {
  double bound;
  int32_t child;
};

static int compare_waiting(const void *left, const void *right) {
  const struct waiting *a = left, *b = right;
  if (a->bound != b->bound) return a->bound < b->bound ? -1 : 1;
  return (a->child > b->child) - (a->child < b->child);
}

enum { CANDIDATES = 1024 };

/// The nearest of a cluster so far.
struct answer {
  double distance, limit;
  int32_t slot;
};

static void take_if_nearer(const int32_t *ids, int32_t other, double distance, struct answer *answer) {
  if (answer->slot < 0 || distance < answer->distance ||
      (distance == answer->distance && ids[other] < ids[answer->slot])) {
    answer->distance = distance;
    answer->slot = other;
    double square = distance * distance * CK_LINK_WHOLE_SLACK;
    if (square < answer->limit) answer->limit = square;
  }
}

static void weigh_up(const members_t *m, int32_t slot, struct waiting *candidates, int count, struct answer *answer) {
  if (count > 1) qsort(candidates, (size_t)count, sizeof *candidates, compare_waiting);
  for (int i = 0; i < count && candidates[i].bound <= answer->limit; i++)
    take_if_nearer(m->tree->id, candidates[i].child, mean(m, slot, candidates[i].child), answer);
}

static void query(members_t *m, int32_t slot, double *point) {
  struct ck_link_tree *tree = m->tree;
  const double *coords = tree->coords + (size_t)(slot / LANES) * (size_t)tree->dims * LANES + slot % LANES;
  for (int k = 0; k < tree->dims; k++) point[k] = coords[(size_t)k * LANES];
  struct ck_link_question question = {point, 1, 0, CK_LINK_PLAIN};
  double spread = tree->spread[slot];
  int is_point = m->length[tree->id[slot]] == 1;
  struct answer answer = {INFINITY, INFINITY, -1};
  struct waiting stack[FAN * 16], candidates[CANDIDATES];
  _Alignas(64) double squares[LANES];
  _Alignas(64) double bounds[FAN];
  int depth = 0, found = 0, at_home = 1;
  int32_t home = slot / LANES, leaf = home;
  int32_t old = tree->partner[slot];
  if (old >= 0 && tree->id[old] < 0) old = tree->partner[old];
  if (old >= 0 && old != slot && tree->id[old] >= 0) {
    struct waiting known = {0, old};
    weigh_up(m, slot, &known, 1, &answer);
  }
  for (;;) {
    uint32_t mask = ck_link_scan_leaf(tree, leaf, &question, answer.limit, squares);
    if (leaf == home) mask &= ~(1u << slot % LANES);
    for (; mask; mask &= mask - 1) {
      int lane = __builtin_ctz(mask);
      int32_t other = leaf * LANES + lane;
      if (squares[lane] > answer.limit || other == old) continue;
      if (is_point && m->length[tree->id[other]] == 1) {
        take_if_nearer(tree->id, other, sqrt(squares[lane]), &answer);
        continue;
      }
      double most = (squares[lane] + (spread + tree->spread[other])) * CK_LINK_WHOLE_SLACK;
      if (most < answer.limit) answer.limit = most;
      if (found == CANDIDATES) {
        weigh_up(m, slot, candidates, found, &answer);
        found = 0;
      }
      candidates[found++] = (struct waiting){squares[lane], other};
    }
    if (at_home) {
      at_home = 0;
      stack[depth++] = (struct waiting){0, 0};
      // What lies in the own leaf narrows the search.
      weigh_up(m, slot, candidates, found, &answer);
      found = 0;
    }
    leaf = -1;
    while (depth > 0 && leaf < 0) {
      struct waiting next = stack[--depth];
      if (next.bound > answer.limit) continue;
      if (next.child < 0) {
        if (~next.child != home) leaf = ~next.child;
        continue;
      }
      int base = depth;
      for (uint32_t near = ck_link_scan_node(tree, next.child, &question, answer.limit, bounds); near; near &= near - 1) {
        int lane = __builtin_ctz(near), at = depth++;
        for (; at > base && stack[at - 1].bound < bounds[lane]; at--) stack[at] = stack[at - 1];
        stack[at] = (struct waiting){bounds[lane], tree->child[next.child * FAN + lane]};
      }
    }
    if (leaf < 0) break;
  }
  weigh_up(m, slot, candidates, found, &answer);
  tree->partner[slot] = answer.slot;
  tree->distance[slot] = answer.distance;
}

void ck_link_members_query(members_t *m, const int32_t *list, int64_t from, int64_t to) {
  double point[m->tree->dims];
  for (int64_t i = from; i < to; i++) query(m, list[i], point);
}

/// One row: each point of its cluster against all points before, block by block, then summed cluster by cluster.
INLINE void fill_row(const members_t *m, double *cells, const int32_t *ids, int64_t row) {
  enum { BLOCK = 256 };
  size_t stride = (size_t)m->stride;
  int32_t id = ids[row];
  int64_t first = m->start[id], end = first + m->length[id], cluster = 0;
  double sum = 0;
  for (int64_t start = 0; start < first; start += BLOCK) {
    int64_t span = first - start < BLOCK ? first - start : BLOCK;
    double totals[BLOCK], squares[BLOCK];
    for (int64_t i = 0; i < span; i++) totals[i] = 0;
    for (int64_t p = first; p < end; p++) {
      for (int64_t i = 0; i < span; i++) squares[i] = 0;
      for (int k = 0; k < m->tree->dims; k++) {
        double own = m->columns[(size_t)k * stride + (size_t)p];
        const double *other = m->columns + (size_t)k * stride + start;
        for (int64_t i = 0; i < span; i++) squares[i] += (other[i] - own) * (other[i] - own);
      }
      double weight = m->weights ? m->weights[p] : 1;
      for (int64_t i = 0; i < span; i++) totals[i] += weight * __builtin_sqrt(squares[i]);
    }
    if (m->weights)
      for (int64_t i = 0; i < span; i++) totals[i] *= m->weights[start + i];
    for (int64_t i = 0; i < span;) {
      int64_t last = m->start[ids[cluster]] + m->length[ids[cluster]] - start;
      int64_t until = last < span ? last : span;
      for (; i < until; i++) sum += totals[i];
      if (until == last) {
        cells[cluster++] = sum;
        sum = 0;
      }
    }
  }
}

#if defined(__x86_64__)
AVX512 static void fill_row_avx512(const members_t *m, double *cells, const int32_t *ids, int64_t row) {
  fill_row(m, cells, ids, row);
}
#endif

void ck_link_members_fill(const members_t *m, struct ck_link_triangle *triangle, const int32_t *ids, int64_t from,
                          int64_t to) {
  for (int64_t row = from; row < to; row++) {
    double *cells = triangle->cells + row * (row - 1) / 2;
#if defined(__x86_64__)
    if (m->tree->level >= CK_AVX512) fill_row_avx512(m, cells, ids, row);
    else
#endif
      fill_row(m, cells, ids, row);
  }
  ck_link_triangle_scan(triangle, from, to, 0);
}
