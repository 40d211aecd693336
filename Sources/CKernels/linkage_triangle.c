#include "linkage_triangle.h"
#include "processor.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi2,avx512vpopcntdq")))
#endif
#define INLINE static inline __attribute__((always_inline))

typedef struct ck_link_triangle triangle_t;

// Cells are looked at in blocks, which stay in the nearest cache.
enum { BLOCK = 64 };

static double *row_of(const triangle_t *t, int64_t row) { return t->cells + row * (row - 1) / 2; }

void ck_link_triangle_free(triangle_t *t) {
  if (!t) return;
  free(t->size);
  free(t->id);
  free(t->place);
  free(t->first);
  free(t->second);
  free(t->paired);
  free(t->mate);
  free(t->height);
  free(t->new_size);
  free(t->new_id);
  free(t->row_least);
  free(t->row_id);
  free(t->column_least);
  free(t->column_id);
  free(t->busy);
  free(t);
}

static void forget(triangle_t *t, int64_t count) {
  size_t columns = (size_t)t->threads * (size_t)count;
  for (size_t i = 0; i < columns; i++) t->column_least[i] = INFINITY, t->column_id[i] = INT32_MAX;
}

triangle_t *ck_link_triangle_create(double *cells, int64_t count, const int32_t *ids, const double *weights, int update,
                                    int threads, int level) {
  triangle_t *t = calloc(1, sizeof *t);
  if (!t) return NULL;
  t->cells = cells;
  t->count = count;
  t->update = update;
  t->level = level;
  t->threads = threads;
  size_t n = (size_t)count, columns = n * (size_t)threads;
  int32_t most = 0;
  for (size_t i = 0; i < n; i++) most = ids[i] > most ? ids[i] : most;
  t->size = malloc(n * sizeof(double));
  t->id = malloc(n * sizeof(int32_t));
  t->place = malloc(((size_t)most + 1) * sizeof(int32_t));
  t->first = malloc(n * sizeof(int32_t));
  t->second = malloc(n * sizeof(int32_t));
  t->paired = malloc(n * sizeof(int32_t));
  t->mate = malloc(n * sizeof(int32_t));
  t->height = malloc(n * sizeof(double));
  t->new_size = malloc(n * sizeof(double));
  t->new_id = malloc(n * sizeof(int32_t));
  t->row_least = malloc(n * sizeof(double));
  t->row_id = malloc(n * sizeof(int32_t));
  t->column_least = malloc(columns * sizeof(double));
  t->column_id = malloc(columns * sizeof(int32_t));
  t->busy = calloc((size_t)threads, sizeof(int32_t));
  if (!t->size || !t->id || !t->place || !t->first || !t->second || !t->paired || !t->mate || !t->height ||
      !t->new_size || !t->new_id || !t->row_least || !t->row_id || !t->column_least || !t->column_id || !t->busy) {
    ck_link_triangle_free(t);
    return NULL;
  }
  for (size_t i = 0; i < n; i++) {
    t->size[i] = weights ? weights[i] : 1;
    t->id[i] = ids[i];
    t->place[ids[i]] = (int32_t)i;
  }
  forget(t, count);
  return t;
}

/// Column minima that no other thread uses now. The least of all threads is the same whoever sees what.
static int take(triangle_t *t) {
  for (int i = 0;; i = (i + 1) % t->threads)
    if (!__atomic_exchange_n(&t->busy[i], 1, __ATOMIC_ACQUIRE)) return i;
}

static void give_back(triangle_t *t, int taken) { __atomic_store_n(&t->busy[taken], 0, __ATOMIC_RELEASE); }

