#ifndef CKERNELS_LINKAGE_TRIANGLE_H
#define CKERNELS_LINKAGE_TRIANGLE_H
#include "linkage_tree.h"

enum ck_link_update {
  CK_LINK_LEAST = 0,
  CK_LINK_GREATEST = 1,
  /// Cells hold sums over all pairs of members, so that the sums of whole numbers are exact.
  CK_LINK_SUM = 2,
  CK_LINK_MIDDLE = 3,
  /// Lance and Williams over squared distances.
  CK_LINK_GROWTH = 4,
};

/// The lower triangle of distances of the clusters that are left: row i begins at cell i·(i−1)/2.
///
/// A round pairs clusters that are each other's nearest, combines the rows of each pair, then moves the rows up in place,
/// combining columns and looking for the new nearest on the way.
struct ck_link_triangle {
  double *cells;  ///< not owned
  int64_t count;  ///< of clusters left
  int64_t next;   ///< of clusters after this round
  int64_t pairs;
  int64_t still;  ///< rows before this one stay where they are
  int32_t update, level, threads;
  double *size;   ///< by place
  int32_t *id;    ///< the least leaf, by place
  int32_t *place; ///< by id
  int32_t *first, *second;  ///< the old places that make up a new one; second is -1 if there is one only
  int32_t *paired;          ///< the new places that have two
  int32_t *mate;            ///< by old place: the other of its pair, -1 if it stays alone
  double *height;           ///< of the merge that makes up a new place
  double *new_size;
  int32_t *new_id;
  double *row_least;        ///< the least distance in a row, and the id it leads to
  int32_t *row_id;
  double *column_least;     ///< threads times count: the same in the columns, as far as one thread has seen
  int32_t *column_id;
  int32_t *busy;
};

/// `ids` says which leaf stands at each place, `weights` (by place) may be NULL. NULL if memory is short.
struct ck_link_triangle *ck_link_triangle_create(double *cells, int64_t count, const int32_t *ids, const double *weights,
                                                 int update, int threads, int level);
void ck_link_triangle_free(struct ck_link_triangle *triangle);
/// Writes rows from ..< to with the squared distances of points (`columns` by place, `dims` columns `stride` apart). What
/// follows is as for ck_link_triangle_scan.
void ck_link_triangle_fill(struct ck_link_triangle *triangle, const double *columns, int dims, int64_t stride,
                           int64_t from, int64_t to);
/// Looks for the nearest in rows from ..< to; with `scaled` these hold distances that are first scaled for the weights.
void ck_link_triangle_scan(struct ck_link_triangle *triangle, int64_t from, int64_t to, int scaled);
/// Pairs the clusters that are each other's nearest. Returns how many pairs were written.
int64_t ck_link_triangle_pair(struct ck_link_triangle *triangle, struct ck_link_merge *merges);
/// Combines the rows of pairs from ..< to.
void ck_link_triangle_combine(struct ck_link_triangle *triangle, int64_t from, int64_t to);
/// How far rows may be moved up at once, beginning with the new row `from`.
int64_t ck_link_triangle_wave(const struct ck_link_triangle *triangle, int64_t from);
/// Moves up what becomes the new rows from ..< to of one wave.
void ck_link_triangle_move(struct ck_link_triangle *triangle, int64_t from, int64_t to);
/// Ends a round.
void ck_link_triangle_settle(struct ck_link_triangle *triangle);

#endif
