#ifndef CKERNELS_CSV_H
#define CKERNELS_CSV_H
#include <stddef.h>
#include <stdint.h>

// Text tables: where rows and cells end, and what the cells of one column are worth.
// Every text handed in is readable for 64 bytes before its first byte and after its last.

/// How quotes are to be understood.
enum ck_csv_quotes {
  CK_CSV_NO_QUOTES = 0,
  /// Every opening quote begins a cell and every closing one ends it, so counting quotes tells inside from outside.
  CK_CSV_PAIRED = 1,
  /// Quotes stand anywhere; only those that begin a cell count.
  CK_CSV_CAREFUL = 2,
};

/// What a stretch of text holds, if it begins outside quotes [0] or inside [1].
typedef struct {
  uint64_t rows[2];
  /// Offset of the last line feed outside quotes, -1 if there is none.
  int64_t last_end[2];
  uint64_t quotes;
  /// Whether some quote is not where CK_CSV_PAIRED needs it.
  uint8_t broken[2];
  uint8_t has_nul;
} ck_csv_stretch;

/// `at_start` says that the stretch begins the data, so that a line feed may be imagined before it.
void ck_csv_scan(const uint8_t *text, size_t from, size_t to, uint8_t delimiter, int at_start, int level,
                 ck_csv_stretch *result);

/// Where a careful reading stands between two stretches.
typedef struct {
  /// 0 at the start of a cell, 1 in a bare cell, 2 in quotes, 3 after a closing quote.
  uint32_t state;
  /// Offset of the quote that was opened last.
  uint64_t opened;
  /// Offset of the first text after a closing quote, UINT64_MAX if there is none.
  uint64_t problem;
} ck_csv_position;

void ck_csv_scan_carefully(const uint8_t *text, size_t from, size_t to, uint8_t delimiter, int at_start,
                           ck_csv_position *position, ck_csv_stretch *result);

/// Writes the offsets of delimiters and line feeds outside quotes and returns how many there are.
///
/// The text begins outside quotes. `separators` has room for `length` + 64 offsets.
size_t ck_csv_index(const uint8_t *text, size_t length, uint8_t delimiter, int quotes, int level, uint32_t *separators,
                    size_t *line_feeds);

/// Rows that do not have as many cells as the header.
typedef struct {
  uint64_t short_rows;
  uint64_t short_at[8];
  /// Rows whose extra cells are all empty.
  uint64_t padded_rows;
  /// Offset of the first row with too many cells, UINT64_MAX if there is none.
  uint64_t long_at;
  uint64_t long_cells;
} ck_csv_ragged;

/// Rows of cells in a block of text: cell (r, c) ends before ends[r * columns + c] and begins at starts[r] or one byte
/// after the end of the cell before it.
typedef struct {
  const uint8_t *text;
  const uint32_t *starts;
  const uint32_t *ends;
  size_t columns;
  size_t rows;
} ck_csv_block;

/// Arranges separators in rows, without blank lines. Returns how many bytes the complete rows take.
///
/// `starts` has room for `capacity` / `columns` + 1 rows and `spare` for `capacity` cells.
size_t ck_csv_rows(const uint8_t *text, uint64_t offset, uint32_t *separators, size_t count, size_t line_feeds,
                   size_t columns, uint32_t *starts, uint32_t *spare, size_t capacity, ck_csv_block *block,
                   ck_csv_ragged *ragged);

/// What a column must be made of to hold its cells, narrowest first.
enum ck_csv_need {
  CK_CSV_NOTHING = 0,
  CK_CSV_BYTES = 1,
  CK_CSV_SHORTS = 2,
  CK_CSV_WORDS = 3,
  CK_CSV_LONGS = 4,
  CK_CSV_REALS = 5,
  CK_CSV_TEXTS = 6,
};

/// A cell that is not a plain number.
typedef struct {
  uint64_t offset;
  uint64_t row;
  uint32_t length;
} ck_csv_exception;

/// The first `limit` exceptions of a column are kept, all are counted. `items` is given back with free().
typedef struct {
  ck_csv_exception *items;
  uint32_t count;
  uint32_t capacity;
  uint32_t limit;
} ck_csv_exceptions;

typedef struct {
  uint32_t need;
  uint32_t filled;
  uint32_t other;
} ck_csv_probe_result;

/// What a column of a sample needs, and how many of its cells are no plain numbers.
void ck_csv_probe(const ck_csv_block *block, size_t column, ck_csv_probe_result *result);

/// Cells of one column as whole numbers of `need` width, as reals, or nothing (the lowest value, slot 0) where empty.
/// Cells that are something else go to the exceptions and are written as nothing. Returns what they all need.
uint32_t ck_csv_numbers(const ck_csv_block *block, size_t column, uint32_t need, void *cells, uint64_t offset,
                        uint64_t first_row, ck_csv_exceptions *exceptions, int level);

/// Distinct texts of one column with a code a row; all ones mark an empty cell.
typedef struct {
  const uint8_t *text;
  uint32_t length;
  uint32_t hash;
} ck_csv_word;

typedef struct {
  ck_csv_word *words;
  uint32_t count;
  uint32_t capacity;
  uint32_t *slots;
  uint32_t mask;
  void *codes;
  uint32_t width;
  uint64_t rows;
  uint64_t row_capacity;
  void *arena;
  void *recent;
  uint32_t recent_bits;
} ck_csv_words;

void ck_csv_words_begin(ck_csv_words *words, uint64_t rows);
void ck_csv_words_end(ck_csv_words *words);
/// Gives back what only ck_csv_texts needs; the words and codes stay.
void ck_csv_words_settle(ck_csv_words *words);
void ck_csv_texts(const ck_csv_block *block, size_t column, ck_csv_words *words);
/// The places of the texts of a block among its column's words, UINT32_MAX for an empty cell; no codes are kept.
void ck_csv_text_places(const ck_csv_block *block, size_t column, ck_csv_words *words, uint32_t *places);
/// Adds the words of `more` that `words` does not have; `places` receives the place of each.
void ck_csv_words_merge(ck_csv_words *words, const ck_csv_words *more, uint32_t *places);
/// Codes in a new numbering: `places` by old code, `missing` for all ones. Widths are in bytes.
void ck_csv_recode(const ck_csv_words *words, const uint32_t *places, uint32_t missing, void *cells, uint32_t width);
/// The value of each row's word, `missing` where the cell is empty.
void ck_csv_spread(const ck_csv_words *words, const uint64_t *values, uint64_t missing, uint64_t *cells);
/// How often each place occurs, added to `counts`.
void ck_csv_tally(const ck_csv_words *words, const uint32_t *places, uint64_t *counts);

/// How many rows hold one digit in every cell, each row as long as the first; the digits go to `cells`, columns
/// `stride` bytes apart. Fastest where `stride` and `cells` are multiples of 64. Rows that are not counted may have been
/// written to as well, up to `rows`.
///
/// `line_end` is 1 for line feeds, 2 for carriage returns with line feeds.
size_t ck_csv_digits(const uint8_t *text, size_t rows, size_t columns, uint8_t delimiter, int line_end, int8_t *cells,
                     size_t stride, int level);

/// A plain decimal number, correctly rounded. 0 if it is none, 1 if it is whole (then `whole` holds it), 2 if it is real.
int ck_csv_number(const uint8_t *text, size_t length, int64_t *whole, double *real);

/// Where the bytes stop being UTF-8, `length` if they never do. Overlong forms and surrogates are refused.
size_t ck_utf8_valid(const uint8_t *text, size_t length);

#endif
