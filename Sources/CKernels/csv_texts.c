// Distinct texts of a column and a code for each row.
#include "csv.h"
#include <stdlib.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

typedef struct arena_block {
  struct arena_block *next;
} arena_block;

static uint8_t *keep(ck_csv_words *words, const uint8_t *text, size_t length) {
  arena_block *block = malloc(sizeof(arena_block) + 64 + length + 64);
  block->next = words->arena;
  words->arena = block;
  uint8_t *copy = (uint8_t *)(block + 1) + 64;
  memcpy(copy, text, length);
  return copy;
}

/// A cell met lately, quotes and all, and the place of its text. Cells hold no zero bytes, so zeros behind one make its
/// bytes its own key.
enum { KEY_WORDS = 4, KEY_BYTES = 32, FIRST_RECENT_BITS = 8, LAST_RECENT_BITS = 13 };
typedef struct {
  uint64_t key[KEY_WORDS];
  uint32_t place, length;
} recent;

void ck_csv_words_begin(ck_csv_words *words, uint64_t rows) {
  memset(words, 0, sizeof *words);
  words->capacity = 32;
  words->words = malloc(words->capacity * sizeof(ck_csv_word));
  words->mask = 63;
  words->slots = malloc(64 * sizeof(uint32_t));
  memset(words->slots, 0xFF, 64 * sizeof(uint32_t));
  words->width = 1;
  words->row_capacity = rows;
  words->codes = rows ? malloc(rows) : NULL;
}

void ck_csv_words_settle(ck_csv_words *words) {
  free(words->recent);
  words->recent = NULL;
}

void ck_csv_words_end(ck_csv_words *words) {
  free(words->words);
  free(words->slots);
  free(words->codes);
  free(words->recent);
  for (arena_block *block = words->arena; block;) {
    arena_block *next = block->next;
    free(block);
    block = next;
  }
  memset(words, 0, sizeof *words);
}

static inline uint64_t load64(const uint8_t *at) {
  uint64_t word;
  memcpy(&word, at, 8);
  return word;
}

static inline uint64_t mix(uint64_t a, uint64_t b) {
  __uint128_t product = (__uint128_t)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/// The bytes of a short text with zeros behind it. Up to seven bytes beyond it are read.
static inline uint64_t short_word(const uint8_t *text, uint32_t length) {
  return length == 0 ? 0 : load64(text) << (64 - 8 * length);
}

static inline uint32_t hash_of(const uint8_t *text, uint32_t length) {
  uint64_t hash = 0x9E3779B97F4A7C15u ^ length;
  while (length > 8) {
    hash = mix(hash ^ load64(text), 0xD6E8FEB86659FD93u);
    text += 8, length -= 8;
  }
  hash = mix(hash ^ short_word(text, length), 0xA0761D6478BD642Fu);
  return (uint32_t)(hash ^ hash >> 32);
}

static inline int same(const uint8_t *a, const uint8_t *b, uint32_t length) {
  while (length > 8) {
    if (load64(a) != load64(b)) return 0;
    a += 8, b += 8, length -= 8;
  }
  return short_word(a, length) == short_word(b, length);
}

static void grow_slots(ck_csv_words *words) {
  uint32_t size = (words->mask + 1) * 2;
  words->slots = realloc(words->slots, size * sizeof(uint32_t));
  memset(words->slots, 0xFF, size * sizeof(uint32_t));
  words->mask = size - 1;
  for (uint32_t place = 0; place < words->count; place++) {
    uint32_t slot = words->words[place].hash & words->mask;
    while (words->slots[slot] != UINT32_MAX) slot = (slot + 1) & words->mask;
    words->slots[slot] = place;
  }
}

static inline uint32_t place_of(ck_csv_words *words, const uint8_t *text, uint32_t length, uint32_t hash, int copies) {
  uint32_t slot = hash & words->mask;
  for (uint32_t place; (place = words->slots[slot]) != UINT32_MAX; slot = (slot + 1) & words->mask) {
    const ck_csv_word *word = words->words + place;
    if (word->hash == hash && word->length == length && same(word->text, text, length)) return place;
  }
  if (words->count == words->capacity) {
    words->capacity *= 2;
    words->words = realloc(words->words, words->capacity * sizeof(ck_csv_word));
  }
  uint32_t place = words->count++;
  words->words[place] = (ck_csv_word){copies ? keep(words, text, length) : text, length, hash};
  words->slots[slot] = place;
  if (words->count * 2 > words->mask) grow_slots(words);
  return place;
}

static void widen(ck_csv_words *words) {
  if (words->width == 1) {
    uint16_t *wider = malloc(words->row_capacity * 2);
    const uint8_t *codes = words->codes;
    for (uint64_t row = 0; row < words->rows; row++) wider[row] = codes[row] == 0xFF ? 0xFFFF : codes[row];
    free(words->codes);
    words->codes = wider, words->width = 2;
  } else {
    uint32_t *wider = malloc(words->row_capacity * 4);
    const uint16_t *codes = words->codes;
    for (uint64_t row = 0; row < words->rows; row++) wider[row] = codes[row] == 0xFFFF ? UINT32_MAX : codes[row];
    free(words->codes);
    words->codes = wider, words->width = 4;
  }
}

/// Codes of the next rows. A width is left before a place would look like its mark for an empty cell.
static void put(ck_csv_words *words, const uint32_t *places, size_t count) {
  if (words->width == 1 && words->count > 0xFF) widen(words);
  if (words->width == 2 && words->count > 0xFFFF) widen(words);
  uint64_t row = words->rows;
  switch (words->width) {
  case 1:
    for (size_t k = 0; k < count; k++) ((uint8_t *)words->codes)[row + k] = (uint8_t)places[k];
    break;
  case 2:
    for (size_t k = 0; k < count; k++) ((uint16_t *)words->codes)[row + k] = (uint16_t)places[k];
    break;
  default: memcpy((uint32_t *)words->codes + row, places, count * sizeof *places);
  }
  words->rows = row + count;
}

static uint32_t place_of_doubled(ck_csv_words *words, const uint8_t *text, uint32_t length) {
  uint8_t *plain = malloc(64 + (size_t)length + 64), *from = plain + 64;
  uint32_t kept = 0;
  for (uint32_t at = 0; at < length; at++) {
    from[kept++] = text[at];
    if (text[at] == '"') at++;
  }
  uint32_t place = place_of(words, from, kept, hash_of(from, kept), 1);
  free(plain);
  return place;
}

/// Whether a quote is among the bytes of a cell.
static inline int has_quote(const uint8_t *text, uint32_t length) {
#if defined(__SSE2__)
  if (length <= 16) {
    __m128i found = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)text), _mm_set1_epi8('"'));
    return ((uint32_t)_mm_movemask_epi8(found) & ((1u << length) - 1)) != 0;
  }
