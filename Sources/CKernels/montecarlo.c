#include "montecarlo.h"
#include "processor.h"
#include <math.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define LANES CK_MARGIN_LANES
#define WORDS (CK_MARGIN_LABELS / 4)

// xoshiro256++ (Blackman and Vigna 2019), eight generators side by side. Word w feeds lanes 2w (its low half) and
// 2w + 1 (its high half).
struct generators {
  uint64_t s[4][8];
};

static inline uint64_t rotate(uint64_t x, int k) { return x << k | x >> (64 - k); }

static inline void advance(struct generators *g, uint64_t *out) {
  for (int w = 0; w < 8; w++) {
    uint64_t a = g->s[0][w], b = g->s[1][w], c = g->s[2][w], d = g->s[3][w];
    out[w] = rotate(a + d, 23) + a;
    uint64_t t = b << 17;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotate(d, 45);
    g->s[0][w] = a;
    g->s[1][w] = b;
    g->s[2][w] = c;
    g->s[3][w] = d;
  }
}

static int64_t permute_portable(
    const struct ck_margins *m, struct generators *g, int64_t tables, int32_t n, int32_t *pool,
    const uint32_t *rejection) {
  int64_t hits = 0;
  const int words = (m->labels + 3) / 4;
  uint64_t random[8], again[8];
  for (int64_t first_table = 0; first_table < tables; first_table += LANES) {
    const int wanted = tables - first_table < LANES ? (int)(tables - first_table) : LANES;
    double score[LANES] = {0};
    int32_t left[CK_MARGIN_LABELS][LANES];
    for (int i = 0; i < m->labels; i++)
      for (int lane = 0; lane < LANES; lane++) left[i][lane] = m->label_totals[i];
    int32_t remaining = n;
    for (int j = 0; j < m->columns - 1; j++) {
      uint32_t counts[WORDS][LANES];
      memset(counts, 0, sizeof counts[0] * (size_t)words);
      for (int32_t draw = 0; draw < m->column_totals[j]; draw++, remaining--) {
        advance(g, random);
        const uint32_t reject = rejection[remaining - 1];
        const int32_t *last = pool + (int64_t)(remaining - 1) * LANES;
        for (int lane = 0; lane < LANES; lane++) {
          uint64_t product = (random[lane >> 1] >> (lane & 1) * 32 & 0xffffffffu) * (uint64_t)remaining;
          if ((uint32_t)product < reject) {
            // Some lane's number is not fair: draw anew for all, use it where needed, until none is unfair.
            uint32_t bits[LANES];
            for (int l = 0; l < LANES; l++) bits[l] = (uint32_t)(random[l >> 1] >> (l & 1) * 32);
            for (int unfair = 1; unfair;) {
              unfair = 0;
              advance(g, again);
              for (int l = 0; l < LANES; l++)
                if ((uint32_t)(bits[l] * (uint64_t)remaining) < reject) {
                  bits[l] = (uint32_t)(again[l >> 1] >> (l & 1) * 32);
                  if ((uint32_t)(bits[l] * (uint64_t)remaining) < reject) unfair = 1;
                }
            }
            for (int w = 0; w < 8; w++) random[w] = bits[2 * w] | (uint64_t)bits[2 * w + 1] << 32;
            product = (uint64_t)bits[lane] * (uint64_t)remaining;
          }
          int32_t *chosen = pool + (int64_t)(product >> 32) * LANES + lane;
          const int32_t shift = *chosen;
          *chosen = last[lane];
          pool[(int64_t)(remaining - 1) * LANES + lane] = shift;
          counts[shift >> 5][lane] += 1u << (shift & 31);
        }
      }
      for (int i = 0; i < m->labels; i++) {
        const double *scores = m->scores + m->offsets[j * m->labels + i];
        for (int lane = 0; lane < LANES; lane++) {
          int32_t count = (int32_t)(counts[i >> 2][lane] >> (i & 3) * 8 & 255);
          left[i][lane] -= count;
          score[lane] += scores[count];
        }
      }
    }
    for (int i = 0; i < m->labels; i++) {
      const double *scores = m->scores + m->offsets[(m->columns - 1) * m->labels + i];
      for (int lane = 0; lane < LANES; lane++) score[lane] += scores[left[i][lane]];
    }
    for (int lane = 0; lane < wanted; lane++) hits += score[lane] >= m->at_least || score[lane] <= m->at_most;
  }
  return hits;
}

#if defined(__x86_64__)
#define WIDE __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw")))

struct wide_generators {
  __m512i a, b, c, d;
};

