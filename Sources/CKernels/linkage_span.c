#include "linkage_span.h"
#include "linkage_scan.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LANES = CK_LINK_LANES, FAN = CK_LINK_FAN, NEAR = CK_LINK_NEAR };

struct waiting {
  double bound;
  int32_t child;
};

void ck_link_span_free(struct ck_link_span *span) {
  if (!span) return;
  free(span->neighbors);
  free(span->squares);
  free(span->bound);
  free(span->next);
  free(span->component);
  free(span->leaf_component);
  free(span->node_component);
  free(span->size);
  free(span->from);
  free(span->to);
  free(span->shortest);
  free(span->limit);
  free(span);
}

struct ck_link_span *ck_link_span_create(const struct ck_link_tree *tree) {
  struct ck_link_span *span = calloc(1, sizeof *span);
  if (!span) return NULL;
  size_t slots = (size_t)tree->leaves * LANES;
  span->tree = tree;
  span->components = tree->live;
  span->largest = -1;
  span->neighbors = malloc(slots * NEAR * sizeof(int32_t));
  span->squares = malloc(slots * NEAR * sizeof(double));
  span->bound = malloc(slots * sizeof(double));
  span->next = calloc(slots, 1);
  span->component = malloc(slots * sizeof(int32_t));
  span->leaf_component = malloc((size_t)tree->leaves * sizeof(int32_t));
  span->node_component = malloc((size_t)tree->nodes * sizeof(int32_t));
  span->size = malloc(slots * sizeof(int32_t));
  span->from = malloc(slots * sizeof(int32_t));
  span->to = malloc(slots * sizeof(int32_t));
  span->shortest = malloc(slots * sizeof(double));
  span->limit = malloc(slots * sizeof(double));
  if (!span->neighbors || !span->squares || !span->bound || !span->next || !span->component || !span->leaf_component ||
      !span->node_component || !span->size || !span->from || !span->to || !span->shortest || !span->limit) {
    ck_link_span_free(span);
    return NULL;
  }
  for (size_t slot = 0; slot < slots; slot++) {
    span->component[slot] = (int32_t)slot;
    span->size[slot] = 1;
  }
  for (int32_t leaf = 0; leaf < tree->leaves; leaf++) span->leaf_component[leaf] = -1;
  for (int32_t node = 0; node < tree->nodes; node++) span->node_component[node] = -1;
  return span;
}

static void read_point(const struct ck_link_tree *tree, int32_t slot, double *point) {
  const double *coords = tree->coords + (size_t)(slot / LANES) * (size_t)tree->dims * LANES + slot % LANES;
  for (int k = 0; k < tree->dims; k++) point[k] = coords[(size_t)k * LANES];
}

/// Puts the children of a node that may hold something within the limit on the stack, the nearest on top.
static int push(const struct ck_link_tree *tree, int32_t node, const struct ck_link_question *question, double limit,
                struct waiting *stack, int depth) {
  _Alignas(64) double bounds[FAN];
  int base = depth;
  for (uint32_t near = ck_link_scan_node(tree, node, question, limit, bounds); near; near &= near - 1) {
    int lane = __builtin_ctz(near), at = depth++;
    for (; at > base && stack[at - 1].bound < bounds[lane]; at--) stack[at] = stack[at - 1];
    stack[at] = (struct waiting){bounds[lane], tree->child[node * FAN + lane]};
  }
  return depth;
}

