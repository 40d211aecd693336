// Points into cells: a tree of boxes, each split at the middle of its longest side until any two of its points are near.
#include "density_cells.h"
#include <math.h>

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/// Whether two points at opposite corners are near, computed as their distance would be.
static int is_tight(const ck_density *e, const double *low, const double *high) {
  double sum = 0;
  for (int k = 0; k < e->in.dimensions; k++) {
    double side = high[k] - low[k];
    if (e->in.metric == CK_DENSITY_EUCLIDEAN) sum += side * side;
    else if (e->in.metric == CK_DENSITY_MANHATTAN) sum += side;
    else if (side > sum) sum = side;
  }
  return sum <= e->in.threshold;
}

/// A place to cut a range of values that leaves something on both sides: `x > split` goes right.
static double between(double low, double high) {
  double middle = low / 2 + high / 2;
  return middle >= low && middle < high ? middle : low;
}

// MARK: The upper part, from a sample

struct stretch { int32_t node; size_t from, to; int done; };

static int widest(const ck_density *e, const size_t *sample, size_t from, size_t to, double *side) {
  int best = 0;
  *side = -1;
  for (int k = 0; k < e->in.dimensions; k++) {
    double low = INFINITY, high = -INFINITY;
    for (size_t i = from; i < to; i++) {
      double x = e->in.columns[k][sample[i]];
      if (x < low) low = x;
      if (x > high) high = x;
    }
    if (high - low > *side) {
      *side = high - low;
      best = k;
    }
  }
  return best;
}

static int plant(ck_density *e) {
  size_t n = e->in.count, size = n < 8192 ? n : 8192;
  size_t wanted = n / 2048 < 1 ? 1 : n / 2048 > CK_DENSITY_LEAVES ? CK_DENSITY_LEAVES : n / 2048;
  size_t *sample = malloc(size * sizeof *sample);
  double *values = malloc(size * sizeof *values);
  struct stretch *stretches = malloc(CK_DENSITY_LEAVES * sizeof *stretches);
  if (!sample || !values || !stretches) {
    free(sample), free(values), free(stretches);
    return 0;
  }
  for (size_t i = 0; i < size; i++) sample[i] = i * n / size;
  size_t count = 1;
  int32_t nodes = 1;
  stretches[0] = (struct stretch){0, 0, size, 0};
  e->nodes[0].child = -1;
  while (count < wanted) {
    size_t largest = SIZE_MAX;
    for (size_t i = 0; i < count; i++)
      if (!stretches[i].done &&
          (largest == SIZE_MAX || stretches[i].to - stretches[i].from > stretches[largest].to - stretches[largest].from))
        largest = i;
    if (largest == SIZE_MAX) break;
    struct stretch s = stretches[largest];
    double side;
    int dimension = widest(e, sample, s.from, s.to, &side);
    if (s.to - s.from < 8 || !(side > 0)) {
      stretches[largest].done = 1;
      continue;
    }
    const double *column = e->in.columns[dimension];
    size_t m = s.to - s.from;
    for (size_t i = 0; i < m; i++) values[i] = column[sample[s.from + i]];
    qsort(values, m, sizeof *values, by_value);
    // The place nearest to the middle where values differ; there is one, since the side is not zero.
    size_t low = m / 2 - 1, high = m / 2 - 1;
    while (low > 0 && values[low] == values[low + 1]) low--;
    while (high + 1 < m && values[high] == values[high + 1]) high++;
    size_t at = values[low] != values[low + 1] && (high + 1 == m || m / 2 - 1 - low <= high - (m / 2 - 1)) ? low : high;
    double split = between(values[at], values[at + 1]);
    size_t left = s.from;
    for (size_t i = s.from; i < s.to; i++)
      if (column[sample[i]] <= split) {
        size_t swapped = sample[i];
        sample[i] = sample[left];
        sample[left++] = swapped;
      }
    e->nodes[s.node].split = split;
    e->nodes[s.node].dimension = dimension;
    e->nodes[s.node].child = nodes;
    e->nodes[nodes].child = e->nodes[nodes + 1].child = -1;
    stretches[largest] = (struct stretch){nodes, s.from, left, 0};
    stretches[count++] = (struct stretch){nodes + 1, left, s.to, 0};
    nodes += 2;
  }
  free(sample), free(values), free(stretches);
  // Leaves are numbered from left to right, so that neighbours in space stay near in memory.
  int32_t stack[2 * CK_DENSITY_LEAVES], depth = 0;
  e->leaves = 0;
  stack[depth++] = 0;
  while (depth) {
    int32_t node = stack[--depth];
    if (e->nodes[node].child < 0) {
      e->nodes[node].dimension = (int32_t)e->leaves++;
    } else {
      stack[depth++] = e->nodes[node].child + 1;
      stack[depth++] = e->nodes[node].child;
    }
  }
  return 1;
}

