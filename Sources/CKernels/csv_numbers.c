// Cells of one column as numbers. Whatever is not a plain number in ASCII is left to a careful reader.
#define _GNU_SOURCE
#include "csv.h"
#include "csv_decimals.h"
#include "csv_wholes.h"
#include "processor.h"
#include <stdlib.h>
#include <string.h>
#if defined(__GLIBC__)
#include <locale.h>
#endif

static const double exact_powers[23] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/// The C library's own conversion, which rounds correctly, in the C locale whatever the program's locale is.
static double convert_slowly(const uint8_t *text, size_t length) {
  char small[128], *copy = length < sizeof small ? small : malloc(length + 1);
  memcpy(copy, text, length);
  copy[length] = 0;
#if defined(__GLIBC__)
  static locale_t known;
  locale_t plain = __atomic_load_n(&known, __ATOMIC_ACQUIRE);
  if (!plain) {
    plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    locale_t none = (locale_t)0;
    if (!__atomic_compare_exchange_n(&known, &none, plain, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
      freelocale(plain);
      plain = none;
    }
  }
  double value = strtod_l(copy, NULL, plain);
#else
  double value = strtod(copy, NULL);
#endif
  if (copy != small) free(copy);
  return value;
}

/// digits × 10^exponent, correctly rounded, or 0 if that takes the slow way.
static inline int scale(uint64_t digits, int exponent, double *value) {
  if (digits <= (uint64_t)1 << 53 && exponent >= -22 && exponent <= 22) {
    double whole = (double)digits;
    *value = exponent < 0 ? whole / exact_powers[-exponent] : whole * exact_powers[exponent];
    return 1;
  }
#if defined(__x86_64__) && __LDBL_MANT_DIG__ == 64
  // 10^27 = 5^27 × 2^27 and 5^27 fits 64 bits, so both factors are exact and the result is rounded once, to 64 bits.
  // Rounding that again to 53 is right unless the 11 bits dropped lie next to one half.
  if (exponent >= -27 && exponent <= 27) {
    static const long double powers[28] = {1e0L,  1e1L,  1e2L,  1e3L,  1e4L,  1e5L,  1e6L,  1e7L,  1e8L,  1e9L,
                                           1e10L, 1e11L, 1e12L, 1e13L, 1e14L, 1e15L, 1e16L, 1e17L, 1e18L, 1e19L,
                                           1e20L, 1e21L, 1e22L, 1e23L, 1e24L, 1e25L, 1e26L, 1e27L};
    long double whole = (long double)digits;
    long double wide = exponent < 0 ? whole / powers[-exponent] : whole * powers[exponent];
    uint64_t bits;
    memcpy(&bits, &wide, sizeof bits);
    uint32_t dropped = (uint32_t)(bits & 0x7FF);
    if (dropped >= 0x3FF && dropped <= 0x401) return 0;
    *value = (double)wide;
    return 1;
  }
#endif
  return 0;
}

static inline int is_digit(uint8_t byte) { return (uint8_t)(byte - '0') <= 9; }

int ck_csv_number(const uint8_t *text, size_t length, int64_t *whole, double *real) {
  const uint8_t *at = text, *end = text + length;
  int negative = 0;
  if (at < end && (*at == '-' || *at == '+')) negative = *at++ == '-';
  const uint8_t *first = at;
  uint64_t digits = 0;
  while (at < end && is_digit(*at)) digits = digits * 10 + (uint64_t)(*at++ - '0');
  size_t before = (size_t)(at - first);
  if (before > 1 && *first == '0') return 0;
  if (at == end) {
    if (before == 0 || before > 19) return 0;
    if (before == 19) {
      // Nineteen digits fit an unsigned word; a signed one holds fewer, and its lowest values mean missing.
      if (digits > (uint64_t)INT64_MAX - 65536) return 0;
    }
    *whole = negative ? -(int64_t)digits : (int64_t)digits;
    *real = negative ? -(double)digits : (double)digits;
    return 1;
  }
  size_t after = 0;
  if (*at == '.') {
    const uint8_t *fraction = ++at;
    while (at < end && is_digit(*at)) digits = digits * 10 + (uint64_t)(*at++ - '0');
    after = (size_t)(at - fraction);
  }
  if (before + after == 0) return 0;
  int exponent = 0;
  if (at < end && (*at == 'e' || *at == 'E')) {
    at++;
    int lowers = 0;
    if (at < end && (*at == '-' || *at == '+')) lowers = *at++ == '-';
    if (at == end) return 0;
    while (at < end && is_digit(*at)) {
      if (exponent < 100000) exponent = exponent * 10 + (*at - '0');
      at++;
    }
    if (!is_digit(end[-1])) return 0;
    if (lowers) exponent = -exponent;
  }
  if (at != end) return 0;
  size_t significant = before + after;
  if (significant > 19) {
    // Leading zeros are not significant: 0.00000000000000000012 has two digits.
    const uint8_t *lead = first;
    while (lead < end && (*lead == '0' || *lead == '.')) {
      significant -= *lead == '0';
      lead++;
    }
  }
  double value;
  if (significant > 19 || !scale(digits, exponent - (int)after, &value)) {
    value = convert_slowly(first, (size_t)(end - first));
    if (!(value <= 1.7976931348623157e308)) return 0;
  }
  *real = negative ? -value : value;
  return 2;
}

enum { EMPTY = 0, WHOLE = 1, REAL = 2, OTHER = 3 };

/// A cell without its quotes and the blanks around it.
static int understand(const uint8_t *text, size_t length, int64_t *whole, double *real) {
  const uint8_t *end = text + length;
  if (text < end && *text == '"') {
    while (end[-1] == ' ' || end[-1] == '\t') end--;
    if (end - text < 2) return OTHER;
    text++, end--;
  }
  while (text < end && (*text == ' ' || *text == '\t')) text++;
  while (end > text && (end[-1] == ' ' || end[-1] == '\t')) end--;
  if (text == end) return EMPTY;
  int kind = ck_csv_number(text, (size_t)(end - text), whole, real);
  return kind == 0 ? OTHER : kind;
}

static inline uint32_t need_of(int64_t value) {
  if (value >= -112 && value <= 127) return CK_CSV_BYTES;
  if (value >= -32768 + 1024 && value <= 32767) return CK_CSV_SHORTS;
  if (value >= -2147483648LL + 65536 && value <= 2147483647LL) return CK_CSV_WORDS;
  return CK_CSV_LONGS;
}

static inline void cell(const ck_csv_block *block, size_t row, size_t column, uint32_t *start, uint32_t *end) {
  const uint32_t *ends = block->ends + row * block->columns + column;
  *end = *ends;
  *start = column == 0 ? block->starts[row] : ends[-1] + 1;
}

void ck_csv_probe(const ck_csv_block *block, size_t column, ck_csv_probe_result *result) {
  for (size_t row = 0; row < block->rows; row++) {
    uint32_t start, end;
    cell(block, row, column, &start, &end);
    int64_t whole;
    double real;
    int kind = understand(block->text + start, end - start, &whole, &real);
    if (kind == EMPTY) continue;
    result->filled++;
    uint32_t need = CK_CSV_NOTHING;
    if (kind == WHOLE) need = need_of(whole);
    else if (kind == REAL) need = CK_CSV_REALS;
    else result->other++;
    if (need > result->need) result->need = need;
  }
}

static void except(ck_csv_exceptions *exceptions, uint64_t offset, uint32_t length, uint64_t row) {
  if (exceptions->count < exceptions->limit) {
    if (exceptions->count == exceptions->capacity) {
      exceptions->capacity = exceptions->capacity ? exceptions->capacity * 2 : 16;
      exceptions->items = realloc(exceptions->items, exceptions->capacity * sizeof(ck_csv_exception));
    }
    exceptions->items[exceptions->count] = (ck_csv_exception){offset, row, length};
  }
  exceptions->count++;
}

/// One to eight bytes that end at `end` as a number, -1 unless all are digits and the first is not an idle zero.
static inline int64_t short_number(const uint8_t *end, uint32_t length) {
  uint64_t word;
  memcpy(&word, end - 8, 8);
  uint32_t drop = 64 - 8 * length;
  uint64_t digits = (word ^ 0x3030303030303030u) >> drop << drop;
  if (((digits + 0x7676767676767676u) | digits) & 0x8080808080808080u) return -1;
  if (length > 1 && !(digits >> drop & 0xFF)) return -1;
  digits = digits * 10 + (digits >> 8);
  uint64_t pairs = digits & 0x000000FF000000FFu, others = digits >> 16 & 0x000000FF000000FFu;
  return (int64_t)((pairs * 0x000F424000000064u + others * 0x0000271000000001u) >> 32);
}

/// Where the cells of a column begin: `beyond` behind every `step`th of these.
typedef struct {
  const uint32_t *first;
  size_t step;
  uint32_t beyond;
} cell_starts;

/// One byte behind the ends of the column before, or at the starts of the rows.
static inline cell_starts starts_of(const ck_csv_block *block, size_t column) {
  if (column == 0) return (cell_starts){block->starts, 1, 0};
  return (cell_starts){block->ends + column - 1, block->columns, 1};
}

#define WHOLES(NAME, TYPE, LOWEST, NEED)                                                                              \
  static inline uint32_t one_of_##NAME(const uint8_t *text, uint32_t start, uint32_t end, TYPE *cell, uint64_t offset,    \
                                       uint64_t row, ck_csv_exceptions *exceptions) {                                  \
    uint32_t length = end - start;                                                                                    \
    int64_t value;                                                                                                    \
    double real;                                                                                                      \
    *cell = LOWEST;                                                                                                   \
    if (length == 0) return NEED;                                                                                     \
    if (length > 8 || (value = short_number(text + end, length)) < 0) {                                               \
      int kind = understand(text + start, length, &value, &real);                                                     \
      if (kind == OTHER) except(exceptions, offset + start, length, row);                                             \
      if (kind != WHOLE) return kind == REAL ? CK_CSV_REALS : NEED;                                                   \
    }                                                                                                                 \
    *cell = (TYPE)value;                                                                                              \
    uint32_t wanted = need_of(value);                                                                                 \
    return wanted > NEED ? wanted : NEED;                                                                             \
  }                                                                                                                   \
                                                                                                                      \
  static uint32_t NAME(const ck_csv_block *block, size_t column, TYPE *cells, uint64_t offset, uint64_t first_row,    \
                       ck_csv_exceptions *exceptions, int level) {                                                    \
    const uint32_t *ends = block->ends + column;                                                                      \
    cell_starts starts = starts_of(block, column);                                                                    \
    uint32_t need = NEED;                                                                                             \
    size_t row = 0;                                                                                                   \
    EIGHT_AT_A_TIME(NAME, NEED)                                                                                       \
    for (; row < block->rows; row++) {                                                                                \
      uint32_t wanted = one_of_##NAME(block->text, starts.first[row * starts.step] + starts.beyond,                   \
                                      ends[row * block->columns], cells + row, offset, first_row + row, exceptions);  \
      if (wanted > need) need = wanted;                                                                               \
    }                                                                                                                 \
    return need;                                                                                                      \
  }