/// Looks for the nearest in a row of cells whose clusters are described by sizes and ids.
INLINE void look(triangle_t *t, const double *cells, int64_t row, int64_t length, const double *sizes,
                 const int32_t *ids, double *column_least, int32_t *column_id) {
  double least = INFINITY, size = sizes[row];
  int32_t nearest = INT32_MAX, own = ids[row];
  int is_sum = t->update == CK_LINK_SUM;
  for (int64_t start = 0; start < length; start += BLOCK) {
    double values[BLOCK], low[8];
    const double *cell = cells + start, *seen = column_least + start;
    for (int i = 0; i < 8; i++) low[i] = INFINITY;
    int64_t nearer = 0;
    int64_t span = length - start < BLOCK ? length - start : BLOCK;
    if (span == BLOCK) {
      const double *view = cell;
      if (is_sum) {
        for (int i = 0; i < BLOCK; i++) values[i] = cell[i] / (size * sizes[start + i]);
        view = values;
      }
      for (int i = 0; i < BLOCK; i += 8)
        for (int k = 0; k < 8; k++) low[k] = view[i + k] < low[k] ? view[i + k] : low[k];
      // On a lattice most distances equal the least seen so far; only those of a lesser id are news.
      const int32_t *holder = column_id + start;
      for (int i = 0; i < BLOCK; i++) nearer += (view[i] < seen[i]) | ((view[i] == seen[i]) & (own < holder[i]));
      for (int k = 1; k < 8; k++) low[0] = low[k] < low[0] ? low[k] : low[0];
      if (!nearer && low[0] > least) continue;
    }
    for (int64_t i = 0; i < span; i++) {
      double value = is_sum ? cell[i] / (size * sizes[start + i]) : cell[i];
      int64_t at = start + i;
      if (value < least || (value == least && ids[at] < nearest)) least = value, nearest = ids[at];
      if (value < column_least[at] || (value == column_least[at] && own < column_id[at]))
        column_least[at] = value, column_id[at] = own;
    }
  }
  t->row_least[row] = least;
  t->row_id[row] = nearest;
}

INLINE void scan(triangle_t *t, int64_t from, int64_t to, int scaled, int taken) {
  double *column_least = t->column_least + (size_t)taken * (size_t)t->count;
  int32_t *column_id = t->column_id + (size_t)taken * (size_t)t->count;
  for (int64_t row = from; row < to; row++) {
    double *cells = row_of(t, row), own = t->size[row];
    if (t->update == CK_LINK_SUM && scaled)
      for (int64_t i = 0; i < row; i++) cells[i] *= own * t->size[i];
    if (t->update == CK_LINK_GROWTH)
      for (int64_t i = 0; i < row; i++) cells[i] *= 2 * (own * t->size[i]) / (own + t->size[i]);
    look(t, cells, row, row, t->size, t->id, column_least, column_id);
  }
}

INLINE void fill(triangle_t *t, const double *columns, int dims, int64_t stride, int64_t from, int64_t to, int taken) {
  for (int64_t row = from; row < to; row++) {
    double *cells = row_of(t, row);
    for (int64_t start = 0; start < row; start += 256) {
      int64_t span = row - start < 256 ? row - start : 256;
      double sums[256];
      for (int64_t i = 0; i < span; i++) sums[i] = 0;
      for (int k = 0; k < dims; k++) {
        const double *column = columns + (size_t)k * (size_t)stride + start;
        double own = columns[(size_t)k * (size_t)stride + (size_t)row];
        for (int64_t i = 0; i < span; i++) sums[i] += (column[i] - own) * (column[i] - own);
      }
      memcpy(cells + start, sums, (size_t)span * sizeof(double));
    }
    scan(t, row, row + 1, 1, taken);
  }
}

