// Included once for each instruction set by density_scan.c, which says what NAME, INLINE and the types are.
// D and M, the number of dimensions and the metric, are constants wherever it pays.

INLINE unsigned NAME(bits)(eight_words mask) {
  eight_bits bits = __builtin_convertvector(mask, eight_bits);
  uint8_t byte;
  memcpy(&byte, &bits, 1);
  return byte;
}

INLINE eight NAME(summed)(eight sum, eight side, const int M) {
  if (M == CK_DENSITY_EUCLIDEAN) return sum + side * side;
  side = __builtin_elementwise_abs(side);
  if (M == CK_DENSITY_MANHATTAN) return sum + side;
  return side > sum ? side : sum;
}

/// The distances (squared if Euclidean) between `point` and eight points from `at`.
INLINE eight NAME(distances)(const double *columns, size_t stride, size_t at, const double *point, const int D,
                             const int M) {
  eight sum = 0;
  for (int k = 0; k < D; k++) {
    eight x = *(const eight *)(columns + (size_t)k * stride + at);
    sum = NAME(summed)(sum, x - point[k], M);
  }
  return sum;
}

/// Which of the eight boxes from `at` come as near as that to the box from `low` to `high`.
INLINE unsigned NAME(near_boxes)(const struct boxes *b, size_t at, const double *low, const double *high,
                                 const double threshold, const int D, const int M) {
  eight sum = 0;
  for (int k = 0; k < D; k++) {
    eight under = *(const eight *)(b->low + (size_t)k * b->stride + at) - high[k];
    eight over = low[k] - *(const eight *)(b->high + (size_t)k * b->stride + at);
    eight gap = under > over ? under : over;
    gap = gap > 0 ? gap : (eight)0;
    sum = NAME(summed)(sum, gap, M);
  }
  return NAME(bits)(sum <= threshold);
}

INLINE void NAME(box)(const struct boxes *b, size_t at, double *low, double *high, const int D) {
  for (int k = 0; k < D; k++) low[k] = b->low[(size_t)k * b->stride + at], high[k] = b->high[(size_t)k * b->stride + at];
}

INLINE void NAME(point)(const ck_density *e, size_t at, double *point, const int D) {
  for (int k = 0; k < D; k++) point[k] = e->points[(size_t)k * e->point_stride + at];
}

INLINE double NAME(distance_to_box)(const double *point, const double *low, const double *high, const int D,
                                    const int M) {
  double sum = 0;
  for (int k = 0; k < D; k++) {
    double under = low[k] - point[k], over = point[k] - high[k];
    double gap = under > over ? under : over;
    if (gap < 0) gap = 0;
    if (M == CK_DENSITY_EUCLIDEAN) sum += gap * gap;
    else if (M == CK_DENSITY_MANHATTAN) sum += gap;
    else if (gap > sum) sum = gap;
  }
  return sum;
}

/// The bits of the `count` first among eight.
INLINE unsigned NAME(first_bits)(size_t count) { return count >= 8 ? 0xff : (1u << count) - 1; }

/// Lists the blocks near `block`, itself first, those before it only if `also_before`.
INLINE void NAME(find_blocks)(const ck_density *e, uint32_t block, int also_before, struct lists *l, const int D,
                              const int M) {
  double low[D], high[D];
  NAME(box)(&e->block_box, block, low, high, D);
  l->block_count = 0;
  add_block(l, block);
  size_t first = also_before ? 0 : block / CK_DENSITY_SPAN;
  for (size_t s = first / 8 * 8; s < e->spans; s += 8) {
    unsigned spans = NAME(near_boxes)(&e->span_box, s, low, high, e->in.threshold, D, M) & NAME(first_bits)(e->spans - s);
    while (spans) {
      size_t span = s + (size_t)__builtin_ctz(spans);
      spans &= spans - 1;
      if (span < first) continue;
      for (size_t b = span * CK_DENSITY_SPAN; b < (span + 1) * CK_DENSITY_SPAN && b < e->blocks; b += 8) {
        unsigned found = NAME(near_boxes)(&e->block_box, b, low, high, e->in.threshold, D, M) &
                         NAME(first_bits)(e->blocks - b);
        while (found) {
          size_t other = b + (size_t)__builtin_ctz(found);
          found &= found - 1;
          if (other != block && (also_before || other > block)) add_block(l, (uint32_t)other);
        }
      }
    }
  }
}