#if defined(__x86_64__)
#define EIGHT_AT_A_TIME(NAME, NEED)                                                                                   \
  if (level >= CK_AVX512) {                                                                                           \
    uint64_t highest[8] = {0};                                                                                        \
    for (; row + 8 <= block->rows; row += 8) {                                                                        \
      uint32_t others = ck_csv_eight_wholes(block->text, starts.first + row * starts.step, starts.step, starts.beyond, \
                                            ends + row * block->columns, block->columns, NEED, cells + row, highest); \
      for (; others; others &= others - 1) {                                                                          \
        size_t at = row + (size_t)__builtin_ctz(others);                                                              \
        uint32_t wanted = one_of_##NAME(block->text, starts.first[at * starts.step] + starts.beyond,                  \
                                        ends[at * block->columns], cells + at, offset, first_row + at, exceptions);   \
        if (wanted > need) need = wanted;                                                                             \
      }                                                                                                               \
    }                                                                                                                 \
    for (int i = 0; i < 8; i++)                                                                                       \
      if (need_of((int64_t)highest[i]) > need) need = need_of((int64_t)highest[i]);                                   \
  }
#else
#define EIGHT_AT_A_TIME(NAME, NEED) (void)level;
#endif

WHOLES(bytes, int8_t, INT8_MIN, CK_CSV_BYTES)
WHOLES(shorts, int16_t, INT16_MIN, CK_CSV_SHORTS)
WHOLES(words, int32_t, INT32_MIN, CK_CSV_WORDS)
WHOLES(longs, int64_t, INT64_MIN, CK_CSV_LONGS)

