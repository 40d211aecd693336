#ifndef CKERNELS_LINKAGE_TREE_H
#define CKERNELS_LINKAGE_TREE_H
#include <stdint.h>

/// A leaf of the tree has room for this many clusters: its slots.
#define CK_LINK_LANES 24
/// An inner node has this many children.
#define CK_LINK_FAN 8

/// How the distance of two clusters follows from their centroids.
enum ck_link_kind {
  /// 2·nA·nB/(nA+nB) times the squared distance of the centroids.
  CK_LINK_WARD = 0,
  /// The mean of the squared distances of their members.
  CK_LINK_AVERAGE = 1,
  /// The squared distance of the centroids.
  CK_LINK_PLAIN = 2,
};

/// A k-d tree of clusters, each in a slot, with the nearest neighbor of each.
///
/// Coordinates lie column-wise in each leaf; what is not there lies at infinity. Nodes follow their parents.
struct ck_link_tree {
  int32_t dims, kind, level;
  /// Both clusters of a merge count alike from then on, whatever their sizes: weights stay 1.
  int32_t halves;
  /// Coordinates and weights are whole, so that equal distances are equal to the bit.
  int32_t whole;
  int32_t leaves, nodes;
  int64_t live, built;
  double *coords;     ///< leaf * dims * LANES + dim * LANES + lane
  double *weight;     ///< by slot
  double *spread;     ///< mean squared distance to the centroid, by slot; only for averages
  int32_t *id;        ///< the least leaf of the cluster; -1 where there is none
  int32_t *partner;   ///< slot of the nearest neighbor; of a slot that lost its cluster: where that went
  double *distance;   ///< to the nearest neighbor
  uint8_t *changed;   ///< 1 if the cluster has no known neighbor yet
  double *boxes;      ///< node * (2 * dims + 2) * FAN: low and high by dimension, then least weight, least spread
  int32_t *child;     ///< node * FAN: a node, or ~leaf, or INT32_MIN
  int32_t *node_above, *leaf_above;  ///< node * FAN + lane, -1 above the root
  uint8_t *node_dirty, *leaf_dirty;
};

struct ck_link_merge {
  int32_t first, second;
  double height;
};

/// A tree of `count` points given by columns; `weights` may be NULL, and are not looked at where merges halve. NULL if
/// memory is short.
struct ck_link_tree *ck_link_create(const double *columns, const double *weights, int64_t count, int dims, int kind,
                                    int halves, int level);
void ck_link_free(struct ck_link_tree *tree);
/// Closes the gaps and splits space anew along the widest sides. 0 if memory is short.
int ck_link_rebuild(struct ck_link_tree *tree);

/// Writes the slots whose neighbor is not known and returns how many they are. `list` has room for all clusters.
int64_t ck_link_pending(struct ck_link_tree *tree, int32_t *list);
/// Finds the nearest neighbors of the listed slots. Ranges may be worked on by several threads at once.
void ck_link_query(struct ck_link_tree *tree, const int32_t *list, int64_t from, int64_t to);
/// Merges every pair of clusters that are each other's neighbor, of which one at least is listed; if there is none,
/// the nearest pair of all. Returns how many merges were written.
int64_t ck_link_merge_pairs(struct ck_link_tree *tree, const int32_t *list, int64_t count, struct ck_link_merge *merges);

#endif
