#include "exactjoin.h"
#include "threads.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define K CK_EXACT_ROWS

struct ck_exact_lists {
  int rows;
  int32_t sum;
  int64_t states, values;
  int32_t *state;       // states * rows
  int64_t *start;       // states + 1
  double *value, *mass;
  double *tail;         // mass of this value and all larger ones of its state
  int64_t slots;        // a power of two; state index + 1, 0 is empty
  int32_t *slot;
};

void ck_exact_free(struct ck_exact_lists *l) {
  if (!l) return;
  free(l->state);
  free(l->start);
  free(l->value);
  free(l->mass);
  free(l->tail);
  free(l->slot);
  free(l);
}

int64_t ck_exact_state_count(const struct ck_exact_lists *l) { return l->states; }
int64_t ck_exact_value_count(const struct ck_exact_lists *l) { return l->values; }

static inline uint64_t hash(const int32_t *s, int rows) {
  uint64_t h = 0;
  for (int i = 0; i < rows; i++) h = (h ^ (uint64_t)(uint32_t)s[i]) * 0x9E3779B97F4A7C15u;
  return h ^ h >> 29;
}

static inline int64_t find(const struct ck_exact_lists *l, const int32_t *s) {
  const uint64_t mask = (uint64_t)l->slots - 1;
  for (uint64_t at = hash(s, l->rows) & mask;; at = (at + 1) & mask) {
    const int32_t found = l->slot[at];
    if (!found) return -1;
    if (!memcmp(l->state + (int64_t)(found - 1) * l->rows, s, sizeof *s * (size_t)l->rows)) return found - 1;
  }
}

static inline void sort_descending(int32_t *s, int rows) {
  for (int i = 1; i < rows; i++) {
    const int32_t x = s[i];
    int j = i;
    for (; j > 0 && s[j - 1] < x; j--) s[j] = s[j - 1];
    s[j] = x;
  }
}

// Fills x[from ...] with `left` observations, as many as possible at the end. The caps can hold them.
static inline void fill(int from, int rows, int32_t left, const int32_t *caps, int32_t *x) {
  for (int i = rows - 1; i >= from; i--) {
    x[i] = left < caps[i] ? left : caps[i];
    left -= x[i];
  }
}

static inline int first_column(int rows, int32_t total, const int32_t *caps, int32_t *x) {
  int64_t room = 0;
  for (int i = 0; i < rows; i++) room += caps[i];
  if (room < total) return 0;
  fill(0, rows, total, caps, x);
  return 1;
}

// The next way to put the same number of observations under the caps, in lexicographic order.
static inline int next_column(int rows, const int32_t *caps, int32_t *x) {
  int32_t left = x[rows - 1];
  for (int i = rows - 2; i >= 0; i--) {
    if (left > 0 && x[i] < caps[i]) {
      x[i]++;
      fill(i + 1, rows, left - 1, caps, x);
      return 1;
    }
    left += x[i];
  }
  return 0;
}

static int add_state(struct ck_exact_lists *l, int64_t *room, const int32_t *s) {
  if (l->states == *room) {
    *room *= 2;
    int32_t *grown = realloc(l->state, sizeof *grown * (size_t)(*room * l->rows));
    if (!grown) return 0;
    l->state = grown;
  }
  memcpy(l->state + l->states * l->rows, s, sizeof *s * (size_t)l->rows);
  l->states++;
  return 1;
}

static int descending_states(
    const struct ck_exact_problem *p, struct ck_exact_lists *l, int64_t *room, int i, int32_t left, int32_t most,
    int32_t *s) {
  const int32_t cap = most < p->row_totals[i] ? most : p->row_totals[i];
  if (i == p->rows - 1) {
    if (left > cap) return 1;
    s[i] = left;
    return add_state(l, room, s);
  }
  for (int32_t v = left < cap ? left : cap; v >= 0 && (int64_t)v * (p->rows - i) >= left; v--) {
    s[i] = v;
    if (!descending_states(p, l, room, i + 1, left - v, v, s)) return 0;
  }
  return 1;
}

