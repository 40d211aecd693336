#include "linkage_scan.h"
#include <math.h>
#include <stddef.h>

enum { LANES = CK_LINK_LANES, FAN = CK_LINK_FAN };

static size_t place(const struct ck_link_tree *tree, size_t slot) {
  return slot / LANES * (size_t)tree->dims * LANES + slot % LANES;
}

static double square(const struct ck_link_tree *tree, size_t a, size_t b) {
  const double *x = tree->coords + place(tree, a), *y = tree->coords + place(tree, b);
  double sum = 0;
  for (int k = 0; k < tree->dims; k++) {
    double difference = x[(size_t)k * LANES] - y[(size_t)k * LANES];
    sum += difference * difference;
  }
  return sum;
}

/// The same for a and b as for b and a, to the bit. Where all sums fit into whole numbers, it is the exact quotient
/// rounded once, so that distances which are equal are equal to the bit.
static double exactly(const struct ck_link_tree *tree, size_t a, size_t b, double squared) {
  double m = tree->weight[a], n = tree->weight[b];
  if (tree->whole) {
    const double *x = tree->coords + place(tree, a), *y = tree->coords + place(tree, b);
    double numerator = 0, denominator, limit = 0x1p52;
    if (tree->kind == CK_LINK_WARD) {
      for (int k = 0; k < tree->dims; k++) {
        double difference = n * rint(m * x[(size_t)k * LANES]) - m * rint(n * y[(size_t)k * LANES]);
        numerator += difference * difference;
      }
      numerator *= 2;
      denominator = m * n * (m + n);
    } else if (tree->kind == CK_LINK_AVERAGE) {
      double p = 0, q = 0, product = 0;
      for (int k = 0; k < tree->dims; k++) {
        double u = x[(size_t)k * LANES], v = y[(size_t)k * LANES];
        p += u * u;
        q += v * v;
        product += rint(m * u) * rint(n * v);
      }
      double both = n * rint(m * (p + tree->spread[a])) + m * rint(n * (q + tree->spread[b]));
      // What is subtracted is no larger.
      if (both >= limit) limit = 0;
      numerator = both - 2 * product;
      denominator = m * n;
    } else {
      return squared;
    }
    if (numerator < limit && denominator < limit) return numerator / denominator;
  }
  if (tree->kind == CK_LINK_WARD) return 2 * (m * n) / (m + n) * squared;
  if (tree->kind == CK_LINK_AVERAGE) return squared + (tree->spread[a] + tree->spread[b]);
  return squared;
}

struct waiting {
  double bound;
  int32_t child;
};

static void query(struct ck_link_tree *tree, int32_t slot, double *point) {
  for (int k = 0; k < tree->dims; k++) point[k] = tree->coords[place(tree, (size_t)slot) + (size_t)k * LANES];
  struct ck_link_question question = {point, tree->weight[slot], tree->spread ? tree->spread[slot] : 0, tree->kind};
  double slack = tree->whole ? CK_LINK_WHOLE_SLACK : CK_LINK_SLACK;
  double best = INFINITY, limit = INFINITY;
  int32_t nearest = -1;
  _Alignas(64) double squares[LANES];
  _Alignas(64) double bounds[FAN];

  int32_t old = tree->partner[slot];
  if (old >= 0 && tree->id[old] < 0) old = tree->partner[old];
  if (old >= 0 && old != slot && tree->id[old] >= 0) {
    nearest = old;
    best = exactly(tree, (size_t)slot, (size_t)old, square(tree, (size_t)slot, (size_t)old));
    limit = best * slack;
  }
  int32_t home = slot / LANES, leaf = home;
  struct waiting stack[FAN * 16];
  int depth = 0, at_home = 1;
  for (;;) {
    uint32_t mask = ck_link_scan_leaf(tree, leaf, &question, limit, squares);
    for (; mask; mask &= mask - 1) {
      int lane = __builtin_ctz(mask);
      int32_t other = leaf * LANES + lane;
      if (other == slot) continue;
      double distance = exactly(tree, (size_t)slot, (size_t)other, squares[lane]);
      if (distance < best || (distance == best && tree->id[other] < tree->id[nearest])) {
        best = distance;
        nearest = other;
        limit = best * slack;
      }
    }
    if (at_home) {
      at_home = 0;
      stack[depth++] = (struct waiting){0, 0};
    }
    leaf = -1;
    while (depth > 0 && leaf < 0) {
      struct waiting next = stack[--depth];
      if (next.bound > limit) continue;
      if (next.child < 0) {
        if (~next.child != home) leaf = ~next.child;
        continue;
      }
      uint32_t near = ck_link_scan_node(tree, next.child, &question, limit, bounds);
      int base = depth;
      for (; near; near &= near - 1) {
        int lane = __builtin_ctz(near);
        struct waiting added = {bounds[lane], tree->child[next.child * FAN + lane]};
        int at = depth++;
        // The nearest lies on top.
        for (; at > base && stack[at - 1].bound < added.bound; at--) stack[at] = stack[at - 1];
        stack[at] = added;
      }
    }
    if (leaf < 0) break;
  }
  tree->partner[slot] = nearest;
  tree->distance[slot] = best;
}