#endif
  return memchr(text, '"', length) != NULL;
}

/// The place of what stands in a cell that is not empty, UINT32_MAX if that is nothing but its quotes.
static uint32_t place_of_cell(ck_csv_words *words, const uint8_t *text, uint32_t length) {
  if (*text == '"') {
    while (text[length - 1] == ' ' || text[length - 1] == '\t' || text[length - 1] == '\r') length--;
    text++, length = length >= 2 ? length - 2 : 0;
    if (length == 0) return UINT32_MAX;
    if (has_quote(text, length)) return place_of_doubled(words, text, length);
  }
  return place_of(words, text, length, hash_of(text, length), 0);
}

/// As many recent cells as there are words, within reason, so that columns of many words find theirs too.
static void fit_recent(ck_csv_words *words) {
  uint32_t bits = words->recent ? words->recent_bits : FIRST_RECENT_BITS;
  while (bits < LAST_RECENT_BITS && words->count >> (bits - 1)) bits++;
  if (words->recent && bits == words->recent_bits) return;
  free(words->recent);
  words->recent_bits = bits;
  words->recent = calloc((size_t)1 << bits, sizeof(recent));
}

static inline uint64_t rotated(uint64_t word, int by) { return word << by | word >> (64 - by); }

enum { TOGETHER = 256 };