static void classify(ck_density *e, size_t chunk) {
  size_t from = chunk * CK_DENSITY_CHUNK, to = from + CK_DENSITY_CHUNK;
  if (to > e->in.count) to = e->in.count;
  uint32_t *counts = e->offsets + chunk * e->leaves;
  for (size_t i = from; i < to; i++) {
    int32_t node = 0;
    while (e->nodes[node].child >= 0)
      node = e->nodes[node].child + (e->in.columns[e->nodes[node].dimension][i] > e->nodes[node].split);
    uint16_t leaf = (uint16_t)e->nodes[node].dimension;
    e->leaf_of_point[i] = leaf;
    counts[leaf]++;
  }
}

static void scatter(ck_density *e, size_t chunk) {
  size_t from = chunk * CK_DENSITY_CHUNK, to = from + CK_DENSITY_CHUNK;
  if (to > e->in.count) to = e->in.count;
  uint32_t *cursors = e->offsets + chunk * e->leaves;
  size_t stride = (size_t)e->stride;
  for (size_t i = from; i < to; i++) {
    double *row = e->rows + cursors[e->leaf_of_point[i]]++ * stride;
    for (int k = 0; k < e->in.dimensions; k++) row[k] = e->in.columns[k][i];
    uint64_t id = i;
    memcpy(row + stride - 1, &id, 8);
  }
}

// MARK: The lower part, leaf by leaf

struct grower {
  ck_density *e;
  struct part *part;
  double *spare, *low, *high;
  size_t base;
  int failed;
};

static void push(struct grower *g, size_t start) {
  struct part *part = g->part;
  if (part->count == part->capacity) {
    size_t capacity = part->capacity ? 2 * part->capacity : 256;
    uint32_t *starts = realloc(part->starts, capacity * sizeof *starts);
    if (starts) part->starts = starts;
    uint8_t *begins = realloc(part->begins_block, capacity);
    if (begins) part->begins_block = begins;
    if (!starts || !begins) {
      g->failed = 1;
      return;
    }
    part->capacity = capacity;
  }
  part->starts[part->count] = (uint32_t)start;
  part->begins_block[part->count++] = 0;
}

static inline __attribute__((always_inline)) void bound_rows(const double *row, size_t count, const int stride,
                                                             double *low, double *high) {
  double l[16], h[16];
  for (int k = 0; k < stride; k++) l[k] = h[k] = row[k];
  for (size_t i = 1; i < count; i++) {
    row += stride;
    for (int k = 0; k < stride; k++) {
      l[k] = row[k] < l[k] ? row[k] : l[k];
      h[k] = row[k] > h[k] ? row[k] : h[k];
    }
  }
  for (int k = 0; k < stride; k++) low[k] = l[k], high[k] = h[k];
}

