#include "joint_counts.h"
#include "processor.h"
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#define AVX2 __attribute__((target("avx2,bmi2,popcnt")))
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi2,avx512vpopcntdq")))
#endif

// Flipping the sign bit turns signed numbers into unsigned bytes of the same order, so codes and numbers come down to one
// question: the least and the greatest byte among those from `first` to `last`, and whether others occur.
struct range {
  uint8_t low, high, outside;
};

static struct range range_within(const uint8_t *bytes, size_t count, uint8_t flip, uint8_t first, uint8_t last) {
  struct range found = {255, 0, 0};
  for (size_t i = 0; i < count; i++) {
    uint8_t byte = bytes[i] ^ flip;
    if (byte < first || byte > last) {
      found.outside = 1;
    } else {
      if (byte < found.low) found.low = byte;
      if (byte > found.high) found.high = byte;
    }
  }
  return found;
}

static struct range joined(struct range a, struct range b) {
  return (struct range){a.low < b.low ? a.low : b.low, a.high > b.high ? a.high : b.high, a.outside | b.outside};
}

static void build(const uint8_t *bytes, size_t rows, const uint8_t *values, int value_count, int plane_count,
                  int with_valid, uint64_t *planes, size_t stride) {
  for (size_t r = 0; r < rows; r += 64) {
    size_t n = rows - r < 64 ? rows - r : 64;
    uint64_t valid = 0;
    for (int p = 0; p < value_count; p++) {
      uint64_t bits = 0;
      for (size_t k = 0; k < n; k++) bits |= (uint64_t)(bytes[r + k] == values[p]) << k;
      if (p < plane_count) planes[(size_t)p * stride + r / 64] = bits;
      valid |= bits;
    }
    if (with_valid) planes[(size_t)plane_count * stride + r / 64] = valid;
  }
}

static void gram(const uint64_t *planes, size_t plane_count, size_t rows, size_t words, size_t stride,
    uint32_t *counts) {
  for (size_t i = 0; i < rows; i++)
    for (size_t j = i; j < plane_count; j++) {
      uint64_t sum = 0;
      for (size_t w = 0; w < words; w++) sum += (uint64_t)__builtin_popcountll(planes[i * stride + w] & planes[j * stride + w]);
      counts[i * plane_count + j] += (uint32_t)sum;
    }
}

#if defined(__x86_64__)
AVX2 static struct range range_within_avx2(const uint8_t *bytes, size_t count, uint8_t flip, uint8_t first, uint8_t last) {
  const __m256i flips = _mm256_set1_epi8((char)flip), ones = _mm256_set1_epi8(-1);
  const __m256i least = _mm256_set1_epi8((char)first), most = _mm256_set1_epi8((char)last);
  __m256i low = ones, high = _mm256_setzero_si256(), inside = ones;
  size_t i = 0;
  for (; i + 32 <= count; i += 32) {
    __m256i v = _mm256_xor_si256(_mm256_loadu_si256((const __m256i *)(bytes + i)), flips);
    __m256i valid = _mm256_and_si256(_mm256_cmpeq_epi8(_mm256_max_epu8(v, least), v), _mm256_cmpeq_epi8(_mm256_min_epu8(v, most), v));
    low = _mm256_min_epu8(low, _mm256_or_si256(v, _mm256_xor_si256(valid, ones)));
    high = _mm256_max_epu8(high, _mm256_and_si256(v, valid));
    inside = _mm256_and_si256(inside, valid);
  }
  uint8_t lows[32], highs[32];
  _mm256_storeu_si256((__m256i *)lows, low);
  _mm256_storeu_si256((__m256i *)highs, high);
  struct range found = range_within(bytes + i, count - i, flip, first, last);
  for (int k = 0; k < 32; k++) found = joined(found, (struct range){lows[k], highs[k], 0});
  found.outside |= _mm256_movemask_epi8(inside) != -1;
  return found;
}