/// The places of the texts of up to TOGETHER rows.
static void find_places(const ck_csv_block *block, size_t column, size_t row, size_t count, ck_csv_words *words,
                        uint32_t *places) {
  static const uint8_t kept[2 * KEY_BYTES] = {
      0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
      0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
  fit_recent(words);
  recent *known = words->recent;
  int shift = 64 - (int)words->recent_bits;
  const uint32_t *ends = block->ends + row * block->columns + column;
  for (size_t k = 0; k < count; k++, ends += block->columns) {
    uint32_t end = *ends, start = column == 0 ? block->starts[row + k] : ends[-1] + 1, length = end - start;
    const uint8_t *text = block->text + start;
    if (length - 1 < 8) {
      uint64_t a = load64(text) & UINT64_MAX >> (64 - 8 * length);
      recent *at = known + ((a ^ a >> 29) * 0x9E3779B97F4A7C15u >> shift);
      if (((at->key[0] ^ a) | (at->length ^ length)) == 0) {
        places[k] = at->place;
        continue;
      }
      places[k] = place_of_cell(words, text, length);
      *at = (recent){{a, 0, 0, 0}, places[k], length};
      continue;
    }
    if (length - 1 >= KEY_BYTES) {
      places[k] = length == 0 ? UINT32_MAX : place_of_cell(words, text, length);
      continue;
    }
    const uint8_t *mask = kept + KEY_BYTES - length;
    uint64_t a = load64(text) & load64(mask), b = load64(text + 8) & load64(mask + 8);
    uint64_t c = load64(text + 16) & load64(mask + 16), d = load64(text + 24) & load64(mask + 24);
    uint64_t hash = (a ^ rotated(c, 23)) * 0x9E3779B97F4A7C15u + (b ^ rotated(d, 29)) * 0xD6E8FEB86659FD93u;
    recent *at = known + ((hash ^ hash >> 32) * 0xA0761D6478BD642Fu >> shift);
    if (((at->key[0] ^ a) | (at->key[1] ^ b) | (at->key[2] ^ c) | (at->key[3] ^ d)) == 0) {
      places[k] = at->place;
      continue;
    }
    places[k] = place_of_cell(words, text, length);
    *at = (recent){{a, b, c, d}, places[k], length};
  }
}

void ck_csv_texts(const ck_csv_block *block, size_t column, ck_csv_words *words) {
  uint32_t places[TOGETHER];
  for (size_t row = 0, count; row < block->rows; row += count) {
    count = block->rows - row < TOGETHER ? block->rows - row : TOGETHER;
    find_places(block, column, row, count, words, places);
    put(words, places, count);
  }
}

void ck_csv_text_places(const ck_csv_block *block, size_t column, ck_csv_words *words, uint32_t *places) {
  for (size_t row = 0, count; row < block->rows; row += count) {
    count = block->rows - row < TOGETHER ? block->rows - row : TOGETHER;
    find_places(block, column, row, count, words, places + row);
  }
}

void ck_csv_words_merge(ck_csv_words *words, const ck_csv_words *more, uint32_t *places) {
  for (uint32_t index = 0; index < more->count; index++) {
    const ck_csv_word *word = more->words + index;
    places[index] = place_of(words, word->text, word->length, word->hash, 0);
  }
}

static inline uint32_t code_at(const ck_csv_words *words, uint64_t row) {
  switch (words->width) {
  case 1: {
    uint8_t code = ((const uint8_t *)words->codes)[row];
    return code == 0xFF ? UINT32_MAX : code;
  }
  case 2: {
    uint16_t code = ((const uint16_t *)words->codes)[row];
    return code == 0xFFFF ? UINT32_MAX : code;
  }
  default: return ((const uint32_t *)words->codes)[row];
  }
}

#define RECODE(FROM, TO)                                                                                              \
  {                                                                                                                   \
    const FROM *codes = words->codes;                                                                                 \
    TO *to = cells;                                                                                                   \
    for (uint64_t row = 0; row < words->rows; row++)                                                                  \
      to[row] = (TO)(codes[row] == (FROM)-1 ? missing : places[codes[row]]);                                          \
  }

void ck_csv_recode(const ck_csv_words *words, const uint32_t *places, uint32_t missing, void *cells, uint32_t width) {
  switch (words->width * 8 + width) {
  case 9: RECODE(uint8_t, uint8_t) break;
  case 10: RECODE(uint8_t, uint16_t) break;
  case 12: RECODE(uint8_t, uint32_t) break;
  case 17: RECODE(uint16_t, uint8_t) break;
  case 18: RECODE(uint16_t, uint16_t) break;
  case 20: RECODE(uint16_t, uint32_t) break;
  case 33: RECODE(uint32_t, uint8_t) break;
  case 34: RECODE(uint32_t, uint16_t) break;
  default: RECODE(uint32_t, uint32_t) break;
  }
}

void ck_csv_tally(const ck_csv_words *words, const uint32_t *places, uint64_t *counts) {
  for (uint64_t row = 0; row < words->rows; row++) {
    uint32_t code = code_at(words, row);
    if (code != UINT32_MAX) counts[places[code]]++;
  }
}

void ck_csv_spread(const ck_csv_words *words, const uint64_t *values, uint64_t missing, uint64_t *cells) {
  for (uint64_t row = 0; row < words->rows; row++) {
    uint32_t code = code_at(words, row);
    cells[row] = code == UINT32_MAX ? missing : values[code];
  }
}