static inline __attribute__((always_inline)) size_t part_rows(double *rows, size_t count, const size_t stride,
                                                              int dimension, double split, double *spare) {
  double *left = rows, *right = spare;
  for (size_t i = 0; i < count; i++) {
    const double *row = rows + i * stride;
    size_t goes_right = row[dimension] > split;
    // Both are written, one of them counts: no branch to be guessed.
    double copy[16];
    for (size_t k = 0; k < stride; k++) copy[k] = row[k];
    for (size_t k = 0; k < stride; k++) left[k] = copy[k];
    for (size_t k = 0; k < stride; k++) right[k] = copy[k];
    left += stride & (goes_right - 1);
    right += stride & -goes_right;
  }
  memcpy(left, spare, (size_t)((char *)right - (char *)spare));
  return (size_t)(left - rows) / stride;
}

static void bound_wide_rows(const double *row, size_t count, int stride, double *low, double *high) {
  for (int k = 0; k < stride; k++) low[k] = high[k] = row[k];
  for (size_t i = 1; i < count; i++) {
    row += stride;
    for (int k = 0; k < stride; k++) {
      if (row[k] < low[k]) low[k] = row[k];
      if (row[k] > high[k]) high[k] = row[k];
    }
  }
}

static size_t part_wide_rows(double *rows, size_t count, size_t stride, int dimension, double split, double *spare) {
  size_t left = 0, right = 0;
  for (size_t i = 0; i < count; i++) {
    const double *row = rows + i * stride;
    double *to = row[dimension] > split ? spare + right++ * stride : rows + left++ * stride;
    memmove(to, row, stride * sizeof *row);
  }
  memcpy(rows + left * stride, spare, right * stride * sizeof *rows);
  return left;
}

#if defined(__x86_64__)
#define AVX2 __attribute__((target("avx2,bmi2,popcnt")))
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi2,avx512vpopcntdq")))
AVX512 static void bound_avx512(const double *row, size_t count, int stride, double *low, double *high) {
  if (stride == 4) bound_rows(row, count, 4, low, high);
  else bound_rows(row, count, 8, low, high);
}
AVX512 static size_t part_avx512(double *rows, size_t count, size_t stride, int dimension, double split, double *spare) {
  return stride == 4 ? part_rows(rows, count, 4, dimension, split, spare)
                     : part_rows(rows, count, 8, dimension, split, spare);
}
AVX2 static void bound_avx2(const double *row, size_t count, int stride, double *low, double *high) {
  if (stride == 4) bound_rows(row, count, 4, low, high);
  else bound_rows(row, count, 8, low, high);
}
AVX2 static size_t part_avx2(double *rows, size_t count, size_t stride, int dimension, double split, double *spare) {
  return stride == 4 ? part_rows(rows, count, 4, dimension, split, spare)
                     : part_rows(rows, count, 8, dimension, split, spare);
}
#endif

static void bound(const ck_density *e, const double *rows, size_t count, double *low, double *high) {
#if defined(__x86_64__)
  if (e->stride <= 8 && e->in.level == CK_AVX512) { bound_avx512(rows, count, e->stride, low, high); return; }
  if (e->stride <= 8 && e->in.level == CK_AVX2) { bound_avx2(rows, count, e->stride, low, high); return; }
#endif
  bound_wide_rows(rows, count, e->stride, low, high);
}

static size_t part(const ck_density *e, double *rows, size_t count, int dimension, double split, double *spare) {
  size_t stride = (size_t)e->stride;
#if defined(__x86_64__)
  if (stride <= 8 && e->in.level == CK_AVX512) return part_avx512(rows, count, stride, dimension, split, spare);
  if (stride <= 8 && e->in.level == CK_AVX2) return part_avx2(rows, count, stride, dimension, split, spare);
#endif
  return part_wide_rows(rows, count, stride, dimension, split, spare);
}

