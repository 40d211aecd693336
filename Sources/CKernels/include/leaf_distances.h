#ifndef CKERNELS_LEAF_DISTANCES_H
#define CKERNELS_LEAF_DISTANCES_H
#include <stdint.h>

/// What is summed over dimensions (of `most`, the maximum is taken).
enum ck_leaf_kind {
  CK_LEAF_EUCLIDEAN = 0,
  CK_LEAF_SQUARES = 1,
  CK_LEAF_DIFFERENCES = 2,
  CK_LEAF_MOST = 3,
  CK_LEAF_CAPPED = 4,
  CK_LEAF_UNEQUAL = 5,
  CK_LEAF_PRODUCTS = 6
};

/// Writes what lies between the point `own` and the `length` points from `from` on. `columns` holds `stride` values of
/// the first dimension, then those of the next. The same bits on every level: dimensions are added from first to last.
void ck_leaf_distances(int level, int kind, const double *columns, int64_t stride, int64_t dims, int64_t own,
                       int64_t from, int64_t length, double *target);

/// Takes in a stretch of one point's distances from both sides: returns the sum of them, each times its weight, and adds
/// them times `own` to `column`. The same bits on every level: eight sums run beside each other and are added in order.
double ck_leaf_fold(int level, const double *distances, const double *weights, double own, int64_t length,
                    double *column);

#endif
