#include "linkage_scan.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LANES = CK_LINK_LANES, FAN = CK_LINK_FAN };

static void *room(size_t count, size_t size) {
  size_t bytes = count * size;
  return aligned_alloc(64, (bytes + 64) / 64 * 64);
}

static size_t place(const struct ck_link_tree *tree, size_t slot) {
  return slot / LANES * (size_t)tree->dims * LANES + slot % LANES;
}

static void free_nodes(struct ck_link_tree *tree) {
  free(tree->boxes);
  free(tree->child);
  free(tree->node_above);
  free(tree->leaf_above);
  free(tree->node_dirty);
  free(tree->leaf_dirty);
}

static void free_slots(struct ck_link_tree *tree) {
  free(tree->coords);
  free(tree->weight);
  free(tree->spread);
  free(tree->id);
  free(tree->partner);
  free(tree->distance);
  free(tree->changed);
}

void ck_link_free(struct ck_link_tree *tree) {
  if (!tree) return;
  free_nodes(tree);
  free_slots(tree);
  free(tree);
}

static int make_slots(struct ck_link_tree *tree) {
  size_t slots = (size_t)tree->leaves * LANES;
  tree->coords = room(slots * (size_t)tree->dims, sizeof(double));
  tree->weight = room(slots, sizeof(double));
  tree->spread = tree->kind == CK_LINK_AVERAGE ? room(slots, sizeof(double)) : NULL;
  tree->id = room(slots, sizeof(int32_t));
  tree->partner = room(slots, sizeof(int32_t));
  tree->distance = room(slots, sizeof(double));
  tree->changed = room(slots, 1);
  if (!tree->coords || !tree->weight || !tree->id || !tree->partner || !tree->distance || !tree->changed) return 0;
  return tree->kind != CK_LINK_AVERAGE || tree->spread;
}

static void empty_slot(struct ck_link_tree *tree, size_t slot) {
  for (int k = 0; k < tree->dims; k++) tree->coords[place(tree, slot) + (size_t)k * LANES] = INFINITY;
  tree->weight[slot] = 1;
  if (tree->spread) tree->spread[slot] = 0;
  tree->id[slot] = -1;
  tree->partner[slot] = -1;
  tree->distance[slot] = INFINITY;
  tree->changed[slot] = 0;
}

// What a split looks at.
struct entry {
  double key;
  int32_t slot;
};

static int precedes(struct entry a, struct entry b) { return a.key < b.key || (a.key == b.key && a.slot < b.slot); }

/// Arranges entries so that the `rank` least come first.
static void split_at(struct entry *entries, int64_t count, int64_t rank) {
  int64_t low = 0, high = count - 1;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    struct entry a = entries[low], b = entries[middle], c = entries[high];
    struct entry pivot = precedes(a, b) ? (precedes(b, c) ? b : precedes(a, c) ? c : a)
                                        : (precedes(a, c) ? a : precedes(b, c) ? c : b);
    int64_t i = low, j = high;
    while (i <= j) {
      while (precedes(entries[i], pivot)) i++;
      while (precedes(pivot, entries[j])) j--;
      if (i <= j) {
        struct entry swapped = entries[i];
        entries[i++] = entries[j];
        entries[j--] = swapped;
      }
    }
    if (rank <= j) high = j;
    else if (rank >= i) low = i;
    else return;
  }
}

/// Sorts entries so that leaves follow from cutting them into pieces of LANES.
static void sort_entries(const struct ck_link_tree *tree, struct entry *entries, int64_t count) {
  while (count > LANES) {
    int widest = 0;
    double width = -1;
    int64_t step = count > 512 ? count / 256 : 1;
    for (int k = 0; k < tree->dims; k++) {
      double low = INFINITY, high = -INFINITY;
      const double *coords = tree->coords + (size_t)k * LANES;
      for (int64_t i = 0; i < count; i += step) {
        double value = coords[place(tree, (size_t)entries[i].slot)];
        if (value < low) low = value;
        if (value > high) high = value;
      }
      if (high - low > width) {
        width = high - low;
        widest = k;
      }
    }
    const double *coords = tree->coords + (size_t)widest * LANES;
    for (int64_t i = 0; i < count; i++) entries[i].key = coords[place(tree, (size_t)entries[i].slot)];
    // Cuts lie where a node ends, so that nodes are full at the bottom.
    int64_t leaves = (count + LANES - 1) / LANES, span = 1;
    while (span * FAN < leaves) span *= FAN;
    int64_t first = ((leaves + span - 1) / span) / 2 * span;
    int64_t rank = first * LANES;
    split_at(entries, count, rank);
    sort_entries(tree, entries, rank);
    entries += rank;
    count -= rank;
  }
}