/// Makes cells of some points. Returns how many of them are in no block yet, 0 if none.
static size_t grow(struct grower *g, size_t from, size_t to, int lopsided) {
  const ck_density *e = g->e;
  size_t stride = (size_t)e->stride, count = to - from;
  double *rows = e->rows + from * stride;
  int dimension = 0;
  double split = 0;
  int tight = count == 1;
  if (!tight) {
    bound(e, rows, count, g->low, g->high);
    tight = is_tight(e, g->low, g->high);
  }
  if (tight || g->failed) {
    push(g, from);
    return 1;
  }
  for (int k = 1; k < e->in.dimensions; k++)
    if (g->high[k] - g->low[k] > g->high[dimension] - g->low[dimension]) dimension = k;
  double low = g->low[dimension], high = g->high[dimension];
  split = between(low, high);
  if (lopsided && count > 256) {
    // Values spread over many orders of magnitude would be peeled off one by one.
    double some[63];
    for (size_t i = 0; i < 63; i++) some[i] = rows[i * (count - 1) / 62 * stride + (size_t)dimension];
    qsort(some, 63, sizeof *some, by_value);
    if (some[31] >= low && some[31] < high) split = some[31];
  }
  size_t middle = from + part(e, rows, count, dimension, split, g->spare);
  size_t smaller = middle - from < to - middle ? middle - from : to - middle;
  size_t first = g->part->count;
  size_t left = grow(g, from, middle, smaller < count / 64);
  size_t between_them = g->part->count;
  size_t right = grow(g, middle, to, smaller < count / 64);
  if (g->failed) return 1;
  if (left && right && left + right <= CK_DENSITY_BLOCK) return left + right;
  if (left) g->part->begins_block[first] = 1;
  if (right) g->part->begins_block[between_them] = 1;
  return 0;
}

static void grow_leaf(ck_density *e, size_t leaf) {
  size_t from = e->leaf_start[leaf], to = e->leaf_start[leaf + 1];
  if (from == to) return;
  size_t stride = (size_t)e->stride;
  double *spare = malloc(((to - from + 1) * stride + 2 * stride) * sizeof *spare);
  if (!spare) {
    e->failed = 1;
    return;
  }
  struct grower g = {e, &e->parts[leaf], spare + 2 * stride, spare, spare + stride, from, 0};
  size_t open = grow(&g, from, to, 0);
  free(spare);
  if (g.failed) {
    __atomic_store_n(&e->failed, 1, __ATOMIC_RELAXED);
    return;
  }
  if (open) e->parts[leaf].begins_block[0] = 1;
  for (size_t i = from; i < to; i++) {
    const double *row = e->rows + i * stride;
    uint64_t id;
    memcpy(&id, row + stride - 1, 8);
    e->ids[i] = (uint32_t)id;
    for (int k = 0; k < e->in.dimensions; k++) e->points[(size_t)k * e->point_stride + i] = row[k];
    if (e->weights) e->weights[i] = e->in.weights[id];
  }
}

// MARK: Boxes

static int make_boxes(const ck_density *e, struct boxes *boxes, size_t count) {
  size_t d = (size_t)e->in.dimensions;
  boxes->count = count;
  boxes->stride = count + CK_DENSITY_PAD;
  boxes->low = malloc(d * boxes->stride * sizeof(double));
  boxes->high = malloc(d * boxes->stride * sizeof(double));
  if (!boxes->low || !boxes->high) return 0;
  for (size_t k = 0; k < d; k++)
    for (size_t i = count; i < boxes->stride; i++)
      boxes->low[k * boxes->stride + i] = boxes->high[k * boxes->stride + i] = 0;
  return 1;
}

static void join_boxes(const ck_density *e, const struct boxes *inner, size_t from, size_t to, struct boxes *outer,
                       size_t at) {
  for (int k = 0; k < e->in.dimensions; k++) {
    const double *low = inner->low + (size_t)k * inner->stride, *high = inner->high + (size_t)k * inner->stride;
    double l = low[from], h = high[from];
    for (size_t i = from + 1; i < to; i++) {
      if (low[i] < l) l = low[i];
      if (high[i] > h) h = high[i];
    }
    outer->low[(size_t)k * outer->stride + at] = l;
    outer->high[(size_t)k * outer->stride + at] = h;
  }
}