// MARK: Counting

INLINE int64_t NAME(weight)(const ck_density *e, size_t from, size_t to) {
  if (!e->weights) return (int64_t)(to - from);
  int64_t sum = 0;
  for (size_t i = from; i < to; i++) sum += e->weights[i];
  return sum;
}

INLINE void NAME(count_block)(ck_density *e, uint32_t block, struct lists *l, const int D, const int M) {
  int listed = 0;
  for (uint32_t cell = e->block_start[block]; cell < e->block_start[block + 1]; cell++) {
    size_t start = e->cell_start[cell], end = e->cell_start[cell + 1];
    int64_t own = NAME(weight)(e, start, end);
    if (own >= e->in.minimum) {
      memset(e->is_core + start, 1, end - start);
      continue;
    }
    if (!listed) NAME(find_blocks)(e, block, 1, l, D, M);
    listed = 1;
    double low[D], high[D];
    NAME(box)(&e->cell_box, cell, low, high, D);
    l->run_count = 0;
    int64_t around = own;
    for (size_t b = 0; b < l->block_count; b++) {
      uint32_t from = e->block_start[l->blocks[b]], to = e->block_start[l->blocks[b] + 1];
      for (size_t c = from; c < to; c += 8) {
        unsigned found = NAME(near_boxes)(&e->cell_box, c, low, high, e->in.threshold, D, M) & NAME(first_bits)(to - c);
        while (found) {
          size_t other = c + (size_t)__builtin_ctz(found);
          found &= found - 1;
          if (other == cell) continue;
          add_run(l, e->cell_start[other], e->cell_start[other + 1]);
          around += NAME(weight)(e, e->cell_start[other], e->cell_start[other + 1]);
        }
      }
    }
    if (around < e->in.minimum) continue;
    for (size_t i = start; i < end; i++) {
      double point[D];
      NAME(point)(e, i, point, D);
      int64_t count = own;
      for (size_t r = 0; r < l->run_count && count < e->in.minimum; r++)
        for (size_t j = l->from[r]; j < l->to[r]; j += 8) {
          unsigned near = NAME(bits)(NAME(distances)(e->points, e->point_stride, j, point, D, M) <= e->in.threshold) &
                          NAME(first_bits)(l->to[r] - j);
          if (!e->weights) {
            count += __builtin_popcount(near);
          } else {
            for (; near; near &= near - 1) count += e->weights[j + (size_t)__builtin_ctz(near)];
          }
          if (count >= e->in.minimum) break;
        }
      e->is_core[i] = count >= e->in.minimum;
    }
  }
}

// MARK: Joining

/// The core points of `cell` that are near the box of another, one after the other or as columns.
INLINE size_t NAME(shell)(const ck_density *e, uint32_t cell, const double *low, const double *high, double *to,
                          size_t stride, const int D, const int M) {
  size_t start = e->cell_start[cell], count = e->core_count[cell], found = 0;
  for (size_t i = start; i < start + count; i++) {
    double point[D];
    NAME(point)(e, i, point, D);
    if (NAME(distance_to_box)(point, low, high, D, M) > e->in.threshold) continue;
    for (int k = 0; k < D; k++) to[stride ? (size_t)k * stride + found : found * (size_t)D + (size_t)k] = point[k];
    found++;
  }
  return found;
}