void ck_link_query(struct ck_link_tree *tree, const int32_t *list, int64_t from, int64_t to) {
  double point[tree->dims];
  for (int64_t i = from; i < to; i++) query(tree, list[i], point);
}

int64_t ck_link_pending(struct ck_link_tree *tree, int32_t *list) {
  int64_t count = 0;
  size_t slots = (size_t)tree->leaves * LANES;
  for (size_t slot = 0; slot < slots; slot++) {
    if (tree->id[slot] < 0) continue;
    int32_t partner = tree->partner[slot];
    if (tree->changed[slot] || partner < 0 || tree->id[partner] < 0 || tree->changed[partner])
      list[count++] = (int32_t)slot;
  }
  for (int64_t i = 0; i < count; i++) tree->changed[list[i]] = 0;
  return count;
}

static void merge(struct ck_link_tree *tree, size_t a, size_t b, struct ck_link_merge *written) {
  double height = tree->distance[a];
  double m = tree->weight[a], n = tree->weight[b], total = m + n;
  size_t kept = m > n || (m == n && tree->id[a] < tree->id[b]) ? a : b, gone = kept == a ? b : a;
  int32_t low = tree->id[a] < tree->id[b] ? tree->id[a] : tree->id[b];
  *written = (struct ck_link_merge){low, tree->id[a] < tree->id[b] ? tree->id[b] : tree->id[a], height};
  if (tree->spread) {
    double spread = (m * tree->spread[a] + n * tree->spread[b]) / total;
    tree->spread[kept] = spread + m * n / (total * total) * square(tree, a, b);
    tree->spread[gone] = 0;
  }
  double *x = tree->coords + place(tree, a), *y = tree->coords + place(tree, b);
  double *to = tree->coords + place(tree, kept), *from = tree->coords + place(tree, gone);
  for (int k = 0; k < tree->dims; k++) {
    size_t at = (size_t)k * LANES;
    double p = m * x[at], q = n * y[at];
    if (tree->whole) p = rint(p), q = rint(q);
    double centroid = (p + q) / total;
    to[at] = centroid;
    from[at] = INFINITY;
  }
  tree->weight[kept] = tree->halves ? 1 : total;
  tree->weight[gone] = 1;
  tree->id[kept] = low;
  tree->id[gone] = -1;
  tree->partner[gone] = (int32_t)kept;
  tree->partner[kept] = -1;
  tree->changed[kept] = 1;
  tree->changed[gone] = 0;
  tree->leaf_dirty[kept / LANES] = 1;
  tree->leaf_dirty[gone / LANES] = 1;
  tree->live--;
}

int64_t ck_link_merge_pairs(struct ck_link_tree *tree, const int32_t *list, int64_t count, struct ck_link_merge *merges) {
  int64_t written = 0;
  for (int64_t i = 0; i < count; i++) {
    int32_t slot = list[i];
    if (tree->id[slot] < 0 || tree->changed[slot]) continue;
    int32_t other = tree->partner[slot];
    if (other < 0 || tree->id[other] < 0 || tree->changed[other] || tree->partner[other] != slot) continue;
    merge(tree, (size_t)slot, (size_t)other, &merges[written++]);
  }
  if (written == 0) {
    // Rounding alone can make a ring of neighbors.
    int32_t best = -1, best_low = 0, best_high = 0;
    for (int32_t slot = 0; slot < tree->leaves * LANES; slot++) {
      if (tree->id[slot] < 0 || tree->partner[slot] < 0) continue;
      int32_t own = tree->id[slot], other = tree->id[tree->partner[slot]];
      int32_t low = own < other ? own : other, high = own < other ? other : own;
      if (best >= 0) {
        double now = tree->distance[slot], then = tree->distance[best];
        if (now > then || (now == then && (low > best_low || (low == best_low && high >= best_high)))) continue;
      }
      best = slot;
      best_low = low;
      best_high = high;
    }
    if (best >= 0) merge(tree, (size_t)best, (size_t)tree->partner[best], &merges[written++]);
  }
  ck_link_refit(tree);
  return written;
}