void ck_density_bound(ck_density *e, size_t task) {
  size_t from = task * CK_DENSITY_SPAN, to = from + CK_DENSITY_SPAN;
  if (to > e->blocks) to = e->blocks;
  for (size_t block = from; block < to; block++) {
    for (size_t cell = e->block_start[block]; cell < e->block_start[block + 1]; cell++)
      for (int k = 0; k < e->in.dimensions; k++) {
        const double *column = ck_density_column(e, k);
        double l = column[e->cell_start[cell]], h = l;
        for (size_t i = e->cell_start[cell] + 1; i < e->cell_start[cell + 1]; i++) {
          if (column[i] < l) l = column[i];
          if (column[i] > h) h = column[i];
        }
        e->cell_box.low[(size_t)k * e->cell_box.stride + cell] = l;
        e->cell_box.high[(size_t)k * e->cell_box.stride + cell] = h;
      }
    join_boxes(e, &e->cell_box, e->block_start[block], e->block_start[block + 1], &e->block_box, block);
  }
  join_boxes(e, &e->block_box, from, to, &e->span_box, task);
}

static int gather_cells(ck_density *e) {
  free(e->rows), free(e->leaf_of_point), free(e->offsets);
  e->rows = NULL, e->leaf_of_point = NULL, e->offsets = NULL;
  for (size_t leaf = 0; leaf < e->leaves; leaf++) {
    e->cells += e->parts[leaf].count;
    for (size_t i = 0; i < e->parts[leaf].count; i++) e->blocks += e->parts[leaf].begins_block[i];
  }
  e->spans = (e->blocks + CK_DENSITY_SPAN - 1) / CK_DENSITY_SPAN;
  e->cell_start = malloc((e->cells + 1) * sizeof *e->cell_start);
  e->block_start = malloc((e->blocks + 1) * sizeof *e->block_start);
  if (!e->cell_start || !e->block_start || !make_boxes(e, &e->cell_box, e->cells) ||
      !make_boxes(e, &e->block_box, e->blocks) || !make_boxes(e, &e->span_box, e->spans))
    return 0;
  size_t cell = 0, block = 0;
  for (size_t leaf = 0; leaf < e->leaves; leaf++) {
    struct part *part = &e->parts[leaf];
    for (size_t i = 0; i < part->count; i++) {
      if (part->begins_block[i]) e->block_start[block++] = (uint32_t)cell;
      e->cell_start[cell++] = part->starts[i];
    }
    free(part->starts), free(part->begins_block);
    part->starts = NULL, part->begins_block = NULL;
  }
  e->cell_start[cell] = (uint32_t)e->in.count;
  e->block_start[block] = (uint32_t)cell;
  return 1;
}

// MARK: Steps

uint32_t ck_density_root(const ck_density *e, uint32_t cell) {
  uint32_t *parent = e->parent;
  for (;;) {
    uint32_t up = __atomic_load_n(&parent[cell], __ATOMIC_RELAXED);
    if (up == cell) return cell;
    uint32_t above = __atomic_load_n(&parent[up], __ATOMIC_RELAXED);
    // A root only ever gets a smaller parent, so a stale shortcut is still one of its ancestors.
    if (above != up) __atomic_store_n(&parent[cell], above, __ATOMIC_RELAXED);
    cell = above;
  }
}