/// The value of one to eight digits that are the low bytes of a word, -1 unless all are digits.
static inline int64_t eight_digits(uint64_t word, uint32_t length) {
  uint64_t digits = (word ^ 0x3030303030303030u) << (64 - 8 * length);
  if (((digits + 0x7676767676767676u) | digits) & 0x8080808080808080u) return -1;
  digits = digits * 10 + (digits >> 8);
  uint64_t pairs = digits & 0x000000FF000000FFu, others = digits >> 16 & 0x000000FF000000FFu;
  return (int64_t)((pairs * 0x000F424000000064u + others * 0x0000271000000001u) >> 32);
}

/// A number of up to eight digits on either side of a point, as most decimals are. Returns 0 for all others.
static inline int short_decimal(const uint8_t *text, uint32_t length, double *value) {
  uint32_t sign = *text == '-';
  text += sign, length -= sign;
  uint64_t word;
  memcpy(&word, text, 8);
  uint64_t points = word ^ 0x2E2E2E2E2E2E2E2Eu;
  points = (points - 0x0101010101010101u) & ~points & 0x8080808080808080u;
  if (!points) return 0;
  uint32_t before = (uint32_t)__builtin_ctzll(points) / 8, after = length - before - 1;
  if (before == 0 || after - 1 > 7 || (before > 1 && *text == '0')) return 0;
  uint64_t tail;
  memcpy(&tail, text + before + 1, 8);
  int64_t whole = eight_digits(word, before), part = eight_digits(tail, after);
  if ((whole | part) < 0) return 0;
  static const uint64_t powers[9] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};
  uint64_t digits = (uint64_t)whole * powers[after] + (uint64_t)part;
  // Fewer than 2^53 and a power of ten below 10^22 are both exact, so the quotient is rounded once.
  if (digits >> 53) return 0;
  double magnitude = (double)digits / exact_powers[after];
  *value = sign ? -magnitude : magnitude;
  return 1;
}