/// Nodes over the leaves from ..< to, each node before those below it. Returns the node.
static int32_t make_nodes(struct ck_link_tree *tree, int32_t from, int32_t to, int32_t above) {
  int32_t node = tree->nodes++;
  tree->node_above[node] = above;
  int64_t span = 1;
  while (span * FAN < to - from) span *= FAN;
  for (int lane = 0; lane < FAN; lane++) {
    int64_t begin = from + lane * span, end = begin + span < to ? begin + span : to;
    int32_t at = node * FAN + lane;
    if (begin >= to) {
      tree->child[at] = INT32_MIN;
    } else if (span == 1) {
      tree->child[at] = ~(int32_t)begin;
      tree->leaf_above[begin] = at;
    } else {
      tree->child[at] = make_nodes(tree, (int32_t)begin, (int32_t)end, at);
    }
  }
  return node;
}

int ck_link_rebuild(struct ck_link_tree *tree) {
  struct ck_link_tree old = *tree;
  size_t old_slots = (size_t)old.leaves * LANES;
  int64_t count = old.live;
  struct entry *entries = room((size_t)count, sizeof *entries);
  int32_t *moved = room(old_slots, sizeof *moved);
  if (!entries || !moved) {
    free(entries);
    free(moved);
    return 0;
  }
  int64_t found = 0;
  for (size_t slot = 0; slot < old_slots; slot++)
    if (old.id[slot] >= 0) entries[found++].slot = (int32_t)slot;
  sort_entries(&old, entries, count);
  for (size_t slot = 0; slot < old_slots; slot++) moved[slot] = -1;
  for (int64_t i = 0; i < count; i++) moved[entries[i].slot] = (int32_t)i;
  // A slot that lost its cluster leads to where that went.
  for (size_t slot = 0; slot < old_slots; slot++)
    if (moved[slot] < 0 && old.partner[slot] >= 0) moved[slot] = ~old.partner[slot];

  tree->leaves = (int32_t)((count + LANES - 1) / LANES);
  free_nodes(&old);
  size_t most_nodes = (size_t)tree->leaves / 4 + 8;
  tree->boxes = room(most_nodes * (2 * (size_t)tree->dims + 2) * FAN, sizeof(double));
  tree->child = room(most_nodes * FAN, sizeof(int32_t));
  tree->node_above = room(most_nodes, sizeof(int32_t));
  tree->leaf_above = room((size_t)tree->leaves, sizeof(int32_t));
  tree->node_dirty = room(most_nodes, 1);
  tree->leaf_dirty = room((size_t)tree->leaves, 1);
  int whole = make_slots(tree) && tree->boxes && tree->child && tree->node_above && tree->leaf_above &&
              tree->node_dirty && tree->leaf_dirty;
  if (whole) {
    size_t slots = (size_t)tree->leaves * LANES;
    for (int64_t i = 0; i < count; i++) {
      size_t from = (size_t)entries[i].slot, to = (size_t)i;
      for (int k = 0; k < tree->dims; k++)
        tree->coords[place(tree, to) + (size_t)k * LANES] = old.coords[place(&old, from) + (size_t)k * LANES];
      tree->weight[to] = old.weight[from];
      if (tree->spread) tree->spread[to] = old.spread[from];
      tree->id[to] = old.id[from];
      tree->distance[to] = old.distance[from];
      tree->changed[to] = old.changed[from];
      int32_t partner = old.partner[from];
      if (partner >= 0) {
        // The neighbor has gone into another cluster: that is where to look first, and its loss is remembered.
        int32_t now = moved[partner];
        if (now < 0) now = now == -1 ? -1 : moved[~now], tree->changed[to] = 1;
        partner = now < 0 ? -1 : now;
        if (old.changed[old.partner[from]]) tree->changed[to] = 1;
      }
      tree->partner[to] = partner;
    }
    for (size_t slot = (size_t)count; slot < slots; slot++) empty_slot(tree, slot);
    tree->nodes = 0;
    make_nodes(tree, 0, tree->leaves, -1);
    memset(tree->leaf_dirty, 1, (size_t)tree->leaves);
    memset(tree->node_dirty, 1, (size_t)tree->nodes);
    ck_link_refit(tree);
    tree->built = count;
  }
  free_slots(&old);
  free(entries);
  free(moved);
  return whole;
}

