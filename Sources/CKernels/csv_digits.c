// Files in which every cell is one digit: rows are equally long, so a table is a transposition of bytes.
#include "csv.h"
#include "processor.h"
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

/// One row the slow way. Returns whether it is as expected.
static int row_is_sound(const uint8_t *row, size_t columns, uint8_t delimiter, int line_end) {
  unsigned wrong = 0;
  for (size_t c = 0; c < columns; c++) {
    wrong |= (uint8_t)(row[2 * c] - '0') > 9;
    if (c + 1 < columns) wrong |= row[2 * c + 1] != delimiter;
  }
  const uint8_t *end = row + 2 * columns - 1;
  wrong |= line_end == 2 ? end[0] != '\r' || end[1] != '\n' : end[0] != '\n';
  return !wrong;
}

static size_t some_rows(const uint8_t *text, size_t first, size_t rows, size_t columns, uint8_t delimiter, int line_end,
                        int8_t *cells, size_t stride) {
  size_t length = 2 * columns - 1 + (size_t)line_end;
  for (size_t r = first; r < rows; r++) {
    const uint8_t *row = text + r * length;
    if (!row_is_sound(row, columns, delimiter, line_end)) return r;
    for (size_t c = 0; c < columns; c++) cells[c * stride + r] = (int8_t)(row[2 * c] - '0');
  }
  return rows;
}

#if defined(__x86_64__)
#define AVX512 "avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi,avx512vbmi2"

/// 64 rows by 16 columns. Each 16 digits of a row come as 32 bytes; four rows that are 16 apart share a register, so
/// that four transpositions of 16 by 16 bytes, one in each lane, leave one column of 64 rows in each register.
__attribute__((target(AVX512))) static inline __m512i tile_avx512(const uint8_t *text, size_t length, __m256i expected,
                                                                  int8_t *cells, size_t stride, int aligned,
                                                                  __m512i worst) {
  __m512i wide = _mm512_broadcast_i64x4(expected), v[16], w[16];
  for (int i = 0; i < 16; i++) {
    const uint8_t *row = text + (size_t)i * length;
    __m512i a = _mm512_inserti64x4(
        _mm512_castsi256_si512(_mm256_loadu_si256((const __m256i *)row)),
        _mm256_loadu_si256((const __m256i *)(row + 16 * length)), 1);
    __m512i b = _mm512_inserti64x4(
        _mm512_castsi256_si512(_mm256_loadu_si256((const __m256i *)(row + 32 * length))),
        _mm256_loadu_si256((const __m256i *)(row + 48 * length)), 1);
    a = _mm512_xor_si512(a, wide), b = _mm512_xor_si512(b, wide);
    worst = _mm512_max_epu16(worst, _mm512_max_epu16(a, b));
    v[i] = _mm512_inserti64x4(_mm512_castsi256_si512(_mm512_cvtepi16_epi8(a)), _mm512_cvtepi16_epi8(b), 1);
  }
  // A byte transposition by four rounds of interleaving rows that lie half a block apart.
  for (int i = 0; i < 8; i++)
    w[2 * i] = _mm512_unpacklo_epi8(v[i], v[i + 8]), w[2 * i + 1] = _mm512_unpackhi_epi8(v[i], v[i + 8]);
  for (int i = 0; i < 8; i++)
    v[2 * i] = _mm512_unpacklo_epi8(w[i], w[i + 8]), v[2 * i + 1] = _mm512_unpackhi_epi8(w[i], w[i + 8]);
  for (int i = 0; i < 8; i++)
    w[2 * i] = _mm512_unpacklo_epi8(v[i], v[i + 8]), w[2 * i + 1] = _mm512_unpackhi_epi8(v[i], v[i + 8]);
  for (int i = 0; i < 8; i++)
    v[2 * i] = _mm512_unpacklo_epi8(w[i], w[i + 8]), v[2 * i + 1] = _mm512_unpackhi_epi8(w[i], w[i + 8]);
  for (int i = 0; i < 16; i++) {
    if (aligned) _mm512_stream_si512((__m512i *)(cells + (size_t)i * stride), v[i]);
    else _mm512_storeu_si512(cells + (size_t)i * stride, v[i]);
  }
  return worst;
}