AVX512 static struct range range_within_avx512(const uint8_t *bytes, size_t count, uint8_t flip, uint8_t first, uint8_t last) {
  const __m512i flips = _mm512_set1_epi8((char)flip), least = _mm512_set1_epi8((char)first), most = _mm512_set1_epi8((char)last);
  __m512i low = _mm512_set1_epi8(-1), high = _mm512_setzero_si512();
  __mmask64 inside = ~0ull;
  size_t i = 0;
  for (; i + 64 <= count; i += 64) {
    __m512i v = _mm512_xor_si512(_mm512_loadu_si512(bytes + i), flips);
    __mmask64 valid = _mm512_cmpge_epu8_mask(v, least) & _mm512_cmple_epu8_mask(v, most);
    low = _mm512_mask_min_epu8(low, valid, low, v);
    high = _mm512_mask_max_epu8(high, valid, high, v);
    inside &= valid;
  }
  uint8_t lows[64], highs[64];
  _mm512_storeu_si512(lows, low);
  _mm512_storeu_si512(highs, high);
  struct range found = range_within(bytes + i, count - i, flip, first, last);
  for (int k = 0; k < 64; k++) found = joined(found, (struct range){lows[k], highs[k], 0});
  found.outside |= inside != ~0ull;
  return found;
}

AVX2 static void build_avx2(const uint8_t *bytes, size_t rows, const uint8_t *values, int value_count, int plane_count,
                            int with_valid, uint64_t *planes, size_t stride) {
  size_t whole = rows / 64 * 64;
  for (size_t r = 0; r < whole; r += 64) {
    __m256i low = _mm256_loadu_si256((const __m256i *)(bytes + r));
    __m256i high = _mm256_loadu_si256((const __m256i *)(bytes + r + 32));
    uint64_t valid = 0;
    for (int p = 0; p < value_count; p++) {
      __m256i value = _mm256_set1_epi8((char)values[p]);
      uint64_t bits = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, value)) |
                      (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, value)) << 32;
      if (p < plane_count) planes[(size_t)p * stride + r / 64] = bits;
      valid |= bits;
    }
    if (with_valid) planes[(size_t)plane_count * stride + r / 64] = valid;
  }
  if (whole < rows)
    build(bytes + whole, rows - whole, values, value_count, plane_count, with_valid, planes + whole / 64, stride);
}

AVX512 static void build_avx512(const uint8_t *bytes, size_t rows, const uint8_t *values, int value_count, int plane_count,
                                int with_valid, uint64_t *planes, size_t stride) {
  for (size_t r = 0; r < rows; r += 64) {
    size_t n = rows - r < 64 ? rows - r : 64;
    __mmask64 present = n == 64 ? ~0ull : (1ull << n) - 1;
    __m512i row = _mm512_maskz_loadu_epi8(present, bytes + r);
    uint64_t valid = 0;
    for (int p = 0; p < value_count; p++) {
      uint64_t bits = _mm512_mask_cmpeq_epi8_mask(present, row, _mm512_set1_epi8((char)values[p]));
      if (p < plane_count) planes[(size_t)p * stride + r / 64] = bits;
      valid |= bits;
    }
    if (with_valid) planes[(size_t)plane_count * stride + r / 64] = valid;
  }
}

// Population counts of 32 bytes by a table of nibbles, summed into four 64-bit lanes.
AVX2 static inline __m256i popcount_avx2(__m256i v) {
  const __m256i table = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
  const __m256i nibble = _mm256_set1_epi8(15);
  __m256i low = _mm256_shuffle_epi8(table, _mm256_and_si256(v, nibble));
  __m256i high = _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16(v, 4), nibble));
  return _mm256_add_epi8(low, high);
}

