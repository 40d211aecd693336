#ifndef CKERNELS_LINKAGE_MEMBERS_H
#define CKERNELS_LINKAGE_MEMBERS_H
#include "linkage_tree.h"
#include "linkage_triangle.h"

/// The points of all clusters of a tree, those of one cluster beside each other, clusters in the order of their slots.
struct ck_link_members {
  struct ck_link_tree *tree;  ///< of kind CK_LINK_AVERAGE
  int64_t count, stride;
  double *columns, *spare;           ///< dims columns, `stride` apart
  double *weights, *spare_weights;   ///< by point; NULL if all are 1
  int32_t *start, *length, *joined;  ///< by id of the cluster
};

/// One point a cluster. NULL if memory is short.
struct ck_link_members *ck_link_members_create(struct ck_link_tree *tree, const double *columns, const double *weights);
void ck_link_members_free(struct ck_link_members *members);
/// Finds, for the listed slots, the cluster with the least mean distance between members.
///
/// The distance of the centroids is never more than that mean, and the root mean square never less.
void ck_link_members_query(struct ck_link_members *members, const int32_t *list, int64_t from, int64_t to);
/// Puts the points of merged clusters beside each other.
void ck_link_members_join(struct ck_link_members *members, const struct ck_link_merge *merges, int64_t count);
/// Writes rows from ..< to of the triangle of sums of distances between the members of clusters, in the order of slots;
/// `ids` lists the clusters. Then looks for the nearest.
void ck_link_members_fill(const struct ck_link_members *members, struct ck_link_triangle *triangle, const int32_t *ids,
                          int64_t from, int64_t to);

#endif