struct ck_exact_lists *ck_exact_states(const struct ck_exact_problem *p, int32_t sum) {
  struct ck_exact_lists *l = calloc(1, sizeof *l);
  if (!l) return NULL;
  int64_t room = 64;
  int32_t s[K];
  int sound = 1;
  l->rows = p->rows;
  l->sum = sum;
  l->state = malloc(sizeof *l->state * (size_t)(room * p->rows));
  if (!l->state) sound = 0;
  if (sound && p->symmetric) sound = descending_states(p, l, &room, 0, sum, sum, s);
  if (sound && !p->symmetric && first_column(p->rows, sum, p->row_totals, s)) {
    do sound = add_state(l, &room, s);
    while (sound && l->states < INT32_MAX - 1 && next_column(p->rows, p->row_totals, s));
  }
  l->slots = 4;
  while (l->slots < 2 * l->states) l->slots *= 2;
  if (sound) l->slot = calloc((size_t)l->slots, sizeof *l->slot);
  if (!sound || !l->slot || l->states >= INT32_MAX - 1) {
    ck_exact_free(l);
    return NULL;
  }
  for (int64_t i = 0; i < l->states; i++) {
    uint64_t at = hash(l->state + i * l->rows, l->rows) & ((uint64_t)l->slots - 1);
    while (l->slot[at]) at = (at + 1) & ((uint64_t)l->slots - 1);
    l->slot[at] = (int32_t)(i + 1);
  }
  return l;
}

struct ck_exact_lists *ck_exact_none(const struct ck_exact_problem *p) {
  struct ck_exact_lists *l = ck_exact_states(p, 0);
  if (!l) return NULL;
  l->values = 1;
  l->start = calloc(2, sizeof *l->start);
  l->value = calloc(1, sizeof *l->value);
  l->mass = malloc(sizeof *l->mass);
  l->tail = malloc(sizeof *l->tail);
  if (!l->start || !l->value || !l->mass || !l->tail) {
    ck_exact_free(l);
    return NULL;
  }
  l->start[1] = 1;
  l->mass[0] = l->tail[0] = 1;
  return l;
}

struct pair {
  double value, mass;
};

static int by_value(const void *a, const void *b) {
  const struct pair *x = a, *y = b;
  if (x->value != y->value) return x->value < y->value ? -1 : 1;
  // Equal values in one order only, so that sums of masses have the same bits everywhere.
  return (x->mass > y->mass) - (x->mass < y->mass);
}

// Ascending by value, by bytes of the order-preserving image of the double; small arrays by comparison.
static void sort_pairs(struct pair *pairs, struct pair *spare, int64_t count) {
  if (count < 256) {
    qsort(pairs, (size_t)count, sizeof *pairs, by_value);
    return;
  }
  int64_t counts[4][2048];
  memset(counts, 0, sizeof counts);
  double low = pairs[0].value, high = low;
  for (int64_t i = 1; i < count; i++) {
    if (pairs[i].value < low) low = pairs[i].value;
    if (pairs[i].value > high) high = pairs[i].value;
  }
  if (high == low) return;
  // 44 bits of place within the range order all but a few neighbours, which insertion puts right.
  const double scale = 0x1p44 * (1 - 0x1p-40) / (high - low);
  for (int64_t i = 0; i < count; i++) {
    const uint64_t key = (uint64_t)((pairs[i].value - low) * scale);
    for (int pass = 0; pass < 4; pass++) counts[pass][key >> 11 * pass & 2047]++;
  }
  struct pair *from = pairs, *to = spare;
  for (int pass = 0; pass < 4; pass++) {
    int64_t sum = 0;
    for (int b = 0; b < 2048; b++) {
      const int64_t c = counts[pass][b];
      counts[pass][b] = sum;
      sum += c;
    }
    for (int64_t i = 0; i < count; i++) {
      const uint64_t key = (uint64_t)((from[i].value - low) * scale);
      to[counts[pass][key >> 11 * pass & 2047]++] = from[i];
    }
    struct pair *swap = from;
    from = to;
    to = swap;
  }
  for (int64_t i = 1; i < count; i++) {
    const struct pair x = pairs[i];
    int64_t j = i;
    for (; j > 0 && pairs[j - 1].value > x.value; j--) pairs[j] = pairs[j - 1];
    pairs[j] = x;
  }
}