static void look_up(struct ck_link_span *span, int32_t slot, double *point) {
  const struct ck_link_tree *tree = span->tree;
  read_point(tree, slot, point);
  struct ck_link_question question = {point, 1, 0, CK_LINK_PLAIN};
  int32_t *neighbors = span->neighbors + (size_t)slot * NEAR;
  double *found = span->squares + (size_t)slot * NEAR;
  for (int i = 0; i < NEAR; i++) neighbors[i] = -1, found[i] = INFINITY;
  _Alignas(64) double squares[LANES];
  struct waiting stack[FAN * 16];
  int32_t home = slot / LANES, leaf = home;
  int depth = 0;
  stack[depth++] = (struct waiting){0, 0};
  for (;;) {
    uint32_t mask = ck_link_scan_leaf(tree, leaf, &question, found[NEAR - 1], squares);
    if (leaf == home) mask &= ~(1u << slot % LANES);
    for (; mask; mask &= mask - 1) {
      int lane = __builtin_ctz(mask);
      int32_t other = leaf * LANES + lane;
      double distance = squares[lane];
      int at = NEAR;
      while (at > 0 && (distance < found[at - 1] ||
                        (distance == found[at - 1] && (neighbors[at - 1] < 0 || tree->id[other] < tree->id[neighbors[at - 1]]))))
        at--;
      if (at == NEAR) continue;
      for (int i = NEAR - 1; i > at; i--) neighbors[i] = neighbors[i - 1], found[i] = found[i - 1];
      neighbors[at] = other;
      found[at] = distance;
    }
    leaf = -1;
    while (depth > 0 && leaf < 0) {
      struct waiting next = stack[--depth];
      if (next.bound > found[NEAR - 1]) continue;
      if (next.child >= 0) depth = push(tree, next.child, &question, found[NEAR - 1], stack, depth);
      else if (~next.child != home) leaf = ~next.child;
    }
    if (leaf < 0) break;
  }
  span->bound[slot] = found[NEAR - 1];
  span->next[slot] = 0;
}

void ck_link_span_look_up(struct ck_link_span *span, int64_t from, int64_t to) {
  double point[span->tree->dims];
  for (int32_t slot = (int32_t)from * LANES; slot < (int32_t)to * LANES; slot++)
    if (span->tree->id[slot] >= 0) look_up(span, slot, point);
}

/// Whether the edge a-b goes before the edge c-d of the same length.
static int edge_precedes(const struct ck_link_tree *tree, int32_t a, int32_t b, int32_t c, int32_t d) {
  int32_t i = tree->id[a], j = tree->id[b], k = tree->id[c], l = tree->id[d];
  int32_t low = i < j ? i : j, high = i < j ? j : i, other_low = k < l ? k : l, other_high = k < l ? l : k;
  return low < other_low || (low == other_low && high < other_high);
}

static void propose(struct ck_link_span *span, int32_t slot) {
  const int32_t *neighbors = span->neighbors + (size_t)slot * NEAR;
  int32_t own = span->component[slot];
  int next = span->next[slot];
  while (next < NEAR && neighbors[next] >= 0 && span->component[neighbors[next]] == own) next++;
  if (next < NEAR && neighbors[next] < 0) next = NEAR;
  span->next[slot] = (uint8_t)next;
  if (next == NEAR || own == span->largest) return;
  double distance = span->squares[(size_t)slot * NEAR + (size_t)next];
  if (distance > span->shortest[own]) return;
  if (distance == span->shortest[own] && span->from[own] >= 0 &&
      !edge_precedes(span->tree, slot, neighbors[next], span->from[own], span->to[own]))
    return;
  span->shortest[own] = distance;
  span->from[own] = slot;
  span->to[own] = neighbors[next];
}

int64_t ck_link_span_doubtful(struct ck_link_span *span, int32_t *list) {
  const struct ck_link_tree *tree = span->tree;
  int32_t slots = tree->leaves * LANES;
  for (int32_t slot = 0; slot < slots; slot++) span->from[slot] = -1, span->shortest[slot] = INFINITY;
  for (int32_t slot = 0; slot < slots; slot++)
    if (tree->id[slot] >= 0 && span->component[slot] != span->largest) propose(span, slot);
  int64_t count = 0;
  for (int32_t slot = 0; slot < slots; slot++) {
    int32_t own = span->component[slot];
    if (tree->id[slot] >= 0 && own != span->largest && span->next[slot] == NEAR &&
        span->bound[slot] <= span->shortest[own])
      list[count++] = slot;
  }
  memcpy(span->limit, span->shortest, (size_t)slots * sizeof *span->limit);
  return count;
}

