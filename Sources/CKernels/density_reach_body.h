// Included once for each instruction set by density_reach.c, which says what NAME, INLINE and the types are.

INLINE unsigned NAME(bits)(eight_words mask) {
  eight_bits bits = __builtin_convertvector(mask, eight_bits);
  uint8_t byte;
  memcpy(&byte, &bits, 1);
  return byte;
}

INLINE eight NAME(distances)(const ck_density_space *s, size_t at, const double *point, const int D, const int M) {
  eight sum = 0;
  for (int k = 0; k < D; k++) {
    eight side = *(const eight *)(s->coordinates + (size_t)k * s->stride + at) - point[k];
    if (M == CK_DENSITY_EUCLIDEAN) {
      sum += side * side;
    } else {
      side = __builtin_elementwise_abs(side);
      if (M == CK_DENSITY_MANHATTAN) sum += side;
      else sum = side > sum ? side : sum;
    }
  }
  return sum;
}

INLINE double NAME(neighbour)(const ck_density_space *s, size_t index, int64_t k, const int D, const int M) {
  double point[D];
  for (int d = 0; d < D; d++) point[d] = s->coordinates[(size_t)d * s->stride + index];
  size_t room = 64, count = 0;
  struct neighbour *list = malloc(room * sizeof *list);
  if (!list) return -1;
  int64_t total = 0;
  double bound = INFINITY;
  // Outwards from the point, on the side that is nearer in the first coordinate, until both sides are too far there alone.
  size_t left = index / 8 * 8, right = left;
  while (left > 0 || right < s->count) {
    double below = left > 0 ? point[0] - s->coordinates[left - 1] : INFINITY;
    double above = right < s->count ? s->coordinates[right] - point[0] : INFINITY;
    double side = below < above ? below : above;
    if (side > 0 && !((M == CK_DENSITY_EUCLIDEAN ? side * side : side) < bound)) break;
    size_t j = below < above ? (left -= 8) : right;
    if (j == right) right += 8;
    eight distances = NAME(distances)(s, j, point, D, M);
    unsigned near = NAME(bits)(distances < bound);
    if (s->count - j < 8) near &= (1u << (s->count - j)) - 1;
    for (; near; near &= near - 1) {
      unsigned lane = (unsigned)__builtin_ctz(near);
      double distance = distances[lane];
      if (!(distance < bound)) continue;
      int64_t rows = s->weights ? s->weights[j + lane] : 1;
      if (j + lane == index) rows--;
      if (rows <= 0) continue;
      if (count == room) {
        struct neighbour *more = realloc(list, 2 * room * sizeof *list);
        if (!more) {
          free(list);
          return -1;
        }
        list = more;
        room *= 2;
      }
      size_t place = count++;
      for (; place > 0 && list[place - 1].distance > distance; place--) list[place] = list[place - 1];
      list[place] = (struct neighbour){distance, rows};
      total += rows;
      while (total - list[count - 1].rows >= k) total -= list[--count].rows;
      if (total >= k) bound = list[count - 1].distance;
    }
  }
  double last = total >= k && count ? list[count - 1].distance : INFINITY;
  free(list);
  return M == CK_DENSITY_EUCLIDEAN ? __builtin_sqrt(last) : last;
}

INLINE size_t NAME(reach)(const ck_density_space *s, size_t from, double core, const double *cores, double *reach,
                          uint32_t *source, const int D, const int M) {
  double point[D];
  for (int d = 0; d < D; d++) point[d] = s->coordinates[(size_t)d * s->stride + from];
  eight best = INFINITY;
  eight_words best_at = -1, at = {0, 1, 2, 3, 4, 5, 6, 7};
  for (size_t j = 0; j < s->stride; j += 8, at += 8) {
    eight distance = NAME(distances)(s, j, point, D, M);
    if (M == CK_DENSITY_EUCLIDEAN) distance = __builtin_elementwise_sqrt(distance);
    distance = distance > core ? distance : (eight)core;
    if (cores) {
      eight other = *(const eight *)(cores + j);
      distance = distance > other ? distance : other;
    }
    eight now = *(eight *)(reach + j);
    unsigned nearer = NAME(bits)(distance < now);
    if (nearer) {
      now = distance < now ? distance : now;
      *(eight *)(reach + j) = now;
      for (; nearer; nearer &= nearer - 1) source[j + (size_t)__builtin_ctz(nearer)] = (uint32_t)from;
    }
    // Points that are done, and those beyond the end, have a reach below zero.
    eight_words better = (now >= 0) & (now < best);
    best = better ? now : best;
    best_at = better ? at : best_at;
  }
  double least = INFINITY;
  size_t where = SIZE_MAX;
  for (int lane = 0; lane < 8; lane++)
    if (best_at[lane] >= 0 && (best[lane] < least || (best[lane] == least && (size_t)best_at[lane] < where))) {
      least = best[lane];
      where = (size_t)best_at[lane];
    }
  return where;
}

static double NAME(neighbour_any)(const ck_density_space *s, size_t index, int64_t k) {
  if (s->metric == CK_DENSITY_MANHATTAN) return NAME(neighbour)(s, index, k, s->dimensions, CK_DENSITY_MANHATTAN);
  if (s->metric == CK_DENSITY_CHEBYSHEV) return NAME(neighbour)(s, index, k, s->dimensions, CK_DENSITY_CHEBYSHEV);
  switch (s->dimensions) {
  case 2: return NAME(neighbour)(s, index, k, 2, CK_DENSITY_EUCLIDEAN);
  case 3: return NAME(neighbour)(s, index, k, 3, CK_DENSITY_EUCLIDEAN);
  case 5: return NAME(neighbour)(s, index, k, 5, CK_DENSITY_EUCLIDEAN);
  case 7: return NAME(neighbour)(s, index, k, 7, CK_DENSITY_EUCLIDEAN);
  default: return NAME(neighbour)(s, index, k, s->dimensions, CK_DENSITY_EUCLIDEAN);
  }
}

static size_t NAME(reach_any)(const ck_density_space *s, size_t from, double core, const double *cores, double *reach,
                              uint32_t *source) {
  if (s->metric == CK_DENSITY_MANHATTAN)
    return NAME(reach)(s, from, core, cores, reach, source, s->dimensions, CK_DENSITY_MANHATTAN);
  if (s->metric == CK_DENSITY_CHEBYSHEV)
    return NAME(reach)(s, from, core, cores, reach, source, s->dimensions, CK_DENSITY_CHEBYSHEV);
  switch (s->dimensions) {
  case 2: return NAME(reach)(s, from, core, cores, reach, source, 2, CK_DENSITY_EUCLIDEAN);
  case 7: return NAME(reach)(s, from, core, cores, reach, source, 7, CK_DENSITY_EUCLIDEAN);
  default: return NAME(reach)(s, from, core, cores, reach, source, s->dimensions, CK_DENSITY_EUCLIDEAN);
  }
}