__attribute__((target(AVX512))) static size_t digits_avx512(const uint8_t *text, size_t rows, size_t columns,
                                                            uint8_t delimiter, int line_end, int8_t *cells,
                                                            size_t stride) {
  size_t length = 2 * columns - 1 + (size_t)line_end;
  uint8_t inner[32], outer[32];
  for (int i = 0; i < 32; i++) inner[i] = outer[i] = i & 1 ? delimiter : '0';
  outer[31] = line_end == 2 ? '\r' : '\n';
  __m256i within = _mm256_loadu_si256((const __m256i *)inner), last = _mm256_loadu_si256((const __m256i *)outer);
  // Whole lines are written past the caches, which only a line's own address allows.
  int aligned = (((uintptr_t)cells | stride) & 63) == 0;
  size_t r = 0;
  for (; r + 64 <= rows; r += 64) {
    const uint8_t *block = text + r * length;
    __m512i worst = _mm512_setzero_si512();
    for (size_t c = 0; c + 16 < columns; c += 16)
      worst = tile_avx512(block + 2 * c, length, within, cells + c * stride + r, stride, aligned, worst);
    // The last columns are taken together with some before them, which are written twice.
    worst = tile_avx512(block + 2 * (columns - 16), length, last, cells + (columns - 16) * stride + r, stride, aligned,
                        worst);
    int sound = !_mm512_cmpgt_epu16_mask(worst, _mm512_set1_epi16(9));
    if (line_end == 2)
      for (size_t k = 1; k <= 64; k++) sound &= block[k * length - 1] == '\n';
    if (!sound) break;
  }
  _mm_sfence();
  return r;
}

/// 32 rows by 16 columns in the same way, two lanes a register.
__attribute__((target("avx2"))) static inline __m256i tile_avx2(const uint8_t *text, size_t length, __m256i expected,
                                                                int8_t *cells, size_t stride, __m256i worst) {
  __m256i v[16], w[16];
  for (int i = 0; i < 16; i++) {
    const uint8_t *row = text + (size_t)i * length;
    __m256i a = _mm256_xor_si256(_mm256_loadu_si256((const __m256i *)row), expected);
    __m256i b = _mm256_xor_si256(_mm256_loadu_si256((const __m256i *)(row + 16 * length)), expected);
    worst = _mm256_max_epu16(worst, _mm256_max_epu16(a, b));
    v[i] = _mm256_permute4x64_epi64(_mm256_packus_epi16(a, b), 0xD8);
  }
  for (int i = 0; i < 8; i++)
    w[2 * i] = _mm256_unpacklo_epi8(v[i], v[i + 8]), w[2 * i + 1] = _mm256_unpackhi_epi8(v[i], v[i + 8]);
  for (int i = 0; i < 8; i++)
    v[2 * i] = _mm256_unpacklo_epi8(w[i], w[i + 8]), v[2 * i + 1] = _mm256_unpackhi_epi8(w[i], w[i + 8]);
  for (int i = 0; i < 8; i++)
    w[2 * i] = _mm256_unpacklo_epi8(v[i], v[i + 8]), w[2 * i + 1] = _mm256_unpackhi_epi8(v[i], v[i + 8]);
  for (int i = 0; i < 8; i++)
    v[2 * i] = _mm256_unpacklo_epi8(w[i], w[i + 8]), v[2 * i + 1] = _mm256_unpackhi_epi8(w[i], w[i + 8]);
  for (int i = 0; i < 16; i++) _mm256_storeu_si256((__m256i *)(cells + (size_t)i * stride), v[i]);
  return worst;
}

__attribute__((target("avx2"))) static size_t digits_avx2(const uint8_t *text, size_t rows, size_t columns,
                                                          uint8_t delimiter, int line_end, int8_t *cells,
                                                          size_t stride) {
  size_t length = 2 * columns - 1 + (size_t)line_end;
  uint8_t inner[32], outer[32];
  for (int i = 0; i < 32; i++) inner[i] = outer[i] = i & 1 ? delimiter : '0';
  outer[31] = line_end == 2 ? '\r' : '\n';
  __m256i within = _mm256_loadu_si256((const __m256i *)inner), last = _mm256_loadu_si256((const __m256i *)outer);
  size_t r = 0;
  for (; r + 32 <= rows; r += 32) {
    const uint8_t *block = text + r * length;
    __m256i worst = _mm256_setzero_si256();
    for (size_t c = 0; c + 16 < columns; c += 16)
      worst = tile_avx2(block + 2 * c, length, within, cells + c * stride + r, stride, worst);
    worst = tile_avx2(block + 2 * (columns - 16), length, last, cells + (columns - 16) * stride + r, stride, worst);
    __m256i nine = _mm256_set1_epi16(9);
    int sound = _mm256_testc_si256(_mm256_setzero_si256(), _mm256_xor_si256(_mm256_max_epu16(worst, nine), nine));
    if (line_end == 2)
      for (size_t k = 1; k <= 32; k++) sound &= block[k * length - 1] == '\n';
    if (!sound) break;
  }
  return r;
}
#endif

size_t ck_csv_digits(const uint8_t *text, size_t rows, size_t columns, uint8_t delimiter, int line_end, int8_t *cells,
                     size_t stride, int level) {
  size_t done = 0;
#if defined(__x86_64__)
  if (columns >= 16 && level >= CK_AVX512) done = digits_avx512(text, rows, columns, delimiter, line_end, cells, stride);
  else if (columns >= 16 && level >= CK_AVX2)
    done = digits_avx2(text, rows, columns, delimiter, line_end, cells, stride);
#endif
  (void)level;
  return some_rows(text, done, rows, columns, delimiter, line_end, cells, stride);
}