/// Puts the core points of each cell before the others and finds the first row among them.
void ck_density_arrange(ck_density *e, size_t task) {
  size_t from = task * CK_DENSITY_CELL_TASK, to = from + CK_DENSITY_CELL_TASK;
  if (to > e->cells) to = e->cells;
  for (size_t cell = from; cell < to; cell++) {
    size_t start = e->cell_start[cell], end = e->cell_start[cell + 1], count = 0;
    for (size_t i = start; i < end; i++) {
      if (!e->is_core[i]) continue;
      size_t place = start + count++;
      if (place == i) continue;
      uint32_t id = e->ids[i];
      e->ids[i] = e->ids[place];
      e->ids[place] = id;
      for (int k = 0; k < e->in.dimensions; k++) {
        double *column = e->points + (size_t)k * e->point_stride, x = column[i];
        column[i] = column[place];
        column[place] = x;
      }
      e->is_core[i] = e->is_core[place];
      e->is_core[place] = 1;
    }
    e->core_count[cell] = (uint32_t)count;
    uint32_t first = UINT32_MAX;
    for (size_t i = start; i < start + count; i++) {
      uint32_t row = e->in.first_rows ? e->in.first_rows[e->ids[i]] : e->ids[i];
      if (row < first) first = row;
    }
    e->first_row[cell] = first;
    e->parent[cell] = (uint32_t)cell;
  }
}

struct named { uint32_t row, root; };

static int by_row(const void *a, const void *b) {
  uint32_t x = ((const struct named *)a)->row, y = ((const struct named *)b)->row;
  return (x > y) - (x < y);
}

static int number_clusters(ck_density *e) {
  for (uint32_t cell = 0; cell < e->cells; cell++) {
    uint32_t root = ck_density_root(e, cell);
    if (e->first_row[cell] < e->first_row[root]) e->first_row[root] = e->first_row[cell];
    e->clusters += root == cell && e->core_count[cell] > 0;
  }
  struct named *names = malloc((e->clusters + 1) * sizeof *names);
  if (!names) return 0;
  size_t found = 0;
  for (uint32_t cell = 0; cell < e->cells; cell++)
    if (e->parent[cell] == cell && e->core_count[cell] > 0) names[found++] = (struct named){e->first_row[cell], cell};
  qsort(names, found, sizeof *names, by_row);
  for (size_t i = 0; i < found; i++) e->label[names[i].root] = (int32_t)(i + 1);
  free(names);
  for (uint32_t cell = 0; cell < e->cells; cell++)
    e->label[cell] = e->core_count[cell] ? e->label[ck_density_root(e, cell)] : 0;
  return 1;
}

ck_density *ck_density_begin(const ck_density_input *input) {
  ck_density *e = calloc(1, sizeof *e);
  if (!e) return NULL;
  e->in = *input;
  e->stride = (input->dimensions + 4) / 4 * 4;
  // Rows of twelve would be no quicker than rows of sixteen, and up to eight fit one register.
  return e;
}

static size_t tasks_of(size_t count, size_t size) { return (count + size - 1) / size; }

