#ifndef CKERNELS_EXACTJOIN_H
#define CKERNELS_EXACTJOIN_H
#include <stdint.h>

#define CK_EXACT_ROWS 8

/// All tables with given margins, each scored by the sum of scores[offsets[column * rows + row] + count].
struct ck_exact_problem {
  int rows;                        ///< at most CK_EXACT_ROWS
  int symmetric;                   ///< whether every row scores alike, so that states may be sorted
  const int32_t *row_totals;       ///< descending if symmetric
  const int32_t *column_totals;
  const double *scores;
  const int32_t *offsets;
  const double *log_factorials;
  double log_scale;                ///< added to the log mass of a column once for each observation
  double at_least;                 ///< tables with this score or more count
  double tolerance;                ///< scores of parts of tables that differ by less are one
};

/// For each way in which some columns can fill the rows: the scores they can have there, ascending, with their mass.
struct ck_exact_lists;

/// No columns yet: one state, one score.
struct ck_exact_lists *ck_exact_none(const struct ck_exact_problem *problem);
/// The states of `sum` observations without scores, to iterate over.
struct ck_exact_lists *ck_exact_states(const struct ck_exact_problem *problem, int32_t sum);
/// One more column. NULL if there would be more than `limit` values, if memory is short, or if a stop was requested.
struct ck_exact_lists *ck_exact_extended(
    const struct ck_exact_problem *problem, const struct ck_exact_lists *lists, int column, int64_t limit);
void ck_exact_free(struct ck_exact_lists *lists);
int64_t ck_exact_state_count(const struct ck_exact_lists *lists);
int64_t ck_exact_value_count(const struct ck_exact_lists *lists);

/// The mass of the tables that count, made of `left` and `right` lists with the column `link` between them, over the states
/// from ..< to of `middle`: what right and link hold together. Negative if memory is short or a stop was requested.
double ck_exact_join(
    const struct ck_exact_problem *problem, const struct ck_exact_lists *left, const struct ck_exact_lists *right,
    int link, const struct ck_exact_lists *middle, int64_t from, int64_t to);

#endif