WIDE static inline __m512i wide_next(struct wide_generators *g) {
  const __m512i out = _mm512_add_epi64(_mm512_rol_epi64(_mm512_add_epi64(g->a, g->d), 23), g->a);
  const __m512i t = _mm512_slli_epi64(g->b, 17);
  g->c = _mm512_xor_si512(g->c, g->a);
  g->d = _mm512_xor_si512(g->d, g->b);
  g->b = _mm512_xor_si512(g->b, g->c);
  g->a = _mm512_xor_si512(g->a, g->d);
  g->c = _mm512_xor_si512(g->c, t);
  g->d = _mm512_rol_epi64(g->d, 45);
  return out;
}

WIDE static int64_t permute_wide(
    const struct ck_margins *m, const uint64_t *seeds, int64_t tables, int32_t n, int32_t *pool,
    const uint32_t *rejection) {
  struct wide_generators g = {
      _mm512_loadu_si512(seeds), _mm512_loadu_si512(seeds + 8), _mm512_loadu_si512(seeds + 16),
      _mm512_loadu_si512(seeds + 24)};
  int64_t hits = 0;
  const int words = (m->labels + 3) / 4;
  const __m512i lane = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  const __m512i one = _mm512_set1_epi32(1);
  for (int64_t first_table = 0; first_table < tables; first_table += LANES) {
    const int wanted = tables - first_table < LANES ? (int)(tables - first_table) : LANES;
    __m512d low = _mm512_setzero_pd(), high = _mm512_setzero_pd();
    __m512i left[CK_MARGIN_LABELS];
    for (int i = 0; i < m->labels; i++) left[i] = _mm512_set1_epi32(m->label_totals[i]);
    int32_t remaining = n;
    for (int j = 0; j < m->columns - 1; j++) {
      __m512i first = _mm512_setzero_si512(), second = _mm512_setzero_si512(), more[WORDS];
      for (int w = 2; w < words; w++) more[w] = _mm512_setzero_si512();
      for (int32_t draw = 0; draw < m->column_totals[j]; draw++, remaining--) {
        const __m512i size = _mm512_set1_epi64(remaining);
        const __m512i reject = _mm512_set1_epi32((int32_t)rejection[remaining - 1]);
        __m512i random = wide_next(&g);
        __m512i even, odd;
        for (;;) {
          even = _mm512_mul_epu32(random, size);
          odd = _mm512_mul_epu32(_mm512_srli_epi64(random, 32), size);
          const __m512i fraction = _mm512_mask_blend_epi32(0xaaaa, even, _mm512_slli_epi64(odd, 32));
          const __mmask16 unfair = _mm512_cmplt_epu32_mask(fraction, reject);
          if (__builtin_expect(unfair == 0, 1)) break;
          random = _mm512_mask_blend_epi32(unfair, random, wide_next(&g));
        }
        const __m512i place = _mm512_mask_blend_epi32(0xaaaa, _mm512_srli_epi64(even, 32), odd);
        const __m512i at = _mm512_add_epi32(_mm512_slli_epi32(place, 4), lane);
        int32_t *end = pool + (int64_t)(remaining - 1) * LANES;
        const __m512i shift = _mm512_i32gather_epi32(at, pool, 4);
        _mm512_i32scatter_epi32(pool, at, _mm512_loadu_si512(end), 4);
        _mm512_storeu_si512(end, shift);
        // A shift of 32 or more leaves nothing, so each word counts its own four labels.
        first = _mm512_add_epi32(first, _mm512_sllv_epi32(one, shift));
        if (words > 1)
          second = _mm512_add_epi32(second, _mm512_sllv_epi32(one, _mm512_sub_epi32(shift, _mm512_set1_epi32(32))));
        for (int w = 2; w < words; w++)
          more[w] = _mm512_add_epi32(
              more[w], _mm512_sllv_epi32(one, _mm512_sub_epi32(shift, _mm512_set1_epi32(32 * w))));
      }
      for (int i = 0; i < m->labels; i++) {
        const double *scores = m->scores + m->offsets[j * m->labels + i];
        const __m512i word = i < 4 ? first : i < 8 ? second : more[i >> 2];
        const __m512i count =
            _mm512_and_si512(_mm512_srlv_epi32(word, _mm512_set1_epi32((i & 3) * 8)), _mm512_set1_epi32(255));
        left[i] = _mm512_sub_epi32(left[i], count);
        low = _mm512_add_pd(low, _mm512_i32gather_pd(_mm512_castsi512_si256(count), scores, 8));
        high = _mm512_add_pd(high, _mm512_i32gather_pd(_mm512_extracti64x4_epi64(count, 1), scores, 8));
      }
    }
    for (int i = 0; i < m->labels; i++) {
      const double *scores = m->scores + m->offsets[(m->columns - 1) * m->labels + i];
      low = _mm512_add_pd(low, _mm512_i32gather_pd(_mm512_castsi512_si256(left[i]), scores, 8));
      high = _mm512_add_pd(high, _mm512_i32gather_pd(_mm512_extracti64x4_epi64(left[i], 1), scores, 8));
    }
    const __m512d least = _mm512_set1_pd(m->at_least), most = _mm512_set1_pd(m->at_most);
    const unsigned in_low = _mm512_cmp_pd_mask(low, least, _CMP_GE_OQ) | _mm512_cmp_pd_mask(low, most, _CMP_LE_OQ);
    const unsigned in_high = _mm512_cmp_pd_mask(high, least, _CMP_GE_OQ) | _mm512_cmp_pd_mask(high, most, _CMP_LE_OQ);
    hits += __builtin_popcount((in_low | in_high << 8) & ((1u << wanted) - 1));
  }
  return hits;
}
#endif