static double read_limit(const struct ck_link_span *span, int32_t component) {
  double value;
  __atomic_load(&span->limit[component], &value, __ATOMIC_RELAXED);
  return value;
}

/// A bound that other threads may lower: what is found does not depend on when they do.
static void lower_limit(struct ck_link_span *span, int32_t component, double value) {
  double now = read_limit(span, component);
  while (value < now && !__atomic_compare_exchange(&span->limit[component], &now, &value, 1, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
  }
}

static void search(struct ck_link_span *span, int32_t slot, double *point) {
  const struct ck_link_tree *tree = span->tree;
  int32_t own = span->component[slot];
  double limit = read_limit(span, own);
  if (span->bound[slot] > limit) return;
  read_point(tree, slot, point);
  struct ck_link_question question = {point, 1, 0, CK_LINK_PLAIN};
  _Alignas(64) double squares[LANES];
  struct waiting stack[FAN * 16];
  int depth = 0;
  int32_t nearest = -1;
  double best = INFINITY;
  stack[depth++] = (struct waiting){0, 0};
  while (depth > 0) {
    struct waiting next = stack[--depth];
    if (next.bound > limit) continue;
    if (next.child >= 0) {
      if (span->node_component[next.child] != own) depth = push(tree, next.child, &question, limit, stack, depth);
      continue;
    }
    int32_t leaf = ~next.child;
    if (span->leaf_component[leaf] == own) continue;
    for (uint32_t mask = ck_link_scan_leaf(tree, leaf, &question, limit, squares); mask; mask &= mask - 1) {
      int lane = __builtin_ctz(mask);
      int32_t other = leaf * LANES + lane;
      if (span->component[other] == own) continue;
      double distance = squares[lane];
      if (distance < best || (distance == best && tree->id[other] < tree->id[nearest])) {
        best = distance;
        nearest = other;
      }
    }
    double now = read_limit(span, own);
    limit = best < now ? best : now;
  }
  // What was found replaces the list; nothing else lies nearer than the bound.
  span->bound[slot] = limit;
  if (nearest < 0 || best > limit) return;
  span->neighbors[(size_t)slot * NEAR + NEAR - 1] = nearest;
  span->squares[(size_t)slot * NEAR + NEAR - 1] = best;
  span->next[slot] = NEAR - 1;
  lower_limit(span, own, best);
}

void ck_link_span_search(struct ck_link_span *span, const int32_t *list, int64_t from, int64_t to) {
  double point[span->tree->dims];
  for (int64_t i = from; i < to; i++) search(span, list[i], point);
}

static int32_t root(int32_t *above, int32_t slot) {
  while (above[slot] != slot) {
    above[slot] = above[above[slot]];
    slot = above[slot];
  }
  return slot;
}

static void label_nodes(struct ck_link_span *span) {
  const struct ck_link_tree *tree = span->tree;
  for (int32_t leaf = 0; leaf < tree->leaves; leaf++) {
    if (span->leaf_component[leaf] >= 0) {
      span->leaf_component[leaf] = span->component[leaf * LANES];
      continue;
    }
    int32_t common = span->component[leaf * LANES];
    for (int lane = 1; lane < LANES && common >= 0; lane++)
      if (tree->id[leaf * LANES + lane] >= 0 && span->component[leaf * LANES + lane] != common) common = -1;
    span->leaf_component[leaf] = common;
  }
  for (int32_t node = tree->nodes - 1; node >= 0; node--) {
    int32_t common = -2;
    for (int lane = 0; lane < FAN; lane++) {
      int32_t child = tree->child[node * FAN + lane];
      if (child == INT32_MIN) continue;
      int32_t of = child < 0 ? span->leaf_component[~child] : span->node_component[child];
      common = common == -2 || common == of ? of : -1;
    }
    span->node_component[node] = common;
  }
}

int64_t ck_link_span_join(struct ck_link_span *span, const int32_t *list, int64_t count, struct ck_link_merge *edges) {
  const struct ck_link_tree *tree = span->tree;
  int32_t slots = tree->leaves * LANES;
  for (int64_t i = 0; i < count; i++) propose(span, list[i]);
  int64_t written = 0;
  // The slots that name components form the forest; the others follow them afterwards.
  int32_t *above = span->component;
  for (int32_t slot = 0; slot < slots; slot++) {
    if (tree->id[slot] < 0 || span->from[slot] < 0 || slot == span->largest) continue;
    int32_t a = root(above, span->from[slot]), b = root(above, span->to[slot]);
    if (a == b) continue;
    int32_t kept = span->size[a] > span->size[b] || (span->size[a] == span->size[b] && a < b) ? a : b;
    int32_t gone = kept == a ? b : a;
    above[gone] = kept;
    span->size[kept] += span->size[gone];
    edges[written++] =
        (struct ck_link_merge){tree->id[span->from[slot]], tree->id[span->to[slot]], span->shortest[slot]};
  }
  span->components -= written;
  int32_t largest = -1;
  for (int32_t slot = 0; slot < slots; slot++) {
    if (tree->id[slot] < 0) continue;
    above[slot] = root(above, slot);
    if (above[slot] == slot && (largest < 0 || span->size[slot] > span->size[largest])) largest = slot;
  }
  span->largest = largest;
  label_nodes(span);
  return written;
}

static int compare_edges(const void *left, const void *right) {
  const struct ck_link_merge *a = left, *b = right;
  if (a->height != b->height) return a->height < b->height ? -1 : 1;
  if (a->first != b->first) return a->first < b->first ? -1 : 1;
  return (a->second > b->second) - (a->second < b->second);
}

/// By height alone; heights are not negative, so their bits are in order.
static int sort_by_height(struct ck_link_merge *edges, int64_t count) {
  enum { BITS = 11, SIZE = 1 << BITS };
  if (count < 4096) {
    qsort(edges, (size_t)count, sizeof *edges, compare_edges);
    return 1;
  }
  struct ck_link_merge *other = malloc((size_t)count * sizeof *other);
  if (!other) return 0;
  struct ck_link_merge *source = edges, *target = other;
  for (int shift = 0; shift < 64; shift += BITS) {
    int64_t place[SIZE] = {0};
    uint64_t bits;
    for (int64_t i = 0; i < count; i++) {
      memcpy(&bits, &source[i].height, 8);
      place[bits >> shift & (SIZE - 1)]++;
    }
    int64_t sum = 0;
    for (int i = 0; i < SIZE; i++) {
      int64_t here = place[i];
      place[i] = sum;
      sum += here;
    }
    for (int64_t i = 0; i < count; i++) {
      memcpy(&bits, &source[i].height, 8);
      target[place[bits >> shift & (SIZE - 1)]++] = source[i];
    }
    struct ck_link_merge *swapped = source;
    source = target;
    target = swapped;
  }
  if (source != edges) memcpy(edges, source, (size_t)count * sizeof *edges);
  free(other);
  return 1;
}

int ck_link_tree_merges(struct ck_link_merge *edges, int64_t count, int64_t leaves) {
  int32_t *above = malloc((size_t)leaves * sizeof *above);
  if (!above || !sort_by_height(edges, count)) {
    free(above);
    return 0;
  }
  for (int64_t i = 0; i < leaves; i++) above[i] = (int32_t)i;
  for (int64_t i = 0; i < count;) {
    int64_t end = i;
    // Each edge takes away one name: the greater.
    for (; end < count && edges[end].height == edges[i].height; end++) {
      int32_t a = root(above, edges[end].first), b = root(above, edges[end].second);
      int32_t low = a < b ? a : b, high = a < b ? b : a;
      above[high] = low;
      edges[end].second = high;
    }
    for (int64_t j = i; j < end; j++) edges[j].first = root(above, edges[j].second);
    if (end > i + 1) qsort(edges + i, (size_t)(end - i), sizeof *edges, compare_edges);
    i = end;
  }
  free(above);
  return 1;
}