void ck_link_refit(struct ck_link_tree *tree) {
  int dims = tree->dims;
  size_t stride = (2 * (size_t)dims + 2) * FAN;
  for (int32_t leaf = 0; leaf < tree->leaves; leaf++) {
    if (!tree->leaf_dirty[leaf]) continue;
    tree->leaf_dirty[leaf] = 0;
    int32_t above = tree->leaf_above[leaf];
    double *box = tree->boxes + (size_t)(above / FAN) * stride + above % FAN;
    const double *column = tree->coords + (size_t)leaf * (size_t)dims * LANES;
    for (int k = 0; k < dims; k++, column += LANES, box += 2 * FAN) {
      double low[8], high[8];
      for (int i = 0; i < 8; i++) low[i] = INFINITY, high[i] = -INFINITY;
      for (int part = 0; part < LANES; part += 8)
        for (int i = 0; i < 8; i++) {
          double value = column[part + i], finite = value == INFINITY ? -INFINITY : value;
          low[i] = value < low[i] ? value : low[i];
          high[i] = finite > high[i] ? finite : high[i];
        }
      for (int i = 1; i < 8; i++) {
        low[0] = low[i] < low[0] ? low[i] : low[0];
        high[0] = high[i] > high[0] ? high[i] : high[0];
      }
      box[0] = low[0];
      box[FAN] = high[0];
    }
    double weight = INFINITY, spread = INFINITY;
    for (size_t slot = (size_t)leaf * LANES; slot < (size_t)(leaf + 1) * LANES; slot++) {
      if (tree->id[slot] < 0) continue;
      if (tree->weight[slot] < weight) weight = tree->weight[slot];
      if (tree->spread && tree->spread[slot] < spread) spread = tree->spread[slot];
    }
    box[0] = weight < INFINITY ? weight : 1;
    box[FAN] = spread < INFINITY ? spread : 0;
    tree->node_dirty[above / FAN] = 1;
  }
  for (int32_t node = tree->nodes - 1; node >= 0; node--) {
    if (!tree->node_dirty[node]) continue;
    tree->node_dirty[node] = 0;
    double *own = tree->boxes + (size_t)node * stride;
    for (int lane = 0; lane < FAN; lane++)
      if (tree->child[node * FAN + lane] == INT32_MIN) {
        for (int k = 0; k < dims; k++) {
          own[(2 * k) * FAN + lane] = INFINITY;
          own[(2 * k + 1) * FAN + lane] = -INFINITY;
        }
        own[2 * dims * FAN + lane] = DBL_MAX;
        own[(2 * dims + 1) * FAN + lane] = DBL_MAX;
      }
    int32_t above = tree->node_above[node];
    if (above < 0) continue;
    double *box = tree->boxes + (size_t)(above / FAN) * stride + above % FAN;
    for (int k = 0; k < 2 * dims + 2; k++, own += FAN, box += FAN) {
      int upper = k < 2 * dims && k % 2 == 1;
      double best = own[0];
      for (int lane = 1; lane < FAN; lane++)
        best = upper ? (own[lane] > best ? own[lane] : best) : (own[lane] < best ? own[lane] : best);
      box[0] = best;
    }
    tree->node_dirty[above / FAN] = 1;
  }
}

struct ck_link_tree *ck_link_create(const double *columns, const double *weights, int64_t count, int dims, int kind,
                                    int halves, int level) {
  struct ck_link_tree *tree = calloc(1, sizeof *tree);
  if (!tree) return NULL;
  tree->dims = dims;
  tree->kind = kind;
  tree->halves = halves;
  tree->level = level;
  tree->live = count;
  tree->leaves = (int32_t)((count + LANES - 1) / LANES);
  if (!make_slots(tree)) {
    ck_link_free(tree);
    return NULL;
  }
  if (halves) weights = NULL;
  tree->whole = !halves;
  for (int64_t i = 0; weights && i < count && tree->whole; i++) tree->whole = weights[i] == rint(weights[i]);
  for (int64_t i = 0; i < count * dims && tree->whole; i++)
    tree->whole = columns[i] == rint(columns[i]) && fabs(columns[i]) < 1 << 30;
  for (size_t slot = 0; slot < (size_t)tree->leaves * LANES; slot++) {
    empty_slot(tree, slot);
    if (slot >= (size_t)count) continue;
    if (weights) tree->weight[slot] = weights[slot];
    tree->id[slot] = (int32_t)slot;
    tree->changed[slot] = 1;
  }
  for (int k = 0; k < dims; k++) {
    const double *column = columns + (size_t)k * (size_t)count;
    // Whole numbers are moved to begin at 0, which keeps their sums exact for longer.
    double origin = 0;
    if (tree->whole && count > 0) {
      origin = column[0];
      for (int64_t i = 1; i < count; i++) origin = column[i] < origin ? column[i] : origin;
    }
    for (size_t slot = 0; slot < (size_t)count; slot++)
      tree->coords[place(tree, slot) + (size_t)k * LANES] = column[slot] - origin;
  }
  if (!ck_link_rebuild(tree)) {
    ck_link_free(tree);
    return NULL;
  }
  return tree;
}