// Joins sorted values that lie within the tolerance of the first of them; returns how many remain.
static int64_t merge(struct pair *pairs, int64_t count, double tolerance) {
  int64_t kept = 0;
  for (int64_t i = 0; i < count; i++) {
    if (kept && pairs[i].value - pairs[kept - 1].value <= tolerance) pairs[kept - 1].mass += pairs[i].mass;
    else pairs[kept++] = pairs[i];
  }
  return kept;
}

struct ck_exact_lists *ck_exact_extended(
    const struct ck_exact_problem *p, const struct ck_exact_lists *l, int column, int64_t limit) {
  const int rows = p->rows;
  const int32_t total = p->column_totals[column];
  const int32_t *offsets = p->offsets + column * rows;
  const double *lf = p->log_factorials;
  struct ck_exact_lists *out = ck_exact_states(p, l->sum + total);
  if (!out) return NULL;
  int64_t room = 1024, pair_room = 1024;
  struct pair *pairs = malloc(sizeof *pairs * 2 * (size_t)pair_room);
  out->start = malloc(sizeof *out->start * (size_t)(out->states + 1));
  out->value = malloc(sizeof *out->value * (size_t)room);
  out->mass = malloc(sizeof *out->mass * (size_t)room);
  if (!pairs || !out->start || !out->value || !out->mass) goto failed;
  out->start[0] = 0;
  const double constant = lf[total] + total * p->log_scale;
  for (int64_t i = 0; i < out->states; i++) {
    const int32_t *s = out->state + i * rows;
    int32_t x[K], t[K];
    int64_t count = 0;
    if ((i & 15) == 0 && ck_interruption_requested()) goto failed;
    if (first_column(rows, total, s, x)) do {
        double score = 0, log_mass = constant;
        for (int r = 0; r < rows; r++) {
          t[r] = s[r] - x[r];
          score += p->scores[offsets[r] + x[r]];
          log_mass -= lf[x[r]];
        }
        if (p->symmetric) sort_descending(t, rows);
        const int64_t before = find(l, t);
        if (before < 0) continue;
        const double mass = exp(log_mass);
        const int64_t from = l->start[before], more = l->start[before + 1] - from;
        if (count + more > pair_room) {
          while (count + more > pair_room) pair_room *= 2;
          if (pair_room > limit + 4096) goto failed;
          struct pair *grown = malloc(sizeof *grown * 2 * (size_t)pair_room);
          if (!grown) goto failed;
          memcpy(grown, pairs, sizeof *grown * (size_t)count);
          free(pairs);
          pairs = grown;
        }
        for (int64_t j = 0; j < more; j++)
          pairs[count++] = (struct pair){l->value[from + j] + score, l->mass[from + j] * mass};
      } while (next_column(rows, s, x));
    sort_pairs(pairs, pairs + pair_room, count);
    count = merge(pairs, count, p->tolerance);
    if (out->values + count > limit) goto failed;
    if (out->values + count > room) {
      while (out->values + count > room) room *= 2;
      double *value = realloc(out->value, sizeof *value * (size_t)room);
      if (!value) goto failed;
      out->value = value;
      double *mass = realloc(out->mass, sizeof *mass * (size_t)room);
      if (!mass) goto failed;
      out->mass = mass;
    }
    for (int64_t j = 0; j < count; j++) {
      out->value[out->values + j] = pairs[j].value;
      out->mass[out->values + j] = pairs[j].mass;
    }
    out->values += count;
    out->start[i + 1] = out->values;
  }
  out->tail = malloc(sizeof *out->tail * (size_t)(out->values ? out->values : 1));
  if (!out->tail) goto failed;
  for (int64_t i = 0; i < out->states; i++) {
    double sum = 0;
    for (int64_t j = out->start[i + 1] - 1; j >= out->start[i]; j--) out->tail[j] = sum += out->mass[j];
  }
  free(pairs);
  return out;
failed:
  free(pairs);
  ck_exact_free(out);
  return NULL;
}