size_t ck_density_prepare(ck_density *e, int step) {
  size_t n = e->in.count;
  if (e->failed) return SIZE_MAX;
  switch (step) {
  case CK_DENSITY_CLASSIFY:
    if (n == 0) return 0;
    if (!plant(e)) return SIZE_MAX;
    e->chunks = tasks_of(n, CK_DENSITY_CHUNK);
    e->leaf_of_point = malloc(n * sizeof *e->leaf_of_point);
    e->offsets = calloc(e->chunks * e->leaves, sizeof *e->offsets);
    return e->leaf_of_point && e->offsets ? e->chunks : SIZE_MAX;
  case CK_DENSITY_SCATTER: {
    if (n == 0) return 0;
    uint32_t total = 0;
    for (size_t leaf = 0; leaf < e->leaves; leaf++) {
      e->leaf_start[leaf] = total;
      for (size_t chunk = 0; chunk < e->chunks; chunk++) {
        uint32_t count = e->offsets[chunk * e->leaves + leaf];
        e->offsets[chunk * e->leaves + leaf] = total;
        total += count;
      }
    }
    e->leaf_start[e->leaves] = total;
    e->rows = malloc(n * (size_t)e->stride * sizeof *e->rows);
    return e->rows ? e->chunks : SIZE_MAX;
  }
  case CK_DENSITY_GROW:
    e->point_stride = n + CK_DENSITY_PAD;
    e->points = malloc((size_t)e->in.dimensions * e->point_stride * sizeof *e->points);
    e->ids = malloc((n + 1) * sizeof *e->ids);
    if (e->in.weights) e->weights = malloc((n + CK_DENSITY_PAD) * sizeof *e->weights);
    if (!e->points || !e->ids || (e->in.weights && !e->weights)) return SIZE_MAX;
    for (int k = 0; k < e->in.dimensions; k++)
      for (size_t i = n; i < e->point_stride; i++) e->points[(size_t)k * e->point_stride + i] = 0;
    return e->leaves;
  case CK_DENSITY_BOUND:
    return gather_cells(e) ? e->spans : SIZE_MAX;
  case CK_DENSITY_COUNT:
    e->is_core = calloc(n + CK_DENSITY_PAD, 1);
    return e->is_core ? tasks_of(e->blocks, CK_DENSITY_BLOCK_TASK) : SIZE_MAX;
  case CK_DENSITY_ARRANGE:
    free(e->weights);
    e->weights = NULL;
    e->core_count = malloc((e->cells + 1) * sizeof *e->core_count);
    e->first_row = malloc((e->cells + 1) * sizeof *e->first_row);
    e->parent = malloc((e->cells + 1) * sizeof *e->parent);
    e->label = malloc((e->cells + 1) * sizeof *e->label);
    if (!e->core_count || !e->first_row || !e->parent || !e->label) return SIZE_MAX;
    return tasks_of(e->cells, CK_DENSITY_CELL_TASK);
  case CK_DENSITY_JOIN:
    return tasks_of(e->blocks, CK_DENSITY_BLOCK_TASK);
  case CK_DENSITY_LABEL:
    return number_clusters(e) ? tasks_of(e->blocks, CK_DENSITY_BLOCK_TASK) : SIZE_MAX;
  }
  return 0;
}

void ck_density_run(ck_density *e, int step, size_t task) {
  switch (step) {
  case CK_DENSITY_CLASSIFY: classify(e, task); break;
  case CK_DENSITY_SCATTER: scatter(e, task); break;
  case CK_DENSITY_GROW: grow_leaf(e, task); break;
  case CK_DENSITY_BOUND: ck_density_bound(e, task); break;
  case CK_DENSITY_ARRANGE: ck_density_arrange(e, task); break;
  default: ck_density_scan(e, step, task);
  }
}

size_t ck_density_clusters(const ck_density *e) { return e->clusters; }
size_t ck_density_cells(const ck_density *e) { return e->cells; }
int ck_density_failed(const ck_density *e) { return __atomic_load_n(&e->failed, __ATOMIC_RELAXED); }

void ck_density_end(ck_density *e) {
  if (!e) return;
  for (size_t leaf = 0; leaf < CK_DENSITY_LEAVES; leaf++) free(e->parts[leaf].starts), free(e->parts[leaf].begins_block);
  free(e->leaf_of_point), free(e->offsets), free(e->rows), free(e->points), free(e->ids), free(e->weights);
  free(e->is_core), free(e->cell_start), free(e->block_start), free(e->core_count), free(e->first_row);
  free(e->parent), free(e->label);
  struct boxes *boxes[3] = {&e->cell_box, &e->block_box, &e->span_box};
  for (int i = 0; i < 3; i++) free(boxes[i]->low), free(boxes[i]->high);
  free(e);
}

double ck_density_squared_threshold(double radius) {
  double square = radius * radius;
  if (isinf(square)) return square;
  while (sqrt(square) > radius) square = nextafter(square, 0);
  while (sqrt(nextafter(square, INFINITY)) <= radius) square = nextafter(square, INFINITY);
  return square;
}
