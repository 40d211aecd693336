// Whole numbers of up to eight digits, eight cells of a column at a time.
#include "csv_wholes.h"
#include "csv.h"
#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq")))

/// The eight bytes up to an end.
static inline long long before(const uint8_t *text, uint32_t end) {
  long long word;
  memcpy(&word, text + end - 8, 8);
  return word;
}

AVX512 uint32_t ck_csv_eight_wholes(const uint8_t *text, const uint32_t *starts, size_t step, uint32_t beyond,
                                    const uint32_t *ends, size_t columns, uint32_t need, void *cells, uint64_t highest[8]) {
  uint32_t end[8];
  int length[8];
  for (int i = 0; i < 8; i++) {
    end[i] = ends[(size_t)i * columns];
    length[i] = (int)(end[i] - starts[(size_t)i * step] - beyond);
  }
  __m512i words = _mm512_set_epi64(before(text, end[7]), before(text, end[6]), before(text, end[5]), before(text, end[4]),
                                   before(text, end[3]), before(text, end[2]), before(text, end[1]), before(text, end[0]));
  __m256i lengths = _mm256_set_epi32(length[7], length[6], length[5], length[4], length[3], length[2], length[1], length[0]);
  __m512i dropped = _mm512_sub_epi64(_mm512_set1_epi64(64), _mm512_slli_epi64(_mm512_cvtepu32_epi64(lengths), 3));
  __m512i digits = _mm512_srlv_epi64(_mm512_xor_si512(words, _mm512_set1_epi8('0')), dropped);
  uint32_t others = _mm256_cmpgt_epu32_mask(_mm256_sub_epi32(lengths, _mm256_set1_epi32(1)), _mm256_set1_epi32(7));
  // Its first digit is the lowest byte now; a zero there is idle unless it is all there is.
  others |= _mm512_testn_epi64_mask(digits, _mm512_set1_epi64(0xFF)) & _mm256_cmpgt_epi32_mask(lengths, _mm256_set1_epi32(1));
  digits = _mm512_sllv_epi64(digits, dropped);
  __m512i over = _mm512_or_si512(_mm512_add_epi8(digits, _mm512_set1_epi8(0x76)), digits);
  others |= _mm512_test_epi64_mask(over, _mm512_set1_epi8((char)0x80));

  __m512i pairs = _mm512_maddubs_epi16(digits, _mm512_set1_epi16(10 | 1 << 8));
  __m512i fours = _mm512_madd_epi16(pairs, _mm512_set1_epi32(100 | 1 << 16));
  __m512i halves = _mm512_madd_epi16(fours, _mm512_set1_epi64(10000 | (long long)1 << 32));
  __m512i values = _mm512_add_epi64(_mm512_and_si512(halves, _mm512_set1_epi64(0xFFFFFFFF)), _mm512_srli_epi64(halves, 32));
  __m512i known = _mm512_maskz_mov_epi64((__mmask8)~others, values);
  _mm512_storeu_si512(highest, _mm512_max_epu64(_mm512_loadu_si512(highest), known));
  switch (need) {
  case CK_CSV_BYTES: _mm_storel_epi64(cells, _mm512_cvtepi64_epi8(values)); break;
  case CK_CSV_SHORTS: _mm_storeu_si128(cells, _mm512_cvtepi64_epi16(values)); break;
  case CK_CSV_WORDS: _mm256_storeu_si256(cells, _mm512_cvtepi64_epi32(values)); break;
  default: _mm512_storeu_si512(cells, values);
  }
  return others;
}
#endif
