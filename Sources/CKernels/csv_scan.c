// Where rows and cells end. 64 bytes at a time become masks of one bit a byte.
#include "csv.h"
#include "processor.h"
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

typedef struct {
  uint64_t feeds, returns, quotes, delimiters, nuls;
} masks;

#if defined(__x86_64__)
static inline uint64_t equal_sse2(const __m128i *v, uint8_t byte) {
  __m128i b = _mm_set1_epi8((char)byte);
  uint64_t m0 = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[0], b));
  uint64_t m1 = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[1], b));
  uint64_t m2 = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[2], b));
  uint64_t m3 = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[3], b));
  return m0 | m1 << 16 | m2 << 32 | m3 << 48;
}
static inline masks look_portable(const uint8_t *p, uint8_t delimiter) {
  __m128i v[4];
  for (int i = 0; i < 4; i++) v[i] = _mm_loadu_si128((const __m128i *)(p + 16 * i));
  return (masks){equal_sse2(v, '\n'), equal_sse2(v, '\r'), equal_sse2(v, '"'), equal_sse2(v, delimiter),
                 equal_sse2(v, 0)};
}
__attribute__((target("avx2"))) static inline uint64_t equal_avx2(const __m256i *v, uint8_t byte) {
  __m256i b = _mm256_set1_epi8((char)byte);
  uint64_t low = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v[0], b));
  uint64_t high = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v[1], b));
  return low | high << 32;
}
__attribute__((target("avx2"))) static inline masks look_avx2(const uint8_t *p, uint8_t delimiter) {
  __m256i v[2] = {_mm256_loadu_si256((const __m256i *)p), _mm256_loadu_si256((const __m256i *)(p + 32))};
  return (masks){equal_avx2(v, '\n'), equal_avx2(v, '\r'), equal_avx2(v, '"'), equal_avx2(v, delimiter),
                 equal_avx2(v, 0)};
}
#define AVX512 "avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt"
__attribute__((target(AVX512))) static inline masks look_avx512(const uint8_t *p, uint8_t delimiter) {
  __m512i v = _mm512_loadu_si512(p);
  return (masks){_mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\n')), _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\r')),
                 _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('"')),
                 _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8((char)delimiter)),
                 _mm512_cmpeq_epi8_mask(v, _mm512_setzero_si512())};
}
#else
static inline masks look_portable(const uint8_t *p, uint8_t delimiter) {
  masks m = {0, 0, 0, 0, 0};
  for (int i = 0; i < 64; i++) {
    m.feeds |= (uint64_t)(p[i] == '\n') << i;
    m.returns |= (uint64_t)(p[i] == '\r') << i;
    m.quotes |= (uint64_t)(p[i] == '"') << i;
    m.delimiters |= (uint64_t)(p[i] == delimiter) << i;
    m.nuls |= (uint64_t)(p[i] == 0) << i;
  }
  return m;
}
#endif

/// Bit i is the parity of the bits up to and including i.
static inline uint64_t running_parity(uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits;
}

/// Line feeds that end nothing: straight after another line end or at the start.
static inline uint64_t blank(masks m, uint64_t before1_feed, uint64_t before2_feed, uint64_t before1_return) {
  uint64_t after_feed = m.feeds << 1 | before1_feed;
  uint64_t after_return = m.returns << 1 | before1_return;
  uint64_t two_after_feed = m.feeds << 2 | before1_feed << 1 | before2_feed;
  return m.feeds & (after_feed | (after_return & two_after_feed));
}