int64_t ck_link_triangle_pair(triangle_t *t, struct ck_link_merge *merges) {
  int64_t count = t->count;
  for (int64_t i = 0; i < count; i++) {
    double least = t->row_least[i];
    int32_t nearest = t->row_id[i];
    for (int thread = 0; thread < t->threads; thread++) {
      size_t at = (size_t)thread * (size_t)count + (size_t)i;
      if (t->column_least[at] < least || (t->column_least[at] == least && t->column_id[at] < nearest))
        least = t->column_least[at], nearest = t->column_id[at];
    }
    t->row_least[i] = least;
    t->row_id[i] = nearest;
  }
  int64_t written = 0, best = -1;
  for (int64_t i = 0; i < count; i++) {
    t->mate[i] = -1;
    if (t->row_id[i] == INT32_MAX) continue;
    int32_t other = t->place[t->row_id[i]];
    if (t->row_id[other] == t->id[i]) t->mate[i] = other, written++;
    if (best < 0 || t->row_least[i] < t->row_least[best]) best = i;
  }
  if (written == 0 && best >= 0) {
    // Rounding alone can make a ring of nearest neighbors.
    int32_t other = t->place[t->row_id[best]];
    t->mate[best] = other;
    t->mate[other] = (int32_t)best;
  }
  written = 0;
  int64_t next = 0;
  for (int64_t i = 0; i < count; i++) {
    int32_t other = t->mate[i];
    if (other >= 0 && other < i) continue;
    t->first[next] = (int32_t)i;
    t->second[next] = other;
    t->new_size[next] = t->size[i];
    t->new_id[next] = t->id[i];
    if (other >= 0) {
      int32_t low = t->id[i] < t->id[other] ? t->id[i] : t->id[other];
      merges[written] = (struct ck_link_merge){low, t->id[i] + t->id[other] - low, t->row_least[i]};
      t->paired[written++] = (int32_t)next;
      t->new_size[next] += t->size[other];
      t->new_id[next] = low;
      t->height[next] = t->row_least[i];
    }
    next++;
  }
  t->still = next;
  for (int64_t i = written - 1; i >= 0; i--)
    if (t->second[t->paired[i]] < t->still) t->still = t->second[t->paired[i]];
  t->next = next;
  t->pairs = written;
  forget(t, next);
  return written;
}

/// The distance of a cluster to the union of two others.
INLINE double updated(int update, double a, double b, double size_a, double size_b, double size, double height) {
  switch (update) {
    case CK_LINK_LEAST: return a < b ? a : b;
    case CK_LINK_GREATEST: return a > b ? a : b;
    case CK_LINK_SUM: return a + b;
    case CK_LINK_MIDDLE: return 0.5 * (a + b);
    default: return ((size_a + size) * a + (size_b + size) * b - size * height) / (size_a + size_b + size);
  }
}

INLINE void combine(triangle_t *t, int64_t from, int64_t to, int update) {
  for (int64_t i = from; i < to; i++) {
    int32_t pair = t->paired[i], a = t->first[pair], b = t->second[pair];
    double *restrict into = row_of(t, a);
    const double *restrict other = row_of(t, b);
    double size_a = t->size[a], size_b = t->size[b], height = t->height[pair];
    for (int64_t k = 0; k < a; k++) into[k] = updated(update, into[k], other[k], size_a, size_b, t->size[k], height);
  }
}

static double cell(const triangle_t *t, int64_t a, int64_t b) { return a > b ? row_of(t, a)[b] : row_of(t, b)[a]; }

INLINE void move(triangle_t *t, int64_t from, int64_t to, int update, int taken) {
  double *column_least = t->column_least + (size_t)taken * (size_t)t->next;
  int32_t *column_id = t->column_id + (size_t)taken * (size_t)t->next;
  for (int64_t row = from; row < to; row++) {
    int32_t a = t->first[row], b = t->second[row];
    double *source = row_of(t, a), *target = row_of(t, row), size = t->new_size[row];
    // Pairs whose first is before this row: their columns become one. The row itself is combined already.
    for (int64_t i = 0; i < t->pairs && t->paired[i] < row; i++) {
      int32_t pair = t->paired[i], c = t->first[pair], d = t->second[pair];
      double second;
      if (d < a) second = source[d];
      else if (b < 0) second = row_of(t, d)[a];
      else second = updated(update, row_of(t, d)[a], cell(t, b, d), t->size[a], t->size[b], t->size[d], t->height[row]);
      source[c] = updated(update, source[c], second, t->size[c], t->size[d], size, t->height[pair]);
    }
    const int32_t *places = t->first;
    for (int64_t i = 0; i < row; i++) target[i] = source[places[i]];
    look(t, target, row, row, t->new_size, t->new_id, column_least, column_id);
  }
}