// The first place whose value is at least `least`.
static inline int64_t lower_bound(const double *value, int64_t from, int64_t to, double least) {
  while (from < to) {
    const int64_t middle = from + (to - from) / 2;
    if (value[middle] < least) from = middle + 1;
    else to = middle;
  }
  return from;
}

static int next_permutation(int32_t *s, int rows) {
  int i = rows - 2;
  while (i >= 0 && s[i] >= s[i + 1]) i--;
  if (i < 0) return 0;
  int j = rows - 1;
  while (s[j] <= s[i]) j--;
  int32_t swap = s[i];
  s[i] = s[j];
  s[j] = swap;
  for (int a = i + 1, b = rows - 1; a < b; a++, b--) {
    swap = s[a];
    s[a] = s[b];
    s[b] = swap;
  }
  return 1;
}

struct way {
  double score, mass;
  int64_t from, to;
};

struct bench {
  struct way *ways;
  int64_t way_room;
  struct pair *asks;
  int64_t ask_room;
  double *threshold, *before;
  int32_t *cell;
  int64_t threshold_room, cell_room;
};

static int grow(void **memory, int64_t *room, int64_t need, size_t size) {
  if (need <= *room) return 1;
  int64_t larger = *room ? *room : 1024;
  while (larger < need) larger *= 2;
  void *grown = realloc(*memory, size * (size_t)larger);
  if (!grown) return 0;
  *memory = grown;
  *room = larger;
  return 1;
}