AVX2 static void gram_avx2(const uint64_t *planes, size_t plane_count, size_t rows, size_t words, size_t stride,
    uint32_t *counts) {
  const __m256i zero = _mm256_setzero_si256();
  for (size_t i = 0; i < rows; i++)
    for (size_t j = i; j < plane_count; j += 2) {
      const uint64_t *a = planes + i * stride, *b = planes + j * stride;
      const uint64_t *c = j + 1 < plane_count ? b + stride : b;
      __m256i sum_b = zero, sum_c = zero;
      for (size_t w = 0; w < words;) {
        // Byte counters hold 8 a step, so 31 steps fit before they are widened.
        size_t end = words - w > 31 * 4 ? w + 31 * 4 : words;
        __m256i bytes_b = zero, bytes_c = zero;
        for (; w < end; w += 4) {
          __m256i v = _mm256_loadu_si256((const __m256i *)(a + w));
          bytes_b = _mm256_add_epi8(bytes_b, popcount_avx2(_mm256_and_si256(v, _mm256_loadu_si256((const __m256i *)(b + w)))));
          bytes_c = _mm256_add_epi8(bytes_c, popcount_avx2(_mm256_and_si256(v, _mm256_loadu_si256((const __m256i *)(c + w)))));
        }
        sum_b = _mm256_add_epi64(sum_b, _mm256_sad_epu8(bytes_b, zero));
        sum_c = _mm256_add_epi64(sum_c, _mm256_sad_epu8(bytes_c, zero));
      }
      uint64_t lanes[4];
      _mm256_storeu_si256((__m256i *)lanes, sum_b);
      counts[i * plane_count + j] += (uint32_t)(lanes[0] + lanes[1] + lanes[2] + lanes[3]);
      if (j + 1 < plane_count) {
        _mm256_storeu_si256((__m256i *)lanes, sum_c);
        counts[i * plane_count + j + 1] += (uint32_t)(lanes[0] + lanes[1] + lanes[2] + lanes[3]);
      }
    }
}

// Four planes against four: sixteen running counts stay in registers, each loaded vector serves four of them.
AVX512 static void gram_tile_avx512(const uint64_t *const a[4], const uint64_t *const b[4], size_t words, uint32_t out[16]) {
  __m512i sum[16];
  for (int k = 0; k < 16; k++) sum[k] = _mm512_setzero_si512();
  for (size_t w = 0; w < words; w += 8) {
    __m512i a0 = _mm512_loadu_si512(a[0] + w), a1 = _mm512_loadu_si512(a[1] + w);
    __m512i a2 = _mm512_loadu_si512(a[2] + w), a3 = _mm512_loadu_si512(a[3] + w);
#define COLUMN(k)                                                                                         \
  {                                                                                                       \
    __m512i v = _mm512_loadu_si512(b[k] + w);                                                             \
    sum[k] = _mm512_add_epi64(sum[k], _mm512_popcnt_epi64(_mm512_and_si512(a0, v)));                      \
    sum[4 + k] = _mm512_add_epi64(sum[4 + k], _mm512_popcnt_epi64(_mm512_and_si512(a1, v)));              \
    sum[8 + k] = _mm512_add_epi64(sum[8 + k], _mm512_popcnt_epi64(_mm512_and_si512(a2, v)));              \
    sum[12 + k] = _mm512_add_epi64(sum[12 + k], _mm512_popcnt_epi64(_mm512_and_si512(a3, v)));            \
  }
    COLUMN(0) COLUMN(1) COLUMN(2) COLUMN(3)
#undef COLUMN
  }
  for (int k = 0; k < 16; k++) out[k] = (uint32_t)_mm512_reduce_add_epi64(sum[k]);
}

