#ifndef CKERNELS_DENSITY_H
#define CKERNELS_DENSITY_H
#include <stddef.h>
#include <stdint.h>

// Density-based clustering of points in space, step by step; the caller hands the tasks of a step to its threads.
//
// Points are put into cells so small that any two points of one are near, by splitting boxes at the middle of their
// longest side; cells stand in the order of that tree, 32 and fewer to a block, so that all boxes near a box are
// found by a few passes over columns of boxes. Bounds are computed as distances are, and rounding is monotone, so no
// point that is near is ever passed over.

enum ck_density_metric { CK_DENSITY_EUCLIDEAN = 0, CK_DENSITY_MANHATTAN = 1, CK_DENSITY_CHEBYSHEV = 2 };
enum ck_density_border { CK_DENSITY_NEAREST = 0, CK_DENSITY_FIRST = 1, CK_DENSITY_NOISE = 2 };
enum ck_density_role { CK_DENSITY_CORE = 1, CK_DENSITY_CONTESTED = 2 };

/// The steps, in order. Tasks of one step may run at once and in any order.
enum ck_density_step {
  CK_DENSITY_CLASSIFY = 0,
  CK_DENSITY_SCATTER,
  CK_DENSITY_GROW,
  CK_DENSITY_BOUND,
  CK_DENSITY_COUNT,
  CK_DENSITY_ARRANGE,
  CK_DENSITY_JOIN,
  CK_DENSITY_LABEL,
  CK_DENSITY_STEPS,
};

typedef struct {
  /// Finite coordinates, a column for each dimension; `count` of them, below 2^32.
  const double *const *columns;
  size_t count;
  int dimensions;
  /// How many rows each point stands for, or NULL for one each.
  const int64_t *weights;
  /// The number of the first row of each point, or NULL where that is the point's own number.
  const uint32_t *first_rows;
  int metric;
  /// The largest computed sum of squares (Euclidean), sum or maximum that still counts as near.
  double threshold;
  int64_t minimum;
  int border;
  /// CK_PORTABLE and so on.
  int level;
  /// Written: the cluster of each point from 1, 0 for noise, and its ck_density_role bits.
  int32_t *labels;
  uint8_t *roles;
} ck_density_input;

typedef struct ck_density ck_density;

/// NULL where memory is short.
ck_density *ck_density_begin(const ck_density_input *input);
/// What is to be done once before a step's tasks. Returns how many there are, SIZE_MAX where memory is short.
size_t ck_density_prepare(ck_density *density, int step);
void ck_density_run(ck_density *density, int step, size_t task);
/// How many clusters there are, after the last step was prepared.
size_t ck_density_clusters(const ck_density *density);
/// How many cells there are.
size_t ck_density_cells(const ck_density *density);
/// Whether memory ran short in some task; the answer is then worth nothing.
int ck_density_failed(const ck_density *density);
void ck_density_end(ck_density *density);

/// The same answer where coordinates are whole numbers of steps: each point has a code below `code_count`, and the points
/// near it are those at its code plus one of the `offsets` (zero among them), which lie at `distances`. No two points share a
/// code, and no code plus an offset leaves the table. Returns the number of clusters, SIZE_MAX where memory is short.
size_t ck_density_lattice(const ck_density_input *input, const uint32_t *codes, size_t code_count,
                          const int64_t *offsets, const double *distances, size_t offset_count);

/// Points as columns, `stride` (a multiple of eight, not below `count`) apart.
typedef struct {
  const double *coordinates;
  size_t count, stride;
  int dimensions;
  /// How many rows each point stands for, or NULL.
  const int64_t *weights;
  int metric;
  int level;
} ck_density_space;

/// The distance from a point to the `k`-th nearest row besides one of its own, infinite where there are fewer, −1 where
/// memory is short. Points stand in ascending order of the first coordinate.
double ck_density_neighbour(const ck_density_space *space, size_t point, int64_t k);

/// Lowers the reach of every point to its distance from `from`, but not below `core` nor, if given, its own of `cores`;
/// `source` notes who did it. Points whose reach is below zero are left alone. Returns the point with the least reach, the
/// first of those with the same, SIZE_MAX if all reaches are infinite. Arrays hold `stride` numbers.
size_t ck_density_reach(const ck_density_space *space, size_t from, double core, const double *cores, double *reach,
                        uint32_t *source);

/// The largest double whose square root is at most `radius`.
double ck_density_squared_threshold(double radius);
#endif