#define SCAN(NAME, TARGET, LOOK)                                                                                      \
  TARGET static void NAME(const uint8_t *text, size_t from, size_t to, uint8_t delimiter, int at_start,               \
                          ck_csv_stretch *result) {                                                                   \
    uint64_t rows[2] = {0, 0}, quotes = 0, nuls = 0, broken[2] = {0, 0};                                              \
    int64_t last[2] = {-1, -1};                                                                                       \
    uint8_t b1 = at_start ? '\n' : text[from - 1], b2 = at_start ? '\n' : text[(int64_t)from - 2];                    \
    uint64_t feed1 = b1 == '\n', feed2 = b2 == '\n', return1 = b1 == '\r';                                            \
    uint64_t opens_ok = b1 == '\n' || b1 == '"' || b1 == delimiter;                                                   \
    uint64_t closed[2] = {b1 == '"', 0}, closed_return[2] = {b1 == '\r' && b2 == '"', 0};                             \
    uint64_t inside = 0;                                                                                              \
    for (size_t at = from; at < to; at += 64) {                                                                       \
      masks m = LOOK(text + at, delimiter);                                                                           \
      if (to - at < 64) {                                                                                             \
        uint64_t part = ((uint64_t)1 << (to - at)) - 1;                                                               \
        m.feeds &= part, m.returns &= part, m.quotes &= part, m.delimiters &= part, m.nuls &= part;                   \
      }                                                                                                               \
      nuls |= m.nuls;                                                                                                 \
      uint64_t ends = m.feeds & ~blank(m, feed1, feed2, return1);                                                     \
      feed2 = m.feeds >> 62 & 1, feed1 = m.feeds >> 63, return1 = m.returns >> 63;                                    \
      uint64_t in = inside;                                                                                           \
      if (m.quotes | closed[0] | closed[1] | closed_return[0] | closed_return[1]) {                                   \
        in = running_parity(m.quotes) ^ inside;                                                                       \
        quotes += (uint64_t)__builtin_popcountll(m.quotes);                                                           \
        uint64_t edge = m.feeds | m.quotes | m.delimiters;                                                            \
        uint64_t may_open = edge << 1 | opens_ok;                                                                     \
        uint64_t valid = to - at < 64 ? ((uint64_t)1 << (to - at)) - 1 : ~(uint64_t)0;                                \
        for (int h = 0; h < 2; h++) {                                                                                 \
          uint64_t after = h ? ~in : in;                                                                              \
          uint64_t opening = m.quotes & after, closing = m.quotes & ~after;                                           \
          broken[h] |= opening & ~may_open;                                                                           \
          uint64_t behind = closing << 1 | closed[h];                                                                 \
          broken[h] |= behind & ~(edge | m.returns) & valid;                                                          \
          uint64_t behind_return = (behind & m.returns) << 1 | closed_return[h];                                      \
          broken[h] |= behind_return & ~m.feeds & valid;                                                              \
          closed[h] = closing >> 63;                                                                                  \
          closed_return[h] = (behind & m.returns) >> 63;                                                              \
        }                                                                                                             \
        opens_ok = edge >> 63;                                                                                        \
        inside = (uint64_t)((int64_t)in >> 63);                                                                       \
      } else {                                                                                                        \
        opens_ok = (m.feeds | m.delimiters) >> 63;                                                                    \
      }                                                                                                               \
      if (m.feeds) {                                                                                                  \
        uint64_t out = m.feeds & ~in, within = m.feeds & in;                                                          \
        rows[0] += (uint64_t)__builtin_popcountll(ends & ~in);                                                        \
        rows[1] += (uint64_t)__builtin_popcountll(ends & in);                                                         \
        if (out) last[0] = (int64_t)at + 63 - __builtin_clzll(out);                                                   \
        if (within) last[1] = (int64_t)at + 63 - __builtin_clzll(within);                                             \
      }                                                                                                               \
    }                                                                                                                 \
    for (int h = 0; h < 2; h++) {                                                                                     \
      result->rows[h] = rows[h], result->last_end[h] = last[h], result->broken[h] = broken[h] != 0;                   \
    }                                                                                                                 \
    result->quotes = quotes, result->has_nul = nuls != 0;                                                             \
  }

