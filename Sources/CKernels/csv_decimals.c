// Decimal numbers of up to 16 bytes, eight cells of a column at a time.
#include "csv_decimals.h"
#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt")))

// Sixteen bits belong to each cell in the masks below, the last byte of the cell to the highest of them.
enum { EACH_LOW = 1, EACH_HIGH = 0x8000 };
#define IN_EACH(bits) ((uint64_t)(bits) * 0x0001000100010001u)

/// Four cells, each in a lane of its own: the eight-digit halves of their digits are yet to be joined.
typedef struct {
  /// Four groups of four digits a lane.
  __m512i groups;
  /// Sums to how many digits stand behind the point, and 64 more where there is a minus.
  __m512i shape;
  /// Bits at 0x8000 of each cell that is no such decimal.
  uint64_t odd;
} quartet;

/// Bits at 0x8000 of each cell that has any bit.
static inline uint64_t any(uint64_t bits) {
  return ((bits & IN_EACH(0x7FFF)) + IN_EACH(0x7FFF) | bits) & IN_EACH(EACH_HIGH);
}

/// `text` holds in each lane the 16 bytes up to the end of a cell, `lengths` how many of them are the cell's.
AVX512 static inline quartet four(__m512i text, __m128i lengths) {
  const __m512i places = _mm512_broadcast_i32x4(_mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
  const __m512i spread = _mm512_set_epi32(
      0x0C0C0C0C, 0x0C0C0C0C, 0x0C0C0C0C, 0x0C0C0C0C, 0x08080808, 0x08080808, 0x08080808, 0x08080808, 0x04040404,
      0x04040404, 0x04040404, 0x04040404, 0, 0, 0, 0);
  __m128i skipped = _mm_sub_epi32(_mm_set1_epi32(16), _mm_min_epu32(lengths, _mm_set1_epi32(17)));
  __m512i skips = _mm512_permutexvar_epi8(spread, _mm512_castsi128_si512(skipped));
  uint64_t cell = _mm512_cmpge_epi8_mask(places, skips) & ~_mm512_movepi8_mask(skips);
  uint64_t first = _mm512_cmpeq_epi8_mask(places, skips);
  __m512i values = _mm512_sub_epi8(text, _mm512_set1_epi8('0'));
  uint64_t digits = _mm512_cmplt_epu8_mask(values, _mm512_set1_epi8(10)) & cell;
  uint64_t points = _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8('.')) & cell;
  uint64_t minus = _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8('-')) & first;
  uint64_t zeros = _mm512_testn_epi8_mask(values, values) & cell;

  // With the highest bit set nothing is borrowed from the next cell; a cell without a point keeps that bit clear.
  uint64_t below = (points | IN_EACH(EACH_HIGH)) - IN_EACH(EACH_LOW);
  uint64_t pointed = below & IN_EACH(EACH_HIGH);
  uint64_t moved = below & (pointed - (pointed >> 15));
  uint64_t lead = (first & ~minus) | minus << 1;
  uint64_t wrong = (cell & ~(digits | points | minus)) | (points & moved) | (points & IN_EACH(EACH_HIGH))
      | (lead & zeros & digits >> 1);
  quartet result;
  result.odd = any(wrong) | (~any(digits) & IN_EACH(EACH_HIGH));

  // Digits before the point move up by one, into its place, so that all digits of a cell lie together.
  values = _mm512_maskz_mov_epi8(digits, values);
  values = _mm512_mask_blend_epi8(moved | points, values, _mm512_bslli_epi128(values, 1));
  __m512i pairs = _mm512_maddubs_epi16(values, _mm512_set1_epi16(10 | 1 << 8));
  result.groups = _mm512_madd_epi16(pairs, _mm512_set1_epi32(100 | 1 << 16));
  __m512i behind = _mm512_maskz_sub_epi8(points, _mm512_set1_epi8(15), places);
  result.shape = _mm512_sad_epu8(_mm512_mask_mov_epi8(behind, minus, _mm512_set1_epi8(64)), _mm512_setzero_si512());
  return result;
}