AVX512 static void gram_avx512(const uint64_t *planes, size_t plane_count, size_t rows, size_t words, size_t stride,
    uint32_t *counts) {
  for (size_t i = 0; i < rows; i += 4) {
    const uint64_t *a[4], *b[4];
    // A tile that sticks out repeats the last plane and throws the repeats away.
    for (size_t k = 0; k < 4; k++) a[k] = planes + (i + k < plane_count ? i + k : plane_count - 1) * stride;
    for (size_t j = i; j < plane_count; j += 4) {
      uint32_t tile[16];
      for (size_t k = 0; k < 4; k++) b[k] = planes + (j + k < plane_count ? j + k : plane_count - 1) * stride;
      gram_tile_avx512(a, b, words, tile);
      for (size_t r = 0; r < 4 && i + r < rows; r++)
        for (size_t c = 0; c < 4 && j + c < plane_count; c++) counts[(i + r) * plane_count + j + c] += tile[r * 4 + c];
    }
  }
}
#endif

static struct range best_range(int level, const uint8_t *bytes, size_t count, uint8_t flip, uint8_t first, uint8_t last) {
#if defined(__x86_64__)
  if (level >= CK_AVX512) return range_within_avx512(bytes, count, flip, first, last);
  if (level >= CK_AVX2) return range_within_avx2(bytes, count, flip, first, last);
#endif
  return range_within(bytes, count, flip, first, last);
}

struct ck_byte_range ck_code_range(int level, const uint8_t *codes, size_t count, uint8_t first_missing) {
  struct range found = best_range(level, codes, count, 0, 0, first_missing - 1);
  return (struct ck_byte_range){found.low, found.high, found.outside};
}

struct ck_byte_range ck_number_range(int level, const int8_t *numbers, size_t count, int8_t least) {
  struct range found = best_range(level, (const uint8_t *)numbers, count, 128, (uint8_t)(least + 128), 255);
  return (struct ck_byte_range){found.low - 128, found.high - 128, found.outside};
}

void ck_byte_histogram(const uint8_t *bytes, size_t count, uint64_t counts[256]) {
  // Answers repeat, and an increment must wait for the one before it of the same counter: neighbours have counters apart.
  static const size_t block = (size_t)1 << 31;
  memset(counts, 0, 256 * sizeof(uint64_t));
  for (size_t start = 0; start < count; start += block) {
    size_t end = count - start < block ? count : start + block, i = start;
    uint32_t parts[8][256];
    memset(parts, 0, sizeof parts);
    for (; i + 8 <= end; i += 8) {
      uint64_t eight;
      memcpy(&eight, bytes + i, 8);
      for (int k = 0; k < 8; k++) parts[k][(uint8_t)(eight >> 8 * k)]++;
    }
    for (; i < end; i++) parts[0][bytes[i]]++;
    for (int value = 0; value < 256; value++)
      for (int k = 0; k < 8; k++) counts[value] += parts[k][value];
  }
}

void ck_planes_build(int level, const uint8_t *bytes, size_t rows, const uint8_t *values, int value_count, int plane_count,
                     int with_valid, uint64_t *planes, size_t stride) {
  size_t words = (rows + 63) / 64, padded = (words + 7) / 8 * 8;
  for (int p = 0; p < plane_count + (with_valid ? 1 : 0); p++)
    memset(planes + (size_t)p * stride + words, 0, (padded - words) * sizeof(uint64_t));
#if defined(__x86_64__)
  if (level >= CK_AVX512) {
    build_avx512(bytes, rows, values, value_count, plane_count, with_valid, planes, stride);
    return;
  }
  if (level >= CK_AVX2) {
    build_avx2(bytes, rows, values, value_count, plane_count, with_valid, planes, stride);
    return;
  }
#endif
  build(bytes, rows, values, value_count, plane_count, with_valid, planes, stride);
}

void ck_planes_gram(int level, const uint64_t *planes, size_t plane_count, size_t rows, size_t words, size_t stride,
                    uint32_t *counts) {
#if defined(__x86_64__)
  if (level >= CK_AVX512) {
    gram_avx512(planes, plane_count, rows, words, stride, counts);
    return;
  }
  if (level >= CK_AVX2) {
    gram_avx2(planes, plane_count, rows, words, stride, counts);
    return;
  }
#endif
  gram(planes, plane_count, rows, words, stride, counts);
}