SCAN(scan_portable, , look_portable)
#if defined(__x86_64__)
SCAN(scan_avx2, __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt"))), look_avx2)
SCAN(scan_avx512, __attribute__((target(AVX512))), look_avx512)
#endif

void ck_csv_scan(const uint8_t *text, size_t from, size_t to, uint8_t delimiter, int at_start, int level,
                 ck_csv_stretch *result) {
#if defined(__x86_64__)
  if (level >= CK_AVX512) {
    scan_avx512(text, from, to, delimiter, at_start, result);
    return;
  }
  if (level >= CK_AVX2) {
    scan_avx2(text, from, to, delimiter, at_start, result);
    return;
  }
#endif
  (void)level;
  scan_portable(text, from, to, delimiter, at_start, result);
}

enum { CELL_START, BARE, QUOTED, AFTER_QUOTE };

/// One byte further. Returns whether the byte separates cells.
static inline int step(const uint8_t *text, size_t at, uint8_t delimiter, ck_csv_position *position) {
  uint8_t byte = text[at];
  switch (position->state) {
  case QUOTED:
    if (byte == '"') position->state = AFTER_QUOTE;
    return 0;
  case AFTER_QUOTE:
    if (byte == '"') {
      position->state = QUOTED;
      return 0;
    }
    if (byte == delimiter || byte == '\n') break;
    // Blanks between a closing quote and the delimiter are let through, and so is the return of a line end.
    if (byte != ' ' && byte != '\t' && byte != '\r' && position->problem == UINT64_MAX) position->problem = at;
    if (byte == ' ' || byte == '\t') {
      // A quote after such blanks would be taken for the second of a pair.
      size_t next = at + 1;
      while (text[next] == ' ' || text[next] == '\t') next++;
      if (text[next] == '"' && position->problem == UINT64_MAX) position->problem = next;
    }
    return 0;
  case CELL_START:
    if (byte == '"') {
      position->state = QUOTED;
      position->opened = at;
      return 0;
    }
    if (byte == delimiter || byte == '\n') break;
    position->state = BARE;
    return 0;
  default:
    if (byte == delimiter || byte == '\n') break;
    return 0;
  }
  position->state = CELL_START;
  return 1;
}

void ck_csv_scan_carefully(const uint8_t *text, size_t from, size_t to, uint8_t delimiter, int at_start,
                           ck_csv_position *position, ck_csv_stretch *result) {
  memset(result, 0, sizeof *result);
  result->last_end[0] = result->last_end[1] = -1;
  for (size_t at = from; at < to; at++) {
    if (text[at] == 0) result->has_nul = 1;
    if (!step(text, at, delimiter, position) || text[at] != '\n') continue;
    result->last_end[0] = (int64_t)at;
    size_t behind = at - from;
    uint8_t b1 = behind >= 1 || !at_start ? text[(int64_t)at - 1] : '\n';
    uint8_t b2 = behind >= 2 || !at_start ? text[(int64_t)at - 2] : '\n';
    if (!(b1 == '\n' || (b1 == '\r' && b2 == '\n'))) result->rows[0]++;
  }
}

static size_t index_carefully(const uint8_t *text, size_t length, uint8_t delimiter, uint32_t *separators,
                              size_t *line_feeds) {
  ck_csv_position position = {CELL_START, 0, UINT64_MAX};
  size_t count = 0, feeds = 0;
  for (size_t at = 0; at < length; at++) {
    if (!step(text, at, delimiter, &position)) continue;
    separators[count++] = (uint32_t)at;
    feeds += text[at] == '\n';
  }
  *line_feeds = feeds;
  return count;
}

#define INDEX(NAME, TARGET, LOOK, EMIT)                                                                               \
  TARGET static size_t NAME(const uint8_t *text, size_t length, uint8_t delimiter, uint32_t *separators,              \
                            size_t *line_feeds) {                                                                     \
    uint64_t inside = 0;                                                                                              \
    size_t count = 0, feeds = 0;                                                                                      \
    for (size_t at = 0; at < length; at += 64) {                                                                      \
      masks m = LOOK(text + at, delimiter);                                                                           \
      uint64_t found = m.feeds | m.delimiters;                                                                        \
      if (length - at < 64) {                                                                                         \
        uint64_t part = ((uint64_t)1 << (length - at)) - 1;                                                           \
        found &= part, m.quotes &= part;                                                                              \
      }                                                                                                               \
      uint64_t in = inside;                                                                                           \
      if (m.quotes) {                                                                                                 \
        in ^= running_parity(m.quotes);                                                                               \
        inside = (uint64_t)((int64_t)in >> 63);                                                                       \
      }                                                                                                               \
      found &= ~in;                                                                                                   \
      feeds += (size_t)__builtin_popcountll(found & m.feeds);                                                         \
      EMIT(found, at)                                                                                                 \
    }                                                                                                                 \
    *line_feeds = feeds;                                                                                              \
    return count;                                                                                                     \
  }

#define EMIT_ONE_BY_ONE(found, at)                                                                                    \
  while (found) {                                                                                                     \
    separators[count++] = (uint32_t)((at) + (size_t)__builtin_ctzll(found));                                          \
    found &= found - 1;                                                                                               \
  }

// The places of the set bits are packed as bytes and widened 16 at a time; what is written beyond them is overwritten.
#define EMIT_PACKED(found, at)                                                                                        \
  {                                                                                                                   \
    __m512i places = _mm512_maskz_compress_epi8(found, iota);                                                         \
    __m512i base = _mm512_set1_epi32((int)(at));                                                                      \
    size_t n = (size_t)__builtin_popcountll(found);                                                                   \
    uint32_t *to = separators + count;                                                                                \
    _mm512_storeu_si512(to, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(places))));            \
    if (n > 16) {                                                                                                     \
      _mm512_storeu_si512(to + 16,                                                                                    \
                          _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(places, 1))));        \
      if (n > 32) {                                                                                                   \
        _mm512_storeu_si512(to + 32,                                                                                  \
                            _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(places, 2))));      \
        _mm512_storeu_si512(to + 48,                                                                                  \
                            _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(places, 3))));      \
      }                                                                                                               \
    }                                                                                                                 \
    count += n;                                                                                                       \
  }

