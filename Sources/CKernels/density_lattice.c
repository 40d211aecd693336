// Density-based clustering where coordinates are whole numbers of steps: neighbours are found by adding to a code.
#include "density_cells.h"
#include <math.h>

static uint32_t root_of(uint32_t *parent, uint32_t i) {
  while (parent[i] != i) {
    parent[i] = parent[parent[i]];
    i = parent[i];
  }
  return i;
}

/// Whether point `a` stands before `b` in lexicographic order.
static int precedes(const ck_density_input *in, uint32_t a, uint32_t b) {
  for (int k = 0; k < in->dimensions; k++)
    if (in->columns[k][a] != in->columns[k][b]) return in->columns[k][a] < in->columns[k][b];
  return 0;
}

struct named { uint32_t row, root; };

static int by_row(const void *a, const void *b) {
  uint32_t x = ((const struct named *)a)->row, y = ((const struct named *)b)->row;
  return (x > y) - (x < y);
}

size_t ck_density_lattice(const ck_density_input *in, const uint32_t *codes, size_t code_count, const int64_t *offsets,
                          const double *distances, size_t offset_count) {
  size_t n = in->count, clusters = 0;
  uint32_t *at = malloc(code_count * sizeof *at);
  uint32_t *parent = malloc((n + 1) * sizeof *parent), *first = malloc((n + 1) * sizeof *first);
  struct named *order = malloc((n + 1) * sizeof *order);
  if (!at || !parent || !first || !order) {
    free(at), free(parent), free(first), free(order);
    return SIZE_MAX;
  }
  const uint32_t nobody = UINT32_MAX;
  memset(at, 0xff, code_count * sizeof *at);
  for (size_t i = 0; i < n; i++) at[codes[i]] = (uint32_t)i;
  for (size_t i = 0; i < n; i++) {
    int64_t count = 0;
    for (size_t o = 0; o < offset_count && count < in->minimum; o++) {
      uint32_t other = at[(int64_t)codes[i] + offsets[o]];
      if (other != nobody) count += in->weights ? in->weights[other] : 1;
    }
    in->roles[i] = count >= in->minimum ? CK_DENSITY_CORE : 0;
    in->labels[i] = 0;
    parent[i] = (uint32_t)i;
    first[i] = nobody;
  }
  for (size_t i = 0; i < n; i++) {
    if (!in->roles[i]) continue;
    for (size_t o = 0; o < offset_count; o++) {
      if (offsets[o] <= 0) continue;
      uint32_t other = at[(int64_t)codes[i] + offsets[o]];
      if (other == nobody || !in->roles[other]) continue;
      uint32_t a = root_of(parent, (uint32_t)i), b = root_of(parent, other);
      if (a < b) parent[b] = a;
      else parent[a] = b;
    }
  }
  // Clusters by the first row of their core points: points are taken in the order of their first rows.
  size_t rows = 0;
  for (size_t i = 0; i < n; i++) {
    uint32_t row = in->first_rows ? in->first_rows[i] : (uint32_t)i;
    if (!in->roles[i]) continue;
    uint32_t root = root_of(parent, (uint32_t)i);
    if (row < first[root]) first[root] = row;
  }
  for (size_t i = 0; i < n; i++)
    if (first[i] != nobody) order[rows++] = (struct named){first[i], (uint32_t)i};
  qsort(order, rows, sizeof *order, by_row);
  clusters = rows;
  for (size_t i = 0; i < rows; i++) in->labels[order[i].root] = (int32_t)(i + 1);
  for (size_t i = 0; i < n; i++)
    if (in->roles[i]) in->labels[i] = in->labels[root_of(parent, (uint32_t)i)];
  for (size_t i = 0; i < n; i++) {
    if (in->roles[i] & CK_DENSITY_CORE) continue;
    double nearest = INFINITY;
    uint32_t best = nobody;
    int32_t label = 0;
    int contested = 0;
    for (size_t o = 0; o < offset_count; o++) {
      uint32_t other = at[(int64_t)codes[i] + offsets[o]];
      if (other == nobody || !(in->roles[other] & CK_DENSITY_CORE)) continue;
      int32_t cluster = in->labels[other];
      if (label && cluster != label) contested = 1;
      if (in->border == CK_DENSITY_FIRST) {
        if (!label || cluster < label) label = cluster;
      } else if (best == nobody || distances[o] < nearest || (distances[o] == nearest && precedes(in, other, best))) {
        nearest = distances[o];
        best = other;
        label = cluster;
      }
    }
    in->labels[i] = in->border == CK_DENSITY_NOISE ? 0 : label;
    if (contested) in->roles[i] |= CK_DENSITY_CONTESTED;
  }
  free(at), free(parent), free(first), free(order);
  return clusters;
}