INLINE int NAME(touch)(const ck_density *e, uint32_t a, uint32_t b, struct lists *l, const int D, const int M) {
  if (e->core_count[a] > e->core_count[b]) {
    uint32_t swapped = a;
    a = b;
    b = swapped;
  }
  size_t many = e->core_count[b], few = e->core_count[a];
  double low[D], high[D];
  NAME(box)(&e->cell_box, b, low, high, D);
  const double *columns = e->points + e->cell_start[b];
  size_t stride = e->point_stride;
  double *left = NULL;
  if (many > 64 && few > 4) {
    // Only points near the other's box can be near one of its points.
    size_t kept_stride = many + CK_DENSITY_PAD;
    left = room_for(&l->left, &l->left_room, few * (size_t)D, &l->failed);
    double *right = room_for(&l->right, &l->right_room, kept_stride * (size_t)D, &l->failed);
    if (!left || !right) return 0;
    few = NAME(shell)(e, a, low, high, left, 0, D, M);
    if (!few) return 0;
    NAME(box)(&e->cell_box, a, low, high, D);
    many = NAME(shell)(e, b, low, high, right, kept_stride, D, M);
    columns = right;
    stride = kept_stride;
  }
  for (size_t i = 0; i < few; i++) {
    double point[D];
    if (left) {
      for (int k = 0; k < D; k++) point[k] = left[i * (size_t)D + (size_t)k];
    } else {
      NAME(point)(e, e->cell_start[a] + i, point, D);
      if (NAME(distance_to_box)(point, low, high, D, M) > e->in.threshold) continue;
    }
    for (size_t j = 0; j < many; j += 8)
      if (NAME(bits)(NAME(distances)(columns, stride, j, point, D, M) <= e->in.threshold) & NAME(first_bits)(many - j))
        return 1;
  }
  return 0;
}

INLINE void NAME(join_block)(ck_density *e, uint32_t block, struct lists *l, const int D, const int M) {
  NAME(find_blocks)(e, block, 0, l, D, M);
  for (uint32_t cell = e->block_start[block]; cell < e->block_start[block + 1]; cell++) {
    if (!e->core_count[cell]) continue;
    double low[D], high[D];
    NAME(box)(&e->cell_box, cell, low, high, D);
    uint32_t root = ck_density_root(e, cell);
    for (size_t b = 0; b < l->block_count; b++) {
      uint32_t from = l->blocks[b] == block ? cell + 1 : e->block_start[l->blocks[b]];
      uint32_t to = e->block_start[l->blocks[b] + 1];
      for (size_t c = from; c < to; c += 8) {
        unsigned found = NAME(near_boxes)(&e->cell_box, c, low, high, e->in.threshold, D, M) & NAME(first_bits)(to - c);
        for (; found; found &= found - 1) {
          uint32_t other = (uint32_t)(c + (size_t)__builtin_ctz(found));
          if (!e->core_count[other] || ck_density_root(e, other) == root) continue;
          root = ck_density_root(e, cell);
          if (ck_density_root(e, other) == root || !NAME(touch)(e, cell, other, l, D, M)) continue;
          unite(e, cell, other);
          root = ck_density_root(e, cell);
        }
      }
    }
  }
}

// MARK: Labels

/// Whether the point at `a` stands before the one at `b` in lexicographic order.
INLINE int NAME(precedes)(const ck_density *e, size_t a, size_t b, const int D) {
  for (int k = 0; k < D; k++) {
    double x = e->points[(size_t)k * e->point_stride + a], y = e->points[(size_t)k * e->point_stride + b];
    if (x != y) return x < y;
  }
  return 0;
}

INLINE void NAME(place)(ck_density *e, uint32_t cell, size_t at, const struct lists *l, const int D, const int M) {
  double point[D];
  NAME(point)(e, at, point, D);
  double nearest = __builtin_inf();
  size_t best = SIZE_MAX;
  int32_t label = 0;
  int contested = 0;
  // Runs hold cells here.
  for (size_t r = 0; r < l->run_count; r++) {
    uint32_t other = l->from[r];
    size_t start = e->cell_start[other], count = e->core_count[other];
    int32_t cluster = e->label[other];
    for (size_t j = 0; j < count; j += 8) {
      eight distances = NAME(distances)(e->points, e->point_stride, start + j, point, D, M);
      unsigned near = NAME(bits)(distances <= e->in.threshold) & NAME(first_bits)(count - j);
      if (!near) continue;
      if (label && cluster != label) contested = 1;
      if (!label || (e->in.border == CK_DENSITY_FIRST && cluster < label)) label = cluster;
      if (e->in.border != CK_DENSITY_NEAREST) continue;
      for (; near; near &= near - 1) {
        unsigned lane = (unsigned)__builtin_ctz(near);
        double distance = M == CK_DENSITY_EUCLIDEAN ? __builtin_sqrt(distances[lane]) : distances[lane];
        size_t candidate = start + j + lane;
        if (best == SIZE_MAX || distance < nearest ||
            (distance == nearest && NAME(precedes)(e, candidate, best, D))) {
          nearest = distance;
          best = candidate;
          label = cluster;
        }
      }
    }
  }
  (void)cell;
  e->in.labels[e->ids[at]] = e->in.border == CK_DENSITY_NOISE ? 0 : label;
  e->in.roles[e->ids[at]] = contested ? CK_DENSITY_CONTESTED : 0;
}