// One state of the middle: `total` is its whole mass. Returns the mass that counts, negative without memory.
static double join_state(
    const struct ck_exact_problem *p, const struct ck_exact_lists *left, const struct ck_exact_lists *right, int link,
    const int32_t *u, double total, struct bench *b) {
  const int rows = p->rows;
  const int32_t *offsets = p->offsets + link * rows;
  const double *lf = p->log_factorials;
  const double constant = lf[p->column_totals[link]] + p->column_totals[link] * p->log_scale;
  int32_t x[K], t[K];
  int64_t ways = 0;
  double least = INFINITY, most = -INFINITY;
  if (!first_column(rows, p->column_totals[link], u, x)) return 0;
  do {
    double score = 0, log_mass = constant;
    for (int r = 0; r < rows; r++) {
      t[r] = u[r] - x[r];
      score += p->scores[offsets[r] + x[r]];
      log_mass -= lf[x[r]];
    }
    if (p->symmetric) sort_descending(t, rows);
    const int64_t at = find(right, t);
    if (at < 0) continue;
    const int64_t from = right->start[at], to = right->start[at + 1];
    if (from == to) continue;
    if (score + right->value[from] < least) least = score + right->value[from];
    if (score + right->value[to - 1] > most) most = score + right->value[to - 1];
    if (!grow((void **)&b->ways, &b->way_room, ways + 1, sizeof *b->ways)) return -1;
    b->ways[ways++] = (struct way){score, log_mass, from, to};
  } while (next_column(rows, u, x));
  if (!ways) return 0;

  // What the left side asks: the mass whose score is at least a threshold. Bounds answer most of it.
  double sum = 0;
  int64_t asks = 0;
  int32_t order[K], s[K];
  for (int r = 0; r < rows; r++) order[r] = p->symmetric ? u[rows - 1 - r] : u[r];
  do {
    int fits = 1;
    for (int r = 0; r < rows; r++) {
      s[r] = p->row_totals[r] - order[r];
      if (s[r] < 0) fits = 0;
    }
    if (!fits) continue;
    if (p->symmetric) sort_descending(s, rows);
    const int64_t at = find(left, s);
    if (at < 0) continue;
    const int64_t from = left->start[at], to = left->start[at + 1];
    const int64_t all = lower_bound(left->value, from, to, p->at_least - least);
    const int64_t some = lower_bound(left->value, from, all, p->at_least - most - p->tolerance);
    if (all < to) sum += left->tail[all] * total;
    if (some == all) continue;
    const int64_t need = asks + (all - some);
    if (need > b->ask_room) {
      int64_t room = b->ask_room ? b->ask_room : 1024;
      while (room < need) room *= 2;
      struct pair *grown = malloc(sizeof *grown * 2 * (size_t)room);
      if (!grown) return -1;
      if (asks) memcpy(grown, b->asks, sizeof *grown * (size_t)asks);
      free(b->asks);
      b->asks = grown;
      b->ask_room = room;
    }
    for (int64_t j = some; j < all; j++)
      b->asks[asks++] = (struct pair){p->at_least - left->value[j], left->mass[j]};
  } while (p->symmetric && next_permutation(order, rows));
  if (!asks) return sum;
  sort_pairs(b->asks, b->asks + b->ask_room, asks);
  asks = merge(b->asks, asks, p->tolerance);

  if (asks + 1 > b->threshold_room) {
    int64_t room = b->threshold_room;
    if (!grow((void **)&b->threshold, &room, asks + 1, sizeof(double))) return -1;
    room = b->threshold_room;
    if (!grow((void **)&b->before, &room, asks + 1, sizeof(double))) return -1;
    b->threshold_room = room;
  }
  double mass = 0;
  for (int64_t j = 0; j < asks; j++) {
    b->threshold[j] = b->asks[j].value;
    b->before[j] = mass;  // mass of the thresholds below this one
    mass += b->asks[j].mass;
  }
  b->threshold[asks] = INFINITY;
  b->before[asks] = mass;
  const double low = b->threshold[0], high = b->threshold[asks - 1];
  // A table of cells leads close to the place of a value among the thresholds.
  int64_t cells = 16;
  while (cells < 4 * asks && cells < 1 << 20) cells *= 2;
  if (!grow((void **)&b->cell, &b->cell_room, cells + 1, sizeof(int32_t))) return -1;
  const double scale = (double)cells / ((high - low) * (1 + 1e-9) + 1e-300);
  for (int64_t c = 0, j = 0; c <= cells; c++) {
    while (j < asks && (b->threshold[j] - low) * scale < (double)c) j++;
    b->cell[c] = (int32_t)j;
  }
  for (int64_t w = 0; w < ways; w++) {
    const struct way way = b->ways[w];
    if (way.score + right->value[way.to - 1] < low) continue;
    const int64_t first = lower_bound(right->value, way.from, way.to, low - way.score);
    const int64_t full = lower_bound(right->value, first, way.to, high - way.score);
    double part = full < way.to ? right->tail[full] * mass : 0;
    for (int64_t j = first; j < full; j++) {
      const double value = right->value[j] + way.score;
      double place = (value - low) * scale;
      if (place < 0) place = 0;
      if (place > (double)cells) place = (double)cells;
      int64_t at = b->cell[(int64_t)place];
      while (b->threshold[at] <= value) at++;
      part += right->mass[j] * b->before[at];
    }
    if (part > 0) sum += part * exp(way.mass);
  }
  return sum;
}

double ck_exact_join(
    const struct ck_exact_problem *p, const struct ck_exact_lists *left, const struct ck_exact_lists *right, int link,
    const struct ck_exact_lists *middle, int64_t from, int64_t to) {
  struct bench bench = {0};
  const double *lf = p->log_factorials;
  double sum = 0;
  for (int64_t i = from; i < to; i++) {
    const int32_t *u = middle->state + i * p->rows;
    double log_total = lf[middle->sum] + middle->sum * p->log_scale;
    for (int r = 0; r < p->rows; r++) log_total -= lf[u[r]];
    const double part = ck_interruption_requested() ? -1 : join_state(p, left, right, link, u, exp(log_total), &bench);
    if (part < 0) {
      sum = -1;
      break;
    }
    sum += part;
  }
  free(bench.ways);
  free(bench.asks);
  free(bench.threshold);
  free(bench.before);
  free(bench.cell);
  return sum;
}
