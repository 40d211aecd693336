#ifndef CKERNELS_MONTECARLO_H
#define CKERNELS_MONTECARLO_H
#include <stdint.h>

/// Tables with given margins are drawn this many at a time.
#define CK_MARGIN_LANES 16

/// What a table is made of and how it is scored. The score of a table is the sum over its cells of
/// scores[offsets[column * labels + label] + count], taken column by column in the order given.
struct ck_margins {
  int labels;             ///< at most CK_MARGIN_LABELS for drawing by permutation
  int columns;            ///< the last one takes what the others leave, so it should be the largest
  const int32_t *label_totals;
  const int32_t *column_totals;
  const double *scores;
  const int32_t *offsets;
  double at_least;        ///< a table counts if its score is at least this …
  double at_most;         ///< … or at most this
};

#define CK_MARGIN_LABELS 32
/// The most that a column other than the last may hold for drawing by permutation: its counts share a word.
#define CK_MARGIN_COLUMN 255

/// Draws `tables` tables by permuting the labels of the n observations and returns how many count.
/// `seeds` are 32 random words, `pool` has room for n * CK_MARGIN_LANES numbers, `rejection` for n.
/// Every level gives the same answer.
int64_t ck_margins_permute(
    const struct ck_margins *margins, const uint64_t *seeds, int64_t tables, int32_t *pool, uint32_t *rejection,
    int level);

/// Draws `tables` tables cell by cell from hypergeometric distributions: for many observations.
/// `log_factorials` reaches to n; `left` has room for `labels` numbers.
int64_t ck_margins_draw(
    const struct ck_margins *margins, const uint64_t *seeds, int64_t tables, const double *log_factorials,
    int32_t *left);

#endif