/// One cell as a real, or nothing. What is neither goes to the exceptions.
static inline double one_real(const uint8_t *text, uint32_t start, uint32_t end, uint64_t offset, uint64_t row,
                              ck_csv_exceptions *exceptions) {
  const uint64_t nothing_bits = 0x7FF8000000000000u;
  double real, nothing;
  memcpy(&nothing, &nothing_bits, 8);
  uint32_t length = end - start;
  if (length - 1 < 17 && short_decimal(text + start, length, &real)) return real;
  int64_t whole;
  if (length == 0) return nothing;
  if (ck_csv_number(text + start, length, &whole, &real) != 0) return real;
  int kind = understand(text + start, length, &whole, &real);
  if (kind == OTHER) except(exceptions, offset + start, length, row);
  return kind == OTHER || kind == EMPTY ? nothing : real;
}

static uint32_t reals(const ck_csv_block *block, size_t column, double *cells, uint64_t offset, uint64_t first_row,
                      ck_csv_exceptions *exceptions, int level) {
  size_t row = 0;
  uint32_t start, end;
#if defined(__x86_64__)
  if (level >= CK_AVX512 && column > 0) {
    for (; row + 8 <= block->rows; row += 8) {
      const uint32_t *ends = block->ends + row * block->columns + column;
      uint32_t others = ck_csv_eight_decimals(block->text, ends, block->columns, cells + row);
      for (; others; others &= others - 1) {
        size_t at = row + (size_t)__builtin_ctz(others);
        cell(block, at, column, &start, &end);
        cells[at] = one_real(block->text, start, end, offset, first_row + at, exceptions);
      }
    }
  }
#endif
  (void)level;
  for (; row < block->rows; row++) {
    cell(block, row, column, &start, &end);
    cells[row] = one_real(block->text, start, end, offset, first_row + row, exceptions);
  }
  return CK_CSV_REALS;
}

uint32_t ck_csv_numbers(const ck_csv_block *block, size_t column, uint32_t need, void *cells, uint64_t offset,
                        uint64_t first_row, ck_csv_exceptions *exceptions, int level) {
  switch (need) {
  case CK_CSV_BYTES: return bytes(block, column, (int8_t *)cells + first_row, offset, first_row, exceptions, level);
  case CK_CSV_SHORTS: return shorts(block, column, (int16_t *)cells + first_row, offset, first_row, exceptions, level);
  case CK_CSV_WORDS: return words(block, column, (int32_t *)cells + first_row, offset, first_row, exceptions, level);
  case CK_CSV_LONGS: return longs(block, column, (int64_t *)cells + first_row, offset, first_row, exceptions, level);
  default: return reals(block, column, (double *)cells + first_row, offset, first_row, exceptions, level);
  }
}