INDEX(index_portable, , look_portable, EMIT_ONE_BY_ONE)
#if defined(__x86_64__)
INDEX(index_avx2, __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt"))), look_avx2, EMIT_ONE_BY_ONE)
static const uint8_t iota_bytes[64] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
                                       22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
                                       44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
#define iota _mm512_loadu_si512(iota_bytes)
INDEX(index_avx512, __attribute__((target(AVX512))), look_avx512, EMIT_PACKED)
#undef iota
#endif

size_t ck_csv_index(const uint8_t *text, size_t length, uint8_t delimiter, int quotes, int level, uint32_t *separators,
                    size_t *line_feeds) {
  if (quotes == CK_CSV_CAREFUL) return index_carefully(text, length, delimiter, separators, line_feeds);
#if defined(__x86_64__)
  if (level >= CK_AVX512) return index_avx512(text, length, delimiter, separators, line_feeds);
  if (level >= CK_AVX2) return index_avx2(text, length, delimiter, separators, line_feeds);
#endif
  (void)level;
  return index_portable(text, length, delimiter, separators, line_feeds);
}

/// Whether every row has its line feed where the number of columns says, and none has one elsewhere.
static int is_regular(const uint8_t *text, const uint32_t *separators, size_t rows, size_t columns, size_t line_feeds) {
  if (columns < 2 || line_feeds != rows) return 0;
  for (size_t r = 0; r < rows; r++)
    if (text[separators[(r + 1) * columns - 1]] != '\n') return 0;
  return 1;
}

size_t ck_csv_rows(const uint8_t *text, uint64_t offset, uint32_t *separators, size_t count, size_t line_feeds,
                   size_t columns, uint32_t *starts, uint32_t *spare, size_t capacity, ck_csv_block *block,
                   ck_csv_ragged *ragged) {
  size_t rows = count / columns;
  block->text = text, block->starts = starts, block->columns = columns;
  if (rows * columns <= capacity && is_regular(text, separators, rows, columns, line_feeds)) {
    uint32_t start = 0;
    for (size_t r = 0; r < rows; r++) {
      uint32_t *last = separators + (r + 1) * columns - 1;
      starts[r] = start;
      start = *last + 1;
      if (text[*last - 1] == '\r') --*last;
    }
    block->ends = separators, block->rows = rows;
    return start;
  }
  rows = 0;
  size_t cells = 0, consumed = 0, filled_extra = 0;
  uint32_t row_start = 0, cell_start = 0;
  for (size_t k = 0; k < count; k++) {
    uint32_t at = separators[k], end = at;
    int is_end = text[at] == '\n';
    if (is_end && end > cell_start && text[end - 1] == '\r') end--;
    if (cells < columns) spare[rows * columns + cells] = end;
    else if (end > cell_start) filled_extra++;
    cells++;
    cell_start = at + 1;
    if (!is_end) continue;
    if (!(cells == 1 && end == row_start)) {
      if (cells < columns) {
        if (ragged->short_rows < 8) ragged->short_at[ragged->short_rows] = offset + row_start;
        ragged->short_rows++;
        for (; cells < columns; cells++) spare[rows * columns + cells] = spare[rows * columns + cells - 1] + 1;
      } else if (filled_extra) {
        if (ragged->long_at == UINT64_MAX) ragged->long_at = offset + row_start, ragged->long_cells = cells;
      } else if (cells > columns) {
        ragged->padded_rows++;
      }
      starts[rows++] = row_start;
    }
    consumed = at + 1;
    row_start = at + 1, cells = 0, filled_extra = 0;
    if ((rows + 1) * columns > capacity) break;
  }
  block->ends = spare, block->rows = rows;
  return consumed;
}