int64_t ck_margins_permute(
    const struct ck_margins *m, const uint64_t *seeds, int64_t tables, int32_t *pool, uint32_t *rejection,
    int level) {
  int32_t n = 0;
  for (int i = 0; i < m->labels; i++)
    for (int32_t k = 0; k < m->label_totals[i]; k++, n++)
      for (int lane = 0; lane < LANES; lane++) pool[(int64_t)n * LANES + lane] = 8 * i;
  // Lemire (2019): 2^32 mod size of the products' low words are one too many.
  for (int32_t size = 1; size <= n; size++) rejection[size - 1] = (0u - (uint32_t)size) % (uint32_t)size;
#if defined(__x86_64__)
  if (level >= CK_AVX512) return permute_wide(m, seeds, tables, n, pool, rejection);
#endif
  struct generators g;
  memcpy(g.s, seeds, sizeof g.s);
  return permute_portable(m, &g, tables, n, pool, rejection);
}

struct scalar_generator {
  uint64_t a, b, c, d;
};

static inline double uniform(struct scalar_generator *g) {
  const uint64_t out = rotate(g->a + g->d, 23) + g->a;
  const uint64_t t = g->b << 17;
  g->c ^= g->a;
  g->d ^= g->b;
  g->b ^= g->c;
  g->a ^= g->d;
  g->c ^= t;
  g->d = rotate(g->d, 45);
  return (double)(out >> 11) * 0x1p-53;
}

// The number of marked among `draws` out of `population`, of which `marked` are: inversion that walks outwards from
// the mode on both sides.
static int32_t hypergeometric(
    struct scalar_generator *g, int32_t population, int32_t marked, int32_t draws, const double *lf) {
  const int32_t least = draws - (population - marked) > 0 ? draws - (population - marked) : 0;
  const int32_t most = draws < marked ? draws : marked;
  if (least == most) return least;
  int32_t mode = (int32_t)(((double)draws + 1) * ((double)marked + 1) / ((double)population + 2));
  if (mode < least) mode = least;
  if (mode > most) mode = most;
  const double unmarked = (double)population - marked - draws;
  const double peak = exp(
      lf[marked] - lf[mode] - lf[marked - mode] + lf[population - marked] - lf[draws - mode] -
      lf[population - marked - draws + mode] - lf[population] + lf[draws] + lf[population - draws]);
  double u = uniform(g) - peak;
  if (u < 0) return mode;
  double up = peak, down = peak;
  int32_t above = mode, below = mode;
  while (above < most || below > least) {
    if (above < most) {
      up *= ((double)marked - above) * ((double)draws - above) / (((double)above + 1) * (unmarked + above + 1));
      above++;
      u -= up;
      if (u < 0) return above;
    }
    if (below > least) {
      down *= (double)below * (unmarked + below) / (((double)marked - below + 1) * ((double)draws - below + 1));
      below--;
      u -= down;
      if (u < 0) return below;
    }
    // What rounding left of the last probability, at most about 1e-8, goes to the mode.
    if (up + down < 1e-18 * peak) break;
  }
  return mode;
}

int64_t ck_margins_draw(
    const struct ck_margins *m, const uint64_t *seeds, int64_t tables, const double *log_factorials, int32_t *left) {
  struct scalar_generator g = {seeds[0], seeds[8], seeds[16], seeds[24]};
  int64_t hits = 0;
  int32_t n = 0;
  for (int i = 0; i < m->labels; i++) n += m->label_totals[i];
  for (int64_t table = 0; table < tables; table++) {
    double score = 0;
    memcpy(left, m->label_totals, sizeof *left * (size_t)m->labels);
    int32_t remaining = n;
    for (int j = 0; j < m->columns - 1; j++) {
      int32_t draws = m->column_totals[j], population = remaining;
      remaining -= draws;
      for (int i = 0; i < m->labels; i++) {
        const int32_t count =
            i == m->labels - 1 ? draws : hypergeometric(&g, population, left[i], draws, log_factorials);
        population -= left[i];
        draws -= count;
        left[i] -= count;
        score += m->scores[m->offsets[j * m->labels + i] + count];
      }
    }
    for (int i = 0; i < m->labels; i++) score += m->scores[m->offsets[(m->columns - 1) * m->labels + i] + left[i]];
    hits += score >= m->at_least || score <= m->at_most;
  }
  return hits;
}