/// The 16 bytes up to each of four ends.
AVX512 static inline __m512i load_four(const uint8_t *text, uint32_t a, uint32_t b, uint32_t c, uint32_t d) {
  const uint8_t *behind = text - 16;
  __m256i low = _mm256_inserti128_si256(
      _mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)(behind + a))),
      _mm_loadu_si128((const __m128i *)(behind + b)), 1);
  __m256i high = _mm256_inserti128_si256(
      _mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)(behind + c))),
      _mm_loadu_si128((const __m128i *)(behind + d)), 1);
  return _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
}

/// The ends of two cells and those of the cells before them: before, end, before, end.
static inline __m128i two_ends(const uint32_t *a, const uint32_t *b) {
  return _mm_unpacklo_epi64(_mm_loadl_epi64((const __m128i *)(a - 1)), _mm_loadl_epi64((const __m128i *)(b - 1)));
}

AVX512 uint32_t ck_csv_eight_decimals(const uint8_t *text, const uint32_t *ends, size_t columns, double *values) {
  const uint32_t *at[8];
  for (int i = 0; i < 8; i++) at[i] = ends + (size_t)i * columns;
  // Even rows go to one quartet, odd ones to the other: interleaving the halves brings them back in order.
  __m128 even0 = _mm_castsi128_ps(two_ends(at[0], at[2])), even1 = _mm_castsi128_ps(two_ends(at[4], at[6]));
  __m128 odd0 = _mm_castsi128_ps(two_ends(at[1], at[3])), odd1 = _mm_castsi128_ps(two_ends(at[5], at[7]));
  __m128i ones = _mm_set1_epi32(-1);
  __m128i even_lengths = _mm_add_epi32(_mm_sub_epi32(_mm_castps_si128(_mm_shuffle_ps(even0, even1, 0xDD)),
                                                     _mm_castps_si128(_mm_shuffle_ps(even0, even1, 0x88))), ones);
  __m128i odd_lengths = _mm_add_epi32(_mm_sub_epi32(_mm_castps_si128(_mm_shuffle_ps(odd0, odd1, 0xDD)),
                                                    _mm_castps_si128(_mm_shuffle_ps(odd0, odd1, 0x88))), ones);
  quartet even = four(load_four(text, *at[0], *at[2], *at[4], *at[6]), even_lengths);
  quartet odd = four(load_four(text, *at[1], *at[3], *at[5], *at[7]), odd_lengths);

  __m512i eights = _mm512_madd_epi16(_mm512_packus_epi32(even.groups, odd.groups), _mm512_set1_epi32(10000 | 1 << 16));
  __m512i digits = _mm512_add_epi64(_mm512_mul_epu32(eights, _mm512_set1_epi64(100000000)),
                                    _mm512_srli_epi64(eights, 32));
  __m512i shape = _mm512_add_epi64(_mm512_unpacklo_epi64(even.shape, odd.shape),
                                   _mm512_unpackhi_epi64(even.shape, odd.shape));
  const __m512d powers0 = _mm512_setr_pd(1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7);
  const __m512d powers1 = _mm512_setr_pd(1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15);
  // Both are exact below 2^53 and 10^22, so the quotient is rounded once. Sixteen digits have no point to divide by.
  __m512d quotients = _mm512_div_pd(_mm512_cvtepu64_pd(digits), _mm512_permutex2var_pd(powers0, shape, powers1));
  __m512i signs = _mm512_and_si512(_mm512_slli_epi64(shape, 57), _mm512_set1_epi64(INT64_MIN));
  _mm512_storeu_pd(values, _mm512_or_pd(quotients, _mm512_castsi512_pd(signs)));
  if (!(even.odd | odd.odd)) return 0;
  // 0x8000 of each cell, moved to every second of eight bits.
  uint32_t rows = (uint32_t)_pext_u64(even.odd, IN_EACH(EACH_HIGH)), others = (uint32_t)_pext_u64(odd.odd, IN_EACH(EACH_HIGH));
  return _pdep_u32(rows, 0x55) | _pdep_u32(others, 0xAA);
}
#endif