int64_t ck_link_triangle_wave(const triangle_t *t, int64_t from) {
  // Up to the first row that goes, all stay where they are. Behind it, new rows may reach where the old rows of their wave
  // begin.
  int64_t end = from < t->still ? t->still : t->first[from];
  if (end > t->next) end = t->next;
  return end > from ? end : from + 1;
}

void ck_link_triangle_settle(triangle_t *t) {
  size_t next = (size_t)t->next;
  memcpy(t->size, t->new_size, next * sizeof(double));
  memcpy(t->id, t->new_id, next * sizeof(int32_t));
  for (size_t i = 0; i < next; i++) t->place[t->id[i]] = (int32_t)i;
  t->count = t->next;
}

INLINE void combine_all(triangle_t *t, int64_t from, int64_t to) {
  switch (t->update) {
    case CK_LINK_LEAST: combine(t, from, to, CK_LINK_LEAST); break;
    case CK_LINK_GREATEST: combine(t, from, to, CK_LINK_GREATEST); break;
    case CK_LINK_SUM: combine(t, from, to, CK_LINK_SUM); break;
    case CK_LINK_MIDDLE: combine(t, from, to, CK_LINK_MIDDLE); break;
    default: combine(t, from, to, CK_LINK_GROWTH);
  }
}

INLINE void move_all(triangle_t *t, int64_t from, int64_t to, int taken) {
  switch (t->update) {
    case CK_LINK_LEAST: move(t, from, to, CK_LINK_LEAST, taken); break;
    case CK_LINK_GREATEST: move(t, from, to, CK_LINK_GREATEST, taken); break;
    case CK_LINK_SUM: move(t, from, to, CK_LINK_SUM, taken); break;
    case CK_LINK_MIDDLE: move(t, from, to, CK_LINK_MIDDLE, taken); break;
    default: move(t, from, to, CK_LINK_GROWTH, taken);
  }
}

#if defined(__x86_64__)
AVX512 static void scan_avx512(triangle_t *t, int64_t from, int64_t to, int scaled, int taken) {
  scan(t, from, to, scaled, taken);
}
AVX512 static void fill_avx512(triangle_t *t, const double *columns, int dims, int64_t stride, int64_t from, int64_t to,
                               int taken) {
  fill(t, columns, dims, stride, from, to, taken);
}
AVX512 static void combine_avx512(triangle_t *t, int64_t from, int64_t to) { combine_all(t, from, to); }
AVX512 static void move_avx512(triangle_t *t, int64_t from, int64_t to, int taken) { move_all(t, from, to, taken); }
#endif

void ck_link_triangle_scan(triangle_t *t, int64_t from, int64_t to, int scaled) {
  int taken = take(t);
#if defined(__x86_64__)
  if (t->level >= CK_AVX512) scan_avx512(t, from, to, scaled, taken);
  else
#endif
    scan(t, from, to, scaled, taken);
  give_back(t, taken);
}

void ck_link_triangle_fill(triangle_t *t, const double *columns, int dims, int64_t stride, int64_t from, int64_t to) {
  int taken = take(t);
#if defined(__x86_64__)
  if (t->level >= CK_AVX512) fill_avx512(t, columns, dims, stride, from, to, taken);
  else
#endif
    fill(t, columns, dims, stride, from, to, taken);
  give_back(t, taken);
}

void ck_link_triangle_combine(triangle_t *t, int64_t from, int64_t to) {
#if defined(__x86_64__)
  if (t->level >= CK_AVX512) {
    combine_avx512(t, from, to);
    return;
  }
#endif
  combine_all(t, from, to);
}

void ck_link_triangle_move(triangle_t *t, int64_t from, int64_t to) {
  int taken = take(t);
#if defined(__x86_64__)
  if (t->level >= CK_AVX512) move_avx512(t, from, to, taken);
  else
#endif
    move_all(t, from, to, taken);
  give_back(t, taken);
}