INLINE void NAME(label_block)(ck_density *e, uint32_t block, struct lists *l, const int D, const int M) {
  int listed = 0;
  for (uint32_t cell = e->block_start[block]; cell < e->block_start[block + 1]; cell++) {
    size_t start = e->cell_start[cell], end = e->cell_start[cell + 1], cores = e->core_count[cell];
    for (size_t i = start; i < start + cores; i++) {
      e->in.labels[e->ids[i]] = e->label[cell];
      e->in.roles[e->ids[i]] = CK_DENSITY_CORE;
    }
    if (start + cores == end) continue;
    if (!listed) NAME(find_blocks)(e, block, 1, l, D, M);
    listed = 1;
    double low[D], high[D];
    NAME(box)(&e->cell_box, cell, low, high, D);
    l->run_count = 0;
    for (size_t b = 0; b < l->block_count; b++) {
      uint32_t from = e->block_start[l->blocks[b]], to = e->block_start[l->blocks[b] + 1];
      for (size_t c = from; c < to; c += 8) {
        unsigned found = NAME(near_boxes)(&e->cell_box, c, low, high, e->in.threshold, D, M) & NAME(first_bits)(to - c);
        for (; found; found &= found - 1) {
          uint32_t other = (uint32_t)(c + (size_t)__builtin_ctz(found));
          if (e->core_count[other]) add_run(l, other, UINT32_MAX);
        }
      }
    }
    for (size_t i = start + cores; i < end; i++) NAME(place)(e, cell, i, l, D, M);
  }
}

INLINE void NAME(scan_of)(ck_density *e, int step, size_t task, struct lists *l, const int D, const int M) {
  size_t from = task * CK_DENSITY_BLOCK_TASK, to = from + CK_DENSITY_BLOCK_TASK;
  if (to > e->blocks) to = e->blocks;
  for (size_t block = from; block < to && !l->failed; block++) {
    if (step == CK_DENSITY_COUNT) NAME(count_block)(e, (uint32_t)block, l, D, M);
    else if (step == CK_DENSITY_JOIN) NAME(join_block)(e, (uint32_t)block, l, D, M);
    else NAME(label_block)(e, (uint32_t)block, l, D, M);
  }
}

static void NAME(scan)(ck_density *e, int step, size_t task, struct lists *l) {
  int d = e->in.dimensions;
  if (e->in.metric == CK_DENSITY_EUCLIDEAN) {
    switch (d) {
    case 1: NAME(scan_of)(e, step, task, l, 1, CK_DENSITY_EUCLIDEAN); break;
    case 2: NAME(scan_of)(e, step, task, l, 2, CK_DENSITY_EUCLIDEAN); break;
    case 3: NAME(scan_of)(e, step, task, l, 3, CK_DENSITY_EUCLIDEAN); break;
    case 4: NAME(scan_of)(e, step, task, l, 4, CK_DENSITY_EUCLIDEAN); break;
    case 5: NAME(scan_of)(e, step, task, l, 5, CK_DENSITY_EUCLIDEAN); break;
    case 6: NAME(scan_of)(e, step, task, l, 6, CK_DENSITY_EUCLIDEAN); break;
    case 7: NAME(scan_of)(e, step, task, l, 7, CK_DENSITY_EUCLIDEAN); break;
    default: NAME(scan_of)(e, step, task, l, d, CK_DENSITY_EUCLIDEAN);
    }
  } else if (e->in.metric == CK_DENSITY_MANHATTAN) {
    NAME(scan_of)(e, step, task, l, d, CK_DENSITY_MANHATTAN);
  } else {
    NAME(scan_of)(e, step, task, l, d, CK_DENSITY_CHEBYSHEV);
  }
}
